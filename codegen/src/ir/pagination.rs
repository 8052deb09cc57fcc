//! Pagination: the [`paginated`](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait) trait.

use super::context::Context;
use super::output_path::PathStep;
use super::{Field, Name, Presence, RustType, output_path};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::TraitValue as _;
use crate::model::{Member, Shape, ShapeKind, traits};

/// How an operation's results are paginated.
#[derive(Clone, Debug, PartialEq)]
pub struct Pages {
    /// The input field of the token of the page that is wanted (`inputToken`).
    pub input_token: Name,
    /// The path of output fields to that of the next page, of the same type (`outputToken`).
    pub output_token: Vec<PathStep>,
    /// Whether a token can be an empty value, which some services return after the last page.
    pub token_may_be_empty: bool,
    /// The path of output fields to a flag that there is another page (`smithwright.api#morePages`); empty if the token alone decides.
    pub more_pages: Vec<PathStep>,
    /// The items of the pages, if the model names them.
    pub items: Option<Items>,
    /// The input field that limits the size of a page (`pageSize`).
    pub page_size: Option<Name>,
}

/// The items of pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    /// The path of output fields to them.
    pub path: Vec<PathStep>,
    /// The type of an item, if they are in a list or map.
    pub of: Option<Item>,
}

/// The type of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An element of a list.
    Element(RustType),
    /// An entry of a map: its key and its value.
    Entry(RustType, RustType),
}

/// Returns how the operation's results are paginated, or `None` if they are not. The service's trait has defaults for the operation's.
pub(super) fn of(
    context: &Context<'_>,
    operation: &Shape,
    input: &[Field],
    output: &Shape,
    diagnostics: &mut Diagnostics,
) -> Option<Pages> {
    let own = operation.traits.read::<traits::Paginated>()?;
    let shared = context.service_shape.traits.read::<traits::Paginated>();
    let said = |part: fn(&traits::Paginated) -> &Option<String>| {
        part(&own).clone().or_else(|| part(shared.as_ref()?).clone())
    };
    let argument = |member: &str| input.iter().find(|field| field.member == member);
    let tokens = tokens(context, (said(|it| &it.input_token), said(|it| &it.output_token)), argument, output);
    let Tokens { input_token, output_token, token_may_be_empty } = match tokens {
        Ok(tokens) => tokens,
        Err(problem) => {
            diagnostics.push(unturned(operation, &format!("{problem}: the client does not paginate")));
            return None;
        }
    };
    let said_items = said(|it| &it.items);
    let items = said_items.as_deref().and_then(|path| output_path::follow_nullable(context, output, path));
    if said_items.is_some() && items.is_none() {
        diagnostics.push(unturned(operation, &unfollowed("items", said_items.as_deref())));
    }
    let items = items.map(|(path, shape)| Items { path, of: item(context.type_of(&shape.id)) });
    if items.as_ref().is_some_and(|items| items.of.is_none()) {
        let path = said_items.as_deref().unwrap_or_default();
        let problem = format!("the `items` of the pages, `{path}`, are neither in a list nor in a map");
        diagnostics.push(unturned(operation, &problem));
    }
    let more_pages = match more_pages(context, operation, output) {
        Ok(more_pages) => more_pages,
        Err(finding) => {
            diagnostics.push(finding);
            return None;
        }
    };
    let said_size = said(|it| &it.page_size);
    let size = said_size.as_deref().and_then(argument);
    let given = said(|it| &it.output_token).and_then(|path| output_path::last(context, output, &path));
    let problems = [
        said(|it| &it.input_token).as_deref().and_then(argument).and_then(of_token),
        given.and_then(of_given),
        said_size.as_deref().and_then(|path| of_size(path, size)),
    ];
    diagnostics.extend(problems.into_iter().flatten().map(|problem| unturned(operation, &problem)));
    let page_size = size.map(|field| field.name.clone());
    Some(Pages { input_token, output_token, token_may_be_empty, more_pages, items, page_size })
}

/// Returns what is odd about tokens of this type, if anything is.
fn of_token(takes: &Field) -> Option<String> {
    let is_usual = matches!(takes.value, RustType::String | RustType::Enum(_) | RustType::Map(..));
    let odd = || format!("the tokens of the pages, as in `{}`, are neither strings nor maps", takes.member);
    (!is_usual).then(odd)
}

/// Returns what is odd about the token that a page gives, if anything is.
fn of_given(member: &Member) -> Option<String> {
    let odd =
        || format!("the `outputToken`, `{}`, is required, though the last page has none", member.name());
    (member.traits.has::<traits::Required>() && !member.traits.has::<traits::Nullable>()).then(odd)
}

/// Returns what is wrong with the limit of pages' sizes, if anything is.
fn of_size(path: &str, size: Option<&Field>) -> Option<String> {
    match size.map(|field| &field.value) {
        None => Some(unfollowed("pageSize", Some(path))),
        Some(RustType::Byte | RustType::Short | RustType::Integer | RustType::Long) => None,
        Some(RustType::Nullable(_)) => Some(format!("the `pageSize` of the pages, `{path}`, may be null")),
        Some(_) => Some(format!("the `pageSize` of the pages, `{path}`, is not an integer")),
    }
}

/// How the token from one page gets into the input for the next.
struct Tokens {
    input_token: Name,
    output_token: Vec<PathStep>,
    token_may_be_empty: bool,
}

/// Finds the tokens by the model's names for that of the input and that of the output.
///
/// # Errors
/// A description of why there would be no first page, or no last one.
fn tokens<'f>(
    context: &Context<'_>,
    (input_token, output_token): (Option<String>, Option<String>),
    argument: impl Fn(&str) -> Option<&'f Field>,
    output: &Shape,
) -> Result<Tokens, String> {
    let takes = input_token.as_deref().and_then(argument);
    let takes = takes.ok_or_else(|| unfollowed("inputToken", input_token.as_deref()))?;
    let path = output_token.as_deref().and_then(|path| output_path::follow_nullable(context, output, path));
    let (gives, token) = path.ok_or_else(|| unfollowed("outputToken", output_token.as_deref()))?;
    if takes.presence != Presence::Optional {
        return Err(format!(
            "the `inputToken`, `{}`, is always there: no call asks for the first page",
            takes.member
        ));
    }
    if matches!(takes.value, RustType::Nullable(_)) {
        return Err(format!("the `inputToken`, `{}`, may be null: a call has a token or none", takes.member));
    }
    if takes.value != context.type_of(&token.id) {
        return Err("the `outputToken` is of another type than the `inputToken`".to_owned());
    }
    let may_be_empty = matches!(token.kind, ShapeKind::String | ShapeKind::Map(_));
    if !may_be_empty && gives.iter().all(|step| !step.optional && !step.nullable) {
        return Err("the `outputToken` is always there and never empty: no page is the last".to_owned());
    }
    Ok(Tokens { input_token: takes.name.clone(), output_token: gives, token_may_be_empty: may_be_empty })
}

/// Returns the path of output fields to the flag that there is another page.
///
/// # Errors
/// The path leads elsewhere. With the token alone, pages might never end.
fn more_pages(context: &Context<'_>, operation: &Shape, output: &Shape) -> Result<Vec<PathStep>, Diagnostic> {
    let Some(traits::MorePages(path)) = operation.traits.read() else { return Ok(Vec::new()) };
    match output_path::follow_nullable(context, output, &path) {
        Some((fields, shape)) if matches!(shape.kind, ShapeKind::Boolean) => Ok(fields),
        _ => {
            let problem = format!(
                "the path `{path}` does not lead to a boolean of the output: the client does not paginate"
            );
            let help = "name a member of the output that says whether there is another page";
            Err(unturned(operation, &problem).trait_id(traits::MorePages::ID).help(help))
        }
    }
}

/// Returns the item type of a list or map.
fn item(of: RustType) -> Option<Item> {
    match of {
        RustType::List(element) => Some(Item::Element(*element)),
        RustType::Map(key, value) => Some(Item::Entry(*key, *value)),
        _ => None,
    }
}

fn unfollowed(part: &str, path: Option<&str>) -> String {
    match path {
        Some(path) => format!("the `{part}` of the pages, `{path}`, leads to no member"),
        None => format!("the pages have no `{part}`, here or on the service"),
    }
}

fn unturned(operation: &Shape, problem: &str) -> Diagnostic {
    operation.warning(problem)
        .trait_id(traits::Paginated::ID)
        .help("name an optional member of the input for `inputToken`, a number of it for `pageSize`, and members of the output, joined by dots, for `items` and for `outputToken`, which is of the same type")
}

//! What generated files offer to callers: their items, and those that the runtime's macros make of their tables.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, Token, Type, braced, parenthesized};

/// The tokens without what differs between a file and the report: spaces, raw marks, and the module that only `types.rs` leaves out.
fn plain(tokens: &impl ToTokens) -> String {
    plain_text(&tokens.to_token_stream().to_string())
}

pub(crate) fn plain_text(text: &str) -> String {
    text.replace([' ', '\n'], "")
        .replace("r#", "")
        .replace("types::", "")
        .replace(",)", ")")
        .replace(",>", ">")
}

/// What an item of a generated file offers to callers, in one form.
pub(crate) fn declared(module: &str, item: &syn::Item) -> Vec<String> {
    match item {
        syn::Item::Struct(it) => {
            let path = format!("{module}{}", it.ident);
            let fields = it.fields.iter().filter(|field| matches!(field.vis, syn::Visibility::Public(_)));
            let fields = fields.filter_map(|field| {
                Some(plain_text(&format!("{path}.{}:{}", field.ident.as_ref()?, plain(&field.ty))))
            });
            std::iter::once(plain_text(&path)).chain(fields).collect()
        }
        syn::Item::Enum(it) => {
            let path = format!("{module}{}", it.ident);
            // The last variants of unions and of errors; an enum may have a value of that name.
            let is_ours = |variant: &&syn::Variant| match &*variant.ident.to_string() {
                "Unknown" => !variant.fields.is_empty(),
                name => name == "Unmodelled",
            };
            let variants = it.variants.iter().filter(|variant| !is_ours(variant));
            let variants = variants
                .map(|variant| plain_text(&format!("{path}::{}{}", variant.ident, plain(&variant.fields))));
            std::iter::once(plain_text(&path)).chain(variants).collect()
        }
        syn::Item::Type(it) => shared(&format!("{module}{}", it.ident), &it.ty),
        syn::Item::Impl(it) => {
            let Type::Path(own) = &*it.self_ty else { return Vec::new() };
            let path = format!("{module}{}", own.path.segments.last().unwrap().ident);
            // Of traits, this one alone says what callers get.
            let is_seen = |of: &syn::Path| of.segments.last().unwrap().ident == "PaginatedItems";
            let is_seen = it.trait_.as_ref().map(|(of, _)| is_seen(of));
            let methods = it.items.iter().filter_map(|item| match (item, is_seen) {
                (syn::ImplItem::Fn(method), None) if matches!(method.vis, syn::Visibility::Public(_)) => {
                    Some(&method.sig)
                }
                (syn::ImplItem::Fn(method), Some(true)) => Some(&method.sig),
                _ => None,
            });
            methods.map(|signature| method(&path, signature)).collect()
        }
        syn::Item::Macro(it) => match it.mac.path.segments.last() {
            Some(name) if name.ident == "builder" => parsed::<Builder>(module, &it.mac).declared(module),
            Some(name) if name.ident == "setters" => parsed::<Setters>(module, &it.mac).declared(module),
            Some(name) if name.ident == "waiter" => parsed::<Waiter>(module, &it.mac).declared(module),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Reads a table of the runtime's macros, whose grammar is repeated below: a change of it has to be made here too.
fn parsed<T: Parse>(module: &str, table: &syn::Macro) -> T {
    table.parse_body().unwrap_or_else(|error| {
        panic!(
            "the grammar of a table in `{module}` is another than `surface.rs` has: {error}\n{}",
            table.tokens
        )
    })
}

/// What a type offers that is one of those that all services share.
fn shared(path: &str, target: &Type) -> Vec<String> {
    let target = plain(target);
    let message = match target.strip_prefix("runtime::MessageError<codes::") {
        Some(rest) if rest.ends_with(",String>") => Some("String"),
        Some(_) => Some("Option<String>"),
        None if target.starts_with("runtime::NoOutput<") || target.starts_with("runtime::NoErrors<") => None,
        None => panic!("a type that no part of the runtime knows: {target}"),
    };
    let message = message.map(|message| plain_text(&format!("{path}.message:{message}")));
    std::iter::once(plain_text(path)).chain(message).collect()
}

fn method(path: &str, signature: &syn::Signature) -> String {
    let (name, inputs, output) = (&signature.ident, &signature.inputs, &signature.output);
    let inputs = plain(&quote!((#inputs)));
    match inputs.strip_prefix("(mutself,value:") {
        Some(value) => plain_text(&format!("{path}::{name} set by ({value}")),
        None => plain_text(&format!("{path}::{name}{inputs}{}", plain(output))),
    }
}

/// A call of `runtime::builder!`.
struct Builder {
    input: Ident,
    /// `send` or `connect`, and what it is given.
    end: (Ident, Vec<Expr>),
    /// `pages` and `wait_until`, where they are there.
    more: Vec<Ident>,
    rows: Vec<Row>,
}

impl Parse for Builder {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        input.parse::<Type>()?;
        input.parse::<Token![=>]>()?;
        let end = input.parse()?;
        let given;
        parenthesized!(given in input);
        let given = Punctuated::<Expr, Token![,]>::parse_terminated(&given)?;
        let mut more = Vec::new();
        while input.parse::<Option<Token![,]>>()?.is_some() {
            more.push(input.parse()?);
        }
        Ok(Self { input: name, end: (end, given.into_iter().collect()), more, rows: rows(input)? })
    }
}

impl Builder {
    fn declared(&self, module: &str) -> Vec<String> {
        let (input, path) = (&self.input, format!("{module}Builder"));
        let arguments: Vec<String> = self.end.1.iter().map(plain).collect();
        let calls = match (self.end.0.to_string().as_str(), arguments.as_slice()) {
            ("send", [output, error]) => {
                vec![format!("send(self)->runtime::CallFuture<'static,{output},runtime::Error<{error}>>")]
            }
            ("connect", [sent, received, error, _]) => vec![
                "presign(self)->runtime::CallFuture<'static,runtime::PresignedUrl,runtime::Failure>"
                    .to_owned(),
                format!(
                    "connect(self)->runtime::CallFuture<'static,runtime::WebSocket<{sent},{received}>,runtime::Error<{error}>>"
                ),
            ],
            other => panic!("an end of a builder that no macro knows: {other:?}"),
        };
        let more = self.more.iter().map(|more| match more.to_string().as_str() {
            "pages" => format!("pages(self)->runtime::Pages<{input}>"),
            "wait_until" => format!(
                "wait_until(self,waiter:runtime::Waiter<{input}>,at_most:Duration)->runtime::WaitFuture<'static,{input}>"
            ),
            other => panic!("an end of a builder that no macro knows: {other}"),
        });
        let calls: Vec<String> = calls.into_iter().chain(more).collect();
        let own = calls.iter().map(|call| plain_text(&format!("{path}::{call}")));
        let made = [
            plain_text(&path),
            plain_text(&format!("{module}{input}::builder()->Builder<()>")),
            plain_text(&format!("{path}::build(self)->{input}")),
        ];
        made.into_iter().chain(own).chain(self.rows.iter().map(|row| row.declared(&path))).collect()
    }
}

/// A call of `runtime::waiter!`.
struct Waiter {
    name: Ident,
    input: Type,
}

impl Parse for Waiter {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Attribute::parse_outer(input)?;
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        let of = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(Self { name, input: of })
    }
}

impl Waiter {
    fn declared(&self, module: &str) -> Vec<String> {
        vec![plain_text(&format!("{module}{}:runtime::Waiter<{}>", self.name, plain(&self.input)))]
    }
}

/// A call of `runtime::setters!`.
struct Setters {
    name: Ident,
    /// What `new` takes.
    required: Vec<(Ident, Type)>,
    rows: Vec<Row>,
}

impl Parse for Setters {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let mut required = Vec::new();
        if input.peek(syn::token::Paren) {
            let arguments;
            parenthesized!(arguments in input);
            while !arguments.is_empty() {
                let name = arguments.parse()?;
                arguments.parse::<Token![:]>()?;
                required.push((name, arguments.parse()?));
                arguments.parse::<Token![=]>()?;
                arguments.parse::<Expr>()?;
                arguments.parse::<Option<Token![,]>>()?;
            }
        }
        Ok(Self { name, required, rows: rows(input)? })
    }
}

impl Setters {
    fn declared(&self, module: &str) -> Vec<String> {
        let path = format!("{module}{}", self.name);
        let arguments = self.required.iter().map(|(name, argument)| quote!(#name: #argument));
        let arguments: Vec<TokenStream> = arguments.collect();
        let arguments = plain(&quote!((#(#arguments),*)));
        let new = (!self.required.is_empty()).then(|| plain_text(&format!("{path}::new{arguments}->Self")));
        new.into_iter().chain(self.rows.iter().map(|row| row.declared(&path))).collect()
    }
}

/// A line that says how a member is set.
struct Row {
    member: Ident,
    argument: Type,
}

impl Row {
    fn declared(&self, path: &str) -> String {
        plain_text(&format!("{path}::{} set by ({})", self.member, plain(&self.argument)))
    }
}

impl Parse for Row {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Attribute::parse_outer(input)?;
        let member = input.parse()?;
        let argument;
        parenthesized!(argument in input);
        argument.parse::<Ident>()?;
        argument.parse::<Token![:]>()?;
        let argument = argument.parse()?;
        if input.parse::<Option<Token![->]>>()?.is_some() {
            input.parse::<Type>()?;
        }
        input.parse::<Token![=]>()?;
        input.parse::<Expr>()?;
        input.parse::<Token![;]>()?;
        Ok(Self { member, argument })
    }
}

fn rows(input: ParseStream<'_>) -> syn::Result<Vec<Row>> {
    let content;
    braced!(content in input);
    let mut out = Vec::new();
    while !content.is_empty() {
        out.push(content.parse()?);
    }
    Ok(out)
}

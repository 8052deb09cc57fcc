//! Endpoint rules as a function.

mod expression;
mod kinds;

use super::{file, ident};
use crate::ir::endpoint::{
    AuthScheme, Condition, Endpoint, Expression, Function, Outcome, Parameter, Presence, Property, Rule,
    RuleSet, Source, Type, Variable,
};
use expression::{argument, filled, value};
use kinds::Kinds;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

/// Emits the items of the file that determines a service's endpoint: imports, the function `resolve`, and the functions that construct its endpoints.
#[must_use]
pub fn endpoint(rule_set: &RuleSet) -> TokenStream {
    let parameters: Vec<&Parameter> = rule_set.used_parameters().collect();
    let name = if parameters.is_empty() { quote!(_parameters) } else { quote!(parameters) };
    let bindings = bindings(&parameters);
    let kinds = Kinds::of(rule_set);
    let body = rules(&rule_set.rules, Place::FunctionEnd, &kinds);
    let functions = kinds.functions();
    let items = quote! {
        /// Returns the endpoint for these parameters.
        pub(super) fn resolve(#name: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
            #bindings
            #body
        }

        #functions
    };
    let imports = imports(&items);
    quote!(#imports #items)
}

/// Emits the imports that the functions need.
fn imports(items: &TokenStream) -> TokenStream {
    let auth_scheme = file::mentions(items, "EndpointAuthScheme").then(|| quote!(EndpointAuthScheme,));
    let functions = file::mentions(items, "functions").then(|| quote!(functions,));
    quote!(
        use smithwright_runtime::endpoint::{Endpoint, #auth_scheme EndpointError, Parameters, #functions};
    )
}

/// Emits the bindings of the parameters to their names.
fn bindings(parameters: &[&Parameter]) -> TokenStream {
    let fields = parameters.iter().filter_map(|parameter| {
        let name = ident(&parameter.variable.name);
        let field = match parameter.source {
            Source::Region => "region",
            Source::UseFips => "use_fips",
            Source::UseDualStack => "use_dual_stack",
            Source::Endpoint => "endpoint",
            Source::Other(_) => return None,
        };
        let field_name = Ident::new(field, Span::call_site());
        Some(if name == field { quote!(#name) } else { quote!(#field_name: #name) })
    });
    let fields: Vec<TokenStream> = fields.collect();
    let fields = if fields.is_empty() {
        TokenStream::new()
    } else {
        quote!(let Parameters { #(#fields,)* .. } = *parameters;)
    };
    let others = parameters.iter().map(|parameter| binding(parameter));
    quote!(#fields #(#others)*)
}

/// Emits the binding of a parameter, unless it is a field that is used unchanged.
fn binding(parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.variable.name);
    let given = match (&parameter.source, parameter.variable.value_type.of) {
        (Source::UseFips | Source::UseDualStack, _) => return TokenStream::new(),
        (Source::Region | Source::Endpoint, _) => quote!(#name),
        (Source::Other(key), Type::Boolean) => quote!(parameters.boolean(#key)),
        (Source::Other(key), Type::StringArray) => quote!(parameters.string_array(#key)),
        (Source::Other(key), _) => quote!(parameters.string(#key)),
    };
    let given = match &parameter.presence {
        Presence::Optional if matches!(parameter.source, Source::Other(_)) => given,
        Presence::Optional => return TokenStream::new(),
        Presence::Required => {
            let named = &parameter.name;
            quote!(#given.ok_or_else(|| EndpointError::missing(#named))?)
        }
        Presence::Default(Expression::Boolean(false)) => quote!(#given.unwrap_or_default()),
        Presence::Default(default) => {
            let default = value(default);
            quote!(#given.unwrap_or(#default))
        }
        Presence::DefaultTexts(texts) => quote!(#given.unwrap_or(&[#(#texts),*])),
    };
    quote!(let #name = #given;)
}

/// Where the code of a list of rules is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// At the end of the function, where the last value is the result.
    FunctionEnd,
    /// Where failure follows, as it must if these rules do not decide.
    BeforeFailure,
    /// Where other rules follow.
    BeforeRules,
}

fn rules(rules: &[Rule], place: Place, kinds: &Kinds) -> TokenStream {
    let mut code = TokenStream::new();
    let mut decided = false;
    for (at, it) in rules.iter().enumerate() {
        let is_last = at + 1 == rules.len();
        let place = if is_last { place } else { Place::BeforeRules };
        let (rule, always) = rule(it, place, kinds);
        code.extend(rule);
        decided = always;
    }
    match place {
        Place::FunctionEnd if !decided => quote!(#code Err(EndpointError::unmatched())),
        Place::BeforeRules if !decided => quote!(#code return Err(EndpointError::unmatched());),
        _ => code,
    }
}

/// Emits the code of a rule, and returns whether it always decides.
fn rule(rule: &Rule, place: Place, kinds: &Kinds) -> (TokenStream, bool) {
    let is_let = |condition: &Condition| matches!(condition, Condition::Let(..));
    let first = rule.conditions.iter().position(|condition| !is_let(condition));
    let Some(first) = first else {
        let lets = rule.conditions.iter().flat_map(condition);
        let outcome = outcome(&rule.outcome, place, kinds);
        return (quote!(#(#lets;)* #outcome), true);
    };
    let last = rule.conditions.iter().rposition(|condition| !is_let(condition)).unwrap_or(first);
    let (before, tests) = rule.conditions.split_at(first);
    let (tests, after) = tests.split_at(last + 1 - first);
    let (before, after) = (before.iter().flat_map(condition), after.iter().flat_map(condition));
    let tests = tests.iter().flat_map(condition);
    let inner = if place == Place::BeforeRules { Place::BeforeRules } else { Place::BeforeFailure };
    let outcome = outcome(&rule.outcome, inner, kinds);
    (quote!(#(#before;)* if #(#tests)&&* { #(#after;)* #outcome }), false)
}

/// Emits a condition, and before it what it borrows from.
fn condition(condition: &Condition) -> Vec<TokenStream> {
    match condition {
        Condition::Test(test) => vec![value(test)],
        Condition::Set(variable, it) => {
            let (name, it) = (ident(&variable.name), value(it));
            vec![quote!(let Some(#name) = #it)]
        }
        Condition::Let(variable, it) => bindings_of(variable, it),
    }
}

fn bindings_of(variable: &Variable, it: &Expression) -> Vec<TokenStream> {
    let name = ident(&variable.name);
    if let Expression::Call(Function::Split, arguments) = it
        && let [text @ Expression::Template(_), rest @ ..] = arguments.as_slice()
    {
        // The parts borrow from the text, which must live as long as they do.
        let text = value(text);
        let rest = rest.iter().map(argument);
        return vec![quote!(let #name = #text), quote!(let #name = functions::split(&#name, #(#rest),*))];
    }
    let it = value(it);
    vec![quote!(let #name = #it)]
}

fn outcome(outcome: &Outcome, place: Place, kinds: &Kinds) -> TokenStream {
    let (lets, result) = match outcome {
        Outcome::Tree(branches) => return rules(branches, place, kinds),
        Outcome::Endpoint(endpoint) => endpoint_value(endpoint, kinds),
        Outcome::Error(message) => error_value(message),
    };
    if place == Place::FunctionEnd { quote!(#lets #result) } else { quote!(#lets return #result;) }
}

/// Returns whether a text makes its line too long to read.
fn is_long(it: &Expression) -> bool {
    const LONG: usize = 36;
    match it {
        Expression::Text(text) => text.len() > LONG,
        Expression::Template(_) => value(it).to_string().len() > LONG,
        _ => false,
    }
}

fn error_value(message: &Expression) -> (TokenStream, TokenStream) {
    let text = static_text(message);
    if is_long(message) {
        (quote!(let message = #text;), quote!(Err(EndpointError::new(message))))
    } else {
        (TokenStream::new(), quote!(Err(EndpointError::new(#text))))
    }
}

/// Emits a text as a literal or an owned string.
fn static_text(text: &Expression) -> TokenStream {
    let it = value(text);
    match text {
        Expression::Text(_) | Expression::Template(_) => it,
        _ => quote!(#it.to_owned()),
    }
}

fn endpoint_value(endpoint: &Endpoint, kinds: &Kinds) -> (TokenStream, TokenStream) {
    let checks = endpoint.unchecked.iter().map(|part| {
        let part = argument(part);
        quote!(functions::host_part(#part)?;)
    });
    let mut lets = quote!(#(#checks)*);
    if let Some(call) = kinds.call(endpoint) {
        return (lets, call);
    }
    let is_plain =
        endpoint.headers.is_empty() && endpoint.properties.is_empty() && endpoint.auth_schemes.is_empty();
    if is_plain && matches!(endpoint.url, Expression::Template(_)) {
        let url = filled(&endpoint.url);
        return (lets, quote!(Endpoint::at(#url)));
    }
    let url = text(&endpoint.url);
    let (before, rest) = made(endpoint, &TokenStream::new());
    lets.extend(before);
    // A variable of the rules may be named `url` too, and be used after this.
    let (_, value) = if is_long(&endpoint.url) && !mentions(&rest, "url") {
        lets.extend(quote!(let url = #url;));
        made(endpoint, &quote!(url))
    } else {
        made(endpoint, &url)
    };
    (lets, quote!(Ok(#value)))
}

/// Emits the bindings that come first, and the endpoint at this URL.
fn made(endpoint: &Endpoint, url: &TokenStream) -> (TokenStream, TokenStream) {
    let headers = endpoint.headers.iter().map(|(name, value)| {
        let value = text(value);
        quote!(.header(#name, #value))
    });
    let properties = endpoint.properties.iter().map(|(name, value)| {
        let value = property(value);
        quote!(.property(#name, #value))
    });
    let more = quote!(#(#headers)* #(#properties)*);
    let schemes: Vec<TokenStream> = endpoint.auth_schemes.iter().map(auth_scheme).collect();
    match schemes.as_slice() {
        [scheme] => {
            (quote!(let auth_scheme = #scheme;), quote!(Endpoint::new(#url).auth_scheme(auth_scheme) #more))
        }
        schemes => (TokenStream::new(), quote!(Endpoint::new(#url) #(.auth_scheme(#schemes))* #more)),
    }
}

/// Returns whether code mentions a name.
fn mentions(code: &TokenStream, name: &str) -> bool {
    let code = code.to_string();
    code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

fn auth_scheme(scheme: &AuthScheme) -> TokenStream {
    let name = static_text(&scheme.name);
    let signing_name = scheme.signing_name.iter().map(|name| {
        let name = text(name);
        quote!(.signing_name(#name))
    });
    let signing_region = scheme.signing_region.iter().map(|region| {
        let region = text(region);
        quote!(.signing_region(#region))
    });
    let regions = scheme.signing_region_set.iter().map(|region| {
        let region = text(region);
        quote!(.signing_region_set(#region))
    });
    let double = scheme.disable_double_encoding.then(|| quote!(.disable_double_encoding()));
    let normalize = scheme.disable_normalize_path.then(|| quote!(.disable_normalize_path()));
    quote!(EndpointAuthScheme::new(#name) #(#signing_name)* #(#signing_region)* #(#regions)* #double #normalize)
}

fn property(property: &Property) -> TokenStream {
    match property {
        Property::Value(Expression::Boolean(it)) => it.to_token_stream(),
        Property::Value(it) => text(it),
        Property::Integer(number) => Literal::i64_suffixed(*number).into_token_stream(),
        Property::List(values) => {
            let values = values.iter().map(document);
            quote!(vec![#(#values),*])
        }
        Property::Map(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let value = document(value);
                quote!((#name, #value))
            });
            quote!(functions::record([#(#entries),*]))
        }
    }
}

/// Emits a property that is nested in another.
fn document(it: &Property) -> TokenStream {
    let value = property(it);
    match it {
        Property::Map(_) => value,
        _ => quote!(#value.into()),
    }
}

/// Emits a text as a borrowed or owned string.
fn text(it: &Expression) -> TokenStream {
    if matches!(it, Expression::Template(_)) { value(it) } else { argument(it) }
}

//! Kinds of endpoints: those that differ only in URL and signing Region are constructed by one function.

use super::{argument, filled, ident, made};
use crate::ir::Name;
use crate::ir::endpoint::{Endpoint, Expression, Property, RuleSet, Type, ValueType, Variable};
use proc_macro2::TokenStream;
use quote::quote;

/// How many endpoints of a kind it takes to make a function worthwhile.
const ENOUGH: usize = 3;

/// The kinds that have a function: its name, and the endpoint that it constructs from variables.
pub(super) struct Kinds(Vec<(Name, Endpoint)>);

impl Kinds {
    /// Finds the kinds of which the rules have enough endpoints, if there is a free name for the function.
    pub(super) fn of(rule_set: &RuleSet) -> Self {
        let mut counted: Vec<(Endpoint, usize)> = Vec::new();
        for (kind, _) in rule_set.endpoints().filter_map(kind_and_region) {
            match counted.iter_mut().find(|(other, _)| *other == kind) {
                Some((_, count)) => *count += 1,
                None => counted.push((kind, 1)),
            }
        }
        let mut kinds: Vec<(Name, Endpoint)> = Vec::new();
        for (kind, _) in counted.into_iter().filter(|(_, count)| *count >= ENOUGH) {
            let is_free = |name: &Name| kinds.iter().all(|(other, _)| other != name);
            if let Some(name) = names(&kind).into_iter().find(is_free) {
                kinds.push((name, kind));
            }
        }
        Self(kinds)
    }

    /// Emits a call of the function for the endpoint's kind; `None` if there is no such function.
    pub(super) fn call(&self, endpoint: &Endpoint) -> Option<TokenStream> {
        let (kind, region) = kind_and_region(endpoint)?;
        let (name, _) = self.0.iter().find(|(_, other)| *other == kind)?;
        let (name, url, region) = (ident(name), filled(&endpoint.url), argument(region));
        Some(quote!(#name(#url, #region)))
    }

    /// Emits the functions.
    pub(super) fn functions(&self) -> TokenStream {
        self.0.iter().map(|(name, kind)| function(name, kind)).collect()
    }
}

fn function(name: &Name, kind: &Endpoint) -> TokenStream {
    let docs = format!(" An endpoint whose requests are signed by {}.", described(kind));
    let (name, (lets, endpoint)) = (ident(name), made(kind, &quote!(url)));
    quote! {
        #[doc = #docs]
        fn #name(template: &str, values: &[&str], region: &str) -> Result<Endpoint, EndpointError> {
            let url = functions::fill(template, values);
            #lets
            Ok(#endpoint)
        }
    }
}

/// Describes the schemes and what they sign for: `` `sigv4a` or `sigv4` for `depot` ``.
fn described(kind: &Endpoint) -> String {
    let quoted = |name: &Expression| constant_text(name).map(|name| format!("`{name}`"));
    let schemes: Vec<String> = kind.auth_schemes.iter().filter_map(|scheme| quoted(&scheme.name)).collect();
    let mut services = kind.auth_schemes.iter().filter_map(|scheme| scheme.signing_name.as_ref());
    let service = services.next().filter(|first| services.all(|other| other == *first)).and_then(quoted);
    let service = service.map(|name| format!(" for {name}")).unwrap_or_default();
    format!("{}{service}", schemes.join(" or "))
}

/// Returns possible names for the function: `signed_by_sigv4_for_depot`, and then `signed_by_sigv4_for_depot_with_backend`.
fn names(kind: &Endpoint) -> [Name; 2] {
    let signed = format!("signed by {}", described(kind));
    let properties: Vec<&str> = kind.properties.iter().map(|(name, _)| name.as_str()).collect();
    [Name::snake(&signed), Name::snake(&format!("{signed} with {}", properties.join(" and ")))]
}

/// Returns the endpoint with variables in place of its URL and signing Region, and that Region; `None` unless everything else is constant.
fn kind_and_region(endpoint: &Endpoint) -> Option<(Endpoint, &Expression)> {
    let mut regions = endpoint.auth_schemes.iter().filter_map(|scheme| scheme.signing_region.as_ref());
    let region = regions.next()?;
    let names = endpoint.auth_schemes.iter().flat_map(|scheme| {
        [&scheme.name].into_iter().chain(&scheme.signing_name).chain(&scheme.signing_region_set)
    });
    let is_kind = regions.all(|other| other == region)
        && names.into_iter().all(|name| constant_text(name).is_some())
        && endpoint.headers.is_empty()
        && endpoint.properties.iter().all(|(_, value)| is_constant(value));
    let mut kind = endpoint.clone();
    kind.url = variable("url");
    kind.unchecked = Vec::new();
    for scheme in &mut kind.auth_schemes {
        scheme.signing_region = scheme.signing_region.as_ref().map(|_| variable("region"));
    }
    is_kind.then_some((kind, region))
}

fn variable(name: &str) -> Expression {
    let value_type = ValueType { of: Type::String, optional: false, owned: false };
    Expression::Variable(Variable { name: Name::snake(name), value_type })
}

fn constant_text(it: &Expression) -> Option<&str> {
    match it {
        Expression::Text(text) => Some(text),
        _ => None,
    }
}

fn is_constant(property: &Property) -> bool {
    match property {
        Property::Value(value) => matches!(value, Expression::Text(_) | Expression::Boolean(_)),
        Property::Integer(_) => true,
        Property::List(values) => values.iter().all(is_constant),
        Property::Map(entries) => entries.iter().all(|(_, value)| is_constant(value)),
    }
}

//! Reading the cases of `smithy.rules#endpointTests` and writing them as Rust.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use smithwright_codegen::ir::endpoint::{RuleSet, Source};
use smithwright_codegen::model::{Node, Shape, Value};
use std::collections::BTreeMap;

/// A case.
pub(super) struct Case {
    /// Its documentation, with a number if an earlier case of the service has the same.
    pub(super) id: String,
    /// The parameters and the expected result as Rust expressions, or why they can't be written.
    pub(super) test: Result<(TokenStream, TokenStream), String>,
}

/// Reads the cases of a service.
pub(super) fn of(shape: &Shape, rule_set: Option<&RuleSet>) -> Vec<Case> {
    let cases = shape.traits.get("smithy.rules#endpointTests").and_then(|tests| tests.get("testCases"));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let cases = cases.and_then(Node::as_array).unwrap_or_default().iter();
    cases
        .map(|case| {
            let about = case.get("documentation").and_then(Node::as_str).unwrap_or("a case").to_owned();
            let count = seen.entry(about.clone()).or_insert(0);
            *count += 1;
            let id = if *count == 1 { about } else { format!("{about} ({count})") };
            let parameters = parameters(case, rule_set);
            Case { id, test: parameters.and_then(|it| Ok((it, expected(case)?))) }
        })
        .collect()
}

fn parameters(case: &Node, rule_set: Option<&RuleSet>) -> Result<TokenStream, String> {
    let mut setters = TokenStream::new();
    let mut others = Vec::new();
    for (name, value) in entries(case.get("params")) {
        let known = rule_set.and_then(|it| it.parameters.iter().find(|parameter| parameter.name == name));
        let source = known.map(|parameter| &parameter.source);
        let source = source.ok_or_else(|| format!("the rules have no parameter `{name}`"))?;
        let wrong = || format!("the parameter `{name}` cannot be {}", value.found());
        let text = || value.as_str().ok_or_else(wrong);
        let flag = || value.as_bool().ok_or_else(wrong);
        match source {
            Source::Region => {
                let region = text()?;
                setters.extend(quote!(.region(#region)));
            }
            Source::Endpoint => {
                let endpoint = text()?;
                setters.extend(quote!(.endpoint(#endpoint)));
            }
            Source::UseFips => {
                let flag = flag()?;
                setters.extend(quote!(.use_fips(#flag)));
            }
            Source::UseDualStack => {
                let flag = flag()?;
                setters.extend(quote!(.use_dual_stack(#flag)));
            }
            Source::Other(key) => {
                let value = parameter(value).ok_or_else(wrong)?;
                others.push(quote!((#key, ParameterValue::#value)));
            }
        }
    }
    if !others.is_empty() {
        setters.extend(quote!(.others(&[#(#others),*])));
    }
    Ok(quote!(Parameters::new() #setters))
}

fn parameter(value: &Node) -> Option<TokenStream> {
    match &value.value {
        Value::String(text) => Some(quote!(String(#text))),
        Value::Bool(flag) => Some(quote!(Boolean(#flag))),
        Value::Array(texts) => {
            let texts: Vec<&str> = texts.iter().map(Node::as_str).collect::<Option<_>>()?;
            Some(quote!(StringArray(&[#(#texts),*])))
        }
        _ => None,
    }
}

fn expected(case: &Node) -> Result<TokenStream, String> {
    let expected = case.get("expect");
    if let Some(message) = expected.and_then(|it| it.get("error")?.as_str()) {
        return Ok(quote!(Err(#message)));
    }
    let endpoint = expected.and_then(|it| it.get("endpoint"));
    let url = endpoint.and_then(|it| it.get("url")?.as_str());
    let (Some(endpoint), Some(url)) = (endpoint, url) else {
        return Err("the case expects neither an error nor an endpoint with a URL".to_owned());
    };
    let mut parts = TokenStream::new();
    for (name, values) in entries(endpoint.get("headers")) {
        for value in values.as_array().unwrap_or_default() {
            let value = value.as_str().ok_or_else(|| format!("the header `{name}` is no string"))?;
            parts.extend(quote!(.header(#name, #value)));
        }
    }
    for (name, value) in entries(endpoint.get("properties")) {
        if name == "authSchemes" {
            let schemes = value.as_array().unwrap_or_default().iter().map(auth_scheme);
            let schemes: Vec<TokenStream> = schemes.collect::<Result<_, _>>()?;
            parts.extend(quote!(#(.auth_scheme(#schemes))*));
        } else {
            let value = document(value)?;
            parts.extend(quote!(.property(#name, #value)));
        }
    }
    Ok(quote!(Ok(Endpoint::new(#url) #parts)))
}

fn auth_scheme(scheme: &Node) -> Result<TokenStream, String> {
    let mut setters = TokenStream::new();
    let mut scheme_name = "";
    for (name, value) in entries(Some(scheme)) {
        let text = value.as_str().unwrap_or_default();
        match name {
            "name" => scheme_name = text,
            "signingName" => setters.extend(quote!(.signing_name(#text))),
            "signingRegion" => setters.extend(quote!(.signing_region(#text))),
            "signingRegionSet" => {
                let regions = value.as_array().unwrap_or_default().iter().filter_map(Node::as_str);
                setters.extend(quote!(#(.signing_region_set(#regions))*));
            }
            "disableDoubleEncoding" | "disableNormalizePath" if value.as_bool() == Some(false) => {}
            "disableDoubleEncoding" => setters.extend(quote!(.disable_double_encoding())),
            "disableNormalizePath" => setters.extend(quote!(.disable_normalize_path())),
            _ => return Err(format!("an auth scheme has no field `{name}`")),
        }
    }
    Ok(quote!(EndpointAuthScheme::new(#scheme_name) #setters))
}

fn document(value: &Node) -> Result<TokenStream, String> {
    Ok(match &value.value {
        Value::String(text) => quote!(Document::from(#text)),
        Value::Bool(flag) => quote!(Document::from(#flag)),
        Value::Array(values) => {
            let values: Vec<TokenStream> = values.iter().map(document).collect::<Result<_, _>>()?;
            quote!(Document::List(vec![#(#values),*]))
        }
        Value::Object(_) => {
            let entries = entries(Some(value)).map(|(name, value)| {
                let value = document(value)?;
                Ok(quote!((#name, #value)))
            });
            let entries: Vec<TokenStream> = entries.collect::<Result<_, String>>()?;
            quote!(functions::record([#(#entries),*]))
        }
        _ => {
            let number = value.as_i64().map(Literal::i64_suffixed);
            let number = number.ok_or_else(|| format!("cannot compare a property with {}", value.found()))?;
            quote!(Document::from(#number))
        }
    })
}

fn entries(object: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    let object = object.and_then(Node::as_object);
    object.into_iter().flat_map(|object| object.iter().map(|entry| (&*entry.key, &entry.value)))
}

//! Reads the endpoints that rules lead to.

use super::reader::Reader;
use super::scope::Scope;
use super::{AuthScheme, Endpoint, Expression, Property, Type};
use crate::diagnostics::Diagnostic;
use crate::model::{Node, Value};

/// The fields of an auth scheme.
const AUTH_SCHEME_FIELDS: [&str; 6] = [
    "name",
    "signingName",
    "signingRegion",
    "signingRegionSet",
    "disableDoubleEncoding",
    "disableNormalizePath",
];

impl Reader<'_> {
    /// Reads an endpoint.
    pub(super) fn endpoint(&mut self, node: &Node, scope: &Scope) -> Result<Endpoint, Diagnostic> {
        self.check_fields(node, &["url", "headers", "properties"])?;
        let mut endpoint = Endpoint {
            url: self.argument(self.required(node, "url")?, Type::String, scope)?,
            unchecked: Vec::new(),
            headers: Vec::new(),
            auth_schemes: Vec::new(),
            properties: Vec::new(),
        };
        if let Some(headers) = Self::optional(node, "headers") {
            for (name, values) in self.object(headers)? {
                for value in self.array(values)? {
                    endpoint.headers.push((name.to_owned(), self.argument(value, Type::String, scope)?));
                }
            }
        }
        if let Some(properties) = Self::optional(node, "properties") {
            for (name, value) in self.object(properties)? {
                if name == "authSchemes" {
                    for scheme in self.array(value)? {
                        endpoint.auth_schemes.push(self.auth_scheme(scheme, scope)?);
                    }
                } else {
                    endpoint.properties.push((name.to_owned(), self.property(value, scope)?));
                }
            }
        }
        Ok(endpoint)
    }

    fn auth_scheme(&mut self, node: &Node, scope: &Scope) -> Result<AuthScheme, Diagnostic> {
        for (name, value) in self.object(node)? {
            if !AUTH_SCHEME_FIELDS.contains(&name) {
                self.warn(value, format!("unknown field `{name}` of an auth scheme is ignored"));
            }
        }
        let text = |name: &str| {
            Self::optional(node, name).map(|it| self.argument(it, Type::String, scope)).transpose()
        };
        let flag = |name: &str| Self::optional(node, name).map_or(Ok(false), |it| self.boolean(it));
        let regions = Self::optional(node, "signingRegionSet").map(|it| self.array(it)).transpose()?;
        let regions = regions.unwrap_or_default().iter().map(|it| self.argument(it, Type::String, scope));
        Ok(AuthScheme {
            name: self.argument(self.required(node, "name")?, Type::String, scope)?,
            signing_name: text("signingName")?,
            signing_region: text("signingRegion")?,
            signing_region_set: regions.collect::<Result<_, _>>()?,
            disable_double_encoding: flag("disableDoubleEncoding")?,
            disable_normalize_path: flag("disableNormalizePath")?,
        })
    }

    fn property(&self, node: &Node, scope: &Scope) -> Result<Property, Diagnostic> {
        Ok(match &node.value {
            Value::String(text) => Property::Value(self.template(node, text, scope)?),
            Value::Bool(value) => Property::Value(Expression::Boolean(*value)),
            Value::Array(values) => {
                let values = values.iter().map(|it| self.property(it, scope));
                Property::List(values.collect::<Result<_, _>>()?)
            }
            Value::Object(object) => {
                let entries = object.iter();
                let entries = entries.map(|it| Ok((it.key.to_string(), self.property(&it.value, scope)?)));
                Property::Map(entries.collect::<Result<_, Diagnostic>>()?)
            }
            _ => match node.as_i64() {
                Some(number) => Property::Integer(number),
                None => {
                    let message = format!("expected a value for a property, found {}", node.found());
                    return Err(self.error(node, message));
                }
            },
        })
    }
}

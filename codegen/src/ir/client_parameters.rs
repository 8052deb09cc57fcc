//! What endpoint rules look at and a client is configured with: parameters that are built in, beside those that every client has, and those that the
//! service declares.

use super::endpoint::{Parameter, RuleSet, Source, Type};
use super::{Name, docs};
use crate::model::{Shape, traits};

/// A parameter of the endpoint rules that a client is configured with.
#[derive(Clone, Debug)]
pub struct ClientParameter {
    /// The name by which the rules find its value.
    pub key: String,
    /// The method that sets it: `with_force_path_style`.
    pub method: Name,
    /// What it is.
    pub of: Type,
    /// What the model says of it, as Markdown.
    pub documentation: String,
}

/// Those that the rules look at.
pub(super) fn of(service: &Shape, rules: &RuleSet) -> Vec<ClientParameter> {
    let declared =
        service.traits.read().map(|traits::ClientContextParams(declared)| declared).unwrap_or_default();
    let found = rules.used_parameters().filter_map(|parameter| {
        let Source::Other(key) = &parameter.source else { return None };
        let declaration = declared.iter().find(|(name, _)| *name == parameter.name);
        // A built-in has a name of its own.
        (*key != parameter.name || declaration.is_some())
            .then(|| client_parameter(parameter, key, declaration))
    });
    found.collect()
}

fn client_parameter(
    parameter: &Parameter,
    key: &str,
    declaration: Option<&(String, String)>,
) -> ClientParameter {
    let documentation = declaration.map(|(_, text)| text).filter(|text| !text.is_empty());
    ClientParameter {
        key: key.to_owned(),
        // Clients have a method `with_settings`.
        method: match Name::snake(&format!("with_{}", parameter.name)) {
            taken if taken.as_str() == "with_settings" => taken.with_suffix("_"),
            free => free,
        },
        of: parameter.variable.value_type.of,
        documentation: docs::markdown(documentation.unwrap_or(&parameter.documentation)),
    }
}

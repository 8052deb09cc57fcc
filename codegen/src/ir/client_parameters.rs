//! The parameters of endpoint rules that are set on the client: the service's own, and built-ins other than those that every client has.

use super::endpoint::{ACCOUNT_ID, ACCOUNT_ID_MODE, Expression, Parameter, Presence, RuleSet, Source, Type};
use super::names::{Scope, method_name};
use super::structures::joined;
use super::{Name, docs};
use crate::model::{Shape, traits};
use std::iter::once;

/// A parameter of the endpoint rules that is set on the client.
#[derive(Clone, Debug)]
pub struct ClientParameter {
    /// The key by which the rules find its value.
    pub key: String,
    /// The method that sets it: `with_force_path_style`.
    pub method: Name,
    /// Its type.
    pub of: Type,
    /// Its documentation, as Markdown.
    pub documentation: String,
}

impl ClientParameter {
    /// Checks whether it is the account of the caller, which credentials tell.
    pub(super) fn is_account_id(&self) -> bool {
        self.key == ACCOUNT_ID
    }
}

/// Returns those that the rules use. Their methods stand beside those of the operations.
pub(super) fn of<'a>(
    service: &Shape,
    rules: &RuleSet,
    operations: impl Iterator<Item = &'a Shape>,
) -> Vec<ClientParameter> {
    let mut methods = Scope::with_reserved(&["with_settings"]);
    for operation in operations {
        methods.claim(method_name(operation.id.name()), "");
    }
    let declared =
        service.traits.read().map(|traits::ClientContextParams(declared)| declared).unwrap_or_default();
    let found = rules.used_parameters().filter_map(|parameter| {
        let Source::Other(key) = &parameter.source else { return None };
        let declaration = declared.iter().find(|declared| declared.name == parameter.name);
        // The key of a built-in differs from the parameter's name.
        (*key != parameter.name || declaration.is_some())
            .then(|| client_parameter(parameter, key, declaration, &mut methods))
    });
    found.collect()
}

fn client_parameter(
    parameter: &Parameter,
    key: &str,
    declaration: Option<&traits::ClientContextParam>,
    methods: &mut Scope,
) -> ClientParameter {
    let documentation = declaration.map(|declared| &declared.documentation).filter(|text| !text.is_empty());
    let documentation = docs::markdown(documentation.unwrap_or(&parameter.documentation));
    let default = match (key, &parameter.presence) {
        (ACCOUNT_ID, _) => Some("Default: that of the credentials.".to_owned()),
        (ACCOUNT_ID_MODE, _) => Some("Default: that of the configuration.".to_owned()),
        (_, Presence::Default(Expression::Text(text))) => Some(format!("Default: {}.", docs::code(text))),
        _ => None,
    };
    ClientParameter {
        key: key.to_owned(),
        method: methods.claim(Name::snake(&format!("with_{}", parameter.name)), "_"),
        of: parameter.variable.value_type.of,
        documentation: joined(once(documentation).chain(default)),
    }
}

//! Checks that what sets a parameter of the endpoint rules fits it
//! (<https://smithy.io/2.0/additional-specs/rules-engine/parameters.html>).

use super::context::Context;
use super::endpoint::{Origin, Parameter, Presence, RuleSet, Source, Type};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{self, StaticValue, TraitValue};
use crate::model::{Member, Shape, ShapeKind};
use std::collections::BTreeSet;

/// Checks the parameters that the client sets.
pub(super) fn check_client(service: &Shape, rules: &RuleSet, diagnostics: &mut Diagnostics) {
    let Some(rules) = Rules::of(service, rules) else { return };
    let Some(traits::ClientContextParams(declared)) = service.traits.read() else { return };
    for parameter in &declared {
        let finding =
            |message: String| service.traits.locate(traits::ClientContextParams::ID, service.error(message));
        diagnostics.extend(rules.problem(&parameter.name, Some(parameter.of.into()), &finding));
    }
}

/// Checks the parameters that an operation and its input set.
pub(super) fn check_operation(
    context: &Context<'_>,
    operation: &Shape,
    input: &Shape,
    diagnostics: &mut Diagnostics,
) {
    let rules = context.endpoint.and_then(|rules| Rules::of(context.service_shape, rules));
    let Some(rules) = rules else { return };
    let mut set = BTreeSet::new();
    for member in input.members() {
        let Some(traits::ContextParam { name }) = member.traits.read() else { continue };
        let finding = |message: String| member.traits.locate(traits::ContextParam::ID, member.error(message));
        diagnostics.extend(rules.problem(&name, type_of(context, member), &finding));
        set.insert(name);
    }
    let constants = operation.traits.read().map(|traits::StaticContextParams(given)| given);
    for (name, value) in constants.into_iter().flatten() {
        let finding = |message: String| {
            operation.traits.locate(traits::StaticContextParams::ID, operation.error(message))
        };
        diagnostics.extend(rules.problem(&name, Some(of_constant(&value)), &finding));
        set.insert(name);
    }
    let parts = operation.traits.read().map(|traits::OperationContextParams(parts)| parts);
    for (name, _) in parts.into_iter().flatten() {
        let finding = |message: String| {
            operation.traits.locate(traits::OperationContextParams::ID, operation.error(message))
        };
        diagnostics.extend(rules.unknown(&name, &finding));
        set.insert(name);
    }
    check_required(rules, operation, &set, diagnostics);
}

/// Warns about a required parameter that nothing sets, so that no call of the operation can succeed.
fn check_required(
    Rules { service, rules }: Rules<'_>,
    operation: &Shape,
    set: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) {
    let declared = service.traits.read().map(|traits::ClientContextParams(declared)| declared);
    let of_client = |name: &str| declared.iter().flatten().any(|it| it.name == name);
    let is_own =
        |parameter: &Parameter| matches!(&parameter.source, Source::Other(key) if *key == parameter.name);
    for parameter in rules.parameters.iter().filter(|it| it.presence == Presence::Required && is_own(it)) {
        let name = &parameter.name;
        if !set.contains(name) && !of_client(name) {
            let message =
                format!("the endpoint rules require the parameter `{name}`, which nothing sets: calls fail");
            let help = format!(
                "bind a member of the input to it by `{}`, set it by `{}`, or give it a default in the rules",
                traits::ContextParam::ID,
                traits::StaticContextParams::ID
            );
            diagnostics.push(operation.warning(message).help(help));
        }
    }
}

/// The rules, and the service that they are of.
#[derive(Clone, Copy)]
struct Rules<'a> {
    service: &'a Shape,
    rules: &'a RuleSet,
}

impl<'a> Rules<'a> {
    /// Returns the rules if the model states them. Others have no parameters that a model could set.
    fn of(service: &'a Shape, rules: &'a RuleSet) -> Option<Self> {
        (rules.origin == Origin::Stated).then_some(Self { service, rules })
    }

    /// Returns what is wrong with a value for the parameter of this name. `of` is its type, or `None` if no parameter has such a type.
    fn problem(
        self,
        name: &str,
        of: Option<Type>,
        finding: &dyn Fn(String) -> Diagnostic,
    ) -> Option<Diagnostic> {
        let Some(parameter) = self.rules.parameters.iter().find(|parameter| parameter.name == name) else {
            return self.unknown(name, finding);
        };
        let expected = parameter.variable.value_type.of;
        let found = match of {
            Some(of) if of == expected => return None,
            Some(of) => of.name(),
            None => "a value of another type",
        };
        let message = format!(
            "expected {} for the parameter `{name}` of the endpoint rules, found {found}",
            expected.name()
        );
        Some(
            finding(message).help("change the type here or in the rules: a value of another type is ignored"),
        )
    }

    /// Warns of a value for a parameter that the rules don't have.
    fn unknown(self, name: &str, finding: &dyn Fn(String) -> Diagnostic) -> Option<Diagnostic> {
        let known = self.rules.parameters.iter().map(|parameter| parameter.name.as_str());
        if known.clone().any(|known| known == name) || RuleSet::is_in_diagram(self.service, name) {
            return None;
        }
        let message = format!("the endpoint rules have no parameter `{name}`: the value is not used");
        Some(finding(message).into_warning().did_you_mean(name, known))
    }
}

/// Returns the type of the parameter that a member can set.
fn type_of(context: &Context<'_>, member: &Member) -> Option<Type> {
    let is_text = |shape: &Shape| matches!(shape.kind, ShapeKind::String | ShapeKind::Enum(_));
    let target = context.model.target(&member.target)?;
    match &target.kind {
        ShapeKind::Boolean => Some(Type::Boolean),
        ShapeKind::List(list) => {
            context.model.target(&list.member.target).filter(|it| is_text(it)).map(|_| Type::StringArray)
        }
        _ => is_text(target).then_some(Type::String),
    }
}

fn of_constant(value: &StaticValue) -> Type {
    match value {
        StaticValue::Boolean(_) => Type::Boolean,
        StaticValue::String(_) => Type::String,
        StaticValue::StringArray(_) => Type::StringArray,
    }
}

impl From<traits::ParameterType> for Type {
    fn from(of: traits::ParameterType) -> Self {
        match of {
            traits::ParameterType::String => Self::String,
            traits::ParameterType::Boolean => Self::Boolean,
            traits::ParameterType::StringArray => Self::StringArray,
        }
    }
}

//! Checks that what refers to a resource has its identifiers (<https://smithy.io/2.0/spec/resource-traits.html#references-trait>).

use std::collections::BTreeMap;

use super::Bound;
use crate::diagnostics::Diagnostics;
use crate::model::traits::{References, ResourceReference};
use crate::model::{Member, Model, Shape, ShapeKind};

pub(super) fn check(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    let Some((applied, References(references))) = shape.traits.read_applied() else { return };
    for reference in references {
        // A model may refer to the resources of another one.
        let Some(target) = model.shape(&reference.resource) else { continue };
        let mut report = |message: String, help: String| {
            diagnostics.push(shape.error(message).at_trait(applied).help(help));
        };
        let Some(bound) = Bound::of(model, target) else {
            let message = format!("expected a resource, found `{}`, a {}", target.id, target.shape_type());
            report(message, "name the resource that this identifies".to_owned());
            continue;
        };
        for (message, help) in problems(&bound, shape, &reference) {
            report(message, help);
        }
    }
}

/// Returns what is wrong with a reference, and what to do about it.
fn problems(bound: &Bound<'_>, shape: &Shape, reference: &ResourceReference) -> Vec<(String, String)> {
    let identifiers: Vec<&str> = bound.identifiers.keys().copied().collect();
    let ids: BTreeMap<&str, &str> =
        reference.ids.iter().map(|(identifier, member)| (identifier.as_str(), member.as_str())).collect();
    let members: BTreeMap<&str, &Member> = shape.members().map(|member| (member.name(), member)).collect();
    let has = format!("`{}` has {}", bound.shape.id, listed(&identifiers));
    if !matches!(shape.kind, ShapeKind::Structure(_)) {
        let fits = identifiers.len() == 1 && reference.ids.is_empty();
        let message =
            format!("expected a resource with one identifier for this string, found `{}`", bound.shape.id);
        let help = format!("{has}; a structure refers to a resource with several, and may say `ids`");
        return if fits { Vec::new() } else { vec![(message, help)] };
    }
    let mut problems = Vec::new();
    for identifier in ids.keys().filter(|identifier| !bound.identifiers.contains_key(*identifier)) {
        problems.push((format!("expected an identifier in `ids`, found `{identifier}`"), has.clone()));
    }
    for identifier in identifiers {
        match ids.get(identifier) {
            None if !ids.is_empty() => {
                let message = format!("expected the identifier `{identifier}` in `ids`, found none");
                problems.push((message, has.clone()));
            }
            // A reference to a collection leaves out what selects one of it.
            None if reference.is_collection && !members.contains_key(identifier) => {}
            said => {
                let name = said.copied().unwrap_or(identifier);
                problems.extend(of_member(bound.model, members.get(name).copied(), identifier, name));
            }
        }
    }
    problems
}

/// Returns what is wrong with the member that gives an identifier.
fn of_member(
    model: &Model,
    member: Option<&Member>,
    identifier: &str,
    name: &str,
) -> Option<(String, String)> {
    let target = member.map(|member| model.target(&member.target));
    let found = match target {
        None => "none".to_owned(),
        Some(Some(target)) if !matches!(target.kind, ShapeKind::String | ShapeKind::Enum(_)) => {
            format!("`{}`", target.id)
        }
        Some(_) => return None,
    };
    let message = format!(
        "expected a member `{name}` that holds a string, the identifier `{identifier}`; found {found}"
    );
    Some((message, "add the member, or name another in `ids`".to_owned()))
}

fn listed(identifiers: &[&str]) -> String {
    let quoted: Vec<String> = identifiers.iter().map(|identifier| format!("`{identifier}`")).collect();
    if quoted.is_empty() {
        "no identifiers".to_owned()
    } else {
        format!("the identifiers {}", quoted.join(", "))
    }
}

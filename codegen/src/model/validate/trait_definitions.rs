//! Checks what the model's own traits say about each other: which of them exclude others, and which stand once in a structure. Those that everybody knows are
//! checked by the catalog.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::ids;
use crate::model::{AppliedTrait, Member, Model, Node, Shape, ShapeId, ShapeKind, Traits};

/// What a trait excludes.
struct Definition<'m> {
    /// The traits that may not stand beside it.
    conflicts: Vec<&'m str>,
    times: Times,
}

/// How often a structure may have a trait.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Times {
    Any,
    /// On one member.
    OneMember,
    /// On the target of one member.
    OneTarget,
}

type Definitions<'m> = BTreeMap<&'m ShapeId, Definition<'m>>;

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let definitions = definitions(model);
    if definitions.is_empty() {
        return;
    }
    for shape in model.shapes() {
        check_conflicts(&definitions, &shape.traits, diagnostics);
        for member in shape.members() {
            check_conflicts(&definitions, &member.traits, diagnostics);
        }
        if matches!(shape.kind, ShapeKind::Structure(_)) {
            check_times(model, &definitions, shape, diagnostics);
        }
    }
}

/// Returns the traits of the model that exclude anything.
fn definitions(model: &Model) -> Definitions<'_> {
    let defined =
        model.shapes().filter_map(|shape| Some((&shape.id, definition(shape.traits.get(ids::TRAIT)?))));
    defined.filter(|(_, it)| it.times != Times::Any || !it.conflicts.is_empty()).collect()
}

fn definition(value: &Node) -> Definition<'_> {
    let conflicts = value.get("conflicts").and_then(Node::as_array).unwrap_or_default();
    Definition {
        conflicts: conflicts.iter().filter_map(Node::as_str).collect(),
        times: match value.get("structurallyExclusive").and_then(Node::as_str) {
            Some("member") => Times::OneMember,
            Some("target") => Times::OneTarget,
            _ => Times::Any,
        },
    }
}

fn check_conflicts(definitions: &Definitions<'_>, traits: &Traits, diagnostics: &mut Diagnostics) {
    for applied in traits {
        let Some(definition) = definitions.get(&applied.id) else { continue };
        for other in definition.conflicts.iter().filter(|other| traits.contains(other)) {
            let message = format!("expected `{}` or `{other}`, found both", applied.id);
            diagnostics.push(at(applied, traits, message).help("keep the one that is meant"));
        }
    }
}

fn check_times(
    model: &Model,
    definitions: &Definitions<'_>,
    structure: &Shape,
    diagnostics: &mut Diagnostics,
) {
    let mut first_with: BTreeMap<&ShapeId, &Member> = BTreeMap::new();
    for member in structure.members() {
        let target = model.target(&member.target).into_iter().flat_map(|target| &target.traits);
        let all = member.traits.iter().map(|applied| (applied, Times::OneMember));
        for (applied, times) in all.chain(target.map(|applied| (applied, Times::OneTarget))) {
            if definitions.get(&applied.id).is_none_or(|definition| definition.times != times) {
                continue;
            }
            let first = *first_with.entry(&applied.id).or_insert(member);
            if first.id != member.id {
                let message =
                    format!("expected one member with `{}` in this structure, found another", applied.id);
                let finding = member.error(message).trait_id(&applied.id);
                diagnostics.push(finding.help(format!("the first is `{}`", first.name())));
            }
        }
    }
}

fn at(applied: &AppliedTrait, traits: &Traits, message: String) -> Diagnostic {
    Diagnostic::error(message).at_trait(applied).shape(traits.subject())
}

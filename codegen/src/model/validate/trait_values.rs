//! Checks that every trait is known or defined by the model, is applied where it may be, has no conflict, and has a valid value.

use super::trait_places::{Subject, Users};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::catalog::{self, Times, Treatment};
use crate::model::traits::{WebSocketMessages, ids};
use crate::model::{AppliedTrait, Model, Shape, ShapeId, ShapeKind, Traits};
use std::collections::BTreeMap;

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let users = Users::of(model);
    for shape in model.shapes() {
        check_traits(&Subject::shape(model, &users, shape), &shape.traits, diagnostics);
        for member in shape.members() {
            check_traits(&Subject::member(model, &users, shape, member), &member.traits, diagnostics);
        }
        check_times(shape, diagnostics);
        check_messages(model, &shape.traits, diagnostics);
    }
}

/// Checks that no two members of a shape have a trait that only one may have.
fn check_times(shape: &Shape, diagnostics: &mut Diagnostics) {
    let mut first_with: BTreeMap<&ShapeId, &str> = BTreeMap::new();
    for member in shape.members() {
        for applied in &member.traits {
            if catalog::find(applied.id.as_str()).is_none_or(|entry| entry.times == Times::Any) {
                continue;
            }
            let first = *first_with.entry(&applied.id).or_insert(member.name());
            if first != member.name() {
                let message = format!(
                    "expected one member with `{}` in this {}, found another",
                    applied.id,
                    shape.shape_type()
                );
                diagnostics.push(
                    Diagnostic::error(message)
                        .at_trait(applied)
                        .shape(member.traits.subject())
                        .help(format!("the first is `{first}`")),
                );
            }
        }
    }
}

fn check_traits(subject: &Subject<'_>, traits: &Traits, diagnostics: &mut Diagnostics) {
    for (index, applied) in traits.iter().enumerate() {
        let Some(entry) = catalog::find(applied.id.as_str()) else {
            if !is_defined(subject.model, &applied.id) {
                diagnostics.push(unknown(subject.model, applied, traits.subject()));
            }
            continue;
        };
        let misplaced = subject.misplaced(applied, entry.place);
        diagnostics.extend(misplaced.or_else(|| subject.in_vain(applied, entry.useful)));
        let mut earlier = traits.iter().take(index);
        if let Some(other) = earlier.find(|earlier| entry.conflicts.contains(&earlier.id.as_str())) {
            diagnostics.push(conflict(applied, other, traits.subject()));
        }
        match entry.treatment {
            Treatment::Used(check) | Treatment::Checked(check, _) => {
                let result = check(applied, traits.subject(), &mut |warning| diagnostics.push(warning));
                diagnostics.collect(result);
            }
            Treatment::Unsupported(instead) => {
                diagnostics.push(unsupported(applied, traits.subject(), instead))
            }
            Treatment::Kept(_) | Treatment::Ignored(_) => {}
        }
    }
}

fn conflict(applied: &AppliedTrait, other: &AppliedTrait, subject: &ShapeId) -> Diagnostic {
    Diagnostic::error(format!("expected `{}` or `{}`, found both", applied.id, other.id))
        .at_trait(applied)
        .shape(subject)
        .help("keep the one that is meant")
}

fn unsupported(applied: &AppliedTrait, subject: &ShapeId, instead: &str) -> Diagnostic {
    Diagnostic::warning("the trait is not supported: clients act as if it were not there")
        .at_trait(applied)
        .shape(subject)
        .help(instead)
}

/// Returns whether the model defines the trait.
pub(super) fn is_defined(model: &Model, id: &ShapeId) -> bool {
    model.shape(id).is_some_and(|shape| shape.traits.contains(ids::TRAIT))
}

fn unknown(model: &Model, applied: &AppliedTrait, subject: &ShapeId) -> Diagnostic {
    let message = if model.shape(&applied.id).is_some() {
        format!("the shape `{}` is applied as a trait without being one", applied.id)
    } else {
        format!("unknown trait `{}` is ignored", applied.id)
    };
    let known = catalog::all().map(|entry| entry.id);
    let defined = model.shapes().filter(|shape| shape.traits.contains(ids::TRAIT));
    Diagnostic::warning(message)
        .at_trait(applied)
        .shape(subject)
        .help("define it in the model with `smithy.api#trait` if it means something to others, or remove it")
        .did_you_mean(applied.id.as_str(), known.chain(defined.map(|shape| shape.id.as_str())))
}

/// Checks that the messages of a WebSocket are structures of the model.
fn check_messages(model: &Model, traits: &Traits, diagnostics: &mut Diagnostics) {
    let Some((applied, messages)) = traits.read_applied::<WebSocketMessages>() else { return };
    for id in [&messages.send, &messages.receive].into_iter().chain(&messages.payloads) {
        let found = match model.shape(id).map(|shape| (&shape.kind, shape.shape_type())) {
            Some((ShapeKind::Structure(_), _)) => continue,
            Some((_, other)) => format!("a {other}"),
            None => "nothing of this id".to_owned(),
        };
        let structures = model.shapes().filter(|shape| matches!(shape.kind, ShapeKind::Structure(_)));
        diagnostics.push(
            Diagnostic::error(format!("expected the structure `{id}`, found {found}"))
                .at_trait(applied)
                .shape(traits.subject())
                .did_you_mean(id.as_str(), structures.map(|shape| shape.id.as_str())),
        );
    }
}

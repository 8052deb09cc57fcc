//! Checks that a default is a value of its shape.

use super::values::{Checker, Excused, Held, Site, Unknown};
use crate::diagnostics::{Diagnostic, Diagnostics, Location};
use crate::model::traits::{self, TraitValue};
use crate::model::{Model, Node, ShapeType, Traits, Value};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut checker = Checker::new(model);
    for shape in model.shapes() {
        check_default(&mut checker, &shape.traits, shape.into(), diagnostics);
        for member in shape.members() {
            if let Some(target) = model.target(&member.target) {
                check_default(&mut checker, &member.traits, Held::by(member, target), diagnostics);
            }
        }
    }
}

fn check_default<'a>(
    checker: &mut Checker<'a>,
    traits: &Traits,
    held: Held<'a>,
    diagnostics: &mut Diagnostics,
) {
    // `null` removes a default.
    let Some(applied) = traits.applied(traits::Default::ID).filter(|applied| !applied.value.is_null()) else {
        return;
    };
    let shape_type = held.shape_type();
    // The trait's place reports what cannot have a default at all.
    if matches!(shape_type, ShapeType::Structure | ShapeType::Union) {
        return;
    }
    let whole = format!("the default of type {shape_type}");
    if let Some(expected) = filled(&applied.value, shape_type) {
        let message = format!("expected {expected} as {whole}, found {}", applied.value.found());
        let location = Location { position: applied.value.position, ..applied.location.clone() };
        let error = Diagnostic::error(message).at(&location).shape(traits.subject()).trait_id(&applied.id);
        return diagnostics.push(error.help("make it empty, or take the default away"));
    }
    let site = Site {
        subject: traits.subject(),
        applied,
        whole: Some(&whole),
        excused: Excused::Zero,
        unknown: Unknown::Reported,
    };
    checker.check(site, "", &applied.value, held, diagnostics);
}

/// Returns what was expected of a default that has to be empty, unless it is.
fn filled(value: &Node, shape_type: ShapeType) -> Option<&'static str> {
    let is_empty = match &value.value {
        Value::Array(elements) => elements.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => shape_type == ShapeType::Document,
    };
    match (shape_type, &value.value) {
        (ShapeType::Document, _) => {
            (!is_empty).then_some("a simple value, an empty array or an empty object")
        }
        (ShapeType::List, Value::Array(_)) if is_empty => None,
        (ShapeType::List, _) => Some("an empty array"),
        (ShapeType::Map, Value::Object(_)) if is_empty => None,
        (ShapeType::Map, _) => Some("an empty object"),
        _ => None,
    }
}

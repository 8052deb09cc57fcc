//! Checks that a default is a value of its shape, and that of its target if it has one (<https://smithy.io/2.0/spec/type-refinement-traits.html#default-trait>).

use super::values::{Checker, Excused, Held, Site, Unknown};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{self, TraitValue, ids};
use crate::model::{AppliedTrait, Member, Model, Node, Shape, ShapeKind, ShapeType, Traits, Value};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut checker = Checker::new(model);
    for shape in model.shapes() {
        check_default(&mut checker, &shape.traits, shape.into(), diagnostics);
        diagnostics.extend(without_value(shape));
        let is_structure = matches!(shape.kind, ShapeKind::Structure(_));
        for member in shape.members() {
            if let Some(target) = model.target(&member.target) {
                check_default(&mut checker, &member.traits, Held::by(member, target), diagnostics);
                diagnostics.extend(unlike_target(member, target).filter(|_| is_structure));
            }
        }
    }
}

/// Returns a finding if a shape has `null` as its default, which says something only of a member.
fn without_value(shape: &Shape) -> Option<Diagnostic> {
    let applied = shape.traits.applied(traits::Default::ID).filter(|applied| applied.value.is_null())?;
    let error = shape.error("expected a value as the default of a shape, found null");
    let help = "remove the default; `null` on a member says that it does not take its target's default";
    Some(error.at_trait(applied).help(help))
}

/// Returns a finding if the target of a structure's member has a default that the member neither repeats nor removes with `null`.
fn unlike_target(member: &Member, target: &Shape) -> Option<Diagnostic> {
    let expected = &target.traits.applied(traits::Default::ID).filter(|it| !it.value.is_null())?.value;
    let own = member.traits.applied(traits::Default::ID);
    let fits = |own: &AppliedTrait| own.value.is_null() || own.value == *expected;
    if own.map_or_else(|| may_lack(member, target), fits) {
        return None;
    }
    let (found, location) = match own {
        Some(own) => (format!("`{}`", own.value), &own.location),
        None => ("none".to_owned(), &member.location),
    };
    let message =
        format!("expected the default `{expected}`, which the target `{}` has, found {found}", target.id);
    let help =
        "repeat the default of the target; `null` says that the member has none, or choose another target";
    Some(member.error(message).at(location).trait_id(traits::Default::ID).help(help))
}

/// Returns whether a member has no default though its target has one: in Smithy 1.0, `box` says so, and a range that excludes it.
fn may_lack(member: &Member, target: &Shape) -> bool {
    let has_range = |traits: &Traits| traits.has::<traits::Range>();
    member.traits.contains(ids::BOX) || has_range(&member.traits) || has_range(&target.traits)
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
        let error = Diagnostic::error(message).at_part(applied, applied.value.position);
        return diagnostics.push(error.shape(traits.subject()).help("make it empty, or remove the default"));
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

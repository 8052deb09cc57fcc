//! Spells out the defaults that were implicit in Smithy 1.0.

use super::ast::implied;
use super::context::{Context, Place};
use crate::model::node::{Number, Value};
use crate::model::traits::{self, Range, Required, Streaming, TraitValue as _, ids};
use crate::model::{Member, Model, Shape, ShapeId, ShapeKind, ShapeType};

/// Adds the default that was implicit in Smithy 1.0 to members of structures: zero or false, if their target is a number or boolean, and neither member nor
/// target is boxed; no bytes, if their target is a stream of them.
pub(super) fn spell_out_defaults(model: &mut Model, written_in_v1: &[ShapeId], context: &mut Context) {
    for id in written_in_v1 {
        let Some(Shape { kind: ShapeKind::Structure(members), .. }) = model.shapes.get(id) else {
            continue;
        };
        let zeros: Vec<(String, Value)> = members
            .iter()
            .filter_map(|member| Some((member.name().to_owned(), zero(model, member)?)))
            .collect();
        let Some(shape) = model.shapes.get_mut(id) else { continue };
        for (name, value) in zeros {
            if let Some(member) = shape.member_mut(&name) {
                let place = Place { location: member.location.clone(), shape: Some(member.id.clone()) };
                member.traits.extend(implied(traits::Default::ID, value, &place, context));
            }
        }
    }
}

/// Returns the value that a member in Smithy 1.0 has when it is absent.
fn zero(model: &Model, member: &Member) -> Option<Value> {
    let target = model.target(&member.target)?;
    if is_optional_stream(member, target) {
        return Some(Value::String("".into()));
    }
    let boxed = member.traits.contains(ids::BOX) || is_boxed(target);
    let allowed = allows_zero(member.traits.read()) && allows_zero(target.traits.read());
    if !target.shape_type().had_zero_value()
        || boxed
        || !allowed
        || member.traits.contains(traits::Default::ID)
    {
        return None;
    }
    Some(match target.shape_type() {
        ShapeType::Boolean => Value::Bool(false),
        _ => Value::Number(Number::new("0")),
    })
}

/// Returns whether a member is a stream of bytes that may be left out, which it can't be since Smithy 2.0.
fn is_optional_stream(member: &Member, target: &Shape) -> bool {
    matches!(target.kind, ShapeKind::Blob)
        && target.traits.has::<Streaming>()
        && !member.traits.has::<Required>()
        && !member.traits.contains(traits::Default::ID)
}

/// Returns whether the shape's values may be absent. Of the prelude's shapes, all but the primitive ones were boxed.
fn is_boxed(target: &Shape) -> bool {
    target.traits.contains(ids::BOX) || (target.id.is_prelude() && !target.id.name().starts_with("Primitive"))
}

fn allows_zero(range: Option<Range>) -> bool {
    range.is_none_or(|range| {
        range.min.is_none_or(|least| least.as_f64() <= 0.0)
            && range.max.is_none_or(|greatest| greatest.as_f64() >= 0.0)
    })
}

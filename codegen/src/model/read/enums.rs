//! Turns strings with the `enum` trait of Smithy 1.0 into enums, and spells out the value of every enum member.

use std::collections::BTreeMap;

use super::ast::implied;
use super::context::{Context, Place};
use crate::model::node::{Entry, Object, Value};
use crate::model::shape_id::is_identifier;
use crate::model::traits::{self, TraitValue as _};
use crate::model::{AppliedTrait, Member, Node, Reference, Shape, ShapeId, ShapeKind, Traits};

const ENUM: &str = "smithy.api#enum";

/// Turns every string that has the `enum` trait into an enum.
pub(super) fn from_strings(shapes: &mut BTreeMap<ShapeId, Shape>, context: &mut Context) {
    let strings = shapes.values_mut().filter(|shape| matches!(shape.kind, ShapeKind::String));
    for shape in strings {
        if let Some(applied) = shape.traits.remove(ENUM) {
            let members = members(shape, applied, context);
            shape.kind = ShapeKind::Enum(members);
        }
    }
}

fn members(shape: &Shape, applied: AppliedTrait, context: &mut Context) -> Vec<Member> {
    let place = Place { location: applied.location, shape: Some(shape.id.clone()) };
    let mut members = Vec::<Member>::new();
    let Value::Array(definitions) = applied.value.value else {
        context.push(place.expected("an array of enum definitions", &applied.value).trait_id(ENUM));
        return members;
    };
    for definition in definitions {
        let place = place.at(definition.position);
        let Value::Object(object) = definition.value else {
            context.push(place.expected("an object with a `value`", &definition).trait_id(ENUM));
            continue;
        };
        let Some(value) = object.get("value").and_then(Node::as_str) else {
            context.push(place.error("expected a string as `value`").trait_id(ENUM));
            continue;
        };
        let name = match object.get("name").and_then(Node::as_str) {
            Some(name) => name.to_owned(),
            None => synthesized_name(value, &members),
        };
        match shape.id.with_member(&name) {
            Ok(_) if members.iter().any(|it| it.name() == name) => {
                let message = format!("the name `{name}` appears twice in this enum");
                context.push(place.error(message).trait_id(ENUM));
            }
            Ok(id) => members.push(member(id, object, &place, context)),
            Err(invalid) => context.push(place.error(invalid.to_string()).trait_id(ENUM)),
        }
    }
    members
}

fn member(id: ShapeId, definition: Object, place: &Place, context: &mut Context) -> Member {
    let mut traits = Traits::new(id.clone());
    for Entry { key, key_position, value } in definition {
        let place = place.at(key_position);
        let (trait_id, value) = match &*key {
            "value" => (traits::EnumValue::ID, value.value),
            "documentation" => (traits::Documentation::ID, value.value),
            "tags" => (traits::Tags::ID, value.value),
            "deprecated" if value.as_bool() == Some(true) => {
                (traits::Deprecated::ID, Value::Object(Object::default()))
            }
            "name" | "deprecated" => continue,
            _ => {
                let message = format!("unknown field `{key}` is ignored");
                context.push(
                    place
                        .warning(message)
                        .trait_id(ENUM)
                        .did_you_mean(&key, ["value", "name", "documentation", "tags", "deprecated"]),
                );
                continue;
            }
        };
        traits.extend(implied(trait_id, value, &place, context));
    }
    let location = place.location.clone();
    Member { target: Reference { id: ShapeId::unit(), location: location.clone() }, id, location, traits }
}

/// Makes a member name for a value without one. Characters that a name cannot have become underscores.
fn synthesized_name(value: &str, taken: &[Member]) -> String {
    let mut name = String::new();
    for character in value.chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    if !is_identifier(&name) {
        name.insert(0, '_');
    }
    if !is_identifier(&name) {
        "VALUE".clone_into(&mut name);
    }
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let free = std::iter::once(name.clone())
        .chain(numbered)
        .find(|name| taken.iter().all(|it| it.name() != name.as_str()));
    free.unwrap_or(name)
}

/// Gives enum members without a value the one that Smithy's rule implies: their name.
pub(super) fn spell_out_values(shapes: &mut BTreeMap<ShapeId, Shape>, context: &mut Context) {
    for shape in shapes.values_mut().filter(|shape| matches!(shape.kind, ShapeKind::Enum(_))) {
        for member in shape.members_mut().filter(|member| !member.traits.contains(traits::EnumValue::ID)) {
            let place = Place { location: member.location.clone(), shape: Some(member.id.clone()) };
            let value = Value::String(member.name().into());
            member.traits.extend(implied(traits::EnumValue::ID, value, &place, context));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_synthesized_from_values() {
        let names: Vec<String> = ["t2.nano", "arm64", "3.0", "a b", "a--b", "*", "", "ä"]
            .iter()
            .map(|value| synthesized_name(value, &[]))
            .collect();
        assert_eq!(names, ["t2_nano", "arm64", "_3_0", "a_b", "a_b", "VALUE", "VALUE", "VALUE"]);
    }
}

//! Changes that show in what callers write: to inputs and outputs, to names, and to what kind of thing a shape is.

use super::bindings::{Part, operations};
use super::edit::{Edit, json, path};
use super::members::{
    TARGET, added_required, event, is_plain, member_id, nested, removed, structures, to_number, unions,
};
use super::{Kind, Mutation};
use crate::random::Random;
use smithwright_codegen::model::{AppliedTrait, Member, Model, Node, Shape, ShapeType};

pub(super) const KINDS: &[Kind] = &[
    ("adds a required member to an input", require_new),
    ("removes a member of an output", remove_from_output),
    ("adds a member of the same Rust name", collide),
    ("takes a default away", remove_default),
    ("changes the type of a variant", retarget_variant),
    ("gives an operation no input", |model, random| nothing(model, random, Part::Input)),
    ("gives an operation no output", |model, random| nothing(model, random, Part::Output)),
    ("makes an error of a structure", make_error),
    ("makes a union of a structure", make_union),
];

const UNIT: &str = "smithy.api#Unit";

/// Adds a required member to an input. Leaves out inputs with a member that is the whole body, which then has no place for another.
fn require_new(model: &Model, random: &mut Random) -> Option<Mutation> {
    let has_payload =
        |members: &[Member]| members.iter().any(|member| member.traits.contains("smithy.api#httpPayload"));
    let inputs = structures(model)
        .filter(|(shape, members)| shape.traits.contains("smithy.api#input") && !has_payload(members));
    let (shape, _) = random.pick(inputs.collect())?;
    Some(added_required(shape))
}

fn remove_from_output(model: &Model, random: &mut Random) -> Option<Mutation> {
    let outputs = operations(model).filter_map(|(_, operation)| {
        let shape = model.target(&operation.output).filter(|shape| shape.mixins.is_empty())?;
        shape.members().last().filter(|_| !shape.id.is_prelude())
    });
    random.pick(outputs.collect()).map(removed)
}

/// Adds a member at the start that differs from another one only in the case of its first letter, and so takes over its Rust name. Its type differs: with the
/// same type, source would compile and mean the new member, which breaks it too, but so that a compiler can't see it.
fn collide(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, members) = random.pick(nested(model, 1))?;
    let member = random.pick(members.iter().collect())?;
    let mut letters = member.name().chars();
    let first = letters.next()?;
    let other =
        if first.is_ascii_uppercase() { first.to_ascii_lowercase() } else { first.to_ascii_uppercase() };
    let name = format!("{other}{}", letters.as_str());
    if shape.member(&name).is_some() {
        return None;
    }
    let is_boolean = model.target(&member.target)?.shape_type() == ShapeType::Boolean;
    let target = if is_boolean { TARGET } else { r#"{"target": "smithy.api#Boolean"}"# };
    Some(Mutation {
        edits: vec![Edit::SetFirst(path(&shape.id, &["members", &name]), json(target))],
        expected: vec![
            ("AddedShape".to_owned(), member_id(shape, &name)),
            event("ChangedMemberOrder", &shape.id),
        ],
    })
}

fn remove_default(model: &Model, random: &mut Random) -> Option<Mutation> {
    const ID: &str = "smithy.api#default";
    let others = ["smithy.api#required", "smithy.api#clientOptional", "smithy.api#addedDefault"];
    let members = nested(model, 1).into_iter().flat_map(|(_, members)| members).filter(|member| {
        let has_default = member.traits.get(ID).is_some_and(|value| !value.is_null());
        has_default && !others.iter().any(|id| member.traits.contains(id))
    });
    let member = random.pick(members.collect())?;
    Some(Mutation {
        edits: vec![Edit::Remove(path(&member.id, &["traits", ID]))],
        expected: vec![
            event("ModifiedTrait.Remove.smithy.api#default", &member.id),
            event("ChangedDefault", &member.id),
            event("ChangedNullability", &member.id),
        ],
    })
}

fn retarget_variant(model: &Model, random: &mut Random) -> Option<Mutation> {
    let variants = unions(model, 1).into_iter().flat_map(|(_, members)| members);
    let member = random.pick(variants.filter(|member| is_plain(member)).collect())?;
    (member.target.id != "smithy.api#Integer").then(|| to_number(member, path(&member.id, &["target"])))
}

fn nothing(model: &Model, random: &mut Random, part: Part) -> Option<Mutation> {
    let with_some = operations(model).filter(|(_, operation)| part.of(operation).id != UNIT);
    let (shape, operation) = random.pick(with_some.collect())?;
    Some(part.retargeted(shape, operation, UNIT))
}

/// Returns structures without traits other than documentation.
fn bare(model: &Model) -> impl Iterator<Item = (&Shape, &[Member])> {
    let is_documentation = |applied: &AppliedTrait| applied.id.name() == "documentation";
    nested(model, 1).into_iter().filter(move |(shape, _)| shape.traits.iter().all(is_documentation))
}

fn make_error(model: &Model, random: &mut Random) -> Option<Mutation> {
    const ID: &str = "smithy.api#error";
    let (shape, _) = random.pick(bare(model).collect())?;
    Some(Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["traits", ID]), json("\"client\""))],
        expected: vec![event(&format!("TraitBreakingChange.Add.{ID}"), &shape.id)],
    })
}

fn make_union(model: &Model, random: &mut Random) -> Option<Mutation> {
    let plain = bare(model).filter(|(_, members)| members.iter().all(is_plain));
    let (shape, _) = random.pick(plain.collect())?;
    let union: Node = json("\"union\"");
    Some(Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["type"]), union)],
        expected: vec![event("ChangedShapeType", &shape.id)],
    })
}

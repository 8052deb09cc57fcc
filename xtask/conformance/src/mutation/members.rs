//! Changes to members of structures and unions.

use super::edit::{Edit, json, path};
use super::{Kind, Mutation};
use crate::random::Random;
use smithwright_codegen::model::{Member, Model, Shape, ShapeId, ShapeKind, ShapeType};

pub(super) const KINDS: &[Kind] = &[
    ("adds an optional member", add_optional),
    ("adds a member at the start", add_first),
    ("adds a required member", add_required),
    ("removes the last member", remove_last),
    ("removes the first member", remove_first),
    ("swaps members", swap),
    ("renames a member", rename),
    ("makes a member required", require),
    ("makes a member optional", release),
    ("makes a member of an input required", require_in_input),
    ("gives a member a default", add_default),
    ("changes the type of a member", retarget),
    ("changes the target of a list", retarget_list),
    ("changes the values of a map", retarget_map),
    ("adds a variant to a union", add_variant),
    ("removes a variant of a union", remove_variant),
];

pub(super) const TARGET: &str = r#"{"target": "smithy.api#String"}"#;
pub(super) const NEW: &str = "addedByMutation";

pub(super) fn event(id: &str, subject: &ShapeId) -> (String, String) {
    (id.to_owned(), subject.to_string())
}

pub(super) fn member_id(shape: &Shape, name: &str) -> String {
    format!("{}${name}", shape.id)
}

/// Adds an optional member to a structure or union.
fn added(shape: &Shape) -> Mutation {
    Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["members", NEW]), json(TARGET))],
        expected: vec![("AddedShape".to_owned(), member_id(shape, NEW))],
    }
}

pub(super) fn added_required(shape: &Shape) -> Mutation {
    let member = json(r#"{"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}"#);
    let id = member_id(shape, NEW);
    Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["members", NEW]), member)],
        expected: vec![("AddedShape".to_owned(), id.clone()), ("AddedRequiredMember".to_owned(), id)],
    }
}

pub(super) fn removed(member: &Member) -> Mutation {
    Mutation {
        edits: vec![Edit::Remove(path(&member.id, &[]))],
        expected: vec![event("RemovedShape", &member.id)],
    }
}

/// Returns structures whose members nothing else refers to by name, as operations do for labels, tokens and the like.
pub(super) fn nested(model: &Model, least: usize) -> Vec<(&Shape, &[Member])> {
    structures(model)
        .filter(|(shape, members)| {
            let bound = ["smithy.api#input", "smithy.api#output", "smithy.api#trait", "smithy.api#error"];
            members.len() >= least
                && !bound.iter().any(|id| shape.traits.contains(id))
                && !is_bound(model, shape)
        })
        .collect()
}

pub(super) fn structures(model: &Model) -> impl Iterator<Item = (&Shape, &[Member])> {
    model.shapes().filter(|shape| shape.mixins.is_empty()).filter_map(|shape| match &shape.kind {
        ShapeKind::Structure(members) => Some((shape, members.as_slice())),
        _ => None,
    })
}

/// Checks whether the shape is the input or output of an operation.
fn is_bound(model: &Model, shape: &Shape) -> bool {
    model.shapes().any(|other| match &other.kind {
        ShapeKind::Operation(operation) => [&operation.input.id, &operation.output.id].contains(&&shape.id),
        _ => false,
    })
}

/// Picks a member of a nested structure that fits.
fn pick<'m>(model: &'m Model, random: &mut Random, fits: impl Fn(&Member) -> bool) -> Option<&'m Member> {
    let all = nested(model, 1).into_iter().flat_map(|(_, members)| members);
    random.pick(all.filter(|member| fits(member)).collect())
}

fn has_any(member: &Member, traits: &[&str]) -> bool {
    traits.iter().any(|id| member.traits.contains(id))
}

pub(super) fn is_plain(member: &Member) -> bool {
    member.traits.iter().all(|applied| applied.id.name() == "documentation")
}

fn add_optional(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, _) = random.pick(nested(model, 0))?;
    Some(added(shape))
}

fn add_first(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, _) = random.pick(nested(model, 1))?;
    Some(Mutation {
        edits: vec![Edit::SetFirst(path(&shape.id, &["members", NEW]), json(TARGET))],
        expected: vec![
            ("AddedShape".to_owned(), member_id(shape, NEW)),
            event("ChangedMemberOrder", &shape.id),
        ],
    })
}

fn add_required(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, _) = random.pick(nested(model, 0))?;
    Some(added_required(shape))
}

fn remove_last(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (_, members) = random.pick(nested(model, 1))?;
    members.last().map(removed)
}

fn remove_first(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, members) = random.pick(nested(model, 2))?;
    let first = members.iter().next()?;
    Some(Mutation {
        edits: vec![Edit::Remove(path(&first.id, &[]))],
        expected: vec![event("RemovedShape", &first.id), event("ChangedMemberOrder", &shape.id)],
    })
}

fn swap(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, _) = random.pick(nested(model, 2))?;
    Some(Mutation {
        edits: vec![Edit::SwapFirst(path(&shape.id, &["members"]))],
        expected: vec![event("ChangedMemberOrder", &shape.id)],
    })
}

fn rename(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, members) = random.pick(nested(model, 1))?;
    let member = members.iter().next_back()?;
    Some(Mutation {
        edits: vec![Edit::Rename(path(&member.id, &[]), NEW.to_owned())],
        expected: vec![
            event("RemovedShape", &member.id),
            ("AddedShape".to_owned(), member_id(shape, NEW)),
            event("ChangedMemberOrder", &shape.id),
        ]
        .into_iter()
        .chain(
            member
                .traits
                .contains("smithy.api#required")
                .then(|| ("AddedRequiredMember".to_owned(), member_id(shape, NEW)))
                .filter(|_| !has_any(member, &["smithy.api#default", "smithy.api#clientOptional"])),
        )
        .collect(),
    })
}

/// Returns the last part of the id of a change to a member, which depends on its target.
fn compound(model: &Model, member: &Member) -> &'static str {
    match model.target(&member.target).map(Shape::shape_type) {
        Some(ShapeType::Structure | ShapeType::Union) => ".StructureOrUnion",
        _ => "",
    }
}

fn require(model: &Model, random: &mut Random) -> Option<Mutation> {
    let optional = ["smithy.api#required", "smithy.api#default", "smithy.api#clientOptional"];
    let member = pick(model, random, |member| !has_any(member, &optional))?;
    let id = format!("ChangedNullability.AddedRequiredTrait{}", compound(model, member));
    Some(Mutation {
        edits: vec![Edit::Set(path(&member.id, &["traits", "smithy.api#required"]), json("{}"))],
        expected: vec![event(&id, &member.id)],
    })
}

fn release(model: &Model, random: &mut Random) -> Option<Mutation> {
    let others = ["smithy.api#default", "smithy.api#clientOptional"];
    let member = pick(model, random, |member| {
        member.traits.contains("smithy.api#required") && !has_any(member, &others)
    })?;
    let id = format!("ChangedNullability.RemovedRequiredTrait{}", compound(model, member));
    Some(Mutation {
        edits: vec![Edit::Remove(path(&member.id, &["traits", "smithy.api#required"]))],
        expected: vec![event(&id, &member.id)],
    })
}

fn require_in_input(model: &Model, random: &mut Random) -> Option<Mutation> {
    let inputs = structures(model).filter(|(shape, _)| shape.traits.contains("smithy.api#input"));
    let members = inputs.flat_map(|(_, members)| members);
    let member =
        random.pick(members.filter(|member| !member.traits.contains("smithy.api#required")).collect())?;
    Some(Mutation {
        edits: vec![Edit::Set(path(&member.id, &["traits", "smithy.api#required"]), json("{}"))],
        expected: vec![event("ChangedRequired.Added", &member.id)],
    })
}

fn add_default(model: &Model, random: &mut Random) -> Option<Mutation> {
    let said =
        ["smithy.api#required", "smithy.api#default", "smithy.api#clientOptional", "smithy.api#addedDefault"];
    let member = pick(model, random, |member| {
        let target = model.target(&member.target);
        !has_any(member, &said) && target.is_some_and(|target| target.shape_type() == ShapeType::Boolean)
    })?;
    Some(Mutation {
        edits: vec![Edit::Set(path(&member.id, &["traits", "smithy.api#default"]), json("false"))],
        expected: vec![
            event("ModifiedTrait.Add.smithy.api#default", &member.id),
            event("ChangedDefault", &member.id),
            event("ChangedNullability.AddedDefaultTrait", &member.id),
        ],
    })
}

/// Changes the target of a member that is not a number to a number.
pub(super) fn to_number(member: &Member, path: Vec<String>) -> Mutation {
    Mutation {
        edits: vec![Edit::Set(path, json("\"smithy.api#Integer\""))],
        expected: vec![event("ChangedMemberTarget", &member.id)],
    }
}

fn is_number(model: &Model, member: &Member) -> bool {
    model.target(&member.target).is_some_and(|target| target.shape_type() == ShapeType::Integer)
}

fn retarget(model: &Model, random: &mut Random) -> Option<Mutation> {
    let member = pick(model, random, |member| is_plain(member) && !is_number(model, member))?;
    Some(to_number(member, path(&member.id, &["target"])))
}

fn retarget_list(model: &Model, random: &mut Random) -> Option<Mutation> {
    let lists = model.shapes().filter_map(|shape| match &shape.kind {
        ShapeKind::List(list) if shape.mixins.is_empty() && !is_number(model, &list.member) => {
            Some((shape, &list.member))
        }
        _ => None,
    });
    let (shape, member) = random.pick(lists.collect())?;
    Some(to_number(member, path(&shape.id, &["member", "target"])))
}

fn retarget_map(model: &Model, random: &mut Random) -> Option<Mutation> {
    let maps = model.shapes().filter_map(|shape| match &shape.kind {
        ShapeKind::Map(map) if shape.mixins.is_empty() && !is_number(model, &map.value) => {
            Some((shape, &map.value))
        }
        _ => None,
    });
    let (shape, member) = random.pick(maps.collect())?;
    Some(to_number(member, path(&shape.id, &["value", "target"])))
}

pub(super) fn unions(model: &Model, least: usize) -> Vec<(&Shape, &[Member])> {
    let unions = model.shapes().filter_map(|shape| match &shape.kind {
        ShapeKind::Union(members) if shape.mixins.is_empty() && members.len() >= least => {
            Some((shape, members.as_slice()))
        }
        _ => None,
    });
    unions.collect()
}

fn add_variant(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, _) = random.pick(unions(model, 0))?;
    Some(added(shape))
}

fn remove_variant(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (_, members) = random.pick(unions(model, 2))?;
    members.last().map(removed)
}

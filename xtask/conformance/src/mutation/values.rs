//! Changes to enums, and to which values are allowed.

use super::edit::{Edit, json, path};
use super::members::event;
use super::{Kind, Mutation};
use crate::random::Random;
use smithwright_codegen::model::{Member, Model, Node, Shape, ShapeKind, ShapeType};

pub(super) const KINDS: &[Kind] = &[
    ("appends a value to an enum", append),
    ("puts a value before others", insert),
    ("removes a value of an enum", remove),
    ("renames a value of an enum", rename),
    ("changes a value of an enum", change),
    ("narrows a length", narrow_length),
    ("widens a length", widen_length),
    ("narrows a range", narrow_range),
    ("removes a length", remove_length),
    ("adds a pattern", add_pattern),
    ("changes a pattern", change_pattern),
    ("changes the type of a shape", change_type),
];

const NEW: &str = "ADDED_BY_MUTATION";

fn pick<'m>(model: &'m Model, random: &mut Random) -> Option<(&'m Shape, &'m [Member])> {
    let enums = model.shapes().filter_map(|shape| match &shape.kind {
        // The enums of Smithy 1.0 are not enums in the file; `Edit::fits` rejects them.
        ShapeKind::Enum(members) if shape.mixins.is_empty() && members.len() > 1 => {
            Some((shape, members.as_slice()))
        }
        _ => None,
    });
    random.pick(enums.collect())
}

fn value(text: &str) -> Node {
    json(&format!(r#"{{"target": "smithy.api#Unit", "traits": {{"smithy.api#enumValue": "{text}"}}}}"#))
}

fn added(shape: &Shape) -> (String, String) {
    ("AddedShape".to_owned(), format!("{}${NEW}", shape.id))
}

fn last(members: &[Member]) -> Option<(usize, &Member)> {
    members.iter().enumerate().next_back()
}

fn append(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, members) = pick(model, random)?;
    let id = format!("ChangedEnumTrait.Appended.{}", members.len());
    Some(Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["members", NEW]), value("a value by mutation"))],
        expected: vec![added(shape), event(&id, &shape.id)],
    })
}

fn insert(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, _) = pick(model, random)?;
    Some(Mutation {
        edits: vec![Edit::SetFirst(path(&shape.id, &["members", NEW]), value("a value by mutation"))],
        expected: vec![added(shape), event("ChangedEnumTrait.OrderChanged.0", &shape.id)],
    })
}

fn remove(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, members) = pick(model, random)?;
    let (at, member) = last(members)?;
    let id = format!("ChangedEnumTrait.Removed.{at}");
    Some(Mutation {
        edits: vec![Edit::Remove(path(&member.id, &[]))],
        expected: vec![event("RemovedShape", &member.id), event(&id, &shape.id)],
    })
}

fn rename(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, members) = pick(model, random)?;
    let (at, member) = last(members)?;
    let text = member.traits.get("smithy.api#enumValue")?.clone();
    let value = path(&member.id, &["traits", "smithy.api#enumValue"]);
    let id = format!("ChangedEnumTrait.NameChanged.{at}");
    Some(Mutation {
        edits: vec![Edit::Set(value, text), Edit::Rename(path(&member.id, &[]), NEW.to_owned())],
        expected: vec![event("RemovedShape", &member.id), added(shape), event(&id, &shape.id)],
    })
}

fn change(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, members) = pick(model, random)?;
    let (at, member) = last(members)?;
    let value = path(&member.id, &["traits", "smithy.api#enumValue"]);
    Some(Mutation {
        edits: vec![Edit::Set(value, json("\"a value by mutation\""))],
        expected: vec![
            event("ModifiedTrait.Update.smithy.api#enumValue", &member.id),
            event(&format!("ChangedEnumTrait.Removed.{at}"), &shape.id),
            event(&format!("ChangedEnumTrait.Appended.{at}"), &shape.id),
        ],
    })
}

/// Picks a shape with this trait and returns it with the maximum that the trait allows.
fn with_max<'m>(model: &'m Model, trait_id: &str, random: &mut Random) -> Option<(&'m Shape, i64)> {
    let shapes = model.shapes().filter_map(|shape| {
        let bounds = shape.traits.get(trait_id)?;
        let most = bounds.get("max")?.as_i64()?;
        let least = bounds.get("min").map_or(Some(0), Node::as_i64)?;
        (most > least + 1).then_some((shape, most))
    });
    random.pick(shapes.collect())
}

fn bounded(
    model: &Model,
    random: &mut Random,
    trait_id: &str,
    by: i64,
    further: Option<&str>,
) -> Option<Mutation> {
    let (shape, most) = with_max(model, trait_id, random)?;
    let plain = format!("ModifiedTrait.Update.{trait_id}");
    let mut expected = vec![event(&plain, &shape.id)];
    expected.extend(further.map(|id| event(id, &shape.id)));
    let most = json(&most.checked_add(by)?.to_string());
    Some(Mutation { edits: vec![Edit::Set(path(&shape.id, &["traits", trait_id, "max"]), most)], expected })
}

fn narrow_length(model: &Model, random: &mut Random) -> Option<Mutation> {
    bounded(model, random, "smithy.api#length", -1, Some("ChangedLengthTrait"))
}

fn widen_length(model: &Model, random: &mut Random) -> Option<Mutation> {
    bounded(model, random, "smithy.api#length", 1, None)
}

fn narrow_range(model: &Model, random: &mut Random) -> Option<Mutation> {
    bounded(model, random, "smithy.api#range", -1, Some("ChangedRangeTrait"))
}

fn remove_length(model: &Model, random: &mut Random) -> Option<Mutation> {
    let shapes = model.shapes().filter(|shape| shape.traits.contains("smithy.api#length"));
    let shape = random.pick(shapes.collect())?;
    Some(Mutation {
        edits: vec![Edit::Remove(path(&shape.id, &["traits", "smithy.api#length"]))],
        expected: vec![event("ModifiedTrait.Remove.smithy.api#length", &shape.id)],
    })
}

fn patterns(
    model: &Model,
    random: &mut Random,
    verb: &str,
    has: impl Fn(&Shape) -> bool,
) -> Option<Mutation> {
    let strings = model.shapes().filter(|shape| shape.shape_type() == ShapeType::String && has(shape));
    let shape = random.pick(strings.collect())?;
    Some(Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["traits", "smithy.api#pattern"]), json("\"^[a-z]{1,77}$\""))],
        expected: vec![event(&format!("TraitBreakingChange.{verb}.smithy.api#pattern"), &shape.id)],
    })
}

fn add_pattern(model: &Model, random: &mut Random) -> Option<Mutation> {
    patterns(model, random, "Add", |shape| !shape.traits.contains("smithy.api#pattern"))
}

fn change_pattern(model: &Model, random: &mut Random) -> Option<Mutation> {
    patterns(model, random, "Update", |shape| shape.traits.contains("smithy.api#pattern"))
}

fn change_type(model: &Model, random: &mut Random) -> Option<Mutation> {
    let strings =
        model.shapes().filter(|shape| shape.shape_type() == ShapeType::String && shape.traits.is_empty());
    let shape = random.pick(strings.collect())?;
    Some(Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["type"]), json("\"boolean\""))],
        expected: vec![event("ChangedShapeType", &shape.id)],
    })
}

//! Changes to traits of every kind, following what the definitions of the traits say about changes.

use super::edit::{Edit, json, path};
use super::members::event;
use super::{Kind, Mutation};
use crate::random::Random;
use smithwright_codegen::model::{Model, Node, ShapeId, ShapeKind, ShapeType, Traits};

pub(super) const KINDS: &[Kind] = &[
    ("changes documentation", |model, random| {
        update(model, random, "documentation", "ModifiedTrait", "\"Other words.\"")
    }),
    ("adds documentation", |model, random| {
        add(model, random, "documentation", "ModifiedTrait", "\"Some words.\"", is_shape)
    }),
    ("removes documentation", |model, random| remove(model, random, "documentation", "ModifiedTrait")),
    ("documents a member", |model, random| {
        add(model, random, "documentation", "ModifiedTrait", "\"Some words.\"", is_member)
    }),
    ("deprecates a shape", |model, random| add(model, random, "deprecated", "ModifiedTrait", "{}", is_shape)),
    ("deprecates a member", |model, random| {
        add(model, random, "deprecated", "ModifiedTrait", "{}", is_member)
    }),
    ("hides a string", |model, random| add(model, random, "sensitive", "ModifiedTrait", "{}", is_string)),
    ("tags a shape", |model, random| add(model, random, "tags", "ModifiedTrait", "[\"tag\"]", is_shape)),
    ("gives a member another name in JSON", |model, random| {
        add(model, random, "jsonName", "TraitBreakingChange", "\"other\"", is_member)
    }),
    ("gives a member another name in XML", |model, random| {
        add(model, random, "xmlName", "TraitBreakingChange", "\"other\"", is_member)
    }),
    ("changes the format of a timestamp", |model, random| {
        add(model, random, "timestampFormat", "TraitBreakingChange", "\"http-date\"", is_timestamp)
    }),
    ("lets a list hold nothing", |model, random| {
        add(model, random, "sparse", "TraitBreakingChange", "{}", is_list)
    }),
    ("lets a list hold nothing twice", |model, random| {
        add(model, random, "uniqueItems", "TraitBreakingChange", "{}", is_list)
    }),
    ("renames a header", |model, random| {
        update(model, random, "httpHeader", "TraitBreakingChange", "\"x-other\"")
    }),
    ("renames a query parameter", |model, random| {
        update(model, random, "httpQuery", "TraitBreakingChange", "\"other\"")
    }),
    ("changes the status of an error", |model, random| {
        update(model, random, "httpError", "TraitBreakingChange", "418")
    }),
    ("takes a token away", |model, random| remove(model, random, "idempotencyToken", "TraitBreakingChange")),
    ("takes pages away", |model, random| remove(model, random, "paginated", "TraitBreakingChange")),
    ("lets an operation write", |model, random| remove(model, random, "readonly", "TraitBreakingChange")),
    ("takes idempotency away", |model, random| remove(model, random, "idempotent", "TraitBreakingChange")),
    ("says nothing of retries", |model, random| remove(model, random, "retryable", "TraitBreakingChange")),
    ("says who may be retried", |model, random| {
        add(model, random, "retryable", "ChangedTrait", "{}", is_error)
    }),
    ("changes a title", |model, random| update(model, random, "title", "ModifiedTrait", "\"Another title\"")),
    ("gives a service a title", |model, random| {
        add(model, random, "title", "ModifiedTrait", "\"A title\"", is_service)
    }),
    ("gives a service another SDK id", other_sdk_id),
    ("adds a waiter", |model, random| {
        waiter(model, random, |of, _| Edit::Set(at(of, WAITABLE, &["AddedByMutation"]), json(WAITER)))
    }),
    ("takes a waiter away", |model, random| {
        waiter(model, random, |of, name| Edit::Remove(at(of, WAITABLE, &[name])))
    }),
    ("pauses longer between calls", |model, random| {
        waiter(model, random, |of, name| Edit::Set(at(of, WAITABLE, &[name, "maxDelay"]), json("7777")))
    }),
    ("blames the other side for an error", blame),
    ("changes a path", |model, random| http(model, random, "uri", "\"/by/mutation\"")),
    ("changes a method", |model, random| http(model, random, "method", "\"PATCH\"")),
    ("changes a status", |model, random| http(model, random, "code", "299")),
    ("signs for another name", sign),
];

/// The traits of a shape or member, with their place in the file.
struct Subject<'m> {
    id: &'m ShapeId,
    traits: &'m Traits,
    keys: Vec<String>,
    /// The type of the shape, or of the target of the member.
    shape_type: Option<ShapeType>,
}

fn subjects(model: &Model) -> Vec<Subject<'_>> {
    let mut found = Vec::new();
    for shape in model.shapes().filter(|shape| shape.mixins.is_empty()) {
        let shape_type = Some(shape.shape_type());
        found.push(Subject { id: &shape.id, traits: &shape.traits, keys: path(&shape.id, &[]), shape_type });
        if matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_)) {
            found.extend(shape.members().map(|member| Subject {
                id: &member.id,
                traits: &member.traits,
                keys: path(&member.id, &[]),
                shape_type: model.target(&member.target).map(|target| target.shape_type()),
            }));
        }
    }
    found
}

fn is_shape(subject: &Subject<'_>) -> bool {
    subject.id.member().is_none()
}

fn is_member(subject: &Subject<'_>) -> bool {
    subject.id.member().is_some()
}

fn is_service(subject: &Subject<'_>) -> bool {
    subject.shape_type == Some(ShapeType::Service)
}

fn is_string(subject: &Subject<'_>) -> bool {
    is_shape(subject) && subject.shape_type == Some(ShapeType::String)
}

fn is_list(subject: &Subject<'_>) -> bool {
    is_shape(subject) && subject.shape_type == Some(ShapeType::List)
}

fn is_timestamp(subject: &Subject<'_>) -> bool {
    is_member(subject) && subject.shape_type == Some(ShapeType::Timestamp)
}

fn is_error(subject: &Subject<'_>) -> bool {
    subject.traits.contains("smithy.api#error")
}

fn at(subject: &Subject<'_>, id: &str, then: &[&str]) -> Vec<String> {
    let mut keys = subject.keys.clone();
    keys.extend(["traits", id].iter().chain(then).map(ToString::to_string));
    keys
}

fn mutation(subject: &Subject<'_>, edit: Edit, event_id: &str) -> Mutation {
    Mutation { edits: vec![edit], expected: vec![event(event_id, subject.id)] }
}

fn add(
    model: &Model,
    random: &mut Random,
    name: &str,
    rule: &str,
    value: &str,
    fits: fn(&Subject<'_>) -> bool,
) -> Option<Mutation> {
    let id = format!("smithy.api#{name}");
    let all = subjects(model).into_iter().filter(|subject| !subject.traits.contains(&id) && fits(subject));
    let subject = random.pick(all.collect())?;
    Some(mutation(&subject, Edit::Set(at(&subject, &id, &[]), json(value)), &format!("{rule}.Add.{id}")))
}

fn update(model: &Model, random: &mut Random, name: &str, rule: &str, value: &str) -> Option<Mutation> {
    let id = format!("smithy.api#{name}");
    let value = json(value);
    let differs = |subject: &Subject<'_>| subject.traits.get(&id).is_some_and(|old| *old != value);
    let subject = random.pick(subjects(model).into_iter().filter(differs).collect())?;
    Some(mutation(&subject, Edit::Set(at(&subject, &id, &[]), value), &format!("{rule}.Update.{id}")))
}

fn remove(model: &Model, random: &mut Random, name: &str, rule: &str) -> Option<Mutation> {
    let id = format!("smithy.api#{name}");
    let all = subjects(model).into_iter().filter(|subject| subject.traits.contains(&id));
    let subject = random.pick(all.collect())?;
    Some(mutation(&subject, Edit::Remove(at(&subject, &id, &[])), &format!("{rule}.Remove.{id}")))
}

fn blame(model: &Model, random: &mut Random) -> Option<Mutation> {
    const ID: &str = "smithy.api#error";
    let all = subjects(model).into_iter().filter(|subject| subject.traits.contains(ID));
    let subject = random.pick(all.collect())?;
    let is_client = subject.traits.get(ID).and_then(Node::as_str) == Some("client");
    let other = if is_client { "\"server\"" } else { "\"client\"" };
    let id = format!("TraitBreakingChange.Update.{ID}");
    Some(mutation(&subject, Edit::Set(at(&subject, ID, &[]), json(other)), &id))
}

/// Changes one part of how an operation is bound to HTTP.
fn http(model: &Model, random: &mut Random, part: &str, value: &str) -> Option<Mutation> {
    const ID: &str = "smithy.api#http";
    let value = json(value);
    let differs =
        |subject: &Subject<'_>| subject.traits.get(ID).is_some_and(|http| http.get(part) != Some(&value));
    let subject = random.pick(subjects(model).into_iter().filter(differs).collect())?;
    let id = format!("TraitBreakingChange.Update.{ID}");
    Some(mutation(&subject, Edit::Set(at(&subject, ID, &[part]), value), &id))
}

const WAITABLE: &str = "smithy.waiters#waitable";
const WAITER: &str = r#"{"acceptors": [{"state": "success", "matcher": {"success": true}}]}"#;

/// Changes one of the waiters of an operation.
fn waiter(model: &Model, random: &mut Random, change: fn(&Subject<'_>, &str) -> Edit) -> Option<Mutation> {
    let all = subjects(model).into_iter().filter(|subject| subject.traits.contains(WAITABLE));
    let subject = random.pick(all.collect())?;
    let waiters = subject.traits.get(WAITABLE).and_then(Node::as_object)?;
    let name = random.pick(waiters.iter().map(|entry| &*entry.key).collect())?;
    Some(mutation(&subject, change(&subject, name), &format!("ModifiedTrait.Update.{WAITABLE}")))
}

/// Changes the SDK id, by which AWS services go rather than by their titles.
fn other_sdk_id(model: &Model, random: &mut Random) -> Option<Mutation> {
    const ID: &str = "aws.api#service";
    let all = subjects(model).into_iter().filter(|subject| subject.traits.contains(ID));
    let subject = random.pick(all.collect())?;
    let edit = Edit::Set(at(&subject, ID, &["sdkId"]), json("\"Another\""));
    Some(mutation(&subject, edit, &format!("ModifiedTrait.Update.{ID}")))
}

fn sign(model: &Model, random: &mut Random) -> Option<Mutation> {
    const ID: &str = "aws.auth#sigv4";
    let all = subjects(model).into_iter().filter(|subject| subject.traits.contains(ID));
    let subject = random.pick(all.collect())?;
    let edit = Edit::Set(at(&subject, ID, &["name"]), json("\"other\""));
    Some(mutation(&subject, edit, &format!("ChangedTrait.Update.{ID}")))
}

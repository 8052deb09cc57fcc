//! Reports what the Smithy version of a file does not have: 2.0 added some things, and took others away
//! (<https://smithy.io/2.0/guides/migrating-idl-1-to-2.html>).

use super::context::{Context, Place};
use super::merge::{Definition, Merged, Version};
use super::redefined;
use crate::model::node::{Entry, Object};
use crate::model::place::with_article;
use crate::model::traits::{self, TraitValue as _, ids};
use crate::model::{Node, ShapeId};

/// Shape types that came with 2.0.
const NEW_TYPES: [&str; 2] = ["enum", "intEnum"];
/// Fields of shapes that came with 2.0.
const NEW_FIELDS: [&str; 2] = ["mixins", "properties"];
/// Traits that came with 2.0, and without which it would be something else.
const NEW_TRAITS: [&str; 2] = [traits::Default::ID, ids::MIXIN];
const OLD_TYPE: &str = "set";
const OLD_TRAIT: &str = ids::BOX;

pub(super) fn check(merged: &Merged, context: &mut Context) {
    for (what, location) in &merged.newer_than_1 {
        too_new(what, &Place { location: location.clone(), shape: None }, context);
    }
    for (what, version, location) in &merged.newer_than_2 {
        newer_than_2(what, *version, &Place { location: location.clone(), shape: None }, context);
    }
    for definition in &merged.definitions {
        match definition.version {
            Version::Unsaid => {}
            Version::V1 => check_old(definition, context),
            Version::V2 | Version::V2_1 => check_new(definition, context),
        }
    }
}

/// Reports what a shape of 1.0 has from 2.0.
fn check_old(definition: &Definition, context: &mut Context) {
    let place = place(definition, definition.id.clone());
    let node = &definition.node;
    if let Some(name) = type_of(node).filter(|name| NEW_TYPES.contains(name)) {
        too_new(&with_article(name), &place, context);
    }
    for field in node.as_object().into_iter().flat_map(Object::iter) {
        let is_empty = match (field.value.as_array(), field.value.as_object()) {
            (Some(values), _) => values.is_empty(),
            (_, Some(fields)) => fields.is_empty(),
            _ => true,
        };
        if NEW_FIELDS.contains(&&*field.key) && !is_empty {
            too_new(&format!("`{}`", field.key), &place.at(field.key_position), context);
        }
    }
    for (id, applied) in applied(definition, &NEW_TRAITS) {
        let place = self::place(definition, id).at(applied.key_position);
        too_new(&format!("`{}`", applied.key), &place, context);
    }
}

/// Reports what a shape of 2.0 has from 1.0.
fn check_new(definition: &Definition, context: &mut Context) {
    if type_of(&definition.node) == Some(OLD_TYPE) {
        let message = format!("expected a shape type of Smithy 2.0, found `{OLD_TYPE}`");
        let help = "write `list`, with the trait `smithy.api#uniqueItems`";
        context.push(place(definition, definition.id.clone()).error(message).help(help));
    }
    for (id, applied) in applied(definition, &[OLD_TRAIT]) {
        let message = format!("expected a trait of Smithy 2.0, found `{OLD_TRAIT}`");
        let help = "remove it: values without `smithy.api#default` may be absent anyway";
        let place = place(definition, id).at(applied.key_position);
        context.push(place.error(message).trait_id(OLD_TRAIT).help(help));
    }
}

fn too_new(what: &str, place: &Place, context: &mut Context) {
    let message = format!("expected what Smithy 1.0 has, found {what}, which came with 2.0");
    let help = match place.location.file.ends_with(".smithy") {
        true => {
            "begin the file with `$version: \"2\"`, in which values without `= 0` and the like may be absent"
        }
        false => {
            "begin the model with `\"smithy\": \"2.0\"`, in which values without `smithy.api#default` may be absent"
        }
    };
    context.push(place.error(message).help(help));
}

/// Reports what came with 2.1 in a file of 1.0 or 2.0.
fn newer_than_2(what: &str, version: Version, place: &Place, context: &mut Context) {
    let (version, help) = match version {
        Version::V1 => (
            "1.0",
            "begin the file with `$version: \"2.1\"`, in which values without `= 0` and the like may be absent",
        ),
        _ => ("2.0", "begin the file with `$version: \"2.1\"`, which changes nothing else"),
    };
    let message = format!("expected what Smithy {version} has, found {what}, which came with 2.1");
    context.push(place.error(message).help(help));
}

fn type_of(shape: &Node) -> Option<&str> {
    shape.get("type").and_then(Node::as_str)
}

/// Returns the applications of these traits to a shape and its members, with the ids of what they are applied to.
fn applied<'d>(definition: &'d Definition, wanted: &[&str]) -> Vec<(ShapeId, &'d Entry)> {
    let own = traits(&definition.node, wanted).map(|applied| (definition.id.clone(), applied));
    let mut found: Vec<(ShapeId, &Entry)> = own.collect();
    for member in redefined::members(&definition.node) {
        for applied in traits(&member.value, wanted) {
            let id = definition.id.with_member(&member.key).unwrap_or_else(|_| definition.id.clone());
            found.push((id, applied));
        }
    }
    found
}

fn traits<'d>(node: &'d Node, wanted: &[&str]) -> impl Iterator<Item = &'d Entry> {
    let all = node.get("traits").and_then(Node::as_object).into_iter().flat_map(Object::iter);
    all.filter(|applied| wanted.contains(&&*applied.key))
}

fn place(definition: &Definition, shape: ShapeId) -> Place {
    Place { location: definition.location.clone(), shape: Some(shape) }
}

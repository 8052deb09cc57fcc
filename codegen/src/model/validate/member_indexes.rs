//! Checks that the members of a structure or union are numbered from 1 without gaps, if any of them is, or the service asks for it (`smithy.protocols#idx`, `indexed`).

use super::services::Closure;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{EventHeader, EventPayload, Index, Streaming, TraitValue, ids};
use crate::model::{Member, Model, Shape, ShapeId, ShapeKind};
use std::collections::{BTreeMap, BTreeSet};

const INDEXED: &str = "smithy.protocols#indexed";

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let services = model.services().filter(|(shape, _)| shape.traits.contains(INDEXED));
    let closures = services.flat_map(|(shape, service)| {
        Closure::of(model, shape, service).shapes().map(|shape| &shape.id).collect::<Vec<_>>()
    });
    let indexed: BTreeSet<&ShapeId> = closures.collect();
    for shape in model.shapes() {
        if !matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_)) {
            continue;
        }
        if shape.traits.contains(ids::MIXIN) {
            check_mixin(shape, diagnostics);
        } else if indexed.contains(&shape.id) || shape.members().any(has_index) {
            check_shape(model, shape, diagnostics);
        }
    }
}

fn has_index(member: &Member) -> bool {
    member.traits.contains(Index::ID)
}

fn check_mixin(shape: &Shape, diagnostics: &mut Diagnostics) {
    for member in shape.members().filter(|member| has_index(member)) {
        let message = "expected a mixin without indexes, found one";
        let help = "number the member where the mixin is used: `1. $name`";
        diagnostics.push(member.error(message).trait_id(Index::ID).help(help));
    }
}

fn check_shape(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    let mut found: BTreeMap<u16, &Member> = BTreeMap::new();
    let mut is_whole = true;
    for member in shape.members() {
        match member.traits.read() {
            Some(Index(number)) => {
                let first = *found.entry(number).or_insert(member);
                if first.name() != member.name() {
                    let name = first.name();
                    let message = format!("expected an index of its own, found {number}, which `{name}` has");
                    let error = member.error(message).trait_id(Index::ID);
                    diagnostics.push(error.help("give it the next number"));
                    is_whole = false;
                }
            }
            // What can't be read is reported elsewhere.
            None if has_index(member) => is_whole = false,
            None if is_exempt(model, member) => {}
            None => {
                diagnostics.push(missing(model, shape, member));
                is_whole = false;
            }
        }
    }
    let gap = (1..).zip(&found).find(|(expected, (number, _))| expected != *number);
    if let Some((expected, (number, member))) = gap.filter(|_| is_whole) {
        let error = member.error(format!("expected the index {expected}, found {number}"));
        diagnostics.push(error.trait_id(Index::ID).help("indexes begin with 1 and leave none out"));
    }
}

/// Reports a member without an index.
fn missing(model: &Model, shape: &Shape, member: &Member) -> Diagnostic {
    let why = match shape.members().any(has_index) {
        true => "as the other members have".to_owned(),
        false => format!("as the service's `{INDEXED}` wants"),
    };
    let name = member.name();
    let message = format!("expected an index, {why}, found none");
    let mixins = shape.mixins.iter().filter_map(|mixin| model.target(mixin));
    // A mixin has none: they are given where it is used.
    if mixins.flat_map(Shape::members).any(|mixed| mixed.name() == name) {
        let error = shape.error(format!("{message} on `{name}` of a mixin"));
        return error.trait_id(Index::ID).help(format!("number it here, as in `2. ${name}`"));
    }
    member
        .error(message)
        .trait_id(Index::ID)
        .help(format!("give it the next number, as in `2. {name}: Target`"))
}

/// Returns whether a member has no place among the others: it travels by itself.
fn is_exempt(model: &Model, member: &Member) -> bool {
    let streams = || model.target(&member.target).is_some_and(|target| target.traits.has::<Streaming>());
    member.traits.has::<EventHeader>() || member.traits.has::<EventPayload>() || streams()
}

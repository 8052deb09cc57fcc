//! Checks that the members of a structure or union are numbered from 1 without gaps, if any of them is, or the service asks for it (`smithy.protocols#idx`, `indexed`).

use super::services::Closure;
use crate::diagnostics::Diagnostics;
use crate::model::traits::{EventHeader, EventPayload, Index, Streaming, TraitValue};
use crate::model::{Member, Model, Shape, ShapeId, ShapeKind};
use std::collections::{BTreeMap, BTreeSet};

const INDEXED: &str = "smithy.protocols#indexed";
const MIXIN: &str = "smithy.api#mixin";

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
        if shape.traits.contains(MIXIN) {
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
    let before = diagnostics.len();
    let mut found: BTreeMap<u16, &Member> = BTreeMap::new();
    for member in shape.members() {
        let error = |message: String| member.error(message).trait_id(Index::ID);
        match member.traits.read() {
            Some(Index(number)) => {
                if let Some(first) = found.insert(number, member) {
                    let name = first.name();
                    let message = format!("expected an index of its own, found {number}, which `{name}` has");
                    diagnostics.push(error(message).help("give it the next number"));
                }
            }
            None if is_exempt(model, member) || has_index(member) => {}
            None => {
                let message = "expected an index, as the other members have, found none";
                let help = "give it the next number, as in `2. name: Target`";
                diagnostics.push(error(message.to_owned()).help(help));
            }
        }
    }
    let gap = (1..).zip(&found).find(|(expected, (number, _))| expected != *number);
    if let Some((expected, (number, member))) = gap.filter(|_| diagnostics.len() == before) {
        let error = member.error(format!("expected the index {expected}, found {number}"));
        diagnostics.push(error.trait_id(Index::ID).help("indexes begin with 1 and leave none out"));
    }
}

/// Returns whether a member has no place among the others: it travels by itself.
fn is_exempt(model: &Model, member: &Member) -> bool {
    let streams = || model.target(&member.target).is_some_and(|target| target.traits.has::<Streaming>());
    member.traits.has::<EventHeader>() || member.traits.has::<EventPayload>() || streams()
}

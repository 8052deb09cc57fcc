//! Copies mixins into the shapes that use them.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::{self, Waiting};
use super::context::Context;
use crate::model::shape::Service;
use crate::model::traits::ids;
use crate::model::{Member, Reference, Shape, ShapeId, ShapeKind, Traits, cycles};

/// Copies members and traits of mixins into the shapes that use them, a mixin's own mixins first. Returns the `apply` statements whose member did not come from
/// a mixin either.
pub(super) fn flatten(
    shapes: &mut BTreeMap<ShapeId, Shape>,
    mut waiting: Waiting,
    context: &mut Context,
) -> Waiting {
    let mut open: BTreeSet<ShapeId> =
        shapes.values().filter(|shape| !shape.mixins.is_empty()).map(|shape| shape.id.clone()).collect();
    let users = users(shapes);
    // How many mixins each shape waits for.
    let waits = |id: &ShapeId| shapes.get(id).map_or(0, |shape| open_mixins(shape, &open));
    let mut waiting_for: BTreeMap<ShapeId, usize> = open.iter().map(|id| (id.clone(), waits(id))).collect();
    let mut ready: Vec<ShapeId> =
        open.iter().filter(|id| waiting_for.get(*id) == Some(&0)).cloned().collect();
    while let Some(id) = ready.pop() {
        let Some(mut shape) = shapes.remove(&id) else { continue };
        open.remove(&id);
        mix_in(&mut shape, shapes, context);
        if let Some(applies) = waiting.remove(&id) {
            let left = apply::to_inherited(&mut shape, applies, context);
            if !left.is_empty() {
                waiting.insert(id.clone(), left);
            }
        }
        for user in users.get(&id).into_iter().flatten() {
            if let Some(left) = waiting_for.get_mut(user) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.push(user.clone());
                }
            }
        }
        shapes.insert(id, shape);
    }
    report_cycles(shapes, &open, context);
    waiting
}

/// Returns the shapes that use each mixin, once for each use.
fn users(shapes: &BTreeMap<ShapeId, Shape>) -> BTreeMap<ShapeId, Vec<ShapeId>> {
    let mut users: BTreeMap<ShapeId, Vec<ShapeId>> = BTreeMap::new();
    for shape in shapes.values() {
        for mixin in &shape.mixins {
            users.entry(mixin.id.clone()).or_default().push(shape.id.clone());
        }
    }
    users
}

/// Counts the shape's mixins that are not flattened yet.
fn open_mixins(shape: &Shape, open: &BTreeSet<ShapeId>) -> usize {
    shape.mixins.iter().filter(|mixin| open.contains(&mixin.id)).count()
}

fn mix_in(shape: &mut Shape, shapes: &BTreeMap<ShapeId, Shape>, context: &mut Context) {
    let own_traits = std::mem::replace(&mut shape.traits, Traits::new(shape.id.clone()));
    let own_members = take_members(shape);
    let mut members = Vec::<Member>::new();
    // Mixins that do not exist or lack the trait are reported with the other references.
    let mixins: Vec<&Shape> = shape.mixins.iter().filter_map(|mixin| shapes.get(&mixin.id)).collect();
    for mixin in mixins {
        let local = local_traits(mixin);
        for applied in mixin.traits.iter().filter(|applied| !local.contains(applied.id.as_str())) {
            shape.traits.set(applied.clone());
        }
        if mixin.shape_type() == shape.shape_type() {
            for member in mixin.members() {
                add_member(&mut members, member.moved_to(&shape.id), context);
            }
            mix_in_bindings(&mut shape.kind, &mixin.kind);
        }
    }
    own_traits.into_iter().for_each(|applied| shape.traits.set(applied));
    for member in own_members {
        add_member(&mut members, member, context);
    }
    give_members(shape, members);
}

/// Adds a member, or only its traits if the member exists already.
fn add_member(members: &mut Vec<Member>, member: Member, context: &mut Context) {
    let Some(old) = members.iter_mut().find(|it| it.name() == member.name()) else {
        members.push(member);
        return;
    };
    if old.target.id != member.target.id {
        let message = format!(
            "expected the target `{}`, which a mixin gives this member, found `{}`",
            old.target.id, member.target.id
        );
        context.push(member.error(message));
    }
    old.location = member.location;
    member.traits.into_iter().for_each(|applied| old.traits.set(applied));
}

/// Returns the ids of the traits that stay with the mixin.
fn local_traits(mixin: &Shape) -> BTreeSet<&str> {
    let declared = mixin.traits.get(ids::MIXIN).and_then(|value| value.get("localTraits"));
    declared
        .and_then(|list| list.as_array())
        .unwrap_or_default()
        .iter()
        .filter_map(|id| id.as_str())
        .chain([ids::MIXIN])
        .collect()
}

fn take_members(shape: &mut Shape) -> Vec<Member> {
    match &mut shape.kind {
        ShapeKind::Structure(members)
        | ShapeKind::Union(members)
        | ShapeKind::Enum(members)
        | ShapeKind::IntEnum(members) => std::mem::take(members),
        ShapeKind::List(list) => vec![list.member.clone()],
        ShapeKind::Map(map) => vec![map.key.clone(), map.value.clone()],
        _ => Vec::new(),
    }
}

fn give_members(shape: &mut Shape, members: Vec<Member>) {
    match &mut shape.kind {
        ShapeKind::Structure(own)
        | ShapeKind::Union(own)
        | ShapeKind::Enum(own)
        | ShapeKind::IntEnum(own) => *own = members,
        ShapeKind::List(_) | ShapeKind::Map(_) => {
            for member in members {
                let name = member.name().to_owned();
                if let Some(own) = shape.member_mut(&name) {
                    *own = member;
                }
            }
        }
        _ => {}
    }
}

/// Adds what a service or operation gets from a mixin besides traits. A resource gets nothing else.
fn mix_in_bindings(own: &mut ShapeKind, mixin: &ShapeKind) {
    match (own, mixin) {
        (ShapeKind::Service(own), ShapeKind::Service(mixin)) => mix_in_service(own, mixin),
        (ShapeKind::Operation(own), ShapeKind::Operation(mixin)) => {
            prepend(&mut own.errors, &mixin.errors);
        }
        _ => {}
    }
}

fn mix_in_service(own: &mut Service, mixin: &Service) {
    if own.version.is_empty() {
        own.version.clone_from(&mixin.version);
    }
    prepend(&mut own.operations, &mixin.operations);
    prepend(&mut own.resources, &mixin.resources);
    prepend(&mut own.errors, &mixin.errors);
    for (shape, name) in &mixin.rename {
        if !own.rename.iter().any(|(own, _)| own.id == shape.id) {
            own.rename.push((shape.clone(), name.clone()));
        }
    }
}

fn prepend(own: &mut Vec<Reference>, mixin: &[Reference]) {
    let mut merged = mixin.to_vec();
    merged.extend(own.drain(..).filter(|own| !mixin.iter().any(|mixin| mixin.id == own.id)));
    *own = merged;
}

/// Reports each cycle among the shapes that could not be flattened once.
fn report_cycles(shapes: &BTreeMap<ShapeId, Shape>, open: &BTreeSet<ShapeId>, context: &mut Context) {
    let next = |id: &ShapeId| {
        let mixins = shapes.get(id).map(|shape| shape.mixins.as_slice()).unwrap_or_default();
        mixins.iter().map(|mixin| &mixin.id).find(|mixin| open.contains(*mixin))
    };
    for cycle in cycles(&open.iter().collect(), next) {
        let names: Vec<&str> = cycle.iter().map(|id| id.as_str()).collect();
        let message = format!("mixins must not use themselves: {}", names.join(" -> "));
        if let Some(shape) = cycle.first().and_then(|id| shapes.get(*id)) {
            context.push(shape.error(message));
        }
    }
}

//! Traits that `apply` statements add to a shape or member.

use std::collections::BTreeMap;

use super::ast::Apply;
use super::context::Context;
use crate::diagnostics::Diagnostic;
use crate::model::{Shape, ShapeId, Traits, prelude};

/// Statements whose member may still come from a mixin, by shape.
pub(super) type Waiting = BTreeMap<ShapeId, Vec<Apply>>;

/// Carries out the statements whose shape or member exists, and returns the others.
pub(super) fn to_own(
    shapes: &mut BTreeMap<ShapeId, Shape>,
    applies: Vec<Apply>,
    context: &mut Context,
) -> Waiting {
    let mut waiting = Waiting::new();
    for apply in applies {
        let id = apply.target.without_member();
        match shapes.get_mut(&id).and_then(|shape| traits_of(shape, &apply.target)) {
            Some(traits) => merge(traits, apply.traits, context),
            None => waiting.entry(id).or_default().push(apply),
        }
    }
    waiting
}

/// Carries out the statements about members that a shape got from its mixins, and returns the others.
pub(super) fn to_inherited(shape: &mut Shape, applies: Vec<Apply>, context: &mut Context) -> Vec<Apply> {
    let mut left = Vec::new();
    // Statements add to one another, and what they come to overrides the traits from the mixin.
    let mut overrides: BTreeMap<ShapeId, Traits> = BTreeMap::new();
    for apply in applies {
        if traits_of(shape, &apply.target).is_none() {
            left.push(apply);
            continue;
        }
        let together =
            overrides.entry(apply.target.clone()).or_insert_with(|| Traits::new(apply.target.clone()));
        merge(together, apply.traits, context);
    }
    for (target, traits) in overrides {
        if let Some(inherited) = traits_of(shape, &target) {
            traits.into_iter().for_each(|applied| inherited.set(applied));
        }
    }
    left
}

/// Reports the statements whose shape or member does not exist.
pub(super) fn report_missing(shapes: &BTreeMap<ShapeId, Shape>, waiting: Waiting, context: &mut Context) {
    let refused = context.refused();
    for (id, applies) in waiting {
        let shape = shapes.get(&id);
        if shape.is_none() && refused.contains(id.as_str()) {
            continue;
        }
        for apply in applies {
            let diagnostic = match (shape, apply.target.member()) {
                (Some(shape), Some(member)) => apply
                    .place
                    .error(format!("traits are applied to the member `{member}`, which does not exist"))
                    .did_you_mean(member, shape.members().map(|member| member.name())),
                _ if prelude::has(id.as_str()) => apply
                    .place
                    .error(format!("traits are applied to the shape `{id}`, which every model shares"))
                    .help("define a shape of your own with these traits, and use that"),
                _ => apply
                    .place
                    .error(format!("traits are applied to the shape `{id}`, which does not exist"))
                    .did_you_mean(id.as_str(), shapes.keys().map(ShapeId::as_str)),
            };
            context.push(diagnostic);
        }
    }
}

fn traits_of<'a>(shape: &'a mut Shape, target: &ShapeId) -> Option<&'a mut Traits> {
    match target.member() {
        None => Some(&mut shape.traits),
        Some(name) => shape.member_mut(name).map(|member| &mut member.traits),
    }
}

/// Adds traits. Of two values for the same id, lists are joined and others must be equal.
fn merge(traits: &mut Traits, new: Traits, context: &mut Context) {
    let subject = traits.subject().clone();
    for applied in new {
        let Some(old) = traits.applied_mut(applied.id.as_str()) else {
            traits.set(applied);
            continue;
        };
        if !old.value.join(applied.value) {
            let (file, position) = (&old.location.file, old.location.position);
            let message = format!("the trait is applied with another value at {file}:{position}");
            let error = Diagnostic::error(message).at(&applied.location);
            context.push(error.shape(&subject).trait_id(&applied.id));
        }
    }
}

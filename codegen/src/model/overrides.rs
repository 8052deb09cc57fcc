//! Corrections to a model from outside of it: traits that are set or removed before the model is checked.

use std::collections::BTreeMap;

use super::{AppliedTrait, Node, Shape, ShapeId, Traits};
use crate::diagnostics::{Diagnostic, Diagnostics, Location};

/// One correction.
#[derive(Clone, Debug)]
pub struct Override {
    /// The service whose models it is for; without one, it is for every model.
    pub service: Option<String>,
    /// The absolute id of a shape or, with `$`, of a member. A `*` at the start of the shape's name stands for every shape of the namespace whose name ends
    /// with the rest and that has the member.
    pub shape: String,
    /// The absolute id of the trait.
    pub trait_id: String,
    /// What is done with the trait.
    pub change: Change,
    /// Where the correction is written.
    pub location: Location,
}

/// What a correction does with a trait.
#[derive(Clone, Debug)]
pub enum Change {
    /// Sets it to this value, whether or not it was applied before.
    Set(Node),
    /// Sets it to this value if the model does not apply it.
    SetMissing(Node),
    /// Removes it.
    Remove,
}

/// What a correction did.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Changed,
    /// The model says something by itself where only what is missing was to be set.
    Unneeded,
}

/// Applies the corrections and counts those that change something. One that cannot be applied, or that says what the model says, is reported.
pub(super) fn apply(overrides: &[Override], shapes: &mut BTreeMap<ShapeId, Shape>) -> (usize, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut applied = 0;
    for correction in overrides {
        if correction.service.as_ref().is_some_and(|service| !shapes.contains_key(service.as_str())) {
            continue;
        }
        match apply_to_all(correction, shapes) {
            Ok(Effect::Changed) => applied += 1,
            Ok(Effect::Unneeded) => {}
            // A model that was cut down to some operations lacks shapes that a correction for the whole service is about.
            Err(diagnostic) if correction.service.is_some() => diagnostics.push(diagnostic.into_warning()),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    (applied, diagnostics)
}

/// Applies a correction to one shape or member, or to a member of every matching shape. Of those, some may be as they should be.
fn apply_to_all(correction: &Override, shapes: &mut BTreeMap<ShapeId, Shape>) -> Result<Effect, Diagnostic> {
    let place = |diagnostic: Diagnostic| diagnostic.at(&correction.location);
    let id = |text| ShapeId::parse(text).map_err(|invalid| place(Diagnostic::error(invalid.to_string())));
    let pattern = correction.shape.split_once("#*");
    let Some((namespace, (ending, member))) =
        pattern.and_then(|(namespace, rest)| Some((namespace, rest.split_once('$')?)))
    else {
        return apply_one(correction, &id(&correction.shape)?, shapes);
    };
    let is_meant = |id: &ShapeId| id.namespace() == namespace && id.name().ends_with(ending);
    let meant = shapes.values().filter(|shape| is_meant(&shape.id));
    let subjects: Vec<ShapeId> =
        meant.filter_map(|shape| shape.member(member)).map(|member| member.id.clone()).collect();
    if subjects.is_empty() {
        let message = format!("no shape `{namespace}#*{ending}` has a member `{member}`");
        return Err(place(Diagnostic::error(message)));
    }
    let effects: Vec<_> = subjects.iter().map(|subject| apply_one(correction, subject, shapes)).collect();
    if effects.iter().any(|effect| matches!(effect, Ok(Effect::Changed))) {
        return Ok(Effect::Changed);
    }
    effects.into_iter().find(Result::is_err).unwrap_or(Ok(Effect::Unneeded))
}

fn apply_one(
    correction: &Override,
    subject: &ShapeId,
    shapes: &mut BTreeMap<ShapeId, Shape>,
) -> Result<Effect, Diagnostic> {
    let place = |diagnostic: Diagnostic| diagnostic.at(&correction.location);
    let trait_id = ShapeId::parse(&correction.trait_id)
        .map_err(|invalid| place(Diagnostic::error(invalid.to_string())))?;
    let traits = traits_of(shapes, subject).map_err(place)?;
    let finding = |diagnostic: Diagnostic| place(diagnostic).shape(subject).trait_id(&trait_id);
    match &correction.change {
        Change::Set(value) if traits.get(trait_id.as_str()) == Some(value) => {
            Err(finding(Diagnostic::warning("the model says the same by itself").help("the override can go")))
        }
        Change::SetMissing(_) if traits.contains(trait_id.as_str()) => Ok(Effect::Unneeded),
        Change::Set(value) | Change::SetMissing(value) => {
            let location = correction.location.clone();
            traits.set(AppliedTrait { id: trait_id, location, value: value.clone() });
            Ok(Effect::Changed)
        }
        Change::Remove => match traits.remove(trait_id.as_str()) {
            Some(_) => Ok(Effect::Changed),
            None => Err(finding(Diagnostic::error("expected a trait to remove, found none"))
                .did_you_mean(trait_id.as_str(), traits.iter().map(|applied| applied.id.as_str()))),
        },
    }
}

fn traits_of<'s>(
    shapes: &'s mut BTreeMap<ShapeId, Shape>,
    subject: &ShapeId,
) -> Result<&'s mut Traits, Diagnostic> {
    let id = subject.without_member();
    let known: Vec<ShapeId> =
        if shapes.contains_key(&id) { Vec::new() } else { shapes.keys().cloned().collect() };
    let Some(shape) = shapes.get_mut(&id) else {
        return Err(Diagnostic::error(format!("the model has no shape `{id}`"))
            .did_you_mean(id.as_str(), known.iter().map(ShapeId::as_str)));
    };
    let Some(name) = subject.member() else { return Ok(&mut shape.traits) };
    let missing = Diagnostic::error(format!("the shape `{id}` has no member `{name}`"))
        .did_you_mean(name, shape.members().map(|member| member.name()));
    shape.member_mut(name).map(|member| &mut member.traits).ok_or(missing)
}

#[cfg(test)]
mod tests;

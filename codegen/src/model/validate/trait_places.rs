//! Checks that traits are applied where they may be: elsewhere they would do nothing, or what no service expects.

use crate::diagnostics::Diagnostic;
use crate::model::place::{Holds, Kind, Owner, Place, alternatives, with_article};
use crate::model::traits::{Error, Input, Output, Streaming, Synthetic, ids};
use crate::model::{AppliedTrait, Member, Model, Shape, ShapeId, ShapeKind, ShapeType, Traits};
use std::collections::BTreeSet;

/// The structures that are inputs, outputs or events.
pub(super) struct Users<'a> {
    inputs: BTreeSet<&'a ShapeId>,
    outputs: BTreeSet<&'a ShapeId>,
    events: BTreeSet<&'a ShapeId>,
}

impl<'a> Users<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let mut users = Self { inputs: BTreeSet::new(), outputs: BTreeSet::new(), events: BTreeSet::new() };
        for shape in model.shapes() {
            match &shape.kind {
                ShapeKind::Operation(operation) => {
                    users.inputs.insert(&operation.input.id);
                    users.outputs.insert(&operation.output.id);
                }
                ShapeKind::Union(events) if shape.traits.has::<Streaming>() => {
                    users.events.extend(events.iter().map(|event| &event.target.id));
                }
                _ => {}
            }
        }
        users
    }
}

/// The shape or member whose traits are checked.
pub(super) struct Subject<'a> {
    pub(super) model: &'a Model,
    users: &'a Users<'a>,
    /// The shape, or the one that the member belongs to.
    shape: &'a Shape,
    member: Option<&'a Member>,
}

/// Why a trait may not be applied somewhere. For a choice of places, the last of these reasons is reported: it came closest.
#[derive(Clone, Copy, Debug)]
enum Misfit {
    /// The trait is for shapes of another type, or for members of other shapes.
    Subject,
    /// The trait is for members that target this.
    Target(Holds),
    /// One of these traits would have to be applied as well.
    Alone(&'static [&'static str]),
}

impl Misfit {
    fn nearness(&self) -> u8 {
        match self {
            Self::Subject => 0,
            Self::Target(_) => 1,
            Self::Alone(_) => 2,
        }
    }
}

impl<'a> Subject<'a> {
    pub(super) fn shape(model: &'a Model, users: &'a Users<'a>, shape: &'a Shape) -> Self {
        Self { model, users, shape, member: None }
    }

    pub(super) fn member(
        model: &'a Model,
        users: &'a Users<'a>,
        shape: &'a Shape,
        member: &'a Member,
    ) -> Self {
        Self { model, users, shape, member: Some(member) }
    }

    /// Returns a finding unless the trait may be applied here.
    pub(super) fn misplaced(&self, applied: &AppliedTrait, place: Place) -> Option<Diagnostic> {
        let misfit = self.misfit(place)?;
        let message = match misfit {
            Misfit::Subject => {
                format!("expected the trait on {}, found it on {}", place.words(), self.words())
            }
            Misfit::Target(holds) => format!(
                "expected the trait on a member that holds {}, found it on one that holds {}",
                holds.words(),
                self.target_in_words()
            ),
            Misfit::Alone(traits) => {
                format!("expected {} beside the trait, found it alone", alternatives(traits))
            }
        };
        Some(
            Diagnostic::error(message)
                .at_trait(applied)
                .shape(self.traits().subject())
                .help(self.help(&misfit, place)),
        )
    }

    /// Returns a warning if the trait may be applied here but has no effect.
    pub(super) fn in_vain(&self, applied: &AppliedTrait, useful: Place) -> Option<Diagnostic> {
        self.misplaced(applied, useful).map(Diagnostic::into_warning)
    }

    fn traits(&self) -> &'a Traits {
        self.member.map_or(&self.shape.traits, |member| &member.traits)
    }

    /// Returns the member's target; none if it is dangling, which is reported elsewhere.
    fn target(&self) -> Option<&'a Shape> {
        self.model.target(&self.member?.target)
    }

    /// Returns why the trait may not be applied here, or none if it may.
    fn misfit(&self, place: Place) -> Option<Misfit> {
        match place {
            Place::Anywhere => None,
            Place::Shape(kinds) => {
                (self.member.is_some() || !is_one(kinds, self.shape)).then_some(Misfit::Subject)
            }
            Place::ShapeOrMember(kinds) if self.member.is_some() => self.unless_held(Holds::One(kinds)),
            Place::ShapeOrMember(kinds) => (!is_one(kinds, self.shape)).then_some(Misfit::Subject),
            Place::Member(owner, _) if !self.is_member_of(owner) => Some(Misfit::Subject),
            Place::Member(_, holds) => self.unless_held(holds),
            Place::Beside(traits, place) => {
                let is_alone = !traits.iter().any(|id| self.traits().contains(id));
                self.misfit(*place).or_else(|| is_alone.then_some(Misfit::Alone(traits)))
            }
            Place::Either(places) => {
                let misfits = places.iter().map(|place| self.misfit(*place));
                misfits.collect::<Option<Vec<_>>>()?.into_iter().max_by_key(Misfit::nearness)
            }
        }
    }

    fn is_member_of(&self, owner: Owner) -> bool {
        use ShapeType::{Enum, IntEnum, Structure, Union};
        let shape_type = self.shape.shape_type();
        // The shapes that use a mixin are checked themselves, and may have any of these roles.
        let is_any = || self.shape.traits.contains(ids::MIXIN);
        self.member.is_some()
            && match owner {
                Owner::Any => true,
                Owner::Structure => shape_type == Structure,
                Owner::StructureButInput => shape_type == Structure && !self.shape.traits.has::<Input>(),
                Owner::StructureOrUnion => matches!(shape_type, Structure | Union),
                Owner::Union => shape_type == Union,
                Owner::Enum => matches!(shape_type, Enum | IntEnum),
                Owner::Input => self.is_input() || is_any(),
                Owner::InputOrOutput => self.is_input() || self.is_output() || is_any(),
                Owner::OutputOrError => self.is_output() || self.is_error() || is_any(),
                Owner::Message => self.is_input() || self.is_output() || self.is_error() || is_any(),
                Owner::Event => self.is_event() || is_any(),
            }
    }

    fn is_input(&self) -> bool {
        self.users.inputs.contains(&self.shape.id) || self.shape.traits.has::<Input>()
    }

    fn is_output(&self) -> bool {
        self.users.outputs.contains(&self.shape.id) || self.shape.traits.has::<Output>()
    }

    fn is_error(&self) -> bool {
        self.shape.traits.has::<Error>()
    }

    fn is_event(&self) -> bool {
        self.users.events.contains(&self.shape.id)
    }

    fn unless_held(&self, holds: Holds) -> Option<Misfit> {
        let target = self.target()?;
        let is_held = match holds {
            Holds::Anything => true,
            Holds::One(kinds) => is_one(kinds, target),
            Holds::OneOrList(kinds) => self.is_one_or_list(kinds, target),
            Holds::MapOf(kinds) => self.value_of(target).is_some_and(|value| is_one(kinds, value)),
            Holds::MapOfOneOrList(kinds) => {
                self.value_of(target).is_some_and(|value| self.is_one_or_list(kinds, value))
            }
        };
        (!is_held).then_some(Misfit::Target(holds))
    }

    fn is_one_or_list(&self, kinds: &[Kind], shape: &Shape) -> bool {
        is_one(kinds, shape) || self.element_of(shape).is_some_and(|element| is_one(kinds, element))
    }

    /// Returns the target of a list's member.
    fn element_of(&self, shape: &Shape) -> Option<&'a Shape> {
        match &shape.kind {
            ShapeKind::List(list) => self.model.target(&list.member.target),
            _ => None,
        }
    }

    /// Returns the target of a map's values.
    fn value_of(&self, shape: &Shape) -> Option<&'a Shape> {
        match &shape.kind {
            ShapeKind::Map(map) => self.model.target(&map.value.target),
            _ => None,
        }
    }

    /// Describes the subject, as in `a list's member`.
    fn words(&self) -> String {
        let shape = with_article(self.shape.shape_type().name());
        let shape = match self.member {
            None => return shape,
            Some(_) if !matches!(self.shape.kind, ShapeKind::Structure(_)) => &shape,
            Some(_) if self.is_input() => "an input",
            Some(_) if self.is_output() => "an output",
            Some(_) if self.is_error() => "an error",
            Some(_) => &shape,
        };
        format!("{shape}'s member")
    }

    /// Describes the member's target, as in `` `example#Names`, a list of string``.
    fn target_in_words(&self) -> String {
        let Some(target) = self.target() else { return String::new() };
        let held = self.value_of(target).or_else(|| self.element_of(target));
        let of = held.map(|held| format!(" of {}", held.shape_type())).unwrap_or_default();
        format!("`{}`, {}{of}", target.id, with_article(target.shape_type().name()))
    }

    fn help(&self, misfit: &Misfit, place: Place) -> String {
        // The trait may be meant for the member's target, if that is one of the model's own shapes.
        let target = self.target().filter(|target| !target.id.is_prelude());
        let at_target =
            target.filter(|target| Subject::shape(self.model, self.users, target).misfit(place).is_none());
        match (misfit, at_target) {
            (Misfit::Subject, Some(target)) if target.traits.has::<Synthetic>() => {
                "define a list or map with a name, and put it there".to_owned()
            }
            (Misfit::Subject, Some(target)) => format!("put it on `{}`, or remove it", target.id),
            (Misfit::Subject, None) => "remove it: it does nothing here".to_owned(),
            (Misfit::Target(_), _) => "remove the trait, or give the member another target".to_owned(),
            (Misfit::Alone(traits), _) => format!("add {}, or remove the trait", alternatives(traits)),
        }
    }
}

fn is_one(kinds: &[Kind], shape: &Shape) -> bool {
    kinds.iter().any(|kind| kind.includes(shape.shape_type()))
}

#[cfg(test)]
mod tests;

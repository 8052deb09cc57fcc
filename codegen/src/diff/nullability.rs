//! Whether structure members may be absent for clients, and their defaults.

use super::differences::{Change, Differences, Entity};
use super::event::{Event, Severity};
use crate::model::traits::{self, AddedDefault, ClientOptional, Input, Required, Sparse, TraitValue as _};
use crate::model::{Member, Model, Node, Shape, ShapeKind, ShapeType, Value};

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    let mut unchanged = Vec::new();
    for change in &differences.changed {
        check(differences.models.new, change, events);
        default(differences.models.new, change, events);
        unchanged.extend(members_of_changed_input(change));
    }
    for change in &unchanged {
        // A member that changed itself was checked above.
        let changed = |other: &&Change<'_>| other.new.id() == change.new.id();
        if !differences.changed.iter().any(|other| changed(&other)) {
            check(differences.models.new, change, events);
        }
    }
}

/// Returns the members of a structure that became an input or no longer is one, which may change their nullability.
fn members_of_changed_input<'m>(change: &Change<'m>) -> Vec<Change<'m>> {
    let Some((old, new)) = change.shapes() else { return Vec::new() };
    if change.of_trait(Input::ID).is_none_or(|change| change.old.is_some() && change.new.is_some()) {
        return Vec::new();
    }
    old.members()
        .filter_map(|before| {
            Some(Change::new(Entity::Member(old, before), Entity::Member(new, new.member(before.name())?)))
        })
        .collect()
}

/// Returns whether the member may be absent for a client.
fn may_be_absent(container: &Shape, member: &Member) -> bool {
    match container.kind {
        ShapeKind::Structure(_) => {
            let optional = member.traits.has::<ClientOptional>() || container.traits.has::<Input>();
            let default = member.traits.get(traits::Default::ID);
            optional || (!member.traits.has::<Required>() && default.is_none_or(Node::is_null))
        }
        ShapeKind::List(_) | ShapeKind::Map(_) => member.name() != "key" && container.traits.has::<Sparse>(),
        _ => false,
    }
}

fn check(model: &Model, change: &Change<'_>, events: &mut Vec<Event>) {
    let Some(sides) = change.members() else { return };
    let ((old_shape, old), (new_shape, new)) = (sides.old, sides.new);
    let (before, after) = (may_be_absent(old_shape, old), may_be_absent(new_shape, new));
    if before == after {
        required(change, events);
        return;
    }
    let was_input = old_shape.traits.has::<Input>();
    let is_input = new_shape.traits.has::<Input>();
    let mut reasons = match (was_input, is_input) {
        (true, false) => vec![("RemovedInputTrait", Severity::Error, "its structure is no longer an input")],
        (false, true) => vec![("AddedInputTrait", Severity::Danger, "its structure became an input")],
        (true, true) => Vec::new(),
        (false, false) => reasons(model, change, old, new),
    };
    reasons.extend(null_default(old, new));
    if !reasons.iter().any(|(suffix, ..)| suffix.contains("RequiredTrait")) {
        required(change, events);
    }
    if reasons.is_empty() {
        reasons.push(("", Severity::Error, "of what else changed"));
    }
    let could = if after {
        "always had a value for clients by Smithy's rules, and may lack one"
    } else {
        "could be absent for clients by Smithy's rules, and always has a value"
    };
    for (suffix, severity, reason) in reasons {
        let id = if suffix.is_empty() {
            "ChangedNullability".to_owned()
        } else {
            format!("ChangedNullability.{suffix}")
        };
        let message = format!("the member `{}` {could}, because {reason}", new.id);
        events.push(Event::of(change.new, id, severity, message));
    }
}

/// The suffix of the event's id, its severity, and the reason in words.
type Reason = (&'static str, Severity, &'static str);

fn reasons(model: &Model, change: &Change<'_>, old: &Member, new: &Member) -> Vec<Reason> {
    let target = model.target(&new.target).map(Shape::shape_type);
    let is_compound = matches!(target, Some(ShapeType::Structure | ShapeType::Union));
    let stays_required = old.traits.has::<Required>() && new.traits.has::<Required>();
    let mut found = Vec::new();
    if change.gained(ClientOptional::ID) && stays_required {
        found.push(("AddedClientOptionalTrait", Severity::Error, "it became optional for clients"));
    }
    if change.lost(ClientOptional::ID) && stays_required {
        found.push(("RemovedClientOptionalTrait", Severity::Error, "it is no longer optional for clients"));
    }
    if change.gained(Required::ID) && !new.traits.has::<ClientOptional>() {
        found.push(if is_compound {
            ("AddedRequiredTrait.StructureOrUnion", Severity::Warning, "it became required")
        } else {
            ("AddedRequiredTrait", Severity::Error, "it became required")
        });
    }
    if change.gained(traits::Default::ID) && !change.lost(Required::ID) {
        found.push(("AddedDefaultTrait", Severity::Error, "it got a default without having been required"));
    }
    let unguarded = !new.traits.has::<traits::Default>() && !old.traits.has::<ClientOptional>();
    if change.lost(Required::ID) && unguarded {
        found.push(if is_compound {
            ("RemovedRequiredTrait.StructureOrUnion", Severity::Warning, "it is no longer required")
        } else {
            ("RemovedRequiredTrait", Severity::Error, "it is no longer required and got no default instead")
        });
    }
    found
}

/// Returns the reason if a default became null or no longer is.
fn null_default(old: &Member, new: &Member) -> Option<Reason> {
    let null = |member: &Member| member.traits.get(traits::Default::ID).map(Node::is_null);
    match (null(old)?, null(new)?) {
        (false, true) => Some(("AddedNullDefault", Severity::Error, "its default became null")),
        (true, false) => Some(("RemovedNullDefault", Severity::Error, "its default is no longer null")),
        _ => None,
    }
}

/// Reports a member that became required or optional without a change of its nullability for clients, or with one that has another reason. Smithy has no rule for
/// that, but builders require it all the same, and so does the service.
fn required(change: &Change<'_>, events: &mut Vec<Event>) {
    let id = change.new.id();
    let (kind, severity, message) = if change.gained(Required::ID) {
        ("Added", Severity::Warning, format!("the member `{id}` became required"))
    } else if change.lost(Required::ID) {
        ("Removed", Severity::Note, format!("the member `{id}` is no longer required"))
    } else {
        return;
    };
    events.push(Event::of(change.new, format!("ChangedRequired.{kind}"), severity, message));
}

/// Reports a default that was added, removed or changed.
fn default(model: &Model, change: &Change<'_>, events: &mut Vec<Event>) {
    let Some(found) = change.of_trait(traits::Default::ID) else { return };
    let id = change.new.id();
    let member = change.members().map(|sides| sides.new.1);
    let judged = match (found.old, found.new, member) {
        // If the target had a default, the new model would have to repeat it.
        (Some(old), None, Some(_)) if old.is_null() => None,
        (Some(_), None, _) => Some((Severity::Error, format!("`{id}` no longer has a default"))),
        (None, Some(new), None) => {
            Some((Severity::Error, format!("the shape `{id}` got the default {}", new.found())))
        }
        (None, Some(new), Some(member)) => {
            let announced = member.traits.has::<AddedDefault>() || new.is_null();
            let message = format!(
                "the member `{id}` got the default {} without saying that it was added later",
                new.found()
            );
            (!announced).then_some((Severity::Error, message))
        }
        (Some(old), Some(new), member) => {
            let message = format!("the default of `{id}` was {} and is {}", old.found(), new.found());
            let target = member.and_then(|member| model.target(&member.target)).map(Shape::shape_type);
            let alike = target.is_some_and(|target| is_zero(old, target) == is_zero(new, target));
            Some((if alike { Severity::Danger } else { Severity::Error }, message))
        }
        (None, None, _) => None,
    };
    if let Some((severity, message)) = judged {
        events.push(Event::of(change.new, "ChangedDefault", severity, message));
    }
}

/// Returns whether this is the value that Smithy 1.0 gave to absent members of the type.
fn is_zero(value: &Node, target: ShapeType) -> bool {
    target.had_zero_value()
        && match &value.value {
            Value::Bool(value) => !value,
            Value::Number(number) => number.as_f64() == 0.0,
            _ => false,
        }
}

//! A single change, classified.

use super::differences::Entity;
use crate::diagnostics::Location;
use crate::model::ShapeId;
use crate::printable::Printable;
use std::fmt;

/// How severe a change is in Smithy's terms, ordered by severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The model itself says that the change does not matter.
    Suppressed,
    /// Worth knowing; nobody has to do anything.
    Note,
    /// Compatible if the conditions stated in the message hold.
    Warning,
    /// Probably breaks some users.
    Danger,
    /// Breaks users.
    Error,
}

impl Severity {
    /// Every severity, the most severe first.
    pub const ALL: [Self; 5] = [Self::Error, Self::Danger, Self::Warning, Self::Note, Self::Suppressed];

    /// Returns Smithy's name for it, as in `DANGER`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Suppressed => "SUPPRESSED",
            Self::Note => "NOTE",
            Self::Warning => "WARNING",
            Self::Danger => "DANGER",
            Self::Error => "ERROR",
        }
    }

    /// Returns the severity with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }

    /// Returns whether Smithy counts a change of this severity as breaking.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        matches!(self, Self::Danger | Self::Error)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Whether what was made for the old model still works with the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compatibility {
    /// It does.
    Compatible,
    /// It doesn't.
    Breaking,
}

impl Compatibility {
    /// Returns its name in reports: `compatible` or `breaking`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Compatibility {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// When a change breaks the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wire {
    /// Never.
    Never,
    /// If an operation reaches what changed.
    Reached,
    /// If it is part of what clients send: the service requires more, or accepts less, than old clients send.
    Sent,
    /// If it is part of what clients receive: it may lack what old clients rely on, or exceed what they can hold.
    Received,
}

impl Wire {
    /// Returns when either of the two breaks the wire.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, wire) | (wire, Self::Never) => wire,
            (one, other) if one == other => one,
            _ => Self::Reached,
        }
    }
}

/// Which part of a crate's version has to be increased, for a crate at 1.0 or above. Ordered from none to major.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// None: the generated source is unchanged for its users.
    #[default]
    None,
    /// The last part: only documentation and the like changed.
    Patch,
    /// The middle part: there is something new to use.
    Minor,
    /// The first part: users may have to change their code, or an old client stops working.
    Major,
}

impl Bump {
    /// Returns its name in reports, as in `minor`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A change.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The kind of change: a stable id, hierarchical by dots. It is Smithy's own if Smithy has one, as in `TraitBreakingChange.Update.smithy.api#jsonName`, and
    /// begins with `Rust.` if the change only affects Rust.
    pub id: String,
    /// Its severity in Smithy's terms.
    pub severity: Severity,
    /// The shape or member that changed; `None` for metadata.
    pub subject: Option<ShapeId>,
    /// What changed, in a sentence without a final full stop.
    pub message: String,
    /// Where the subject is in the new model, or in the old one if it was removed.
    pub location: Option<Location>,
    /// Whether a client of one model and a service of the other still understand each other.
    pub wire: Compatibility,
    /// Whether Rust source that used the client of the old model still compiles with that of the new one.
    pub rust: Compatibility,
    /// The version bump that it requires by itself.
    pub bump: Bump,
    /// The operations that reach what changed, sorted by id.
    pub operations: Vec<ShapeId>,
    /// Why it does not matter, if the model says so.
    pub suppression: Option<String>,
    /// When it breaks the wire. A rule sets this if the id does not determine it; [`classify`](super::classify) fills in the rest.
    pub(super) breaks: Option<Wire>,
}

impl Event {
    /// Creates a change that breaks nothing and requires no bump.
    pub fn new(id: impl Into<String>, severity: Severity, message: impl AsRef<str>) -> Self {
        Self {
            // Both contain texts from the model.
            id: Printable(&id.into().replace(['\n', '\r'], " ")).to_string(),
            severity,
            subject: None,
            message: Printable(message.as_ref()).to_string(),
            location: None,
            wire: Compatibility::Compatible,
            rust: Compatibility::Compatible,
            bump: Bump::None,
            operations: Vec::new(),
            suppression: None,
            breaks: None,
        }
    }

    /// Creates a change of a shape or member, at its location.
    pub(super) fn of<'m>(
        subject: impl Into<Entity<'m>>,
        id: impl Into<String>,
        severity: Severity,
        message: impl AsRef<str>,
    ) -> Self {
        let subject = subject.into();
        let location = Some(subject.location().clone());
        Self { location, ..Self::new(id, severity, message).about(subject.id()) }
    }

    /// Sets the shape or member that changed.
    #[must_use]
    pub fn about(mut self, subject: &ShapeId) -> Self {
        self.subject = Some(subject.clone());
        self
    }

    /// Sets when it breaks the wire.
    #[must_use]
    pub(super) fn breaking(mut self, wire: Wire) -> Self {
        self.breaks = Some(wire);
        self
    }

    /// Returns whether the id is this one or one below it: `ChangedNullability.AddedRequiredTrait` is within `ChangedNullability`.
    #[must_use]
    pub fn is_within(&self, id: &str) -> bool {
        is_within(&self.id, id)
    }

    /// Returns whether it breaks anything: the model by Smithy's rules, the wire, or Rust source. A suppressed change breaks nothing.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        let breaks = [self.wire, self.rust].contains(&Compatibility::Breaking);
        self.severity != Severity::Suppressed && (breaks || self.severity.is_breaking())
    }

    /// Returns the version bump that it requires, considering everything known about it.
    #[must_use]
    pub fn required_bump(&self) -> Bump {
        let breaks = [self.wire, self.rust].contains(&Compatibility::Breaking);
        if breaks { Bump::Major } else { self.bump }
    }
}

/// Returns whether a hierarchical id is `parent` or below it.
pub(super) fn is_within(id: &str, parent: &str) -> bool {
    id.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_within_itself_and_what_it_begins_with_up_to_a_dot() {
        let event = Event::new("ChangedNullability.AddedRequiredTrait", Severity::Error, "");
        assert!(event.is_within("ChangedNullability"));
        assert!(event.is_within("ChangedNullability.AddedRequiredTrait"));
        assert!(!event.is_within("Changed"));
        assert!(!event.is_within("ChangedNullability.Added"));
    }

    #[test]
    fn what_breaks_asks_for_a_major_version() {
        let mut event = Event::new("AddedShape", Severity::Note, "");
        event.bump = Bump::Minor;
        assert_eq!(event.required_bump(), Bump::Minor);
        assert!(!event.is_breaking());
        event.rust = Compatibility::Breaking;
        assert_eq!(event.required_bump(), Bump::Major);
        assert!(event.is_breaking());
        event.severity = Severity::Suppressed;
        assert!(!event.is_breaking());
    }

    #[test]
    fn severities_have_names_both_ways_and_an_order() {
        for severity in Severity::ALL {
            assert_eq!(Severity::from_name(severity.name()), Some(severity));
        }
        assert!(Severity::ALL.is_sorted_by(|left, right| left > right));
        assert_eq!(Severity::from_name("error"), None);
    }
}

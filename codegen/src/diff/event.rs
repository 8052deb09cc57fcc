//! One change, classified.

use crate::diagnostics::Location;
use crate::model::ShapeId;
use crate::printable::Printable;
use std::fmt;

/// How grave Smithy calls a change. The order is that of gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The model itself says that the change is no matter.
    Suppressed,
    /// Worth knowing; nobody has to do anything.
    Note,
    /// Compatible if the conditions hold that the message states.
    Warning,
    /// Probably breaks some users.
    Danger,
    /// Breaks users.
    Error,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Self; 5] = [Self::Error, Self::Danger, Self::Warning, Self::Note, Self::Suppressed];

    /// The name that Smithy gives it, as in `DANGER`.
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

    /// The severity of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }

    /// Whether Smithy counts a change of this severity as one that breaks the model.
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

/// Whether what was made for the old model goes on working with the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compatibility {
    /// It does.
    Compatible,
    /// It doesn't.
    Breaking,
}

impl Compatibility {
    /// Its name in reports: `compatible` or `breaking`.
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
    /// If it is part of what clients send: the service asks for more, or takes less, than old clients give it.
    Sent,
    /// If it is part of what clients receive: it may lack what old clients rely on, or be more than they can hold.
    Received,
}

impl Wire {
    /// When one or the other breaks it.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, wire) | (wire, Self::Never) => wire,
            (one, other) if one == other => one,
            _ => Self::Reached,
        }
    }
}

/// Which part of a crate's version has to grow, in the terms of a crate that has reached 1.0. The order is that of what is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// None: the generated source stays the same for its users.
    #[default]
    None,
    /// The last part: only documentation and the like differ.
    Patch,
    /// The middle part: there is something new to use.
    Minor,
    /// The first part: users may have to change their code, or an old client stops working.
    Major,
}

impl Bump {
    /// Its name in reports, as in `minor`.
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

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What kind of change it is. Stable, hierarchical by dots; Smithy's own where Smithy has one, as in `TraitBreakingChange.Update.smithy.api#jsonName`,
    /// and beginning with `Rust.` where only Rust is concerned.
    pub id: String,
    /// How grave Smithy calls it.
    pub severity: Severity,
    /// The shape or member that changed; none for metadata.
    pub subject: Option<ShapeId>,
    /// What changed, in a sentence without a final full stop.
    pub message: String,
    /// Where it stands in the new model, or in the old one if it is gone.
    pub location: Option<Location>,
    /// Whether a client of the old model and a service of the new one, or the reverse, still understand each other.
    pub wire: Compatibility,
    /// Whether Rust source that used the client of the old model still compiles with that of the new one.
    pub rust: Compatibility,
    /// What it asks of the version by itself.
    pub bump: Bump,
    /// The operations that reach what changed, in the order of their ids.
    pub operations: Vec<ShapeId>,
    /// Why it is no matter, if the model says so.
    pub suppression: Option<String>,
    /// When it breaks the wire. A rule says so where the id does not tell; [`classify`](super::classify) fills in the rest.
    pub(super) breaks: Option<Wire>,
}

impl Event {
    /// A change that breaks nothing and asks for nothing until told otherwise.
    pub fn new(id: impl Into<String>, severity: Severity, message: impl AsRef<str>) -> Self {
        Self {
            // Both have texts of the model in them.
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

    /// Names the shape or member that changed.
    #[must_use]
    pub fn about(mut self, subject: &ShapeId) -> Self {
        self.subject = Some(subject.clone());
        self
    }

    /// Says where it stands.
    #[must_use]
    pub fn at(mut self, location: &Location) -> Self {
        self.location = Some(location.clone());
        self
    }

    /// Says when it breaks the wire.
    #[must_use]
    pub(super) fn breaking(mut self, wire: Wire) -> Self {
        self.breaks = Some(wire);
        self
    }

    /// Says what it asks of the version, where that may be more than the id tells.
    #[must_use]
    pub(super) fn asking(mut self, bump: Bump) -> Self {
        self.bump = bump;
        self
    }

    /// Whether the id is this one, or one below it: `ChangedNullability.AddedRequiredTrait` is within `ChangedNullability`.
    #[must_use]
    pub fn is_within(&self, id: &str) -> bool {
        is_within(&self.id, id)
    }

    /// Whether it breaks anything: the model by Smithy's rules, the wire, or Rust source. What is suppressed breaks nothing.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        let breaks = [self.wire, self.rust].contains(&Compatibility::Breaking);
        self.severity != Severity::Suppressed && (breaks || self.severity.is_breaking())
    }

    /// What it asks of the version, with all that was found out about it.
    #[must_use]
    pub fn required_bump(&self) -> Bump {
        let breaks = [self.wire, self.rust].contains(&Compatibility::Breaking);
        if breaks { Bump::Major } else { self.bump }
    }
}

/// Whether a hierarchical id is another one or below it.
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

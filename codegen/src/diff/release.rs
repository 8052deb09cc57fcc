//! The next version of a generated crate, and what its changelog says of it.

use super::event::{Bump, Compatibility, Event, Severity};
use std::fmt::Write as _;

/// A proposal for the next release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// What the changes ask for, in the terms of a crate that has reached 1.0.
    pub bump: Bump,
    /// The version to release; the present one if nothing asks for another.
    pub version: String,
    /// The changelog's entry, as Markdown; empty if nothing changed.
    pub entry: String,
}

/// Proposes a release from the changes of each service, by its module.
///
/// The version follows what Cargo takes for compatible: up to 1.0, what breaks changes the middle number and all else the last; from 1.0 on the first, the
/// middle and the last number are for what breaks, what is new and what is neither.
///
/// # Errors
/// A present version that is not three numbers.
pub fn propose(version: &str, services: &[(&str, &[Event])]) -> Result<Release, String> {
    let bump = services.iter().flat_map(|(_, events)| *events).filter(|event| counts(event));
    let bump = bump.map(Event::required_bump).max().unwrap_or_default();
    let next = next(version, bump)?;
    let mut entry = String::new();
    for section in [Section::Source, Section::Wire, Section::Added, Section::Changed] {
        let mut lines = String::new();
        for (module, events) in services {
            for event in events.iter().filter(|event| Section::of(event) == Some(section)) {
                let _ = writeln!(lines, "- `{module}`: {}.", plain(&event.message));
            }
        }
        if !lines.is_empty() {
            let _ = write!(entry, "\n### {}\n{lines}", section.title());
        }
    }
    if !entry.is_empty() {
        entry.insert_str(0, &format!("## {next}\n"));
    }
    Ok(Release { bump, version: next, entry })
}

/// Where a change is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Source,
    Wire,
    Added,
    Changed,
}

impl Section {
    fn of(event: &Event) -> Option<Self> {
        if !counts(event) || event.required_bump() == Bump::None {
            None
        } else if event.rust == Compatibility::Breaking {
            Some(Self::Source)
        } else if event.wire == Compatibility::Breaking {
            Some(Self::Wire)
        } else if event.id.starts_with("Added") {
            Some(Self::Added)
        } else {
            Some(Self::Changed)
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Source => "Breaks source",
            Self::Wire => "Breaks what travels",
            Self::Added => "Added",
            Self::Changed => "Changed",
        }
    }
}

/// Whether users of the crate have anything to do with it. What breaks source does so even where the model calls the change no matter.
fn counts(event: &Event) -> bool {
    event.severity != Severity::Suppressed || event.rust == Compatibility::Breaking
}

/// The message with the names of shapes instead of their ids.
fn plain(message: &str) -> String {
    let mut parts = message.split('`');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        let is_code = at % 2 == 0;
        let namespace = part.split_once('#').filter(|(before, _)| is_code && !before.contains(' '));
        let _ = write!(out, "`{}", namespace.map_or(part, |(_, name)| name));
    }
    out
}

fn next(version: &str, bump: Bump) -> Result<String, String> {
    let wrong = || format!("expected a version of three numbers, found `{version}`");
    let numbers: Vec<u64> =
        version.split('.').map(|part| part.parse().map_err(|_| wrong())).collect::<Result<_, _>>()?;
    let [major, minor, patch] = <[u64; 3]>::try_from(numbers).map_err(|_| wrong())?;
    let (major, minor, patch) = match (bump, major) {
        (Bump::None, _) => (major, minor, patch),
        (Bump::Major, 0) => (0, minor + 1, 0),
        (Bump::Minor | Bump::Patch, 0) | (Bump::Patch, _) => (major, minor, patch + 1),
        (Bump::Minor, _) => (major, minor + 1, 0),
        (Bump::Major, _) => (major + 1, 0, 0),
    };
    Ok(format!("{major}.{minor}.{patch}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(id: &str, message: &str, bump: Bump) -> Event {
        Event { bump, ..Event::new(id, Severity::Note, message) }
    }

    #[test]
    fn up_to_one_the_middle_number_is_for_what_breaks() {
        let table = [
            (Bump::None, "0.4.2", "3.4.2"),
            (Bump::Patch, "0.4.3", "3.4.3"),
            (Bump::Minor, "0.4.3", "3.5.0"),
            (Bump::Major, "0.5.0", "4.0.0"),
        ];
        for (bump, before_one, after_one) in table {
            assert_eq!(
                (next("0.4.2", bump).unwrap().as_str(), next("3.4.2", bump).unwrap().as_str()),
                (before_one, after_one)
            );
        }
        assert!(next("1.0", Bump::Patch).unwrap_err().contains("found `1.0`"));
        assert!(next("1.0.0-rc", Bump::Patch).is_err());
    }

    #[test]
    fn the_entry_tells_what_breaks_first() {
        let added = event("AddedShape", "the structure `a.b#Note` is new", Bump::Minor);
        let mut removed = event("RemovedShape.Member", "`a.b#Thing$old` is gone", Bump::Minor);
        removed.rust = Compatibility::Breaking;
        let unseen = event("AddedShape", "the structure `a.b#Unused` is new", Bump::None);
        let mut hidden = event("ChangedMemberOrder", "moved", Bump::Patch);
        hidden.severity = Severity::Suppressed;
        let words = event(
            "ModifiedTrait.Update.smithy.api#documentation",
            "the words of `a.b#Thing` changed",
            Bump::Patch,
        );
        let release =
            propose("0.1.0", &[("shop", &[added, removed, unseen, hidden]), ("store", &[words])]).unwrap();
        let expected = "## 0.2.0\n\n### Breaks source\n- `shop`: `Thing$old` is gone.\n\n### Added\n- `shop`: the structure `Note` is new.\n\n### Changed\n- `store`: the words of `Thing` changed.\n";
        assert_eq!((release.entry.as_str(), release.bump), (expected, Bump::Major));
    }

    #[test]
    fn nothing_asks_for_no_release() {
        let release = propose("0.1.0", &[("shop", &[])]).unwrap();
        assert_eq!(release, Release { bump: Bump::None, version: "0.1.0".to_owned(), entry: String::new() });
    }
}

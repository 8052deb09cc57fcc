//! The next version of a generated crate, and its changelog entry.

use super::additions::{added_items, items};
use super::event::{Bump, Compatibility, Event, Severity};
use super::meanings::{Meaning, lines, meanings};
use super::rust::{is_documentation, rust_changes};
use crate::ir::Service;
use crate::model::ShapeId;
use std::fmt::Write as _;

/// A proposal for the next release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The version bump that the changes require, for a crate at 1.0 or above.
    pub bump: Bump,
    /// The version to release; the current one if no change requires another.
    pub version: String,
    /// The changelog entry, as Markdown; empty if nothing changed.
    pub entry: String,
}

/// The changes of one client.
#[derive(Clone, Copy, Debug)]
pub struct ClientChange<'a> {
    /// Its name, as users of the crate know it.
    pub name: &'a str,
    /// The changes from its old model to its new one, from [`compare_clients`](super::compare_clients).
    pub events: &'a [Event],
    /// The old and the new client, if there are both.
    pub sides: Option<(&'a Service, &'a Service)>,
}

/// Proposes a release from the changes of a crate's clients.
///
/// The version follows Cargo's rules for compatibility: below 1.0, a breaking change increases the middle number and any other change the last; from 1.0 on,
/// the first number is for breaking changes, the middle one for additions, and the last for the rest.
///
/// # Errors
/// The current version is not three numbers.
pub fn propose(version: &str, clients: &[ClientChange<'_>]) -> Result<Release, String> {
    let events = clients.iter().flat_map(|client| client.events).filter(|event| counts(event));
    let bump = events.map(Event::required_bump).max().unwrap_or_default();
    let next = next(version, bump)?;
    let mut entry = String::new();
    if bump == Bump::None {
        return Ok(Release { bump, version: next, entry });
    }
    let told: Vec<Told> = clients.iter().map(Told::of).collect();
    for (title, lines) in [
        ("Breaks source", (|it| &it.source) as fn(&Told) -> &Vec<String>),
        ("Breaks what travels", |it| &it.wire),
        ("Added", |it| &it.added),
        ("Changed", |it| &it.changed),
    ] {
        let told = clients.iter().zip(&told).flat_map(|(client, told)| {
            lines(told).iter().map(|line| format!("- `{}`: {line}\n", client.name))
        });
        let told: String = told.collect();
        if !told.is_empty() {
            let _ = write!(entry, "\n### {title}\n{told}");
        }
    }
    if !entry.is_empty() {
        entry.insert_str(0, &format!("## {next}\n"));
    }
    Ok(Release { bump, version: next, entry })
}

/// What is told of one client, by heading.
struct Told {
    source: Vec<String>,
    wire: Vec<String>,
    added: Vec<String>,
    changed: Vec<String>,
}

impl Told {
    fn of(client: &ClientChange<'_>) -> Self {
        let surfaces = client.sides.map(|(old, new)| (items(old), items(new)));
        let meanings = surfaces.as_ref().map(|(old, new)| meanings(old, new)).unwrap_or_default();
        let mut told = Self {
            source: source(client),
            wire: wire(client, &meanings),
            added: match &surfaces {
                Some((old, new)) => added_items(old, new).iter().map(|path| format!("`{path}`")).collect(),
                None => added(client),
            },
            changed: changed_meanings(client, meanings),
        };
        // What asks for a release, such as another order of members, is told here if it is told nowhere else.
        if [&told.source, &told.wire, &told.added, &told.changed].iter().all(|lines| lines.is_empty()) {
            let asks = |event: &&Event| counts(event) && event.required_bump() > Bump::None;
            told.changed = client.events.iter().filter(asks).map(with_subject).collect();
        }
        told
    }
}

fn source(client: &ClientChange<'_>) -> Vec<String> {
    match client.sides {
        Some((old, new)) => rust_changes(old, new).into_iter().map(|change| change.message).collect(),
        None => told(client, |event| event.rust == Compatibility::Breaking),
    }
}

/// Returns the messages of the events of this kind.
fn told(client: &ClientChange<'_>, of_kind: impl Fn(&Event) -> bool) -> Vec<String> {
    let events = client.events.iter().filter(|event| counts(event) && of_kind(event));
    events.map(|event| plain(&event.message)).collect()
}

/// Lists what old clients and the service no longer agree on, without what is told as a break of source.
fn wire(client: &ClientChange<'_>, meanings: &[Meaning]) -> Vec<String> {
    if client.sides.is_none() {
        return told(client, breaks_wire_alone);
    }
    let mut all: Vec<String> = Vec::new();
    for event in client.events.iter().filter(|event| breaks_meaning(event)) {
        let mut told = lines(meanings.iter().filter(|meaning| meaning.is_of(event)).cloned());
        if told.is_empty() {
            told.push(with_subject(event));
        }
        told.retain(|line| !all.contains(line));
        all.extend(told);
    }
    all
}

/// Returns whether an event is told as a break of what travels. A value that an enum lost is a variant that is gone.
fn breaks_meaning(event: &Event) -> bool {
    breaks_wire_alone(event) && !event.is_within("ChangedEnumTrait.Removed")
}

fn breaks_wire_alone(event: &Event) -> bool {
    event.wire == Compatibility::Breaking && event.rust == Compatibility::Compatible && counts(event)
}

/// Returns the message of an event, after its subject unless the message names it.
fn with_subject(event: &Event) -> String {
    let message = plain(&event.message);
    match &event.subject {
        Some(subject) if !message.contains(&format!("`{}`", subject.relative())) => {
            format!("`{}`: {message}", subject.relative())
        }
        _ => message,
    }
}

/// Lists what the events say is new.
fn added(client: &ClientChange<'_>) -> Vec<String> {
    let is_new = |event: &Event| event.id.trim_start_matches("Rust.").starts_with("Added");
    told(client, |event| !event.is_breaking() && event.bump == Bump::Minor && is_new(event))
}

/// Lists what has another meaning now, under the same name, without lines that tell of a break of what travels.
fn changed_meanings(client: &ClientChange<'_>, meanings: Vec<Meaning>) -> Vec<String> {
    let Some((old, new)) = client.sides else { return Vec::new() };
    let told: Vec<&Event> = client.events.iter().filter(|event| breaks_meaning(event)).collect();
    let is_told = |meaning: &Meaning| told.iter().any(|event| meaning.is_of(event));
    let mut lines: Vec<String> = lines(meanings.into_iter().filter(|meaning| !is_told(meaning)));
    if !old.endpoint.means_the_same(&new.endpoint) {
        lines.push("the rules for endpoints".to_owned());
    }
    // A title or a deprecation is told above, as what an item means.
    let is_told = |event: &Event| ["#title", "#deprecated"].iter().any(|end| event.id.ends_with(end));
    if client.events.iter().any(|event| is_documentation(&event.id) && !is_told(event)) {
        lines.push("documentation".to_owned());
    }
    lines
}

/// Returns whether a change matters to users of the crate. One that breaks source does, even if the model says that it does not matter.
fn counts(event: &Event) -> bool {
    event.severity != Severity::Suppressed || event.rust == Compatibility::Breaking
}

/// Replaces the ids of shapes in a message by their names.
fn plain(message: &str) -> String {
    let mut parts = message.split('`');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        let id = ShapeId::parse(part).ok().filter(|_| at % 2 == 0);
        let name = id.as_ref().map_or(part, ShapeId::relative);
        let _ = write!(out, "`{name}");
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
mod tests;

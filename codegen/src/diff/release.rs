//! The next version of a generated crate, and its changelog entry.

use super::additions::{added_items, items};
use super::event::{Bump, Compatibility, Event, Severity};
use super::rust::{is_documentation, rust_changes};
use crate::ir::{Name, Service};
use crate::model::ShapeId;
use crate::report::{Item, ItemKind, Origin};
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
    for (title, lines) in [
        ("Breaks source", source as fn(&ClientChange<'_>) -> Vec<String>),
        ("Breaks what travels", wire),
        ("Added", added),
        ("Changed", changed),
    ] {
        let told = clients.iter().flat_map(|client| {
            lines(client).into_iter().map(|line| format!("- `{}`: {line}\n", client.name))
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
fn wire(client: &ClientChange<'_>) -> Vec<String> {
    let breaks = |event: &Event| {
        event.wire == Compatibility::Breaking && event.rust == Compatibility::Compatible && counts(event)
    };
    let Some((old, new)) = client.sides else { return told(client, breaks) };
    let meanings = meanings(old, new);
    let mut lines: Vec<String> = Vec::new();
    // A value that an enum lost is a variant that is gone.
    for event in client.events.iter().filter(|it| breaks(it) && !it.is_within("ChangedEnumTrait.Removed")) {
        let line = match meanings.iter().find(|meaning| meaning.is_of(event)) {
            Some(meaning) => meaning.line.clone(),
            None => with_subject(event),
        };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Returns the message of an event, after its subject unless the message names it.
fn with_subject(event: &Event) -> String {
    let message = plain(&event.message);
    match &event.subject {
        Some(subject) if !message.contains(&format!("`{}`", short(subject))) => {
            format!("`{}`: {message}", short(subject))
        }
        _ => message,
    }
}

/// Returns a shape id without its namespace.
fn short(id: &ShapeId) -> &str {
    id.as_str().split_once('#').map_or(id.as_str(), |(_, name)| name)
}

/// Lists what is new in the client, without the parts of new items.
fn added(client: &ClientChange<'_>) -> Vec<String> {
    let Some((old, new)) = client.sides else {
        let is_new = |event: &Event| event.id.trim_start_matches("Rust.").starts_with("Added");
        return told(client, |event| !event.is_breaking() && event.bump == Bump::Minor && is_new(event));
    };
    added_items(old, new).iter().map(|path| format!("`{path}`")).collect()
}

/// Lists what else changed. What asks for a release, such as another order of members, is told here if it is told nowhere else.
fn changed(client: &ClientChange<'_>) -> Vec<String> {
    let lines = changed_meanings(client);
    if [source, wire, added].iter().any(|others| !others(client).is_empty()) || !lines.is_empty() {
        return lines;
    }
    let events = client.events.iter().filter(|event| counts(event) && event.required_bump() > Bump::None);
    events.map(with_subject).collect()
}

/// Lists what has another meaning now, under the same name, without lines that tell of a break of what travels.
fn changed_meanings(client: &ClientChange<'_>) -> Vec<String> {
    let Some((old, new)) = client.sides else { return Vec::new() };
    let told = wire(client);
    let mut lines: Vec<String> =
        lines(meanings(old, new).into_iter().filter(|meaning| !told.contains(&meaning.line)));
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

/// Returns a line for each, but one for an error that has another meaning in several operations.
fn lines(meanings: impl Iterator<Item = Meaning>) -> Vec<String> {
    let mut groups: Vec<(Meaning, usize)> = Vec::new();
    for meaning in meanings {
        match groups.iter_mut().find(|(first, _)| meaning.is_error_as(first)) {
            Some((_, operations)) => *operations += 1,
            None => groups.push((meaning, 1)),
        }
    }
    let line = |(meaning, operations): (Meaning, usize)| {
        if operations == 1 {
            return meaning.line;
        }
        let error = meaning.item.signature.trim_matches(['(', ')']);
        format!("`{error}`, which {operations} operations return: {}", meaning.difference)
    };
    groups.into_iter().map(line).collect()
}

/// What has another meaning now, under the same name and with the same signature.
struct Meaning {
    item: Item,
    difference: String,
    line: String,
}

impl Meaning {
    /// Returns whether both are about the same error of an operation, and say the same of it.
    fn is_error_as(&self, other: &Self) -> bool {
        let is_error = self.item.kind == ItemKind::Variant && self.item.path.starts_with("operation::");
        is_error && self.item.signature == other.item.signature && self.difference == other.difference
    }

    /// Returns whether the event is about the same shape or member.
    fn is_of(&self, event: &Event) -> bool {
        let Some(subject) = &event.subject else { return false };
        match &self.item.origin {
            // It has the value in place of the member, which is named as the variant.
            Origin::Value { shape, .. } => {
                let variant = self.item.path.rsplit(':').next();
                let named = subject.member().map(Name::upper_camel);
                shape == subject.name() && variant == named.as_ref().map(Name::as_str)
            }
            origin => short(subject) == origin.to_string(),
        }
    }
}

fn meanings(old: &Service, new: &Service) -> Vec<Meaning> {
    let (before, after) = (items(old), items(new));
    let both = before.values().filter_map(|old| Some((old, after.get(&*old.path)?)));
    let changed = both.filter(|(old, new)| old.facts != new.facts && old.signature == new.signature);
    changed
        .map(|(old, new)| {
            let what = match &*old.path {
                "" => "the service".to_owned(),
                path => format!("`{path}`"),
            };
            let difference = difference(old, new);
            Meaning { item: (*new).clone(), line: format!("{what}: {difference}"), difference }
        })
        .collect()
}

/// Says which facts are new and which are no longer true.
fn difference(old: &Item, new: &Item) -> String {
    let without = |facts: &[String], others: &[String]| {
        let facts: Vec<&str> =
            facts.iter().filter(|fact| !others.contains(fact)).map(String::as_str).collect();
        facts.join("; ")
    };
    let (added, gone) = (without(&new.facts, &old.facts), without(&old.facts, &new.facts));
    match (&*added, &*gone) {
        ("", "") => "in another order".to_owned(),
        (added, "") => format!("now {added}"),
        ("", gone) => format!("no longer {gone}"),
        (added, gone) => format!("now {added} (was {gone})"),
    }
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
        let name = id.as_ref().map_or(part, short);
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
mod tests {
    use super::*;
    use crate::diff::compare_clients;
    use crate::diff::rust::tests::client;

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
        let text = r#"{ "smithy": "2.0", "shapes": {
            "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }], "traits": { "aws.protocols#restJson1": {} } },
            "a#Buy": { "type": "operation", "input": { "target": "a#BuyInput" }, "output": { "target": "smithy.api#Unit" },
                "traits": { "smithy.api#http": { "method": "POST", "uri": "/buy" } } },
            "a#BuyInput": { "type": "structure", "members": {
                "note": { "target": "smithy.api#String" }, "count": { "target": "smithy.api#Integer" } } } } }"#;
        let changed = text
            .replace(r#""note": { "target": "smithy.api#String" }"#, r#""note": { "target": "smithy.api#String", "traits": { "smithy.api#jsonName": "n" } }"#)
            .replace(r#""version": "1""#, r#""version": "2""#)
            .replace(r#"restJson1": {}"#, r#"restJson1": {}, "smithy.api#title": "A Shop""#)
            .replace(r#""count": { "target": "smithy.api#Integer" }"#, r#""wrap": { "target": "a#Wrap" }"#)
            .replace(r#""a#Buy": {"#, r#""a#Wrap": { "type": "structure", "members": { "color": { "target": "smithy.api#String" } } }, "a#Buy": {"#);
        let (old, new) = (client(text), client(&changed));
        let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
        let release = propose(
            "0.1.0",
            &[ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }],
        )
        .unwrap();
        assert_eq!(release.bump, Bump::Major);
        let told: Vec<&str> = release.entry.lines().filter(|line| !line.is_empty()).collect();
        let expected = [
            "## 0.2.0",
            "### Breaks source",
            "- `shop`: `operation::buy::BuyInput.count` is gone",
            "### Breaks what travels",
            "- `shop`: `operation::buy::BuyInput.note`: now \"note\" in body as \"n\" (was \"note\" in body)",
            "### Added",
            "- `shop`: `operation::buy::BuyInput.wrap`",
            "- `shop`: `types::Wrap`",
            "### Changed",
            "- `shop`: the service: now titled \"A Shop\"; API version 2 (was API version 1)",
        ];
        assert_eq!(told, expected);
    }

    /// What its variant means is told once, as the break that it is.
    #[test]
    fn a_changed_value_of_an_enum_is_told_once() {
        let text = r#"{ "smithy": "2.0", "shapes": {
            "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }], "traits": { "aws.protocols#restJson1": {} } },
            "a#Buy": { "type": "operation", "input": { "target": "a#BuyInput" }, "output": { "target": "smithy.api#Unit" },
                "traits": { "smithy.api#http": { "method": "POST", "uri": "/buy" } } },
            "a#BuyInput": { "type": "structure", "members": { "kind": { "target": "a#Kind" } } },
            "a#Kind": { "type": "enum", "members": { "DARK_RED": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "b" } } } } } }"#;
        let (old, new) = (client(text), client(&text.replace(r#""b""#, r#""bb""#)));
        let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
        let changes = [ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }];
        let entry = propose("0.1.0", &changes).unwrap().entry;
        let lines: Vec<&str> = entry.lines().filter(|line| line.starts_with('-')).collect();
        assert_eq!(lines, ["- `shop`: `types::Kind::DarkRed`: now \"bb\" (was \"b\")"]);
    }

    #[test]
    fn an_error_of_several_operations_is_told_once() {
        let text = r#"{ "smithy": "2.0", "shapes": {
            "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }, { "target": "a#Sell" }],
                "errors": [{ "target": "a#Busy" }], "traits": { "aws.protocols#awsJson1_0": {} } },
            "a#Buy": { "type": "operation", "errors": [{ "target": "a#Gone" }] },
            "a#Sell": { "type": "operation" },
            "a#Gone": { "type": "structure", "traits": { "smithy.api#error": "client" } },
            "a#Busy": { "type": "structure", "traits": { "smithy.api#error": "client" } } } }"#;
        let retried = text.replace(
            r#""smithy.api#error": "client""#,
            r#""smithy.api#error": "client", "smithy.api#retryable": {}"#,
        );
        let (old, new) = (client(text), client(&retried));
        let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
        let changes = [ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }];
        let entry = propose("0.1.0", &changes).unwrap().entry;
        let lines: Vec<&str> = entry.lines().filter(|line| line.starts_with('-')).collect();
        let expected = [
            "- `shop`: `errors::Busy`, which 2 operations return: now retryable",
            "- `shop`: `operation::buy::BuyError::Gone`: now retryable",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn other_rules_for_endpoints_ask_for_a_release() {
        let with = |host: &str| {
            client(&format!(
                r#"{{ "smithy": "2.0", "shapes": {{ "a#Shop": {{ "type": "service", "traits": {{
                "aws.protocols#restJson1": {{}},
                "smithy.rules#endpointRuleSet": {{ "version": "1.0", "parameters": {{}}, "rules": [
                    {{ "conditions": [], "type": "endpoint", "endpoint": {{ "url": "https://{host}" }} }} ] }} }} }} }} }}"#
            ))
        };
        let (old, new) = (with("a.example"), with("b.example"));
        let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
        let changes = [ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }];
        let Release { version, entry, .. } = propose("0.1.0", &changes).unwrap();
        assert_eq!(version, "0.1.1");
        assert!(entry.contains("- `shop`: the rules for endpoints"), "{entry}");
    }

    /// A shop where something can be bought and sold.
    const SHOP: &str = r#"{ "smithy": "2.0", "shapes": {
        "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }, { "target": "a#Sell" }],
            "traits": { "aws.protocols#awsJson1_0": {} } },
        "a#Buy": { "type": "operation", "input": { "target": "a#Page" }, "output": { "target": "a#Things" },
            "traits": { "smithy.api#paginated": { "inputToken": "next", "outputToken": "next", "items": "things" } } },
        "a#Sell": { "type": "operation", "input": { "target": "a#Page" }, "output": { "target": "a#Things" } },
        "a#Page": { "type": "structure", "members": { "next": { "target": "smithy.api#String" }, "size": { "target": "smithy.api#Integer" } } },
        "a#Things": { "type": "structure", "members": { "next": { "target": "smithy.api#String" }, "things": { "target": "a#List" } } },
        "a#List": { "type": "list", "member": { "target": "smithy.api#String" } } } }"#;

    /// Returns the lines of the entry for a change of the shop, and the bump.
    fn entry(old: &str, new: &str) -> (Vec<String>, Bump) {
        let (old, new) = (client(old), client(new));
        let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
        let changes = [ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }];
        let release = propose("1.0.0", &changes).unwrap();
        let lines = release.entry.lines().filter_map(|line| line.strip_prefix("- `shop`: "));
        (lines.map(str::to_owned).collect(), release.bump)
    }

    #[test]
    fn new_methods_of_builders_are_told() {
        let sell = r#""a#Things" } }"#;
        let paged = SHOP.replace(
            sell,
            r#""a#Things" }, "traits": { "smithy.api#paginated": { "inputToken": "next", "outputToken": "next", "items": "things" } } }"#,
        );
        let expected = ["`operation::sell::Builder::pages`", "`operation::sell::SellInput::items`"];
        let (told, bump) = entry(SHOP, &paged);
        assert_eq!((told, bump), (expected.map(str::to_owned).to_vec(), Bump::Minor));
    }

    #[test]
    fn a_method_of_the_client_asks_for_a_minor_version() {
        let rules = |parameters: &str, conditions: &str, context: &str| {
            SHOP.replace(
                r#""traits": { "aws.protocols#awsJson1_0": {} }"#,
                &format!(
                    r#""traits": {{ "aws.protocols#awsJson1_0": {{}}, {context}
                    "smithy.rules#endpointRuleSet": {{ "version": "1.0", "parameters": {{ {parameters} }},
                        "rules": [{{ "conditions": [{conditions}], "type": "endpoint", "endpoint": {{ "url": "https://a.example" }} }}] }} }}"#
                ),
            )
        };
        let near = rules(
            r#""Near": { "type": "boolean" }"#,
            r#"{ "fn": "isSet", "argv": [{ "ref": "Near" }] }"#,
            r#""smithy.rules#clientContextParams": { "Near": { "type": "boolean" } },"#,
        );
        let (told, bump) = entry(&rules("", "", ""), &near);
        assert!(bump == Bump::Minor && told.contains(&"`Client::with_near`".to_owned()), "{bump}: {told:?}");
    }

    #[test]
    fn the_value_of_what_is_left_out_is_told() {
        let with = |value: &str| {
            let size = r#""size": { "target": "smithy.api#Integer" "#;
            SHOP.replace(size, &format!(r#"{size}, "traits": {{ "smithy.api#default": {value} }}"#))
        };
        let (told, bump) = entry(&with("1"), &with("2"));
        let line =
            "`operation::buy::BuyInput.size`: now default 2, by the service (was default 1, by the service)";
        assert!(bump >= Bump::Minor && told.contains(&line.to_owned()), "{bump}: {told:?}");
    }

    #[test]
    fn notes_for_readers_are_documentation() {
        let since = SHOP.replace(
            r#""a#Sell": { "type": "operation", "#,
            r#""a#Sell": { "type": "operation", "traits": { "smithy.api#since": "2" }, "#,
        );
        assert_eq!(entry(SHOP, &since), (vec!["documentation".to_owned()], Bump::Patch));
    }

    #[test]
    fn what_asks_for_a_release_is_told_somewhere() {
        let reordered = SHOP.replace(
            r#""next": { "target": "smithy.api#String" }, "size": { "target": "smithy.api#Integer" }"#,
            r#""size": { "target": "smithy.api#Integer" }, "next": { "target": "smithy.api#String" }"#,
        );
        let (told, bump) = entry(SHOP, &reordered);
        assert_eq!(bump, Bump::Patch);
        assert!(told.iter().any(|line| line.contains("order")), "{told:?}");
    }

    #[test]
    fn nothing_asks_for_no_release() {
        let release = propose("0.1.0", &[]).unwrap();
        assert_eq!(release, Release { bump: Bump::None, version: "0.1.0".to_owned(), entry: String::new() });
    }
}

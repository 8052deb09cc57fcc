//! Traits that are added, removed or changed, judged by the tags of their definitions or, without any, by a default.

use super::differences::{Change, Differences, TraitChange};
use super::event::{Bump, Event, Severity};
use super::waiters::{self, Waiters};
use super::{rules, wire};
use crate::model::traits::{Required, Synthetic, Tags, TraitValue, Waitable, ids};
use crate::model::{Member, Model, Node, Shape, ShapeKind, Traits, catalog};
use crate::printable::Printable;

/// Traits that other rules judge completely, and the one that says nothing but how a model writes a target.
const JUDGED_ELSEWHERE: [&str; 3] = [ids::BOX, Required::ID, Synthetic::ID];

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    let model = differences.models.new;
    for change in &differences.changed {
        for found in &change.traits {
            if JUDGED_ELSEWHERE.contains(&found.id.as_str()) {
                continue;
            }
            for strategy in strategies(model, found.id.as_str()) {
                let mut site = Site { change, found, path: String::new(), events };
                site.apply(model, strategy, found.old, found.new);
            }
        }
    }
}

/// What a definition's tag asks to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strategy {
    Added(Severity),
    Removed(Severity),
    Updated(Severity),
    /// Look into the value, following the tags of the definition's members.
    Contents,
}

/// The strategies for a trait without a definition: any change may matter.
const UNKNOWN: [Strategy; 3] = [
    Strategy::Added(Severity::Warning),
    Strategy::Removed(Severity::Warning),
    Strategy::Updated(Severity::Warning),
];

/// The strategies for a trait whose definition has no tags.
const SILENT: [Strategy; 3] = [
    Strategy::Added(Severity::Note),
    Strategy::Updated(Severity::Note),
    Strategy::Removed(Severity::Warning),
];

/// The tag `diff.error.const` of the only prelude trait that has such tags.
const ENUM_VALUE: [Strategy; 3] = [
    Strategy::Added(Severity::Error),
    Strategy::Removed(Severity::Error),
    Strategy::Updated(Severity::Error),
];

/// Returns whether changes of the trait are not reported here, because its definition has rules of its own.
pub(super) fn leaves_to_rules(model: &Model, id: &str) -> bool {
    !JUDGED_ELSEWHERE.contains(&id) && strategies(model, id).is_empty()
}

fn strategies(model: &Model, id: &str) -> Vec<Strategy> {
    let Some(definition) = model.find(id) else {
        return match id {
            "smithy.api#enumValue" => ENUM_VALUE.to_vec(),
            _ if rules::of(id).next().is_some() => Vec::new(),
            _ if catalog::find(id).is_some() => SILENT.to_vec(),
            _ => UNKNOWN.to_vec(),
        };
    };
    let Some(own) = definition.traits.get(ids::TRAIT) else { return UNKNOWN.to_vec() };
    let tagged = of_tags(&definition.traits, Nesting::Trait);
    let has_rules =
        own.get("breakingChanges").and_then(Node::as_array).is_some_and(|rules| !rules.is_empty());
    if tagged.is_empty() && !has_rules { SILENT.to_vec() } else { tagged }
}

/// Where a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nesting {
    /// On the definition of the trait.
    Trait,
    /// On a member within it, where values are looked into anyway.
    Member,
}

fn of_tags(traits: &Traits, nesting: Nesting) -> Vec<Strategy> {
    let tags = traits.get(Tags::ID).and_then(Node::as_array).unwrap_or_default();
    tags.iter().filter_map(Node::as_str).flat_map(|tag| of_tag(tag, nesting)).collect()
}

fn of_tag(tag: &str, nesting: Nesting) -> Vec<Strategy> {
    let Some(rest) = tag.strip_prefix("diff.") else { return Vec::new() };
    if rest == "contents" {
        return if nesting == Nesting::Trait { vec![Strategy::Contents] } else { Vec::new() };
    }
    let Some((severity, kind)) = rest.split_once('.') else { return Vec::new() };
    let severity = match severity {
        "error" => Severity::Error,
        "danger" => Severity::Danger,
        "warning" => Severity::Warning,
        _ => return Vec::new(),
    };
    match kind {
        "add" => vec![Strategy::Added(severity)],
        "remove" => vec![Strategy::Removed(severity)],
        "update" => vec![Strategy::Updated(severity)],
        "const" => {
            vec![Strategy::Added(severity), Strategy::Removed(severity), Strategy::Updated(severity)]
        }
        _ => Vec::new(),
    }
}

/// A place in the value of a changed trait.
struct Site<'s, 'm> {
    change: &'s Change<'m>,
    found: &'s TraitChange<'m>,
    /// The path in the value, as a JSON pointer.
    path: String,
    events: &'s mut Vec<Event>,
}

impl Site<'_, '_> {
    fn apply(&mut self, model: &Model, strategy: Strategy, old: Option<&Node>, new: Option<&Node>) {
        match (strategy, old, new) {
            (Strategy::Added(severity), None, Some(new)) => self.push("Add", severity, None, Some(new)),
            (Strategy::Removed(severity), Some(old), None) => self.push("Remove", severity, Some(old), None),
            (Strategy::Updated(severity), Some(old), Some(new)) if old != new => {
                self.push("Update", severity, Some(old), Some(new));
            }
            (Strategy::Contents, Some(_), Some(_)) => {
                if let Some(definition) = model.shape(self.found.id) {
                    self.contents(model, definition, old, new);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, verb: &str, severity: Severity, old: Option<&Node>, new: Option<&Node>) {
        let id = format!("ModifiedTrait.{verb}.{}", self.found.id);
        let (message, bump) = match self.waiters() {
            Some(Waiters { message, bump }) => (message, bump),
            None => (describe(self.found.id.as_str(), &self.path, old, new), Bump::None),
        };
        let mut event = Event { bump, ..Event::of(self.change.new, id, severity, message) };
        if self.path.is_empty() {
            event.breaks = wire::of_values(self.change, self.found.id.as_str(), old, new);
        }
        self.events.push(event);
    }

    /// Returns the changes of waiters, if this is their whole trait.
    fn waiters(&self) -> Option<Waiters> {
        let is_theirs = self.path.is_empty() && self.found.id == Waitable::ID;
        is_theirs.then(|| waiters::changed(self.change)).flatten()
    }

    /// Looks into both values, as values of this shape in the definition.
    fn contents(&mut self, model: &Model, shape: &Shape, old: Option<&Node>, new: Option<&Node>) {
        let (Some(old), Some(new)) = (old, new) else { return };
        match &shape.kind {
            ShapeKind::List(list) => {
                let (Some(old), Some(new)) = (old.as_array(), new.as_array()) else { return };
                for at in 0..old.len().max(new.len()) {
                    self.member(model, &list.member, &at.to_string(), old.get(at), new.get(at));
                }
            }
            ShapeKind::Map(map) => {
                let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else { return };
                for entry in old {
                    self.member(model, &map.value, &entry.key, Some(&entry.value), new.get(&entry.key));
                }
                for entry in new.iter().filter(|entry| old.get(&entry.key).is_none()) {
                    self.member(model, &map.value, &entry.key, None, Some(&entry.value));
                }
            }
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                for member in members {
                    self.member(model, member, member.name(), old.get(member.name()), new.get(member.name()));
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, model: &Model, member: &Member, step: &str, old: Option<&Node>, new: Option<&Node>) {
        if old == new {
            return;
        }
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(step);
        for strategy in of_tags(&member.traits, Nesting::Member) {
            self.apply(model, strategy, old, new);
        }
        if let Some(target) = model.target(&member.target) {
            self.contents(model, target, old, new);
        }
        self.path.truncate(length);
    }
}

/// Describes what happened to a trait, or to a part of its value.
pub(super) fn describe(id: &str, path: &str, old: Option<&Node>, new: Option<&Node>) -> String {
    let what = if path.is_empty() {
        format!("the trait `{id}`")
    } else {
        format!("{} of the trait `{id}`", quoted(path))
    };
    let with = |node: &Node| match node.as_object() {
        Some(object) if object.is_empty() => String::new(),
        _ => format!(": {}", excerpt(&node.to_string(), 0)),
    };
    match (old, new) {
        (None, Some(new)) => format!("{what} was added{}", with(new)),
        (Some(old), None) => format!("{what} was removed{}", with(old)),
        (Some(old), Some(new)) => {
            let (old, new) = (old.to_string(), new.to_string());
            let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
            format!("{what} was {} and is {}", excerpt(&old, same), excerpt(&new, same))
        }
        (None, None) => what,
    }
}

/// Cuts a value to fit on a line, so that the character at `place` is in it.
fn excerpt(value: &str, place: usize) -> String {
    const LONGEST: usize = 60;
    const BEFORE: usize = 20;
    let start = if place < LONGEST { 0 } else { place - BEFORE };
    let part: String = value.chars().skip(start).take(LONGEST).collect();
    let cut = if value.chars().count() > start + LONGEST { "…" } else { "" };
    let left_out = if start > 0 { "…" } else { "" };
    quoted(&format!("{left_out}{part}{cut}"))
}

/// Formats a text as a Markdown code span: on one line, and between more backticks than occur in a row in it.
pub(super) fn quoted(text: &str) -> String {
    crate::ir::docs::code(&Printable(text).to_string())
}

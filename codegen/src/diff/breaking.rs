//! Trait changes that the traits' own definitions call breaking.

use super::differences::{Change, Differences};
use super::event::{Event, Severity};
use super::rules::{self, ChangeKind};
use super::traits::{self, describe};
use super::wire;
use crate::model::node::{Entry, Number, Object, Value};
use crate::model::traits::ids;
use crate::model::{Model, Node, Shape, ShapeKind};
use std::collections::BTreeMap;

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    let model = differences.models.new;
    for change in &differences.changed {
        for found in &change.traits {
            let id = found.id.as_str();
            let definition = model.find(id);
            let (old, new) = (spelled_out(id, found.old), spelled_out(id, found.new));
            let before = events.len();
            for rule in rules_of(definition, id) {
                let site = Site { model, definition, change, trait_id: id };
                site.check(&rule, old.as_ref(), new.as_ref(), events);
            }
            // Smithy ignores changes of a trait that has rules if none of them matches. They are changes all the same.
            if events.len() == before && old != new && traits::leaves_to_rules(model, id) {
                let verb = kind_of(old.as_ref(), new.as_ref());
                let message = describe(id, "", old.as_ref(), new.as_ref());
                let mut event =
                    Event::of(change.new, format!("ChangedTrait.{verb}.{id}"), Severity::Note, message);
                event.breaks = wire::of_values(change, id, old.as_ref(), new.as_ref());
                events.push(event);
            }
        }
    }
}

/// A rule, with its path split into steps.
struct Rule {
    steps: Vec<String>,
    kind: ChangeKind,
    severity: Severity,
    message: Option<String>,
}

/// Returns the rules of the model's own definition of the trait or, if it has none, the known ones.
fn rules_of(definition: Option<&Shape>, id: &str) -> Vec<Rule> {
    let steps = |path: &str| -> Vec<String> {
        path.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
    };
    let Some(definition) = definition else {
        return rules::of(id)
            .map(|(_, path, kind, severity)| Rule {
                steps: steps(path),
                kind: *kind,
                severity: *severity,
                message: None,
            })
            .collect();
    };
    let stated = definition.traits.get(ids::TRAIT).and_then(|own| own.get("breakingChanges"));
    let text = |rule: &Node, name: &str| rule.get(name).and_then(Node::as_str).map(ToOwned::to_owned);
    stated
        .and_then(Node::as_array)
        .unwrap_or_default()
        .iter()
        .filter_map(|rule| {
            Some(Rule {
                steps: steps(&text(rule, "path").unwrap_or_default()),
                kind: ChangeKind::from_name(&text(rule, "change")?)?,
                severity: text(rule, "severity")
                    .and_then(|name| Severity::from_name(&name))
                    .unwrap_or(Severity::Error),
                message: text(rule, "message"),
            })
        })
        .collect()
}

/// Returns the value with the default for what it omits: the status of `http`.
fn spelled_out(id: &str, value: Option<&Node>) -> Option<Node> {
    let value = value?;
    match value.as_object() {
        Some(object) if id == "smithy.api#http" && object.get("code").is_none() => {
            let code = Node { position: value.position, value: Value::Number(Number::from(200)) };
            let entry = Entry { key: "code".into(), key_position: value.position, value: code };
            let object: Object = object.iter().cloned().chain([entry]).collect();
            Some(Node { position: value.position, value: Value::Object(object) })
        }
        _ => Some(value.clone()),
    }
}

struct Site<'s, 'm> {
    model: &'m Model,
    definition: Option<&'m Shape>,
    change: &'s Change<'m>,
    trait_id: &'s str,
}

impl Site<'_, '_> {
    fn check(&self, rule: &Rule, old: Option<&Node>, new: Option<&Node>, events: &mut Vec<Event>) {
        // A rule about a part of the value does not apply if the trait was removed.
        if new.is_none() && !rule.steps.is_empty() {
            return;
        }
        let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
        for (node, found) in [(old, &mut before), (new, &mut after)] {
            if let Some(node) = node {
                collect(self.model, self.definition, &rule.steps, node, String::new(), found);
            }
        }
        let paths: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for path in paths {
            let (old, new) = (before.get(path).copied(), after.get(path).copied());
            if let Some(verb) = verb(rule.kind, old, new) {
                let mut message = describe(self.trait_id, path, old, new);
                if let Some(reason) = &rule.message {
                    message.push_str("; ");
                    message.push_str(reason.trim_end_matches('.'));
                }
                let id = format!("TraitBreakingChange.{verb}.{}", self.trait_id);
                let mut event = Event::of(self.change.new, id, rule.severity, message);
                if path.is_empty() {
                    event.breaks = wire::of_values(self.change, self.trait_id, old, new);
                }
                events.push(event);
            }
        }
    }
}

/// Collects the parts of a value that a path leads to, each with its own path. Null counts as absent.
fn collect<'n>(
    model: &Model,
    shape: Option<&Shape>,
    steps: &[String],
    node: &'n Node,
    path: String,
    found: &mut BTreeMap<String, &'n Node>,
) {
    let Some((step, rest)) = steps.split_first().filter(|(step, _)| !step.is_empty()) else {
        if !node.is_null() {
            found.insert(path, node);
        }
        return;
    };
    let next = shape.and_then(|shape| shape.member(step)).and_then(|member| model.target(&member.target));
    if shape.is_some() && next.is_none() {
        return;
    }
    let is_map = shape.is_some_and(|shape| matches!(shape.kind, ShapeKind::Map(_)));
    match &node.value {
        Value::Array(elements) => {
            for (at, element) in elements.iter().enumerate() {
                collect(model, next, rest, element, format!("{path}/{at}"), found);
            }
        }
        Value::Object(object) if is_map => {
            for entry in object {
                collect(model, next, rest, &entry.value, format!("{path}/{}", entry.key), found);
            }
        }
        Value::Object(object) => {
            if let Some(value) = object.get(step) {
                collect(model, next, rest, value, format!("{path}/{step}"), found);
            }
        }
        _ => {}
    }
}

/// Returns how a value changed.
fn kind_of(old: Option<&Node>, new: Option<&Node>) -> &'static str {
    match (old, new) {
        (None, _) => "Add",
        (_, None) => "Remove",
        _ => "Update",
    }
}

/// Returns how a value changed, if the rule is about that.
fn verb(kind: ChangeKind, old: Option<&Node>, new: Option<&Node>) -> Option<&'static str> {
    let (verb, kinds) = match (old, new) {
        (None, Some(_)) => ("Add", [ChangeKind::Add, ChangeKind::Presence, ChangeKind::Any]),
        (Some(_), None) => ("Remove", [ChangeKind::Remove, ChangeKind::Presence, ChangeKind::Any]),
        (Some(old), Some(new)) if old != new => {
            ("Update", [ChangeKind::Update, ChangeKind::Any, ChangeKind::Any])
        }
        _ => return None,
    };
    kinds.contains(&kind).then_some(verb)
}

//! Reads endpoint rules that are a decision diagram ([`smithy.rules#endpointBdd`]), by turning them into the tree of rules that means the same.
//!
//! Nodes that several others lead to stand in the tree as often, so a diagram can be too large for it.
//!
//! [`smithy.rules#endpointBdd`]: https://smithy.io/2.0/additional-specs/rules-engine/specification.html#smithy-rules-endpointbdd-trait

use super::{RuleSet, reader};
use crate::diagnostics::Diagnostics;
use crate::model::node::{Entry, Object, Value};
use crate::model::{AppliedTrait, Node, ShapeId};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeSet;

/// How many rules a diagram may become.
const MOST_RULES: usize = 4_000;

/// How many conditions may stand one in the other.
const DEEPEST: usize = 100;

/// From this reference on, references are to results. The first one stands for none.
const RESULTS: i32 = 100_000_000;

/// Functions whose arguments may be unset.
const OF_UNSET: [&str; 4] = ["isSet", "coalesce", "ite", "not"];

/// Reads the value of the trait.
///
/// # Errors
/// A description of why it can't be read.
pub(super) fn rule_set(applied: &AppliedTrait, shape: &ShapeId) -> Result<RuleSet, String> {
    let node = &applied.value;
    let array = |name: &str| {
        node.get(name).and_then(Node::as_array).ok_or_else(|| format!("expected an array as `{name}`"))
    };
    let diagram = Diagram {
        conditions: array("conditions")?,
        results: array("results")?,
        assigned: array("conditions")?.iter().filter_map(assigned).collect(),
        nodes: nodes(node)?,
    };
    let root = node.get("root").and_then(Node::as_i64).and_then(|root| i32::try_from(root).ok());
    let mut tree = Tree { diagram: &diagram, bound: Vec::new(), size: 0 };
    let rules = tree.rules(root.ok_or("expected a whole number as `root`")?, 0)?;
    let entries = node.as_object().into_iter().flat_map(Object::iter);
    let kept = entries.filter(|entry| ["version", "parameters"].contains(&&*entry.key)).cloned();
    let node = object(node, kept.chain([entry(node, "rules", Value::Array(rules))]));
    let mut diagnostics = Diagnostics::new();
    let file = applied.location.file.clone();
    let read = reader::read(&node, file, applied.id.as_str(), shape, &mut diagnostics);
    let problem = diagnostics.iter().next().map(|finding| finding.message.clone());
    read.filter(|_| !diagnostics.has_errors()).ok_or_else(|| problem.unwrap_or_default())
}

/// Reads the nodes: of each, the index of its condition, and what to follow if that holds and if it doesn't.
fn nodes(node: &Node) -> Result<Vec<[i32; 3]>, String> {
    let text = node.get("nodes").and_then(Node::as_str).ok_or("expected a string as `nodes`")?;
    let bytes = STANDARD.decode(text).map_err(|error| format!("expected base64 as `nodes`: {error}"))?;
    let (numbers, rest) = bytes.as_chunks::<4>();
    let numbers: Vec<i32> = numbers.iter().map(|bytes| i32::from_be_bytes(*bytes)).collect();
    let (nodes, others) = numbers.as_chunks::<3>();
    if !rest.is_empty() || !others.is_empty() {
        return Err("expected twelve bytes for each of the `nodes`".to_owned());
    }
    Ok(nodes.to_vec())
}

struct Diagram<'d> {
    conditions: &'d [Node],
    results: &'d [Node],
    nodes: Vec<[i32; 3]>,
    /// The names that conditions give to their values.
    assigned: BTreeSet<&'d str>,
}

/// What a reference leads to.
enum Target<'d> {
    None,
    Result(&'d Node),
    /// A condition, and what to follow if it holds and if it doesn't.
    Condition(&'d Node, i32, i32),
}

impl<'d> Diagram<'d> {
    fn target(&self, reference: i32) -> Result<Target<'d>, String> {
        let missing = || format!("the reference {reference} leads nowhere");
        if matches!(reference, 1 | -1 | RESULTS) {
            return Ok(Target::None);
        }
        if reference > RESULTS {
            let index = usize::try_from(reference - RESULTS - 1).map_err(|_| missing())?;
            return self.results.get(index).map(Target::Result).ok_or_else(missing);
        }
        let index = reference.unsigned_abs().checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let [condition, high, low] = *index.and_then(|index| self.nodes.get(index)).ok_or_else(missing)?;
        let condition = usize::try_from(condition).ok().and_then(|index| self.conditions.get(index));
        let condition = condition.ok_or_else(missing)?;
        // A negative reference swaps the branches.
        let (then, otherwise) = if reference < 0 { (low, high) } else { (high, low) };
        Ok(Target::Condition(condition, then, otherwise))
    }
}

/// The tree, as it grows.
struct Tree<'d> {
    diagram: &'d Diagram<'d>,
    /// The names that have a value here.
    bound: Vec<&'d str>,
    size: usize,
}

impl<'d> Tree<'d> {
    /// Returns the rules for what a reference leads to. Without any, there is no endpoint.
    fn rules(&mut self, mut reference: i32, depth: usize) -> Result<Vec<Node>, String> {
        if depth > DEEPEST {
            return Err(format!("more than {DEEPEST} of its conditions depend on each other"));
        }
        let mut rules = Vec::new();
        loop {
            self.size += 1;
            if self.size > MOST_RULES {
                return Err(format!("it stands for more than {MOST_RULES} rules"));
            }
            match self.diagram.target(reference)? {
                Target::None => return Ok(rules),
                Target::Result(result) => {
                    if let Some(conditions) = self.guards(result) {
                        rules.push(with(result, "conditions", conditions));
                    }
                    return Ok(rules);
                }
                Target::Condition(condition, then, otherwise) => {
                    // A condition on a value that there is not on this way does not hold.
                    if let Some(mut conditions) = self.guards(condition) {
                        conditions.push(condition.clone());
                        let mark = self.bound.len();
                        self.bound.extend(assigned(condition));
                        let inner = self.rules(then, depth + 1)?;
                        self.bound.truncate(mark);
                        rules.push(rule(condition, conditions, inner));
                    }
                    reference = otherwise;
                }
            }
        }
    }

    /// Returns the conditions that what a node refers to is set, or `None` if it can't be.
    fn guards(&self, node: &Node) -> Option<Vec<Node>> {
        let mut names = BTreeSet::new();
        collect(node, &mut names);
        let is_bound = |name: &String| {
            self.bound.contains(&name.as_str()) || !self.diagram.assigned.contains(name.as_str())
        };
        let is_set = |name: &String| {
            let reference =
                object(node, [entry(node, "ref", Value::String(name.as_str().into()))].into_iter());
            let function = entry(node, "fn", Value::String("isSet".into()));
            object(node, [function, entry(node, "argv", Value::Array(vec![reference]))].into_iter())
        };
        names.iter().all(is_bound).then(|| names.iter().map(is_set).collect())
    }
}

/// Collects the names whose values a node needs to be set, in references and in braces within texts.
fn collect(node: &Node, names: &mut BTreeSet<String>) {
    match &node.value {
        Value::String(text) => {
            // Doubled braces stand for themselves.
            let text = text.replace("{{", "");
            let inside = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
            names.extend(inside.filter_map(|(name, _)| name.split('#').next()).map(ToOwned::to_owned));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, names)),
        Value::Object(_)
            if node.get("fn").and_then(Node::as_str).is_some_and(|name| OF_UNSET.contains(&name)) => {}
        Value::Object(fields) => {
            names.extend(node.get("ref").and_then(Node::as_str).map(ToOwned::to_owned));
            let others = fields
                .iter()
                .filter(|field| !["ref", "fn", "assign", "documentation"].contains(&&*field.key));
            others.for_each(|field| collect(&field.value, names));
        }
        _ => {}
    }
}

fn assigned(condition: &Node) -> Option<&str> {
    condition.get("assign")?.as_str()
}

/// Returns a rule with these conditions. A single result below them needs no tree.
fn rule(at: &Node, conditions: Vec<Node>, mut inner: Vec<Node>) -> Node {
    let is_result = |rule: &Node| rule.get("rules").is_none();
    if inner.len() == 1
        && let Some(result) = inner.pop_if(|rule| is_result(rule))
    {
        let own = result.get("conditions").and_then(Node::as_array).unwrap_or_default().to_vec();
        return with(&result, "conditions", conditions.into_iter().chain(own).collect());
    }
    if inner.is_empty() {
        let message = Value::String("No endpoint rule applies.".into());
        let entries = [entry(at, "type", Value::String("error".into())), entry(at, "error", message)];
        return with(&object(at, entries.into_iter()), "conditions", conditions);
    }
    let entries = [entry(at, "type", Value::String("tree".into())), entry(at, "rules", Value::Array(inner))];
    with(&object(at, entries.into_iter()), "conditions", conditions)
}

/// Returns an object with an array in place of a field.
fn with(at: &Node, name: &str, values: Vec<Node>) -> Node {
    let fields = at.as_object().into_iter().flat_map(Object::iter);
    let others = fields.filter(|field| &*field.key != name).cloned();
    object(at, others.chain([entry(at, name, Value::Array(values))]))
}

fn entry(at: &Node, key: &str, value: Value) -> Entry {
    Entry { key: key.into(), key_position: at.position, value: Node { position: at.position, value } }
}

fn object(at: &Node, entries: impl Iterator<Item = Entry>) -> Node {
    Node { position: at.position, value: Value::Object(Object::new(entries.collect()).0) }
}

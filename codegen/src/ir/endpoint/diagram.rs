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

#[cfg(test)]
mod tests;

/// How many rules a diagram may become.
const MOST_RULES: usize = 4_000;

/// How many conditions may stand one in the other.
const DEEPEST: usize = 100;

/// From this reference on, references are to results. The first one stands for none.
const RESULTS: i32 = 100_000_000;

/// What is said where a diagram has no endpoint, in the words of the runtime.
const NO_ENDPOINT: &str =
    "the service's endpoint rules have no endpoint for this configuration; set an endpoint URL";

/// Functions that are true or false: where such a condition does not hold, the name it gives to its value is false.
const TESTS: [&str; 6] =
    ["aws.isVirtualHostableS3Bucket", "booleanEquals", "isSet", "isValidHostLabel", "not", "stringEquals"];

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
    let node = Node::object(node.position, kept.chain([entry(node, "rules", Value::Array(rules))]).collect());
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

/// What a name that a condition gives to its value stands for, on one way through the diagram.
#[derive(Clone, Copy, PartialEq)]
enum Bound {
    /// The value.
    Value,
    /// The result of a test that did not hold.
    False,
}

/// The tree, as it grows.
struct Tree<'d> {
    diagram: &'d Diagram<'d>,
    /// The names that have a value here.
    bound: Vec<(&'d str, Bound)>,
    size: usize,
}

impl<'d> Tree<'d> {
    /// Returns the rules for what a reference leads to. Without any, there is no endpoint.
    fn rules(&mut self, mut reference: i32, depth: usize) -> Result<Vec<Node>, String> {
        if depth > DEEPEST {
            return Err(format!("more than {DEEPEST} of its conditions depend on each other"));
        }
        let mark = self.bound.len();
        let mut rules = Vec::new();
        loop {
            self.size += 1;
            if self.size > MOST_RULES {
                return Err(format!("it stands for more than {MOST_RULES} rules"));
            }
            match self.diagram.target(reference)? {
                Target::None => break,
                Target::Result(result) => {
                    rules.extend(self.result(result)?);
                    break;
                }
                Target::Condition(condition, then, otherwise) => match self.value(condition) {
                    None | Some(Node { value: Value::Bool(false), .. }) => {
                        self.bind_otherwise(condition);
                        reference = otherwise;
                    }
                    Some(Node { value: Value::Bool(true), .. }) => reference = then,
                    Some(test) => {
                        rules.push(self.rule(condition, test, then, depth)?);
                        self.bind_otherwise(condition);
                        reference = otherwise;
                    }
                },
            }
        }
        self.bound.truncate(mark);
        Ok(rules)
    }

    /// Returns the rule for what follows where a condition holds.
    fn rule(&mut self, condition: &'d Node, test: Node, then: i32, depth: usize) -> Result<Node, String> {
        let mark = self.bound.len();
        self.bound.extend(assigned(condition).map(|name| (name, Bound::Value)));
        let inner = self.rules(then, depth + 1)?;
        self.bound.truncate(mark);
        let mut conditions = guards(&test);
        conditions.push(test);
        let conditions = entry(condition, "conditions", Value::Array(conditions));
        let (kind, rest) = if inner.is_empty() {
            ("error", entry(condition, "error", Value::String(NO_ENDPOINT.into())))
        } else {
            ("tree", entry(condition, "rules", Value::Array(inner)))
        };
        let kind = entry(condition, "type", Value::String(kind.into()));
        Ok(Node::object(condition.position, vec![kind, conditions, rest]))
    }

    /// Returns the rule for a result, or `None` if it needs a value that there is not.
    fn result(&self, result: &Node) -> Result<Option<Node>, String> {
        if result.get("conditions").and_then(Node::as_array).is_some_and(|own| !own.is_empty()) {
            return Err("a result has conditions".to_owned());
        }
        let fields = result.as_object().into_iter().flat_map(Object::iter);
        let others = fields.filter(|field| &*field.key != "conditions").cloned();
        let conditions = entry(result, "conditions", Value::Array(guards(result)));
        Ok(self.value(result).map(|_| Node::object(result.position, others.chain([conditions]).collect())))
    }

    /// Notes what is known where a condition does not hold.
    fn bind_otherwise(&mut self, condition: &'d Node) {
        let is_test = condition.get("fn").and_then(Node::as_str).is_some_and(|name| TESTS.contains(&name));
        self.bound.extend(assigned(condition).filter(|_| is_test).map(|name| (name, Bound::False)));
    }

    fn bound(&self, name: &str) -> Option<Bound> {
        // Parameters are not assigned; whether they are set is left to the guards.
        let found = self.bound.iter().rev().find(|(bound, _)| *bound == name).map(|(_, bound)| *bound);
        found.or_else(|| (!self.diagram.assigned.contains(name)).then_some(Bound::Value))
    }

    /// Returns what is left of an expression here: without what is known already. `None` if it has no value.
    fn value(&self, node: &Node) -> Option<Node> {
        match &node.value {
            Value::String(text) => {
                let has_value = |name: &str| self.bound(name) == Some(Bound::Value);
                embedded(text).iter().all(|name| has_value(name)).then(|| node.clone())
            }
            Value::Array(values) => {
                let values = values.iter().map(|value| self.value(value)).collect::<Option<_>>()?;
                Some(Node { value: Value::Array(values), ..*node })
            }
            Value::Object(fields) => match node.get("fn").and_then(Node::as_str) {
                Some(function) => self.call(node, function),
                None => match node.get("ref").and_then(Node::as_str) {
                    Some(name) => Some(match self.bound(name)? {
                        Bound::Value => node.clone(),
                        Bound::False => Node { value: Value::Bool(false), ..*node },
                    }),
                    None => {
                        let field = |it: &Entry| Some(Entry { value: self.value(&it.value)?, ..it.clone() });
                        Some(Node::object(node.position, fields.iter().map(field).collect::<Option<_>>()?))
                    }
                },
            },
            _ => Some(node.clone()),
        }
    }

    fn call(&self, node: &Node, function: &str) -> Option<Node> {
        let values = node.get("argv").and_then(Node::as_array).unwrap_or_default();
        let mut values: Vec<Option<Node>> = values.iter().map(|value| self.value(value)).collect();
        let constant = |value: bool| Some(Node { value: Value::Bool(value), ..*node });
        match (function, values.as_slice()) {
            ("isSet", [None]) => return constant(false),
            ("not", [Some(Node { value: Value::Bool(value), .. })]) => return constant(!value),
            ("coalesce", _) => values.retain(Option::is_some),
            _ => {}
        }
        let mut values: Vec<Node> = values.into_iter().collect::<Option<_>>()?;
        if let ("coalesce", [only]) = (function, values.as_slice()) {
            if node.get("assign").is_none() {
                return values.pop();
            }
            // A condition is a call, and this one takes two values at least.
            values.push(only.clone());
        }
        let fields = node.as_object().into_iter().flat_map(Object::iter);
        let others = fields.filter(|field| &*field.key != "argv").cloned();
        Some(Node::object(node.position, others.chain([entry(node, "argv", Value::Array(values))]).collect()))
    }
}

/// Returns conditions that hold where all that an expression needs is set.
fn guards(node: &Node) -> Vec<Node> {
    let mut names = BTreeSet::new();
    collect(node, &mut names);
    let is_set = |name: &String| {
        let reference =
            Node::object(node.position, vec![entry(node, "ref", Value::String(name.as_str().into()))]);
        let function = entry(node, "fn", Value::String("isSet".into()));
        Node::object(node.position, vec![function, entry(node, "argv", Value::Array(vec![reference]))])
    };
    names.iter().map(is_set).collect()
}

/// Collects the names whose values a node needs to be set.
fn collect(node: &Node, names: &mut BTreeSet<String>) {
    match &node.value {
        Value::String(text) => names.extend(embedded(text)),
        Value::Array(values) => values.iter().for_each(|value| collect(value, names)),
        // They take values that are not set.
        Value::Object(_) if matches!(node.get("fn").and_then(Node::as_str), Some("isSet" | "coalesce")) => {}
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

/// Returns the names in the braces of a text. Doubled braces stand for themselves.
fn embedded(text: &str) -> BTreeSet<String> {
    let text = text.replace("{{", "");
    let inside = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    inside.filter_map(|(name, _)| name.split('#').next()).map(ToOwned::to_owned).collect()
}

fn assigned(condition: &Node) -> Option<&str> {
    condition.get("assign")?.as_str()
}

fn entry(at: &Node, key: &str, value: Value) -> Entry {
    Entry { key: key.into(), key_position: at.position, value: Node { position: at.position, value } }
}

//! The attributes of shapes, and conditions on them.

use super::neighbors::Found;
use super::{Case, Comparator, Condition, Key, Operand, Segment};
use crate::model::node::Value as NodeValue;
use crate::model::{AppliedTrait, Node, ShapeId, ShapeKind, Traits};
use std::collections::{BTreeMap, BTreeSet};

/// What shapes are kept under the names of variables.
pub(super) type Variables<'m> = BTreeMap<String, BTreeSet<Found<'m>>>;

/// The value of an attribute, or of a part of one.
#[derive(Clone, Debug)]
enum Value<'m> {
    Absent,
    Text(String),
    Id(&'m ShapeId),
    Service(&'m ShapeId, &'m str),
    Traits(&'m Traits),
    Node(&'m Node),
    /// Any of these.
    Several(Vec<Value<'m>>),
}

/// Checks whether a shape has an attribute, and whether that fulfils the condition.
pub(super) fn holds(
    found: Found<'_>,
    variables: &Variables<'_>,
    key: &Key,
    condition: Option<&Condition>,
) -> bool {
    let value = of(found, variables, key);
    match condition {
        Some(condition) => condition.is_met(&value, &Value::Absent),
        None => value.is_there(),
    }
}

/// Checks whether one of the values of an attribute fulfils all conditions on its parts.
pub(super) fn holds_together(
    found: Found<'_>,
    variables: &Variables<'_>,
    key: &Key,
    assertions: &[(Operand, Condition)],
) -> bool {
    let value = match key.name.as_str() {
        "" => Value::Several(vec![Value::Id(found.id())]),
        _ => of(found, variables, key),
    };
    let each = match value {
        Value::Several(values) => values,
        only => vec![only],
    };
    each.iter()
        .any(|scope| assertions.iter().all(|(left, condition)| condition.is_met(&left.value(scope), scope)))
}

fn of<'m>(found: Found<'m>, variables: &Variables<'m>, key: &Key) -> Value<'m> {
    let value = match key.name.as_str() {
        "id" => Value::Id(found.id()),
        "trait" => Value::Traits(found.traits()),
        "service" => match found {
            Found::Shape(shape) => match &shape.kind {
                ShapeKind::Service(service) => Value::Service(&shape.id, &service.version),
                _ => Value::Absent,
            },
            Found::Member(_) => Value::Absent,
        },
        "var" => return variable(variables, &key.path),
        _ => Value::Absent,
    };
    value.at(&key.path)
}

fn variable<'m>(variables: &Variables<'m>, path: &[Segment]) -> Value<'m> {
    let Some((Segment::Name(name), rest)) = path.split_first() else { return Value::Absent };
    let found = variables.get(name).into_iter().flatten();
    Value::Several(found.map(|found| Value::Id(found.id())).collect()).at(rest)
}

impl Operand {
    /// Returns its value; parts are those of `scope`.
    fn value<'m>(&self, scope: &Value<'m>) -> Value<'m> {
        match self {
            Self::Literal(text) => Value::Text(text.clone()),
            Self::Part(path) => scope.clone().at(path),
        }
    }
}

impl<'m> Value<'m> {
    fn at(self, path: &[Segment]) -> Self {
        path.iter().fold(self, |value, segment| value.step(segment))
    }

    fn step(self, segment: &Segment) -> Self {
        match (self, segment) {
            (Self::Several(values), segment) => {
                Self::Several(values.into_iter().map(|value| value.step(segment)).collect())
            }
            (Self::Traits(traits), Segment::Name(name)) => {
                applied(traits, name).map_or(Self::Absent, Self::of)
            }
            (Self::Traits(traits), Segment::Keys) => {
                Self::Several(traits.iter().map(|applied| Self::Id(&applied.id)).collect())
            }
            (Self::Traits(traits), Segment::Values) => Self::Several(traits.iter().map(Self::of).collect()),
            (Self::Traits(traits), Segment::Length) => Self::Text(traits.len().to_string()),
            (Self::Id(id), Segment::Length) => Self::Text(id.as_str().chars().count().to_string()),
            (Self::Id(id), Segment::Name(name)) => match (name.as_str(), id.member()) {
                ("namespace", _) => Self::Text(id.namespace().to_owned()),
                ("name", _) => Self::Text(id.name().to_owned()),
                ("member", Some(member)) => Self::Text(member.to_owned()),
                _ => Self::Absent,
            },
            (Self::Service(id, version), Segment::Name(name)) => match name.as_str() {
                "id" => Self::Id(id),
                "version" => Self::Text(version.to_owned()),
                _ => Self::Absent,
            },
            (Self::Text(text), Segment::Length) => Self::Text(text.chars().count().to_string()),
            (Self::Node(node), segment) => in_node(node, segment),
            _ => Self::Absent,
        }
    }

    fn of(applied: &'m AppliedTrait) -> Self {
        Self::Node(&applied.value)
    }

    fn is_there(&self) -> bool {
        match self {
            Self::Absent => false,
            Self::Several(values) => values.iter().any(Self::is_there),
            _ => true,
        }
    }

    /// Returns the values that can be compared, as texts.
    fn texts(&self) -> Vec<String> {
        match self {
            Self::Several(values) => values.iter().flat_map(Self::texts).collect(),
            Self::Text(text) => vec![text.clone()],
            Self::Id(id) | Self::Service(id, _) => vec![id.to_string()],
            Self::Node(node) => match &node.value {
                NodeValue::String(text) => vec![text.to_string()],
                NodeValue::Number(number) => vec![number.as_str().to_owned()],
                NodeValue::Bool(value) => vec![value.to_string()],
                _ => Vec::new(),
            },
            Self::Absent | Self::Traits(_) => Vec::new(),
        }
    }
}

/// Returns the trait with this id; one of Smithy's own goes by its name.
fn applied<'m>(traits: &'m Traits, name: &str) -> Option<&'m AppliedTrait> {
    if name.contains('#') { traits.applied(name) } else { traits.applied(&format!("smithy.api#{name}")) }
}

fn in_node<'m>(node: &'m Node, segment: &Segment) -> Value<'m> {
    match (&node.value, segment) {
        (NodeValue::Object(object), Segment::Name(name)) => {
            object.get(name).map_or(Value::Absent, Value::Node)
        }
        (NodeValue::Object(object), Segment::Keys) => {
            Value::Several(object.keys().map(|key| Value::Text(key.to_owned())).collect())
        }
        (NodeValue::Object(object), Segment::Values) => {
            Value::Several(object.iter().map(|entry| Value::Node(&entry.value)).collect())
        }
        (NodeValue::Array(elements), Segment::Values) => {
            Value::Several(elements.iter().map(Value::Node).collect())
        }
        (NodeValue::Object(object), Segment::Length) => Value::Text(object.len().to_string()),
        (NodeValue::Array(elements), Segment::Length) => Value::Text(elements.len().to_string()),
        (NodeValue::String(text), Segment::Length) => Value::Text(text.chars().count().to_string()),
        _ => Value::Absent,
    }
}

impl Condition {
    /// Checks whether a value fulfils the condition; parts on its right side are those of `scope`.
    fn is_met(&self, left: &Value<'_>, scope: &Value<'_>) -> bool {
        let right: Vec<Value<'_>> = self.operands.iter().map(|operand| operand.value(scope)).collect();
        if self.comparator == Comparator::Exists {
            return right.iter().flat_map(Value::texts).any(|wanted| wanted == left.is_there().to_string());
        }
        let left: Vec<String> = left.texts().into_iter().map(|text| self.folded(text)).collect();
        let right: Vec<String> = right.iter().flat_map(Value::texts).map(|text| self.folded(text)).collect();
        let (all_left, all_right) = (BTreeSet::from_iter(&left), BTreeSet::from_iter(&right));
        match self.comparator {
            Comparator::SameSet => all_left == all_right,
            Comparator::OtherSet => all_left != all_right,
            Comparator::Subset => all_left.is_subset(&all_right),
            Comparator::ProperSubset => all_left.is_subset(&all_right) && all_left != all_right,
            _ => left.iter().any(|left| right.iter().any(|right| self.compares(left, right))),
        }
    }

    fn folded(&self, text: String) -> String {
        match self.case {
            Case::Sensitive => text,
            Case::Insensitive => text.to_lowercase(),
        }
    }

    fn compares(&self, left: &str, right: &str) -> bool {
        let by_number = |holds: fn(&f64, &f64) -> bool| match (left.parse(), right.parse()) {
            (Ok(left), Ok(right)) => holds(&left, &right),
            _ => false,
        };
        match self.comparator {
            Comparator::Equal => left == right,
            Comparator::NotEqual => left != right,
            Comparator::StartsWith => left.starts_with(right),
            Comparator::EndsWith => left.ends_with(right),
            Comparator::Contains => left.contains(right),
            Comparator::Greater => by_number(f64::gt),
            Comparator::GreaterOrEqual => by_number(f64::ge),
            Comparator::Less => by_number(f64::lt),
            Comparator::LessOrEqual => by_number(f64::le),
            Comparator::Exists
            | Comparator::SameSet
            | Comparator::OtherSet
            | Comparator::Subset
            | Comparator::ProperSubset => false,
        }
    }
}

//! The attributes of shapes, and conditions on them.

use super::neighbors::Found;
use super::{Case, Comparator, Condition, Key, Operand, Segment};
use crate::model::node::Value as NodeValue;
use crate::model::{Node, ShapeId, ShapeKind, Traits};
use std::collections::{BTreeMap, BTreeSet};

/// What shapes are kept under the names of variables.
pub(super) type Variables<'m> = BTreeMap<String, BTreeSet<Found<'m>>>;

/// The value of an attribute, or of a part of one.
#[derive(Clone, Debug)]
enum Value<'v, 'm> {
    Absent,
    Text(String),
    /// A shape, whose attributes are its parts.
    Shape(Found<'m>, &'v Variables<'m>),
    Id(&'m ShapeId),
    Service(&'m ShapeId, &'m str),
    Traits(&'m Traits),
    Variables(&'v Variables<'m>),
    Node(&'m Node),
    /// What `(values)`, `(keys)` or a variable stands for: any of these.
    Projection(Vec<Value<'v, 'm>>),
}

/// Checks whether a shape has an attribute, and whether that fulfils the condition.
pub(super) fn holds<'m>(
    found: Found<'m>,
    variables: &Variables<'m>,
    key: &Key,
    condition: Option<&Condition>,
) -> bool {
    let value = of(found, variables, key);
    match condition {
        Some(condition) => condition.is_met(&value, &Value::Absent),
        None => value.is_there(),
    }
}

/// Checks whether one of the values of an attribute, or the shape itself, fulfils all conditions on its parts.
pub(super) fn holds_together<'m>(
    found: Found<'m>,
    variables: &Variables<'m>,
    key: Option<&Key>,
    assertions: &[(Operand, Condition)],
) -> bool {
    let value = key.map_or(Value::Shape(found, variables), |key| of(found, variables, key));
    let scopes = match value {
        Value::Projection(values) => values,
        only => vec![only],
    };
    scopes
        .iter()
        .any(|scope| assertions.iter().all(|(left, condition)| condition.is_met(&left.value(scope), scope)))
}

fn of<'v, 'm>(found: Found<'m>, variables: &'v Variables<'m>, key: &Key) -> Value<'v, 'm> {
    Value::Shape(found, variables).step(&Segment::Name(key.name.clone())).at(&key.path)
}

impl Operand {
    /// Returns its value; parts are those of `scope`.
    fn value<'v, 'm>(&self, scope: &Value<'v, 'm>) -> Value<'v, 'm> {
        match self {
            Self::Literal(text) => Value::Text(text.clone()),
            Self::Part(path) => scope.clone().at(path),
        }
    }
}

impl<'v, 'm> Value<'v, 'm> {
    fn at(self, path: &[Segment]) -> Self {
        path.iter().fold(self, |value, segment| value.step(segment))
    }

    fn step(self, segment: &Segment) -> Self {
        match (self, segment) {
            (Self::Projection(values), Segment::First) => values.into_iter().next().unwrap_or(Self::Absent),
            (Self::Projection(values), segment) => {
                Self::Projection(values.into_iter().map(|value| value.step(segment)).collect())
            }
            (Self::Shape(found, variables), Segment::Name(name)) => attribute(found, variables, name),
            (Self::Variables(variables), Segment::Name(name)) => {
                let found = variables.get(name).into_iter().flatten();
                Self::Projection(found.map(|found| Self::Shape(*found, variables)).collect())
            }
            (Self::Traits(traits), segment) => in_traits(traits, segment),
            (Self::Id(id), Segment::Name(name)) => match (name.as_str(), id.member()) {
                ("namespace", _) => Self::Text(id.namespace().to_owned()),
                ("name", _) => Self::Text(id.name().to_owned()),
                ("member", Some(member)) => Self::Text(member.to_owned()),
                _ => Self::Absent,
            },
            (Self::Service(id, _), Segment::Name(name)) if name == "id" => Self::Id(id),
            (Self::Service(_, version), Segment::Name(name)) if name == "version" => {
                Self::Text(version.to_owned())
            }
            (Self::Node(node), segment) => in_node(node, segment),
            (Self::Id(id), Segment::Length) => length(id.as_str().chars().count()),
            (Self::Text(text), Segment::Length) => length(text.chars().count()),
            _ => Self::Absent,
        }
    }

    fn is_there(&self) -> bool {
        match self {
            Self::Absent => false,
            Self::Projection(values) => values.iter().any(Self::is_there),
            _ => true,
        }
    }

    /// Returns the values that can be compared, as texts.
    fn texts(&self) -> Vec<String> {
        match self {
            Self::Projection(values) => values.iter().flat_map(Self::texts).collect(),
            Self::Text(text) => vec![text.clone()],
            Self::Shape(found, _) => vec![found.id().to_string()],
            Self::Id(id) | Self::Service(id, _) => vec![id.to_string()],
            Self::Node(node) => match &node.value {
                NodeValue::String(text) => vec![text.to_string()],
                NodeValue::Number(number) => vec![number.as_str().to_owned()],
                NodeValue::Bool(value) => vec![value.to_string()],
                _ => Vec::new(),
            },
            Self::Absent | Self::Traits(_) | Self::Variables(_) => Vec::new(),
        }
    }
}

/// Returns an attribute of a shape.
fn attribute<'v, 'm>(found: Found<'m>, variables: &'v Variables<'m>, name: &str) -> Value<'v, 'm> {
    match (name, found) {
        ("id", _) => Value::Id(found.id()),
        ("trait", _) => Value::Traits(found.traits()),
        ("var", _) => Value::Variables(variables),
        ("service", Found::Shape(shape)) => match &shape.kind {
            ShapeKind::Service(service) => Value::Service(&shape.id, &service.version),
            _ => Value::Absent,
        },
        _ => Value::Absent,
    }
}

fn in_traits<'v, 'm>(traits: &'m Traits, segment: &Segment) -> Value<'v, 'm> {
    match segment {
        // One of Smithy's own goes by its name.
        Segment::Name(name) => {
            let id = if name.contains('#') { name.clone() } else { format!("smithy.api#{name}") };
            traits.get(&id).map_or(Value::Absent, Value::Node)
        }
        Segment::Keys => Value::Projection(traits.iter().map(|applied| Value::Id(&applied.id)).collect()),
        Segment::Values => {
            Value::Projection(traits.iter().map(|applied| Value::Node(&applied.value)).collect())
        }
        Segment::Length => length(traits.len()),
        Segment::First => Value::Absent,
    }
}

fn in_node<'v, 'm>(node: &'m Node, segment: &Segment) -> Value<'v, 'm> {
    match (&node.value, segment) {
        (NodeValue::Object(object), Segment::Name(name)) => {
            object.get(name).map_or(Value::Absent, Value::Node)
        }
        (NodeValue::Object(object), Segment::Keys) => {
            Value::Projection(object.keys().map(|key| Value::Text(key.to_owned())).collect())
        }
        (NodeValue::Object(object), Segment::Values) => {
            Value::Projection(object.iter().map(|entry| Value::Node(&entry.value)).collect())
        }
        (NodeValue::Array(elements), Segment::Values) => {
            Value::Projection(elements.iter().map(Value::Node).collect())
        }
        (NodeValue::Array(elements), Segment::First) => elements.first().map_or(Value::Absent, Value::Node),
        (NodeValue::Object(object), Segment::Length) => length(object.len()),
        (NodeValue::Array(elements), Segment::Length) => length(elements.len()),
        (NodeValue::String(text), Segment::Length) => length(text.chars().count()),
        _ => Value::Absent,
    }
}

fn length<'v, 'm>(of: usize) -> Value<'v, 'm> {
    Value::Text(of.to_string())
}

impl Condition {
    /// Checks whether a value fulfils the condition; parts on its right side are those of `scope`.
    fn is_met(&self, left: &Value<'_, '_>, scope: &Value<'_, '_>) -> bool {
        self.operands.iter().any(|operand| {
            let right = operand.value(scope);
            match self.comparator {
                Comparator::SameSet
                | Comparator::OtherSet
                | Comparator::Subset
                | Comparator::ProperSubset => self.compares_sets(left, &right),
                Comparator::Exists => right.texts().contains(&left.is_there().to_string()),
                _ => {
                    let (left, right) = (self.texts(left), self.texts(&right));
                    left.iter().any(|left| right.iter().any(|right| self.compares(left, right)))
                }
            }
        })
    }

    /// Compares two projections; what is no projection differs from every other value.
    fn compares_sets(&self, left: &Value<'_, '_>, right: &Value<'_, '_>) -> bool {
        let (Value::Projection(_), Value::Projection(_)) = (left, right) else {
            return self.comparator == Comparator::OtherSet;
        };
        let (left, right): (BTreeSet<_>, BTreeSet<_>) =
            (self.texts(left).into_iter().collect(), self.texts(right).into_iter().collect());
        match self.comparator {
            Comparator::SameSet => left == right,
            Comparator::Subset => left.is_subset(&right),
            Comparator::ProperSubset => left.is_subset(&right) && left != right,
            _ => left != right,
        }
    }

    /// Returns the values that can be compared, without capitals where these don't count.
    fn texts(&self, of: &Value<'_, '_>) -> Vec<String> {
        match self.case {
            Case::Sensitive => of.texts(),
            Case::Insensitive => of.texts().iter().map(|text| text.to_lowercase()).collect(),
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

//! Example values for arguments, from the examples in the model.

use super::Field;
use crate::model::node::Entry;
use crate::model::{Node, Shape, Value, traits};

/// A value in an example of the model. What it is for is known where it is used.
#[derive(Clone, Debug, PartialEq)]
pub enum Stated {
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// The elements of a list.
    List(Vec<Stated>),
    /// The entries of a map, or the members of a structure or union by their names in the model.
    Entries(Vec<(String, Stated)>),
}

/// Returns, for each member, the first value in the operation's examples. Examples of errors are skipped.
pub(super) fn of(operation: &Shape, fields: &[Field]) -> Vec<(String, Stated)> {
    let Some(traits::Examples(examples)) = operation.traits.read() else { return Vec::new() };
    let succeed = examples.iter().filter(|example| example.error.is_none());
    let inputs: Vec<&Node> = succeed.filter_map(|example| example.input.as_ref()).collect();
    let example = |field: &Field| {
        let value = inputs.iter().find_map(|input| input.get(&field.member))?;
        Some((field.member.clone(), stated(value)?))
    };
    fields.iter().filter_map(example).collect()
}

fn stated(node: &Node) -> Option<Stated> {
    Some(match &node.value {
        Value::Null => return None,
        Value::Bool(value) => Stated::Boolean(*value),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => Stated::Integer(integer),
            None => Stated::Float(number.as_f64()),
        },
        Value::String(text) => Stated::Text(text.to_string()),
        Value::Array(elements) => Stated::List(elements.iter().filter_map(stated).collect()),
        Value::Object(entries) => {
            let entry = |entry: &Entry| Some((entry.key.to_string(), stated(&entry.value)?));
            Stated::Entries(entries.iter().filter_map(entry).collect())
        }
    })
}

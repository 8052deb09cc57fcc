//! Example values for arguments, from the examples in the model.

use super::{Field, Literal, RustType};
use crate::model::{Node, Shape, Value};

/// Returns, for each member, the first value in the operation's examples, if it is a simple one. Examples of errors are skipped.
pub(super) fn of(operation: &Shape, fields: &[Field]) -> Vec<(String, Literal)> {
    let examples = operation.traits.get("smithy.api#examples").and_then(Node::as_array).unwrap_or_default();
    let inputs: Vec<&Node> = examples
        .iter()
        .filter(|example| example.get("error").is_none())
        .filter_map(|example| example.get("input"))
        .collect();
    let example = |field: &Field| {
        let value = inputs.iter().find_map(|input| input.get(&field.member))?;
        Some((field.member.clone(), literal(&field.value, &value.value)?))
    };
    fields.iter().filter_map(example).collect()
}

fn literal(of: &RustType, value: &Value) -> Option<Literal> {
    Some(match (of, value) {
        (RustType::String, Value::String(text)) => Literal::String(text.to_string()),
        (RustType::Boolean, Value::Bool(value)) => Literal::Boolean(*value),
        (RustType::Byte | RustType::Short | RustType::Integer | RustType::Long, Value::Number(number)) => {
            Literal::Integer(number.as_i64()?)
        }
        (RustType::Float | RustType::Double, Value::Number(number)) => Literal::Float(number.as_f64()),
        _ => return None,
    })
}

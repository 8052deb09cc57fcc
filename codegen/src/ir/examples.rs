//! Example values for arguments, from the examples in the model.

use super::{Field, Literal, RustType};
use crate::model::{Node, Shape, Value, traits};

/// Returns, for each member, the first value in the operation's examples, if it is a simple one. Examples of errors are skipped.
pub(super) fn of(operation: &Shape, fields: &[Field]) -> Vec<(String, Literal)> {
    let Some(traits::Examples(examples)) = operation.traits.read() else { return Vec::new() };
    let succeed = examples.iter().filter(|example| example.error.is_none());
    let inputs: Vec<&Node> = succeed.filter_map(|example| example.input.as_ref()).collect();
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

//! Turning CBOR values into trees that can be compared. A decoder that is not ours reads both sides.

use ciborium::Value;
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::parse;

/// Reads CBOR as a JSON tree, with scalars as strings that begin with their type. The tree does not show whether lengths were given, nor the width of numbers.
///
/// # Errors
/// Fails if the data is not CBOR, is more than one value, or has a map with two equal keys.
pub(crate) fn tree(mut data: &[u8]) -> Result<Node, String> {
    let value: Value = ciborium::from_reader(&mut data).map_err(|error| format!("no CBOR: {error}"))?;
    if !data.is_empty() {
        return Err(format!("{} bytes after the value", data.len()));
    }
    let parsed = parse(&json(&value)).map_err(|error| error.to_string())?;
    match parsed.duplicates.first() {
        None => Ok(parsed.root),
        Some(_) => Err("a map with two equal keys".to_owned()),
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::Array(values) => format!("[{}]", values.iter().map(json).collect::<Vec<_>>().join(",")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{}:{}", key_text(key), json(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        scalar => quoted(&shown(scalar)),
    }
}

fn key_text(key: &Value) -> String {
    match key {
        Value::Text(text) => quoted(text),
        other => quoted(&format!("not a text: {}", shown(other))),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => format!("boolean {it}"),
        Value::Integer(it) => format!("integer {}", i128::from(*it)),
        Value::Float(it) => format!("float {it:?}"),
        Value::Text(it) => format!("text {it}"),
        Value::Bytes(it) => format!("bytes {}", it.escape_ascii()),
        // A time may be an integer or a float: the protocol allows both.
        Value::Tag(1, it) if seconds(it).is_some() => {
            format!("timestamp {:?}", seconds(it).unwrap_or_default())
        }
        Value::Tag(tag, it) => format!("tag {tag} of {}", json(it)),
        other => format!("{other:?}"),
    }
}

#[allow(clippy::cast_precision_loss)] // Seconds of the years that cases have are exact.
fn seconds(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(it) => Some(i128::from(*it) as f64),
        Value::Float(it) => Some(*it),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::value::print;

    fn shown(data: &[u8]) -> String {
        tree(data).map_or_else(|error| error, |node| print(&node))
    }

    #[test]
    fn only_what_is_said_counts() {
        assert_eq!(shown(b"\xA1\x61a\x01"), r#"{"a":"integer 1"}"#);
        assert_eq!(shown(b"\xBF\x61a\x18\x01\xFF"), r#"{"a":"integer 1"}"#);
        assert_eq!(shown(b"\xFA\x3F\x80\x00\x00"), r#""float 1.0""#);
        assert_eq!(shown(b"\xC1\x01"), r#""timestamp 1.0""#);
        assert_eq!(shown(b"\xC1\x01"), shown(b"\xC1\xFA\x3F\x80\x00\x00"));
        assert_eq!(shown(b"\x41\"\xF6").as_str(), "1 bytes after the value");
    }

    #[test]
    fn what_is_no_tree_is_said() {
        assert!(shown(b"\xBF").starts_with("no CBOR"));
        assert_eq!(shown(b"\xA2\x61a\x01\x61a\x02"), "a map with two equal keys");
    }
}

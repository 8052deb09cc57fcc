//! The JSON of models. A trusted reader must agree on what is JSON, and on its value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value as Expected;
use smithwright_codegen::model::node::{MAXIMUM_DEPTH, parse};
use smithwright_codegen::model::{Node, Value};

/// The maximum depth of the other reader.
const DEPTH: usize = if MAXIMUM_DEPTH < 120 { MAXIMUM_DEPTH } else { 120 };

fuzz_target!(|text: &str| {
    let read = parse(text);
    let depth = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    if depth > DEPTH || text.starts_with('\u{feff}') {
        return;
    }
    match (read, serde_json::from_str::<Expected>(text)) {
        (Ok(read), Ok(expected)) => {
            // If a key is repeated, the other reader keeps the last entry.
            assert!(!read.duplicates.is_empty() || same(&read.root, &expected), "{expected}");
        }
        (Err(error), Err(_)) => drop(error.to_string()),
        // Our numbers may have any size.
        (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
        (read, expected) => panic!("{read:?}, but {expected:?}"),
    }
});

fn same(node: &Node, expected: &Expected) -> bool {
    match (&node.value, expected) {
        (Value::Null, Expected::Null) => true,
        (Value::Bool(value), Expected::Bool(expected)) => value == expected,
        (Value::Number(value), Expected::Number(expected)) => {
            expected.as_f64() == Some(value.as_f64())
                && expected.as_i64().is_none_or(|expected| value.as_i64() == Some(expected))
        }
        (Value::String(value), Expected::String(expected)) => **value == **expected,
        (Value::Array(values), Expected::Array(expected)) => {
            values.len() == expected.len()
                && values.iter().zip(expected).all(|(value, expected)| same(value, expected))
        }
        (Value::Object(entries), Expected::Object(expected)) => {
            entries.len() == expected.len()
                && expected
                    .iter()
                    .all(|(key, expected)| entries.get(key).is_some_and(|value| same(value, expected)))
        }
        _ => false,
    }
}

//! JSON into shapes and documents. A trusted reader must agree on what is JSON, and on its value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value as Expected;
use smithwright_fuzz::shapes::Sample;
use smithwright_fuzz::stays_the_same;
use smithwright_runtime::Document;
use smithwright_runtime::codec::json::{Dialect, Json, from_slice, to_vec};
use smithwright_runtime::codec::{Codec as _, MAX_DEPTH};
use smithwright_runtime::document::Number;
use smithwright_runtime::value::{Value as _, ValueMut as _};

fuzz_target!(|text: &[u8]| {
    stays_the_same::<Sample>(text, from_slice, |value| to_vec(value.view()));
    for dialect in [Dialect::AwsJson, Dialect::RpcV2] {
        let codec = Json::new("application/json", dialect);
        let _ = codec.decode_body(text, &mut Sample::default());
        let _ = codec.error_fields(text);
    }
    compare(text);
});

/// Compares the document with what another reader makes of the text.
fn compare(text: &[u8]) {
    stays_the_same::<Document>(text, from_slice, |value| to_vec(value.view()));
    let mut document = Document::Null;
    let read = from_slice(text, document.slot());
    // Only we accept byte order marks, and only we have this limit on nesting.
    let depth = text.iter().filter(|byte| matches!(byte, b'[' | b'{')).count();
    if text.starts_with(b"\xEF\xBB\xBF") || depth >= usize::from(MAX_DEPTH) {
        return;
    }
    match (read, serde_json::from_slice::<Expected>(text)) {
        (Ok(()), Ok(expected)) => assert!(same(&document, &expected), "{document:?} is not {expected}"),
        (Err(_), Err(_)) => {}
        // The other reader refuses numbers beyond the range of `f64`, also where a later entry of the same key replaces them.
        (Ok(()), Err(error)) if error.to_string().starts_with("number out of range") => {}
        (read, expected) => panic!("{read:?}, but {expected:?}"),
    }
}

fn same(document: &Document, expected: &Expected) -> bool {
    match (document, expected) {
        (Document::Null, Expected::Null) => true,
        (Document::Boolean(value), Expected::Bool(expected)) => value == expected,
        (Document::String(value), Expected::String(expected)) => value == expected,
        (Document::Number(Number::Positive(value)), Expected::Number(expected)) => {
            expected.as_u64() == Some(*value) || (*value == 0 && expected.as_f64() == Some(0.0))
        }
        (Document::Number(Number::Negative(value)), Expected::Number(expected)) => {
            expected.as_i64() == Some(*value)
        }
        (Document::Number(Number::Float(value)), Expected::Number(expected)) => {
            expected.as_f64() == Some(*value)
        }
        // The other reader rounds it.
        (Document::Number(number @ Number::Decimal(_)), Expected::Number(expected)) => {
            expected.as_f64() == Some(number.as_f64())
        }
        (Document::List(values), Expected::Array(expected)) => {
            values.len() == expected.len()
                && values.iter().zip(expected).all(|(value, expected)| same(value, expected))
        }
        (Document::Map(entries), Expected::Object(expected)) => {
            entries.len() == expected.len()
                && entries
                    .iter()
                    .all(|(key, value)| expected.get(key).is_some_and(|expected| same(value, expected)))
        }
        _ => false,
    }
}

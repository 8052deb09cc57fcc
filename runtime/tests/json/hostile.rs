//! Malicious and truncated text.

use super::*;
use smithwright_runtime::codec::json::from_slice;
use smithwright_runtime::value::ValueMut;
use std::time::{Duration, Instant};

#[test]
fn cut_off_anywhere_is_an_error_and_no_panic() {
    let whole = r#"{"Text":"a\u00e9é\n","flag":true,"long":-12,"double":1.5e-3,"blob":"AA==","time":1.5,"dates":["2020-01-01T00:00:00Z"],
        "document":{"a":[null,{}]},"sparse":[1,null],"map":{"k":1},"next":{"choice":{"TEXT":"t"}},"unknown":[{"a":"\ud83d\ude39"}]}"#;
    from_slice(whole.as_bytes(), Everything::default().slot()).unwrap();
    for length in 0..whole.len() {
        let error = from_slice(&whole.as_bytes()[..length], Everything::default().slot()).unwrap_err();
        assert!(error.offset() <= length, "{length}: {error}");
    }
    // With any byte in any place, the text is read or refused.
    for place in 0..whole.len() {
        for byte in [b'"', b'\\', b'{', b'}', b'[', b']', b',', b':', b'-', b'0', b'.', b'e', b'n', 0, 0xFF] {
            let mut text = whole.as_bytes().to_vec();
            text[place] = byte;
            let _ = from_slice(&text, Everything::default().slot());
        }
    }
}

#[test]
fn work_grows_with_the_text_and_not_with_its_square() {
    const COUNT: usize = 200_000;
    for (start, piece, end) in [
        ("{", "\"Text\":\"a\",", "\"flag\":true}"),
        ("{", "\"unknown\":{},", "\"flag\":true}"),
        ("{\"map\":{", "\"a\":1,", "\"b\":2}}"),
        ("{\"document\":{", "\"a\":[],", "\"b\":2}}"),
        ("{\"sparse\":[", "null,", "1]}"),
        ("{\"lists\":[", "[],", "[]]}"),
        ("{\"Text\":\"", "\\u0041", "\"}"),
        ("{\"Text\":\"", "é", "\"}"),
        ("{\"long\":", "1", "}"),
        ("{\"integer\":", "1", "}"),
        ("{\"double\":0.", "1", "}"),
        ("{\"time\":1.", "1", "}"),
        ("{\"document\":1", "0", "}"),
        ("{\"blob\":\"", "AAAA", "\"}"),
        ("{\"unknown\":\"", "\\\\", "\"}"),
        ("", " \n", "{}"),
        ("{\"Text\":\"", "\\\"", ""),
        ("", "\n", ""),
        ("[", "[", ""),
    ] {
        let text = format!("{start}{}{end}", piece.repeat(COUNT));
        let begun = Instant::now();
        let _ = from_slice(text.as_bytes(), Everything::default().slot());
        assert!(begun.elapsed() < Duration::from_secs(8), "{piece} took {:?}", begun.elapsed());
    }
}

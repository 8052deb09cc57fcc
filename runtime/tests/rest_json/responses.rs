//! Reading of successful responses.

use crate::shapes::*;
use crate::{decode, response};
use smithwright_runtime::error::FailureKind;
use smithwright_runtime::http::HeaderValue;
use smithwright_runtime::protocol::{Protocol, RestJson1};
use smithwright_runtime::value::StructureMut;
use smithwright_runtime::{Document, Timestamp};
use std::collections::BTreeMap;

fn read<T: StructureMut + Default>(headers: &[(&'static str, &str)], body: &str) -> T {
    let mut output = T::default();
    decode(response(201, headers, body), &mut output).unwrap();
    output
}

fn failure<T: StructureMut + Default>(headers: &[(&'static str, &str)], body: &str) -> String {
    let mut output = T::default();
    let failure = decode(response(200, headers, body), &mut output).unwrap_err();
    assert_eq!(failure.kind(), FailureKind::Response);
    failure.to_string()
}

#[test]
fn members_come_from_where_they_are_bound() {
    let output: Mixed = read(&[("x-header", "h")], r#"{"Text":"t","header":"no","status":7}"#);
    assert_eq!(output.header.as_deref(), Some("h"));
    assert_eq!(output.text.as_deref(), Some("t"));
    assert_eq!(output.status, Some(201));
}

#[test]
fn an_empty_body_is_an_empty_structure() {
    let output: Mixed = read(&[], "");
    assert_eq!(output, Mixed { status: Some(201), ..Mixed::default() });
    let _: Empty = read(&[], "");
}

#[test]
fn a_body_that_nobody_wants_is_not_read() {
    let _: Empty = read(&[], "not JSON");
    let output: Headers = read(&[("x-string", "a")], "not JSON");
    assert_eq!(output.text.as_deref(), Some("a"));
}

#[test]
fn headers_of_one_name_are_one_text() {
    let output: Headers =
        read(&[("x-string", "a"), ("x-string", "b"), ("x-foo-c", "c"), ("x-foo-c", "d")], "");
    assert_eq!(output.text.as_deref(), Some("a, b"));
    assert_eq!(output.prefixed.unwrap()["c"], "c, d");
}

#[test]
fn each_cookie_is_an_element() {
    #[derive(Clone, Default)]
    struct Cookies {
        set: Option<Vec<String>>,
    }

    smithwright_runtime::structure! {
        received Cookies = "Cookies" {
            set: "set", Header("Set-Cookie");
        }
    }

    let set = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=\"2\"; HttpOnly"];
    let output: Cookies = read(&set.map(|cookie| ("set-cookie", cookie)), "");
    assert_eq!(output.set.unwrap(), set);
}

/// Nobody checks what callers have stored as metadata.
#[test]
fn a_header_in_latin_1_is_text_too() {
    let mut answer = response(200, &[], "");
    let text = |bytes: &[u8]| HeaderValue::from_bytes(bytes).unwrap();
    answer.headers.insert("x-string", text(b"caf\xe9"));
    answer.headers.insert("x-foo-a", text("caf\u{e9}".as_bytes()));
    answer.headers.insert("x-foo-b", text(b"\xff"));
    let mut output = Headers::default();
    decode(answer, &mut output).unwrap();
    assert_eq!(output.text.as_deref(), Some("café"));
    let prefixed = output.prefixed.unwrap();
    assert_eq!((prefixed["a"].as_str(), prefixed["b"].as_str()), ("café", "ÿ"));
}

#[test]
fn headers() {
    let time = Timestamp::from_seconds(1_576_540_098);
    let output: Headers = read(
        &[
            ("X-String", " a, \"b\" "),
            ("X-StringList", r#""b,c", "\"def\"", a,  , "" ,x"#),
            ("X-StringList", "second"),
            ("X-Byte", "-1"),
            ("X-IntegerList", "1, 2,3"),
            ("X-BooleanList", "true, false"),
            ("X-Double", "-Infinity"),
            ("X-Time", "Mon, 16 Dec 2019 23:48:18 GMT"),
            ("X-TimestampList", "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT"),
            ("X-TimestampList", "Mon, 16 Dec 2019 23:48:18 GMT"),
            ("X-Seconds", "1576540098"),
            ("X-SecondsList", "1576540098, 1576540098"),
            ("X-EnumList", "Foo, New"),
            ("X-Json", "dHJ1ZQ=="),
            ("X-Foo-Abc", "Abc value"),
            ("X-Foo-", "no name"),
        ]
        .map(|(name, value)| (&*name.to_ascii_lowercase().leak(), value)),
        "",
    );
    assert_eq!(output.text.as_deref(), Some("a, \"b\""));
    assert_eq!(output.texts.unwrap(), ["b,c", "\"def\"", "a", "", "x", "second"]);
    assert_eq!(output.byte, Some(-1));
    assert_eq!(output.integers, Some(vec![1, 2, 3]));
    assert_eq!(output.flags, Some(vec![true, false]));
    assert_eq!(output.double, Some(f64::NEG_INFINITY));
    assert_eq!((output.time, output.times), (Some(time), Some(vec![time; 3])));
    assert_eq!((output.seconds, output.seconds_list), (Some(time), Some(vec![time; 2])));
    assert_eq!(output.kinds, Some(vec![Kind::Foo.into(), "New".into()]));
    assert_eq!(output.json.as_deref(), Some("true"));
    let prefixed = output.prefixed.unwrap();
    assert_eq!(prefixed.get("abc").map(String::as_str), Some("Abc value"));
    assert_eq!(prefixed.get("").map(String::as_str), Some("no name"));
}

#[test]
fn headers_that_are_not_there_leave_members_unset() {
    let output: Headers = read(&[], "");
    let no_entries = Some(BTreeMap::new());
    assert_eq!(output, Headers { prefixed: no_entries, ..Headers::default() });
    let output: Headers = read(&[("x-stringlist", "")], "");
    assert_eq!(output.texts, Some(vec![]));
}

/// The owners of objects in S3 choose such headers.
#[test]
fn an_optional_time_that_is_none_is_left_out() {
    let output: Headers = read(&[("x-time", "0"), ("x-seconds", "never"), ("x-byte", "7")], "");
    assert_eq!((output.time, output.seconds, output.byte), (None, None, Some(7)));
}

#[test]
fn an_empty_prefix_takes_all_headers() {
    let output: AllHeaders = read(&[("x-foo", "Foo"), ("hello", "There")], "");
    let all = output.all.unwrap();
    assert_eq!((all["x-foo"].as_str(), all["hello"].as_str(), all.len()), ("Foo", "There", 2));
    assert_eq!(output.hello.as_deref(), Some("There"));
}

#[test]
fn a_header_that_cannot_be_read_is_named_and_not_shown() {
    let text = failure::<Headers>(&[("x-byte", "777")], "");
    let expected = "the response is not what the model says: `byte`, from the header `X-Byte`, is not an integer of 8 bits";
    assert_eq!(text, format!("{expected} (status 200)"));
    for (name, value) in [
        ("x-integerlist", "1, x"),
        ("x-booleanlist", "True"),
        ("x-double", "inf"),
        ("x-double", "1e+400"),
        ("x-json", "777"),
        ("x-stringlist", "\"777"),
        ("x-stringlist", "\"7\"7"),
    ] {
        let text = failure::<Headers>(&[(name, value)], "");
        assert!(text.to_ascii_lowercase().contains(name) && !text.contains('7'), "{text}");
    }
}

#[test]
fn payloads() {
    assert_eq!(read::<BlobPayload>(&[], "blob").payload.as_deref(), Some(&b"blob"[..]));
    assert_eq!(read::<TextPayload>(&[], "raw").payload.as_deref(), Some("raw"));
    assert_eq!(read::<EnumPayload>(&[], "Foo").payload, Some(Kind::Foo.into()));
    let payload = read::<StructurePayload>(&[], r#"{"header":"h","Text":"t"}"#).payload.unwrap();
    assert_eq!((payload.header.as_deref(), payload.text.as_deref()), (Some("h"), Some("t")));
    assert_eq!(
        read::<UnionPayload>(&[], r#"{"greeting":"hi"}"#).payload,
        Some(Choice::Greeting("hi".into()))
    );
    assert_eq!(read::<DocumentPayload>(&[], "\"hello\"").payload, Some(Document::from("hello")));
    assert_eq!(read::<StreamPayload>(&[], "blob").payload.as_bytes().unwrap(), "blob");
}

#[test]
fn an_empty_payload_is_unset() {
    assert_eq!(read::<BlobPayload>(&[], ""), BlobPayload::default());
    assert_eq!(read::<TextPayload>(&[], ""), TextPayload::default());
    assert_eq!(read::<StructurePayload>(&[], ""), StructurePayload::default());
    assert_eq!(read::<UnionPayload>(&[("content-length", "0")], ""), UnionPayload::default());
    assert_eq!(read::<StreamPayload>(&[], ""), StreamPayload::default());
}

#[test]
fn only_a_streaming_payload_streams() {
    assert!(RestJson1.streams(StreamPayload::default().schema()));
    assert!(!RestJson1.streams(BlobPayload::default().schema()));
    assert!(!RestJson1.streams(Mixed::default().schema()));
}

#[test]
fn a_body_that_cannot_be_read_is_a_failure_with_the_place() {
    let text = failure::<Mixed>(&[("x-amzn-requestid", "id-1")], r#"{"Text":12345}"#);
    let expected = "expected a string, found a number at line 1, column 9 (byte 8), in Text (status 200, request id id-1)";
    assert_eq!(text, format!("the response is not what the model says: {expected}"));
    let text = failure::<StructurePayload>(&[], "<html>");
    assert!(text.contains("expected an object"), "{text}");
}

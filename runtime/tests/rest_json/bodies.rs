//! Bodies of requests: when there is one, of what type, and what is done to it.

use crate::shapes::*;
use crate::{TOKEN, body, encode, header};
use smithwright_runtime::message::Request;
use smithwright_runtime::operation::OperationSchema;
use smithwright_runtime::value::Structure;
use smithwright_runtime::{ByteStream, Document, operation};

const OPERATION: &OperationSchema = &operation("Op", "POST", "/", 200);

fn sent(input: &dyn Structure) -> (Option<String>, String) {
    let request = encode(OPERATION, input).unwrap();
    (header(&request, "content-type").map(str::to_owned), body(&request).to_owned())
}

fn typed(media_type: &str, body: &str) -> (Option<String>, String) {
    (Some(media_type.to_owned()), body.to_owned())
}

fn nothing() -> (Option<String>, String) {
    (None, String::new())
}

#[test]
fn a_member_in_the_body_makes_one() {
    assert_eq!(sent(&Empty {}), nothing());
    assert_eq!(sent(&Host::default()), typed("application/json", "{}"));
    let input = Mixed { header: Some("h".into()), text: Some("t".into()), ..Mixed::default() };
    assert_eq!(sent(&input), typed("application/json", &format!(r#"{{"Text":"t","token":"{TOKEN}"}}"#)));
}

#[test]
fn payloads_have_the_type_of_what_they_are() {
    let blob = BlobPayload { payload: Some("blob".into()), ..Default::default() };
    assert_eq!(sent(&blob), typed("application/octet-stream", "blob"));
    let blob = BlobPayload { payload: Some("".into()), ..Default::default() };
    assert_eq!(sent(&blob), typed("application/octet-stream", ""));
    let blob = TypedPayload { payload: Some("blob".into()), ..Default::default() };
    assert_eq!(sent(&blob), typed("image/jpeg", "blob"));
    let text = TextPayload { payload: Some("raw \"string\"".into()), ..Default::default() };
    assert_eq!(sent(&text), typed("text/plain", "raw \"string\""));
    let kind = EnumPayload { payload: Some(Kind::Foo), ..Default::default() };
    assert_eq!(sent(&kind), typed("text/plain", "Foo"));
    let union = UnionPayload { payload: Some(Choice::Greeting("hi".into())), ..Default::default() };
    assert_eq!(sent(&union), typed("application/json", r#"{"greeting":"hi"}"#));
    let document = DocumentPayload { payload: Some("hello".into()), ..Default::default() };
    assert_eq!(sent(&document), typed("application/json", r#""hello""#));
    let document =
        DocumentPayload { payload: Some(Document::from_iter([("foo", "bar")])), ..Default::default() };
    assert_eq!(sent(&document), typed("application/json", r#"{"foo":"bar"}"#));
    let stream = StreamPayload { payload: ByteStream::from("blob"), ..Default::default() };
    assert_eq!(sent(&stream), typed("application/octet-stream", "blob"));
}

#[test]
fn a_structure_in_a_payload_is_in_the_body_whole() {
    let inner = Mixed { header: Some("h".into()), ..Mixed::default() };
    let input = StructurePayload { payload: Some(inner), ..Default::default() };
    assert_eq!(sent(&input), typed("application/json", r#"{"header":"h"}"#));
}

#[test]
fn an_unset_payload_is_no_body_unless_it_is_a_structure() {
    assert_eq!(sent(&StructurePayload::default()), typed("application/json", "{}"));
    let without: [&dyn Structure; 5] = [
        &BlobPayload::default(),
        &TextPayload::default(),
        &UnionPayload::default(),
        &DocumentPayload::default(),
        &StreamPayload::default(),
    ];
    for input in without {
        assert_eq!(sent(input), nothing());
    }
}

#[test]
fn a_member_may_be_the_content_type() {
    let blob = BlobPayload { payload: Some("1234".into()), content_type: Some("image/jpg".into()) };
    assert_eq!(sent(&blob), typed("image/jpg", "1234"));
}

#[test]
fn an_unknown_variant_cannot_be_sent() {
    let input = UnionPayload { payload: Some(Choice::Unknown("later".into())), ..Default::default() };
    let failure = encode(OPERATION, &input).unwrap_err().to_string();
    assert!(failure.starts_with("Op: `Choice` can't be sent"), "{failure}");
}

#[allow(dead_code)] // Used where the features are on.
fn text(text: &str) -> Mixed {
    Mixed { text: Some(text.to_owned()), token: Some(String::new()), ..Mixed::default() }
}

#[allow(dead_code)]
fn bytes(request: &Request) -> &[u8] {
    request.body.as_bytes().unwrap()
}

const CHECKED: &OperationSchema = &operation("Op", "POST", "/", 200).checksum_required();

#[cfg(feature = "checksum")]
#[test]
fn a_checksum_is_that_of_the_body() {
    let request = encode(CHECKED, &Host { label: Some("x".into()) }).unwrap();
    // printf '{"label":"x"}' | openssl md5 -binary | base64
    assert_eq!(header(&request, "content-md5"), Some("8SiOR9Eq1j/z+W2OgQ1niw=="));
}

#[cfg(not(feature = "checksum"))]
#[test]
fn a_checksum_needs_a_feature() {
    let failure = encode(CHECKED, &Empty {}).unwrap_err();
    assert_eq!(failure.kind(), smithwright_runtime::error::FailureKind::Configuration);
    assert!(failure.to_string().contains("the feature `checksum`"), "{failure}");
}

const COMPRESSED: &OperationSchema = &operation("Op", "POST", "/", 200).compression();

#[cfg(feature = "compression")]
#[test]
fn large_bodies_are_compressed() {
    use std::io::Read as _;

    let long = "a".repeat(10_240);
    let mut request = encode(COMPRESSED, &text(&long)).unwrap();
    assert_eq!(header(&request, "content-encoding"), Some("gzip"));
    let mut plain = String::new();
    flate2::read::GzDecoder::new(bytes(&request)).read_to_string(&mut plain).unwrap();
    assert_eq!(plain, format!(r#"{{"Text":"{long}","token":""}}"#));
    request = encode(COMPRESSED, &Mixed { encoding: Some("custom".into()), ..text(&long) }).unwrap();
    assert_eq!(header(&request, "content-encoding"), Some("custom, gzip"));
}

#[test]
fn small_bodies_are_not_compressed() {
    let request = encode(COMPRESSED, &text("a")).unwrap();
    assert_eq!(header(&request, "content-encoding"), None);
    assert_eq!(body(&request), r#"{"Text":"a","token":""}"#);
}

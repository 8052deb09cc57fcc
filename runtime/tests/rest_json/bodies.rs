//! Request bodies: when there is one, its media type, and what traits do to it.

use crate::shapes::*;
use crate::{TOKEN, body, encode, header};
use smithwright_runtime::error::BoxError;
use smithwright_runtime::message::Request;
use smithwright_runtime::operation::{OperationSchema, OperationSetting};
use smithwright_runtime::protocol::{CallContext, Protocol, RestJson1};
use smithwright_runtime::value::Structure;
use smithwright_runtime::{self as runtime, ByteStream, Document};

const OPERATION: &OperationSchema =
    &OperationSchema { name: "Op", method: "POST", uri: "/", status: 200, settings: &[] };

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
    let kind = EnumPayload { payload: Some(Kind::Foo.into()), ..Default::default() };
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
    assert!(failure.starts_with("`Choice` can't be sent"), "{failure}");
}

fn text(text: &str) -> Mixed {
    Mixed { text: Some(text.to_owned()), token: Some(String::new()), ..Mixed::default() }
}

fn bytes(request: &Request) -> &[u8] {
    request.body.as_bytes().unwrap()
}

const CHECKED: &OperationSchema = &OperationSchema {
    name: "Op",
    method: "POST",
    uri: "/",
    status: 200,
    settings: &[OperationSetting::ChecksumRequired],
};

#[test]
fn a_checksum_is_that_of_the_body() {
    let request = encode(CHECKED, &Host { label: Some("x".into()) }).unwrap();
    // printf '{"label":"x"}' | openssl md5 -binary | base64
    assert_eq!(header(&request, "content-md5"), Some("8SiOR9Eq1j/z+W2OgQ1niw=="));
}

const LOCKED: &OperationSchema =
    &OperationSchema { name: "Op", method: "PUT", uri: "/", status: 200, settings: &[] };

#[derive(Clone, Default)]
struct Locked {
    key: Option<String>,
    digest: Option<String>,
}

runtime::structure! {
    received Locked = "Locked" {
        key: "Key", Sensitive, Header("x-key");
        digest: "KeyMD5", Header("x-key-md5"), Md5Of("Key");
    }
}

/// The expected digest is that of `openssl md5 -binary | base64`.
#[test]
fn the_md5_of_a_key_goes_along_with_it() {
    let sent = |key: Option<&str>, digest: Option<&str>| {
        let input = Locked { key: key.map(str::to_owned), digest: digest.map(str::to_owned) };
        encode(LOCKED, &input)
    };
    let digest = |key, digest| header(&sent(key, digest).unwrap(), "x-key-md5").map(str::to_owned);
    let key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    assert_eq!(digest(Some(key), None).as_deref(), Some("hRasmdxgYDKV3nvbahU1MA=="));
    assert_eq!(digest(Some(key), Some("own")).as_deref(), Some("own"));
    assert_eq!(digest(None, None), None);
    let failure = sent(Some("se cret!"), None).unwrap_err().to_string();
    assert!(
        failure.contains("`Key`") && failure.contains("base64") && !failure.contains("cret"),
        "{failure}"
    );
}

const HASHED: &OperationSchema = &OperationSchema {
    name: "Op",
    method: "POST",
    uri: "/",
    status: 200,
    settings: &[OperationSetting::Sha256TreeHash],
};

fn hashes(body: impl Into<ByteStream>) -> [String; 2] {
    let input = StreamPayload { payload: body.into(), ..Default::default() };
    let request = encode(HASHED, &input).unwrap();
    ["x-amz-content-sha256", "x-amz-sha256-tree-hash"].map(|name| header(&request, name).unwrap().to_owned())
}

#[test]
fn a_body_of_one_leaf_is_its_own_tree() {
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let greeting = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    let leaf = "9bc1b2a288b26af7257a36277ae3816a7d4f16e89c1e7e77d0a5c48bad62b360";
    assert_eq!(hashes(""), [nothing; 2]);
    assert_eq!(hashes("hello world"), [greeting; 2]);
    assert_eq!(hashes(vec![b'a'; 1 << 20]), [leaf; 2]);
}

/// The expected hashes were computed with Python's `hashlib`, for 2, 5 and 7 leaves. The last leaf of the first two is a single byte.
#[test]
fn leaves_are_hashed_in_pairs_and_an_odd_one_goes_up() {
    let cases = [
        (
            (1 << 20) + 1,
            "4a3f0c0c213adea1",
            "8dd49bbc6297567fac3852c2deddcdbc57358bc403c10d4f6dc64b143ad9b27b",
        ),
        (
            (4 << 20) + 1,
            "acd560a1e1d523c0",
            "24642c1865511005454d9fb21fe14ae87894db0a7ba1dd329908cf9486f1c811",
        ),
        (7 << 20, "c1b6bf6696da12b1", "97c5b900ef1ea71da2b168cbc9a5ca42130bae27ca3ef3277983bc069acaba16"),
    ];
    for (length, content, tree) in cases {
        let [found_content, found_tree] = hashes(vec![b'a'; length]);
        assert!(found_content.starts_with(content), "{length}: {found_content}");
        assert_eq!(found_tree, tree, "{length}");
    }
}

#[test]
fn a_hash_that_a_member_gives_is_sent() {
    let input = HashedPayload { tree_hash: Some("given".into()), payload: "hello world".into() };
    let request = encode(HASHED, &input).unwrap();
    assert_eq!(header(&request, "x-amz-sha256-tree-hash"), Some("given"));
    assert!(header(&request, "x-amz-content-sha256").unwrap().starts_with("b94d27b9"));
}

#[test]
fn a_stream_is_not_hashed() {
    let payload = ByteStream::from_stream(futures_util::stream::empty::<Result<_, BoxError>>(), Some(11));
    let failure = encode(HASHED, &StreamPayload { payload, ..Default::default() }).unwrap_err();
    assert_eq!(failure.kind(), smithwright_runtime::error::FailureKind::Input);
    assert!(failure.to_string().ends_with("give a body that is held in memory"), "{failure}");
}

const COMPRESSED: &OperationSchema = &OperationSchema {
    name: "Op",
    method: "POST",
    uri: "/",
    status: 200,
    settings: &[OperationSetting::Compression],
};

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
fn bodies_are_compressed_from_where_the_caller_wants_it() {
    let encoding = |compress_from| {
        let mut context = CallContext::new(TOKEN);
        context.compress_from = compress_from;
        let request = RestJson1.encode(COMPRESSED, &text(&"a".repeat(10_240)), context).unwrap();
        header(&request, "content-encoding").map(str::to_owned)
    };
    assert_eq!(encoding(Some(0)).as_deref(), Some("gzip"));
    assert_eq!(encoding(Some(20_000)), None);
    assert_eq!(encoding(None), None);
}

#[test]
fn small_bodies_are_not_compressed() {
    let request = encode(COMPRESSED, &text("a")).unwrap();
    assert_eq!(header(&request, "content-encoding"), None);
    assert_eq!(body(&request), r#"{"Text":"a","token":""}"#);
}

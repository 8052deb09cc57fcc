//! Frame suites: event stream messages as bytes, each with its meaning or the error that it must give; and the string to sign for a message.
//!
//! The cases run in this program. A valid frame must also give the same bytes when it is written again.

use super::compare::value::differences;
use super::outcome::{Kind, Outcome, Section};
use super::{Filter, Order};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::parse;
use smithwright_runtime::event_stream::frame::{Decoder, Encoder, Frame, HeaderValue};
use smithwright_runtime::sign::v4::{Scope, Signer};
use smithwright_runtime::{Bytes, Credentials, Timestamp};
use std::fmt::Write as _;

#[cfg(test)]
mod tests;

/// The cases of a file.
#[derive(Debug)]
pub(crate) struct FrameSuite {
    /// The name of the folder.
    pub(crate) name: String,
    /// The cases.
    pub(crate) cases: Vec<FrameCase>,
}

/// One case.
#[derive(Debug)]
pub(crate) enum FrameCase {
    /// Bytes, and the message that they are; `None` if they must be rejected.
    Frame { id: String, bytes: Result<Vec<u8>, String>, message: Option<Node> },
    /// The string to sign for a message.
    Signature { id: String, case: Node },
}

impl FrameSuite {
    /// Reads the cases in this JSON text; returns `None` if it is not such a suite.
    pub(crate) fn read(folder: &str, file: &str, text: &str) -> Option<Self> {
        let root = if text.contains("\"bytesBase64\"") || text.contains("AWS4-HMAC-SHA256-PAYLOAD") {
            parse(text).ok()?.root
        } else {
            return None;
        };
        let cases = match root.get("cases").and_then(Node::as_array) {
            Some(cases) => cases.iter().map(frame_case).collect(),
            None => vec![FrameCase::Signature { id: file.to_owned(), case: root }],
        };
        Some(Self { name: folder.to_owned(), cases })
    }
}

fn frame_case(case: &Node) -> FrameCase {
    let text = |key: &str| case.get(key).and_then(Node::as_str);
    let bytes = text("bytesBase64").ok_or("the case has no `bytesBase64`".to_owned());
    let message = case.get("message").cloned();
    let bytes = match (&message, text("error")) {
        (None, None) | (Some(_), Some(_)) => Err("expected one of `message` and `error`".to_owned()),
        _ => bytes.and_then(|bytes| STANDARD.decode(bytes).map_err(|error| error.to_string())),
    };
    let id = text("file").or(text("name")).unwrap_or("without a name").to_owned();
    FrameCase::Frame { id, bytes, message }
}

/// Runs the suites.
pub(super) fn run(suites: &[FrameSuite], order: &Order<'_>) -> Vec<Section> {
    let outcomes = |suite: &FrameSuite| {
        suite.cases.iter().filter_map(|case| outcome(case, &suite.name, &order.filter)).collect()
    };
    let section = |suite: &FrameSuite| Section {
        suite: suite.name.clone(),
        service: "frames".to_owned(),
        outcomes: outcomes(suite),
    };
    suites.iter().map(section).filter(|section| !section.outcomes.is_empty()).collect()
}

fn outcome(case: &FrameCase, suite: &str, filter: &Filter) -> Option<Outcome> {
    let (id, result) = match case {
        FrameCase::Frame { id, bytes, message } => {
            (id, bytes.clone().and_then(|bytes| frame(&bytes, message.as_ref())))
        }
        FrameCase::Signature { id, case } => (id, signature(case)),
    };
    let findings = result.unwrap_or_else(|reason| vec![reason]);
    filter.takes(suite, id).then(|| Outcome { kind: Kind::Frame, id: id.clone(), findings })
}

fn frame(bytes: &[u8], expected: Option<&Node>) -> Result<Vec<String>, String> {
    let mut decoder = Decoder::new();
    decoder.push(Bytes::copy_from_slice(bytes));
    let read = decoder.next_frame().and_then(|frame| decoder.finish().map(|()| frame));
    match (read, expected) {
        (Err(_), None) => Ok(Vec::new()),
        (Err(error), Some(_)) => Err(format!("expected a message, found an error: {error}")),
        (Ok(_), None) => Err("expected an error, found a message".to_owned()),
        (Ok(None), Some(_)) => Err("expected a message, found nothing".to_owned()),
        (Ok(Some(frame)), Some(expected)) => {
            let mut findings = differences(expected, &described(&frame, bytes)?);
            if written(&frame)? != bytes {
                findings.push("expected the same bytes when it is written again, found others".to_owned());
            }
            Ok(findings)
        }
    }
}

/// Describes the frame in the terms of the suite.
fn described(frame: &Frame, bytes: &[u8]) -> Result<Node, String> {
    let length = |bytes: Option<&[u8]>| {
        bytes.unwrap_or_default().iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte))
    };
    let headers: Vec<Value> = frame.headers().map(|(name, value)| header(name, value)).collect();
    let described = json!({
        "totalLength": length(bytes.get(..4)),
        "headersLength": length(bytes.get(4..8)),
        "headers": headers,
        "payloadBase64": STANDARD.encode(frame.payload()),
    });
    parse(&described.to_string()).map(|parsed| parsed.root).map_err(|error| error.to_string())
}

fn header(name: &str, value: HeaderValue<'_>) -> Value {
    let (kind, value) = match value {
        HeaderValue::Boolean(value) => ("boolean", json!(value)),
        HeaderValue::Byte(value) => ("byte", json!(value)),
        HeaderValue::Short(value) => ("short", json!(value)),
        HeaderValue::Integer(value) => ("integer", json!(value)),
        HeaderValue::Long(value) => ("long", json!(value)),
        HeaderValue::Bytes(value) => ("blob", json!(STANDARD.encode(value))),
        HeaderValue::String(value) => ("string", json!(value)),
        HeaderValue::Timestamp(value) => {
            let millis = value.seconds() * 1000 + i64::from(value.subsecond_nanos() / 1_000_000);
            ("timestampMillis", json!(millis))
        }
        HeaderValue::Uuid(value) => {
            let hex = value.iter().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            });
            ("uuid", json!(hex))
        }
        other => (other.type_name(), Value::Null),
    };
    json!({ "name": name, "type": kind, "value": value })
}

fn written(frame: &Frame) -> Result<Vec<u8>, String> {
    let mut encoder = Encoder::new();
    for (name, value) in frame.headers() {
        encoder.header(name, value).map_err(|error| error.to_string())?;
    }
    encoder.finish(frame.payload()).map_err(|error| error.to_string())
}

/// Compares the string to sign for a message. The previous signature may be given as the hash of a text: `sha256_hex("…")`.
fn signature(case: &Node) -> Result<Vec<String>, String> {
    let text = |node: &Node, key: &str| {
        let missing = || format!("the case has no text `{key}`");
        node.get(key).and_then(Node::as_str).map(str::to_owned).ok_or_else(missing)
    };
    let message = case.get("message").ok_or("the case has no `message`")?;
    let headers = message.get("headers").and_then(Node::as_array).unwrap_or_default();
    let failed = |error: smithwright_runtime::event_stream::frame::FrameError| error.to_string();
    let mut encoder = Encoder::new();
    for header in headers {
        encoder
            .header(&text(header, "name")?, HeaderValue::String(&text(header, "value")?))
            .map_err(failed)?;
    }
    let encoded = encoder.finish(text(message, "payload")?.as_bytes()).map_err(failed)?;
    let time = case.get("epochSeconds").and_then(Node::as_i64).ok_or("the case has no `epochSeconds`")?;
    let time = Timestamp::from_seconds(time);
    let mut date = b"\x05:date\x08".to_vec();
    date.extend((time.seconds() * 1000).to_be_bytes());
    let credentials = Credentials::new("id", "key");
    let (region, service) = (text(case, "region")?, text(case, "service")?);
    let scope = Scope { credentials: &credentials, region: &region, service: &service, time };
    let signer = Signer::default();
    let previous = text(case, "previousSignature")?;
    let previous = match previous.strip_prefix("sha256_hex(\"").and_then(|rest| rest.strip_suffix("\")")) {
        // The last line of a string to sign is the hash of the payload.
        Some(hashed) => {
            let signed = signer.sign_message(&scope, "", b"", hashed.as_bytes());
            signed.string_to_sign.lines().last().unwrap_or_default().to_owned()
        }
        None => previous,
    };
    let signed = signer.sign_message(&scope, &previous, &date, &encoded).string_to_sign;
    let expected = text(case, "stringToSign")?;
    let wrong = || format!("string to sign: expected {expected:?}, found {signed:?}");
    Ok(if signed == expected { Vec::new() } else { vec![wrong()] })
}

//! Finding what is wrong with the messages of a case.

use super::case::{Event, EventsCase};
use crate::compare::request::{self, Sent};
use crate::compare::value::{differences, print};
use crate::protocol::observed::Observed;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use smithwright_codegen::model::node::parse;
use smithwright_runtime::Bytes;
use smithwright_runtime::event_stream::frame::{Decoder, Frame, HeaderValue};
use smithwright_runtime::timestamp::Format;
use std::collections::BTreeMap;

/// The media type of a body that consists of messages.
const MESSAGES: &str = "application/vnd.amazon.eventstream";

/// Returns a finding for each way in which what the program prints is not what the case expects.
pub(crate) fn judge(case: &EventsCase, observed: &Observed) -> Vec<String> {
    match observed {
        Observed::Request(sent) => sent_events(case, sent),
        Observed::Values(expected, found) => {
            let mut findings = differences(expected, found);
            // The program was given these bytes, so what the case says about them must be true.
            for event in &case.received {
                findings.extend(match frames(&event.bytes) {
                    Ok(frames) => frames.iter().flat_map(|frame| event_findings(event, frame)).collect(),
                    Err(error) => vec![error],
                });
            }
            findings
        }
        Observed::Failure(message) => vec![message.clone()],
    }
}

fn sent_events(case: &EventsCase, sent: &Sent) -> Vec<String> {
    let mut findings = Vec::new();
    if let Some(expected) = &case.initial_request {
        findings.extend(request::findings(expected, sent));
    }
    if !case.says_events && sent.header("content-type").as_deref() != Some(MESSAGES) {
        return findings;
    }
    let mut frames = match unsigned(&sent.body) {
        Ok(frames) => frames,
        Err(error) => return vec![error],
    };
    // A case that says nothing of events expects none; the first request may be a message all the same.
    if !case.says_events {
        frames.retain(|frame| frame.header(":event-type") != Some(HeaderValue::String("initial-request")));
    }
    if frames.len() != case.sent.len() {
        findings.push(format!("expected {} events, found {}", case.sent.len(), frames.len()));
    }
    for (event, frame) in case.sent.iter().zip(&frames) {
        findings.extend(event_findings(event, frame));
        findings.extend(message_findings(event, frame));
    }
    findings
}

/// Compares a message that was sent with the whole message of the case: all headers, in any order, and the payload, of which JSON may be written in several ways.
fn message_findings(event: &Event, sent: &Frame) -> Vec<String> {
    let expected = match frames(&event.bytes).as_deref() {
        Ok([expected]) => expected.clone(),
        Ok(several) => return vec![format!("expected one message in `bytes`, found {}", several.len())],
        Err(error) => return vec![format!("the event's `bytes` are no message: {error}")],
    };
    let headers = |frame: &Frame| -> BTreeMap<String, Option<(&str, String)>> {
        frame.headers().map(|(name, value)| (name.to_owned(), described(value))).collect()
    };
    let (of_case, found) = (headers(&expected), headers(sent));
    let mut findings = Vec::new();
    if of_case != found {
        findings.push(format!("event headers: expected {of_case:?}, found {found:?}"));
    }
    let json = |payload: &[u8]| std::str::from_utf8(payload).ok().and_then(|text| parse(text).ok());
    match (json(expected.payload()), json(sent.payload())) {
        (Some(expected), Some(sent)) => findings.extend(differences(&expected.root, &sent.root)),
        _ if expected.payload() == sent.payload() => {}
        _ => findings.push("event payload: expected that of `bytes`, found another".to_owned()),
    }
    findings
}

fn frames(bytes: &[u8]) -> Result<Vec<Frame>, String> {
    let mut decoder = Decoder::new();
    decoder.push(Bytes::copy_from_slice(bytes));
    let mut frames = Vec::new();
    while let Some(frame) = decoder.next_frame().map_err(|error| error.to_string())? {
        frames.push(frame);
    }
    decoder.finish().map_err(|error| error.to_string())?;
    Ok(frames)
}

/// Returns the messages, taken out of the messages with their signatures.
fn unsigned(body: &[u8]) -> Result<Vec<Frame>, String> {
    let outer = frames(body)?;
    if !outer.iter().any(|frame| frame.header(":chunk-signature").is_some()) {
        return Ok(outer);
    }
    match outer.split_last() {
        Some((last, signed)) if last.payload().is_empty() => {
            let inner = signed.iter().map(|frame| frames(frame.payload()));
            Ok(inner.collect::<Result<Vec<_>, _>>()?.concat())
        }
        _ => Err("expected an empty message at the end, signed, found none".to_owned()),
    }
}

fn event_findings(event: &Event, frame: &Frame) -> Vec<String> {
    let mut findings = Vec::new();
    for (name, kind, value) in &event.headers {
        let found = frame.header(name).and_then(described);
        let expected = (kind.as_str(), print(value));
        match &found {
            Some((kind, value)) if (*kind, value) == (expected.0, &expected.1) => {}
            Some((kind, value)) => findings.push(format!(
                "event header {name}: expected {} {}, found {kind} {value}",
                expected.0, expected.1
            )),
            None => findings
                .push(format!("event header {name}: expected {} {}, found nothing", expected.0, expected.1)),
        }
    }
    for name in event.forbidden_headers.iter().filter(|name| frame.header(name).is_some()) {
        findings.push(format!("event header {name}: expected nothing, found a value"));
    }
    for name in event.required_headers.iter().filter(|name| frame.header(name).is_none()) {
        findings.push(format!("event header {name}: expected any value, found nothing"));
    }
    let body = request::body(event.body.as_ref(), frame.payload());
    findings.extend(body.into_iter().map(|finding| format!("event {finding}")));
    findings
}

/// Describes the type and the value of a header in the terms of the suite.
fn described(value: HeaderValue<'_>) -> Option<(&'static str, String)> {
    let text = |text: &str| format!("{text:?}");
    Some(match value {
        HeaderValue::Boolean(value) => ("boolean", value.to_string()),
        HeaderValue::Byte(value) => ("byte", value.to_string()),
        HeaderValue::Short(value) => ("short", value.to_string()),
        HeaderValue::Integer(value) => ("integer", value.to_string()),
        HeaderValue::Long(value) => ("long", value.to_string()),
        HeaderValue::Bytes(value) => ("blob", text(&STANDARD.encode(value))),
        HeaderValue::String(value) => ("string", text(value)),
        HeaderValue::Timestamp(value) => ("timestamp", text(&value.format(Format::DateTime).ok()?)),
        _ => return None,
    })
}

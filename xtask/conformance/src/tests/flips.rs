//! Changes one expectation in each of a random sample of cases: all of those must fail, and no others.

use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use outcome::Kind;
use random::Random;
use serde_json::Value;
use smithwright_runtime::Bytes;
use smithwright_runtime::event_stream::frame::{Decoder, Encoder, HeaderValue};
use std::collections::BTreeSet;
use std::fs;

/// The official suites that are sampled if they are beside the checkout: those that compile fast and whose numbers fit a double, since they go through
/// serde_json.
const OFFICIAL: [&str; 2] = ["awsJson1_0", "rpcv2Cbor"];

/// The official suite whose cases of event streams are sampled.
const EVENTS: &str = "restJson1";

const HTTP_CASES: [&str; 2] = ["smithy.test#httpRequestTests", "smithy.test#httpResponseTests"];
const EVENT_CASES: &str = "smithy.test#eventStreamTests";

/// Returns the seed of the sample, which is the same in each run unless the variable `FLIPS_SEED` sets another.
fn seed() -> u64 {
    std::env::var("FLIPS_SEED").map_or(1, |seed| seed.parse().unwrap())
}

/// One in this many cases is changed.
const ONE_IN: usize = 4;

#[test]
fn every_changed_expectation_turns_its_case_red() {
    let seed = seed();
    let mut random = Random::new(seed);
    let workspace = Workspace::of_this_build();
    let folder = workspace.root().join("../shared/smithy-tests/protocol-tests");
    let mut texts = vec![("shelf", SHELF.to_owned())];
    for name in OFFICIAL {
        texts.extend(fs::read_to_string(folder.join(format!("{name}.json"))).ok().map(|text| (name, text)));
    }
    let mut flipped = BTreeSet::new();
    texts.extend(fs::read_to_string(folder.join(format!("{EVENTS}.json"))).ok().map(|text| (EVENTS, text)));
    let suites: Vec<ProtocolSuite> = texts
        .iter()
        .map(|(name, text)| {
            let mut model: Value = serde_json::from_str(text).unwrap();
            if *name == EVENTS {
                drop_http_cases(&mut model);
            }
            flip_some(&mut model, name, &mut random, &mut flipped);
            suite(name, &model.to_string())
        })
        .collect();
    let order = Order::of_test(&workspace, "flips");
    let mut red = BTreeSet::new();
    for section in protocol::run(&suites, &order).unwrap() {
        let failed = section.outcomes.into_iter().filter(|outcome| !outcome.passed());
        red.extend(failed.map(|outcome| (section.suite.clone(), outcome.kind, outcome.id)));
    }
    assert!(!flipped.is_empty(), "seed {seed}");
    assert_eq!(red.len(), flipped.len(), "seed {seed}: {:?}", red.symmetric_difference(&flipped));
    assert_eq!(red, flipped, "seed {seed}");
}

fn drop_http_cases(model: &mut Value) {
    for shape in model["shapes"].as_object_mut().unwrap().values_mut() {
        if let Some(traits) = shape.get_mut("traits").and_then(Value::as_object_mut) {
            HTTP_CASES.iter().for_each(|name| drop(traits.remove(*name)));
        }
    }
}

type Flipped = BTreeSet<(String, Kind, String)>;

/// Changes an expectation in some of the cases of a model, and records which.
fn flip_some(model: &mut Value, suite: &str, random: &mut Random, flipped: &mut Flipped) {
    for shape in model["shapes"].as_object_mut().unwrap().values_mut() {
        let is_operation = shape["type"] == "operation";
        let Some(traits) = shape.get_mut("traits") else { continue };
        let kind = if is_operation { Kind::Response } else { Kind::Error };
        let [requests, responses] = HTTP_CASES;
        for (name, kind) in [(requests, Kind::Request), (responses, kind), (EVENT_CASES, Kind::Events)] {
            let cases = traits.get_mut(name).and_then(Value::as_array_mut);
            for case in cases.into_iter().flatten() {
                let applies = case.get("appliesTo").is_none_or(|it| it == "client");
                // Change only some of the cases; other seeds change others.
                if !applies || random.below(ONE_IN) != 0 {
                    continue;
                }
                let changed = match kind {
                    Kind::Request => flip_request(case, random),
                    Kind::Events => flip_event(case, random),
                    _ => case.get_mut("params").is_some_and(|params| flip_leaf(params, random)),
                };
                if changed {
                    flipped.insert((suite.to_owned(), kind, case["id"].as_str().unwrap().to_owned()));
                }
            }
        }
    }
}

/// Changes what one of the events must be: its message, a header, or something in its body or value.
fn flip_event(case: &mut Value, random: &mut Random) -> bool {
    let Some(events) = case.get_mut("events").and_then(Value::as_array_mut) else { return false };
    let Some(event) = events.first_mut() else { return false };
    let is_sent = event["type"] == "request";
    match random.below(3) {
        // The bytes of an event that is received are no expectation, but what the client is given.
        0 if is_sent => {
            let bytes =
                event.get("bytes").and_then(Value::as_str).and_then(|text| STANDARD.decode(text).ok());
            let changed = bytes.and_then(|bytes| with_another_header(&bytes));
            changed.map(|bytes| event["bytes"] = STANDARD.encode(bytes).into()).is_some()
        }
        1 => {
            let headers = event.get_mut("headers").and_then(Value::as_object_mut);
            let Some(headers) = headers.filter(|headers| !headers.is_empty()) else { return false };
            let at = random.below(headers.len());
            headers.values_mut().nth(at).is_some_and(|header| flip_leaf(header, random))
        }
        _ => forbid_a_header(event),
    }
}

/// Adds a header to a message.
fn with_another_header(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = Decoder::new();
    decoder.push(Bytes::copy_from_slice(bytes));
    let frame = decoder.next_frame().ok()??;
    let mut encoder = Encoder::new();
    for (name, value) in frame.headers() {
        encoder.header(name, value).ok()?;
    }
    encoder.header("one-more", HeaderValue::Boolean(true)).ok()?;
    encoder.finish(frame.payload()).ok()
}

/// Changes what a request must be: its method, path, query, host, a header, or something in its body.
fn flip_request(case: &mut Value, random: &mut Random) -> bool {
    match random.below(10) {
        0 => case.get_mut("uri").is_some_and(append),
        1 => case.get_mut("method").is_some_and(append),
        2 => case.get_mut("resolvedHost").is_some_and(append),
        3 => {
            case["requireHeaders"] = ["X-Not-Sent"].into();
            true
        }
        4 => {
            case["requireQueryParams"] = ["not-sent"].into();
            true
        }
        5 => forbid_a_header(case),
        6 | 7 => {
            let headers = case.get_mut("headers").and_then(Value::as_object_mut);
            let Some(headers) = headers.filter(|headers| !headers.is_empty()) else { return false };
            let at = random.below(headers.len());
            headers.values_mut().nth(at).is_some_and(append)
        }
        _ => {
            let Some(body) = case.get("body").and_then(Value::as_str) else { return false };
            let changed = match case.get("bodyMediaType").and_then(Value::as_str) {
                Some("application/json") => flip_json(body, random),
                Some("application/cbor") => flip_cbor(body),
                _ => None,
            };
            let Some(changed) = changed else { return false };
            case["body"] = changed.into();
            true
        }
    }
}

/// Forbids a header that has to be there.
fn forbid_a_header(message: &mut Value) -> bool {
    let headers = message.get("headers").and_then(Value::as_object);
    let Some(name) = headers.and_then(|headers| headers.keys().next()).cloned() else { return false };
    message["forbidHeaders"] = [name].into();
    true
}

fn append(text: &mut Value) -> bool {
    let Some(old) = text.as_str() else { return false };
    *text = format!("{old}x").into();
    true
}

fn flip_json(body: &str, random: &mut Random) -> Option<String> {
    let mut value: Value = serde_json::from_str(body).ok()?;
    flip_leaf(&mut value, random).then(|| value.to_string())
}

/// Adds an entry to the outermost map.
fn flip_cbor(body: &str) -> Option<String> {
    let mut value: ciborium::Value = ciborium::from_reader(STANDARD.decode(body).ok()?.as_slice()).ok()?;
    value.as_map_mut()?.push(("one more".into(), true.into()));
    let mut out = Vec::new();
    ciborium::into_writer(&value, &mut out).ok()?;
    Some(STANDARD.encode(out))
}

/// Changes one of the scalars in a value; returns `false` if there are none but `null`.
fn flip_leaf(value: &mut Value, random: &mut Random) -> bool {
    let leaves = count(value);
    leaves > 0 && flip_at(value, &mut random.below(leaves))
}

fn count(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(values) => values.iter().map(count).sum(),
        Value::Object(entries) => entries.values().map(count).sum(),
        _ => 1,
    }
}

/// Changes the scalar that comes after `before` others.
fn flip_at(value: &mut Value, before: &mut usize) -> bool {
    match value {
        Value::Null => return false,
        Value::Array(values) => return values.iter_mut().any(|value| flip_at(value, before)),
        Value::Object(entries) => return entries.values_mut().any(|value| flip_at(value, before)),
        _ => {}
    }
    if *before > 0 {
        *before -= 1;
        return false;
    }
    *value = match &*value {
        Value::Bool(it) => (!it).into(),
        Value::Number(it) if it.as_f64() == Some(2.0) => 3.into(),
        Value::Number(_) => 2.into(),
        Value::String(it) => match it.as_str() {
            "NaN" | "Infinity" => "-Infinity".into(),
            "-Infinity" => "NaN".into(),
            other => format!("{other}x").into(),
        },
        other => other.clone(),
    };
    true
}

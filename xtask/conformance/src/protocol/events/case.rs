//! Reading the cases as the suite writes them.

use crate::compare::xml::Keys;
use crate::protocol::case::{Body, RequestCase, ResponseCase, expected_body, request, response, text, texts};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use smithwright_codegen::model::Node;
use std::rc::Rc;

/// One entry of `eventStreamTests`.
#[derive(Clone, Debug)]
pub(crate) struct EventsCase {
    /// The members of the input that are sent before the events.
    pub(crate) initial_request_params: Option<Node>,
    /// The request that they must give.
    pub(crate) initial_request: Option<RequestCase>,
    /// The members of the output that are received before the events.
    pub(crate) initial_response_params: Option<Node>,
    /// The response from which they are read.
    pub(crate) initial_response: Option<ResponseCase>,
    /// Whether the case says anything of events: one that doesn't is about the first request or response only.
    pub(crate) says_events: bool,
    /// The events that are sent.
    pub(crate) sent: Vec<Event>,
    /// The events that are received.
    pub(crate) received: Vec<Event>,
    /// How the case must end.
    pub(crate) expectation: Expectation,
}

/// How a case must end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expectation {
    /// Without an error.
    Success,
    /// With any error.
    Failure,
    /// With this modeled error, by its shape name.
    Error(String),
}

/// An event.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Its value, a member of the union.
    pub(crate) params: Option<Node>,
    /// The headers of its message: names, types and values.
    pub(crate) headers: Vec<(String, String, Node)>,
    pub(crate) forbidden_headers: Vec<String>,
    pub(crate) required_headers: Vec<String>,
    pub(crate) body: Option<Body>,
    /// The whole message.
    pub(crate) bytes: Vec<u8>,
}

/// Reads an entry.
pub(crate) fn events(entry: &Node, keys: &Rc<Keys>) -> Result<EventsCase, String> {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for node in entry.get("events").and_then(Node::as_array).unwrap_or_default() {
        let event = event(node, keys)?;
        match node.get("type").and_then(Node::as_str) {
            Some("request") => sent.push(event),
            Some("response") => received.push(event),
            _ => return Err("expected `request` or `response` as the type of an event".to_owned()),
        }
    }
    Ok(EventsCase {
        initial_request_params: entry.get("initialRequestParams").cloned(),
        initial_request: entry.get("initialRequest").map(|it| request(it, keys)).transpose()?,
        initial_response_params: entry.get("initialResponseParams").cloned(),
        initial_response: entry.get("initialResponse").map(response).transpose()?,
        says_events: entry.get("events").is_some(),
        sent,
        received,
        expectation: expectation(entry)?,
    })
}

fn expectation(entry: &Node) -> Result<Expectation, String> {
    let Some(expectation) = entry.get("expectation") else { return Ok(Expectation::Success) };
    match (expectation.get("failure"), expectation.get("success")) {
        (Some(failure), None) => Ok(match text(failure, "errorId")? {
            Some(id) => Expectation::Error(id.rsplit('#').next().unwrap_or(&id).to_owned()),
            None => Expectation::Failure,
        }),
        (None, Some(_)) => Ok(Expectation::Success),
        _ => Err("expected `success` or `failure` in `expectation`".to_owned()),
    }
}

fn event(node: &Node, keys: &Rc<Keys>) -> Result<Event, String> {
    let bytes = text(node, "bytes")?.ok_or("the event has no `bytes`")?;
    Ok(Event {
        params: node.get("params").cloned(),
        headers: headers(node)?,
        forbidden_headers: texts(node, "forbidHeaders")?,
        required_headers: texts(node, "requireHeaders")?,
        body: match text(node, "body")? {
            Some(body) => {
                Some(expected_body(&body, &text(node, "bodyMediaType")?.unwrap_or_default(), keys)?)
            }
            None => None,
        },
        bytes: STANDARD
            .decode(bytes)
            .map_err(|error| format!("the event's `bytes` are no base64: {error}"))?,
    })
}

fn headers(node: &Node) -> Result<Vec<(String, String, Node)>, String> {
    let wrong = || "expected a type and a value for each of `headers`".to_owned();
    let Some(headers) = node.get("headers") else { return Ok(Vec::new()) };
    let headers = headers.as_object().ok_or_else(wrong)?;
    let header = |entry: &smithwright_codegen::model::node::Entry| {
        let value = entry.value.as_object()?.iter().next()?;
        Some((entry.key.to_string(), value.key.to_string(), value.value.clone()))
    };
    headers.iter().map(|entry| header(entry).ok_or_else(wrong)).collect()
}

//! Reading the cases of a suite from the traits in its model.

use super::client_settings::{self, ClientSettings};
use super::events::{EventsCase, events};
use crate::compare::cbor;
use crate::compare::xml::{self, Keys};
use crate::outcome::Kind;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use smithwright_codegen::model::node::{Object, parse};
use smithwright_codegen::model::{Model, Node, Service, Shape, ShapeId};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The media type of bodies that cases give in base64.
const CBOR: &str = "application/cbor";

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";
const EVENTS: &str = "smithy.test#eventStreamTests";

/// A case that applies to clients.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// Its id, which is unique within its kind and suite.
    pub(crate) id: String,
    /// The id of the protocol that it is for.
    pub(crate) protocol: Option<String>,
    /// The operation or, for an error's case, the error.
    pub(crate) shape: ShapeId,
    /// What it tests.
    pub(crate) test: Test,
}

/// What a case tests.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// The request that a client sends.
    Request(Box<RequestCase>),
    /// The output that a client reads from a response.
    Response(ResponseCase),
    /// The error that a client reads from a response.
    Error(ResponseCase),
    /// The events that a client sends, or reads from a response.
    Events(Box<EventsCase>),
    /// Nothing: the case itself can't be used, for this reason.
    Unusable(Kind, String),
}

/// One entry of `httpRequestTests`.
#[derive(Clone, Debug)]
pub(crate) struct RequestCase {
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) host: Option<String>,
    pub(crate) resolved_host: Option<String>,
    pub(crate) query_parameters: Vec<String>,
    pub(crate) forbidden_query_parameters: Vec<String>,
    pub(crate) required_query_parameters: Vec<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) forbidden_headers: Vec<String>,
    pub(crate) required_headers: Vec<String>,
    pub(crate) body: Option<Body>,
    pub(crate) params: Option<Node>,
    /// How the client is configured, if the case specifies more than a host.
    pub(crate) client: Option<ClientSettings>,
}

/// One entry of `httpResponseTests`.
#[derive(Clone, Debug)]
pub(crate) struct ResponseCase {
    pub(crate) code: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) params: Option<Node>,
    /// For an error's case, the error code that callers must see.
    pub(crate) error_code: Option<String>,
    /// For an error's case, the fault that callers must see, `Sender` or `Receiver`.
    pub(crate) fault: Option<String>,
}

/// The expected body.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// CBOR with the value of this tree.
    Cbor(Node),
    /// JSON with this value.
    Json(Node),
    /// XML that is equivalent to this text.
    Xml(String, Rc<Keys>),
    /// A form with the same parameters as this text.
    Form(String),
    /// These bytes.
    Bytes(Vec<u8>),
}

impl Case {
    /// Returns what it tests.
    pub(crate) fn kind(&self) -> Kind {
        match &self.test {
            Test::Request(_) => Kind::Request,
            Test::Response(_) => Kind::Response,
            Test::Error(_) => Kind::Error,
            Test::Events(_) => Kind::Events,
            Test::Unusable(kind, _) => *kind,
        }
    }
}

/// Reads every case of a service that applies to clients: those of its operations, then those of the errors bound to the service or its operations, each
/// error once.
pub(crate) fn of(model: &Model, service: &Service) -> Vec<Case> {
    let operations = model.operations_of(service);
    let keys = Rc::new(Keys::of(model));
    let mut cases = Vec::new();
    for (shape, _) in &operations {
        read(
            shape,
            REQUESTS,
            &mut cases,
            |entry| request(entry, &keys).map(Box::new).map(Test::Request),
            Kind::Request,
        );
        read(shape, RESPONSES, &mut cases, |entry| response(entry).map(Test::Response), Kind::Response);
        read(
            shape,
            EVENTS,
            &mut cases,
            |entry| events(entry, &keys).map(Box::new).map(Test::Events),
            Kind::Events,
        );
    }
    let bound = operations.iter().flat_map(|(_, operation)| &operation.errors);
    let errors: BTreeSet<&ShapeId> = bound.chain(&service.errors).map(|error| &error.id).collect();
    for error in errors.into_iter().filter_map(|id| model.shape(id)) {
        read(error, RESPONSES, &mut cases, |entry| response(entry).map(Test::Error), Kind::Error);
    }
    cases
}

fn read(
    shape: &Shape,
    name: &str,
    cases: &mut Vec<Case>,
    test: impl Fn(&Node) -> Result<Test, String>,
    kind: Kind,
) {
    let entries = shape.traits.get(name).and_then(Node::as_array).unwrap_or_default();
    let applies =
        |entry: &&Node| entry.get("appliesTo").and_then(Node::as_str).is_none_or(|it| it == "client");
    cases.extend(entries.iter().filter(applies).map(|entry| Case {
        id: entry.get("id").and_then(Node::as_str).unwrap_or("without an id").to_owned(),
        protocol: entry.get("protocol").and_then(Node::as_str).map(ToOwned::to_owned),
        shape: shape.id.clone(),
        test: test(entry).unwrap_or_else(|reason| Test::Unusable(kind, reason)),
    }));
}

pub(super) fn request(entry: &Node, keys: &Rc<Keys>) -> Result<RequestCase, String> {
    let client = settings(entry, &["scopedConfig"])?.map(client_settings::read).transpose()?;
    Ok(RequestCase {
        method: text(entry, "method")?.ok_or("the case has no `method`")?,
        uri: text(entry, "uri")?.ok_or("the case has no `uri`")?,
        host: text(entry, "host")?,
        resolved_host: text(entry, "resolvedHost")?,
        query_parameters: texts(entry, "queryParams")?,
        forbidden_query_parameters: texts(entry, "forbidQueryParams")?,
        required_query_parameters: texts(entry, "requireQueryParams")?,
        headers: headers(entry)?,
        forbidden_headers: texts(entry, "forbidHeaders")?,
        required_headers: texts(entry, "requireHeaders")?,
        body: match text(entry, "body")? {
            Some(body) => Some(expected_body(&body, &media_type(entry)?, keys)?),
            None => None,
        },
        params: entry.get("params").cloned(),
        client,
    })
}

pub(super) fn response(entry: &Node) -> Result<ResponseCase, String> {
    let settings = settings(entry, &["code", "type"])?;
    let body = text(entry, "body")?.unwrap_or_default();
    let body = if media_type(entry)? == CBOR { from_base64(&body)? } else { body.into_bytes() };
    let code = entry.get("code").and_then(Node::as_i64).and_then(|code| u16::try_from(code).ok());
    Ok(ResponseCase {
        code: code.ok_or("the case has no `code`")?,
        headers: headers(entry)?,
        body,
        params: entry.get("params").cloned(),
        error_code: settings.map_or(Ok(None), |settings| text(settings, "code"))?,
        fault: settings.map_or(Ok(None), |settings| text(settings, "type"))?,
    })
}

/// Returns the media type of the body, or an empty string.
fn media_type(entry: &Node) -> Result<String, String> {
    Ok(text(entry, "bodyMediaType")?.unwrap_or_default())
}

pub(super) fn expected_body(text: &str, media_type: &str, keys: &Rc<Keys>) -> Result<Body, String> {
    match media_type {
        CBOR => {
            let tree = cbor::tree(&from_base64(text)?);
            tree.map(Body::Cbor).map_err(|error| format!("the expected body can't be read: {error}"))
        }
        _ if text.is_empty() => Ok(Body::Bytes(Vec::new())),
        "application/json" => {
            let parsed = parse(text).map_err(|error| format!("the expected body is no JSON: {error}"))?;
            Ok(Body::Json(parsed.root))
        }
        "application/xml" => {
            xml::parse(text).map_err(|error| format!("the expected body is no XML: {error}"))?;
            Ok(Body::Xml(text.to_owned(), Rc::clone(keys)))
        }
        "application/x-www-form-urlencoded" => Ok(Body::Form(text.to_owned())),
        _ => Ok(Body::Bytes(text.as_bytes().to_vec())),
    }
}

/// Decodes a body that a case can't give as text.
fn from_base64(text: &str) -> Result<Vec<u8>, String> {
    STANDARD.decode(text).map_err(|error| format!("the body is not base64: {error}"))
}

/// Returns the `vendorParams` of the case. Fails if they have a setting that is not known here.
fn settings<'a>(entry: &'a Node, known: &[&str]) -> Result<Option<&'a Node>, String> {
    let Some(node) = entry.get("vendorParams") else { return Ok(None) };
    let keys = node.as_object().into_iter().flat_map(Object::keys);
    let unknown: Vec<&str> = keys.filter(|key| !known.contains(key)).collect();
    if unknown.is_empty() {
        return Ok(Some(node));
    }
    Err(format!("the settings of `vendorParams` are not known: {}", unknown.join(", ")))
}

pub(super) fn text(entry: &Node, key: &str) -> Result<Option<String>, String> {
    match entry.get(key) {
        None => Ok(None),
        Some(node) => match node.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => Err(format!("expected a text at `{key}`, found {}", node.found())),
        },
    }
}

pub(super) fn texts(entry: &Node, key: &str) -> Result<Vec<String>, String> {
    let Some(node) = entry.get(key) else { return Ok(Vec::new()) };
    let wrong = || format!("expected texts at `{key}`, found {}", node.found());
    let elements = node.as_array().ok_or_else(wrong)?;
    elements.iter().map(|element| element.as_str().map(ToOwned::to_owned).ok_or_else(wrong)).collect()
}

fn headers(entry: &Node) -> Result<Vec<(String, String)>, String> {
    let Some(node) = entry.get("headers") else { return Ok(Vec::new()) };
    let wrong = || format!("expected texts by name at `headers`, found {}", node.found());
    let header = |entry: &smithwright_codegen::model::node::Entry| {
        Some((entry.key.to_string(), entry.value.as_str()?.to_owned()))
    };
    let headers = node.as_object().ok_or_else(wrong)?;
    headers.iter().map(|entry| header(entry).ok_or_else(wrong)).collect()
}

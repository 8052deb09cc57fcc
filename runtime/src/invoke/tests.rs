//! Calls over a transport that follows a script, with a minimal protocol.
// The macros make public items, which generated crates need.
#![allow(unreachable_pub)]

mod account;
mod auth;
mod bound;
mod calls;
mod constant_headers;
#[cfg(feature = "discovery")]
mod discovery;
mod edits;
mod endpoint_parameters;
mod presigning;
mod retries;
#[cfg(feature = "sessions")]
mod sessions;
mod signing;
mod statuses;
mod traces;

use crate as runtime;
use crate::Config;
use crate::body::ByteStream;
use crate::client::Client;
use crate::config::ConfigBuilder;
use crate::endpoint::{Endpoint, EndpointError, Parameters};
use crate::error::{Error, ErrorResponse, Failure, FailureKind};
use crate::message::{Request, Response};
use crate::operation::{Operation, OperationError, OperationSchema, ServiceSchema};
use crate::protocol::{CallContext, Protocol};
use crate::schema::Schema;
use crate::transport::{HttpRequest, SendFuture, Transport, TransportError, TransportErrorKind};
use crate::value::{Slot, Structure, StructureMut, View};
use bytes::Bytes;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Clone, Default)]
pub struct Put {
    pub name: String,
    pub token: Option<String>,
    pub body: Option<ByteStream>,
}

runtime::structure! {
    sent Put = "PutInput" {
        name: "Name", Required, MinLength(1), Sensitive;
        token: "Token", IdempotencyToken;
        body: "Body";
    }
}

#[derive(Clone, Default)]
pub struct PutOutput {
    pub text: Option<String>,
}

runtime::structure! {
    received PutOutput = "PutOutput" {
        text: "Text";
    }
}

#[derive(Clone, Default)]
pub struct Busy {
    pub message: Option<String>,
}

runtime::structure! {
    received Busy = "Busy" {
        message: "Message";
    }
}

pub enum PutError {
    Busy(Busy),
    Unmodelled,
}

runtime::operation_error! {
    PutError {
        Busy: "Busy", 409, Throttling;
    }
}

impl Operation for Put {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Put", method: "PUT", uri: "/things", status: 200, settings: &[] }
    }
}

/// Writes the token as a header and the body as it is, and reads text.
struct Plain;

impl Protocol for Plain {
    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        let mut request =
            Request { method: operation.method, path: "/things".to_owned(), ..Request::default() };
        let token = http::HeaderValue::from_str(context.idempotency_token).unwrap();
        request.headers.insert("x-token", token);
        input.members(&mut |members| {
            if let Some(View::Stream(body)) = members.last().map(|body| body.view()) {
                request.body = body.clone();
            }
        });
        Ok(request)
    }

    fn hides_error(&self, response: &Response, _: &Schema) -> bool {
        response.headers.contains_key("x-code")
    }

    fn decode(
        &self,
        _: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure> {
        let body = response.body.as_bytes().unwrap().to_vec();
        let text = String::from_utf8(body).map_err(|error| {
            Failure::new(FailureKind::Response, "the body is not text")
                .caused_by(error)
                .answered(response.status, None)
        })?;
        output.members_mut(&mut |members| {
            if let Some(Slot::String(slot)) = members.first_mut().map(|text| text.slot()) {
                slot.clone_from(&text);
            }
        });
        Ok(())
    }

    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        _: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        let mut answer = ErrorResponse::new(operation.name, response.status);
        answer.code = response.headers.get("x-code").map(|code| code.to_str().unwrap().to_owned());
        answer.model_code =
            response.headers.get("x-model-code").map(|code| code.to_str().unwrap().to_owned());
        answer.request_id = response.request_id().map(str::to_owned);
        answer.headers = response.headers.clone();
        answer.body = response.body.as_bytes().unwrap().clone();
        error.receive(answer.code.as_deref().unwrap_or_default(), &mut |_| {});
        answer
    }
}

fn endpoint(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    match (parameters.endpoint, parameters.region) {
        (Some(url), _) => Ok(Endpoint::new(url)),
        (None, Some(region)) => {
            Ok(Endpoint::new(format!("https://things.{region}.example")).header("x-rule", "1"))
        }
        (None, None) => Err(EndpointError::new("Invalid Configuration: Missing Region")),
    }
}

static SERVICE: ServiceSchema = ServiceSchema::new("Things", &Plain, endpoint).signing_name("things");

type Scene = Box<dyn FnOnce(&HttpRequest) -> Result<Response, TransportError> + Send>;

/// Answers each request with the next scene, and records the request. A request after the end of the script is a panic.
#[derive(Clone, Default)]
struct Script {
    /// `None` never answers.
    scenes: Arc<Mutex<VecDeque<Option<Scene>>>>,
    seen: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Script {
    fn then(
        self,
        scene: impl FnOnce(&HttpRequest) -> Result<Response, TransportError> + Send + 'static,
    ) -> Self {
        self.scenes.lock().unwrap().push_back(Some(Box::new(scene)));
        self
    }

    fn silence(self) -> Self {
        self.scenes.lock().unwrap().push_back(None);
        self
    }

    fn answer(
        self,
        status: u16,
        headers: &[(&'static str, &'static str)],
        body: impl Into<ByteStream>,
    ) -> Self {
        let mut response = Response { status, body: body.into(), ..Response::default() };
        for (name, value) in headers {
            response.headers.insert(*name, value.parse().unwrap());
        }
        self.then(|_| Ok(response))
    }

    fn fail(self, kind: TransportErrorKind) -> Self {
        self.then(move |_| Err(TransportError::new(kind, "broken pipe")))
    }

    fn client(&self) -> Client {
        self.client_with(|config| config)
    }

    fn client_with(&self, change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Client {
        let config = change(Config::builder(self.clone()).region("here")).build();
        Client::new(&SERVICE, &config)
    }

    fn seen(&self) -> Vec<HttpRequest> {
        self.seen.lock().unwrap().clone()
    }

    /// Returns the value of this header in each request.
    fn header(&self, name: &str) -> Vec<String> {
        self.seen()
            .iter()
            .map(|request| request.headers.get(name).unwrap().to_str().unwrap().to_owned())
            .collect()
    }
}

impl Transport for Script {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        Box::pin(async move {
            let scene = self.scenes.lock().unwrap().pop_front();
            let scene = scene.unwrap_or_else(|| panic!("the script has ended: {request:?}"));
            let result = scene.map(|scene| scene(&request));
            self.seen.lock().unwrap().push(request);
            match result {
                Some(result) => result,
                None => std::future::pending().await,
            }
        })
    }
}

fn put() -> Put {
    Put { name: "s3cret".to_owned(), ..Put::default() }
}

fn failure<T: std::fmt::Debug, E: std::fmt::Debug>(result: Result<T, Error<E>>) -> Failure {
    match result {
        Err(Error::Failure(failure)) => *failure,
        other => panic!("{other:?}"),
    }
}

//! Responses that start as a success and turn out to be errors.

use super::store::{STORE, get};
use super::*;
use runtime::protocol::RestXml;
use runtime::{Bytes, Operation, OperationSchema};
use std::time::Duration;

pub(super) static SERVICE: ServiceSchema = ServiceSchema::new("Files", &RestXml::new(), configured);

#[derive(Clone, Default)]
pub struct Copy {}

runtime::structure! {
    sent Copy = "CopyInput" {}
}

#[derive(Clone, Default)]
pub struct CopyResult {
    pub tag: Option<String>,
}

runtime::structure! {
    received CopyResult = "CopyResult" {
        tag: "ETag";
    }
}

#[derive(Clone, Default)]
pub struct CopyOutput {
    pub result: Option<CopyResult>,
}

runtime::structure! {
    received CopyOutput = "CopyOutput" {
        result: "Result", StructurePayload;
    }
}

#[derive(Clone, Default)]
pub struct NoSuchUpload {
    pub message: Option<String>,
    pub days: Option<i32>,
}

runtime::structure! {
    received NoSuchUpload = "NoSuchUpload" {
        message: "message";
        days: "days";
    }
}

pub enum CopyError {
    NoSuchUpload(NoSuchUpload),
    Unmodelled,
}

runtime::operation_error! {
    CopyError {
        NoSuchUpload: "NoSuchUpload", 404;
    }
}

impl Operation for Copy {
    type Client = Client;
    type Output = CopyOutput;
    type Error = CopyError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Copy", method: "PUT", uri: "/copy", status: 200, settings: &[] }
    }
}

/// The input of an operation that returns what was stored, of any type.
#[derive(Clone, Default)]
pub struct Get {}

runtime::structure! {
    sent Get = "GetInput" {}
}

#[derive(Clone, Default)]
pub struct GetOutput {
    pub body: Option<Bytes>,
}

runtime::structure! {
    received GetOutput = "GetOutput" {
        body: "Body", Payload;
    }
}

impl Operation for Get {
    type Client = Client;
    type Output = GetOutput;
    type Error = CopyError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Get", method: "GET", uri: "/copy", status: 200, settings: &[] }
    }
}

const INTERNAL: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n   \n<Error><Code>InternalError</Code>\
    <Message>We encountered an internal error. Please try again.</Message><RequestId>r-1</RequestId></Error>";
const DONE: &str = "<CopyResult><ETag>t</ETag></CopyResult>";

#[tokio::test]
async fn an_internal_error_is_tried_again() {
    let server = Server::start([answer(200, "", INTERNAL), answer(200, "", DONE)]).await;
    let output = client(&SERVICE, &server).send(&Copy {}).await.unwrap();
    assert_eq!(output.result.unwrap().tag.as_deref(), Some("t"));
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    // Only AWS's services are told which attempts belong to one call.
    assert!(asked.iter().all(|asked| asked.header("amz-sdk-request").is_none()), "{asked:?}");
}

#[tokio::test]
async fn an_error_that_will_not_pass_is_given_at_once() {
    let body = "<Error><Code>NoSuchUpload</Code><Message>Gone.</Message><RequestId>r-2</RequestId></Error>";
    let server = Server::start([answer(200, "", body)]).await;
    let error = client(&SERVICE, &server).send(&Copy {}).await.unwrap_err();
    assert_eq!(
        (error.status(), error.code(), error.request_id()),
        (Some(200), Some("NoSuchUpload"), Some("r-2"))
    );
    let Error::Service(error) = error else { panic!("{error:?}") };
    let CopyError::NoSuchUpload(gone) = &error.error else { panic!("{error:?}") };
    assert_eq!(gone.message.as_deref(), Some("Gone."));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn attempts_come_to_an_end() {
    let server = Server::start([answer(200, "", INTERNAL), answer(200, "", INTERNAL)]).await;
    let client = client_with(&SERVICE, &server, |config| config.max_attempts(2));
    let error = client.send(&Copy {}).await.unwrap_err();
    assert_eq!(error.code(), Some("InternalError"));
    assert!(error.to_string().contains("We encountered an internal error"), "{error}");
}

#[tokio::test]
async fn a_stored_document_is_what_it_is() {
    let server = Server::start([answer(200, "", INTERNAL)]).await;
    let output = client(&SERVICE, &server).send(&Get {}).await.unwrap();
    assert_eq!(output.body.as_deref(), Some(INTERNAL.as_bytes()));
}

#[tokio::test]
async fn a_body_that_stalls_ends_with_an_error() {
    let half = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_owned();
    // The connection stays open, so that the body stalls instead of ending early.
    let server = Server::start([format!("{half}{}", server::KEEP_OPEN)]).await;
    let client = client_with(&STORE, &server, |config| config.stall_timeout(Duration::from_millis(100)));
    let mut body = client.send(&get("k")).await.unwrap().body;
    assert_eq!(body.next().await.unwrap().unwrap(), "half");
    let error = body.next().await.unwrap().unwrap_err();
    assert!(matches!(error, runtime::body::BodyError::Stalled { .. }), "{error:?}");
}

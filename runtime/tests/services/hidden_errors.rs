//! Responses that start as a success and turn out to be errors.

use super::*;
use runtime::protocol::RestXml;
use runtime::{Bytes, Operation, OperationSchema};

static SERVICE: ServiceSchema = ServiceSchema::new("Files", &RestXml::new(), configured);

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

/// The input of an operation whose responses have no body.
#[derive(Clone, Default)]
pub struct Head {
    pub id: String,
}

runtime::structure! {
    sent Head = "HeadInput" {
        id: "Id", Required, LabelLastSegment;
    }
}

#[derive(Clone, Default)]
pub struct HeadOutput {}

runtime::structure! {
    received HeadOutput = "HeadOutput" {}
}

#[derive(Clone, Default)]
pub struct NotFound {}

runtime::structure! {
    received NotFound = "NotFound" {}
}

pub enum HeadError {
    NotFound(NotFound),
    Unmodelled,
}

runtime::operation_error! {
    HeadError {
        NotFound: "NotFound", 400;
    }
}

impl Operation for Head {
    type Client = Client;
    type Output = HeadOutput;
    type Error = HeadError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Head", method: "HEAD", uri: "/zones/{Id}", status: 200, settings: &[] }
    }
}

#[tokio::test]
async fn the_status_names_an_error_that_can_not_name_itself() {
    let server = Server::start([answer(404, "", ""), answer(403, "", "")]).await;
    let client = client(&SERVICE, &server);
    let missing = client.send(&Head { id: "/hostedzone/Z1".to_owned() }).await.map(drop).unwrap_err();
    assert!(matches!(missing.service(), Some(HeadError::NotFound(_))), "{missing:?}");
    let forbidden = client.send(&Head { id: "Z2".to_owned() }).await.map(drop).unwrap_err();
    assert_eq!((forbidden.code(), forbidden.status()), (Some("Forbidden"), Some(403)));
    assert!(matches!(forbidden.service(), Some(HeadError::Unmodelled)), "{forbidden:?}");
    let targets: Vec<_> = server.asked().into_iter().map(|asked| asked.target).collect();
    assert_eq!(targets, ["/zones/Z1", "/zones/Z2"]);
}

static FRAMEWORK: ServiceSchema =
    ServiceSchema::new("Framework", &runtime::protocol::RestJson1, configured).errors_by_status();
static STRICT: ServiceSchema = ServiceSchema::new("Strict", &runtime::protocol::RestJson1, configured);

#[tokio::test]
async fn an_answer_without_a_code_is_the_one_error_with_its_status_where_the_model_says_so() {
    let gone = || answer(404, "", r#"{"message":"gone"}"#);
    let coded = answer(404, "x-amzn-errortype: Other\r\n", "{}");
    let server = Server::start([gone(), coded, answer(418, "", "<p>teapot</p>"), gone()]).await;
    let framework = client(&FRAMEWORK, &server);
    let error = framework.send(&Copy {}).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("NoSuchUpload"), Some("gone")));
    assert!(
        matches!(error.service(), Some(CopyError::NoSuchUpload(gone)) if gone.message.as_deref() == Some("gone"))
    );
    assert!(error.response().unwrap().headers.get("x-amzn-errortype").is_none());
    let other = framework.send(&Copy {}).await.unwrap_err();
    assert!(matches!((other.code(), other.service()), (Some("Other"), Some(CopyError::Unmodelled))));
    assert_eq!(framework.send(&Copy {}).await.unwrap_err().code(), None);

    let error = client(&STRICT, &server).send(&Copy {}).await.unwrap_err();
    assert!(matches!((error.code(), error.service()), (None, Some(CopyError::Unmodelled))));
}

#[tokio::test]
async fn a_member_of_an_error_that_can_not_be_read_is_left_out() {
    let body = r#"{"__type":"NoSuchUpload","message":"gone","days":"seven"}"#;
    let server = Server::start([answer(404, "", body)]).await;
    let error = client(&STRICT, &server).send(&Copy {}).await.unwrap_err();
    let Some(CopyError::NoSuchUpload(gone)) = error.service() else { panic!("{error:?}") };
    assert_eq!((gone.message.as_deref(), gone.days), (Some("gone"), None));
}

#[tokio::test]
async fn a_member_that_is_called_code_hides_neither_the_code_nor_the_status() {
    let typed = answer(404, "", r#"{"__type":"a#NoSuchUpload","code":"upload.gone"}"#);
    let untyped = || answer(404, "", r#"{"code":"upload.gone"}"#);
    let throttled = || answer(404, "", r#"{"__type":"ThrottlingException"}"#);
    let server = Server::start([typed, untyped(), untyped(), throttled(), throttled(), throttled()]).await;
    let strict = client(&STRICT, &server);
    let error = strict.send(&Copy {}).await.unwrap_err();
    assert!(matches!(
        (error.code(), error.service()),
        (Some("NoSuchUpload"), Some(CopyError::NoSuchUpload(_)))
    ));
    let error = strict.send(&Copy {}).await.unwrap_err();
    assert!(matches!((error.code(), error.service()), (Some("upload.gone"), Some(CopyError::Unmodelled))));
    let framework = client(&FRAMEWORK, &server);
    let error = framework.send(&Copy {}).await.unwrap_err();
    assert!(matches!(error.service(), Some(CopyError::NoSuchUpload(_))), "{error:?}");
    // What is a code for sure stays one, known or not.
    let error = framework.send(&Copy {}).await.unwrap_err();
    assert_eq!((error.code(), server.asked().len()), (Some("ThrottlingException"), 6));
}

#[tokio::test]
async fn an_identifier_that_ends_in_a_slash_is_refused() {
    let server = Server::start([]).await;
    let sent = client(&SERVICE, &server).send(&Head { id: "/hostedzone/".to_owned() }).await;
    assert!(failure(sent).to_string().contains("`Id` is part of the path and must not be empty"));
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

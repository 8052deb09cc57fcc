//! Which error a response is: by its code, or by its status.

use super::hidden_errors::{Copy, CopyError, SERVICE};
use super::*;
use runtime::{Operation, OperationSchema};

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

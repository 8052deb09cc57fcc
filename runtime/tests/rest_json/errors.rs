//! Reading of error responses.

use crate::response;
use smithwright_runtime::error::{Error, ErrorResponse, ServiceError};
use smithwright_runtime::operation::OperationSchema;
use smithwright_runtime::protocol::{Protocol, RestJson1};
use smithwright_runtime::{self as runtime};

#[derive(Clone, Default)]
pub struct FooError {
    pub message: String,
}

runtime::structure! {
    received FooError = "FooError" {
        message: "Message";
    }
}

#[derive(Clone, Default)]
pub struct ComplexError {
    pub wait: Option<i32>,
    pub header: Option<String>,
    pub top_level: Option<String>,
    pub number: Option<i32>,
}

runtime::structure! {
    received ComplexError = "ComplexError" {
        wait: "Wait", Header("Retry-After");
        header: "Header", Header("X-Header");
        top_level: "TopLevel";
        number: "Number";
    }
}

#[derive(Clone, Default)]
pub struct HiddenError {
    pub reason: Option<String>,
}

runtime::structure! {
    received HiddenError = "HiddenError" {
        reason: "reason", JsonName("message"), Sensitive;
    }
}

#[derive(Clone, Default)]
pub struct TerseError {
    pub message: Option<String>,
}

runtime::structure! {
    received TerseError = "TerseError" {
        message: "message", JsonName("msg");
    }
}

#[derive(Clone, Default)]
pub struct CountError {
    pub message: Option<i32>,
}

runtime::structure! {
    received CountError = "CountError" {
        message: "message";
    }
}

pub enum OpError {
    CountError(CountError),
    FooError(FooError),
    ComplexError(ComplexError),
    HiddenError(HiddenError),
    TerseError(TerseError),
    Unmodelled,
}

runtime::operation_error! {
    OpError {
        CountError: "CountError", 400;
        FooError: "FooError", 500;
        ComplexError: "ComplexError", 403;
        HiddenError: "HiddenError", 400;
        TerseError: "TerseError", 429;
    }
}

fn decode(status: u16, headers: &[(&'static str, &str)], body: &str) -> (OpError, ErrorResponse) {
    const OPERATION: &OperationSchema =
        &OperationSchema { name: "Op", method: "GET", uri: "/", status: 200, settings: &[] };
    let mut error = OpError::Unmodelled;
    let answer = RestJson1.decode_error(OPERATION, &response(status, headers, body), None, &mut error);
    (error, answer)
}

#[test]
fn the_code_is_in_a_header_or_in_the_body() {
    let url = "http://internal.example/coral/com.example.validate/";
    for (header, body) in [
        (Some("FooError".to_owned()), ""),
        (Some(format!("FooError:{url}")), "{}"),
        (Some(format!("aws.different.namespace#FooError:{url}")), ""),
        (Some("FooError".to_owned()), r#"{"code":"ComplexError"}"#),
        (Some(String::new()), r#"{"__type":"FooError"}"#),
        (None, r#"{"code":"FooError","__type":"ComplexError"}"#),
        (None, r#"{"code":"aws.protocoltests.restjson#FooError:http://x"}"#),
        (None, r#"{"__type":"aws.protocoltests.restjson#FooError","ErrorDetails":[{"__type":"com#Other"}]}"#),
    ] {
        let headers: Vec<_> = header.iter().map(|value| ("x-amzn-errortype", value.as_str())).collect();
        let (error, answer) = decode(500, &headers, body);
        assert!(matches!(error, OpError::FooError(_)), "{header:?} {body}: {error:?}");
        assert_eq!((answer.code.as_deref(), answer.status), (Some("FooError"), 500));
    }
}

#[test]
fn a_modelled_error_has_its_members() {
    let headers = [("x-amzn-errortype", "ComplexError"), ("x-header", "h"), ("x-amzn-requestid", "id-1")];
    let (error, answer) = decode(403, &headers, r#"{"TopLevel":"t","Message":"m"}"#);
    let OpError::ComplexError(error) = error else { panic!("{error:?}") };
    assert_eq!((error.header.as_deref(), error.top_level.as_deref()), (Some("h"), Some("t")));
    assert_eq!(answer.to_string(), "Op: ComplexError: m (status 403, request id id-1)");
}

#[test]
fn the_message_is_found_in_either_spelling() {
    for key in ["Message", "message", "errorMessage"] {
        let (error, answer) = decode(500, &[], &format!(r#"{{"code":"FooError","{key}":"m"}}"#));
        let OpError::FooError(error) = error else { panic!("{error:?}") };
        assert_eq!((&*error.message, answer.message.as_deref()), ("m", Some("m")), "{key}");
    }
    let (error, _) = decode(500, &[], r#"{"code":"FooError","Message":"its own","message":"m"}"#);
    assert!(matches!(error, OpError::FooError(error) if error.message == "its own"));
}

/// Services of one's own call it as they like.
#[test]
fn the_message_is_that_of_the_model_by_whatever_name() {
    let (error, answer) = decode(429, &[], r#"{"code":"TerseError","msg":"slow down"}"#);
    assert!(matches!(error, OpError::TerseError(it) if it.message.as_deref() == Some("slow down")));
    assert_eq!(answer.to_string(), "Op: TerseError: slow down (status 429)");
    let error = OpError::TerseError(TerseError { message: Some("made".to_owned()) });
    let made: Error<_> = ServiceError::new(error, ErrorResponse::new("Op", 429)).into();
    assert_eq!(made.to_string(), "Op: TerseError: made (status 429)");
    let error = OpError::HiddenError(HiddenError { reason: Some("s3cret".to_owned()) });
    let made: Error<_> = ServiceError::new(error, ErrorResponse::new("Op", 400)).into();
    assert_eq!(made.to_string(), "Op: HiddenError (status 400)");
}

#[test]
fn a_message_that_is_no_text_is_a_member_like_others() {
    for (body, expected) in [(r#""Message":"m""#, None), (r#""message":3"#, Some(3))] {
        let (error, _) = decode(400, &[], &format!(r#"{{"code":"CountError",{body}}}"#));
        assert!(matches!(&error, OpError::CountError(it) if it.message == expected), "{error:?}");
    }
}

#[test]
fn a_body_that_cannot_be_read_does_not_hide_the_code() {
    for body in [r#"{"TopLevel":"t","Number":"x"}"#, "<html>", r#"{"TopLevel":"t","#] {
        let headers = [("x-amzn-errortype", "ComplexError"), ("x-header", "h"), ("x-amz-request-id", "id-2")];
        let (error, answer) = decode(403, &headers, body);
        let OpError::ComplexError(error) = error else { panic!("{error:?}") };
        assert_eq!(error.header.as_deref(), Some("h"));
        assert_eq!(
            (answer.code.as_deref(), answer.request_id.as_deref()),
            (Some("ComplexError"), Some("id-2"))
        );
        assert_eq!(answer.body, body);
    }
}

#[test]
fn a_member_that_cannot_be_read_does_not_hide_the_others() {
    let headers = [("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"), ("x-header", "h")];
    let (error, _) = decode(403, &headers, r#"{"code":"ComplexError","TopLevel":"t"}"#);
    let OpError::ComplexError(error) = error else { panic!("{error:?}") };
    assert_eq!(error.wait, None);
    assert_eq!((error.header.as_deref(), error.top_level.as_deref()), (Some("h"), Some("t")));
}

#[test]
fn a_secret_message_is_in_the_modelled_error_alone() {
    let (error, answer) = decode(400, &[], r#"{"code":"HiddenError","message":"secret"}"#);
    for shown in [format!("{answer} {answer:?}"), format!("{error:?}")] {
        assert!(shown.contains("HiddenError") && !shown.contains("secret"), "{shown}");
    }
    assert!(matches!(error, OpError::HiddenError(it) if it.reason.as_deref() == Some("secret")));
}

#[test]
fn what_is_not_modelled_stays_so() {
    let (error, answer) = decode(429, &[], r#"{"__type":"Other","errorMessage":"m"}"#);
    assert!(matches!(error, OpError::Unmodelled));
    assert_eq!(format!("{error:?}"), "Unmodelled");
    assert_eq!((answer.code.as_deref(), answer.message.as_deref()), (Some("Other"), Some("m")));
    let (error, answer) = decode(503, &[], "<html>");
    assert!(matches!(error, OpError::Unmodelled));
    assert_eq!((answer.code, answer.message, answer.request_id), (None, None, None));
}

#[test]
fn what_a_service_says_stays_on_its_line() {
    let body = r#"{"__type":"Other","message":"one\n2026 INFO all is well\u001b[31m\u202ehidden"}"#;
    let (_, answer) = decode(400, &[], body);
    let shown = answer.to_string();
    assert!(shown.contains(r"one\n2026 INFO all is well\u{1b}[31m\u{202e}hidden"), "{shown}");
    let long = |length: usize| {
        let body = format!(r#"{{"message":"{}"}}"#, "x".repeat(length));
        decode(400, &[], &body).1.to_string().matches('x').count()
    };
    assert_eq!([4095, 4096, 4097, 100_000].map(long), [4095, 4096, 4096, 4096]);
    let (_, answer) = decode(400, &[("x-amzn-requestid", "r\u{85}1")], "{}");
    assert!(!answer.to_string().contains('\u{85}'), "{answer}");
}

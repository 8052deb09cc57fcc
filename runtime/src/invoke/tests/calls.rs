use super::signing::Open;
use super::*;
use crate::body::BodyError;
use crate::error::{AnyError, Retryable};
use crate::operation::{AuthScheme, OperationSetting};
use std::error::Error as _;
use std::pin::Pin;
use std::task::{Context, Poll};

#[tokio::test]
async fn sends_and_reads() {
    let script = Script::default().answer(200, &[], "done");
    let client =
        script.client_with(|config| config.app_name("my app").idempotency_tokens(|| "t1".to_owned()));
    let output = client.send(&Put { body: Some("hello".into()), ..put() }).await.unwrap();
    assert_eq!(output.text.as_deref(), Some("done"));

    let seen = script.seen();
    let [request] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((request.method, request.url.as_str()), ("PUT", "https://things.here.example/things"));
    assert_eq!(request.body, ByteStream::from("hello"));
    assert_eq!(script.header("x-token"), ["t1"]);
    assert_eq!(script.header("x-rule"), ["1"]);
    assert_eq!(script.header("user-agent"), ["smithwright/0.1 app/my-app"]);
    assert_eq!(script.header("amz-sdk-request"), ["attempt=1; max=3"]);
    assert_eq!(script.header("amz-sdk-invocation-id")[0].len(), 36);
}

#[tokio::test(start_paused = true)]
async fn gives_what_an_answer_carries_beside_the_output() {
    let headers = [("x-amzn-requestid", "r-7"), ("x-limit-left", "3")];
    let script = Script::default().answer(503, &[("x-limit-left", "0")], "").answer(202, &headers, "done");
    let (output, metadata) = script.client().send_with_metadata(&put()).await.unwrap();
    assert_eq!(output.text.as_deref(), Some("done"));
    assert_eq!((metadata.status, metadata.request_id.as_deref(), metadata.attempts), (202, Some("r-7"), 2));
    assert_eq!(metadata.headers["x-limit-left"], "3");
    let shown = format!("{metadata:?}");
    assert!(shown.contains("x-limit-left") && !shown.contains("\"3\""), "{shown}");

    let refused = Script::default().answer(409, &[("x-code", "Wrong")], "");
    assert_eq!(refused.client().send_with_metadata(&put()).await.unwrap_err().code(), Some("Wrong"));
}

#[tokio::test(start_paused = true)]
async fn a_client_with_other_settings_shares_what_was_learnt() {
    let answers = (0..40).fold(Script::default(), |script, _| script.answer(503, &[], ""));
    let client = answers.client_with(|config| config.max_attempts(100)).with_parameter("Shelf", true);
    let once = client.with_settings(|config| config.max_attempts(1));
    assert!(client.send(&put()).await.is_err());
    let spent = answers.seen().len();
    assert!((36..40).contains(&spent), "the budget is over before the answers are: {spent}");
    assert!(once.send(&put()).await.is_err());
    let again = once.with_settings(|config| config.max_attempts(9));
    let tried = answers.seen().len();
    assert!(again.send(&put()).await.is_err());
    assert_eq!(answers.seen().len(), tried + 1, "nothing was left of the budget");
    assert_eq!(again.parameters(), client.parameters());

    let script = Script::default().answer(503, &[], "").answer(200, &[], "");
    let elsewhere = again.with_settings(|config| config.region("there").transport(script.clone()));
    elsewhere.send(&put()).await.unwrap();
    assert_eq!(script.seen()[1].url, "https://things.there.example/things");
}

#[tokio::test]
async fn tells_errors_of_the_service_apart() {
    let headers = [("x-code", "Busy"), ("x-amzn-requestid", "r-1")];
    let script =
        Script::default().answer(409, &headers, "").answer(418, &[("x-code", "Teapot")], "short and stout");
    let client = script.client_with(|config| config.max_attempts(1));

    let error = client.send(&put()).await.unwrap_err();
    assert!(matches!(error.service(), Some(PutError::Busy(_))));
    assert_eq!(error.to_string(), "Put: Busy (status 409, request id r-1)");

    let error = client.send(&put()).await.unwrap_err();
    assert!(matches!(error.service(), Some(PutError::Unmodelled)));
    assert_eq!(error.code(), Some("Teapot"));
    assert_eq!(error.response().unwrap().body, "short and stout");
}

#[tokio::test]
async fn sends_nothing_where_it_can_tell_before() {
    let script = Script::default();
    let empty = failure(script.client().send(&Put::default()).await);
    assert_eq!(empty.kind(), FailureKind::Input);
    assert!(empty.to_string().starts_with("Put: "), "{empty}");

    let nowhere = Client::new(&SERVICE, &Config::builder(script.clone()).build());
    let nowhere = failure(nowhere.send(&put()).await);
    assert_eq!(nowhere.kind(), FailureKind::Endpoint);
    assert_eq!(
        nowhere.to_string(),
        "Put: Invalid Configuration: Missing Region (set one with `region`, or AWS_REGION in the environment)"
    );
    assert!(script.seen().is_empty());
}

/// Returns its pieces, then an error.
struct Breaking(VecDeque<Bytes>);

impl futures_core::Stream for Breaking {
    type Item = Result<Bytes, crate::error::BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(self.0.pop_front().ok_or_else(|| "reset by peer".into())))
    }
}

#[tokio::test]
async fn says_what_is_wrong_with_a_response() {
    let breaking = || ByteStream::from_stream(Breaking([Bytes::from("half")].into()), Some(8));
    let script = Script::default()
        .answer(200, &[("x-amzn-requestid", "r-2")], breaking())
        .answer(200, &[], "a".repeat(11))
        .answer(200, &[], &b"\xff"[..]);
    let client = script.client_with(|config| config.max_attempts(1).max_response_bytes(10));

    let cut = failure(client.send(&put()).await);
    assert_eq!(cut.kind(), FailureKind::Response);
    assert_eq!((cut.status(), cut.request_id()), (Some(200), Some("r-2")));
    let cause = cut.source().unwrap();
    assert!(matches!(cause.downcast_ref(), Some(BodyError::Read(_))));
    assert_eq!(cause.source().unwrap().to_string(), "reset by peer");

    let large = failure(client.send(&put()).await);
    assert_eq!(large.kind(), FailureKind::Response);
    assert!(large.to_string().contains("10 bytes (`max_response_bytes`)"), "{large}");

    let unreadable = failure(client.send(&put()).await);
    assert_eq!(unreadable.to_string(), "Put: the body is not text (status 200)");
}

#[tokio::test]
async fn makes_futures_that_can_move_between_threads() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let script = Script::default().answer(200, &[], "");
    let input = put();
    let client = script.client();
    is_send(client.send(&input)).await.unwrap();
}

#[test]
fn prints_no_secret() {
    let client = Script::default().client_with(|config| config.endpoint_url("https://u:s3cret@h/?t=s3cret"));
    assert!(!format!("{client:?}").contains("s3cret"), "{client:?}");
    let mut request = HttpRequest::new("GET", "https://h/p?X-Amz-Signature=s3cret");
    request.headers.insert("authorization", "s3cret".parse().unwrap());
    assert_eq!(
        format!("{request:?}"),
        "HttpRequest { service: \"\", operation: \"\", method: \"GET\", headers: [\"authorization\"], body: ByteStream(0 bytes), .. }"
    );
}

#[tokio::test]
async fn a_region_that_would_lead_elsewhere_is_refused() {
    let script = Script::default();
    for region in ["x.evil.example/", "a b", "", "-a", "a.b"] {
        let refused = failure(script.client_with(|config| config.region(region)).send(&put()).await);
        assert_eq!(refused.kind(), FailureKind::Configuration, "{region}");
        assert!(refused.to_string().contains("us-west-2"), "{refused}");
    }
    assert!(script.seen().is_empty());
}

/// `Put` without a token.
#[derive(Clone, Default)]
pub struct Plainly {
    pub body: Option<ByteStream>,
}

runtime::structure! {
    sent Plainly = "PlainlyInput" {
        body: "Body";
    }
}

impl Operation for Plainly {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Plainly", method: "PUT", uri: "/things", status: 200, settings: &[] }
    }
}

#[tokio::test]
async fn tokens_are_made_only_for_inputs_that_take_one() {
    let script = Script::default().answer(200, &[], "");
    let client = script.client_with(|config| config.idempotency_tokens(|| panic!("nobody takes it")));
    client.send(&Plainly::default()).await.unwrap();
    assert_eq!(script.seen().len(), 1);
}

/// Returns one piece, and then nothing forever.
struct Silent(bool);

impl futures_core::Stream for Silent {
    type Item = Result<Bytes, crate::error::BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::replace(&mut self.0, true) {
            Poll::Pending
        } else {
            Poll::Ready(Some(Ok("half".into())))
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_take_its_time_but_a_body_that_stalls_is_asked_for_again() {
    let script = Script::default().answer(200, &[], ByteStream::from_stream(Silent(false), None)).answer(
        200,
        &[],
        "whole",
    );
    let output = script.client().send(&put()).await.unwrap();
    assert_eq!(output.text.as_deref(), Some("whole"));

    // The server never answers.
    let client = Script::default().silence().client();
    let input = put();
    let waiting = tokio::time::timeout(Duration::from_secs(900), client.send(&input));
    assert!(waiting.await.is_err(), "an attempt has no limit unless it is given one");
}

#[test]
fn a_response_shows_the_names_of_its_headers_only() {
    let mut response = Response { status: 200, ..Response::default() };
    response.headers.insert("x-secret", "s3cret".parse().unwrap());
    let shown = format!("{response:?}");
    assert!(shown.contains("x-secret") && !shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn a_url_that_rules_can_not_take_apart_is_said_to_be_wrong() {
    static STRICT: ServiceSchema = ServiceSchema::new("Things", &Plain, |_| Err(EndpointError::unmatched()));
    let script = Script::default();
    let at =
        |url| Client::new(&STRICT, &Config::builder(script.clone()).region("here").endpoint_url(url).build());
    for (url, expected) in [
        ("127.0.0.1:9000", "the endpoint URL has no scheme"),
        ("http://h/?x=1", "the endpoint URL has a query"),
        ("http://example.com", "set an endpoint URL"),
    ] {
        let failed = failure(at(url).send(&put()).await);
        assert_eq!(failed.kind(), FailureKind::Endpoint);
        assert!(failed.to_string().contains(expected), "{failed}");
    }
}

#[derive(Clone, Default)]
pub struct AtInput {
    pub url: Option<String>,
}

runtime::structure! {
    sent AtInput = "AtInput" {
        url: "url", EndpointUrl;
    }
}

impl Operation for AtInput {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "At",
            method: "GET",
            uri: "/at",
            status: 200,
            settings: &[OperationSetting::Auth(&[AuthScheme::Digest, AuthScheme::Anonymous])],
        }
    }
}

#[tokio::test]
async fn a_member_says_where_where_nothing_else_does() {
    static NOWHERE: ServiceSchema =
        ServiceSchema::new("Things", &crate::protocol::RestJson1, |_| Err(EndpointError::unmatched()));
    let script = Script::default().answer(200, &[], "");
    let client = Client::new(&NOWHERE, &Config::builder(script.clone()).build());
    client.send(&AtInput { url: Some("https://there.example/x".to_owned()) }).await.unwrap();
    assert_eq!(script.seen()[0].url, "https://there.example/x/at");
    assert_eq!(failure(client.send(&AtInput::default()).await).kind(), FailureKind::Endpoint);
}

#[tokio::test]
async fn an_error_gives_what_is_asked_for_most() {
    let script = Script::default().answer(400, &[("x-code", "Odd")], "").fail(TransportErrorKind::Unusable);
    let client = script.client();
    let error = client.send(&put()).await.unwrap_err();
    assert_eq!((error.code(), error.message(), error.status()), (Some("Odd"), None, Some(400)));
    assert!(matches!(error.into_service(), Ok(PutError::Unmodelled)));
    let error = client.send(&put()).await.unwrap_err();
    assert_eq!((error.code(), error.status()), (None, None));
    assert_eq!(error.into_service().unwrap_err().kind(), FailureKind::Configuration);
}

#[tokio::test]
async fn one_type_holds_the_errors_of_several_operations() {
    async fn both(client: &Client) -> Result<(), AnyError> {
        client.send(&put()).await?;
        client.send(&Open::default()).await?;
        Ok(())
    }
    let script = Script::default().answer(200, &[], "").answer(400, &[("x-code", "Wrong")], "");
    let error = both(&script.client()).await.unwrap_err();
    assert_eq!((error.code(), error.status()), (Some("Wrong"), Some(400)));
    let modelled = error.service().unwrap();
    assert!(matches!(modelled.downcast_ref::<PutError>(), Some(PutError::Unmodelled)));
    assert!(modelled.downcast_ref::<crate::NoErrors<Put>>().is_none());
    assert_eq!(format!("{modelled:?}"), "Unmodelled");
    let cut = AnyError::from(BodyError::Stalled { limit: Duration::from_secs(9) });
    assert_eq!(cut.retryable(), Retryable::Transient);
    assert_eq!(AnyError::from(BodyError::Taken).retryable(), Retryable::No);
    assert_eq!(
        cut.to_string(),
        "the response could not be read: nothing of the body came for 9s (`stall_timeout`)"
    );
    let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert_eq!(boxed.to_string(), "Open: Wrong (status 400)");
    let script = Script::default().answer(409, &[("x-code", "Busy")], "");
    let busy =
        both(&script.client_with(|config| config.max_attempts(1))).await.unwrap_err().into_service().unwrap();
    let busy = busy.downcast::<crate::NoErrors<Put>>().unwrap_err();
    assert!(matches!(busy.downcast::<PutError>(), Ok(PutError::Busy(_))));
    let failed = both(&script.client_with(|config| config.region("a b"))).await.unwrap_err();
    assert_eq!(failed.failure().unwrap().kind(), FailureKind::Configuration);
}

#[test]
fn a_call_outside_a_runtime_fails() {
    let client = Script::default().answer(200, &[], "").client();
    let called = std::pin::pin!(async { client.send(&put()).await });
    let mut context = Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(result) = called.poll(&mut context) else { panic!() };
    let failure = failure(result);
    assert!(failure.to_string().starts_with("Put: a call needs a Tokio runtime"), "{failure}");
}

#[cfg(feature = "checksum")]
mod checksums {
    use super::*;
    use crate::operation::OperationSetting;

    #[derive(Clone, Default)]
    pub struct Fetch {}

    runtime::structure! {
        sent Fetch = "FetchInput" {}
    }

    impl Operation for Fetch {
        type Client = Client;
        type Output = PutOutput;
        type Error = PutError;
        fn operation() -> &'static OperationSchema {
            &OperationSchema {
                name: "Fetch",
                method: "GET",
                uri: "/things",
                status: 200,
                settings: &[OperationSetting::ResponseChecksum("x-amz-checksum-mode")],
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_damaged_body_in_memory_is_asked_for_again() {
        let sum = [("x-amz-checksum-crc32", "y/Q5Jg==")];
        let script = Script::default().answer(200, &sum, "123456780").answer(200, &sum, "123456789");
        let client =
            script.client_with(|config| config.response_checksums(crate::ChecksumUse::WhenSupported));
        assert_eq!(client.send(&Fetch {}).await.unwrap().text.as_deref(), Some("123456789"));
        assert_eq!(script.seen().len(), 2);
    }
}

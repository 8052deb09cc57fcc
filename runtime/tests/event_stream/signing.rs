use super::*;
use http::HeaderMap;
use runtime::Credentials;
use runtime::sign::v4::{Scope, Signer};
use std::time::{Duration, SystemTime};

fn credentials() -> Credentials {
    Credentials::new("AKID", "s3cret")
}

/// Verifies the chain of signatures of messages.
pub(super) struct Verifier {
    previous: String,
}

impl Verifier {
    /// Starts at the signature of the request.
    pub(super) fn new(headers: &HeaderMap) -> Self {
        assert_eq!(headers["x-amz-content-sha256"], "STREAMING-AWS4-HMAC-SHA256-EVENTS");
        let authorization = headers["authorization"].to_str().unwrap();
        Self { previous: authorization.rsplit_once("Signature=").unwrap().1.to_owned() }
    }

    /// Returns the wrapped message after checking its signature, or `None` at the end of the stream.
    pub(super) fn verify(&mut self, frame: &Frame) -> Option<Frame> {
        let Some(HeaderValue::Timestamp(time)) = frame.header(":date") else { panic!("no date") };
        let mut date = b"\x05:date\x08".to_vec();
        date.extend((time.seconds() * 1000).to_be_bytes());
        let credentials = credentials();
        let scope = Scope { credentials: &credentials, region: "here", service: "talk", time };
        let signature = Signer::default().sign_message(&scope, &self.previous, &date, frame.payload());
        assert_eq!(frame.header(":chunk-signature"), Some(HeaderValue::Bytes(signature.bytes())));
        self.previous = signature.to_hex();
        let mut decoder = Decoder::new();
        decoder.push(frame.payload().clone());
        decoder.next_frame().unwrap()
    }
}

#[tokio::test]
async fn each_message_is_signed_after_the_one_before() {
    let other = Other::answering("");
    let client = other.client_with(&SERVICE, |config| {
        config
            .credentials(credentials())
            .clock(|| SystemTime::UNIX_EPOCH + Duration::from_millis(1_440_938_160_700))
    });
    let input = Converse { events: events(vec![line("one"), line("two")]), ..Converse::default() };
    client.send(&input).await.unwrap();
    let authorization = other.header("authorization");
    assert!(authorization.contains("x-amz-content-sha256"), "{authorization}");
    let mut verifier = Verifier::new(&other.request.lock().unwrap().as_ref().unwrap().headers);
    let frames = other.frames();
    assert_eq!(frames.len(), 3, "two events and the end");
    let time = Timestamp::from_seconds(1_440_938_160);
    let inner = frames.iter().map(|frame| {
        let names: Vec<&str> = frame.headers().map(|(name, _)| name).collect();
        assert_eq!(names, [":date", ":chunk-signature"]);
        assert_eq!(frame.header(":date"), Some(HeaderValue::Timestamp(time)));
        verifier.verify(frame)
    });
    let inner: Vec<_> = inner.map(|frame| frame.map(|frame| frame.payload().clone())).collect();
    assert_eq!(inner, [Some("one".into()), Some("two".into()), None]);
    assert_eq!(frames[2].payload(), "", "the end is nothing, signed");
}

#[tokio::test]
async fn an_anonymous_call_signs_nothing() {
    let other = Other::answering("");
    let input = Converse { events: events(vec![line("one")]), ..Converse::default() };
    other.client().send(&input).await.unwrap();
    assert_eq!(other.header("x-amz-content-sha256"), "");
    assert_eq!(other.frames()[0].payload(), "one");
}

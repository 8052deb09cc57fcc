use super::*;
use crate::credentials::Credentials;
use crate::operation::{AuthScheme, OperationSetting};
use crate::sign::v4::{Payload, Scope, Settings, Signer, SigningRequest};
use crate::timestamp::Timestamp;

static DRAWERS: ServiceSchema = ServiceSchema::new("Drawers", &Plain, endpoint)
    .signing_name("drawers")
    .constant_headers(&[("Accept", "application/json"), ("X-Version", "1"), ("X-Token", "never")]);

#[derive(Clone, Default)]
pub struct Open {
    pub token: Option<String>,
    pub body: Option<ByteStream>,
}

runtime::structure! {
    sent Open = "OpenInput" {
        token: "Token", IdempotencyToken;
        body: "Body";
    }
}

impl Operation for Open {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Open",
            method: "POST",
            uri: "/things",
            status: 200,
            settings: &[
                OperationSetting::Auth(&[AuthScheme::SigV4]),
                OperationSetting::ConstantHeaders(&[("X-Version", "2"), ("X-Amz-Content-Sha256", "abcdef")]),
            ],
        }
    }
}

fn client(script: &Script) -> Client {
    let config = Config::builder(script.clone())
        .region("here")
        .credentials(Credentials::new("AKID", "s3cret"))
        .clock(|| std::time::SystemTime::UNIX_EPOCH)
        .idempotency_tokens(|| "t1".to_owned());
    Client::new(&DRAWERS, &config.build())
}

#[tokio::test]
async fn stand_behind_those_of_members_and_operations() {
    let script = Script::default().answer(200, &[], "");
    client(&script).send(&Open::default()).await.unwrap();
    assert_eq!(script.header("accept"), ["application/json"]);
    let seen = script.seen();
    let all = |name| seen[0].headers.get_all(name).iter().collect::<Vec<_>>();
    assert_eq!(all("x-version"), ["2"]);
    assert_eq!(all("x-token"), ["t1"]);
}

#[tokio::test]
async fn are_signed_and_the_hash_among_them_stands_for_the_body() {
    let script = Script::default().answer(200, &[], "").answer(200, &[], "");
    let client = client(&script);
    let stream = ByteStream::from_stream(retries::Empty, None);
    client.send(&Open { body: Some("bytes".into()), ..Open::default() }).await.unwrap();
    client.send(&Open { body: Some(stream), ..Open::default() }).await.unwrap();
    let headers = [
        ("host", "things.here.example"),
        ("accept", "application/json"),
        ("x-amz-content-sha256", "abcdef"),
        ("x-rule", "1"),
        ("x-token", "t1"),
        ("x-version", "2"),
    ];
    let request = SigningRequest {
        method: "POST",
        path: "/things",
        query: "",
        headers: &headers,
        payload: Payload::Sha256("abcdef"),
    };
    let credentials = Credentials::new("AKID", "s3cret");
    let time = Timestamp::from_seconds(0);
    let scope = Scope { credentials: &credentials, region: "here", service: "drawers", time };
    let expected = Signer::default().sign(&request, &scope, Settings::default());
    let (_, expected) = expected.headers.into_iter().find(|(name, _)| *name == "authorization").unwrap();
    assert_eq!(script.header("authorization"), [expected.clone(), expected]);
    for request in script.seen() {
        assert_eq!(request.headers.get_all("x-amz-content-sha256").iter().collect::<Vec<_>>(), ["abcdef"]);
    }
}

#[tokio::test]
async fn that_http_does_not_allow_are_reported() {
    static BROKEN: ServiceSchema =
        ServiceSchema::new("Broken", &Plain, endpoint).constant_headers(&[("X Version", "1")]);
    let config = Config::builder(Script::default()).region("here").build();
    let input = Put { name: "a".to_owned(), ..Put::default() };
    let failed = failure(Client::new(&BROKEN, &config).send(&input).await);
    assert_eq!(failed.kind(), FailureKind::Configuration);
    assert!(failed.to_string().contains("a header `X Version` that HTTP does not allow"), "{failed}");
}

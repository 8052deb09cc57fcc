//! Sessions with resources, here with buckets.

use super::*;
use crate::credentials::Credentials;
use crate::endpoint::{EndpointAuthScheme, ParameterValue};
use crate::operation::Retryable;
use crate::operation::{AuthScheme, OperationSetting};
use crate::protocol::RestJson1;
use crate::sessions::{SessionSchema, StartsSession};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

#[derive(Clone, Default)]
pub struct Get {
    pub bucket: String,
}

runtime::structure! {
    sent Get = "GetInput" {
        bucket: "Bucket", Required, ContextParam("Bucket"), EndpointLabel;
    }
}

impl Operation for Get {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Get",
            method: "GET",
            uri: "/key",
            status: 200,
            settings: &[OperationSetting::Auth(&[AuthScheme::SigV4])],
        }
    }
}

#[derive(Clone, Default)]
pub struct Start {
    pub bucket: String,
}

runtime::structure! {
    sent Start = "StartInput" {
        bucket: "Bucket", Required, ContextParam("Bucket"), EndpointLabel;
    }
}

#[derive(Clone, Default)]
pub struct Started {
    pub credentials: Option<Given>,
}

runtime::structure! {
    received Started = "StartOutput" {
        credentials: "Credentials";
    }
}

#[derive(Clone, Default)]
pub struct Given {
    pub access_key_id: String,
    pub secret_access_key: String,
    pub session_token: String,
    pub expiration: Option<crate::Timestamp>,
}

runtime::structure! {
    received Given = "Credentials" {
        access_key_id: "AccessKeyId";
        secret_access_key: "SecretAccessKey", Sensitive;
        session_token: "SessionToken", Sensitive;
        expiration: "Expiration";
    }
}

impl Operation for Start {
    type Client = Client;
    type Output = Started;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Start",
            method: "GET",
            uri: "/?session",
            status: 200,
            settings: &[
                OperationSetting::Auth(&[AuthScheme::SigV4]),
                OperationSetting::EndpointParameters(&[("WithoutSession", ParameterValue::Boolean(true))]),
            ],
        }
    }
}

impl StartsSession for Start {
    const SCHEME: &'static str = "sigv4-session";
    const HEADER: &'static str = "x-amz-session";
    const QUERY_PARAMETER: &'static str = "X-Amz-Session";
    const RESOURCE: &'static str = "Bucket";
    fn with(bucket: String) -> Self {
        Self { bucket }
    }
}

/// A session for all but the operation that starts one.
fn resolve(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    let bucket = parameters.string("Bucket").ok_or_else(|| EndpointError::new("no bucket"))?;
    let without_session = parameters.boolean("WithoutSession") == Some(true);
    let scheme = EndpointAuthScheme::new(if without_session { "sigv4" } else { "sigv4-session" });
    let scheme = scheme.signing_name("depot-session").disable_double_encoding();
    Ok(Endpoint::new(format!("https://{bucket}.zone.example")).auth_scheme(scheme))
}

static DEPOT: ServiceSchema = ServiceSchema::new("Depot", &RestJson1, resolve)
    .signing_name("depot")
    .sessions(&SessionSchema::of::<Start>());

fn client_with(script: &Script, change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Client {
    let config = Config::builder(script.clone()).region("here").max_attempts(1).clock(|| at(0));
    let config = config.credentials(Credentials::new("AKID", "s3cret"));
    Client::new(&DEPOT, &change(config).build())
}

fn client(script: &Script) -> Client {
    client_with(script, |config| config)
}

/// The time so many seconds after the tests began.
fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 + seconds)
}

/// Adds the response to `Start`, with credentials that end so many seconds after the tests began.
fn session(script: Script, key: &str, end: u64) -> Script {
    let end = 1_800_000_000 + end;
    script.answer(200, &[], format!(
        r#"{{"Credentials":{{"AccessKeyId":"{key}","SecretAccessKey":"s","SessionToken":"t0ken-of-{key}","Expiration":{end}}}}}"#
    ))
}

fn get(bucket: &str) -> Get {
    Get { bucket: bucket.to_owned() }
}

fn keys(script: &Script) -> Vec<String> {
    signers(script).into_iter().map(|(key, _)| key).collect()
}

/// Returns the access key that signed each request, and the token of the session in it.
fn signers(script: &Script) -> Vec<(String, Option<String>)> {
    let text = |request: &HttpRequest, name: &str| Some(request.headers.get(name)?.to_str().ok()?.to_owned());
    let signer = |request: &HttpRequest| {
        let authorization = text(request, "authorization").unwrap();
        let (_, key) = authorization.split_once("Credential=").unwrap();
        assert!(!request.headers.contains_key("x-amz-security-token"));
        (key.split('/').next().unwrap().to_owned(), text(request, "x-amz-session"))
    };
    script.seen().iter().map(signer).collect()
}

#[tokio::test]
async fn a_bucket_is_called_in_a_session() {
    let script = session(Script::default(), "S1", 300).answer(200, &[], "").answer(200, &[], "");
    let script = session(script, "S2", 300).answer(200, &[], "");
    let client = client(&script);
    for bucket in ["one", "one", "two"] {
        client.send(&get(bucket)).await.unwrap();
    }
    let own = ("AKID".to_owned(), None);
    let of = |key: &str| (key.to_owned(), Some(format!("t0ken-of-{key}")));
    assert_eq!(signers(&script), [own.clone(), of("S1"), of("S1"), own, of("S2")]);
    let urls: Vec<String> = script.seen().into_iter().map(|request| request.url).collect();
    let (started, called) = (&urls[0], &urls[1]);
    assert_eq!(
        (&**started, &**called),
        ("https://one.zone.example/?session", "https://one.zone.example/key")
    );
    let authorization = &script.header("authorization")[1];
    assert!(authorization.contains("/here/depot-session/aws4_request"), "{authorization}");
    assert!(authorization.contains(";x-amz-date;x-amz-session"), "{authorization}");
    assert!(!format!("{:?}", script.seen()).contains("t0ken"));
}

/// By the clock that signs, which may be another than the machine's.
#[tokio::test]
async fn a_session_that_ends_is_followed_by_another() {
    let now = Arc::new(AtomicU64::new(0));
    let clock = Arc::clone(&now);
    let script = session(Script::default(), "S1", 300).answer(200, &[], "{}").answer(200, &[], "{}");
    let script = session(script, "S2", 600).answer(200, &[], "{}");
    let client = client_with(&script, |config| config.clock(move || at(clock.load(Ordering::Relaxed))));
    for seconds in [0, 140, 301] {
        now.store(seconds, Ordering::Relaxed);
        client.send(&get("one")).await.unwrap();
    }
    assert_eq!(keys(&script), ["AKID", "S1", "S1", "AKID", "S2"]);
}

#[tokio::test]
async fn other_settings_and_parameters_come_with_sessions_of_their_own() {
    let mut script = Script::default();
    for key in ["S1", "S2", "S3"] {
        script = session(script, key, 300).answer(200, &[], "{}");
    }
    let client = client(&script);
    client.send(&get("one")).await.unwrap();
    client.with_settings(|config| config.max_attempts(2)).send(&get("one")).await.unwrap();
    client.clone().with_parameter("Zone", "a".to_owned()).send(&get("one")).await.unwrap();
    assert_eq!(keys(&script), ["AKID", "S1", "AKID", "S2", "AKID", "S3"]);
}

#[tokio::test]
async fn calls_at_the_same_time_share_a_session() {
    let mut script = session(Script::default(), "S1", 300);
    for _ in 0..20 {
        script = script.answer(200, &[], "{}");
    }
    let client = client(&script);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(&get("one")).await.unwrap() })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(keys(&script).iter().filter(|key| *key == "AKID").count(), 1);
}

#[tokio::test]
async fn the_session_that_was_not_asked_for_the_longest_makes_way() {
    let mut script = Script::default();
    for number in 0..100 {
        script = session(script, &format!("S{number}"), 300).answer(200, &[], "{}");
    }
    let script = session(script.answer(200, &[], "{}"), "S100", 300).answer(200, &[], "{}");
    let script = session(script.answer(200, &[], "{}"), "S101", 300).answer(200, &[], "{}");
    let client = client(&script);
    let call = async |bucket: &str| client.send(&get(bucket)).await.unwrap();
    for number in 0..100 {
        call(&format!("b{number}")).await;
    }
    // The first is asked for again, so the second is the oldest, which one more replaces.
    for bucket in ["b0", "a", "b0", "b1"] {
        call(bucket).await;
    }
    assert_eq!(keys(&script)[200..], ["S0", "AKID", "S100", "S0", "AKID", "S101"]);
}

#[tokio::test]
async fn a_url_is_presigned_with_the_session() {
    let script = session(Script::default(), "S1", 300);
    let url = client(&script).presign(&get("one"), Duration::from_secs(60)).await.unwrap();
    let query = url.url().split_once('?').unwrap().1;
    assert!(query.contains("X-Amz-Session=t0ken-of-S1"), "{query}");
    assert!(!query.contains("Security-Token"), "{query}");
}

/// Rules that ask for a session where one is started would never end.
#[tokio::test]
async fn no_session_waits_for_itself() {
    static ENDLESS: ServiceSchema = ServiceSchema::new("Depot", &RestJson1, |_| {
        let scheme = EndpointAuthScheme::new("sigv4-session");
        Ok(Endpoint::new("https://zone.example").auth_scheme(scheme))
    })
    .sessions(&SessionSchema::of::<Start>());
    let script = Script::default();
    let config =
        Config::builder(script.clone()).region("here").credentials(Credentials::new("AKID", "s3cret"));
    let failure = failure(Client::new(&ENDLESS, &config.build()).send(&get("one")).await);
    assert!(failure.to_string().contains("a session for the operation that starts one"), "{failure}");
    assert!(script.seen().is_empty());
}

#[tokio::test]
async fn without_a_session_there_is_no_call() {
    let refused = [("x-amzn-errortype", "AccessDenied"), ("x-amz-request-id", "r1")];
    let script = Script::default().answer(403, &refused, r#"{"message":"not you"}"#);
    let failure = failure(client(&script).send(&get("one")).await);
    assert_eq!((failure.kind(), failure.status()), (FailureKind::Credentials, Some(403)));
    // The name of a resource may be a secret, and part of a host.
    let said = "Get: there is no session for the `Bucket` of the input: Start: AccessDenied: not you (status 403, request id r1)";
    assert_eq!(failure.to_string(), said);
    let script = Script::default().answer(200, &[], "{}");
    let failure = super::failure(client(&script).send(&get("one")).await);
    assert!(failure.to_string().ends_with("of the input: `Start` answered without credentials"), "{failure}");
}

/// A session is started as any call is made: with its attempts, each in its time, and with what its end says.
#[tokio::test(start_paused = true)]
async fn starting_a_session_is_a_call() {
    let patient = |config: ConfigBuilder| config.max_attempts(3).attempt_timeout(Duration::from_millis(200));
    let silent = Script::default().then(|_| Ok(Response { status: 503, ..Response::default() }));
    let script = session(silent, "S1", 300).answer(200, &[], "{}");
    client_with(&script, patient).send(&get("one")).await.unwrap();
    assert_eq!(keys(&script), ["AKID", "AKID", "S1"]);
    let script = Script::default().answer(503, &[], "").answer(503, &[], "").answer(503, &[], "");
    let failure = failure(client_with(&script, patient).send(&get("one")).await);
    assert_eq!((failure.retryable(), script.seen().len()), (Retryable::Transient, 3));
    let script = Script::default().fail(TransportErrorKind::Connect);
    let failure = super::failure(client(&script).send(&get("one")).await);
    assert_eq!(failure.kind(), FailureKind::Connection);
}

/// Whom the service refuses a session is not called without a signature, or by another scheme.
#[tokio::test]
async fn nothing_stands_in_for_a_session() {
    #[derive(Clone, Default)]
    pub struct Look {
        pub bucket: String,
    }
    runtime::structure! {
        sent Look = "LookInput" {
            bucket: "Bucket", Required, ContextParam("Bucket"), EndpointLabel;
        }
    }
    impl Operation for Look {
        type Client = Client;
        type Output = PutOutput;
        type Error = PutError;
        fn operation() -> &'static OperationSchema {
            &OperationSchema {
                name: "Look",
                method: "GET",
                uri: "/key",
                status: 200,
                settings: &[OperationSetting::Auth(&[
                    AuthScheme::SigV4,
                    AuthScheme::SigV4a,
                    AuthScheme::Anonymous,
                ])],
            }
        }
    }
    let script = Script::default().answer(403, &[], "");
    let client = client(&script);
    let look = Look { bucket: "one".to_owned() };
    assert_eq!(failure(client.send(&look).await).kind(), FailureKind::Credentials);
    assert_eq!(script.seen().len(), 1);
    let script = Script::default().answer(403, &[], "");
    let presigned = self::client(&script).presign(&look, Duration::from_secs(60)).await;
    assert_eq!(presigned.unwrap_err().kind(), FailureKind::Credentials);
}

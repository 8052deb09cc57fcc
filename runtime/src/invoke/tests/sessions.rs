//! Sessions with resources, here with buckets.

use super::*;
use crate::credentials::Credentials;
use crate::endpoint::{EndpointAuthScheme, ParameterValue};
use crate::operation::AuthScheme;
use crate::protocol::RestJson1;
use crate::sessions::{SessionSchema, StartsSession};

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
    const OPERATION: &'static OperationSchema =
        &operation("Get", "GET", "/key", 200).auth(&[AuthScheme::SigV4]);
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
    const OPERATION: &'static OperationSchema = &operation("Start", "GET", "/?session", 200)
        .auth(&[AuthScheme::SigV4])
        .endpoint_parameters(&[("WithoutSession", ParameterValue::Boolean(true))]);
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

fn client(script: &Script) -> Client {
    let config = Config::builder(script.clone()).region("here").max_attempts(1);
    Client::new(&DEPOT, &config.credentials(Credentials::new("AKID", "s3cret")).build())
}

/// A response to `Start`, whose credentials are valid for so many seconds.
fn session(script: Script, key: &str, seconds: i64) -> Script {
    let end = crate::Timestamp::from_seconds(crate::Timestamp::now().seconds() + seconds);
    let end = end.format(crate::timestamp::Format::EpochSeconds).unwrap();
    let body = format!(
        r#"{{"Credentials":{{"AccessKeyId":"{key}","SecretAccessKey":"s","SessionToken":"t0ken-of-{key}","Expiration":{end}}}}}"#
    );
    script.answer(200, &[], body)
}

fn get(bucket: &str) -> Get {
    Get { bucket: bucket.to_owned() }
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

#[tokio::test]
async fn a_session_that_ends_is_followed_by_another() {
    let script = session(Script::default(), "S1", 0).answer(200, &[], "");
    let script = session(script, "S2", 1).answer(200, &[], "");
    let client = client(&script);
    client.send(&get("one")).await.unwrap();
    // Other settings come with other sessions.
    client.with_settings(|config| config.max_attempts(2)).send(&get("one")).await.unwrap();
    let keys: Vec<String> = signers(&script).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["AKID", "S1", "AKID", "S2"]);
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
    let refused = [("x-amzn-errortype", "AccessDenied")];
    let body = r#"{"message":"not you"}"#;
    // A provider that fails is asked once more.
    let script = Script::default().answer(403, &refused, body).answer(403, &refused, body);
    let failure = failure(client(&script).send(&get("one")).await);
    assert_eq!(failure.kind(), FailureKind::Credentials);
    let said = "Get: there is no session with `one`: Start: AccessDenied: not you (status 403)";
    assert_eq!(failure.to_string(), said);
    let script = Script::default().answer(200, &[], "{}");
    let script = script.answer(200, &[], "{}");
    let failure = super::failure(client(&script).send(&get("one")).await);
    assert!(failure.to_string().contains("expected the credentials of a session, found none"), "{failure}");
}

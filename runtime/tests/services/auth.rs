//! Authentication: each scheme, and the choice among several.

use super::*;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use runtime::protocol::RestJson1;
use runtime::{AuthScheme, Operation, OperationSchema, OperationSetting};
use server::Asked;

static SERVICE: ServiceSchema = ServiceSchema::new("Doors", &RestJson1, configured).signing_name("doors");

#[derive(Clone, Default)]
pub struct OpenOutput {}

runtime::structure! {
    received OpenOutput = "OpenOutput" {}
}

pub enum OpenError {
    Unmodelled,
}

runtime::operation_error! {
    OpenError {}
}

/// Defines operations with these auth schemes.
macro_rules! with_auth {
    ($($name:ident: [$($scheme:expr),*];)*) => {$(
        #[derive(Clone, Default)]
        pub struct $name {}

        runtime::structure! {
            sent $name = "OpenInput" {}
        }

        impl Operation for $name {
            type Client = Client;
            type Output = OpenOutput;
            type Error = OpenError;
            fn operation() -> &'static OperationSchema {
                &OperationSchema {
                    name: stringify!($name),
                    method: "POST",
                    uri: "/doors?floor=1",
                    status: 200,
                    settings: &[OperationSetting::Auth(&[$($scheme),*])],
                }
            }
        }
    )*};
}

with_auth! {
    Bearer: [AuthScheme::Bearer];
    KeyInHeader: [AuthScheme::ApiKeyInHeader { name: "X-Api-Key", scheme: None }];
    KeyAfterScheme: [AuthScheme::ApiKeyInHeader { name: "Authorization", scheme: Some("ApiKey") }];
    KeyInQuery: [AuthScheme::ApiKeyInQuery { name: "key" }];
    Basic: [AuthScheme::Basic];
    SigV4: [AuthScheme::SigV4];
    SigV4a: [AuthScheme::SigV4a];
    Open: [AuthScheme::Anonymous];
    Optional: [AuthScheme::SigV4, AuthScheme::Anonymous];
    Any: [AuthScheme::SigV4, AuthScheme::Bearer, AuthScheme::Basic];
}

fn secrets(config: ConfigBuilder) -> ConfigBuilder {
    config.bearer_token("t0ken").api_key("k&y").login("Aladdin", "open sesame")
}

/// Returns the request that a client with this configuration sends.
async fn asked<O>(input: O, change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Asked
where
    O: Operation<Client = Client, Output = OpenOutput, Error = OpenError>,
{
    let server = Server::start([answer(200, "", "{}")]).await;
    let config = Config::builder(HttpTransport::new()).region("here").endpoint_url(&*server.url);
    Client::new(&SERVICE, &change(config).build()).send(&input).await.unwrap();
    server.only()
}

fn signing(config: ConfigBuilder) -> ConfigBuilder {
    config.credentials(Credentials::new("AKID", "s3cret"))
}

#[tokio::test]
async fn a_token_may_be_asked_for_in_each_attempt() {
    let server = Server::start([answer(503, "", "{}"), answer(200, "", "{}")]).await;
    let count = std::sync::atomic::AtomicU32::new(0);
    let config =
        Config::builder(HttpTransport::new()).endpoint_url(&*server.url).bearer_token_from(move || {
            let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            async move { Ok(format!("t0ken-{number}")) }
        });
    Client::new(&SERVICE, &config.build()).send(&Bearer {}).await.unwrap();
    let asked = server.asked();
    let asked: Vec<_> = asked.iter().filter_map(|asked| asked.header("authorization")).collect();
    assert_eq!(asked, ["Bearer t0ken-0", "Bearer t0ken-1"]);
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = Server::start([]).await;
    let config = Config::builder(HttpTransport::new()).endpoint_url(&*server.url);
    let config = config.bearer_token_from(|| async { Err(CredentialsError::new("nobody is logged in")) });
    let failed = failure(Client::new(&SERVICE, &config.build()).send(&Bearer {}).await);
    assert_eq!(failed.to_string(), "Bearer: there is no bearer token: nobody is logged in");
    assert_eq!(failed.attempts(), 0);
}

#[tokio::test]
async fn without_a_token_what_else_an_operation_takes_is_tried() {
    let nobody = |config: ConfigBuilder| {
        config
            .credentials(Nobody)
            .bearer_token_from(|| async { Err(CredentialsError::new("nobody is logged in")) })
            .login("Aladdin", "open sesame")
    };
    let asked = asked(Any {}, nobody).await;
    assert_eq!(asked.header("authorization"), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
}

#[tokio::test]
async fn secrets_stand_where_the_scheme_wants_them() {
    let authorization = |asked: &Asked| asked.header("authorization").map(str::to_owned);
    assert_eq!(authorization(&asked(Bearer {}, secrets).await).as_deref(), Some("Bearer t0ken"));
    assert_eq!(authorization(&asked(KeyAfterScheme {}, secrets).await).as_deref(), Some("ApiKey k&y"));
    let basic = authorization(&asked(Basic {}, secrets).await);
    assert_eq!(basic.as_deref(), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    let key = asked(KeyInHeader {}, secrets).await;
    assert_eq!((key.header("x-api-key"), authorization(&key)), (Some("k&y"), None));
    let key = asked(KeyInQuery {}, secrets).await;
    assert_eq!((key.target.as_str(), authorization(&key)), ("/doors?floor=1&key=k%26y", None));
}

#[tokio::test]
async fn signatures_are_those_of_the_request() {
    let asked = asked(SigV4 {}, signing).await;
    let authorization = asked.header("authorization").unwrap();
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKID/"), "{authorization}");
    let (expected, found) = signature::in_header(&asked);
    assert_eq!(found, expected);
}

/// Returns the public key for the test's credentials, derived independently by the steps of NIST SP 800-108.
fn public_key() -> VerifyingKey {
    let mut text = b"\x00\x00\x00\x01AWS4-ECDSA-P256-SHA256\x00AKID\x01".to_vec();
    text.extend_from_slice(&256_u32.to_be_bytes());
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, b"AWS4As3cret");
    let mut number = ring::hmac::sign(&key, &text).as_ref().to_vec();
    *number.last_mut().unwrap() += 1;
    *p256::ecdsa::SigningKey::from_slice(&number).unwrap().verifying_key()
}

#[tokio::test]
async fn signatures_for_several_regions_verify_with_the_public_key() {
    let asked = asked(SigV4a {}, |config| signing(config).region("*")).await;
    assert_eq!(asked.header("x-amz-region-set"), Some("*"));
    let authorization = asked.header("authorization").unwrap();
    let (text, found) = signature::of_regions(&asked);
    assert!(authorization.starts_with("AWS4-ECDSA-P256-SHA256 Credential=AKID/"), "{authorization}");
    let found = Signature::from_der(&found).unwrap();
    public_key().verify(text.as_bytes(), &found).unwrap();
    public_key().verify(b"another text", &found).unwrap_err();
}

#[tokio::test]
async fn open_operations_are_called_without_a_proof() {
    let both = |config| secrets(signing(config));
    assert_eq!(asked(Open {}, both).await.header("authorization"), None);
    assert_eq!(asked(Optional {}, |config| config).await.header("authorization"), None);
    assert_eq!(asked(Optional {}, |config| config.credentials(Nobody)).await.header("authorization"), None);
    assert!(asked(Optional {}, signing).await.header("authorization").is_some());
}

#[tokio::test]
async fn the_first_scheme_with_what_it_takes_is_chosen() {
    let starts = |asked: Asked, start: &str| {
        let found = asked.header("authorization").unwrap().to_owned();
        assert!(found.starts_with(start), "{found}");
    };
    starts(asked(Any {}, |config| secrets(signing(config))).await, "AWS4-HMAC-SHA256 ");
    starts(asked(Any {}, secrets).await, "Bearer ");
    starts(asked(Any {}, |config| secrets(config).credentials(Nobody)).await, "Bearer ");
    starts(asked(Any {}, |config| config.login("a", "b")).await, "Basic ");
}

#[tokio::test]
async fn says_what_is_missing_before_anything_is_sent() {
    let server = Server::start([]).await;
    let config = || Config::builder(HttpTransport::new()).region("here").endpoint_url(&*server.url);
    let nothing = failure(Client::new(&SERVICE, &config().build()).send(&Any {}).await);
    for what in ["`credentials`", "`bearer_token`", "`login`"] {
        assert!(nothing.to_string().contains(what), "{nothing}");
    }
    let nobody = Client::new(&SERVICE, &config().credentials(Nobody).build());
    let nobody = failure(nobody.send(&Any {}).await);
    assert_eq!(nobody.to_string(), "Any: there are no credentials: nobody is logged in");
}

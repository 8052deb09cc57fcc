//! Who calls, where no signature says it.

use super::*;
use crate::operation::AuthScheme;

/// An operation like `Put`, with these schemes.
macro_rules! with_auth {
    ($name:ident: $($scheme:expr),*) => {
        #[derive(Clone, Default)]
        pub struct $name {
            pub body: Option<ByteStream>,
        }

        runtime::structure! {
            sent $name = "Input" {
                body: "Body";
            }
        }

        impl Operation for $name {
            type Client = Client;
            type Output = PutOutput;
            type Error = PutError;
            const OPERATION: &'static OperationSchema =
                &operation(stringify!($name), "POST", "/things", 200).auth(&[$($scheme),*]);
        }
    };
}

with_auth!(Bearer: AuthScheme::Bearer);
with_auth!(Either: AuthScheme::Bearer, AuthScheme::Basic);
with_auth!(Maybe: AuthScheme::Basic, AuthScheme::Anonymous);
with_auth!(Header: AuthScheme::ApiKeyInHeader { name: "X-Api-Key", scheme: None });
with_auth!(HeaderWithScheme: AuthScheme::ApiKeyInHeader { name: "Authorization", scheme: Some("Key") });
with_auth!(Query: AuthScheme::ApiKeyInQuery { name: "api key" });
with_auth!(SignedOrNot: AuthScheme::SigV4, AuthScheme::Bearer);

fn secrets(config: ConfigBuilder) -> ConfigBuilder {
    config.bearer_token("t0ken").api_key("k&y").login("Aladdin", "open sesame")
}

async fn authorization<O>(input: &O, config: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Vec<String>
where
    O: Operation<Client = Client, Output = PutOutput, Error = PutError>,
{
    let script = Script::default().answer(200, &[], "");
    script.client_with(config).send(input).await.unwrap();
    script.header("authorization")
}

#[tokio::test]
async fn secrets_stand_in_headers() {
    assert_eq!(authorization(&Bearer::default(), secrets).await, ["Bearer t0ken"]);
    assert_eq!(authorization(&HeaderWithScheme::default(), secrets).await, ["Key k&y"]);
    // The example of RFC 7617.
    assert_eq!(authorization(&Maybe::default(), secrets).await, ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]);
    let script = Script::default().answer(200, &[], "");
    script.client_with(secrets).send(&Header::default()).await.unwrap();
    assert_eq!(script.header("x-api-key"), ["k&y"]);
    assert!(!script.seen()[0].headers.contains_key("authorization"));
    assert!(script.seen()[0].headers["x-api-key"].is_sensitive());
}

#[tokio::test]
async fn a_key_in_the_query_is_encoded() {
    let script = Script::default().answer(200, &[], "");
    script.client_with(secrets).send(&Query::default()).await.unwrap();
    let request = &script.seen()[0];
    assert_eq!(request.url, "https://things.here.example/things?api%20key=k%26y");
    assert!(!format!("{request:?}").contains("k%26y"));
}

#[tokio::test]
async fn the_first_scheme_that_can_be_used_is_used() {
    assert_eq!(authorization(&Either::default(), secrets).await, ["Bearer t0ken"]);
    let only_login = |config: ConfigBuilder| config.login("a", "b");
    assert_eq!(authorization(&Either::default(), only_login).await, ["Basic YTpi"]);
    assert_eq!(authorization(&SignedOrNot::default(), secrets).await, ["Bearer t0ken"]);
    let signing =
        |config: ConfigBuilder| secrets(config).credentials(crate::Credentials::new("A", "s", None));
    assert!(authorization(&SignedOrNot::default(), signing).await[0].starts_with("AWS4-HMAC-SHA256 "));
}

#[tokio::test]
async fn what_is_missing_is_said() {
    let script = Script::default();
    let failure = failure(script.client().send(&Either::default()).await);
    assert_eq!(failure.kind(), FailureKind::Credentials);
    assert_eq!(
        failure.to_string(),
        "Either: there are no credentials for this operation: set `bearer_token`, or set `login`"
    );
    assert!(script.seen().is_empty());
    let script = Script::default().answer(200, &[], "");
    script.client().send(&Maybe::default()).await.unwrap();
    assert!(!script.seen()[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn secrets_go_where_nobody_can_read_them() {
    let to = |url: &'static str| move |config: ConfigBuilder| secrets(config).endpoint_url(url);
    for url in ["http://example.com", "http://10.0.0.1:80"] {
        let script = Script::default();
        let failure = failure(script.client_with(to(url)).send(&Bearer::default()).await);
        assert!(failure.to_string().contains("`https` only"), "{failure}");
        assert!(script.seen().is_empty());
    }
    for url in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:80", "https://example.com"] {
        assert_eq!(authorization(&Bearer::default(), to(url)).await, ["Bearer t0ken"], "{url}");
    }
    let allowed = |config| to("http://library.internal")(config).allow_secrets_over_http();
    assert_eq!(authorization(&Bearer::default(), allowed).await, ["Bearer t0ken"]);
}

#[tokio::test]
async fn secrets_that_can_not_be_sent_are_refused_without_being_shown() {
    for config in [
        Config::builder(Script::default()).bearer_token("s3cret\nline"),
        Config::builder(Script::default()).login("s3cret:user", "s3cret"),
    ] {
        let script = Script::default();
        let config = config.region("here").transport(script.clone()).build();
        let client = Client::new(&SERVICE, &config);
        let failure = failure(client.send(&Either::default()).await);
        assert_eq!(failure.kind(), FailureKind::Credentials);
        assert!(!format!("{failure} {failure:?} {config:?}").contains("s3cret"), "{failure:?}");
    }
}

#[test]
fn configurations_hide_their_secrets() {
    let config = secrets(Config::builder(Script::default())).build();
    let printed = format!("{config:?} {:?}", config.to_builder());
    for secret in ["t0ken", "k&y", "Aladdin", "sesame"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

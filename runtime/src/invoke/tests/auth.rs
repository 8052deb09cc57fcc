//! Authentication other than by signatures.

use super::calls::AtInput;
use super::*;
use crate::operation::{AuthScheme, OperationSetting};

/// Defines an operation like `Put` with these auth schemes.
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
            fn operation() -> &'static OperationSchema {
                &OperationSchema {
                    name: stringify!($name),
                    method: "POST",
                    uri: "/things",
                    status: 200,
                    settings: &[OperationSetting::Auth(&[$($scheme),*])],
                }
            }
        }
    };
}

with_auth!(Bearer: AuthScheme::Bearer);
with_auth!(Either: AuthScheme::Bearer, AuthScheme::Basic);
with_auth!(Maybe: AuthScheme::Basic, AuthScheme::Anonymous);
with_auth!(Header: AuthScheme::ApiKeyInHeader { name: "X-Api-Key", scheme: None });
with_auth!(HeaderWithScheme: AuthScheme::ApiKeyInHeader { name: "Authorization", scheme: Some("Key") });
with_auth!(Query: AuthScheme::ApiKeyInQuery { name: "api key" });
with_auth!(Digest: AuthScheme::Digest, AuthScheme::Basic);
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
    let signing = |config: ConfigBuilder| secrets(config).credentials(crate::Credentials::new("A", "s"));
    assert!(authorization(&SignedOrNot::default(), signing).await[0].starts_with("AWS4-HMAC-SHA256 "));
}

#[tokio::test]
async fn a_token_of_this_service_goes_before_signatures() {
    let of = |service: &'static str| {
        move |config: ConfigBuilder| {
            let config = config.service_bearer_tokens(vec![(service.to_owned(), "0wn".to_owned())]);
            config.credentials(crate::Credentials::new("A", "s"))
        }
    };
    assert_eq!(authorization(&SignedOrNot::default(), of("THINGS")).await, ["Bearer 0wn"]);
    assert!(authorization(&SignedOrNot::default(), of("OTHERS")).await[0].starts_with("AWS4-"));
    assert!(authorization(&signing::Signed::default(), of("THINGS")).await[0].starts_with("AWS4-"));
    let set = |config: ConfigBuilder| of("THINGS")(config).bearer_token("t0ken");
    assert!(authorization(&SignedOrNot::default(), set).await[0].starts_with("AWS4-"));
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

#[derive(Clone, Default)]
pub struct Ticket {
    pub ticket: Option<String>,
}

runtime::structure! {
    sent Ticket = "TicketInput" {
        ticket: "Ticket", Header("x-ticket"), Sensitive;
    }
}

impl Operation for Ticket {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Ticket", method: "POST", uri: "/things", status: 200, settings: &[] }
    }
}

#[tokio::test]
async fn a_secret_header_that_says_who_calls_is_one_of_them() {
    let ticket = Ticket { ticket: Some("t1cket".to_owned()) };
    for (url, input, is_sent) in [
        ("http://example.com", &ticket, false),
        ("http://example.com", &Ticket::default(), true),
        ("http://127.0.0.1:8080", &ticket, true),
        ("https://example.com", &ticket, true),
    ] {
        static SERVICE: ServiceSchema = ServiceSchema::new("Things", &crate::protocol::RestJson1, endpoint);
        let script = Script::default().answer(200, &[], "");
        let config = Config::builder(script.clone()).endpoint_url(url).build();
        let result = Client::new(&SERVICE, &config).send(input).await;
        assert_eq!((result.is_ok(), script.seen().len()), (is_sent, usize::from(is_sent)), "{url}");
    }
}

#[tokio::test]
async fn secrets_that_can_not_be_sent_are_refused_without_being_shown() {
    for config in [
        Config::builder(Script::default()).bearer_token("s3cret\nline"),
        Config::builder(Script::default()).bearer_token(""),
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

const ASKED: (&str, &str) = (
    "www-authenticate",
    "Digest realm=\"things\", qop=\"auth\", algorithm=SHA-256, nonce=\"n1\", opaque=\"o\"",
);

fn login(config: ConfigBuilder) -> ConfigBuilder {
    config.login("Mufasa", "Circle of Life").max_attempts(1)
}

/// Returns a parameter of the header, without its quotes.
fn part<'h>(header: &'h str, name: &str) -> &'h str {
    let parts = header.strip_prefix("Digest ").unwrap().split(", ");
    let found = parts.filter_map(|part| part.split_once('=')).find(|(key, _)| *key == name);
    found.unwrap_or_else(|| panic!("no {name} in {header}")).1.trim_matches('"')
}

/// Computes the expected `response` of a request with this header, by RFC 7616, section 3.4.1.
fn expected_digest(header: &str) -> String {
    let hash = |text: String| crate::sign::hash::hex(&crate::sign::hash::sha256(text.as_bytes()));
    let who = hash("Mufasa:things:Circle of Life".to_owned());
    let what = hash(format!("POST:{}", part(header, "uri")));
    let [nonce, count, random] = ["nonce", "nc", "cnonce"].map(|name| part(header, name));
    hash(format!("{who}:{nonce}:{count}:{random}:auth:{what}"))
}

#[tokio::test]
async fn a_digest_is_sent_once_the_service_has_asked() {
    let script = Script::default().answer(401, &[ASKED], "").answer(200, &[], "").answer(200, &[], "");
    let client = script.client_with(|config| login(config).endpoint_url("https://things.example/a"));
    client.send(&Digest::default()).await.unwrap();
    client.send(&Digest::default()).await.unwrap();
    let seen = script.seen();
    assert_eq!(seen.len(), 3);
    assert!(!seen[0].headers.contains_key("authorization"));
    for (request, count) in seen[1..].iter().zip(["00000001", "00000002"]) {
        let value = &request.headers["authorization"];
        let header = value.to_str().unwrap();
        assert_eq!((part(header, "uri"), part(header, "nc")), ("/a/things", count));
        assert_eq!((part(header, "username"), part(header, "opaque")), ("Mufasa", "o"));
        assert_eq!(part(header, "response"), expected_digest(header), "{header}");
        assert!(value.is_sensitive());
    }
}

#[tokio::test]
async fn of_several_digests_the_strongest_is_made() {
    let weak = "Digest realm=\"things\", qop=\"auth\", algorithm=MD5, nonce=\"n1\"";
    let both: &'static str = format!("{weak}, {}", ASKED.1).leak();
    let script = Script::default().answer(401, &[(ASKED.0, both)], "").answer(200, &[], "");
    script.client_with(login).send(&Digest::default()).await.unwrap();
    let seen = script.seen();
    let header = seen[1].headers["authorization"].to_str().unwrap();
    assert_eq!(part(header, "algorithm"), "SHA-256");
    assert_eq!(part(header, "response"), expected_digest(header), "{header}");
}

#[tokio::test]
async fn each_that_asked_is_answered_by_its_own_question() {
    let script = [401, 200, 401, 200, 200, 200].into_iter().fold(Script::default(), |script, status| {
        script.answer(status, if status == 401 { &[ASKED] } else { &[] }, "")
    });
    static SERVICE: ServiceSchema = ServiceSchema::new("Things", &crate::protocol::RestJson1, endpoint);
    let config = login(Config::builder(script.clone())).endpoint_url("https://one.example");
    let client = Client::new(&SERVICE, &config.build());
    let there = |url: &str| AtInput { url: Some(url.to_owned()) };
    for url in ["https://one.example", "https://two.example", "https://one.example", "https://two.example"] {
        client.send(&there(url)).await.unwrap();
    }
    let answered =
        script.seen().iter().map(|it| it.headers.contains_key("authorization")).collect::<Vec<_>>();
    assert_eq!(answered, [false, true, false, true, true, true], "each asks once");
}

/// Sends a challenge to requests without an answer, once two of them have arrived.
struct Asking(tokio::sync::Barrier);

impl Transport for Asking {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        Box::pin(async move {
            let mut response = Response { status: 200, ..Response::default() };
            if !request.headers.contains_key("authorization") {
                self.0.wait().await;
                response.status = 401;
                response.headers.insert(ASKED.0, ASKED.1.parse().unwrap());
            }
            Ok(response)
        })
    }
}

#[tokio::test]
async fn all_that_come_at_once_answer_the_same_question() {
    let asking = Asking(tokio::sync::Barrier::new(2));
    let client = Client::new(&SERVICE, &login(Config::builder(asking).region("here")).build());
    let (one, two) = (Digest::default(), Digest::default());
    let (one, two) = tokio::join!(client.send(&one), client.send(&two));
    assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
}

#[tokio::test]
async fn a_digest_that_is_refused_is_not_sent_for_ever() {
    let script = Script::default().answer(401, &[ASKED], "").answer(401, &[ASKED], "").answer(200, &[], "");
    let error = script.client_with(login).send(&Digest::default()).await.unwrap_err();
    assert_eq!((error.response().unwrap().status, script.seen().len()), (401, 2));
    // Challenges of other schemes are ignored.
    let other = ("www-authenticate", "Negotiate");
    let script = Script::default().answer(401, &[other], "").answer(200, &[], "");
    assert!(script.client_with(login).send(&Digest::default()).await.is_err());
    assert_eq!(script.seen().len(), 1);
}

#[tokio::test]
async fn a_body_that_is_streamed_can_not_follow_a_question() {
    let body = || {
        ByteStream::from_stream(futures_util::stream::iter([std::io::Result::Ok(Bytes::from("b"))]), Some(1))
    };
    let script = Script::default().answer(401, &[ASKED], "").answer(200, &[], "");
    let client = script.client_with(login);
    let failure = failure(client.send(&Digest { body: Some(body()) }).await);
    assert_eq!(failure.kind(), FailureKind::Credentials);
    assert!(failure.to_string().contains("make the call again"), "{failure}");
    client.send(&Digest { body: Some(body()) }).await.unwrap();
    assert_eq!(script.seen().len(), 2);
}

#[tokio::test]
async fn only_who_asked_for_a_digest_gets_one_and_nobody_a_password() {
    let script = Script::default().answer(401, &[ASKED], "").answer(200, &[], "").answer(200, &[], "");
    static SERVICE: ServiceSchema = ServiceSchema::new("Things", &crate::protocol::RestJson1, endpoint);
    let config = login(Config::builder(script.clone())).endpoint_url("https://one.example");
    let one = Client::new(&SERVICE, &config.build());
    one.send(&Digest::default()).await.unwrap();
    let elsewhere = AtInput { url: Some("https://two.example".to_owned()) };
    one.send(&elsewhere).await.unwrap();
    assert!(!script.seen()[2].headers.contains_key("authorization"));

    let basic = ("www-authenticate", "Basic realm=\"things\"");
    let script = Script::default().answer(401, &[basic], "").answer(200, &[], "");
    assert!(script.client_with(login).send(&Digest::default()).await.is_err());
    assert_eq!(script.seen().len(), 1);

    let script = Script::default();
    let open = script.client_with(|config| login(config).endpoint_url("http://one.example"));
    let refused = failure(open.send(&Digest::default()).await);
    assert!(refused.to_string().contains("`https` only"), "{refused}");
}

#[tokio::test]
async fn a_password_that_was_refused_is_tried_once_by_each_call_unless_the_question_was_old() {
    let stale = ("www-authenticate", "Digest realm=\"things\", qop=\"auth\", nonce=\"n2\", stale=true");
    let script = Script::default().answer(401, &[ASKED], "").answer(401, &[ASKED], "");
    let script = script.answer(401, &[ASKED], "").answer(401, &[stale], "").answer(200, &[], "");
    let client = script.client_with(login);
    assert!(client.send(&Digest::default()).await.is_err());
    assert!(client.send(&Digest::default()).await.is_err());
    assert_eq!(script.seen().len(), 3);
    client.send(&Digest::default()).await.unwrap();
    assert_eq!(script.seen().len(), 5);
}

#[tokio::test]
async fn who_is_anonymous_signs_nothing_and_keeps_other_secrets() {
    let both =
        |config: ConfigBuilder| secrets(config).credentials(crate::Credentials::new("A", "s")).anonymous();
    assert_eq!(authorization(&SignedOrNot::default(), both).await, ["Bearer t0ken"]);
    let script = Script::default().answer(200, &[], "");
    script.client_with(|config| config.anonymous()).send(&SignedOrNot::default()).await.unwrap();
    assert!(!script.seen()[0].headers.contains_key("authorization"));
}

#[derive(Clone, Default)]
pub struct Ticketed {
    pub ticket: Option<String>,
}

runtime::structure! {
    sent Ticketed = "TicketedInput" {
        ticket: "Ticket", Header("x-ticket"), Sensitive;
    }
}

impl Operation for Ticketed {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        const SIGNED: &[OperationSetting] = &[OperationSetting::Auth(&[AuthScheme::SigV4])];
        &OperationSchema { name: "Ticketed", method: "POST", uri: "/", status: 200, settings: SIGNED }
    }
}

/// A signature says who calls; the header need not stay secret for that.
#[tokio::test]
async fn a_signed_call_may_have_a_sensitive_header_without_tls() {
    static SERVICE: ServiceSchema =
        ServiceSchema::new("Things", &crate::protocol::RestJson1, endpoint).signing_name("things");
    let script = Script::default().answer(200, &[], "{}");
    let config = Config::builder(script).region("here").endpoint_url("http://a.example");
    let client = Client::new(&SERVICE, &config.credentials(crate::Credentials::new("A", "s")).build());
    client.send(&Ticketed { ticket: Some("t".to_owned()) }).await.unwrap();
}

#[tokio::test]
async fn an_empty_api_key_is_not_sent() {
    let script = Script::default();
    let client = script.client_with(|config| config.api_key(""));
    assert_eq!(failure(client.send(&Header::default()).await).kind(), FailureKind::Credentials);
    assert!(script.seen().is_empty());
}

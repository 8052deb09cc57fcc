use super::*;
use crate::credentials::{Credentials, CredentialsError, ProvideCredentials, ProvideFuture};
use crate::endpoint::EndpointAuthScheme;
use crate::operation::{AuthScheme, OperationSetting};
use crate::timestamp::{Format, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::SystemTime;

/// Defines an operation like `Put` with another method and other auth schemes.
macro_rules! with_auth {
    ($name:ident: $method:literal $($scheme:ident),*) => {
        #[derive(Clone, Default)]
        pub struct $name {
            pub token: Option<String>,
            pub body: Option<ByteStream>,
        }

        runtime::structure! {
            sent $name = "Input" {
                token: "Token", IdempotencyToken;
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
                    method: $method,
                    uri: "/things",
                    status: 200,
                    settings: &[OperationSetting::Auth(&[$(AuthScheme::$scheme),*])],
                }
            }
        }
    };
}

with_auth!(Signed: "POST" SigV4);
with_auth!(Looked: "HEAD" SigV4);
with_auth!(Either: "POST" SigV4, Anonymous);
with_auth!(Open: "POST" Anonymous, SigV4);

pub(super) fn credentials() -> Credentials {
    Credentials::new("AKID", "s3cret").with_session_token("t0ken")
}

pub(super) fn at(text: &str) -> SystemTime {
    Timestamp::parse(text, Format::DateTime).unwrap().try_into().unwrap()
}

pub(super) fn signing(config: ConfigBuilder) -> ConfigBuilder {
    config
        .credentials(credentials())
        .clock(|| at("2015-08-30T12:36:00Z"))
        .idempotency_tokens(|| "t1".to_owned())
}

#[tokio::test]
async fn signs_in_headers() {
    let script = Script::default().answer(200, &[], "");
    script.client_with(signing).send(&Signed::default()).await.unwrap();
    assert_eq!(script.header("x-amz-date"), ["20150830T123600Z"]);
    assert_eq!(script.header("x-amz-security-token"), ["t0ken"]);
    let authorization = &script.header("authorization")[0];
    let start = "AWS4-HMAC-SHA256 Credential=AKID/20150830/here/things/aws4_request, SignedHeaders=host;";
    assert!(authorization.starts_with(start), "{authorization}");
    assert!(authorization.contains(";x-amz-date;x-amz-security-token"), "{authorization}");
    assert!(!authorization.contains("user-agent") && !authorization.contains("amz-sdk"), "{authorization}");
    assert!(!format!("{:?}", script.seen()).contains("t0ken"));
}

#[tokio::test(start_paused = true)]
async fn signs_each_attempt_by_the_corrected_clock() {
    let script = Script::default().answer(500, &[], "").answer(200, &[], "");
    let ticks = AtomicU64::new(0);
    let clock =
        move || at("2015-08-30T12:36:00Z") + Duration::from_secs(ticks.fetch_add(1, Ordering::Relaxed));
    let client = script.client_with(|config| signing(config).clock(clock).clock_offset(-60));
    client.send(&Signed::default()).await.unwrap();
    assert_eq!(script.header("x-amz-date"), ["20150830T123500Z", "20150830T123501Z"]);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_finds_the_time_wrong_sets_the_clock_right() {
    const LATE: &[(&str, &str)] =
        &[("x-code", "RequestTimeTooSkewed"), ("date", "Sun, 30 Aug 2015 13:36:00 GMT")];
    let clock = || at("2015-08-30T12:36:00Z");
    let done = |script: Script| script.answer(200, &[], "");
    let script = done(done(done(done(Script::default().answer(403, LATE, "")))));
    let client = script.client_with(|config| signing(config).clock(clock));
    client.send(&Signed::default()).await.unwrap();
    client.send(&Signed::default()).await.unwrap();
    client.with_settings(|config| config.max_attempts(1)).send(&Signed::default()).await.unwrap();
    // What was learned for one clock doesn't apply to another.
    client.with_settings(|config| config.clock_offset(3601)).send(&Signed::default()).await.unwrap();
    let right = "20150830T133600Z";
    assert_eq!(script.header("x-amz-date"), ["20150830T123600Z", right, right, right, "20150830T133601Z"]);

    // A response that could be forged is not trusted.
    let script = Script::default().answer(403, LATE, "").answer(200, &[], "");
    let client =
        script.client_with(|config| signing(config).clock(clock).endpoint_url("http://things.example"));
    assert!(client.send(&Signed::default()).await.is_err());
    assert_eq!(script.seen().len(), 1);

    // If the clock is right, or the error is another one, nothing is repeated.
    for (code, date) in [("RequestTimeTooSkewed", "12:39:59"), ("AccessDenied", "13:36:00")] {
        let date: &'static str = format!("Sun, 30 Aug 2015 {date} GMT").leak();
        let script =
            Script::default().answer(403, &[("x-code", code), ("date", date)], "").answer(200, &[], "");
        let client = script.client_with(|config| signing(config).clock(clock));
        assert!(client.send(&Signed::default()).await.is_err());
        assert_eq!(script.seen().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_to_head_sets_the_clock_right_without_a_code() {
    const DATE: (&str, &str) = ("date", "Sun, 30 Aug 2015 13:36:00 GMT");
    let script = Script::default().answer(403, &[DATE], "").answer(200, &[], "");
    script.client_with(signing).send(&Looked::default()).await.unwrap();
    assert_eq!(script.header("x-amz-date"), ["20150830T123600Z", "20150830T133600Z"]);

    // Another status, or a response from a cache, says nothing of the clock.
    for (status, headers) in [(404, &[DATE][..]), (403, &[DATE, ("age", "3600")])] {
        let script = Script::default().answer(status, headers, "");
        assert!(script.client_with(signing).send(&Looked::default()).await.is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_calls_at_once_both_learn_the_time() {
    let late = || {
        let mut response = Response { status: 403, ..Response::default() };
        response.headers.insert("x-code", "RequestTimeTooSkewed".parse().unwrap());
        response.headers.insert("date", "Sun, 30 Aug 2015 13:36:00 GMT".parse().unwrap());
        response
    };
    let script = crate::transport::Script::new().respond(late()).after(Duration::from_secs(1));
    let script = script.respond(late()).after(Duration::from_secs(2)).answer(200, "").answer(200, "");
    let config = signing(Config::builder(script.clone()).region("here")).clock(|| at("2015-08-30T12:36:00Z"));
    let client = Client::new(&SERVICE, &config.build());
    let input = Signed::default();
    let (first, second) = tokio::join!(client.send(&input), client.send(&input));
    assert!(first.is_ok() && second.is_ok());
    let dates = script.asked().into_iter().map(|request| request.headers["x-amz-date"].clone());
    let late = ["20150830T123600Z"; 2];
    assert_eq!(dates.collect::<Vec<_>>(), [late, ["20150830T133600Z"; 2]].concat());
}

#[tokio::test]
async fn leaves_a_stream_out_of_the_signature_and_says_so() {
    let script = Script::default().answer(200, &[], "").answer(200, &[], "");
    let client = script.client_with(signing);
    let empty = ByteStream::from_stream(retries::Empty, None);
    client.send(&Signed { body: Some(empty), ..Signed::default() }).await.unwrap();
    assert_eq!(script.header("x-amz-content-sha256"), ["UNSIGNED-PAYLOAD"]);
    assert!(script.header("authorization")[0].contains(";x-amz-content-sha256;"));
    client.send(&Signed { body: Some("bytes".into()), ..Signed::default() }).await.unwrap();
    assert!(script.seen()[1].headers.get("x-amz-content-sha256").is_none());
}

/// Has no credentials.
struct Nobody;

impl ProvideCredentials for Nobody {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(async { Err(CredentialsError::new("nobody is logged in")) })
    }
}

/// Must not be asked.
struct Forbidden;

impl ProvideCredentials for Forbidden {
    fn provide(&self) -> ProvideFuture<'_> {
        panic!("asked for credentials")
    }
}

#[tokio::test]
async fn asks_for_credentials_only_where_they_are_needed() {
    let script = Script::default().answer(200, &[], "").answer(200, &[], "").answer(200, &[], "");
    let unset = script.client();
    let failed = failure(unset.send(&Signed::default()).await);
    assert_eq!(failed.kind(), FailureKind::Credentials);
    let nobody = script.client_with(|config| config.credentials(Nobody));
    let failed = failure(nobody.send(&Signed::default()).await);
    assert_eq!(failed.to_string(), "Signed: there are no credentials: nobody is logged in");
    assert!(script.seen().is_empty());

    nobody.send(&Either::default()).await.unwrap();
    unset.send(&Either::default()).await.unwrap();
    script.client_with(|config| config.credentials(Forbidden)).send(&Open::default()).await.unwrap();
    assert!(script.seen().iter().all(|request| request.headers.get("authorization").is_none()));
}

#[tokio::test]
async fn needs_a_region_to_sign() {
    let config = Config::builder(Script::default())
        .endpoint_url("http://127.0.0.1:1")
        .credentials(credentials())
        .build();
    let failed = failure(Client::new(&SERVICE, &config).send(&Signed::default()).await);
    assert_eq!(failed.kind(), FailureKind::Configuration);
    assert!(failed.to_string().contains("AWS_REGION"), "{failed}");
}

#[tokio::test]
async fn signs_as_the_endpoint_rules_say() {
    static ELSEWHERE: ServiceSchema = ServiceSchema::new("Things", &Plain, |_| {
        let scheme = EndpointAuthScheme::new("sigv4").signing_region("there").signing_name("other");
        Ok(Endpoint::new("https://x.example").auth_scheme(scheme))
    })
    .signing_name("things");
    let script = Script::default().answer(200, &[], "");
    let config = signing(Config::builder(script.clone())).build();
    Client::new(&ELSEWHERE, &config).send(&Signed::default()).await.unwrap();
    assert!(script.header("authorization")[0].contains("/20150830/there/other/"));
}

#[tokio::test]
async fn a_scheme_of_the_endpoint_that_nobody_knows_is_said() {
    static EXPRESS: ServiceSchema = ServiceSchema::new("Things", &Plain, |_| {
        Ok(Endpoint::new("https://x.example").auth_scheme(EndpointAuthScheme::new("sigv4-express")))
    });
    let script = Script::default();
    let config = signing(Config::builder(script.clone())).region("here").build();
    let client = Client::new(&EXPRESS, &config);
    let failed = failure(client.send(&Signed::default()).await);
    assert_eq!(failed.kind(), FailureKind::Configuration);
    assert!(failed.to_string().contains("`sigv4-express`, which is not supported"), "{failed}");
    assert!(script.seen().is_empty());
}

/// Never answers.
struct Asleep;

impl ProvideCredentials for Asleep {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_has_the_credentials_has_as_long_as_an_attempt() {
    let limit = Duration::from_secs(5);
    let client = Script::default().client_with(|config| config.credentials(Asleep).attempt_timeout(limit));
    let failed = failure(client.send(&Signed::default()).await);
    assert_eq!(failed.kind(), FailureKind::Timeout);
}

/// Counts how often it is asked.
#[derive(Clone, Default)]
struct Counting(Arc<AtomicUsize>);

impl ProvideCredentials for Counting {
    fn provide(&self) -> ProvideFuture<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(std::future::ready(Ok(credentials())))
    }
}

#[tokio::test(start_paused = true)]
async fn asks_for_credentials_in_each_attempt() {
    let script = Script::default().answer(503, &[], "").answer(200, &[], "");
    let provider = Counting::default();
    let client = script.client_with(|config| config.credentials(provider.clone()).region("here"));
    client.send(&Signed::default()).await.unwrap();
    assert_eq!(provider.0.load(Ordering::Relaxed), 2);
}

/// Provides credentials once.
struct Once(AtomicUsize);

impl ProvideCredentials for Once {
    fn provide(&self) -> ProvideFuture<'_> {
        let gone = || CredentialsError::new("gone");
        let asked = self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(std::future::ready(if asked == 0 { Ok(credentials()) } else { Err(gone()) }))
    }
}

#[tokio::test(start_paused = true)]
async fn says_what_was_before_credentials_were_gone() {
    let script = Script::default().answer(503, &[("x-code", "SlowDown")], "");
    let client = script.client_with(|config| config.credentials(Once(AtomicUsize::new(0))).region("here"));
    let failed = failure(client.send(&Signed::default()).await);
    assert_eq!((failed.kind(), failed.attempts()), (FailureKind::Credentials, 1));
    assert_eq!(
        failed.to_string(),
        "Signed: there are no credentials: gone; before, an attempt ended with: SlowDown (status 503)"
    );
    let client = script.client_with(|config| config.credentials(Once(AtomicUsize::new(1))).region("here"));
    let failed = failure(client.send(&Signed::default()).await);
    assert_eq!((failed.kind(), failed.attempts()), (FailureKind::Credentials, 0));
}

#[tokio::test]
async fn an_empty_key_is_not_signed_with() {
    for (id, secret) in [("", ""), ("AKID", ""), ("", "secret")] {
        let script = Script::default();
        let client = script.client_with(|config| config.credentials(Credentials::new(id, secret)));
        let failure = failure(client.send(&Signed::default()).await);
        assert_eq!(failure.kind(), FailureKind::Credentials);
        assert!(failure.to_string().contains("the access key is empty"), "{failure}");
        assert!(script.seen().is_empty());
    }
}

#[tokio::test]
async fn the_path_is_signed_as_the_endpoint_rules_say() {
    use crate::sign::v4::{
        PathEncoding, PathNormalization, Payload, Scope, Settings, Signer, SigningRequest,
    };

    static RULED: ServiceSchema = ServiceSchema::new("Things", &Plain, |parameters| {
        let scheme = EndpointAuthScheme::new("sigv4");
        let scheme = match parameters.region {
            Some("once") => scheme.disable_double_encoding(),
            Some("dots") => scheme.disable_normalize_path(),
            _ => scheme,
        };
        Ok(Endpoint::new("https://x.example").auth_scheme(scheme))
    })
    .signing_name("things");
    for (region, encoding, normalization) in [
        ("here", PathEncoding::Double, PathNormalization::Normalized),
        ("once", PathEncoding::Single, PathNormalization::Normalized),
        ("dots", PathEncoding::Double, PathNormalization::AsIs),
    ] {
        let script = Script::default().answer(200, &[], "");
        let edit = |request: &mut crate::message::RequestHead| request.path = "/a%20b//c".to_owned();
        let config = signing(Config::builder(script.clone()).region(region)).edit_requests(edit);
        Client::new(&RULED, &config.build()).send(&Signed::default()).await.unwrap();
        let request = SigningRequest {
            method: "POST",
            path: "/a%20b//c",
            query: "",
            headers: &[("host", "x.example"), ("x-token", "t1")],
            payload: Payload::Bytes(b""),
        };
        let credentials = credentials();
        let time = Timestamp::from(at("2015-08-30T12:36:00Z"));
        let scope = Scope { credentials: &credentials, region, service: "things", time };
        let settings = Settings { encoding, normalization, ..Settings::default() };
        let signature = Signer::default().sign(&request, &scope, settings).signature.signature;
        let sent = &script.seen()[0];
        assert!(sent.headers["authorization"].to_str().unwrap().ends_with(&signature), "{region}");
        for name in ["authorization", "x-amz-security-token"] {
            assert!(sent.headers[name].is_sensitive(), "{name}");
        }
    }
}

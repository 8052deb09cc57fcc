//! Endpoints that the service tells.

use super::*;
use crate::body::ByteStream;
use crate::invoke::discovery::DiscoverySchema;
use crate::operation::{AuthScheme, OperationSetting};
use crate::protocol::RestJson1;

#[derive(Clone, Default)]
pub struct Get {}

runtime::structure! {
    sent Get = "GetInput" {}
}

impl Operation for Get {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Get",
            method: "GET",
            uri: "/thing",
            status: 200,
            settings: &[
                OperationSetting::Auth(&[AuthScheme::SigV4, AuthScheme::Anonymous]),
                OperationSetting::DiscoveredEndpoint,
            ],
        }
    }
}

#[derive(Clone, Default)]
pub struct Upload {
    pub body: Option<ByteStream>,
}

runtime::structure! {
    sent Upload = "UploadInput" {
        body: "Body", StreamingPayload;
    }
}

impl Operation for Upload {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Upload",
            method: "PUT",
            uri: "/thing",
            status: 200,
            settings: &[OperationSetting::DiscoveredEndpoint],
        }
    }
}

#[derive(Clone, Default)]
pub struct Describe {}

runtime::structure! {
    sent Describe = "DescribeInput" {}
}

#[derive(Clone, Default)]
pub struct Described {
    pub endpoints: Option<Vec<Place>>,
}

runtime::structure! {
    received Described = "DescribeOutput" {
        endpoints: "Endpoints";
    }
}

#[derive(Clone, Default)]
pub struct Place {
    pub address: String,
    pub minutes: i64,
}

runtime::structure! {
    received Place = "Endpoint" {
        address: "Address";
        minutes: "CachePeriodInMinutes";
    }
}

impl Operation for Describe {
    type Client = Client;
    type Output = Described;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Describe", method: "GET", uri: "/endpoints", status: 200, settings: &[] }
    }
}

static CELLS: ServiceSchema = ServiceSchema::new("Cells", &RestJson1, endpoint)
    .discovery(&DiscoverySchema::of::<Describe>(Some("Moved")));

fn client(script: &Script, change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Client {
    Client::new(&CELLS, &change(Config::builder(script.clone()).region("here").max_attempts(1)).build())
}

/// Adds the answer that the account's endpoint is this, for so many minutes.
fn tell(script: Script, address: &str, minutes: u32) -> Script {
    let body = format!(r#"{{"Endpoints":[{{"Address":"{address}","CachePeriodInMinutes":{minutes}}}]}}"#);
    script.answer(200, &[], body)
}

fn asked(script: &Script) -> Vec<String> {
    script.seen().into_iter().map(|request| request.url).collect()
}

/// Lets what was started go on.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

const FIRST: &str = "https://things.here.example/endpoints";

/// When its time is over, an endpoint is used until there is another.
#[tokio::test(start_paused = true)]
async fn a_call_goes_where_the_service_says_for_as_long_as_it_says() {
    let script = tell(Script::default(), "cell-1.example", 5).answer(200, &[], "{}").answer(200, &[], "{}");
    // The call and the question go on side by side, in this order.
    let script = tell(script.answer(200, &[], "{}"), "https://cell-2.example:8443/base", 5);
    let script = script.answer(200, &[], "{}");
    let client = client(&script, |config| config.use_fips(true));
    client.send(&Get {}).await.unwrap();
    client.send(&Get {}).await.unwrap();
    tokio::time::sleep(Duration::from_secs(301)).await;
    client.send(&Get {}).await.unwrap();
    settle().await;
    client.send(&Get {}).await.unwrap();
    let (one, two) = ("https://cell-1.example/thing", "https://cell-2.example:8443/base/thing");
    assert_eq!(asked(&script), [FIRST, one, one, one, FIRST, two]);
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_ask_once_and_get_the_same_answer() {
    let script = Script::default().answer(403, &[("x-amzn-errortype", "Denied")], "{}");
    let client = client(&script, |config| config);
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { failure(client.send(&Get {}).await) })
        })
        .collect();
    for call in calls {
        let failure = call.await.unwrap();
        assert_eq!((failure.kind(), failure.status()), (FailureKind::Endpoint, Some(403)));
        let said = "Get: the endpoint of the account is not known: Describe: Denied (status 403)";
        assert_eq!(failure.to_string(), said);
    }
    assert_eq!(asked(&script), [FIRST]);
}

/// A call that is given up does not take the question with it.
#[tokio::test(start_paused = true)]
async fn a_question_outlives_the_call_that_asked() {
    let script = Script::default().silence();
    let client = client(&script, |config| config);
    let impatient = tokio::time::timeout(Duration::from_secs(1), client.send(&Get {})).await;
    assert!(impatient.is_err());
    let failure = failure(client.send(&Get {}).await);
    assert_eq!(failure.kind(), FailureKind::Timeout);
    assert!(failure.to_string().contains("`Describe` gave none within 60s"), "{failure}");
    assert_eq!(asked(&script), [FIRST]);
}

#[test]
fn a_question_of_a_runtime_that_stands_still_is_given_up() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let client = client(&Script::default().silence(), |config| config);
    let standing = runtime().unwrap();
    let impatient =
        standing.block_on(async { tokio::time::timeout(Duration::from_secs(1), client.send(&Get {})).await });
    assert!(impatient.is_err());
    let failure = failure(runtime().unwrap().block_on(async { client.send(&Get {}).await }));
    assert!(failure.to_string().contains("has ended or is not running"), "{failure}");
}

#[tokio::test(start_paused = true)]
async fn one_that_is_no_longer_valid_is_asked_for_again() {
    let moved = [("x-amzn-errortype", "Moved")];
    let script = tell(Script::default(), "cell-1.example", 5).answer(421, &moved, "{}");
    let script = tell(script, "cell-2.example", 5).answer(500, &[], "").answer(200, &[], "{}");
    let client = client(&script, |config| config.max_attempts(3));
    let (_, metadata) = client.send_with_metadata(&Get {}).await.unwrap();
    assert_eq!(metadata.attempts, 3);
    let (one, two) = ("https://cell-1.example/thing", "https://cell-2.example/thing");
    assert_eq!(asked(&script), [FIRST, one, FIRST, two, two]);
}

/// The answer of the service is kept where there is no other endpoint, or no other attempt.
#[tokio::test(start_paused = true)]
async fn the_error_of_an_endpoint_without_another_is_told() {
    let moved = [("x-amzn-errortype", "Moved")];
    let script =
        tell(Script::default(), "cell-1.example", 5).answer(421, &moved, "{}").answer(403, &[], "{}");
    let error = client(&script, |config| config.max_attempts(3)).send(&Get {}).await.unwrap_err();
    assert_eq!(error.code(), Some("Moved"));
    let script = tell(Script::default(), "cell-1.example", 5).answer(421, &moved, "{}");
    let script = tell(script, "cell-2.example", 5);
    let body =
        ByteStream::from_stream(futures_util::stream::iter([Ok::<_, std::io::Error>("a".into())]), None);
    let upload = Upload { body: Some(body) };
    let error = client(&script, |config| config.max_attempts(3)).send(&upload).await.unwrap_err();
    assert_eq!(error.code(), Some("Moved"));
}

#[tokio::test(start_paused = true)]
async fn without_an_answer_the_old_one_is_used() {
    let script = tell(Script::default(), "cell-1.example", 5).answer(200, &[], "{}");
    let script = script.answer(200, &[], "{}").answer(500, &[], "{}").answer(200, &[], "{}");
    let client = client(&script, |config| config);
    client.send(&Get {}).await.unwrap();
    tokio::time::sleep(Duration::from_secs(301)).await;
    client.send(&Get {}).await.unwrap();
    settle().await;
    // A service that failed is left alone for a minute.
    tokio::time::sleep(Duration::from_secs(58)).await;
    client.send(&Get {}).await.unwrap();
    settle().await;
    let one = "https://cell-1.example/thing";
    assert_eq!(asked(&script), [FIRST, one, one, FIRST, one]);
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_is_kept_for_as_long_as_the_service_says() {
    const DAY: u64 = 24 * 3_600;
    for (minutes, kept) in [(5, 299), (0, 59), (2_000, DAY - 1)] {
        let script = tell(Script::default(), "cell-1.example", minutes).answer(200, &[], "{}");
        let script = tell(script.answer(200, &[], "{}").answer(200, &[], "{}"), "cell-2.example", minutes);
        let client = client(&script, |config| config);
        client.send(&Get {}).await.unwrap();
        tokio::time::sleep(Duration::from_secs(kept)).await;
        client.send(&Get {}).await.unwrap();
        settle().await;
        let one = "https://cell-1.example/thing";
        assert_eq!(asked(&script), [FIRST, one, one], "{minutes}");
        tokio::time::sleep(Duration::from_secs(2)).await;
        client.send(&Get {}).await.unwrap();
        settle().await;
        assert_eq!(asked(&script), [FIRST, one, one, one, FIRST], "{minutes}");
    }
}

#[test]
fn a_question_of_a_runtime_that_has_ended_is_asked_again() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let script = tell(Script::default().silence(), "cell-1.example", 5).answer(200, &[], "{}");
    let client = client(&script, |config| config);
    let ended = runtime().unwrap();
    let given_up =
        ended.block_on(async { tokio::time::timeout(Duration::from_secs(1), client.send(&Get {})).await });
    assert!(given_up.is_err());
    drop(ended);
    runtime().unwrap().block_on(async { client.send(&Get {}).await }).unwrap();
    assert_eq!(asked(&script), [FIRST, FIRST, "https://cell-1.example/thing"]);
}

#[tokio::test]
async fn only_what_the_model_sends_elsewhere_goes_elsewhere() {
    let script = Script::default().answer(200, &[], "{}");
    client(&script, |config| config).send(&put()).await.unwrap();
    assert_eq!(asked(&script), ["https://things.here.example/things"]);
}

#[tokio::test]
async fn the_callers_own_endpoint_is_taken_instead() {
    let script = Script::default().answer(200, &[], "{}");
    client(&script, |config| config.endpoint_url("https://own.example")).send(&Get {}).await.unwrap();
    assert_eq!(asked(&script), ["https://own.example/thing"]);
}

#[tokio::test]
async fn a_url_is_presigned_for_the_endpoint_that_is_told() {
    let script = tell(Script::default(), "cell-1.example", 5);
    let credentials = crate::Credentials::new("AKID", "s3cret");
    let client = client(&script, |config| config.credentials(credentials));
    let url = client.presign(&Get {}, Duration::from_secs(60)).await.unwrap();
    assert!(url.url().starts_with("https://cell-1.example/thing?X-Amz-"), "{}", url.url());
}

/// Where it is told wrongly by the model, the operation that tells endpoints asks nobody.
#[tokio::test]
async fn to_ask_nobody_is_asked() {
    static ENDLESS: ServiceSchema =
        ServiceSchema::new("Cells", &RestJson1, endpoint).discovery(&DiscoverySchema::of::<Get>(None));
    let script = Script::default().answer(200, &[], "{}");
    let config = Config::builder(script.clone()).region("here").build();
    Client::new(&ENDLESS, &config).send(&Get {}).await.unwrap();
    assert_eq!(asked(&script), ["https://things.here.example/thing"]);
}

#[tokio::test]
async fn an_endpoint_that_can_not_be_used_is_a_failure() {
    let endpoint = |address: &str| format!(r#"{{"Endpoints":[{{"Address":"{address}"}}]}}"#);
    for (body, said) in [
        ("{}".to_owned(), "without one"),
        (r#"{"Endpoints":[]}"#.to_owned(), "without one"),
        (endpoint(""), "without an address"),
        (endpoint("u@cell"), "with one that can't be used"),
        (endpoint("cell?x=1"), "with one that can't be used"),
        (endpoint("ftp://cell"), "with one that can't be used"),
        (endpoint("cell 1"), "with one that can't be used"),
        (endpoint("http://cell.example"), "with one that can't be used"),
    ] {
        let script = Script::default().answer(200, &[], body);
        let failure = failure(client(&script, |config| config).send(&Get {}).await);
        let said = format!("Get: the endpoint of the account is not known: `Describe` answered {said}");
        assert_eq!(failure.to_string(), said);
    }
}

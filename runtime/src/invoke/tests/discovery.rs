//! Endpoints that the service tells.

use super::*;
use crate::discovery::DiscoverySchema;
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
    const OPERATION: &'static OperationSchema = &operation("Get", "GET", "/thing", 200).discovered_endpoint();
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
    const OPERATION: &'static OperationSchema = &operation("Describe", "GET", "/endpoints", 200);
}

static CELLS: ServiceSchema =
    ServiceSchema::new("Cells", &RestJson1, endpoint).discovery(&DiscoverySchema::of::<Describe>("Moved"));

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

const FIRST: &str = "https://things.here.example/endpoints";

#[tokio::test(start_paused = true)]
async fn a_call_goes_where_the_service_says_for_as_long_as_it_says() {
    let script = tell(Script::default(), "cell-1.example", 5).answer(200, &[], "{}").answer(200, &[], "{}");
    let script = tell(script, "https://cell-2.example:8443", 5).answer(200, &[], "{}");
    let client = client(&script, |config| config);
    client.send(&Get {}).await.unwrap();
    client.send(&Get {}).await.unwrap();
    tokio::time::sleep(Duration::from_secs(301)).await;
    client.send(&Get {}).await.unwrap();
    let (one, two) = ("https://cell-1.example/thing", "https://cell-2.example:8443/thing");
    assert_eq!(asked(&script), [FIRST, one, one, FIRST, two]);
}

#[tokio::test]
async fn one_that_is_no_longer_valid_is_asked_for_again_once() {
    let moved = [("x-amzn-errortype", "Moved")];
    let script = tell(Script::default(), "cell-1.example", 5).answer(421, &moved, "{}");
    let script = tell(script, "cell-2.example", 5).answer(421, &moved, "{}");
    let error = client(&script, |config| config).send(&Get {}).await.unwrap_err();
    assert_eq!(error.code(), Some("Moved"));
    let places = ["https://cell-1.example/thing", FIRST, "https://cell-2.example/thing"];
    assert_eq!(asked(&script)[1..], places);
}

#[tokio::test(start_paused = true)]
async fn without_an_answer_the_old_one_is_used_if_there_is_one() {
    let script = Script::default().answer(403, &[("x-amzn-errortype", "Denied")], "{}");
    let failure = failure(client(&script, |config| config).send(&Get {}).await);
    assert_eq!(failure.kind(), FailureKind::Endpoint);
    let said = "Get: the endpoint of the account is not known: Describe: Denied (status 403)";
    assert_eq!((failure.to_string().as_str(), failure.status()), (said, Some(403)));

    let script = tell(Script::default(), "cell-1.example", 5).answer(200, &[], "{}");
    let script = script.answer(500, &[], "{}").answer(200, &[], "{}").answer(200, &[], "{}");
    let client = client(&script, |config| config);
    client.send(&Get {}).await.unwrap();
    tokio::time::sleep(Duration::from_secs(301)).await;
    client.send(&Get {}).await.unwrap();
    client.send(&Get {}).await.unwrap();
    let one = "https://cell-1.example/thing";
    assert_eq!(asked(&script), [FIRST, one, FIRST, one, one]);
}

#[tokio::test]
async fn the_callers_own_endpoint_is_taken_instead() {
    let script = Script::default().answer(200, &[], "{}");
    client(&script, |config| config.endpoint_url("https://own.example")).send(&Get {}).await.unwrap();
    assert_eq!(asked(&script), ["https://own.example/thing"]);
}

#[tokio::test]
async fn an_answer_without_an_endpoint_is_a_failure() {
    for body in ["{}", r#"{"Endpoints":[]}"#, r#"{"Endpoints":[{"Address":"","CachePeriodInMinutes":1}]}"#] {
        let script = Script::default().answer(200, &[], body);
        let failure = failure(client(&script, |config| config).send(&Get {}).await);
        assert!(failure.to_string().ends_with("is not known: `Describe` answered without one"), "{failure}");
    }
}

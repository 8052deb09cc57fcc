//! Waiters: calls that are repeated until what was asked for has happened.
// Tests may panic. Tables are public items, like generated ones.
#![allow(missing_docs, clippy::unwrap_used)]

use smithwright_runtime as runtime;

use runtime::endpoint::{Endpoint, EndpointError, Parameters};
use runtime::error::FailureKind;
use runtime::message::Response;
use runtime::protocol::RestJson1;
use runtime::transport::{HttpRequest, SendFuture, Transport};
use runtime::waiters::WaitFailure;
use runtime::{Client, Config, Error, Operation, OperationSchema, ServiceSchema, WaitError, Waiter};
use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

#[derive(Clone, Default)]
pub struct LookInput {
    pub wanted: Option<i32>,
}

runtime::structure! {
    sent LookInput = "LookInput" {
        wanted: "wanted", Query("wanted");
    }
}

runtime::builder! {
    LookInput: Builder => send(LookOutput, LookError), wait_until {
        wanted(value: i32) -> Self = Some(value);
    }
}

#[derive(Clone, Default)]
pub struct LookOutput {
    pub state: Option<String>,
    pub shelves: Option<Vec<Shelf>>,
    pub open: Option<bool>,
    pub count: Option<i32>,
}

runtime::structure! {
    received LookOutput = "LookOutput" {
        state: "State", JsonName("state");
        shelves: "shelves";
        open: "open";
        count: "count";
    }
}

#[derive(Clone, Default)]
pub struct Shelf {
    pub state: Option<String>,
}

runtime::structure! {
    received Shelf = "Shelf" {
        state: "state";
    }
}

#[derive(Clone, Default)]
pub struct NoStore {
    pub message: Option<String>,
}

runtime::structure! {
    received NoStore = "NoStore" {
        message: "message";
    }
}

pub enum LookError {
    NoStore(NoStore),
    Unmodelled,
}

runtime::operation_error! {
    LookError {
        NoStore: "Store.Missing", 404;
    }
}

impl Operation for LookInput {
    type Client = Client;
    type Output = LookOutput;
    type Error = LookError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Look", method: "GET", uri: "/store", status: 200, settings: &[] }
    }
}

runtime::waiter! {
    /// Is open.
    STORE_OPEN: LookInput = "StoreOpen", 2 to 10 seconds {
        Success: Output(Path(&["State"]), Equals("OPEN"));
        Failure: Output(Path(&["State"]), Equals("SOLD"));
        Retry: Error("NoStore");
        Failure: Error("Burnt");
    }
}

runtime::waiter! {
    /// Is gone.
    STORE_GONE: LookInput = "StoreGone", 2 to 10 seconds {
        Success: Error("NoStore");
        Retry: AnyOutput;
        Failure: AnyError;
    }
}

runtime::waiter! {
    /// Answers oddly, after whatever errors.
    ODD: LookInput = "Odd", 2 to 10 seconds {
        Success: Error("Odd");
        Retry: AnyError;
    }
}

runtime::waiter! {
    /// Has as many as wanted.
    AS_WANTED: LookInput = "AsWanted", 2 to 10 seconds {
        Success: InputAndOutput(Compare(&Path(&["input", "wanted"]), Equal, &Path(&["output", "count"])), Holds(true));
    }
}

runtime::waiter! {
    /// Has shelves that are all full.
    ALL_FULL: LookInput = "AllFull", 2 to 10 seconds {
        Success: Output(Each(&Flatten(&Path(&["shelves"])), &Path(&["state"])), AllEqual("FULL"));
        Failure: Output(Each(&Flatten(&Path(&["shelves"])), &Path(&["state"])), AnyEquals("BROKEN"));
    }
}

fn endpoint(_: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("https://stores.example"))
}

static SERVICE: ServiceSchema = ServiceSchema::new("Stores", &RestJson1, endpoint);

/// Responds with these one after another, repeats the last one, and records when it was asked.
#[derive(Clone)]
struct Server {
    answers: Arc<Mutex<Vec<(u16, &'static str)>>>,
    asked: Arc<Mutex<Vec<Instant>>>,
    takes: Duration,
}

impl Server {
    fn new(answers: &[(u16, &'static str)]) -> Self {
        let answers = Arc::new(Mutex::new(answers.iter().rev().copied().collect()));
        Self { answers, asked: Arc::default(), takes: Duration::ZERO }
    }

    fn client(&self) -> Client {
        Client::new(&SERVICE, &Config::builder(self.clone()).max_attempts(1).build())
    }

    fn look(&self) -> Builder<Client> {
        Builder(self.client().building())
    }

    async fn wait(&self, waiter: Waiter<LookInput>) -> Result<Option<LookOutput>, Unreached> {
        self.look().wanted(3).wait_until(waiter, Duration::from_secs(60)).await
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

type Unreached = WaitError<LookOutput, LookError>;

impl Transport for Server {
    fn send(&self, _: HttpRequest) -> SendFuture<'_> {
        self.asked.lock().unwrap().push(Instant::now());
        Box::pin(async {
            tokio::time::sleep(self.takes).await;
            let mut answers = self.answers.lock().unwrap();
            let (status, body) =
                if answers.len() > 1 { answers.pop() } else { answers.last().copied() }.unwrap();
            Ok(Response::new(status, Default::default(), body))
        })
    }
}

const MISSING: (u16, &str) = (404, r#"{"__type": "Store.Missing"}"#);

#[tokio::test(start_paused = true)]
async fn a_wait_ends_with_the_output_that_it_is_for() {
    let server = Server::new(&[
        MISSING,
        (200, "{}"),
        (200, r#"{"state": "NEW"}"#),
        (200, r#"{"state": "OPEN", "count": 7}"#),
    ]);
    let output = server.wait(STORE_OPEN).await.unwrap().unwrap();
    assert_eq!((output.count, server.asked()), (Some(7), 4));
}

#[tokio::test(start_paused = true)]
async fn an_error_may_be_what_is_waited_for() {
    let server = Server::new(&[(200, "{}"), MISSING]);
    assert!(server.wait(STORE_GONE).await.unwrap().is_none());
    assert_eq!(server.asked(), 2);
    // The error may also have a code that is not in the model.
    assert!(Server::new(&[(200, "{}"), (400, r#"{"code": "Odd"}"#)]).wait(ODD).await.unwrap().is_none());
    let client = server.client();
    let input = LookInput::default();
    assert!(client.wait_until(STORE_GONE, &input, Duration::from_secs(5)).await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn an_output_ends_the_wait_where_it_is_in_vain() {
    let error = Server::new(&[(200, "{}"), (200, r#"{"state": "SOLD", "count": 1}"#)])
        .wait(STORE_OPEN)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "StoreOpen can't be reached any more, according to Look, \"SOLD\" (2 calls)"
    );
    let WaitFailure::Output(output) = error.reason else { panic!("{error:?}") };
    assert_eq!(output.count, Some(1));
}

#[tokio::test(start_paused = true)]
async fn errors_that_the_waiter_fails_by_or_does_not_know_end_the_wait() {
    for code in ["Burnt", "Odd"] {
        let body = format!(r#"{{"code": "{code}", "message": "no"}}"#).leak();
        let error = Server::new(&[(200, "{}"), (400, body)]).wait(STORE_OPEN).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("waiting for StoreOpen: Look: {code}: no (status 400) (2 calls)")
        );
        let WaitFailure::Call(error) = error.reason else { panic!("{error:?}") };
        assert_eq!(error.code(), Some(code));
    }
    let error = Server::new(&[(500, "{}")]).wait(STORE_GONE).await.unwrap_err();
    assert!(matches!(error.reason, WaitFailure::Call(_)), "{error:?}");
    assert_eq!(error.calls, 1);
}

#[tokio::test(start_paused = true)]
async fn pauses_get_longer_up_to_a_limit_and_the_last_call_has_time() {
    let server = Server::new(&[(200, "{}")]);
    let begun = Instant::now();
    let error = server.wait(STORE_OPEN).await.unwrap_err();
    assert!(begun.elapsed() <= Duration::from_secs(61));
    let message = format!("StoreOpen was not reached within 60s, by Look ({} calls)", server.asked());
    assert_eq!(error.to_string(), message);
    let asked = server.asked.lock().unwrap().clone();
    let pauses: Vec<Duration> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let (last, rest) = pauses.split_last().unwrap();
    for (pause, longest) in rest.iter().zip([2, 4, 8].into_iter().chain(std::iter::repeat(10))) {
        let seconds = pause.as_secs_f64();
        assert!((1.99..longest as f64 + 0.01).contains(&seconds), "{pauses:?}");
    }
    assert!(*last <= Duration::from_secs(12));
    // The last call is made when the time is over.
    let at = (*asked.last().unwrap() - begun).as_secs_f64();
    assert!((59.9..60.1).contains(&at), "{at}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_takes_too_long_is_given_up() {
    let mut server = Server::new(&[(200, "{}")]);
    server.takes = Duration::from_secs(3600);
    let begun = Instant::now();
    let error = server.wait(STORE_OPEN).await.unwrap_err();
    assert!(matches!(error.reason, WaitFailure::Time { waited, last: None } if waited.as_secs() == 62));
    assert_eq!((error.calls, begun.elapsed().as_secs()), (1, 62));
    let text = error.to_string();
    let failed = runtime::AnyError::from(error);
    assert_eq!((failed.failure().unwrap().kind(), failed.to_string()), (FailureKind::Timeout, text));
}

#[tokio::test(start_paused = true)]
async fn an_error_that_is_no_answer_ends_the_wait() {
    let server = Server::new(&[(200, "no json")]);
    let error = server.wait(ODD).await.unwrap_err();
    assert!(error.source().is_some(), "{error:?}");
    assert!(matches!(error.reason, WaitFailure::Call(Error::Failure(_))), "{error:?}");
    assert_eq!(server.asked(), 1);
    // A service error is retried.
    assert_eq!(
        Server::new(&[MISSING, MISSING, (400, r#"{"code": "Odd"}"#)]).wait(ODD).await.map(drop).ok(),
        Some(())
    );
}

#[tokio::test(start_paused = true)]
async fn what_was_answered_last_is_told() {
    let error = Server::new(&[MISSING]).wait(STORE_OPEN).await.unwrap_err();
    let told = error.to_string();
    assert!(
        told.starts_with(
            "StoreOpen was not reached within 60s, by Look, which answers: Look: Store.Missing (status 404)"
        ),
        "{told}"
    );
    let WaitFailure::Time { last, .. } = error.reason else { panic!("{error:?}") };
    assert_eq!(last.unwrap().map(drop).unwrap_err().code(), Some("Store.Missing"));
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_can_be_compared_with_what_came() {
    let server = Server::new(&[(200, r#"{"count": 2}"#), (200, r#"{"count": 3}"#)]);
    assert!(server.wait(AS_WANTED).await.unwrap().is_some());
    assert_eq!(server.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn no_shelves_are_not_all_shelves() {
    let bodies = [
        r#"{"shelves": []}"#,
        r#"{"shelves": [{"state": "FULL"}, {"state": "EMPTY"}]}"#,
        r#"{"shelves": [{"state": "FULL"}, {"state": "FULL"}]}"#,
    ];
    let server = Server::new(&bodies.map(|body| (200, body)));
    assert!(server.wait(ALL_FULL).await.unwrap().is_some());
    assert_eq!(server.asked(), 3);
    let error = Server::new(&[(200, r#"{"shelves": [{"state": "FULL"}, {"state": "BROKEN"}]}"#)])
        .wait(ALL_FULL)
        .await;
    assert!(matches!(error.unwrap_err().reason, WaitFailure::Output(_)));
}

#[test]
fn a_wait_outside_a_runtime_fails() {
    let client = Client::new(&SERVICE, &Config::builder(runtime::transport::Script::new()).build());
    let input = LookInput::default();
    let waiting = std::pin::pin!(client.wait_until(STORE_OPEN, &input, Duration::from_secs(1)));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = Future::poll(waiting, &mut context) else {
        unreachable!("it waits")
    };
    let error = result.unwrap_err();
    assert_eq!(error.calls, 0);
    let WaitFailure::Call(Error::Failure(failure)) = error.reason else { unreachable!() };
    assert!(failure.to_string().starts_with("Look: a call needs a Tokio runtime"), "{failure}");
}

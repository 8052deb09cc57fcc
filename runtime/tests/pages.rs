//! Paginated operations.
// Tests may panic. Tables are public items, like generated ones.
#![allow(missing_docs, clippy::unwrap_used)]

use futures_util::{StreamExt, TryStreamExt};
use smithwright_runtime as runtime;

use runtime::endpoint::{Endpoint, EndpointError, Parameters};
use runtime::protocol::RestJson1;
use runtime::transport::Script;
use runtime::{Client, Config, Operation, OperationSchema, Paginated, PaginatedItems, ServiceSchema};
use std::time::Duration;

#[derive(Clone, Default)]
pub struct ListInput {
    pub limit: Option<i32>,
    pub token: Option<String>,
}

runtime::structure! {
    sent ListInput = "ListInput" {
        limit: "limit", Query("limit");
        token: "token", Query("token");
    }
}

runtime::builder! {
    ListInput: Builder => send(ListOutput, ListError), pages {
        limit(value: i32) -> Self = Some(value);
        token(value: impl Into<String>) -> Self = Some(value.into());
    }
}

#[derive(Clone, Default)]
pub struct ListOutput {
    pub names: Option<Vec<String>>,
    pub token: Option<String>,
}

runtime::structure! {
    received ListOutput = "ListOutput" {
        names: "names";
        token: "token";
    }
}

pub enum ListError {
    Unmodelled,
}

runtime::operation_error! {
    ListError {}
}

impl Operation for ListInput {
    type Client = Client;
    type Output = ListOutput;
    type Error = ListError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "List", method: "GET", uri: "/names", status: 200, settings: &[] }
    }
}

impl Paginated for ListInput {
    fn turn(&mut self, page: &ListOutput) -> bool {
        runtime::pages::replace(&mut self.token, page.token.as_ref().filter(|token| !token.is_empty()))
    }
}

impl PaginatedItems for ListInput {
    type Item = String;

    fn items(page: ListOutput) -> Vec<String> {
        page.names.unwrap_or_default()
    }
}

fn endpoint(_: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("https://names.example"))
}

static SERVICE: ServiceSchema = ServiceSchema::new("Names", &RestJson1, endpoint);

/// Responds with these one after another, each after a pause, and records the requests.
struct Server(Script);

impl Server {
    fn new(answers: &[(u16, &'static str)]) -> Self {
        let script = Script::new();
        let next = |script: Script, (status, body): &(u16, &'static str)| {
            script.answer(*status, *body).after(Duration::from_secs(1))
        };
        Self(answers.iter().fold(script, next))
    }

    fn list(&self) -> Builder<Client> {
        let client = Client::new(&SERVICE, &Config::builder(self.0.clone()).max_attempts(1).build());
        Builder(client.building())
    }

    fn asked(&self) -> Vec<String> {
        let asked = self.0.asked().into_iter();
        asked.map(|request| request.url.replace("https://names.example/names", "")).collect()
    }
}

const THREE: &[(u16, &str)] = &[
    (200, r#"{"names": ["a", "b"], "token": "2"}"#),
    (200, r#"{"token": "3"}"#),
    (200, r#"{"names": ["c"]}"#),
];

#[tokio::test(start_paused = true)]
async fn each_page_is_asked_for_with_the_token_of_the_one_before() {
    let server = Server::new(THREE);
    let mut pages = server.list().limit(2).pages();
    assert!(server.asked().is_empty());
    let mut names = Vec::new();
    while let Some(page) = pages.next_page().await.unwrap() {
        names.extend(page.names.unwrap_or_default());
    }
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(server.asked(), ["?limit=2", "?limit=2&token=2", "?limit=2&token=3"]);
    assert!(pages.next_page().await.unwrap().is_none());
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn pages_are_a_stream_that_another_task_can_have() {
    let pages = Server::new(THREE).list().pages();
    let all = tokio::spawn(pages.try_collect::<Vec<_>>()).await.unwrap().unwrap();
    assert_eq!(all.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_empty_token_and_the_same_one_again_are_the_end() {
    for last in [r#"{"token": ""}"#, r#"{"token": "2"}"#] {
        let server = Server::new(&[(200, r#"{"token": "2"}"#), (200, last)]);
        let pages: Vec<_> = server.list().pages().try_collect().await.unwrap();
        assert_eq!((pages.len(), server.asked().len()), (2, 2));
    }
}

const FAILING: &[(u16, &str)] = &[(200, r#"{"token": "2"}"#), (400, r#"{"message": "no"}"#), (200, "{}")];

#[tokio::test(start_paused = true)]
async fn a_page_that_failed_can_be_asked_for_again() {
    let server = Server::new(FAILING);
    let mut pages = server.list().pages();
    assert!(pages.next_page().await.unwrap().is_some());
    assert!(pages.next_page().await.is_err());
    assert!(pages.next_page().await.unwrap().is_some());
    assert!(pages.next_page().await.unwrap().is_none());
    assert_eq!(server.asked(), ["", "?token=2", "?token=2"]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_after_an_error() {
    let server = Server::new(FAILING);
    let pages: Vec<_> = server.list().pages().collect().await;
    assert!(matches!(pages.as_slice(), [Ok(_), Err(_)]), "{pages:?}");
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_given_up_loses_no_page() {
    let server = Server::new(THREE);
    let mut pages = server.list().pages();
    assert!(tokio::time::timeout(Duration::from_millis(1), pages.next_page()).await.is_err());
    let first = pages.next_page().await.unwrap().unwrap();
    assert_eq!(first.names.unwrap(), ["a", "b"]);
    assert_eq!(server.asked(), [""]);
    assert_eq!(format!("{pages:?}"), r#"Pages { operation: "List", .. }"#);
}

#[tokio::test(start_paused = true)]
async fn items_of_all_pages_come_one_by_one() {
    let server = Server::new(THREE);
    let mut items = server.list().pages().items();
    assert_eq!(items.next_item().await.unwrap().as_deref(), Some("a"));
    assert_eq!(items.next_item().await.unwrap().as_deref(), Some("b"));
    assert_eq!(server.asked(), [""]);
    // The second page is empty.
    assert_eq!(items.next_item().await.unwrap().as_deref(), Some("c"));
    assert_eq!(items.next_item().await.unwrap(), None);
    assert_eq!(server.asked().len(), 3);

    let items = Server::new(THREE).list().pages().items();
    let all = tokio::spawn(items.try_collect::<Vec<_>>()).await.unwrap().unwrap();
    assert_eq!(all, ["a", "b", "c"]);
}

#[tokio::test(start_paused = true)]
async fn items_end_as_pages_do() {
    let answers = [(200, r#"{"names": ["a"], "token": "2"}"#), (400, "{}"), (200, r#"{"names": ["b"]}"#)];
    let mut items = Server::new(&answers).list().pages().items();
    assert_eq!(items.next_item().await.unwrap().as_deref(), Some("a"));
    assert!(items.next_item().await.is_err());
    assert_eq!(items.next_item().await.unwrap().as_deref(), Some("b"));
    assert_eq!(format!("{items:?}"), r#"Items { operation: "List", .. }"#);

    let items: Vec<_> = Server::new(&answers).list().pages().items().collect().await;
    assert!(matches!(items.as_slice(), [Ok(_), Err(_)]), "{items:?}");
}

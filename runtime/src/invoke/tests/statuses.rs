//! Which status a response has if the call succeeded.

use super::*;
use crate::protocol::RestJson1;

#[derive(Clone, Default)]
pub struct Follow {}

runtime::structure! {
    sent Follow = "FollowInput" {}
}

#[derive(Clone, Default)]
pub struct FollowOutput {
    pub location: Option<String>,
}

runtime::structure! {
    received FollowOutput = "FollowOutput" {
        location: "Location", Header("location");
    }
}

/// An operation that answers with a redirect, which is its output.
impl Operation for Follow {
    type Client = Client;
    type Output = FollowOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Follow", method: "GET", uri: "/to", status: 302, settings: &[] }
    }
}

#[derive(Clone, Default)]
pub struct Ask {}

runtime::structure! {
    sent Ask = "AskInput" {}
}

#[derive(Clone, Default)]
pub struct AskOutput {
    pub status: i32,
}

runtime::structure! {
    received AskOutput = "AskOutput" {
        status: "Status", ResponseCode;
    }
}

/// An operation whose output has the status.
impl Operation for Ask {
    type Client = Client;
    type Output = AskOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Ask", method: "GET", uri: "/ask", status: 200, settings: &[] }
    }
}

/// Makes a call that is answered with this status.
async fn answered<I: Operation<Client = Client>>(input: I, status: u16) -> Option<I::Output> {
    static SERVICE: ServiceSchema = ServiceSchema::new("Things", &RestJson1, endpoint);
    let script = Script::default().answer(status, &[("location", "/there")], "");
    let config = Config::builder(script).region("here").max_attempts(1).build();
    match Client::new(&SERVICE, &config).send(&input).await {
        Err(Error::Service(_)) => None,
        answer => Some(answer.unwrap()),
    }
}

#[tokio::test]
async fn a_redirect_is_the_output_where_the_model_says_so() {
    for status in [200, 204, 302] {
        assert_eq!(
            answered(Follow {}, status).await.unwrap().location.as_deref(),
            Some("/there"),
            "{status}"
        );
    }
    for status in [301, 404, 500] {
        assert!(answered(Follow {}, status).await.is_none(), "{status}");
    }
}

#[tokio::test]
async fn a_status_that_is_part_of_the_output_may_be_any_but_an_error() {
    for status in [200, 202, 304, 399] {
        assert_eq!(answered(Ask {}, status).await.unwrap().status, i32::from(status));
    }
    for status in [400, 404, 500] {
        assert!(answered(Ask {}, status).await.is_none(), "{status}");
    }
}

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

/// Makes a call that is answered with this status, and a location that it leads to.
async fn answered<I: Operation<Client = Client>>(input: I, status: u16) -> Option<I::Output> {
    answered_with(input, status, &[("location", "/there")]).await
}

async fn answered_with<I: Operation<Client = Client>>(
    input: I,
    status: u16,
    headers: &[(&'static str, &'static str)],
) -> Option<I::Output> {
    static SERVICE: ServiceSchema = ServiceSchema::new("Things", &RestJson1, endpoint);
    let script = Script::default().answer(status, headers, "");
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

/// As [`Ask`], but one of the statuses is that of an error, and a member says where to go.
#[derive(Clone, Default)]
pub struct AskWhere {}

runtime::structure! {
    sent AskWhere = "AskWhereInput" {}
}

#[derive(Clone, Default)]
pub struct AskWhereOutput {
    pub status: i32,
    pub location: Option<String>,
}

runtime::structure! {
    received AskWhereOutput = "AskWhereOutput" {
        status: "Status", ResponseCode;
        location: "Location", Header("Location");
    }
}

impl Operation for AskWhere {
    type Client = Client;
    type Output = AskWhereOutput;
    type Error = AskWhereError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "AskWhere", method: "GET", uri: "/where", status: 404, settings: &[] }
    }
}

pub enum AskWhereError {
    Unchanged(Busy),
    Unmodelled,
}

runtime::operation_error! {
    AskWhereError {
        Unchanged: "Unchanged", 304;
    }
}

#[tokio::test]
async fn an_error_is_none_and_nor_is_a_redirect_that_nobody_models() {
    for status in [300, 301, 399] {
        let output = answered(AskWhere {}, status).await.unwrap();
        assert_eq!((output.status, output.location.as_deref()), (i32::from(status), Some("/there")));
    }
    // That of an error, and of the operation, which has no business there.
    for status in [304, 404] {
        assert!(answered(AskWhere {}, status).await.is_none(), "{status}");
    }
    assert!(answered_with(Ask {}, 302, &[("location", "/login")]).await.is_none());
}

#[tokio::test]
async fn a_status_that_is_part_of_the_output_may_be_any_but_an_error() {
    for status in [200, 202, 304, 399] {
        assert_eq!(answered_with(Ask {}, status, &[]).await.unwrap().status, i32::from(status));
    }
    for status in [400, 404, 500] {
        assert!(answered_with(Ask {}, status, &[]).await.is_none(), "{status}");
    }
}

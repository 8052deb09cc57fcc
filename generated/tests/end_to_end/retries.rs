//! Retries, and calls that end without a response.

use super::support::clients::*;
use super::support::server::{Server, Turn, answer, json, raw, silence};
use smithwright_clients::runtime::error::FailureKind;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

const ANSWERED: &str = r#"{"SignalResponse":"answer"}"#;

/// Longer than anything that these tests wait for.
const FAR: Duration = Duration::from_secs(20);

#[tokio::test]
async fn attempts_share_one_token() {
    let fault = r#"{"__type":"InternalServerException","Message":"try again"}"#;
    let turns = vec![json(500, fault), raw(""), json(200, ANSWERED), json(200, ANSWERED)];
    let server = Server::start(turns).await;
    let client = streams(&server);
    call_streams(&client).await.unwrap();
    call_streams(&client).await.unwrap();
    let asked = server.asked();
    let tokens: Vec<&str> = asked.iter().map(|asked| asked.text("ClientToken")).collect();
    assert_eq!(tokens.len(), 4);
    assert!(tokens[0] == tokens[1] && tokens[1] == tokens[2], "{tokens:?}");
    assert_ne!(tokens[2], tokens[3], "another call has another token");
    let attempts: Vec<_> = asked.iter().map(|asked| asked.header("amz-sdk-request").unwrap()).collect();
    assert_eq!(attempts, ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3", "attempt=1; max=3"]);
    let ids: Vec<_> = asked.iter().map(|asked| asked.header("amz-sdk-invocation-id").unwrap()).collect();
    assert!(ids[0] == ids[2] && ids[2] != ids[3], "{ids:?}");
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
    let first = [raw(""), raw(cut), json(502, ""), json(503, "<html>"), json(504, "{}"), json(500, "{}")];
    for turn in first {
        let server = Server::start(vec![turn, json(200, "{}")]).await;
        call_participants(&participants(&server)).await.unwrap();
        assert_eq!(server.asked().len(), 2);
    }
}

/// The server ends a connection that the client would have kept for the next call.
#[tokio::test]
async fn a_connection_that_has_ended_is_replaced() {
    let kept = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    let server = Server::start(vec![raw(kept), raw(kept), json(200, "{}")]).await;
    let client = participants(&server);
    for _ in 0..3 {
        call_participants(&client).await.unwrap();
    }
}

#[tokio::test]
async fn the_callers_faults_are_not_tried_again() {
    for (status, code) in [(403, "AccessDeniedException"), (400, "ValidationException"), (404, "Other")] {
        let body = format!(r#"{{"code":"{code}"}}"#);
        let server = Server::start(vec![json(status, &body), json(200, "{}")]).await;
        let error = call_participants(&participants(&server)).await.unwrap_err();
        assert_eq!((error.code(), error.status()), (Some(code), Some(status)));
        assert_eq!(server.asked().len(), 1);
    }
}

#[tokio::test]
async fn the_last_error_is_the_one_that_is_told() {
    let turns = (1..=4).map(|n| json(500, &format!(r#"{{"message":"failed {n}"}}"#))).collect();
    let server = Server::start(turns).await;
    let error = call_participants(&participants(&server)).await.unwrap_err();
    assert_eq!(error.response().unwrap().message.as_deref(), Some("failed 3"));
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test]
async fn the_service_says_how_long_to_wait() {
    let headers = "x-amzn-errortype: ThrottlingException\r\nx-amz-retry-after: 300\r\n";
    let server = Server::start(vec![answer(429, headers, ""), json(200, "{}")]).await;
    let began = Instant::now();
    call_participants(&participants(&server)).await.unwrap();
    assert!(began.elapsed() >= Duration::from_millis(300), "{:?}", began.elapsed());
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn a_slow_attempt_is_given_up() {
    let server = Server::start(vec![silence(), json(200, "{}")]).await;
    // Long enough for the server to have seen the first attempt, on a busy machine too.
    let config = unsigned(&server, "http").attempt_timeout(Duration::from_secs(3));
    call_participants_with(config).await.unwrap();
    assert_eq!(server.asked().len(), 2);

    let server = Server::start(vec![silence()]).await;
    let config = unsigned(&server, "http").attempt_timeout(Duration::from_millis(50)).max_attempts(1);
    let error = call_participants_with(config).await.unwrap_err();
    let failure = error.failure().unwrap();
    assert_eq!(failure.kind(), FailureKind::Timeout);
    assert_eq!(failure.to_string(), "CreateParticipantConnection: an attempt did not end within 50ms");
}

/// The limit is for the whole call, including attempts and pauses.
#[tokio::test]
async fn a_call_has_a_limit_of_its_own() {
    let server = Server::start(vec![silence()]).await;
    let config = unsigned(&server, "http").call_timeout(Duration::from_secs(1));
    let error = call_participants_with(config).await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Timeout);
    assert_eq!(error.attempts(), 1);
    assert!(error.to_string().contains("within 1s"), "{error}");
}

#[tokio::test]
async fn a_pause_that_is_longer_than_the_call_may_be_is_not_waited_for() {
    let headers = "x-amzn-errortype: ThrottlingException\r\nx-amz-retry-after: 60000\r\n";
    let server = Server::start(vec![answer(429, headers, "")]).await;
    // As long as the longest pause that a service can ask for; shorter ones leave a busy machine too little time for the attempt.
    let limit = Duration::from_secs(5);
    let config = unsigned(&server, "http").call_timeout(limit);
    let begun = Instant::now();
    let error = call_participants_with(config).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Some("ThrottlingException"), 1));
    assert!(begun.elapsed() < limit);
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let (asked, was_asked) = oneshot::channel();
    let (gone, is_gone) = oneshot::channel();
    let server = Server::start(vec![Turn::Silence { asked, gone }]).await;
    let client = participants(&server);
    let call = tokio::spawn(async move { call_participants(&client).await.map(drop) });
    tokio::time::timeout(FAR, was_asked).await.unwrap().unwrap();
    call.abort();
    tokio::time::timeout(FAR, is_gone).await.expect("the connection is still open").unwrap();
    assert_eq!(server.asked().len(), 1);
}

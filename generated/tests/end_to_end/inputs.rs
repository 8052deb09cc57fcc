//! Inputs as values: stored, compared, logged, sent and presigned.

use super::support::clients::*;
use super::support::server::{Asked, Server, json};
use super::support::signature;
use smithwright_clients::connectparticipant::operation::create_participant_connection::CreateParticipantConnectionInput;
use smithwright_clients::connectparticipant::types::ConnectionType;
use smithwright_clients::gameliftstreams;
use smithwright_clients::gameliftstreams::operation::create_stream_session_connection::CreateStreamSessionConnectionInput;
use smithwright_clients::kinesisvideosignaling;
use smithwright_clients::kinesisvideosignaling::operation::connect_as_master::ConnectAsMasterInput;
use smithwright_clients::runtime::error::FailureKind;
use smithwright_clients::runtime::{Config, PresignedUrl};
use smithwright_transport::HttpTransport;
use std::time::{Duration, UNIX_EPOCH};

fn stream() -> CreateStreamSessionConnectionInput {
    let input = CreateStreamSessionConnectionInput::builder().identifier(GROUP);
    input.stream_session_identifier(SESSION).signal_request("offer").build()
}

#[tokio::test]
async fn an_input_can_be_sent_more_than_once() {
    let server = Server::start(vec![json(200, "{}"), json(200, "{}"), json(200, "{}")]).await;
    let client = streams(&server);
    let input = stream();
    let kept = input.clone();
    client.send(&input).await.unwrap();
    client.send(&input).await.unwrap();
    assert_eq!(input, kept, "a token that was filled in is not the input's");
    let asked = server.asked();
    assert_ne!(asked[0].text("ClientToken"), asked[1].text("ClientToken"));
    let shown = format!("{input:?}");
    assert!(shown.contains(SESSION) && !shown.contains("offer"), "{shown}");

    let mut other = kept;
    other.client_token = Some("a-token-of-the-caller-with-36-letters".to_owned());
    assert_ne!(input, other);
    client.send(&other).await.unwrap();
    assert_eq!(server.asked()[2].text("ClientToken"), "a-token-of-the-caller-with-36-letters");
}

#[tokio::test]
async fn calls_of_builders_go_to_other_tasks() {
    let server = Server::start(vec![json(200, "{}"), json(200, "{}")]).await;
    let mut calls = tokio::task::JoinSet::new();
    {
        let client = streams(&server);
        for session in ["s-1", "s-2"] {
            let call = client.create_stream_session_connection().identifier("sg-1");
            calls.spawn(call.stream_session_identifier(session).signal_request("offer").send());
        }
    }
    while let Some(answer) = calls.join_next().await {
        answer.unwrap().unwrap();
    }
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_builder_makes_what_the_fields_say() {
    let built = CreateParticipantConnectionInput::builder()
        .participant_token("token")
        .r#type(vec!["WEBSOCKET", "NEWER"])
        .connect_participant(false)
        .build();
    let mut input = CreateParticipantConnectionInput::default();
    input.participant_token = "token".to_owned();
    input.r#type = Some(vec![ConnectionType::Websocket.into(), "NEWER".into()]);
    input.connect_participant = Some(false);
    assert_eq!(built, input);
    assert_eq!(input.r#type.as_ref().unwrap()[1].as_str(), "NEWER");
    input.connect_participant = None;
    assert_ne!(built, input);
}

/// Returns the request that the holder of the URL would send.
fn request(url: &PresignedUrl) -> Asked {
    let (_, rest) = url.url().split_once("://").unwrap();
    let (host, target) = rest.split_at(rest.find('/').unwrap());
    let headers = url.headers().iter().cloned().chain([("host".to_owned(), host.to_owned())]);
    Asked {
        method: url.method().to_owned(),
        target: target.to_owned(),
        headers: headers.collect(),
        body: String::from_utf8(url.body().to_vec()).unwrap(),
    }
}

/// Returns a configuration for the real services, to which nothing is sent.
fn somewhere() -> Config {
    let clock = || UNIX_EPOCH + Duration::from_secs(1_767_225_600);
    Config::builder(HttpTransport::new()).region("us-west-2").credentials(credentials()).clock(clock).build()
}

#[tokio::test]
async fn a_post_can_be_presigned() {
    let client = gameliftstreams::Client::new(&somewhere());
    let url = client.presign(&stream(), Duration::from_secs(900)).await.unwrap();
    let host = "https://gameliftstreams.us-west-2.api.aws/";
    assert!(url.url().starts_with(host), "{}", url.url());
    assert_eq!(url.method(), "POST");
    assert_eq!(url.expires_at().seconds(), 1_767_225_600 + 900);
    let request = request(&url);
    assert_eq!(request.parameter("X-Amz-Date"), Some("20260101T000000Z"));
    assert_eq!(request.parameter("X-Amz-Expires"), Some("900"));
    assert_eq!(request.text("SignalRequest"), "offer");
    assert_eq!(request.text("ClientToken").len(), 36);
    assert_eq!(request.header("content-type"), Some("application/json"));
    let (expected, found) = signature::in_query(&request, SECRET_KEY);
    assert_eq!(found, expected);
    let other = Asked { body: request.body.replace("offer", "other"), ..request };
    assert_ne!(signature::in_query(&other, SECRET_KEY).0, expected, "the body is not signed");
}

#[tokio::test]
async fn a_socket_can_be_presigned() {
    let config = somewhere().to_builder().endpoint_url("wss://v-1234.kinesisvideo.us-west-2.amazonaws.com");
    let client = kinesisvideosignaling::Client::new(&config.build());
    let input = ConnectAsMasterInput::builder().channel_arn(CHANNEL).build();
    let url = client.presign(&input).await.unwrap();
    assert!(url.url().starts_with("wss://v-1234.kinesisvideo.us-west-2.amazonaws.com/?"), "{}", url.url());
    assert_eq!((url.method(), url.headers(), url.body().len()), ("GET", &[][..], 0));
    assert_eq!(url.expires_at().seconds(), 1_767_225_600 + 299);
    let (expected, found) = signature::in_query(&request(&url), SECRET_KEY);
    assert_eq!(found, expected);
    let by_builder = client.connect_as_master().channel_arn(CHANNEL).presign().await.unwrap();
    assert_eq!(by_builder, url);
}

#[tokio::test]
async fn urls_last_from_a_second_to_a_week() {
    let client = gameliftstreams::Client::new(&somewhere());
    for seconds in [0, 604_801] {
        let failure = client.presign(&stream(), Duration::from_secs(seconds)).await.unwrap_err();
        assert_eq!(failure.kind(), FailureKind::Input, "{failure}");
    }
}

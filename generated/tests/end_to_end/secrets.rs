//! `Debug` and `Display` never show a secret, whatever holds it.
//!
//! Every secret here contains `s3cret`. Next to it is something that is shown, so that each check can fail.

use super::support::clients::*;
use super::support::server::{Server, answer, json, nobody};
use smithwright_clients::connectparticipant::operation::create_participant_connection::CreateParticipantConnectionInput;
use smithwright_clients::connectparticipant::types::{ChatItem, ChatServerMessage};
use smithwright_clients::gameliftstreams::operation::create_stream_session_connection::CreateStreamSessionConnectionInput;
use smithwright_clients::kinesisvideosignaling::types::{
    IceCandidate, IceServer, SessionDescription, SessionDescriptionType, SignalingAction, SignalingEvent,
    SignalingMessage,
};
use smithwright_clients::runtime::config::ConfigBuilder;
use smithwright_clients::runtime::credentials::Credentials;
use smithwright_clients::runtime::transport::{
    HttpRequest, SendFuture, Transport, TransportError, TransportErrorKind,
};
use smithwright_clients::runtime::{Config, Timestamp};
use smithwright_clients::{connectparticipant, gameliftstreams, kinesisvideosignaling};
use smithwright_transport::HttpTransport;
use std::error::Error;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[track_caller]
fn check(shown: &str, control: &str) {
    assert!(shown.contains(control), "`{control}` ought to be shown: {shown}");
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[track_caller]
fn check_debug(value: impl Debug, control: &str) {
    check(&format!("{value:?}"), control);
    check(&format!("{value:#?}"), control);
}

/// Checks an error with all its causes.
#[track_caller]
fn check_error(error: &(dyn Error + 'static), control: &str) {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(cause) = next {
        shown.push_str(&format!(" {cause} {cause:?}"));
        next = cause.source();
    }
    check(&shown, control);
}

fn secret_credentials() -> Credentials {
    let credentials =
        Credentials::new("AKIAs3cretEXAMPLE", "s3cret/key").with_session_token("s3cret-session");
    // In the year 2100.
    credentials.with_expiry(Timestamp::from_seconds(4_102_444_800))
}

fn config() -> ConfigBuilder {
    Config::builder(HttpTransport::new()).region("us-west-2").credentials(secret_credentials())
}

#[test]
fn a_check_can_fail() {
    let shown = std::panic::catch_unwind(|| check("shown s3cret", "shown"));
    assert!(shown.is_err());
}

#[test]
fn access_keys() {
    check_debug(secret_credentials(), "MPLE");
    check_debug(config(), "us-west-2");
    let config = config().endpoint_url("https://user:s3cret@example.com/?s3cret").build();
    check_debug(&config, "us-west-2");
    check_debug(gameliftstreams::Client::new(&config), "GameLiftStreams");
    check_debug(connectparticipant::Client::new(&config), "ConnectParticipant");
    check_debug(kinesisvideosignaling::Client::new(&config), "Kinesis Video Signaling Channel");
}

#[tokio::test]
async fn the_participant_token() {
    let client = connectparticipant::Client::new(&config().build());
    let call = client.create_participant_connection().connect_participant(true);
    check_debug(call.participant_token("s3cret"), "ConnectParticipant");
    let builder = CreateParticipantConnectionInput::builder().connect_participant(true);
    check_debug(&builder, "ConnectParticipant");
    let mut input = builder.participant_token("s3cret").build();
    check_debug(&input, "ConnectParticipant");

    input.participant_token = "s3cret\n".to_owned();
    check_error(&client.send(&input).await.unwrap_err(), "ParticipantToken");
}

#[tokio::test]
async fn the_connection_token_the_join_token_and_the_socket_url() {
    let body = r#"{
        "Websocket": {"Url": "wss://s3cret/?s3cret", "ConnectionExpiry": "shown-1"},
        "ConnectionCredentials": {"ConnectionToken": "s3cret", "Expiry": "shown-2"},
        "WebRTCConnection": {"Attendee": {"AttendeeId": "shown-3", "JoinToken": "s3cret"}}
    }"#;
    let server = Server::start(vec![json(200, body)]).await;
    let output = call_participants(&participants(&server)).await.unwrap();
    assert!(output.socket_url().unwrap().contains("s3cret"));
    for control in ["shown-1", "shown-2", "shown-3"] {
        check_debug(&output, control);
    }
    check_debug(output.websocket.as_ref().unwrap(), "shown-1");
    let credentials = output.connection_credentials.unwrap();
    assert_eq!(credentials.connection_token.as_deref(), Some("s3cret"));
    check_debug(&credentials, "shown-2");
    let attendee = output.web_rtc_connection.unwrap().attendee.unwrap();
    assert_eq!(attendee.join_token.as_deref(), Some("s3cret"));
    check_debug(&attendee, "shown-3");
}

#[tokio::test]
async fn the_signal_request_and_the_signal_response() {
    let server = Server::start(vec![json(200, r#"{"SignalResponse":"s3cret"}"#)]).await;
    let client = streams(&server);
    let call = client.create_stream_session_connection().identifier("shown").signal_request("s3cret");
    check_debug(&call, "shown");
    let input = CreateStreamSessionConnectionInput::builder().identifier("shown").signal_request("s3cret");
    check_debug(&input, "shown");
    let input = input.stream_session_identifier("s-1").build();
    check_debug(&input, "shown");
    let output = client.send(&input).await.unwrap();
    assert_eq!(output.signal_response.as_deref(), Some("s3cret"));
    check_debug(&output, "CreateStreamSessionConnectionOutput");
    assert!(format!("{output:?}").contains("***"), "{output:?}");
}

#[tokio::test]
async fn presigned_urls() {
    let client = gameliftstreams::Client::new(&config().build());
    let input = CreateStreamSessionConnectionInput::builder().identifier("sg-1").signal_request("s3cret");
    let input = input.stream_session_identifier("s-1").build();
    let url = client.presign(&input, Duration::from_secs(60)).await.unwrap();
    assert!(url.url().contains("s3cret") && url.body().windows(6).any(|bytes| bytes == b"s3cret"));
    check_debug(&url, "POST");

    let endpoint = config().endpoint_url("wss://signaling.example");
    let client = kinesisvideosignaling::Client::new(&endpoint.build());
    let call = client.connect_as_viewer().channel_arn(CHANNEL).client_id("viewer-1");
    let url = call.presign().await.unwrap();
    assert!(url.url().contains("s3cret"));
    check_debug(&url, "GET");
    let signature = url.url().split_once("X-Amz-Signature=").unwrap().1;
    assert!(!format!("{url:?}").contains(&signature[..64]));
}

#[test]
fn what_travels_on_a_socket() {
    let message = SignalingMessage::new(SignalingAction::SdpOffer, "s3cret").correlation_id("shown");
    check_debug(&message, "shown");
    check_debug(SessionDescription::new(SessionDescriptionType::Offer, "s3cret"), "offer");
    check_debug(IceCandidate::new("s3cret").sdp_mid("shown"), "shown");

    let mut relay = IceServer::default();
    relay.password = Some("s3cret".to_owned());
    relay.username = Some("s3cret".to_owned());
    relay.uris = Some(vec!["shown".to_owned()]);
    check_debug(&relay, "shown");
    let mut event = SignalingEvent::default();
    event.message_payload = Some("s3cret".to_owned());
    event.ice_server_list = Some(vec![relay]);
    check_debug(event, "shown");
    let mut frame = ChatServerMessage::default();
    frame.content = Some("s3cret".into());
    frame.content_type = Some("shown".to_owned());
    check_debug(frame, "shown");
    check_debug(ChatItem::default().content("s3cret").id("shown"), "shown");
}

/// A service's response may repeat what it was sent.
#[tokio::test]
async fn errors() {
    let body = r#"{"code":"ConflictException","Message":"shown","Token":"s3cret"}"#;
    let html = "<html>s3cret</html>";
    let turns = vec![answer(409, "", body), answer(400, "", html), answer(200, "", html)];
    let server = Server::start(turns).await;
    let client = streams(&server);
    check_error(&call_streams(&client).await.unwrap_err(), "shown");
    check_error(&call_streams(&client).await.unwrap_err(), "status 400");
    check_error(&call_streams(&client).await.unwrap_err(), "status 200");

    let refusing = Server::start(vec![answer(403, "", html)]).await;
    let there = signed(&refusing, "ws").credentials(secret_credentials());
    let client = kinesisvideosignaling::Client::new(&there.build());
    let call = client.connect_as_viewer().channel_arn(CHANNEL).client_id("viewer-1");
    check_error(&call.connect().await.unwrap_err(), "AccessDeniedException");

    let nowhere = config().endpoint_url(format!("ws://{}", nobody())).max_attempts(1);
    let client = kinesisvideosignaling::Client::new(&nowhere.build());
    let call = client.connect_as_viewer().channel_arn(CHANNEL).client_id("viewer-1");
    let error = call.connect().await.unwrap_err();
    check_error(&error, "could not connect");
    assert!(!format!("{error:?}").contains("X-Amz-"), "{error:?}");
}

/// Records how requests are printed, and sends none.
struct Notes(Arc<Mutex<Vec<String>>>);

impl Transport for Notes {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        self.0.lock().unwrap().push(format!("{request:?} {request:#?}"));
        Box::pin(async { Err(TransportError::new(TransportErrorKind::Unusable, "not sent")) })
    }
}

#[tokio::test]
async fn requests() {
    let notes = Arc::default();
    let config = config().transport(Notes(Arc::clone(&notes))).build();
    let client = connectparticipant::Client::new(&config);
    client.create_participant_connection().participant_token("s3cret").send().await.unwrap_err();
    let client = gameliftstreams::Client::new(&config);
    let call = client.create_stream_session_connection().identifier("sg-1").signal_request("s3cret");
    call.stream_session_identifier("s-1").send().await.unwrap_err();
    let notes = notes.lock().unwrap();
    check(&notes[0], "x-amz-bearer");
    check(&notes[1], "x-amz-security-token");
}

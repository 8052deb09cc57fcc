//! Violations that are found before anything is sent.

use super::support::clients::*;
use super::support::server::{Server, json, nobody};
use smithwright_clients::connectparticipant::operation::create_participant_connection::CreateParticipantConnectionInput;
use smithwright_clients::connectparticipant::types::ConnectionType;
use smithwright_clients::gameliftstreams::operation::create_stream_session_connection::CreateStreamSessionConnectionInput;
use smithwright_clients::runtime::config::{ConfigBuilder, Validation};
use smithwright_clients::runtime::error::{Failure, FailureKind};
use smithwright_clients::runtime::{Config, Error};
use smithwright_clients::{connectparticipant, gameliftstreams, kinesisvideosignaling};
use smithwright_transport::HttpTransport;

const LENIENT: Validation = Validation::Lenient;
const STRICT: Validation = Validation::Strict;

/// Returns a configuration without a server: inputs that pass the checks fail to connect.
fn config(scheme: &str, validation: Validation) -> Config {
    let config =
        Config::builder(HttpTransport::new()).region("us-west-2").credentials(credentials()).max_attempts(1);
    config.endpoint_url(format!("{scheme}://{}", nobody())).validation(validation).build()
}

fn stream() -> CreateStreamSessionConnectionInput {
    let input = CreateStreamSessionConnectionInput::builder().identifier("sg-1");
    input.stream_session_identifier("s-1").signal_request("offer").build()
}

fn participant() -> CreateParticipantConnectionInput {
    CreateParticipantConnectionInput::builder().participant_token("token").build()
}

/// Returns the violations, or nothing if the input was sent.
fn violations<E: std::fmt::Debug>(operation: &str, error: Error<E>) -> String {
    let Error::Failure(failure) = error else { panic!("{error:?}") };
    match failure.kind() {
        FailureKind::Connection => String::new(),
        FailureKind::Input => {
            let text = failure.to_string();
            let before = format!("{operation}: the input is not valid, so nothing was sent: ");
            text.strip_prefix(&before).unwrap_or_else(|| panic!("{text}")).to_owned()
        }
        kind => panic!("{kind:?}: {failure}"),
    }
}

async fn send_stream(
    validation: Validation,
    change: impl FnOnce(&mut CreateStreamSessionConnectionInput),
) -> String {
    let mut input = stream();
    change(&mut input);
    let client = gameliftstreams::Client::new(&config("http", validation));
    violations("CreateStreamSessionConnection", client.send(&input).await.unwrap_err())
}

async fn send_participant(
    validation: Validation,
    change: impl FnOnce(&mut CreateParticipantConnectionInput),
) -> String {
    let mut input = participant();
    change(&mut input);
    let client = connectparticipant::Client::new(&config("http", validation));
    violations("CreateParticipantConnection", client.send(&input).await.unwrap_err())
}

async fn connect_viewer(validation: Validation, channel: &str, client_id: &str) -> String {
    let client = kinesisvideosignaling::Client::new(&config("ws", validation));
    let call = client.connect_as_viewer().channel_arn(channel).client_id(client_id);
    violations("ConnectAsViewer", call.connect().await.unwrap_err())
}

#[tokio::test]
async fn what_can_not_succeed_is_not_sent() {
    assert_eq!(send_stream(LENIENT, |_| {}).await, "");
    let found = send_stream(LENIENT, |input| input.identifier.clear()).await;
    assert!(found.starts_with("Identifier ") && !found.contains("SignalRequest"), "{found}");
    let found = send_stream(LENIENT, |input| input.signal_request.clear()).await;
    assert_eq!(found, "SignalRequest must have at least 1 character, but has 0");
    let found = send_stream(LENIENT, |input| input.client_token = Some("short".to_owned())).await;
    assert_eq!(found, "ClientToken must have at least 32 characters, but has 5");
    let found = send_participant(LENIENT, |input| input.r#type = Some(vec![])).await;
    assert_eq!(found, "Type must have at least 1 element, but has 0");
    let found = send_participant(LENIENT, |input| input.participant_token.clear()).await;
    assert_eq!(found, "ParticipantToken must have at least 1 character, but has 0");
    let found = send_stream(LENIENT, |input| {
        input.stream_session_identifier.clear();
        input.signal_request.clear();
    })
    .await;
    assert!(found.contains("StreamSessionIdentifier ") && found.contains("; SignalRequest "), "{found}");
}

#[tokio::test]
async fn a_token_that_is_no_header_value_is_not_shown() {
    for token in ["s3cret\n", "s3cret\r\nx-injected: 1", "s3\0cret", "s3cret\u{7f}"] {
        let found = send_participant(LENIENT, |input| input.participant_token = token.to_owned()).await;
        let expected = "ParticipantToken is sent in a header, so it must not hold line breaks or other control characters";
        assert_eq!(found, expected);
    }
}

/// A label must not be a step in a path, which would lead to another one.
#[tokio::test]
async fn a_label_is_no_step() {
    for step in [".", ".."] {
        let mut input = stream();
        input.identifier = step.to_owned();
        let client = gameliftstreams::Client::new(&config("http", LENIENT));
        let Error::Failure(failure) = client.send(&input).await.unwrap_err() else { panic!("an answer") };
        let failure: Failure = *failure;
        assert_eq!(failure.kind(), FailureKind::Input, "{failure:?}");
    }
}

#[tokio::test]
async fn names_of_the_service_are_reserved_in_any_case() {
    for validation in [LENIENT, STRICT] {
        for id in ["AWS_viewer", "aws_viewer", "Aws_"] {
            let found = connect_viewer(validation, CHANNEL, id).await;
            assert_eq!(found, format!("ClientId must not begin with `AWS_`, but is `{id}`"));
        }
        assert_eq!(connect_viewer(validation, CHANNEL, "AWS-viewer").await, "");
    }
}

/// Services relax these limits over time, so they are only checked on request.
#[tokio::test]
async fn the_rest_is_checked_where_asked() {
    type Change = fn(&mut CreateStreamSessionConnectionInput);
    let changes: [(Change, &str); 4] = [
        (
            |input| input.identifier = "a".repeat(129),
            "Identifier must have at most 128 characters, but has 129",
        ),
        (|input| input.identifier = "sg_1".to_owned(), "Identifier must match the pattern"),
        (|input| input.client_token = Some("é".repeat(32)), "ClientToken must match the pattern"),
        (
            |input| input.client_token = Some("t".repeat(129)),
            "ClientToken must have at most 128 characters, but has 129",
        ),
    ];
    assert_eq!(send_stream(STRICT, |_| {}).await, "");
    for (change, expected) in changes {
        assert_eq!(send_stream(LENIENT, change).await, "");
        let found = send_stream(STRICT, change).await;
        assert!(found.starts_with(expected), "{found}");
    }
    assert_eq!(send_stream(STRICT, |input| input.identifier = GROUP.to_owned()).await, "");

    let long = |input: &mut CreateParticipantConnectionInput| input.participant_token = "s3cret".repeat(200);
    assert_eq!(send_participant(LENIENT, long).await, "");
    let found = send_participant(STRICT, long).await;
    assert_eq!(found, "ParticipantToken must have at most 1000 characters, but has 1200");
    let newer = |input: &mut CreateParticipantConnectionInput| {
        input.r#type = Some(vec![ConnectionType::Websocket.into(), "NEWER".into()]);
    };
    assert_eq!(send_participant(LENIENT, newer).await, "");
    let found = send_participant(STRICT, newer).await;
    assert!(found.starts_with("Type[1] must be one of the values that the model lists"), "{found}");

    for (channel, id) in [(CHANNEL, "a b"), (CHANNEL, "é"), ("arn:aws:s3:::bucket", "viewer")] {
        assert_eq!(connect_viewer(LENIENT, channel, id).await, "");
        let found = connect_viewer(STRICT, channel, id).await;
        assert!(found.contains("must match the pattern"), "{found}");
    }
    assert_eq!(connect_viewer(STRICT, CHANNEL, "viewer_1.a-b").await, "");
    let found = connect_viewer(STRICT, CHANNEL, &"x".repeat(257)).await;
    assert_eq!(found, "ClientId must have at most 256 characters, but has 257");
}

/// What is missing for a signed call is reported before anything is sent.
#[tokio::test]
async fn a_signed_call_needs_credentials_and_a_region() {
    let server = Server::start(vec![json(200, "{}")]).await;
    let fail = async |config: ConfigBuilder| {
        let error = call_streams_with(config).await.unwrap_err();
        let failure = error.failure().unwrap();
        (failure.kind(), failure.to_string())
    };
    let (kind, text) = fail(unsigned(&server, "http")).await;
    assert_eq!(kind, FailureKind::Credentials);
    assert!(text.contains("there are no credentials"), "{text}");
    let url = server.url("http");
    let (kind, text) =
        fail(Config::builder(HttpTransport::new()).endpoint_url(&url).credentials(credentials())).await;
    assert_eq!(kind, FailureKind::Configuration, "{text}");
    assert!(text.to_lowercase().contains("region"), "{text}");
    assert!(server.asked().is_empty());
}

//! Calls that succeed, over HTTP/1.1 and HTTP/2, with and without TLS.

use super::support::clients::*;
use super::support::server::{Asked, Server, Turn, json};
use super::support::signature;
use super::support::tls::Protocols;
use smithwright_clients::connectparticipant::types::{ConnectionType, MeetingFeatureStatus};
use smithwright_clients::runtime::Open;
use smithwright_clients::runtime::error::FailureKind;
use smithwright_clients::runtime::transport::{HttpRequest, Transport};
use smithwright_clients::{connectparticipant, gameliftstreams};
use smithwright_transport::HttpTransport;

const ANSWERED: &str = r#"{"SignalResponse":"v=0\r\nanswer","Newer":{"ignored":[1,null]}}"#;

/// Checks what [`call_streams`] sent.
fn check_stream_request(asked: &Asked) {
    assert_eq!(asked.method, "POST");
    let group = "arn%3Aaws%3Agameliftstreams%3Aus-west-2%3A111122223333%3Astreamgroup%2Fsg-1AB2C3De4";
    let target = format!("/streamgroups/{group}/streamsessions/{SESSION}/connections");
    assert_eq!(asked.target, target);
    let token = asked.text("ClientToken");
    assert_eq!(asked.body, format!(r#"{{"SignalRequest":"offer","ClientToken":"{token}"}}"#));
    assert_eq!(token.len(), 36, "{token}");
    assert_eq!(token.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{token}");
    assert_eq!(asked.header("content-type"), Some("application/json"));
    assert!(asked.header("user-agent").unwrap().starts_with("smithwright/"));

    let authorization = asked.header("authorization").unwrap();
    let date = asked.header("x-amz-date").unwrap();
    let scope = format!("{ACCESS_KEY_ID}/{}/us-west-2/gameliftstreams/aws4_request,", &date[..8]);
    assert!(authorization.contains(&scope), "{authorization}");
    for name in ["host", "content-type", "x-amz-date", "x-amz-security-token"] {
        assert!(authorization.contains(name), "{name} is not signed: {authorization}");
    }
    assert_eq!(asked.header("x-amz-security-token"), Some(SESSION_TOKEN));
    let (expected, found) = signature::in_header(asked, SECRET_KEY);
    assert_eq!(found, expected);
    assert_ne!(found, signature::in_header(asked, "another key").0, "the check proves nothing");
}

#[tokio::test]
async fn a_stream_session_is_joined_over_http() {
    let server = Server::start(vec![json(200, ANSWERED)]).await;
    let output = call_streams(&streams(&server)).await.unwrap();
    assert_eq!(output.signal_response.as_deref(), Some("v=0\r\nanswer"));
    check_stream_request(&server.asked()[0]);
}

#[tokio::test]
async fn a_stream_session_is_joined_over_https() {
    let server = Server::start_secured(Protocols::Http1, vec![json(200, ANSWERED)]).await;
    let output = call_streams(&streams(&server)).await.unwrap();
    assert_eq!(output.signal_response.as_deref(), Some("v=0\r\nanswer"));
    check_stream_request(&server.asked()[0]);
}

/// All calls use one connection: the server accepts no other.
#[tokio::test]
async fn http2_is_preferred() {
    let answers = vec![(200, ANSWERED.to_owned()), (200, "{}".to_owned())];
    let server = Server::start_secured(Protocols::Http2, vec![Turn::Http2(answers)]).await;
    let client = streams(&server);
    assert!(call_streams(&client).await.unwrap().signal_response.is_some());
    assert!(call_streams(&client).await.unwrap().signal_response.is_none());
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    asked.iter().for_each(check_stream_request);
    assert_ne!(asked[0].text("ClientToken"), asked[1].text("ClientToken"));
}

#[tokio::test]
async fn what_answers_head_over_http2_has_a_length_and_no_body() {
    let answers = vec![(200, "12345".to_owned())];
    let server = Server::start_secured(Protocols::Http2, vec![Turn::Http2(answers)]).await;
    let request = HttpRequest::new("HEAD", server.url("http") + "/thing");
    let answer = transport(&server, HttpTransport::builder()).send(request).await.unwrap();
    assert_eq!(answer.headers["content-length"], "5");
    assert_eq!(answer.body.collect(10).await.unwrap(), "");
}

#[tokio::test]
async fn a_stranger_is_not_trusted() {
    let server = Server::start_secured(Protocols::Http1, vec![json(200, ANSWERED)]).await;
    let other = Server::start_secured(Protocols::Http1, vec![]).await;
    let config = signed(&other, "http").endpoint_url(server.url("http")).max_attempts(1);
    let error = call_streams_with(config).await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Connection, "{error:?}");
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn arguments_go_where_the_model_says() {
    let server = Server::start(vec![json(200, "{}")]).await;
    let config = signed(&server, "http").endpoint_url(server.url("http") + "/base/");
    let client = gameliftstreams::Client::new(&config.build());
    let call = client.create_stream_session_connection();
    let call =
        call.identifier("../a b?c#d%é").stream_session_identifier("x+y=z&~").signal_request("\"\\\n\u{1}€");
    call.client_token("t".repeat(32)).send().await.unwrap();
    let asked = &server.asked()[0];
    let target = "/base/streamgroups/..%2Fa%20b%3Fc%23d%25%C3%A9/streamsessions/x%2By%3Dz%26~/connections";
    assert_eq!(asked.target, target);
    let token = "t".repeat(32);
    let body = format!(r#"{{"SignalRequest":"\"\\\n\u0001€","ClientToken":"{token}"}}"#);
    assert_eq!(asked.body, body);
    let (expected, found) = signature::in_header(asked, SECRET_KEY);
    assert_eq!(found, expected);
}

const CONNECTION: &str = r#"{
    "Websocket": {"Url": "wss://chat.example/?token=t", "ConnectionExpiry": "2026-01-01T00:01:40.000Z"},
    "ConnectionCredentials": {"ConnectionToken": "connection-token", "Expiry": "2026-01-02T00:00:00.000Z"},
    "WebRTCConnection": {
        "Attendee": {"AttendeeId": "attendee-1", "JoinToken": "join-token"},
        "Meeting": {
            "MediaPlacement": {
                "AudioHostUrl": "audio.example:3478", "AudioFallbackUrl": "wss://fallback.example",
                "SignalingUrl": "wss://signaling.example", "EventIngestionUrl": "https://events.example"
            },
            "MeetingFeatures": {"Audio": {"EchoReduction": "AVAILABLE"}},
            "MeetingId": "meeting-1"
        }
    }
}"#;

#[tokio::test]
async fn a_participant_needs_its_token_only() {
    let server = Server::start_secured(Protocols::Http1, vec![json(200, "{}")]).await;
    let output = call_participants(&participants(&server)).await.unwrap();
    assert_eq!(output, Default::default());
    let asked = &server.asked()[0];
    assert_eq!((&*asked.method, &*asked.target), ("POST", "/participant/connection"));
    assert_eq!(asked.header("x-amz-bearer"), Some("participant-token"));
    assert_eq!(asked.body, "{}");
    assert_eq!(asked.header("content-type"), Some("application/json"));
    for name in ["authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"] {
        assert_eq!(asked.header(name), None);
    }
}

#[tokio::test]
async fn every_part_of_a_connection_is_read() {
    let server = Server::start(vec![json(200, CONNECTION)]).await;
    // There are credentials, but this call doesn't use them.
    let client = connectparticipant::Client::new(&signed(&server, "http").build());
    let types = [
        ConnectionType::Websocket.into(),
        ConnectionType::ConnectionCredentials.into(),
        ConnectionType::WebrtcConnection.into(),
        Open::from("NEWER"),
    ];
    let call = client.create_participant_connection().r#type(types).participant_token("participant-token");
    let output = call.connect_participant(true).send().await.unwrap();

    assert_eq!(output.socket_url(), Some("wss://chat.example/?token=t"));
    let socket = output.websocket.unwrap();
    assert_eq!(socket.connection_expiry.as_deref(), Some("2026-01-01T00:01:40.000Z"));
    let credentials = output.connection_credentials.unwrap();
    assert_eq!(credentials.connection_token.as_deref(), Some("connection-token"));
    assert_eq!(credentials.expiry.as_deref(), Some("2026-01-02T00:00:00.000Z"));
    let call = output.web_rtc_connection.unwrap();
    let attendee = call.attendee.unwrap();
    assert_eq!(attendee.attendee_id.as_deref(), Some("attendee-1"));
    assert_eq!(attendee.join_token.as_deref(), Some("join-token"));
    let meeting = call.meeting.unwrap();
    assert_eq!(meeting.meeting_id.as_deref(), Some("meeting-1"));
    let echo_reduction = meeting.meeting_features.unwrap().audio.unwrap().echo_reduction;
    assert_eq!(echo_reduction, Some(MeetingFeatureStatus::Available.into()));
    let media = meeting.media_placement.unwrap();
    assert_eq!(media.audio_host_url.as_deref(), Some("audio.example:3478"));
    assert_eq!(media.audio_fallback_url.as_deref(), Some("wss://fallback.example"));
    assert_eq!(media.signaling_url.as_deref(), Some("wss://signaling.example"));
    assert_eq!(media.event_ingestion_url.as_deref(), Some("https://events.example"));

    let asked = &server.asked()[0];
    let types = r#"["WEBSOCKET","CONNECTION_CREDENTIALS","WEBRTC_CONNECTION","NEWER"]"#;
    assert_eq!(asked.body, format!(r#"{{"Type":{types},"ConnectParticipant":true}}"#));
    assert_eq!(asked.header("authorization"), None);
}

/// Values that a service may add later are kept as they are.
#[tokio::test]
async fn unknown_values_of_enums_survive() {
    let body = r#"{"WebRTCConnection":{"Meeting":{"MeetingFeatures":{"Audio":{"EchoReduction":"SOON"}}}}}"#;
    let server = Server::start(vec![json(200, body), json(200, "{}")]).await;
    let client = participants(&server);
    let output = call_participants(&client).await.unwrap();
    let meeting = output.web_rtc_connection.unwrap().meeting.unwrap();
    let found = meeting.meeting_features.unwrap().audio.unwrap().echo_reduction.unwrap();
    assert_eq!(found.known(), None);
    assert_eq!(found.as_str(), "SOON");

    let again = found.as_str();
    let call = client.create_participant_connection().participant_token("participant-token");
    call.r#type([again]).send().await.unwrap();
    assert_eq!(server.asked()[1].body, r#"{"Type":["SOON"]}"#);
}

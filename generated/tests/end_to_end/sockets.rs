//! Signaling channels: the handshake, its refusal, and messages on the socket.

use super::support::clients::*;
use super::support::server::{Asked, Peer, Server, Turn, answer, nobody, silence, talk};
use super::support::signature;
use super::support::tls::Protocols;
use futures_util::{SinkExt, StreamExt};
use smithwright_clients::kinesisvideosignaling::Client;
use smithwright_clients::kinesisvideosignaling::operation::connect_as_viewer::ConnectAsViewerError;
use smithwright_clients::kinesisvideosignaling::types::{
    IceCandidate, SessionDescription, SessionDescriptionType, SignalingAction, SignalingEvent,
    SignalingMessage, SignalingMessageType,
};
use smithwright_clients::runtime::config::ConfigBuilder;
use smithwright_clients::runtime::error::FailureKind;
use smithwright_clients::runtime::websocket::{Frame, Incoming};
use smithwright_clients::runtime::{Config, Error, FromJson, ToJson, WebSocket};
use smithwright_transport::HttpTransport;
use std::time::Duration;
use tokio_tungstenite::tungstenite::Message;

type Socket = WebSocket<SignalingMessage, SignalingEvent>;

async fn connect(config: ConfigBuilder) -> Result<Socket, Error<ConnectAsViewerError>> {
    Client::new(&config.build())
        .connect_as_viewer()
        .channel_arn(CHANNEL)
        .client_id("viewer-1")
        .connect()
        .await
}

fn check_handshake(asked: &Asked, client_id: Option<&str>) {
    assert_eq!(asked.method, "GET");
    assert!(asked.target.starts_with("/?"), "{}", asked.target);
    let channel = "arn%3Aaws%3Akinesisvideo%3Aus-west-2%3A111122223333%3Achannel%2Fdoor-bell%2F1234567890123";
    assert_eq!(asked.parameter("X-Amz-ChannelARN"), Some(channel));
    assert_eq!(asked.parameter("X-Amz-ClientId"), client_id);
    assert_eq!(asked.parameter("X-Amz-Algorithm"), Some("AWS4-HMAC-SHA256"));
    assert_eq!(asked.parameter("X-Amz-Expires"), Some("299"));
    assert_eq!(asked.parameter("X-Amz-SignedHeaders"), Some("host"));
    assert_eq!(asked.parameter("X-Amz-Security-Token"), Some("session%2Ftoken%2Bof%3Da%2Frole"));
    let credential = asked.parameter("X-Amz-Credential").unwrap();
    assert!(credential.ends_with("%2Fus-west-2%2Fkinesisvideo%2Faws4_request"), "{credential}");
    assert_eq!(asked.header("authorization"), None);
    assert_eq!(asked.header("upgrade"), Some("websocket"));
    let (expected, found) = signature::in_query(asked, SECRET_KEY);
    assert_eq!(found, expected);
    assert_ne!(found, signature::in_query(asked, "another key").0, "the check proves nothing");
}

/// Answers an offer like a master, and closes the socket.
async fn master(mut peer: Peer) {
    let offer = peer.next().await.unwrap().unwrap();
    let expected = r#"{"action":"SDP_OFFER","messagePayload":"b2ZmZXI=","correlationId":"c-1"}"#;
    assert_eq!(offer, Message::text(expected));
    let candidate = r#"{"messageType":"ICE_CANDIDATE","messagePayload":"bnVsbA==","senderClientId":""}"#;
    let answer = r#"{"messagePayload":"YW5zd2Vy","messageType":"SDP_ANSWER","IceServerList":[{"Uris":["turn:t.example"],"Username":"u","Password":"p","Ttl":300}]}"#;
    let status = r#"{"messageType": "STATUS_RESPONSE", "statusResponse": {"correlationId": "c-1", "errorType": "InvalidArgumentException", "statusCode": "400", "description": "no", "success": false}}"#;
    for text in [candidate, answer, status] {
        peer.send(Message::text(text)).await.unwrap();
    }
    peer.close(None).await.unwrap();
    while let Some(Ok(_)) = peer.next().await {}
}

async fn talk_as_viewer(mut socket: Socket) {
    let offer = SignalingMessage::new(SignalingAction::SdpOffer, "b2ZmZXI=").correlation_id("c-1");
    socket.send(&offer).await.unwrap();
    let candidate = socket.receive().await.unwrap().unwrap();
    assert_eq!(candidate.message_type, SignalingMessageType::IceCandidate);
    // `null` marks the end of candidates.
    assert_eq!(Option::<IceCandidate>::from_base64_json(&candidate.message_payload.unwrap()).unwrap(), None);
    let described = SessionDescription::new(SessionDescriptionType::Offer, "v=0").to_base64_json().unwrap();
    assert_eq!(described, "eyJ0eXBlIjoib2ZmZXIiLCJzZHAiOiJ2PTAifQ==");
    let answer = socket.receive().await.unwrap().unwrap();
    assert_eq!(answer.message_type, SignalingMessageType::SdpAnswer);
    let relay = &answer.ice_server_list.unwrap()[0];
    assert_eq!(relay.uris.as_deref(), Some(&["turn:t.example".to_owned()][..]));
    assert_eq!((relay.username.as_deref(), relay.password.as_deref()), (Some("u"), Some("p")));
    assert_eq!(relay.ttl, Some(300));
    let status = socket.receive().await.unwrap().unwrap().status_response.unwrap();
    assert_eq!((&*status.correlation_id, status.success), ("c-1", Some(false)));
    assert_eq!(status.error_type.as_deref(), Some("InvalidArgumentException"));
    assert_eq!(socket.receive().await.unwrap(), None);
    assert!(socket.closed().is_some());
}

#[tokio::test]
async fn a_viewer_talks_over_ws() {
    let server = Server::start(vec![talk(master)]).await;
    talk_as_viewer(connect(signed(&server, "ws")).await.unwrap()).await;
    check_handshake(&server.asked()[0], Some("viewer-1"));
}

/// The server prefers HTTP/2, over which no socket can be opened.
#[tokio::test]
async fn a_viewer_talks_over_wss() {
    let server = Server::start_secured(Protocols::Http2, vec![talk(master)]).await;
    talk_as_viewer(connect(signed(&server, "ws")).await.unwrap()).await;
    check_handshake(&server.asked()[0], Some("viewer-1"));
}

#[tokio::test]
async fn a_master_talks_to_each_viewer() {
    let server = Server::start_secured(
        Protocols::Http1,
        vec![talk(|mut peer| async move {
            let offer =
                r#"{"messageType":"SDP_OFFER","messagePayload":"b2ZmZXI=","senderClientId":"viewer-7"}"#;
            peer.send(Message::text(offer)).await.unwrap();
            let answer = peer.next().await.unwrap().unwrap();
            let expected =
                r#"{"action":"SDP_ANSWER","recipientClientId":"viewer-7","messagePayload":"YW5zd2Vy"}"#;
            assert_eq!(answer, Message::text(expected));
            peer.send(Message::text(r#"{"messageType":"NEWER"}"#)).await.unwrap();
            while let Some(Ok(_)) = peer.next().await {}
        })],
    )
    .await;
    let client = signaling(&server);
    let mut socket = client.connect_as_master().channel_arn(CHANNEL).connect().await.unwrap();
    check_handshake(&server.asked()[0], None);
    let offer = socket.receive().await.unwrap().unwrap();
    let viewer = offer.sender_client_id.unwrap();
    let answer = SignalingMessage::new(SignalingAction::SdpAnswer, "YW5zd2Vy").recipient_client_id(viewer);
    socket.send(&answer).await.unwrap();
    let newer = socket.receive().await.unwrap().unwrap();
    assert_eq!(newer.message_type, "NEWER");
    socket.close(1000, "").await.unwrap();
}

/// Returns the name of the variant.
fn name(error: &Error<ConnectAsViewerError>) -> &'static str {
    match error.service().unwrap() {
        ConnectAsViewerError::AccessDeniedException(_) => "AccessDenied",
        ConnectAsViewerError::ClientLimitExceededException(_) => "ClientLimitExceeded",
        ConnectAsViewerError::InvalidArgumentException(_) => "InvalidArgument",
        ConnectAsViewerError::ResourceNotFoundException(_) => "ResourceNotFound",
        _ => "Unmodelled",
    }
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let cases = [
        (403, "", "", "AccessDenied"),
        (403, "", r#"{"message":"The security token is invalid"}"#, "AccessDenied"),
        (403, "Content-Type: text/html\r\n", "<html>Forbidden</html>", "AccessDenied"),
        (404, "", "", "ResourceNotFound"),
        (400, "", "", "Unmodelled"),
        (400, "x-amzn-errortype: InvalidArgumentException:http://x/\r\n", "", "InvalidArgument"),
        (400, "x-amzn-errortype: ClientLimitExceededException\r\n", "", "ClientLimitExceeded"),
        (400, "", r#"{"__type":"a.b#InvalidArgumentException"}"#, "InvalidArgument"),
        (403, "x-amzn-errortype: ExpiredTokenException\r\n", "", "Unmodelled"),
        (500, "", "", "Unmodelled"),
        (200, "", "", "Unmodelled"),
    ];
    for (status, headers, body, expected) in cases {
        let server = Server::start(vec![answer(status, headers, body)]).await;
        let error = connect(signed(&server, "ws").max_attempts(1)).await.unwrap_err();
        assert_eq!((name(&error), error.status()), (expected, Some(status)), "{headers}{body}");
        assert!(error.to_string().starts_with("ConnectAsViewer: "), "{error}");
    }
    let server = Server::start(vec![answer(403, "x-amzn-requestid: r-5\r\n", "")]).await;
    let error = connect(signed(&server, "ws")).await.unwrap_err();
    let line = "ConnectAsViewer: AccessDeniedException (status 403, request id r-5)";
    assert_eq!(error.to_string(), line);
    let headers = &error.response().unwrap().headers;
    assert!(headers.get("x-amzn-errortype").is_none(), "only what was received: {headers:?}");
}

#[tokio::test]
async fn a_handshake_is_tried_again_where_that_may_help() {
    let busy = answer(400, "x-amzn-errortype: ClientLimitExceededException\r\n", "");
    let turns = vec![answer(503, "", ""), busy, talk(master)];
    let server = Server::start(turns).await;
    talk_as_viewer(connect(signed(&server, "ws")).await.unwrap()).await;
    server.asked().iter().for_each(|asked| check_handshake(asked, Some("viewer-1")));
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test]
async fn handshakes_fail() {
    let server = Server::start(vec![silence()]).await;
    let config = signed(&server, "ws").attempt_timeout(Duration::from_millis(50)).max_attempts(1);
    let error = connect(config).await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Timeout);

    let config =
        Config::builder(HttpTransport::new()).region("us-west-2").credentials(credentials()).max_attempts(1);
    let error = connect(config.endpoint_url(format!("ws://{}", nobody()))).await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Connection);

    let error = connect(Config::builder(HttpTransport::new()).region("us-west-2").credentials(credentials()))
        .await
        .unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Endpoint);
    assert!(error.to_string().contains("GetSignalingChannelEndpoint"), "{error}");
}

/// Sends one frame and waits until the client hangs up.
fn say(text: &'static str) -> Turn {
    talk(move |mut peer| async move {
        peer.send(Message::text(text)).await.unwrap();
        while let Some(Ok(_)) = peer.next().await {}
    })
}

#[tokio::test]
async fn told_to_go_away_a_client_connects_again_as_itself() {
    let turns = vec![
        say(r#"{"messageType":"GO_AWAY"}"#),
        say(r#"{"messageType":"RECONNECT_ICE_SERVER","statusResponse":null}"#),
    ];
    let server = Server::start(turns).await;
    let client = signaling(&server);
    let viewer = || client.connect_as_viewer().channel_arn(CHANNEL).client_id("viewer-1");
    let mut first = viewer().connect().await.unwrap();
    let event = first.receive().await.unwrap().unwrap();
    assert_eq!(event.message_type, SignalingMessageType::GoAway);
    let mut second = viewer().connect().await.unwrap();
    first.close(1000, "").await.unwrap();
    let event = second.receive().await.unwrap().unwrap();
    assert_eq!(event.message_type, SignalingMessageType::ReconnectIceServer);
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    asked.iter().for_each(|asked| check_handshake(asked, Some("viewer-1")));
    let key = |at: usize| asked[at].header("sec-websocket-key").unwrap();
    assert_ne!(key(0), key(1));
}

#[tokio::test]
async fn noise_does_not_end_a_socket() {
    let noise = [
        "",
        "Internal server error",
        "{\"messageType\":",
        "[1]",
        r#"{"message":"Endpoint request timed out","connectionId":"c","requestId":"r"}"#,
    ];
    let server = Server::start(vec![talk(move |mut peer| async move {
        for text in noise {
            peer.send(Message::text(text)).await.unwrap();
        }
        peer.send(Message::binary(vec![0, 1, 2])).await.unwrap();
        for _ in 0..2 {
            peer.send(Message::text(r#"{"messageType":"SDP_OFFER","messagePayload":"b2ZmZXI="}"#))
                .await
                .unwrap();
        }
        while let Some(Ok(_)) = peer.next().await {}
    })])
    .await;
    let mut socket = connect(signed(&server, "ws")).await.unwrap();
    for text in noise {
        let Some(Incoming::Unrecognised(found)) = socket.receive_any().await.unwrap() else {
            panic!("{text}")
        };
        assert_eq!(found.frame, Frame::Text(text.to_owned()));
    }
    // The binary frame is skipped.
    let offer = socket.receive().await.unwrap().unwrap();
    assert_eq!(offer.message_type, SignalingMessageType::SdpOffer);
    let Some(Incoming::Message(_)) = socket.receive_any().await.unwrap() else { panic!("no message") };
}

#[tokio::test]
async fn messages_are_checked_before_they_are_sent() {
    let server = Server::start(vec![say("{}")]).await;
    let mut socket = connect(signed(&server, "ws")).await.unwrap();
    let message = SignalingMessage::new(SignalingAction::SdpOffer, "");
    let failure = socket.send(&message).await.unwrap_err();
    assert_eq!(failure.kind(), FailureKind::Input);
    assert!(failure.to_string().contains("messagePayload"), "{failure}");
}

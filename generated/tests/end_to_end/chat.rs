//! The chat socket of a participant: its URL is requested over HTTP, and then it is opened.

use super::support::clients::*;
use super::support::server::{Server, answer, json, talk};
use futures_util::{SinkExt, StreamExt};
use smithwright_clients::connectparticipant::types::{
    ChatClientMessage, ChatContentType, ChatItem, ChatItemType, ChatSubscription, ChatSubscriptionResult,
    ChatSubscriptionStatus, ChatTopic, ConnectionType, ParticipantRole,
};
use smithwright_clients::runtime::FromJson;
use smithwright_clients::runtime::error::FailureKind;
use tokio_tungstenite::tungstenite::Message;

const TARGET: &str = "/prod?QUERY=a%2Fb%3D&X-Amz-Signature=0f&empty=";

fn with_socket(sockets: &Server) -> String {
    format!(r#"{{"Websocket":{{"Url":"{}{TARGET}","ConnectionExpiry":"soon"}}}}"#, sockets.url("ws"))
}

#[tokio::test]
async fn a_chat_from_call_to_close() {
    let sockets = Server::start(vec![talk(|mut peer| async move {
        let subscribe = peer.next().await.unwrap().unwrap();
        let expected = r#"{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}"#;
        assert_eq!(subscribe, Message::text(expected));
        let subscribed = r#"{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}"#;
        peer.send(Message::text(subscribed)).await.unwrap();
        let heartbeat = peer.next().await.unwrap().unwrap();
        assert_eq!(heartbeat, Message::text(r#"{"topic":"aws/heartbeat"}"#));
        peer.send(heartbeat).await.unwrap();
        peer.send(Message::text("")).await.unwrap();
        let item = r#"{"AbsoluteTime":"2026-01-01T00:00:00.000Z","Content":"Hi \"all\"","ContentType":"text/plain","Id":"m-1","Type":"MESSAGE","ParticipantRole":"AGENT","Newer":{}}"#;
        let item = item.replace('\\', "\\\\").replace('"', "\\\"");
        let frame = format!(r#"{{"content":"{item}","contentType":"application/json","topic":"aws/chat"}}"#);
        peer.send(Message::text(frame)).await.unwrap();
        let failed = r#"{"message":"Forbidden","connectionId":"c","requestId":"r"}"#;
        peer.send(Message::text(failed)).await.unwrap();
        while let Some(Ok(_)) = peer.next().await {}
    })])
    .await;
    let server = Server::start(vec![json(200, &with_socket(&sockets))]).await;
    let client = participants(&server);
    let call = client.create_participant_connection().participant_token("participant-token");
    let output = call.r#type([ConnectionType::Websocket]).send().await.unwrap();
    assert_eq!(server.asked()[0].body, r#"{"Type":["WEBSOCKET"]}"#);

    let mut chat = output.connect(&client).await.unwrap();
    let subscription = ChatSubscription::new([ChatTopic::Chat]);
    chat.send(&ChatClientMessage::new(ChatTopic::Subscribe).content(subscription)).await.unwrap();
    let subscribed = chat.receive().await.unwrap().unwrap();
    assert_eq!(subscribed.topic, Some(ChatTopic::Subscribe.into()));
    let result = ChatSubscriptionResult::from_document(&subscribed.content.unwrap()).unwrap();
    assert_eq!(result.status, Some(ChatSubscriptionStatus::Success.into()));
    chat.send(&ChatClientMessage::new(ChatTopic::Heartbeat)).await.unwrap();
    assert_eq!(chat.receive().await.unwrap().unwrap().topic, Some(ChatTopic::Heartbeat.into()));

    let frame = chat.receive().await.unwrap().unwrap();
    assert_eq!(frame.topic, Some(ChatTopic::Chat.into()));
    let item = ChatItem::from_json(frame.content.unwrap().as_str().unwrap()).unwrap();
    assert_eq!(item.content.as_deref(), Some("Hi \"all\""));
    assert_eq!(item.r#type, Some(ChatItemType::Message.into()));
    assert_eq!(item.content_type, Some(ChatContentType::TextPlain.into()));
    assert_eq!(item.participant_role, Some(ParticipantRole::Agent.into()));

    let notice = chat.receive().await.unwrap().unwrap();
    assert_eq!((notice.topic, notice.message.as_deref()), (None, Some("Forbidden")));
    chat.close(1000, "").await.unwrap();

    let asked = &sockets.asked()[0];
    assert_eq!(asked.target, TARGET);
    for name in ["authorization", "x-amz-date", "x-amz-bearer", "sec-websocket-protocol", "origin"] {
        assert_eq!(asked.header(name), None);
    }
}

#[tokio::test]
async fn a_url_that_was_used_before_is_refused() {
    let sockets = Server::start(vec![answer(403, "x-amzn-requestid: r-6\r\n", "")]).await;
    let server = Server::start(vec![json(200, &with_socket(&sockets))]).await;
    let client = participants(&server);
    let output = call_participants(&client).await.unwrap();
    let failure = output.connect(&client).await.unwrap_err();
    assert_eq!((failure.kind(), failure.status()), (FailureKind::Response, Some(403)));
    assert_eq!(failure.request_id(), Some("r-6"));
}

#[tokio::test]
async fn there_may_be_no_socket_to_open() {
    let server =
        Server::start(vec![json(200, "{}"), json(200, r#"{"Websocket":{"Url":"https://x/?s3cret"}}"#)]).await;
    let client = participants(&server);
    let none = call_participants(&client).await.unwrap();
    assert_eq!(none.socket_url(), None);
    assert!(none.connect(&client).await.unwrap_err().to_string().contains("no socket URL"));
    let failure = call_participants(&client).await.unwrap().connect(&client).await.unwrap_err();
    assert_eq!(failure.kind(), FailureKind::Input);
    assert!(!format!("{failure} {failure:?}").contains("s3cret"), "{failure:?}");
}

//! Traces and logs contain no secret, at the finest level and from all libraries.

use super::support::clients::*;
use super::support::server::{Server, Turn, answer, json, nobody, talk};
use super::support::tls::Protocols;
use futures_util::{SinkExt, StreamExt};
use smithwright_clients::connectparticipant;
use smithwright_clients::kinesisvideosignaling::types::{SignalingAction, SignalingMessage};
use smithwright_clients::runtime::credentials::Credentials;
use smithwright_clients::{gameliftstreams, kinesisvideosignaling};
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use tokio_tungstenite::tungstenite::Message;
use tracing_core::callsite::rebuild_interest_cache;
use tracing_core::dispatcher::set_default;
use tracing_core::field::{Field, Visit};
use tracing_core::span::{Attributes, Current, Id, Record};
use tracing_core::{Dispatch, Event, Metadata, Subscriber};

/// Everything that was traced and logged.
#[derive(Clone, Default)]
struct Notes {
    text: Arc<Mutex<String>>,
    spans: Arc<Mutex<Spans>>,
}

/// All spans, by their id minus one, and the ids of those that are entered.
#[derive(Default)]
struct Spans {
    made: Vec<&'static Metadata<'static>>,
    entered: Vec<Id>,
}

impl Notes {
    fn add(&self, text: std::fmt::Arguments<'_>) {
        self.text.lock().unwrap().write_fmt(text).unwrap();
    }
}

impl Visit for Notes {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.add(format_args!(" {}={value:?}", field.name()));
    }
}

impl Subscriber for Notes {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.add(format_args!("\nspan {}:", span.metadata().name()));
        span.record(&mut self.clone());
        let made = &mut self.spans.lock().unwrap().made;
        made.push(span.metadata());
        Id::from_u64(made.len() as u64)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.add(format_args!("\nevent of {}:", event.metadata().target()));
        event.record(&mut self.clone());
    }

    fn current_span(&self) -> Current {
        let spans = self.spans.lock().unwrap();
        let entered = spans.entered.last();
        entered
            .map_or_else(Current::none, |id| Current::new(id.clone(), spans.made[id.into_u64() as usize - 1]))
    }

    fn enter(&self, id: &Id) {
        self.spans.lock().unwrap().entered.push(id.clone());
    }

    fn exit(&self, id: &Id) {
        let entered = &mut self.spans.lock().unwrap().entered;
        if let Some(last) = entered.iter().rposition(|other| other == id) {
            entered.remove(last);
        }
    }
}

/// Some libraries log instead of tracing. Their records come from all threads, and so from all tests.
impl log::Log for Notes {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        // Logs what is sent on a socket, as documented.
        !metadata.target().starts_with("tungstenite")
    }

    fn log(&self, record: &log::Record<'_>) {
        if log::Log::enabled(self, record.metadata()) {
            self.add(format_args!("\nlog of {}: {}", record.target(), record.args()));
        }
    }

    fn flush(&self) {}
}

fn secret_credentials() -> Credentials {
    Credentials::new("AKIAs3cretEXAMPLE", "s3cret/key").with_session_token("s3cret-session")
}

async fn call(protocols: Protocols, turns: Vec<Turn>) {
    let server = Server::start_secured(protocols, turns).await;
    let config = signed(&server, "http").credentials(secret_credentials()).build();
    let client = gameliftstreams::Client::new(&config);
    let call = client.create_stream_session_connection().identifier("sg-1");
    let call = call.stream_session_identifier("s-1").signal_request("s3cret");
    call.send().await.unwrap();
    let client = connectparticipant::Client::new(&config);
    // The outcome doesn't matter.
    let _ = client.create_participant_connection().participant_token("s3cret").send().await;
}

async fn talk_on_sockets() {
    let server = Server::start(vec![
        answer(503, "", "s3cret"),
        talk(|mut peer| async move {
            peer.next().await.unwrap().unwrap();
            peer.send(Message::text("s3cret")).await.unwrap();
            let event = r#"{"messageType":"SDP_ANSWER","messagePayload":"s3cret"}"#;
            peer.send(Message::text(event)).await.unwrap();
            while let Some(Ok(_)) = peer.next().await {}
        }),
        talk(|mut peer| async move { while let Some(Ok(_)) = peer.next().await {} }),
    ])
    .await;
    let config = signed(&server, "ws").credentials(secret_credentials()).build();
    let client = kinesisvideosignaling::Client::new(&config);
    let call = client.connect_as_viewer().channel_arn(CHANNEL).client_id("viewer-1");
    let mut socket = call.connect().await.unwrap();
    socket.send(&SignalingMessage::new(SignalingAction::SdpOffer, "s3cret")).await.unwrap();
    socket.receive().await.unwrap().unwrap();
    socket.close(1000, "").await.unwrap();

    let body = format!(r#"{{"Websocket":{{"Url":"{}/s3cret?token=s3cret"}}}}"#, server.url("ws"));
    let nowhere = format!(r#"{{"Websocket":{{"Url":"ws://{}/s3cret?token=s3cret"}}}}"#, nobody());
    let calls = Server::start(vec![json(200, &body), json(200, &nowhere)]).await;
    let client = participants(&calls);
    let output = call_participants(&client).await.unwrap();
    output.connect(&client).await.unwrap().close(1000, "").await.unwrap();
    let output = call_participants(&client).await.unwrap();
    output.connect(&client).await.unwrap_err();
}

async fn make_all_calls() {
    let answered = r#"{"SignalResponse":"s3cret"}"#;
    let fault = r#"{"code":"InternalServerException","Message":"s3cret"}"#;
    call(Protocols::Http1, vec![json(500, fault), json(200, answered), json(200, "<s3cret>")]).await;
    let answers = vec![(200, answered.to_owned()), (403, r#"{"Token":"s3cret"}"#.to_owned())];
    call(Protocols::Http2, vec![Turn::Http2(answers)]).await;
    talk_on_sockets().await;
}

#[tokio::test]
async fn traces_and_logs_show_no_secret() {
    // If another thread reaches a span or event for the first time just when a subscriber is set, `tracing` may conclude that nobody is interested in it. So this
    // reaches all of them, and rebuilds the cache of conclusions afterwards.
    make_all_calls().await;
    let notes = Notes::default();
    let traced = set_default(&Dispatch::new(notes.clone()));
    rebuild_interest_cache();
    log::set_boxed_logger(Box::new(notes.clone())).unwrap();
    log::set_max_level(log::LevelFilter::Trace);

    make_all_calls().await;
    drop(traced);
    log::set_max_level(log::LevelFilter::Off);

    let notes = notes.text.lock().unwrap();
    let controls = ["operation=\"CreateParticipantConnection\"", "attempt=2", "event of h2::", "\nlog of "];
    for control in controls {
        assert!(notes.contains(control), "`{control}` ought to be there: {notes}");
    }
    for line in notes.lines() {
        for secret in ["s3cret", "X-Amz-Signature", "Signature=", SECRET_KEY] {
            assert!(!line.contains(secret), "{line}");
        }
    }
}

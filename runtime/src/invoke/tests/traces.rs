use super::*;
use crate::credentials::Credentials;
use std::fmt::{Debug, Write};
use std::future::Future;
use tracing::Instrument as _;
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber};
use tracing_core::span::{Attributes, Current, Id, Record};

/// Records everything that this crate traces, as text.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>, Arc<Mutex<Option<&'static Metadata<'static>>>>);

impl Visit for Notes {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("smithwright_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        write!(self.0.lock().unwrap(), "[{}]", span.metadata().name()).unwrap();
        span.record(&mut self.clone());
        *self.1.lock().unwrap() = Some(span.metadata());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn current_span(&self) -> Current {
        self.1.lock().unwrap().map_or_else(Current::none, |metadata| Current::new(Id::from_u64(1), metadata))
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Makes a call whose second attempt succeeds.
async fn call() {
    let script = Script::default()
        .answer(500, &[("x-amzn-requestid", "r-1"), ("x-code", "Strange")], "s3cret")
        .answer(200, &[("x-amzn-requestid", "r-2")], "s3cret");
    let client = script.client_with(|config| config.credentials(Credentials::new("AKIDs3cret", "s3cret")));
    client
        .send(&signing::Signed { body: Some("s3cret".into()), ..signing::Signed::default() })
        .await
        .unwrap();
}

/// Is interested in the program's own spans, but not in those of calls.
struct OwnSpansOnly(Notes);

impl Subscriber for OwnSpansOnly {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.name() == "mine"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.0.new_span(span)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        self.0.record(id, values);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn current_span(&self) -> Current {
        self.0.current_span()
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn nothing_is_written_into_the_spans_of_the_program() {
    let notes = Notes::default();
    let guard = tracing::subscriber::set_default(OwnSpansOnly(notes.clone()));
    tracing_core::callsite::rebuild_interest_cache();
    let mine = tracing::info_span!("mine", status = "open", request_id = tracing::field::Empty);
    call().instrument(mine).await;
    drop(guard);
    assert_eq!(*notes.0.lock().unwrap(), "[mine] status=\"open\"");
}

/// Returns what is traced of a call.
async fn traced<F: Future>(call: impl Fn() -> F) -> String {
    // A parallel test that reaches a callsite first would cache that nobody is interested. So this reaches all of them, and rebuilds the cache afterwards.
    call().await;
    let notes = Notes::default();
    let guard = tracing::subscriber::set_default(notes.clone());
    tracing_core::callsite::rebuild_interest_cache();
    call().await;
    drop(guard);
    let text = notes.0.lock().unwrap();
    text.clone()
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_can_not_be_read_is_in_the_span_too() {
    let notes = traced(|| async {
        let script = Script::default().answer(200, &[("x-amzn-requestid", "r-9")], &b"\xff"[..]);
        failure(script.client().send(&put()).await)
    })
    .await;
    assert!(notes.contains(" attempts=1 status=200"), "{notes}");
    // The cause is reported only once.
    assert_eq!(notes.matches("the body is not text").count(), 1, "{notes}");
}

#[tokio::test(start_paused = true)]
async fn traces_a_call_without_its_secrets() {
    let notes = traced(call).await;
    let told = [
        "[call] service=\"Things\" operation=\"Signed\" message=answered status=500 request_id=\"r-1\"",
        " message=trying again attempt=2 cause=Transient delay=",
        " code=\"Strange\"",
        " message=answered status=200 request_id=\"r-2\" status=200 request_id=\"r-2\" attempts=2",
    ];
    assert!(told.iter().all(|part| notes.contains(part)), "{notes}");
    assert!(!notes.contains("s3cret") && !notes.contains("https:"), "{notes}");
}

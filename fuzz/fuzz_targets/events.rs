//! Events in JSON and CBOR, and errors among them. The first byte of the data chooses the format. Then follow messages: a byte each for the length of the
//! headers and of the payload, then the headers and the payload.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_fuzz::messages::{Talk, sealed};
use smithwright_fuzz::now;
use smithwright_runtime::EventReceiver;
use smithwright_runtime::codec::Codec;
use smithwright_runtime::codec::cbor::Cbor;
use smithwright_runtime::codec::json::{Dialect, Json};
use smithwright_runtime::value::{EventResponse, Slot, ValueMut as _};

const JSON: Json = Json::new("application/json", Dialect::RestJson);

fuzz_target!(|data: &[u8]| {
    let Some((format, rest)) = data.split_first() else { return };
    let codec: &'static dyn Codec = if format & 1 == 0 { &JSON } else { &Cbor };
    let mut events = EventReceiver::<Talk>::default();
    let Slot::Events(slot) = events.slot() else { panic!("a stream of events") };
    slot.receive(EventResponse::new("Talk", messages(rest).into(), codec));
    while let Some(event) = now(events.receive()).transpose() {
        match event {
            Ok(event) => drop(format!("{event:?}")),
            Err(error) => drop(format!("{error} {error:?}")),
        }
    }
});

/// Splits the data into headers and payloads, and returns them as whole messages.
fn messages(mut data: &[u8]) -> Vec<u8> {
    let mut messages = Vec::new();
    while let [headers, payload, rest @ ..] = data {
        let (headers, rest) = rest.split_at(rest.len().min(usize::from(*headers)));
        let (payload, rest) = rest.split_at(rest.len().min(usize::from(*payload)));
        messages.extend(sealed(headers, payload));
        data = rest;
    }
    messages
}

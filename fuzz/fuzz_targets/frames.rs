//! Messages of event streams, received in pieces. Whole messages are the same after they are written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_fuzz::messages::sealed;
use smithwright_runtime::Bytes;
use smithwright_runtime::event_stream::frame::{Decoder, Encoder, Frame, HeaderValue};

fuzz_target!(|data: &[u8]| {
    let (sizes, bytes) = data.split_at(data.len().min(2));
    for frame in frames(bytes, sizes) {
        let _ = format!("{frame:?}");
    }
    // The same bytes as the headers and payload of a whole message.
    let split = sizes.first().map_or(0, |size| usize::from(*size)).min(bytes.len());
    let (headers, payload) = bytes.split_at(split);
    let message = sealed(headers, payload);
    for frame in frames(&message, sizes) {
        assert_eq!(&frame.payload()[..], payload);
        assert!(same_headers(&frame, &written(&frame)));
    }
});

/// Returns the messages up to the first error, read from pieces of these sizes.
fn frames(bytes: &[u8], sizes: &[u8]) -> Vec<Frame> {
    let (mut decoder, mut found, mut rest) = (Decoder::new(), Vec::new(), bytes);
    for size in sizes.iter().map(|size| usize::from(*size)).cycle().take(2048) {
        let (piece, after) = rest.split_at(rest.len().min(size + 1));
        decoder.push(Bytes::copy_from_slice(piece));
        rest = after;
        loop {
            match decoder.next_frame() {
                Ok(Some(frame)) => found.push(frame),
                Ok(None) => break,
                Err(error) => {
                    let _ = error.to_string();
                    return found;
                }
            }
        }
        if rest.is_empty() {
            break;
        }
    }
    let _ = decoder.finish();
    found
}

/// Writes the message and reads it again.
fn written(frame: &Frame) -> Frame {
    let mut encoder = Encoder::new();
    for (name, value) in frame.headers() {
        encoder.header(name, value).expect("a header that was read can be written");
    }
    let bytes = encoder.finish(frame.payload()).expect("a message that was read can be written");
    let mut decoder = Decoder::new();
    decoder.push(bytes.into());
    decoder.next_frame().expect("a message that was written can be read").expect("it is whole")
}

fn same_headers(left: &Frame, right: &Frame) -> bool {
    let values = |frame: &Frame| {
        frame.headers().map(|(name, value)| (name.to_owned(), shown(value))).collect::<Vec<_>>()
    };
    values(left) == values(right)
}

/// Shows a value. Times are written to the millisecond, the precision in which they are read.
fn shown(value: HeaderValue<'_>) -> String {
    match value {
        HeaderValue::Timestamp(time) => time.to_string(),
        HeaderValue::Bytes(bytes) => format!("{bytes:?}"),
        HeaderValue::String(text) => format!("{text:?}"),
        HeaderValue::Boolean(value) => value.to_string(),
        HeaderValue::Byte(value) => value.to_string(),
        HeaderValue::Short(value) => value.to_string(),
        HeaderValue::Integer(value) => value.to_string(),
        HeaderValue::Long(value) => value.to_string(),
        HeaderValue::Uuid(bytes) => format!("{bytes:?}"),
        other => panic!("a header of a new type, {other:?}"),
    }
}

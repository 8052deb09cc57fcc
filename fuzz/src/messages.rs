//! An event stream with every binding that a member can have, and messages with correct checksums.

use crate::shapes::{Choice, Kind, Level, Sample};
use smithwright_runtime::event_stream::frame::Encoder;
use smithwright_runtime::{self as runtime, Bytes, Document, ReceivedEvent, Timestamp};

/// An event with a header of every type.
#[derive(Clone, Default)]
pub struct Note {
    pub byte: Option<i8>,
    pub short: Option<i16>,
    pub integer: Option<i32>,
    pub long: Option<i64>,
    pub flag: Option<bool>,
    pub name: Option<String>,
    pub kind: Option<runtime::Open<Kind>>,
    pub level: Option<runtime::Open<Level, i32>>,
    pub key: Option<Bytes>,
    pub time: Option<Timestamp>,
    pub text: Option<String>,
    pub choice: Option<Choice>,
}

runtime::structure! {
    received Note = "Note" {
        byte: "byte", EventByteHeader;
        short: "short", EventShortHeader;
        integer: "integer", EventIntegerHeader;
        long: "long", EventLongHeader;
        flag: "flag", EventHeader;
        name: "name", EventHeader, Sensitive;
        kind: "kind", EventHeader;
        level: "level", EventIntegerHeader;
        key: "key", EventHeader;
        time: "time", EventHeader;
        text: "text", JsonName("Text");
        choice: "choice";
    }
}

macro_rules! payloads {
    ($($name:ident($type:ty);)*) => {$(
        #[derive(Clone, Default)]
        pub struct $name {
            pub payload: Option<$type>,
        }

        runtime::structure! {
            received $name = "Payload" {
                payload: "payload", EventPayload;
            }
        }
    )*};
}

payloads! {
    Audio(Bytes);
    Line(String);
    Word(runtime::Open<Kind>);
    Whole(Sample);
    Chosen(Choice);
    Open(Document);
}

/// The error that a stream can end with.
#[derive(Clone, Default)]
pub struct Busy {
    pub message: Option<String>,
    pub wait: Option<i32>,
}

runtime::structure! {
    received Busy = "Busy" {
        message: "message";
        wait: "wait", EventIntegerHeader;
    }
}

/// The events.
#[derive(Clone)]
pub enum Talk {
    Note(Note),
    Audio(Audio),
    Line(Line),
    Word(Word),
    Whole(Whole),
    Chosen(Chosen),
    Open(Open),
    Busy(Busy),
    Unknown(String),
}

runtime::union! {
    received Talk = "Talk" {
        Note: "note";
        Audio: "audio";
        Line: "line";
        Word: "word";
        Whole: "whole";
        Chosen: "chosen";
        Open: "open";
        Busy: "busy", Exception;
    }
}

/// The errors of the stream, and of the operations.
pub enum TalkError {
    Busy(Busy),
    Unmodelled,
}

runtime::operation_error! {
    TalkError {
        Busy: "busy", 429;
    }
}

impl ReceivedEvent for Talk {
    type Error = TalkError;
}

/// Returns a message with correct lengths and checksums. `headers` are written as given, and need not be headers at all.
///
/// A fuzzer would not find two checksums by trying.
#[must_use]
pub fn sealed(headers: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut message = Encoder::new().finish(payload).expect("the payload is short");
    message.splice(12..12, headers.iter().copied());
    let lengths = [u32::try_from(message.len()), u32::try_from(headers.len())];
    for (length, place) in lengths.into_iter().zip([0, 4]) {
        message[place..place + 4].copy_from_slice(&length.expect("the message is short").to_be_bytes());
    }
    for end in [8, message.len() - 4] {
        let checksum = crc32fast::hash(&message[..end]).to_be_bytes();
        message[end..end + 4].copy_from_slice(&checksum);
    }
    message
}

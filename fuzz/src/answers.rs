//! Outputs that are the body of a response, and one that takes all headers.

use crate::shapes::{Choice, Kind, Sample};
use smithwright_runtime::{self as runtime, ByteStream, Bytes, Document, Open};
use std::collections::BTreeMap;

/// All headers at once, and one of them.
#[derive(Clone, Default)]
pub struct AllHeaders {
    pub all: Option<BTreeMap<String, String>>,
    pub text: Option<String>,
}

runtime::structure! {
    received AllHeaders = "AllHeaders" {
        all: "all", PrefixHeaders("");
        text: "text", Header("x-text");
    }
}

macro_rules! payloads {
    ($($name:ident($type:ty): $binding:ident;)*) => {$(
        #[derive(Clone, Default)]
        pub struct $name {
            pub payload: $type,
        }

        runtime::structure! {
            received $name = "Payload" {
                payload: "payload", $binding;
            }
        }
    )*};
}

payloads! {
    BlobPayload(Option<Bytes>): Payload;
    TextPayload(Option<String>): Payload;
    EnumPayload(Option<Open<Kind>>): Payload;
    StructurePayload(Option<Sample>): StructurePayload;
    UnionPayload(Option<Choice>): Payload;
    DocumentPayload(Option<Document>): Payload;
    ElementPayload(Option<Open<Kind>>): ElementPayload;
    StreamPayload(ByteStream): StreamingPayload;
}

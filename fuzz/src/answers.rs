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
        all: member("all").prefix_headers("");
        text: member("text").header("x-text");
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
                payload: member("payload").$binding();
            }
        }
    )*};
}

payloads! {
    BlobPayload(Option<Bytes>): payload;
    TextPayload(Option<String>): payload;
    EnumPayload(Option<Open<Kind>>): payload;
    StructurePayload(Option<Sample>): structure_payload;
    UnionPayload(Option<Choice>): payload;
    DocumentPayload(Option<Document>): payload;
    ElementPayload(Option<Open<Kind>>): element_payload;
    StreamPayload(ByteStream): streaming_payload;
}

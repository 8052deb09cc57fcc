//! One structure per kind of binding.

use bytes::Bytes;
use smithwright_runtime::{self as runtime, ByteStream, Document, Open, Timestamp};
use std::collections::BTreeMap;

#[derive(Clone, Copy)]
pub enum Kind {
    Foo,
}

runtime::string_enum! {
    Kind {
        Foo = "Foo";
    }
}

#[derive(Clone, Default)]
pub struct Labels {
    pub text: Option<String>,
    pub float: Option<f32>,
    pub flag: Option<bool>,
    pub time: Option<Timestamp>,
    pub date: Option<Timestamp>,
    pub rest: Option<String>,
}

runtime::structure! {
    received Labels = "Labels" {
        text: member("text").required().sensitive().label();
        float: member("float").label();
        flag: member("flag").label();
        time: member("time").label();
        date: member("date").label().http_date();
        rest: member("rest").label();
    }
}

#[derive(Clone, Default)]
pub struct Queries {
    pub text: Option<String>,
    pub texts: Option<Vec<String>>,
    pub double: Option<f64>,
    pub times: Option<Vec<Timestamp>>,
    pub kinds: Option<Vec<Open<Kind>>>,
    pub params: Option<BTreeMap<String, Vec<String>>>,
    pub token: Option<String>,
}

runtime::structure! {
    received Queries = "Queries" {
        text: member("text").query("String");
        texts: member("texts").query("String List");
        double: member("double").query("Double");
        times: member("times").query("Times").element(&member("").epoch_seconds());
        kinds: member("kinds").query("Kinds");
        params: member("params").query_params();
        token: member("token").query("token").idempotency_token();
    }
}

#[derive(Clone, Default)]
pub struct Headers {
    pub text: Option<String>,
    pub texts: Option<Vec<String>>,
    pub byte: Option<i8>,
    pub integers: Option<Vec<i32>>,
    pub flags: Option<Vec<bool>>,
    pub double: Option<f64>,
    pub time: Option<Timestamp>,
    pub times: Option<Vec<Timestamp>>,
    pub seconds: Option<Timestamp>,
    pub seconds_list: Option<Vec<Timestamp>>,
    pub kinds: Option<Vec<Open<Kind>>>,
    pub json: Option<String>,
    pub secret: Option<String>,
    pub prefixed: Option<BTreeMap<String, String>>,
}

runtime::structure! {
    received Headers = "Headers" {
        text: member("text").header("X-String");
        texts: member("texts").header("X-StringList");
        byte: member("byte").header("X-Byte");
        integers: member("integers").header("X-IntegerList");
        flags: member("flags").header("X-BooleanList");
        double: member("double").header("X-Double");
        time: member("time").header("X-Time");
        times: member("times").header("X-TimestampList");
        seconds: member("seconds").header("X-Seconds").epoch_seconds();
        seconds_list: member("secondsList").header("X-SecondsList").element(&member("").epoch_seconds());
        kinds: member("kinds").header("X-EnumList");
        json: member("json").header("X-Json").media_type("application/json");
        secret: member("secret").header("X-Secret").sensitive();
        prefixed: member("prefixed").prefix_headers("X-Foo-");
    }
}

#[derive(Clone, Default)]
pub struct AllHeaders {
    pub all: Option<BTreeMap<String, String>>,
    pub hello: Option<String>,
}

runtime::structure! {
    received AllHeaders = "AllHeaders" {
        all: member("all").prefix_headers("");
        hello: member("hello").header("hello");
    }
}

#[derive(Clone, Default)]
pub struct Host {
    pub label: Option<String>,
}

runtime::structure! {
    received Host = "Host" {
        label: member("label").host_label();
    }
}

#[derive(Clone, Default)]
pub struct Mixed {
    pub header: Option<String>,
    pub encoding: Option<String>,
    pub text: Option<String>,
    pub token: Option<String>,
    pub status: Option<i32>,
}

runtime::structure! {
    received Mixed = "Mixed" {
        header: member("header").header("X-Header");
        encoding: member("encoding").header("Content-Encoding");
        text: member("text").json_name("Text");
        token: member("token").idempotency_token();
        status: member("status").response_code();
    }
}

#[derive(Clone, Default)]
pub struct Empty {}

runtime::structure! {
    received Empty = "Empty" {}
}

#[derive(Clone)]
pub enum Choice {
    Greeting(String),
    Unknown(String),
}

runtime::union! {
    received Choice = "Choice" {
        Greeting: member("greeting");
    }
}

macro_rules! payloads {
    ($($name:ident($type:ty): member($wire:literal)$(.$differs:ident($($from:tt)*))*;)*) => {$(
        #[derive(Clone, Default)]
        pub struct $name {
            pub content_type: Option<String>,
            pub payload: $type,
        }

        runtime::structure! {
            received $name = "Payload" {
                content_type: member("contentType").header("Content-Type");
                payload: member($wire)$(.$differs($($from)*))*;
            }
        }
    )*};
}

payloads! {
    BlobPayload(Option<Bytes>): member("payload").payload();
    TypedPayload(Option<Bytes>): member("payload").payload().media_type("image/jpeg");
    TextPayload(Option<String>): member("payload").payload();
    EnumPayload(Option<Open<Kind>>): member("payload").payload();
    StructurePayload(Option<Mixed>): member("payload").structure_payload();
    UnionPayload(Option<Choice>): member("payload").payload();
    DocumentPayload(Option<Document>): member("payload").payload();
    StreamPayload(ByteStream): member("payload").streaming_payload();
}

#[derive(Clone, Default)]
pub struct HashedPayload {
    pub tree_hash: Option<String>,
    pub payload: ByteStream,
}

runtime::structure! {
    sent HashedPayload = "HashedPayload" {
        tree_hash: member("treeHash").header("x-amz-sha256-tree-hash");
        payload: member("payload").streaming_payload();
    }
}

#[derive(Clone, Default)]
pub struct Fallback {
    pub account: Option<String>,
}

runtime::structure! {
    sent Fallback = "Fallback" {
        account: member("account").label_or("-");
    }
}

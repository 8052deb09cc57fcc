//! A structure for each kind of binding.

use bytes::Bytes;
use smithwright_runtime::{self as runtime, ByteStream, Document, Open, Timestamp};
use std::collections::BTreeMap;

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
        text: "text", Required, Sensitive, Label;
        float: "float", Label;
        flag: "flag", Label;
        time: "time", Label;
        date: "date", Label, HttpDate;
        rest: "rest", Label;
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
        text: "text", Query("String");
        texts: "texts", Query("String List");
        double: "double", Query("Double");
        times: "times", Query("Times"), Element(&runtime::Member { name: "", settings: &[runtime::Setting::EpochSeconds] });
        kinds: "kinds", Query("Kinds");
        params: "params", QueryParams;
        token: "token", Query("token"), IdempotencyToken;
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
        text: "text", Header("X-String");
        texts: "texts", Header("X-StringList");
        byte: "byte", Header("X-Byte");
        integers: "integers", Header("X-IntegerList");
        flags: "flags", Header("X-BooleanList");
        double: "double", Header("X-Double");
        time: "time", Header("X-Time");
        times: "times", Header("X-TimestampList");
        seconds: "seconds", Header("X-Seconds"), EpochSeconds;
        seconds_list: "secondsList", Header("X-SecondsList"), Element(&runtime::Member { name: "", settings: &[runtime::Setting::EpochSeconds] });
        kinds: "kinds", Header("X-EnumList");
        json: "json", Header("X-Json"), MediaType("application/json");
        secret: "secret", Header("X-Secret"), Sensitive;
        prefixed: "prefixed", PrefixHeaders("X-Foo-");
    }
}

#[derive(Clone, Default)]
pub struct AllHeaders {
    pub all: Option<BTreeMap<String, String>>,
    pub hello: Option<String>,
}

runtime::structure! {
    received AllHeaders = "AllHeaders" {
        all: "all", PrefixHeaders("");
        hello: "hello", Header("hello");
    }
}

#[derive(Clone, Default)]
pub struct Host {
    pub label: Option<String>,
}

runtime::structure! {
    received Host = "Host" {
        label: "label", HostLabel;
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
        header: "header", Header("X-Header");
        encoding: "encoding", Header("Content-Encoding");
        text: "text", JsonName("Text");
        token: "token", IdempotencyToken;
        status: "status", ResponseCode;
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
        Greeting: "greeting";
    }
}

macro_rules! payloads {
    ($($name:ident($type:ty): $wire:literal, $($setting:ident$(($of:literal))?),*;)*) => {$(
        #[derive(Clone, Default)]
        pub struct $name {
            pub content_type: Option<String>,
            pub payload: $type,
        }

        runtime::structure! {
            received $name = "Payload" {
                content_type: "contentType", Header("Content-Type");
                payload: $wire, $($setting$(($of))?),*;
            }
        }
    )*};
}

payloads! {
    BlobPayload(Option<Bytes>): "payload", Payload;
    TypedPayload(Option<Bytes>): "payload", Payload, MediaType("image/jpeg");
    TextPayload(Option<String>): "payload", Payload;
    EnumPayload(Option<Open<Kind>>): "payload", Payload;
    StructurePayload(Option<Mixed>): "payload", StructurePayload;
    UnionPayload(Option<Choice>): "payload", Payload;
    DocumentPayload(Option<Document>): "payload", Payload;
    StreamPayload(ByteStream): "payload", StreamingPayload;
}

#[derive(Clone, Default)]
pub struct HashedPayload {
    pub tree_hash: Option<String>,
    pub payload: ByteStream,
}

runtime::structure! {
    sent HashedPayload = "HashedPayload" {
        tree_hash: "treeHash", Header("x-amz-sha256-tree-hash");
        payload: "payload", StreamingPayload;
    }
}

#[derive(Clone, Default)]
pub struct Fallback {
    pub account: Option<String>,
}

runtime::structure! {
    sent Fallback = "Fallback" {
        account: "account", LabelOr("-");
    }
}

//! Reading and writing JSON, with shapes like those of a generated crate.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]

mod hostile;
mod reading;
mod simple_rest;
mod writing;

use bytes::Bytes;
use smithwright_runtime::document::Document;
use smithwright_runtime::number::{BigDecimal, BigInteger};
use smithwright_runtime::timestamp::Timestamp;
use smithwright_runtime::{self as runtime, Open};
use std::collections::BTreeMap;

#[derive(Clone, Default)]
pub struct Everything {
    pub text: Option<String>,
    pub flag: Option<bool>,
    pub byte: Option<i8>,
    pub long: Option<i64>,
    pub float: Option<f32>,
    pub double: Option<f64>,
    pub integer: Option<BigInteger>,
    pub decimal: Option<BigDecimal>,
    pub blob: Option<Bytes>,
    pub time: Option<Timestamp>,
    pub date: Option<Timestamp>,
    pub dates: Option<Vec<Timestamp>>,
    pub document: Option<Document>,
    pub documents: Option<Vec<Document>>,
    pub kind: Option<Open<Kind>>,
    pub level: Option<Open<Level, i32>>,
    pub dense: Option<Vec<String>>,
    pub sparse: Option<Vec<Option<i16>>>,
    pub lists: Option<Vec<Vec<String>>>,
    pub map: Option<BTreeMap<String, i32>>,
    pub sparse_map: Option<BTreeMap<String, Option<bool>>>,
    pub next: Option<Box<Everything>>,
    pub choice: Option<Choice>,
    pub required: String,
}

runtime::structure! {
    received Everything = "Everything" {
        text: "text", JsonName("Text");
        flag: "flag";
        byte: "byte";
        long: "long";
        float: "float";
        double: "double";
        integer: "integer";
        decimal: "decimal";
        blob: "blob";
        time: "time";
        date: "date", HttpDate;
        dates: "dates", Element(&runtime::Member { name: "", settings: &[runtime::Setting::DateTime] });
        document: "document";
        documents: "documents";
        kind: "kind";
        level: "level";
        dense: "dense";
        sparse: "sparse";
        lists: "lists";
        map: "map";
        sparse_map: "sparseMap";
        next: "next";
        choice: "choice";
        required: "required", Required;
    }
}

pub enum Kind {
    Leaf,
}

runtime::string_enum! {
    Kind {
        Leaf = "LEAF";
    }
}

pub enum Level {
    Low,
}

runtime::int_enum! {
    Level {
        Low = 1;
    }
}

#[derive(Clone)]
pub enum Choice {
    Text(String),
    Next(Box<Everything>),
    Unknown(String),
}

runtime::union! {
    received Choice = "Choice" {
        Text: "text", JsonName("TEXT");
        Next: "next";
    }
}

/// Has members that are bound elsewhere if it is an operation's input.
#[derive(Clone, Default)]
pub struct Bound {
    pub token: Option<String>,
    pub header: Option<String>,
    pub inner: Option<Box<Bound>>,
}

runtime::structure! {
    received Bound = "Bound" {
        token: "token", IdempotencyToken;
        header: "header", Header("X-Header");
        inner: "inner";
    }
}

/// Has keys that JSON has to escape.
#[derive(Default)]
pub struct Quoted {
    pub short: Option<i32>,
    pub longer: Option<i32>,
    pub pick: Option<Picked>,
}

runtime::structure! {
    received Quoted = "Quoted" {
        short: "short", JsonName("a\\\"");
        longer: "longer", JsonName("C:\\\\folder \\\"of\\\" a user");
        pick: "pick";
    }
}

#[derive(Clone)]
pub enum Picked {
    Line(i32),
    Unknown(String),
}

runtime::union! {
    received Picked = "Picked" {
        Line: "line", JsonName("\\n");
    }
}

//! Reading and writing XML and forms, with shapes like those of a generated crate.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

mod answers;
mod errors;
mod forms;
mod hostile;
mod reading;
mod writing;

use bytes::Bytes;
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
    pub kind: Option<Open<Kind>>,
    pub level: Option<Open<Level, i32>>,
    pub list: Option<Vec<String>>,
    pub items: Option<Vec<Vec<i32>>>,
    pub flat: Option<Vec<Everything>>,
    pub texts: Option<Vec<String>>,
    pub map: Option<BTreeMap<String, i32>>,
    pub flat_map: Option<BTreeMap<String, String>>,
    pub nested_map: Option<BTreeMap<String, BTreeMap<String, i32>>>,
    pub next: Option<Box<Everything>>,
    pub choice: Option<Choice>,
    pub attribute: Option<String>,
    pub number: Option<i32>,
    pub token: Option<String>,
}

runtime::structure! {
    received Everything = "Everything", XmlName("All") {
        text: "text", XmlName("Text");
        flag: "flag", Ec2QueryName("IsFlag");
        byte: "byte";
        long: "long";
        float: "float";
        double: "double";
        integer: "integer";
        decimal: "decimal";
        blob: "blob";
        time: "time";
        date: "date", HttpDate;
        kind: "kind";
        level: "level";
        list: "list", Namespace("urn:list", "");
        items: "items", Element(&runtime::Member { name: "member", settings: &[runtime::Setting::XmlName("item"), runtime::Setting::Element(&runtime::Member { name: "member", settings: &[runtime::Setting::XmlName("n")] })] });
        flat: "flat", Flattened;
        texts: "texts", XmlName("T"), Flattened;
        map: "map", Key(&runtime::Member { name: "key", settings: &[runtime::Setting::XmlName("K")] }), Element(&runtime::Member { name: "value", settings: &[runtime::Setting::XmlName("V")] });
        flat_map: "flatMap", XmlName("M"), Flattened, Namespace("urn:map", "m");
        nested_map: "nestedMap";
        next: "next";
        choice: "choice";
        attribute: "attribute", XmlName("x:attr"), Attribute;
        number: "number", Attribute;
        token: "token", IdempotencyToken;
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
    Texts(Vec<String>),
    Unknown(String),
}

runtime::union! {
    received Choice = "Choice" {
        Text: "text", XmlName("TEXT");
        Next: "next";
        Texts: "texts", Flattened;
    }
}

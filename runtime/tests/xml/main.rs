//! Reading and writing XML and forms, over shapes as a generated crate has them.
#![cfg(feature = "query")]
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

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
    received Everything = "Everything".xml_name("All") {
        text: member("text").xml_name("Text");
        flag: member("flag").ec2_query_name("IsFlag");
        byte: member("byte");
        long: member("long");
        float: member("float");
        double: member("double");
        integer: member("integer");
        decimal: member("decimal");
        blob: member("blob");
        time: member("time");
        date: member("date").http_date();
        kind: member("kind");
        level: member("level");
        list: member("list").namespace("urn:list", "");
        items: member("items").element(&const { member("member").xml_name("item").element(&const { member("member").xml_name("n") }) });
        flat: member("flat").flattened();
        texts: member("texts").xml_name("T").flattened();
        map: member("map").key(&const { member("key").xml_name("K") }).element(&const { member("value").xml_name("V") });
        flat_map: member("flatMap").xml_name("M").flattened().namespace("urn:map", "m");
        nested_map: member("nestedMap");
        next: member("next");
        choice: member("choice");
        attribute: member("attribute").xml_name("x:attr").attribute();
        number: member("number").attribute();
        token: member("token").idempotency_token();
    }
}

#[derive(Clone, Copy)]
pub enum Kind {
    Leaf,
}

runtime::string_enum! {
    Kind {
        Leaf = "LEAF";
    }
}

#[derive(Clone, Copy)]
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
        Text: member("text").xml_name("TEXT");
        Next: member("next");
        Texts: member("texts").flattened();
    }
}

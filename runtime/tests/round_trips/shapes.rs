//! Shapes of every kind, as a generated crate has them. The fuzz targets (`fuzz/`) read and write the same.

use smithwright_runtime::{self as runtime, BigDecimal, BigInteger, Bytes, Document, Open, Timestamp};
use std::collections::BTreeMap;

/// A member of every kind. It holds itself, directly, in a list and by way of a union.
#[derive(Clone, Default)]
pub struct Sample {
    pub text: Option<String>,
    pub flag: Option<bool>,
    pub byte: Option<i8>,
    pub short: Option<i16>,
    pub integer: Option<i32>,
    pub long: Option<i64>,
    pub float: Option<f32>,
    pub double: Option<f64>,
    pub big_integer: Option<BigInteger>,
    pub big_decimal: Option<BigDecimal>,
    pub blob: Option<Bytes>,
    pub time: Option<Timestamp>,
    pub date_time: Option<Timestamp>,
    pub http_date: Option<Timestamp>,
    pub seconds: Option<Timestamp>,
    pub document: Option<Document>,
    pub kind: Option<Open<Kind>>,
    pub level: Option<Open<Level, i32>>,
    pub list: Option<Vec<String>>,
    pub sparse_list: Option<Vec<Option<i32>>>,
    pub dates: Option<Vec<Timestamp>>,
    pub lists: Option<Vec<Vec<Open<Kind>>>>,
    pub flat: Option<Vec<Choice>>,
    pub map: Option<BTreeMap<String, i64>>,
    pub sparse_map: Option<BTreeMap<String, Option<bool>>>,
    pub kinds: Option<BTreeMap<Open<Kind>, Vec<f64>>>,
    pub flat_map: Option<BTreeMap<String, Bytes>>,
    pub next: Option<Box<Sample>>,
    pub samples: Option<Vec<Sample>>,
    pub choice: Option<Choice>,
    pub attribute: Option<String>,
    pub number: Option<i32>,
    pub required: String,
    pub count: i32,
}

runtime::structure! {
    received Sample = "Sample".namespace("urn:sample", "x") {
        text: member("text").json_name("Text").xml_name("Text");
        flag: member("flag");
        byte: member("byte");
        short: member("short");
        integer: member("integer");
        long: member("long");
        float: member("float");
        double: member("double");
        big_integer: member("bigInteger");
        big_decimal: member("bigDecimal");
        blob: member("blob");
        time: member("time");
        date_time: member("dateTime").date_time();
        http_date: member("httpDate").http_date();
        seconds: member("seconds").epoch_seconds();
        document: member("document");
        kind: member("kind").sensitive();
        level: member("level");
        list: member("list").namespace("urn:list", "l");
        sparse_list: member("sparseList").element(&const { member("member").xml_name("item") });
        dates: member("dates").element(&const { member("member").http_date() });
        lists: member("lists");
        flat: member("flat").xml_name("Flat").flattened();
        map: member("map").key(&const { member("key").xml_name("K") }).element(&const { member("value").xml_name("V") });
        sparse_map: member("sparseMap");
        kinds: member("kinds");
        flat_map: member("flatMap").flattened();
        next: member("next");
        samples: member("samples");
        choice: member("choice");
        attribute: member("attribute").xml_name("x:attribute").attribute();
        number: member("number").attribute();
        required: member("required").required();
        count: member("count").required();
    }
}

/// An open enum of strings.
#[derive(Clone, Copy)]
pub enum Kind {
    Leaf,
    Branch,
}

runtime::string_enum! {
    Kind {
        Leaf = "LEAF";
        Branch = "BRANCH";
    }
}

/// An open enum of integers.
#[derive(Clone, Copy)]
pub enum Level {
    Low,
    High,
}

runtime::int_enum! {
    Level {
        Low = 1;
        High = -7;
    }
}

/// A union with variants of every sort.
#[derive(Clone)]
pub enum Choice {
    Text(String),
    Time(Timestamp),
    Sample(Box<Sample>),
    Texts(Vec<String>),
    Flat(Vec<i32>),
    Nothing(runtime::value::Unit),
    Unknown(String),
}

runtime::union! {
    received Choice = "Choice" {
        Text: member("text").json_name("TEXT").xml_name("TEXT");
        Time: member("time").date_time();
        Sample: member("sample");
        Texts: member("texts");
        Flat: member("flat").flattened();
        Nothing: member("nothing");
    }
}

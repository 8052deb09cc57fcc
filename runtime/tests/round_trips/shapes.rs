//! Shapes of every kind, like those of a generated crate. The fuzz targets (`fuzz/`) use them too.

use smithwright_runtime::{self as runtime, BigDecimal, BigInteger, Bytes, Document, Open, Timestamp};
use std::collections::BTreeMap;

/// A structure with a member of every kind. It contains itself directly, in a list and through a union.
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
    received Sample = "Sample", Namespace("urn:sample", "x") {
        text: "text", JsonName("Text"), XmlName("Text");
        flag: "flag";
        byte: "byte";
        short: "short";
        integer: "integer";
        long: "long";
        float: "float";
        double: "double";
        big_integer: "bigInteger";
        big_decimal: "bigDecimal";
        blob: "blob";
        time: "time";
        date_time: "dateTime", DateTime;
        http_date: "httpDate", HttpDate;
        seconds: "seconds", EpochSeconds;
        document: "document";
        kind: "kind", Sensitive;
        level: "level";
        list: "list", Namespace("urn:list", "l");
        sparse_list: "sparseList", Element(&runtime::Member { name: "member", settings: &[runtime::Setting::XmlName("item")] });
        dates: "dates", Element(&runtime::Member { name: "member", settings: &[runtime::Setting::HttpDate] });
        lists: "lists";
        flat: "flat", XmlName("Flat"), Flattened;
        map: "map", Key(&runtime::Member { name: "key", settings: &[runtime::Setting::XmlName("K")] }), Element(&runtime::Member { name: "value", settings: &[runtime::Setting::XmlName("V")] });
        sparse_map: "sparseMap";
        kinds: "kinds";
        flat_map: "flatMap", Flattened;
        next: "next";
        samples: "samples";
        choice: "choice";
        attribute: "attribute", XmlName("x:attribute"), Attribute;
        number: "number", Attribute;
        required: "required", Required;
        count: "count", Required;
    }
}

/// An enum of strings.
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

/// An enum of integers.
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

/// A union with variants of every kind.
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
        Text: "text", JsonName("TEXT"), XmlName("TEXT");
        Time: "time", DateTime;
        Sample: "sample";
        Texts: "texts";
        Flat: "flat", Flattened;
        Nothing: "nothing";
    }
}

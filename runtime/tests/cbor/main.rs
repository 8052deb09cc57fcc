//! CBOR, with shapes like those of a generated crate.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]

mod hostile;
mod values;

use smithwright_runtime as runtime;
use smithwright_runtime::codec::DecodeError;
use smithwright_runtime::codec::cbor::{from_slice, to_vec};
use smithwright_runtime::value::{Value, ValueMut};
use smithwright_runtime::{BigDecimal, BigInteger, Bytes, Document, Timestamp};
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
    pub document: Option<Document>,
    pub sparse: Option<Vec<Option<i16>>>,
    pub lists: Option<Vec<Vec<String>>>,
    pub map: Option<BTreeMap<String, i32>>,
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
        time: "time", HttpDate;
        document: "document";
        sparse: "sparse";
        lists: "lists";
        map: "map";
        next: "next";
        choice: "choice";
        required: "required", Required;
    }
}

#[derive(Clone)]
pub enum Choice {
    Text(String),
    Number(i32),
    Unknown(String),
}

runtime::union! {
    received Choice = "Choice" {
        Text: "text";
        Number: "number";
    }
}

/// Returns a value with every member set.
fn everything() -> Everything {
    let inner = Everything { text: Some("inner".to_owned()), ..Everything::default() };
    Everything {
        text: Some("Grüße".to_owned()),
        flag: Some(true),
        byte: Some(-128),
        long: Some(i64::MIN),
        float: Some(0.1),
        double: Some(0.1),
        integer: Some("-123456789012345678901234567890".parse().unwrap()),
        decimal: Some("3.14159".parse().unwrap()),
        blob: Some(Bytes::from_static(&[0, 255])),
        time: Some(Timestamp::from_millis(1_515_531_081_123)),
        document: Some([("a", Document::from(1.5)), ("b", Document::Null)].into_iter().collect()),
        sparse: Some(vec![Some(1), None]),
        lists: Some(vec![vec!["a".to_owned()], vec![]]),
        map: Some(BTreeMap::from([("k".repeat(300), 1), (String::new(), -1)])),
        next: Some(Box::new(inner)),
        choice: Some(Choice::Number(7)),
        required: "there".to_owned(),
    }
}

fn read<T: ValueMut + Default>(data: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::default();
    from_slice(data, value.slot()).map(|()| value)
}

fn wrong<T: ValueMut + Default>(data: &[u8]) -> String {
    match read::<T>(data) {
        Ok(_) => panic!("it could be read"),
        Err(error) => error.to_string(),
    }
}

fn written(value: &dyn Value) -> Vec<u8> {
    to_vec(value.view()).unwrap()
}

//! A structure with every place that a member can have in a response. The fuzz targets (`fuzz/`) read the same.

use super::shapes::{Kind, Level, Sample};
use smithwright_runtime::{self as runtime, Bytes, Open, Timestamp};
use std::collections::BTreeMap;

/// Headers, the status and a body.
#[derive(Clone, Default)]
pub struct Bound {
    pub text: Option<String>,
    pub texts: Option<Vec<String>>,
    pub byte: Option<i8>,
    pub longs: Option<Vec<i64>>,
    pub flags: Option<Vec<bool>>,
    pub float: Option<f32>,
    pub doubles: Option<Vec<f64>>,
    pub blob: Option<Bytes>,
    pub time: Option<Timestamp>,
    pub times: Option<Vec<Timestamp>>,
    pub seconds: Option<Vec<Timestamp>>,
    pub dates: Option<Vec<Timestamp>>,
    pub kinds: Option<Vec<Open<Kind>>>,
    pub level: Option<Open<Level, i32>>,
    pub json: Option<String>,
    pub prefixed: Option<BTreeMap<String, String>>,
    pub status: Option<i32>,
    pub message: Option<String>,
    pub sample: Option<Sample>,
}

runtime::structure! {
    received Bound = "Bound" {
        text: member("text").header("x-text").required();
        texts: member("texts").header("x-texts");
        byte: member("byte").header("x-byte");
        longs: member("longs").header("x-longs");
        flags: member("flags").header("x-flags");
        float: member("float").header("x-float");
        doubles: member("doubles").header("x-doubles");
        blob: member("blob").header("x-blob");
        time: member("time").header("x-time");
        times: member("times").header("x-times");
        seconds: member("seconds").header("x-seconds").element(&const { member("").epoch_seconds() });
        dates: member("dates").header("x-dates").element(&const { member("").date_time() });
        kinds: member("kinds").header("x-kinds");
        level: member("level").header("x-level");
        json: member("json").header("x-json").media_type("application/json");
        prefixed: member("prefixed").prefix_headers("x-Some-");
        status: member("status").response_code();
        message: member("message");
        sample: member("sample");
    }
}

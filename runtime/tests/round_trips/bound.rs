//! A structure with every binding that a member of a response can have. The fuzz targets (`fuzz/`) use it too.

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
        text: "text", Header("x-text"), Required;
        texts: "texts", Header("x-texts");
        byte: "byte", Header("x-byte");
        longs: "longs", Header("x-longs");
        flags: "flags", Header("x-flags");
        float: "float", Header("x-float");
        doubles: "doubles", Header("x-doubles");
        blob: "blob", Header("x-blob");
        time: "time", Header("x-time");
        times: "times", Header("x-times");
        seconds: "seconds", Header("x-seconds"), Element(&runtime::Member { name: "", settings: &[runtime::Setting::EpochSeconds] });
        dates: "dates", Header("x-dates"), Element(&runtime::Member { name: "", settings: &[runtime::Setting::DateTime] });
        kinds: "kinds", Header("x-kinds");
        level: "level", Header("x-level");
        json: "json", Header("x-json"), MediaType("application/json");
        prefixed: "prefixed", PrefixHeaders("x-Some-");
        status: "status", ResponseCode;
        message: "message";
        sample: "sample";
    }
}

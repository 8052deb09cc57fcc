//! Values that are text everywhere: timestamps in each format, numbers of any size, and what endpoint rules parse.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_fuzz::stays_the_same;
use smithwright_runtime::codec::{cbor, json};
use smithwright_runtime::endpoint::functions;
use smithwright_runtime::timestamp::Format;
use smithwright_runtime::value::Value as _;
use smithwright_runtime::{BigDecimal, BigInteger, Timestamp};

fuzz_target!(|text: &str| {
    for format in [Format::DateTime, Format::HttpDate, Format::EpochSeconds] {
        timestamp(text, format);
    }
    if let Ok(number) = text.parse::<BigInteger>() {
        let written = cbor::to_vec(number.view()).expect("an integer can be written");
        stays_the_same::<BigInteger>(&written, cbor::from_slice, |number| cbor::to_vec(number.view()));
        let written = json::to_vec(number.view()).expect("an integer can be written");
        stays_the_same::<BigInteger>(&written, json::from_slice, |number| json::to_vec(number.view()));
    }
    if let Ok(number) = text.parse::<BigDecimal>() {
        if let Ok(written) = cbor::to_vec(number.view()) {
            stays_the_same::<BigDecimal>(&written, cbor::from_slice, |number| cbor::to_vec(number.view()));
        }
        let written = json::to_vec(number.view()).expect("a decimal number can be written");
        stays_the_same::<BigDecimal>(&written, json::from_slice, |number| json::to_vec(number.view()));
    }
    endpoint(text);
});

/// Checks that what can be read can be written, unless the format doesn't have the year, and then is the same second.
fn timestamp(text: &str, format: Format) {
    let Ok(time) = Timestamp::parse(text, format) else { return };
    let _ = time.to_string();
    let Ok(written) = time.format(format) else { return };
    let again = Timestamp::parse(&written, format).expect("it was written in this format");
    assert_eq!(again.seconds(), time.seconds(), "{written}");
    let kept = match format {
        Format::EpochSeconds => time.subsecond_nanos(),
        Format::DateTime => time.subsecond_nanos() / 1_000 * 1_000,
        _ => 0,
    };
    assert_eq!(again.subsecond_nanos(), kept, "{written}");
}

/// Checks that the parts found are parts of the text.
fn endpoint(text: &str) {
    if let Some(arn) = functions::parse_arn(text) {
        let start = format!("arn:{}:{}:{}:{}:", arn.partition, arn.service, arn.region, arn.account_id);
        assert!(text.starts_with(&start), "{arn:?}");
    }
    if let Some(url) = functions::parse_url(text) {
        assert!(text.starts_with(&format!("{}://{}{}", url.scheme, url.authority, url.path)), "{url:?}");
    }
    let _ = functions::partition(text);
    let _ = functions::uri_encode(text);
    let _ = functions::is_virtual_hostable_s3_bucket(text, true);
    let _ = functions::is_valid_host_label(text, false);
    for (start, stop) in [(0, 1), (1, 6), (3, 3), (5, 60)] {
        for reverse in [false, true] {
            let part = functions::substring(text, start, stop, reverse);
            assert!(part.is_none_or(|part| part.len() == stop - start));
        }
    }
}

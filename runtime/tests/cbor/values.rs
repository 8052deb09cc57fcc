//! Values that are read and written.

use super::{Choice, Everything, everything, read, written, wrong};
use smithwright_runtime::codec::cbor::{Cbor, to_vec};
use smithwright_runtime::codec::{Codec, ErrorFields};
use smithwright_runtime::document::Number;
use smithwright_runtime::value::Value;
use smithwright_runtime::{BigDecimal, BigInteger, Bytes, Document, Timestamp};

#[test]
fn integers_take_as_few_bytes_as_they_can() {
    for (value, data) in [
        (0, &b"\x00"[..]),
        (23, b"\x17"),
        (24, b"\x18\x18"),
        (255, b"\x18\xFF"),
        (256, b"\x19\x01\x00"),
        (65_536, b"\x1A\x00\x01\x00\x00"),
        (i64::MAX, b"\x1B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        (-1, b"\x20"),
        (-24, b"\x37"),
        (-25, b"\x38\x18"),
        (i64::MIN, b"\x3B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
    ] {
        assert_eq!(written(&value), data, "{value}");
        assert_eq!(read::<i64>(data).unwrap(), value);
    }
    assert_eq!(wrong::<i8>(b"\x18\x80"), "an integer out of range at byte 0");
    assert_eq!(wrong::<i64>(b"\x1B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), "an integer out of range at byte 0");
    assert_eq!(wrong::<i32>(b"\xFA\x3F\x80\x00\x00"), "expected an integer, found a float at byte 0");
}

#[test]
fn floats_are_read_in_every_width() {
    for data in [&b"\xF9\x3E\x00"[..], b"\xFA\x3F\xC0\x00\x00", b"\xFB\x3F\xF8\x00\x00\x00\x00\x00\x00"] {
        assert_eq!(read::<f64>(data).unwrap(), 1.5);
        assert_eq!(read::<f32>(data).unwrap(), 1.5);
    }
    assert_eq!(read::<f64>(b"\x18\x2A").unwrap(), 42.0);
    assert_eq!(read::<f64>(b"\x29").unwrap(), -10.0);
    assert!(read::<f32>(b"\xF9\x7E\x00").unwrap().is_nan());
    assert_eq!(read::<f32>(b"\xF9\xFC\x00").unwrap(), f32::NEG_INFINITY);
    assert_eq!(written(&1.5_f64), b"\xFA\x3F\xC0\x00\x00");
    assert_eq!(written(&1.1_f64), b"\xFB\x3F\xF1\x99\x99\x99\x99\x99\x9A");
    assert_eq!(written(&f64::INFINITY), b"\xFA\x7F\x80\x00\x00");
    assert_eq!(read::<f64>(&written(&f64::NAN)).unwrap().to_bits() << 1, f64::NAN.to_bits() << 1);
    assert_eq!(wrong::<f32>(b"\xFB\x7F\xE0\x00\x00\x00\x00\x00\x00"), "a number out of range at byte 0");
}

#[test]
fn numbers_of_any_size_keep_every_digit() {
    for digits in ["0", "-1", "18446744073709551615", "18446744073709551616", "-18446744073709551616"] {
        let number: BigInteger = digits.parse().unwrap();
        assert_eq!(read::<BigInteger>(&written(&number)).unwrap().as_str(), digits);
    }
    let long = format!("-{}", "9".repeat(500));
    assert_eq!(read::<BigInteger>(&written(&long.parse::<BigInteger>().unwrap())).unwrap().as_str(), long);
    // The example in RFC 8949.
    assert_eq!(read::<BigDecimal>(b"\xC4\x82\x21\x19\x6A\xB3").unwrap().as_str(), "273.15");
    for (digits, same) in [
        ("273.15", "273.15"),
        ("-0.0050", "-0.0050"),
        ("1e30", "1e30"),
        ("1.50E-3", "0.00150"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
        ("1e-400", "1e-400"),
    ] {
        let number: BigDecimal = digits.parse().unwrap();
        assert_eq!(read::<BigDecimal>(&written(&number)).unwrap().as_str(), same);
    }
    let number: BigDecimal = "1e99999999999999999999".parse().unwrap();
    assert!(to_vec(number.view()).is_err());
    assert_eq!(read::<BigDecimal>(b"\xFB\x40\x71\x12\x66\x66\x66\x66\x66").unwrap().as_str(), "273.15");
}

#[test]
fn timestamps_have_the_tag_and_milliseconds() {
    assert_eq!(written(&Timestamp::from_seconds(1_363_896_240)), b"\xC1\x1A\x51\x4B\x67\xB0");
    let fraction = Timestamp::from_millis(1_363_896_240_500);
    assert_eq!(written(&fraction), b"\xC1\xFB\x41\xD4\x52\xD9\xEC\x20\x00\x00");
    assert_eq!(read::<Timestamp>(&written(&fraction)).unwrap(), fraction);
    let before = Timestamp::from_millis(-1_500);
    assert_eq!(read::<Timestamp>(&written(&before)).unwrap(), before);
    // In millions of years, there are fewer numbers than milliseconds.
    for number in
        [&b"\xC1\xFB\x42\xE0\x3A\xCF\x44\xCD\xC5\xEB"[..], b"\xC1\xFB\xC2\xE0\x3A\xCF\x44\xCD\xC5\xEB"]
    {
        assert_eq!(written(&read::<Timestamp>(number).unwrap()), number);
    }
    assert_eq!(
        wrong::<Timestamp>(b"\x00"),
        "expected a timestamp with the tag 1, found an integer at byte 0"
    );
    assert_eq!(wrong::<Timestamp>(b"\xC1\xF9\x7E\x00"), "a timestamp out of range at byte 1");
    assert_eq!(
        wrong::<Timestamp>(b"\xC1\x3B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        "a timestamp out of range at byte 1"
    );
}

#[test]
fn strings_may_come_in_chunks() {
    assert_eq!(read::<String>(b"\x7F\x61a\x60\x62bc\xFF").unwrap(), "abc");
    assert_eq!(read::<Bytes>(b"\x5F\x41\x01\x41\x02\xFF").unwrap(), [1, 2][..]);
    assert_eq!(wrong::<String>(b"\x7F\x41a\xFF"), "a string with an invalid chunk at byte 1");
    assert_eq!(wrong::<String>(b"\x7F\x7F\x61a\xFF\xFF"), "a string with an invalid chunk at byte 1");
    // A character must not be split between chunks.
    assert_eq!(wrong::<String>(b"\x7F\x61\xC3\x61\xA9\xFF"), "a text string that is not UTF-8 at byte 2");
    assert_eq!(wrong::<String>(b"\x63a\xFFb"), "a text string that is not UTF-8 at byte 2");
}

#[test]
fn tags_that_mean_nothing_are_passed_over() {
    assert_eq!(read::<String>(b"\xD9\xD9\xF7\xC0\x61a").unwrap(), "a");
    assert_eq!(read::<Vec<i32>>(b"\xD8\x40\x82\x01\x02").unwrap(), [1, 2]);
}

#[test]
fn everything_survives_both_ways() {
    let value = everything();
    assert_eq!(read::<Everything>(&written(&value)).unwrap(), value);
}

#[test]
fn what_is_unknown_or_null_is_passed_over() {
    let value: Everything = read(b"\xA3\x61z\x82\x01\xA1\x01\x02\x64flag\xF6\x61y\xF7").unwrap();
    assert_eq!(value, Everything::default());
    // A structure of indefinite length, with its members out of order.
    let value: Everything = read(b"\xBF\x64text\x61a\x64flag\xF5\xFF").unwrap();
    assert_eq!((value.flag, value.text.as_deref()), (Some(true), Some("a")));
    let nulls: Vec<Option<i32>> = read(b"\x9F\x01\xF6\xF7\xFF").unwrap();
    assert_eq!(nulls, [Some(1), None, None]);
    assert_eq!(read::<Vec<i32>>(b"\x82\xF6\x01").unwrap(), [1]);
}

#[test]
fn a_union_has_one_member() {
    assert_eq!(read::<Choice>(b"\xA2\x66__type\x61x\x64text\x61a").unwrap(), Choice::Text("a".to_owned()));
    let unknown = read::<Choice>(b"\xA1\x63new\x01").unwrap();
    assert!(matches!(unknown, Choice::Unknown(name) if name == "new"));
    assert_eq!(
        wrong::<Choice>(b"\xA2\x64text\x61a\x63new\x01"),
        "a second member of a union, which can have only one, at byte 8"
    );
    assert!(to_vec(Choice::Unknown("new".to_owned()).view()).is_err());
}

#[test]
fn documents_hold_what_cbor_has() {
    let document: Document = read(b"\xA4\x61a\xC1\x01\x61b\x41\x00\x61c\x20\x61d\xF9\x3C\x00").unwrap();
    assert_eq!(document.get("a"), Some(&Document::Timestamp(Timestamp::from_seconds(1))));
    assert_eq!(document.get("b"), Some(&Document::Blob(Bytes::from_static(b"\0"))));
    assert_eq!(document.get("c"), Some(&Document::Number(Number::Negative(-1))));
    assert_eq!(document.get("d"), Some(&Document::Number(Number::Float(1.0))));
    assert_eq!(read::<Document>(&written(&document)).unwrap(), document);
}

#[test]
fn documents_hold_numbers_of_any_size() {
    for (data, text) in [
        (&b"\xC2\x49\x01\0\0\0\0\0\0\0\0"[..], "18446744073709551616"),
        (b"\xC3\x49\x01\0\0\0\0\0\0\0\0", "-18446744073709551617"),
        (b"\x3B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", "-18446744073709551616"),
        (b"\xC4\x82\x39\x01\x90\x03", "3e-401"),
    ] {
        let document: Document = read(data).unwrap();
        assert_eq!(document, Document::Number(Number::Decimal(text.parse().unwrap())));
        assert_eq!(read::<Document>(&written(&document)).unwrap(), document);
    }
    assert_eq!(read::<Document>(b"\xC4\x82\x20\x0F").unwrap(), Document::Number(Number::Float(1.5)));
    assert_eq!(wrong::<Document>(b"\xC5\x82\x20\x0F"), "a number that a document can't hold at byte 0");
}

#[test]
fn an_error_says_its_code_and_message() {
    let fields = |data: &[u8]| Cbor.error_fields(data);
    let some =
        ErrorFields { code: Some("a#B".to_owned()), message: Some("m".to_owned()), ..ErrorFields::default() };
    assert_eq!(fields(b"\xA3\x66__type\x63a#B\x64code\x61C\x67Message\x61m"), some);
    assert_eq!(fields(b"\xBF\x66__type\x63a#B\x67message\x61m"), some, "as far as it can be read");
    assert_eq!(
        fields(b"\xA3\x67Message\x61m\x67message\x05\x66__type\x63a#B"),
        some,
        "other values are skipped"
    );
    assert_eq!(fields(b"\x80"), ErrorFields::default());
    assert_eq!(fields(b""), ErrorFields::default());
}

//! Malicious data: all of it is refused with its place, and no announced length alone makes the decoder allocate.

use super::{Everything, everything, read, written, wrong};
use smithwright_runtime::codec::cbor::{MAX_DEPTH, MAX_NUMBER_LENGTH};
use smithwright_runtime::{BigDecimal, BigInteger, Document};
use std::time::{Duration, Instant};

#[test]
fn what_announces_more_than_there_is_is_refused_at_once() {
    for data in [
        &b"\x9B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"[..],
        b"\xBB\x00\x00\x00\xFF\xFF\xFF\xFF\xFF",
        b"\x5B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
        b"\x7A\xFF\xFF\xFF\xFF",
    ] {
        assert_eq!(wrong::<Document>(data), "a length that is more than there are bytes at byte 0");
    }
    assert_eq!(wrong::<Vec<i32>>(b"\x82\x01"), "a length that is more than there are bytes at byte 0");
    assert_eq!(
        wrong::<Vec<i32>>(b"\x82\x18\x18"),
        "expected more bytes, found the end of the data at byte 3, in [1]"
    );
}

#[test]
fn values_are_nested_so_deep_and_no_deeper() {
    let nested = |depth: usize| [vec![0x81; depth], vec![0x00]].concat();
    let depth = usize::from(MAX_DEPTH);
    assert!(read::<Document>(&nested(depth)).is_ok());
    assert_eq!(wrong::<Document>(&nested(depth + 1)), "values are nested too deep at byte 128");
    assert!(read::<Document>(&[[0xD8, 0x64].repeat(depth), vec![0x00]].concat()).is_ok());
    assert!(wrong::<Document>(&[[0xD8, 0x64].repeat(100_000), vec![0x00]].concat()).contains("too deep"));
    // The limit holds for skipped values too.
    let ignored = [b"\xA1\x61x".to_vec(), nested(100_000)].concat();
    assert!(wrong::<Everything>(&ignored).contains("too deep"));
    let open = vec![0x9F; 100_000];
    assert!(wrong::<Document>(&open).contains("too deep"));
}

#[test]
fn elements_take_only_so_much_memory() {
    let list = |element: u8, count: usize| [vec![0x9F], vec![element; count], vec![0xFF]].concat();
    let enough = (64 << 20) / size_of::<Everything>();
    assert!(read::<Vec<Everything>>(&list(0xA0, enough)).is_ok());
    assert!(wrong::<Vec<Everything>>(&list(0xA0, 2 * enough)).starts_with("an element too many"));
    // A structure in a box takes memory of its own.
    let boxed = |count: usize| [vec![0x9F], b"\xA1\x64next\xA0".repeat(count), vec![0xFF]].concat();
    assert!(read::<Vec<Everything>>(&list(0xA0, enough * 3 / 4)).is_ok());
    assert!(wrong::<Vec<Everything>>(&boxed(enough * 3 / 4)).starts_with("an element too many"));
    let enough = (64 << 20) / size_of::<Document>();
    assert!(read::<Document>(&list(0xF6, enough)).is_ok());
    assert!(wrong::<Document>(&list(0xF6, 4 * enough)).starts_with("an element too many"));
}

#[test]
fn data_that_is_cut_off_anywhere_is_refused() {
    let data = written(&everything());
    for end in 0..data.len() {
        let error = read::<Everything>(&data[..end]).map(|_| ()).unwrap_err();
        assert!(error.offset() <= end, "{end}: {error}");
    }
}

#[test]
fn every_byte_of_one_is_an_error_or_a_value() {
    let data = written(&everything());
    for place in 0..data.len() {
        for byte in [0x00, 0x1F, 0x3B, 0x5F, 0x7F, 0x9F, 0xBF, 0xC2, 0xDB, 0xF8, 0xFC, 0xFF] {
            let mut data = data.clone();
            data[place] = byte;
            // Must neither panic nor loop endlessly.
            let _ = read::<Everything>(&data);
        }
    }
}

#[test]
fn heads_that_cbor_does_not_have_are_refused() {
    for (data, message) in [
        (&b"\x1C"[..], "a head that CBOR does not have at byte 0"),
        (b"\x1F", "a head that CBOR does not have at byte 0"),
        (b"\xDF\x00", "a head that CBOR does not have at byte 0"),
        (b"\xE0", "a simple value that means nothing here at byte 0"),
        (b"\xF8\x20", "a simple value that means nothing here at byte 0"),
        (b"\xFF", "expected a value, found a break at byte 0"),
        (b"", "expected more bytes, found the end of the data at byte 0"),
        (b"\x00\x00", "expected the end of the data, found more bytes at byte 1"),
        (b"\xA1\x01\x02", "expected a text string, found an integer at byte 1"),
        (b"\x82\xFF\x00", "expected a value, found a break at byte 1"),
    ] {
        assert_eq!(wrong::<Document>(data), message);
    }
    let long = [&b"\xC2\x59\x04\x01"[..], &[1; MAX_NUMBER_LENGTH + 1]].concat();
    assert_eq!(wrong::<BigInteger>(&long), "a number of more than 1024 bytes at byte 1");
    assert_eq!(
        wrong::<BigDecimal>(b"\xC4\x81\x01"),
        "a decimal number that is not a pair of exponent and integer at byte 1"
    );
}

#[test]
fn work_grows_with_the_data_and_not_with_its_square() {
    const COUNT: usize = 200_000;
    // The longest number that is read, 1024 bytes.
    let number = [&b"\xC2\x59\x04\x00"[..], &[0xFF; MAX_NUMBER_LENGTH]].concat();
    for (start, piece, end, count) in [
        (&b"\xBF"[..], &b"\x64text\x61a"[..], &b"\xFF"[..], COUNT),
        (b"\xBF", b"\x67unknown\xA0", b"\xFF", COUNT),
        (b"\xBF\x63map\xBF", b"\x61a\x01", b"\xFF\xFF", COUNT),
        (b"\xBF\x68document\xBF", b"\x61a\x80", b"\xFF\xFF", COUNT),
        (b"\xBF\x66sparse\x9F", b"\xF6", b"\xFF\xFF", COUNT),
        (b"\xBF\x65lists\x9F", b"\x80", b"\xFF\xFF", COUNT),
        (b"\xBF\x64text\x7F", b"\x60", b"\xFF\xFF", COUNT),
        (b"\xBF\x64text\x7F", b"\x61a", b"\xFF\xFF", COUNT),
        (b"\xBF\x64blob\x5F", b"\x40", b"\xFF\xFF", COUNT),
        (b"\xBF\x67unknown\x5F", b"\x41a", b"\xFF\xFF", COUNT),
        (b"\xBF\x67integer", b"\xD8\x64", b"\x01\xFF", COUNT),
        (b"\xBF\x64text", b"\xD8\x64", b"\x60\xFF", COUNT),
        (b"\xBF\x67unknown\x9F", b"\xC2\x41\x01", b"\xFF\xFF", COUNT),
        (b"\xBF", &[b"\x67integer".as_slice(), &number].concat(), b"\xFF", 1000),
    ] {
        let data = [start, &piece.repeat(count), end].concat();
        let begun = Instant::now();
        read::<Everything>(&data).unwrap();
        assert!(begun.elapsed() < Duration::from_secs(8), "{piece:02x?} took {:?}", begun.elapsed());
    }
}

#[test]
fn the_place_of_an_error_is_exact() {
    for (data, message) in [
        (&b"\xA1\x64flag\x01"[..], "expected a boolean, found an integer at byte 6, in flag"),
        (b"\xA1\x64text\x41a", "expected a text string, found a byte string at byte 6, in text"),
        (b"\xA1\x64text\x63a\xFFb", "a text string that is not UTF-8 at byte 8, in text"),
        (b"\xA1\x64text\x7F\x61a\x62b\xC3\xFF", "a text string that is not UTF-8 at byte 11, in text"),
        (b"\xA1\x64text\x7F\x7F\xFF\xFF", "a string with an invalid chunk at byte 7, in text"),
        (b"\xA1\x64text\x7F\x41a\xFF", "a string with an invalid chunk at byte 7, in text"),
        (b"\xA1\x64byte\x18\x80", "an integer out of range at byte 6, in byte"),
        (b"\xA1\x64time\x01", "expected a timestamp with the tag 1, found an integer at byte 6, in time"),
        (b"\xA1\x65float\xFB\x7F\xE0\x00\x00\x00\x00\x00\x00", "a number out of range at byte 7, in float"),
        (
            b"\xA1\x65lists\x81\x82\x60\x01",
            "expected a text string, found an integer at byte 10, in lists[0][1]",
        ),
        (b"\xA1\x63map\xA1\x61k\x60", "expected an integer, found a text string at byte 8, in map.*"),
        (
            b"\xA1\x66choice\xA2\x64text\x60\x66number\x01",
            "a second member of a union, which can have only one, at byte 15, in choice",
        ),
        (b"\xA1\x64next\x80", "expected a map, found an array at byte 6, in next"),
        (b"\xA2\x64flag\xF5", "expected more bytes, found the end of the data at byte 7"),
        (b"\xBF\x64flag\xF5", "expected more bytes, found the end of the data at byte 7"),
    ] {
        assert_eq!(wrong::<Everything>(data), message, "{data:02x?}");
    }
}

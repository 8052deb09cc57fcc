use super::*;
use crate::timestamp::Timestamp;
use bytes::Bytes;

/// Returns a message with a header of every type.
fn whole() -> Vec<u8> {
    let mut message = Encoder::new();
    for (name, value) in values() {
        message.header(name, value).unwrap();
    }
    message.finish(b"the payload").unwrap()
}

fn values() -> Vec<(&'static str, HeaderValue<'static>)> {
    vec![
        ("true", HeaderValue::Boolean(true)),
        ("false", HeaderValue::Boolean(false)),
        ("byte", HeaderValue::Byte(-50)),
        ("short", HeaderValue::Short(-20_000)),
        ("integer", HeaderValue::Integer(-500_000)),
        ("long", HeaderValue::Long(-50_000_000_000)),
        ("bytes", HeaderValue::Bytes(&[0, 1, 255])),
        ("string", HeaderValue::String("grüß dich")),
        ("past", HeaderValue::Timestamp(Timestamp::from_millis(-1))),
        ("uuid", HeaderValue::Uuid([7; 16])),
    ]
}

fn read(bytes: &[u8]) -> Result<Option<Frame>, FrameError> {
    let mut decoder = Decoder::new();
    decoder.push(Bytes::copy_from_slice(bytes));
    decoder.next_frame()
}

/// Corrects both checksums of the message.
fn mended(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.len() - CHECKSUM_LENGTH;
    let prelude = crc32fast::hash(&bytes[..8]);
    bytes[8..12].copy_from_slice(&prelude.to_be_bytes());
    let message = crc32fast::hash(&bytes[..end]);
    bytes[end..].copy_from_slice(&message.to_be_bytes());
    bytes
}

#[test]
fn a_message_survives_the_round_trip() {
    let frame = read(&whole()).unwrap().unwrap();
    assert_eq!(frame.headers().collect::<Vec<_>>(), values());
    assert_eq!(frame.payload(), "the payload");
    assert_eq!(frame.header("byte"), Some(HeaderValue::Byte(-50)));
    assert_eq!(frame.header("missing"), None);
}

#[test]
fn the_least_message_is_what_the_format_says() {
    let empty = Encoder::new().finish(b"").unwrap();
    let expected = [0, 0, 0, 16, 0, 0, 0, 0, 0x05, 0xc2, 0x48, 0xeb, 0x7d, 0x98, 0xc8, 0xff];
    assert_eq!(empty, expected);
    assert_eq!(read(&empty).unwrap().unwrap().payload(), "");
}

#[test]
fn messages_may_come_in_any_pieces() {
    let stream = [whole(), Encoder::new().finish(b"").unwrap(), whole()].concat();
    for size in [1, 2, 5, 11, 12, 13, 100, stream.len()] {
        let mut decoder = Decoder::new();
        let mut frames = Vec::new();
        for piece in stream.chunks(size) {
            decoder.push(Bytes::copy_from_slice(piece));
            while let Some(frame) = decoder.next_frame().unwrap() {
                frames.push(frame.payload().len());
            }
        }
        assert_eq!(frames, [11, 0, 11], "pieces of {size}");
        decoder.finish().unwrap();
    }
}

#[test]
fn a_stream_that_is_cut_says_so() {
    let message = whole();
    for length in [1, 11, 12, message.len() - 1] {
        let mut decoder = Decoder::new();
        decoder.push(Bytes::copy_from_slice(&message[..length]));
        assert_eq!(decoder.next_frame(), Ok(None), "{length} bytes");
        assert_eq!(decoder.finish(), Err(FrameError::CutOff { received: length }));
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let message = whole();
    for at in 0..message.len() {
        let mut wrong = message.clone();
        wrong[at] ^= 1;
        assert!(read(&wrong).is_err(), "byte {at}");
    }
}

#[test]
fn lengths_are_checked_though_their_checksum_is_right() {
    let altered = |total: u32, headers: u32| {
        let mut message = whole();
        message[..4].copy_from_slice(&total.to_be_bytes());
        message[4..8].copy_from_slice(&headers.to_be_bytes());
        read(&mended(message))
    };
    assert_eq!(altered(15, 0), Err(FrameError::Lengths { message: 15, headers: 0 }));
    assert_eq!(altered(40, 25), Err(FrameError::Lengths { message: 40, headers: 25 }));
    assert_eq!(altered(u32::MAX, 0), Err(FrameError::PayloadTooLong(u32::MAX as usize - 16)));
    assert_eq!(
        altered(u32::MAX, u32::MAX),
        Err(FrameError::Lengths { message: u32::MAX, headers: u32::MAX })
    );
    let most = u32::try_from(MAX_HEADERS_LENGTH).unwrap();
    assert_eq!(altered(most + 17, most + 1), Err(FrameError::HeadersTooLong(MAX_HEADERS_LENGTH + 1)));
    assert_eq!(altered(most + 16, most), Ok(None), "the limit itself is allowed");
}

#[test]
fn headers_are_checked_though_the_checksums_are_right() {
    let with = |headers: &[u8]| {
        let mut message = Encoder::new().finish(headers).unwrap();
        message[7] = u8::try_from(headers.len()).unwrap();
        read(&mended(message))
    };
    assert!(with(b"\x01a\x00").unwrap().is_some());
    assert_eq!(with(b"\x00\x00"), Err(FrameError::HeaderName), "an empty name");
    assert_eq!(with(b"\x05a\x00"), Err(FrameError::HeaderName), "a name that is cut off");
    assert_eq!(with(b"\x01\xff\x00"), Err(FrameError::HeaderName), "a name that is not UTF-8");
    assert_eq!(with(b"\x01a"), Err(FrameError::HeaderValue), "no type");
    assert_eq!(with(b"\x01a\x0a"), Err(FrameError::HeaderType(10)));
    assert_eq!(with(b"\x01a\x04\x00"), Err(FrameError::HeaderValue), "an integer that is cut off");
    assert_eq!(with(b"\x01a\x07\x00\x02x"), Err(FrameError::HeaderValue), "a text that is cut off");
    assert_eq!(with(b"\x01a\x07\x00\x01\xff"), Err(FrameError::HeaderValue), "a text that is not UTF-8");
    assert_eq!(with(b"\x01a\x07\xff\xff"), Err(FrameError::HeaderValue), "a text over the limit");
}

#[test]
fn what_the_format_can_not_hold_is_refused() {
    let header = |name: &str, value| Encoder::new().header(name, value);
    assert_eq!(header("", HeaderValue::Boolean(true)), Err(FrameError::HeaderName));
    assert_eq!(header(&"a".repeat(256), HeaderValue::Boolean(true)), Err(FrameError::HeaderName));
    assert_eq!(header(&"a".repeat(255), HeaderValue::Boolean(true)), Ok(()));
    let long = "a".repeat(MAX_HEADER_VALUE_LENGTH + 1);
    assert_eq!(header("a", HeaderValue::String(&long)), Err(FrameError::HeaderValue));
    assert_eq!(header("a", HeaderValue::Bytes(&long.as_bytes()[1..])), Ok(()));
    let never = Timestamp::from_seconds(i64::MAX);
    assert_eq!(header("a", HeaderValue::Timestamp(never)), Err(FrameError::HeaderValue));
    let mut without = Encoder::new();
    without.header("a", HeaderValue::Bytes(long.as_bytes())).unwrap_err();
    assert_eq!(without.finish(b"").unwrap(), Encoder::new().finish(b"").unwrap());
    let payload = vec![0; MAX_PAYLOAD_LENGTH + 1];
    assert_eq!(
        Encoder::new().finish(&payload).unwrap_err(),
        FrameError::PayloadTooLong(MAX_PAYLOAD_LENGTH + 1)
    );
    let mut message = Encoder::new();
    for _ in 0..5 {
        message.header("a", HeaderValue::Bytes(&long.as_bytes()[1..])).unwrap();
    }
    assert_eq!(message.finish(b"").unwrap_err(), FrameError::HeadersTooLong(5 * (32_767 + 5)));
}

#[test]
fn every_time_that_can_be_received_can_be_sent() {
    for millis in [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX] {
        let time = HeaderValue::Timestamp(Timestamp::from_millis(millis));
        let mut message = Encoder::new();
        message.header("time", time).unwrap();
        let frame = read(&message.finish(b"").unwrap()).unwrap().unwrap();
        assert_eq!(frame.header("time"), Some(time), "{millis}");
    }
}

#[test]
fn nothing_that_travels_is_printed() {
    let frame = read(&whole()).unwrap().unwrap();
    let printed = format!("{frame:?}");
    assert!(printed.contains("\"string\": string"), "{printed}");
    assert!(printed.contains("11 bytes"), "{printed}");
    assert!(!printed.contains("grüß") && !printed.contains("the payload"), "{printed}");
}

use super::*;
use crate::body::{BodyError, ByteStream};
use crate::operation::OperationSetting;
use bytes::Bytes;
use std::future::poll_fn;

/// The check values published in the catalogue of CRCs and in the standards of the hashes.
#[test]
fn checksums_have_their_published_values() {
    for (algorithm, of_digits) in [
        (Algorithm::Crc32, "y/Q5Jg=="),
        (Algorithm::Crc32c, "4waSgw=="),
        (Algorithm::Crc64Nvme, "rosUhgp5mIg="),
        (Algorithm::Md5, "JfnnlDI7RTiF9RgfG2JNCw=="),
        (Algorithm::Sha1, "98O8HYCOBHMq32eZZczDTKeuNEE="),
        (Algorithm::Sha256, "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
        (
            Algorithm::Sha512,
            "2eZ2LdHI6vbWGzxhkvxAjU1tXxF20MKRabwk5xw/J0rSf81YEbMT1oH35V7ALXPUmclUVba1u1A6z1dPuo/+hQ==",
        ),
    ] {
        assert_eq!(algorithm.of(b"123456789"), of_digits, "{algorithm:?}");
        let mut checksum = algorithm.begin();
        checksum.update(b"1234");
        checksum.update(b"");
        checksum.update(b"56789");
        assert_eq!(checksum.finish(), of_digits, "{algorithm:?}");
        assert_eq!(algorithm.encoded_length(), of_digits.len() as u64);
        assert_eq!(Algorithm::named(&algorithm.name().to_lowercase()), Some(algorithm));
    }
    assert_eq!(Algorithm::named("SHA3"), None);
}

/// A body in pieces.
struct Pieces(Vec<Result<&'static str, &'static str>>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, crate::error::BoxError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let next = (!self.0.is_empty()).then(|| self.0.remove(0));
        std::task::Poll::Ready(next.map(|piece| piece.map(Bytes::from).map_err(Into::into)))
    }
}

fn stream(pieces: &[Result<&'static str, &'static str>], length: impl Into<Option<u64>>) -> ByteStream {
    ByteStream::from_stream(Pieces(pieces.to_vec()), length.into())
}

async fn read(body: ByteStream) -> Result<String, BodyError> {
    let bytes = body.collect(1024).await?;
    Ok(String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn a_trailer_follows_the_body_in_one_chunk() {
    for algorithm in Algorithm::ALL {
        let body = stream(&[Ok("12345678"), Ok(""), Ok("9ABCDEFGH")], 17);
        let chunked = chunked::with_trailer(&body, 17, algorithm).unwrap();
        let length = chunked.length().unwrap();
        let text = read(chunked).await.unwrap();
        let (name, sum) = (algorithm.header(), algorithm.of(b"123456789ABCDEFGH"));
        assert_eq!(text, format!("11\r\n123456789ABCDEFGH\r\n0\r\n{name}:{sum}\r\n\r\n"));
        assert_eq!(text.len() as u64, length);
    }
    let empty = chunked::with_trailer(&stream(&[], 0), 0, Algorithm::Crc32).unwrap();
    let length = empty.length().unwrap();
    let text = read(empty).await.unwrap();
    assert_eq!((&*text, text.len() as u64), ("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", length));
}

#[tokio::test]
async fn a_body_that_can_be_sent_again_has_its_trailer_each_time() {
    let open = || std::future::ready(Ok::<_, crate::error::BoxError>(Pieces(vec![Ok("123456789")])));
    let body = ByteStream::replayable(open, Some(9));
    let chunked = chunked::with_trailer(&body, 9, Algorithm::Crc32).unwrap();
    for _ in 0..2 {
        let text = read(chunked.take_to_send().unwrap()).await.unwrap();
        assert_eq!(text, "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n");
    }
}

#[tokio::test]
async fn a_body_that_breaks_has_no_trailer() {
    let mut cut = chunked::with_trailer(&stream(&[Ok("123")], 9), 9, Algorithm::Crc32).unwrap();
    let mut seen = Vec::new();
    let error = loop {
        match poll_fn(|context| cut.poll(context)).await.unwrap() {
            Ok(piece) => seen.push(piece),
            Err(error) => break error,
        }
    };
    assert_eq!(seen, ["9\r\n", "123"]);
    assert!(matches!(error, BodyError::WrongLength { expected: 9, received: 3 }), "{error:?}");
    assert!(poll_fn(|context| cut.poll(context)).await.is_none());

    let broken = chunked::with_trailer(&stream(&[Err("disk")], 9), 9, Algorithm::Crc32).unwrap();
    assert!(matches!(read(broken).await, Err(BodyError::Read(_))));
}

const GET: OperationSchema = OperationSchema {
    name: "Get",
    method: "GET",
    uri: "/",
    status: 200,
    settings: &[OperationSetting::ResponseChecksum("x-mode")],
};

fn verified_by(announced: &'static str, status: u16, body: ByteStream) -> Result<ByteStream, &'static str> {
    let mut request = Request::default();
    ask(&mut request, &GET, ChecksumUse::WhenSupported);
    let mut response = Response { status, body, ..Response::default() };
    response.headers.insert("x-amz-checksum-crc32", HeaderValue::from_static(announced));
    verify(&GET, &request, &mut response).map(|()| response.body)
}

#[tokio::test]
async fn responses_are_compared_with_what_they_announce() {
    let right = "y/Q5Jg==";
    assert!(verified_by(right, 200, "123456789".into()).is_ok());
    assert_eq!(verified_by(right, 200, "12345678".into()).unwrap_err(), "CRC32");
    // Checksums of the parts, or of more than the response holds.
    assert!(verified_by("y/Q5Jg==-2", 200, "12345678".into()).is_ok());
    assert!(verified_by(right, 206, "12345678".into()).is_ok());

    let body = verified_by(right, 200, stream(&[Ok("1234"), Ok("56789")], 9)).unwrap();
    assert_eq!((body.length(), read(body).await.unwrap().as_str()), (Some(9), "123456789"));
    let body = verified_by(right, 200, stream(&[Ok("1234"), Ok("5678")], None)).unwrap();
    let error = read(body).await.unwrap_err();
    assert!(matches!(error, BodyError::WrongChecksum { algorithm: "CRC32" }), "{error:?}");
    assert!(error.to_string().contains("damaged on its way"));
    let body = verified_by(right, 200, stream(&[Ok("1234"), Err("cut")], None)).unwrap();
    assert!(matches!(read(body).await, Err(BodyError::Read(_))));
}

#[test]
fn nothing_is_compared_that_was_not_asked_for() {
    let mut request = Request::default();
    ask(&mut request, &GET, ChecksumUse::WhenRequired);
    assert!(request.headers.is_empty());
    let mut response = Response { status: 200, body: "1".into(), ..Response::default() };
    response.headers.insert("x-amz-checksum-crc32", HeaderValue::from_static("AAAAAA=="));
    assert_eq!(verify(&GET, &request, &mut response), Ok(()));
}

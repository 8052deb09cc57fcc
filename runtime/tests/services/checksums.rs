//! Checksums of bodies, in both directions.

use super::store::{STORE, get, put};
use super::*;
use runtime::error::FailureKind;
use runtime::{ByteStream, Bytes, ChecksumUse};
use std::time::Duration;

fn stream(pieces: &'static [&'static str], length: Option<u64>) -> ByteStream {
    let pieces = pieces.iter().map(|piece| std::io::Result::Ok(Bytes::from(*piece)));
    ByteStream::from_stream(futures_util::stream::iter(pieces), length)
}

async fn sent(input: store::PutObject, change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> server::Asked {
    let server = Server::start([answer(200, "", "")]).await;
    client_with(&STORE, &server, change).send(&input).await.unwrap();
    let asked = server.only();
    let (expected, found) = signature::in_header(&asked);
    assert_eq!(found, expected);
    asked
}

fn when_supported(config: ConfigBuilder) -> ConfigBuilder {
    config.request_checksums(ChecksumUse::WhenSupported)
}

/// Returns the headers about checksums, but not those of the signature.
fn said(asked: &server::Asked) -> Vec<(&str, &str)> {
    let about = [
        "x-amz-checksum-",
        "x-amz-sdk-checksum",
        "x-amz-trailer",
        "x-amz-decoded",
        "content-encoding",
        "content-md5",
    ];
    let is_about = |name: &str| about.iter().any(|start| name.starts_with(start));
    let headers = asked.headers.iter().filter(|(name, _)| is_about(name));
    let mut said: Vec<_> = headers.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    said.sort_unstable();
    said
}

#[tokio::test]
async fn a_body_in_memory_has_its_checksum_in_a_header() {
    let asked = sent(put("k", "123456789"), when_supported).await;
    assert_eq!(
        said(&asked),
        [("x-amz-checksum-crc32", "y/Q5Jg=="), ("x-amz-sdk-checksum-algorithm", "CRC32")]
    );
    let mut chosen = put("k", "123456789");
    chosen.algorithm = Some("CRC64NVME".to_owned());
    let asked = sent(chosen, |config| config).await;
    assert_eq!(
        said(&asked),
        [("x-amz-checksum-crc64nvme", "rosUhgp5mIg="), ("x-amz-sdk-checksum-algorithm", "CRC64NVME")]
    );
    assert_eq!(asked.text(), "123456789");
}

#[tokio::test]
async fn what_is_not_required_is_left_out_by_default() {
    assert_eq!(said(&sent(put("k", "123456789"), |config| config).await), []);
    let unknown_length = stream(&["1", "2"], None);
    assert_eq!(said(&sent(put("k", unknown_length), when_supported).await), []);
}

#[tokio::test]
async fn what_the_caller_has_computed_stays() {
    let mut input = put("k", "123456789");
    input.sha1 = Some("98O8HYCOBHMq32eZZczDTKeuNEE=".to_owned());
    let asked = sent(input, when_supported).await;
    assert_eq!(said(&asked), [("x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]);
}

#[tokio::test]
async fn a_stream_has_its_checksum_behind_it() {
    let asked = sent(put("k", stream(&["1234", "56789"], Some(9))), when_supported).await;
    assert_eq!(asked.text(), "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n");
    assert_eq!(asked.header("content-length"), Some(&*asked.body.len().to_string()));
    assert_eq!(asked.header("x-amz-content-sha256"), Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
    assert_eq!(
        said(&asked),
        [
            ("content-encoding", "aws-chunked"),
            ("x-amz-decoded-content-length", "9"),
            ("x-amz-sdk-checksum-algorithm", "CRC32"),
            ("x-amz-trailer", "x-amz-checksum-crc32"),
        ]
    );
}

#[tokio::test]
async fn a_file_is_sent_again_with_its_checksum() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "123456789").unwrap();
    let body = ByteStream::from_path(file.path()).await.unwrap();
    let broken = String::new();
    let server = Server::start([answer(500, "", ""), broken, answer(200, "", "")]).await;
    client_with(&STORE, &server, when_supported).send(&put("k", body)).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked.len(), 3);
    for asked in asked {
        assert_eq!(asked.text(), "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n");
    }
}

#[tokio::test]
async fn a_stream_is_kept_by_who_has_no_credentials() {
    let server = Server::start([answer(200, "", "")]).await;
    let input = put("k", stream(&["123456789"], Some(9)));
    let nobody = |config: ConfigBuilder| {
        when_supported(config).credentials(runtime::credentials::CachedCredentials::new(Nobody))
    };
    let failed = failure(client_with(&STORE, &server, nobody).send(&input).await);
    assert_eq!(failed.kind(), FailureKind::Credentials);
    client_with(&STORE, &server, when_supported).send(&input).await.unwrap();
    assert!(server.only().text().starts_with("9\r\n123456789"));
}

#[tokio::test]
async fn the_length_that_the_input_says_is_that_of_the_body() {
    let with_length = |length, body: ByteStream| store::PutObject { length: Some(length), ..put("k", body) };
    let chunked = sent(with_length(9, stream(&["12345", "6789"], Some(9))), when_supported).await;
    assert!(chunked.text().starts_with("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg=="));
    let unknown = sent(with_length(9, stream(&["123456789"], None)), when_supported).await;
    assert!(said(&unknown).contains(&("x-amz-decoded-content-length", "9")));
    let known = sent(with_length(9, "123456789".into()), |config| config).await;
    assert_eq!(known.text(), "123456789");

    let server = Server::start([]).await;
    let client = client(&STORE, &server);
    for (length, body) in [(5, "123456789".into()), (20, stream(&["123456789"], Some(9))), (-1, "1".into())] {
        let failed = failure(client.send(&with_length(length, body)).await);
        assert_eq!(failed.kind(), FailureKind::Input);
        let expected = format!("the input says that its body has {length} bytes, but it has ");
        assert!(failed.to_string().contains(&expected), "{failed}");
    }
}

#[tokio::test]
async fn says_what_cannot_be_computed() {
    let server = Server::start([]).await;
    let client = client(&STORE, &server);
    let mut input = put("k", stream(&["1"], None));
    input.algorithm = Some("SHA256".to_owned());
    let failed = failure(client.send(&input).await);
    assert_eq!(failed.kind(), FailureKind::Input);
    assert!(failed.to_string().contains("needs its length"), "{failed}");
    let mut input = put("k", "1");
    input.algorithm = Some("XXHASH".to_owned());
    let failed = failure(client.send(&input).await);
    assert!(failed.to_string().contains("`XXHASH` is none of CRC32, CRC32C,"), "{failed}");
}

#[tokio::test]
async fn presigned_urls_have_no_checksums() {
    let server = Server::start([]).await;
    let client = client_with(&STORE, &server, when_supported);
    let minute = Duration::from_secs(60);
    let presigned = client.presign(&put("k", ByteStream::default()), minute).await.unwrap();
    assert!(presigned.headers().is_empty() && presigned.url().contains("SignedHeaders=host&"));
    let presigned = client.presign(&get("k"), minute).await.unwrap();
    assert!(presigned.headers().is_empty() && presigned.url().contains("SignedHeaders=host&"));
}

#[tokio::test]
async fn a_stream_that_was_damaged_ends_with_an_error() {
    let sum = "x-amz-checksum-crc32: y/Q5Jg==\r\n";
    let server = Server::start([answer(200, sum, "123456789"), answer(200, sum, "123456780")]).await;
    let client = client(&STORE, &server);
    let whole = client.send(&get("k")).await.unwrap();
    assert_eq!(whole.body.collect(64).await.unwrap(), "123456789");
    let damaged = client.send(&get("k")).await.unwrap();
    let error = damaged.body.collect(64).await.unwrap_err();
    assert_eq!(error.to_string(), "the body is not what its CRC32 checksum says: it was damaged on its way");
    assert!(server.asked().iter().all(|asked| asked.header("x-amz-checksum-mode") == Some("ENABLED")));
}

#[tokio::test]
async fn nothing_is_asked_for_where_the_configuration_does_not_want_it() {
    let sum = "x-amz-checksum-crc32: y/Q5Jg==\r\n";
    let server = Server::start([answer(200, sum, "123456780")]).await;
    let client = client_with(&STORE, &server, |config| config.response_checksums(ChecksumUse::WhenRequired));
    let output = client.send(&get("k")).await.unwrap();
    assert_eq!(output.body.collect(64).await.unwrap(), "123456780");
    assert_eq!(server.only().header("x-amz-checksum-mode"), None);
}

//! What is signed is what is sent, in the path as elsewhere.

use super::store::{STORE, get, put};
use super::*;
use runtime::error::FailureKind;
use runtime::{ByteStream, Bytes};
use std::time::Duration;

#[tokio::test]
async fn keys_are_signed_as_they_are_sent() {
    for (key, target) in [
        ("plain.txt", "/plain.txt"),
        ("a b+c&d=e?f#g%h'(i)*~", "/a%20b%2Bc%26d%3De%3Ff%23g%25h%27%28i%29%2A~"),
        ("a//b///c/", "/a//b///c/"),
        ("/leading", "//leading"),
        ("..a/.b/c../...", "/..a/.b/c../..."),
        ("grüße/日本|\"<>\\^`{}", "/gr%C3%BC%C3%9Fe/%E6%97%A5%E6%9C%AC%7C%22%3C%3E%5C%5E%60%7B%7D"),
        ("%2e%2E/a%2Fb", "/%252e%252E/a%252Fb"),
    ] {
        let server = Server::start([answer(200, "", "stored")]).await;
        let output = client(&STORE, &server).send(&get(key)).await.unwrap();
        assert_eq!(output.body.collect(64).await.unwrap(), "stored");
        let asked = server.only();
        assert_eq!((asked.method.as_str(), asked.target.as_str()), ("GET", target));
        let (expected, found) = signature::in_header(&asked);
        assert_eq!(found, expected, "{key}");
    }
}

/// URL libraries take these for steps in the path, encoded or not, and the request would go to another object.
#[tokio::test]
async fn keys_that_a_url_cannot_hold_are_refused() {
    for key in ["a/../b", "./a", "..", "a/."] {
        let server = Server::start([answer(200, "", "another object")]).await;
        let failed = failure(client(&STORE, &server).send(&get(key)).await);
        assert_eq!(failed.kind(), FailureKind::Configuration, "{key}");
        assert!(failed.to_string().contains("segment `.` or `..`"), "{failed}");
        assert!(server.asked().is_empty());
    }
}

#[tokio::test]
async fn requests_say_what_is_signed_of_the_body() {
    let pieces =
        futures_util::stream::iter([std::io::Result::Ok(Bytes::from("str")), Ok(Bytes::from("eam"))]);
    let stream = ByteStream::from_stream(pieces, Some(6));
    for (body, said) in [
        (ByteStream::default(), signature::sha256(b"")),
        ("bytes".into(), signature::sha256(b"bytes")),
        (stream, "UNSIGNED-PAYLOAD".to_owned()),
    ] {
        let server = Server::start([answer(200, "etag: t\r\n", "")]).await;
        let output = client(&STORE, &server).send(&put("key", body)).await.unwrap();
        assert_eq!(output.tag.as_deref(), Some("t"));
        let asked = server.only();
        assert_eq!(asked.header("x-amz-content-sha256"), Some(&*said));
        let (expected, found) = signature::in_header(&asked);
        assert_eq!(found, expected, "{said}");
    }
}

/// Sends the presigned request, as any HTTP client would.
async fn used(server: &Server, presigned: &runtime::PresignedUrl, body: &'static str) {
    use runtime::transport::{HttpRequest, Transport};
    let method = if presigned.method() == "GET" { "GET" } else { "PUT" };
    let mut request = HttpRequest::new(method, presigned.url());
    request.body = body.into();
    assert!(presigned.url().starts_with(&server.url));
    assert!(presigned.headers().is_empty(), "{:?}", presigned.headers());
    assert_eq!(HttpTransport::new().send(request).await.unwrap().status, 200);
}

#[tokio::test]
async fn presigned_urls_work_by_themselves() {
    let server = Server::start([answer(200, "", "stored"), answer(200, "", "")]).await;
    let client = client(&STORE, &server);
    let hour = Duration::from_secs(3600);
    used(&server, &client.presign(&get("a b//c"), hour).await.unwrap(), "").await;
    let presigned = client.presign(&put("a/é", ByteStream::default()), hour).await.unwrap();
    used(&server, &presigned, "whatever is uploaded").await;

    for (asked, start) in
        server.asked().iter().zip(["/a%20b//c?X-Amz-Algorithm", "/a/%C3%A9?X-Amz-Algorithm"])
    {
        assert!(asked.target.starts_with(start), "{}", asked.target);
        assert!(asked.target.contains("&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&"), "{}", asked.target);
        let (expected, found) = signature::in_query(asked);
        assert_eq!(found, expected);
    }
    assert_eq!(server.asked()[1].text(), "whatever is uploaded");
    assert!(server.asked()[1].target.contains("&x-id=PutObject&X-Amz-Signature="));
}

//! Malformed responses.

use super::support::clients::*;
use super::support::server::{Server, answer, json, nobody, raw};
use super::support::tls::Protocols;
use smithwright_clients::runtime::error::{Failure, FailureKind};
use smithwright_clients::runtime::{Config, config::ConfigBuilder};
use smithwright_transport::HttpTransport;
use std::error::Error as _;

async fn failure(config: ConfigBuilder) -> Failure {
    match call_streams_with(config.max_attempts(1)).await.unwrap_err() {
        StreamError::Failure(failure) => *failure,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_body_that_is_cut_off_is_no_answer() {
    let cut = [
        "HTTP/1.1 200 OK\r\nx-amzn-requestid: r-3\r\nContent-Length: 100\r\n\r\n{\"SignalResponse\":\"an",
        "HTTP/1.1 200 OK\r\nx-amzn-requestid: r-3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    ];
    for secured in [false, true] {
        for text in cut {
            let turns = vec![raw(text)];
            let server = match secured {
                true => Server::start_secured(Protocols::Http1, turns).await,
                false => Server::start(turns).await,
            };
            let failure = failure(signed(&server, "http")).await;
            assert_eq!(failure.kind(), FailureKind::Response, "{failure:?}");
            assert_eq!((failure.status(), failure.request_id()), (Some(200), Some("r-3")));
            assert!(failure.to_string().starts_with("CreateStreamSessionConnection: "), "{failure}");
            assert!(failure.source().is_some());
        }
    }
}

#[tokio::test]
async fn a_body_may_be_too_large() {
    let body = format!(r#"{{"SignalResponse":"{}"}}"#, "x".repeat(1000));
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    let turns = vec![json(200, &body), raw(&chunked), json(200, &body)];
    let server = Server::start(turns).await;
    for _ in 0..2 {
        let failure = failure(signed(&server, "http").max_response_bytes(body.len() - 1)).await;
        assert_eq!(failure.kind(), FailureKind::Response);
        assert!(failure.to_string().contains("max_response_bytes"), "{failure}");
    }
    call_streams_with(signed(&server, "http").max_response_bytes(body.len())).await.unwrap();
}

/// An unreadable body is not retried: the service has done its work.
#[tokio::test]
async fn a_body_must_be_what_the_model_says() {
    let bodies = [
        "<html>s3cret</html>",
        r#"{"SignalResponse":["s3cret"]}"#,
        r#"{"SignalResponse":"s3cret""#,
        r#"["s3cret"]"#,
        r#"{"SignalResponse":"s3cret"} s3cret"#,
    ];
    for body in bodies {
        let headers = "Content-Type: text/html\r\nx-amzn-requestid: r-4\r\n";
        let server = Server::start(vec![answer(200, headers, body)]).await;
        let error = call_streams(&streams(&server)).await.unwrap_err();
        let failure = error.failure().unwrap();
        assert_eq!(failure.kind(), FailureKind::Response, "{body}");
        assert_eq!((failure.status(), failure.request_id()), (Some(200), Some("r-4")));
        assert!(failure.to_string().contains("not what the model says"), "{failure}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        assert_eq!(server.asked().len(), 1);
    }
}

/// The content type is ignored, since services and proxies mislabel bodies.
#[tokio::test]
async fn the_content_type_does_not_matter_where_the_body_is_right() {
    for headers in ["", "Content-Type: text/plain\r\n", "Content-Type: application/x-amz-json-1.1\r\n"] {
        let server = Server::start(vec![answer(200, headers, r#"{"SignalResponse":"answer"}"#)]).await;
        let output = call_streams(&streams(&server)).await.unwrap();
        assert_eq!(output.signal_response.as_deref(), Some("answer"));
    }
}

#[tokio::test]
async fn an_empty_body_is_an_empty_output() {
    for turn in [answer(200, "", ""), raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")] {
        let server = Server::start(vec![turn]).await;
        assert_eq!(call_streams(&streams(&server)).await.unwrap(), Default::default());
    }
}

#[tokio::test]
async fn connections_break() {
    for text in ["", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Le", "I am no server\r\n\r\n"] {
        let server = Server::start(vec![raw(text)]).await;
        let failure = failure(signed(&server, "http")).await;
        assert_eq!(failure.kind(), FailureKind::Connection, "{text}: {failure:?}");
        assert_eq!(failure.status(), None);
    }
}

#[tokio::test]
async fn nobody_may_be_there() {
    let config = Config::builder(HttpTransport::new()).region("us-west-2").credentials(credentials());
    let failure = failure(config.endpoint_url(format!("http://{}", nobody()))).await;
    assert_eq!(failure.kind(), FailureKind::Connection);
    assert!(failure.source().is_some());
}

#[tokio::test]
async fn a_server_with_a_certificate_of_its_own_is_asked_once() {
    let stranger =
        Server::start_secured(Protocols::Http1, vec![raw("HTTP/1.1 400 Bad Request\r\n\r\n")]).await;
    let known = Server::start_secured(Protocols::Http1, vec![]).await;
    let config = signed(&stranger, "http").transport(transport(&known, HttpTransport::builder()));
    let error = call_streams_with(config).await.unwrap_err();
    assert_eq!((error.failure().unwrap().kind(), error.attempts()), (FailureKind::Connection, 1));
    let said = "could not connect safely: the server's certificate is not trusted";
    assert!(error.to_string().ends_with(said), "{error}");
}

/// The server speaks plain HTTP instead of TLS.
#[tokio::test]
async fn tls_may_fail() {
    let server = Server::start(vec![raw("HTTP/1.1 400 Bad Request\r\n\r\n")]).await;
    let certificate = Server::start_secured(Protocols::Http1, vec![]).await;
    let config = signed(&certificate, "http").endpoint_url(server.url("http").replace("http", "https"));
    // The server waits for the end of a request that never comes.
    let impatient = HttpTransport::builder().connect_timeout(std::time::Duration::from_millis(200));
    let failure = failure(config.transport(transport(&certificate, impatient))).await;
    assert_eq!(failure.kind(), FailureKind::Timeout, "{failure:?}");
}

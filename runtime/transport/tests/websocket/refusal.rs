//! What a refused handshake is.

use super::channel::*;
use super::server::{Server, Turn, refuse};
use smithwright_runtime as runtime;

use runtime::error::{Error, FailureKind};

async fn refused(turn: Turn) -> Error<ConnectError> {
    let server = Server::start(vec![turn]).await;
    connect(config(&server.url()).max_attempts(1)).await.unwrap_err()
}

fn name(error: &Error<ConnectError>) -> &'static str {
    match error.service() {
        Some(ConnectError::AccessDenied(_)) => "AccessDenied",
        Some(ConnectError::ClientLimitExceeded(_)) => "ClientLimitExceeded",
        Some(ConnectError::InvalidArgument(_)) => "InvalidArgument",
        Some(ConnectError::ResourceNotFound(_)) => "ResourceNotFound",
        Some(ConnectError::Unmodelled) => "Unmodelled",
        None => "no answer",
    }
}

#[tokio::test]
async fn is_told_by_header_then_body_then_status() {
    let cases = [
        (400, "X-Amzn-ErrorType: InvalidArgumentException:http://internal/\r\n", "", "InvalidArgument"),
        (400, "X-Amzn-ErrorType: ClientLimitExceededException\r\n", "{}", "ClientLimitExceeded"),
        (400, "", r#"{"code": "ClientLimitExceededException"}"#, "ClientLimitExceeded"),
        (400, "", r#"{"__type": "com.example#InvalidArgumentException"}"#, "InvalidArgument"),
        (403, "X-Amzn-ErrorType: InvalidArgumentException\r\n", "", "InvalidArgument"),
        (403, "", "", "AccessDenied"),
        (403, "", r#"{"message": "Forbidden"}"#, "AccessDenied"),
        (403, "Content-Type: text/html\r\n", "<html>Forbidden</html>", "AccessDenied"),
        (404, "", "no such channel", "ResourceNotFound"),
        (400, "", "", "Unmodelled"),
        (400, "", r#"{"message": "Bad Request"}"#, "Unmodelled"),
        (401, "", "", "Unmodelled"),
        (403, "X-Amzn-ErrorType: ForbiddenException\r\n", "", "Unmodelled"),
        (200, "", "", "Unmodelled"),
    ];
    for (status, headers, body, expected) in cases {
        let error = refused(refuse(status, headers, body)).await;
        assert_eq!(name(&error), expected, "{status} {headers}{body}");
        assert_eq!(error.status(), Some(status));
    }
}

#[tokio::test]
async fn has_message_code_and_request_id() {
    let headers = "x-amzn-requestid: r-1\r\nx-amzn-errortype: InvalidArgumentException\r\n";
    let error = refused(refuse(400, headers, r#"{"Message": "bad ARN"}"#)).await;
    let expected = "ConnectAsViewer: InvalidArgumentException: bad ARN (status 400, request id r-1)";
    assert_eq!(error.to_string(), expected);
    let Some(ConnectError::InvalidArgument(error)) = error.service() else { panic!("{error}") };
    assert_eq!(error.message.as_deref(), Some("bad ARN"));
}

/// An error that the status decides has the members of the body all the same.
#[tokio::test]
async fn decided_by_status_has_its_message() {
    let error = refused(refuse(403, "", r#"{"message": "signature expired"}"#)).await;
    assert_eq!(error.code(), Some("AccessDeniedException"));
    let response = error.response().unwrap();
    assert_eq!(response.message.as_deref(), Some("signature expired"));
    assert_eq!(&response.body[..], br#"{"message": "signature expired"}"#);
    let undecided = refused(refuse(400, "", "")).await;
    assert_eq!(undecided.code(), None);
}

#[tokio::test]
async fn comes_with_its_whole_body() {
    let head = "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n";
    let pieces = [head, "10\r\n{\"__type\": \"Inva\r\n", "19\r\nlidArgumentException\" } \n\r\n0\r\n\r\n"];
    let error = refused(Turn::Answer(pieces.map(str::to_owned).to_vec())).await;
    assert_eq!(name(&error), "InvalidArgument", "{error:?}");
}

#[tokio::test]
async fn a_cut_answer_is_none() {
    let head = "HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\n{}";
    let error = refused(Turn::Answer(vec![head.to_owned()])).await;
    let failure = error.failure().unwrap();
    assert_eq!((failure.kind(), failure.status()), (FailureKind::Response, Some(403)));
}

//! Errors returned by the services.

use super::support::clients::*;
use super::support::server::{Server, Turn, answer};
use smithwright_clients::connectparticipant::operation::create_participant_connection::CreateParticipantConnectionError as ParticipantsError;
use smithwright_clients::gameliftstreams::operation::create_stream_session_connection::CreateStreamSessionConnectionError as StreamsError;
use smithwright_clients::{connectparticipant, gameliftstreams};
use std::error::Error as _;

const STREAMS: [(&str, u16); 6] = [
    ("AccessDeniedException", 403),
    ("ConflictException", 409),
    ("InternalServerException", 500),
    ("ResourceNotFoundException", 404),
    ("ThrottlingException", 429),
    ("ValidationException", 400),
];

const PARTICIPANTS: [(&str, u16); 4] = [
    ("AccessDeniedException", 403),
    ("InternalServerException", 500),
    ("ThrottlingException", 429),
    ("ValidationException", 400),
];

/// Returns the ways in which a response can name its error, as headers, to which `more` are added, and body.
fn namings(code: &str, namespace: &str, more: &str) -> [(String, String); 6] {
    let none = || more.to_owned();
    let message = r#""Message":"not now""#;
    [
        (format!("x-amzn-ErrorType: {code}\r\n{more}"), format!("{{{message}}}")),
        (
            format!("X-Amzn-Errortype: {code}:http://internal.example/coral/\r\n{more}"),
            format!("{{{message}}}"),
        ),
        (none(), format!(r#"{{"code":"{code}",{message}}}"#)),
        (none(), format!(r#"{{"__type":"{namespace}#{code}",{message}}}"#)),
        (none(), format!(r#"{{{message},"__type":"{namespace}#{code}:http://internal.example/"}}"#)),
        (
            format!("x-amzn-errortype: {code}\r\n{more}"),
            format!(r#"{{{message},"code":"Other","Newer":[1]}}"#),
        ),
    ]
}

/// Returns a response for each naming of each error.
fn answers(errors: &[(&str, u16)], namings: impl Fn(&str) -> [(String, String); 6]) -> Vec<Turn> {
    let of_one =
        |&(code, status): &(&str, u16)| namings(code).map(|(headers, body)| answer(status, &headers, &body));
    errors.iter().flat_map(of_one).collect()
}

/// Returns the name of the variant, and its message.
fn of_streams(error: &StreamsError) -> (&'static str, &str) {
    match error {
        StreamsError::AccessDeniedException(error) => ("AccessDeniedException", &error.message),
        StreamsError::ConflictException(error) => ("ConflictException", &error.message),
        StreamsError::InternalServerException(error) => ("InternalServerException", &error.message),
        StreamsError::ResourceNotFoundException(error) => ("ResourceNotFoundException", &error.message),
        StreamsError::ThrottlingException(error) => ("ThrottlingException", &error.message),
        StreamsError::ValidationException(error) => ("ValidationException", &error.message),
        _ => ("Unmodelled", ""),
    }
}

fn of_participants(error: &ParticipantsError) -> (&'static str, &str) {
    match error {
        ParticipantsError::AccessDeniedException(error) => ("AccessDeniedException", &error.message),
        ParticipantsError::InternalServerException(error) => ("InternalServerException", &error.message),
        ParticipantsError::ThrottlingException(error) => ("ThrottlingException", &error.message),
        ParticipantsError::ValidationException(error) => ("ValidationException", &error.message),
        _ => ("Unmodelled", ""),
    }
}

#[tokio::test]
async fn each_modelled_error_of_a_stream_session_is_its_variant() {
    let namings = |code: &str| namings(code, "com.amazonaws.gameliftstreams", "x-amzn-RequestId: r-1\r\n");
    let server = Server::start(answers(&STREAMS, namings)).await;
    let client = gameliftstreams::Client::new(&signed(&server, "http").max_attempts(1).build());
    for (code, status) in STREAMS {
        for (headers, body) in namings(code) {
            let error = call_streams(&client).await.unwrap_err();
            assert_eq!(of_streams(error.service().unwrap()), (code, "not now"), "{headers}{body}");
            let line =
                format!("CreateStreamSessionConnection: {code}: not now (status {status}, request id r-1)");
            assert_eq!(error.to_string(), line);
            let found = (error.code(), error.status(), error.request_id());
            assert_eq!(found, (Some(code), Some(status), Some("r-1")));
            assert_eq!(error.response().unwrap().body, body.as_bytes());
            assert!(error.source().is_none() && error.failure().is_none());
        }
    }
}

#[tokio::test]
async fn each_modelled_error_of_a_participant_is_its_variant() {
    let namings = |code: &str| namings(code, "com.amazonaws.connectparticipant", "");
    let server = Server::start(answers(&PARTICIPANTS, namings)).await;
    let client = connectparticipant::Client::new(&unsigned(&server, "http").max_attempts(1).build());
    for (code, status) in PARTICIPANTS {
        for (headers, body) in namings(code) {
            let error = call_participants(&client).await.unwrap_err();
            assert_eq!(of_participants(error.service().unwrap()), (code, "not now"), "{headers}{body}");
            let line = format!("CreateParticipantConnection: {code}: not now (status {status})");
            assert_eq!(error.to_string(), line);
        }
    }
}

/// Responses, and what becomes of them: the code, the message and the displayed line.
#[tokio::test]
async fn other_errors_are_told_as_far_as_they_go() {
    let html = "<html><body>502 Bad Gateway</body></html>";
    let uncoded = |status: u16| format!("error without a code: `response()` has its body (status {status})");
    let (uncoded_400, uncoded_403, uncoded_502) = (uncoded(400), uncoded(403), uncoded(502));
    let cases = [
        (
            403,
            "x-amzn-errortype: ExpiredTokenException\r\nx-amz-request-id: r-2\r\n",
            r#"{"message":"The token has expired"}"#,
            (Some("ExpiredTokenException"), Some("The token has expired")),
            "ExpiredTokenException: The token has expired (status 403, request id r-2)",
        ),
        (
            418,
            "",
            r#"{"__type":"Teapot","errorMessage":"short"}"#,
            (Some("Teapot"), Some("short")),
            "Teapot: short (status 418)",
        ),
        (400, "", "{}", (None, None), &uncoded_400),
        (400, "", "", (None, None), "error without a code (status 400)"),
        (502, "Content-Type: text/html\r\n", html, (None, None), &uncoded_502),
        (403, "", r#"{"message":"Forbid"#, (None, None), &uncoded_403),
        (400, "", r#"["ValidationException"]"#, (None, None), &uncoded_400),
        (302, "Location: /elsewhere\r\n", "", (None, None), "a redirect, which is not followed (status 302)"),
    ];
    let turns = cases.iter().map(|(status, headers, body, ..)| answer(*status, headers, body));
    let server = Server::start(turns.collect()).await;
    let client = gameliftstreams::Client::new(&signed(&server, "http").max_attempts(1).build());
    for (status, _, body, (code, message), line) in cases {
        let error = call_streams(&client).await.unwrap_err();
        assert_eq!(of_streams(error.service().unwrap()).0, "Unmodelled");
        let response = error.response().unwrap();
        assert_eq!((response.code.as_deref(), response.status), (code, status), "{body}");
        assert_eq!(response.message.as_deref(), message, "{body}");
        assert_eq!(response.body, body.as_bytes());
        assert_eq!(error.to_string(), format!("CreateStreamSessionConnection: {line}"));
        assert!(!format!("{error:?}").contains("Gateway"), "{error:?}");
    }
}

/// Members of a modelled error that can't be read are left out, since the code says what happened.
#[tokio::test]
async fn a_modelled_error_may_be_malformed() {
    let bodies = ["", "not JSON", r#"{"Message":17}"#, r#"{"Message":null}"#, "null"];
    let turn = |body: &&str| answer(409, "x-amzn-errortype: ConflictException\r\n", body);
    let server = Server::start(bodies.iter().map(turn).collect()).await;
    let client = streams(&server);
    for body in bodies {
        let error = call_streams(&client).await.unwrap_err();
        assert_eq!(of_streams(error.service().unwrap()), ("ConflictException", ""), "{body}");
    }
}

#[tokio::test]
async fn the_message_may_be_spelt_in_lower_case() {
    let body = r#"{"message":"not now"}"#;
    let turn = answer(409, "x-amzn-errortype: ConflictException\r\n", body);
    let server = Server::start(vec![turn]).await;
    let error = call_streams(&streams(&server)).await.unwrap_err();
    assert_eq!(error.response().unwrap().message.as_deref(), Some("not now"));
    assert_eq!(of_streams(error.service().unwrap()), ("ConflictException", "not now"));
}

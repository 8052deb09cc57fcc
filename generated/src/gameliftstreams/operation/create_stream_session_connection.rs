// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! # `CreateStreamSessionConnection`
//!
//! Attaches a client to a running stream session and returns the answer to its WebRTC offer.
//! Use it when a client has dropped and wants to come back, when an earlier answer got lost, or for the very
//! first client of a session that was started with the signal request `NO_CLIENT_CONNECTION`.
//!
//! The session must be `PENDING_CLIENT_RECONNECTION` or `ACTIVE`, and the call has to arrive before the session's
//! `ConnectionTimeoutSeconds` (1 to 3600, 120 unless chosen otherwise) run out, counted from the moment it
//! entered that state; afterwards the session is terminated for good.
//! A pending session turns `RECONNECTING`, then `ACTIVE`, and becomes `CONNECTED` once the client has processed
//! the answer.
//! Steps: let the Web SDK make a fresh offer in the browser, pass it here as `SignalRequest`, hand
//! `SignalResponse` back to the Web SDK.
//!
//! The caller needs the IAM permission `gameliftstreams:CreateStreamSessionConnection` on the stream group.
//! An account may make 20 of these calls a second in each Region.
//!
//! **Request:** `POST /streamgroups/{Identifier}/streamsessions/{StreamSessionIdentifier}/connections`, success 200. **Auth:** AWS Signature Version 4 in a header, signing name `gameliftstreams`.
//!
//! ## Required arguments
//!
//! - [`identifier`](Builder::identifier): `impl Into<String>`, in the path. Length 1 to 128. Pattern `^(?:[a-zA-Z0-9-]+|arn:[a-z0-9-]+:gameliftstreams:[^: ]*:[0-9]{12}:[^: ]*)$`.
//!   The stream group that the session runs in, by id (`sg-1AB2C3De4`) or by ARN (`arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-1AB2C3De4`).
//! - [`stream_session_identifier`](Builder::stream_session_identifier): `impl Into<String>`, in the path. Length 1 to 128. Pattern `^(?:[a-zA-Z0-9-]+|arn:[a-z0-9-]+:gameliftstreams:[^: ]*:[0-9]{12}:[^: ]*)$`.
//!   The stream session to attach to, by id (`ABC123def4567`) or by ARN (`arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/sg-1AB2C3De4/ABC123def4567`).
//! - [`signal_request`](Builder::signal_request): `impl Into<String>`, in the body. Secret: never printed. Length at least 1.
//!   The client's WebRTC offer: the text that `generateSignalRequest` of the Web SDK returns.
//!
//! ## Optional arguments
//!
//! - [`client_token`](Builder::client_token): `impl Into<String>`, in the body. Filled with a random token if left out; the same for all attempts. Length 32 to 128. Pattern `^[\x21-\x7E]+$`.
//!   Makes the call idempotent: repeating it with the same token does the work once.
//!
//! ## Response
//!
//! [`CreateStreamSessionConnectionOutput`]:
//!
//! - [`signal_response`](CreateStreamSessionConnectionOutput::signal_response), in the body: The stream host's WebRTC answer. Secret: never printed.
//!
//! ## Errors
//!
//! [`CreateStreamSessionConnectionError`], in [`runtime::Error`]:
//!
//! | error | status | retried | meaning |
//! |---|---|---|---|
//! | [`AccessDeniedException`](errors::AccessDeniedException) | 403 | no | The credentials do not allow this action on the stream group. |
//! | [`ConflictException`](errors::ConflictException) | 409 | no | The state of the session or the group does not allow the call now. |
//! | [`InternalServerException`](errors::InternalServerException) | 500 | yes | The service failed on its side. |
//! | [`ResourceNotFoundException`](errors::ResourceNotFoundException) | 404 | no | No such stream group or stream session exists for this account in this Region. |
//! | [`ThrottlingException`](errors::ThrottlingException) | 429 | yes, after longer pauses | Too many calls from this account in this Region. |
//! | [`ValidationException`](errors::ValidationException) | 400 | no | A value of the request breaks one of its constraints. |
//!
//! An error that is not in the table is `Unmodelled`: `error.response()` has its code and message.
//!
//! ```
//! # use smithwright_clients::gameliftstreams::operation::create_stream_session_connection::CreateStreamSessionConnectionError;
//! # fn read(error: smithwright_clients::runtime::Error<CreateStreamSessionConnectionError>) {
//! match error.service() {
//!     Some(CreateStreamSessionConnectionError::AccessDeniedException(it)) => {
//!         println!("AccessDeniedException: {it:?}");
//!     }
//!     Some(_) => println!("another answer: {error}"),
//!     None => println!("no usable answer: {error}"),
//! }
//! # }
//! ```
//!
//! ## A call with every argument
//!
//! ```no_run
//! use smithwright_clients::gameliftstreams::Client;
//! use smithwright_clients::runtime::Config;
//! use smithwright_transport::HttpTransport;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(&Config::from_env(HttpTransport::new())?);
//! let output = client
//!     .create_stream_session_connection()
//!     .identifier("sg-1AB2C3De4")
//!     .stream_session_identifier("ABC123def4567")
//!     .signal_request("{\"offer\":\"...\"}")
//!     .client_token("3f0a4b1e-6c5d-4e8f-9a7b-2d1c0b9e8f76")
//!     .send()
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! ## Reading every member of the response
//!
//! ```
//! # use smithwright_clients::gameliftstreams::operation::create_stream_session_connection::CreateStreamSessionConnectionOutput;
//! # fn read(output: &CreateStreamSessionConnectionOutput) {
//! let signal_response = output.signal_response.as_deref();
//! # }
//! ```

use super::super::Client;
use super::super::errors;
use super::super::required;
use smithwright_runtime as runtime;
use smithwright_runtime::builder::Given;

/// The input of [`create_stream_session_connection`](super::super::Client::create_stream_session_connection).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CreateStreamSessionConnectionInput {
    /// The stream group that the session runs in, by id (`sg-1AB2C3De4`) or by ARN
    /// (`arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-1AB2C3De4`).
    pub identifier: String,
    /// The stream session to attach to, by id (`ABC123def4567`) or by ARN
    /// (`arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/sg-1AB2C3De4/ABC123def4567`).
    /// The last two parts of a session ARN are the group id and the session id.
    pub stream_session_identifier: String,
    /// The client's WebRTC offer: the text that `generateSignalRequest` of the Web SDK returns.
    /// Pass it through unchanged, and make a new one for every attempt; an offer that was used before, in
    /// `StartStreamSession` for instance, does not work again.
    pub signal_request: String,
    /// Makes the call idempotent: repeating it with the same token does the work once.
    /// A random UUID (36 characters) is filled in when it is left out, and all retries of one call share it.
    pub client_token: Option<String>,
}

runtime::structure! {
    sent CreateStreamSessionConnectionInput = "CreateStreamSessionConnectionInput" {
        identifier: "Identifier", Required, Label, Length(1, 128), Pattern("^(?:[a-zA-Z0-9-]+|arn:[a-z0-9-]+:gameliftstreams:[^: ]*:[0-9]{12}:[^: ]*)$");
        stream_session_identifier: "StreamSessionIdentifier", Required, Label, Length(1, 128), Pattern("^(?:[a-zA-Z0-9-]+|arn:[a-z0-9-]+:gameliftstreams:[^: ]*:[0-9]{12}:[^: ]*)$");
        signal_request: "SignalRequest", Required, Sensitive, MinLength(1);
        client_token: "ClientToken", IdempotencyToken, Length(32, 128), Pattern("^[\\x21-\\x7E]+$");
    }
}

runtime::builder! {
    CreateStreamSessionConnectionInput: Builder<
        A = required::identifier,
        B = required::stream_session_identifier,
        C = required::signal_request,
    > => send(CreateStreamSessionConnectionOutput, CreateStreamSessionConnectionError) {
        /// The stream group that the session runs in, by id (`sg-1AB2C3De4`) or by ARN
        /// (`arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-1AB2C3De4`).
        identifier(value: impl Into<String>) -> Builder<T, Given, B, C> = value.into();
        /// The stream session to attach to, by id (`ABC123def4567`) or by ARN
        /// (`arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/sg-1AB2C3De4/ABC123def4567`).
        stream_session_identifier(value: impl Into<String>) -> Builder<T, A, Given, C> = value.into();
        /// The client's WebRTC offer: the text that `generateSignalRequest` of the Web SDK returns.
        signal_request(value: impl Into<String>) -> Builder<T, A, B, Given> = value.into();
        /// Makes the call idempotent: repeating it with the same token does the work once.
        client_token(value: impl Into<String>) -> Self = Some(value.into());
    }
}

/// The output of [`create_stream_session_connection`](super::super::Client::create_stream_session_connection).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CreateStreamSessionConnectionOutput {
    /// The stream host's WebRTC answer.
    /// Send it to the browser and give it to `processSignalResponse` of the Web SDK before the session's connection
    /// timeout ends.
    pub signal_response: Option<String>,
}

runtime::structure! {
    received CreateStreamSessionConnectionOutput = "CreateStreamSessionConnectionOutput" {
        signal_response: "SignalResponse", Sensitive;
    }
}

/// The modelled errors of [`CreateStreamSessionConnection`](super::super::Client::create_stream_session_connection).
#[non_exhaustive]
pub enum CreateStreamSessionConnectionError {
    /// Status 403. The credentials do not allow this action on the stream group.
    AccessDeniedException(errors::AccessDeniedException),
    /// Status 409. The state of the session or the group does not allow the call now.
    ConflictException(errors::ConflictException),
    /// Status 500. The service failed on its side.
    InternalServerException(errors::InternalServerException),
    /// Status 404. No such stream group or stream session exists for this account in this Region.
    ResourceNotFoundException(errors::ResourceNotFoundException),
    /// Status 429. Too many calls from this account in this Region.
    ThrottlingException(errors::ThrottlingException),
    /// Status 400. A value of the request breaks one of its constraints.
    ValidationException(errors::ValidationException),
    /// An error that is not in the model: its code and message are in the response.
    Unmodelled,
}

runtime::operation_error! {
    CreateStreamSessionConnectionError {
        AccessDeniedException: "AccessDeniedException", 403;
        ConflictException: "ConflictException", 409;
        InternalServerException: "InternalServerException", 500, Transient;
        ResourceNotFoundException: "ResourceNotFoundException", 404;
        ThrottlingException: "ThrottlingException", 429, Throttling;
        ValidationException: "ValidationException", 400;
    }
}

impl runtime::Operation for CreateStreamSessionConnectionInput {
    type Client = Client;
    type Output = CreateStreamSessionConnectionOutput;
    type Error = CreateStreamSessionConnectionError;
    #[inline]
    fn operation() -> &'static runtime::OperationSchema {
        &runtime::OperationSchema {
            name: "CreateStreamSessionConnection",
            method: "POST",
            uri: "/streamgroups/{Identifier}/streamsessions/{StreamSessionIdentifier}/connections",
            status: 200,
            settings: &[],
        }
    }
}

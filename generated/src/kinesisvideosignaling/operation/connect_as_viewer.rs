// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! # `ConnectAsViewer`
//!
//! Connects to a signaling channel as one of its viewers.
//! A viewer sends an offer to the master, and both sides then exchange ICE candidates; a channel has room for 10
//! viewers unless its limit was raised.
//!
//! Connecting again with the same client id replaces the earlier connection.
//! A channel takes 3 of these calls a second.
//! A connection ends after one hour, or after 10 minutes without traffic: send a WebSocket ping now and then, and
//! connect anew before the hour is over.
//! A running media session survives that.
//! After a `GO_AWAY` event there is one minute left to do the same.
//! The presigned URL is good for 299 seconds, which limits the handshake and not the connection.
//!
//! The caller needs the IAM permission `kinesisvideo:ConnectAsViewer` on the channel.
//!
//! **Request:** `GET /`, success 101. **Auth:** AWS Signature Version 4 in the query, signing name `kinesisvideo`.
//!
//! ## Required arguments
//!
//! - [`channel_arn`](Builder::channel_arn): `impl Into<String>`, in the query: `X-Amz-ChannelARN`. Length 1 to 1024. Pattern `^arn:[a-z0-9-]+:kinesisvideo:[a-z0-9-]+:[0-9]+:[a-z]+/[a-zA-Z0-9_.-]+/[0-9]+$`.
//!   The channel to connect to.
//! - [`client_id`](Builder::client_id): `impl Into<String>`, in the query: `X-Amz-ClientId`. Length 1 to 256. Pattern `^[a-zA-Z0-9_.-]+$`. Must not begin with `AWS_`.
//!   The name of this viewer, by which the master addresses it.
//!
//! ## Messages
//!
//! On the socket, [`SignalingMessage`](types::SignalingMessage) is sent and [`SignalingEvent`](types::SignalingEvent) received.
//! They carry JSON: [`SessionDescription`](types::SessionDescription), [`IceCandidate`](types::IceCandidate). [`FromJson`](runtime::FromJson) reads it from a string, base64 or a document; [`ToJson`](runtime::ToJson) writes it.
//!
//! ## Errors
//!
//! [`ConnectAsViewerError`], in [`runtime::Error`]:
//!
//! | error | status | retried | meaning |
//! |---|---|---|---|
//! | [`AccessDeniedException`](errors::AccessDeniedException) | 403 | no | The signature was not accepted: the permission is missing, the credentials or the URL have expired, or the clock is off. |
//! | [`ClientLimitExceededException`](errors::ClientLimitExceededException) | 400 | yes, after longer pauses | Too many handshakes on this channel in the same second, or too many viewers at the same time. |
//! | [`InvalidArgumentException`](errors::InvalidArgumentException) | 400 | no | A parameter of the handshake is malformed, such as a channel ARN. |
//! | [`ResourceNotFoundException`](errors::ResourceNotFoundException) | 404 | no | No such channel exists for this account in this Region. |
//!
//! An error that is not in the table is `Unmodelled`: `error.response()` has its code and message.
//!
//! ```
//! # use smithwright_clients::kinesisvideosignaling::operation::connect_as_viewer::ConnectAsViewerError;
//! # fn read(error: smithwright_clients::runtime::Error<ConnectAsViewerError>) {
//! match error.service() {
//!     Some(ConnectAsViewerError::AccessDeniedException(it)) => {
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
//! use smithwright_clients::kinesisvideosignaling::Client;
//! use smithwright_clients::runtime::Config;
//! use smithwright_transport::HttpTransport;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let config = Config::from_env(HttpTransport::new())?.to_builder().endpoint_url("wss://service.example").build();
//! let client = Client::new(&config);
//! let mut socket = client
//!     .connect_as_viewer()
//!     .channel_arn("arn:aws:kinesisvideo:us-west-2:123456789012:channel/demo-channel/1234567890123")
//!     .client_id("d7d1c6e2-9cb0-4d61-bea9-ecb3d3816557")
//!     .connect()
//!     .await?;
//! # Ok(())
//! # }
//! ```

use super::super::Client;
use super::super::client::EXPIRES_IN;
use super::super::errors;
use super::super::required;
use super::super::types;
use smithwright_runtime as runtime;
use smithwright_runtime::builder::Given;

/// The input of [`connect_as_viewer`](super::super::Client::connect_as_viewer).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ConnectAsViewerInput {
    /// The channel to connect to.
    /// Its Region is the Region to sign for.
    pub channel_arn: String,
    /// The name of this viewer, by which the master addresses it.
    /// Choose it freely, one for each viewer; a random UUID will do.
    pub client_id: String,
}

runtime::structure! {
    sent ConnectAsViewerInput = "ConnectAsViewerInput" {
        channel_arn: "ChannelARN", Required, Query("X-Amz-ChannelARN"), Length(1, 1024), Pattern("^arn:[a-z0-9-]+:kinesisvideo:[a-z0-9-]+:[0-9]+:[a-z]+/[a-zA-Z0-9_.-]+/[0-9]+$");
        client_id: "ClientId", Required, Query("X-Amz-ClientId"), Length(1, 256), Pattern("^[a-zA-Z0-9_.-]+$"), ReservedPrefix("AWS_");
    }
}

runtime::builder! {
    ConnectAsViewerInput: Builder<
        A = required::channel_arn,
        B = required::client_id,
    > => connect(types::SignalingMessage, types::SignalingEvent, ConnectAsViewerError, EXPIRES_IN) {
        /// The channel to connect to.
        channel_arn(value: impl Into<String>) -> Builder<T, Given, B> = value.into();
        /// The name of this viewer, by which the master addresses it.
        client_id(value: impl Into<String>) -> Builder<T, A, Given> = value.into();
    }
}

/// The output of [`connect_as_viewer`](super::super::Client::connect_as_viewer).
pub type ConnectAsViewerOutput = runtime::NoOutput<ConnectAsViewerInput>;

/// The modelled errors of [`ConnectAsViewer`](super::super::Client::connect_as_viewer).
#[non_exhaustive]
pub enum ConnectAsViewerError {
    /// Status 403. The signature was not accepted: the permission is missing, the credentials or the URL have expired, or the clock is off.
    AccessDeniedException(errors::AccessDeniedException),
    /// Status 400. Too many handshakes on this channel in the same second, or too many viewers at the same time.
    ClientLimitExceededException(errors::ClientLimitExceededException),
    /// Status 400. A parameter of the handshake is malformed, such as a channel ARN.
    InvalidArgumentException(errors::InvalidArgumentException),
    /// Status 404. No such channel exists for this account in this Region.
    ResourceNotFoundException(errors::ResourceNotFoundException),
    /// An error that is not in the model: its code and message are in the response.
    Unmodelled,
}

runtime::operation_error! {
    ConnectAsViewerError {
        AccessDeniedException: "AccessDeniedException", 403;
        ClientLimitExceededException: "ClientLimitExceededException", 400, Throttling;
        InvalidArgumentException: "InvalidArgumentException", 400;
        ResourceNotFoundException: "ResourceNotFoundException", 404;
    }
}

impl runtime::Operation for ConnectAsViewerInput {
    type Client = Client;
    type Output = ConnectAsViewerOutput;
    type Error = ConnectAsViewerError;
    #[inline]
    fn operation() -> &'static runtime::OperationSchema {
        &runtime::OperationSchema {
            name: "ConnectAsViewer",
            method: "GET",
            uri: "/",
            status: 101,
            settings: &[],
        }
    }
}

impl runtime::SocketOperation for ConnectAsViewerInput {
    type Sent = types::SignalingMessage;
    type Received = types::SignalingEvent;
}

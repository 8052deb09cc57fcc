// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! # `ConnectAsMaster`
//!
//! Connects to a signaling channel as its master, the side that answers the offers of viewers.
//! A channel has one master: connecting again replaces the earlier connection.
//!
//! A channel takes 3 of these calls a second.
//! A connection ends after one hour, or after 10 minutes without traffic: send a WebSocket ping now and then, and
//! connect anew before the hour is over.
//! A running media session survives that.
//! After a `GO_AWAY` event there is one minute left to do the same.
//! The presigned URL is good for 299 seconds, which limits the handshake and not the connection.
//!
//! The caller needs the IAM permission `kinesisvideo:ConnectAsMaster` on the channel.
//!
//! **Request:** `GET /`, success 101. **Auth:** AWS Signature Version 4 in the query, signing name `kinesisvideo`.
//!
//! ## Required arguments
//!
//! - [`channel_arn`](Builder::channel_arn): `impl Into<String>`, in the query: `X-Amz-ChannelARN`. Length 1 to 1024. Pattern `^arn:[a-z0-9-]+:kinesisvideo:[a-z0-9-]+:[0-9]+:[a-z]+/[a-zA-Z0-9_.-]+/[0-9]+$`.
//!   The channel to connect to.
//!
//! ## Messages
//!
//! On the socket, [`SignalingMessage`](types::SignalingMessage) is sent and [`SignalingEvent`](types::SignalingEvent) received.
//! They carry JSON: [`SessionDescription`](types::SessionDescription), [`IceCandidate`](types::IceCandidate). [`FromJson`](runtime::FromJson) reads it from a string, base64 or a document; [`ToJson`](runtime::ToJson) writes it.
//!
//! ## Errors
//!
//! [`ConnectAsMasterError`], in [`runtime::Error`]:
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
//! # use smithwright_clients::kinesisvideosignaling::operation::connect_as_master::ConnectAsMasterError;
//! # fn read(error: smithwright_clients::runtime::Error<ConnectAsMasterError>) {
//! match error.service() {
//!     Some(ConnectAsMasterError::AccessDeniedException(it)) => {
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
//!     .connect_as_master()
//!     .channel_arn("arn:aws:kinesisvideo:us-west-2:123456789012:channel/demo-channel/1234567890123")
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

/// The input of [`connect_as_master`](super::super::Client::connect_as_master).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ConnectAsMasterInput {
    /// The channel to connect to.
    /// Its Region is the Region to sign for.
    pub channel_arn: String,
}

runtime::structure! {
    sent ConnectAsMasterInput = "ConnectAsMasterInput" {
        channel_arn: "ChannelARN", Required, Query("X-Amz-ChannelARN"), Length(1, 1024), Pattern("^arn:[a-z0-9-]+:kinesisvideo:[a-z0-9-]+:[0-9]+:[a-z]+/[a-zA-Z0-9_.-]+/[0-9]+$");
    }
}

runtime::builder! {
    ConnectAsMasterInput: Builder<A = required::channel_arn> => connect(
        types::SignalingMessage,
        types::SignalingEvent,
        ConnectAsMasterError,
        EXPIRES_IN,
    ) {
        /// The channel to connect to.
        channel_arn(value: impl Into<String>) -> Builder<T, Given> = value.into();
    }
}

/// The output of [`connect_as_master`](super::super::Client::connect_as_master).
pub type ConnectAsMasterOutput = runtime::NoOutput<ConnectAsMasterInput>;

/// The modelled errors of [`ConnectAsMaster`](super::super::Client::connect_as_master).
#[non_exhaustive]
pub enum ConnectAsMasterError {
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
    ConnectAsMasterError {
        AccessDeniedException: "AccessDeniedException", 403;
        ClientLimitExceededException: "ClientLimitExceededException", 400, Throttling;
        InvalidArgumentException: "InvalidArgumentException", 400;
        ResourceNotFoundException: "ResourceNotFoundException", 404;
    }
}

impl runtime::Operation for ConnectAsMasterInput {
    type Client = Client;
    type Output = ConnectAsMasterOutput;
    type Error = ConnectAsMasterError;
    #[inline]
    fn operation() -> &'static runtime::OperationSchema {
        &runtime::OperationSchema {
            name: "ConnectAsMaster",
            method: "GET",
            uri: "/",
            status: 101,
            settings: &[],
        }
    }
}

impl runtime::SocketOperation for ConnectAsMasterInput {
    type Sent = types::SignalingMessage;
    type Received = types::SignalingEvent;
}

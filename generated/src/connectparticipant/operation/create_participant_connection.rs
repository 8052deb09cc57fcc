// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! # `CreateParticipantConnection`
//!
//! Connects one participant to a contact: returns a chat socket URL, a connection token, the data of a WebRTC
//! call, or several of them, as listed in `Type`.
//! It takes the *participant* token that `StartChatContact`, `StartWebRTCContact` or `CreateParticipant`
//! returned; every later call of the participant (`SendMessage`, `SendEvent`, `GetTranscript`,
//! `DisconnectParticipant`) takes the *connection* token that this call returns.
//!
//! The socket URL must be opened within 100 seconds.
//! After each opening, subscribe by sending `{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}`, then
//! send `{"topic":"aws/heartbeat"}` every 10 seconds.
//! Before `ConnectionExpiry` call again, open the new URL, subscribe there, and only then close the old socket.
//! The connection token lasts one day; renew it about a minute early by calling again.
//! The customer of a new chat has 5 minutes from `StartChatContact` for the first connection.
//!
//! After leaving a WebRTC call, or 60 seconds without connection to it, a join token is spent: create a new
//! participant, a new connection is not enough.
//! A 403 for a token that used to work usually means that the contact has ended.
//!
//! **Request:** `POST /participant/connection`, success 200. **Auth:** none; no credentials are needed.
//!
//! ## Required arguments
//!
//! - [`participant_token`](Builder::participant_token): `impl Into<String>`, a header parameter: `X-Amz-Bearer`. Secret: never printed. Length 1 to 1000.
//!   The participant's bearer token, from `StartChatContact`, `StartWebRTCContact` or `CreateParticipant`.
//!
//! ## Optional arguments
//!
//! - [`r#type`](Builder::type): `impl runtime::IntoList<runtime::Open<types::ConnectionType>>`, in the body. Length at least 1.
//!   What to return, one entry per branch of the response.
//! - [`connect_participant`](Builder::connect_participant): `bool`, in the body.
//!   Set to true to count the participant as connected without a socket: for customers whose chat uses message streaming, and for agents and managers in other chats.
//!
//! ## Response
//!
//! [`CreateParticipantConnectionOutput`]:
//!
//! - [`websocket`](CreateParticipantConnectionOutput::websocket), in the body: The chat socket, when `WEBSOCKET` was asked for.
//! - [`connection_credentials`](CreateParticipantConnectionOutput::connection_credentials), in the body: The connection token, when `CONNECTION_CREDENTIALS` was asked for.
//! - [`web_rtc_connection`](CreateParticipantConnectionOutput::web_rtc_connection), in the body: The data of the call, when `WEBRTC_CONNECTION` was asked for.
//!
//! ## Messages
//!
//! On the socket, [`ChatClientMessage`](types::ChatClientMessage) is sent and [`ChatServerMessage`](types::ChatServerMessage) received.
//! They carry JSON: [`ChatItem`](types::ChatItem), [`ChatSubscriptionResult`](types::ChatSubscriptionResult). [`FromJson`](runtime::FromJson) reads it from a string, base64 or a document; [`ToJson`](runtime::ToJson) writes it.
//!
//! ## Errors
//!
//! [`CreateParticipantConnectionError`], in [`runtime::Error`]:
//!
//! | error | status | retried | meaning |
//! |---|---|---|---|
//! | [`AccessDeniedException`](errors::AccessDeniedException) | 403 | no | The token does not open this contact. |
//! | [`InternalServerException`](errors::InternalServerException) | 500 | yes | The service failed on its side. |
//! | [`ThrottlingException`](errors::ThrottlingException) | 429 | yes, after longer pauses | Too many calls in a short time. |
//! | [`ValidationException`](errors::ValidationException) | 400 | no | A value of the request breaks one of its constraints. |
//!
//! An error that is not in the table is `Unmodelled`: `error.response()` has its code and message.
//!
//! ```
//! # use smithwright_clients::connectparticipant::operation::create_participant_connection::CreateParticipantConnectionError;
//! # fn read(error: smithwright_clients::runtime::Error<CreateParticipantConnectionError>) {
//! match error.service() {
//!     Some(CreateParticipantConnectionError::AccessDeniedException(it)) => {
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
//! use smithwright_clients::connectparticipant::{Client, types};
//! use smithwright_clients::runtime::Config;
//! use smithwright_transport::HttpTransport;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(&Config::from_env(HttpTransport::new())?);
//! let output = client
//!     .create_participant_connection()
//!     .r#type([types::ConnectionType::Websocket, types::ConnectionType::ConnectionCredentials])
//!     .participant_token("participant-token")
//!     .connect_participant(true)
//!     .send()
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! ## Reading every member of the response
//!
//! ```
//! # use smithwright_clients::connectparticipant::operation::create_participant_connection::CreateParticipantConnectionOutput;
//! # fn read(output: &CreateParticipantConnectionOutput) {
//! if let Some(websocket) = &output.websocket {
//!     let url = websocket.url.as_deref();
//!     let connection_expiry = websocket.connection_expiry.as_deref();
//! }
//! if let Some(connection_credentials) = &output.connection_credentials {
//!     let connection_token = connection_credentials.connection_token.as_deref();
//!     let expiry = connection_credentials.expiry.as_deref();
//! }
//! if let Some(web_rtc_connection) = &output.web_rtc_connection {
//!     if let Some(attendee) = &web_rtc_connection.attendee {
//!         let attendee_id = attendee.attendee_id.as_deref();
//!         let join_token = attendee.join_token.as_deref();
//!     }
//!     if let Some(meeting) = &web_rtc_connection.meeting {
//!         if let Some(media_placement) = &meeting.media_placement {
//!             let audio_host_url = media_placement.audio_host_url.as_deref();
//!             let audio_fallback_url = media_placement.audio_fallback_url.as_deref();
//!             let signaling_url = media_placement.signaling_url.as_deref();
//!             let event_ingestion_url = media_placement.event_ingestion_url.as_deref();
//!         }
//!         if let Some(meeting_features) = &meeting.meeting_features {
//!             if let Some(audio) = &meeting_features.audio {
//!                 let echo_reduction = audio.echo_reduction.as_ref();
//!             }
//!         }
//!         let meeting_id = meeting.meeting_id.as_deref();
//!     }
//! }
//! # }
//! ```

use super::super::Client;
use super::super::errors;
use super::super::required;
use super::super::types;
use smithwright_runtime as runtime;
use smithwright_runtime::builder::Given;

/// The input of [`create_participant_connection`](super::super::Client::create_participant_connection).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CreateParticipantConnectionInput {
    /// What to return, one entry per branch of the response.
    /// Leave it out only together with `ConnectParticipant` set to true.
    pub r#type: Option<Vec<runtime::Open<types::ConnectionType>>>,
    /// The participant's bearer token, from `StartChatContact`, `StartWebRTCContact` or `CreateParticipant`.
    /// It travels in a header: trim the newline of a token read from a file.
    pub participant_token: String,
    /// Set to true to count the participant as connected without a socket: for customers whose chat uses message
    /// streaming, and for agents and managers in other chats.
    pub connect_participant: Option<bool>,
}

runtime::structure! {
    sent CreateParticipantConnectionInput = "CreateParticipantConnectionRequest" {
        r#type: "Type", MinLength(1);
        participant_token: "ParticipantToken", Required, Header("X-Amz-Bearer"), Sensitive, Length(1, 1000);
        connect_participant: "ConnectParticipant";
    }
}

runtime::builder! {
    CreateParticipantConnectionInput: Builder<A = required::participant_token> => send(
        CreateParticipantConnectionOutput,
        CreateParticipantConnectionError,
    ) {
        /// What to return, one entry per branch of the response.
        r#type(value: impl runtime::IntoList<runtime::Open<types::ConnectionType>>) -> Self = Some(value.into_list());
        /// The participant's bearer token, from `StartChatContact`, `StartWebRTCContact` or `CreateParticipant`.
        participant_token(value: impl Into<String>) -> Builder<T, Given> = value.into();
        /// Set to true to count the participant as connected without a socket: for customers whose chat uses message
        /// streaming, and for agents and managers in other chats.
        connect_participant(value: bool) -> Self = Some(value);
    }
}

/// The output of [`create_participant_connection`](super::super::Client::create_participant_connection).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CreateParticipantConnectionOutput {
    /// The chat socket, when `WEBSOCKET` was asked for.
    pub websocket: Option<types::Websocket>,
    /// The connection token, when `CONNECTION_CREDENTIALS` was asked for.
    pub connection_credentials: Option<types::ConnectionCredentials>,
    /// The data of the call, when `WEBRTC_CONNECTION` was asked for.
    pub web_rtc_connection: Option<types::WebRtcConnection>,
}

runtime::structure! {
    received CreateParticipantConnectionOutput = "CreateParticipantConnectionResponse" {
        websocket: "Websocket";
        connection_credentials: "ConnectionCredentials";
        web_rtc_connection: "WebRTCConnection";
    }
}

impl CreateParticipantConnectionOutput {
    /// Returns the URL of the socket, if the response has one. It is a secret: whoever has it can connect.
    pub fn socket_url(&self) -> Option<&str> {
        Some(self.websocket.as_ref()?.url.as_ref()?)
    }

    /// Opens the socket at the URL in the response.
    #[cfg(feature = "websocket")]
    #[inline]
    pub fn connect<'a>(
        &'a self,
        client: &'a Client,
    ) -> runtime::CallFuture<
        'a,
        runtime::WebSocket<types::ChatClientMessage, types::ChatServerMessage>,
        runtime::Failure,
    > {
        client.open(self.socket_url().unwrap_or_default())
    }
}

/// The modelled errors of [`CreateParticipantConnection`](super::super::Client::create_participant_connection).
#[non_exhaustive]
pub enum CreateParticipantConnectionError {
    /// Status 403. The token does not open this contact.
    AccessDeniedException(errors::AccessDeniedException),
    /// Status 500. The service failed on its side.
    InternalServerException(errors::InternalServerException),
    /// Status 429. Too many calls in a short time.
    ThrottlingException(errors::ThrottlingException),
    /// Status 400. A value of the request breaks one of its constraints.
    ValidationException(errors::ValidationException),
    /// An error that is not in the model: its code and message are in the response.
    Unmodelled,
}

runtime::operation_error! {
    CreateParticipantConnectionError {
        AccessDeniedException: "AccessDeniedException", 403;
        InternalServerException: "InternalServerException", 500, Transient;
        ThrottlingException: "ThrottlingException", 429, Throttling;
        ValidationException: "ValidationException", 400;
    }
}

impl runtime::Operation for CreateParticipantConnectionInput {
    type Client = Client;
    type Output = CreateParticipantConnectionOutput;
    type Error = CreateParticipantConnectionError;
    #[inline]
    fn operation() -> &'static runtime::OperationSchema {
        &runtime::OperationSchema {
            name: "CreateParticipantConnection",
            method: "POST",
            uri: "/participant/connection",
            status: 200,
            settings: &[],
        }
    }
}

// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The types of the members of inputs, outputs and errors.

use smithwright_runtime as runtime;

/// The payload of a candidate, JSON before base64.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct IceCandidate {
    /// The candidate, as the WebRTC library made it.
    pub candidate: String,
    /// The id of the media section that the candidate belongs to.
    pub sdp_mid: Option<String>,
    /// The position of that media section in the description, counted from 0.
    pub sdp_m_line_index: Option<i32>,
}

runtime::structure! {
    received IceCandidate = "IceCandidate" {
        candidate: "candidate", Required, Sensitive;
        sdp_mid: "sdpMid";
        sdp_m_line_index: "sdpMLineIndex";
    }
}

runtime::setters! {
    IceCandidate(candidate: impl Into<String> = candidate.into()) {
        /// The id of the media section that the candidate belongs to.
        sdp_mid(value: impl Into<String>) = Some(value.into());
        /// The position of that media section in the description, counted from 0.
        sdp_m_line_index(value: i32) = Some(value);
    }
}

/// A relay (TURN) server and the short-lived credentials for it.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct IceServer {
    /// The addresses of the server, `turn:` and `turns:` URIs.
    pub uris: Option<Vec<String>>,
    /// The user name to give to the server.
    pub username: Option<String>,
    /// The password that goes with the user name.
    pub password: Option<String>,
    /// How long the credentials still hold, in seconds.
    pub ttl: Option<i32>,
}

runtime::structure! {
    received IceServer = "IceServer" {
        uris: "uris", JsonName("Uris");
        username: "username", JsonName("Username"), Sensitive;
        password: "password", JsonName("Password"), Sensitive;
        ttl: "ttl", JsonName("Ttl");
    }
}

/// The payload of an offer or an answer, JSON before base64.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SessionDescription {
    /// Whether this is the offer or the answer.
    pub r#type: runtime::Open<SessionDescriptionType>,
    /// The description itself, as the WebRTC library made it.
    pub sdp: String,
}

runtime::structure! {
    received SessionDescription = "SessionDescription" {
        r#type: "type", Required;
        sdp: "sdp", Required, Sensitive;
    }
}

runtime::setters! {
    SessionDescription(
        r#type: impl Into<runtime::Open<SessionDescriptionType>> = r#type.into(),
        sdp: impl Into<String> = sdp.into(),
    ) {}
}

/// The side that a session description stands for.
#[non_exhaustive]
pub enum SessionDescriptionType {
    /// Goes with `SDP_OFFER`.
    Offer,
    /// Goes with `SDP_ANSWER`.
    Answer,
}

runtime::string_enum! {
    SessionDescriptionType {
        Offer = "offer";
        Answer = "answer";
    }
}

/// What a sent message carries.
#[non_exhaustive]
pub enum SignalingAction {
    /// The description of the session that the sender proposes.
    /// The first message of a viewer.
    SdpOffer,
    /// The description of the session that the sender agrees to, in reply to an offer.
    SdpAnswer,
    /// One network path by which the sender may be reached.
    IceCandidate,
}

runtime::string_enum! {
    SignalingAction {
        SdpOffer = "SDP_OFFER";
        SdpAnswer = "SDP_ANSWER";
        IceCandidate = "ICE_CANDIDATE";
    }
}

/// A message from the peer or from the service, received as a JSON text frame.
/// Skip frames that are empty or not JSON, notices of the gateway without a `messageType`, and types that are
/// unknown: none of them ends the connection.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SignalingEvent {
    /// What this event is.
    pub message_type: runtime::Open<SignalingMessageType>,
    /// The viewer that sent it.
    /// Absent or empty when it comes from the master, so always on a viewer's socket.
    pub sender_client_id: Option<String>,
    /// The base64 of what the peer sent: a `SessionDescription` or an `IceCandidate` as JSON.
    /// A candidate whose JSON is `null` marks the end of candidates.
    /// Some clients encode with the URL-safe alphabet; accept both.
    pub message_payload: Option<String>,
    /// Why a message of ours was refused.
    /// Only with `STATUS_RESPONSE`.
    pub status_response: Option<StatusResponse>,
    /// Relay servers that some masters and viewers add to an offer, for use in this session.
    pub ice_server_list: Option<Vec<IceServer>>,
}

runtime::structure! {
    received SignalingEvent = "SignalingEvent" {
        message_type: "messageType";
        sender_client_id: "senderClientId";
        message_payload: "messagePayload", Sensitive;
        status_response: "statusResponse";
        ice_server_list: "iceServerList", JsonName("IceServerList");
    }
}

/// A message to the peer, sent as a JSON text frame.
/// An accepted message is not acknowledged.
/// A socket may carry 20 candidates, 5 offers and 5 answers a second.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SignalingMessage {
    /// What the payload is.
    pub action: runtime::Open<SignalingAction>,
    /// The viewer to send to.
    /// A master must set it; a viewer leaves it out, as all its messages go to the master.
    pub recipient_client_id: Option<String>,
    /// The base64 of the UTF-8 JSON text of a `SessionDescription` for offers and answers, of an `IceCandidate` for
    /// candidates.
    /// The alphabet is the standard one, with padding.
    pub message_payload: String,
    /// Set it to learn of failures: only a message that has one is answered, with a `STATUS_RESPONSE` event, when it
    /// is refused.
    pub correlation_id: Option<String>,
}

runtime::structure! {
    sent SignalingMessage = "SignalingMessage" {
        action: "action", Required;
        recipient_client_id: "recipientClientId", Length(1, 256), Pattern("^[a-zA-Z0-9_.-]+$");
        message_payload: "messagePayload", Required, Sensitive, Length(1, 10000), Pattern("^[a-zA-Z0-9+/=]+$");
        correlation_id: "correlationId", Length(1, 256), Pattern("^[a-zA-Z0-9_.-]+$");
    }
}

runtime::setters! {
    SignalingMessage(
        action: impl Into<runtime::Open<SignalingAction>> = action.into(),
        message_payload: impl Into<String> = message_payload.into(),
    ) {
        /// The viewer to send to.
        recipient_client_id(value: impl Into<String>) = Some(value.into());
        /// Set it to learn of failures: only a message that has one is answered, with a `STATUS_RESPONSE` event, when it
        /// is refused.
        correlation_id(value: impl Into<String>) = Some(value.into());
    }
}

/// What a received event is.
#[non_exhaustive]
pub enum SignalingMessageType {
    /// A peer proposes a session.
    /// On a channel with storage the service itself does.
    SdpOffer,
    /// The peer agrees to a session.
    SdpAnswer,
    /// A network path of the peer.
    /// Keep those that come before its offer or answer, and apply them right after it.
    IceCandidate,
    /// The service is about to close this connection, in one minute at the latest.
    /// Close it and reconnect.
    GoAway,
    /// A relay server is about to stop.
    /// Fetch a new ICE configuration and reconnect to the relays; the signaling socket may stay.
    ReconnectIceServer,
    /// A message of ours was refused.
    StatusResponse,
}

runtime::string_enum! {
    SignalingMessageType {
        SdpOffer = "SDP_OFFER";
        SdpAnswer = "SDP_ANSWER";
        IceCandidate = "ICE_CANDIDATE";
        GoAway = "GO_AWAY";
        ReconnectIceServer = "RECONNECT_ICE_SERVER";
        StatusResponse = "STATUS_RESPONSE";
    }
}

/// Why the service refused a message.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct StatusResponse {
    /// The correlation id of the refused message.
    pub correlation_id: String,
    /// The name of the error: `InvalidArgumentException` or `ClientLimitExceededException`.
    pub error_type: Option<String>,
    /// The HTTP status of the error, as text: `400`.
    pub status_code: Option<String>,
    /// What went wrong, for a human reader, up to about 1000 characters.
    pub description: Option<String>,
    /// False for a refused message; true has not been seen.
    pub success: Option<bool>,
}

runtime::structure! {
    received StatusResponse = "StatusResponse" {
        correlation_id: "correlationId";
        error_type: "errorType";
        status_code: "statusCode";
        description: "description";
        success: "success";
    }
}

// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The types of the members of inputs, outputs and errors.

use smithwright_runtime as runtime;

/// A file that was sent into the conversation.
/// Only its description travels on the socket; fetch the file by its id.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct AttachmentItem {
    /// The id of the file.
    pub attachment_id: Option<String>,
    /// The name of the file, with its extension.
    pub attachment_name: Option<String>,
    /// The media type of the file.
    pub content_type: Option<String>,
    /// Whether the file may be fetched.
    pub status: Option<runtime::Open<AttachmentStatus>>,
}

runtime::structure! {
    received AttachmentItem = "AttachmentItem" {
        attachment_id: "AttachmentId";
        attachment_name: "AttachmentName";
        content_type: "ContentType";
        status: "Status";
    }
}

runtime::setters! {
    AttachmentItem {
        /// The id of the file.
        attachment_id(value: impl Into<String>) = Some(value.into());
        /// The name of the file, with its extension.
        attachment_name(value: impl Into<String>) = Some(value.into());
        /// The media type of the file.
        content_type(value: impl Into<String>) = Some(value.into());
        /// Whether the file may be fetched.
        status(value: impl Into<runtime::Open<AttachmentStatus>>) = Some(value.into());
    }
}

/// The state of the check of a file.
#[non_exhaustive]
pub enum AttachmentStatus {
    /// The file may be fetched.
    Approved,
    /// The file was refused and cannot be fetched.
    Rejected,
    /// The file is still being uploaded or checked.
    InProgress,
}

runtime::string_enum! {
    AttachmentStatus {
        Approved = "APPROVED";
        Rejected = "REJECTED";
        InProgress = "IN_PROGRESS";
    }
}

/// One participant of a WebRTC call.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Attendee {
    /// The id of the attendee within the call.
    pub attendee_id: Option<String>,
    /// The secret to join with.
    /// It is valid while the attendee is in the call and expires on leaving, or after 60 seconds without a
    /// connection.
    pub join_token: Option<String>,
}

runtime::structure! {
    received Attendee = "Attendee" {
        attendee_id: "AttendeeId";
        join_token: "JoinToken", Sensitive;
    }
}

/// The optional audio features of a call.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct AudioFeatures {
    /// Whether clients of this call can use echo reduction.
    pub echo_reduction: Option<runtime::Open<MeetingFeatureStatus>>,
}

runtime::structure! {
    received AudioFeatures = "AudioFeatures" {
        echo_reduction: "EchoReduction";
    }
}

/// A frame that the client sends on the chat socket.
/// Only subscriptions and heartbeats travel this way; chat messages are sent by HTTP calls with the connection
/// token.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ChatClientMessage {
    /// What the frame is about: `aws/subscribe`, `aws/heartbeat` or `aws/ping`.
    pub topic: runtime::Open<ChatTopic>,
    /// The topics to subscribe to.
    /// Goes with `aws/subscribe` and with nothing else.
    pub content: Option<ChatSubscription>,
}

runtime::structure! {
    sent ChatClientMessage = "ChatClientMessage" {
        topic: "topic", Required;
        content: "content";
    }
}

runtime::setters! {
    ChatClientMessage(topic: impl Into<runtime::Open<ChatTopic>> = topic.into()) {
        /// The topics to subscribe to.
        content(value: ChatSubscription) = Some(value);
    }
}

/// The media type of a message or, below `application/vnd.amazonaws.connect.event.`, the name of an event.
#[non_exhaustive]
pub enum ChatContentType {
    /// A message in plain text.
    TextPlain,
    /// A message in Markdown.
    TextMarkdown,
    /// A message in JSON.
    ApplicationJson,
    /// A message with choices to pick from, in JSON.
    MessageInteractive,
    /// The choice that was picked, in JSON.
    MessageInteractiveResponse,
    /// The participant's connection was noticed.
    EventConnectionAcknowledged,
    /// A participant is typing.
    EventTyping,
    /// A participant joined.
    EventParticipantJoined,
    /// A participant left.
    EventParticipantLeft,
    /// A participant is active again.
    EventParticipantActive,
    /// A participant became inactive.
    EventParticipantInactive,
    /// A participant has been silent for a while.
    EventParticipantIdle,
    /// A participant came back after being idle.
    EventParticipantReturned,
    /// A participant was asked to join.
    EventParticipantInvited,
    /// A silent participant is disconnected by the service.
    EventParticipantAutodisconnection,
    /// A participant changed its name.
    EventParticipantDisplaynameUpdated,
    /// The contact moved to another agent or queue.
    EventTransferSucceeded,
    /// The contact could not be moved.
    EventTransferFailed,
    /// The chat is over.
    /// Close the socket and do not reconnect.
    EventChatEnded,
    /// An earlier chat goes on in this one.
    EventChatRehydrated,
    /// A message reached a participant.
    EventMessageDelivered,
    /// A participant read a message.
    EventMessageRead,
    /// Receipts for a message arrived.
    EventMessageMetadata,
    /// The customer was asked to sign in.
    EventAuthenticationInitiated,
    /// The customer signed in.
    EventAuthenticationSucceeded,
    /// The customer could not sign in.
    EventAuthenticationFailed,
    /// The customer took too long to sign in.
    EventAuthenticationTimeout,
    /// The request to sign in is no longer valid.
    EventAuthenticationExpired,
    /// The request to sign in was withdrawn.
    EventAuthenticationCancelled,
    /// A guided workflow was stopped.
    EventWorkflowCancelled,
}

runtime::string_enum! {
    ChatContentType {
        TextPlain = "text/plain";
        TextMarkdown = "text/markdown";
        ApplicationJson = "application/json";
        MessageInteractive = "application/vnd.amazonaws.connect.message.interactive";
        MessageInteractiveResponse = "application/vnd.amazonaws.connect.message.interactive.response";
        EventConnectionAcknowledged = "application/vnd.amazonaws.connect.event.connection.acknowledged";
        EventTyping = "application/vnd.amazonaws.connect.event.typing";
        EventParticipantJoined = "application/vnd.amazonaws.connect.event.participant.joined";
        EventParticipantLeft = "application/vnd.amazonaws.connect.event.participant.left";
        EventParticipantActive = "application/vnd.amazonaws.connect.event.participant.active";
        EventParticipantInactive = "application/vnd.amazonaws.connect.event.participant.inactive";
        EventParticipantIdle = "application/vnd.amazonaws.connect.event.participant.idle";
        EventParticipantReturned = "application/vnd.amazonaws.connect.event.participant.returned";
        EventParticipantInvited = "application/vnd.amazonaws.connect.event.participant.invited";
        EventParticipantAutodisconnection = "application/vnd.amazonaws.connect.event.participant.autodisconnection";
        EventParticipantDisplaynameUpdated = "application/vnd.amazonaws.connect.event.participant.displayname.updated";
        EventTransferSucceeded = "application/vnd.amazonaws.connect.event.transfer.succeeded";
        EventTransferFailed = "application/vnd.amazonaws.connect.event.transfer.failed";
        EventChatEnded = "application/vnd.amazonaws.connect.event.chat.ended";
        EventChatRehydrated = "application/vnd.amazonaws.connect.event.chat.rehydrated";
        EventMessageDelivered = "application/vnd.amazonaws.connect.event.message.delivered";
        EventMessageRead = "application/vnd.amazonaws.connect.event.message.read";
        EventMessageMetadata = "application/vnd.amazonaws.connect.event.message.metadata";
        EventAuthenticationInitiated = "application/vnd.amazonaws.connect.event.authentication.initiated";
        EventAuthenticationSucceeded = "application/vnd.amazonaws.connect.event.authentication.succeeded";
        EventAuthenticationFailed = "application/vnd.amazonaws.connect.event.authentication.failed";
        EventAuthenticationTimeout = "application/vnd.amazonaws.connect.event.authentication.timeout";
        EventAuthenticationExpired = "application/vnd.amazonaws.connect.event.authentication.expired";
        EventAuthenticationCancelled = "application/vnd.amazonaws.connect.event.authentication.cancelled";
        EventWorkflowCancelled = "application/vnd.amazonaws.connect.event.workflow.cancelled";
    }
}

/// One item of a conversation: a message, an event, an attachment, or a receipt.
/// Items may arrive out of order; sort them by `AbsoluteTime`.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ChatItem {
    /// When the item was made.
    pub absolute_time: Option<String>,
    /// The text of a message, in the form that `ContentType` names.
    pub content: Option<String>,
    /// The media type of a message, or which event this is.
    pub content_type: Option<runtime::Open<ChatContentType>>,
    /// The id of the item.
    pub id: Option<String>,
    /// The kind of item.
    pub r#type: Option<runtime::Open<ChatItemType>>,
    /// The id of the participant who caused the item.
    pub participant_id: Option<String>,
    /// The name of that participant, as shown to the others.
    pub display_name: Option<String>,
    /// The role of that participant.
    pub participant_role: Option<runtime::Open<ParticipantRole>>,
    /// The id of the contact with which the conversation began.
    /// Absent from receipts.
    pub initial_contact_id: Option<String>,
    /// The id of the present contact.
    /// It changes on transfers and is absent from receipts, so let receipts through when filtering by contact.
    pub contact_id: Option<String>,
    /// The files of an `ATTACHMENT`.
    pub attachments: Option<Vec<AttachmentItem>>,
    /// The receipts of a `MESSAGEMETADATA`.
    pub message_metadata: Option<MessageMetadata>,
}

runtime::structure! {
    received ChatItem = "ChatItem" {
        absolute_time: "AbsoluteTime";
        content: "Content", Sensitive;
        content_type: "ContentType";
        id: "Id";
        r#type: "Type";
        participant_id: "ParticipantId";
        display_name: "DisplayName", Sensitive;
        participant_role: "ParticipantRole";
        initial_contact_id: "InitialContactId";
        contact_id: "ContactId";
        attachments: "Attachments";
        message_metadata: "MessageMetadata";
    }
}

runtime::setters! {
    ChatItem {
        /// When the item was made.
        absolute_time(value: impl Into<String>) = Some(value.into());
        /// The text of a message, in the form that `ContentType` names.
        content(value: impl Into<String>) = Some(value.into());
        /// The media type of a message, or which event this is.
        content_type(value: impl Into<runtime::Open<ChatContentType>>) = Some(value.into());
        /// The id of the item.
        id(value: impl Into<String>) = Some(value.into());
        /// The kind of item.
        r#type(value: impl Into<runtime::Open<ChatItemType>>) = Some(value.into());
        /// The id of the participant who caused the item.
        participant_id(value: impl Into<String>) = Some(value.into());
        /// The name of that participant, as shown to the others.
        display_name(value: impl Into<String>) = Some(value.into());
        /// The role of that participant.
        participant_role(value: impl Into<runtime::Open<ParticipantRole>>) = Some(value.into());
        /// The id of the contact with which the conversation began.
        initial_contact_id(value: impl Into<String>) = Some(value.into());
        /// The id of the present contact.
        contact_id(value: impl Into<String>) = Some(value.into());
        /// The files of an `ATTACHMENT`.
        attachments(value: impl runtime::IntoList<AttachmentItem>) = Some(value.into_list());
        /// The receipts of a `MESSAGEMETADATA`.
        message_metadata(value: MessageMetadata) = Some(value);
    }
}

/// The kind of an item of the conversation.
#[non_exhaustive]
pub enum ChatItemType {
    /// Somebody wrote something.
    Message,
    /// Something happened, such as somebody typing, joining or leaving.
    Event,
    /// Somebody sent files.
    Attachment,
    /// A message was delivered to somebody, or read.
    Messagemetadata,
}

runtime::string_enum! {
    ChatItemType {
        Message = "MESSAGE";
        Event = "EVENT";
        Attachment = "ATTACHMENT";
        Messagemetadata = "MESSAGEMETADATA";
    }
}

/// A frame that the service sends on the chat socket.
/// A frame with a topic is a reply or an item of the conversation; one without a topic reports a failure of the
/// gateway in `message`.
/// Empty frames are to be ignored.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ChatServerMessage {
    /// What the frame is about.
    /// Absent when the gateway reports a failure.
    pub topic: Option<runtime::Open<ChatTopic>>,
    /// The media type of `content`, `application/json` for items of the conversation.
    pub content_type: Option<String>,
    /// The body of the frame.
    /// For `aws/chat` it is a *string* that holds the JSON text of a `ChatItem` and has to be parsed once more; for
    /// `aws/subscribe` it is an object, a `ChatSubscriptionResult`.
    pub content: Option<runtime::Document>,
    /// The result of an `aws/ping`: 200 when the service is healthy, another HTTP status otherwise.
    pub status_code: Option<i32>,
    /// The result of an `aws/ping` in words, such as `OK`.
    pub status_content: Option<String>,
    /// The gateway's error, such as `Forbidden`.
    /// Only in frames without a topic.
    pub message: Option<String>,
    /// The gateway's id of the socket.
    /// Only in frames without a topic.
    pub connection_id: Option<String>,
    /// The gateway's id of the failed frame, useful in a support case.
    /// Only in frames without a topic.
    pub request_id: Option<String>,
}

runtime::structure! {
    received ChatServerMessage = "ChatServerMessage" {
        topic: "topic";
        content_type: "contentType";
        content: "content", Sensitive;
        status_code: "statusCode";
        status_content: "statusContent";
        message: "message";
        connection_id: "connectionId";
        request_id: "requestId";
    }
}

/// The topics that a socket is to receive.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ChatSubscription {
    /// The topics; `aws/chat` is the one that carries the conversation.
    pub topics: Vec<runtime::Open<ChatTopic>>,
}

runtime::structure! {
    sent ChatSubscription = "ChatSubscription" {
        topics: "topics", Required;
    }
}

runtime::setters! {
    ChatSubscription(topics: impl runtime::IntoList<runtime::Open<ChatTopic>> = topics.into_list()) {}
}

/// The reply to a subscription.
/// After a failure, subscribe again half a second later.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ChatSubscriptionResult {
    /// Whether the topics are subscribed now.
    pub status: Option<runtime::Open<ChatSubscriptionStatus>>,
    /// The topics that this reply is about.
    pub topics: Option<Vec<runtime::Open<ChatTopic>>>,
}

runtime::structure! {
    received ChatSubscriptionResult = "ChatSubscriptionResult" {
        status: "status";
        topics: "topics";
    }
}

runtime::setters! {
    ChatSubscriptionResult {
        /// Whether the topics are subscribed now.
        status(value: impl Into<runtime::Open<ChatSubscriptionStatus>>) = Some(value.into());
        /// The topics that this reply is about.
        topics(value: impl runtime::IntoList<runtime::Open<ChatTopic>>) = Some(value.into_list());
    }
}

/// The outcome of a subscription.
#[non_exhaustive]
pub enum ChatSubscriptionStatus {
    /// The socket now receives the topics.
    Success,
    /// The socket does not receive the topics.
    Failure,
}

runtime::string_enum! {
    ChatSubscriptionStatus {
        Success = "success";
        Failure = "failure";
    }
}

/// What a frame of the chat socket is about.
#[non_exhaustive]
pub enum ChatTopic {
    /// A subscription, and the service's reply to it.
    /// Subscribe after every opening of the socket.
    Subscribe,
    /// A sign of life, and its echo.
    /// Send one every 10 seconds; a missing echo means that the socket is dead.
    Heartbeat,
    /// A heartbeat that goes all the way to the chat service.
    /// Its reply carries a status code, 200 when all is well.
    Ping,
    /// An item of the conversation.
    /// Received only.
    Chat,
}

runtime::string_enum! {
    ChatTopic {
        Subscribe = "aws/subscribe";
        Heartbeat = "aws/heartbeat";
        Ping = "aws/ping";
        Chat = "aws/chat";
    }
}

/// What the participant needs for its later calls.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ConnectionCredentials {
    /// The bearer token for the participant's later calls, sent in the header `X-Amz-Bearer`.
    pub connection_token: Option<String>,
    /// When the token expires, one day after its issue.
    pub expiry: Option<String>,
}

runtime::structure! {
    received ConnectionCredentials = "ConnectionCredentials" {
        connection_token: "ConnectionToken", Sensitive;
        expiry: "Expiry";
    }
}

/// A kind of connection data.
#[non_exhaustive]
pub enum ConnectionType {
    /// A presigned URL of the chat socket, to receive messages and events.
    Websocket,
    /// A connection token, to send messages and events and to read the transcript.
    ConnectionCredentials,
    /// The meeting and the attendee of a WebRTC call, to be given to an Amazon Chime SDK client.
    WebrtcConnection,
}

runtime::string_enum! {
    ConnectionType {
        Websocket = "WEBSOCKET";
        ConnectionCredentials = "CONNECTION_CREDENTIALS";
        WebrtcConnection = "WEBRTC_CONNECTION";
    }
}

/// Whether an optional feature can be used.
#[non_exhaustive]
pub enum MeetingFeatureStatus {
    /// The feature can be used.
    Available,
    /// The feature cannot be used.
    Unavailable,
}

runtime::string_enum! {
    MeetingFeatureStatus {
        Available = "AVAILABLE";
        Unavailable = "UNAVAILABLE";
    }
}

/// The optional features of a call.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct MeetingFeaturesConfiguration {
    /// The features that concern audio.
    pub audio: Option<AudioFeatures>,
}

runtime::structure! {
    received MeetingFeaturesConfiguration = "MeetingFeaturesConfiguration" {
        audio: "Audio";
    }
}

/// Who has received and read a message.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct MessageMetadata {
    /// The id of the message.
    pub message_id: Option<String>,
    /// One receipt for each recipient.
    pub receipts: Option<Vec<Receipt>>,
}

runtime::structure! {
    received MessageMetadata = "MessageMetadata" {
        message_id: "MessageId";
        receipts: "Receipts";
    }
}

runtime::setters! {
    MessageMetadata {
        /// The id of the message.
        message_id(value: impl Into<String>) = Some(value.into());
        /// One receipt for each recipient.
        receipts(value: impl runtime::IntoList<Receipt>) = Some(value.into_list());
    }
}

/// The role of a participant in a contact.
#[non_exhaustive]
pub enum ParticipantRole {
    /// A person who works for the owner of the Connect instance.
    Agent,
    /// The person who is being served.
    Customer,
    /// The flow, or Connect itself.
    System,
    /// A bot brought in by the owner of the Connect instance.
    CustomBot,
    /// A person who watches over agents and may step in.
    Supervisor,
}

runtime::string_enum! {
    ParticipantRole {
        Agent = "AGENT";
        Customer = "CUSTOMER";
        System = "SYSTEM";
        CustomBot = "CUSTOM_BOT";
        Supervisor = "SUPERVISOR";
    }
}

/// What one recipient did with a message.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Receipt {
    /// When the message reached the recipient.
    pub delivered_timestamp: Option<String>,
    /// When the recipient read the message.
    pub read_timestamp: Option<String>,
    /// The id of the recipient.
    pub recipient_participant_id: Option<String>,
}

runtime::structure! {
    received Receipt = "Receipt" {
        delivered_timestamp: "DeliveredTimestamp";
        read_timestamp: "ReadTimestamp";
        recipient_participant_id: "RecipientParticipantId";
    }
}

runtime::setters! {
    Receipt {
        /// When the message reached the recipient.
        delivered_timestamp(value: impl Into<String>) = Some(value.into());
        /// When the recipient read the message.
        read_timestamp(value: impl Into<String>) = Some(value.into());
        /// The id of the recipient.
        recipient_participant_id(value: impl Into<String>) = Some(value.into());
    }
}

/// What an Amazon Chime SDK client needs to join the participant's audio or video call.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct WebRtcConnection {
    /// The participant, as the call knows it.
    pub attendee: Option<Attendee>,
    /// The call itself.
    pub meeting: Option<WebRtcMeeting>,
}

runtime::structure! {
    received WebRtcConnection = "WebRTCConnection" {
        attendee: "Attendee";
        meeting: "Meeting";
    }
}

/// The addresses of a call's media service.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct WebRtcMediaPlacement {
    /// The host that carries the audio.
    pub audio_host_url: Option<String>,
    /// The address for audio when the audio host cannot be reached directly.
    pub audio_fallback_url: Option<String>,
    /// The signaling socket of the call.
    pub signaling_url: Option<String>,
    /// The address to which clients report call events.
    pub event_ingestion_url: Option<String>,
}

runtime::structure! {
    received WebRtcMediaPlacement = "WebRTCMediaPlacement" {
        audio_host_url: "AudioHostUrl";
        audio_fallback_url: "AudioFallbackUrl";
        signaling_url: "SignalingUrl";
        event_ingestion_url: "EventIngestionUrl";
    }
}

/// A WebRTC call.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct WebRtcMeeting {
    /// Where the media and the signaling of the call are served.
    pub media_placement: Option<WebRtcMediaPlacement>,
    /// The optional features of the call.
    pub meeting_features: Option<MeetingFeaturesConfiguration>,
    /// The id of the call.
    pub meeting_id: Option<String>,
}

runtime::structure! {
    received WebRtcMeeting = "WebRTCMeeting" {
        media_placement: "MediaPlacement";
        meeting_features: "MeetingFeatures";
        meeting_id: "MeetingId";
    }
}

/// The chat socket of one connection.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Websocket {
    /// The complete address to dial, without extra headers or a subprotocol, within 100 seconds of this response.
    /// For a later attempt get a new one.
    pub url: Option<String>,
    /// The moment until which the socket may be used.
    /// Replace it before then.
    pub connection_expiry: Option<String>,
}

runtime::structure! {
    received Websocket = "Websocket" {
        url: "Url", Sensitive;
        connection_expiry: "ConnectionExpiry";
    }
}

//! A signaling channel, as a generated client would have it.

use smithwright_runtime::{self as runtime, Open};
use smithwright_transport::HttpTransport;

use runtime::config::ConfigBuilder;
use runtime::credentials::Credentials;
use runtime::endpoint::{Endpoint, EndpointError, Parameters};
use runtime::error::Error;
use runtime::{
    AuthScheme, Client, Config, Operation, OperationSchema, OperationSetting, ServiceSchema, SocketOperation,
    WebSocket,
};
use std::time::Duration;

pub const ARN: &str = "arn:aws:kinesisvideo:us-west-2:123456789012:channel/demo-channel/1234567890123";
pub const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxQQiCYEXAMPLEKEY";

pub const SERVICE: ServiceSchema =
    ServiceSchema::new("Signaling", &runtime::protocol::PresignedWebSocket, resolve)
        .signing_name("kinesisvideo");

fn resolve(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    parameters.endpoint.map(Endpoint::new).ok_or_else(|| EndpointError::new("set the endpoint"))
}

#[derive(Clone, Default)]
pub struct ConnectAsViewerInput {
    pub channel_arn: String,
    pub client_id: String,
}

runtime::structure! {
    sent ConnectAsViewerInput = "ConnectAsViewerInput" {
        channel_arn: "ChannelARN", Required, Query("X-Amz-ChannelARN"), Length(1, 1024);
        client_id: "ClientId", Required, Query("X-Amz-ClientId"), Length(1, 256), ReservedPrefix("AWS_");
    }
}

#[derive(Clone, Default)]
pub struct ConnectAsMasterInput {
    pub channel_arn: String,
}

runtime::structure! {
    sent ConnectAsMasterInput = "ConnectAsMasterInput" {
        channel_arn: "ChannelARN", Required, Query("X-Amz-ChannelARN"), Length(1, 1024);
    }
}

#[derive(Clone, Default)]
pub struct ConnectOutput {}

runtime::structure! {
    received ConnectOutput = "ConnectOutput" {}
}

impl Operation for ConnectAsViewerInput {
    type Client = Client;
    type Output = ConnectOutput;
    type Error = ConnectError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "ConnectAsViewer",
            method: "GET",
            uri: "/",
            status: 101,
            settings: &[OperationSetting::Auth(&[AuthScheme::SigV4])],
        }
    }
}

/// What a token opens, and no signature.
#[derive(Clone, Default)]
pub struct Join {}

runtime::structure! {
    sent Join = "JoinInput" {}
}

impl Operation for Join {
    type Client = Client;
    type Output = ConnectOutput;
    type Error = ConnectError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Join",
            method: "GET",
            uri: "/",
            status: 101,
            settings: &[OperationSetting::Auth(&[AuthScheme::Bearer])],
        }
    }
}

impl SocketOperation for Join {
    type Sent = Message;
    type Received = Event;
}

impl SocketOperation for ConnectAsViewerInput {
    type Sent = Message;
    type Received = Event;
}

impl SocketOperation for ConnectAsMasterInput {
    type Sent = Message;
    type Received = Event;
}

impl Operation for ConnectAsMasterInput {
    type Client = Client;
    type Output = ConnectOutput;
    type Error = ConnectError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "ConnectAsMaster",
            method: "GET",
            uri: "/",
            status: 101,
            settings: &[OperationSetting::Auth(&[AuthScheme::SigV4])],
        }
    }
}

macro_rules! exceptions {
    ($($name:ident)*) => {$(
        #[derive(Clone, Default)]
        pub struct $name {
            pub message: Option<String>,
        }

        runtime::structure! {
            received $name = "Exception" {
                message: "Message";
            }
        }
    )*};
}

exceptions!(AccessDeniedException ClientLimitExceededException InvalidArgumentException ResourceNotFoundException);

pub enum ConnectError {
    AccessDenied(AccessDeniedException),
    ClientLimitExceeded(ClientLimitExceededException),
    InvalidArgument(InvalidArgumentException),
    ResourceNotFound(ResourceNotFoundException),
    Unmodelled,
}

runtime::operation_error! {
    ConnectError {
        AccessDenied: "AccessDeniedException", 403;
        ClientLimitExceeded: "ClientLimitExceededException", 400, Throttling;
        InvalidArgument: "InvalidArgumentException", 400;
        ResourceNotFound: "ResourceNotFoundException", 404;
    }
}

pub enum Kind {
    SdpOffer,
    IceCandidate,
    GoAway,
}

runtime::string_enum! {
    Kind {
        SdpOffer = "SDP_OFFER";
        IceCandidate = "ICE_CANDIDATE";
        GoAway = "GO_AWAY";
    }
}

#[derive(Clone, Default)]
pub struct Message {
    pub action: Open<Kind>,
    pub payload: String,
    pub recipient: Option<String>,
}

runtime::structure! {
    sent Message = "SignalingMessage" {
        action: "action", Required;
        payload: "messagePayload", Required, Sensitive;
        recipient: "recipientClientId", MinLength(1);
    }
}

impl Message {
    pub fn offer(payload: &str) -> Self {
        Self { action: Kind::SdpOffer.into(), payload: payload.to_owned(), recipient: None }
    }
}

#[derive(Clone, Default)]
pub struct Event {
    pub kind: Open<Kind>,
    pub sender: Option<String>,
    pub payload: Option<String>,
    pub servers: Option<Vec<String>>,
}

runtime::structure! {
    received Event = "SignalingEvent" {
        kind: "messageType";
        sender: "senderClientId";
        payload: "messagePayload", Sensitive;
        servers: "iceServerList", JsonName("IceServerList");
    }
}

pub fn viewer(client_id: &str) -> ConnectAsViewerInput {
    ConnectAsViewerInput { channel_arn: ARN.to_owned(), client_id: client_id.to_owned() }
}

pub fn credentials() -> Credentials {
    Credentials::new("AKIAIOSFODJJ7EXAMPLE", SECRET_KEY).with_session_token("session/token==")
}

/// A configuration for the server at this address.
pub fn config(endpoint: &str) -> ConfigBuilder {
    Config::builder(HttpTransport::new())
        .region("us-west-2")
        .endpoint_url(endpoint)
        .credentials(credentials())
}

pub type Socket = WebSocket<Message, Event>;

/// Connects as a viewer.
pub async fn connect(config: ConfigBuilder) -> Result<Socket, Error<ConnectError>> {
    Client::new(&SERVICE, &config.build()).connect(&viewer("viewer-1"), Duration::from_secs(299)).await
}

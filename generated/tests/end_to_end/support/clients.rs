//! Clients of a server on this machine, and calls to make with them.

use super::server::Server;
use smithwright_clients::connectparticipant::operation::create_participant_connection as participant;
use smithwright_clients::gameliftstreams::operation::create_stream_session_connection as stream;
use smithwright_clients::runtime::config::ConfigBuilder;
use smithwright_clients::runtime::credentials::Credentials;
use smithwright_clients::runtime::{Config, Error};
use smithwright_clients::{connectparticipant, gameliftstreams, kinesisvideosignaling};
use smithwright_transport::{HttpTransport, HttpTransportBuilder};

pub const ACCESS_KEY_ID: &str = "AKIAIOSFODNN7EXAMPLE";
pub const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
pub const SESSION_TOKEN: &str = "session/token+of=a/role";

pub const GROUP: &str = "arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-1AB2C3De4";
pub const SESSION: &str = "ABC123def4567";
pub const CHANNEL: &str = "arn:aws:kinesisvideo:us-west-2:111122223333:channel/door-bell/1234567890123";

/// Returns a configuration that calls `server` by this scheme (`http` or `ws`), or its encrypted form, without credentials.
pub fn unsigned(server: &Server, scheme: &str) -> ConfigBuilder {
    let transport = transport(server, HttpTransport::builder());
    Config::builder(transport).region("us-west-2").endpoint_url(server.url(scheme))
}

/// Returns a transport that trusts the server.
pub fn transport(server: &Server, transport: HttpTransportBuilder) -> HttpTransport {
    match server.certificate() {
        Some(certificate) => transport.add_root_certificate(certificate).build(),
        None => transport.build(),
    }
}

/// As [`unsigned`], with credentials.
pub fn signed(server: &Server, scheme: &str) -> ConfigBuilder {
    unsigned(server, scheme).credentials(credentials())
}

pub fn credentials() -> Credentials {
    Credentials::new(ACCESS_KEY_ID, SECRET_KEY).with_session_token(SESSION_TOKEN)
}

pub fn streams(server: &Server) -> gameliftstreams::Client {
    gameliftstreams::Client::new(&signed(server, "http").build())
}

pub fn participants(server: &Server) -> connectparticipant::Client {
    connectparticipant::Client::new(&unsigned(server, "http").build())
}

pub fn signaling(server: &Server) -> kinesisvideosignaling::Client {
    kinesisvideosignaling::Client::new(&signed(server, "ws").build())
}

type StreamResult = Result<stream::CreateStreamSessionConnectionOutput, StreamError>;
pub type StreamError = Error<stream::CreateStreamSessionConnectionError>;

pub async fn call_streams(client: &gameliftstreams::Client) -> StreamResult {
    let call = client.create_stream_session_connection();
    call.identifier(GROUP).stream_session_identifier(SESSION).signal_request("offer").send().await
}

/// As [`call_streams`], with this configuration.
pub async fn call_streams_with(config: ConfigBuilder) -> StreamResult {
    call_streams(&gameliftstreams::Client::new(&config.build())).await
}

type ParticipantResult = Result<participant::CreateParticipantConnectionOutput, ParticipantError>;
pub type ParticipantError = Error<participant::CreateParticipantConnectionError>;

pub async fn call_participants(client: &connectparticipant::Client) -> ParticipantResult {
    client.create_participant_connection().participant_token("participant-token").send().await
}

/// As [`call_participants`], with this configuration.
pub async fn call_participants_with(config: ConfigBuilder) -> ParticipantResult {
    call_participants(&connectparticipant::Client::new(&config.build())).await
}

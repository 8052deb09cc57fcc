//! The program that uses the two HTTP services.

use smithwright_clients::connectparticipant::types::ConnectionType;
use smithwright_clients::runtime::Config;
use smithwright_clients::{connectparticipant, gameliftstreams};
use smithwright_transport::HttpTransport;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::from_env(HttpTransport::new())?;
    let stream = gameliftstreams::Client::new(&config)
        .create_stream_session_connection()
        .identifier("sg-1AB2C3De4")
        .stream_session_identifier("ABC123def4567")
        .signal_request("offer")
        .send()
        .await?;
    let chat = connectparticipant::Client::new(&config)
        .create_participant_connection()
        .participant_token("token")
        .r#type([ConnectionType::Websocket, ConnectionType::ConnectionCredentials])
        .send()
        .await?;
    println!("{} {}", stream.signal_response.is_some(), chat.websocket.is_some());
    Ok(())
}

//! The program that uses the two HTTP services, by the AWS crates, with ring in place of aws-lc.

use aws_sdk_connectparticipant as connectparticipant;
use aws_sdk_connectparticipant::types::ConnectionType;
use aws_sdk_gameliftstreams as gameliftstreams;
use aws_sdk_gameliftstreams::config::Credentials;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use std::env::var;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let http_client = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let credentials =
        Credentials::new(var("AWS_ACCESS_KEY_ID")?, var("AWS_SECRET_ACCESS_KEY")?, None, None, "environment");
    let config = gameliftstreams::Config::builder()
        .behavior_version(gameliftstreams::config::BehaviorVersion::latest())
        .region(gameliftstreams::config::Region::new("us-west-2"))
        .credentials_provider(credentials.clone())
        .http_client(http_client.clone())
        .build();
    let stream = gameliftstreams::Client::from_conf(config)
        .create_stream_session_connection()
        .identifier("sg-1AB2C3De4")
        .stream_session_identifier("ABC123def4567")
        .signal_request("offer")
        .send()
        .await?;
    let config = connectparticipant::Config::builder()
        .behavior_version(connectparticipant::config::BehaviorVersion::latest())
        .region(connectparticipant::config::Region::new("us-west-2"))
        .credentials_provider(credentials.clone())
        .http_client(http_client.clone())
        .build();
    let chat = connectparticipant::Client::from_conf(config)
        .create_participant_connection()
        .participant_token("token")
        .r#type(ConnectionType::Websocket)
        .r#type(ConnectionType::ConnectionCredentials)
        .send()
        .await?;
    println!("{} {}", stream.signal_response().is_some(), chat.websocket().is_some());
    Ok(())
}

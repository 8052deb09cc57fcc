//! Makes calls whose responses come from memory: `calls-peer OPERATION COUNT`.

use aws_sdk_connectparticipant as connectparticipant;
use aws_sdk_connectparticipant::types::ConnectionType;
use aws_sdk_gameliftstreams as gameliftstreams;
use aws_sdk_gameliftstreams::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use std::error::Error;
use std::hint::black_box;

/// Answers every request with these bytes.
#[derive(Debug)]
struct Memory(&'static [u8]);

impl HttpConnector for Memory {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        black_box(request);
        let status = StatusCode::try_from(200).expect("a legal status");
        let mut response = HttpResponse::new(status, SdkBody::from(self.0));
        response.headers_mut().insert("content-type", "application/json");
        HttpConnectorFuture::ready(Ok(response))
    }
}

fn http_client(body: &'static [u8]) -> SharedHttpClient {
    let connector = SharedHttpConnector::new(Memory(body));
    http_client_fn(move |_, _| connector.clone())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [operation, count] = arguments.as_slice() else {
        return Err("expected an operation and a count".into());
    };
    let count: usize = count.parse()?;
    let credentials = Credentials::new("AKIDEXAMPLE", "not a key", None, None, "bench");
    match operation.as_str() {
        "CreateStreamSessionConnection" => {
            let config = gameliftstreams::Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new("us-west-2"))
                .credentials_provider(credentials)
                .http_client(http_client(include_bytes!("../../stream.json")))
                .build();
            let client = gameliftstreams::Client::from_conf(config);
            for _ in 0..count {
                let output = client
                    .create_stream_session_connection()
                    .identifier("sg-1AB2C3De4")
                    .stream_session_identifier("ABC123def4567")
                    .signal_request(include_str!("../../offer.txt"))
                    .send()
                    .await?;
                assert!(black_box(output).signal_response().is_some());
            }
        }
        "CreateParticipantConnection" => {
            let config = connectparticipant::Config::builder()
                .behavior_version(connectparticipant::config::BehaviorVersion::latest())
                .region(connectparticipant::config::Region::new("us-west-2"))
                .credentials_provider(credentials)
                .http_client(http_client(include_bytes!("../../chat.json")))
                .build();
            let client = connectparticipant::Client::from_conf(config);
            for _ in 0..count {
                let output = client
                    .create_participant_connection()
                    .participant_token("QVFJREFIajMz")
                    .r#type(ConnectionType::Websocket)
                    .r#type(ConnectionType::ConnectionCredentials)
                    .send()
                    .await?;
                assert!(black_box(output).websocket().is_some());
            }
        }
        other => return Err(format!("unknown operation {other}").into()),
    }
    Ok(())
}

//! Makes calls whose responses come from memory: `calls-ours OPERATION COUNT`.

use bytes::Bytes;
use smithwright_clients::connectparticipant::types::ConnectionType;
use smithwright_clients::runtime::Config;
use smithwright_clients::runtime::credentials::Credentials;
use smithwright_clients::runtime::message::Response;
use smithwright_clients::runtime::transport::{HttpRequest, SendFuture, Transport};
use smithwright_clients::{connectparticipant, gameliftstreams};
use std::error::Error;
use std::hint::black_box;

/// Answers every request with these bytes.
struct Memory(&'static [u8]);

impl Transport for Memory {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        black_box(request);
        let mut response = Response::default();
        response.status = 200;
        response.headers.insert("content-type", "application/json".parse().expect("a legal header"));
        response.body = Bytes::from_static(self.0).into();
        Box::pin(std::future::ready(Ok(response)))
    }
}

fn config(body: &'static [u8]) -> Config {
    Config::builder(Memory(body))
        .region("us-west-2")
        .credentials(Credentials::new("AKIDEXAMPLE", "not a key"))
        .build()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [operation, count] = arguments.as_slice() else {
        return Err("expected an operation and a count".into());
    };
    let count: usize = count.parse()?;
    match operation.as_str() {
        "CreateStreamSessionConnection" => {
            let client = gameliftstreams::Client::new(&config(include_bytes!("../../stream.json")));
            for _ in 0..count {
                let output = client
                    .create_stream_session_connection()
                    .identifier("sg-1AB2C3De4")
                    .stream_session_identifier("ABC123def4567")
                    .signal_request(include_str!("../../offer.txt"))
                    .send()
                    .await?;
                assert!(black_box(output).signal_response.is_some());
            }
        }
        "CreateParticipantConnection" => {
            let client = connectparticipant::Client::new(&config(include_bytes!("../../chat.json")));
            for _ in 0..count {
                let output = client
                    .create_participant_connection()
                    .participant_token("QVFJREFIajMz")
                    .r#type([ConnectionType::Websocket, ConnectionType::ConnectionCredentials])
                    .send()
                    .await?;
                assert!(black_box(output).websocket.is_some());
            }
        }
        other => return Err(format!("unknown operation {other}").into()),
    }
    Ok(())
}

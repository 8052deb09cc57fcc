//! One request and its response, through a client without a network.

use smithwright_runtime::endpoint::Endpoint;
use smithwright_runtime::message::Response;
use smithwright_runtime::protocol::RestJson1;
use smithwright_runtime::transport::Script;
use smithwright_runtime::{
    self as runtime, Bytes, Client, Config, Operation, OperationSchema, OperationSetting, ServiceSchema,
};

const SERVICE: ServiceSchema =
    ServiceSchema::new("Checksums", &RestJson1, |_| Ok(Endpoint::new("http://127.0.0.1")));

/// An input that names the algorithm.
#[derive(Clone, Default)]
struct Summed {
    algorithm: Option<String>,
    mode: Option<String>,
    body: Option<Bytes>,
}

runtime::structure! {
    sent Summed = "Summed" {
        algorithm: "algorithm", Header("x-amz-sdk-checksum-algorithm");
        mode: "mode", Header("x-amz-checksum-mode");
        body: "body", Payload;
    }
}

/// An input whose checksum is an MD5.
#[derive(Clone, Default)]
struct Digested {
    body: Option<Bytes>,
}

runtime::structure! {
    sent Digested = "Digested" {
        body: "body", Payload;
    }
}

#[derive(Clone, Default)]
struct Output {
    body: Option<Bytes>,
}

runtime::structure! {
    received Output = "Output" {
        body: "body", Payload;
    }
}

enum NoError {
    Unmodelled,
}

runtime::operation_error! {
    NoError {}
}

impl Operation for Summed {
    type Client = Client;
    type Output = Output;
    type Error = NoError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Sum",
            method: "POST",
            uri: "/",
            status: 200,
            settings: &[
                OperationSetting::RequestChecksum("x-amz-sdk-checksum-algorithm"),
                OperationSetting::ResponseChecksum("x-amz-checksum-mode"),
            ],
        }
    }
}

impl Operation for Digested {
    type Client = Client;
    type Output = Output;
    type Error = NoError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Digest",
            method: "POST",
            uri: "/",
            status: 200,
            settings: &[OperationSetting::ChecksumRequired],
        }
    }
}

/// Returns the checksum that a request with this body carries.
///
/// # Errors
/// Fails if it carries none, or if the call fails.
pub(super) fn sent(algorithm: &str, body: &Bytes) -> Result<String, String> {
    let script = Script::new().answer(200, "");
    let (header, result) = if algorithm == "MD5" {
        let input = Digested { body: Some(body.clone()) };
        ("content-md5".to_owned(), call(&script, &input))
    } else {
        let input = Summed { algorithm: Some(algorithm.to_owned()), body: Some(body.clone()), mode: None };
        (header_of(algorithm), call(&script, &input))
    };
    result?;
    let asked = script.asked();
    let found = asked.first().and_then(|request| request.headers.get(&header)?.to_str().ok());
    let found = found.map(ToOwned::to_owned);
    found.ok_or_else(|| format!("expected a header `{header}` of the request, found none"))
}

/// Lets a client receive a response with this body and checksum.
///
/// # Errors
/// Fails if the client rejects it or changes the body.
pub(super) fn received(algorithm: &str, body: &Bytes, checksum: &str) -> Result<(), String> {
    let mut answer = Response::new(200, Default::default(), body.clone());
    let value = checksum.parse().map_err(|_| "the checksum is no legal header".to_owned())?;
    answer.headers.insert(header_name(algorithm)?, value);
    let script = Script::new().respond(answer);
    let output = call(&script, &Summed { mode: Some("ENABLED".to_owned()), ..Summed::default() })?;
    let found = output.body.unwrap_or_default();
    if found == *body { Ok(()) } else { Err("expected the body of the response, found another".to_owned()) }
}

fn header_of(algorithm: &str) -> String {
    format!("x-amz-checksum-{}", algorithm.to_ascii_lowercase())
}

fn header_name(algorithm: &str) -> Result<http::HeaderName, String> {
    header_of(algorithm).parse().map_err(|_| format!("`{algorithm}` is no legal part of a header"))
}

fn call<I: Operation<Output = Output, Error = NoError>>(
    script: &Script,
    input: &I,
) -> Result<Output, String> {
    let config = Config::builder(script.clone()).max_attempts(1).build();
    let client = Client::new(&SERVICE, &config);
    let executor = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let executor = executor.map_err(|error| error.to_string())?;
    executor.block_on(client.send(input)).map_err(|error| error.to_string())
}

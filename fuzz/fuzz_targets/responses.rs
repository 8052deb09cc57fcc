//! Responses of every protocol. The data is a line with the protocol, the kind of output and the status, lines of headers, an empty line and the body:
//!
//! ```text
//! ab200
//! x-text: some
//!
//! {}
//! ```
#![no_main]

use http::{HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;
use smithwright_fuzz::answers::*;
use smithwright_fuzz::bound::Bound;
use smithwright_fuzz::messages::TalkError;
use smithwright_runtime::Bytes;
use smithwright_runtime::message::Response;
use smithwright_runtime::operation::OperationSchema;
use smithwright_runtime::protocol::{AwsJson, AwsQuery, Protocol, RestJson1, RestXml, RpcV2};
use smithwright_runtime::value::StructureMut;

const OPERATION: &OperationSchema =
    &OperationSchema { name: "Op", method: "GET", uri: "/", status: 200, settings: &[] };

const PROTOCOLS: [&dyn Protocol; 8] = [
    &RestJson1,
    &RestXml::new(),
    &AwsJson::version_1_1("Service"),
    &AwsJson::version_1_0("Service").query_compatible(),
    &AwsQuery::new("2020-01-01"),
    &AwsQuery::ec2("2020-01-01"),
    &RpcV2::cbor("Service"),
    &RpcV2::json("Service"),
];

fuzz_target!(|data: &[u8]| {
    let [protocol, output, rest @ ..] = data else { return };
    let Some(protocol) = PROTOCOLS.get(usize::from(protocol.wrapping_sub(b'a'))) else { return };
    let response = response(rest);
    if !(200..300).contains(&response.status) {
        let mut error = TalkError::Unmodelled;
        let answer = protocol.decode_error(OPERATION, &response, None, &mut error);
        let _ = format!("{answer:?} {error:?}");
        return;
    }
    match output {
        b'a' => read(*protocol, response, Bound::default()),
        b'b' => read(*protocol, response, BlobPayload::default()),
        b'c' => read(*protocol, response, TextPayload::default()),
        b'd' => read(*protocol, response, EnumPayload::default()),
        b'e' => read(*protocol, response, StructurePayload::default()),
        b'f' => read(*protocol, response, UnionPayload::default()),
        b'g' => read(*protocol, response, DocumentPayload::default()),
        b'h' => read(*protocol, response, ElementPayload::default()),
        b'j' => read(*protocol, response, AllHeaders::default()),
        b'i' => read(*protocol, response, StreamPayload::default()),
        _ => {}
    }
});

fn read<T: StructureMut + std::fmt::Debug>(protocol: &dyn Protocol, response: Response, mut output: T) {
    match protocol.decode(OPERATION, response, &mut output) {
        Ok(()) => drop(format!("{output:?}")),
        Err(failure) => drop(format!("{failure} {failure:?}")),
    }
}

/// Returns the response in the data.
fn response(data: &[u8]) -> Response {
    let end = data.windows(2).position(|pair| pair == b"\n\n").unwrap_or(data.len());
    let (head, body) = data.split_at(end);
    let mut lines = head.split(|byte| *byte == b'\n');
    let status = lines.next().and_then(|line| std::str::from_utf8(line).ok()?.parse().ok());
    let mut response = Response::default();
    response.status = status.unwrap_or(200);
    for line in lines.take(64) {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) =
            (HeaderName::from_bytes(&line[..colon]), HeaderValue::from_bytes(&line[colon + 1..]));
        if let (Ok(name), Ok(value)) = (name, value) {
            response.headers.append(name, value);
        }
    }
    response.body = Bytes::copy_from_slice(body.get(2..).unwrap_or_default()).into();
    response
}

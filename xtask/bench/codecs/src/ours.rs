//! Ours: what a call does between input and request, and between response and output.

use crate::{MOST, Task};
use bytes::Bytes;
use smithwright_runtime::Operation;
use smithwright_runtime::message::Response;
use smithwright_runtime::protocol::{CallContext, Protocol};
use std::hint::black_box;

/// Writes requests.
pub fn encode<I: Operation>(protocol: &dyn Protocol, input: &I, task: Task) {
    let mut length = 0;
    for _ in 0..task.count {
        let request = protocol.encode(I::operation(), black_box(input), CallContext::new("a-token"));
        let request = black_box(request.expect("a request"));
        length = request.body.as_bytes().map_or(0, Bytes::len);
    }
    println!("{length} bytes");
}

/// Reads responses.
pub fn decode<I: Operation>(protocol: &dyn Protocol, body: &Bytes, task: Task) {
    let responses: Vec<Response> = (0..MOST).map(|_| response(body)).collect();
    let mut left = Vec::with_capacity(MOST);
    for (index, response) in responses.into_iter().enumerate() {
        if index >= task.count {
            left.push(response);
            continue;
        }
        let mut output = I::Output::default();
        protocol.decode(I::operation(), black_box(response), &mut output).expect("an output");
        drop(black_box(output));
    }
    println!("{} bytes", body.len());
}

/// Reads a response, to make inputs of it.
pub fn decoded<I: Operation>(protocol: &dyn Protocol, body: &Bytes) -> I::Output {
    let mut output = I::Output::default();
    protocol.decode(I::operation(), response(body), &mut output).expect("an output");
    output
}

fn response(body: &Bytes) -> Response {
    let mut response = Response::default();
    response.status = 200;
    response.headers.insert("x-amzn-requestid", "6a62e8d5-0b8c-4a52-8d3c-2f4f0a3c9c11".parse().expect("legal"));
    // Without it, that of rpcv2Cbor is no response of the protocol.
    response.headers.insert("smithy-protocol", "rpc-v2-cbor".parse().expect("legal"));
    response.body = body.clone().into();
    response
}

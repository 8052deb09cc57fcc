//! The AWS crates': the request serialiser and the response deserialiser that an operation gives to the one who makes the call.

use crate::{MOST, Task};
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use std::fmt::Debug;
use std::hint::black_box;

/// Writes requests. What is written is taken and dropped, so there are as many inputs from the start as any run needs.
pub fn encode<I: Clone + Debug + Send + Sync + 'static>(
    operation: &impl RuntimePlugin,
    input: &I,
    task: Task,
) {
    let layer = operation.config().expect("settings of the operation");
    let serializer = layer.load::<SharedRequestSerializer>().expect("a serialiser");
    let mut settings = ConfigBag::base();
    let inputs: Vec<Input> = (0..MOST).map(|_| Input::erase(input.clone())).collect();
    let mut left = Vec::with_capacity(MOST);
    let mut length = 0;
    for (index, input) in inputs.into_iter().enumerate() {
        if index >= task.count {
            left.push(input);
            continue;
        }
        let request = serializer.serialize_input(black_box(input), &mut settings);
        let request = black_box(request.expect("a request"));
        length = request.body().bytes().map_or(0, <[u8]>::len);
    }
    println!("{length} bytes");
}

/// Reads responses.
pub fn decode(operation: &impl RuntimePlugin, body: &Bytes, task: Task) {
    let layer = operation.config().expect("settings of the operation");
    let deserializer = layer.load::<SharedResponseDeserializer>().expect("a deserialiser");
    let settings = ConfigBag::base();
    let responses: Vec<HttpResponse> = (0..MOST).map(|_| response(body)).collect();
    for response in responses.iter().take(task.count) {
        let output = deserializer.deserialize_nonstreaming_with_config(black_box(response), &settings);
        drop(black_box(output.expect("an output")));
    }
    println!("{} bytes", body.len());
}

/// Reads a response, to make inputs of it.
pub fn decoded<O: Debug + Send + Sync + 'static>(operation: &impl RuntimePlugin, body: &Bytes) -> O {
    let layer = operation.config().expect("settings of the operation");
    let deserializer = layer.load::<SharedResponseDeserializer>().expect("a deserialiser");
    let output = deserializer.deserialize_nonstreaming_with_config(&response(body), &ConfigBag::base());
    let output: Output = output.expect("an output");
    output.downcast().expect("an output of the operation")
}

fn response(body: &Bytes) -> HttpResponse {
    let status = StatusCode::try_from(200).expect("a legal status");
    let mut response = HttpResponse::new(status, SdkBody::from(body.clone()));
    response.headers_mut().insert("x-amzn-requestid", "6a62e8d5-0b8c-4a52-8d3c-2f4f0a3c9c11");
    response.headers_mut().insert("smithy-protocol", "rpc-v2-cbor");
    response
}

//! The protocol restJson1, with shapes like those of a generated crate. Expected values are those of Smithy's own tests, if there are any.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

mod bodies;
pub mod errors;
mod requests;
mod responses;
pub mod shapes;

use smithwright_runtime::error::Failure;
use smithwright_runtime::message::{Request, Response};
use smithwright_runtime::operation::OperationSchema;
use smithwright_runtime::protocol::{CallContext, Protocol, RestJson1};
use smithwright_runtime::value::{Structure, StructureMut};

const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

fn encode(operation: &'static OperationSchema, input: &dyn Structure) -> Result<Request, Failure> {
    RestJson1.encode(operation, input, CallContext::new(TOKEN))
}

fn body(request: &Request) -> &str {
    std::str::from_utf8(request.body.as_bytes().unwrap()).unwrap()
}

/// Returns the value of a header, or `None` if there is no such header.
fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.get(name).map(|value| std::str::from_utf8(value.as_bytes()).unwrap())
}

fn response(status: u16, headers: &[(&'static str, &str)], body: &str) -> Response {
    let mut response = Response::default();
    response.status = status;
    for (name, value) in headers {
        response.headers.append(*name, value.parse().unwrap());
    }
    response.body = body.to_owned().into();
    response
}

fn decode(response: Response, output: &mut dyn StructureMut) -> Result<(), Failure> {
    const OPERATION: &OperationSchema =
        &OperationSchema { name: "Op", method: "GET", uri: "/", status: 200, settings: &[] };
    RestJson1.decode(OPERATION, response, output)
}

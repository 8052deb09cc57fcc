//! How an error answer is read, whatever its format.

use super::error_code;
use crate::codec::Codec;
use crate::error::ErrorResponse;
use crate::http;
use crate::message::Response;
use crate::operation::{OperationError, OperationSchema};
use crate::schema::Location;
use crate::value::{Slot, StructureMut};
use bytes::Bytes;

/// Reads an error whose code is in a header or else in the body.
pub(super) fn decode(
    codec: &dyn Codec,
    operation: &'static OperationSchema,
    response: &Response,
    body: &Bytes,
    error: &mut dyn OperationError,
) -> ErrorResponse {
    let fields = codec.error_fields(body);
    let code =
        error_code::in_headers(&response.headers).or(fields.code.as_deref()).map(error_code::sanitised);
    let code = code.filter(|code| !code.is_empty());
    let index = error.errors().iter().position(|modelled| Some(modelled.code) == code);
    if let Some(modelled) = index.and_then(|index| error.set(index)) {
        // The code says what happened. Members that can't be read are left out.
        let mut response = Response { body: body.clone().into(), ..response.clone() };
        fill_message(modelled, fields.message.as_deref());
        let _ = http::decode_members(codec, &mut response, modelled);
    }
    let mut answer = ErrorResponse::new(operation.name, response.status);
    answer.code = code.map(str::to_owned);
    answer.message = fields.message;
    answer.request_id = error_code::request_id(&response.headers).map(str::to_owned).or(fields.request_id);
    answer.body = body.clone();
    answer
}

/// Puts the message into the error's own member for it, before the members are read: services write the key as `message` or `Message`, whatever
/// the model says.
fn fill_message(error: &mut dyn StructureMut, message: Option<&str>) {
    let Some(message) = message else { return };
    let mut members = error.schema().members.iter();
    let at = members
        .position(|member| member.location == Location::Body && member.name.eq_ignore_ascii_case("message"));
    error.members_mut(&mut |values| {
        let value = at.and_then(|at| values.get_mut(at));
        if let Some(Slot::String(text)) = value.map(|value| value.slot()) {
            text.push_str(message);
        }
    });
}

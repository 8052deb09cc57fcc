//! Reading of error responses, whatever their format.

use super::error_code;
use crate::bindings;
use crate::codec::Codec;
use crate::error::{ErrorResponse, Fault, modelled_message};
use crate::message::Response;
use crate::operation::{OperationError, OperationSchema};
use crate::schema::Location;
use crate::value::{Slot, StructureMut};
use bytes::Bytes;
use http::HeaderMap;

/// Reads an error whose code is `named`, is in a header, is that of the status ([`error_code::of_status`]), or is in the body.
pub(super) fn decode(
    codec: &dyn Codec,
    operation: &'static OperationSchema,
    response: &Response,
    named: Option<&str>,
    error: &mut dyn OperationError,
) -> ErrorResponse {
    let code = named.or_else(|| error_code::in_headers(&response.headers));
    let of_status = error_code::of_status(operation, response.status, error.errors());
    decode_named(codec, code.or(of_status.as_deref()), operation, response, error)
}

/// Reads an error with this code, or with the one in the body if there is none.
pub(super) fn decode_named(
    codec: &dyn Codec,
    code: Option<&str>,
    operation: &'static OperationSchema,
    response: &Response,
    error: &mut dyn OperationError,
) -> ErrorResponse {
    let fields = codec.error_fields(&body(response));
    let code = error_code::of_text(code);
    let is_guessed = code.is_none() && error_code::of_text(fields.code.as_deref()).is_none();
    let code = code.or_else(|| error_code::in_body(&fields, error.errors()));
    let mut secret = false;
    error.receive(code.unwrap_or_default(), &mut |modelled| {
        secret = modelled.schema().has_secret_message();
        // The code says what happened, so members that can't be read are left out.
        fill_message(modelled, fields.message.as_deref());
        let _ = bindings::decode_members(codec, &mut response.clone(), modelled);
    });
    let mut answer = unread(operation, response);
    answer.code = code.map(str::to_owned);
    answer.is_guessed = is_guessed;
    answer.message = fields.message.filter(|_| !secret).or_else(|| modelled_message(error.members()));
    answer.fault = fields.fault;
    answer.request_id = answer.request_id.or(fields.request_id);
    answer
}

/// Returns what is known of a response whose body is not in the protocol.
pub(super) fn unread(operation: &'static OperationSchema, response: &Response) -> ErrorResponse {
    let mut answer = ErrorResponse::new(operation.name, response.status);
    answer.request_id = response.request_id().map(str::to_owned);
    answer.headers = response.headers.clone();
    answer.body = body(response);
    answer
}

fn body(response: &Response) -> Bytes {
    response.body.as_bytes().cloned().unwrap_or_default()
}

/// Sets the message of an error before its members are read: services send it as `message` or `Message`, whatever the model says.
pub(crate) fn fill_message(error: &mut dyn StructureMut, message: Option<&str>) {
    let Some(message) = message else { return };
    let mut members = error.schema().members.iter();
    let at = members.position(|member| {
        member.location() == Location::Body && member.name.eq_ignore_ascii_case("message")
    });
    error.members_mut(&mut |values| {
        let Some(value) = at.and_then(|at| values.get_mut(at)) else { return };
        match value.slot() {
            Slot::String(text) => text.push_str(message),
            Slot::Enum(known) => known.set(message.into()),
            // A message that is not text is read with the other members.
            _ => drop(value.unset()),
        }
    });
}

/// Takes code and fault from the header in which services that once spoke awsQuery repeat what they sent in that protocol, as `Code;Fault`
/// (`awsQueryCompatible`). Existing callers know the errors by that code.
pub(super) fn take_query_error(answer: &mut ErrorResponse, headers: &HeaderMap) {
    let text = headers.get("x-amzn-query-error").and_then(|text| text.to_str().ok());
    let Some((code, fault)) = text.and_then(|text| text.split_once(';')) else { return };
    if !code.is_empty() {
        answer.model_code = answer.code.replace(code.to_owned());
    }
    answer.fault = Fault::named(fault);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(header: &'static str) -> (Option<String>, Option<Fault>) {
        let mut headers = HeaderMap::new();
        headers.insert("x-amzn-query-error", header.parse().unwrap());
        let mut answer = ErrorResponse::new("Send", 400);
        answer.code = Some("QueueDoesNotExist".to_owned());
        take_query_error(&mut answer, &headers);
        (answer.code, answer.fault)
    }

    #[test]
    fn the_code_of_old_goes_first() {
        let (code, fault) = taken("AWS.SimpleQueueService.NonExistentQueue;Sender");
        assert_eq!(code.as_deref(), Some("AWS.SimpleQueueService.NonExistentQueue"));
        assert_eq!(fault, Some(Fault::Sender));
        assert_eq!(taken("Busy;Receiver"), (Some("Busy".to_owned()), Some(Fault::Receiver)));
    }

    #[test]
    fn what_is_no_code_and_fault_changes_nothing() {
        for header in ["", "Customized", ";", ";Elsewhere"] {
            assert_eq!(taken(header), (Some("QueueDoesNotExist".to_owned()), None), "{header}");
        }
    }
}

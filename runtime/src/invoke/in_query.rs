//! Bodies in URLs: the presigned URL of some operations can hold all of the call.

use super::Call;
use crate::body::ByteStream;
use crate::error::Failure;
use crate::message::Request;
use crate::protocol::CallContext;
use crate::value::{Structure, View};
use bytes::Bytes;
use http::HeaderName;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

/// How many bytes the query of a URL may have. Servers and proxies take some thousands.
const LONGEST: usize = 4_096;

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");

/// Returns whether a presigned URL may hold all of the call.
pub(super) fn is_possible(call: Call<'_>) -> bool {
    call.operation.presigned_get() || call.client.service().protocol.takes_forms_in_query()
}

/// Returns the `GET` that has in its query what `request` has in its body. The request stays as it is if that is compressed, long, or has a secret in it: URLs
/// are logged.
///
/// # Errors
/// Returns an error if a member can't be sent in a query.
pub(super) fn moved(call: Call<'_>, context: CallContext<'_>, request: Request) -> Result<Request, Failure> {
    if has_secret(call.input) {
        return Ok(request);
    }
    let moved = if call.operation.presigned_get() {
        let context = CallContext { body_in_query: true, ..context };
        let moved = call.client.service().protocol.encode(call.operation, call.input, context)?;
        Some(moved).filter(|moved| moved.query.len() <= LONGEST)
    } else {
        form(&request)
    };
    Ok(moved.map_or(request, |moved| Request { method: "GET", ..moved }))
}

/// Returns the request with the form that is its body in the query.
fn form(request: &Request) -> Option<Request> {
    let form = request.body.as_bytes().filter(|form| form.len() <= LONGEST)?;
    let form = std::str::from_utf8(form).ok()?;
    if request.headers.contains_key(CONTENT_ENCODING) {
        return None;
    }
    let between = if request.query.is_empty() { "" } else { "&" };
    let mut moved = Request { query: [&request.query, between, form].concat(), ..request.clone() };
    moved.headers.remove(CONTENT_TYPE);
    moved.headers.remove(CONTENT_MD5);
    moved.body = ByteStream::from(Bytes::new());
    Some(moved)
}

/// Returns whether a sensitive member is set, in the structure or in what it holds.
fn has_secret(structure: &dyn Structure) -> bool {
    let mut found = false;
    structure.members(&mut |values| {
        for (member, value) in structure.schema().members.iter().zip(values) {
            let view = value.view();
            found |= !matches!(view, View::Unset) && (member.is_sensitive() || holds_secret(view));
        }
    });
    found
}

fn holds_secret(view: View<'_>) -> bool {
    let mut found = false;
    match view {
        View::Structure(structure) => found = has_secret(structure),
        View::Union(union) => {
            found = union
                .variant()
                .is_ok_and(|(member, value)| member.is_sensitive() || holds_secret(value.view()));
        }
        View::List(list) => list.each(&mut |view| found |= holds_secret(view)),
        View::Map(map) => map.each(&mut |_, view| found |= holds_secret(view)),
        _ => {}
    }
    found
}

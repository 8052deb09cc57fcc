//! Forms in URLs: a presigned URL of an operation that a form calls can hold all of the call.

use crate::body::ByteStream;
use crate::message::Request;
use crate::value::{Structure, View};
use bytes::Bytes;
use http::HeaderName;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

/// How many bytes a form may have in a URL. Servers and proxies take some thousands.
const LONGEST: usize = 4_096;

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");

/// Makes the request a `GET` with the form that was its body. It stays as it is if the form is compressed, long, or has a secret in it: URLs are logged.
pub(super) fn move_to_query(input: &dyn Structure, request: &mut Request) {
    let form = request.body.as_bytes().filter(|form| form.len() <= LONGEST);
    let form = form.and_then(|form| std::str::from_utf8(form).ok());
    let Some(form) = form.filter(|_| !request.headers.contains_key(CONTENT_ENCODING) && !has_secret(input))
    else {
        return;
    };
    let between = if request.query.is_empty() { "" } else { "&" };
    request.query = [&request.query, between, form].concat();
    request.headers.remove(CONTENT_TYPE);
    request.headers.remove(CONTENT_MD5);
    (request.method, request.body) = ("GET", ByteStream::from(Bytes::new()));
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

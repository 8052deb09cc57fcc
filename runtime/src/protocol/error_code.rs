//! What an error answer says of itself: its code, without what surrounds it, and the id of the request.

use crate::error::Failure;
use crate::message::Response;
use crate::operation::OperationSchema;
use ::http::{HeaderMap, StatusCode};

/// The code alone: without the URL that may follow it and the namespace that may precede it.
pub(super) fn sanitised(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or(code);
    code.split_once('#').map_or(code, |(_, name)| name).trim()
}

/// The code that the headers have, not sanitised.
pub(super) fn in_headers(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-amzn-errortype")?.to_str().ok()
}

/// The code of an error that has no body to say it, since it answers a `HEAD` request or is 304: the status's own name.
pub(super) fn of_status(operation: &OperationSchema, status: u16) -> Option<String> {
    let has_body = |status: &StatusCode| operation.method != "HEAD" && *status != StatusCode::NOT_MODIFIED;
    let status = StatusCode::from_u16(status).ok().filter(|status| !has_body(status))?;
    status.canonical_reason().map(|reason| reason.split(' ').collect())
}

/// Says which response a failure belongs to.
#[cold]
pub(super) fn answered(failure: Failure, response: &Response) -> Failure {
    failure.answered(response.status, response.request_id().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_answer_without_a_body_is_named_by_its_status() {
        let code = |method, status| of_status(&crate::operation::operation("Op", method, "/", 200), status);
        assert_eq!(code("HEAD", 404).as_deref(), Some("NotFound"));
        assert_eq!(code("HEAD", 412).as_deref(), Some("PreconditionFailed"));
        assert_eq!(code("HEAD", 499), None);
        assert_eq!(code("GET", 404), None);
        assert_eq!(code("GET", 304).as_deref(), Some("NotModified"));
    }

    #[test]
    fn the_code_loses_url_and_namespace() {
        for code in [
            "FooError",
            "FooError:http://internal.example/coral/",
            "aws.protocoltests.restjson#FooError",
            "aws.protocoltests.restjson#FooError:http://internal.example/coral#x/",
            " FooError ",
        ] {
            assert_eq!(sanitised(code), "FooError", "{code}");
        }
        assert_eq!(sanitised("a#b#C"), "b#C", "only the first `#` ends a namespace");
        assert_eq!(sanitised(":http://x"), "");
    }
}

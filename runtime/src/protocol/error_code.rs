//! Error codes, without what surrounds them in a response.

use crate::codec::ErrorFields;
use crate::operation::{ErrorSchema, OperationSchema};
use http::{HeaderMap, HeaderName, StatusCode};
use std::borrow::Cow;

/// The header that may contain the code.
const IN_HEADER: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// Returns the code alone, without a namespace before it or a URL after it. Of several header lines that were joined on the way, the first counts.
pub(super) fn sanitised(code: &str) -> &str {
    let code = code.split([':', ',']).next().unwrap_or(code);
    code.split_once('#').map_or(code, |(_, name)| name).trim()
}

/// Returns the code in the headers, not sanitized.
pub(super) fn in_headers(headers: &HeaderMap) -> Option<&str> {
    headers.get(IN_HEADER)?.to_str().ok()
}

/// Returns the code in a text, sanitised, if there is one.
pub(super) fn of_text(text: Option<&str>) -> Option<&str> {
    text.map(sanitised).filter(|code| !code.is_empty())
}

/// Returns the code in a body: what the model knows, if there are two.
pub(super) fn in_body<'f>(fields: &'f ErrorFields, errors: &'static [ErrorSchema]) -> Option<&'f str> {
    let (sure, perhaps) = (of_text(fields.code.as_deref()), of_text(fields.perhaps_code.as_deref()));
    let is_modelled = |code: &&str| errors.iter().any(|error| error.code == *code);
    perhaps.filter(is_modelled).or(sure).or(perhaps)
}

/// Returns the code of an error without a body, which answers a `HEAD` request or has status 304: the name of the status, unless the only modelled error with
/// that status has another name.
pub(super) fn of_status(
    operation: &OperationSchema,
    status: u16,
    errors: &'static [ErrorSchema],
) -> Option<Cow<'static, str>> {
    let has_body = |status: &StatusCode| operation.method != "HEAD" && *status != StatusCode::NOT_MODIFIED;
    let known = StatusCode::from_u16(status).ok().filter(|status| !has_body(status))?;
    let name: Option<String> = known.canonical_reason().map(|reason| reason.split(' ').collect());
    let is_modelled = name.as_ref().is_some_and(|name| errors.iter().any(|error| error.code == name));
    let only = only_error(errors, status).filter(|_| !is_modelled);
    only.map(Cow::Borrowed).or(name.map(Cow::Owned))
}

/// Returns the code of the only error with this status or, if there is none, of the only one that stands for the others of its class. Returns `None` if there are
/// several.
pub(crate) fn only_error(errors: &'static [ErrorSchema], status: u16) -> Option<&'static str> {
    let mut with_status = errors.iter().filter(|modelled| modelled.status == status);
    let Some(only) = with_status.next() else {
        let class = status / 100;
        return (class > 0).then(|| only_error(errors, class)).flatten();
    };
    with_status.next().is_none().then_some(only.code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Retryable;

    #[test]
    fn only_an_answer_without_a_body_is_named_by_its_status() {
        let named = |method, status, errors| {
            let operation = OperationSchema { name: "Op", method, uri: "/", status: 200, settings: &[] };
            of_status(&operation, status, errors)
        };
        let code = |method, status| named(method, status, &[]);
        assert_eq!(code("HEAD", 404).as_deref(), Some("NotFound"));
        assert_eq!(code("HEAD", 412).as_deref(), Some("PreconditionFailed"));
        assert_eq!(code("HEAD", 499), None);
        assert_eq!(code("GET", 404), None);
        assert_eq!(code("GET", 304).as_deref(), Some("NotModified"));

        const fn error(code: &'static str, status: u16) -> ErrorSchema {
            ErrorSchema { code, status, retry: Retryable::No }
        }
        const ERRORS: &[ErrorSchema] =
            &[error("Missing", 404), error("Locked", 409), error("Busy", 409), error("Gone", 400)];
        assert_eq!(named("HEAD", 404, ERRORS).as_deref(), Some("Missing"));
        assert_eq!(named("HEAD", 409, ERRORS).as_deref(), Some("Conflict"), "it could be either");
        assert_eq!(named("HEAD", 410, ERRORS).as_deref(), Some("Gone"), "the name goes before the status");
        assert_eq!(named("GET", 404, ERRORS), None);
    }

    #[test]
    fn an_error_may_stand_for_the_others_of_its_class() {
        const fn error(code: &'static str, status: u16) -> ErrorSchema {
            ErrorSchema { code, status, retry: Retryable::No }
        }
        const ERRORS: &[ErrorSchema] = &[error("Bad", 400), error("Other", 4), error("Down", 5)];
        let only = |status| only_error(ERRORS, status);
        assert_eq!([only(400), only(422), only(500)], [Some("Bad"), Some("Other"), Some("Down")]);
        assert_eq!([only(302), only(4), only(0)], [None, Some("Other"), None]);
        const TWO: &[ErrorSchema] = &[error("One", 4), error("Two", 4)];
        assert_eq!(only_error(TWO, 400), None);
    }

    #[test]
    fn a_member_called_code_hides_no_code() {
        const ERRORS: &[ErrorSchema] = &[ErrorSchema { code: "Missing", status: 404, retry: Retryable::No }];
        let code = |perhaps: Option<&str>, sure: Option<&str>| {
            let [perhaps_code, code] = [perhaps, sure].map(|it| it.map(str::to_owned));
            let fields = ErrorFields { code, perhaps_code, ..ErrorFields::default() };
            in_body(&fields, ERRORS).map(str::to_owned)
        };
        assert_eq!(code(Some("key.unknown"), Some("a#Missing")).as_deref(), Some("Missing"));
        assert_eq!(code(Some("Missing"), Some("Other")).as_deref(), Some("Missing"));
        assert_eq!(code(Some("Gone"), Some("Other")).as_deref(), Some("Other"));
        assert_eq!(code(Some("Gone"), Some("")).as_deref(), Some("Gone"));
        assert_eq!(code(None, None), None);
    }

    #[test]
    fn the_code_loses_url_and_namespace() {
        for code in [
            "FooError",
            "FooError:http://internal.example/coral/",
            "aws.protocoltests.restjson#FooError",
            "aws.protocoltests.restjson#FooError:http://internal.example/coral#x/",
            " FooError ",
            "FooError, FooError",
        ] {
            assert_eq!(sanitised(code), "FooError", "{code}");
        }
        assert_eq!(sanitised("a#b#C"), "b#C", "only the first `#` ends a namespace");
        assert_eq!(sanitised(":http://x"), "");
    }
}

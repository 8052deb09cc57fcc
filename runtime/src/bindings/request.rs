//! Binding of an operation's input to a request.

use super::query::{self, Query};
use super::uri::{self, Dots, Extent};
use super::{body, header_list, input_failure, text};
use crate::codec::Codec;
use crate::codec::json::unescaped;
#[cfg(feature = "checksum")]
use crate::codec::{base64_text, decode_base64};
use crate::error::{Failure, FailureKind};
use crate::message::Request;
use crate::operation::OperationSchema;
use crate::protocol::CallContext;
use crate::schema::{Location, Member};
use crate::timestamp::Format;
use crate::value::{Map, Structure, Value, View};
use http::{HeaderName, HeaderValue};
use std::borrow::Cow;

/// Writes the request of an operation, with its body in the format of `codec`.
///
/// # Errors
///
/// Returns an error if a member can't be sent: an empty label, a header value that HTTP doesn't allow. It names the member and never shows its value.
pub fn encode(
    codec: &dyn Codec,
    operation: &'static OperationSchema,
    input: &dyn Structure,
    context: CallContext<'_>,
) -> Result<Request, Failure> {
    write(operation, input, context, &|binding, request| binding.write(request, codec, input))
}

/// Writes the request of an operation whose whole input is the body, in the format of `codec`.
///
/// Of HTTP bindings, only the URI pattern and the host prefix count.
///
/// # Errors
///
/// Returns an error if a member can't be sent. It names the member and never shows its value.
pub fn encode_whole(
    codec: &dyn Codec,
    operation: &'static OperationSchema,
    input: &dyn Structure,
    context: CallContext<'_>,
) -> Result<Request, Failure> {
    write(operation, input, context, &|binding, request| {
        binding.write_address(request)?;
        binding.write_body(request, codec, input)
    })
}

fn write(
    operation: &'static OperationSchema,
    input: &dyn Structure,
    context: CallContext<'_>,
    parts: &dyn Fn(&Binding<'_, '_>, &mut Request) -> Result<(), Failure>,
) -> Result<Request, Failure> {
    let mut request = Request { method: operation.method, ..Request::default() };
    let members = input.schema().members;
    let mut result = Ok(());
    input.members(&mut |values| {
        let binding = Binding { operation, members, values, context };
        result = parts(&binding, &mut request);
    });
    result?;
    body::finish(&mut request, operation, context)?;
    Ok(request)
}

/// An input being bound to a request.
struct Binding<'v, 'a> {
    operation: &'static OperationSchema,
    members: &'static [Member],
    values: &'v [&'a dyn Value],
    context: CallContext<'v>,
}

impl<'v> Binding<'v, '_> {
    fn members(&self) -> impl Iterator<Item = (&'static Member, View<'v>)> {
        self.members_that(|_| true)
    }

    /// Returns the members that `is_meant` selects. Others are not viewed, since an address needs only a few members of an input.
    fn members_that(
        &self,
        is_meant: impl Fn(&Member) -> bool,
    ) -> impl Iterator<Item = (&'static Member, View<'v>)> {
        let token = self.context.idempotency_token;
        let members = self.members.iter().zip(self.values).filter(move |(member, _)| is_meant(member));
        members.map(move |(member, value)| match value.view() {
            View::Unset if member.is_idempotency_token() => (member, View::String(token)),
            view => (member, view),
        })
    }

    fn find(&self, is_meant: impl Fn(&Member) -> bool) -> Option<(&'static Member, View<'v>)> {
        self.members_that(is_meant).next()
    }

    fn write(&self, request: &mut Request, codec: &dyn Codec, input: &dyn Structure) -> Result<(), Failure> {
        self.write_address(request)?;
        let mut payload = None;
        let mut in_body = false;
        for (member, view) in self.members() {
            match (member.location(), view) {
                (Location::Body, _) => in_body = !self.context.body_in_query,
                // An empty text would be taken for a valid name, and the request would go to another resource.
                (Location::Endpoint, View::Unset | View::String("") | View::Enum("", _)) => {
                    return Err(input_failure(member, "is part of the endpoint and must not be empty"));
                }
                (Location::Payload(kind), view) => payload = Some((member, kind, view)),
                (Location::Header(name), view) => self.header(request, name, view, member)?,
                (Location::PrefixHeaders(prefix), View::Map(map)) => {
                    self.prefix_headers(request, prefix, map, member)?
                }
                _ => {}
            }
        }
        match payload {
            Some((member, kind, view)) => body::set_payload(request, codec, (member, kind), view),
            None if in_body => self.write_body(request, codec, input),
            None => Ok(()),
        }
    }

    fn write_body(
        &self,
        request: &mut Request,
        codec: &dyn Codec,
        input: &dyn Structure,
    ) -> Result<(), Failure> {
        let written = codec.encode_body(input, self.context.idempotency_token);
        let written = written.map_err(|error| body::unencodable(&error))?;
        body::set(request, written.into(), codec.media_type());
        Ok(())
    }

    /// Writes the path, the host prefix and the query.
    fn write_address(&self, request: &mut Request) -> Result<(), Failure> {
        let (path, literal) = self.operation.uri.split_once('?').unwrap_or((self.operation.uri, ""));
        request.path = uri::expand(path, &mut |out, name, extent| self.label(out, name, extent))?;
        if let Some(pattern) = self.operation.host_prefix() {
            request.host_prefix = uri::expand(pattern, &mut |out, name, _| self.host_label(out, name))?;
        }
        request.endpoint_url = self.endpoint_url();
        request.query = self.query(literal)?;
        Ok(())
    }

    fn label(&self, out: &mut String, name: &str, extent: Extent) -> Result<(), Failure> {
        let dots = if self.context.literal_paths { Dots::Names } else { Dots::Steps };
        let is_label = |member: &Member| {
            matches!(member.location(), Location::Label | Location::LabelOr(_) | Location::LabelLastSegment)
        };
        let found = self.find(|member| is_label(member) && member.name == name);
        let found = found.map(|(member, view)| match (member.location(), view) {
            (Location::LabelOr(fallback), View::Unset | View::String("") | View::Enum("", _)) => {
                (member, View::String(fallback))
            }
            (Location::LabelLastSegment, View::String(text)) => {
                (member, View::String(text.rsplit('/').next().unwrap_or(text)))
            }
            _ => (member, view),
        });
        self.push_label(out, name, found, &|out, value| uri::push_label(out, value, extent, dots))
    }

    fn endpoint_url(&self) -> Option<String> {
        let (_, view) = self.find(Member::is_endpoint_url)?;
        match view {
            View::String(url) if !url.is_empty() => Some(url.to_owned()),
            _ => None,
        }
    }

    fn host_label(&self, out: &mut String, name: &str) -> Result<(), Failure> {
        let found = self.find(|member| member.is_host_label() && member.name == name);
        self.push_label(out, name, found, &uri::push_host_label)
    }

    fn push_label(
        &self,
        out: &mut String,
        name: &str,
        found: Option<(&'static Member, View<'v>)>,
        push: &dyn Fn(&mut String, &str) -> Result<(), &'static str>,
    ) -> Result<(), Failure> {
        let Some((member, view)) = found else {
            let problem =
                format!("`{name}` is a label of the operation's pattern, but no member is bound to it");
            return Err(Failure::new(FailureKind::Configuration, problem));
        };
        if matches!(view, View::Unset) {
            return Err(input_failure(member, "is part of the path or host name and must be set"));
        }
        text::write(view, member, Format::DateTime)
            .and_then(|value| push(out, &value))
            .map_err(|problem| input_failure(member, problem))
    }

    /// Returns the name of the query parameter that a member is sent as, if it is.
    fn parameter(&self, member: &Member) -> Option<Cow<'static, str>> {
        match member.location() {
            Location::Query(name) => Some(Cow::Borrowed(name)),
            Location::Body if self.context.body_in_query => Some(unescaped(member.json_key())),
            _ => None,
        }
    }

    fn query(&self, literal: &str) -> Result<String, Failure> {
        let mut query = Query::new(literal);
        for (member, view) in self.members_that(|member| self.parameter(member).is_some()) {
            if let Some(name) = self.parameter(member) {
                query.push(&name, view, member).map_err(|problem| input_failure(member, problem))?;
            }
        }
        // A member bound to a parameter takes precedence over a map's entry.
        let taken = |name: &str| {
            query::is_literal(literal, name)
                || self.members().any(|(member, view)| {
                    self.parameter(member).is_some_and(|it| it == name) && !matches!(view, View::Unset)
                })
        };
        for (member, view) in self.members_that(|member| member.location() == Location::QueryParams) {
            if let View::Map(map) = view {
                query.push_map(map, member, taken).map_err(|problem| input_failure(member, problem))?;
            }
        }
        Ok(query.finish())
    }

    fn header(
        &self,
        request: &mut Request,
        name: &str,
        view: View<'_>,
        member: &Member,
    ) -> Result<(), Failure> {
        let digest = match (&view, member.md5_of()) {
            (View::Unset, Some(of)) => self.md5_of(of)?,
            _ => None,
        };
        let value = match digest.as_deref().map_or(view, View::String) {
            View::Unset => return Ok(()),
            View::List(list) => header_list::write(list, member)
                .and_then(|value| HeaderValue::try_from(value).map_err(|_| ILLEGAL_VALUE)),
            view => header_value(view, member),
        };
        let mut value = value.map_err(|problem| input_failure(member, problem))?;
        let name = header_name(name, member).map_err(|problem| input_failure(member, &problem))?;
        // Keeps the value out of `Debug`, and out of the compression tables of HTTP/2.
        value.set_sensitive(member.is_sensitive());
        request.headers.insert(name, value);
        Ok(())
    }

    /// Returns the MD5 of what a member holds in base64, if that is set.
    #[cfg(feature = "checksum")]
    fn md5_of(&self, name: &str) -> Result<Option<String>, Failure> {
        use md5::Digest as _;

        let Some((member, View::String(text))) = self.find(|member| member.name == name) else {
            return Ok(None);
        };
        let bytes =
            decode_base64(text).ok_or_else(|| input_failure(member, "is a key, which must be in base64"))?;
        Ok(Some(base64_text(&md5::Md5::digest(bytes))))
    }

    #[cfg(not(feature = "checksum"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps)]
    fn md5_of(&self, _: &str) -> Result<Option<String>, Failure> {
        Ok(None)
    }

    fn prefix_headers(
        &self,
        request: &mut Request,
        prefix: &str,
        map: &dyn Map,
        member: &Member,
    ) -> Result<(), Failure> {
        let element = member.element().unwrap_or(member);
        let mut result = Ok(());
        map.each(&mut |key, view| {
            if result.is_ok() && !matches!(view, View::Unset) {
                result = header_name(&[prefix, key].concat(), member).and_then(|name| {
                    if RESERVED.contains(&name.as_str()) {
                        return Err(reserved(&name));
                    }
                    let mut value = header_value(view, element)?;
                    value.set_sensitive(member.is_sensitive());
                    if request.headers.len() >= MOST_HEADERS {
                        return Err(format!(
                            "has more entries than the {MOST_HEADERS} headers of a request: leave some out"
                        )
                        .into());
                    }
                    // A member bound to the same header takes precedence: it is kept here, or replaces this later.
                    request.headers.entry(name).or_insert(value);
                    Ok(())
                });
            }
        });
        result.map_err(|problem| input_failure(member, &problem))
    }
}

/// Returns a value as that of a header.
fn header_value(view: View<'_>, member: &Member) -> Result<HeaderValue, &'static str> {
    let value = header_list::scalar(view, member)?;
    HeaderValue::from_bytes(value.as_bytes()).map_err(|_| ILLEGAL_VALUE)
}

/// Headers that must not come from a map's keys: those about the connection, those that a proxy removes, and those that authenticate the caller.
const RESERVED: [&str; 15] = [
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-security-token",
];

/// How many headers there may be, with room for those of the client. A `HeaderMap` panics from 24,576 on, and servers refuse far fewer.
const MOST_HEADERS: usize = 10_000;

fn reserved(name: &HeaderName) -> Cow<'static, str> {
    format!("is sent as the header `{name}`, which the client itself sets: leave the entry out").into()
}

const ILLEGAL_VALUE: &str = "is sent in a header, which can't hold this value: line breaks and other control characters are not allowed";

/// Returns the name of a header for a member. The error doesn't show the name of a header for a sensitive member.
fn header_name(name: &str, member: &Member) -> Result<HeaderName, Cow<'static, str>> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
        let shown = if member.is_sensitive() { "***".into() } else { name.escape_debug().to_string() };
        format!(
            "is sent as the header `{shown}`, a name that HTTP doesn't allow: use letters, digits and hyphens"
        )
        .into()
    })
}

//! Smithwright's own traits, for what no Smithy trait expresses.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use crate::model::ShapeId;

/// A protocol whose operations open a WebSocket with a presigned query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresignedWebSocket {
    /// How long a presigned URL can open the socket, in seconds.
    pub expires_in: u32,
}

impl TraitValue for PresignedWebSocket {
    const ID: &'static str = "smithwright.protocols#presignedWebSocket";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        const WEEK: i64 = 604_800;
        let fields = value.fields(&["expiresIn"])?;
        let expires_in = fields.required("expiresIn", |value| {
            u32::try_from(value.integer(1, WEEK)?).map_err(|_| value.expected("seconds"))
        })?;
        Ok(Self { expires_in })
    }
}

/// The messages of a WebSocket that an operation opens, or whose URL it returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebSocketMessages {
    /// The structure of the frames that the client sends.
    pub send: ShapeId,
    /// The structure of the frames that the client receives.
    pub receive: ShapeId,
    /// The path of the output member that holds the socket's URL; `None` if the operation itself opens the socket.
    pub url: Option<String>,
    /// Structures that are sent as JSON inside strings and documents of those frames.
    pub payloads: Vec<ShapeId>,
}

impl TraitValue for WebSocketMessages {
    const ID: &'static str = "smithwright.api#webSocketMessages";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["send", "receive", "url", "payloads"])?;
        Ok(Self {
            send: fields.required("send", ValueReader::shape_id)?,
            receive: fields.required("receive", ValueReader::shape_id)?,
            url: fields.optional("url", ValueReader::some_text)?,
            payloads: fields
                .optional("payloads", |value| value.list(ValueReader::shape_id))?
                .unwrap_or_default(),
        })
    }
}

/// A prefix that values must not have, whatever its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservedPrefix(pub String);

impl TraitValue for ReservedPrefix {
    const ID: &'static str = "smithwright.api#reservedPrefix";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        value.some_text().map(Self)
    }
}

/// An operation that starts a session: it returns the credentials that sign other calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartsSession {
    /// The auth scheme by which endpoint rules ask for a session.
    pub scheme: String,
    /// The header in which signed requests send the session's token, in lower case.
    pub header: String,
    /// The query parameter in which presigned URLs have it.
    pub query_parameter: String,
}

impl TraitValue for StartsSession {
    const ID: &'static str = "smithwright.api#startsSession";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["scheme", "header", "queryParameter"])?;
        Ok(Self {
            scheme: fields.required("scheme", session_scheme)?,
            header: fields.required("header", session_header)?,
            query_parameter: fields.required("queryParameter", session_parameter)?,
        })
    }
}

fn session_scheme(value: ValueReader<'_>) -> Result<String, Diagnostic> {
    let name = value.some_text()?;
    if ["sigv4", "sigv4a"].contains(&name.as_str()) {
        let message = format!("expected an auth scheme of the service's own, found `{name}`");
        return Err(value.error(message).help("that scheme signs with the caller's credentials"));
    }
    Ok(name)
}

/// Reads the name of a header that a signature does not need for itself.
fn session_header(value: ValueReader<'_>) -> Result<String, Diagnostic> {
    const TAKEN: [&str; 6] = [
        "authorization",
        "host",
        "x-amz-content-sha256",
        "x-amz-date",
        "x-amz-region-set",
        "x-amz-security-token",
    ];
    let name = value.some_text()?;
    if !is_header_name(&name) {
        return Err(no_header_name(value, &name));
    }
    let name = name.to_ascii_lowercase();
    if TAKEN.contains(&name.as_str()) {
        let message = format!("expected a header for the token alone, found `{name}`");
        return Err(value.error(message).help("signatures have that header already"));
    }
    Ok(name)
}

/// Reads the name of a query parameter that needs no encoding.
fn session_parameter(value: ValueReader<'_>) -> Result<String, Diagnostic> {
    let name = value.some_text()?;
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)) {
        return Ok(name);
    }
    let message = format!("expected the name of a query parameter, found `{name}`");
    Err(value.error(message).help("use letters, digits, `-`, `.`, `_` and `~`"))
}

annotations! {
    /// A label that the endpoint rules put into the endpoint's URL, so that it is not in the path.
    EndpointLabel = "smithwright.api#endpointLabel";
    /// A label that is only the part of the value after its last slash.
    LabelLastSegment = "smithwright.api#labelLastSegment";
    /// Paths are sent and signed unchanged: `.`, `..` and empty segments are names like any others.
    LiteralPaths = "smithwright.api#literalPaths";
    /// Signed requests say in a header how the body is part of the signature; presigned URLs do not.
    BodyHashHeader = "smithwright.api#bodyHashHeader";
    /// A response without an error code is the only error of the operation that has its status.
    ErrorsByStatus = "smithwright.api#errorsByStatus";
    /// A member that holds the URL to which the request is sent.
    EndpointUrl = "smithwright.api#endpointUrl";
    /// Requests carry SHA-256 hashes of their body: a plain one, and a tree hash over its pieces.
    Sha256TreeHash = "smithwright.api#sha256TreeHash";
    /// A call, presigned, is a `GET` that has in its query what is otherwise in the body.
    PresignedGet = "smithwright.api#presignedGet";
}

texts! {
    /// What is put into the path if the member is unset or empty.
    LabelFallback = "smithwright.api#labelFallback" by some_text;
    /// The member that holds a key in base64, of whose bytes this one is the MD5 if it is unset.
    Md5Of = "smithwright.api#md5Of" by some_text;
    /// The output member that says whether there is another page, as names joined by dots.
    MorePages = "smithwright.api#morePages" by some_text;
}

/// Constant headers of one operation or of all operations of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstantHeaders(pub Vec<(String, String)>);

impl TraitValue for ConstantHeaders {
    const ID: &'static str = "smithwright.api#constantHeaders";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let headers = value.entries(header_value)?;
        for (index, (name, _)) in headers.iter().enumerate() {
            if !is_header_name(name) {
                return Err(no_header_name(value, name));
            }
            if headers.iter().take(index).any(|(earlier, _)| earlier.eq_ignore_ascii_case(name)) {
                return Err(value.error(format!("the header `{name}` is given twice")));
            }
        }
        Ok(Self(headers))
    }
}

fn is_header_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

fn no_header_name(value: ValueReader<'_>, found: &str) -> Diagnostic {
    let message = format!("expected the name of a header, found `{found}`");
    value.error(message).help("use letters, digits and hyphens")
}

/// Reads text that can be sent in a header unchanged.
fn header_value(value: ValueReader<'_>) -> Result<String, Diagnostic> {
    let text = value.some_text()?;
    let is_inner = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if text.bytes().all(is_inner) && text.trim() == text {
        Ok(text)
    } else {
        Err(value.expected("the value of a header, in printable ASCII without outer spaces,"))
    }
}

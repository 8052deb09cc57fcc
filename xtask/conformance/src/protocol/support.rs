//! What the functions of test programs share: a transport that never leaves the program, and printing values and requests as JSON.
//!
//! This file isn't compiled with xtask, but copied beside the test programs.

use smithwright_runtime::config::ConfigBuilder;
use smithwright_runtime::credentials::Credentials;
use smithwright_runtime::error::ErrorResponse;
use smithwright_runtime::message::Response;
use smithwright_runtime::transport::{HttpRequest, SendFuture, Transport, TransportError, TransportErrorKind};
use smithwright_runtime::value::{Structure, Union, Value, View};
use smithwright_runtime::{ByteStream, Bytes, Config, Document};
use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

/// Calls each function and prints a line for it: its number, a tab, and the JSON that it returns.
pub fn run(cases: &[(usize, fn() -> String)]) {
    std::panic::set_hook(Box::new(|_| ()));
    for (number, case) in cases {
        let shown = catch_unwind(AssertUnwindSafe(case)).unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            failure(&format!("the program panicked: {}", text.unwrap_or("without a message")))
        });
        println!("{number}\t{shown}");
    }
}

/// Waits for a call and returns its output.
pub fn wait<T>(call: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap().block_on(call)
}

/// The request and the response of one case.
pub struct Exchange {
    config: Config,
    sent: Arc<Mutex<Option<String>>>,
}

impl Exchange {
    /// Records the request and sends no response.
    pub fn capturing(endpoint: &str) -> Self {
        Self::new(|config| config.endpoint_url(endpoint), None)
    }

    /// Records the request and sends no response; the endpoint follows from the endpoint rules.
    pub fn capturing_in(region: &str, dual_stack: bool) -> Self {
        Self::new(|config| config.region(region).use_dual_stack(dual_stack), None)
    }

    /// Responds with this response.
    pub fn answering(status: u16, headers: &[(&'static str, &str)], body: &'static [u8]) -> Self {
        let mut response = Response::default();
        response.status = status;
        for (name, value) in headers {
            let name = name.to_ascii_lowercase().leak();
            response.headers.append(&*name, value.parse().unwrap());
        }
        response.body = ByteStream::from(body);
        Self::new(|config| config.endpoint_url("https://example.com"), Some(response))
    }

    fn new(place: impl FnOnce(ConfigBuilder) -> ConfigBuilder, response: Option<Response>) -> Self {
        let sent = Arc::new(Mutex::new(None));
        let transport = Loopback { sent: Arc::clone(&sent), response };
        let config = place(Config::builder(transport).region("us-east-1"))
            .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
            .bearer_token("token")
            .api_key("key")
            .login("user", "secret")
            .max_attempts(1)
            .idempotency_tokens(|| "00000000-0000-4000-8000-000000000000".to_owned())
            .build();
        Self { config, sent }
    }

    /// Returns the configuration for the client.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Returns the request that was sent or, if there was none, the error with which the call ended.
    pub fn request(self, error: Option<String>) -> String {
        let sent = self.sent.lock().unwrap().take();
        sent.unwrap_or_else(|| failure(&error.unwrap_or_else(|| "nothing was sent".to_owned())))
    }
}

struct Loopback {
    sent: Arc<Mutex<Option<String>>>,
    response: Option<Response>,
}

impl Transport for Loopback {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        Box::pin(async move {
            *self.sent.lock().unwrap() = Some(show(request).await);
            let nobody = || TransportError::new(TransportErrorKind::Unusable, "this request is not answered");
            self.response.clone().ok_or_else(nobody)
        })
    }
}

/// Returns the request as JSON, with the `Content-Length` or `Transfer-Encoding` that HTTP requires for its body.
async fn show(request: HttpRequest) -> String {
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in &request.headers {
        headers.push((name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    }
    match request.body.length() {
        Some(0) if ["GET", "HEAD", "DELETE"].contains(&request.method) => {}
        Some(length) => headers.push(("content-length".to_owned(), length.to_string())),
        None => headers.push(("transfer-encoding".to_owned(), "chunked".to_owned())),
    }
    let body = request.body.collect(usize::MAX).await.unwrap();
    let headers: Vec<String> =
        headers.iter().map(|(name, value)| format!("[{},{}]", quoted(name), quoted(value))).collect();
    let mut hex = String::new();
    for byte in &body {
        write!(hex, "{byte:02x}").unwrap();
    }
    format!(
        r#"{{"method":{},"url":{},"headers":[{}],"body":"{hex}"}}"#,
        quoted(request.method),
        quoted(&request.url),
        headers.join(",")
    )
}

/// Says that the case failed, and why.
pub fn failure(message: &str) -> String {
    format!(r#"{{"failure":{}}}"#, quoted(message))
}

/// Returns the messages of an error and its causes.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        write!(text, ": {cause}").unwrap();
        next = cause.source();
    }
    text
}

/// Says that an error is not the expected one.
pub fn other_error(expected: &str, found: &dyn Debug, error: &dyn Error) -> String {
    format!("expected the error {expected}, found {found:?} ({})", chain(error))
}

/// Returns both values, side by side.
pub fn compare(expected: &dyn Value, found: &dyn Value) -> String {
    format!(r#"{{"expected":{},"found":{}}}"#, value(expected.view()), value(found.view()))
}

/// Returns both outputs, if one is expected, and all events, side by side.
pub fn compare_events<E: Value>(
    expected_output: Option<&dyn Value>,
    found_output: &dyn Value,
    expected: &[&dyn Value],
    found: &[E],
) -> String {
    let mut left: Vec<String> = expected_output.iter().map(|output| value(output.view())).collect();
    let mut right: Vec<String> = expected_output.iter().map(|_| value(found_output.view())).collect();
    left.extend(expected.iter().map(|event| value(event.view())));
    right.extend(found.iter().map(|event| value(event.view())));
    format!(r#"{{"expected":[{}],"found":[{}]}}"#, left.join(","), right.join(","))
}

/// Says that any error is expected, and whether there was one.
pub fn any_failure(found: bool) -> String {
    format!(r#"{{"expected":true,"found":{found}}}"#)
}

/// Returns both errors, side by side, or a failure if callers don't see the right code or fault.
pub fn compare_error(
    expected: &dyn Value,
    found: &dyn Value,
    response: Option<&ErrorResponse>,
    (code, fault): (Option<&str>, Option<&str>),
) -> String {
    let told = response.and_then(|response| response.code.as_deref());
    if code.is_some() && told != code {
        return failure(&format!("expected the code {code:?}, found {told:?}"));
    }
    let told = response.and_then(|response| response.fault).map(|fault| format!("{fault:?}"));
    if fault.is_some() && told.as_deref() != fault {
        return failure(&format!("expected the fault {fault:?}, found {told:?}"));
    }
    compare(expected, found)
}

/// Returns a value as JSON: structures, unions, lists and maps as such, and everything else as a string that begins with its type. This way NaN equals NaN,
/// and zero differs from a missing value.
fn value(view: View<'_>) -> String {
    let scalar = |text: String| quoted(&text);
    match view {
        View::Unset => "null".to_owned(),
        View::Boolean(it) => scalar(format!("boolean {it}")),
        View::Integer(it) | View::IntEnum(it, _) => scalar(format!("integer {it}")),
        View::Float(it) => scalar(format!("float {it:?}")),
        View::Double(it) => scalar(format!("double {it:?}")),
        View::BigInteger(it) => scalar(format!("bigInteger {it}")),
        View::BigDecimal(it) => scalar(format!("bigDecimal {it}")),
        View::String(it) => scalar(format!("string {it}")),
        View::Enum(it, known) => scalar(format!("enum {it}, known: {known:?}")),
        View::Blob(it) => scalar(format!("blob {}", it.escape_ascii())),
        View::Timestamp(it) => scalar(format!("timestamp {it:?}")),
        View::Document(it) => document(it),
        View::Structure(it) => structure(it),
        View::Union(it) => union(it),
        View::List(it) => {
            let mut elements = Vec::new();
            it.each(&mut |element| elements.push(value(element)));
            format!("[{}]", elements.join(","))
        }
        View::Map(it) => {
            let mut entries = Vec::new();
            it.each(&mut |key, element| entries.push(format!("{}:{}", quoted(key), value(element))));
            format!("{{{}}}", entries.join(","))
        }
        View::Stream(it) => match it.reopen().map(|stream| wait(stream.collect(usize::MAX))) {
            Ok(Ok(bytes)) => scalar(format!("stream {}", bytes.escape_ascii())),
            Ok(Err(error)) | Err(error) => scalar(format!("unreadable stream: {error}")),
        },
        _ => scalar("a value of an unknown type".to_owned()),
    }
}

fn structure(it: &dyn Structure) -> String {
    let mut members = Vec::new();
    it.members(&mut |values| {
        for (member, held) in it.schema().members.iter().zip(values) {
            let view = held.view();
            if !matches!(view, View::Unset | View::Events(_)) {
                members.push(format!("{}:{}", quoted(member.name), value(view)));
            }
        }
    });
    format!("{{{}}}", members.join(","))
}

fn union(it: &dyn Union) -> String {
    match it.variant() {
        Ok((member, held)) => format!("{{{}:{}}}", quoted(member.name), value(held.view())),
        Err(_) => quoted("an unknown variant"),
    }
}

fn document(it: &Document) -> String {
    match it {
        Document::List(elements) => {
            format!("[{}]", elements.iter().map(document).collect::<Vec<_>>().join(","))
        }
        Document::Map(entries) => {
            let entries = entries.iter().map(|(key, it)| format!("{}:{}", quoted(key), document(it)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        scalar => quoted(&format!("document {scalar:?}")),
    }
}

/// Returns the text as a JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            control if control < ' ' => write!(out, "\\u{:04x}", u32::from(control)).unwrap(),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

//! The page of an operation: everything that a caller needs to know, in the docs of its module.

mod arguments;
mod errors;
mod example;
mod layout;
mod pagination;
mod reading;
mod sample;
mod value;
mod waiters;

use crate::ir::{
    AuthScheme, Name, Operation, OperationSettings, Protocol, RustType, Service, Type, Union, docs,
};
use std::fmt::Write as _;

/// Writes the page as Markdown. `crate_path` is the path of the service's module for users of the crate.
pub(super) fn page(service: &Service, operation: &Operation, crate_path: &str) -> String {
    let mut out = format!("# `{}`\n", operation.shape);
    paragraph(&mut out, &deprecation(operation.deprecated.as_ref()));
    paragraph(&mut out, &operation.documentation);
    paragraph(&mut out, &request_line(service, operation));
    paragraph(&mut out, &checksums(&operation.settings));
    paragraph(&mut out, &arguments::arguments(operation));
    paragraph(&mut out, &response(operation));
    paragraph(&mut out, &messages(operation));
    paragraph(&mut out, &errors::errors(operation, crate_path));
    paragraph(&mut out, &stream_errors(service, operation));
    paragraph(&mut out, &example::example(service, operation, crate_path));
    paragraph(&mut out, &pagination::pages(service, operation, crate_path));
    paragraph(&mut out, &waiters::waiters(service, operation, crate_path));
    paragraph(&mut out, &reading::reading(service, operation, crate_path));
    out
}

fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push('\n');
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

/// Describes the deprecation of something, if there is one.
fn deprecation(note: Option<&String>) -> String {
    match note {
        None => String::new(),
        Some(note) if note.is_empty() => "**Deprecated.**".to_owned(),
        Some(note) => format!("**Deprecated:** {note}"),
    }
}

fn request_line(service: &Service, operation: &Operation) -> String {
    let http = &operation.http;
    let schemes: Vec<String> = operation.auth.iter().filter_map(|scheme| auth(service, scheme)).collect();
    let optional = if operation.auth.contains(&AuthScheme::Anonymous) { "; optional" } else { "" };
    let auth = match schemes.as_slice() {
        [] => "none; no credentials are needed".to_owned(),
        schemes => schemes.join(", or ") + optional,
    };
    // If the endpoint's URL contains the whole path, nothing of it is left here.
    let uri = service.protocol.uri(operation);
    let root = if uri.starts_with('/') { "" } else { "/" };
    let request = docs::code(&format!("{} {root}{uri}", http.method));
    let host = http.host_prefix.iter().map(|prefix| {
        let prefix = docs::code(prefix);
        format!(
            " **Host:** {prefix} and that of the endpoint (alone, where it is `localhost` or an IP address)."
        )
    });
    let session = operation.session.iter().map(|session| {
        let scheme = docs::code(&session.scheme);
        format!(" **Sessions:** where an endpoint wants {scheme}, the client calls this by itself.")
    });
    format!(
        "**Request:** {request}, success {}. **Auth:** {auth}.{}{}",
        http.status,
        host.collect::<String>(),
        session.collect::<String>()
    )
}

/// Describes the checksums of the bodies.
fn checksums(settings: &OperationSettings) -> String {
    let mut said = Vec::new();
    match (&settings.request_checksum, settings.checksum_required) {
        (Some(header), true) => said.push(format!("the request carries one, CRC-32 unless {} chooses another", docs::code(header))),
        (Some(header), false) => said.push(format!(
            "the request carries the one that {} chooses, if any (or CRC-32, by `request_checksums` in the configuration)",
            docs::code(header)
        )),
        (None, true) => said.push("the request carries an MD5".to_owned()),
        (None, false) => {}
    }
    if settings.response_checksum.is_some() {
        said.push("the response is checked against its own, if it has one".to_owned());
    }
    if said.is_empty() { String::new() } else { format!("**Checksums:** {}.", said.join("; ")) }
}

/// Describes what an auth scheme needs from the caller.
fn auth(service: &Service, scheme: &AuthScheme) -> Option<String> {
    let place = match service.protocol {
        Protocol::PresignedWebSocket { .. } => "in the query",
        _ => "in a header",
    };
    let signed = |version: &str| {
        let name = docs::code(service.signing_name.as_deref().unwrap_or_default());
        format!("AWS Signature Version {version} {place}, signing name {name}")
    };
    Some(match scheme {
        AuthScheme::SigV4 => signed("4"),
        AuthScheme::SigV4a => signed("4A"),
        AuthScheme::Bearer => "a bearer token (set `bearer_token` or `bearer_token_from`)".to_owned(),
        AuthScheme::ApiKeyInHeader { .. } | AuthScheme::ApiKeyInQuery { .. } => {
            "an API key (set `api_key`)".to_owned()
        }
        AuthScheme::Basic => "HTTP Basic: user name and password (set `login`)".to_owned(),
        AuthScheme::Digest => "HTTP Digest: user name and password (set `login`)".to_owned(),
        AuthScheme::Anonymous => return None,
        AuthScheme::Unsupported(ids) => {
            let ids: Vec<String> = ids.iter().map(|id| docs::code(id)).collect();
            format!(
                "{}, which this client does not support: see `edit_requests` of the configuration",
                ids.join(" or ")
            )
        }
    })
}

fn response(operation: &Operation) -> String {
    let output = &operation.output;
    if output.fields.is_empty() {
        return String::new();
    }
    let mut out = format!("## Response\n\n[`{}`]:\n\n", output.name);
    for field in &output.fields {
        let place = arguments::place(&field.settings).unwrap_or("in the body".to_owned());
        let secret = if arguments::is_secret(&field.settings) { "Secret: never printed." } else { "" };
        let mut said = vec![
            deprecation(field.deprecated.as_ref()),
            docs::summary(&field.documentation),
            secret.to_owned(),
        ];
        said.retain(|text| !text.is_empty());
        let said = if said.is_empty() { ".".to_owned() } else { format!(": {}", in_sentences(&said)) };
        let link = field.name.unescaped();
        let _ = writeln!(out, "- [`{}`]({}::{link}), {place}{said}", field.name, output.name);
    }
    out
}

/// Joins texts, each a sentence of its own.
fn in_sentences(texts: &[String]) -> String {
    let mut out = String::new();
    for text in texts {
        if !out.is_empty() {
            out.push_str(if out.ends_with(char::is_alphanumeric) { ". " } else { " " });
        }
        out.push_str(text);
    }
    out
}

/// Describes the messages on the socket.
fn messages(operation: &Operation) -> String {
    let Some(messages) = &operation.messages else { return String::new() };
    let linked = |name: &Name| format!("[`{name}`](types::{name})");
    let mut out = format!(
        "## Messages\n\nOn the socket, {} is sent and {} received.\n",
        linked(&messages.send),
        linked(&messages.receive)
    );
    if !messages.payloads.is_empty() {
        let payloads: Vec<String> = messages.payloads.iter().map(linked).collect();
        let _ = writeln!(
            out,
            "They carry JSON: {}. [`FromJson`](runtime::FromJson) reads it from a string, base64 or a document; [`ToJson`](runtime::ToJson) writes it.",
            payloads.join(", ")
        );
    }
    out
}

/// Describes the errors that can end the stream.
fn stream_errors(service: &Service, operation: &Operation) -> String {
    let union = operation.output.fields.iter().find_map(|field| match &field.value {
        RustType::EventReceiver(name) => Some(name),
        _ => None,
    });
    let union = union.and_then(|name| service.find_type(name));
    let Some(Type::Union(Union { stream_error: Some(error), .. })) = union else { return String::new() };
    let mut out = format!(
        "## Errors that end the stream\n\n[`{0}`](types::{0}), in [`runtime::Error`]; the call is not made again.\n",
        error.name
    );
    if !error.errors.is_empty() {
        out.push_str("\n| error | meaning |\n|---|---|\n");
    }
    for error in &error.errors {
        let summary = error.summary.replace('|', "\\|");
        let _ = writeln!(out, "| [`{0}`](super::super::errors::{0}) | {summary} |", error.name);
    }
    out
}

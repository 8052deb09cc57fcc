//! An example call that sets every argument that is not deprecated. The crate's doc tests check that it compiles.

use super::value::{self, argument, is_current};
use crate::ir::{AuthScheme, Operation, Presence, Protocol, RustType, Service};

pub(super) fn example(service: &Service, operation: &Operation, crate_path: &str) -> String {
    let arguments: Vec<String> = operation
        .input
        .fields
        .iter()
        .filter(is_current)
        .map(|field| format!("    {}", argument(service, operation, field)))
        .collect();
    let arguments = arguments.join("\n");
    let (before, after) = (sending(service, operation), receiving(operation));
    let imports = imports(&[&arguments, &before], crate_path);
    let (binding, end) = match service.protocol {
        Protocol::PresignedWebSocket { .. } => ("mut socket", "connect"),
        _ if operation.output.fields.is_empty() => ("_", "send"),
        _ if after.is_empty() => ("output", "send"),
        _ => ("mut output", "send"),
    };
    let call = if arguments.is_empty() { String::new() } else { format!("{arguments}\n") };
    format!(
        "## A call with every argument\n\n\
         ```no_run\n\
         {imports}\n\
         # async fn example() -> Result<(), Box<dyn std::error::Error>> {{\n\
         {client}\n\
         {before}\
         let {binding} = client\n    .{method}()\n{call}    .{end}()\n    .await?;\n\
         {after}\
         # Ok(())\n\
         # }}\n\
         ```\n",
        client = client(service, operation),
        method = operation.method,
    )
}

/// Writes the imports of an example: the client, what configures it, and what else the code names.
fn imports(code: &[&str], crate_path: &str) -> String {
    let config = if names(code, "runtime::") { "{self, Config}" } else { "Config" };
    let runtime = format!("use {}::{config};\n", runtime(crate_path));
    let transport = "use smithwright_transport::HttpTransport;\n";
    client_import(code, crate_path) + &runtime + transport + map_import(code)
}

/// Writes the imports of an example that is given its client, as lines that rustdoc compiles but does not show.
pub(super) fn hidden_imports(code: &str, crate_path: &str) -> String {
    let code = &[code];
    let runtime = format!("use {};\n", runtime(crate_path));
    let runtime = if names(code, "runtime::") { &*runtime } else { "" };
    let imports = client_import(code, crate_path) + runtime + map_import(code);
    imports.lines().map(|line| format!("# {line}\n")).collect()
}

fn client_import(code: &[&str], crate_path: &str) -> String {
    let types = if names(code, "types::") { "::{Client, types}" } else { "::Client" };
    format!("use {crate_path}{types};\n")
}

fn map_import(code: &[&str]) -> &'static str {
    if names(code, "BTreeMap::") { "use std::collections::BTreeMap;\n" } else { "" }
}

fn names(code: &[&str], module: &str) -> bool {
    code.iter().any(|part| part.contains(module))
}

/// Writes the client, configured by the environment and by what the environment cannot provide.
fn client(service: &Service, operation: &Operation) -> String {
    let url = match service.protocol {
        _ if !service.endpoint.asks_for_url() => "",
        Protocol::PresignedWebSocket { .. } => ".endpoint_url(\"wss://service.example\")",
        _ => ".endpoint_url(\"https://service.example\")",
    };
    let secret = match operation.auth.first() {
        Some(AuthScheme::Bearer) => ".bearer_token(\"token\")",
        Some(AuthScheme::ApiKeyInHeader { .. } | AuthScheme::ApiKeyInQuery { .. }) => ".api_key(\"key\")",
        Some(AuthScheme::Basic | AuthScheme::Digest) => ".login(\"user\", \"password\")",
        _ => "",
    };
    if url.is_empty() && secret.is_empty() {
        return "let client = Client::new(&Config::from_env(HttpTransport::new())?);".to_owned();
    }
    let begun = match operation.auth.first() {
        Some(scheme) if scheme.signs() => "Config::from_env(HttpTransport::new())?.to_builder()",
        _ => "Config::builder(HttpTransport::new())",
    };
    format!("let config = {begun}{url}{secret}.build();\nlet client = Client::new(&config);")
}

/// Writes what comes before a call that sends events: a channel for them, with one event.
fn sending(service: &Service, operation: &Operation) -> String {
    let union = operation.input.fields.iter().find_map(|field| match &field.value {
        RustType::EventStream(name) => Some(name),
        _ => None,
    });
    let Some(union) = union else { return String::new() };
    let event = value::event(service, union);
    format!(
        "let (mut sender, events) = runtime::event_stream::channel(16);\n\
         sender.send({event}).await?;\n\
         drop(sender); // the end of the stream\n"
    )
}

/// Writes what comes after a call that receives events or a streaming body.
fn receiving(operation: &Operation) -> String {
    let stream = operation.output.fields.iter().find_map(|field| match (&field.value, &field.presence) {
        (RustType::EventReceiver(_), _) => Some(format!(
            "while let Some(event) = output.{}.receive().await? {{\n    println!(\"{{event:?}}\");\n}}\n",
            field.name
        )),
        (RustType::Stream, Presence::Optional) => Some(format!(
            "if let Some(body) = &mut output.{} {{\n    {}}}\n",
            field.name,
            pieces("body").trim_end().replace('\n', "\n    ") + "\n"
        )),
        (RustType::Stream, _) => Some(pieces(&format!("output.{}", field.name))),
        _ => None,
    });
    stream.unwrap_or_default()
}

/// Writes the loop that reads a body.
fn pieces(body: &str) -> String {
    format!(
        "// Piece by piece; a small body whole: `{body}.reopen()?.collect(limit).await?`.\n\
         while let Some(piece) = {body}.next().await.transpose()? {{\n    \
         println!(\"{{}} bytes\", piece.len());\n\
         }}\n"
    )
}

/// Returns the path of the runtime, which the crate's root re-exports.
pub(super) fn runtime(crate_path: &str) -> String {
    let root = crate_path.split("::").next().unwrap_or_default();
    format!("{root}::runtime")
}

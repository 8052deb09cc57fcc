//! The service and its operations.

use super::facts::Container;
use super::types::{Setters, structure, with_variants};
use super::{Item, ItemKind, Origin, Section, facts};
use crate::emit::spelling::value_type;
use crate::emit::state_names;
use crate::ir::endpoint::Type;
use crate::ir::{
    AuthScheme, ErrorVariant, HttpBinding, Messages, Operation, PageItem, Pages, PathStep, Protocol, Retry,
    Service, Waiter,
};

/// Returns the service and its client, without the operations.
pub(super) fn service(service: &Service) -> Section {
    // No Rust name is made from the title, but people read it, and environment settings use it.
    let title = (service.title != service.shape).then(|| format!("titled {:?}", service.title));
    let version = (!service.version.is_empty()).then(|| format!("API version {}", service.version));
    let mut meaning: Vec<String> = title.into_iter().chain(version).collect();
    meaning.push(protocol(&service.protocol));
    meaning.extend(service.signing_name.iter().map(|name| format!("signed as {name:?}")));
    meaning.extend(headers(&service.constant_headers));
    meaning.extend(service.errors_by_status.then(|| "errors without a code by status".to_owned()));
    let mut items = vec![
        Item::new(ItemKind::Service, "", "").of_shape(&service.shape).meaning(meaning),
        Item::new(ItemKind::Structure, "Client", "")
            .implementing(&["Clone", "Debug"])
            .meaning(facts::deprecated(service.deprecated.as_ref()).into_iter().collect()),
        call("new", "(config: &runtime::Config) -> Self"),
        call("config", "(&self) -> &runtime::Config"),
        call(
            "with_settings",
            "(&self, change: impl FnOnce(runtime::config::ConfigBuilder) -> runtime::config::ConfigBuilder) -> Self",
        ),
    ];
    items.extend(calls(service));
    items.extend(service.client_parameters.iter().map(|parameter| {
        let argument = match parameter.of {
            Type::Boolean => "bool",
            Type::StringArray => "impl runtime::IntoList<String>",
            _ => "impl Into<String>",
        };
        call(&parameter.method.to_string(), &format!("(self, value: {argument}) -> Self"))
            .meaning(vec![format!("{:?} of the endpoint rules", parameter.key)])
    }));
    Section { module: String::new(), items }
}

/// Creates a method of the client.
fn call(name: &str, signature: &str) -> Item {
    Item::new(ItemKind::Method, format!("Client::{name}"), signature)
}

/// Returns the methods of the client that take an input as a value.
fn calls(service: &Service) -> Vec<Item> {
    if let Protocol::PresignedWebSocket { .. } = service.protocol {
        return vec![
            call(
                "connect",
                "<'a, I: runtime::SocketOperation<Client = Self>>(&'a self, input: &'a I) -> runtime::ConnectFuture<'a, I>",
            ),
            call(
                "presign",
                "<'a, I: runtime::Operation<Client = Self>>(&'a self, input: &'a I) -> runtime::CallFuture<'a, runtime::PresignedUrl, runtime::Failure>",
            ),
        ];
    }
    let mut items = Vec::new();
    if service.is_signed() {
        items.push(call("presign", "<'a, I: runtime::Operation<Client = Self>>(&'a self, input: &'a I, expires_in: Duration) -> runtime::CallFuture<'a, runtime::PresignedUrl, runtime::Failure>"));
    }
    items.extend([
        call("send", "<'a, I: runtime::Operation<Client = Self>>(&'a self, input: &'a I) -> runtime::CallFuture<'a, I::Output, runtime::Error<I::Error>>"),
        call("send_with_metadata", "<'a, I: runtime::Operation<Client = Self>>(&'a self, input: &'a I) -> runtime::CallFuture<'a, (I::Output, runtime::ResponseMetadata), runtime::Error<I::Error>>"),
    ]);
    if service.operations.iter().any(|operation| operation.pages.is_some()) {
        items.push(call(
            "pages",
            "<I: runtime::Paginated<Client = Self>>(&self, input: I) -> runtime::Pages<I>",
        ));
    }
    items.push(call("wait_until", "<'a, I: runtime::Operation<Client = Self>>(&'a self, waiter: runtime::Waiter<I>, input: &'a I, at_most: Duration) -> runtime::WaitFuture<'a, I>"));
    items
}

/// Describes the protocol: its name, and how long a URL is valid if it says so.
fn protocol(protocol: &Protocol) -> String {
    let name = format!("{protocol:?}");
    let name = name.split(['(', ' ']).next().unwrap_or_default();
    match protocol {
        Protocol::PresignedWebSocket { expires_in } => format!("{name}; URLs good for {expires_in} s"),
        _ => name.to_owned(),
    }
}

/// Returns an operation with its input, builder, output and errors.
pub(super) fn section(service: &Service, operation: &Operation) -> Section {
    let path = format!("operation::{}", operation.method);
    let module = format!("{path}::");
    let at = |name: &str| format!("{module}{name}");
    let method = format!("Client::{}", operation.method);
    let mut items = vec![
        Item::new(ItemKind::Operation, path, "")
            .of_shape(&operation.shape)
            .meaning(binding(service, operation)),
        Item::new(ItemKind::Method, method, format!("(&self) -> {module}Builder<runtime::Client>")),
    ];
    let (input, output) = (at(operation.input.name.as_str()), at(operation.output.name.as_str()));
    items.extend(structure(&operation.input, &input, Container::Message, Setters::Builder));
    items.push(Item::new(ItemKind::Method, format!("{input}::builder"), "() -> Builder<()>"));
    items.extend(builder(service, operation, &module));
    items.extend(structure(&operation.output, &output, Container::Message, Setters::None));
    let socket = operation.messages.as_ref().filter(|messages| !messages.url.is_empty());
    items.extend(socket.into_iter().flat_map(|messages| socket_of_output(messages, &output)));
    let error = at(operation.error_enum.as_str());
    items.extend(errors(&operation.shape, &operation.errors, &error));
    items.extend(operation.waiters.iter().map(|it| waiter(operation, it, &module)));
    Section { module, items }
}

/// Returns the HTTP bindings of the operation, and its auth schemes.
fn binding(service: &Service, operation: &Operation) -> Vec<String> {
    let HttpBinding { method, status, .. } = &operation.http;
    let uri = service.protocol.uri(operation);
    let (http, settings) = (&operation.http, &operation.settings);
    let mut facts = vec![format!("{method} {uri:?}"), format!("status {status}")];
    let schemes: Vec<String> = operation.auth.iter().map(auth_scheme).collect();
    facts.push(format!("auth {}", if schemes.is_empty() { "none".to_owned() } else { schemes.join(" or ") }));
    facts.extend(http.host_prefix.iter().map(|prefix| format!("host prefix {prefix:?}")));
    let marks = [
        (settings.checksum_required, "checksum required"),
        (settings.compression, "compressed"),
        (settings.unsigned_payload, "body not signed"),
        (settings.sha256_tree_hash, "SHA-256 tree hash"),
        (settings.presigned_get, "presigned as GET"),
        (settings.discovered_endpoint, "endpoint of the account"),
    ];
    facts.extend(marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| (*mark).to_owned()));
    facts.extend(settings.request_checksum.iter().map(|header| format!("checksum by header {header:?}")));
    facts.extend(
        settings.response_checksum.iter().map(|header| format!("response checksum by header {header:?}")),
    );
    facts.extend(headers(&settings.constant_headers));
    facts.extend(operation.session.iter().map(|session| {
        format!(
            "starts sessions for {:?}, with a token in header {:?} or query {:?}",
            session.scheme, session.header, session.query_parameter
        )
    }));
    facts.extend(facts::deprecated(operation.deprecated.as_ref()));
    facts
}

/// Returns a waiter, with the responses that decide it.
fn waiter(operation: &Operation, waiter: &Waiter, module: &str) -> Item {
    let mut facts = vec![format!("{:?} every {} to {} s", waiter.name, waiter.min_delay, waiter.max_delay)];
    facts.extend(waiter.deprecated.then(|| "deprecated".to_owned()));
    facts.extend(waiter.acceptors.iter().map(|acceptor| acceptor.words.clone()));
    let signature = format!(": runtime::Waiter<{}>", operation.input.name);
    Item::new(ItemKind::Constant, format!("{module}{}", waiter.constant), signature).meaning(facts)
}

fn auth_scheme(scheme: &AuthScheme) -> String {
    match scheme {
        AuthScheme::SigV4 => "SigV4".to_owned(),
        AuthScheme::SigV4a => "SigV4a".to_owned(),
        AuthScheme::Bearer => "bearer token".to_owned(),
        AuthScheme::ApiKeyInHeader { name, scheme: Some(scheme) } => {
            format!("API key in header {name:?} after {scheme:?}")
        }
        AuthScheme::ApiKeyInHeader { name, scheme: None } => format!("API key in header {name:?}"),
        AuthScheme::ApiKeyInQuery { name } => format!("API key in query {name:?}"),
        AuthScheme::Basic => "HTTP Basic".to_owned(),
        AuthScheme::Digest => "HTTP Digest".to_owned(),
        AuthScheme::Anonymous => "anonymous".to_owned(),
        AuthScheme::Unsupported(ids) => format!("unsupported {}", ids.join(", ")),
    }
}

fn headers(headers: &[(String, String)]) -> impl Iterator<Item = String> {
    headers.iter().map(|(name, value)| format!("header {name:?} is {value:?}"))
}

/// Returns the builder and the methods that finish it. Its setters are listed with the fields of the input.
fn builder(service: &Service, operation: &Operation, module: &str) -> Vec<Item> {
    let required: Vec<_> = operation.input.required().zip(state_names()).collect();
    let states: String = required.iter().map(|(_, state)| format!(", {state} = Missing")).collect();
    let stands_for: Vec<String> =
        required.iter().map(|(field, state)| format!("{state} for {}", field.name)).collect();
    let (output, error) = (&operation.output.name, &operation.error_enum);
    let call = |name: &str, signature: String| {
        Item::new(ItemKind::Method, format!("{module}Builder::{name}"), format!("(self) -> {signature}"))
    };
    let parameters = required.iter().map(|(field, _)| field.name.clone()).collect();
    let head = Item::new(ItemKind::Structure, format!("{module}Builder"), format!("<T{states}>"));
    let mut items = vec![
        Item { parameters, ..head }.meaning(stands_for).implementing(&["Debug"]),
        call("build", operation.input.name.to_string()),
    ];
    match (&service.protocol, &operation.messages) {
        (Protocol::PresignedWebSocket { .. }, Some(messages)) => {
            let socket =
                format!("runtime::CallFuture<'static, {}, runtime::Error<{error}>>", socket_type(messages));
            items.push(call("connect", socket));
            let url = "runtime::CallFuture<'static, runtime::PresignedUrl, runtime::Failure>".to_owned();
            items.push(call("presign", url));
        }
        _ => {
            let result = format!("runtime::CallFuture<'static, {output}, runtime::Error<{error}>>");
            items.push(call("send", result));
        }
    }
    items.extend(operation.pages.iter().flat_map(|it| pages(operation, it, module)));
    if !operation.waiters.is_empty() {
        let input = &operation.input.name;
        let signature = format!(
            "(self, waiter: runtime::Waiter<{input}>, at_most: Duration) -> runtime::WaitFuture<'static, {input}>"
        );
        items.push(Item::new(ItemKind::Method, format!("{module}Builder::wait_until"), signature));
    }
    items
}

/// Returns the pagination of an operation, and its items.
fn pages(operation: &Operation, pages: &Pages, module: &str) -> Vec<Item> {
    let (input, output) = (&operation.input.name, &operation.output.name);
    let mut turning = vec![format!("pages by {} = {}", pages.input_token, steps(&pages.output_token))];
    turning.extend(pages.token_may_be_empty.then(|| "none after an empty one".to_owned()));
    turning.extend((!pages.more_pages.is_empty()).then(|| format!("while {}", steps(&pages.more_pages))));
    let signature = format!("(self) -> runtime::Pages<{input}>");
    let mut items =
        vec![Item::new(ItemKind::Method, format!("{module}Builder::pages"), signature).meaning(turning)];
    let listed = pages.items.as_ref().and_then(|items| Some((items.of.as_ref()?, &items.path)));
    items.extend(listed.map(|(item, path)| {
        let item = match item {
            PageItem::Element(element) => value_type(element),
            PageItem::Entry(key, value) => format!("({}, {})", value_type(key), value_type(value)),
        };
        let signature = format!("(page: {output}) -> Vec<{item}>");
        Item::new(ItemKind::Method, format!("{module}{input}::items"), signature)
            .meaning(vec![format!("is {}", steps(path))])
    }));
    items
}

/// Formats a path of fields, with a question mark after those that may be absent.
fn steps(path: &[PathStep]) -> String {
    let step = |step: &PathStep| format!("{}{}", step.field, if step.optional { "?" } else { "" });
    path.iter().map(step).collect::<Vec<_>>().join(".")
}

fn socket_type(messages: &Messages) -> String {
    format!("runtime::WebSocket<types::{}, types::{}>", messages.send, messages.receive)
}

/// Returns the methods that open the socket whose URL is in an output.
fn socket_of_output(messages: &Messages, output: &str) -> [Item; 2] {
    let connect = format!(
        "<'a>(&'a self, client: &'a Client) -> runtime::CallFuture<'a, {}, runtime::Failure>",
        socket_type(messages)
    );
    [
        Item::new(ItemKind::Method, format!("{output}::connect"), connect),
        Item::new(ItemKind::Method, format!("{output}::socket_url"), "(&self) -> Option<&str>")
            .meaning(vec![format!("is {}", steps(&messages.url))]),
    ]
}

/// Returns the error enum of an operation or of an event stream.
pub(super) fn errors(shape: &str, errors: &[ErrorVariant], path: &str) -> Vec<Item> {
    let head = Item::new(ItemKind::Enum, path, "").of_shape(shape).implementing(&["Debug", "OperationError"]);
    let variants = errors.iter().map(|error| {
        let mut facts = vec![format!("code {:?}", error.code), format!("status {}", error.status)];
        match error.retry {
            Retry::No => {}
            Retry::Transient => facts.push("retryable".to_owned()),
            Retry::Throttling => facts.push("throttling".to_owned()),
        }
        let held = format!("(errors::{})", error.name);
        Item::new(ItemKind::Variant, format!("{path}::{}", error.name), held)
            .of(Origin::Error { shape: shape.to_owned(), code: error.code.clone() })
            .meaning(facts)
    });
    let variants = variants.collect();
    with_variants(head, variants)
}

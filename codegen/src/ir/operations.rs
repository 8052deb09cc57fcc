//! Operations: their bindings, their input and output, their errors.

use super::context::Context;
use super::errors::errors;
use super::members::{Bindings, is_endpoint_label, is_host_label};
use super::names::method_name;
use super::structures::{Plan, deprecated, documentation, joined, structure};
use super::{
    Direction, Field, HttpBinding, Messages, Name, Operation, Payload, Protocol, RustType, Setting,
    Structure, Waiter, auth, discovery, events, examples, operation_settings, output_path, pagination,
    parameter_sources, session, waiters,
};
use crate::diagnostics::Diagnostics;
use crate::model::traits::TraitValue as _;
use crate::model::{self, Reference, Shape, ShapeKind, traits};
use std::iter::once;

/// Methods of builders, whose names setters can't have.
const BUILDER_METHODS: [&str; 7] = ["new", "build", "send", "pages", "presign", "connect", "wait_until"];

pub(super) fn operation(
    context: &Context<'_>,
    shape: &Shape,
    operation: &model::Operation,
    diagnostics: &mut Diagnostics,
) -> Option<Operation> {
    let input_shape = context.model.target(&operation.input)?;
    let output_shape = context.model.target(&operation.output)?;
    let http = http(context, shape, input_shape, diagnostics)?;
    let stem = Name::upper_camel(shape.id.name());
    let method = method_name(shape.id.name());
    let input =
        side(context, input_shape, &method, stem.with_suffix("Input"), Bindings::Request, diagnostics);
    let mut output =
        side(context, output_shape, &method, stem.with_suffix("Output"), Bindings::Response, diagnostics);
    if shape.traits.has::<traits::S3UnwrappedXmlOutput>() {
        unwrap(&mut output, shape, diagnostics);
    }
    check_md5_sources(shape, &input, diagnostics);
    let auth = auth::of(context.model, context.service_shape, shape, diagnostics);
    auth::check_keys(input_shape, &auth, diagnostics);
    let settings =
        operation_settings::of(context, (shape, operation), input_shape, (&auth, &input), diagnostics);
    Some(Operation {
        shape: shape.id.name().to_owned(),
        method,
        session: session::of(context, shape, &input, output_shape, diagnostics),
        messages: messages(context, shape, output_shape, diagnostics),
        error_enum: stem.with_suffix("Error"),
        documentation: joined(
            once(documentation(&shape.traits, None)).chain(discovery::remark(context, shape)),
        ),
        deprecated: deprecated(&shape.traits),
        http,
        settings,
        auth,
        examples: examples::of(shape, &input.fields),
        pages: pagination::of(context, shape, &input.fields, output_shape, diagnostics),
        waiters: waiters(context, (shape, operation), (input_shape, output_shape), diagnostics),
        input,
        output,
        errors: errors(context, operation, diagnostics),
    })
}

/// Returns the operation's waiters.
fn waiters(
    context: &Context<'_>,
    (shape, operation): (&Shape, &model::Operation),
    (input, output): (&Shape, &Shape),
    diagnostics: &mut Diagnostics,
) -> Vec<Waiter> {
    let model = context.model;
    if let Protocol::PresignedWebSocket { .. } = context.protocol {
        return waiters::none(shape, "the operation opens a socket", diagnostics);
    }
    if events::in_operation(model, operation) {
        return waiters::none(shape, "the operation has a stream of events", diagnostics);
    }
    let code =
        |error: &Reference| model.target(error)?.traits.read().map(|error: traits::AwsQueryError| error.code);
    let all = || operation.errors.iter().chain(&context.service.errors);
    let names = all().map(|error| error.id.name().to_owned());
    let errors = names.chain(all().filter_map(code)).collect();
    waiters::of(context, &waiters::Waited { operation: shape, input, output, errors }, diagnostics)
}

fn http(
    context: &Context<'_>,
    shape: &Shape,
    input: &Shape,
    diagnostics: &mut Diagnostics,
) -> Option<HttpBinding> {
    let protocol = context.protocol;
    let bound = protocol.has_http_bindings();
    let (method, uri, status) = if bound { bound_to(context, shape, input, diagnostics)? } else { posted() };
    parameter_sources::check_operation(context, shape, input, diagnostics);
    Some(HttpBinding { method, uri, status, host_prefix: host_prefix(context, shape, input, diagnostics) })
}

/// Returns method, URI pattern and status from the `http` trait.
fn bound_to(
    context: &Context<'_>,
    shape: &Shape,
    input: &Shape,
    diagnostics: &mut Diagnostics,
) -> Option<(String, String, u16)> {
    let Some(http) = shape.traits.read::<traits::Http>() else {
        diagnostics.push(
            shape
                .error("the operation has no `http` trait, which its protocol needs")
                .help("add smithy.api#http with a method and a URI pattern"),
        );
        return None;
    };
    let mut uri = http.uri.to_string();
    for member in input.members() {
        let in_endpoint = |target| is_endpoint_label(member, target);
        if context.model.target(&member.target).is_some_and(in_endpoint) {
            uri = uri.replacen(&format!("/{{{}}}", member.name()), "", 1);
        }
    }
    Some((http.method, uri, http.code))
}

/// Returns the method, URI pattern and status of every operation in a protocol without HTTP bindings.
fn posted() -> (String, String, u16) {
    ("POST".to_owned(), "/".to_owned(), 200)
}

/// Makes the only member of the output the whole body, without a wrapper element.
fn unwrap(output: &mut Structure, shape: &Shape, diagnostics: &mut Diagnostics) {
    match output.fields.as_mut_slice() {
        // In front of its other bindings, if it has any.
        [only] => only.settings.insert(0, Setting::Payload(Payload::Element)),
        fields => diagnostics.push(
            shape
                .error(format!("expected an output with one member, found {}", fields.len()))
                .trait_id(traits::S3UnwrappedXmlOutput::ID),
        ),
    }
}

/// Reports members that are the MD5 of one that the input does not have, or that holds no string.
fn check_md5_sources(shape: &Shape, input: &Structure, diagnostics: &mut Diagnostics) {
    let source = |field: &Field| {
        field
            .settings
            .iter()
            .find_map(|setting| if let Setting::Md5Of(name) = setting { Some(name.clone()) } else { None })
    };
    let sources = input.fields.iter().filter_map(source);
    let strings =
        input.fields.iter().filter(|field| field.value == RustType::String && source(field).is_none());
    let strings: Vec<&str> = strings.map(|field| field.member.as_str()).collect();
    for name in sources.filter(|name| !strings.contains(&name.as_str())) {
        let message = format!("expected an input member `{name}` that holds a string, found none");
        let finding = shape.error(message).trait_id(traits::Md5Of::ID);
        diagnostics.push(finding.did_you_mean(&name, strings.iter().copied()));
    }
}

/// Returns the constant headers of a service or operation.
pub(super) fn constant_headers(shape: &Shape) -> Vec<(String, String)> {
    shape.traits.read::<traits::ConstantHeaders>().map(|headers| headers.0).unwrap_or_default()
}

/// Returns the prefix of the host name, with labels in braces, unless it is left to the endpoint rules.
fn host_prefix(
    context: &Context<'_>,
    shape: &Shape,
    input: &Shape,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let parts = shape.traits.read::<traits::Endpoint>()?.host_prefix;
    let mut labels = parts.iter().filter_map(|part| match part {
        traits::HostPart::Literal(_) => None,
        traits::HostPart::Label(name) => input.member(name),
    });
    let left = labels.clone().find(|member| !is_host_label(context, member));
    if let (Some(left), Some(kept)) = (left, labels.find(|member| is_host_label(context, member))) {
        let message = format!(
            "expected all labels of the host's prefix to be left to the endpoint rules, or none, found `{}` left to them and `{}` not",
            left.name(),
            kept.name()
        );
        diagnostics.push(shape.error(message).trait_id(traits::Endpoint::ID));
    }
    let part = |part: &traits::HostPart| match part {
        traits::HostPart::Literal(text) => text.clone(),
        traits::HostPart::Label(name) => format!("{{{name}}}"),
    };
    left.is_none().then(|| parts.iter().map(part).collect())
}

/// Creates the input or output: a structure of the operation's own, even if the model shares the shape.
fn side(
    context: &Context<'_>,
    shape: &Shape,
    method: &Name,
    name: Name,
    bindings: Bindings,
    diagnostics: &mut Diagnostics,
) -> Structure {
    let (direction, role, reserved): (_, _, &[&str]) = match bindings {
        Bindings::Request => (Direction::Sent, "input", &BUILDER_METHODS),
        Bindings::Response | Bindings::Nested => (Direction::Received, "output", &[]),
    };
    let plan = Plan { name, shape, direction, bindings, reserved };
    let mut structure = structure(context, &plan, diagnostics);
    if structure.documentation.is_empty() {
        // Links to a raw identifier are written without `r#`.
        let method = method.unescaped();
        structure.documentation = format!("The {role} of [`{method}`](super::super::Client::{method}).");
    }
    structure
}

fn messages(
    context: &Context<'_>,
    shape: &Shape,
    output: &Shape,
    diagnostics: &mut Diagnostics,
) -> Option<Messages> {
    let messages: traits::WebSocketMessages = shape.traits.read()?;
    let url_path = |path: &str| {
        let (fields, end) = output_path::follow(context, output, path)?;
        matches!(end.kind, ShapeKind::String).then_some(fields)
    };
    let url = messages.url.as_deref().map_or(Some(Vec::new()), url_path);
    if url.is_none() {
        diagnostics.push(
            shape
                .error("the `url` leads to no string of the output")
                .trait_id(traits::WebSocketMessages::ID)
                .help("name members of the output, joined by dots"),
        );
    }
    Some(Messages {
        send: context.name(&messages.send),
        receive: context.name(&messages.receive),
        payloads: messages.payloads.iter().map(|id| context.name(id)).collect(),
        url: url?,
    })
}

//! An example call that sets every argument that is not deprecated. The crate's doc tests check that it compiles.

use super::sample;
use crate::emit::spelling;
use crate::ir::{
    AuthScheme, EnumValue, Field, Literal, Operation, Presence, Protocol, RustType, Service, Setting,
    Structure, Type, Union, Variant,
};

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
    let [client_import, runtime_import] = imports(&[&arguments, &before], crate_path);
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
         {client_import}\
         use {runtime}::Config;\n\
         use smithwright_transport::HttpTransport;\n\
         {runtime_import}\n\
         # async fn example() -> Result<(), Box<dyn std::error::Error>> {{\n\
         {client}\n\
         {before}\
         let {binding} = client\n    .{method}()\n{call}    .{end}()\n    .await?;\n\
         {after}\
         # Ok(())\n\
         # }}\n\
         ```\n",
        runtime = runtime(crate_path),
        client = client(service, operation),
        method = operation.method,
    )
}

/// Writes the imports of the client, with the types if the code names any, and of the runtime if it names that.
fn imports(code: &[&str], crate_path: &str) -> [String; 2] {
    let names = |module: &str| code.iter().any(|part| part.contains(module));
    let types = if names("types::") { "::{Client, types}" } else { "::Client" };
    let runtime = if names("runtime::") { format!("use {};\n", runtime(crate_path)) } else { String::new() };
    [format!("use {crate_path}{types};\n"), runtime]
}

/// Writes these imports as lines that rustdoc compiles but does not show.
pub(super) fn hidden_imports(code: &str, crate_path: &str) -> String {
    let lines = imports(&[code], crate_path).into_iter().filter(|line| !line.is_empty());
    lines.map(|line| format!("# {line}")).collect()
}

/// Writes an argument: the value from the model's own example, or one of a length or in a range that the member has.
pub(super) fn argument(service: &Service, operation: &Operation, field: &Field) -> String {
    let given = operation.examples.iter().find(|(member, _)| *member == field.member);
    let value = given.and_then(|(_, literal)| stated(literal));
    format!(".{}({})", field.name, value.unwrap_or_else(|| member(service, field, 0)))
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
        Some(AuthScheme::SigV4 | AuthScheme::SigV4a) => {
            "Config::from_env(HttpTransport::new())?.to_builder()"
        }
        _ => "Config::builder(HttpTransport::new())",
    };
    format!("let config = {begun}{url}{secret}.build();\nlet client = Client::new(&config);")
}

/// Returns whether an example sets a member: it is not deprecated, or it is required.
fn is_current(field: &&Field) -> bool {
    field.deprecated.is_none() || field.presence == Presence::Required
}

/// Writes what comes before a call that sends events: a channel for them, with one event.
fn sending(service: &Service, operation: &Operation) -> String {
    let union = operation.input.fields.iter().find_map(|field| match &field.value {
        RustType::EventStream(name) => Some(name),
        _ => None,
    });
    let Some(union) = union else { return String::new() };
    let event = value(service, "event", &RustType::Named(union.clone()), 1);
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

/// How deep an example goes. Below that, collections are empty and nested values are their `default`.
const DEPTH: usize = 3;

/// Writes a value from the model's example.
fn stated(literal: &Literal) -> Option<String> {
    Some(match literal {
        Literal::String(text) => format!("{text:?}"),
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(number) => number.to_string(),
        Literal::Float(number) => format!("{number:?}"),
        _ => return None,
    })
}

/// Writes a value for a member, within its limits.
fn member(service: &Service, field: &Field, depth: usize) -> String {
    let settings = &field.settings;
    let name = field.name.to_string();
    match &field.value {
        RustType::Byte | RustType::Short | RustType::Integer | RustType::Long => sample::integer(settings),
        RustType::Float | RustType::Double => sample::fraction(settings),
        RustType::String => format!("{:?}", sample::text(&name, settings)),
        RustType::List(element) if depth <= DEPTH => {
            let limits = settings.iter().find_map(|setting| match setting {
                Setting::Element(_, settings) => Some(settings.as_slice()),
                _ => None,
            });
            let element = match (&**element, limits) {
                (RustType::String, Some(limits)) => format!("{:?}", sample::text(&name, limits)),
                _ => element_value(service, &name, element, depth),
            };
            format!("[{}]", vec![element; sample::elements(settings)].join(", "))
        }
        other => value(service, &name, other, depth),
    }
}

fn value(service: &Service, name: &str, rust_type: &RustType, depth: usize) -> String {
    match rust_type {
        RustType::Boolean => "true".to_owned(),
        RustType::Byte | RustType::Short | RustType::Integer | RustType::Long => sample::integer(&[]),
        RustType::Float | RustType::Double => sample::fraction(&[]),
        RustType::BigInteger => "runtime::BigInteger::from(1)".to_owned(),
        RustType::BigDecimal => "runtime::BigDecimal::from(1)".to_owned(),
        RustType::String => format!("{:?}", sample::text(name, &[])),
        RustType::Blob | RustType::Stream => "\"bytes\"".to_owned(),
        RustType::EventStream(_) => "events".to_owned(),
        RustType::EventReceiver(_) => "runtime::EventReceiver::default()".to_owned(),
        RustType::Timestamp => "std::time::SystemTime::now()".to_owned(),
        RustType::Document => "\"any value\"".to_owned(),
        RustType::Unit => "runtime::Unit".to_owned(),
        RustType::Error(name) => format!("errors::{name}::default()"),
        RustType::Named(name) if depth > DEPTH => format!("types::{name}::default()"),
        RustType::List(element) if depth > DEPTH => format!("Vec::<{}>::new()", type_text(element)),
        RustType::Map(key, element) if depth > DEPTH => {
            format!("std::collections::BTreeMap::<{}, {}>::new()", type_text(key), type_text(element))
        }
        RustType::IntEnum(name) | RustType::Enum(name) | RustType::Named(name) => {
            match find(service, name.as_str()) {
                Some(Type::Enum(open)) => {
                    variant(name.as_str(), current(&open.values, |it| it.deprecated.is_some()))
                }
                Some(Type::IntEnum(open)) => current(&open.values, |it| it.deprecated.is_some())
                    .map_or_else(|| "0".to_owned(), |value| format!("types::{name}::{}", value.name)),
                Some(Type::Union(union)) => variant_to_show(service, union, depth).map_or_else(
                    || format!("types::{name}::default()"),
                    |variant| {
                        format!(
                            "types::{name}::{}({})",
                            variant.name,
                            owned(service, &variant.member, &variant.value, depth + 1)
                        )
                    },
                ),
                Some(Type::Structure(it)) => structure(service, it, depth),
                None => format!("types::{name}::default()"),
            }
        }
        RustType::List(element) => format!("[{}]", element_value(service, name, element, depth)),
        RustType::Map(_, element) => {
            format!("[(\"key\", {})]", element_value(service, name, element, depth))
        }
        RustType::Option(inner) => format!("Some({})", owned(service, name, inner, depth)),
        RustType::Boxed(inner) => value(service, name, inner, depth),
    }
}

/// Returns the first that is not deprecated, or the first if all are.
fn current<'a, T: 'a>(
    all: impl IntoIterator<Item = &'a T> + Clone,
    is_deprecated: fn(&T) -> bool,
) -> Option<&'a T> {
    let first = all.clone().into_iter().next();
    all.into_iter().find(|it| !is_deprecated(it)).or(first)
}

/// Returns the first variant whose value ends before the example does: a recursive one would have to hold an unknown variant.
fn variant_to_show<'a>(service: &Service, union: &'a Union, depth: usize) -> Option<&'a Variant> {
    let variants = union.variants.iter().filter(is_event);
    let fits = |variant: &&Variant| ends_within(service, &variant.value, DEPTH.saturating_sub(depth));
    let mut current_ones = variants.clone().filter(|variant| variant.deprecated.is_none());
    current_ones.find(fits).or_else(|| current(variants, |it| it.deprecated.is_some()))
}

/// Returns whether a value can be written with at most this many structures and unions, one in the other.
fn ends_within(service: &Service, value: &RustType, levels: usize) -> bool {
    match value {
        RustType::Option(inner) | RustType::Boxed(inner) => ends_within(service, inner, levels),
        // They are written with an element.
        RustType::List(element) | RustType::Map(_, element) => ends_within(service, element, levels),
        RustType::Named(name) => {
            let Some(left) = levels.checked_sub(1) else { return false };
            match find(service, name.as_str()) {
                Some(Type::Structure(it)) => {
                    it.required().all(|field| ends_within(service, &field.value, left))
                }
                Some(Type::Union(it)) => {
                    it.variants.iter().any(|variant| ends_within(service, &variant.value, left))
                }
                _ => true,
            }
        }
        _ => true,
    }
}

/// Returns whether a variant is an event, not an exception.
fn is_event(variant: &&Variant) -> bool {
    !matches!(variant.value, RustType::Error(_))
}

/// Writes a value in a list or map for a setter, which converts it unless it is a list or map itself.
fn element_value(service: &Service, name: &str, element: &RustType, depth: usize) -> String {
    match element {
        RustType::List(_) | RustType::Map(..) | RustType::Option(_) => owned(service, name, element, depth),
        RustType::Byte | RustType::Short | RustType::Float => owned(service, name, element, depth),
        _ => value(service, name, element, depth),
    }
}

/// Writes a value of exactly this type, for places that accept others too.
fn owned(service: &Service, name: &str, rust_type: &RustType, depth: usize) -> String {
    let value = || value(service, name, rust_type, depth);
    let from = |owner: &str| format!("{owner}::from({})", value());
    match rust_type {
        // Without a suffix, these literals have another type that does not convert to this one.
        RustType::Byte => format!("{}_i8", value()),
        RustType::Short => format!("{}_i16", value()),
        RustType::Float => format!("{}_f32", value()),
        RustType::List(element) => format!("vec![{}]", owned(service, name, element, depth)),
        RustType::Map(key, element) => {
            let (key, element) = (owned(service, "key", key, depth), owned(service, name, element, depth));
            format!("std::collections::BTreeMap::from([({key}, {element})])")
        }
        RustType::String => from("String"),
        RustType::Blob => from("runtime::Bytes"),
        RustType::Stream => from("runtime::ByteStream"),
        RustType::Timestamp => from("runtime::Timestamp"),
        RustType::Document => from("runtime::Document"),
        RustType::Enum(of) => from(&format!("runtime::Open::<types::{of}>")),
        RustType::IntEnum(of) => from(&format!("runtime::Open::<types::{of}, i32>")),
        RustType::Boxed(inner) => format!("Box::new({})", owned(service, name, inner, depth)),
        RustType::Option(inner) => format!("Some({})", owned(service, name, inner, depth)),
        _ => value(),
    }
}

/// Spells a type for an example, which imports nothing.
fn type_text(value: &RustType) -> String {
    spelling::value_type(value).replace("BTreeMap<", "std::collections::BTreeMap<")
}

fn variant(name: &str, value: Option<&EnumValue<String>>) -> String {
    match value {
        Some(value) => format!("types::{name}::{}", value.name),
        None => "\"VALUE\"".to_owned(),
    }
}

/// Writes a structure with its required members and, at the first level, the optional ones too.
fn structure(service: &Service, structure: &Structure, depth: usize) -> String {
    let argument = |field: &Field| member(service, field, depth + 1);
    let required: Vec<String> = structure.required().map(argument).collect();
    let mut out = if required.is_empty() {
        format!("types::{}::default()", structure.name)
    } else {
        format!("types::{}::new({})", structure.name, required.join(", "))
    };
    // A structure of several operations is shown at its type, so that a new member changes no more than one page.
    if depth > 0 || structure.users != 1 {
        return out;
    }
    let optional = structure.fields.iter().filter(|field| field.presence != Presence::Required);
    let optional = optional.filter(is_current);
    let setters: Vec<String> =
        optional.map(|field| format!("            .{}({})", field.name, argument(field))).collect();
    // One line for each, without a comma after the last, so that a new one only adds a line.
    if !setters.is_empty() {
        out = format!("\n        {out}\n{}\n    ", setters.join("\n"));
    }
    out
}

/// Returns the nested type with this name.
pub(super) fn find<'a>(service: &'a Service, name: &str) -> Option<&'a Type> {
    service.types.iter().find(|it| it.name().as_str() == name)
}

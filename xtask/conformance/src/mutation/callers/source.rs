//! Writing source that uses everything that a client offers, and so stops compiling if any of it is taken away.

use smithwright_codegen::ir::{Operation, Protocol, Service};
use smithwright_codegen::report::{self, Item, ItemKind, Section};
use std::fmt::Write as _;

/// Writes a file that uses every item of the service, which is a module in the crate of the file.
pub(super) fn of(service: &Service) -> String {
    let module = &service.module;
    let mut out = String::from("#![allow(dead_code, deprecated, unused_imports, clippy::all)]\n");
    let _ = writeln!(out, "use crate::{module} as service;\nuse service::Client;");
    if !service.types.is_empty() {
        out.push_str("use service::types;\n");
    }
    if !service.errors.is_empty() {
        out.push_str("use service::errors;\n");
    }
    out.push_str("use smithwright_runtime as runtime;\nuse std::collections::BTreeMap;\n");
    let sections = report::sections(service);
    for (at, section) in sections.iter().enumerate() {
        let _ = writeln!(out, "mod section{at} {{\nuse super::*;");
        if !section.module.is_empty() {
            let _ = writeln!(out, "use service::{}*;", section.module);
        }
        for (at, item) in section.items.iter().enumerate() {
            out.push_str(&uses(at, item, section));
        }
        out.push_str("}\n");
    }
    for operation in &service.operations {
        out.push_str(&call(service, operation, &sections));
    }
    out
}

/// Writes functions that use the item.
fn uses(at: usize, item: &Item, section: &Section) -> String {
    let path = format!("service::{}", item.path);
    let holder = |separator: &str| path.rsplit_once(separator).map_or("", |(holder, _)| holder).to_owned();
    match item.kind {
        ItemKind::Structure | ItemKind::Enum if item.signature.is_empty() => {
            let bounds: Vec<&str> = item.traits.iter().map(|name| bound(name)).collect();
            format!("fn f{at}() {{ fn has<T: {}>() {{}} has::<{path}>(); }}\n", bounds.join(" + "))
        }
        ItemKind::Field | ItemKind::RequiredField => {
            let (holder, name) = (holder("."), item.path.rsplit_once('.').map_or("", |(_, name)| name));
            let value = item.signature.trim_start_matches(": ");
            let mut out = format!("fn f{at}(it: &{holder}) -> &{value} {{ &it.{name} }}\n");
            if let Some(argument) = &item.setter {
                out.push_str(&if section.module.is_empty() {
                    format!("fn s{at}(it: {holder}, value: {argument}) -> {holder} {{ it.{name}(value) }}\n")
                } else {
                    format!("fn s{at}(value: {argument}) {{ let _ = {holder}::builder().{name}(value); }}\n")
                });
            }
            out
        }
        ItemKind::Variant if item.signature.is_empty() => {
            format!("fn f{at}() -> {} {{ {path} }}\n", holder("::"))
        }
        ItemKind::Variant => {
            let held = item.signature.trim_matches(['(', ')']);
            format!("fn f{at}(held: {held}) -> {} {{ {path}(held) }}\n", holder("::"))
        }
        ItemKind::Method if item.path.ends_with("::new") && item.path.starts_with("types::") => {
            let arguments = item.signature.trim_end_matches(" -> Self");
            let names = names(arguments).join(", ");
            format!("fn f{at}{arguments} -> {} {{ {path}({names}) }}\n", holder("::"))
        }
        _ => String::new(),
    }
}

/// Returns the names of arguments in parentheses.
fn names(arguments: &str) -> Vec<String> {
    let mut depth = 0;
    let mut names = vec![String::new()];
    for character in arguments.trim_matches(['(', ')']).chars() {
        match character {
            '<' | '(' => depth += 1,
            '>' | ')' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ => {}
        }
        if let Some(name) = names.last_mut().filter(|_| character != ',' || depth > 0) {
            name.push(character);
        }
    }
    names.iter().filter_map(|argument| Some(argument.split_once(": ")?.0.trim().to_owned())).collect()
}

/// Writes a call with everything that is required and nothing else; another for pages, if the operation is paginated; and one for each waiter.
fn call(service: &Service, operation: &Operation, sections: &[Section]) -> String {
    let module = format!("operation::{}::", operation.method);
    let items = sections.iter().filter(|section| section.module == module).flat_map(|section| &section.items);
    let required: Vec<(&str, &str)> = items
        .filter(|item| item.kind == ItemKind::RequiredField)
        .filter_map(|item| Some((item.path.rsplit_once('.')?.1, item.setter.as_deref()?)))
        .collect();
    let arguments: String = required.iter().map(|(name, argument)| format!(", {name}: {argument}")).collect();
    let setters: String = required.iter().map(|(name, _)| format!(".{name}({name})")).collect();
    let end = match service.protocol {
        Protocol::PresignedWebSocket { .. } => "connect",
        _ => "send",
    };
    let method = &operation.method;
    let name = method.unescaped();
    let built = format!("the_client.{method}(){setters}");
    let mut out = format!(
        "async fn call_{name}(the_client: &Client{arguments}) {{ let _ = {built}.{end}().await; }}\n"
    );
    if let Some(pages) = &operation.pages {
        let items =
            if pages.items.as_ref().is_some_and(|items| items.of.is_some()) { ".items()" } else { "" };
        let _ = writeln!(
            out,
            "fn pages_{name}(the_client: &Client{arguments}) {{ let _ = {built}.pages(){items}; let _ = Client::pages::<service::operation::{method}::{}>; }}",
            operation.input.name
        );
    }
    for waiter in &operation.waiters {
        let constant = &waiter.constant;
        let _ = writeln!(
            out,
            "fn wait_{name}_{constant}(the_client: &Client{arguments}) {{ let _ = {built}.wait_until(service::operation::{method}::{constant}, std::time::Duration::MAX); }}"
        );
    }
    out
}

/// Returns the path of a trait. A trait that is missing here is not turned into a path, so that callers don't compile and the omission shows.
fn bound(name: &str) -> &str {
    match name {
        "Clone" => "Clone",
        "Copy" => "Copy",
        "Debug" => "std::fmt::Debug",
        "Default" => "Default",
        "Eq" => "Eq",
        "IntEnum" => "runtime::value::IntEnum",
        "OperationError" => "runtime::operation::OperationError",
        "PartialEq" => "PartialEq",
        "StringEnum" => "runtime::value::StringEnum",
        "Structure" => "runtime::value::Structure",
        "StructureMut" => "runtime::value::StructureMut",
        "Union" => "runtime::value::Union",
        "UnionMut" => "runtime::value::UnionMut",
        "Value" => "runtime::value::Value",
        "ValueMut" => "runtime::value::ValueMut",
        other => other,
    }
}

//! An example that reads every member of the response.

use crate::ir::{Field, Operation, Presence, RustType, Service, Structure, Type};
use std::fmt::Write as _;

/// How many structures, one in the other, the example reads.
const DEPTH: usize = 4;

pub(super) fn reading(service: &Service, operation: &Operation, crate_path: &str) -> String {
    if operation.output.fields.is_empty() {
        return String::new();
    }
    let output = &operation.output.name;
    let module = &operation.method;
    let mut lines = String::new();
    members(service, &operation.output, &["output"], 0, &mut lines);
    format!(
        "## Reading every member of the response\n\n\
         ```\n\
         # use {crate_path}::operation::{module}::{output};\n\
         # fn read(output: &{output}) {{\n\
         {lines}\
         # }}\n\
         ```\n"
    )
}

/// Writes the members of the structure in the last of `holders`; the others are in scope too.
fn members(service: &Service, structure: &Structure, holders: &[&str], depth: usize, out: &mut String) {
    for field in &structure.fields {
        member(service, field, holders, depth, out);
    }
}

fn member(service: &Service, field: &Field, holders: &[&str], depth: usize, out: &mut String) {
    let indent = "    ".repeat(depth);
    let name = field.name.as_str();
    let holder = holders.last().copied().unwrap_or_default();
    // A member that would shadow a variable that others are read from is renamed.
    let mut kept = field.name.clone();
    while holders.contains(&kept.as_str()) {
        kept = kept.with_suffix("_value");
    }
    let nested = match &field.value {
        RustType::Named(nested) if depth + holders.len() <= DEPTH => match service.find_type(nested) {
            // A structure of several operations is shown at its type, so that a new member changes no more than one page.
            Some(Type::Structure(nested)) if nested.users == 1 => Some(nested),
            _ => None,
        },
        _ => None,
    };
    match (nested, &field.presence) {
        (Some(nested), Presence::Optional) => {
            let _ = writeln!(out, "{indent}if let Some({name}) = &{holder}.{name} {{");
            members(service, nested, &[name], depth + 1, out);
            let _ = writeln!(out, "{indent}}}");
        }
        (Some(nested), _) => {
            let _ = writeln!(out, "{indent}let {kept} = &{holder}.{name};");
            members(service, nested, &[holders, &[kept.as_str()]].concat(), depth, out);
        }
        (None, Presence::Optional) => {
            let borrowed = if field.value == RustType::String { "as_deref" } else { "as_ref" };
            let _ = writeln!(out, "{indent}let {kept} = {holder}.{name}.{borrowed}();");
        }
        (None, _) => {
            let _ = writeln!(out, "{indent}let {kept} = &{holder}.{name};");
        }
    }
}

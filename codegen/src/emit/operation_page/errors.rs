//! The errors of a call: the modelled ones, which of them are retried, and how a caller tells them apart.

use crate::ir::{ErrorVariant, Field, Operation, Retry, RustType, retry};
use std::fmt::Write as _;

pub(super) fn errors(operation: &Operation, crate_path: &str) -> String {
    let name = &operation.error_enum;
    let mut out = format!("## Errors\n\n[`{name}`], in [`runtime::Error`]");
    if operation.errors.is_empty() {
        out.push_str(
            ". The model names no errors, so it is always `Unmodelled`, and the answer's code and message \
             say which one it is.\n",
        );
    } else {
        out.push_str(":\n\n| error | status | retried | meaning |\n|---|---|---|---|\n");
        out.push_str(&rows(operation));
        out.push_str(
            "\nAn error that is not in the table is `Unmodelled`: `error.response()` has its code and message.\n",
        );
    }
    out.push_str(&handling(operation, crate_path));
    out
}

fn rows(operation: &Operation) -> String {
    let mut out = String::new();
    let body = Body::of(operation);
    for error in &operation.errors {
        let summary = error.summary.replace('|', "\\|");
        let _ = writeln!(
            out,
            "| [`{0}`](errors::{0}) | {1} | {2} | {summary} |",
            error.name,
            error.status,
            retried(error, body)
        );
    }
    out
}

/// The body of a request, which decides whether it can be sent again.
#[derive(Clone, Copy)]
enum Body {
    /// Bytes in memory.
    Memory,
    /// Bytes in memory, a file or another stream, at the caller's choice.
    MaybeStream,
    /// An event stream.
    Events,
}

impl Body {
    fn of(operation: &Operation) -> Self {
        let has = |test: fn(&Field) -> bool| operation.input.fields.iter().any(test);
        if has(|field| matches!(field.value, RustType::EventStream(_))) {
            Self::Events
        } else if has(|field| field.value == RustType::Stream) {
            Self::MaybeStream
        } else {
            Self::Memory
        }
    }
}

fn retried(error: &ErrorVariant, body: Body) -> String {
    let retried = match retry::of_answer(error) {
        Retry::No => return "no".to_owned(),
        Retry::Throttling => "yes, after longer pauses",
        Retry::Transient => "yes",
    };
    match body {
        Body::Memory => retried.to_owned(),
        Body::MaybeStream => format!("{retried}, if the body can be sent again"),
        Body::Events => "no: events are sent once".to_owned(),
    }
}

/// How many characters of code a page shows in a line.
const WIDTH: usize = 90;

/// Writes the example of how a caller tells the errors apart.
fn handling(operation: &Operation, crate_path: &str) -> String {
    let name = &operation.error_enum;
    let module = &operation.method;
    let runtime = super::example::runtime(crate_path);
    let arms = match operation.errors.first() {
        Some(error) => {
            let pattern = format!("    Some({name}::{}(it)) => ", error.name);
            let body = format!("println!(\"{}: {{it:?}}\")", error.name);
            // As rustfmt breaks lines, and as wide as a page of rustdoc.
            let arm = if pattern.len() + body.len() < WIDTH {
                format!("{pattern}{body},\n")
            } else {
                format!("{pattern}{{\n        {body};\n    }}\n")
            };
            format!("{arm}    Some(_) => println!(\"another answer: {{error}}\"),\n")
        }
        None => "    Some(_) => println!(\"code {:?}: {error}\", error.code()),\n".to_owned(),
    };
    format!(
        "\n```\n\
         # use {crate_path}::operation::{module}::{name};\n\
         # fn read(error: {runtime}::Error<{name}>) {{\n\
         match error.service() {{\n\
         {arms}    None => println!(\"no usable answer: {{error}}\"),\n\
         }}\n\
         # }}\n\
         ```\n"
    )
}

//! How to use the operation's waiters.

use super::example::hidden_imports;
use super::value::argument;
use crate::ir::{Field, Operation, Service, Waiter, docs};

pub(super) fn waiters(service: &Service, operation: &Operation, crate_path: &str) -> String {
    let current = operation.waiters.iter().find(|waiter| !waiter.deprecated);
    let Some(shown) = current.or(operation.waiters.first()) else { return String::new() };
    let mut out =
        "## Waiting\n\n[`Builder::wait_until`] makes the call again and again, with pauses that get longer, \
                   until its answer tells of one of these:\n\n"
            .to_owned();
    for Waiter { constant, documentation, deprecated, .. } in &operation.waiters {
        out.push_str(&format!("- [`{constant}`]{}", if *deprecated { ", deprecated" } else { "" }));
        match docs::summary(documentation) {
            summary if summary.is_empty() => out.push('\n'),
            summary => out.push_str(&format!(": {summary}\n")),
        }
    }
    out.push_str(&format!("\n{}", wait(service, operation, shown, crate_path)));
    out
}

/// Writes an example of waiting. The crate's doc tests check that it compiles.
fn wait(service: &Service, operation: &Operation, waiter: &Waiter, crate_path: &str) -> String {
    let given = given(operation).map(|field| argument(service, operation, field));
    let arguments: String = given.map(|argument| format!("    {argument}\n")).collect();
    let (method, constant) = (&operation.method, &waiter.constant);
    format!(
        "```no_run\n\
         {imports}\
         use {crate_path}::operation::{module}::{constant};\n\n\
         # async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         client\n    .{method}()\n{arguments}    .wait_until({constant}, std::time::Duration::from_secs({limit}))\n    .await?;\n\
         # Ok(())\n\
         # }}\n\
         ```\n",
        imports = hidden_imports(&arguments, crate_path),
        module = operation.method,
        limit = waiter.max_delay.saturating_mul(10).max(300),
    )
}

/// Returns the arguments that identify what to wait for: the required ones or, if there are none, the first that is not about pagination. Waiting on all
/// resources would be an odd example.
fn given(operation: &Operation) -> impl Iterator<Item = &Field> {
    let about_pages = |field: &Field| {
        let pages = operation.pages.as_ref();
        pages.is_some_and(|pages| {
            pages.input_token == field.name || pages.page_size.as_ref() == Some(&field.name)
        })
    };
    let first = operation.input.fields.iter().find(|field| !about_pages(field));
    let first = first.filter(|_| operation.input.required().next().is_none());
    operation.input.required().chain(first)
}

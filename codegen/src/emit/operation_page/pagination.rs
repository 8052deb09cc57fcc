//! How to get all pages of a paginated operation.

use super::example::hidden_imports;
use super::value::argument;
use crate::ir::{Name, Operation, Pages, PathStep, Service};

pub(super) fn pages(service: &Service, operation: &Operation, crate_path: &str) -> String {
    let Some(pages) = &operation.pages else { return String::new() };
    let takes = &pages.input_token;
    let link = |name: &Name| format!("[`{name}`](Builder::{})", name.unescaped());
    let given = path(&pages.output_token);
    let mut out = format!(
        "## All pages\n\nA response holds one page. If there is more, its `{given}` goes into {} of the next call: \
         [`Builder::pages`] takes care of that.\n",
        link(takes)
    );
    if let Some(items) = pages.items.as_ref().filter(|items| items.of.is_some()) {
        out.push_str(&format!(
            "`.pages().items()` goes through the `{}` of all pages, one by one: [`runtime::Items`].\n",
            path(&items.path)
        ));
    }
    if let Some(size) = &pages.page_size {
        out.push_str(&format!("{} limits what is on a page.\n", link(size)));
    }
    out.push_str(&format!("\n{}", all(service, operation, pages, crate_path)));
    out
}

/// Writes the loop over all pages. The crate's doc tests check that it compiles.
fn all(service: &Service, operation: &Operation, pages: &Pages, crate_path: &str) -> String {
    let required = operation.input.required().map(|field| argument(service, operation, field));
    let required: String = required.map(|argument| format!("\n    {argument}")).collect();
    let method = &operation.method;
    let call = match required.as_str() {
        "" => format!("client.{method}().pages()"),
        required => format!("client\n    .{method}(){required}\n    .pages()"),
    };
    let results = match &pages.items {
        None => "    // One page of the results: `page`.\n".to_owned(),
        Some(items) => {
            format!("    // What is on this page: `page.{}`.\n", path(&items.path))
        }
    };
    format!(
        "```no_run\n\
         {imports}\
         # async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         let mut pages = {call};\n\
         while let Some(page) = pages.next_page().await? {{\n\
         {results}\
         }}\n\
         # Ok(())\n\
         # }}\n\
         ```\n",
        imports = hidden_imports(&required, crate_path),
    )
}

fn path(steps: &[PathStep]) -> String {
    steps.iter().map(|step| step.field.as_str()).collect::<Vec<_>>().join(".")
}

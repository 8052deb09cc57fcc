//! Formats token streams as Rust source.

use super::{HEADER, table};
use proc_macro2::TokenStream;
use syn::{File, Item};

/// Formats the tokens as a Rust file with its header.
///
/// # Errors
/// If the tokens are not valid Rust, which is a defect of the emitter: the parser's message and the start of the tokens.
pub fn rust(tokens: TokenStream) -> Result<String, String> {
    let text = tokens.to_string();
    let file: File = syn::parse2(tokens)
        .map_err(|error| format!("the emitted tokens are no Rust: {error}; they begin with {:.200}", text))?;
    let mut out = String::from(HEADER);
    let docs = File { frontmatter: None, shebang: None, attrs: file.attrs, items: Vec::new() };
    out.push_str(&prettyplease::unparse(&docs));
    let mut previous = None;
    for item in file.items {
        let kind = kind(&item);
        if previous != Some(Kind::Line) || kind != Kind::Line || !same_block(&out, &item) {
            out.push('\n');
        }
        previous = Some(kind);
        out.push_str(&match &item {
            Item::Macro(call) if table::is_table(call) => table::print(call),
            Item::Impl(_) => space_methods(&unparse(item)),
            _ => unparse(item),
        });
    }
    Ok(out)
}

fn unparse(item: Item) -> String {
    let file = File { frontmatter: None, shebang: None, attrs: Vec::new(), items: vec![item] };
    dedent_constants(&prettyplease::unparse(&file))
}

/// Indents constants as rustfmt does: if a call is followed by method calls, prettyplease indents all of it one level too far.
fn dedent_constants(text: &str) -> String {
    const LEVEL: usize = 4;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut out = String::with_capacity(text.len());
    // The indentation of a constant whose value is indented too far.
    let mut begin = None;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let excess = if begin.is_some_and(|begin| indent(line) > begin) { LEVEL } else { 0 };
        out.push_str(line.get(excess..).unwrap_or(line));
        out.push('\n');
        let is_constant = line.trim_start().trim_start_matches("pub ").starts_with("const ");
        if is_constant && lines.peek().is_some_and(|next| indent(next) == indent(line) + 2 * LEVEL) {
            begin = Some(indent(line));
        } else if line.ends_with(';') {
            begin = None;
        }
    }
    out
}

/// Inserts the empty lines between the methods of an `impl` that prettyplease omits. A line with only a closing brace at the first level ends a method; if the
/// brace of the `impl` follows, it was the last.
fn space_methods(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if line == "    }" && lines.peek().is_some_and(|next| *next != "}") {
            out.push('\n');
        }
    }
    out
}

/// How an item is separated from its neighbours.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// One line of a block: imports, modules.
    Line,
    /// Any other item, with an empty line around it.
    Paragraph,
}

fn kind(item: &Item) -> Kind {
    match item {
        Item::Use(_) => Kind::Line,
        Item::Mod(module) if module.content.is_none() => Kind::Line,
        _ => Kind::Paragraph,
    }
}

/// Returns whether the item continues the block at the end of the text: modules follow modules, and imports imports.
fn same_block(text: &str, item: &Item) -> bool {
    let last = text.trim_end().lines().next_back().unwrap_or_default();
    let last_is_module = last.starts_with("mod ") || last.starts_with("pub mod ");
    matches!(item, Item::Mod(_)) == last_is_module
}

//! Rust source from tokens.

use super::{HEADER, table};
use proc_macro2::TokenStream;
use syn::{File, Item};

/// The tokens as a formatted Rust file with its header.
///
/// # Errors
/// Where the tokens aren't Rust, which is a defect of the emitter: the parser's message and the tokens near it.
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

/// The text with constants as rustfmt writes them: where a call goes on with methods, prettyplease puts all of it a level too far to the right.
fn dedent_constants(text: &str) -> String {
    const LEVEL: usize = 4;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut out = String::with_capacity(text.len());
    // The column at which a constant begins that is too far to the right.
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

/// The `impl` with an empty line between its methods, which prettyplease leaves out. A line that is nothing but the closing brace of the first
/// level ends a method; one that closes the `impl` comes after the last.
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

/// How an item is set off from its neighbours.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// One of a block of lines: imports, modules.
    Line,
    /// Any other, with an empty line around it.
    Paragraph,
}

fn kind(item: &Item) -> Kind {
    match item {
        Item::Use(_) => Kind::Line,
        Item::Mod(module) if module.content.is_none() => Kind::Line,
        _ => Kind::Paragraph,
    }
}

/// Whether the item goes on the block that the text ends with: modules with modules, imports with imports.
fn same_block(text: &str, item: &Item) -> bool {
    let last = text.trim_end().lines().next_back().unwrap_or_default();
    let last_is_module = last.starts_with("mod ") || last.starts_with("pub mod ");
    matches!(item, Item::Mod(_)) == last_is_module
}

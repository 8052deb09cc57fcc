//! The tables that join a type to the runtime: macro calls, which prettyplease would run together. One row, one line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use std::fmt::Write as _;
use syn::ItemMacro;

const TABLES: [&str; 6] = ["structure", "union", "string_enum", "int_enum", "operation_error", "required"];

/// Whether this calls one of the runtime's table macros.
pub(super) fn is_table(call: &ItemMacro) -> bool {
    call.mac.path.segments.last().is_some_and(|last| TABLES.contains(&last.ident.to_string().as_str()))
}

/// The call, a line for each row.
pub(super) fn print(call: &ItemMacro) -> String {
    let mut out = line(call.mac.path.to_token_stream());
    if !call.mac.tokens.clone().into_iter().any(|token| matches!(token, TokenTree::Group(_))) {
        let _ = writeln!(out, "! {{ {} }}", line(call.mac.tokens.clone()));
        return out;
    }
    out.push_str("! {\n    ");
    let mut head = TokenStream::new();
    for token in call.mac.tokens.clone() {
        match token {
            TokenTree::Group(rows) if rows.delimiter() == Delimiter::Brace => {
                let _ = write!(out, "{} ", line(std::mem::take(&mut head)));
                out.push_str(&print_rows(rows.stream()));
            }
            token => head.extend([token]),
        }
    }
    out.push_str("}\n");
    out
}

fn print_rows(rows: TokenStream) -> String {
    if rows.is_empty() {
        return "{}\n".to_owned();
    }
    let mut out = String::from("{\n");
    let mut row = TokenStream::new();
    for token in rows {
        let ends = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        row.extend([token]);
        if ends {
            let _ = writeln!(out, "        {}", line(std::mem::take(&mut row)));
        }
    }
    out.push_str("    }\n");
    out
}

/// The tokens on one line, spaced as rustfmt would space these few forms.
fn line(tokens: TokenStream) -> String {
    let mut out = String::new();
    write_line(tokens, &mut out);
    out.trim_end().to_owned()
}

fn write_line(tokens: TokenStream, out: &mut String) {
    let mut after_word = false;
    for token in tokens {
        let word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if word && after_word {
            out.push(' ');
        }
        after_word = word;
        match token {
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                let _ = write!(out, "{token}");
            }
            TokenTree::Punct(punct) => match (punct.as_char(), punct.spacing()) {
                ('=', _) => out.push_str(" = "),
                (':', Spacing::Alone) if !out.ends_with(':') => out.push_str(": "),
                (',', _) => out.push_str(", "),
                (';', _) => out.push_str("; "),
                (other, _) => out.push(other),
            },
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write_line(group.stream(), out);
                out.push_str(close);
            }
        }
    }
}

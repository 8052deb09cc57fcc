//! Formats the tables that connect a type to the runtime: macro calls, whose rows prettyplease would run together. Each row gets a line.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use std::fmt::Write as _;
use syn::ItemMacro;

const TABLES: [&str; 9] = [
    "structure",
    "union",
    "string_enum",
    "int_enum",
    "operation_error",
    "message_errors",
    "builder",
    "setters",
    "waiter",
];

/// How long the line before the rows may get before its arguments are put on lines of their own.
const WIDTH: usize = 100;

/// Returns whether this calls one of the runtime's table macros.
pub(super) fn is_table(call: &ItemMacro) -> bool {
    call.mac.path.segments.last().is_some_and(|last| TABLES.contains(&last.ident.to_string().as_str()))
}

/// Formats the call, with a line for each row.
pub(super) fn print(call: &ItemMacro) -> String {
    let mut out = line(call.mac.path.to_token_stream());
    out.push_str("! {\n    ");
    let mut head = TokenStream::new();
    let mut tokens = call.mac.tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                if let Some(TokenTree::Group(attribute)) = tokens.next() {
                    let _ = write!(out, "{}\n    ", print_attribute(&attribute));
                }
            }
            TokenTree::Group(rows) if rows.delimiter() == Delimiter::Brace => {
                let _ = write!(out, "{} ", print_head(std::mem::take(&mut head)));
                out.push_str(&print_rows(rows.stream()));
            }
            token => head.extend([token]),
        }
    }
    out.push_str("}\n");
    out
}

/// Formats what precedes the rows: on one line or, if that is too long, with a line for each parameter or argument.
fn print_head(head: TokenStream) -> String {
    let whole = line(head.clone());
    if whole.len() <= WIDTH {
        return whole;
    }
    let mut tokens: Vec<TokenTree> = head.into_iter().collect();
    let Some(TokenTree::Group(arguments)) = tokens.pop() else { return whole };
    let start = print_parameters(&line(tokens.into_iter().collect()));
    let short = line(arguments.to_token_stream());
    let last = start.lines().next_back().unwrap_or_default();
    if last.len() + short.len() <= WIDTH {
        return format!("{start}{short}");
    }
    let mut out = start + "(\n";
    for argument in separated(&arguments) {
        let _ = writeln!(out, "        {},", line(argument));
    }
    out + "    )"
}

/// Puts each parameter of `Type<A = a, B = b> => …` on a line, if there are several.
fn print_parameters(start: &str) -> String {
    match start.split_once('<').and_then(|(before, rest)| Some((before, rest.rsplit_once("> =>")?))) {
        Some((before, (parameters, after))) if parameters.contains(", ") => {
            let lines: String =
                parameters.split(", ").map(|parameter| format!("        {parameter},\n")).collect();
            format!("{before}<\n{lines}    > =>{after}")
        }
        _ => start.to_owned(),
    }
}

/// Splits a list into its parts, without the commas.
fn separated(list: &Group) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    let mut within = 0_usize;
    for token in list.stream() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => within += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => within = within.saturating_sub(1),
            TokenTree::Punct(punct) if punct.as_char() == ',' && within == 0 => {
                parts.push(TokenStream::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.extend([token]);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn print_rows(rows: TokenStream) -> String {
    if rows.is_empty() {
        return "{}\n".to_owned();
    }
    let mut out = String::from("{\n");
    let mut row = TokenStream::new();
    let mut tokens = rows.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if let (TokenTree::Punct(hash), Some(TokenTree::Group(attribute))) = (&token, tokens.peek())
            && hash.as_char() == '#'
        {
            let _ = writeln!(out, "        {}", print_attribute(attribute));
            tokens.next();
            continue;
        }
        let ends = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        row.extend([token]);
        if ends {
            let _ = writeln!(out, "        {}", line(std::mem::take(&mut row)));
        }
    }
    out.push_str("    }\n");
    out
}

/// Formats documentation as a comment, and other attributes unchanged.
fn print_attribute(attribute: &Group) -> String {
    let content: Result<syn::MetaNameValue, _> = syn::parse2(attribute.stream());
    match content.map(|it| (it.path, it.value)) {
        Ok((path, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }))) if path.is_ident("doc") => {
            format!("///{}", text.value())
        }
        _ => format!("#[{}]", line(attribute.stream())),
    }
}

/// Formats the tokens on one line, spaced as rustfmt would in these few forms.
fn line(tokens: TokenStream) -> String {
    let mut out = String::new();
    write_line(tokens, &mut out);
    out.trim_end().to_owned()
}

fn write_line(tokens: TokenStream, out: &mut String) {
    let mut after_word = false;
    for token in tokens {
        let word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        let braces = matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        if after_word && (word || braces) {
            out.push(' ');
        }
        after_word = word;
        match token {
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                let _ = write!(out, "{token}");
            }
            TokenTree::Punct(punct) => match (punct.as_char(), punct.spacing()) {
                // The second half of an arrow.
                ('>', _) if out.ends_with(" -") => out.push_str("> "),
                ('>', _) if out.ends_with(" = ") => {
                    out.pop();
                    out.push_str("> ");
                }
                ('-', Spacing::Joint) => out.push_str(" -"),
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

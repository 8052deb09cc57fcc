//! Web addresses: which of them become links, and how they are written in Markdown.

use super::inline::looks_like_reference;
use crate::printable::is_printable;

/// Returns the address as the destination of an inline link, or nothing if readers of generated documentation could not follow it: relative and empty ones.
pub(super) fn destination(address: &str) -> Option<String> {
    let address = address.trim();
    let is_mail = address.starts_with("mailto:") && address.contains('@') && address.contains('.');
    if !is_mail && host_of(address).is_none() {
        return None;
    }
    let mut written = String::with_capacity(address.len());
    for (index, character) in address.char_indices() {
        match character {
            '&' if looks_like_reference(address.get(index..).unwrap_or_default()) => {
                written.push_str("&amp;")
            }
            '(' => written.push_str("%28"),
            ')' => written.push_str("%29"),
            '<' => written.push_str("%3C"),
            '>' => written.push_str("%3E"),
            '\\' => written.push_str("%5C"),
            '`' => written.push_str("%60"),
            other if !is_printable(other) => {}
            other if other.is_whitespace() => written.push_str("%20"),
            other => written.push(other),
        }
    }
    Some(written)
}

/// An address found in running text.
pub(super) struct Found<'a> {
    pub(super) before: &'a str,
    pub(super) address: &'a str,
    pub(super) after: &'a str,
}

/// Finds the first web address in a word. Punctuation at its end belongs to the sentence around it.
pub(super) fn find(word: &str) -> Option<Found<'_>> {
    let start = [word.find("https://"), word.find("http://")].into_iter().flatten().min()?;
    let (before, rest) = word.split_at_checked(start)?;
    let end = rest.find(['"', '<', '>', '`', '|']).unwrap_or(rest.len());
    let candidate = rest.get(..end)?;
    let address = match candidate
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '”', '’', '*', '_', ')', ']', '}'])
    {
        // Parentheses and braces that the address itself opened are kept.
        trimmed if trimmed.contains(['(', '{', '[']) => {
            candidate.trim_end_matches(['.', ',', ';', ':', '!', '?'])
        }
        trimmed => trimmed,
    };
    // If "https://" stands alone, trimming must not remove its colon.
    let address = if address.contains("://") { address } else { candidate };
    Some(Found { before, address, after: rest.get(address.len()..)? })
}

/// Returns whether an address can be written between `<` and `>` and leads somewhere; a pattern such as `https://{host}` does not.
pub(super) fn is_complete(address: &str) -> bool {
    let is_legal =
        |character: char| character.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(character);
    host_of(address).is_some_and(is_reachable) && address.chars().all(is_legal)
}

fn is_reachable(host: &str) -> bool {
    match host.split_once(':') {
        Some((_, port)) => !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()),
        None => host.contains('.') || host == "localhost",
    }
}

fn host_of(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    host.starts_with(|first: char| first.is_ascii_alphanumeric()).then_some(host)
}

//! The constraint traits of a member: its own, else those of the shape it targets.

use super::{CheckedBy, Setting};
use crate::model::{Member, Shape, traits};
use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::utf8::Utf8Sequences;

/// The pattern of a UUID.
const UUID: &str = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";

fn is_uuid(member: &Member, target: &Shape) -> bool {
    member.traits.has::<traits::UuidFormat>() || target.traits.has::<traits::UuidFormat>()
}

/// Returns the settings that limit the member's values.
pub(super) fn of(member: &Member, target: &Shape) -> Vec<Setting> {
    let mut settings = Vec::new();
    if let Some(length) = member.traits.read::<traits::Length>().or_else(|| target.traits.read()) {
        settings.push(Setting::Length(length.min, length.max));
    }
    if let Some(range) = member.traits.read::<traits::Range>().or_else(|| target.traits.read()) {
        settings.push(Setting::Range(range.min.map(|n| n.as_f64()), range.max.map(|n| n.as_f64())));
    }
    let pattern =
        member.traits.read().or_else(|| target.traits.read()).map(|traits::Pattern(pattern)| pattern);
    if let Some(pattern) = pattern.or_else(|| is_uuid(member, target).then(|| UUID.to_owned())) {
        let checked_by = checked_by(&pattern);
        settings.push(Setting::Pattern(pattern, checked_by));
    }
    if let Some(traits::ReservedPrefix(prefix)) = member.traits.read().or_else(|| target.traits.read()) {
        settings.push(Setting::ReservedPrefix(prefix));
    }
    if target.traits.has::<traits::UniqueItems>() {
        settings.push(Setting::UniqueItems);
    }
    settings
}

/// Returns who checks values against a pattern. Smithy's patterns are those of ECMA 262, of which Rust's have no lookaround and no backreferences.
fn checked_by(pattern: &str) -> CheckedBy {
    // The runtime uses the same parser.
    let parsed = regex_syntax::Parser::new().parse(pattern);
    let is_known = parsed.is_ok_and(|parsed| size(&parsed) <= MOST);
    if is_known && !means_another(pattern) { CheckedBy::Client } else { CheckedBy::Service }
}

/// How large a pattern may be that a client checks. One of this [size] is compiled within a tenth of a second.
const MOST: usize = 250_000;

/// Returns the size of a pattern, which is what compiling it costs: its bytes and ranges of bytes, with all repetitions.
fn size(pattern: &Hir) -> usize {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => {
            class.iter().map(|range| Utf8Sequences::new(range.start(), range.end()).count()).sum()
        }
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Repetition(repeated) => {
            let times = repeated.max.unwrap_or(repeated.min).max(1);
            size(&repeated.sub).saturating_mul(times as usize)
        }
        HirKind::Capture(capture) => size(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().fold(0, |sum: usize, part| sum.saturating_add(size(part)))
        }
    }
}

/// Returns whether a pattern holds what means something else in Rust than in ECMA 262: a class, an intersection or a difference within a class, `\<` and `\>`, and
/// names of classes that Java has too, with another meaning.
fn means_another(pattern: &str) -> bool {
    let mut within_class = false;
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, within_class) {
            ('\\', _) => match letters.next() {
                Some('<' | '>') => return true,
                Some('p' | 'P') if letters.peek() == Some(&'{') => {
                    let name: String = letters.by_ref().skip(1).take_while(|it| *it != '}').collect();
                    // The categories have one or two letters; what has `=` is not Java's.
                    if name.len() > 2 && !name.contains('=') {
                        return true;
                    }
                }
                _ => {}
            },
            ('[', false) => within_class = true,
            (']', true) => within_class = false,
            ('[', true) => return true,
            ('&' | '-' | '~', true) if letters.peek() == Some(&letter) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{CheckedBy, checked_by};

    #[test]
    fn clients_check_what_means_the_same_in_rust() {
        for pattern in ["^[a-z]+$", r"^[\p{L}\p{N}_-]+$", r"^[\w\[\]-]*$", r"\[[a]", "a&&b", "[a-z-]", ""] {
            assert_eq!(checked_by(pattern), CheckedBy::Client, "{pattern}");
        }
        for pattern in [
            "^(?!aws:)x$",
            r"(a)\1",
            "[a[b]]",
            "[a-z&&b]",
            "[a--b]",
            "[a~~b]",
            r"\p{Print}",
            r"\p{Punct}",
            r"^\<b\>$",
            r"^\p{L}{1,4000}$",
            "^.{1,100000}$",
            "[",
        ] {
            assert_eq!(checked_by(pattern), CheckedBy::Service, "{pattern}");
        }
    }
}

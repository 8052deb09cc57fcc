//! Warns of patterns that no engine for regular expressions reads.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::Pattern;
use crate::model::{Model, Traits};
use regex_lite::Regex;
use std::iter::Peekable;
use std::str::Chars;

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        let members = shape.members().map(|member| &member.traits);
        diagnostics.extend(members.chain([&shape.traits]).filter_map(invalid));
    }
}

fn invalid(traits: &Traits) -> Option<Diagnostic> {
    let (applied, Pattern(pattern)) = traits.read_applied()?;
    let fault = fault(&pattern).filter(|_| Regex::new(&pattern).is_err())?;
    let warning = Diagnostic::warning(format!("expected a regular expression, found `{pattern}`"));
    Some(warning.at_part(applied, applied.value.position).shape(traits.subject()).help(fault))
}

/// Returns what is wrong with a pattern in every dialect. What only some dialects refuse is passed over.
fn fault(pattern: &str) -> Option<&'static str> {
    // Text that is quoted or a comment has no parentheses.
    if ["\\Q", "(?#", "(?x"].iter().any(|start| pattern.contains(start)) {
        return None;
    }
    let mut rest = pattern.chars().peekable();
    let mut open = 0_usize;
    let mut is_start = true;
    while let Some(character) = rest.next() {
        let was_start = std::mem::replace(&mut is_start, matches!(character, '(' | '|'));
        match character {
            '\\' if rest.next().is_none() => return Some("nothing follows the last `\\`"),
            '[' => match class_end(&mut rest) {
                ClassEnd::Found => {}
                ClassEnd::Missing => return Some("a `[` is not closed"),
                ClassEnd::Unclear => return None,
            },
            '(' => {
                open += 1;
                rest.next_if_eq(&'?');
            }
            ')' if open == 0 => return Some("a `)` closes nothing; write `\\)` for the character"),
            ')' => open -= 1,
            '*' | '+' | '?' if was_start => return Some("there is nothing to repeat before `*`, `+` or `?`"),
            _ => {}
        }
    }
    (open > 0).then_some("a `(` is not closed; write `\\(` for the character")
}

enum ClassEnd {
    Found,
    Missing,
    /// Dialects differ in where it is: after `[]`, or if there is another `[` inside.
    Unclear,
}

/// Reads to the end of a class of characters.
fn class_end(rest: &mut Peekable<Chars<'_>>) -> ClassEnd {
    rest.next_if_eq(&'^');
    if rest.peek() == Some(&']') {
        return ClassEnd::Unclear;
    }
    while let Some(character) = rest.next() {
        match character {
            '\\' => drop(rest.next()),
            '[' => return ClassEnd::Unclear,
            ']' => return ClassEnd::Found,
            _ => {}
        }
    }
    ClassEnd::Missing
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn patterns_that_no_dialect_reads() {
        for (pattern, part) in [
            ("(", "`(`"),
            ("^(a|b$", "`(`"),
            ("a)", "`)`"),
            ("(a))", "`)`"),
            ("[a-z", "`[`"),
            ("[^a\\]", "`[`"),
            ("*", "repeat"),
            ("a|+b", "repeat"),
            ("(?a)(*b)", "repeat"),
            ("a\\", "`\\`"),
        ] {
            assert!(
                fault(pattern).is_some_and(|fault| fault.contains(part)),
                "{pattern}: {:?}",
                fault(pattern)
            );
        }
    }

    #[test]
    fn patterns_that_some_dialects_read() {
        for pattern in [
            "",
            "^(?!aws:)(?<name>[^()]*)$",
            "\\(\\[\\*",
            "[]a](]",
            "[[:alnum:](]",
            "[a[b](]",
            "[^]",
            "^*a$*",
            "{a}",
            "a**",
            "\\Q(\\E",
            "(?#)(",
            "(?:|a)?",
            "[(*)]+?",
            "()*",
        ] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }
}

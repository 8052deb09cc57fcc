//! Regular expressions of models, each compiled once.

use crate::locked::locked;
use regex::{Regex, RegexBuilder};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// The patterns seen so far, with `None` for those that can't be expressed.
static COMPILED: Mutex<BTreeMap<&'static str, Option<Arc<Regex>>>> = Mutex::new(BTreeMap::new());

/// The most bytes of a compiled pattern. The generator leaves those that would take more to the service.
const MOST_BYTES: usize = 1 << 26;

/// Checks whether the pattern occurs in the text. In Smithy, a pattern is anchored only if it says so.
///
/// A pattern that our engine can't express is taken to match: the service will check it.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    // Neither compiling a large pattern nor matching a long text must block other calls.
    let known = locked(&COMPILED).get(pattern).cloned();
    let regex = known.unwrap_or_else(|| {
        let regex = compile(pattern).map(Arc::new);
        locked(&COMPILED).entry(pattern).or_insert(regex).clone()
    });
    regex.is_none_or(|regex| regex.is_match(text))
}

fn compile(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&with_ascii_classes(pattern)).size_limit(MOST_BYTES).build().ok()
}

/// Writes out what `\d` and `\w` are in Smithy's patterns, which are those of ECMA 262: ASCII. To Rust, they are all digits and letters there are.
fn with_ascii_classes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match (letter == '\\').then(|| letters.next()).flatten() {
            Some('d') => out.push_str("[0-9]"),
            Some('D') => out.push_str("[^0-9]"),
            Some('w') => out.push_str("[0-9A-Za-z_]"),
            Some('W') => out.push_str("[^0-9A-Za-z_]"),
            Some(other) => out.extend([letter, other]),
            None => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn looks_for_the_pattern_anywhere() {
        assert!(matches("[a-z]+", "AbC"));
        assert!(!matches("^[a-z]+$", "AbC"));
        assert!(matches("^[\\x21-\\x7E]+$", "a~!"));
        assert!(!matches("^[\\x21-\\x7E]+$", "a b"));
        let identifier = "(^[a-zA-Z0-9-]+$)|(^arn:aws:gameliftstreams:([^: ]*):([0-9]{12}):([^: ]*)$)";
        assert!(matches(identifier, "sg-1AB2C3De4"));
        assert!(matches(
            identifier,
            "arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-1AB2C3De4"
        ));
        assert!(!matches(identifier, "arn:aws:other:us-west-2:111122223333:x"));
    }

    #[test]
    fn knows_the_categories_of_unicode() {
        for (pattern, good, bad) in [
            (r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$", "Zürich 7", "a!"),
            (r"^\p{Lu}\P{C}+$", "Äa", "äa"),
            (r"^[\d\w-]+$", "a-1", "ä"),
            (r"^\W\D$", "äé", "a1"),
            (r"^\\d$", r"\d", "1"),
            (r"^[\p{L}\p{M}\p{Z}\p{N}\p{P}]{0,1024}$", "a b", "+"),
        ] {
            assert!(matches(pattern, good) && !matches(pattern, bad), "{pattern}");
        }
    }

    #[test]
    fn lets_pass_what_it_cannot_express() {
        assert!(matches("^(?!aws:)x$", "anything"));
    }
}

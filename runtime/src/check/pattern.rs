//! Regular expressions of models, each compiled once.

use regex_lite::Regex;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The patterns seen so far, with `None` for those that can't be expressed.
static COMPILED: Mutex<BTreeMap<&'static str, Option<Regex>>> = Mutex::new(BTreeMap::new());

/// Checks whether the pattern occurs in the text. In Smithy, a pattern is anchored only if it says so.
///
/// A pattern that our engine can't express (with lookaround or backreferences) is taken to match: the service will check it.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled.entry(pattern).or_insert_with(|| Regex::new(pattern).ok()).clone();
    // Matching a long text must not block other calls.
    drop(compiled);
    regex.is_none_or(|regex| regex.is_match(text))
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
    fn lets_pass_what_it_cannot_express() {
        assert!(matches("^(?!aws:)x$", "anything"));
    }
}

//! Example values that keep within the limits shown on the same page, if that is easy to tell.

use crate::ir::Setting;
use regex_lite::Regex;

/// Common values of strings with a pattern.
const USUAL: [&str; 14] = [
    "arn:aws:service:us-west-2:123456789012:resource/name",
    "arn:aws:iam::123456789012:role/name",
    "3f0a4b1e-6c5d-4e8f-9a7b-2d1c0b9e8f76",
    "123456789012",
    "1",
    "a",
    "us-west-2",
    "1.0.0",
    "2030-01-01",
    "https://example.com/",
    "person@example.com",
    "192.0.2.1",
    "0123456789abcdef0123456789abcdef",
    "/a",
];

/// Returns a string for the member with this name.
pub(super) fn text(name: &str, settings: &[Setting]) -> String {
    let words: Vec<&str> = name.trim_start_matches("r#").split('_').collect();
    let spoken = within(&words.join(" "), ' ', settings);
    let Some(pattern) = settings.iter().find_map(|setting| match setting {
        Setting::Pattern(pattern, _) => Regex::new(pattern).ok(),
        _ => None,
    }) else {
        return if words.last() == Some(&"arn") { arn(&spoken, settings) } else { spoken };
    };
    let named = [('-', "-"), ('_', "_"), ('a', "")];
    let named = named.into_iter().map(|(filler, joint)| within(&words.join(joint), filler, settings));
    let fitting = [spoken.clone()].into_iter().chain(named).chain(USUAL.map(str::to_owned));
    let mut fitting = fitting.filter(|text| has_length(text, settings));
    fitting.find(|text| pattern.is_match(text)).unwrap_or(spoken)
}

/// Returns a resource name (ARN), if it fits the length.
fn arn(otherwise: &str, settings: &[Setting]) -> String {
    let usual = USUAL.first().copied().unwrap_or_default();
    if has_length(usual, settings) { usual.to_owned() } else { otherwise.to_owned() }
}

fn length(settings: &[Setting]) -> (usize, usize) {
    let limits = settings.iter().find_map(|setting| match setting {
        Setting::Length(min, max) => Some((*min, *max)),
        _ => None,
    });
    let (min, max) = limits.unwrap_or_default();
    let number = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
    (min.map_or(0, number), max.map_or(usize::MAX, number))
}

fn has_length(text: &str, settings: &[Setting]) -> bool {
    let (min, max) = length(settings);
    (min..=max).contains(&text.len())
}

/// Shortens or repeats the text to an allowed length. It is left alone if the result would be too long to read.
fn within(text: &str, joint: char, settings: &[Setting]) -> String {
    const LONGEST: usize = 80;
    let (min, max) = length(settings);
    let mut out = text.to_owned();
    if min <= LONGEST {
        while out.len() < min && !text.is_empty() {
            out.push(joint);
            out.push_str(text);
        }
    }
    let most = if out.len() > text.len() { min.max(text.len()) } else { max };
    out.truncate(most);
    if out.ends_with(' ') {
        out.pop();
        out.push('s');
    }
    out
}

/// Returns the number of elements of a list: the minimum if that is small, else one.
pub(super) fn elements(settings: &[Setting]) -> usize {
    const MOST: usize = 4;
    let (min, _) = length(settings);
    if min > MOST { 1 } else { min.max(1) }
}

/// Returns a whole number: 1, or the nearest that is allowed.
pub(super) fn integer(settings: &[Setting]) -> String {
    let (min, max) = range(settings);
    format!("{}", 1_f64.max(min.ceil()).min(max.floor()))
}

/// Returns a number with a fraction: 0.5, or the nearest that is allowed.
pub(super) fn fraction(settings: &[Setting]) -> String {
    let (min, max) = range(settings);
    format!("{:?}", 0.5_f64.max(min).min(max))
}

fn range(settings: &[Setting]) -> (f64, f64) {
    let limits = settings.iter().find_map(|setting| match setting {
        Setting::Range(min, max) => Some((*min, *max)),
        _ => None,
    });
    let (min, max) = limits.unwrap_or_default();
    (min.unwrap_or(f64::MIN), max.unwrap_or(f64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::CheckedBy;

    fn pattern(pattern: &str) -> Setting {
        Setting::Pattern(pattern.to_owned(), CheckedBy::Client)
    }

    #[test]
    fn texts_keep_within_lengths() {
        assert_eq!(text("client_token", &[]), "client token");
        assert_eq!(text("r#type", &[Setting::Length(Some(1), Some(3))]), "typ");
        let token = text("client_token", &[Setting::Length(Some(32), Some(64))]);
        assert_eq!((token.len(), token.trim()), (32, &*token));
        // A text that would be too long to read is not repeated.
        assert_eq!(text("a", &[Setting::Length(Some(5000), None)]), "a");
    }

    #[test]
    fn texts_match_patterns_where_that_is_easy() {
        assert_eq!(text("store_name", &[pattern("^[a-z]+$")]), "storename");
        assert_eq!(text("store_name", &[pattern("^[a-z-]+$")]), "store-name");
        assert_eq!(text("account", &[pattern("^[0-9]{12}$")]), "123456789012");
        let token = [pattern("^[!-~]+$"), Setting::Length(Some(32), Some(128))];
        assert_eq!(text("client_token", &token), "client-token-client-token-client");
        assert!(text("channel_arn", &[]).starts_with("arn:aws:"));
        // If nothing common matches, or the pattern is not supported, the name is used.
        assert_eq!(text("code", &[pattern("^Q{9}$")]), "code");
        assert_eq!(text("code", &[pattern("^\\p{Nonsense}(")]), "code");
    }

    #[test]
    fn numbers_keep_within_ranges() {
        let range = |min, max| [Setting::Range(min, max)];
        assert_eq!(integer(&[]), "1");
        assert_eq!(integer(&range(Some(8000.0), Some(48000.0))), "8000");
        assert_eq!(integer(&range(Some(-9.0), Some(-2.0))), "-2");
        assert_eq!(fraction(&range(Some(2.0), None)), "2.0");
        assert_eq!(elements(&[Setting::Length(Some(2), None)]), 2);
        assert_eq!(elements(&[Setting::Length(Some(0), None)]), 1);
    }
}

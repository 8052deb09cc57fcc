//! URI patterns: literal text with labels in braces: `{label}`, or `{label+}` if it may contain slashes.

use crate::error::{Failure, FailureKind};
use crate::percent::{ENCODED, ENCODED_PATH};
use percent_encoding::utf8_percent_encode;

/// How much of a path a label may fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// One segment: `{label}`.
    Segment,
    /// Any number of them: `{label+}`.
    Greedy,
}

/// What the segments `.` and `..` mean to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dots {
    /// Steps in the path, as usual.
    Steps,
    /// Ordinary names.
    Names,
}

/// Appends the text, percent-encoded for a query.
pub(super) fn push_encoded(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, ENCODED));
}

/// Appends the percent-encoded value of a label.
pub(super) fn push_label(
    out: &mut String,
    value: &str,
    extent: Extent,
    dots: Dots,
) -> Result<(), &'static str> {
    if value.is_empty() {
        return Err("is part of the path and must not be empty");
    }
    // URL parsers resolve these segments, encoded or not, and the request would go to another resource.
    let mut segments = value.split(|character| extent == Extent::Greedy && character == '/');
    if dots == Dots::Steps && segments.any(|segment| matches!(segment, "." | "..")) {
        return Err("is part of the path and must not be `.` or `..`");
    }
    out.extend(utf8_percent_encode(value, if extent == Extent::Greedy { ENCODED_PATH } else { ENCODED }));
    Ok(())
}

/// Appends the value of a label of a host name.
pub(super) fn push_host_label(out: &mut String, value: &str) -> Result<(), &'static str> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !(1..=63).contains(&value.len())
        || !value.bytes().all(legal)
        || value.starts_with('-')
        || value.ends_with('-')
    {
        return Err("is part of the host name: it must be 1 to 63 letters, digits and inner hyphens");
    }
    out.push_str(value);
    Ok(())
}

/// Replaces each label of a pattern by what `label` appends for its name.
pub(super) fn expand(
    pattern: &str,
    label: &mut dyn FnMut(&mut String, &str, Extent) -> Result<(), Failure>,
) -> Result<String, Failure> {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((literal, after)) = rest.split_once('{') {
        out.push_str(literal);
        let (name, after) = after.split_once('}').ok_or_else(unclosed)?;
        match name.strip_suffix('+') {
            Some(name) => label(&mut out, name, Extent::Greedy)?,
            None => label(&mut out, name, Extent::Segment)?,
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cold]
fn unclosed() -> Failure {
    Failure::new(FailureKind::Configuration, "the operation's pattern has a `{` without a `}`")
}

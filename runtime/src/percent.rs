//! The sets of characters that are percent-encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// Everything but the unreserved characters of RFC 3986.
pub(crate) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// As [`ENCODED`], except for slashes, which stay: for a path of several segments.
pub(crate) const ENCODED_PATH: &AsciiSet = &ENCODED.remove(b'/');

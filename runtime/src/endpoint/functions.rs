//! The functions of Smithy's endpoint rules language, by their own names in snake case.
//!
//! Returned texts borrow from the arguments if possible. See
//! [the standard library](https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html) and
//! [AWS's own functions](https://smithy.io/2.0/aws/rules-engine/library-functions.html).

use super::EndpointError;
use super::partition::{self, Partition};
use crate::document::Document;
use crate::percent::ENCODED;
use percent_encoding::utf8_percent_encode;
use std::borrow::Cow;

/// `aws.partition`: returns the partition of a Region, found by name or else by the form of the name.
#[must_use]
pub fn partition(region: &str) -> &'static Partition {
    partition::of_region(region)
}

/// Fills a template: returns it with the values, in their order, in place of what stands in braces. An opening brace itself has to be a value.
///
/// It does the work of `format!`, for which the compiler takes several times as long, and a service may have a hundred templates.
#[must_use]
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut text = String::with_capacity(2 * template.len());
    let mut pieces = template.split('{');
    text.push_str(pieces.next().unwrap_or_default());
    for (piece, value) in pieces.zip(values) {
        text.push_str(value);
        text.push_str(piece.split_once('}').map_or("", |(_, after)| after));
    }
    text
}

/// `uriEncode`: returns the text with everything but ASCII letters, digits and `-._~` percent-encoded.
#[must_use]
pub fn uri_encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// `substring`: returns the characters from `start` up to but not including `stop`, counted from the end if `reverse` is set.
///
/// Returns `None` if `start` is not less than `stop`, or the text is shorter than `stop` or holds anything but ASCII.
#[must_use]
pub fn substring(text: &str, start: usize, stop: usize, reverse: bool) -> Option<&str> {
    if !text.is_ascii() || start >= stop || stop > text.len() {
        return None;
    }
    if reverse { text.get(text.len() - stop..text.len() - start) } else { text.get(start..stop) }
}

/// `split`: returns the parts between delimiters, at most `limit` of them, the last one with what is left. 0 means no limit.
#[must_use]
pub fn split<'a>(text: &'a str, delimiter: &str, limit: usize) -> Vec<&'a str> {
    match limit {
        0 => text.split(delimiter).collect(),
        limit => text.splitn(limit, delimiter).collect(),
    }
}

/// `isValidHostLabel`: returns `true` if the text can be a label of a host name, or several separated by dots if `allow_subdomains` is set.
#[must_use]
pub fn is_valid_host_label(text: &str, allow_subdomains: bool) -> bool {
    fn is_label(label: &str) -> bool {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    }
    if allow_subdomains { text.split('.').all(is_label) } else { is_label(text) }
}

/// `aws.isVirtualHostableS3Bucket`: returns `true` if the name of a bucket can be a part of a host name. It may hold dots only if `allow_subdomains` is set.
#[must_use]
pub fn is_virtual_hostable_s3_bucket(bucket: &str, allow_subdomains: bool) -> bool {
    fn is_end(byte: Option<u8>) -> bool {
        byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    }
    let is_label = |label: &str| {
        is_end(label.bytes().next())
            && is_end(label.bytes().last())
            && label.bytes().all(|byte| is_end(Some(byte)) || byte == b'-')
    };
    (3..=63).contains(&bucket.len())
        && (allow_subdomains || !bucket.contains('.'))
        && bucket.split('.').all(is_label)
        && !has_form_of_ip_v4(bucket)
}

/// Checks a value that an endpoint rule puts into a host name without a condition on it.
///
/// This is no function of Smithy's language: rules leave the condition out by mistake, and a slash in the value would send requests to another host.
///
/// # Errors
///
/// Returns an error if the text holds anything but ASCII letters, digits, `-`, `_` and `.`.
pub fn host_part(text: &str) -> Result<(), EndpointError> {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
        return Ok(());
    }
    Err(EndpointError::new(
        "a value that becomes part of the host name holds something other than letters, digits, `-`, `_` and `.`: check the names and ARNs of the call",
    ))
}

/// The parts of an ARN (Amazon Resource Name).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Arn<'a> {
    /// The partition.
    pub partition: &'a str,
    /// The service.
    pub service: &'a str,
    /// The Region; empty if the resource has none.
    pub region: &'a str,
    /// The account; empty if the resource has none.
    pub account_id: &'a str,
    /// The parts of the resource, which `:` and `/` separate.
    pub resource_id: Vec<&'a str>,
}

/// `aws.parseArn`: returns the parts of an ARN, or `None` if the text isn't one or has no partition, service or resource.
#[must_use]
pub fn parse_arn(text: &str) -> Option<Arn<'_>> {
    let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
    let mut next = || parts.next();
    let (partition, service, region, account_id, resource) = (next()?, next()?, next()?, next()?, next()?);
    if partition.is_empty() || service.is_empty() || resource.is_empty() {
        return None;
    }
    Some(Arn { partition, service, region, account_id, resource_id: resource.split([':', '/']).collect() })
}

/// The parts of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Url<'a> {
    /// `http` or `https`.
    pub scheme: &'a str,
    /// The host with its port.
    pub authority: &'a str,
    /// The path as written.
    pub path: &'a str,
    /// Whether the host is an IP address.
    pub is_ip: bool,
    normalized_path: Cow<'a, str>,
}

impl Url<'_> {
    /// Returns the path with a `/` at both ends.
    #[must_use]
    pub fn normalized_path(&self) -> &str {
        &self.normalized_path
    }
}

/// `parseURL`: returns the parts of an HTTP URL, or `None` if the text isn't one or has a query or fragment.
#[must_use]
pub fn parse_url(text: &str) -> Option<Url<'_>> {
    let (scheme, rest) = text.split_once("://")?;
    if !matches!(scheme, "http" | "https") || rest.contains(['?', '#']) {
        return None;
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, "0"),
    };
    if host.is_empty() || !is_number(port) || port.parse::<u16>().is_err() {
        return None;
    }
    Some(Url {
        scheme,
        authority,
        path,
        normalized_path: match path {
            "" => Cow::Borrowed("/"),
            path if path.ends_with('/') => Cow::Borrowed(path),
            path => Cow::Owned(format!("{path}/")),
        },
        is_ip: is_ip_v4(host) || host.starts_with('[') && host.ends_with(']'),
    })
}

/// Returns a property that is made of others. The language itself has no such function.
#[must_use]
pub fn record<const N: usize>(entries: [(&str, Document); N]) -> Document {
    entries.into_iter().collect()
}

fn is_ip_v4(host: &str) -> bool {
    has_form_of_ip_v4(host) && host.split('.').all(|part| part.parse::<u8>().is_ok())
}

/// Checks whether these are four numbers, even if they don't make an address.
fn has_form_of_ip_v4(host: &str) -> bool {
    host.split('.').count() == 4 && host.split('.').all(is_number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;

//! HTML character references.

/// Returns whether Markdown would read the start of `text` as a character reference.
pub(super) fn looks_like_reference(text: &str) -> bool {
    let Some(body) = text.strip_prefix('&') else { return false };
    let name = body.strip_prefix('#').unwrap_or(body);
    let length = name.bytes().take(40).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name.as_bytes().get(length) == Some(&b';')
}

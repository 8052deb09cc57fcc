//! Running one case of a suite, in one variant.

mod context;
mod public_key;
mod request;

use super::expected::{self, CANONICAL_REQUEST, SIGNATURE, SIGNED_REQUEST, STRING_TO_SIGN, Variant, compare};
use super::read;
use context::Context;
use request::HttpText;
use smithwright_runtime::sign::v4::{Signature, Signer};
use std::path::Path;

/// Signs the request of the case, and compares each step that the case has a file for.
pub(super) fn run(case: &Path, variant: Variant) -> Result<(), String> {
    let request = HttpText::parse(&read(&case.join("request.txt"))?)?;
    let context = Context::of(case, variant)?;
    let (signature, signed) = match variant {
        Variant::Header => sign(&request, &context),
        Variant::Query => presign(&request, &context),
    };
    for (step, made) in
        [(CANONICAL_REQUEST, &signature.canonical_request), (STRING_TO_SIGN, &signature.string_to_sign)]
    {
        if let Some(expected) = expected::step(case, variant, step)? {
            compare(step, &expected, made)?;
        }
    }
    if let Some(expected) = expected::step(case, variant, SIGNATURE)? {
        match &context.public_key {
            Some(key) => key.verify(&signature)?,
            None => compare(SIGNATURE, &expected, &signature.signature)?,
        }
    }
    // Without the secret, the signature in the request can't be known.
    match expected::step(case, variant, SIGNED_REQUEST)? {
        Some(expected) if context.has_secret => {
            let expected = HttpText::parse(&expected)?.comparable();
            let made = signed.comparable();
            if context.public_key.is_none() {
                return compare(SIGNED_REQUEST, &expected, &made);
            }
            // The signature in the request differs each time.
            compare(SIGNED_REQUEST, &without_signature(&expected), &without_signature(&made))
        }
        _ => Ok(()),
    }
}

fn sign(request: &HttpText, context: &Context) -> (Signature, HttpText) {
    let headers = request.borrowed_headers();
    let signed = Signer::default().sign(&request.to_sign(&headers), &context.scope(), context.settings);
    let mut sent = request.clone();
    sent.headers.extend(signed.headers.into_iter().map(|(name, value)| (name.to_owned(), value)));
    (signed.signature, sent)
}

fn presign(request: &HttpText, context: &Context) -> (Signature, HttpText) {
    let headers = request.borrowed_headers();
    let signed = Signer::default().presign(
        &request.to_sign(&headers),
        &context.scope(),
        context.settings,
        context.expires_in,
    );
    let sent = HttpText { query: signed.query, ..request.clone() };
    (signed.signature, sent)
}

/// Removes the digits of the signature from the text of a request.
fn without_signature(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once("Signature=") {
        Some((before, after)) => {
            let rest = after.trim_start_matches(|digit: char| digit.is_ascii_hexdigit());
            format!("{before}Signature={rest}")
        }
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

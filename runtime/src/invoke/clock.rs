//! What a service says of this machine's clock: a signature is good for some minutes before and after its time.

use super::auth::{self, Proof};
use super::{Call, Failed, Prepared, Unsuccessful};
use crate::config::Config;
use crate::error::ErrorResponse;
use crate::retry::Cause;
use crate::timestamp::{Format, Timestamp};
use http::header::DATE;

/// The codes of errors that a wrong clock may be the cause of.
const CODES: [&str; 6] = [
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// How far the time of a signature may be wrong without being the cause, in seconds.
const TOLERANCE: u64 = 240;

/// A failed attempt that took the clock to be late by `assumed` seconds. Where that may be why a signature was refused, the client goes by the service's
/// clock from here on, and another attempt may go better.
///
/// An answer that somebody on the way may have written is not believed: it would have the client sign for a time of their choice.
pub(crate) fn corrected(
    call: Call<'_>,
    prepared: &Prepared,
    proof: Option<&Proof>,
    assumed: i64,
    mut failed: Failed,
) -> Failed {
    let config = call.client.config();
    if let (Some(Proof::Signature(_)), Unsuccessful::Service(answer)) = (proof, &failed.unsuccessful)
        && let Some(seconds) = lateness(config, answer)
        && seconds.abs_diff(assumed) > TOLERANCE
        && auth::is_private(config, &prepared.url)
    {
        tracing::debug!(seconds, "the clock is late by what the service says: its time is used from here on");
        call.client.set_lateness(seconds);
        failed.cause.get_or_insert(Cause::Transient);
    }
    failed
}

/// By how much the clock is late, if the answer may be one to a wrong time.
fn lateness(config: &Config, answer: &ErrorResponse) -> Option<i64> {
    let code = answer.code.as_deref()?;
    if !CODES.contains(&code) {
        return None;
    }
    let date = answer.headers.get(DATE)?.to_str().ok()?;
    let theirs = Timestamp::parse(date, Format::HttpDate).ok()?;
    theirs.seconds().checked_sub(Timestamp::from(config.now()).seconds())
}

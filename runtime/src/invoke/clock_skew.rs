//! Correction of a wrong clock by the service's: a signature is valid only for some minutes before and after its time.

use super::auth::{self, Proof};
use super::{Call, Failed, Prepared, Unsuccessful};
use crate::config::Config;
use crate::error::ErrorResponse;
use crate::retry::Cause;
use crate::timestamp::{Format, Timestamp};
use http::header::{AGE, DATE};

/// The codes of errors that a wrong clock may cause.
const CODES: [&str; 6] = [
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// By how many seconds a signature's time may be off without being the cause.
const TOLERANCE: u64 = 240;

/// Corrects the clock after an attempt that was made when it was taken to be late by `assumed` seconds. If the service may have refused the signature because
/// of the clock, the client uses the service's time from now on, and another attempt may succeed.
///
/// A response that somebody on the network could have forged is not trusted: it would let them choose the time of signatures.
pub(crate) fn corrected(
    call: Call<'_>,
    prepared: &Prepared,
    proof: Option<&Proof>,
    assumed: i64,
    mut failed: Failed,
) -> Failed {
    let config = call.client.config();
    if let (Some(Proof::Signature(_)), Unsuccessful::Service(answer)) = (proof, &failed.unsuccessful)
        && may_be_due_to_clock(call, answer)
        && let Some(seconds) = clock_skew(config, answer)
        && seconds.abs_diff(assumed) > TOLERANCE
        && auth::is_private(config, &prepared.url)
    {
        tracing::debug!(seconds, "the clock is off, according to the service: its time is used from here on");
        call.client.set_clock_skew(seconds);
        failed.cause.get_or_insert(Cause::Transient);
    }
    failed
}

/// Checks whether the service may have refused the signature for its time. An answer to `HEAD` has no code that would tell.
fn may_be_due_to_clock(call: Call<'_>, answer: &ErrorResponse) -> bool {
    let untold = call.operation.method == "HEAD" && matches!(answer.status, 401 | 403);
    untold || answer.code.as_deref().is_some_and(|code| CODES.contains(&code))
}

/// Returns by how many seconds the clock is late by what the response says. A response that waited in a cache says nothing of it (RFC 9111, section 5.1).
fn clock_skew(config: &Config, answer: &ErrorResponse) -> Option<i64> {
    if answer.headers.contains_key(AGE) {
        return None;
    }
    let date = answer.headers.get(DATE)?.to_str().ok()?;
    let theirs = Timestamp::parse(date, Format::HttpDate).ok()?;
    theirs.seconds().checked_sub(Timestamp::from(config.now()).seconds())
}

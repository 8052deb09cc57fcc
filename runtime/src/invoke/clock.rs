//! What a service says of this machine's clock: a signature is good for some minutes before and after its time.

use super::{Failed, Unsuccessful};
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

/// How far the clock may be wrong without being the cause, in seconds.
const TOLERANCE: u64 = 240;

/// A failed attempt; where the clock may be its cause, that is set right, and another attempt may go better.
pub(crate) fn corrected(config: &Config, mut failed: Failed) -> Failed {
    if let Unsuccessful::Service(answer) = &failed.unsuccessful
        && let Some(seconds) = lateness(config, answer).filter(|it| it.unsigned_abs() > TOLERANCE)
    {
        tracing::debug!(seconds, "the clock is late by what the service says: its time is used from here on");
        config.correct_clock(seconds);
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

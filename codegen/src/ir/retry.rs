//! The errors that the runtime retries, for the documentation of operations.

use super::{ErrorStatus, ErrorVariant, Retry};

/// The statuses of transient errors.
const TRANSIENT_STATUSES: [u16; 4] = [500, 502, 503, 504];

/// The codes of transient errors, whatever the status.
const TRANSIENT_CODES: [&str; 3] = ["InternalError", "RequestTimeout", "RequestTimeoutException"];

/// The error codes by which services say that a caller sent too many requests, whatever the model says.
const THROTTLING_CODES: [&str; 15] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequests",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

fn is_transient(status: ErrorStatus) -> bool {
    match status {
        ErrorStatus::Is(status) => TRANSIENT_STATUSES.contains(&status),
        // What most servers answer with of these is 500.
        ErrorStatus::OthersOf(class) => class == 5,
    }
}

/// Returns whether the runtime retries a call after this error, by the model, the code and the status.
#[must_use]
pub fn of_answer(error: &ErrorVariant) -> Retry {
    let code = error.code.as_str();
    if error.retry == Retry::Throttling || THROTTLING_CODES.contains(&code) {
        Retry::Throttling
    } else if error.retry == Retry::Transient || TRANSIENT_CODES.contains(&code) || is_transient(error.status)
    {
        Retry::Transient
    } else {
        Retry::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Name;
    use std::fmt::Debug;

    #[test]
    fn the_model_the_code_and_the_status_decide() {
        let answer = |retry: Retry, code: &str, status: u16| {
            let name = Name::upper_camel(code);
            of_answer(&ErrorVariant {
                name,
                code: code.to_owned(),
                status: ErrorStatus::Is(status),
                retry,
                summary: String::new(),
            })
        };
        assert_eq!(answer(Retry::No, "NoSuchThing", 404), Retry::No);
        assert_eq!(answer(Retry::No, "NoSuchThing", 501), Retry::No);
        assert_eq!(answer(Retry::Transient, "NoSuchThing", 404), Retry::Transient);
        assert_eq!(answer(Retry::No, "RequestTimeout", 400), Retry::Transient);
        assert_eq!(answer(Retry::No, "NoSuchThing", 503), Retry::Transient);
        assert_eq!(answer(Retry::Throttling, "NoSuchThing", 503), Retry::Throttling);
        assert_eq!(answer(Retry::Transient, "SlowDown", 503), Retry::Throttling);
    }

    /// The runtime is not a dependency, so its source is compared.
    #[test]
    fn the_runtime_has_the_same_lists() {
        let source = include_str!("../../../runtime/src/retry.rs");
        let without_layout = |text: &str| text.replace([' ', '\n'], "").replace(",]", "]");
        let source = without_layout(source);
        let has = |name: &str, list: &dyn Debug| {
            let expected = without_layout(&format!("={list:?};"));
            let found = source.split(&format!("const{name}:")).nth(1).unwrap_or_default();
            let found = found.split(']').nth(1).unwrap_or_default();
            assert_eq!(format!("{found}];"), expected, "{name}");
        };
        has("TRANSIENT_STATUSES", &TRANSIENT_STATUSES);
        has("TRANSIENT_CODES", &TRANSIENT_CODES);
        has("THROTTLING_CODES", &THROTTLING_CODES);
    }
}

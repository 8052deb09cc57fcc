// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! What the modelled errors carry.

use smithwright_runtime as runtime;

/// The signature was not accepted: the permission is missing, the credentials or the URL have expired, or the
/// clock is off.
/// Sign anew with fresh credentials and a correct clock.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct AccessDeniedException {
    /// What went wrong, for a human reader.
    /// Refused handshakes often come without it.
    pub message: Option<String>,
}

runtime::structure! {
    received AccessDeniedException = "AccessDeniedException" {
        message: "Message";
    }
}

/// Too many handshakes on this channel in the same second, or too many viewers at the same time.
/// Slow down and try again.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ClientLimitExceededException {
    /// What went wrong, for a human reader.
    /// Refused handshakes often come without it.
    pub message: Option<String>,
}

runtime::structure! {
    received ClientLimitExceededException = "ClientLimitExceededException" {
        message: "Message";
    }
}

/// A parameter of the handshake is malformed, such as a channel ARN.
/// Correct the input; sending it again unchanged fails again.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct InvalidArgumentException {
    /// What went wrong, for a human reader.
    /// Refused handshakes often come without it.
    pub message: Option<String>,
}

runtime::structure! {
    received InvalidArgumentException = "InvalidArgumentException" {
        message: "Message";
    }
}

/// No such channel exists for this account in this Region.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ResourceNotFoundException {
    /// What went wrong, for a human reader.
    /// Refused handshakes often come without it.
    pub message: Option<String>,
}

runtime::structure! {
    received ResourceNotFoundException = "ResourceNotFoundException" {
        message: "Message";
    }
}

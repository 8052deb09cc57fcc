// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! What the modelled errors carry.

use smithwright_runtime as runtime;

/// The token does not open this contact.
/// When it used to, the contact has most likely ended: stop reconnecting.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct AccessDeniedException {
    /// What went wrong, for a human reader.
    pub message: String,
}

runtime::structure! {
    received AccessDeniedException = "AccessDeniedException" {
        message: "Message";
    }
}

/// The service failed on its side.
/// The same call can be tried again.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct InternalServerException {
    /// What went wrong, for a human reader.
    pub message: String,
}

runtime::structure! {
    received InternalServerException = "InternalServerException" {
        message: "Message";
    }
}

/// Too many calls in a short time.
/// Slow down and try again.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ThrottlingException {
    /// What went wrong, for a human reader.
    pub message: String,
}

runtime::structure! {
    received ThrottlingException = "ThrottlingException" {
        message: "Message";
    }
}

/// A value of the request breaks one of its constraints.
/// Correct the input; sending it again unchanged fails again.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ValidationException {
    /// What went wrong, for a human reader.
    pub message: String,
}

runtime::structure! {
    received ValidationException = "ValidationException" {
        message: "Message";
    }
}

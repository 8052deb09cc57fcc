// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! What the modelled errors carry.

use smithwright_runtime as runtime;

/// The credentials do not allow this action on the stream group.
/// Check the IAM policy, and that key, Region and account belong together.
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

/// The state of the session or the group does not allow the call now.
/// Read the session's status first, and repeat the call only when it is one that accepts a client.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ConflictException {
    /// What went wrong, for a human reader.
    pub message: String,
}

runtime::structure! {
    received ConflictException = "ConflictException" {
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

/// No such stream group or stream session exists for this account in this Region.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ResourceNotFoundException {
    /// What went wrong, for a human reader.
    pub message: String,
}

runtime::structure! {
    received ResourceNotFoundException = "ResourceNotFoundException" {
        message: "Message";
    }
}

/// Too many calls from this account in this Region.
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

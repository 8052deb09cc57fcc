// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The errors of the model.

use smithwright_runtime as runtime;

/// The credentials do not allow this action on the stream group.
/// Check the IAM policy, and that key, Region and account belong together.
///
/// `message`: What went wrong, for a human reader.
pub type AccessDeniedException = runtime::MessageError<
    codes::AccessDeniedException,
    String,
>;

/// The state of the session or the group does not allow the call now.
/// Read the session's status first, and repeat the call only when it is one that accepts a client.
///
/// `message`: What went wrong, for a human reader.
pub type ConflictException = runtime::MessageError<codes::ConflictException, String>;

/// The service failed on its side.
/// The same call can be tried again.
///
/// `message`: What went wrong, for a human reader.
pub type InternalServerException = runtime::MessageError<
    codes::InternalServerException,
    String,
>;

/// No such stream group or stream session exists for this account in this Region.
///
/// `message`: What went wrong, for a human reader.
pub type ResourceNotFoundException = runtime::MessageError<
    codes::ResourceNotFoundException,
    String,
>;

/// Too many calls from this account in this Region.
/// Slow down and try again.
///
/// `message`: What went wrong, for a human reader.
pub type ThrottlingException = runtime::MessageError<codes::ThrottlingException, String>;

/// A value of the request breaks one of its constraints.
/// Correct the input; sending it again unchanged fails again.
///
/// `message`: What went wrong, for a human reader.
pub type ValidationException = runtime::MessageError<codes::ValidationException, String>;

runtime::message_errors! {
    codes {
        AccessDeniedException = "AccessDeniedException", message: "Message";
        ConflictException = "ConflictException", message: "Message";
        InternalServerException = "InternalServerException", message: "Message";
        ResourceNotFoundException = "ResourceNotFoundException", message: "Message";
        ThrottlingException = "ThrottlingException", message: "Message";
        ValidationException = "ValidationException", message: "Message";
    }
}

// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The errors of the model.

use smithwright_runtime as runtime;

/// The token does not open this contact.
/// When it used to, the contact has most likely ended: stop reconnecting.
///
/// `message`: What went wrong, for a human reader.
pub type AccessDeniedException = runtime::MessageError<
    codes::AccessDeniedException,
    String,
>;

/// The service failed on its side.
/// The same call can be tried again.
///
/// `message`: What went wrong, for a human reader.
pub type InternalServerException = runtime::MessageError<
    codes::InternalServerException,
    String,
>;

/// Too many calls in a short time.
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
        InternalServerException = "InternalServerException", message: "Message";
        ThrottlingException = "ThrottlingException", message: "Message";
        ValidationException = "ValidationException", message: "Message";
    }
}

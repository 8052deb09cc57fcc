// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The errors of the model.

use smithwright_runtime as runtime;

/// The signature was not accepted: the permission is missing, the credentials or the URL have expired, or the
/// clock is off.
/// Sign anew with fresh credentials and a correct clock.
///
/// `message`: What went wrong, for a human reader.
/// Refused handshakes often come without it.
pub type AccessDeniedException = runtime::MessageError<codes::AccessDeniedException>;

/// Too many handshakes on this channel in the same second, or too many viewers at the same time.
/// Slow down and try again.
///
/// `message`: What went wrong, for a human reader.
/// Refused handshakes often come without it.
pub type ClientLimitExceededException = runtime::MessageError<
    codes::ClientLimitExceededException,
>;

/// A parameter of the handshake is malformed, such as a channel ARN.
/// Correct the input; sending it again unchanged fails again.
///
/// `message`: What went wrong, for a human reader.
/// Refused handshakes often come without it.
pub type InvalidArgumentException = runtime::MessageError<
    codes::InvalidArgumentException,
>;

/// No such channel exists for this account in this Region.
///
/// `message`: What went wrong, for a human reader.
/// Refused handshakes often come without it.
pub type ResourceNotFoundException = runtime::MessageError<
    codes::ResourceNotFoundException,
>;

runtime::message_errors! {
    codes {
        AccessDeniedException = "AccessDeniedException", message: "Message";
        ClientLimitExceededException = "ClientLimitExceededException", message: "Message";
        InvalidArgumentException = "InvalidArgumentException", message: "Message";
        ResourceNotFoundException = "ResourceNotFoundException", message: "Message";
    }
}

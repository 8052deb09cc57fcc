//! Stand-ins for builds without checksums.

use crate::config::ChecksumUse;
use crate::error::{Failure, FailureKind};
use crate::message::{Request, Response};
use crate::operation::OperationSchema;

/// Fails if the operation requires a checksum.
pub(crate) fn add(_: &mut Request, operation: &OperationSchema, _: ChecksumUse) -> Result<(), Failure> {
    if operation.request_checksum().is_none() || !operation.checksum_required() {
        return Ok(());
    }
    let problem = "the operation needs a checksum of its body: build with the feature `checksum`";
    Err(Failure::new(FailureKind::Configuration, problem))
}

/// Does nothing.
pub(crate) fn ask(_: &mut Request, _: &OperationSchema, _: ChecksumUse) {}

/// Accepts the response as it is.
#[expect(clippy::unnecessary_wraps)] // With the feature it fails.
pub(crate) fn verify(_: &OperationSchema, _: &Request, _: &mut Response) -> Result<(), &'static str> {
    Ok(())
}

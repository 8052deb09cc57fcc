//! Signing of requests with AWS Signature Version 4 and 4A, in headers and in the query.

mod canonical;
pub(crate) mod hash;
mod presigned;
pub mod v4;
#[cfg(feature = "sigv4a")]
mod v4a;

pub use presigned::PresignedUrl;

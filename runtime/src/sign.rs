//! Signing of requests: AWS Signature Version 4, in headers and in the query.

mod canonical;
pub(crate) mod hash;
mod presigned;
pub mod v4;

pub use presigned::PresignedUrl;

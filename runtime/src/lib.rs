//! What every client made by Smithwright shares.
#![forbid(unsafe_code)]

pub mod credentials;
pub mod sign;
pub mod timestamp;

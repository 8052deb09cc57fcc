//! Comparing what a case expects with what a client did.

pub(super) mod cbor;
pub(super) mod form;
pub(super) mod request;
pub(super) mod value;
pub(super) mod xml;

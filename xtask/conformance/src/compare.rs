//! What differs between what a case expects and what a client did.

pub(super) mod cbor;
pub(super) mod form;
pub(super) mod request;
pub(super) mod value;
pub(super) mod xml;

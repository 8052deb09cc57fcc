//! The traits of [alloy](https://github.com/disneystreaming/alloy), which many services that Amazon does not make use.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;

annotations! {
    /// JSON bodies; everything else follows the HTTP bindings. Nothing is as at AWS.
    SimpleRestJson = "alloy#simpleRestJson";
    /// A union that is written as its member's value alone.
    Untagged = "alloy#untagged";
    /// A member that holds what the model does not have: further entries of a structure, or a whole union.
    JsonUnknown = "alloy#jsonUnknown";
    /// A member for which null is something else than no value.
    Nullable = "alloy#nullable";
    /// A string that is a UUID.
    UuidFormat = "alloy#uuidFormat";
}

texts! {
    /// A union that is written as its member's structure, in which this key says which member it is.
    Discriminated = "alloy#discriminated" by some_text;
}

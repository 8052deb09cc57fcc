//! Whether a member may be absent, and its value if it is.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use crate::model::Node;

annotations! {
    /// A member that must be present.
    Required = "smithy.api#required";
    /// A member that got its default after it was published.
    AddedDefault = "smithy.api#addedDefault";
    /// A member that clients treat as optional, whatever its other traits are.
    ClientOptional = "smithy.api#clientOptional";
    /// A structure that is the input of one operation only.
    Input = "smithy.api#input";
    /// A structure that is the output of one operation only.
    Output = "smithy.api#output";
    /// A list or map whose values may be null.
    Sparse = "smithy.api#sparse";
}

/// The value of a member or shape when it is absent. `null` overrides the default of the target: there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Default(pub Node);

impl TraitValue for Default {
    const ID: &'static str = "smithy.api#default";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        Ok(Self(value.node().clone()))
    }
}

/// A member whose absence deserves a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommended {
    /// Why it should be set.
    pub reason: Option<String>,
}

impl TraitValue for Recommended {
    const ID: &'static str = "smithy.api#recommended";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["reason"])?;
        Ok(Self { reason: fields.text("reason")? })
    }
}

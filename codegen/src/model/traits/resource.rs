//! What shapes say about resources.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use crate::model::ShapeId;

/// The resources that a string or structure identifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct References(pub Vec<ResourceReference>);

/// A reference to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceReference {
    /// The resource.
    pub resource: ShapeId,
    /// The members that give its identifiers, by identifier; if there are none, the members of their names do.
    pub ids: Vec<(String, String)>,
    /// Whether it is to all resources of a kind, so that an identifier may be left out.
    pub is_collection: bool,
}

impl TraitValue for References {
    const ID: &'static str = "smithy.api#references";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        value.list(reference).map(Self)
    }
}

fn reference(value: ValueReader<'_>) -> Result<ResourceReference, Diagnostic> {
    let fields = value.fields(&["resource", "ids", "service", "rel"])?;
    fields.optional("service", ValueReader::shape_id)?;
    let ids = fields.optional("ids", |value| value.entries(ValueReader::some_text))?;
    let rel = fields.optional("rel", ValueReader::some_text)?;
    Ok(ResourceReference {
        resource: fields.required("resource", ValueReader::shape_id)?,
        ids: ids.unwrap_or_default(),
        is_collection: rel.as_deref() == Some("collection"),
    })
}

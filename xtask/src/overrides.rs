//! Corrections to models, as the manifest and the list of corrections state them.

use crate::toml_reader::{Fields, Reader};
use smithwright_codegen::model::{Change, Override};

/// Where a correction is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// In the manifest, under a service.
    Manifest,
    /// In the list of corrections, where each names its service.
    List,
}

/// Reads a correction and reports what is wrong with it to the reader.
pub(crate) fn read(mut fields: Fields, place: Where, reader: &mut Reader<'_>) -> Option<Override> {
    let position = fields.position();
    let mut text =
        |name, reader: &mut Reader<'_>| fields.require(name, reader).and_then(|found| reader.text(&found));
    let service = match place {
        Where::Manifest => Some(None),
        Where::List => text("service", reader).map(Some),
    };
    let shape = text("shape", reader);
    let trait_id = text("trait", reader);
    // The reason is for people: all we can check is that there is one.
    let reason = text("reason", reader);
    let value = fields.take("value").and_then(|found| reader.node(&found));
    let remove = fields.take("remove").map(|found| found.as_bool());
    let missing = fields.take("only-if-missing").map(|found| found.as_bool());
    let change = match (value, remove, missing) {
        (Some(value), None, None) => Some(Change::Set(value)),
        (Some(value), None, Some(Some(true))) => Some(Change::SetMissing(value)),
        (None, Some(Some(true)), None) => Some(Change::Remove),
        _ => {
            let message =
                "expected either `value`, perhaps with `only-if-missing = true`, or `remove = true`";
            reader.push(
                reader.error(position, message).help("`value = {}` is that of a trait without content"),
            );
            None
        }
    };
    match place {
        Where::Manifest => {
            fields.finish(&["shape", "trait", "value", "only-if-missing", "remove", "reason"], reader)
        }
        Where::List => fields
            .finish(&["service", "shape", "trait", "value", "only-if-missing", "remove", "reason"], reader),
    }
    reason?;
    Some(Override {
        service: service?,
        shape: shape?,
        trait_id: trait_id?,
        change: change?,
        location: reader.location(position),
    })
}

//! Checks that the shapes of [collections in place of targets](https://smithy.io/2.0/spec/idl.html) are what they stand for, and nothing else is called so.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::Model;

const MARK: &str = "smithy.api#synthetic";
const PREFIX: &str = "_Synthetic";

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        if shape.traits.contains(MARK) {
            let others = shape.traits.iter().filter(|applied| applied.id.as_str() != MARK);
            diagnostics.extend(others.map(|applied| {
                let id = &applied.id;
                let message =
                    format!("expected no traits on a collection in place of a target, found `{id}`");
                let error = Diagnostic::error(message).at(&applied.location).shape(&shape.id);
                error
                    .trait_id(id.as_str())
                    .help("all members with such a target share it; define a list or map with a name")
            }));
        } else if shape.id.name().starts_with(PREFIX) {
            let message =
                format!("names that begin with `{PREFIX}` are those of collections in place of targets");
            diagnostics.push(shape.warning(message).help("give the shape another name"));
        }
    }
}

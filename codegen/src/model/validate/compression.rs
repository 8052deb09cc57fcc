//! Checks that there is a body to compress, and an encoding for it (<https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait>).

use crate::diagnostics::Diagnostics;
use crate::model::traits::{RequestCompression, RequiresLength, TraitValue};
use crate::model::{Model, Operation, Shape, ShapeKind};

/// The encoding that there is.
const KNOWN: &str = "gzip";

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        if let ShapeKind::Operation(operation) = &shape.kind {
            check_operation(model, shape, operation, diagnostics);
        }
    }
}

fn check_operation(model: &Model, shape: &Shape, operation: &Operation, diagnostics: &mut Diagnostics) {
    let Some((applied, RequestCompression { encodings })) = shape.traits.read_applied() else { return };
    let error = |message: String| shape.error(message).at_trait(applied);
    if encodings.is_empty() {
        let help = format!("write `{KNOWN}`, or remove the trait");
        diagnostics.push(error("expected an encoding, found none".to_owned()).help(help));
    }
    for encoding in encodings.iter().filter(|encoding| !encoding.eq_ignore_ascii_case(KNOWN)) {
        let message = format!("expected the encoding `{KNOWN}`, found `{encoding}`");
        let help = "clients do not use it: remove it from the list";
        diagnostics.push(error(message).into_warning().help(help));
    }
    if operation.input.is_unit() {
        let message = "expected an operation with an input to compress, found none".to_owned();
        diagnostics.push(error(message).help("give it an input, or remove the trait"));
    }
    let Some(input) = model.target(&operation.input) else { return };
    for member in input.members() {
        let needs_length = |target: &Shape| target.traits.has::<RequiresLength>();
        if model.target(&member.target).is_some_and(needs_length) {
            let message = format!(
                "expected a body that may have any length, found `{}`, whose length is sent before it",
                member.name()
            );
            let help = format!("remove `{}` from its target, or compress nothing", RequiresLength::ID);
            diagnostics.push(error(message).help(help));
        }
    }
}

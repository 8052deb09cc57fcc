//! Warns of statuses that say something else than the operation or error they are for.

use crate::diagnostics::Diagnostics;
use crate::model::traits::{Error, Http, HttpError, TraitValue};
use crate::model::{Model, Shape, ShapeKind};

const SWITCHING_PROTOCOLS: u16 = 101;

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        match shape.kind {
            ShapeKind::Operation(_) => check_success(shape, diagnostics),
            ShapeKind::Structure(_) => check_error(shape, diagnostics),
            _ => {}
        }
    }
}

fn check_success(operation: &Shape, diagnostics: &mut Diagnostics) {
    let Some((applied, Http { code, .. })) = operation.traits.read_applied() else { return };
    // The one who opens a socket is told so.
    if code != SWITCHING_PROTOCOLS && !(200..300).contains(&code) {
        let message = format!("expected the status of a success, from 200 to 299, found {code}");
        let help = match code {
            300..400 => {
                "if the service means the redirect as its answer, suppress the warning: clients take it for the output"
            }
            _ => "other statuses are those of errors, with `smithy.api#httpError`",
        };
        let finding = operation.warning(message).at_trait(applied);
        diagnostics.push(finding.help(help));
    }
}

/// Checks that the status says whose fault an error is. Some services respond with a redirection where they mean an error of the caller.
fn check_error(error: &Shape, diagnostics: &mut Diagnostics) {
    let Some((applied, HttpError(code))) = error.traits.read_applied() else { return };
    let Some(fault) = error.traits.read() else { return };
    let (fits, expected) = match fault {
        Error::Client => ((300..500).contains(&code), "400 to 499 for an error of the client"),
        Error::Server => ((500..600).contains(&code), "500 to 599 for an error of the server"),
    };
    if !fits {
        let message = format!("expected a status from {expected}, found {code}");
        let help = format!("change the status, or `{}`", Error::ID);
        diagnostics.push(error.warning(message).at_trait(applied).help(help));
    }
}

//! Checks that the service has every scheme listed by `auth` (<https://smithy.io/2.0/spec/authentication-traits.html>).

use crate::diagnostics::Diagnostics;
use crate::model::traits::{Auth, TraitValue};
use crate::model::{Model, Shape, ShapeId};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (shape, service) in model.services() {
        check_list(shape, shape, diagnostics);
        for (operation, _) in model.operations_of(service) {
            check_list(shape, operation, diagnostics);
        }
    }
}

/// Reports schemes in the list of a service or operation that are not applied to the service, where their settings are.
fn check_list(service: &Shape, subject: &Shape, diagnostics: &mut Diagnostics) {
    let Some(applied) = subject.traits.applied(Auth::ID) else { return };
    for scheme in applied.value.as_array().unwrap_or_default() {
        let unknown = |id: &&str| is_absolute(id) && !service.traits.contains(id);
        let Some(id) = scheme.as_str().filter(unknown) else { continue };
        let message = format!("expected auth schemes that `{}` has, found `{id}`", service.id);
        diagnostics.push(
            subject
                .error(message)
                .at_part(applied, scheme.position)
                .help(format!("put the trait `{id}` on the service, or remove it from the list"))
                .did_you_mean(id, service.traits.iter().map(|applied| applied.id.as_str())),
        );
    }
}

/// Returns whether this is an id of a shape; another text is reported with the trait's value.
fn is_absolute(id: &str) -> bool {
    ShapeId::parse(id).is_ok()
}

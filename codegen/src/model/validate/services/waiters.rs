//! Checks that the waiters of a service have names of their own, whatever the case of letters.

use std::collections::BTreeMap;

use super::Closure;
use crate::diagnostics::Diagnostics;
use crate::model::Shape;
use crate::model::traits::{TraitValue, Waitable};

pub(super) fn check(closure: &Closure<'_>, diagnostics: &mut Diagnostics) {
    let mut first_with: BTreeMap<String, &Shape> = BTreeMap::new();
    for operation in closure.shapes() {
        let Some(applied) = operation.traits.applied(Waitable::ID) else { continue };
        for waiter in applied.value.as_object().into_iter().flat_map(|waiters| waiters.keys()) {
            let first = *first_with.entry(waiter.to_ascii_lowercase()).or_insert(operation);
            // Two of one operation are reported where its waiters become code.
            if first.id != operation.id {
                let message = format!(
                    "expected a unique name for the waiter in `{}`, found `{waiter}`, which `{}` has too",
                    closure.shape.id, first.id
                );
                let help = "give one of the two waiters another name";
                diagnostics.push(operation.error(message).at_trait(applied).help(help));
            }
        }
    }
}

//! Checks that the service describes the unstable features that its shapes belong to.

use super::Closure;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::Traits;
use crate::model::traits::{TraitValue, Unstable, UnstableFeatures};
use std::collections::BTreeMap;

pub(super) fn check(closure: &Closure<'_>, diagnostics: &mut Diagnostics) {
    let own = &closure.shape.traits;
    let described = match own.read() {
        Some(UnstableFeatures(features)) => features,
        // What can't be read is reported elsewhere.
        None if own.contains(UnstableFeatures::ID) => return,
        None => BTreeMap::new(),
    };
    let unknown = |traits: &Traits| {
        let (applied, Unstable { feature }) = traits.read_applied()?;
        let feature = feature.filter(|feature| !described.contains_key(feature))?;
        let message = format!("expected a feature that `{}` describes, found `{feature}`", closure.shape.id);
        let error = Diagnostic::error(message).at_trait(applied).shape(traits.subject());
        let help = format!("describe it in `{}` on the service", UnstableFeatures::ID);
        Some(error.help(help))
    };
    for shape in closure.shapes() {
        let members = shape.members().map(|member| &member.traits);
        diagnostics.extend([&shape.traits].into_iter().chain(members).filter_map(unknown));
    }
}

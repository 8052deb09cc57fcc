//! Checks that the service describes the unstable features that its shapes belong to.

use super::Closure;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::Traits;
use crate::model::traits::{TraitValue, Unstable, UnstableFeatures};

pub(super) fn check(closure: &Closure<'_>, diagnostics: &mut Diagnostics) {
    let described =
        closure.shape.traits.read().map(|UnstableFeatures(features)| features).unwrap_or_default();
    let unknown = |traits: &Traits| {
        let (Unstable { feature }, applied) = (traits.read()?, traits.applied(Unstable::ID)?);
        let feature = feature.filter(|feature| described.iter().all(|(known, _)| known != feature))?;
        let message = format!("expected a feature that `{}` describes, found `{feature}`", closure.shape.id);
        let error = Diagnostic::error(message).at(&applied.location).shape(traits.subject());
        let help = format!("describe it in `{}` on the service", UnstableFeatures::ID);
        Some(error.trait_id(Unstable::ID).help(help))
    };
    for shape in closure.shapes() {
        let members = shape.members().map(|member| &member.traits);
        diagnostics.extend([&shape.traits].into_iter().chain(members).filter_map(unknown));
    }
}

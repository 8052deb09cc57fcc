//! Checks of a model as a whole. Each is in a file of its own, and all of them run.

mod auth_schemes;
mod checksums;
mod compression;
mod defaults;
mod examples;
mod host_labels;
mod http;
mod inline_collections;
mod member_indexes;
mod members;
mod names;
mod own_trait_places;
mod own_traits;
mod patterns;
mod ranges;
mod recursion;
mod references;
mod resources;
mod roles;
mod services;
mod statuses;
mod streams;
mod trait_definitions;
mod trait_places;
mod trait_values;
mod union_forms;
mod unique_items;
mod values;

use super::Model;
use crate::diagnostics::Diagnostics;

/// Checks the consistency of the shapes, on which everything after it relies.
pub(super) fn shapes(model: &Model, diagnostics: &mut Diagnostics) {
    references::check(model, diagnostics);
    members::check(model, diagnostics);
    recursion::check(model, diagnostics);
}

/// Checks what the traits say, and what makes a whole of the shapes: their names, resources and services.
pub(super) fn traits(model: &Model, diagnostics: &mut Diagnostics) {
    trait_values::check(model, diagnostics);
    trait_definitions::check(model, diagnostics);
    auth_schemes::check(model, diagnostics);
    host_labels::check(model, diagnostics);
    own_traits::check(model, diagnostics);
    own_trait_places::check(model, diagnostics);
    patterns::check(model, diagnostics);
    ranges::check(model, diagnostics);
    defaults::check(model, diagnostics);
    examples::check(model, diagnostics);
    http::check(model, diagnostics);
    streams::check(model, diagnostics);
    checksums::check(model, diagnostics);
    compression::check(model, diagnostics);
    statuses::check(model, diagnostics);
    union_forms::check(model, diagnostics);
    unique_items::check(model, diagnostics);
    member_indexes::check(model, diagnostics);
    inline_collections::check(model, diagnostics);
    names::check(model, diagnostics);
    roles::check(model, diagnostics);
    resources::check(model, diagnostics);
    services::check(model, diagnostics);
}

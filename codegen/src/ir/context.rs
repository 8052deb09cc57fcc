//! What the lowering of each part of a service needs to know about the whole.

use super::endpoint::RuleSet;
use super::{Discovery, Name, Protocol};
use crate::model::{Model, Service, Shape, ShapeId};
use std::collections::{BTreeMap, BTreeSet};

/// The service that is lowered, and what has been decided about it.
pub(super) struct Context<'m> {
    pub(super) model: &'m Model,
    pub(super) service_shape: &'m Shape,
    pub(super) service: &'m Service,
    pub(super) protocol: &'m Protocol,
    /// Its endpoint rules; none if they could not be read.
    pub(super) endpoint: Option<&'m RuleSet>,
    /// How it tells the endpoints that it gives to each account, if that is known and needed.
    pub(super) discovery: Option<&'m Discovery>,
    /// The structures that untagged unions are told apart by.
    pub(super) told_apart: BTreeSet<&'m ShapeId>,
    /// The Rust names of nested types and errors.
    pub(super) names: &'m BTreeMap<ShapeId, Name>,
}

impl Context<'_> {
    /// Returns whether the endpoint rules use the parameter with this name.
    pub(super) fn endpoint_looks_at(&self, name: &str) -> bool {
        self.endpoint.is_some_and(|rules| rules.parameters.iter().any(|it| it.name == name && rules.uses(it)))
    }

    /// Returns the Rust name of a structure, union or enum.
    pub(super) fn name(&self, id: &ShapeId) -> Name {
        self.names.get(id).cloned().unwrap_or_else(|| Name::upper_camel(id.name()))
    }
}

//! What a shape or member refers to, and what refers to it.

use crate::model::{Member, Model, Reference, Shape, ShapeId, ShapeKind, Traits};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A shape or member of a model.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found<'m> {
    Shape(&'m Shape),
    Member(&'m Member),
}

impl<'m> Found<'m> {
    pub(super) fn id(self) -> &'m ShapeId {
        match self {
            Self::Shape(shape) => &shape.id,
            Self::Member(member) => &member.id,
        }
    }

    pub(super) fn traits(self) -> &'m Traits {
        match self {
            Self::Shape(shape) => &shape.traits,
            Self::Member(member) => &member.traits,
        }
    }
}

impl PartialEq for Found<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Found<'_> {}

impl PartialOrd for Found<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Found<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id().cmp(other.id())
    }
}

/// A relation by its name, and where it leads. That of a member to its target has no name.
pub(super) type Neighbor<'m> = (&'static str, Found<'m>);

/// The relation to the traits of a shape, which has to be asked for.
pub(super) const TRAIT: &str = "trait";

/// The relation of a shape to what binds it, which has to be asked for.
const BOUND: &str = "bound";

/// A model, and what refers to its shapes.
pub(in crate::model) struct Graph<'m> {
    model: &'m Model,
    users: BTreeMap<&'m ShapeId, Vec<Neighbor<'m>>>,
}

impl<'m> Graph<'m> {
    pub(in crate::model) fn of(model: &'m Model) -> Self {
        let mut graph = Self { model, users: BTreeMap::new() };
        let mut users: BTreeMap<&ShapeId, Vec<Neighbor<'_>>> = BTreeMap::new();
        for found in graph.all() {
            for (relation, target) in graph.named(found).into_iter().chain(graph.traits(found)) {
                users.entry(target.id()).or_default().push((relation, found));
            }
        }
        graph.users = users;
        graph
    }

    /// Returns all shapes and members, those of the prelude among them.
    pub(super) fn all(&self) -> impl Iterator<Item = Found<'m>> + use<'m> {
        let model = self.model;
        let shapes = model.ids().filter_map(|id| model.shape(id));
        shapes.flat_map(|shape| {
            let members = shape.members().map(Found::Member);
            std::iter::once(Found::Shape(shape)).chain(members)
        })
    }

    /// Returns what a shape refers to by these relations.
    pub(super) fn forward(&self, found: Found<'m>, relations: &[String]) -> Vec<Found<'m>> {
        if relations.is_empty() {
            return self.named(found).into_iter().map(|(_, target)| target).collect();
        }
        let asked = |relation: &str| relations.iter().any(|asked| asked == relation);
        let bound = if asked(BOUND) { self.binders(found) } else { Vec::new() };
        let traits = if asked(TRAIT) { self.traits(found) } else { Vec::new() };
        let all = self.named(found).into_iter().chain(traits).chain(bound);
        all.filter(|(relation, _)| asked(relation)).map(|(_, target)| target).collect()
    }

    /// Returns what refers to a shape by these relations.
    pub(super) fn reverse(&self, found: Found<'m>, relations: &[String]) -> Vec<Found<'m>> {
        let users = self.users.get(found.id()).map(Vec::as_slice).unwrap_or_default();
        let counts = |relation: &str| match relations {
            [] => relation != TRAIT,
            asked => asked.iter().any(|asked| asked == relation),
        };
        users.iter().filter(|(relation, _)| counts(relation)).map(|(_, user)| *user).collect()
    }

    fn traits(&self, found: Found<'m>) -> Vec<Neighbor<'m>> {
        let definitions = found.traits().iter().filter_map(|applied| self.model.shape(&applied.id));
        definitions.map(|shape| (TRAIT, Found::Shape(shape))).collect()
    }

    /// Returns the services and resources that bind an operation or resource.
    fn binders(&self, found: Found<'m>) -> Vec<Neighbor<'m>> {
        let users = self.users.get(found.id()).map(Vec::as_slice).unwrap_or_default();
        let is_binding = |relation: &str| ["operation", "resource"].contains(&relation);
        users.iter().filter(|(relation, _)| is_binding(relation)).map(|(_, user)| (BOUND, *user)).collect()
    }

    /// Returns what a shape refers to, but for its traits.
    fn named(&self, found: Found<'m>) -> Vec<Neighbor<'m>> {
        let mut all = Vec::new();
        let shape = match found {
            Found::Member(member) => {
                all.extend(self.to("", [&member.target]));
                return all;
            }
            Found::Shape(shape) => shape,
        };
        all.extend(shape.members().map(|member| ("member", Found::Member(member))));
        all.extend(self.to("mixin", &shape.mixins));
        match &shape.kind {
            ShapeKind::Service(service) => {
                all.extend(self.to("operation", &service.operations));
                all.extend(self.to("resource", &service.resources));
                all.extend(self.to("error", &service.errors));
            }
            ShapeKind::Operation(operation) => {
                all.extend(self.to("input", [&operation.input]));
                all.extend(self.to("output", [&operation.output]));
                all.extend(self.to("error", &operation.errors));
            }
            ShapeKind::Resource(resource) => {
                all.extend(self.to("identifier", resource.identifiers.iter().map(|(_, it)| it)));
                all.extend(self.to("property", resource.properties.iter().map(|(_, it)| it)));
                all.extend(self.to("operation", resource.all_operations()));
                let (of_one, of_all) = (
                    [&resource.put, &resource.read, &resource.update, &resource.delete],
                    [&resource.create, &resource.list],
                );
                let of_one = of_one.into_iter().flatten().chain(&resource.operations);
                all.extend(self.to("instanceOperation", of_one));
                let of_all = of_all.into_iter().flatten().chain(&resource.collection_operations);
                all.extend(self.to("collectionOperation", of_all));
                all.extend(self.to("resource", &resource.resources));
                for (relation, operation) in resource.lifecycle() {
                    all.extend(self.to(relation, operation));
                }
            }
            _ => {}
        }
        all
    }

    fn to(
        &self,
        relation: &'static str,
        references: impl IntoIterator<Item = &'m Reference>,
    ) -> impl Iterator<Item = Neighbor<'m>> {
        let model = self.model;
        references.into_iter().filter_map(move |it| Some((relation, Found::Shape(model.target(it)?))))
    }
}

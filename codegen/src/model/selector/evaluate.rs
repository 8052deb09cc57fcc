//! Finds what a selector selects.

use super::attribute::{Variables, holds, holds_together};
use super::neighbors::{Found, Graph};
use super::{Function, Selector, Step, TypePattern};
use crate::model::{ShapeId, ShapeType};
use std::collections::BTreeSet;

impl Selector {
    /// Returns the shapes and members of a model that the selector selects, the prelude's among them.
    pub(in crate::model) fn select<'m>(&self, graph: &Graph<'m>) -> BTreeSet<&'m ShapeId> {
        self.everywhere(graph).into_iter().map(Found::id).collect()
    }

    fn everywhere<'m>(&self, graph: &Graph<'m>) -> BTreeSet<Found<'m>> {
        // Each shape starts with variables of its own.
        graph.all().flat_map(|start| self.from(graph, start, &mut Variables::new())).collect()
    }

    /// Returns what the selector finds from a shape.
    fn from<'m>(
        &self,
        graph: &Graph<'m>,
        start: Found<'m>,
        variables: &mut Variables<'m>,
    ) -> BTreeSet<Found<'m>> {
        self.0.iter().fold(BTreeSet::from([start]), |found, step| {
            found.into_iter().flat_map(|it| step.from(graph, it, variables)).collect()
        })
    }
}

impl Step {
    /// Returns where the step leads from a shape.
    fn from<'m>(
        &self,
        graph: &Graph<'m>,
        found: Found<'m>,
        variables: &mut Variables<'m>,
    ) -> BTreeSet<Found<'m>> {
        let kept = |keeps: bool| if keeps { BTreeSet::from([found]) } else { BTreeSet::new() };
        match self {
            Self::Type(pattern) => kept(pattern.fits(found)),
            Self::Attribute(key, condition) => kept(holds(found, variables, key, condition.as_ref())),
            Self::Scoped(key, assertions) => kept(holds_together(found, variables, key, assertions)),
            Self::Forward(relations) => graph.forward(found, relations).into_iter().collect(),
            Self::Reverse(relations) => graph.reverse(found, relations).into_iter().collect(),
            Self::Recursive => closure([found], |found| graph.forward(found, &[])),
            Self::Set(name, selector) => {
                let value = selector.from(graph, found, variables);
                variables.insert(name.clone(), value);
                kept(true)
            }
            Self::Get(name) => variables.get(name).cloned().unwrap_or_default(),
            Self::Function(function, selectors) => function.from(graph, found, selectors, variables),
        }
    }
}

impl Function {
    fn from<'m>(
        self,
        graph: &Graph<'m>,
        found: Found<'m>,
        selectors: &[Selector],
        variables: &mut Variables<'m>,
    ) -> BTreeSet<Found<'m>> {
        let kept = |keeps: bool| if keeps { BTreeSet::from([found]) } else { BTreeSet::new() };
        let mut each = |found| -> BTreeSet<Found<'m>> {
            selectors.iter().flat_map(|it| it.from(graph, found, variables)).collect()
        };
        match self {
            Self::Is => each(found),
            Self::Not => kept(each(found).is_empty()),
            Self::Test => kept(!each(found).is_empty()),
            Self::In => kept(each(found).contains(&found)),
            Self::Root => selectors.iter().flat_map(|it| it.everywhere(graph)).collect(),
            Self::Recursive => closure([found], each),
            Self::Topdown => {
                let Some((wanted, unwanted)) = selectors.split_first() else { return BTreeSet::new() };
                let mut top = TopDown { graph, wanted, unwanted: unwanted.first() };
                kept(top.is_within(found, variables, &mut BTreeSet::new()))
            }
        }
    }
}

/// What a first selector finds on the way down from services, and a second does not.
struct TopDown<'s, 'm> {
    graph: &'s Graph<'m>,
    wanted: &'s Selector,
    unwanted: Option<&'s Selector>,
}

impl<'m> TopDown<'_, 'm> {
    /// Checks whether a shape, or what binds it without being refused, is found.
    fn is_within(
        &mut self,
        found: Found<'m>,
        variables: &mut Variables<'m>,
        seen: &mut BTreeSet<Found<'m>>,
    ) -> bool {
        let is_bound = |found| matches!(found, Found::Shape(shape) if matches!(shape.shape_type(), ShapeType::Service | ShapeType::Resource | ShapeType::Operation));
        if !is_bound(found) || !seen.insert(found) {
            return false;
        }
        if !self.wanted.from(self.graph, found, variables).is_empty() {
            return true;
        }
        if self.unwanted.is_some_and(|unwanted| !unwanted.from(self.graph, found, variables).is_empty()) {
            return false;
        }
        let binders = self.graph.forward(found, &["bound".to_owned()]);
        binders.into_iter().any(|binder| self.is_within(binder, variables, seen))
    }
}

/// Returns everything that can be reached, without the start unless something leads back there.
fn closure<'m, I: IntoIterator<Item = Found<'m>>>(
    start: impl IntoIterator<Item = Found<'m>>,
    mut next: impl FnMut(Found<'m>) -> I,
) -> BTreeSet<Found<'m>> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<Found<'m>> = start.into_iter().collect();
    while let Some(found) = waiting.pop() {
        waiting.extend(next(found).into_iter().filter(|found| reached.insert(*found)));
    }
    reached
}

impl TypePattern {
    fn fits(self, found: Found<'_>) -> bool {
        let Found::Shape(shape) = found else { return matches!(self, Self::Any | Self::Member) };
        let of = shape.shape_type();
        match self {
            Self::Any => true,
            Self::Member => false,
            Self::Number => of.is_number(),
            Self::Simple => of.is_data() && !is_aggregate(of),
            Self::Collection => of == ShapeType::List,
            Self::Data => of.is_data(),
            // Enums are strings and integers with known values.
            Self::Of(ShapeType::String) => matches!(of, ShapeType::String | ShapeType::Enum),
            Self::Of(ShapeType::Integer) => matches!(of, ShapeType::Integer | ShapeType::IntEnum),
            Self::Of(wanted) => of == wanted,
        }
    }
}

fn is_aggregate(of: ShapeType) -> bool {
    matches!(of, ShapeType::List | ShapeType::Map | ShapeType::Structure | ShapeType::Union)
}

//! Finds what a selector selects: each shape goes through all steps, with variables of its own.

use super::attribute::{Variables, holds, holds_together};
use super::neighbors::{Found, Graph};
use super::{Function, Selector, Step, TypePattern};
use crate::model::{Shape, ShapeId, ShapeType};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow::{self, Break, Continue};
use std::rc::Rc;

/// How many steps are taken at most: the ways through a model may be countless.
const MOST_STEPS: u64 = 10_000_000;

impl Selector {
    /// Returns the shapes and members of a model that the selector selects, the prelude's among them; `None` if that would take too long.
    pub(in crate::model) fn select<'m>(&self, graph: &Graph<'m>) -> Option<BTreeSet<&'m ShapeId>> {
        let walk = Walk { graph, roots: RefCell::default(), taken: Cell::new(0) };
        let found = walk.everywhere(self);
        (walk.taken.get() < MOST_STEPS).then(|| found.iter().map(|found| found.id()).collect())
    }
}

/// Receives what is found, with the variables as they are then, and says whether to go on.
type Receiver<'r, 'm> = &'r mut dyn FnMut(Found<'m>, &mut Variables<'m>) -> ControlFlow<()>;

/// The evaluation of a selector.
struct Walk<'g, 'm> {
    graph: &'g Graph<'m>,
    /// What the arguments of `:root` find, by where they are in memory: it is the same everywhere.
    roots: RefCell<BTreeMap<*const Selector, Rc<BTreeSet<Found<'m>>>>>,
    taken: Cell<u64>,
}

impl<'m> Walk<'_, 'm> {
    /// Returns what the selector finds from any shape.
    fn everywhere(&self, selector: &Selector) -> BTreeSet<Found<'m>> {
        let mut all = BTreeSet::new();
        for start in self.graph.all() {
            all.append(&mut self.found(selector, start, &mut Variables::new()));
        }
        all
    }

    /// Returns what the selector finds from a shape.
    fn found(
        &self,
        selector: &Selector,
        start: Found<'m>,
        variables: &mut Variables<'m>,
    ) -> BTreeSet<Found<'m>> {
        let mut all = BTreeSet::new();
        let _ = self.go(&selector.0, start, variables, &mut |found, _| {
            all.insert(found);
            Continue(())
        });
        all
    }

    /// Checks whether the selector finds anything from a shape.
    fn finds(&self, selector: &Selector, start: Found<'m>, variables: &mut Variables<'m>) -> bool {
        self.go(&selector.0, start, variables, &mut |_, _| Break(())).is_break()
    }

    /// Goes from a shape through the steps.
    fn go(
        &self,
        steps: &[Step],
        found: Found<'m>,
        variables: &mut Variables<'m>,
        receive: Receiver<'_, 'm>,
    ) -> ControlFlow<()> {
        // The end of a way counts too: `~>` alone leads from each shape to countless ends.
        self.taken.set(self.taken.get() + 1);
        if self.taken.get() >= MOST_STEPS {
            return Break(());
        }
        let Some((step, rest)) = steps.split_first() else { return receive(found, variables) };
        self.step(step, found, variables, &mut |found, variables| self.go(rest, found, variables, receive))
    }

    fn step(
        &self,
        step: &Step,
        found: Found<'m>,
        variables: &mut Variables<'m>,
        receive: Receiver<'_, 'm>,
    ) -> ControlFlow<()> {
        let keeps = match step {
            Step::Type(pattern) => pattern.fits(found),
            Step::Attribute(key, condition) => holds(found, variables, key, condition.as_ref()),
            Step::Scoped(key, assertions) => holds_together(found, variables, key.as_ref(), assertions),
            Step::Set(name, selector) => {
                let value = self.found(selector, found, variables);
                variables.insert(name.clone(), value);
                true
            }
            Step::Forward(relations) => {
                return each(self.graph.forward(found, relations), variables, receive);
            }
            Step::Reverse(relations) => {
                return each(self.graph.reverse(found, relations), variables, receive);
            }
            Step::Get(name) => {
                let kept = variables.get(name).cloned().unwrap_or_default();
                return each(kept, variables, receive);
            }
            Step::Recursive => return self.below(found, variables, receive),
            Step::Function(function, selectors) => {
                return self.function(*function, selectors, found, variables, receive);
            }
        };
        if keeps { receive(found, variables) } else { Continue(()) }
    }

    fn function(
        &self,
        function: Function,
        selectors: &[Selector],
        found: Found<'m>,
        variables: &mut Variables<'m>,
        receive: Receiver<'_, 'm>,
    ) -> ControlFlow<()> {
        let any = |variables: &mut Variables<'m>| selectors.iter().any(|it| self.finds(it, found, variables));
        let keeps = match function {
            Function::Test => any(variables),
            Function::Not => !any(variables),
            Function::In => selectors.iter().any(|it| self.found(it, found, variables).contains(&found)),
            Function::Is => {
                return selectors.iter().try_for_each(|it| self.go(&it.0, found, variables, receive));
            }
            Function::Root => {
                return selectors.iter().try_for_each(|it| {
                    let roots = self.root(it);
                    each(roots.iter().copied(), variables, receive)
                });
            }
            Function::Recursive => {
                let mut seen = BTreeSet::new();
                let mut waiting = vec![found];
                while let Some(from) = waiting.pop() {
                    let next = selectors.iter().flat_map(|it| self.found(it, from, variables));
                    let new: Vec<_> = next.filter(|it| seen.insert(*it)).collect();
                    each(new.iter().copied(), variables, receive)?;
                    waiting.extend(new);
                }
                return Continue(());
            }
            Function::Topdown => return self.top_down(selectors, found, variables, receive),
        };
        if keeps { receive(found, variables) } else { Continue(()) }
    }

    fn root(&self, selector: &Selector) -> Rc<BTreeSet<Found<'m>>> {
        let key = std::ptr::from_ref(selector);
        let known = self.roots.borrow().get(&key).cloned();
        known.unwrap_or_else(|| {
            let found = Rc::new(self.everywhere(selector));
            self.roots.borrow_mut().insert(key, Rc::clone(&found));
            found
        })
    }

    /// Passes on everything that can be reached, but not the start.
    fn below(
        &self,
        start: Found<'m>,
        variables: &mut Variables<'m>,
        receive: Receiver<'_, 'm>,
    ) -> ControlFlow<()> {
        let mut seen = BTreeSet::from([start]);
        let mut waiting = vec![start];
        while let Some(from) = waiting.pop() {
            for next in self.graph.forward(from, &[]) {
                if seen.insert(next) {
                    receive(next, variables)?;
                    waiting.push(next);
                }
            }
        }
        Continue(())
    }

    /// Passes on what is bound below a service, resource or operation, and that itself: from where the first selector finds something, up to where the
    /// second does.
    fn top_down(
        &self,
        selectors: &[Selector],
        start: Found<'m>,
        variables: &mut Variables<'m>,
        receive: Receiver<'_, 'm>,
    ) -> ControlFlow<()> {
        let (Some(wanted), unwanted) = (selectors.first(), selectors.get(1)) else { return Continue(()) };
        let is_bindable = |shape: &Shape| is_of_service(shape.shape_type());
        if !matches!(start, Found::Shape(shape) if is_bindable(shape)) {
            return Continue(());
        }
        let bound = ["resource".to_owned(), "operation".to_owned()];
        let mut seen = BTreeSet::new();
        let mut waiting = vec![(start, false)];
        while let Some((found, is_wanted)) = waiting.pop() {
            if !seen.insert(found) {
                continue;
            }
            let is_wanted = (is_wanted || self.finds(wanted, found, variables))
                && !unwanted.is_some_and(|unwanted| self.finds(unwanted, found, variables));
            if is_wanted {
                receive(found, variables)?;
            }
            // The first is the next: what is bound in two places counts where it is reached first.
            waiting.extend(self.graph.forward(found, &bound).into_iter().rev().map(|next| (next, is_wanted)));
        }
        Continue(())
    }
}

fn each<'m>(
    found: impl IntoIterator<Item = Found<'m>>,
    variables: &mut Variables<'m>,
    receive: Receiver<'_, 'm>,
) -> ControlFlow<()> {
    found.into_iter().try_for_each(|found| receive(found, variables))
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
            Self::Aggregate => is_aggregate(of),
            Self::Service => is_of_service(of),
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

fn is_of_service(of: ShapeType) -> bool {
    matches!(of, ShapeType::Service | ShapeType::Resource | ShapeType::Operation)
}

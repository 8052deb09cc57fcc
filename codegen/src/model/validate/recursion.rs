//! Checks that every structure and union has a finite value (recursion passes through an optional member, a list or a map), and that every list and map has a
//! type that can be written (recursion passes through a structure or union).

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::model::traits::Required;
use crate::model::{Member, Model, Shape, ShapeId, ShapeKind, reachable};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut endless: BTreeSet<&ShapeId> = model
        .shapes()
        .filter(|shape| matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_)))
        .map(|shape| &shape.id)
        .collect();
    // Whatever can be built from shapes with a finite value has one too; what is left at the end has none.
    let mut open = Open::new(model, &endless);
    while let Some(id) = open.finite.pop() {
        if endless.remove(id) {
            open.resolve(id);
        }
    }
    for shape in endless.iter().filter_map(|id| model.shape(id)) {
        report(model, shape, &endless, diagnostics);
    }
    for shape in model.shapes() {
        check_collection(model, shape, diagnostics);
    }
}

/// The structures and unions that are not yet known to have a finite value.
struct Open<'m> {
    /// Shapes with a finite value that have not been processed yet.
    finite: Vec<&'m ShapeId>,
    /// For each shape, those that wait for it, once for each member.
    holders: BTreeMap<&'m ShapeId, Vec<&'m ShapeId>>,
    /// How many members each shape waits for: all required ones of a structure, any single one of a union.
    members: BTreeMap<&'m ShapeId, usize>,
}

impl<'m> Open<'m> {
    fn new(model: &'m Model, endless: &BTreeSet<&ShapeId>) -> Self {
        let mut open = Self { finite: Vec::new(), holders: BTreeMap::new(), members: BTreeMap::new() };
        for shape in model.shapes().filter(|shape| endless.contains(&shape.id)) {
            let targets: Vec<_> = forced(shape).map(|member| &member.target.id).collect();
            let waits = targets.iter().filter(|target| endless.contains(**target)).count();
            let is_union = matches!(shape.kind, ShapeKind::Union(_));
            // A union without members is reported elsewhere.
            if waits == 0 || is_union && waits < targets.len() {
                open.finite.push(&shape.id);
                continue;
            }
            open.members.insert(&shape.id, if is_union { 1 } else { waits });
            for target in targets.into_iter().filter(|target| endless.contains(*target)) {
                open.holders.entry(target).or_default().push(&shape.id);
            }
        }
        open
    }

    /// Tells the shapes that wait for this one that it has a finite value.
    fn resolve(&mut self, id: &ShapeId) {
        for holder in self.holders.remove(id).unwrap_or_default() {
            if let Some(left) = self.members.get_mut(holder) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    self.finite.push(holder);
                }
            }
        }
    }
}

/// How many nested lists and maps a type can consist of.
const DEEPEST: usize = 16;

/// Reports a list or map that contains itself through lists and maps alone, or through so many of them that no compiler accepts the type.
fn check_collection(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    let Some(first) = held(shape) else { return };
    let mut seen = BTreeSet::new();
    let mut member = first;
    while seen.insert(&member.target.id) {
        if member.target.id == shape.id {
            let message = format!(
                "expected a {} that does not hold itself, found `{}` in it again",
                shape.shape_type(),
                shape.id
            );
            diagnostics.push(first.error(message).help("put a structure or union between"));
            return;
        }
        if seen.len() > DEEPEST {
            let message = format!("expected at most {DEEPEST} lists and maps, one in the other, found more");
            diagnostics.push(first.error(message).help("put a structure between"));
            return;
        }
        let Some(next) = model.target(&member.target).and_then(held) else { return };
        member = next;
    }
}

/// Returns the member of a list, or the `value` member of a map.
fn held(shape: &Shape) -> Option<&Member> {
    match &shape.kind {
        ShapeKind::List(list) => Some(&list.member),
        ShapeKind::Map(map) => Some(&map.value),
        _ => None,
    }
}

/// Returns the members that recursion cannot avoid: the required ones of a structure, all of a union.
fn forced(shape: &Shape) -> impl Iterator<Item = &Member> {
    let is_union = matches!(shape.kind, ShapeKind::Union(_));
    shape.members().filter(move |member| is_union || member.traits.has::<Required>())
}

/// Reports a shape that contains itself; one that only contains such a shape is not at fault.
fn report(model: &Model, shape: &Shape, endless: &BTreeSet<&ShapeId>, diagnostics: &mut Diagnostics) {
    let through = forced(shape).find(|member| reaches(model, &member.target.id, &shape.id, endless));
    let Some(member) = through else { return };
    let target = &member.target.id;
    diagnostics.push(
        member
            .error(format!("no value of this {} can end: it always holds a `{target}`", shape.shape_type()))
            .help(match shape.kind {
                ShapeKind::Union(_) => "add a member that holds something else, or put a list or map between",
                _ => "remove `smithy.api#required` from a member on the way, or put a list or map between",
            }),
    );
}

/// Returns whether every value of a shape contains one of another, or may do so where the shape has no finite choice.
fn reaches(model: &Model, from: &ShapeId, to: &ShapeId, endless: &BTreeSet<&ShapeId>) -> bool {
    let held = |id| {
        let shape = model.shape(id).filter(|_| endless.contains(id));
        shape.into_iter().flat_map(forced).map(|member| &member.target.id)
    };
    reachable([from], held).contains(to)
}

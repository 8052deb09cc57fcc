//! Checks that elements that have to differ can be compared: equal numbers with fractions, and equal documents, may be written differently.

use crate::diagnostics::Diagnostics;
use crate::model::traits::{TraitValue, UniqueItems};
use crate::model::{Model, Shape, ShapeKind};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes().filter(|shape| shape.traits.has::<UniqueItems>()) {
        let ShapeKind::List(list) = &shape.kind else { continue };
        if let Some(target) = model.target(&list.member.target).filter(|target| is_vague(target)) {
            let message = format!("expected elements that can be told apart, found `{}`", target.id);
            let help = format!("remove `{}` from the list, or give it other elements", UniqueItems::ID);
            diagnostics.push(list.member.error(message).trait_id(UniqueItems::ID).help(help));
        }
    }
}

fn is_vague(target: &Shape) -> bool {
    matches!(target.kind, ShapeKind::Float | ShapeKind::Double | ShapeKind::Document)
}

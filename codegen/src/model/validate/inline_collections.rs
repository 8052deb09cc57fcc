//! Checks that what is marked as an [inline collection](https://smithy.io/2.0/spec/idl.html) is one, without traits: all members that have it as target share it.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{Synthetic, TraitValue};
use crate::model::{Model, Shape, ShapeKind, Traits};

/// The mark of preliminary versions of Smithy 2.1.
const OLDER: &str = "smithy.synthetic#generated";

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        let is_named_so = shape.id.name().starts_with(Synthetic::PREFIX);
        if shape.traits.has::<Synthetic>() {
            check_collection(shape, is_named_so, diagnostics);
        } else if is_named_so && !shape.traits.contains(OLDER) {
            let prefix = Synthetic::PREFIX;
            let message = format!("names that begin with `{prefix}` are those of inline collections");
            diagnostics.push(shape.warning(message).help("give the shape another name"));
        }
    }
}

fn check_collection(shape: &Shape, is_named_so: bool, diagnostics: &mut Diagnostics) {
    let is_collection = matches!(shape.kind, ShapeKind::List(_) | ShapeKind::Map(_));
    if is_collection && !is_named_so {
        let message = format!("expected an inline collection, found a shape of another name, `{}`", shape.id);
        diagnostics.push(shape.error(message).trait_id(Synthetic::ID).help("remove the trait"));
    }
    let members = shape.members().map(|member| &member.traits);
    for traits in [&shape.traits].into_iter().chain(members) {
        diagnostics.extend(others(traits));
    }
}

/// Reports the traits that are not the mark.
fn others(traits: &Traits) -> impl Iterator<Item = Diagnostic> {
    traits.iter().filter(|applied| applied.id.as_str() != Synthetic::ID).map(|applied| {
        let id = &applied.id;
        let message = format!("expected an inline collection without traits, found `{id}`");
        let error = Diagnostic::error(message).at_trait(applied).shape(traits.subject());
        error.help("all members with this target share it: define a list or map with a name")
    })
}

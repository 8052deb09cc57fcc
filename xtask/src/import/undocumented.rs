//! Finding what an import has added without documentation.

use smithwright_codegen::diagnostics::Diagnostic;
use smithwright_codegen::model::{Member, Model, Shape, ShapeKind, Traits};

const DOCUMENTATION: &str = "smithy.api#documentation";

/// Returns a warning that names every new operation without documentation, and every new member that has none itself or through its target.
/// Without an old model, all are new.
pub(super) fn finding(old: Option<&Model>, new: &Model) -> Option<Diagnostic> {
    let mut found = Vec::new();
    for shape in new.shapes() {
        let before = old.and_then(|old| old.shape(&shape.id));
        if before.is_none() && is_operation(shape) && !is_documented(&shape.traits) {
            found.push(shape.id.as_str());
        }
        for member in shape.members().filter(|_| is_read(shape)) {
            let known = before.is_some_and(|before| before.member(member.name()).is_some());
            if !known && !is_described(new, member) {
                found.push(member.id.as_str());
            }
        }
    }
    let names = found.join("\n  ");
    let message = format!("{} new and not described:\n  {names}", found.len());
    (!found.is_empty()).then(|| Diagnostic::warning(message).help("write the documentation in the model"))
}

fn is_operation(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Operation(_))
}

/// Checks whether the members of the shape appear in the client.
fn is_read(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_)
    )
}

fn is_described(model: &Model, member: &Member) -> bool {
    is_documented(&member.traits)
        || model.target(&member.target).is_some_and(|target| is_documented(&target.traits))
}

fn is_documented(traits: &Traits) -> bool {
    traits.contains(DOCUMENTATION)
}

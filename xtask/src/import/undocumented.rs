//! What an import brought that nobody has described yet.

use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::{Member, Model, Shape, Traits};

const DOCUMENTATION: &str = "smithy.api#documentation";

/// A warning for every operation and member that is new and has no documentation, of its own or of what it leads to.
pub(super) fn findings(old: &Model, new: &Model) -> Diagnostics {
    let mut findings = Diagnostics::new();
    for shape in new.shapes() {
        let before = old.shape(&shape.id);
        if before.is_none() && is_operation(shape) && !is_documented(&shape.traits) {
            findings.push(finding(shape.id.as_str()));
        }
        for member in shape.members().filter(|_| is_read(shape)) {
            let known = before.is_some_and(|before| before.member(member.name()).is_some());
            if !known && !is_described(new, member) {
                findings.push(finding(member.id.as_str()));
            }
        }
    }
    findings
}

fn finding(id: &str) -> Diagnostic {
    Diagnostic::warning("new, and not described").shape(id).help("write its documentation in the model")
}

fn is_operation(shape: &Shape) -> bool {
    shape.shape_type().name() == "operation"
}

/// Whether the members appear in the client.
fn is_read(shape: &Shape) -> bool {
    ["structure", "union", "enum", "intEnum"].contains(&shape.shape_type().name())
}

fn is_described(model: &Model, member: &Member) -> bool {
    is_documented(&member.traits)
        || model.target(&member.target).is_some_and(|target| is_documented(&target.traits))
}

fn is_documented(traits: &Traits) -> bool {
    traits.contains(DOCUMENTATION)
}

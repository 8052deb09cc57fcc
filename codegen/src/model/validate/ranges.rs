//! Checks that the bounds of whole numbers are whole.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::node::Number;
use crate::model::traits::Range;
use crate::model::{Model, Shape, ShapeType, Traits};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        diagnostics.extend(fraction(&shape.traits, shape));
        for member in shape.members() {
            let target = model.target(&member.target);
            diagnostics.extend(target.and_then(|target| fraction(&member.traits, target)));
        }
    }
}

/// Returns a finding if a bound has a fraction, but no number of the shape.
fn fraction(traits: &Traits, shape: &Shape) -> Option<Diagnostic> {
    let shape_type = shape.shape_type();
    if matches!(shape_type, ShapeType::Float | ShapeType::Double | ShapeType::BigDecimal) {
        return None;
    }
    let (applied, Range { min, max }) = traits.read_applied()?;
    let has_fraction = |bound: &Number| !bound.is_integer_text() && bound.as_f64().fract() != 0.0;
    let bound = min.into_iter().chain(max).find(has_fraction)?;
    let message =
        format!("expected whole numbers as the bounds of type {shape_type}, found `{}`", bound.as_str());
    let error = Diagnostic::error(message).at_trait(applied).shape(traits.subject());
    Some(error.help("round the bound, or choose a type with fractions"))
}

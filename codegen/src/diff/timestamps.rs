//! Whether a change of a timestamp's format changes anything: the format may be the one that its place has anyway.

use super::differences::Sides;
use crate::ir::protocols_of;
use crate::model::traits::{HttpHeader, HttpLabel, HttpQuery, TimestampFormat};
use crate::model::{Model, ShapeId, ShapeKind};

/// Returns whether a member has the same format in both models.
pub(super) fn keep_their_format(models: Sides<&Model>, member: &ShapeId) -> bool {
    let before = format(models.old, member);
    before.is_some() && before == format(models.new, member)
}

/// Returns the format of a member, or `None` if it is not known or not the same in all protocols of the model.
fn format(model: &Model, id: &ShapeId) -> Option<TimestampFormat> {
    let shape = model.shape(&id.without_member())?;
    // The elements of a list may be in a header or in the query, which their list does not know.
    if !matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_)) {
        return None;
    }
    let member = shape.member(id.member()?)?;
    let own: Option<TimestampFormat> =
        member.traits.read().or_else(|| model.target(&member.target)?.traits.read());
    let services = model.services();
    let mut formats = services.flat_map(|(service, _)| protocols_of(service)).map(|protocol| {
        let has_place = |bound: bool| bound && protocol.has_http_bindings();
        let (of_body, is_free) = protocol.timestamps();
        if has_place(member.traits.has::<HttpHeader>()) {
            own.unwrap_or(TimestampFormat::HttpDate)
        } else if has_place(member.traits.has::<HttpLabel>() || member.traits.has::<HttpQuery>()) {
            own.unwrap_or(TimestampFormat::DateTime)
        } else {
            own.filter(|_| is_free).unwrap_or(of_body)
        }
    });
    let first = formats.next()?;
    formats.all(|other| other == first).then_some(first)
}

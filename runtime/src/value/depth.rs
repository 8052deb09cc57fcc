//! Limits on how deep values are nested. A value nested too deep would exhaust the stack, here or at the service.

use super::View;
use crate::document::Document;

/// Checks whether at most `levels` values that hold values are nested in each other.
pub(crate) fn fits(view: View<'_>, levels: u8) -> bool {
    let within = levels.checked_sub(1);
    let inner = |view| within.is_some_and(|levels| fits(view, levels));
    let mut all = within.is_some();
    match view {
        View::Structure(structure) => {
            structure.members(&mut |values| all = all && values.iter().all(|value| inner(value.view())));
        }
        View::Union(union) => all = all && union.variant().map_or(true, |(_, value)| inner(value.view())),
        View::List(list) => list.each(&mut |view| all = all && inner(view)),
        View::Map(map) => map.each(&mut |_, view| all = all && inner(view)),
        View::Document(document) => return document_fits(document, levels),
        _ => return true,
    }
    all
}

fn document_fits(document: &Document, levels: u8) -> bool {
    let within = levels.checked_sub(1);
    let inner = |document| within.is_some_and(|levels| document_fits(document, levels));
    match document {
        Document::List(list) => within.is_some() && list.iter().all(inner),
        Document::Map(map) => within.is_some() && map.values().all(inner),
        _ => true,
    }
}

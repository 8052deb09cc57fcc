//! The hint on what to do about breaking changes.

use super::accepted::Judged;
use smithwright_codegen::diff::Event;
use std::fmt::Write as _;

/// How many entries are written out. Anyone with more should think first.
const SHOWN: usize = 5;

/// Returns the entries that would accept the breaking changes that are not accepted yet, to be added to `file`; nothing if there are none.
pub(super) fn accepting(judged: &[Judged<'_>], file: &str) -> String {
    let refused: Vec<&Event> = judged
        .iter()
        .flat_map(Judged::events)
        .filter(|(event, reason)| event.is_breaking() && reason.is_none())
        .map(|(event, _)| event)
        .collect();
    if refused.is_empty() {
        return String::new();
    }
    let mut out = format!("\nUndo what is breaking, or accept it in {file}:\n");
    for event in refused.iter().take(SHOWN) {
        let _ = writeln!(out, "\n[[accepted]]\nid = \"{}\"", event.id);
        if let Some(subject) = &event.subject {
            let _ = writeln!(out, "shape = \"{subject}\"");
        }
        out.push_str("reason = \"\" # why callers can live with it\n");
    }
    match refused.len().saturating_sub(SHOWN) {
        0 => {}
        more => drop(writeln!(out, "\n# … and {more} more")),
    }
    out
}

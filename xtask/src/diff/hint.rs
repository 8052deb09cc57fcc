//! The hint on what to do about breaking changes.

use super::accepted::Judged;
use smithwright_codegen::diff::Event;

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
    let mut entries: Vec<String> = Vec::new();
    for event in refused {
        let shape = event.subject.as_ref().map(|subject| format!("shape = \"{subject}\"\n"));
        let shape = shape.unwrap_or_default();
        let entry = format!(
            "\n[[accepted]]\nid = \"{}\"\n{shape}reason = \"\" # why callers can live with it\n",
            event.id
        );
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    out.extend(entries);
    out
}

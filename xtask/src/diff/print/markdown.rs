//! The Markdown format: a summary for a pull request.

use super::{Counts, Judged, Standing, Subject, short, short_message, some};
use smithwright_codegen::diff::Bump;
use std::fmt::Write as _;

/// How many compatible changes are listed. The size of a comment is limited, and the other formats list all.
const LISTED: usize = 200;

pub(super) fn print(judged: &[Judged<'_>]) -> String {
    let bump = judged.iter().map(|judged| judged.comparison.bump()).max().unwrap_or_default();
    let mut out = String::from("## Model changes\n\n");
    if judged.iter().all(|judged| judged.comparison.events.is_empty()) {
        out.push_str("Nothing changed.\n");
        notes(judged, &mut out);
        return out;
    }
    let _ = writeln!(out, "Version bump required: **{bump}**{}\n", meaning(bump));
    for judged in judged.iter().filter(|judged| !judged.comparison.events.is_empty()) {
        service(judged, &mut out);
    }
    notes(judged, &mut out);
    out
}

fn meaning(bump: Bump) -> &'static str {
    match bump {
        Bump::None | Bump::Patch => "",
        Bump::Minor => " (below 1.0: the last part of the version)",
        Bump::Major => " (below 1.0: the middle part of the version)",
    }
}

fn notes(judged: &[Judged<'_>], out: &mut String) {
    for judged in judged {
        if let Some(reason) = &judged.comparison.rust_unknown {
            let _ =
                writeln!(out, "\nRust source was not compared for `{}`: {reason}.", judged.comparison.name);
        }
    }
}

fn service(judged: &Judged<'_>, out: &mut String) {
    let subjects = Subject::all(judged);
    let Counts { refused, accepted, compatible } = Counts::of(&subjects);
    let name = &judged.comparison.name;
    let _ = writeln!(out, "### `{name}`: {refused} breaking, {accepted} accepted, {compatible} compatible\n");
    let of = |standing: Standing| subjects.iter().filter(move |subject| subject.standing() == standing);
    if refused > 0 {
        table(of(Standing::Refused), judged, out);
    }
    if accepted > 0 {
        out.push_str("Accepted:\n\n");
        table(of(Standing::Accepted), judged, out);
    }
    if compatible > 0 {
        let _ = writeln!(out, "<details><summary>{compatible} compatible</summary>\n");
        table(of(Standing::Compatible).take(LISTED), judged, out);
        if compatible > LISTED {
            let _ = writeln!(out, "and {} more: `--format text` lists all.\n", compatible - LISTED);
        }
        out.push_str("</details>\n\n");
    }
}

fn table<'s>(subjects: impl Iterator<Item = &'s Subject<'s>>, judged: &Judged<'_>, out: &mut String) {
    out.push_str(
        "| what | change | severity | wire | Rust | bump | operations |\n|---|---|---|---|---|---|---|\n",
    );
    for subject in subjects {
        let id = subject.id.map_or("metadata", |id| short(id, &judged.comparison.service));
        let changes: Vec<String> = subject
            .events
            .iter()
            .map(|(event, reason)| {
                let accepted = reason.map(|reason| format!(" (accepted: {reason})")).unwrap_or_default();
                let suppressed = event.suppression.as_ref().map(|reason| format!(" (suppressed: {reason})"));
                let message = short_message(&event.message, &judged.comparison.service);
                let text = format!("{message}{accepted}{}", suppressed.unwrap_or_default());
                format!("`{}`: {}", event.id, cell(&text))
            })
            .collect();
        let _ = writeln!(
            out,
            "| `{id}` | {} | {} | {} | {} | {} | {} |",
            changes.join("<br>"),
            subject.severity(),
            subject.wire(),
            subject.rust(),
            subject.bump(),
            some(&subject.operations())
        );
    }
    out.push('\n');
}

/// Escapes a text so that it stays within its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

//! The Markdown format: a summary for a pull request.

use super::{Counts, Judged, Standing, Subject, short, short_message, some};
use smithwright_codegen::diff::Bump;
use std::fmt::Write as _;

/// How many characters the rows take at most. A comment on GitHub may have 65,536 with what stands around them; the other formats list all.
const ROOM: usize = 60_000;

pub(super) fn print(judged: &[Judged<'_>]) -> String {
    let bump = judged.iter().map(|judged| judged.comparison.bump()).max().unwrap_or_default();
    let mut out = String::from("## Model changes\n\n");
    if judged.iter().all(|judged| judged.comparison.events.is_empty()) {
        out.push_str("Nothing changed.\n");
        notes(judged, &mut out);
        return out;
    }
    let _ = writeln!(out, "Version bump required: **{bump}**{}\n", meaning(bump));
    let changed: Vec<_> = judged.iter().filter(|judged| !judged.comparison.events.is_empty()).collect();
    for judged in &changed {
        let end = out.len() + ROOM / changed.len();
        service(judged, end, &mut out);
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

/// Writes the changes of a service. Its rows go no further than `end`.
fn service(judged: &Judged<'_>, end: usize, out: &mut String) {
    let subjects = Subject::all(judged);
    let Counts { refused, accepted, compatible } = Counts::of(&subjects);
    let name = &judged.comparison.name;
    let _ = writeln!(out, "### `{name}`: {refused} breaking, {accepted} accepted, {compatible} compatible\n");
    let table = |standing: Standing, out: &mut String| {
        let subjects = subjects.iter().filter(|subject| subject.standing() == standing);
        table(subjects.map(|subject| row(subject, judged)), end, out);
    };
    if refused > 0 {
        table(Standing::Refused, out);
    }
    if accepted > 0 {
        out.push_str("Accepted:\n\n");
        table(Standing::Accepted, out);
    }
    if compatible > 0 {
        let _ = writeln!(out, "<details><summary>{compatible} compatible</summary>\n");
        table(Standing::Compatible, out);
        out.push_str("</details>\n\n");
    }
}

fn table(rows: impl Iterator<Item = String>, end: usize, out: &mut String) {
    out.push_str(
        "| what | change | severity | wire | Rust | bump | operations |\n|---|---|---|---|---|---|---|\n",
    );
    let mut left = 0;
    for row in rows {
        if left > 0 || out.len() + row.len() > end {
            left += 1;
        } else {
            out.push_str(&row);
        }
    }
    if left > 0 {
        let _ = writeln!(out, "\nand {left} more: `--format text` lists all.");
    }
    out.push('\n');
}

fn row(subject: &Subject<'_>, judged: &Judged<'_>) -> String {
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
    format!(
        "| `{id}` | {} | {} | {} | {} | {} | {} |\n",
        changes.join("<br>"),
        subject.severity(),
        subject.wire(),
        subject.rust(),
        subject.bump(),
        some(&subject.operations())
    )
}

/// Escapes a text so that it stays within its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

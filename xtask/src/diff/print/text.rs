//! The text format: lines for a terminal.

use super::{Counts, Judged, Standing, Subject, short, short_message, some};
use std::fmt::Write as _;

pub(super) fn print(judged: &[Judged<'_>]) -> String {
    let mut out = String::new();
    for judged in judged {
        service(judged, &mut out);
    }
    out
}

fn service(judged: &Judged<'_>, out: &mut String) {
    let comparison = judged.comparison;
    let subjects = Subject::all(judged);
    let Counts { refused, accepted, compatible } = Counts::of(&subjects);
    for subject in &subjects {
        let mark = match subject.standing() {
            Standing::Refused => "BREAKING",
            Standing::Accepted => "accepted",
            Standing::Compatible => "        ",
        };
        let id = subject.id.map_or("metadata", |id| short(id, &comparison.service));
        let _ = writeln!(
            out,
            "{mark}  {:<7}  {id}  (wire {}, Rust {}, bump {})",
            subject.severity().name(),
            subject.wire(),
            subject.rust(),
            subject.bump()
        );
        for (event, reason) in &subject.events {
            let _ = writeln!(out, "    {}: {}", event.id, short_message(&event.message, &comparison.service));
            let reasons = [("accepted", *reason), ("suppressed", event.suppression.as_deref())];
            for (word, reason) in reasons.into_iter().filter_map(|(word, reason)| Some((word, reason?))) {
                let _ = writeln!(out, "        {word}: {reason}");
            }
        }
        let operations = subject.operations();
        if !operations.is_empty() {
            let _ = writeln!(out, "    reached by {}", some(&operations).replace('`', ""));
        }
    }
    if let Some(reason) = &comparison.rust_unknown {
        let _ = writeln!(out, "Rust source was not compared: {reason}");
    }
    let _ = writeln!(
        out,
        "{}: {refused} breaking, {accepted} accepted, {compatible} compatible; version bump: {}",
        comparison.name,
        comparison.bump()
    );
}

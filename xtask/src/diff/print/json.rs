//! Everything, for programs.

use super::{Judged, Standing};
use serde::Serialize;
use smithwright_codegen::diff::Event;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    /// What all services together ask of the version.
    bump: &'static str,
    /// How many changes are breaking and not accepted.
    breaking: usize,
    services: Vec<Service<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Service<'a> {
    name: &'a str,
    service: &'a str,
    bump: &'static str,
    /// Why nothing is said of Rust source, if nothing is.
    rust_unknown: Option<&'a str>,
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    id: &'a str,
    severity: &'static str,
    shape: Option<&'a str>,
    message: &'a str,
    location: Option<String>,
    wire: &'static str,
    rust: &'static str,
    bump: &'static str,
    operations: Vec<&'a str>,
    breaking: bool,
    /// Why it is accepted, if it is breaking and is.
    accepted: Option<&'a str>,
    /// Why the model suppresses it, if it does.
    suppressed: Option<&'a str>,
}

pub(super) fn print(judged: &[Judged<'_>]) -> String {
    let bump = judged.iter().map(|judged| judged.comparison.bump()).max().unwrap_or_default();
    let document = Document {
        bump: bump.name(),
        breaking: judged.iter().map(Judged::refused).sum(),
        services: judged.iter().map(service).collect(),
    };
    // Nothing in it can fail to be written.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn service<'a>(judged: &Judged<'a>) -> Service<'a> {
    let comparison = judged.comparison;
    Service {
        name: &comparison.name,
        service: &comparison.service,
        bump: comparison.bump().name(),
        rust_unknown: comparison.rust_unknown.as_deref(),
        changes: judged.events().map(|(event, reason)| change(event, reason)).collect(),
    }
}

fn change<'a>(event: &'a Event, reason: Option<&'a str>) -> Change<'a> {
    Change {
        id: &event.id,
        severity: event.severity.name(),
        shape: event.subject.as_ref().map(|subject| subject.as_str()),
        message: &event.message,
        location: event.location.as_ref().map(ToString::to_string),
        wire: event.wire.name(),
        rust: event.rust.name(),
        bump: event.required_bump().name(),
        operations: event.operations.iter().map(|operation| operation.as_str()).collect(),
        breaking: Standing::of(event, None) == Standing::Refused,
        accepted: reason,
        suppressed: event.suppression.as_deref(),
    }
}

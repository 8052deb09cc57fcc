//! What changes in generated code when a structure gets one more optional member.

use super::lab::Lab;
use super::measure;
use super::table::{Row, Target, Unit};
use crate::files::cannot;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A structure three levels below an output.
const NESTED: &str = "com.amazonaws.connectparticipant#Attendee";
/// An input; its members have setters and are described on the page of the operation.
const INPUT: &str = "com.amazonaws.connectparticipant#CreateParticipantConnectionRequest";
/// The new member.
const MEMBER: &str = r#""BenchMember": {
    "target": "smithy.api#String",
    "traits": { "smithy.api#documentation": "A member that was not there before." }
},"#;

/// Adds a member to each of the structures in turn.
pub(super) fn measure(lab: &Lab<'_>) -> Result<Vec<Row>, Diagnostics> {
    let limits = [Target::AtMost(12.0), Target::AtMost(2.0)];
    let mut rows = change(lab, "nested structure", NESTED, limits)?;
    rows.extend(change(lab, "input", INPUT, [Target::None; 2])?);
    Ok(rows)
}

/// Generates crates without the member and with it, and compares them.
fn change(
    lab: &Lab<'_>,
    kind: &str,
    structure: &str,
    [lines, files]: [Target; 2],
) -> Result<Vec<Row>, Diagnostics> {
    let folder = lab.path("model-change").join(kind.replace(' ', "-"));
    fs::create_dir_all(&folder).map_err(cannot("make it", &folder))?;
    let model = lab.workspace().models().join("connectparticipant.json");
    let text = fs::read_to_string(&model).map_err(cannot("read it", &model))?;
    let changed = folder.join("model.json");
    fs::write(&changed, with_member(&text, structure)?).map_err(cannot("write it", &changed))?;
    generate(lab, &model, &folder.join("before"))?;
    generate(lab, &changed, &folder.join("after"))?;
    let (source, report) = (difference(&folder, "src")?, difference(&folder, "api.txt")?);
    let row = |what, unit, ours: u32, target| Row {
        figure: format!("{what} diff, one optional member more in a structure: {kind}"),
        unit,
        ours: f64::from(ours),
        peer: None,
        target,
    };
    Ok(vec![
        row("generated source", Unit::Lines, source.lines, lines),
        row("generated source", Unit::Files, source.files, files),
        row("report", Unit::Lines, report.lines, Target::AtMost(1.0)),
    ])
}

/// How much differs.
struct Difference {
    /// Added lines and removed lines.
    lines: u32,
    files: u32,
}

fn with_member(model: &str, structure: &str) -> Result<String, Diagnostic> {
    let members = "\"members\": {";
    let shape = model.find(&format!("\"{structure}\": {{"));
    let place = shape.and_then(|shape| Some(shape + model.get(shape..)?.find(members)? + members.len()));
    place
        .and_then(|place| Some(format!("{}{MEMBER}{}", model.get(..place)?, model.get(place..)?)))
        .ok_or_else(|| {
            Diagnostic::error("expected a structure to which a member can be added, found none")
                .shape(structure)
        })
}

fn generate(lab: &Lab<'_>, model: &Path, out: &Path) -> Result<(), Diagnostic> {
    let mut command = lab.xtask();
    command.args(["generate", "--operations", "CreateParticipantConnection", "--name", "client", "--model"]);
    command.arg(model).arg(lab.workspace().models().join("smithwright.json")).arg("--out").arg(out);
    measure::run(&mut command).map(drop)
}

/// Counts what differs at a path of both crates.
fn difference(folder: &Path, path: &str) -> Result<Difference, Diagnostic> {
    let mut git = Command::new("git");
    let sides = ["before", "after"].map(|side| format!("{side}/{path}"));
    git.args(["diff", "--no-index", "--numstat"]).args(sides).current_dir(folder);
    // Like `diff`, it exits with an error if there are differences.
    let output = measure::start(&mut git)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let lines =
        text.lines().flat_map(|line| line.split_whitespace().take(2).filter_map(|it| it.parse::<u32>().ok()));
    Ok(Difference { lines: lines.sum(), files: u32::try_from(text.lines().count()).unwrap_or(u32::MAX) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_member_goes_into_the_structure_that_is_named() {
        let model = r#"{ "x#A": { "members": { "One": 1 } }, "x#B": { "members": { "Two": 2 } } }"#;
        let changed = with_member(model, "x#B").unwrap();
        assert!(
            changed
                .starts_with(r#"{ "x#A": { "members": { "One": 1 } }, "x#B": { "members": {"BenchMember""#)
        );
        assert!(changed.ends_with(r#"}, "Two": 2 } } }"#), "{changed}");
        assert!(with_member(model, "x#C").is_err());
    }
}

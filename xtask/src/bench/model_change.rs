//! What changes in generated code when a nested structure gets one optional member more.

use super::lab::Lab;
use super::measure;
use super::table::{Row, Target, Unit};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

/// The structure, three levels below an output.
const STRUCTURE: &str = "com.amazonaws.connectparticipant#Attendee";
/// The new member.
const MEMBER: &str = r#""BenchMember": {
    "target": "smithy.api#String",
    "traits": { "smithy.api#documentation": "A member that was not there before." }
},"#;

/// Generates twice, and compares.
pub(super) fn measure(lab: &Lab<'_>) -> Result<Vec<Row>, Diagnostics> {
    let folder = lab.path("model-change");
    fs::create_dir_all(&folder).map_err(|error| failed(&folder, &error))?;
    let model = lab.workspace().models().join("connectparticipant.json");
    let text = fs::read_to_string(&model).map_err(|error| failed(&model, &error))?;
    let changed = folder.join("model.json");
    fs::write(&changed, with_member(&text)?).map_err(|error| failed(&changed, &error))?;
    generate(lab, &model, &folder.join("before"))?;
    generate(lab, &changed, &folder.join("after"))?;
    let (files, lines) = difference(&folder)?;
    let row = |unit, ours: u32, limit| Row {
        figure: "generated diff for one optional member of a nested structure".to_owned(),
        unit,
        ours: f64::from(ours),
        peer: None,
        target: Target::AtMost(limit),
    };
    Ok(vec![row(Unit::Lines, lines, 12.0), row(Unit::Files, files, 2.0)])
}

fn with_member(model: &str) -> Result<String, Diagnostic> {
    let members = "\"members\": {";
    let shape = model.find(&format!("\"{STRUCTURE}\": {{"));
    let place = shape.and_then(|shape| Some(shape + model.get(shape..)?.find(members)? + members.len()));
    place
        .and_then(|place| Some(format!("{}{MEMBER}{}", model.get(..place)?, model.get(place..)?)))
        .ok_or_else(|| {
            Diagnostic::error("expected a structure to which a member can be added, found none")
                .shape(STRUCTURE)
        })
}

fn generate(lab: &Lab<'_>, model: &Path, out: &Path) -> Result<(), Diagnostic> {
    let mut command = lab.xtask();
    command.args(["generate", "--operations", "CreateParticipantConnection", "--name", "client", "--model"]);
    command.arg(model).arg(lab.workspace().models().join("smithwright.json")).arg("--out").arg(out);
    measure::run(&mut command, "").map(drop)
}

/// How many files differ, and by how many lines, added and removed.
fn difference(folder: &Path) -> Result<(u32, u32), Diagnostic> {
    let mut git = Command::new("git");
    git.args(["diff", "--no-index", "--numstat", "before", "after"]).current_dir(folder);
    // It fails where there are differences, as `diff` does.
    let output = git.output().map_err(|error| {
        Diagnostic::error(format!("cannot run `git`: {error}")).help("install it with `apt-get install git`")
    })?;
    let text = String::from_utf8_lossy(&output.stdout);
    let lines =
        text.lines().flat_map(|line| line.split_whitespace().take(2).filter_map(|it| it.parse::<u32>().ok()));
    Ok((u32::try_from(text.lines().count()).unwrap_or(u32::MAX), lines.sum()))
}

fn failed(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(format!("cannot use it: {error}")).in_file(path.display().to_string())
}

//! Runs the command on files and on repositories in temporary folders.

mod reviewing;

use super::*;
use clap::Parser;
use std::fs;
use std::process::Command;
use tempfile::TempDir;

const MODEL: &str = r#"{
    "smithy": "2.0",
    "shapes": {
        "example#Weather": {
            "type": "service",
            "version": "2024-01-01",
            "operations": [{"target": "example#GetForecast"}, {"target": "example#PutReport"}],
            "traits": {"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "weather"}}
        },
        "example#GetForecast": {
            "type": "operation",
            "input": {"target": "example#GetForecastInput"},
            "output": {"target": "example#GetForecastOutput"},
            "traits": {"smithy.api#http": {"method": "GET", "uri": "/forecast", "code": 200}, "smithy.api#readonly": {}}
        },
        "example#GetForecastInput": {"type": "structure", "members": {}, "traits": {"smithy.api#input": {}}},
        "example#GetForecastOutput": {
            "type": "structure",
            "members": {"text": {"target": "smithy.api#String"}},
            "traits": {"smithy.api#output": {}}
        },
        "example#PutReport": {
            "type": "operation",
            "input": {"target": "example#PutReportInput"},
            "output": {"target": "smithy.api#Unit"},
            "traits": {"smithy.api#http": {"method": "POST", "uri": "/report", "code": 200}}
        },
        "example#PutReportInput": {
            "type": "structure",
            "members": {"report": {"target": "smithy.api#String"}},
            "traits": {"smithy.api#input": {}}
        }
    }
}"#;

const MANIFEST: &str = r#"
[crate]
name = "clients"
version = "0.1.0"

[[service]]
name = "weather"
model = "weather.json"
service = "example#Weather"
operations = ["GetForecast"]
"#;

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.put("models/weather.json", MODEL);
        place.put("models/manifest.toml", MANIFEST);
        place
    }

    /// Creates a place that is a repository, with everything in it committed.
    fn committed() -> Self {
        Self::new().commit()
    }

    fn commit(self) -> Self {
        let place = self;
        for arguments in [
            &["init", "--quiet"][..],
            &["add", "."],
            &["-c", "user.name=n", "-c", "user.email=e", "commit", "--quiet", "--no-gpg-sign", "-m", "m"],
        ] {
            let status = Command::new("git").arg("-C").arg(place.folder.path()).args(arguments).status();
            assert!(status.unwrap().success());
        }
        place
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs the command with arguments in which `@` stands for the folder. Returns whether it passes, and what it prints.
    fn run(&self, line: &str) -> Result<(Verdict, String), String> {
        let root = self.folder.path().display().to_string();
        let words = line.split_whitespace().map(|word| word.replace('@', &root));
        let arguments = Line::try_parse_from(std::iter::once("diff".to_owned()).chain(words));
        let arguments = arguments.map_err(|error| error.to_string())?.arguments;
        let report =
            run(&arguments, &Workspace::at(self.folder.path())).map_err(|error| error.to_string())?;
        Ok((report.verdict, report.text))
    }

    /// Compares the model with a changed one.
    fn changed(&self, from: &str, to: &str, options: &str) -> (Verdict, String) {
        assert!(MODEL.contains(from), "{from}");
        self.put("new.json", &MODEL.replace(from, to));
        self.run(&format!("@/models/weather.json @/new.json {options}")).unwrap()
    }
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    arguments: Arguments,
}

const TEXT: &str = r#""text": {"target": "smithy.api#String"}"#;

#[test]
fn nothing_changed() {
    let (verdict, text) = Place::new().changed("2024", "2024", "");
    assert_eq!(verdict, Verdict::Passed);
    assert_eq!(text, "example#Weather: 0 breaking, 0 accepted, 0 compatible; version bump: none\n");
    let (_, text) = Place::new().changed("2024", "2024", "--format markdown");
    assert_eq!(text, "## Model changes\n\nNothing changed.\n");
}

#[test]
fn a_new_member_passes() {
    let new = format!("{TEXT}, \"more\": {{\"target\": \"smithy.api#String\"}}");
    let (verdict, text) = Place::new().changed(TEXT, &new, "");
    assert_eq!(verdict, Verdict::Passed);
    let expected = "          NOTE     GetForecastOutput$more  (wire compatible, Rust compatible, bump minor)\n    \
                    AddedShape: the member `GetForecastOutput$more` is new\n    \
                    reached by GetForecast\n\
                    example#Weather: 0 breaking, 0 accepted, 1 compatible; version bump: minor\n";
    assert_eq!(text, expected);
}

#[test]
fn a_summary_fits_into_a_comment() {
    let added = |count: usize| {
        let members =
            (0..count).map(|index| format!(r#", "member{index}": {{"target": "smithy.api#String"}}"#));
        let new = format!("{TEXT}{}", members.collect::<String>());
        Place::new().changed(TEXT, &new, "--format markdown").1
    };
    let (few, many) = (added(250), added(2000));
    assert_eq!(few.matches("AddedShape").count(), 250, "{few}");
    let listed = many.matches("AddedShape").count();
    assert!((300..2000).contains(&listed) && many.len() < 65_536, "{listed} in {}", many.len());
    assert!(many.contains(&format!("\nand {} more: `--format text` lists all.\n", 2000 - listed)), "{many}");
}

#[test]
fn a_member_that_is_gone_fails_and_is_one_row() {
    let place = Place::new();
    let (verdict, text) = place.changed(TEXT, "", "--format markdown");
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("Version bump required: **major**"), "{text}");
    assert!(text.contains("### `example#Weather`: 1 breaking, 0 accepted, 0 compatible"), "{text}");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| `")).collect();
    let [row] = rows.as_slice() else { panic!("{text}") };
    assert!(row.starts_with("| `GetForecastOutput$text` | `RemovedShape`: "), "{row}");
    assert!(row.contains("Rust.RemovedField"), "{row}");
    assert!(row.ends_with("| ERROR | breaking | breaking | major | `GetForecast` |"), "{row}");
}

#[test]
fn what_the_client_itself_loses_is_about_the_service() {
    let http = "\"smithy.api#http\": {";
    let open = format!("\"smithy.api#auth\": [], {http}");
    for format in ["text", "markdown"] {
        let (_, text) = Place::new().changed(http, &open, &format!("--format {format}"));
        assert!(text.contains("`Client::presign` is gone") && !text.contains("metadata"), "{text}");
        assert!(text.contains("DANGER   Weather  (wire") || text.contains("| `Weather` | "), "{text}");
    }
}

#[test]
fn what_is_accepted_passes() {
    let place = Place::new();
    place.put(
        "models/accepted-changes.toml",
        "[[accepted]]\nid = \"RemovedShape\"\nshape = \"example#GetForecastOutput$text\"\nreason = \"Nobody read it.\"\n",
    );
    let (verdict, text) = place.changed(TEXT, "", "");
    assert_eq!(verdict, Verdict::Passed);
    assert!(text.contains("accepted: Nobody read it."), "{text}");
    assert!(text.ends_with("0 breaking, 1 accepted, 0 compatible; version bump: major\n"), "{text}");
    place.put("none.toml", "");
    let (verdict, _) = place.changed(TEXT, "", "--accepted @/none.toml");
    assert_eq!(verdict, Verdict::Failed);
}

#[test]
fn programs_get_everything() {
    let (_, text) = Place::new().changed("\"/report\"", "\"/reports\"", "--format json");
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["bump"], "major");
    assert_eq!(document["breaking"], 1);
    let change = &document["services"][0]["changes"][0];
    assert_eq!(change["id"], "TraitBreakingChange.Update.smithy.api#http");
    assert_eq!(change["shape"], "example#PutReport");
    assert_eq!((&change["wire"], &change["rust"]), (&"breaking".into(), &"compatible".into()));
    assert_eq!(change["operations"], serde_json::json!(["example#PutReport"]));
    assert!(change["location"].as_str().unwrap().contains("new.json:"));
}

#[test]
fn what_cannot_be_read_is_no_absence_of_changes() {
    let place = Place::new();
    let refused = |line: &str| place.run(line).unwrap_err();
    assert!(refused("@/models/weather.json @/none.json").contains("cannot read the file"));
    place.put("bad.json", "{");
    assert!(refused("@/models/weather.json @/bad.json").contains("bad.json:1:"));
    let unknown = refused("@/models/weather.json @/models/weather.json --service example#Wether");
    assert!(unknown.contains("did you mean `example#Weather`?"), "{unknown}");
    assert!(
        refused("@/models/weather.json @/models/weather.json --accepted @/none.toml").contains("cannot read")
    );
    place.put("models/accepted-changes.toml", "[[accepted]]\n");
    assert!(refused("@/models/weather.json @/models/weather.json").contains("expected a field `id`"));
}

#[test]
fn only_what_some_operations_reach_is_compared_if_asked_for() {
    let place = Place::new();
    place.put("new.json", &MODEL.replace(TEXT, "").replace("\"/report\"", "\"/reports\""));
    let files = "@/models/weather.json @/new.json";
    let (_, text) = place.run(&format!("{files} --operations PutReport")).unwrap();
    assert!(text.contains("PutReport") && !text.contains("GetForecastOutput"), "{text}");
    let (_, text) = place.run(&format!("{files} --operations GetForecast")).unwrap();
    assert!(text.contains("GetForecastOutput") && !text.contains("PutReport"), "{text}");
    assert_eq!(place.run(&format!("{files} --operations example#GetForecast")).unwrap().1, text);
    let unknown = place.run(&format!("{files} --operations GetForcast")).unwrap_err();
    assert!(unknown.contains("did you mean `GetForecast`?"), "{unknown}");
}

#[test]
fn models_without_a_client_are_compared_all_the_same() {
    let place = Place::new();
    let bare = MODEL.replace("\"aws.protocols#restJson1\": {}, ", "");
    place.put("a.json", &bare);
    place.put("b.json", &bare.replace("\"/report\"", "\"/reports\""));
    let (verdict, text) = place.run("@/a.json @/b.json").unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("Rust source was not compared: "), "{text}");
    // A client that can't be generated any more is worse.
    let (verdict, text) = place.run("@/models/weather.json @/a.json").unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("Rust.RemovedClient: no client can be generated any more"), "{text}");
}

#[test]
fn the_checked_in_models_are_compared_with_a_revision() {
    let place = Place::committed();
    let (verdict, text) = place.run("--base HEAD").unwrap();
    assert_eq!(
        (verdict, text.as_str()),
        (Verdict::Passed, "weather: 0 breaking, 0 accepted, 0 compatible; version bump: none\n")
    );
    place.put("models/weather.json", &MODEL.replace(TEXT, ""));
    let (verdict, text) = place.run("--base HEAD").unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("RemovedShape: the member `GetForecastOutput$text` is gone"), "{text}");
    // Operations may be named by shape id too.
    let by_id = MANIFEST.replace("\"GetForecast\"", "\"example#GetForecast\"");
    place.put("models/manifest.toml", &by_id);
    let (verdict, text) = place.run("--base HEAD").unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("RemovedShape: the member `GetForecastOutput$text` is gone"), "{text}");
    // An operation that is not generated does not count.
    place.put("models/weather.json", &MODEL.replace("\"/report\"", "\"/reports\""));
    assert_eq!(place.run("--base HEAD").unwrap().0, Verdict::Passed);
}

const OWN: &str = r#"# Made by Smithwright
[package]
name = "sky"
version = "1.2.0"

[package.metadata.smithwright]
model = ["../models/weather.json"]
service = "example#Weather"
operations = ["GetForecast"]
"#;

#[test]
fn folders_stand_for_the_files_in_them_now_and_then() {
    let place = Place::new();
    let service = "$version: \"2\"\nnamespace example\n@aws.protocols#restJson1 service Weather { operations: [GetForecast] }\n\
        @http(method: \"POST\", uri: \"/\") operation GetForecast { output: GetForecastOutput }\n";
    let output = "$version: \"2\"\nnamespace example\n@output structure GetForecastOutput { text: String }\n";
    place.put("idl/service.smithy", service);
    place.put("idl/further/output.smithy", output);
    place.put("idl/smithy-build.json", "{}");
    place.put("idl/.#output.smithy", "what an editor leaves");
    place.put("sky/Cargo.toml", &OWN.replace("../models/weather.json", "../idl"));
    let place = place.commit();
    let lost = output.replace("text: String", "");
    place.put("idl/further/output.smithy", &lost);
    let (verdict, text) = place.run("--base HEAD --crate @/sky").unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("RemovedShape: the member `GetForecastOutput$text` is gone"), "{text}");
    place.put("old/all.smithy", &format!("{service}{}", output.split_once("example").unwrap().1));
    let (verdict, text) = place.run("@/old @/idl").unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("RemovedShape: the member `GetForecastOutput$text` is gone"), "{text}");
}

#[test]
fn a_crate_of_its_own_is_compared_with_what_it_was() {
    let place = Place::new();
    place.put("sky/Cargo.toml", OWN);
    let place = place.commit();
    let (verdict, text) = place.run("--base HEAD --crate @/sky").unwrap();
    assert_eq!(
        (verdict, text.as_str()),
        (Verdict::Passed, "sky: 0 breaking, 0 accepted, 0 compatible; version bump: none\n")
    );
    place.put("models/weather.json", &MODEL.replace(TEXT, ""));
    let (verdict, text) = place.run("--base HEAD --crate @/sky").unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("RemovedShape: the member `GetForecastOutput$text` is gone"), "{text}");
    let (_, hint) = text.split_once("\nUndo what is breaking, or accept it in ").unwrap();
    let block =
        "[[accepted]]\nid = \"RemovedShape\"\nshape = \"example#GetForecastOutput$text\"\nreason = \"\"";
    assert!(hint.contains("/sky/accepted-changes.toml:\n") && hint.contains(block), "{hint}");
    let (_, text) = place.run("--base HEAD --crate @/sky --changelog").unwrap();
    assert!(text.starts_with("1.2.0 -> 2.0.0 (major change)\n") && text.contains("sky"), "{text}");
    place.put(
        "sky/accepted-changes.toml",
        "[[accepted]]\nid = \"RemovedShape\"\nshape = \"example#GetForecastOutput$text\"\nreason = \"nobody read it\"\n",
    );
    assert_eq!(place.run("--base HEAD --crate @/sky").unwrap().0, Verdict::Passed);
    // The client can change although the model does not.
    place.put("models/weather.json", MODEL);
    place.put("sky/Cargo.toml", &OWN.replace("[\"GetForecast\"]", "[\"GetForecast\", \"PutReport\"]"));
    let (verdict, text) = place.run("--base HEAD --crate @/sky").unwrap();
    assert_eq!(verdict, Verdict::Passed);
    assert!(text.contains("the client now has the operation `PutReport`"), "{text}");

    place.put("new/Cargo.toml", OWN);
    let (verdict, text) = place.run("--base HEAD --crate @/new").unwrap();
    assert!(verdict == Verdict::Passed && text.contains("Rust.AddedService: the crate is new"), "{text}");
    let found = place.run("--base HEAD --crate @/models").unwrap_err();
    assert!(found.contains("expected a crate made by `cargo xtask generate --model`, found none"), "{found}");
    let found = place.run("--base HEAD~1 --crate @/sky").unwrap_err();
    assert!(found.contains("expected a git revision, found `HEAD~1`"), "{found}");
    assert!(place.run("--crate @/sky").is_err(), "there is nothing to compare it with");
}

#[test]
fn a_model_elsewhere_can_not_be_what_it_was() {
    let elsewhere = tempfile::tempdir().unwrap();
    let model = elsewhere.path().join("weather.json");
    fs::write(&model, MODEL).unwrap();
    let place = Place::new();
    place.put("sky/Cargo.toml", &OWN.replace("../models/weather.json", &model.display().to_string()));
    let found = place.commit().run("--base HEAD --crate @/sky").unwrap_err();
    assert!(found.contains("help: keep the model in the repository of the crate"), "{found}");
}

#[test]
fn services_and_operations_of_the_manifest_come_and_go() {
    let place = Place::committed();
    place.put(
        "models/manifest.toml",
        &MANIFEST.replace("[\"GetForecast\"]", "[\"GetForecast\", \"PutReport\"]"),
    );
    let (verdict, text) = place.run("--base HEAD").unwrap();
    assert_eq!(verdict, Verdict::Passed);
    assert!(text.contains("Rust.AddedOperation") && text.ends_with("version bump: minor\n"), "{text}");
    place.put("models/manifest.toml", &MANIFEST.replace("[\"GetForecast\"]", "[\"PutReport\"]"));
    let (verdict, text) = place.run("--base HEAD").unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("Rust.RemovedOperation"), "{text}");
    place.put("models/manifest.toml", &MANIFEST.replace("name = \"weather\"", "name = \"climate\""));
    let (verdict, text) = place.run("--base HEAD").unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(text.contains("Rust.AddedService") && text.contains("Rust.RemovedService"), "{text}");
    assert_eq!(place.run("--base HEAD --service climate").unwrap().0, Verdict::Passed);
    let (_, text) = place.run("--base HEAD --service climate --changelog").unwrap();
    assert!(text.contains("(minor change)") && text.contains("`climate`: the service is new"), "{text}");
    assert!(place.run("--base HEAD --service climat").unwrap_err().contains("did you mean `climate`?"));
}

#[test]
fn a_model_that_would_be_refused_by_now_is_compared_with_what_mends_it() {
    let place = Place::new();
    let list = r#""smithy.api#auth": ["aws.auth#sigv4", "smithy.api#httpBasicAuth"]"#;
    let wrong = MODEL.replace(r#""aws.auth#sigv4": {"#, &format!(r#"{list}, "aws.auth#sigv4": {{"#));
    place.put("models/weather.json", &wrong);
    let place = place.commit();
    assert!(place.run("--base HEAD").unwrap_err().contains("expected auth schemes that"));
    place.put("models/weather.json", MODEL);
    let (_, text) = place.run("--base HEAD").unwrap();
    assert!(text.contains("ModifiedTrait.Remove.smithy.api#auth"), "{text}");
}

#[test]
fn a_revision_that_cannot_be_read_is_an_error() {
    let place = Place::committed();
    assert!(place.run("--base nothing").unwrap_err().contains("expected a git revision, found `nothing`"));
    let found = Place::new().run("--base HEAD").unwrap_err();
    assert!(found.contains("expected a folder in a git repository, found none"), "{found}");
    fs::remove_file(place.folder.path().join("models/weather.json")).unwrap();
    assert!(place.run("--base HEAD").unwrap_err().contains("models/weather.json"));
}

#[test]
fn either_two_files_or_a_revision_are_asked_for() {
    for line in
        ["", "a.json", "a.json b.json c.json", "a.json b.json --base HEAD", "--base HEAD --format yaml"]
    {
        let words = std::iter::once("diff").chain(line.split_whitespace());
        assert!(Line::try_parse_from(words).is_err(), "{line}");
    }
}

use super::*;
use clap::Parser;
use std::fs;
use tempfile::TempDir;

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

const RULES: &str = r#"
[[only-ours]]
trait = "smithy.api#documentation"
reason = "Our words."

[[ours-first]]
trait = "smithy.api#sensitive"
reason = "We know."

[[only-ours]]
shape = "example#Weather"
trait = "aws.auth#sigv4"
reason = "Not signed."

[[ours-first]]
shape = "example#Forecast$text"
reason = "It has a shape of its own."
"#;

const OURS: &str = r#"{ "smithy": "2.0", "shapes": {
    "example#Weather": { "type": "service", "version": "1", "operations": [{ "target": "example#GetForecast" }],
        "traits": { "aws.protocols#restJson1": {}, "smithy.api#documentation": "Our weather." } },
    "example#Forecast": { "type": "structure", "members": {
        "text": { "target": "example#ForecastText" }, "old": { "target": "smithy.api#String" } } },
    "example#ForecastText": { "type": "string" },
    "example#GetForecast": { "type": "operation", "input": { "target": "example#GetForecastInput" }, "output": { "target": "example#Forecast" },
        "traits": { "smithy.api#documentation": "Ours.", "smithy.api#http": { "method": "POST", "uri": "/forecast" } } },
    "example#GetForecastInput": { "type": "structure", "members": { "place": { "target": "example#Place" } } },
    "example#Place": { "type": "string", "traits": { "smithy.api#sensitive": {} } }
} }"#;

const THEIRS: &str = r#"{ "smithy": "2.0", "shapes": {
    "example#Weather": { "type": "service", "version": "2", "operations": [{ "target": "example#PutReport" }],
        "resources": [{ "target": "example#Sky" }],
        "traits": { "aws.protocols#restJson1": {}, "aws.auth#sigv4": { "name": "weather" }, "smithy.api#documentation": "<p>Theirs.</p>" } },
    "example#Sky": { "type": "resource", "operations": [{ "target": "example#GetForecast" }] },
    "example#Forecast": { "type": "structure", "members": {
        "wind": { "target": "example#Wind", "traits": { "smithy.api#documentation": "<p>Blows.</p>" } },
        "text": { "target": "smithy.api#String" } } },
    "example#Wind": { "type": "integer" },
    "example#GetForecast": { "type": "operation", "input": { "target": "example#GetForecastInput" }, "output": { "target": "example#Forecast" },
        "traits": { "smithy.api#documentation": "<p>Gets.</p>", "smithy.api#http": { "method": "POST", "uri": "/forecast" } } },
    "example#GetForecastInput": { "type": "structure", "members": { "place": { "target": "example#Place" } } },
    "example#Place": { "type": "string" },
    "example#PutReport": { "type": "operation", "input": { "target": "smithy.api#Unit" }, "output": { "target": "smithy.api#Unit" },
        "traits": { "smithy.api#http": { "method": "POST", "uri": "/report" } } }
} }"#;

struct Place {
    folder: TempDir,
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    arguments: Arguments,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(place.folder.path().join("models")).unwrap();
        place.put("models/manifest.toml", MANIFEST);
        place.put("models/import.toml", RULES);
        place.put("models/weather.json", OURS);
        place.put("theirs.json", THEIRS);
        place
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.folder.path().join(path), text).unwrap();
    }

    fn model(&self) -> String {
        fs::read_to_string(self.folder.path().join("models/weather.json")).unwrap()
    }

    /// Runs the command. Returns what it prints and its warnings, or what is wrong.
    fn run(&self, more: &str) -> Result<(String, String), String> {
        self.run_for("weather", more)
    }

    fn run_for(&self, service: &str, more: &str) -> Result<(String, String), String> {
        let file = self.folder.path().join("theirs.json");
        let words = ["import", file.to_str().unwrap(), "--service", service];
        let words = words.into_iter().chain(more.split_whitespace());
        let arguments = Line::try_parse_from(words).map_err(|error| error.to_string())?.arguments;
        match run(&arguments, &Workspace::at(self.folder.path())) {
            Ok(report) => Ok((report.text, report.warnings.to_string())),
            Err(diagnostics) => Err(diagnostics.to_string()),
        }
    }
}

#[test]
fn theirs_is_taken_but_for_what_is_ours() {
    let place = Place::new();
    let (shown, warnings) = place.run("").unwrap();
    let expected = r#"{ "smithy": "2.0", "shapes": {
        "example#Weather": { "type": "service", "version": "2", "operations": [{ "target": "example#GetForecast" }],
            "traits": { "aws.protocols#restJson1": {}, "smithy.api#documentation": "Our weather." } },
        "example#Forecast": { "type": "structure", "members": {
            "text": { "target": "example#ForecastText" }, "wind": { "target": "example#Wind" } } },
        "example#ForecastText": { "type": "string" },
        "example#GetForecast": { "type": "operation", "input": { "target": "example#GetForecastInput" }, "output": { "target": "example#Forecast" },
            "traits": { "smithy.api#documentation": "Ours.", "smithy.api#http": { "method": "POST", "uri": "/forecast" } } },
        "example#GetForecastInput": { "type": "structure", "members": { "place": { "target": "example#Place" } } },
        "example#Place": { "type": "string", "traits": { "smithy.api#sensitive": {} } },
        "example#Wind": { "type": "integer" }
    } }"#;
    assert_eq!(place.model(), json::print(&node::parse(expected).unwrap().root));
    assert!(shown.contains("Forecast$old") && shown.contains("Rust.RemovedField"), "{shown}");
    assert!(shown.contains("wrote models/weather.json"), "{shown}");
    assert!(
        warnings.contains("1 new and not described") && warnings.contains("example#Forecast$wind"),
        "{warnings}"
    );
}

#[cfg(unix)]
#[test]
fn a_model_that_is_a_link_stays_one() {
    let place = Place::new();
    let path = |path: &str| place.folder.path().join(path);
    fs::rename(path("models/weather.json"), path("elsewhere.json")).unwrap();
    std::os::unix::fs::symlink("../elsewhere.json", path("models/weather.json")).unwrap();
    place.run("").unwrap();
    assert!(fs::symlink_metadata(path("models/weather.json")).unwrap().is_symlink());
    assert!(fs::read_to_string(path("elsewhere.json")).unwrap().contains("example#Wind"));
}

#[test]
fn a_second_time_nothing_changes() {
    let place = Place::new();
    place.run("").unwrap();
    let before = place.model();
    let (shown, warnings) = place.run("").unwrap();
    assert!(shown.starts_with("weather: 0 breaking, 0 accepted, 0 compatible"), "{shown}");
    assert!(shown.ends_with("models/weather.json is up to date\n"), "{shown}");
    assert!(warnings == "no findings" && place.model() == before, "{warnings}");
}

#[test]
fn other_operations_can_be_named() {
    let place = Place::new();
    let (shown, _) = place.run("--operations PutReport,GetForecast").unwrap();
    let next = r#"set `operations = ["PutReport", "GetForecast"]` of `weather` in models/manifest.toml, then run `cargo xtask generate`"#;
    assert!(shown.contains(next), "{shown}");
    assert!(place.model().contains("example#PutReport"), "{shown}");
    let found = place.run("--operations PutRepotr").unwrap_err();
    assert!(
        found.contains("no operation `PutRepotr`") && found.contains("did you mean `PutReport`"),
        "{found}"
    );
}

#[test]
fn a_service_goes_by_the_name_of_its_shape_if_that_is_one() {
    let place = Place::new();
    for name in ["Weather", "example#Weather", "weather"] {
        assert!(place.run_for(name, "--dry-run").unwrap().0.contains("\nweather: "));
    }
    let (head, service) = MANIFEST.split_once("[[service]]").unwrap();
    let other = service.replace("\"weather\"", "\"climate\"");
    place.put("models/manifest.toml", &format!("{head}[[service]]{other}[[service]]{service}"));
    assert!(place.run_for("weather", "--dry-run").unwrap().0.contains("\nweather: "));
    let found = place.run_for("Weather", "--dry-run").unwrap_err();
    assert!(
        found.contains("expected one service `Weather` in the manifest, found climate and weather"),
        "{found}"
    );
}

#[test]
fn what_is_only_tried_or_fails_writes_nothing() {
    let place = Place::new();
    let (shown, _) = place.run("--dry-run").unwrap();
    assert!(shown.contains("Forecast$wind") && !shown.contains("wrote"), "{shown}");
    assert_eq!(place.model(), OURS);
    for (old, new, expected) in [
        ("\"example#Weather\"", "\"example#Clime\"", "has no service `example#Weather`"),
        ("\"example#Wind\": {", "\"example#Wined\": {", "did you mean `example#Wined`"),
        ("{ \"smithy\"", "\"smithy\"", "theirs.json:1:"),
        ("\"2.0\"", "\"1.0\"", "expected a published model in Smithy 2.0, as ours is, found one in 1.0"),
        // An operation that exists in the model, but that the service no longer binds, does not count.
        ("{ \"target\": \"example#GetForecast\" }", "", "has no operation `GetForecast`"),
        (
            "\"example#Wind\": {",
            "\"example#Forecast$text\": { \"type\": \"apply\", \"traits\": { \"smithy.api#sensitive\": {} } }, \"example#Wind\": {",
            "`apply`",
        ),
    ] {
        place.put("theirs.json", &THEIRS.replace(old, new));
        let found = place.run("").unwrap_err();
        assert!(found.contains(expected), "{found}");
        assert_eq!(place.model(), OURS);
    }
}

#[test]
fn a_new_model_is_made_from_the_published_one() {
    let place = Place::new();
    let path = place.folder.path().join("models/weather.json");
    fs::remove_file(&path).unwrap();
    let (shown, _) = place.run("--dry-run").unwrap();
    assert!(shown.starts_with("weather is new: GetForecast and what it reaches\n"), "{shown}");
    assert!(!path.exists());
    let (shown, _) = place.run("").unwrap();
    assert!(shown.contains("wrote models/weather.json; now run `cargo xtask generate`"), "{shown}");
    assert!(place.model().contains("example#Wind") && !place.model().contains("PutReport"));
    assert!(place.run("").unwrap().0.contains("models/weather.json is up to date"));
}

#[test]
fn our_own_models_are_not_changed_by_themselves() {
    let workspace = Workspace::of_this_build();
    let manifest = Manifest::of(&workspace).unwrap();
    let rules = Rules::of(&workspace).unwrap();
    for service in &manifest.services {
        let (file, ours) = own_file(service).unwrap();
        let wanted = Wanted { service: &service.service, operations: &service.operations };
        let merged = merge::merge(Sides { ours: &ours, theirs: &ours }, wanted, &rules).unwrap();
        let is_same = json::print(&merged) == sources::read_text(file).unwrap();
        assert!(
            is_same,
            "{}: run `cargo xtask import` on the published model, or sort and indent it so",
            file.name
        );
    }
}

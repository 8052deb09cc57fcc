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
        self.run_with("theirs.json", &format!("--service {service} {more}"))
    }

    fn run_with(&self, upstream: &str, more: &str) -> Result<(String, String), String> {
        let file = self.folder.path().join(upstream);
        let words = ["import", file.to_str().unwrap()].into_iter().chain(more.split_whitespace());
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
fn the_service_of_the_published_model_is_found_in_the_manifest() {
    let place = Place::new();
    assert!(place.run_with("theirs.json", "--dry-run").unwrap().0.contains("\nweather: "));
    place.put("models/manifest.toml", &MANIFEST.replace("example#Weather", "example#Clime"));
    let found = place.run_with("theirs.json", "").unwrap_err();
    assert!(found.contains("no service example#Weather of the published model"), "{found}");
    assert!(found.contains("theirs.json") && found.contains("add it to models/manifest.toml"), "{found}");
    let (_, service) = MANIFEST.split_once("[[service]]").unwrap();
    place.put(
        "models/manifest.toml",
        &format!("{MANIFEST}[[service]]{}", service.replace("\"weather\"", "\"climate\"")),
    );
    let found = place.run_with("theirs.json", "").unwrap_err();
    assert!(found.contains("several services of the published model: weather, climate"), "{found}");
    assert!(found.contains("`--service`"), "{found}");
}

const THEIRS_IN_IDL: &str = r#"$version: "2"
namespace example
@aws.protocols#restJson1
service Weather { version: "2", operations: [GetForecast] }
@http(method: "POST", uri: "/forecast")
operation GetForecast { input := { place: Place }, output: Forecast }
string Place
@mixin structure Windy { wind: Wind }
structure Forecast with [Windy] { text: String }
integer Wind
apply Forecast$wind @jsonName("blows")
"#;

#[test]
fn a_published_model_may_be_a_folder_in_the_idl() {
    let place = Place::new();
    fs::create_dir(place.folder.path().join("theirs")).unwrap();
    place.put("theirs/weather.smithy", THEIRS_IN_IDL);
    let (shown, _) = place.run_with("theirs", "").unwrap();
    assert!(shown.contains("wrote models/weather.json"), "{shown}");
    let model = node::parse(&place.model()).unwrap().root;
    let wind = merge::shapes(&model).get("example#Forecast").unwrap().get("members").unwrap().get("wind");
    let expected = r#"{ "target": "example#Wind", "traits": { "smithy.api#jsonName": "blows" } }"#;
    assert_eq!(wind, Some(&node::parse(expected).unwrap().root));
    assert!(!place.model().contains("mixin"), "{}", place.model());
}

#[test]
fn a_published_model_may_be_in_an_older_version() {
    let place = Place::new();
    let old = THEIRS.replace("\"2.0\"", "\"1.0\"").replace("smithy.api#String", "smithy.api#PrimitiveLong");
    place.put(
        "theirs.json",
        &old.replace("\"wind\": {", "\"gusts\": { \"target\": \"smithy.api#PrimitiveLong\" }, \"wind\": {"),
    );
    place.run("").unwrap();
    let model = node::parse(&place.model()).unwrap().root;
    let gusts = merge::shapes(&model).get("example#Forecast").unwrap().get("members").unwrap().get("gusts");
    let expected = r#"{ "target": "smithy.api#PrimitiveLong", "traits": { "smithy.api#default": 0 } }"#;
    assert_eq!(gusts, Some(&node::parse(expected).unwrap().root));
}

#[test]
fn our_own_model_has_to_be_in_json() {
    let place = Place::new();
    fs::remove_file(place.folder.path().join("models/weather.json")).unwrap();
    place.put("models/manifest.toml", &MANIFEST.replace("weather.json", "weather.smithy"));
    place.put("models/weather.smithy", THEIRS_IN_IDL);
    let found = place.run("").unwrap_err();
    assert!(found.contains("expected a file in JSON for the service `example#Weather`"), "{found}");
    assert_eq!(fs::read_to_string(place.folder.path().join("models/weather.smithy")).unwrap(), THEIRS_IN_IDL);
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
        // An operation that exists in the model, but that the service no longer binds, does not count.
        ("{ \"target\": \"example#GetForecast\" }", "", "has no operation `GetForecast`"),
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
fn a_new_model_says_what_to_describe_and_may_have_other_files() {
    let place = Place::new();
    fs::remove_file(place.folder.path().join("models/weather.json")).unwrap();
    place.put(
        "models/ours.json",
        r#"{ "smithy": "2.0", "shapes": { "example#Mine": { "type": "string" } } }"#,
    );
    place.put("models/own.smithy", "$version: \"2\"\nnamespace example\nstring Mine2\n");
    let with = |files: &str| {
        place.put("models/manifest.toml", &MANIFEST.replace("\"weather.json\"", files));
    };
    with(r#"["weather.json", "ours.json", "own.smithy"]"#);
    let (_, warnings) = place.run("").unwrap();
    assert!(
        warnings.contains("4 new and not described") && warnings.contains("example#GetForecast\n"),
        "{warnings}"
    );
    with(r#"["other.json", "another.json"]"#);
    let found = place.run("").unwrap_err();
    assert!(
        found.contains("found several that are not there: models/other.json, models/another.json"),
        "{found}"
    );
    with(r#""ours.json""#);
    assert!(place.run("").unwrap_err().contains("expected a file that has the service `example#Weather`"));
}

/// All operations of some published services are those of resources.
#[test]
fn operations_of_resources_alone_are_bound_to_the_service() {
    let place = Place::new();
    fs::remove_file(place.folder.path().join("models/weather.json")).unwrap();
    place.put("theirs.json", &THEIRS.replace(r#""operations": [{ "target": "example#PutReport" }],"#, ""));
    place.run("").unwrap();
    let model = node::parse(&place.model()).unwrap().root;
    let service = merge::shapes(&model).get("example#Weather").unwrap();
    let expected = node::parse(r#"[{ "target": "example#GetForecast" }]"#).unwrap().root;
    assert_eq!(service.get("operations"), Some(&expected));
    assert!(place.run("").unwrap().0.contains("models/weather.json is up to date"));
}

#[test]
fn the_texts_of_endpoint_rules_stay_with_them() {
    let place = Place::new();
    let rules = r#""smithy.rules#endpointRuleSet": { "version": "1.0",
        "parameters": { "Region": { "type": "string", "builtIn": "AWS::Region", "documentation": "Where it is." } },
        "rules": [{ "documentation": "Anywhere.", "conditions": [], "type": "error", "error": "nowhere" }] },"#;
    let (start, end) = THEIRS.split_once(r#""aws.auth#sigv4""#).unwrap();
    place.put("theirs.json", &format!(r#"{start}{rules} "aws.auth#sigv4"{end}"#));
    place.run("").unwrap();
    let model = place.model();
    assert!(
        model.contains("nowhere") && !model.contains("Where it is") && !model.contains("Anywhere"),
        "{model}"
    );
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

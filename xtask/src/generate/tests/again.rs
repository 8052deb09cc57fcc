//! Regenerates crates from what their manifests record.

use super::*;

const LINE: &str = "--model @/models/weather.json --operations GetForecast --out @/out --name sky";

fn manifest(place: &Place) -> String {
    fs::read_to_string(place.path("out/Cargo.toml")).unwrap()
}

/// Returns the lines of the manifest that say what the crate was made from.
fn record(place: &Place) -> String {
    let manifest = manifest(place);
    let (_, rest) = manifest.split_once("[package.metadata.smithwright]\n").unwrap();
    rest.split("\n\n").next().unwrap().to_owned()
}

#[test]
fn the_folder_is_all_that_has_to_be_named() {
    let place = Place::new();
    place.run(LINE).unwrap();
    let before = place.texts("out");
    place.run("--out @/out --check").unwrap();
    place.put("models/weather.json", &MODEL.replace("\"text\":", "\"words\":"));
    let found = place.run("--out @/out --check").unwrap_err();
    assert!(found.contains("stale     ") && found.contains("get_forecast.rs"), "{found}");
    place.run("--out @/out").unwrap();
    let changed = place.texts("out");
    assert_eq!(changed.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert!(changed[&place.path("out/src/operation/get_forecast.rs")].contains("pub words: "));
    assert!(manifest(&place).contains("\nname = \"sky\"\n"));
}

#[test]
fn what_is_named_takes_the_place_of_what_was_recorded() {
    let place = Place::new();
    place.run(LINE).unwrap();
    let root = place.folder.path().display();
    let model = format!("model = [\"{root}/models/weather.json\"]\nservice = \"example#Weather\"");
    let model = format!("{model}\nprotocol = \"restJson1\"");
    assert_eq!(record(&place), format!("{model}\noperations = [\"GetForecast\"]"));
    place.run("--out @/out --operations GetForecast,PutReport").unwrap();
    let operations = "operations = [\n    \"GetForecast\",\n    \"PutReport\",\n]";
    assert_eq!(record(&place), format!("{model}\n{operations}"));
    place.run("--out @/out --check").unwrap();
    // Naming a model starts over, so nobody has to know how to get rid of what was recorded.
    place.run("--model @/models/weather.json --out @/out").unwrap();
    assert_eq!(record(&place), model);
}

/// A better protocol changes every request, so nobody gets it without asking.
#[test]
fn the_protocol_stays_until_another_one_is_chosen() {
    let place = Place::new();
    place.run(LINE).unwrap();
    let rest = r#""aws.protocols#restJson1": {}"#;
    let both = MODEL.replace(rest, &format!(r#"{rest}, "smithy.protocols#rpcv2Json": {{}}"#));
    place.put("models/weather.json", &both);
    place.run("--out @/out").unwrap();
    assert!(record(&place).contains("protocol = \"restJson1\""), "{}", record(&place));
    place.run("--out @/out --protocol rpcv2Json").unwrap();
    assert!(record(&place).contains("protocol = \"rpcv2Json\""), "{}", record(&place));
    place.put("models/weather.json", MODEL);
    let found = place.run("--out @/out").unwrap_err();
    assert!(found.contains("`rpcv2Json` is not a protocol of the service, which has: restJson1"), "{found}");
}

#[test]
fn a_path_is_recorded_as_it_was_given() {
    let place = Place::new();
    let here = std::env::current_dir().unwrap();
    let model = crate::paths::relative(&here, &place.path("models/weather.json").canonicalize().unwrap());
    let runtime = crate::paths::relative(&here, &place.path("runtime").canonicalize().unwrap());
    let paths = format!("--model {} --runtime {}", model.display(), runtime.display());
    place.run(&format!("{paths} --out @/out")).unwrap();
    assert!(record(&place).starts_with("model = [\"../models/weather.json\"]\n"), "{}", record(&place));
    let before = place.texts("out");
    assert!(manifest(&place).contains("smithwright-runtime = { path = \"../runtime\" }"));
    place.run("--out @/out").unwrap();
    assert_eq!(place.texts("out"), before);
    fs::remove_file(place.path("models/weather.json")).unwrap();
    let found = place.run("--out @/out").unwrap_err();
    assert!(found.contains("models/weather.json, found nothing"), "{found}");
    assert!(
        found.contains("out/Cargo.toml\n  help: if it has moved, name its files with --model"),
        "{found}"
    );
    assert_eq!(place.texts("out"), before);
}

#[test]
fn the_version_and_the_runtime_stay_as_they_are() {
    let place = Place::new();
    place.put("own/Cargo.toml", "");
    place.run(&format!("{LINE} --runtime @/own")).unwrap();
    let edited = manifest(&place).replacen("version = \"0.1.0\"", "version = \"0.3.0\"", 1);
    place.put("out/Cargo.toml", &edited);
    for line in [LINE, "--out @/out"] {
        place.run(line).unwrap();
        assert_eq!(manifest(&place), edited);
    }
    // A runtime that is gone is no reason to fail.
    fs::remove_file(place.path("own/Cargo.toml")).unwrap();
    place.run(LINE).unwrap();
    assert!(manifest(&place).contains("path = \"../runtime\""), "{}", manifest(&place));
}

#[test]
fn a_record_that_says_nothing_is_answered_with_what_to_do() {
    let place = Place::new();
    let found = place.run("--out @/out").unwrap_err();
    assert!(found.starts_with("error: expected a crate to generate again, found none\n"), "{found}");
    assert!(
        found.contains("help: to generate a new crate, name the files of its model with --model"),
        "{found}"
    );
    place.run(LINE).unwrap();
    let whole = manifest(&place);
    let record = "[package.metadata.smithwright]";
    place.put("out/Cargo.toml", &whole.replacen(record, "[package.metadata.other]", 1));
    let found = place.run("--out @/out").unwrap_err();
    assert!(found.contains("what it was made from, found none"), "{found}");
    place.run(LINE).unwrap();
    assert!(["[package.metadata.other]", record].iter().all(|it| manifest(&place).contains(it)));
    let wrong = [
        ("model = ", "modle = ", "unknown field `modle`"),
        ("\nservice = \"example#Weather\"", "", "expected a field `service`, found none"),
        ("service = \"example#Weather\"", "service = 3", "expected a string, found a number"),
        ("name = \"sky\"", "name = <", "out/Cargo.toml:5:"),
    ];
    for (text, edited, expected) in wrong {
        place.put("out/Cargo.toml", &whole.replacen(text, edited, 1));
        let before = place.texts("out");
        let found = place.run("--out @/out").unwrap_err();
        assert!(found.contains(expected) && found.contains("out/Cargo.toml"), "{found}");
        assert_eq!(place.texts("out"), before);
        place.run(LINE).unwrap();
        assert_eq!(manifest(&place), whole);
    }
}

#[test]
fn warnings_can_be_denied() {
    let place = Place::new();
    place.put("models/weather.json", &MODEL.replacen("smithy.api#readonly", "example#unheard", 1));
    for (line, folder) in [("", "generated"), ("--model @/models/weather.json --out @/out", "out")] {
        let found = place.run(&format!("{line} --deny-warnings")).unwrap_err();
        assert!(found.contains("warning: ") && found.contains("example#unheard"), "{found}");
        assert!(found.contains("error: warnings are denied, so nothing was written\n  help: "), "{found}");
        assert!(place.texts(folder).is_empty());
        place.run(line).unwrap();
    }
    place.put("models/weather.json", MODEL);
    place.run("--deny-warnings").unwrap();
}

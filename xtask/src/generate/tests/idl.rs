//! Models in Smithy's IDL.

use super::*;

const SERVICE: &str = "$version: \"2\"\nnamespace example\nuse aws.protocols#restJson1\n@restJson1\n\
    service Weather { operations: [GetForecast] }\n\
    @readonly @http(method: \"GET\", uri: \"/forecast\")\n\
    operation GetForecast { output := { text: Text } }\n";

const SHAPES: &str = "$version: \"2\"\nnamespace example\nstring Text\n";

fn place() -> Place {
    let place = Place::new();
    place.put("models/weather.smithy", SERVICE);
    place.put("models/shapes.smithy", SHAPES);
    place
}

#[test]
fn several_files_make_a_crate_that_is_made_again() {
    let place = place();
    let made = place.run("--model @/models/weather.smithy @/models/shapes.smithy --out @/out");
    assert!(made.unwrap().contains("weather_client"));
    let before = place.texts("out");
    assert!(before[&place.path("out/src/operation/get_forecast.rs")].contains("pub text: Option<String>"));
    place.run("--out @/out --check --deny-warnings").unwrap();
    place.put("models/shapes.smithy", &SHAPES.replace("string Text", "integer Text"));
    place.run("--out @/out --check").unwrap_err();
    place.run("--out @/out").unwrap();
    assert_ne!(before, place.texts("out"));
}

#[test]
fn the_manifest_takes_them_too() {
    let place = place();
    let manifest = MANIFEST
        .replace(r#""weather.json""#, r#"["weather.smithy", "shapes.smithy"]"#)
        .replace(r#", "PutReport""#, "");
    place.put("models/manifest.toml", &manifest);
    place.run("").unwrap();
    assert!(place.path("generated/src/weather/operation/get_forecast.rs").exists());
    place.put("models/weather.smithy", &SERVICE.replace("text: Text", "text Text"));
    let found = place.run("").unwrap_err();
    assert!(found.contains("expected `:`, found `Text`\n  --> models/weather.smithy:7:42"), "{found}");
}

#[test]
fn a_folder_stands_for_its_files() {
    let place = place();
    place.put("models/smithy-build.json", "{}");
    place.put("models/.#shapes.smithy", "what an editor leaves");
    fs::create_dir(place.path("models/folder.smithy")).unwrap();
    place.run("--model @/models --out @/out").unwrap();
    place.run("--out @/out --check").unwrap();
    // A new file needs no mention.
    place.put("models/further/more.smithy", "$version: \"2\"\nnamespace example\nstring More\n");
    place.put("models/shapes.smithy", &SHAPES.replace("string Text", "list Text { member: More }"));
    place.run("--out @/out").unwrap();
    let texts = place.texts("out");
    assert!(
        texts[&place.path("out/src/operation/get_forecast.rs")].contains("pub text: Option<Vec<String>>")
    );
}

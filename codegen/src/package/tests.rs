use crate::generate::{Config, Generated, Layout, Surroundings, generate};
use crate::ir::Selection;
use crate::model::{Model, SourceFile};

const MODEL: &str = r#"{ "smithy": "2.0", "shapes": {
    "a#Shop": { "type": "service", "version": "VERSION", "operations": [{ "target": "a#Look" }],
        "traits": { "aws.protocols#restJson1": {}, TITLE } },
    "a#Look": { "type": "operation", "input": { "target": "smithy.api#Unit" }, "output": { "target": "smithy.api#Unit" },
        "traits": { "smithy.api#http": { "method": "POST", "uri": "/look" } } }
} }"#;

/// Generates a crate from the model with this version and this trait for a title, both written as JSON.
fn generated(version: &str, title: &str, layout: Layout) -> Generated {
    let text = MODEL.replace("VERSION", version).replace("TITLE", title);
    let loaded = Model::read(&[SourceFile { name: "shop.json", text: &text }]).unwrap();
    let selection = Selection { service: None, operations: None, module: "shop".to_owned(), protocol: None };
    let config = Config {
        name: "clients".to_owned(),
        version: "0.1.0".to_owned(),
        surroundings: Surroundings::Workspace,
        layout,
        dev_dependencies: Vec::new(),
    };
    generate(&[(&loaded.model, selection)], &config).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// Returns the lines of all files that contain this text, with the files' names.
fn lines_with(generated: &Generated, text: &str) -> Vec<String> {
    let files = generated.files.iter();
    let lines = files.flat_map(|(path, file)| file.lines().map(move |line| format!("{path}: {line}")));
    lines.filter(|line| line.contains(text)).collect()
}

const WILD: &str = r"Shop\n[patch.crates-io]\r\n\u2028 of\u0085\t all\u0001\r ";

#[test]
fn a_title_of_several_lines_is_put_on_one() {
    for id in [r#""smithy.api#title": "TITLE""#, r#""aws.api#service": { "sdkId": "TITLE" }"#] {
        let modules = generated("1", &id.replace("TITLE", WILD), Layout::Modules);
        let expected = [
            "Cargo.toml: # Shop [patch.crates-io] of all",
            "api/shop.txt: service Shop -- titled \"Shop [patch.crates-io] of all\"; API version 1; RestJson1",
            "src/lib.rs: //! | `shop` | Shop \\[patch.crates-io\\] of all | Look |",
            "src/shop.rs: //! Shop \\[patch.crates-io\\] of all (API version 1).",
            "src/shop/client.rs: //! The client for Shop \\[patch.crates-io\\] of all.",
            "src/shop/client.rs:     \"Shop [patch.crates-io] of all\",",
            "src/shop/client.rs: /// Calls Shop \\[patch.crates-io\\] of all. Clones share one connection pool and one retry budget.",
            "src/shop/endpoint.rs: //! The endpoints of Shop \\[patch.crates-io\\] of all.",
        ];
        assert_eq!(lines_with(&modules, "patch.crates-io"), expected);
        let root = generated("1", &id.replace("TITLE", WILD), Layout::Root);
        assert_eq!(lines_with(&root, "patch.crates-io").len(), expected.len() - 2);
    }
}

#[test]
fn a_version_of_several_lines_is_put_on_one() {
    let generated = generated(r"1\n\n2\rpub fn wild", r#""smithy.api#title": "Shop""#, Layout::Root);
    let expected = [
        "api.txt: service Shop -- API version 1 2 pub fn wild; RestJson1",
        "src/lib.rs: //! Shop (API version 1 2 pub fn wild).",
    ];
    assert_eq!(lines_with(&generated, "pub fn wild"), expected);
}

#[test]
fn a_service_without_a_title_in_letters_goes_by_its_shape() {
    let generated = generated("1", r#""smithy.api#title": " \n ""#, Layout::Modules);
    assert!(generated.files["Cargo.toml"].contains("\n# Shop\nshop = []\n"));
}

#[test]
fn a_title_stays_in_its_cell_of_the_table() {
    let generated = generated("1", r#""smithy.api#title": "Pipes | Taps""#, Layout::Modules);
    assert!(generated.files["src/lib.rs"].contains("//! | `shop` | Pipes \\| Taps | Look |\n"));
}

#[test]
fn a_service_whose_endpoints_may_want_signatures_for_several_regions_has_a_feature() {
    let rules = |scheme: &str| {
        format!(
            r#""smithy.rules#endpointRuleSet": {{ "version": "1.0", "parameters": {{}}, "rules": [{{
                "type": "endpoint", "conditions": [], "endpoint": {{ "url": "https://shop.example",
                "properties": {{ "authSchemes": [{{ "name": "{scheme}" }}, {{ "name": "sigv4" }}] }} }} }}] }}"#
        )
    };
    let feature = "Cargo.toml: sigv4a = [\"smithwright-runtime/sigv4a\"]";
    for layout in [Layout::Modules, Layout::Root] {
        assert_eq!(lines_with(&generated("1", &rules("sigv4a"), layout), "sigv4a = "), [feature]);
        assert_eq!(lines_with(&generated("1", &rules("sigv4"), layout), "sigv4a = "), [""; 0]);
    }
}

#[test]
fn texts_are_basic_strings_of_toml() {
    assert_eq!(super::toml_text("a\u{200d}\u{e9}"), "\"a\u{200d}\u{e9}\"");
    assert_eq!(super::toml_text("\\ \" \n\u{7f}"), r#""\\ \" \u000A\u007F""#);
}

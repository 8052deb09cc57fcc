//! A model in the IDL and the same model in JSON make the same client.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail by panicking")]

mod support;

use smithwright_codegen::model::{Model, SourceFile};
use support::{files, files_of};

const SERVICE: &str = include_str!("fixtures/idl/service.smithy");
const SHAPES: &str = include_str!("fixtures/idl/shapes.smithy");
const COMMON: &str = include_str!("fixtures/idl/common.smithy");
const JSON: &str = include_str!("fixtures/idl/books.json");

fn idl<'t>(service: &'t str, shapes: &'t str) -> [SourceFile<'t>; 3] {
    [
        SourceFile { name: "service.smithy", text: service },
        SourceFile { name: "shapes.smithy", text: shapes },
        SourceFile { name: "common.smithy", text: COMMON },
    ]
}

fn findings(service: &str, shapes: &str) -> String {
    Model::read(&idl(service, shapes)).unwrap_err().to_string()
}

#[test]
fn both_make_the_same_client() {
    let json = files(JSON).unwrap();
    let idl = files_of(&idl(SERVICE, SHAPES)).unwrap();
    assert!(json.contains_key("src/operation/get_book.rs"));
    assert_eq!(json, idl);
}

#[test]
fn what_2_1_adds_makes_the_same_client() {
    let client = |name, text| files_of(&[SourceFile { name, text }]).unwrap();
    let newer = client("newer.smithy", include_str!("fixtures/idl/newer.smithy"));
    let older = client("older.smithy", include_str!("fixtures/idl/older.smithy"));
    assert!(newer.contains_key("src/operation/put_goods.rs"));
    assert_eq!(newer, older);
}

#[test]
fn files_of_a_namespace_share_collections_in_place_of_targets() {
    let both = [
        SourceFile {
            name: "a.smithy",
            text: "$version: \"2.1\"\nnamespace a\nstructure S { all: [String] }",
        },
        SourceFile {
            name: "b.smithy",
            text: "$version: \"2.1\"\nnamespace a\nstructure T { all: [String], more: [[String]] }",
        },
    ];
    let loaded = Model::read(&both).unwrap();
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
    let ids: Vec<&str> = loaded.model.ids().map(|id| id.as_str()).collect();
    let lists = ["a#_SyntheticListOf__SyntheticListOf__String", "a#_SyntheticListOf__String"];
    assert!(lists.iter().all(|list| ids.contains(list)), "{ids:?}");
}

#[test]
fn what_json_defines_is_known_in_the_idl() {
    let json = r#"{ "smithy": "2.0", "shapes": {
        "b#mark": { "type": "structure", "members": {}, "traits": { "smithy.api#trait": {} } },
        "b#gone": { "type": "apply", "traits": { "smithy.api#title": "Gone" } } } }"#;
    let found = |text: &str| {
        let files = [SourceFile { name: "b.json", text: json }, SourceFile { name: "a.smithy", text }];
        Model::read(&files).map_or_else(|refused| refused.findings, |loaded| loaded.warnings).to_string()
    };
    let marked = "$version: \"2\"\nnamespace a\nuse b#mark\n@mark string S";
    assert!(found(marked).contains("the shape `b#gone`, which does not exist"), "{}", found(marked));
    assert!(!found(marked).contains("a.smithy"), "{}", found(marked));
    let gone = marked.replace("mark", "gone");
    assert!(found(&gone).starts_with("warning: no file defines the shape `b#gone`"), "{}", found(&gone));
}

#[test]
fn statements_about_a_member_from_a_mixin_add_to_one_another() {
    let base = "$version: \"2\"\nnamespace a\n@mixin structure M { @length(max: 7) @tags([\"m\"]) a: String }\nstructure S with [M] {}";
    let read = |first: &str, second: &str| {
        let [first, second] =
            [first, second].map(|applied| format!("$version: \"2\"\nnamespace a\napply S$a @{applied}"));
        let files = [("base.smithy", base), ("first.smithy", &first), ("second.smithy", &second)];
        let loaded = Model::read(&files.map(|(name, text)| SourceFile { name, text }));
        loaded.map(|loaded| loaded.model.find("a#S").unwrap().member("a").unwrap().traits.clone())
    };
    let found = read("length(max: 5)", "length(max: 9)").unwrap_err().to_string();
    assert!(found.contains("the trait is applied with another value at first.smithy:3:12"), "{found}");
    assert!(found.contains("--> second.smithy:3:12"), "{found}");
    assert!(read("length(max: 5)", "length(max: 5)").is_ok());
    // Together they override the mixin's.
    let traits = read("tags([\"a\"])", "tags([\"b\"])").unwrap();
    let tags = traits.get("smithy.api#tags").unwrap().as_array().unwrap();
    assert_eq!(tags.iter().filter_map(|tag| tag.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let mut turned = idl(SERVICE, SHAPES);
    turned.reverse();
    assert_eq!(files_of(&idl(SERVICE, SHAPES)).unwrap(), files_of(&turned).unwrap());
}

#[test]
fn what_is_wrong_is_reported_at_its_place_in_the_file() {
    let found = findings(&SERVICE.replace("next: String", "next: Strng"), SHAPES);
    assert!(
        found.contains("the shape `acme.catalogue#Strng` does not exist\n  --> service.smithy:"),
        "{found}"
    );
    assert!(found.contains("did you mean `smithy.api#String`?"), "{found}");

    let found = findings(&SERVICE.replace("$isbn", "$ibsn"), SHAPES);
    let expected = "expected a member `ibsn` of the resource `acme.catalogue#Book` or of a mixin, found none\n  --> service.smithy:";
    assert!(found.contains(expected), "{found}");
    assert!(found.contains("help: did you mean `$isbn`?"), "{found}");

    let found = findings(SERVICE, &SHAPES.replace("list Isbns {", "list Isbns"));
    assert!(found.contains("expected `{`, found `member`\n  --> shapes.smithy:"), "{found}");

    let found = findings(&SERVICE.replace("$version: \"2\"", "$version: \"3\""), SHAPES);
    assert!(found.contains("expected the Smithy version"), "{found}");
}

/// What one file defines is missed in all others, which says nothing about them.
#[test]
fn a_file_that_cannot_be_read_is_all_that_is_reported() {
    let found = findings(SERVICE, &SHAPES.replace("@httpError(404)", "@httpError(404"));
    assert!(found.ends_with("\n\n1 error") && found.contains("--> shapes.smithy:"), "{found}");
}

#[test]
fn a_file_that_is_missing_is_asked_for() {
    let files = idl(SERVICE, SHAPES);
    let found = Model::read(&files[..2]).unwrap_err().to_string();
    assert!(found.contains("help: no file defines anything in `acme.common`"), "{found}");
    let found = findings(&SERVICE.replace("use acme.common#Described", ""), SHAPES);
    assert!(
        found.contains("did you mean `acme.common#Described`? Add `use acme.common#Described`"),
        "{found}"
    );
    let found = findings(&SERVICE.replace("for Book", "for Bok"), SHAPES);
    assert!(found.contains("expected the resource `acme.catalogue#Bok`, found none"), "{found}");
}

/// Server frameworks bring the error that tells of a wrong input along.
#[test]
fn the_error_of_server_frameworks_is_known() {
    let service = SERVICE.replace(
        "        NoSuchBook\n",
        "        NoSuchBook\n        smithy.framework#ValidationException\n",
    );
    let client = files_of(&idl(&service, SHAPES)).unwrap();
    assert!(client["src/errors.rs"].contains("pub field_list: Option<Vec<types::ValidationExceptionField>>"));
    // Its id is also in quotation marks where it gets another name.
    let person = r#""acme.common#Author": "Person""#;
    let renamed = service
        .replace(person, &format!(r#"{person}, "smithy.framework#ValidationException": "WrongInput""#));
    assert!(files_of(&idl(&renamed, SHAPES)).unwrap()["src/errors.rs"].contains("pub struct WrongInput"));
    let own =
        "$version: \"2\"\nnamespace smithy.framework\n@error(\"client\") structure ValidationException {}";
    let mut files = idl(&service, SHAPES).to_vec();
    files.push(SourceFile { name: "own.smithy", text: own });
    assert!(!files_of(&files).unwrap()["src/errors.rs"].contains("field_list"));
}

#[test]
fn a_file_without_a_version_is_read_as_the_oldest() {
    let text = "namespace a\nstructure S { count: PrimitiveInteger, own: Own = 5 }\ninteger Own";
    let loaded = Model::read(&[SourceFile { name: "old.smithy", text }]).unwrap();
    assert!(loaded.warnings.to_string().contains("the file has no `$version`"), "{}", loaded.warnings);
    let members = loaded.model.find("a#S").unwrap().members();
    let defaults = members.map(|member| member.traits.get("smithy.api#default").unwrap().to_string());
    assert_eq!(defaults.collect::<Vec<_>>(), ["0", "5"]);
}

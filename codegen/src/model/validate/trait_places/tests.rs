use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::model::SourceFile;
use crate::model::catalog;

const SIMPLE: [&str; 13] = [
    "blob",
    "boolean",
    "string",
    "byte",
    "short",
    "integer",
    "long",
    "float",
    "double",
    "bigInteger",
    "bigDecimal",
    "timestamp",
    "document",
];

/// Shapes that refer to others, with members that target them.
const COMPOUND: &str = r##"
    "a#enum": { "type": "enum", "members": { "m": { "target": "smithy.api#Unit" } } },
    "a#intEnum": { "type": "intEnum", "members": { "m": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": 1 } } } },
    "a#union": { "type": "union", "members": { "m": { "target": "a#string" }, "list": { "target": "a#list" }, "document": { "target": "a#document" } } },
    "a#list": { "type": "list", "member": { "target": "a#string" } },
    "a#map": { "type": "map", "key": { "target": "a#string" }, "value": { "target": "a#string" } },
    "a#mapOfLists": { "type": "map", "key": { "target": "a#string" }, "value": { "target": "a#list" } },
    "a#mapOfNumbers": { "type": "map", "key": { "target": "a#string" }, "value": { "target": "a#long" } },
    "a#mapOfDocuments": { "type": "map", "key": { "target": "a#string" }, "value": { "target": "a#document" } },
    "a#listOfMaps": { "type": "list", "member": { "target": "a#map" } },
    "a#input": { "type": "structure", "members": { "m": { "target": "a#string" }, "part": { "target": "a#part" } }, "traits": { "smithy.api#input": {} } },
    "a#output": { "type": "structure", "members": { "m": { "target": "a#integer" } }, "traits": { "smithy.api#output": {} } },
    "a#error": { "type": "structure", "members": { "m": { "target": "a#integer" } }, "traits": { "smithy.api#error": "client" } },
    "a#mixin": { "type": "structure", "members": { "m": { "target": "a#string" } }, "traits": { "smithy.api#mixin": {} } },
    "a#part": { "type": "structure", "members": { "m": { "target": "a#string" } } },
    "a#trait": { "type": "structure", "members": {}, "traits": { "smithy.api#trait": {} } },
    "a#event": { "type": "structure", "members": { "m": { "target": "a#string" } } },
    "a#events": { "type": "union", "members": { "m": { "target": "a#event" } }, "traits": { "smithy.api#streaming": {} } },
    "a#stream": { "type": "blob", "traits": { "smithy.api#streaming": {} } },
    "a#operation": { "type": "operation", "input": { "target": "a#input" }, "output": { "target": "a#output" } },
    "a#resource": { "type": "resource" },
    "a#service": { "type": "service", "version": "1" }
"##;

/// Builds a model with a shape of each type, and a structure whose members target them.
fn model() -> Model {
    let simple: Vec<String> =
        SIMPLE.iter().map(|name| format!(r#""a#{name}": {{ "type": "{name}" }},"#)).collect();
    let held = [
        "enum",
        "intEnum",
        "union",
        "list",
        "map",
        "mapOfLists",
        "mapOfNumbers",
        "mapOfDocuments",
        "listOfMaps",
        "part",
    ];
    let member = |name: &&str| format!(r#""{name}": {{ "target": "a#{name}" }}"#);
    let members: Vec<String> = SIMPLE.iter().chain(&held).map(member).collect();
    let text = format!(
        r##"{{ "smithy": "2.0", "shapes": {{
            {} "a#structure": {{ "type": "structure", "members": {{ {} }} }}, {COMPOUND} }} }}"##,
        simple.concat(),
        members.join(", ")
    );
    Model::read(&[SourceFile { name: "all.json", text: &text }]).unwrap().model
}

fn subjects<'a>(model: &'a Model, users: &'a Users<'a>) -> Vec<Subject<'a>> {
    let of = |shape: &'a Shape| {
        let members = shape.members().map(move |member| Subject::member(model, users, shape, member));
        std::iter::once(Subject::shape(model, users, shape)).chain(members)
    };
    model.shapes().flat_map(of).collect()
}

/// Returns the subject's id without its namespace, with a `+` if another trait is missing; `None` if the trait may not be applied.
fn found(subject: &Subject<'_>, place: Place) -> Option<String> {
    let id = subject.traits().subject().as_str().trim_start_matches("a#");
    match subject.misfit(place) {
        None => Some(id.to_owned()),
        Some(Misfit::Alone(_)) => Some(format!("{id}+")),
        Some(Misfit::Subject | Misfit::Target(_)) => None,
    }
}

#[test]
fn each_place_takes_what_it_says() {
    let model = model();
    let users = Users::of(&model);
    let subjects = subjects(&model, &users);
    let places = catalog::all().flat_map(|entry| [entry.place, entry.useful]);
    let places: BTreeMap<String, Place> = places.map(|place| (place.words(), place)).collect();
    let line = |(words, place): (&String, &Place)| {
        let taken: Vec<String> = subjects.iter().filter_map(|subject| found(subject, *place)).collect();
        format!("{words}\n    {}", taken.join(" "))
    };
    insta::assert_snapshot!(places.iter().map(line).collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_trait_has_a_place_and_most_are_refused_elsewhere() {
    let model = model();
    let users = Users::of(&model);
    let subjects = subjects(&model, &users);
    let mut anywhere = BTreeSet::new();
    for entry in catalog::all() {
        let taken = subjects.iter().filter_map(|subject| found(subject, entry.place)).count();
        assert!(taken > 0, "{}", entry.id);
        if taken == subjects.len() {
            anywhere.insert(entry.id.trim_start_matches("smithy.api#"));
        }
    }
    let expected = [
        "alloy#nullable",
        "alloy.openapi#openapiExtensions",
        "deprecated",
        "documentation",
        "externalDocumentation",
        "internal",
        "private",
        "since",
        "smithy4s.meta#scalaImports",
        "smithytranslate#errorMessage",
        "suppress",
        "tags",
        "title",
        "unstable",
    ];
    assert_eq!(anywhere, BTreeSet::from(expected));
}

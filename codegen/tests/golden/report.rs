//! The report of the public surface leaves nothing out, invents nothing, and changes by the lines about a change.

use crate::fixture::{self, Fixture};
use crate::surface::{declared, plain_text};
use similar::{ChangeTag, TextDiff};
use smithwright_codegen::ir::Service;
use smithwright_codegen::report::{self, Item, ItemKind};
use std::collections::BTreeSet;

/// What of a report shows each fact that a line can have.
const SHOWN: &[(&str, &str)] = &[
    ("auth", "operation "),
    ("checksum", "operation "),
    ("constraints", "pub DoInput."),
    ("defaults", "pub types::Nested."),
    ("deprecated", "operation "),
    ("deprecated", "pub struct Client"),
    ("headers", "pub DoInput."),
    ("host_prefix", "operation "),
    ("idempotency_token", "pub DoInput."),
    ("labels", "pub DoInput."),
    ("modelled_errors", "pub DoError::"),
    ("paginated", "pub fn Builder::pages"),
    ("paginated", "pub fn ListThingsInput::items"),
    ("payloads", "pub PutStreamInput."),
    ("unions", "pub types::Pick"),
    ("waitable", "pub const "),
];

#[test]
fn lines_say_what_travels() {
    let mut shown = String::new();
    for (name, start) in SHOWN {
        let service = only_service(&fixture::named(name));
        let text = report::text(&service);
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(start)).collect();
        assert!(!lines.is_empty(), "{name}");
        shown.push_str(&format!("=== {name} ===\n{}\n", lines.join("\n")));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn all_that_is_public_is_in_the_report_and_nothing_else() {
    for fixture in fixture::all() {
        let generated = fixture.generated();
        let folder = format!("src/{}/", fixture.name);
        let mut emitted = BTreeSet::new();
        for (path, text) in &generated.files {
            let Some(path) = path.strip_prefix(&folder).and_then(|path| path.strip_suffix(".rs")) else {
                continue;
            };
            // The names of members, for errors of the compiler alone.
            if path == "required" {
                continue;
            }
            let module =
                if path == "client" { String::new() } else { format!("{}::", path.replace('/', "::")) };
            for item in syn::parse_file(text).unwrap().items {
                emitted.extend(declared(&module, &item));
            }
        }
        assert!(emitted.contains("Client::new(config:&runtime::Config)->Self"), "{}", fixture.name);
        let service = generated.services.first().unwrap();
        let reported: BTreeSet<String> = report::sections(service)
            .iter()
            .flat_map(|section| section.items.iter().flat_map(|item| claimed(&section.module, item)))
            .collect();
        let missing: Vec<_> = emitted.difference(&reported).collect();
        let invented: Vec<_> = reported.difference(&emitted).collect();
        assert!(
            missing.is_empty() && invented.is_empty(),
            "{}: missing {missing:#?}, invented {invented:#?}",
            fixture.name
        );
    }
}

/// What an item of the report says there is, in the same form.
fn claimed(module: &str, item: &Item) -> Vec<String> {
    let own = plain_text(&format!("{}{}", item.path, item.signature));
    match item.kind {
        ItemKind::Service | ItemKind::Operation => Vec::new(),
        ItemKind::Structure | ItemKind::Enum => vec![plain_text(&item.path)],
        // Type parameters stand before the arguments.
        ItemKind::Method => {
            let arguments = item.signature.find('(').unwrap();
            vec![plain_text(&format!("{}{}", item.path, &item.signature[arguments..]))]
        }
        ItemKind::Variant | ItemKind::Constant => vec![own],
        ItemKind::Field | ItemKind::RequiredField => {
            let (holder, name) = item.path.rsplit_once('.').unwrap();
            let setter = item.setter.iter().map(|value| {
                let holder = if module.is_empty() { holder.to_owned() } else { format!("{module}Builder") };
                plain_text(&format!("{holder}::{name} set by ({value})"))
            });
            setter.chain([own.clone()]).collect()
        }
    }
}

fn only_service(fixture: &Fixture) -> Service {
    fixture.generated().services.into_iter().next().unwrap()
}

/// The lines of the report that are removed and added where `new` is in place of `old`.
fn changed(old: &str, new: &str) -> Vec<String> {
    changed_in(&fixture::named("stability"), old, new)
}

/// The same, for a model.
fn changed_in(before: &Fixture, old: &str, new: &str) -> Vec<String> {
    assert_eq!(before.text.matches(old).count(), 1, "{old}");
    let after = Fixture { name: before.name.clone(), text: before.text.replacen(old, new, 1) };
    let (before, after) = (report::text(&only_service(before)), report::text(&only_service(&after)));
    let difference = TextDiff::from_lines(&before, &after);
    let lines = difference.iter_all_changes().filter(|line| line.tag() != ChangeTag::Equal);
    lines.map(|line| format!("{}{}", line.tag(), line.value().trim_end())).collect()
}

#[test]
fn an_optional_member_is_one_line_wherever_it_is() {
    let fresh = r#""fresh": { "target": "smithy.api#String" }"#;
    let places = [
        r#""third": { "target": "example#Kind" }"#,
        r#""second": { "target": "smithy.api#Integer" },"#,
        r#""sent": { "target": "example#Sent" }"#,
        r#""level": {"target": "example#Level"}"#,
    ];
    for place in places {
        let lines = changed(place, &format!("{fresh}, {place}"));
        assert_eq!(lines.len(), 1, "{lines:#?}");
        assert!(lines[0].contains(".fresh: Option<String>"), "{lines:#?}");
    }
    let lines = changed(places[2], &format!("{fresh}, {}", places[2]));
    assert_eq!(
        lines,
        ["+pub CreateInput.fresh: Option<String>, set by (impl Into<String>) -- \"fresh\" in body"]
    );
}

#[test]
fn a_required_member_is_two_lines_and_the_old_builder() {
    let sent = r#""sent": { "target": "example#Sent" }"#;
    let fresh = r#""fresh": { "target": "smithy.api#String", "traits": {"smithy.api#required": {}} }"#;
    let lines = changed(sent, &format!("{sent}, {fresh}"));
    assert_eq!(lines.len(), 3, "{lines:#?}");
}

#[test]
fn pages_that_are_turned_otherwise_are_one_line() {
    let from = r#""from": { "target": "golden.paginated#Key" },"#;
    let mut before = fixture::named("paginated");
    before.text = before.text.replacen(from, &format!("{from} {}", from.replace("from", "until")), 1);
    let line = |by: &str, path: &str| {
        format!(
            "pub fn Builder::pages(self) -> runtime::Pages<SearchInput> -- pages by {by} = {path}; none after an empty one; while page?.more?"
        )
    };
    assert_eq!(
        changed_in(&before, r#""inputToken": "from""#, r#""inputToken": "until""#),
        [format!("-{}", line("from", "page?.next?")), format!("+{}", line("until", "page?.next?"))]
    );
}

#[test]
fn a_sentence_of_documentation_is_no_line() {
    assert_eq!(changed("Goes both ways.", "Goes both ways. Always."), [""; 0]);
}

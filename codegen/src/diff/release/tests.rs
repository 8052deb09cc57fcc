//! Proposals for small changes of small models.

use super::*;
use crate::diff::compare_clients;
use crate::diff::rust::tests::client;

#[test]
fn up_to_one_the_middle_number_is_for_what_breaks() {
    let table = [
        (Bump::None, "0.4.2", "3.4.2"),
        (Bump::Patch, "0.4.3", "3.4.3"),
        (Bump::Minor, "0.4.3", "3.5.0"),
        (Bump::Major, "0.5.0", "4.0.0"),
    ];
    for (bump, before_one, after_one) in table {
        assert_eq!(
            (next("0.4.2", bump).unwrap().as_str(), next("3.4.2", bump).unwrap().as_str()),
            (before_one, after_one)
        );
    }
    assert!(next("1.0", Bump::Patch).unwrap_err().contains("found `1.0`"));
    assert!(next("1.0.0-rc", Bump::Patch).is_err());
}

#[test]
fn the_entry_tells_what_breaks_first() {
    let text = r#"{ "smithy": "2.0", "shapes": {
        "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }], "traits": { "aws.protocols#restJson1": {} } },
        "a#Buy": { "type": "operation", "input": { "target": "a#BuyInput" }, "output": { "target": "smithy.api#Unit" },
            "traits": { "smithy.api#http": { "method": "POST", "uri": "/buy" } } },
        "a#BuyInput": { "type": "structure", "members": {
            "note": { "target": "smithy.api#String" }, "count": { "target": "smithy.api#Integer" } } } } }"#;
    let changed = text
        .replace(r#""note": { "target": "smithy.api#String" }"#, r#""note": { "target": "smithy.api#String", "traits": { "smithy.api#jsonName": "n" } }"#)
        .replace(r#""version": "1""#, r#""version": "2""#)
        .replace(r#"restJson1": {}"#, r#"restJson1": {}, "smithy.api#title": "A Shop""#)
        .replace(r#""count": { "target": "smithy.api#Integer" }"#, r#""wrap": { "target": "a#Wrap" }"#)
        .replace(r#""a#Buy": {"#, r#""a#Wrap": { "type": "structure", "members": { "color": { "target": "smithy.api#String" } } }, "a#Buy": {"#);
    let (old, new) = (client(text), client(&changed));
    let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
    let release =
        propose("0.1.0", &[ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }])
            .unwrap();
    assert_eq!(release.bump, Bump::Major);
    let told: Vec<&str> = release.entry.lines().filter(|line| !line.is_empty()).collect();
    let expected = [
        "## 0.2.0",
        "### Breaks source",
        "- `shop`: `operation::buy::BuyInput.count` is gone",
        "### Breaks what travels",
        "- `shop`: `operation::buy::BuyInput.note`: now \"note\" in body as \"n\" (was \"note\" in body)",
        "### Added",
        "- `shop`: `operation::buy::BuyInput.wrap`",
        "- `shop`: `types::Wrap`",
        "### Changed",
        "- `shop`: the service: now titled \"A Shop\"; API version 2 (was API version 1)",
    ];
    assert_eq!(told, expected);
}

/// What its variant means is told once, as the break that it is.
#[test]
fn a_changed_value_of_an_enum_is_told_once() {
    let text = r#"{ "smithy": "2.0", "shapes": {
        "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }], "traits": { "aws.protocols#restJson1": {} } },
        "a#Buy": { "type": "operation", "input": { "target": "a#BuyInput" }, "output": { "target": "smithy.api#Unit" },
            "traits": { "smithy.api#http": { "method": "POST", "uri": "/buy" } } },
        "a#BuyInput": { "type": "structure", "members": { "kind": { "target": "a#Kind" } } },
        "a#Kind": { "type": "enum", "members": { "DARK_RED": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "b" } } } } } }"#;
    let (old, new) = (client(text), client(&text.replace(r#""b""#, r#""bb""#)));
    let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
    let changes = [ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }];
    let entry = propose("0.1.0", &changes).unwrap().entry;
    let lines: Vec<&str> = entry.lines().filter(|line| line.starts_with('-')).collect();
    assert_eq!(lines, ["- `shop`: `types::Kind::DarkRed`: now \"bb\" (was \"b\")"]);
}

#[test]
fn an_error_of_several_operations_is_told_once() {
    let text = r#"{ "smithy": "2.0", "shapes": {
        "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }, { "target": "a#Sell" }],
            "errors": [{ "target": "a#Busy" }], "traits": { "aws.protocols#awsJson1_0": {} } },
        "a#Buy": { "type": "operation", "errors": [{ "target": "a#Gone" }] },
        "a#Sell": { "type": "operation" },
        "a#Gone": { "type": "structure", "traits": { "smithy.api#error": "client" } },
        "a#Busy": { "type": "structure", "traits": { "smithy.api#error": "client" } } } }"#;
    let retried = text.replace(
        r#""smithy.api#error": "client""#,
        r#""smithy.api#error": "client", "smithy.api#retryable": {}"#,
    );
    let (old, new) = (client(text), client(&retried));
    let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
    let changes = [ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }];
    let entry = propose("0.1.0", &changes).unwrap().entry;
    let lines: Vec<&str> = entry.lines().filter(|line| line.starts_with('-')).collect();
    let expected = [
        "- `shop`: `errors::Busy`, which 2 operations return: now retryable",
        "- `shop`: `operation::buy::BuyError::Gone`: now retryable",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn another_status_of_an_error_is_told_once() {
    let operation = |name: &str| {
        format!(
            r#""a#{name}": {{ "type": "operation", "traits": {{ "smithy.api#http": {{ "method": "POST", "uri": "/{name}" }} }} }}"#
        )
    };
    let (buy, sell) = (operation("Buy"), operation("Sell"));
    let with = |status: u16| {
        format!(
            r#"{{ "smithy": "2.0", "shapes": {{
            "a#Shop": {{ "type": "service", "version": "1", "operations": [{{ "target": "a#Buy" }}, {{ "target": "a#Sell" }}],
                "errors": [{{ "target": "a#Busy" }}], "traits": {{ "aws.protocols#restJson1": {{}} }} }},
            {buy}, {sell},
            "a#Busy": {{ "type": "structure", "traits": {{ "smithy.api#error": "client", "smithy.api#httpError": {status} }} }} }} }}"#
        )
    };
    let (told, _) = entry(&with(409), &with(410));
    assert_eq!(told, ["`errors::Busy`, which 2 operations return: now status 410 (was status 409)"]);
}

#[test]
fn other_rules_for_endpoints_ask_for_a_release() {
    let with = |host: &str| {
        client(&format!(
            r#"{{ "smithy": "2.0", "shapes": {{ "a#Shop": {{ "type": "service", "traits": {{
            "aws.protocols#restJson1": {{}},
            "smithy.rules#endpointRuleSet": {{ "version": "1.0", "parameters": {{}}, "rules": [
                {{ "conditions": [], "type": "endpoint", "endpoint": {{ "url": "https://{host}" }} }} ] }} }} }} }} }}"#
        ))
    };
    let (old, new) = (with("a.example"), with("b.example"));
    let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
    let changes = [ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }];
    let Release { version, entry, .. } = propose("0.1.0", &changes).unwrap();
    assert_eq!(version, "0.1.1");
    assert!(entry.contains("- `shop`: the rules for endpoints"), "{entry}");
}

/// A shop where something can be bought and sold.
const SHOP: &str = r#"{ "smithy": "2.0", "shapes": {
    "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }, { "target": "a#Sell" }],
        "traits": { "aws.protocols#awsJson1_0": {} } },
    "a#Buy": { "type": "operation", "input": { "target": "a#Page" }, "output": { "target": "a#Things" },
        "traits": { "smithy.api#paginated": { "inputToken": "next", "outputToken": "next", "items": "things" } } },
    "a#Sell": { "type": "operation", "input": { "target": "a#Page" }, "output": { "target": "a#Things" } },
    "a#Page": { "type": "structure", "members": { "next": { "target": "smithy.api#String" }, "size": { "target": "smithy.api#Integer" } } },
    "a#Things": { "type": "structure", "members": { "next": { "target": "smithy.api#String" }, "things": { "target": "a#List" } } },
    "a#List": { "type": "list", "member": { "target": "smithy.api#String" } } } }"#;

/// Returns the lines of the entry for a change of the shop, and the bump.
fn entry(old: &str, new: &str) -> (Vec<String>, Bump) {
    let (old, new) = (client(old), client(new));
    let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
    let changes = [ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }];
    let release = propose("1.0.0", &changes).unwrap();
    let lines = release.entry.lines().filter_map(|line| line.strip_prefix("- `shop`: "));
    (lines.map(str::to_owned).collect(), release.bump)
}

#[test]
fn new_methods_of_builders_are_told() {
    let sell = r#""a#Things" } }"#;
    let paged = SHOP.replace(
        sell,
        r#""a#Things" }, "traits": { "smithy.api#paginated": { "inputToken": "next", "outputToken": "next", "items": "things" } } }"#,
    );
    let expected = ["`operation::sell::Builder::pages`", "`operation::sell::SellInput::items`"];
    let (told, bump) = entry(SHOP, &paged);
    assert_eq!((told, bump), (expected.map(str::to_owned).to_vec(), Bump::Minor));
}

#[test]
fn a_method_of_the_client_asks_for_a_minor_version() {
    let rules = |parameters: &str, conditions: &str, context: &str| {
        SHOP.replace(
            r#""traits": { "aws.protocols#awsJson1_0": {} }"#,
            &format!(
                r#""traits": {{ "aws.protocols#awsJson1_0": {{}}, {context}
                "smithy.rules#endpointRuleSet": {{ "version": "1.0", "parameters": {{ {parameters} }},
                    "rules": [{{ "conditions": [{conditions}], "type": "endpoint", "endpoint": {{ "url": "https://a.example" }} }}] }} }}"#
            ),
        )
    };
    let near = rules(
        r#""Near": { "type": "boolean" }"#,
        r#"{ "fn": "isSet", "argv": [{ "ref": "Near" }] }"#,
        r#""smithy.rules#clientContextParams": { "Near": { "type": "boolean" } },"#,
    );
    let (told, bump) = entry(&rules("", "", ""), &near);
    assert!(bump == Bump::Minor && told.contains(&"`Client::with_near`".to_owned()), "{bump}: {told:?}");
}

#[test]
fn the_value_of_what_is_left_out_is_told() {
    let with = |value: &str| {
        let size = r#""size": { "target": "smithy.api#Integer" "#;
        SHOP.replace(size, &format!(r#"{size}, "traits": {{ "smithy.api#default": {value} }}"#))
    };
    let (told, bump) = entry(&with("1"), &with("2"));
    let line =
        "`operation::buy::BuyInput.size`: now default 2, by the service (was default 1, by the service)";
    assert!(bump >= Bump::Minor && told.contains(&line.to_owned()), "{bump}: {told:?}");
}

#[test]
fn notes_for_readers_are_documentation() {
    let since = SHOP.replace(
        r#""a#Sell": { "type": "operation", "#,
        r#""a#Sell": { "type": "operation", "traits": { "smithy.api#since": "2" }, "#,
    );
    assert_eq!(entry(SHOP, &since), (vec!["documentation".to_owned()], Bump::Patch));
}

#[test]
fn what_changes_in_all_operations_is_told_once() {
    let operations = |count: usize| {
        let ids =
            (0..count).map(|it| format!(r#"{{ "target": "a#Do{it}" }}"#)).collect::<Vec<_>>().join(", ");
        let shapes =
            (0..count).map(|it| format!(r#", "a#Do{it}": {{ "type": "operation" }}"#)).collect::<String>();
        format!(
            r#"{{ "smithy": "2.0", "shapes": {{ "a#Shop": {{ "type": "service", "operations": [{ids}],
            "traits": {{ "aws.protocols#awsJson1_0": {{}}, "aws.auth#sigv4": {{ "name": "shop" }} }} }}{shapes} }} }}"#
        )
    };
    let signed = |text: &str| {
        text.replace("\"aws.auth#sigv4\": { \"name\": \"shop\" }", "\"smithy.api#httpBasicAuth\": {}")
    };
    for (count, expected) in [(2, "`operation::do0`: now auth"), (9, "9 operations: now auth")] {
        let old = operations(count);
        let (told, _) = entry(&old, &signed(&old));
        let lines = told.iter().filter(|line| line.contains("now auth")).count();
        assert!(told.iter().any(|line| line.starts_with(expected)), "{told:#?}");
        assert_eq!(lines, if count == 2 { 2 } else { 1 }, "{told:#?}");
    }
}

#[test]
fn what_asks_for_a_release_is_told_somewhere() {
    let reordered = SHOP.replace(
        r#""next": { "target": "smithy.api#String" }, "size": { "target": "smithy.api#Integer" }"#,
        r#""size": { "target": "smithy.api#Integer" }, "next": { "target": "smithy.api#String" }"#,
    );
    let (told, bump) = entry(SHOP, &reordered);
    assert_eq!(bump, Bump::Patch);
    assert!(told.iter().any(|line| line.contains("order")), "{told:?}");
}

#[test]
fn nothing_asks_for_no_release() {
    let release = propose("0.1.0", &[]).unwrap();
    assert_eq!(release, Release { bump: Bump::None, version: "0.1.0".to_owned(), entry: String::new() });
}

#[test]
fn documentation_is_told_once_and_beside_what_else_changed() {
    let sell = r#""a#Sell": { "type": "operation", "#;
    let with = |traits: &str| SHOP.replacen(sell, &format!(r#"{sell}"traits": {{ {traits} }}, "#), 1);
    let documented = r#""smithy.api#documentation": "Sells.", "smithy.api#since": "2""#;
    let (deprecated, tags) = (r#""smithy.api#deprecated": {}"#, r#""smithy.api#tags": ["x"]"#);
    for (traits, expected) in [
        (documented.to_owned(), ["documentation"].as_slice()),
        (deprecated.to_owned(), &["`operation::sell`: now deprecated"]),
        (format!("{documented}, {deprecated}"), &["`operation::sell`: now deprecated", "documentation"]),
        // What nobody notices is told if nothing else is.
        (tags.to_owned(), &[r#"`Sell`: the trait `tags` was added: `["x"]`"#]),
        (format!("{documented}, {tags}"), &["documentation"]),
    ] {
        assert_eq!(entry(SHOP, &with(&traits)).0, expected, "{traits}");
    }
    let size = r#""size": { "target": "smithy.api#Integer" }"#;
    let both = with(documented).replacen(size, &format!(r#"{size}, "max": {}"#, &size[8..]), 1);
    let new = ["`operation::buy::BuyInput.max`", "`operation::sell::SellInput.max`"];
    assert_eq!(entry(SHOP, &both).0, [new[0], new[1], "documentation"]);
}

#[test]
fn a_new_operation_is_told_once_with_its_types() {
    let lend = r#""a#Lend": { "type": "operation", "input": { "target": "a#LendInput" }, "output": { "target": "a#Lent" },
            "errors": [{ "target": "a#Gone" }] },
        "a#LendInput": { "type": "structure", "members": { "term": { "target": "a#Term" } } },
        "a#Lent": { "type": "structure", "members": { "until": { "target": "smithy.api#Timestamp" } } },
        "a#Term": { "type": "structure", "members": { "days": { "target": "smithy.api#Integer" } } },
        "a#Gone": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
        "a#Page": {"#;
    let bound =
        SHOP.replacen(r#"{ "target": "a#Buy" }"#, r#"{ "target": "a#Lend" }, { "target": "a#Buy" }"#, 1);
    let new = bound.replacen(r#""a#Page": {"#, lend, 1);
    let told = ["`errors::Gone`", "`operation::lend`", "`types::Term`"];
    assert_eq!(entry(SHOP, &new), (told.map(str::to_owned).to_vec(), Bump::Minor));
}

#[test]
fn what_changed_twice_is_told_once() {
    let with = |traits: &str| {
        let at = format!(r#""size": {{ "target": "smithy.api#Timestamp", "traits": {{ {traits} }} }}"#);
        SHOP.replacen(r#""size": { "target": "smithy.api#Integer" }"#, &at, 1)
    };
    let both = with(r#""smithy.api#jsonName": "at", "smithy.api#timestampFormat": "date-time""#);
    let line = |path: &str| {
        format!("`{path}.size`: now \"size\" in body as \"at\"; date-time (was \"size\" in body)")
    };
    let expected = vec![line("operation::buy::BuyInput"), line("operation::sell::SellInput")];
    assert_eq!(entry(&with(""), &both), (expected, Bump::Major));
}

#[test]
fn what_a_model_suppresses_asks_for_no_release() {
    let with = |traits: &str, target: &str| {
        let suppressed = r#""smithy.api#suppress": ["ModifiedTrait", "ChangedMemberTarget"]"#;
        let size =
            format!(r#""size": {{ "target": "smithy.api#{target}", "traits": {{ {suppressed}{traits} }} }}"#);
        SHOP.replacen(r#""size": { "target": "smithy.api#Integer" }"#, &size, 1)
    };
    let old = with("", "Integer");
    let documented = with(r#", "smithy.api#documentation": "So many.""#, "Integer");
    assert_eq!(entry(&old, &documented), (Vec::new(), Bump::None));
    // What breaks source does, whatever the model says.
    let (told, bump) = entry(&old, &with("", "Long"));
    assert_eq!((told.len(), bump), (2, Bump::Major), "{told:?}");
}

#[test]
fn an_event_is_told_with_its_subject_unless_it_names_it() {
    for (message, expected) in [
        ("another order", "`T$m`: another order"),
        ("the member `a#T$m` is new", "the member `T$m` is new"),
        ("the shape `a#T` is new", "`T$m`: the shape `T` is new"),
    ] {
        let subject = ShapeId::parse("a#T$m").unwrap();
        assert_eq!(with_subject(&Event::new("X", Severity::Note, message).about(&subject)), expected);
    }
}

#[test]
fn what_is_told_of_values_is_told_of_each() {
    let with = |a: &str, deprecated: &str| {
        let value = |name: &str, value: &str, traits: &str| {
            format!(
                r#""{name}": {{ "target": "smithy.api#Unit", "traits": {{ "smithy.api#enumValue": "{value}"{traits} }} }}"#
            )
        };
        let size = r#""size": { "target": "smithy.api#Integer" }"#;
        let (kind, other) = (value("A", a, ""), value("A", "x", deprecated));
        SHOP.replacen(size, r#""kind": { "target": "a#Kind" }, "other": { "target": "a#Other" }"#, 1).replacen(
            r#""a#Page": {"#,
            &format!(
                r#""a#Kind": {{ "type": "enum", "members": {{ {kind}, {}, {} }} }}, "a#Other": {{ "type": "enum", "members": {{ {other} }} }}, "a#Page": {{"#,
                value("B", "b", deprecated),
                value("C", "c", deprecated),
            ),
            1,
        )
    };
    let (old, new) = (client(&with("a", "")), client(&with("aa", r#", "smithy.api#deprecated": {}"#)));
    let events = compare_clients((&old.0, &old.1), (&new.0, &new.1));
    let changes = [ClientChange { name: "shop", events: &events, sides: Some((&old.1, &new.1)) }];
    let entry = propose("1.0.0", &changes).unwrap().entry;
    let lines: Vec<&str> = entry.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "## 2.0.0",
            "### Breaks what travels",
            "- `shop`: `types::Kind::A`: now \"aa\" (was \"a\")",
            "### Changed",
            "- `shop`: `types::Kind::B`: now deprecated",
            "- `shop`: `types::Kind::C`: now deprecated",
            "- `shop`: `types::Other::A`: now deprecated",
        ]
    );
}

#[test]
fn another_type_is_not_another_meaning_as_well() {
    let with = |target: &str, name: &str| {
        let size = format!(
            r#""size": {{ "target": "smithy.api#{target}", "traits": {{ "smithy.api#jsonName": "{name}" }} }}"#
        );
        SHOP.replacen(r#""size": { "target": "smithy.api#Integer" }"#, &size, 1)
    };
    let (told, _) = entry(&with("Integer", "a"), &with("Long", "b"));
    let expected = [
        "`operation::buy::BuyInput.size` was `Option<i32>` and is `Option<i64>`",
        "`operation::sell::SellInput.size` was `Option<i32>` and is `Option<i64>`",
        r#"`Page$size`: the trait `jsonName` was `"a"` and is `"b"`"#,
    ];
    assert_eq!(told, expected);
}

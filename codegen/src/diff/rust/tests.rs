use super::rust_changes;
use crate::diagnostics::Diagnostics;
use crate::diff::{Compatibility, compare_clients};
use crate::ir::{Selection, Service, lower};
use crate::model::{Model, SourceFile};

mod attached;
mod renamed;

const SHOP: &str = r#"{ "smithy": "2.0", "shapes": {
    "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }, { "target": "a#Look" }],
        "traits": { "aws.protocols#restJson1": {}, "smithy.api#documentation": "A shop." } },
    "a#Buy": { "type": "operation", "input": { "target": "a#BuyInput" }, "output": { "target": "a#BuyOutput" },
        "errors": [{ "target": "a#SoldOut" }], "traits": { "smithy.api#http": { "method": "POST", "uri": "/buy" },
            "smithy.waiters#waitable": { "Sold": { "acceptors": [{ "state": "success", "matcher": { "success": true } }] } } } },
    "a#BuyInput": { "type": "structure", "members": {
        "Item": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
        "Count": { "target": "smithy.api#Integer" },
        "Wrap": { "target": "a#Wrap" } } },
    "a#BuyOutput": { "type": "structure", "members": { "Bill": { "target": "a#Bill" } } },
    "a#Look": { "type": "operation", "input": { "target": "smithy.api#Unit" }, "output": { "target": "smithy.api#Unit" },
        "traits": { "smithy.api#http": { "method": "POST", "uri": "/look" } } },
    "a#SoldOut": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
    "a#Wrap": { "type": "structure", "members": {
        "Color": { "target": "a#Color", "traits": { "smithy.api#required": {} } },
        "Note": { "target": "smithy.api#String" } } },
    "a#Bill": { "type": "structure", "members": { "Lines": { "target": "a#Lines" } } },
    "a#Lines": { "type": "list", "member": { "target": "smithy.api#String" } },
    "a#Color": { "type": "enum", "members": {
        "RED": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "red" } },
        "SEA_GREEN": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "sea-green" } } } }
} }"#;

fn service(text: &str) -> Service {
    client(text).1
}

pub(in crate::diff) fn client(text: &str) -> (Model, Service) {
    client_of("shop.json", text)
}

/// Makes a client of a file in the format that its name tells.
fn client_of(name: &str, text: &str) -> (Model, Service) {
    let loaded = Model::read(&[SourceFile { name, text }]).unwrap();
    let selection = Selection { service: None, operations: None, module: "shop".to_owned(), protocol: None };
    let mut diagnostics = Diagnostics::new();
    let service = lower(&loaded.model, &selection, &mut diagnostics);
    let service = service.unwrap_or_else(|| panic!("{diagnostics}"));
    (loaded.model, service)
}

/// Returns what breaks if `new` replaces `old`, as `id origin: message`.
fn breaks(old: &str, new: &str) -> Vec<String> {
    assert_eq!(SHOP.matches(old).count(), 1, "{old}");
    let (before, after) = (service(SHOP), service(&SHOP.replacen(old, new, 1)));
    let changes = rust_changes(&before, &after).into_iter();
    changes.map(|it| format!("{} {}: {}", it.id, it.origin, it.message)).collect()
}

#[test]
fn what_can_no_longer_be_waited_for_is_said_of_the_operation() {
    assert_eq!(
        breaks(r#""Sold": {"#, r#""Bought": {"#),
        ["Rust.RemovedConstant Buy: `operation::buy::SOLD` is gone"]
    );
    let waiters = r#""smithy.waiters#waitable": { "Sold": { "acceptors": [{ "state": "success", "matcher": { "success": true } }] } }"#;
    assert_eq!(
        breaks(waiters, r#""smithy.api#documentation": "Buys.""#),
        [
            "Rust.RemovedMethod Buy: `operation::buy::Builder::wait_until` is gone",
            "Rust.RemovedConstant Buy: `operation::buy::SOLD` is gone",
        ]
    );
}

#[test]
fn what_comes_breaks_nothing() {
    let count = r#""Count": { "target": "smithy.api#Integer" }"#;
    for (old, new) in [
        (
            count,
            r#""Count": { "target": "smithy.api#Integer" }, "Voucher": { "target": "smithy.api#String" }"#,
        ),
        (r#""RED": {"#, r#""BLUE": { "target": "smithy.api#Unit" }, "RED": {"#),
        (r#"[{ "target": "a#SoldOut" }]"#, r#"[{ "target": "a#SoldOut" }, { "target": "a#Late" }]"#),
        ("A shop.", "Another shop."),
    ] {
        let late = r#""a#Late": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "server" } }, "a#SoldOut": {"#;
        let (before, after) =
            (service(SHOP), SHOP.replacen(old, new, 1).replacen(r#""a#SoldOut": {"#, late, 1));
        assert_eq!(rust_changes(&before, &service(&after)), [], "{new}");
    }
}

#[test]
fn another_type_of_a_field() {
    let found = breaks(
        r#""Count": { "target": "smithy.api#Integer" }"#,
        r#""Count": { "target": "smithy.api#Long" }"#,
    );
    let message = "`operation::buy::BuyInput.count` was `Option<i32>` and is `Option<i64>`";
    assert_eq!(found, [format!("Rust.ChangedFieldType BuyInput$Count: {message}")]);
    let found =
        breaks(r#""member": { "target": "smithy.api#String" }"#, r#""member": { "target": "a#Color" }"#);
    let message =
        "`types::Bill.lines` was `Option<Vec<String>>` and is `Option<Vec<runtime::Open<types::Color>>>`";
    assert_eq!(found, [format!("Rust.ChangedFieldType Bill$Lines: {message}")]);
}

#[test]
fn what_every_builder_is_asked_for() {
    let count = r#""Count": { "target": "smithy.api#Integer" }"#;
    let required = r#", "traits": { "smithy.api#required": {} } }"#;
    let found = breaks(count, &format!(r#"{count}, "Voucher": {{ "target": "smithy.api#String" {required}"#));
    let message = "every builder has to be given the new `operation::buy::BuyInput.voucher`";
    assert_eq!(found, [format!("Rust.AddedRequiredBuilderMember BuyInput$Voucher: {message}")]);
    let found = breaks(count, &count.replace(" }", required));
    let of_type = "`operation::buy::BuyInput.count` was `Option<i32>` and is `i32`";
    let of_builder = "every builder has to be given `operation::buy::BuyInput.count` now";
    assert_eq!(
        found,
        [
            format!("Rust.ChangedFieldOptionality BuyInput$Count: {of_type}"),
            format!("Rust.AddedRequiredBuilderMember BuyInput$Count: {of_builder}")
        ]
    );
}

#[test]
fn a_constructor_with_other_arguments() {
    let note = r#""Note": { "target": "smithy.api#String" }"#;
    let found =
        breaks(note, r#""Note": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } }"#);
    let ids: Vec<&str> = found.iter().filter_map(|it| it.split(':').next()).collect();
    assert_eq!(
        ids,
        [
            "Rust.ChangedSignature Wrap",
            "Rust.ChangedFieldOptionality Wrap$Note",
            "Rust.RemovedSetter Wrap$Note"
        ]
    );
}

#[test]
fn a_variant_that_another_takes_the_name_of() {
    let red = r#""RED": {"#;
    let new = r#""SeaGreen": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "SeaGreen" } }, "RED": {"#;
    let found = breaks(red, new);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].starts_with(
            "Rust.Renamed Color = \"sea-green\": `types::Color::SeaGreen` is now `types::Color::"
        )
    );
}

#[test]
fn names_that_change_places_are_renamed() {
    let count = r#""Count": { "target": "smithy.api#Integer" }"#;
    let (one, other) = (count.replace("Count", "NewCount"), count.replace("Count", "new_count"));
    let with = |members: String| service(&SHOP.replacen(count, &members, 1));
    let found = rust_changes(&with(format!("{one}, {other}")), &with(format!("{other}, {one}")));
    let found: Vec<String> = found.iter().map(|it| format!("{} {}", it.id, it.message)).collect();
    let expected = [
        "Rust.Renamed `operation::buy::BuyInput.new_count` is now `operation::buy::BuyInput.new_count_`",
        "Rust.Renamed `operation::buy::BuyInput.new_count_` is now `operation::buy::BuyInput.new_count`",
    ];
    assert_eq!(found, expected);
    let red = r#""RED": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "red" } }"#;
    let (one, other) = (red.replace("RED", "DARK_RED"), red.replace("RED", "DarkRed").replace("red", "dark"));
    let with = |members: String| service(&SHOP.replacen(red, &members, 1));
    let found = rust_changes(&with(format!("{one}, {other}")), &with(format!("{other}, {one}")));
    assert_eq!(found.iter().filter(|it| it.id == "Rust.Renamed").count(), 2, "{found:?}");
}

#[test]
fn what_is_gone_takes_its_parts_along() {
    let found = breaks(r#", { "target": "a#Look" }"#, "");
    assert_eq!(found, ["Rust.RemovedOperation Look: `operation::look` is gone"]);
    let found = breaks(r#""errors": [{ "target": "a#SoldOut" }], "#, "");
    assert_eq!(
        found,
        [
            "Rust.RemovedVariant Buy ! SoldOut: `operation::buy::BuyError::SoldOut` is gone",
            "Rust.RemovedType SoldOut: `errors::SoldOut` is gone"
        ]
    );
    let found = breaks(r#""Bill": { "target": "a#Bill" }"#, "");
    assert_eq!(
        found,
        [
            "Rust.RemovedField BuyOutput$Bill: `operation::buy::BuyOutput.bill` is gone",
            "Rust.RemovedType Bill: `types::Bill` is gone"
        ]
    );
}

#[test]
fn a_type_that_is_no_longer_received_is_no_longer_filled() {
    let both = SHOP.replacen(
        r#""Bill": { "target": "a#Bill" }"#,
        r#""Bill": { "target": "a#Bill" }, "Wrap": { "target": "a#Wrap" }"#,
        1,
    );
    let found = rust_changes(&service(&both), &service(SHOP));
    let lost = found.iter().find(|it| it.id == "Rust.LostTraits").unwrap();
    assert_eq!(
        lost.message,
        "`types::Wrap` no longer implements StructureMut, ValueMut (so it has no `FromJson`)"
    );
}

#[test]
fn a_struct_that_is_a_union_now() {
    let found = breaks(r#""a#Bill": { "type": "structure""#, r#""a#Bill": { "type": "union""#);
    assert!(
        found[0].starts_with("Rust.ChangedKind Bill: `types::Bill` was a struct and is an enum"),
        "{found:#?}"
    );
}

#[test]
fn another_module() {
    let (model, before) = client(SHOP);
    let after = Service { module: crate::ir::Name::snake("store"), ..before.clone() };
    let events = compare_clients((&model, &before), (&model, &after));
    let found: Vec<_> = events.iter().map(|it| (&*it.id, it.subject.as_ref().unwrap().as_str())).collect();
    assert_eq!(found, [("Rust.ChangedModulePath", "a#Shop")]);
}

/// A title is only text in the documentation, even if it is the name of an item.
#[test]
fn another_title_breaks_nothing() {
    let documented = r#""smithy.api#documentation": "A shop.""#;
    let titled = |title: &str| SHOP.replacen(documented, &format!(r#""smithy.api#title": "{title}""#), 1);
    for (old, new) in [("Shop", "Client"), ("Client", "Store"), ("types::Wrap", "operation::buy")] {
        let after = titled(new).replacen(r#""version": "1""#, r#""version": "2""#, 1);
        assert_eq!(rust_changes(&service(&titled(old)), &service(&after)), [], "{new}");
        assert_eq!(rust_changes(&service(SHOP), &service(&after)), [], "{new}");
    }
}

/// Returns the events that break Rust source if `new` replaces `old`, by id and subject.
fn breaking_events(old: &str, new: &str) -> Vec<String> {
    assert_eq!(SHOP.matches(old).count(), 1, "{old}");
    let ((before, old_client), (after, new_client)) = (client(SHOP), client(&SHOP.replacen(old, new, 1)));
    let events = compare_clients((&before, &old_client), (&after, &new_client));
    let breaking = events.iter().filter(|event| event.rust == Compatibility::Breaking);
    breaking.map(|event| format!("{} {}", event.id, event.subject.as_ref().unwrap())).collect()
}

#[test]
fn what_a_change_breaks_is_said_where_the_change_is() {
    let count = r#""Count": { "target": "smithy.api#Integer" }"#;
    let found = breaking_events(count, &count.replace("Integer", "Long"));
    assert_eq!(found, ["ChangedMemberTarget a#BuyInput$Count"]);
    let red = r#""RED": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "red" } },"#;
    let found = breaking_events(red, "");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].ends_with(" a#Color$RED"), "{found:#?}");
    let found = breaking_events(r#""errors": [{ "target": "a#SoldOut" }], "#, "");
    assert_eq!(found.len(), 2, "{found:#?}");
}

/// Documentation that changed along with it has nothing to do with it, and of two reasons the one that explains it counts.
#[test]
fn what_a_change_breaks_is_said_where_it_comes_from() {
    let item = r#""Item": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } }"#;
    let documented =
        r#""Item": { "target": "smithy.api#String", "traits": { "smithy.api#documentation": "New." } }"#;
    assert_eq!(
        breaking_events(item, documented),
        ["ChangedNullability.RemovedRequiredTrait a#BuyInput$Item"]
    );
    let count = r#""Count": { "target": "smithy.api#Integer" }"#;
    let retyped = r#""Count": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } }"#;
    let found = breaking_events(count, retyped);
    assert!(found.contains(&"ChangedMemberTarget a#BuyInput$Count".to_owned()), "{found:#?}");
}

#[test]
fn another_order_of_required_members_is_another_type_of_builder() {
    let two = |first: &str, second: &str| {
        let member = |name: &str| {
            format!(
                r#""{name}": {{ "target": "smithy.api#String", "traits": {{ "smithy.api#required": {{}} }} }}"#
            )
        };
        let item = member("Item");
        service(&SHOP.replacen(&item, &format!("{}, {}", member(first), member(second)), 1))
    };
    let changes = rust_changes(&two("Item", "Size"), &two("Size", "Item"));
    let found: Vec<&str> = changes.iter().map(|change| change.id).collect();
    assert_eq!(found, ["Rust.ReorderedTypeParameters"]);
    assert!(changes[0].message.contains("`operation::buy::Builder`"), "{}", changes[0].message);
}

#[test]
fn another_protocol_is_an_event() {
    let rest = r#""aws.protocols#restJson1": {}"#;
    let both = SHOP.replacen(rest, &format!(r#"{rest}, "smithy.protocols#rpcv2Json": {{}}"#), 1);
    let ((old, before), (new, after)) = (client(SHOP), client(&both));
    let events = compare_clients((&old, &before), (&new, &after));
    let found = events.iter().find(|event| event.id == "ChangedProtocol").unwrap();
    assert_eq!(
        found.message,
        "the client speaks rpcv2Json in place of restJson1: its requests have other paths and bodies"
    );
    assert_eq!((found.subject.as_ref().unwrap().as_str(), found.operations.len()), ("a#Shop", 2));
    assert!(!found.is_breaking());
}

#[test]
fn what_breaks_rust_alone_is_an_event_of_its_own() {
    let red = r#""RED": {"#;
    let new = r#""SeaGreen": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "SeaGreen" } }, "RED": {"#;
    assert_eq!(breaking_events(red, new), ["Rust.Renamed a#Color$SEA_GREEN"]);
    let element = r#""member": { "target": "smithy.api#String" }"#;
    let found = breaking_events(element, r#""member": { "target": "a#Color" }"#);
    assert_eq!(found, ["Rust.ChangedFieldType a#Bill$Lines"]);
}

#[test]
fn what_the_client_itself_loses_is_about_the_service() {
    let with = |of_call: &str| {
        let signed = SHOP.replacen(
            r#""aws.protocols#restJson1""#,
            r#""aws.auth#sigv4": { "name": "shop" }, "aws.protocols#restJson1""#,
            1,
        );
        client(&signed.replace(r#""smithy.api#http": {"#, &format!(r#"{of_call} "smithy.api#http": {{"#)))
    };
    let ((old, old_client), (new, new_client)) = (with(""), with(r#""smithy.api#auth": [],"#));
    let events = compare_clients((&old, &old_client), (&new, &new_client));
    let lost = events.iter().find(|event| event.message.contains("`Client::presign` is gone")).unwrap();
    assert_eq!((&*lost.id, lost.subject.as_ref().unwrap().as_str()), ("Rust.RemovedMethod", "a#Shop"));
    assert_eq!(lost.operations.len(), 2);
}

#[test]
fn what_is_told_of_a_type_is_told_once() {
    let item = r#""Item": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } }"#;
    let note = r#""Note": { "target": "smithy.api#String" }"#;
    let required = format!(r#"{note}, {}"#, item.replace("Item", "More"));
    let wrap = r#""Wrap": { "target": "a#Wrap" }"#;
    for (old, new, expected) in [
        (
            r#""a#Bill": { "type": "structure""#,
            r#""a#Bill": { "type": "union""#,
            [
                "Rust.ChangedKind Bill: `types::Bill` was a struct and is an enum",
                "Rust.RemovedField Bill$Lines: `types::Bill.lines` is gone",
            ]
            .as_slice(),
        ),
        (
            item,
            r#""Item": { "target": "smithy.api#String" }"#,
            &[
                "Rust.ChangedFieldOptionality BuyInput$Item: `operation::buy::BuyInput.item` was `String` and is `Option<String>`",
            ],
        ),
        (
            note,
            &required,
            &[
                "Rust.ChangedSignature Wrap: `types::Wrap::new` was `(color: impl Into<runtime::Open<types::Color>>) -> Self` and is \
               `(color: impl Into<runtime::Open<types::Color>>, more: impl Into<String>) -> Self`",
            ],
        ),
    ] {
        assert_eq!(breaks(old, new), expected, "{new}");
    }
    let union = |target: &str| {
        let either = format!(
            r#""a#Either": {{ "type": "union", "members": {{ "One": {{ "target": "{target}" }} }} }}, "a#Wrap": {{"#
        );
        service(&SHOP.replacen(wrap, r#""Wrap": { "target": "a#Either" }"#, 1).replacen(
            r#""a#Wrap": {"#,
            &either,
            1,
        ))
    };
    let changes = rust_changes(&union("smithy.api#String"), &union("smithy.api#Integer"));
    let found: Vec<&str> = changes.iter().map(|change| change.id).collect();
    assert_eq!(found, ["Rust.ChangedVariantType"]);
}

#[test]
fn what_a_new_operation_asks_for_breaks_nothing() {
    let new = SHOP.replacen(r#"[{ "target": "a#Buy" }"#, r#"[{ "target": "a#Order" }, { "target": "a#Buy" }"#, 1).replacen(
        r#""a#BuyInput": {"#,
        r#""a#Order": { "type": "operation", "input": { "target": "a#OrderInput" }, "output": { "target": "smithy.api#Unit" },
            "traits": { "smithy.api#http": { "method": "POST", "uri": "/order" } } },
        "a#OrderInput": { "type": "structure", "members": {
            "Item": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } } } },
        "a#BuyInput": {"#,
        1,
    );
    assert_eq!(rust_changes(&service(SHOP), &service(&new)), []);
}

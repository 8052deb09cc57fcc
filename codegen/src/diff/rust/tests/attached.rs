//! Which event says what a change breaks in Rust source.

use super::*;

#[test]
fn what_breaks_rust_is_not_told_as_a_change_of_documentation_or_one_that_is_suppressed() {
    let green = r#"{ "smithy.api#enumValue": "sea-green" }"#;
    let other = r#""SeaGreen": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "SeaGreen" } }, "RED": {"#;
    let with = |more: &str| {
        let traits = green.replace(" }", &format!("{more} }}"));
        let text = SHOP.replacen(r#""RED": {"#, other, 1).replacen(green, &traits, 1);
        client(&text)
    };
    let (old, old_client) = client(SHOP);
    for more in [
        r#", "smithy.api#documentation": "Green.""#,
        r#", "smithy.api#tags": ["x"], "smithy.api#suppress": ["ModifiedTrait", "ChangedTrait"]"#,
    ] {
        let (new, new_client) = with(more);
        let events = compare_clients((&old, &old_client), (&new, &new_client));
        let green = new.find("a#Color").unwrap().member("SEA_GREEN").unwrap();
        let about = events.iter().filter(|event| event.subject.as_ref() == Some(&green.id));
        let found: Vec<_> = about.map(|event| (&*event.id, event.rust, event.location.as_ref())).collect();
        assert!(found.len() > 1, "{more}: {found:#?}");
        let breaking: Vec<_> = found.iter().filter(|(_, rust, _)| *rust == Compatibility::Breaking).collect();
        assert_eq!(breaking, [&("Rust.Renamed", Compatibility::Breaking, Some(&green.location))], "{more}");
    }
}

#[test]
fn what_breaks_rust_is_told_of_the_shape_that_it_is_about() {
    let count = r#""Count": { "target": "smithy.api#Integer" }"#;
    let required = r#""New": { "target": "smithy.api#Integer", "traits": { "smithy.api#required": {} } }"#;
    assert_eq!(
        breaking_events(count, &format!("{count}, {required}")),
        ["AddedRequiredMember a#BuyInput$New"]
    );
    // Of two reasons, the one that explains it counts, even if it is the less severe one.
    let item = r#""Item": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } }"#;
    let both = SHOP.replacen(item, r#""Item": { "target": "a#Text" }"#, 1).replacen(
        r#""a#Wrap": {"#,
        r#""a#Text": { "type": "string" }, "a#Wrap": {"#,
        1,
    );
    let ((old, old_client), (new, new_client)) = (client(SHOP), client(&both));
    let events = compare_clients((&old, &old_client), (&new, &new_client));
    let breaking: Vec<_> = events.iter().filter(|event| event.rust == Compatibility::Breaking).collect();
    assert_eq!(
        breaking.iter().map(|event| &*event.id).collect::<Vec<_>>(),
        ["ChangedNullability.RemovedRequiredTrait"]
    );
    // Other namespaces may have shapes of that name.
    let elsewhere = |text: &str, other: &str| {
        let shape = format!(
            r#""{other}": {{ "type": "structure", "members": {{ "Lines": {{ "target": "smithy.api#Blob" }} }} }}, "b#Bill": {{"#
        );
        client(&text.replace("a#", "b#").replacen(r#""b#Bill": {"#, &shape, 1))
    };
    let string = r#""member": { "target": "smithy.api#String" }"#;
    let new = SHOP.replacen(string, r#""member": { "target": "a#Color" }"#, 1);
    let ((old, old_client), (new, new_client)) = (elsewhere(SHOP, "a#Bill"), elsewhere(&new, "a#Bill"));
    let events = compare_clients((&old, &old_client), (&new, &new_client));
    let breaking = events.iter().find(|event| event.rust == Compatibility::Breaking).unwrap();
    assert_eq!(breaking.subject.as_ref().unwrap().as_str(), "b#Bill$Lines");
}

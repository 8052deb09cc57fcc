//! What a change means for those whom it reaches.

use super::*;

/// A pattern that lost an anchor matches what it did, and more.
#[test]
fn a_pattern_without_its_anchors_breaks_nothing() {
    let with = |pattern: &str| {
        let member = format!(
            r#""m": {{"target": "smithy.api#String", "traits": {{"smithy.api#pattern": "{pattern}"}}}}"#
        );
        model(&member, "", "")
    };
    let breaks = |old: &str, new: &str| lines(&with(old), &with(new))[0].contains(" breaking ");
    for (old, new) in [("^a+$", "a+"), ("^a+$", "^a+"), ("^a+$", "a+$"), (r"a\\\\$", r"a\\\\")] {
        assert!(!breaks(old, new), "{old} {new}");
    }
    for (old, new) in [("a+", "^a+$"), ("^a+$", "b+"), (r"a\\$", r"a\\"), ("^a+$", "a")] {
        assert!(breaks(old, new), "{old} {new}");
    }
}

/// What other operations send is of no account for a client that only receives it.
#[test]
fn a_client_of_some_operations_is_judged_by_what_they_do() {
    let with = |pattern: &str| {
        whole(&format!(
            r##"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Get"}}, {{"target": "a#List"}}]}},
            "a#Get": {{"type": "operation", "input": {{"target": "a#In"}}}},
            "a#List": {{"type": "operation", "output": {{"target": "a#Out"}}}},
            "a#In": {{"type": "structure", "members": {{"name": {{"target": "a#Name"}}}}}},
            "a#Out": {{"type": "structure", "members": {{"name": {{"target": "a#Name"}}}}}},
            "a#Orphan": {{"type": "string", "traits": {{"smithy.api#pattern": "{pattern}"}}}},
            "a#Name": {{"type": "string", "traits": {{"smithy.api#pattern": "{pattern}"}}}}}}}}"##
        ))
    };
    let (old, new) = (with("^.*$"), with("^a$"));
    let within = |name: &str| {
        let operations = [ShapeId::parse(name).unwrap()].into();
        compare_within(&old, &new, Some(&operations)).iter().map(line).collect::<Vec<_>>()
    };
    let changed = "NOTE TraitBreakingChange.Update.smithy.api#pattern a#Name";
    assert_eq!(within("a#Get"), [format!("{changed} breaking major")]);
    assert_eq!(within("a#List"), [format!("{changed} compatible minor")]);
}

/// Traits of HTTP and XML say nothing to a protocol that looks at neither.
#[test]
fn a_trait_breaks_the_wire_only_where_the_protocol_looks_at_it() {
    let with = |protocol: &str, traits: &str| {
        whole(&format!(
            r##"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{"aws.protocols#{protocol}": {{}}}}}},
            "a#Act": {{"type": "operation", "errors": [{{"target": "a#E"}}],
                "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}},
            "a#E": {{"type": "structure", "members": {{}}, "traits": {{"smithy.api#error": "client"{traits}}}}}}}}}"##
        ))
    };
    let breaks = |protocol: &str, old: &str, new: &str| {
        let found = lines(&with(protocol, old), &with(protocol, new));
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].contains(" breaking ")
    };
    let (status, namespace) =
        (r#", "smithy.api#httpError": 404"#, r#", "smithy.api#xmlNamespace": {"uri": "urn:e"}"#);
    assert!(breaks("restJson1", "", status) && !breaks("awsJson1_0", "", status));
    assert!(breaks("restXml", "", namespace) && !breaks("restJson1", "", namespace));
    // A trait that is not known may be another protocol of the service.
    assert!(breaks("awsJson1_0\": {}, \"b#other", "", status));
}

#[test]
fn nor_does_it_break_one_behind_a_shape_that_is_replaced() {
    let with = |protocol: &str, name: &str, traits: &str| {
        whole(&format!(
            r##"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{"aws.protocols#{protocol}": {{}}}}}},
            "a#Act": {{"type": "operation", "input": {{"target": "a#In"}},
                "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}},
            "a#In": {{"type": "structure", "members": {{"part": {{"target": "a#{name}"}}}}}},
            "a#{name}": {{"type": "structure", "members": {{"m": {{"target": "smithy.api#String", "traits": {{{traits}}}}}}}}}}}}}"##
        ))
    };
    let named = r#""smithy.api#xmlName": "q""#;
    let breaks = |protocol: &str| {
        let found = lines(&with(protocol, "Old", named), &with(protocol, "New", ""));
        found.iter().any(|line| line.contains("ChangedMemberTarget") && line.contains(" breaking "))
    };
    assert!(breaks("restXml") && !breaks("awsJson1_0"));
}

/// A mixin is a way to write the shapes that use it: clients notice nothing of it but in those.
#[test]
fn a_mixin_is_told_of_where_it_is_used() {
    let with = |rest: &str| {
        shapes(&format!(
            "@aws.protocols#awsJson1_0 service S {{ version: \"1\", operations: [Act] }}\noperation Act {{ input: In }}\n{rest}"
        ))
    };
    let plain = with("structure In { name: String, size: Integer }");
    let mixed = with("@mixin structure Named { name: String }\nstructure In with [Named] { size: Integer }");
    assert_eq!(lines(&plain, &mixed), Vec::<String>::new());
    assert_eq!(lines(&mixed, &plain), Vec::<String>::new());
    let smithy: Vec<String> = compare_as_smithy_does(&mixed, &plain).iter().map(line).collect();
    assert_eq!(smithy, ["ERROR RemovedShape a#Named compatible patch"]);

    let required = with(
        "@mixin structure Named { @required name: String }\nstructure In with [Named] { size: Integer }",
    );
    let found = lines(&mixed, &required);
    assert!(!found.is_empty() && found.iter().all(|line| line.contains(" a#In$name ")), "{found:?}");
    // What becomes a shape of its own is one from now on.
    let own =
        with("structure Named { name: String }\nstructure In { name: String, size: Integer, other: Named }");
    assert!(lines(&mixed, &own).iter().any(|line| line.contains("mixin a#Named ")));
}

/// Returns the operations that a changed shape `T` reaches among those that count, and whether it breaks the wire to ask for more of what is sent.
fn reached(rest: &str, only: Option<&str>) -> (Vec<String>, Compatibility) {
    let with = |constraint: &str| shapes(&format!("{rest}\n{constraint} string T"));
    let operations = only.map(|name| [ShapeId::parse(&format!("a#{name}")).unwrap()].into());
    let events = compare_within(&with("@pattern(\"^.*$\")"), &with("@pattern(\"^a$\")"), operations.as_ref());
    assert_eq!(events.len(), 1, "{rest}: {events:#?}");
    (events[0].operations.iter().map(|id| id.name().to_owned()).collect(), events[0].wire)
}

#[test]
fn every_way_on_which_a_shape_travels() {
    use Compatibility::{Breaking, Compatible};
    let socket = |role: &str, other: &str| {
        format!(
            "@smithwright.api#webSocketMessages({role}: \"a#Frame\", {other}: \"a#Other\") operation O {{}}\nstructure Frame {{ t: T }}\nstructure Other {{}}"
        )
    };
    for (rest, only, operations, wire) in [
        ("operation O { input := { t: T } }", None, vec!["O"], Breaking),
        ("operation O { output := { t: T } }", None, vec!["O"], Compatible),
        ("operation O { errors: [E] }\n@error(\"client\") structure E { t: T }", None, vec!["O"], Compatible),
        (
            "service S { operations: [O, P], errors: [E] }\noperation O {}\noperation P {}\n@error(\"client\") structure E { t: T }",
            None,
            vec!["O", "P"],
            Compatible,
        ),
        (
            "service S { operations: [O, P], errors: [E] }\noperation O {}\noperation P {}\n@error(\"client\") structure E { t: T }",
            Some("P"),
            vec!["P"],
            Compatible,
        ),
        (
            "operation O { input := { all: All } }\nmap All { key: T, value: String }",
            None,
            vec!["O"],
            Breaking,
        ),
        ("structure Alone { t: T }", None, vec![], Compatible),
        (
            "operation O { input := { t: T } }\noperation P { output := { t: T } }",
            Some("P"),
            vec!["P"],
            Compatible,
        ),
    ] {
        let expected: Vec<String> = operations.into_iter().map(str::to_owned).collect();
        assert_eq!(reached(rest, only), (expected, wire), "{rest} {only:?}");
    }
    for (role, other, wire) in [("send", "receive", Breaking), ("receive", "send", Compatible)] {
        assert_eq!(reached(&socket(role, other), None), (vec!["O".to_owned()], wire), "{role}");
    }
    let payload = socket("send", "receive")
        .replace("t: T", "p: String")
        .replace("Other\")", "Other\", payloads: [\"a#Payload\"])");
    assert_eq!(
        reached(&format!("{payload}\nstructure Payload {{ t: T }}"), None),
        (vec!["O".to_owned()], Breaking)
    );
}

#[test]
fn what_is_said_of_a_service_reaches_what_it_binds_at_any_depth() {
    let with = |version: &str, of_resource: &str| {
        shapes(&format!(
            "service S {{ version: \"{version}\", operations: [O], resources: [R] }}\noperation O {{}}\n\
             {of_resource} resource R {{ identifiers: {{ id: String }}, list: L, operations: [P], resources: [Q] }}\n\
             @readonly operation L {{ input := {{}} }}\noperation P {{ input := {{ @required id: String }} }}\n\
             resource Q {{ identifiers: {{ id: String }}, operations: [C] }}\noperation C {{ input := {{ @required id: String }} }}"
        ))
    };
    let reached = |new: &Model, only: Option<&str>| {
        let operations = only.map(|name| [ShapeId::parse(&format!("a#{name}")).unwrap()].into());
        let events = compare_within(&with("1", ""), new, operations.as_ref());
        let names = events.iter().flat_map(|event| &event.operations).map(|id| id.name().to_owned());
        names.collect::<Vec<_>>()
    };
    let (of_service, of_resource) = (with("2", ""), with("1", "@deprecated"));
    assert_eq!(reached(&of_service, None), ["C", "L", "O", "P"]);
    assert_eq!(reached(&of_service, Some("C")), ["C"]);
    assert_eq!(reached(&of_resource, None), ["C", "L", "P"]);
    assert_eq!(reached(&of_resource, Some("O")), [""; 0]);
}

//! Shapes that are replaced by others.

use super::*;

#[test]
fn a_structure_of_another_name_travels_as_before_unless_it_holds_something_else() {
    let names = |name: &str, of: &str| {
        model(
            &format!(r#""deep": {{"target": "a#{name}"}}"#),
            "",
            &format!(
                r#""a#{name}": {{"type": "structure", "members": {{
                    "again": {{"target": "a#{name}"}}, "number": {{"target": "smithy.api#{of}"}}}}}}"#
            ),
        )
    };
    let target = "ChangedMemberTarget a#In$deep";
    let change = |of: &str| lines(&names("Old", "Integer"), &names("New", of));
    assert!(change("Integer").contains(&format!("ERROR {target} compatible minor")));
    assert!(change("String").contains(&format!("ERROR {target} breaking major")));
    // A wider number does not affect clients, which only send it.
    assert!(change("Long").contains(&format!("ERROR {target} compatible minor")));
    assert!(change("Short").contains(&format!("ERROR {target} breaking major")));
}

#[test]
fn a_width_breaks_in_the_direction_in_which_a_number_may_not_fit() {
    let of = |target: &str| format!(r#""n": {{"target": "smithy.api#{target}"}}"#);
    let sent = |target: &str| model(&of(target), "", "");
    let received = |target: &str| model("", &of(target), "");
    let changed = |old: &Model, new: &Model| lines(old, new).remove(0);
    let is = |member: &str, rest: &str| format!("ERROR ChangedMemberTarget a#{member}$n {rest}");
    assert_eq!(changed(&sent("Long"), &sent("Integer")), is("In", "breaking major"));
    assert_eq!(changed(&sent("Integer"), &sent("Long")), is("In", "compatible minor"));
    assert_eq!(changed(&received("Long"), &received("Integer")), is("Out", "compatible minor"));
    assert_eq!(changed(&received("Integer"), &received("Long")), is("Out", "breaking major"));
}

#[test]
fn names_and_versions_of_services_break_the_wire_where_they_travel() {
    let with = |name: &str, version: &str, protocol: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#{name}": {{"type": "service", "version": "{version}", "operations": [{{"target": "a#Act"}}],
                "traits": {{"{protocol}": {{}}, "smithy.api#xmlNamespace": {{"uri": "urn:a"}}}}}},
            "a#Act": {{"type": "operation", "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}}}}}}"#
        ))
    };
    let version = |protocol: &str| lines(&with("S", "1", protocol), &with("S", "2", protocol)).remove(0);
    assert_eq!(version("aws.protocols#awsQuery"), "NOTE ChangedServiceVersion a#S breaking major");
    assert_eq!(version("smithy.protocols#rpcv2Cbor"), "NOTE ChangedServiceVersion a#S compatible minor");
    let message = |version: &str| {
        let events =
            compare(&with("S", "1", "aws.protocols#awsQuery"), &with("S", version, "aws.protocols#awsQuery"));
        events.first().map(|event| event.message.clone()).unwrap_or_default()
    };
    let shown = message(r"2`\u001b\n![x](y)");
    assert!(shown.ends_with(r"was `1` and is ``2`\u{1b} ![x](y)``"), "{shown}");
    let name = |protocol: &str| lines(&with("S", "1", protocol), &with("T", "1", protocol)).remove(0);
    assert_eq!(name("smithy.protocols#rpcv2Cbor"), "ERROR RemovedShape a#S breaking major");
    assert_eq!(name("aws.protocols#restJson1"), "ERROR RemovedShape a#S compatible major");
}

/// Returns the event for the replaced target of `a#In$e`, from one shape to another.
fn replaced(old: &str, new: &str) -> String {
    let with = |name: &str, shape: &str| {
        model(&format!(r#""e": {{"target": "a#{name}"}}"#), "", &format!(r#""a#{name}": {shape}"#))
    };
    let found = lines(&with("Old", old), &with("New", new));
    found.into_iter().find(|line| line.contains("ChangedMemberTarget")).unwrap_or_default()
}

#[test]
fn enums_are_compared_by_what_travels() {
    let value = |name: &str, value: &str| {
        format!(r#""{name}": {{"target": "smithy.api#Unit", "traits": {{"smithy.api#enumValue": {value}}}}}"#)
    };
    let of = |kind: &str, members: &[String]| {
        format!(r#"{{"type": "{kind}", "members": {{{}}}}}"#, members.join(","))
    };
    let red = of("enum", &[value("RED", "\"red\"")]);
    let says = |new: &str| replaced(&red, new);
    let (same, lost) = (
        "ERROR ChangedMemberTarget a#In$e compatible minor",
        "ERROR ChangedMemberTarget a#In$e breaking major",
    );
    assert_eq!(says(&of("enum", &[value("ROUGE", "\"red\""), value("BLUE", "\"blue\"")])), same);
    assert_eq!(says(&of("enum", &[value("RED", "\"rouge\""), value("BLUE", "\"blue\"")])), lost);
    let one = of("intEnum", &[value("A", "1")]);
    assert_eq!(replaced(&one, &of("intEnum", &[value("A", "7"), value("B", "1")])), same);
    assert_eq!(replaced(&one, &of("intEnum", &[value("A", "7"), value("B", "2")])), lost);
}

#[test]
fn a_body_goes_by_the_name_of_its_shape_in_xml_alone() {
    let with = |protocol: &str, target: &str, kind: &str| {
        whole(&format!(
            r##"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{"{protocol}": {{}}}}}},
            "a#Act": {{"type": "operation", "input": {{"target": "a#In"}},
                "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}},
            "a#In": {{"type": "structure", "members": {{
                "body": {{"target": "a#{target}", "traits": {{"smithy.api#httpPayload": {{}}}}}}}}}},
            "a#{target}": {kind}}}}}"##
        ))
    };
    let structure = r#"{"type": "structure", "members": {}}"#;
    let text = r#"{"type": "string"}"#;
    let word = r#"{"type": "enum", "members": {"A": {"target": "smithy.api#Unit"}}}"#;
    let says = |protocol: &str, old: &str, new: &str| {
        let found = lines(&with(protocol, "Old", old), &with(protocol, "New", new));
        found.iter().any(|line| line.contains("ChangedMemberTarget a#In$body breaking"))
    };
    assert!(says("aws.protocols#restXml", structure, structure));
    assert!(!says("aws.protocols#restJson1", structure, structure));
    assert!(!says("aws.protocols#restXml", text, word));
}

#[test]
fn inputs_of_another_name_travel_as_before_but_in_xml() {
    let with = |protocol: &str, input: &str| {
        whole(&format!(
            r##"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{"{protocol}": {{}}}}}},
            "a#Act": {{"type": "operation", "input": {{"target": "a#{input}"}},
                "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}},
            "a#{input}": {{"type": "structure", "members": {{"text": {{"target": "smithy.api#String"}}}}}}}}}}"##
        ))
    };
    for (protocol, expected) in
        [("aws.protocols#restXml", "breaking major"), ("aws.protocols#restJson1", "compatible minor")]
    {
        let found = lines(&with(protocol, "Old"), &with(protocol, "New"));
        let expected = format!("ERROR ChangedOperationInput.From.a#Old.To.a#New a#Act {expected}");
        assert!(found.contains(&expected), "{found:?}");
    }
}

#[test]
fn another_service_is_no_renamed_one() {
    let with = |name: &str, protocol: &str, version: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#{name}": {{"type": "service", "version": "{version}", "operations": [{{"target": "a#Act"}}],
                "traits": {{"{protocol}": {{}}, "smithy.api#xmlNamespace": {{"uri": "urn:a"}}}}}},
            "a#Act": {{"type": "operation", "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}}}}}}"#
        ))
    };
    let old = with("S", "aws.protocols#restJson1", "1");
    let gone = |new: &Model| lines(&old, new).remove(0);
    assert_eq!(gone(&with("T", "aws.protocols#restJson1", "1")), "ERROR RemovedShape a#S compatible major");
    assert_eq!(gone(&with("T", "aws.protocols#restXml", "1")), "ERROR RemovedShape a#S breaking major");
    assert_eq!(gone(&with("T", "aws.protocols#restJson1", "2")), "ERROR RemovedShape a#S breaking major");
    let ec2 = |version: &str| with("S", "aws.protocols#ec2Query", version);
    assert_eq!(lines(&ec2("1"), &ec2("2")), ["NOTE ChangedServiceVersion a#S breaking major"]);
}

/// What breaks the wire under the same name also breaks it if the service is renamed.
#[test]
fn another_name_of_a_service_hides_nothing() {
    let with = |name: &str, traits: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#{name}": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{{traits}}}}},
            "a#Act": {{"type": "operation", "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}}}}}}"#
        ))
    };
    let broken = |lines: Vec<String>| lines.iter().any(|line| line.contains(" a#S breaking "));
    let (json, xml) = (r#""aws.protocols#restJson1": {}"#, r#""aws.protocols#restXml": {}"#);
    let and = |protocol: &str, other: &str| format!("{protocol}, {other}");
    for (breaks, old, new) in [
        (
            true,
            and(json, r#""smithwright.api#constantHeaders": {"X-V": "1"}"#),
            and(json, r#""smithwright.api#constantHeaders": {"X-V": "2"}"#),
        ),
        (true, and(json, r#""smithwright.api#literalPaths": {}"#), json.to_owned()),
        (true, json.to_owned(), and(json, r#""smithwright.api#bodyHashHeader": {}"#)),
        (
            true,
            and(xml, r#""smithy.api#xmlNamespace": {"uri": "a"}"#),
            and(xml, r#""smithy.api#xmlNamespace": {"uri": "b"}"#),
        ),
        (
            true,
            and(json, r#""aws.auth#sigv4": {"name": "a"}"#),
            and(json, r#""aws.auth#sigv4": {"name": "b"}"#),
        ),
        (true, and(json, r#""smithy.api#httpBearerAuth": {}"#), json.to_owned()),
        (true, json.to_owned(), and(json, r#""smithy.api#httpBearerAuth": {}"#)),
        (true, json.to_owned(), xml.to_owned()),
        (false, json.to_owned(), and(json, xml)),
        (false, json.to_owned(), and(json, r#""smithy.api#title": "T""#)),
        (
            false,
            and(json, r#""smithy.api#httpBearerAuth": {}"#),
            and(json, r#""smithy.api#httpBearerAuth": {}, "smithy.api#httpBasicAuth": {}"#),
        ),
        (false, json.to_owned(), r#""aws.protocols#restJson1": {"http": ["h2"]}"#.to_owned()),
    ] {
        assert_eq!(broken(lines(&with("S", &old), &with("S", &new))), breaks, "{old} -> {new}");
        assert_eq!(broken(lines(&with("S", &old), &with("T", &new))), breaks, "{old} -> {new}, renamed");
    }
    let events = compare(&with("S", json), &with("T", xml));
    let message = events.first().map(|event| &*event.message);
    let expected = "the service `a#S` is gone; `a#T` is there in its place; the trait `aws.protocols#restJson1` was removed";
    assert_eq!(message, Some(expected));
}

#[test]
fn the_type_of_an_event_header_is_part_of_its_message() {
    let with = |target: &str| {
        model(
            r#""events": {"target": "a#Events", "traits": {"smithy.api#httpPayload": {}}}"#,
            "",
            &format!(
                r#""a#Events": {{"type": "union", "members": {{"one": {{"target": "a#One"}}}}, "traits": {{"smithy.api#streaming": {{}}}}}},
                "a#One": {{"type": "structure", "members": {{
                    "number": {{"target": "smithy.api#{target}", "traits": {{"smithy.api#eventHeader": {{}}}}}}}}}}"#
            ),
        )
    };
    let found = lines(&with("Integer"), &with("Long"));
    assert_eq!(found, ["ERROR ChangedMemberTarget a#One$number breaking major"]);
}

/// Each pair is compared once, however many paths lead to it.
#[test]
fn many_renamed_structures_are_soon_compared() {
    let chain = |prefix: &str| {
        let link = |at: usize| {
            let next = format!(r#"{{"target": "a#{prefix}{}"}}"#, at + 1);
            format!(r#""a#{prefix}{at}": {{"type": "structure", "members": {{"l": {next}, "r": {next}}}}}"#)
        };
        let mut shapes: Vec<String> = (0..40).map(link).collect();
        shapes.push(format!(r#""a#{prefix}40": {{"type": "structure", "members": {{}}}}"#));
        model(&format!(r#""deep": {{"target": "a#{prefix}0"}}"#), "", &shapes.join(","))
    };
    let found = lines(&chain("Old"), &chain("New"));
    assert!(found.contains(&"ERROR ChangedMemberTarget a#In$deep compatible minor".to_owned()));
}

#[test]
fn what_breaks_a_renamed_structure_is_said() {
    let with = |name: &str, of: &str| {
        let shape = format!(
            r#""a#{name}": {{"type": "structure", "members": {{"n": {{"target": "smithy.api#{of}"}}}}}}"#
        );
        model(&format!(r#""e": {{"target": "a#{name}"}}"#), "", &shape)
    };
    let events = compare(&with("Old", "Integer"), &with("New", "String"));
    let event = events.iter().find(|event| event.id == "ChangedMemberTarget").unwrap();
    assert!(event.message.contains("the type was integer and is string"), "{}", event.message);
}

/// An empty structure is sent where there was nothing, and an answer that an old client does not look at may have anything in it.
#[test]
fn a_structure_in_place_of_nothing_breaks_only_if_a_member_is_required() {
    let with = |target: &str, side: &str, traits: &str| {
        whole(&format!(
            r##"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{"aws.protocols#restJson1": {{}}}}}},
            "a#Act": {{"type": "operation", "{side}": {{"target": "{target}"}},
                "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}},
            "a#T": {{"type": "structure", "members": {{"text": {{"target": "smithy.api#String", "traits": {{{traits}}}}}}}}}}}}}"##
        ))
    };
    let required = r#""smithy.api#required": {}"#;
    for (side, traits, expected) in [
        ("input", "", "ERROR ChangedOperationInput.From.smithy.api#Unit.To.a#T a#Act compatible minor"),
        ("input", required, "ERROR ChangedOperationInput.From.smithy.api#Unit.To.a#T a#Act breaking major"),
        (
            "output",
            required,
            "ERROR ChangedOperationOutput.From.smithy.api#Unit.To.a#T a#Act compatible minor",
        ),
    ] {
        let found = lines(&with("smithy.api#Unit", side, traits), &with("a#T", side, traits));
        assert_eq!(found, [expected]);
    }
}

/// A model in Smithy's IDL, of a service with an operation that is sent `members`.
fn idl(members: &str, rest: &str) -> Model {
    shapes(&format!(
        "@aws.protocols#restJson1 service S {{ version: \"1\" operations: [O] }}\n\
         @http(method: \"POST\", uri: \"/\") operation O {{ input := {{ {members} }} }}\n{rest}"
    ))
}

#[test]
fn an_inline_collection_is_as_good_as_one_with_a_name() {
    let named = idl("all: Texts", "list Texts { member: String }");
    let inline = idl("all: [String]", "");
    let target = "ChangedMemberTarget a#OInput$all";
    assert_eq!(
        lines(&named, &inline),
        [&format!("WARNING {target} compatible minor"), "NOTE RemovedShape a#Texts compatible patch"]
    );
    assert_eq!(
        lines(&inline, &named),
        [&format!("WARNING {target} compatible minor"), "NOTE AddedShape a#Texts compatible minor"]
    );
    let gone = &compare(&named, &inline)[1].message;
    assert_eq!(gone, "the list `a#Texts` is gone, and its members hold `[String]`");

    let nested = idl("all: [[String]]", "");
    let changed = compare(&inline, &nested);
    assert_eq!(changed.iter().map(line).collect::<Vec<_>>(), [format!("ERROR {target} breaking major")]);
    let said = "the member `a#OInput$all` held values of `[String]` and holds values of `[[String]]`; [ERROR] the elements held values of \
                `smithy.api#String` and holds values of `[String]`";
    assert!(changed[0].message.starts_with(said), "{}", changed[0].message);
}

#[test]
fn what_is_within_another_is_replaced_along_with_it() {
    let named = idl(
        "all: Groups",
        "map Groups { key: String, value: Texts }\nlist Texts { member: Name }\nstring Name",
    );
    let inline = idl("all: {String: [Name]}", "string Name");
    let gone: Vec<String> =
        compare(&named, &inline).iter().filter(|it| it.id == "RemovedShape").map(line).collect();
    assert_eq!(gone, ["a#Groups", "a#Texts"].map(|id| format!("NOTE RemovedShape {id} compatible patch")));
    let sparse = idl(
        "all: Groups",
        "map Groups { key: String, value: Texts }\n@sparse list Texts { member: Name }\nstring Name",
    );
    let lost = compare(&sparse, &inline);
    assert!(lost.iter().any(|it| line(it).starts_with("ERROR RemovedShape a#Texts ")));
    // What nothing has in its place is gone.
    let neither = compare(&named, &idl("all: Name", "string Name"));
    assert!(neither.iter().any(|it| line(it).starts_with("ERROR RemovedShape a#Texts ")));
}

#[test]
fn what_an_inline_collection_cannot_have_is_lost() {
    let inline = idl("all: [String]", "");
    let sparse = idl("all: Texts", "/// Texts.\n@sparse list Texts { member: String }");
    let lost = compare(&sparse, &inline);
    let gone = lost.iter().find(|event| event.id == "RemovedShape").unwrap();
    assert_eq!(gone.severity, Severity::Error);
    assert!(gone.message.ends_with("which can't have what it had: `smithy.api#sparse`"), "{}", gone.message);
    // Members may have its limits, and then nothing is lost.
    let limited = idl("all: Texts", "/// Texts.\n@length(min: 1, max: 5) list Texts { member: String }");
    let moved = idl("@length(min: 1, max: 5) all: [String]", "");
    let kept = "NOTE RemovedShape a#Texts compatible patch";
    let target = "WARNING ChangedMemberTarget a#OInput$all compatible minor";
    assert_eq!(lines(&limited, &moved), [target, kept]);
    assert_eq!(lines(&moved, &limited), [target, "NOTE AddedShape a#Texts compatible minor"]);
    let tighter = lines(&limited, &idl("@length(min: 1, max: 4) all: [String]", ""));
    assert!(tighter.iter().any(|line| line.ends_with("breaking major")), "{tighter:?}");
}

//! Members that may be absent from now on or no longer may, and defaults.

use super::*;

/// Returns what is said of the member `m` of a structure, which has a trait or none, but for the changes of its traits.
fn said(old: (&str, &str), new: (&str, &str)) -> Vec<String> {
    let of = |(input, member): (&str, &str)| {
        shapes(&format!(
            "{input} structure T {{ {member} }}\nstructure Part {{}}\nunion Either {{ a: String }}"
        ))
    };
    let found = ids(&of(old), &of(new)).into_iter();
    found
        .filter_map(|id| Some(id.strip_suffix(" a#T$m").filter(|id| !id.contains('#'))?.to_owned()))
        .collect()
}

#[test]
fn why_a_member_may_be_absent_or_no_longer_may() {
    for (old, new, expected) in [
        ("m: Integer", "@required m: Integer", "ERROR ChangedNullability.AddedRequiredTrait"),
        ("m: Part", "@required m: Part", "WARNING ChangedNullability.AddedRequiredTrait.StructureOrUnion"),
        (
            "m: Either",
            "@required m: Either",
            "WARNING ChangedNullability.AddedRequiredTrait.StructureOrUnion",
        ),
        ("@required m: Integer", "m: Integer", "ERROR ChangedNullability.RemovedRequiredTrait"),
        ("@required m: Part", "m: Part", "WARNING ChangedNullability.RemovedRequiredTrait.StructureOrUnion"),
        (
            "@required m: Integer",
            "@required @clientOptional m: Integer",
            "ERROR ChangedNullability.AddedClientOptionalTrait",
        ),
        (
            "@required @clientOptional m: Integer",
            "@required m: Integer",
            "ERROR ChangedNullability.RemovedClientOptionalTrait",
        ),
        ("@clientOptional m: Integer", "@required m: Integer", "ERROR ChangedNullability.AddedRequiredTrait"),
        (
            "@required m: Integer",
            "@clientOptional m: Integer",
            "ERROR ChangedNullability.RemovedRequiredTrait",
        ),
        ("@required @clientOptional m: Integer", "m: Integer", "NOTE ChangedRequired.Removed"),
        ("m: Integer", "@required @clientOptional m: Integer", "WARNING ChangedRequired.Added"),
        ("m: Integer", "@addedDefault m: Integer = 1", "ERROR ChangedNullability.AddedDefaultTrait"),
        ("@required m: Integer", "@addedDefault m: Integer = 1", "NOTE ChangedRequired.Removed"),
        ("@clientOptional m: Integer = 1", "m: Integer = 1", "ERROR ChangedNullability"),
    ] {
        assert_eq!(said(("", old), ("", new)), [expected], "{old} -> {new}");
    }
}

#[test]
fn a_structure_that_becomes_an_input_or_no_longer_is_one() {
    let (gained, lost) =
        ("DANGER ChangedNullability.AddedInputTrait", "ERROR ChangedNullability.RemovedInputTrait");
    for (member, changes) in [
        ("@required m: Integer", true),
        ("m: Integer = 1", true),
        ("m: Integer", false),
        ("m: Integer = null", false),
        ("@required @clientOptional m: Integer", false),
    ] {
        let expected = |id| if changes { vec![id] } else { Vec::new() };
        assert_eq!(said(("", member), ("@input", member)), expected(gained), "{member}");
        assert_eq!(said(("@input", member), ("", member)), expected(lost), "{member}");
    }
    let of = |input: &str| shapes(&format!("{input} structure T {{ @required m: Integer }}"));
    let message = |old: &str, new: &str| {
        let events = compare(&of(old), &of(new));
        events.into_iter().find(|event| event.id.starts_with("ChangedNullability")).unwrap().message
    };
    let before = "always had a value for clients by Smithy's rules, and may lack one";
    let because = "its structure became an input";
    assert_eq!(message("", "@input"), format!("the member `a#T$m` {before}, because {because}"));
    let before = "could be absent for clients by Smithy's rules, and always has a value";
    let because = "its structure is no longer an input";
    assert_eq!(message("@input", ""), format!("the member `a#T$m` {before}, because {because}"));
    // What changed itself is told once, and a member that is new or gone is not one that became optional.
    assert_eq!(said(("", "@required m: Integer"), ("@input", "@required m: Long")).len(), 2);
    let new = ["ERROR AddedRequiredMember", "NOTE AddedShape"];
    assert_eq!(said(("@input", "n: Integer"), ("", "@required m: Integer")), new);
    // Another trait of the structure says nothing of its members.
    assert!(said(("", "@required m: Integer"), ("@sensitive", "@required m: Integer")).is_empty());
}

#[test]
fn a_default_that_comes_goes_or_changes() {
    let changed = |severity: &str| format!("{severity} ChangedDefault");
    let or_null = |what: &str| format!("ERROR ChangedNullability.{what}NullDefault");
    for (old, new, expected) in [
        ("m: Integer = 1", "m: Integer = 2", vec![changed("DANGER")]),
        // Smithy 1.0 gave zero to those that were absent.
        ("m: Integer = 0", "m: Integer = 1", vec![changed("ERROR")]),
        ("m: Integer = 1", "m: Integer = 0", vec![changed("ERROR")]),
        ("m: Boolean = false", "m: Boolean = true", vec![changed("ERROR")]),
        ("m: Boolean = true", "m: Boolean = false", vec![changed("ERROR")]),
        ("m: String = \"\"", "m: String = \"a\"", vec![changed("DANGER")]),
        ("m: BigInteger = 0", "m: BigInteger = 1", vec![changed("DANGER")]),
        ("m: Integer = 1", "m: Integer = null", vec![or_null("Added"), changed("DANGER")]),
        ("m: Integer = null", "m: Integer = 1", vec![or_null("Removed"), changed("DANGER")]),
        ("m: Integer = null", "m: Integer", vec![]),
        ("m: Integer", "m: Integer = null", vec![]),
        ("m: Integer = 1", "m: Integer", vec![changed("ERROR"), "ERROR ChangedNullability".to_owned()]),
        (
            "m: Integer",
            "m: Integer = 1",
            vec![changed("ERROR"), "ERROR ChangedNullability.AddedDefaultTrait".to_owned()],
        ),
        (
            "@required @clientOptional m: Integer",
            "@addedDefault m: Integer = 1",
            vec!["ERROR ChangedNullability".to_owned(), "NOTE ChangedRequired.Removed".to_owned()],
        ),
        (
            "m: Integer = 1",
            "@required @clientOptional m: Integer",
            vec![
                changed("ERROR"),
                "ERROR ChangedNullability".to_owned(),
                "WARNING ChangedRequired.Added".to_owned(),
            ],
        ),
    ] {
        assert_eq!(said(("", old), ("", new)), expected, "{old} -> {new}");
    }
    for (old, new) in [("@default(1)", "@default(2)"), ("@default(1)", ""), ("", "@default(1)")] {
        let of = |default: &str| shapes(&format!("{default} integer Number"));
        assert_eq!(ids(&of(old), &of(new))[0], "ERROR ChangedDefault a#Number", "{old} -> {new}");
    }
}

#[test]
fn whether_elements_may_be_null_is_said_of_the_collection() {
    let (list, map) = ("list All { TRAITS member: String }", "map All { key: String TRAITS value: String }");
    let key = "map All { TRAITS key: String value: String }";
    let changed = |member: &str| format!("ERROR ChangedNullability a#All${member}");
    for (collection, of_member) in
        [(list, Some(changed("member"))), (map, Some(changed("value"))), (key, None)]
    {
        let of = |sparse: &str, traits: &str| {
            shapes(&format!("{sparse} {}", collection.replace("TRAITS", traits)))
        };
        for (old, new, verb) in [("", "@sparse", "Add"), ("@sparse", "", "Remove")] {
            let of_collection = format!("ERROR TraitBreakingChange.{verb}.smithy.api#sparse a#All");
            assert_eq!(ids(&of(old, ""), &of(new, "")), [&*of_collection], "{collection}");
            // Smithy says it of a member as well, if that changed too.
            let mut found = ids(&of(old, ""), &of(new, "@deprecated"));
            found.retain(|line| line.starts_with("ERROR"));
            let expected: Vec<String> = [of_collection].into_iter().chain(of_member.clone()).collect();
            assert_eq!(found, expected, "{collection}");
        }
    }
}

/// What is asked for of those who call breaks calls that leave it out, whatever else changed.
#[test]
fn what_becomes_required_along_with_something_else_is_told_as_well() {
    let of = |(input, member): (&str, &str)| {
        shapes(&format!(
            "@aws.protocols#awsJson1_0 service S {{ operations: [Act] }}\noperation Act {{ input: T }}\n\
             {input} structure T {{ {member} }}"
        ))
    };
    let required = "@required m: Integer";
    for (old, new, expected) in [
        (("@input", "m: Integer"), ("", required), "WARNING ChangedRequired.Added a#T$m breaking major"),
        (("", required), ("@input", "m: Integer"), "NOTE ChangedRequired.Removed a#T$m compatible minor"),
        (("", required), ("", "m: Integer = null"), "NOTE ChangedRequired.Removed a#T$m compatible minor"),
        (
            ("", "m: Integer = null"),
            ("", required),
            "ERROR ChangedNullability.AddedRequiredTrait a#T$m breaking major",
        ),
    ] {
        let found = lines(&of(old), &of(new));
        let of_requirement = |line: &&String| line.contains("Required");
        assert_eq!(found.iter().filter(of_requirement).collect::<Vec<_>>(), [expected], "{old:?} -> {new:?}");
    }
}

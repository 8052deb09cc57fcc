use super::*;
use crate::model::node::{Object, Value};

/// The definitions of a file, as JSON, a line each.
fn shapes(text: &str) -> String {
    let content = content(text).unwrap();
    let lines = content.shapes.into_iter().map(|entry| {
        let position = entry.value.position;
        Node { position, value: Value::Object(std::iter::once(entry).collect::<Object>()) }.to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn content(text: &str) -> Result<Content, Diagnostic> {
    let tokens = tokens(&SourceFile { name: "test.smithy", text })?;
    let mut defined = Defined::new();
    tokens.define(&mut defined);
    tokens.parse(&defined)
}

fn error(text: &str) -> String {
    content(text).err().unwrap().to_string()
}

#[test]
fn shapes_and_traits_become_the_ast() {
    let found = shapes(
        "$version: \"2.0\"\nnamespace a.b\nuse c.d#other\n\n// a comment\n/// What it is.\n/// More.\n\
         @other @http(method: \"GET\", uri: \"/x\")\nstructure Thing with [Base] { @required name: String = \"x\", next: Thing }",
    );
    assert_eq!(
        found,
        r##"{"a.b#Thing":{"type":"structure","mixins":[{"target":"a.b#Base"}],"members":{"name":{"target":"smithy.api#String","traits":{"smithy.api#required":{},"smithy.api#default":"x"}},"next":{"target":"a.b#Thing","traits":{}}},"traits":{"smithy.api#documentation":"What it is.\nMore.","c.d#other":{},"smithy.api#http":{"method":"GET","uri":"/x"}}}}"##
    );
}

#[test]
fn bindings_are_references() {
    let found = shapes(
        "$operationInputSuffix: \"Request\"\nnamespace a\nservice S { version: \"1\" operations: [O] rename: { \"b#C\": \"D\" } }\n\
         operation O { input := { @required a: String }, errors: [E] }\nresource R { identifiers: { id: String } read: O }",
    );
    assert!(
        found.contains(
            r##""a#S":{"type":"service","version":"1","operations":[{"target":"a#O"}],"rename":{"b#C":"D"}"##
        ),
        "{found}"
    );
    assert!(found.contains(r##""input":{"target":"a#ORequest"},"errors":[{"target":"a#E"}]"##), "{found}");
    assert!(
        found.contains(r##""identifiers":{"id":{"target":"smithy.api#String"}},"read":{"target":"a#O"}"##),
        "{found}"
    );
}

#[test]
fn enums_lists_and_apply_statements() {
    let found = shapes(
        "namespace a\nenum E { A = \"x\" B }\nlist L { member: E }\napply L @uniqueItems\n@deprecated map M { key: String, value: L }\n\
         apply L$member { @tags([\"t\"]) @tags([\"u\"]) }",
    );
    assert!(
        found.contains(r##""A":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"x"}}"##),
        "{found}"
    );
    assert!(found.contains(r##""a#L":{"type":"list","member":{"target":"a#E","traits":{}}"##), "{found}");
    assert!(
        found.contains(r##"{"a#L":{"type":"apply","traits":{"smithy.api#uniqueItems":{}}}}"##),
        "{found}"
    );
    assert!(
        found.contains(r##""value":{"target":"a#L","traits":{}},"traits":{"smithy.api#deprecated":{}}"##),
        "{found}"
    );
    assert!(
        found.ends_with(r##"{"a#L$member":{"type":"apply","traits":{"smithy.api#tags":["t","u"]}}}"##),
        "{found}"
    );
}

#[test]
fn documentation_is_what_comes_right_before() {
    let found = shapes(
        "/// none\nnamespace a\n/// A shape.\n\nstructure S { /// no member's\n a: String /// behind\n /// A member.\n b: String\n /// nothing's\n}\n@deprecated\n/// too late\nstring T",
    );
    assert_eq!(found.matches("documentation").count(), 2, "{found}");
    assert!(found.contains("A shape.") && found.contains("A member."), "{found}");
    let late = content("namespace a\n@deprecated\n/// too late\n@private\n/// later\nstring T").unwrap();
    let said: Vec<String> = late.warnings.iter().map(|warning| warning.to_string()).collect();
    assert!(said[0].contains("since a trait stands before it\n  --> test.smithy:3:1"), "{said:?}");
    assert!(said[1].contains("--> test.smithy:5:1\n  help: move it before the traits"), "{said:?}");
}

#[test]
fn texts_are_unescaped_and_blocks_lose_their_indentation() {
    let value = |text: &str| {
        let content = content(&format!("metadata m = {text}\n")).map_err(|error| error.message)?;
        content.metadata.first().and_then(|it| it.value.as_str().map(str::to_owned)).ok_or_else(String::new)
    };
    for (text, expected) in [
        (r#""a\"b\\c\/\n\t\b\f\u00e9\ud83d\ude00""#, "a\"b\\c/\n\t\u{8}\u{c}é😀"),
        ("\"a\\\nb\r\nc\"", "ab\nc"),
        ("\"\"\"\n    Foo\n        Baz\n\n  \n    Bar  \n    \"\"\"", "Foo\n    Baz\n\n\nBar\n"),
        ("\"\"\"\n    Foo \\\n    Baz\"\"\"", "Foo Baz"),
        ("\"\"\"\n  x \\\"\"\"\n  y\"\"\"", "x \"\"\"\ny"),
        // The last line counts, though it be blank.
        ("\"\"\"\n    a\n  \"\"\"", "  a\n"),
        ("\"\"\"\n    a\n b\"\"\"", "   a\nb"),
        ("\"\"\"\n  a\n    b\n      \"\"\"", "a\n  b\n"),
        (r#""a\rb""#, "a\rb"),
        ("\"a\rb\"", "a\nb"),
    ] {
        assert_eq!(value(text).as_deref(), Ok(expected), "{text}");
    }
    for (text, expected) in [
        (r#""\x""#, "the escape `\\x` is not known"),
        (r#""\u12g4""#, "four hexadecimal digits"),
        (r#""\ud83d""#, "both halves"),
        ("\"\"\"a\"\"\"", "a line break after the three quotation marks"),
    ] {
        let found = value(text).unwrap_err();
        assert!(found.contains(expected), "{found}");
    }
}

#[test]
fn marks_at_the_beginning_and_ends_of_lines_count_nothing() {
    let text = "\u{feff}$version: \"2\"\r\n// a comment\r\nnamespace a\r\n// another\rstring S // a third\rinteger I\r\n";
    let found = shapes(text);
    assert!(found.contains("a#S") && found.contains("a#I") && !found.contains("documentation"), "{found}");
    for (value, read) in [
        ("true", "true"),
        ("false", "false"),
        ("null", "null"),
        ("-1", "-1"),
        ("1E5", "1E5"),
        ("-1.5e+3", "-1.5e+3"),
        ("1e-5", "1e-5"),
    ] {
        let content = content(&format!("metadata m = {value}")).unwrap();
        assert_eq!(content.metadata[0].value.to_string(), read);
    }
}

#[test]
fn suffixes_of_inline_structures_are_texts() {
    let inline = "namespace a\noperation O { output := { a: String } }";
    let found = shapes(&format!("$operationOutputSuffix: \"Answer\"\n{inline}"));
    assert!(found.contains(r##""output":{"target":"a#OAnswer"}"##), "{found}");
    let found = error(&format!("$operationOutputSuffix: 1\n{inline}"));
    assert!(found.contains("test.smithy:1:25"), "{found}");
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    assert!(error("namespace a\nstructure S { a String }").contains("test.smithy:2:17"), "a colon");
    for (text, expected) in [
        ("nonsense", "expected a statement, found `nonsense`"),
        ("metadata a = \"b", "expected a string that ends"),
        ("namespace a\n;", "found `;`"),
        ("string S", "expected a namespace before the first shape"),
        ("namespace a\nnamespace b", "this is the second"),
        ("namespace a\nuse String", "expected the absolute id of a shape, found `String`"),
        ("namespace a\nuse b#S$c", "expected the absolute id of a shape, found `b#S$c`"),
        ("namespace a\nuse b#S\nuse c#S", "another shape of this name is used at 2:5"),
        (
            "namespace a\n@length(min: 1, min: 2)\nstring S",
            "`min` appears a second time; the first is at 2:9",
        ),
        (
            "namespace a\n@pattern(\"a\")\n@pattern(\"b\")\nstring S",
            "`smithy.api#pattern` appears a second time",
        ),
        ("namespace a\nstructure S { a: String a: String }", "`a` appears a second time"),
        ("@deprecated\nmetadata a = 1", "expected a shape after its traits"),
        ("namespace a\noperation O { errors := {} }", "expected `:` after `errors`, found `:=`"),
        ("metadata a = 01", "expected a number, found `01`"),
        ("metadata a = [", "expected a value, found the end of the file"),
    ] {
        let found = error(text);
        assert!(found.contains(expected), "{found}");
    }
    let deep = format!("metadata a = {}", "[".repeat(10_000));
    assert!(error(&deep).contains("nest deeper than"), "depth");
}

#[test]
fn inline_collections_become_shapes() {
    let found = shapes(
        "namespace a.b\nuse c.d#Other\nstructure S { a: [String], b: [ Own ], c: {String: [Other]}, d: [String] }\n\
         list L { member: [_Own] }\nstructure Own {}\nstructure _Own {}",
    );
    let collection = |id: &str, rest: &str| {
        let shape = format!(r##"{{"a.b#{id}":{{{rest},"traits":{{"smithy.api#synthetic":{{}}}}}}}}"##);
        assert_eq!(found.matches(&shape).count(), 1, "{shape}\n{found}");
    };
    collection("_SyntheticListOf__String", r##""type":"list","member":{"target":"smithy.api#String"}"##);
    collection("_SyntheticListOf_Own", r##""type":"list","member":{"target":"a.b#Own"}"##);
    collection("_SyntheticListOf_a_b__Own", r##""type":"list","member":{"target":"a.b#_Own"}"##);
    collection("_SyntheticListOf_c_d_Other", r##""type":"list","member":{"target":"c.d#Other"}"##);
    collection(
        "_SyntheticMapOf__String_To___SyntheticListOf_c_d_Other",
        r##""type":"map","key":{"target":"smithy.api#String"},"value":{"target":"a.b#_SyntheticListOf_c_d_Other"}"##,
    );
    assert!(found.contains(r##""d":{"target":"a.b#_SyntheticListOf__String","traits":{}}"##), "{found}");
    assert_eq!(found.lines().count(), 9, "{found}");
}

#[test]
fn member_indexes_are_traits() {
    let found = shapes(
        "namespace a\nstructure S {\n  1. id: String = \"x\"\n  @required 12. $name\n  @smithy.protocols#idx(3) 3. c: String }",
    );
    for member in [
        r##""id":{"target":"smithy.api#String","traits":{"smithy.protocols#idx":1,"smithy.api#default":"x"}}"##,
        r##""name":{"target":null,"traits":{"smithy.api#required":{},"smithy.protocols#idx":12}}"##,
        r##""c":{"target":"smithy.api#String","traits":{"smithy.protocols#idx":3}}"##,
    ] {
        assert!(found.contains(member), "{found}");
    }
}

#[test]
fn tagged_strings_are_values() {
    let found = shapes(
        "namespace a\n@pattern(#re \"^\\d{5}$\") @tags([#hex  \"\"\"\n    48 65 # He\n    6c6c6f\n    \"\"\"])\nstring S\n\
         structure T { @default(#timestamp \"2024-01-01T00:00:00Z\") at: Timestamp, b: Blob = #b \"\\x00\" }",
    );
    assert!(found.contains(r##""smithy.api#pattern":"^\\d{5}$","smithy.api#tags":["SGVsbG8="]"##), "{found}");
    assert!(found.contains(r##""smithy.api#default":1704067200"##), "{found}");
    assert!(found.contains(r##""smithy.api#default":"AA=="}"##), "{found}");
}

#[test]
fn what_came_with_2_1_is_noted_and_checked() {
    let content = content("namespace a\nstructure S { 1. a: [[String]] = #b \"\", 2. b: [String] }").unwrap();
    let found: Vec<String> = content.newer.iter().map(|(what, at)| format!("{what} at {at}")).collect();
    assert_eq!(found, ["a member index at 2:15", "a tagged string at 2:34", "an inline collection at 2:21"]);
    assert!(self::content("namespace a\nstructure S { a: [[[String]]] }").is_ok());
    for (text, expected) in [
        ("structure S { a: [[[[String]]]] }", "nest deeper than 3 levels\n  --> test.smithy:2:21"),
        ("structure S { a: [String, String] }", "expected `]`, found `String`"),
        ("structure S { a: {String} }", "expected `:`, found `}`"),
        ("structure S { a: [String", "help: the bracket at 2:18 is not closed"),
        (
            "structure S { a: [String\nb: String }",
            "expected `]`, found `b`\n  --> test.smithy:3:1\n  help: the bracket at 2:18",
        ),
        (
            "structure S { a: {String\n}",
            "expected `:`, found `}`\n  --> test.smithy:3:1\n  help: the bracket at 2:18",
        ),
        (
            "structure S { a: [@length(min: 1) String] }",
            "expected a shape, found a trait: inline collections have none",
        ),
        ("structure S { a: [T$b] }", "expected a shape, found the member `a#T$b`\n  --> test.smithy:2:19"),
        (
            "use b.c#D\nstructure S { a: [b_c#D]\n b: [D] }",
            "inline collection and the one at 3:18 have the same name, `_SyntheticListOf_b_c_D`",
        ),
        ("operation O { output: [String] }", "only members can target inline collections"),
        (
            "resource R { properties: { a: String, b: {String: String} } }",
            "found an object\n  --> test.smithy:2:42",
        ),
        (
            "# a comment",
            "there is no tag `#` for strings\n  --> test.smithy:2:1\n  help: comments begin with `//`",
        ),
        ("@pattern(#b \"\\'\") string S", "bytes have no escape `\\'`"),
        ("@pattern(#b \"\\xz\") string S", "two hexadecimal digits after `\\x`, found `z`"),
        ("structure S { a: [] }", "expected a name, found `]`"),
        ("structure S { 0. a: String }", "an index such as `1.` before it, found the number 0."),
        ("structure S { 1.5 a: String }", "an index such as `1.` before it, found the number 1.5"),
        ("structure S { 2147483648. a: String }", "found the number 2147483648."),
        ("structure S { 1.a: String }", "expected a space and the name of a member after its index"),
        ("structure S { @smithy.protocols#idx(2) 1. a: String }", "appears a second time"),
        ("enum E { 1. A }", "expected a name, found the number 1."),
        (
            "@pattern(#rx \"\") string S",
            "there is no tag `#rx` for strings\n  --> test.smithy:2:10\n  help: the tags are `#re`",
        ),
        ("@pattern(#re) string S", "expected a string after `#re`, found none"),
        ("@pattern(#hex \"4\") string S", "found 1 digits\n  --> test.smithy:2:15"),
        ("@mixin @smithy.api#synthetic list L { member: String }", "only inline collections have"),
        ("@tags(#re \"a\": 1) string S", "expected `)`, found `:`"),
    ] {
        let found = error(&format!("namespace a\n{text}"));
        assert!(found.contains(expected), "{found}");
    }
}

#[test]
fn keywords_may_be_names() {
    let resolved = |text: &str, expected: &str| {
        let found = shapes(&format!("namespace a\n{text}"));
        assert!(found.contains(expected), "{text}\n{found}");
    };
    for text in [
        "@trait structure document {}\n@document\nstructure Integer { x: String }\nstructure In { p: Integer }",
        "@trait structure resource {}\n@resource structure Integer {}\nstructure In { p: Integer }",
        "string document\nstructure Integer {}\nstructure In { p: Integer }",
        "apply document @private\nstring document\nstructure Integer {}\nstructure In { p: Integer }",
        "resource service {}\nstructure R for service {}\nstructure Integer {}\nstructure In { p: Integer }",
    ] {
        resolved(text, r##""p":{"target":"a#Integer""##);
    }
    resolved(
        "enum Kind {\nlist\nInteger\n}\nstructure In { p: Integer }",
        r##""p":{"target":"smithy.api#Integer""##,
    );
    resolved(
        "structure In {\nlist: String\nInteger: String\np: Integer }",
        r##""p":{"target":"smithy.api#Integer""##,
    );
    let after = "$version: \"2\"\n$operationInputSuffix: \"Request\"\nmetadata title = \"My model\"\nnamespace a\noperation Get { input := {} }\nstructure In { p: GetRequest }";
    assert!(shapes(after).contains(r##""p":{"target":"a#GetRequest""##), "{}", shapes(after));
}

#[test]
fn statements_have_an_order_and_come_once() {
    for (text, expected) in [
        ("namespace a\nstring S\nuse b#T", "`use` is out of order"),
        ("namespace a\nmetadata m = 1", "`metadata` is out of order"),
        ("namespace a\n$version: \"2\"", "`$version` is out of order"),
        ("$version: \"2\"\n$version: \"1.0\"", "`$version` appears a second time; the first is at 1:11"),
        (
            "namespace a\nuse b#S\nstring S",
            "the file defines `S`, and uses another shape of this name at 2:5",
        ),
    ] {
        assert!(error(text).contains(expected), "{}", error(text));
    }
}

#[test]
fn what_was_probably_meant_is_said() {
    for (text, expected) in [
        (
            "namespace a\n@deprecatd string S",
            "there is no trait `deprecatd`\n  --> test.smithy:2:2\n  help: did you mean `deprecated`?",
        ),
        ("namespace a\n@restJson1 service S {}", "help: add `use aws.protocols#restJson1`"),
        ("namespace a\n@marc string S\n@trait structure mark {}", "help: did you mean `mark`?"),
        (
            "namespace a\nstructure S { @jsonName(foo) s: String }",
            "help: if it is meant as text, write it in quotation marks: `\"foo\"`",
        ),
        (
            "namespace a\nresource R { read: O }\n@jsonName(foo) string S",
            "help: if it is meant as text, write it in quotation marks: `\"foo\"`",
        ),
        ("metadata m = [{ namespace: a.b }]", "there is no shape `a.b`"),
        ("namespace a\nstructure S { a: String;", "help: leave it out"),
        (
            "namespace a\n/* a comment */",
            "found `/`\n  --> test.smithy:2:1\n  help: comments begin with `//`",
        ),
        (
            "namespace a\n@jsonName('a') string S",
            "found `'`\n  --> test.smithy:2:11\n  help: strings are in double",
        ),
        ("namespace a\nstructure S { a: List<String> }", "help: a list or map is a shape"),
        ("namespace a\nstructure S { a: String? }", "help: leave it out: members are optional"),
        ("namespace acme-shop", "found `-`\n  --> test.smithy:1:15\n  help: names have letters, digits"),
        ("namespace a\nstructure S {\n  a: String", "help: the bracket at 2:13 is not closed"),
        (
            "namespace a\nunion U { a: String\nstructure S {}",
            "found the definition of a shape, `structure`\n  --> test.smithy:3:1\n  help: the bracket at 2:9 is not closed",
        ),
        // What is defined after a bracket that is not closed is defined all the same.
        (
            "namespace a\n@mine structure S {}\n@length(min: 1\nstring T\n@trait structure mine {}",
            "expected `)`, found the definition of a shape, `string`\n  --> test.smithy:4:1\n  help: the bracket at 3:8 is not closed",
        ),
        (
            "namespace a\nservice S { errors: [E\n}\n@error(\"client\") structure E {}",
            "expected a value, found `}`\n  --> test.smithy:3:1\n  help: the bracket at 2:21 is not closed",
        ),
        (
            "namespace a\n@tags([\nstructure E {}",
            "expected `]`, found the definition of a shape, `structure`\n  --> test.smithy:3:1",
        ),
    ] {
        assert!(error(text).contains(expected), "{}", error(text));
    }
    // A service may bind what another file defines.
    assert!(shapes("namespace a\nservice S { operations: [O] }").contains(r#"{"target":"a#O"}"#));
}

#[test]
fn a_use_that_nothing_defines_is_a_warning() {
    let warnings =
        |text: &str| content(text).unwrap().warnings.iter().map(ToString::to_string).collect::<String>();
    let found = warnings("namespace a\nuse a#Tt\nstring T");
    assert!(
        found.starts_with("warning: no file defines the shape `a#Tt`") && found.contains("did you mean `T`?"),
        "{found}"
    );
    // Of other namespaces, and of what everybody knows, nothing is said.
    let text =
        "namespace aws.api\nuse aws.api#service\nuse b#C\nuse aws.auth#sigv4\n@trait structure mine {}";
    assert_eq!(warnings(text), "");
}

#[test]
fn what_looks_odd_is_read_all_the_same() {
    for (text, expected) in [
        ("namespace a\nuse b#S\nuse b#S\nlist L { member: S }", r##"{"target":"b#S","traits":{}}"##),
        ("namespace a\nuse b#S\napply S$m @deprecated", r##"{"b#S$m":{"type":"apply""##),
        ("namespace a\nenum Kind { string, integer\n list }", r#""members":{"string":{"#),
        (
            "namespace a\nstring namespace\n@trait structure t {}\n@t @namespace string W\n@trait structure namespace {}",
            r#""a#W":{"type":"string","traits":{"a#t":{},"a#namespace":{}}}"#,
        ),
        (
            "namespace a\noperation Get { input := {} }\n@trait structure ref { id: String }\n@ref(id: GetInput) string Q",
            r#""a#ref":{"id":"a#GetInput"}"#,
        ),
        (
            "$operationInputSuffix: \"In\"\nnamespace a\noperation Get { input := {} }\n@references([{ resource: GetIn }]) string Q",
            r#"{"resource":"a#GetIn"}"#,
        ),
        (
            "namespace a\n@tags string S\n@tags() string T",
            r#""a#S":{"type":"string","traits":{"smithy.api#tags":[]}}"#,
        ),
        (
            "namespace a\nstructure S { @default a: L, @default({}) b: M }",
            r#""a":{"target":"a#L","traits":{"smithy.api#default":null}},"b":{"target":"a#M","traits":{"smithy.api#default":{}}}"#,
        ),
        (
            "$\"version\": \"2\"\nnamespace a\nstructure S { for: String, with: String, use: String, list: String }",
            r#""list":{"target":"smithy.api#String""#,
        ),
    ] {
        let found = shapes(text);
        assert!(found.contains(expected), "{found}");
    }
    let content = content("metadata m = [Kind]\nnamespace a\nenum Kind { A }").unwrap();
    assert_eq!(content.metadata[0].value.to_string(), r#"["a#Kind"]"#);
    for text in ["", "// a comment", "$version: \"2\"", "metadata m = 1", "apply a#S @deprecated"] {
        assert!(self::content(text).is_ok(), "{text}");
    }
}

//! Reading models: what good ones become, and how bad ones are reported.

use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::model::catalog::{self, Treatment};
use smithwright_codegen::model::{Loaded, Model, Reference, Shape, ShapeId, SourceFile, Traits, Value};

/// A fixture by its name.
macro_rules! fixture {
    ($name:literal) => {
        SourceFile {
            name: concat!($name, ".json"),
            text: include_str!(concat!("fixtures/model/", $name, ".json")),
        }
    };
}

fn findings(files: &[SourceFile<'_>]) -> Diagnostics {
    match Model::read(files) {
        Ok(loaded) => loaded.warnings,
        Err(refused) => refused.findings,
    }
}

/// The shapes of a model, one line each for shapes, members and traits.
fn outline(model: &Model) -> String {
    model.shapes().map(outline_of).collect()
}

fn outline_of(shape: &Shape) -> String {
    let mut text = format!("{} {}\n{}", shape.shape_type(), shape.id, traits(&shape.traits, "  "));
    for member in shape.members() {
        text += &format!("  {}: {}\n{}", member.name(), member.target.id, traits(&member.traits, "    "));
    }
    text
}

fn traits(traits: &Traits, indent: &str) -> String {
    traits
        .iter()
        .map(|applied| {
            let value = match &applied.value.value {
                Value::Array(elements) => {
                    elements.iter().filter_map(|element| element.as_str()).collect::<Vec<_>>().join(" ")
                }
                _ => applied.value.found(),
            };
            format!("{indent}@{} {value}\n", applied.id)
        })
        .collect()
}

#[test]
fn faults_are_reported_together() {
    let cases: [(&str, &[SourceFile<'_>]); 15] = [
        ("syntax", &[fixture!("syntax"), fixture!("recursion")]),
        ("duplicates", &[fixture!("duplicates")]),
        ("fields", &[fixture!("fields")]),
        ("references", &[fixture!("references")]),
        ("members", &[fixture!("members")]),
        ("recursion", &[fixture!("recursion")]),
        ("unknown_traits", &[fixture!("unknown_traits")]),
        ("mixin_faults", &[fixture!("mixin_faults"), fixture!("mixin_faults_2")]),
        ("trait_values", &[fixture!("trait_values")]),
        ("http_bindings", &[fixture!("http_bindings")]),
        ("trait_places", &[fixture!("trait_places")]),
        ("auth_schemes", &[fixture!("auth_schemes")]),
        ("trait_conflicts", &[fixture!("trait_conflicts")]),
        ("streams", &[fixture!("streams")]),
        ("values", &[fixture!("values")]),
    ];
    for (name, files) in cases {
        insta::assert_snapshot!(name, findings(files));
    }
}

#[test]
fn lists_in_lists_are_counted() {
    let findings_of = |depth: usize| {
        let list = |index: usize| match index {
            0 => {
                r#""example#L0": { "type": "list", "member": { "target": "smithy.api#String" } }"#.to_owned()
            }
            _ => format!(
                r#""example#L{index}": {{ "type": "list", "member": {{ "target": "example#L{}" }} }}"#,
                index - 1
            ),
        };
        let shapes: Vec<String> = (0..depth).map(list).collect();
        let text = format!(r#"{{ "smithy": "2.0", "shapes": {{ {} }} }}"#, shapes.join(","));
        findings(&[SourceFile { name: "deep.json", text: &text }]).to_string()
    };
    assert_eq!(findings_of(16), "no findings");
    assert!(findings_of(17).contains("expected at most 16 lists and maps, one in the other, found more"));
    assert!(findings_of(2000).contains("1984 errors"));
}

#[test]
fn roots_that_are_no_model() {
    let texts =
        ["", "[]", "{}", r#"{"smithy": 2}"#, r#"{"smithy": "3.0"}"#, r#"{"smithy":"2.0","shapes":[]}"#];
    let report: Vec<String> =
        texts.iter().map(|text| findings(&[SourceFile { name: "root.json", text }]).to_string()).collect();
    insta::assert_snapshot!(report.join("\n\n"));
    assert!(Model::read(&[]).is_err());
}

#[test]
fn mixins_become_part_of_their_users() {
    let loaded = Model::read(&[fixture!("mixins"), fixture!("applied")]).unwrap();
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
    insta::assert_snapshot!(outline(&loaded.model));
}

#[test]
fn services_and_operations_get_what_their_mixins_bind() {
    let text = r#"$version: "2"
namespace a
@mixin service Base { version: "1", operations: [Ping, Sell], resources: [Shelf], errors: [Closed], rename: { "a#Word": "Text", "a#Line": "Row" } }
service Shop with [Base] { operations: [Buy, Ping], resources: [Box], errors: [Gone], rename: { "a#Word": "Term" } }
service Stall with [Base] { version: "2", operations: [Buy] }
@mixin operation Careful { errors: [Gone, Closed] }
operation Ping {}
operation Buy with [Careful] { input: BuyInput, errors: [Broke, Closed] }
operation Sell {}
resource Shelf {}
resource Box {}
structure BuyInput { word: Word, line: Line }
@error("client") structure Closed {}
@error("client") structure Gone {}
@error("client") structure Broke {}
structure Word {}
structure Line {}
"#;
    let loaded = Model::read(&[SourceFile { name: "shop.smithy", text }]).unwrap();
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
    let names = |bound: &[Reference]| bound.iter().map(|it| it.id.name()).collect::<Vec<_>>().join(" ");
    let services = loaded.model.services().map(|(shape, it)| {
        let renames = it.rename.iter().map(|(shape, name)| format!("{}={name}", shape.id.name()));
        let bound = [&it.operations, &it.resources, &it.errors].map(|bound| names(bound)).join(", ");
        format!("{} {}: {bound}, {}", shape.id.name(), it.version, renames.collect::<Vec<_>>().join(" "))
    });
    assert_eq!(
        services.collect::<Vec<_>>(),
        [
            "Shop 1: Ping Sell Buy, Shelf Box, Closed Gone, Word=Term Line=Row",
            "Stall 2: Ping Sell Buy, Shelf, Closed, Word=Text Line=Row"
        ]
    );
    let buy = loaded.model.operation(&ShapeId::parse("a#Buy").unwrap()).unwrap();
    assert_eq!((buy.input.id.name(), names(&buy.errors).as_str()), ("BuyInput", "Gone Closed Broke"));
}

#[test]
fn version_1_is_read_in_the_terms_of_version_2() {
    let loaded = Model::read(&[fixture!("version_1")]).unwrap();
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
    insta::assert_snapshot!(outline(&loaded.model));
}

#[test]
fn the_same_definition_in_two_files_is_one() {
    let first = Model::read(&[fixture!("version_1")]).unwrap();
    let twice = [fixture!("version_1"), SourceFile { name: "copy.json", ..fixture!("version_1") }];
    assert_eq!(outline(&Model::read(&twice).unwrap().model), outline(&first.model));
}

#[test]
fn a_shape_in_two_files_has_the_traits_of_both() {
    let file = |name, traits: &str, member: &str, text: &str| {
        let text = format!(
            r#"{{ "smithy": "2.1", "shapes": {{
                "example#S": {{ "type": "structure", "members": {{ "m": {{ "target": "{text}", "traits": {{ {member} }} }} }}, "traits": {{ {traits} }} }},
                "example#L": {{ "type": "list", "member": {{ "target": "smithy.api#String", "traits": {{ {member} }} }} }} }} }}"#
        );
        (name, text)
    };
    let read = |files: [(&'static str, String); 2]| {
        let files = files.iter().map(|(name, text)| SourceFile { name, text });
        match Model::read(&files.collect::<Vec<_>>()) {
            Ok(loaded) => format!("{}{}", outline(&loaded.model), loaded.warnings),
            Err(diagnostics) => diagnostics.to_string(),
        }
    };
    let (one, other) = (r#""smithy.api#tags": ["a"]"#, r#""smithy.api#title": "b""#);
    let string = "smithy.api#String";
    insta::assert_snapshot!(
        [
            read([file("a.json", one, other, string), file("b.json", other, one, string)]),
            read([
                file("a.json", other, "", string),
                file("b.json", r#""smithy.api#title": "c""#, "", string)
            ]),
            read([file("a.json", "", "", string), file("b.json", "", "", "smithy.api#Integer")]),
        ]
        .join("\n\n")
    );
}

#[test]
fn lists_from_two_files_are_joined() {
    let file = |metadata: &str, traits: &str| {
        format!(
            r#"{{ "smithy": "2.0", "metadata": {{ "m": {metadata} }}, "shapes": {{
                "a#S": {{ "type": "structure", "members": {{}}, "mixins": [], "traits": {{ {traits} }} }} }} }}"#
        )
    };
    let tags = |tags: &str| format!(r#""smithy.api#tags": [{tags}]"#);
    let read = |first: &str, second: &str| {
        let files = [("a.json", first), ("b.json", second)].map(|(name, text)| SourceFile { name, text });
        match Model::read(&files) {
            Ok(Loaded { model, .. }) => {
                let applied = model.find("a#S").unwrap().traits.get("smithy.api#tags").unwrap();
                format!("{} {applied}", model.metadata()["m"])
            }
            Err(refused) => refused.findings.iter().map(|it| it.message.clone()).collect(),
        }
    };
    let one = file("[1]", &tags(r#""x""#));
    assert_eq!(read(&one, &one), r#"[1] ["x"]"#);
    assert_eq!(read(&one, &file("[2]", &tags(r#""y""#))), r#"[1,2] ["x","y"]"#);
    // What is empty may be left out.
    let bare = file("[1]", &tags("")).replace(r#""members": {}, "mixins": [], "#, "");
    assert_eq!(read(&one, &bare), r#"[1] ["x"]"#);
    let mixed = one.replace(r#""mixins": []"#, r#""mixins": [{ "target": "a#M" }]"#);
    assert!(read(&one, &mixed).starts_with("this shape is defined differently at a.json:2:"));
    let union = one.replace("structure", "union");
    assert!(read(&one, &union).starts_with("this shape is defined differently at a.json:2:"));
    assert_eq!(read(&one, &file("1", &tags(""))), "metadata `m` has another value elsewhere");
}

#[test]
fn members_get_their_targets_from_mixins_of_mixins() {
    let text = r#"$version: "2"
namespace a
@mixin structure Base { name: Name }
@mixin structure Left with [Base] {}
@mixin structure Right with [Base] { @required $name }
structure Both with [Left, Right] { @deprecated $name }
@mixin map Named { key: Name, value: Size }
@mixin map Sized with [Named] {}
map Sizes with [Sized] { @deprecated $value }
map More with [Named] {}
@mixin list Names { member: Name }
list All with [Names] { @deprecated $member }
resource Shelf { identifiers: { shelf: Name } }
structure Found for Shelf { $shelf }
string Name
integer Size
"#;
    let loaded = Model::read(&[SourceFile { name: "elided.smithy", text }]).unwrap();
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
    insta::assert_snapshot!(outline(&loaded.model));
    let missing = |name: &str, of: &str| format!("expected a member `{name}` {of}of a mixin, found none");
    let in_found = |name: &str, of: &str| missing(name, &format!("of the resource `a#{of}` or "));
    for (from, to, said) in [
        ("$value", "$valu", vec![missing("valu", "")]),
        ("$member", "$membr", vec![missing("membr", "")]),
        ("@required $name", "@required $nam", vec![missing("nam", "")]),
        ("{ $shelf", "{ $shel", vec![in_found("shel", "Shelf")]),
        (
            "for Shelf",
            "for Shel",
            vec!["expected the resource `a#Shel`, found none".to_owned(), in_found("shelf", "Shel")],
        ),
        (
            "for Shelf",
            "for Foun",
            vec!["expected the resource `a#Foun`, found none".to_owned(), in_found("shelf", "Foun")],
        ),
        (
            "for Shelf",
            "for Found",
            vec![
                "expected the resource `a#Found`, found another shape".to_owned(),
                in_found("shelf", "Found"),
            ],
        ),
    ] {
        let found = findings(&[SourceFile { name: "elided.smithy", text: &text.replace(from, to) }]);
        let messages: Vec<_> = found.iter().map(|it| it.message.clone()).collect();
        assert_eq!(messages, said, "{found}");
        assert!(!found.to_string().contains("did you mean `a#Found`?"), "{found}");
        assert_eq!(found.to_string().contains("did you mean `a#Shelf`?"), to == "for Shel", "{found}");
    }
}

/// The values of traits, one line each; a trait that is not there shows as `None`.
macro_rules! values {
    ($traits:expr, $($name:ident),*) => {
        concat_lines(&[$(format!("{:?}", $traits.read::<smithwright_codegen::model::traits::$name>())),*])
    };
}

fn concat_lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn trait_values_become_types() {
    let loaded = Model::read(&[fixture!("traits")]).unwrap();
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
    let traits = |id: &str| &loaded.model.find(id).unwrap().traits;
    let service = traits("example#Service");
    let operation = traits("example#First");
    let error = traits("example#Error");
    let structure = loaded.model.find("example#Structure").unwrap();
    let id = &structure.member("id").unwrap().traits;
    let size = &structure.member("size").unwrap().traits;
    let when = &structure.member("when").unwrap().traits;
    let lines = [
        values!(service, AwsService, SigV4, RestJson1, RestXml, PresignedWebSocket, Auth),
        values!(service, HttpApiKeyAuth, XmlNamespace, AwsJson1_0),
        values!(operation, HttpChecksum, WebSocketMessages, Endpoint, Http, Idempotent),
        values!(operation, Paginated, RequestCompression, HttpChecksumRequired),
        values!(traits("example#Last"), Readonly),
        values!(error, AwsQueryError, Deprecated, Error, HttpError, Retryable),
        values!(id, ReservedPrefix, HttpHeader, Length),
        values!(size, Range),
        values!(when, TimestampFormat),
    ];
    insta::assert_snapshot!(lines.concat());
    assert_eq!(id.get("smithy.api#default").and_then(|value| value.as_str()), Some("x"));
    assert_eq!(id.applied("smithy.api#length").unwrap().location.to_string(), "traits.json:68:25");
}

#[test]
fn operations_of_a_service_include_those_of_its_resources() {
    let loaded = Model::read(&[fixture!("traits")]).unwrap();
    let (_, service) = loaded.model.services().next().unwrap();
    let names: Vec<&str> =
        loaded.model.operations_of(service).iter().map(|(shape, _)| shape.id.name()).collect();
    assert_eq!(names, ["First", "Last"]);
    let (_, last) = loaded.model.operations_of(service)[1];
    assert!(last.input.is_unit() && last.output.is_unit());
}

#[test]
fn every_used_trait_refuses_a_wrong_value() {
    let used =
        catalog::all().filter(|entry| matches!(entry.treatment, Treatment::Used(_) | Treatment::Checked(..)));
    for entry in used.filter(|entry| entry.id != "smithy.api#default") {
        let text = format!(
            r#"{{"smithy":"2.0","shapes":{{"example#S":{{"type":"structure","members":{{}},"traits":{{"{}":false}}}}}}}}"#,
            entry.id
        );
        let findings = findings(&[SourceFile { name: "wrong.json", text: &text }]);
        // Some stand where they may not, which is another finding.
        let of_value = findings.iter().filter(|finding| finding.message.contains("found `false`"));
        let [finding] = of_value.collect::<Vec<_>>()[..] else {
            panic!("{}: {findings}", entry.id);
        };
        assert!(findings.has_errors());
        assert_eq!(finding.trait_id.as_deref(), Some(entry.id));
        assert_eq!(finding.shape.as_deref(), Some("example#S"));
        assert!(finding.position.is_some());
    }
}

#[test]
fn damaged_models_are_reported_and_never_panic() {
    for file in [fixture!("version_1"), fixture!("mixins"), fixture!("references"), fixture!("trait_values")]
    {
        for end in (0..file.text.len()).filter(|end| file.text.is_char_boundary(*end)) {
            let text = &file.text[..end];
            // Without its last line break the text is still whole.
            let whole = text.trim_end() == file.text.trim_end();
            assert!(whole || Model::read(&[SourceFile { text, ..file }]).is_err());
        }
        let lines: Vec<&str> = file.text.lines().collect();
        for left_out in 0..lines.len() {
            let kept: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(line, _)| *line != left_out)
                .map(|(_, text)| *text)
                .collect();
            let _ = Model::read(&[SourceFile { text: &kept.join("\n"), ..file }]);
        }
        for (from, to) in [
            ("{", "["),
            ("[", "{"),
            ("\"example#", "\"smithy.api#"),
            ("{}", "null"),
            ("smithy.api#String", "example#Holder"),
        ] {
            for (at, _) in file.text.match_indices(from) {
                let text = format!("{}{to}{}", &file.text[..at], &file.text[at + from.len()..]);
                let _ = Model::read(&[SourceFile { text: &text, ..file }]);
            }
        }
    }
}

#[test]
fn a_shape_that_is_refused_is_not_called_missing_too() {
    let using = r#"{ "smithy": "2.0", "shapes": {
        "example#Odd": { "type": "strucure", "members": {} },
        "example#Texts": { "type": "list", "member": { "target": "example#Odd" } }
    } }"#;
    let applying = r#"{ "smithy": "2.0", "shapes": {
        "example#Odd": { "type": "apply", "traits": { "smithy.api#documentation": "Odd." } }
    } }"#;
    let files = [("using", using), ("applying", applying)].map(|(name, text)| SourceFile { name, text });
    let found: Vec<String> = findings(&files).iter().map(|it| it.message.clone()).collect();
    assert_eq!(found, ["there is no shape type `strucure`"]);
}

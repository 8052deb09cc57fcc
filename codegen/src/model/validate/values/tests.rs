use super::*;
use crate::model::SourceFile;
use crate::model::node::parse;

/// Shapes of every type, with limits.
const SHAPES: &str = r##"
    "a#Blob": { "type": "blob", "traits": { "smithy.api#length": { "max": 3 } } },
    "a#Word": { "type": "blob", "traits": { "smithy.api#length": { "min": 4, "max": 4 } } },
    "a#Boolean": { "type": "boolean" },
    "a#String": { "type": "string", "traits": { "smithy.api#length": { "min": 2, "max": 4 }, "smithy.api#pattern": "^[a-zé]*$" } },
    "a#Odd": { "type": "string", "traits": { "smithy.api#pattern": "^(?!x)" } },
    "a#Id": { "type": "string", "traits": { "smithy.api#idRef": { "failWhenMissing": true } } },
    "a#Loose": { "type": "string", "traits": { "smithy.api#idRef": {} } },
    "a#Byte": { "type": "byte", "traits": { "smithy.api#range": { "min": 1 } } },
    "a#Short": { "type": "short" },
    "a#Integer": { "type": "integer", "traits": { "smithy.api#range": { "min": 2, "max": 2 } } },
    "a#Long": { "type": "long", "traits": { "smithy.api#range": { "max": 9007199254740992 } } },
    "a#Float": { "type": "float", "traits": { "smithy.api#range": { "min": -0.5 } } },
    "a#Double": { "type": "double" },
    "a#BigInteger": { "type": "bigInteger" },
    "a#BigDecimal": { "type": "bigDecimal" },
    "a#Timestamp": { "type": "timestamp" },
    "a#Seconds": { "type": "timestamp", "traits": { "smithy.api#timestampFormat": "epoch-seconds" } },
    "a#Http": { "type": "timestamp", "traits": { "smithy.api#timestampFormat": "http-date" } },
    "a#Iso": { "type": "timestamp", "traits": { "smithy.api#timestampFormat": "date-time" } },
    "a#Document": { "type": "document" },
    "a#Enum": { "type": "enum", "members": { "M": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "warm" } } } },
    "a#IntEnum": { "type": "intEnum", "members": { "M": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": 5 } } } },
    "a#Pair": { "type": "structure", "members": { "a": { "target": "a#Short" }, "b": { "target": "smithy.api#String" } } },
    "a#Set": { "type": "list", "member": { "target": "a#Pair" }, "traits": { "smithy.api#uniqueItems": {}, "smithy.api#length": { "max": 3 } } },
    "a#Sparse": { "type": "list", "member": { "target": "a#Boolean" }, "traits": { "smithy.api#sparse": {} } },
    "a#Map": { "type": "map", "key": { "target": "a#String" }, "value": { "target": "a#List" }, "traits": { "smithy.api#length": { "min": 1 } } },
    "a#List": { "type": "list", "member": { "target": "a#Boolean" } },
    "a#Numbers": { "type": "list", "member": { "target": "a#BigDecimal" }, "traits": { "smithy.api#uniqueItems": {} } },
    "a#Nulled": { "type": "structure", "members": { "a": { "target": "a#Boolean", "traits": { "smithy.api#required": {}, "smithy.api#default": null } } } },
    "a#Union": { "type": "union", "members": { "byte": { "target": "a#Byte" }, "self": { "target": "a#Structure" } } },
    "a#Structure": { "type": "structure", "members": {
        "needed": { "target": "a#Boolean", "traits": { "smithy.api#required": {} } },
        "known": { "target": "a#Boolean", "traits": { "smithy.api#required": {}, "smithy.api#default": true } },
        "short": { "target": "a#String", "traits": { "smithy.api#length": { "max": 1 } } },
        "when": { "target": "a#Seconds", "traits": { "smithy.api#timestampFormat": "date-time" } },
        "parts": { "target": "a#Parts" }
    } },
    "a#Parts": { "type": "list", "member": { "target": "a#Structure" } }
"##;

fn model() -> Model {
    let text = format!(r#"{{ "smithy": "2.0", "shapes": {{ {SHAPES} }} }}"#);
    Model::read(&[SourceFile { name: "values.json", text: &text }]).unwrap().model
}

/// Checks a value of a shape, as the value of a trait.
fn check(model: &Model, name: &str, value: &str, excused: Excused, unknown: Unknown) -> String {
    let shape = model.find(&format!("a#{name}")).unwrap();
    let value = parse(value).unwrap().root;
    let applied = AppliedTrait {
        id: ShapeId::parse("a#t").unwrap(),
        location: shape.location.clone(),
        value: value.clone(),
    };
    let mut diagnostics = Diagnostics::new();
    let site = Site { subject: &shape.id, applied: &applied, whole: Some("it"), excused, unknown };
    Checker::new(model).check(site, "", &value, shape.into(), &mut diagnostics);
    let line = |it: &Diagnostic| {
        let (severity, help) = (it.severity, it.help.as_deref().unwrap_or("none"));
        format!("  {severity:?}: {} ({help})\n", it.message)
    };
    diagnostics.iter().map(line).collect()
}

fn strict(model: &Model, name: &str, value: &str) -> String {
    check(model, name, value, Excused::None, Unknown::Reported)
}

#[test]
fn values_that_fit() {
    let model = model();
    for (name, values) in [
        ("Blob", &[r#""""#, r#""YWJj""#, r#""a b""#] as &[&str]),
        // As text, it has four bytes.
        ("Word", &[r#""YWJjZA==""#, r#""YWJj""#]),
        ("Boolean", &["true", "false"]),
        ("String", &[r#""ab""#, r#""éééé""#]),
        ("Odd", &[r#""anything""#]),
        ("Id", &[r#""a#Id""#, r#""a#Structure$needed""#, r#""smithy.api#String""#, r#""aws.auth#sigv4""#]),
        ("Loose", &[r#""b#Elsewhere""#]),
        ("Byte", &["1", "127", "4.0"]),
        ("Short", &["-32768", "32767"]),
        ("Integer", &["2", "2.0"]),
        ("Long", &["9007199254740992", "-9223372036854775808"]),
        ("Float", &["-0.5", "3.4028234663852886e38", r#""Infinity""#]),
        ("Double", &["1e300", r#""NaN""#]),
        ("BigInteger", &["123456789012345678901234567890"]),
        ("BigDecimal", &["1.5e400"]),
        ("Timestamp", &["1.5", r#""1985-04-12T23:20:50.52Z""#]),
        ("Seconds", &["0"]),
        ("Http", &[r#""Tue, 29 Apr 2014 18:30:38 GMT""#]),
        ("Iso", &[r#""1985-04-12T23:20:50Z""#]),
        ("Document", &["null", r#"{"a":[1,null]}"#]),
        ("Enum", &[r#""warm""#]),
        ("IntEnum", &["5"]),
        ("Set", &["[]", r#"[{"a":1}, {"a":2}, {"b":"1"}]"#]),
        ("Sparse", &["[true, null]"]),
        ("List", &["[true, true]"]),
        ("Numbers", &["[123456789012345678901234567890, 123456789012345678901234567891, 1.5]"]),
        ("Map", &[r#"{"ab": []}"#]),
        ("Union", &[r#"{"byte": 1}"#, r#"{"self": {"needed": true}}"#]),
        (
            "Structure",
            &[
                r#"{"needed": true, "short": "a", "when": "1985-04-12T23:20:50Z", "parts": [{"needed": false}]}"#,
            ],
        ),
    ] {
        for value in values {
            assert_eq!(strict(&model, name, value), "", "{name}: {value}");
        }
    }
}

#[test]
fn values_that_do_not_fit() {
    let model = model();
    let cases = [
        ("Blob", r#""YWJjZA==""#),
        ("Blob", "1"),
        ("Word", r#""YWI=a""#),
        ("Boolean", r#""true""#),
        ("Boolean", "null"),
        ("String", r#""A""#),
        ("String", r#""ééééé""#),
        ("String", "{}"),
        ("Id", r#""a#Non""#),
        ("Id", r#""a#Structure$non""#),
        ("Loose", r#""relative""#),
        ("Byte", "128"),
        ("Byte", "0"),
        ("Byte", "-129"),
        ("Short", "-32769"),
        ("Short", "32768"),
        ("Short", "0.5"),
        ("Integer", "2147483648"),
        ("Integer", "1"),
        ("Long", "9007199254740993"),
        ("Long", "-9223372036854775809"),
        ("Float", "1e39"),
        ("Float", r#""NaN""#),
        ("Float", r#""-Infinity""#),
        ("Double", r#""nan""#),
        ("BigInteger", "1.0"),
        ("BigDecimal", r#""1""#),
        ("Timestamp", r#""Tue, 29 Apr 2014 18:30:38 GMT""#),
        ("Timestamp", "true"),
        ("Seconds", r#""1985-04-12T23:20:50Z""#),
        ("Http", "0"),
        ("Iso", r#""1985-04-12T23:20:50+01:00""#),
        ("Enum", r#""warn""#),
        ("Enum", "5"),
        ("IntEnum", "6"),
        ("IntEnum", r#""5""#),
        ("Numbers", "[1.5, 1.50]"),
        ("Nulled", "{}"),
        ("Set", r#"[{"a":1,"b":"\""}, {"a":2}, {"b":"\"","a":1.0}, {"a":2.0}]"#),
        ("Sparse", "[true, 1]"),
        ("List", "[true, null, 1]"),
        ("Map", "{}"),
        ("Map", r#"{"A": [], "a b": [0], "ab": null}"#),
        ("Union", "{}"),
        ("Union", r#"{"byte": 1, "self": {}}"#),
        ("Union", r#"{"bite": 1}"#),
        ("Union", r#"{"self": {"parts": [{"needed": true, "short": "ab"}, {"known": 1}]}}"#),
        ("Structure", r#"{"needed": null, "neded": true, "other": 1, "when": 5}"#),
        ("Structure", "[]"),
    ];
    let lines = cases.map(|(name, value)| format!("{name}: {value}\n{}", strict(&model, name, value)));
    insta::assert_snapshot!(lines.concat());
}

#[test]
fn what_is_excused() {
    let model = model();
    let excused = |name, value, excused| check(&model, name, value, excused, Unknown::Reported);
    assert_eq!(excused("Byte", "0", Excused::Zero), "");
    assert_ne!(excused("Byte", "-1", Excused::Zero), "");
    assert_eq!(excused("String", r#""A""#, Excused::All), "");
    assert_eq!(excused("Structure", "{}", Excused::All), "");
    assert_ne!(excused("String", "1", Excused::All), "");
    let passed = |value| check(&model, "Structure", value, Excused::None, Unknown::Passed);
    assert_eq!(passed(r#"{"needed": true, "other": 1}"#), "");
    assert!(passed(r#"{"needed": true, "parst": []}"#).contains("did you mean `parts`?"));
}

#[test]
fn deep_values_are_checked() {
    let model = model();
    let nested = |depth: usize| {
        let (open, close) = (r#"{"needed": true, "parts": ["#.repeat(depth), "]}".repeat(depth));
        strict(&model, "Structure", &format!("{open}1{close}"))
    };
    // The readers of models go no deeper than 200 levels.
    assert!(nested(100).contains("expected an object as `parts[0].parts[0]."));
}

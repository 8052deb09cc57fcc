//! The values of traits, to the last that is right.

use super::findings;

/// Each trait with what is said of wrong values, the last values that are right, and the first that are wrong.
#[test]
fn values_at_their_limits() {
    let found = |id: &str, value: &str| {
        let text = format!(
            r#"{{ "smithy": "2.0", "shapes": {{ "a#S": {{ "type": "structure", "members": {{}}, "traits": {{ "{id}": {value} }} }} }} }}"#
        );
        let findings = findings("limits.json", &text);
        // Where the trait stands is another matter.
        let of_value = |message: &&str| !message.contains(" the trait");
        findings.iter().map(|it| &*it.message).find(of_value).unwrap_or("nothing").to_owned()
    };
    let hosts = |name: &str| format!(r#"{{ "hostPrefix": "{name}" }}"#);
    let code = |code: &str| format!(r#"{{ "method": "GET", "uri": "/", "code": {code} }}"#);
    let query_error = |code: &str| format!(r#"{{ "code": "a", "httpResponseCode": {code} }}"#);
    let polled = |time: &str| format!(r#"{{ "timeoutMillis": {time} }}"#);
    let rows: [(&str, &str, &[&str], &[&str]); 21] = [
        ("smithy.api#sensitive", "expected an empty object, found", &["{}", "null"], &["false", "[]"]),
        (
            "smithy.api#mediaType",
            "expected a media type such as `video/mp4`, found",
            &[r#""a/b""#, r#""a/b; c=d/e""#, r#""a/b ;c""#],
            &[r#""a""#, r#""/b""#, r#""a/""#, r#""a/b/c""#, r#""a b/c""#, r#""a/b c""#],
        ),
        (
            "smithy.api#externalDocumentation",
            "expected a URL such as `https://example.com/` as `a`, found",
            &[r#"{ "a": "s3://b" }"#],
            &[r#"{ "a": "://b" }"#, r#"{ "a": "s-3://b" }"#, r#"{ "a": "s3://" }"#, r#"{ "a": "s3:b" }"#],
        ),
        (
            "smithy.api#xmlName",
            "expected a name of letters, digits, `_`, `-` and `.` that begins with a letter or `_`, found",
            &[r#""_1.b-c_D""#, r#""a:_""#],
            &[r#""""#, r#""1""#, r#""-a""#, r#"".a""#, r#""a:""#, r#""a:b:c""#, r#""ä""#],
        ),
        (
            "smithy.api#http",
            "expected a whole number from 100 to 599 as `code`, found",
            &[&code("100"), &code("599"), &code("2e2"), &code("null")],
            &[&code("99"), &code("600"), &code("200.5")],
        ),
        (
            "smithy.api#http",
            "expected the field `method`, found `null`",
            &[r#"{ "method": "GET", "uri": "/a?&b&" }"#],
            &[r#"{ "method": null, "uri": "/" }"#],
        ),
        (
            "smithy.api#httpError",
            "expected a whole number from 300 to 599, found",
            &["300", "599"],
            &["299", "600"],
        ),
        (
            "aws.protocols#awsQueryError",
            "expected a whole number from 100 to 599 as `httpResponseCode`, found",
            &[&query_error("100"), &query_error("599")],
            &[&query_error("99"), &query_error("600")],
        ),
        (
            "smithy.api#longPoll",
            "expected a whole number from 1 to 2147483647 as `timeoutMillis`, found",
            &[&polled("1"), &polled("2147483647")],
            &[&polled("0"), &polled("2147483648")],
        ),
        (
            "smithy.api#length",
            "expected a whole number from 0 as `min`, found",
            &[r#"{ "min": 0 }"#, r#"{ "min": null, "max": 0 }"#],
            &[r#"{ "min": -1 }"#, r#"{ "min": 0.5 }"#],
        ),
        (
            "smithy.api#length",
            "`min` 2 is greater",
            &[r#"{ "min": 1, "max": 1 }"#],
            &[r#"{ "min": 2, "max": 1 }"#],
        ),
        ("smithy.api#length", "expected `min` or `max` or both, found", &[], &["{}", r#"{ "min": null }"#]),
        (
            "smithy.api#range",
            "`min` 2 is greater",
            &[r#"{ "min": 1, "max": 1 }"#],
            &[r#"{ "min": 2, "max": 1 }"#],
        ),
        ("smithy.api#range", "expected `min` or `max` or both, found", &[r#"{ "max": -1 }"#], &["{}"]),
        (
            "smithy.api#endpoint",
            "expected the beginning of a host",
            &[&hosts("a-b.{c}."), &hosts(&"a".repeat(63))],
            &[&hosts("-a"), &hosts(&"a".repeat(64)), &hosts("a..b"), &hosts(".a")],
        ),
        (
            "smithy.api#endpoint",
            "expected letters, digits, `.`, `-` and labels in braces",
            &[&hosts("{a}{b}")],
            &[&hosts("{1}"), &hosts("{}"), &hosts("{a"), &hosts("a_b")],
        ),
        (
            "smithy.api#httpHeader",
            "expected an HTTP token",
            &[r##""!#$%&'*+-.^_`|~1""##],
            &[r#""""#, r#""a:""#],
        ),
        (
            "smithwright.api#constantHeaders",
            "expected the value of a header",
            &[r#"{ "a": "b c" }"#],
            &[r#"{ "a": " b" }"#, r#"{ "a": "b " }"#, r#"{ "a": "b\tc" }"#, r#"{ "a": "ä" }"#],
        ),
        (
            "smithwright.api#constantHeaders",
            "expected the name of a header",
            &[],
            &[r#"{ "": "b" }"#, r#"{ "a b": "c" }"#],
        ),
        (
            "smithy.api#examples",
            "expected a string as `documentation`, found",
            &[r#"[{ "title": "A" }]"#],
            &[r#"[{ "title": "A", "documentation": 1 }]"#],
        ),
        (
            "smithy.api#references",
            "expected an absolute shape id such as `example#Shape`, found `b`",
            &[r#"[{ "resource": "a#R" }]"#],
            &[r#"[{ "resource": "a#R", "service": "b" }]"#],
        ),
    ];
    for (id, said, right, wrong) in rows {
        for value in right {
            assert_eq!(found(id, value), "nothing", "{id}: {value}");
        }
        for value in wrong {
            assert!(found(id, value).starts_with(said), "{id}: {value}\n{}\n{said}", found(id, value));
        }
    }
}

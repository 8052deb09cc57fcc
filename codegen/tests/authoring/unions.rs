//! Mistakes in unions that are discriminated by a key or untagged, and in what is unknown to them (`alloy`).

use super::told;

const UNIONS: &str = r#"$version: "2"
namespace a
use alloy#discriminated
use alloy#jsonUnknown
use alloy#untagged
@discriminated("kind") union Item { book: Book, song: Song, @jsonUnknown other: Document }
@untagged union Price { cents: Integer, inner: Inner, prices: Prices, wrapped: Wrapped, any: Document }
@untagged union Inner { text: String, flag: Boolean }
@untagged union Songs { song: Song }
union Plain { text: String, price: Price, @jsonUnknown other: Document }
structure Book { title: String, @jsonUnknown more: Documents }
structure Song { @jsonName("type") kind: String }
structure Wrapped { price: Price }
list Prices { member: Price }
map Documents { key: String, value: Document }
map Texts { key: String, value: String }
"#;

#[test]
fn forms_of_unions() {
    told(
        "unions.smithy",
        UNIONS,
        &[
            (
                "song: Song,",
                "song: Song, text: String,",
                "error: expected a structure, into which the key \"kind\" is written, found `smithy.api#String`",
            ),
            (
                "@jsonName(\"type\") kind",
                "kind",
                "error: the key \"kind\" tells which member the union is, and it is a key of `a#Song$kind` too",
            ),
            (
                "structure Book { title",
                "structure Book { @jsonName(\"kind\") title",
                "error: the key \"kind\" tells which member the union is, and it is a key of `a#Book$title` too",
            ),
            (
                "@discriminated(\"kind\")",
                "@discriminated(\"\")",
                "error: expected a string that is not empty",
            ),
            (
                "union Inner { text: String",
                "union Inner { text: String, same: Inner",
                "error: the union may be itself, and nothing in a value tells how often",
            ),
            (
                "any: Document }",
                "@jsonUnknown any: Document }",
                "error: an untagged union has no unknown members: any document is one of its members",
            ),
            (
                "@untagged union Songs",
                "@untagged @discriminated(\"a\") union Songs",
                "error: expected `alloy#discriminated` or `alloy#untagged`, found both",
            ),
        ],
    );
}

#[test]
fn members_that_another_hides() {
    let hidden =
        |by: &str| format!("warning: nothing is read as this member: what it takes, `{by}` takes before it");
    let (cents, any, text) = (hidden("cents"), hidden("any"), hidden("text"));
    told(
        "unions.smithy",
        UNIONS,
        &[
            ("any: Document }", "any: Document, more: Book }", &any),
            ("inner: Inner, prices", "inner: Inner, few: Short, prices", &cents),
            ("text: String, flag: Boolean }", "text: String, flag: Boolean, other: String }", &text),
            ("text: String, flag: Boolean }", "text: String, flag: Boolean, bytes: Blob }", &text),
            ("text: String, flag: Boolean }", "text: String, flag: Boolean, at: Timestamp }", &text),
            (
                "text: String, flag: Boolean }",
                "flag: Boolean, text: String, again: Boolean }",
                &hidden("flag"),
            ),
        ],
    );
    // What is wider comes later, and numbers with a fraction after whole ones.
    let fine =
        UNIONS.replace("{ cents: Integer,", "{ cents: Integer, many: Long, part: Double, exact: BigDecimal,");
    assert!(super::findings("unions.smithy", &fine).is_empty());
    // A time may be a number.
    let number = "@timestampFormat(\"epoch-seconds\") at: Timestamp";
    let fine = UNIONS.replace("flag: Boolean }", &format!("flag: Boolean, {number} }}"));
    assert!(super::findings("unions.smithy", &fine).is_empty());
}

#[test]
fn what_keeps_the_unknown() {
    told(
        "unions.smithy",
        UNIONS,
        &[
            (
                "@jsonUnknown more: Documents",
                "@jsonUnknown more: Texts",
                "error: expected the trait on a member that holds a map of documents, found",
            ),
            (
                "other: Document }\nstructure",
                "other: Texts }\nstructure",
                "error: expected the trait on a member that holds a document, found",
            ),
            (
                "@jsonUnknown more",
                "@jsonUnknown @jsonName(\"a\") more",
                "error: expected `smithy.api#jsonName` or `alloy#jsonUnknown`, found both",
            ),
            (
                "@jsonUnknown more: Documents",
                "@jsonUnknown more: Documents, @jsonUnknown rest: Documents",
                "error: expected one member with `alloy#jsonUnknown` in this structure, found another",
            ),
        ],
    );
}

//! Mistakes in mixins.

use super::told;

const MIXINS: &str = r#"$version: "2"
namespace a
@aws.protocols#restJson1
service Shop with [Base] { version: "1", operations: [Buy], resources: [Shelf] }
@mixin service Base { errors: [Closed] }
@mixin operation Careful { errors: [Gone] }
@mixin resource Named {}
@mixin structure Titled { title: String }
@mixin(localTraits: [trait]) @trait structure marked { mark: String }
@http(method: "POST", uri: "/buy") operation Buy with [Careful] { input := with [Titled, marked] {}, output := {} }
@readonly @http(method: "GET", uri: "/shelves") operation ListShelves { output := {} }
resource Shelf with [Named] { identifiers: { shelf: String }, list: ListShelves }
resource Box {}
@error("client") structure Closed {}
@error("client") structure Gone {}
structure Plain {}
"#;

#[test]
fn what_can_not_be_mixed_in() {
    let whole = "error: expected a mixin without input and output, which only errors can be mixed in from";
    let nothing =
        "error: expected a mixin without anything in it, since only traits are mixed in from a resource";
    told(
        "mixins.smithy",
        MIXINS,
        &[
            ("operation Careful {", "operation Careful { input: Unit, output := {}", whole),
            ("operation Careful {", "operation Careful { input := {}", whole),
            ("resource Named {}", "resource Named { identifiers: { name: String } }", nothing),
            ("resource Named {}", "resource Named { operations: [Look] } operation Look {}", nothing),
            ("resource Named {}", "resource Named { resources: [Box] }", nothing),
            (
                "with [Titled, marked]",
                "with [marked, Plain]",
                "error: the shape `a#Plain` is used as a mixin without being one",
            ),
            (
                "with [Titled, marked] {}",
                "with [marked] { title: Titled }",
                "error: expected a shape of its own, found the mixin `a#Titled`",
            ),
            (
                "with [Titled, marked] {}",
                "with [Titled] { title: Integer }",
                "error: expected the target `smithy.api#String`, which a mixin gives this member, found `smithy.api#Integer`",
            ),
            (
                "operations: [Buy]",
                "operations: [Buy, Careful]",
                "error: expected a shape of its own, found the mixin `a#Careful`",
            ),
        ],
    );
}

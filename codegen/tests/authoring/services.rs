//! Mistakes in what a service has: names, shapes with a role, requests and responses.

use super::told;

const SHOP: &str = r#"$version: "2"
namespace a
use aws.protocols#httpChecksum
use smithy.waiters#waitable
@aws.protocols#restXml
service Shop { version: "1", operations: [Buy, Sell, Watch], rename: { "a#Word": "Text" }, errors: [Closed] }
@waitable(Bought: { acceptors: [{ state: "success", matcher: { success: true } }] })
@httpChecksum(requestAlgorithmMember: "sum", requestValidationModeMember: "mode", responseAlgorithms: ["CRC32"])
@http(method: "POST", uri: "/buy")
operation Buy { input: BuyInput, output := { words: Words } }
@input structure BuyInput { @httpHeader("sum") sum: Sum, @httpHeader("mode") mode: Mode, word: Word }
@waitable(Sold: { acceptors: [{ state: "success", matcher: { success: true } }] })
@requestCompression(encodings: ["gzip"])
@endpoint(hostPrefix: "{place}.")
@httpChecksum(requestChecksumRequired: true)
@http(method: "POST", uri: "/sell", code: 201)
operation Sell { input: SellInput, output := {} }
structure SellInput { @required @hostLabel @httpHeader("place") place: String, @httpPayload picture: Picture = "" }
@http(method: "POST", uri: "/watch") operation Watch { output := { @required @httpPayload picture: Picture } }
@error("client") @httpError(404) structure Closed {}
@streaming blob Picture
@streaming @requiresLength blob Film
@uniqueItems list Words { member: Word }
structure Word { @xmlName("t") text: String, kind: Kind }
@externalDocumentation(Guide: "https://example.com/") @mediaType("text/plain; charset=utf-8") string Kind
enum Sum { CRC32, SHA256 }
enum Mode { ENABLED }
@trait(conflicts: [soft]) structure hard {}
@trait(structurallyExclusive: "member") structure soft {}
@trait(structurallyExclusive: "target") structure firm {}
@hard structure Stone { @soft first: Kind, second: Soil, third: Kind }
@firm string Soil
"#;

#[test]
fn names_of_a_service() {
    told(
        "shop.smithy",
        SHOP,
        &[
            (
                "text: String, kind",
                "text: String, Kind: Soil, kind",
                "error: expected a name that differs from `Kind` in more than case, found `kind`",
            ),
            (
                "enum Mode",
                "structure SHOP {} enum Mode",
                "error: expected an id that differs from `a#SHOP` in more than case, found `a#Shop`",
            ),
            (
                "\"a#Word\": \"Text\"",
                "\"a#Word\": \"WORDS\"",
                "error: expected names in `a#Shop` that differ in more than case, found `WORDS` for `a#Word` and `Words` for `a#Words`",
            ),
            (
                "\"a#Word\": \"Text\"",
                "\"a#Soil\": \"Text\"",
                "error: expected a shape of the service to rename, found `a#Soil`, a string that it does not reach",
            ),
            (
                "\"a#Word\": \"Text\"",
                "\"a#Word\": \"Word\"",
                "error: expected another name for `a#Word`, found its own",
            ),
            (
                "waitable(Sold",
                "waitable(BOUGHT",
                "error: expected a unique name for the waiter in `a#Shop`, found `BOUGHT`, which `a#Buy` has too",
            ),
            (
                "@waitable(Sold: { acceptors: [{ state: \"success\", matcher: { success: true } }] })",
                "@waitable",
                "error: expected at least one waiter, found an empty object",
            ),
            (
                "@xmlName(\"t\") text",
                "@xmlName(\"kind\") text",
                "warning: the name \"kind\" appears twice in XML in this structure",
            ),
        ],
    );
}

#[test]
fn shapes_of_the_same_name() {
    let alike = r#"{ "smithy": "2.0", "shapes": {
        "a#V": { "type": "service", "version": "1", "operations": [{ "target": "a#O" }], "rename": {} },
        "a#O": { "type": "operation", "input": { "target": "a#I" } },
        "a#I": { "type": "structure", "members": {
            "a": { "target": "a#Text" }, "b": { "target": "b#Text" }, "c": { "target": "a#Words" }, "d": { "target": "b#Rows" },
            "e": { "target": "b#Sames" }, "f": { "target": "b#Marked" }, "g": { "target": "b#Sparse" }, "h": { "target": "a#Tables" },
            "i": { "target": "b#Grids" }, "m": { "target": "b#Others" }, "j": { "target": "a#Things" }, "k": { "target": "b#Items" }, "l": { "target": "smithy.api#Long" } } },
        "a#Text": { "type": "string", "traits": { "smithy.api#title": "Text" } },
        "b#Text": { "type": "string", "traits": { "smithy.api#title": "Text" } },
        "a#Words": { "type": "list", "member": { "target": "a#Text" } },
        "b#Rows": { "type": "list", "member": { "target": "b#Text" } },
        "b#Sames": { "type": "list", "member": { "target": "a#Text" } },
        "b#Marked": { "type": "list", "member": { "target": "a#Text", "traits": { "smithy.api#title": "Word" } } },
        "b#Sparse": { "type": "list", "member": { "target": "a#Text" }, "traits": { "smithy.api#sparse": {} } },
        "a#Tables": { "type": "list", "member": { "target": "a#Words" } },
        "b#Grids": { "type": "list", "member": { "target": "b#Rows" } },
        "a#Things": { "type": "list", "member": { "target": "a#Thing" } },
        "b#Items": { "type": "list", "member": { "target": "b#Item" } },
        "b#Others": { "type": "list", "member": { "target": "a#Thing" } },
        "a#Thing": { "type": "structure", "members": {} },
        "b#Item": { "type": "structure", "members": {} } } }"#;
    let said = |severity: &str, first: &str, second: &str| {
        format!(
            "{severity}: expected names in `a#V` that differ in more than case, found `{0}` for `{first}` and `{0}` for `{second}`\n  --> alike.json",
            first.trim_start_matches("a#")
        )
    };
    let texts = said("error", "a#Text", "b#Text");
    let title = r#""smithy.api#title": "Text" } },"#;
    let b = r#""b#Text": { "type": "string", "traits": { "#;
    let of_b = format!("{b}{title}");
    let rename = |id: &str, name: &str| format!(r#""rename": {{ "{id}": "{name}" }}"#);
    told(
        "alike.json",
        alike,
        &[
            (title, r#"} },"#, &texts),
            (&of_b, &format!("{b}}} }},"), &texts),
            (&of_b, &of_b.replace(r#": "Text""#, r#": "Line""#), &texts),
            (&of_b, &of_b.replace("title", "since"), &texts),
            (&of_b, &of_b.replace("string", "blob"), &texts),
            (r#""rename": {}"#, &rename("b#Rows", "Words"), &said("warning", "a#Words", "b#Rows")),
            (r#""rename": {}"#, &rename("b#Sames", "Words"), &said("warning", "a#Words", "b#Sames")),
            (r#""rename": {}"#, &rename("b#Marked", "Words"), &said("error", "a#Words", "b#Marked")),
            (r#""rename": {}"#, &rename("b#Sparse", "Words"), &said("error", "a#Words", "b#Sparse")),
            (r#""rename": {}"#, &rename("b#Grids", "Words"), &said("error", "a#Words", "b#Grids")),
            (r#""rename": {}"#, &rename("b#Grids", "Tables"), &said("warning", "a#Tables", "b#Grids")),
            (r#""rename": {}"#, &rename("b#Others", "Things"), &said("warning", "a#Things", "b#Others")),
            (r#""rename": {}"#, &rename("b#Items", "Things"), &said("error", "a#Things", "b#Items")),
            (
                r#""rename": {}"#,
                &rename("a#Thing", "Long"),
                "error: expected names in `a#V` that differ in more than case, found `Long` for `a#Thing` and `Long` for `smithy.api#Long`\n  --> alike.json",
            ),
        ],
    );
}

#[test]
fn shapes_with_a_role() {
    told(
        "shop.smithy",
        SHOP,
        &[
            (
                "second: Soil",
                "second: hard",
                "error: expected a shape for values, found `a#hard`, which defines a trait",
            ),
            (
                "second: Soil",
                "second: BuyInput",
                "error: expected a shape without `smithy.api#input` here, found `a#BuyInput`",
            ),
            (
                "operation Watch { output",
                "operation Watch { input: BuyInput, output",
                "error: expected a structure of the operation's own, found `a#BuyInput`, which `a#Buy` has too",
            ),
            (
                "@input structure BuyInput",
                "@output structure BuyInput",
                "error: expected a shape without `smithy.api#output` here, found `a#BuyInput`",
            ),
            (
                "@hard structure Stone",
                "@hard @soft structure Stone",
                "error: expected `a#hard` or `a#soft`, found both",
            ),
            (
                "third: Kind",
                "@soft third: Kind",
                "error: expected one member with `a#soft` in this structure, found another",
            ),
            (
                "third: Kind",
                "third: Soil",
                "error: expected one member with `a#firm` in this structure, found another",
            ),
            (
                "list Words { member: Word }",
                "list Words { member: Float } list Unused { member: Word }",
                "error: expected elements that can be told apart, found `smithy.api#Float`",
            ),
        ],
    );
}

#[test]
fn what_namespaces_keep_to_themselves() {
    let model = r#"{ "smithy": "2.0", "shapes": {
        "a#V": { "type": "service", "version": "1", "operations": [{ "target": "b#O" }], "resources": [{ "target": "a#R" }], "errors": [{ "target": "b#F" }] },
        "a#R": { "type": "resource", "identifiers": { "id": { "target": "b#I" } }, "resources": [{ "target": "b#Q" }] },
        "b#F": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
        "b#I": { "type": "string" },
        "b#Q": { "type": "resource", "identifiers": { "id": { "target": "b#I" } } },
        "a#S": { "type": "structure", "members": { "m": { "target": "b#T" } }, "mixins": [{ "target": "b#M" }] },
        "b#M": { "type": "structure", "members": { "n": { "target": "b#U" } }, "traits": { "smithy.api#mixin": {} } },
        "b#O": { "type": "operation", "errors": [{ "target": "b#E" }] },
        "b#E": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client", "smithy.api#private": {} } },
        "b#T": { "type": "list", "member": { "target": "b#U" } },
        "b#U": { "type": "string" } } }"#;
    let private = r#""smithy.api#private": {}"#;
    let said = |id: &str| format!("error: expected a shape that other namespaces may use, found `{id}`");
    let [text, mixin, operation, error, identifier, resource] =
        ["b#T", "b#M", "b#O", "b#F", "b#I", "b#Q"].map(said);
    let marked = |id: &str, kind: &str| format!(r#""{id}": {{ "type": "{kind}", "traits": {{ {private} }}"#);
    told(
        "model.json",
        model,
        &[
            (r#""type": "list","#, &format!(r#""type": "list", "traits": {{ {private} }},"#), &text),
            (r#""smithy.api#mixin": {}"#, &format!(r#""smithy.api#mixin": {{}}, {private}"#), &mixin),
            (
                r#"{ "smithy.api#error": "client" }"#,
                &format!(r#"{{ "smithy.api#error": "client", {private} }}"#),
                &error,
            ),
            (r#""b#I": { "type": "string""#, &marked("b#I", "string"), &identifier),
            (r#""b#Q": { "type": "resource""#, &marked("b#Q", "resource"), &resource),
            (
                r#""type": "operation","#,
                &format!(r#""type": "operation", "traits": {{ {private} }},"#),
                &operation,
            ),
        ],
    );
}

#[test]
fn requests_and_responses() {
    told(
        "shop.smithy",
        SHOP,
        &[
            (
                "requestAlgorithmMember: \"sum\"",
                "requestAlgorithmMember: \"sun\"",
                "error: expected a member of `a#BuyInput` as `requestAlgorithmMember`, found `sun`",
            ),
            (
                "sum: Sum",
                "sum: Kind",
                "error: expected an enum as the target of `sum`, the `requestAlgorithmMember`, found `a#Kind`",
            ),
            ("SHA256", "SHA1000", "warning: expected one of `CRC32`, `CRC32C`"),
            ("[\"CRC32\"]", "[\"CRC23\"]", "warning: expected one of `CRC32`, `CRC32C`"),
            ("{ ENABLED }", "{ ON }", "warning: expected one of `ENABLED`, found `ON`"),
            (
                "requestValidationModeMember: \"mode\", ",
                "",
                "error: expected `requestValidationModeMember` beside `responseAlgorithms`, found none",
            ),
            (
                ", responseAlgorithms: [\"CRC32\"]",
                "",
                "error: expected `responseAlgorithms` beside `requestValidationModeMember`, found none",
            ),
            (
                "@httpChecksum(requestAlgorithmMember: \"sum\", requestValidationModeMember: \"mode\", responseAlgorithms: [\"CRC32\"])",
                "@httpChecksum",
                "error: expected checksums of the request or of the response, found neither",
            ),
            (
                "word: Word }",
                "@httpPrefixHeaders(\"meta-\") more: More } @sparse map More { key: String, value: String } structure Rest { word: Word }",
                "error: expected a map without `smithy.api#sparse`, found `a#More`",
            ),
            (
                "word: Word }",
                "@httpPrefixHeaders(\"x-amz-\") more: More } map More { key: String, value: String } structure Rest { word: Word }",
                "warning: expected a prefix that headers such as `x-amz-checksum-crc32` do not have, found \"x-amz-\" on `a#BuyInput$more`",
            ),
            ("[\"gzip\"]", "[]", "error: expected an encoding, found none"),
            ("[\"gzip\"]", "[\"zip\"]", "warning: expected the encoding `gzip`, found `zip`"),
            (
                "picture: Picture = \"\"",
                "@required picture: Film",
                "error: expected a body that may have any length, found `picture`, whose length is sent before it",
            ),
            (
                "@required @httpPayload picture: Picture",
                "@required @httpPayload picture: Film",
                "error: expected a stream of any length in an output, found `a#Film`",
            ),
            (
                "picture: Picture = \"\"",
                "picture: Picture",
                "error: expected `smithy.api#required` or `smithy.api#default` on a stream, found neither",
            ),
            ("{place}.", "{place}..", "error: expected the beginning of a host"),
            (
                "{place}.",
                "{place}-",
                "warning: expected a dot after the last label of the prefix, found none",
            ),
            (
                "@http(method: \"POST\", uri: \"/watch\")",
                "@requestCompression(encodings: [\"gzip\"]) @http(method: \"POST\", uri: \"/watch\")",
                "error: expected an operation with an input to compress, found none",
            ),
            (
                "code: 201",
                "code: 302",
                "warning: expected the status of a success, from 200 to 299, found 302",
            ),
            ("@httpError(404)", "@httpError(500)", "warning: expected a status from 400 to 499"),
            (
                "@error(\"client\")",
                "@error(\"server\")",
                "warning: expected a status from 500 to 599 for an error of the server, found 404",
            ),
            (
                "\"https://example.com/\"",
                "\"example.com\"",
                "error: expected a URL such as `https://example.com/` as `Guide`",
            ),
            (
                "\"text/plain; charset=utf-8\"",
                "\"plain\"",
                "error: expected a media type such as `video/mp4`",
            ),
            (
                "@aws.protocols#restXml",
                "@httpApiKeyAuth(name: \"key\", in: \"query\", scheme: \"Key\") @aws.protocols#restXml",
                "error: expected no `scheme` with a key in the query",
            ),
            (
                "@aws.protocols#restXml",
                "@httpBasicAuth @auth([httpBasicAuth, httpBasicAuth]) @aws.protocols#restXml",
                "error: expected each scheme once, found `smithy.api#httpBasicAuth` again",
            ),
            (
                "@aws.protocols#restXml",
                "@auth([\"basic\"]) @aws.protocols#restXml",
                "error: expected an absolute shape id such as `example#Shape`, found `basic`",
            ),
            (
                "\"{place}.\"",
                "\"x.\"",
                "error: expected the label `{place}` in the host prefix of `a#Sell`, found none",
            ),
        ],
    );
}

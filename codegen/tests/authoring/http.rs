//! What HTTP may carry, to the last value, and the first that is wrong.

use super::told;

const DEPOT: &str = r#"$version: "2"
namespace a
@aws.protocols#restXml
service Depot { version: "1", operations: [Find, Open, Store, Turn], errors: [Moved, Gone, Broken, Lost] }
@endpoint(hostPrefix: "data-")
@http(method: "GET", uri: "/goods/{place}/{kind+}")
operation Find { input: FindInput, output: Found }
structure FindInput {
    @httpLabel @required place: String, @httpLabel @required kind: Kind, @httpLabel @required host: Host
    @httpQueryParams more: More
}
structure Found {
    @httpHeader("host") host: String, @httpPrefixHeaders("X-Meta-") meta: More
    @httpResponseCode status: Integer, @httpPayload goods: Goods
}
@http(method: "GET", uri: "/open", code: 101) operation Open { output := {} }
@http(method: "PUT", uri: "/store", code: 299) operation Store { input: StoreInput, output := {} }
structure StoreInput { @httpHeader("name") name: String, @xmlName("name") title: String }
@http(method: "PUT", uri: "/turn", code: 200) operation Turn { input: Turned, output: Turned } structure Turned { @httpPayload goods: Goods }
structure Goods { @xmlAttribute number: String, @xmlName("number") total: String }
@error("client") @httpError(300) structure Moved {}
@error("client") @httpError(499) structure Gone {}
@error("server") @httpError(500) structure Broken {}
@error("server") @httpError(599) structure Lost {}
map More { key: String, value: String }
enum Kind { LARGE, SMALL }
@smithwright.api#endpointLabel string Host
@streaming blob Picture
"#;

#[test]
fn bindings_are_checked_for_each_protocol_that_has_them() {
    const SHELF: &str = r#"$version: "2"
namespace a
@aws.protocols#restJson1
service Shelf { version: "1", operations: [Find, Store] }
@http(method: "POST", uri: "/books/{id}")
operation Find { input := { @httpLabel @required id: String, @httpHeader("a") first: String, @httpHeader("b") second: String } }
@http(method: "PUT", uri: "/books/{id}")
operation Store { input := { @httpLabel @required id: String, @httpPayload book: String } }
"#;
    for protocol in ["aws.protocols#restJson1", "aws.protocols#restXml", "alloy#simpleRestJson"] {
        told(
            "shelf.smithy",
            &SHELF.replace("aws.protocols#restJson1", protocol),
            &[
                (
                    "@httpLabel @required id: String, @httpHeader",
                    "@required id: String, @httpHeader",
                    "error: expected an input member `id` with `smithy.api#httpLabel` for `/books/{id}`, found one without the trait",
                ),
                ("(\"b\")", "(\"a\")", "error: expected a unique header, found `a` again"),
                (
                    "PUT",
                    "POST",
                    "warning: expected a unique method and URI, found `POST /books/{id}`, which `a#Find` has too",
                ),
                (
                    "@httpPayload book: String",
                    "@httpPayload book: String, more: String",
                    "error: expected an HTTP binding, since `book` is the whole body by `smithy.api#httpPayload`; found none",
                ),
            ],
        );
    }
}

#[test]
fn what_http_carries() {
    let unbound = "error: expected an HTTP binding, since `goods` is the whole body by `smithy.api#httpPayload`; found none";
    told(
        "depot.smithy",
        DEPOT,
        &[
            (
                "@httpHeader(\"host\")",
                "@httpHeader(\"x-meta-host\")",
                "error: expected a header that does not begin with \"X-Meta-\", the prefix of those in `meta`; found `x-meta-host`",
            ),
            (
                "@httpLabel @required place",
                "@httpQuery(\"place\") @required place",
                "error: expected an input member `place` with `smithy.api#httpLabel` for `/goods/{place}/{kind+}`, found one without the trait",
            ),
            (
                "@httpQueryParams more",
                "@httpPayload more",
                "warning: `more` of its input is in the body of a `GET`, which servers and proxies may drop",
            ),
            ("{ @httpPayload goods", "{ @httpQuery(\"a\") word: String, @httpPayload goods", unbound),
            ("{ @httpPayload goods", "{ @httpQueryParams more: More, @httpPayload goods", unbound),
            (
                "/turn\", code: 200) operation Turn { input: Turned, output: Turned } structure Turned {",
                "/{it}\", code: 200) operation Turn { input: Turned, output: Turned } structure Turned { @httpLabel @required it: String,",
                unbound,
            ),
            ("{ @httpPayload goods", "{ @httpResponseCode status: Integer, @httpPayload goods", unbound),
            (
                "operation Open { output := {} }",
                "operation Open { output := { @httpLabel place: String } }",
                "warning: expected the trait on an input's member, found it on an output's member",
            ),
            (
                "structure Lost {}",
                "structure Lost { @required picture: Picture }",
                "error: expected a member of an error, which can't stream, found `a#Picture`",
            ),
            (
                "code: 299",
                "code: 300",
                "warning: expected the status of a success, from 200 to 299, found 300",
            ),
            (
                "@httpError(499)",
                "@httpError(500)",
                "warning: expected a status from 400 to 499 for an error of the client, found 500",
            ),
            (
                "@httpError(500)",
                "@httpError(499)",
                "warning: expected a status from 500 to 599 for an error of the server, found 499",
            ),
            (
                "@xmlAttribute number",
                "number",
                "warning: the name \"number\" appears twice in XML in this structure",
            ),
            (
                "@xmlName(\"number\") total",
                "@xmlAttribute @xmlName(\"number\") total",
                "warning: the name \"number\" appears twice in XML in this structure",
            ),
        ],
    );
}

/// Nobody sends what the first says of HTTP, nor anything in XML.
#[test]
fn what_no_protocol_carries() {
    let plain = r#"$version: "2"
namespace a
@aws.protocols#restJson1
service Depot { version: "1", operations: [Find], errors: [Lost] }
operation Find { output := {} }
@error("client") structure Lost { @httpHeader("a") first: String, @httpHeader("A") second: String }
structure Goods { @xmlName("total") number: String, total: String }
"#;
    told(
        "plain.smithy",
        plain,
        &[
            (
                "operation Find",
                "@http(method: \"GET\", uri: \"/goods\") operation Find",
                "error: expected a unique header, found `A` again",
            ),
            ("restJson1", "restXml", "warning: the name \"total\" appears twice in XML in this structure"),
        ],
    );
    let socket = r#"$version: "2"
namespace a
@smithwright.protocols#presignedWebSocket(expiresIn: 60)
service Depot { version: "1", operations: [Listen] }
@http(method: "GET", uri: "/listen") operation Listen { output := {} }
"#;
    let said = "error: expected an input member `it` with `smithy.api#httpLabel` for `/{it}`, found none";
    told("socket.smithy", socket, &[("\"/listen\"", "\"/{it}\"", said)]);
}

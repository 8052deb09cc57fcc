//! Which inputs the query of a presigned URL can hold.

use super::decided;

/// What is said of an operation with these members.
fn said(uri: &str, members: &str) -> String {
    let text = format!(
        "$version: \"2.1\"\nnamespace a\n@aws.protocols#restJson1 @aws.auth#sigv4(name: \"a\")\n\
         service Service {{ version: \"1\", operations: [Speak] }}\n\
         @smithwright.api#presignedGet @http(method: \"POST\", uri: \"{uri}\")\n\
         operation Speak {{ input := {{ {members} }} }}\nstructure Thing {{ a: String }}\nenum Kind {{ A }}\nintEnum Level {{ A = 1 }}\n\
         @streaming blob Body\n@streaming union Events {{ thing: Thing }}\n"
    );
    let (service, said) = decided(&text);
    let can = service.iter().flat_map(|it| &it.operations).any(|operation| operation.settings.presigned_get);
    assert_eq!(can, said.is_empty(), "{members}\n{said}");
    said
}

#[test]
fn simple_values_and_lists_of_them_fit() {
    for (uri, members) in [
        ("/", "a: String, b: Boolean, c: Byte, d: Short, e: Integer, f: Long, g: Float, h: Double"),
        ("/", "a: BigInteger, b: BigDecimal, c: Blob, d: Timestamp, e: Kind, f: Level"),
        ("/", "a: [String], b: [Kind], c: [Timestamp]"),
        ("/", "@httpQueryParams a: {String: String}, b: String"),
        ("/", "@httpPrefixHeaders(\"x-\") a: {String: String}, b: String"),
        // What is elsewhere takes no name away.
        ("/{a}", "@required @httpLabel a: String, @httpQuery(\"a\") b: String"),
        ("/", "@httpHeader(\"a\") x: String, a: String"),
        ("/", "@httpQuery(\"a\") x: String, @jsonName(\"b\") a: String"),
    ] {
        assert_eq!(said(uri, members), "", "{members}");
    }
}

#[test]
fn others_do_not_and_names_differ() {
    let unfit = "expected members that a query can hold, found `a`";
    for (uri, members, reason) in [
        ("/", "a: Thing", unfit),
        ("/", "a: [Thing]", unfit),
        ("/", "a: [[String]]", unfit),
        ("/", "a: {String: String}", unfit),
        ("/", "a: Document", unfit),
        ("/", "@httpPayload a: String", unfit),
        ("/", "@httpPayload a: Thing", unfit),
        ("/", "@httpPayload @required a: Body", unfit),
        ("/", "@httpPayload a: Events", unfit),
        ("/?a", "a: String", "expected the names of parameters to differ, found `a` twice"),
        ("/?a=b", "a: String", "expected the names of parameters to differ, found `a` twice"),
        ("/", "@httpQuery(\"b\") a: String, @jsonName(\"b\") c: String", "to differ, found `b` twice"),
    ] {
        let found = said(uri, members);
        assert!(
            found.contains(reason) && found.contains("trait smithwright.api#presignedGet"),
            "{members}\n{found}"
        );
    }
}

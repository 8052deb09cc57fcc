//! What is said of auth schemes.

use super::decided;

#[test]
fn a_member_in_the_place_of_the_key_is_odd() {
    let said = |key: &str, member: &str| {
        decided(&format!(
            r#"$version: "2"
namespace a
@aws.protocols#restJson1
@httpApiKeyAuth({key})
service Service {{ version: "1", operations: [Act] }}
@http(method: "GET", uri: "/")
@readonly
operation Act {{ input := {{ {member} }} }}
"#
        ))
        .1
    };
    let [header, query] = [r#"name: "X-Key", in: "header""#, r#"name: "key", in: "query""#];
    let found = said(header, r#"@httpHeader("x-key") k: String"#);
    assert!(found.starts_with("warning: the header `x-key` is that of the API key"), "{found}");
    let found = said(query, r#"@httpQuery("key") k: String"#);
    assert!(found.starts_with("warning: the query parameter `key` is that of the API key"), "{found}");
    for (key, member) in
        [(header, r#"@httpQuery("X-Key") k: String"#), (query, r#"@httpQuery("Key") k: String"#)]
    {
        assert_eq!(said(key, member), "");
    }
}

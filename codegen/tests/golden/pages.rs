//! What the pages of operations say, where their fixtures are about something that has no table.

use crate::fixture;

/// The fixtures, each with an operation of it.
const SHOWN: &[(&str, &str)] = &[
    ("auth_schemes", "any"),
    ("checksum", "do"),
    ("collections", "do"),
    ("endpoint_parameters", "get_thing"),
    ("events", "dictate"),
    ("rpc_v2", "count"),
    ("sensitive", "do"),
    ("simple_types", "do"),
    ("waitable", "get_train"),
];

#[test]
fn pages_say_this() {
    for (name, operation) in SHOWN {
        let generated = fixture::named(name).generated();
        let path = format!("src/{name}/operation/{operation}.rs");
        let known: Vec<&String> =
            generated.files.keys().filter(|path| path.contains("/operation/")).collect();
        let text = generated.files.get(&path).unwrap_or_else(|| panic!("{path} is not among {known:?}"));
        let page: Vec<&str> = text.lines().take_while(|line| line.starts_with("//")).collect();
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(*name, page.join("\n"));
        });
    }
}

//! Where authors can silence what they are told.

use super::findings;

#[test]
fn warnings_are_silenced_where_they_are() {
    let suppress = "@suppress([\"Smithwright\"])";
    let within = |namespace: &str, id: &str| {
        format!(
            "metadata suppressions = [{{ id: \"{id}\", namespace: \"{namespace}\", reason: \"Known.\" }}]"
        )
    };
    for (metadata, structure, first, second, warnings) in [
        ("", "", "", "", 1),
        ("", "", suppress, "", 1),
        ("", "", "", suppress, 0),
        ("", "", "", "@suppress([\"Other\"])", 1),
        ("", suppress, "", "", 0),
        (&within("a", "Other"), "", "", "", 1),
        (&within("a", "Smithwright"), "", "", "", 0),
        (&within("*", "Smithwright"), "", "", "", 0),
        (&within("b", "Smithwright"), "", "", "", 1),
    ] {
        let text = format!(
            "$version: \"2\"\n{metadata}\nnamespace a\n@aws.protocols#restXml service Shop {{ version: \"1\" }}\n\
             {structure} structure Names {{ @xmlName(\"text\") {first} title: String, {second} text: String }}"
        );
        let found = findings("names.smithy", &text);
        assert!(!found.has_errors() && found.len() == warnings, "{text}\n{found}");
    }
}

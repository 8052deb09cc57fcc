//! Comparing XML bodies as trees: names with their namespaces, attributes, text, and child elements.
//!
//! Members of a structure may come in any order, but elements of a list may not: elements of one name are compared in order, whatever is between them.
//! Entries of a map have no order. They are recognized by having two elements, the first with a name that keys have in the suite's model.

use roxmltree::{Document, Node};
use smithwright_codegen::model::{Model, ShapeKind, traits};
use std::collections::{BTreeMap, BTreeSet};

/// The names of the elements that hold the keys of maps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keys(BTreeSet<String>);

impl Keys {
    /// Collects the names in a model.
    pub(crate) fn of(model: &Model) -> Self {
        let maps = model.shapes().filter_map(|shape| match &shape.kind {
            ShapeKind::Map(map) => Some(map),
            _ => None,
        });
        let name = |traits: &smithwright_codegen::model::Traits| {
            traits.read().map_or("key".to_owned(), |traits::XmlName(name)| name)
        };
        Self(maps.map(|map| name(&map.key.traits)).collect())
    }

    /// Returns the key in the element, if it is an entry of a map.
    fn in_entry<'a>(&self, element: &Node<'a, 'a>) -> Option<&'a str> {
        let mut children = element.children().filter(Node::is_element);
        let (key, Some(_), None) = (children.next()?, children.next(), children.next()) else { return None };
        self.0.contains(key.tag_name().name()).then(|| key.text().unwrap_or_default())
    }
}

/// Returns a line for each place where the documents differ.
///
/// # Errors
/// Fails if a text is not XML.
pub(crate) fn differences(expected: &str, found: &str, keys: &Keys) -> Result<Vec<String>, String> {
    let expected = parse(expected).map_err(|error| format!("the expected body is no XML: {error}"))?;
    let found = parse(found).map_err(|error| format!("the body is no XML: {error}"))?;
    let (expected, found) = (expected.root_element(), found.root_element());
    let mut out = Vec::new();
    if name(&expected) != name(&found) {
        out.push(format!("the root: expected {}, found {}", name(&expected), name(&found)));
    }
    compare(&format!("/{}", name(&expected)), &expected, &found, keys, &mut out);
    Ok(out)
}

/// Parses XML.
///
/// # Errors
/// Returns what is wrong with the text.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, String> {
    Document::parse(text).map_err(|error| error.to_string())
}

fn compare(path: &str, expected: &Node<'_, '_>, found: &Node<'_, '_>, keys: &Keys, out: &mut Vec<String>) {
    let mut differ = |what: &str, expected: String, found: String| {
        if expected != found {
            out.push(format!("{path}{what}: expected {expected}, found {found}"));
        }
    };
    differ(", namespaces", namespaces(expected), namespaces(found));
    differ(", attributes", attributes(expected), attributes(found));
    differ("", text(expected), text(found));
    let (expected, found) = (children(expected, keys), children(found, keys));
    let mut names: Vec<&String> = expected.keys().chain(found.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let none = Vec::new();
        let (expected, found) = (expected.get(name).unwrap_or(&none), found.get(name).unwrap_or(&none));
        if expected.len() != found.len() {
            out.push(format!("{path}/{name}: expected {} of them, found {}", expected.len(), found.len()));
        }
        for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
            compare(&format!("{path}/{name}[{index}]"), expected, found, keys, out);
        }
    }
}

/// Returns the child elements by name, entries of maps also by their keys.
fn children<'a>(element: &Node<'a, 'a>, keys: &Keys) -> BTreeMap<String, Vec<Node<'a, 'a>>> {
    let mut found: BTreeMap<String, Vec<Node<'a, 'a>>> = BTreeMap::new();
    for child in element.children().filter(Node::is_element) {
        let key = keys.in_entry(&child).map(|key| format!("[{key}]")).unwrap_or_default();
        found.entry(format!("{}{key}", name(&child))).or_default().push(child);
    }
    found
}

fn name(element: &Node<'_, '_>) -> String {
    match element.tag_name().namespace() {
        Some(namespace) => format!("{{{namespace}}}{}", element.tag_name().name()),
        None => element.tag_name().name().to_owned(),
    }
}

/// Returns the namespaces with their prefixes, including those that no name uses.
fn namespaces(element: &Node<'_, '_>) -> String {
    let all: BTreeSet<String> =
        element.namespaces().map(|it| format!("{}={}", it.name().unwrap_or_default(), it.uri())).collect();
    format!("{all:?}")
}

fn attributes(element: &Node<'_, '_>) -> String {
    let all: BTreeSet<String> = element
        .attributes()
        .map(|it| format!("{{{}}}{}={:?}", it.namespace().unwrap_or_default(), it.name(), it.value()))
        .collect();
    format!("{all:?}")
}

/// Returns the text in an element. White space around child elements does not matter.
fn text(element: &Node<'_, '_>) -> String {
    let text: String = element.children().filter(Node::is_text).filter_map(|it| it.text()).collect();
    let has_elements = element.children().any(|it| it.is_element());
    format!("{:?}", if has_elements { text.trim() } else { &text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(expected: &str, found: &str) -> Vec<String> {
        differences(expected, found, &Keys(BTreeSet::from(["key".to_owned()]))).unwrap()
    }

    #[test]
    fn equal_documents_have_no_differences() {
        let expected = "<?xml version='1.0'?>\n<a>\n <b>1</b>\n <c x='1' y='2'/>\n <b>2</b>\n</a>\n";
        assert_eq!(found(expected, "<a><b>1</b><b>2</b><c y=\"2\" x=\"1\"></c></a>"), [""; 0]);
    }

    #[test]
    fn each_difference_has_its_path() {
        assert_eq!(
            found("<a><b>1</b><b>2</b><c x='1'/><d/></a>", "<a><b>1</b><b>3</b><b/><c x='2'>t</c></a>"),
            [
                "/a/b: expected 2 of them, found 3",
                r#"/a/b[1]: expected "2", found "3""#,
                r#"/a/c[0], attributes: expected {"{}x=\"1\""}, found {"{}x=\"2\""}"#,
                r#"/a/c[0]: expected "", found "t""#,
                "/a/d: expected 1 of them, found 0",
            ]
        );
        assert_eq!(found("<a/>", "<b/>"), ["the root: expected a, found b"]);
    }

    #[test]
    fn white_space_counts_where_there_is_nothing_but_text() {
        assert_eq!(found("<a> x </a>", "<a>x</a>"), [r#"/a: expected " x ", found "x""#]);
        assert_eq!(found("<a>  </a>", "<a/>"), [r#"/a: expected "  ", found """#]);
    }

    #[test]
    fn namespaces_count_even_where_no_name_uses_them() {
        assert_eq!(found("<a xmlns='urn:x'/>", "<a xmlns=\"urn:x\"/>"), [""; 0]);
        assert_eq!(found("<a xmlns:p='urn:x'/>", "<a/>").len(), 1);
        assert_eq!(found("<a xmlns='urn:x'/>", "<a/>").len(), 2);
    }

    #[test]
    fn elements_of_a_list_have_an_order_and_entries_of_a_map_do_not() {
        assert!(!found("<a><b>1</b><b>2</b></a>", "<a><b>2</b><b>1</b></a>").is_empty());
        let entry = |key: &str, value: &str| format!("<e><key>{key}</key><value>{value}</value></e>");
        let map = |entries: [String; 2]| format!("<a>{}</a>", entries.concat());
        let expected = map([entry("x", "1"), entry("y", "2")]);
        assert_eq!(found(&expected, &map([entry("y", "2"), entry("x", "1")])), [""; 0]);
        assert!(!found(&expected, &map([entry("x", "2"), entry("y", "1")])).is_empty());
        let pair = |key: &str| format!("<e><first>{key}</first><value>1</value></e>");
        assert!(!found(&map([pair("x"), pair("y")]), &map([pair("y"), pair("x")])).is_empty());
    }

    #[test]
    fn what_is_no_xml_is_said() {
        assert!(differences("<a/>", "{}", &Keys::default()).unwrap_err().starts_with("the body is no XML"));
        assert!(
            differences("{}", "<a/>", &Keys::default())
                .unwrap_err()
                .starts_with("the expected body is no XML")
        );
    }
}

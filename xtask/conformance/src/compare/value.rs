//! Comparing JSON values: bodies, and what a test program prints for outputs and errors.

use smithwright_codegen::model::{Node, Value};

/// Returns a line for each place where the values differ. The order of an object's entries does not matter.
pub(crate) fn differences(expected: &Node, found: &Node) -> Vec<String> {
    let mut out = Vec::new();
    compare("", expected, found, &mut out);
    out
}

fn compare(path: &str, expected: &Node, found: &Node, out: &mut Vec<String>) {
    match (&expected.value, &found.value) {
        (Value::Object(left), Value::Object(right)) => {
            for entry in left {
                let path = format!("{path}.{}", entry.key);
                match right.get(&entry.key) {
                    Some(value) => compare(&path, &entry.value, value, out),
                    None => out.push(line(&path, &print(&entry.value), "nothing")),
                }
            }
            for entry in right.iter().filter(|entry| left.get(&entry.key).is_none()) {
                out.push(line(&format!("{path}.{}", entry.key), "nothing", &print(&entry.value)));
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            for (index, pair) in left.iter().zip(right).enumerate() {
                compare(&format!("{path}[{index}]"), pair.0, pair.1, out);
            }
            if left.len() != right.len() {
                let count = |nodes: &[Node]| format!("{} elements", nodes.len());
                out.push(line(path, &count(left), &count(right)));
            }
        }
        _ if expected == found => {}
        _ => out.push(line(path, &print(expected), &print(found))),
    }
}

fn line(path: &str, expected: &str, found: &str) -> String {
    let path = if path.is_empty() { "the value" } else { path };
    format!("{path}: expected {expected}, found {found}")
}

/// Prints the value as JSON, without spaces.
pub(crate) fn print(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.as_str().to_owned(),
        Value::String(text) => format!("{text:?}"),
        Value::Array(elements) => {
            format!("[{}]", elements.iter().map(print).collect::<Vec<_>>().join(","))
        }
        Value::Object(entries) => {
            let entries = entries.iter().map(|entry| format!("{:?}:{}", entry.key, print(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smithwright_codegen::model::node::parse;

    fn found(expected: &str, found: &str) -> Vec<String> {
        differences(&parse(expected).unwrap().root, &parse(found).unwrap().root)
    }

    #[test]
    fn equal_values_have_no_differences() {
        assert_eq!(found(r#"{"a":[1,{"b":null}],"c":1.0}"#, r#"{"c":1,"a":[1,{"b":null}]}"#), [""; 0]);
    }

    #[test]
    fn each_difference_has_its_path() {
        let lines = found(r#"{"a":[1,2],"b":{"c":"x"},"d":1}"#, r#"{"a":[1,3,4],"b":{"c":"y"},"e":null}"#);
        assert_eq!(
            lines,
            [
                ".a[1]: expected 2, found 3",
                ".a: expected 2 elements, found 3 elements",
                r#".b.c: expected "x", found "y""#,
                ".d: expected 1, found nothing",
                ".e: expected nothing, found null",
            ]
        );
    }

    #[test]
    fn types_are_told_apart() {
        assert_eq!(found("1", r#""1""#), [r#"the value: expected 1, found "1""#]);
        assert_eq!(found("{}", "[]"), ["the value: expected {}, found []"]);
        assert_eq!(found("null", "{}"), ["the value: expected null, found {}"]);
    }
}

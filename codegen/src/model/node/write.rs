//! Writes nodes as JSON text: on one line or, with `{:#}`, an entry per line.

use super::{Node, Object, Value};
use crate::printable::Escaped;
use std::fmt::{self, Write as _};

/// Writes JSON without spaces or line breaks or, with `{:#}`, as models are: with four spaces per level and one entry per line.
impl fmt::Display for Node {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        node(self, formatter.alternate().then_some(0), formatter)
    }
}

impl fmt::Display for Object {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        object(self, formatter.alternate().then_some(0), formatter)
    }
}

/// How deep a line is indented; none if everything is on one line.
type Level = Option<usize>;

fn node(node: &Node, level: Level, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match &node.value {
        Value::Null => formatter.write_str("null"),
        Value::Bool(value) => write!(formatter, "{value}"),
        Value::Number(number) => formatter.write_str(number.as_str()),
        Value::String(text) => string(text, formatter),
        Value::Array(elements) => parts(('[', ']'), elements, level, formatter, self::node),
        Value::Object(object) => self::object(object, level, formatter),
    }
}

fn object(object: &Object, level: Level, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    parts(('{', '}'), object, level, formatter, |entry, level, formatter| {
        string(&entry.key, formatter)?;
        formatter.write_str(if level.is_some() { ": " } else { ":" })?;
        node(&entry.value, level, formatter)
    })
}

fn parts<T>(
    (open, close): (char, char),
    parts: impl IntoIterator<Item = T>,
    level: Level,
    formatter: &mut fmt::Formatter<'_>,
    part: impl Fn(T, Level, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    formatter.write_char(open)?;
    let inner = level.map(|level| level + 1);
    let mut parts = parts.into_iter().peekable();
    let outer = parts.peek().and(level);
    for (at, each) in parts.enumerate() {
        if at > 0 {
            formatter.write_char(',')?;
        }
        new_line(inner, formatter)?;
        part(each, inner, formatter)?;
    }
    new_line(outer, formatter)?;
    formatter.write_char(close)
}

fn new_line(level: Level, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(level) = level else { return Ok(()) };
    formatter.write_char('\n')?;
    (0..level).try_for_each(|_| formatter.write_str("    "))
}

fn string(text: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(formatter, "\"{}\"", Escaped(text))
}

#[cfg(test)]
mod tests {
    use crate::model::node::parse;

    #[test]
    fn what_is_written_reads_as_the_same() {
        let text = r#"{"a":[1,-2.5e3,true,null,"q\"\\\n\t\u0001ä"],"b":{},"c":[]}"#;
        let node = parse(text).unwrap().root;
        assert_eq!(node.to_string(), text);
        assert_eq!(parse(&node.to_string()).unwrap().root, node);
    }

    #[test]
    fn an_entry_per_line() {
        let text = "{\n    \"a\": \"\\\"\\\\\\n\\t\\u0001é\",\n    \"b\": [\n        1.50,\n        null\n    ],\n    \"c\": {}\n}";
        assert_eq!(format!("{:#}", parse(text).unwrap().root), text);
    }
}

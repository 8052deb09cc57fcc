//! Writes nodes as JSON text, on one line.

use super::{Node, Object, Value};
use std::fmt::{self, Write as _};

/// Writes JSON without spaces or line breaks.
impl fmt::Display for Node {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Null => formatter.write_str("null"),
            Value::Bool(value) => write!(formatter, "{value}"),
            Value::Number(number) => formatter.write_str(number.as_str()),
            Value::String(text) => string(text, formatter),
            Value::Array(elements) => {
                formatter.write_char('[')?;
                for (at, element) in elements.iter().enumerate() {
                    separate(at, formatter)?;
                    write!(formatter, "{element}")?;
                }
                formatter.write_char(']')
            }
            Value::Object(object) => write!(formatter, "{object}"),
        }
    }
}

impl fmt::Display for Object {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_char('{')?;
        for (at, entry) in self.iter().enumerate() {
            separate(at, formatter)?;
            string(&entry.key, formatter)?;
            write!(formatter, ":{}", entry.value)?;
        }
        formatter.write_char('}')
    }
}

fn separate(at: usize, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    if at == 0 { Ok(()) } else { formatter.write_char(',') }
}

fn string(text: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' => formatter.write_str("\\\"")?,
            '\\' => formatter.write_str("\\\\")?,
            '\n' => formatter.write_str("\\n")?,
            '\r' => formatter.write_str("\\r")?,
            '\t' => formatter.write_str("\\t")?,
            _ if character < ' ' => write!(formatter, "\\u{:04x}", u32::from(character))?,
            _ => formatter.write_char(character)?,
        }
    }
    formatter.write_char('"')
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
}

//! Reads strings with embedded values: `https://{Region}.{Partition#dnsSuffix}`.

use super::reader::Reader;
use super::scope::Scope;
use super::{Expression, Part, Type};
use crate::diagnostics::Diagnostic;
use crate::model::Node;

impl Reader<'_> {
    /// Reads a template. A doubled brace stands for a single one.
    pub(super) fn template(&self, node: &Node, text: &str, scope: &Scope) -> Result<Expression, Diagnostic> {
        let mut parts: Vec<Part> = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            literal.push_str(before);
            if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
                literal.extend(from.chars().next());
                rest = after;
                continue;
            }
            let inside = from.strip_prefix('{').and_then(|inside| inside.split_once('}'));
            let Some((name, after)) = inside else {
                let message = format!("a brace without its counterpart in the template `{text}`");
                return Err(self.error(node, message).help("write `{{` or `}}` for the character itself"));
            };
            if !literal.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut literal)));
            }
            parts.push(Part::Value(self.placeholder(node, name, scope)?));
            rest = after;
        }
        literal.push_str(rest);
        if parts.is_empty() {
            return Ok(Expression::Text(literal));
        }
        if !literal.is_empty() {
            parts.push(Part::Text(literal));
        }
        Ok(match parts.as_slice() {
            [Part::Value(only)] => only.clone(),
            _ => Expression::Template(parts),
        })
    }

    fn placeholder(&self, node: &Node, text: &str, scope: &Scope) -> Result<Expression, Diagnostic> {
        let (name, path) = match text.split_once('#') {
            Some((name, path)) => (name, Some(path)),
            None => (text, None),
        };
        let mut value = self.reference(node, name, scope)?;
        if let Some(path) = path {
            value = self.path(node, value, path)?;
        }
        let value_type = value.value_type();
        if value_type.of != Type::String {
            let message =
                format!("only strings fit into templates, `{{{text}}}` is {}", value_type.of.name());
            return Err(self.error(node, message));
        }
        if value_type.optional {
            let finding = self.error(node, format!("`{{{text}}}` may be unset here"));
            return Err(finding.help("put an `isSet` condition, or one with `assign`, before it"));
        }
        Ok(value)
    }
}

//! Resolving names without a namespace.

use super::lexer::{Kind, Token};
use smithwright_codegen::model::catalog;
use std::collections::{BTreeMap, BTreeSet};

/// The keywords that begin the definition of a shape, and `apply`.
pub(super) const SHAPES: [&str; 24] = [
    "bigDecimal",
    "bigInteger",
    "blob",
    "boolean",
    "byte",
    "document",
    "double",
    "enum",
    "float",
    "intEnum",
    "integer",
    "list",
    "long",
    "map",
    "operation",
    "resource",
    "service",
    "set",
    "short",
    "string",
    "structure",
    "timestamp",
    "union",
    "apply",
];

/// The shapes of the prelude that members can target.
const PRELUDE: [&str; 21] = [
    "BigDecimal",
    "BigInteger",
    "Blob",
    "Boolean",
    "Byte",
    "Document",
    "Double",
    "Float",
    "Integer",
    "Long",
    "PrimitiveBoolean",
    "PrimitiveByte",
    "PrimitiveDouble",
    "PrimitiveFloat",
    "PrimitiveInteger",
    "PrimitiveLong",
    "PrimitiveShort",
    "Short",
    "String",
    "Timestamp",
    "Unit",
];

/// What is known about the names in a file.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) namespace: String,
    used: BTreeMap<String, String>,
    defined: BTreeSet<String>,
}

impl Names {
    /// Finds the shapes that a file defines, wherever they are in it.
    pub(super) fn of(tokens: &[Token]) -> Self {
        let mut names = Self::default();
        let mut depth = 0_usize;
        let mut last: Option<&str> = None;
        for token in tokens {
            let word = match &token.kind {
                Kind::Name(word) => Some(word.as_str()),
                Kind::Mark('{' | '[' | '(') => {
                    depth += 1;
                    None
                }
                Kind::Mark('}' | ']' | ')') => {
                    depth = depth.saturating_sub(1);
                    None
                }
                _ => None,
            };
            if let (0, Some(word), Some(before)) = (depth, word, last)
                && SHAPES.contains(&before)
            {
                names.defined.insert(word.to_owned());
            }
            last = word;
        }
        names
    }

    /// Records a `use` statement.
    pub(super) fn used(&mut self, id: &str) {
        let name = id.rsplit('#').next().unwrap_or(id);
        self.used.insert(name.to_owned(), id.to_owned());
    }

    /// Returns the absolute id of a shape that is not a trait.
    pub(super) fn shape(&self, name: &str) -> String {
        self.resolve(name, |name| PRELUDE.contains(&name))
    }

    /// Returns the absolute id of a trait.
    pub(super) fn trait_id(&self, name: &str) -> String {
        self.resolve(name, |name| catalog::find(&format!("smithy.api#{name}")).is_some())
    }

    /// Returns the absolute id that a value means, of a shape or of a trait.
    pub(super) fn any(&self, name: &str) -> String {
        let prelude =
            |name: &str| PRELUDE.contains(&name) || catalog::find(&format!("smithy.api#{name}")).is_some();
        self.resolve(name, prelude)
    }

    fn resolve(&self, name: &str, is_prelude: impl Fn(&str) -> bool) -> String {
        let (shape, member) = match name.split_once('$') {
            Some((shape, member)) => (shape, format!("${member}")),
            None => (name, String::new()),
        };
        if shape.contains('#') {
            return name.to_owned();
        }
        match self.used.get(shape) {
            Some(id) => format!("{id}{member}"),
            None if self.defined.contains(shape) || !is_prelude(shape) => {
                format!("{}#{shape}{member}", self.namespace)
            }
            None => format!("smithy.api#{shape}{member}"),
        }
    }
}

//! Resolving [names without a namespace](https://smithy.io/2.0/spec/idl.html#relative-shape-id-resolution).

use super::lexer::{Kind, Token};
use crate::diagnostics::Position;
use crate::model::{catalog, prelude};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of the shapes that are defined in the files of a model.
pub(in crate::model) type Defined = BTreeSet<String>;

/// The keywords that begin the definition of a shape.
pub(super) const SHAPES: [&str; 23] = [
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
];

/// Adds the ids of the shapes that a file defines, wherever they are in it.
pub(super) fn define(tokens: &[Token], defined: &mut Defined) {
    let mut namespace = "";
    let mut depth = 0_usize;
    let mut last = "";
    for token in tokens {
        let mut word = "";
        match &token.kind {
            Kind::Name(name) => word = name,
            Kind::Mark('{' | '[' | '(') => depth += 1,
            Kind::Mark('}' | ']' | ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && !word.is_empty() {
            if last == "namespace" {
                namespace = word;
            } else if SHAPES.contains(&last) {
                defined.insert(format!("{namespace}#{word}"));
            }
        }
        last = word;
    }
}

/// What the names in a file mean.
pub(super) struct Names<'d> {
    pub(super) namespace: String,
    used: BTreeMap<String, (String, Position)>,
    defined: &'d Defined,
}

impl<'d> Names<'d> {
    pub(super) fn new(defined: &'d Defined) -> Self {
        Self { namespace: String::new(), used: BTreeMap::new(), defined }
    }

    /// Records a `use` statement. Returns the position of an earlier one for the same name.
    pub(super) fn used(&mut self, id: &str, position: Position) -> Option<Position> {
        let name = id.rsplit('#').next().unwrap_or(id);
        let earlier = self.used.insert(name.to_owned(), (id.to_owned(), position));
        earlier.filter(|(earlier, _)| earlier != id).map(|(_, position)| position)
    }

    /// Returns the absolute id that a name or id means, of a shape, a trait or a member.
    pub(super) fn resolve(&self, name: &str) -> String {
        let (shape, member) = match name.split_once('$') {
            Some((shape, member)) => (shape, format!("${member}")),
            None => (name, String::new()),
        };
        if shape.contains('#') {
            return name.to_owned();
        }
        if let Some((id, _)) = self.used.get(shape) {
            return format!("{id}{member}");
        }
        let own = self.own(shape);
        let common = format!("smithy.api#{shape}");
        let is_common = || prelude::has(&common) || catalog::find(&common).is_some();
        if !self.defined.contains(&own) && is_common() { common + &member } else { own + &member }
    }

    /// Returns the id of a shape that the file defines.
    pub(super) fn own(&self, name: &str) -> String {
        format!("{}#{name}", self.namespace)
    }
}

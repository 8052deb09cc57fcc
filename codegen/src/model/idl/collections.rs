//! [Lists and maps in place of targets](https://smithy.io/2.0/spec/idl.html), which Smithy 2.1 has: `[Target]` and `{Key: Value}`.

use super::lexer::Kind;
use super::parser::{Parser, entry, target, text};
use crate::diagnostics::{Diagnostic, Position};
use crate::model::Node;

/// How many collections a target may be made of, one in the other.
const MAXIMUM_DEPTH: usize = 3;

/// What the names of these shapes begin with.
const PREFIX: &str = "_Synthetic";

/// The trait that these shapes have, and only they.
pub(super) const MARK: &str = "smithy.api#synthetic";

impl Parser<'_> {
    /// Parses what a member targets: the id of a shape, or a collection.
    pub(super) fn member_target(&mut self) -> Result<String, Diagnostic> {
        self.target_within(0)
    }

    fn target_within(&mut self, depth: usize) -> Result<String, Diagnostic> {
        let position = self.position();
        if !matches!(self.peek(), Some(Kind::Mark('[' | '{'))) {
            return self.shape_id();
        }
        if depth == MAXIMUM_DEPTH {
            let message = format!("collections in place of a target nest deeper than {MAXIMUM_DEPTH} levels");
            return Err(self.error(position, message).help("define a list or map with a name"));
        }
        self.content.newer.push(("a collection in place of a target", position));
        self.opened.push(position);
        let id = if self.take('[') { self.list(depth)? } else { self.map(depth)? };
        self.opened.pop();
        Ok(id)
    }

    /// Parses the rest of `[Target]`.
    fn list(&mut self, depth: usize) -> Result<String, Diagnostic> {
        let position = self.position();
        let member = self.target_within(depth + 1)?;
        self.expect(']')?;
        let name = format!("{PREFIX}ListOf{}", self.token(&member));
        Ok(self.collection(&name, "list", position, [("member", member)]))
    }

    /// Parses the rest of `{Key: Value}`.
    fn map(&mut self, depth: usize) -> Result<String, Diagnostic> {
        self.take('{');
        let position = self.position();
        let key = self.target_within(depth + 1)?;
        self.expect(':')?;
        let value = self.target_within(depth + 1)?;
        self.expect('}')?;
        let name = format!("{PREFIX}MapOf{}_To_{}", self.token(&key), self.token(&value));
        Ok(self.collection(&name, "map", position, [("key", key), ("value", value)]))
    }

    /// Adds the shape of a collection, unless the file has it already. Returns its id.
    fn collection<const N: usize>(
        &mut self,
        name: &str,
        shape_type: &str,
        position: Position,
        members: [(&str, String); N],
    ) -> String {
        let id = self.names.own(name);
        let mut fields = vec![entry("type", position, text(shape_type, position))];
        fields.extend(members.iter().map(|(name, id)| entry(name, position, target(id, position))));
        let mark = entry(MARK, position, Node::object(position, Vec::new()));
        fields.push(entry("traits", position, Node::object(position, vec![mark])));
        let shape = Node::object(position, fields);
        // One that differs is added, to be reported.
        if self.collections.get(&id) != Some(&shape) {
            self.collections.insert(id.clone(), shape.clone());
            self.content.shapes.push(entry(&id, position, shape));
        }
        id
    }

    /// Returns what stands for a target in the name of a collection of it.
    fn token(&self, id: &str) -> String {
        let (namespace, name) = id.split_once('#').unwrap_or(("", id));
        let is_own = namespace == self.names.namespace;
        if is_own && name.starts_with(PREFIX) {
            format!("_{name}")
        } else if name.starts_with('_') {
            format!("_{}_{name}", namespace.replace('.', "_"))
        } else if namespace == "smithy.api" {
            format!("__{name}")
        } else if is_own {
            format!("_{name}")
        } else {
            format!("_{}_{name}", namespace.replace('.', "_"))
        }
    }
}

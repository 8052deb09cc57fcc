//! [Inline collections](https://smithy.io/2.0/spec/idl.html) of Smithy 2.1, lists and maps in place of targets: `[Target]` and `{Key: Value}`.

use super::lexer::Kind;
use super::parser::{Parser, entry, target, text};
use crate::diagnostics::{Diagnostic, Position};
use crate::model::Node;
use crate::model::node::Value;
use crate::model::traits::{Synthetic, TraitValue};

/// How many collections may be one in the other.
const MAXIMUM_DEPTH: usize = 3;

/// Where an inline collection can't say what is wanted.
const DEFINE: &str = "define a list or map with a name";

/// What a collection holds.
struct Part {
    id: String,
    position: Position,
}

impl Parser<'_> {
    /// Parses what a member targets: the id of a shape, or a collection.
    pub(super) fn member_target(&mut self) -> Result<String, Diagnostic> {
        self.target_within(0)
    }

    fn target_within(&mut self, depth: usize) -> Result<String, Diagnostic> {
        let position = self.position();
        let list = self.take('[');
        if !list && !self.take('{') {
            return if depth == 0 { self.shape_id() } else { self.element() };
        }
        if depth == MAXIMUM_DEPTH {
            let message = format!("inline collections nest deeper than {MAXIMUM_DEPTH} levels");
            return Err(self.error(position, message).help(DEFINE));
        }
        self.content.newer.entry("an inline collection").or_insert(position);
        self.opened.push(position);
        let id = if list { self.list(depth, position)? } else { self.map(depth, position)? };
        self.opened.pop();
        Ok(id)
    }

    /// Parses the id of a shape in a collection.
    fn element(&mut self) -> Result<String, Diagnostic> {
        if self.peek() == Some(&Kind::Mark('@')) {
            let message = "expected a shape, found a trait: inline collections have none";
            return Err(self.error(self.position(), message).help(DEFINE));
        }
        let position = self.position();
        let id = self.shape_id().map_err(|error| self.explain_earlier(error))?;
        match id.split_once('$') {
            None => Ok(id),
            Some(_) => Err(self.error(position, format!("expected a shape, found the member `{id}`"))),
        }
    }

    /// Parses the rest of `[Target]`.
    fn list(&mut self, depth: usize, position: Position) -> Result<String, Diagnostic> {
        let member = self.part(depth)?;
        self.expect(']').map_err(|error| self.explain_earlier(error))?;
        let name = format!("{}ListOf{}", Synthetic::PREFIX, self.token(&member.id));
        self.collection(&name, "list", position, [("member", member)])
    }

    /// Parses the rest of `{Key: Value}`.
    fn map(&mut self, depth: usize, position: Position) -> Result<String, Diagnostic> {
        let key = self.part(depth)?;
        self.expect(':').map_err(|error| self.explain_earlier(error))?;
        let value = self.part(depth)?;
        self.expect('}').map_err(|error| self.explain_earlier(error))?;
        let name = format!("{}MapOf{}_To_{}", Synthetic::PREFIX, self.token(&key.id), self.token(&value.id));
        self.collection(&name, "map", position, [("key", key), ("value", value)])
    }

    fn part(&mut self, depth: usize) -> Result<Part, Diagnostic> {
        let position = self.position();
        Ok(Part { id: self.target_within(depth + 1)?, position })
    }

    /// Adds which bracket is still open, if that is on an earlier line.
    fn explain_earlier(&self, error: Diagnostic) -> Diagnostic {
        let is_earlier = self.opened.last().is_some_and(|open| open.line < self.position().line);
        if is_earlier && error.help.is_none() { self.explain_open(error) } else { error }
    }

    /// Adds the shape of a collection, unless the file has it already. Returns its id.
    ///
    /// # Errors
    /// Reports two collections for which there is one name.
    fn collection<const N: usize>(
        &mut self,
        name: &str,
        shape_type: &str,
        position: Position,
        members: [(&str, Part); N],
    ) -> Result<String, Diagnostic> {
        let id = self.names.own(name);
        let mut fields = vec![entry("type", position, text(shape_type, position))];
        let member =
            |(name, part): &(&str, Part)| entry(name, part.position, target(&part.id, part.position));
        fields.extend(members.iter().map(member));
        let mark = entry(Synthetic::ID, position, Node::object(position, Vec::new()));
        fields.push(entry("traits", position, Node::object(position, vec![mark])));
        let shape = Node::object(position, fields);
        match self.collections.get(&id) {
            None => {
                self.collections.insert(id.clone(), shape.clone());
                self.content.shapes.push(entry(&id, position, shape));
            }
            Some(first) if *first == shape => {}
            Some(first) => {
                let message = format!(
                    "this inline collection and the one at {} have the same name, `{name}`, and other targets",
                    first.position
                );
                return Err(self.error(position, message).help(DEFINE));
            }
        }
        Ok(id)
    }

    /// Returns what stands for a target in the name of a collection of it.
    fn token(&self, id: &str) -> String {
        let (namespace, name) = id.split_once('#').unwrap_or(("", id));
        let is_own = namespace == self.names.namespace;
        let is_plain = !name.starts_with('_');
        if is_plain && namespace == "smithy.api" {
            format!("__{name}")
        } else if is_own && (is_plain || name.starts_with(Synthetic::PREFIX)) {
            format!("_{name}")
        } else {
            format!("_{}_{name}", namespace.replace('.', "_"))
        }
    }

    /// Reports an inline collection in what an operation or a resource binds.
    pub(super) fn refuse_inline_collections(&self, key: &str, value: &Node) -> Result<(), Diagnostic> {
        let targets: Vec<&Node> = match (key, value.as_object()) {
            ("input" | "output", _) => vec![value],
            ("identifiers" | "properties", Some(all)) => all.iter().map(|bound| &bound.value).collect(),
            _ => return Ok(()),
        };
        match targets.into_iter().find(|it| matches!(it.value, Value::Array(_) | Value::Object(_))) {
            None => Ok(()),
            Some(found) => {
                let message = format!("expected the id of a shape, found {}", found.found());
                let help = "only members can target inline collections: define a shape with a name";
                Err(self.error(found.position, message).help(help))
            }
        }
    }
}

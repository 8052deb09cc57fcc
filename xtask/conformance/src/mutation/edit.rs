//! Edits to the JSON of a model.

use smithwright_codegen::model::node::{Entry, Object, Value, parse};
use smithwright_codegen::model::{Node, ShapeId};
use xtask::json::{entry, node};

/// One edit, at the keys that lead to it.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// Sets the value; a new one goes to the end of the object.
    Set(Vec<String>, Node),
    /// Sets the value; a new one goes to the start of the object.
    SetFirst(Vec<String>, Node),
    /// Removes the value.
    Remove(Vec<String>),
    /// Renames the last key.
    Rename(Vec<String>, String),
    /// Swaps the first two entries of the object.
    SwapFirst(Vec<String>),
}

/// Parses JSON; returns `null` for a text that is not JSON.
pub(super) fn json(text: &str) -> Node {
    parse(text).map_or_else(|_| node(Value::Null), |parsed| parsed.root)
}

/// Returns the keys that lead to a shape or member, followed by `then`.
pub(super) fn path(id: &ShapeId, then: &[&str]) -> Vec<String> {
    let shape = id.without_member();
    let mut path = vec!["shapes".to_owned(), shape.to_string()];
    path.extend(id.member().into_iter().flat_map(|member| ["members".to_owned(), member.to_owned()]));
    path.extend(then.iter().map(ToString::to_string));
    path
}

impl Edit {
    fn path(&self) -> &[String] {
        let (Self::Set(path, _)
        | Self::SetFirst(path, _)
        | Self::Remove(path)
        | Self::Rename(path, _)
        | Self::SwapFirst(path)) = self;
        path
    }

    /// Checks whether the file has members where the model has them. Enums in Smithy 1.0 have their values in a trait instead.
    pub(super) fn fits(&self, root: &Node) -> bool {
        match self.path() {
            [shapes, id, members, ..] if members == "members" => {
                let shape = root.get(shapes).and_then(|shapes| shapes.get(id));
                shape.is_none_or(|shape| shape.get(members).is_some())
            }
            _ => true,
        }
    }

    /// Applies the edit.
    pub(super) fn apply(&self, root: Node) -> Node {
        self.within(root, self.path())
    }

    fn within(&self, node: Node, path: &[String]) -> Node {
        let position = node.position;
        let mut entries: Vec<Entry> = match node.value {
            Value::Object(object) => object.into_iter().collect(),
            _ => Vec::new(),
        };
        match path {
            [] => {
                if matches!(self, Self::SwapFirst(_)) && entries.len() > 1 {
                    entries.swap(0, 1);
                }
            }
            [key] if !matches!(self, Self::SwapFirst(_)) => self.at(key, &mut entries),
            [key, rest @ ..] => {
                let at = entries.iter().position(|entry| *entry.key == **key).unwrap_or_else(|| {
                    entries.push(entry(key, json("{}")));
                    entries.len() - 1
                });
                if let Some(found) = entries.get_mut(at) {
                    let value = std::mem::replace(&mut found.value, json("null"));
                    found.value = self.within(value, rest);
                }
            }
        }
        Node { position, value: Value::Object(entries.into_iter().collect::<Object>()) }
    }

    fn at(&self, key: &str, entries: &mut Vec<Entry>) {
        let found = entries.iter().position(|entry| *entry.key == *key);
        match (self, found.and_then(|at| entries.get_mut(at))) {
            (Self::Set(_, value) | Self::SetFirst(_, value), Some(entry)) => entry.value = value.clone(),
            (Self::Set(_, value), None) => entries.push(entry(key, value.clone())),
            (Self::SetFirst(_, value), None) => entries.insert(0, entry(key, value.clone())),
            (Self::Remove(_), _) => entries.retain(|entry| *entry.key != *key),
            (Self::Rename(_, to), Some(entry)) => entry.key = to.as_str().into(),
            (Self::Rename(..), None) | (Self::SwapFirst(_), _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_change_what_they_lead_to_and_nothing_else() {
        let root = || json(r#"{"a":{"b":1,"c":2},"d":3}"#);
        let path = |keys: &[&str]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
        let done = |edit: Edit| edit.apply(root()).to_string();
        assert_eq!(done(Edit::Set(path(&["a", "b"]), json("9"))), r#"{"a":{"b":9,"c":2},"d":3}"#);
        assert_eq!(done(Edit::Set(path(&["e", "f"]), json("9"))), r#"{"a":{"b":1,"c":2},"d":3,"e":{"f":9}}"#);
        assert_eq!(done(Edit::SetFirst(path(&["a", "x"]), json("9"))), r#"{"a":{"x":9,"b":1,"c":2},"d":3}"#);
        assert_eq!(done(Edit::Remove(path(&["a", "b"]))), r#"{"a":{"c":2},"d":3}"#);
        assert_eq!(done(Edit::Rename(path(&["a", "b"]), "z".to_owned())), r#"{"a":{"z":1,"c":2},"d":3}"#);
        assert_eq!(done(Edit::SwapFirst(path(&["a"]))), r#"{"a":{"c":2,"b":1},"d":3}"#);
    }
}

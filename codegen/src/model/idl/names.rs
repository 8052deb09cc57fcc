//! Resolving [names without a namespace](https://smithy.io/2.0/spec/idl.html#relative-shape-id-resolution).

use super::lexer::{Kind, Token};
use crate::diagnostics::{Position, suggest};
use crate::model::shape::TYPE_NAMES;
use crate::model::{catalog, prelude};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of the shapes that are defined in the files of a model.
pub(in crate::model) type Defined = BTreeSet<String>;

/// Adds the ids of the shapes that a file defines, wherever they are in it, and returns its namespace.
pub(super) fn define<'t>(tokens: &'t [Token], defined: &mut Defined) -> &'t str {
    let mut namespace = "";
    let mut depth = 0_usize;
    let mut operation = "";
    let mut suffixes = ["Input", "Output"];
    let mut before: [Option<&Kind>; 2] = [None, None];
    let mut starts_line = false;
    for token in tokens {
        // A shape begins there, whatever was not closed before it: the parser is to tell of that.
        if starts_line && is_type(before[1]) && matches!(token.kind, Kind::Name(_)) {
            depth = 0;
        }
        starts_line = token.position.column == 1;
        match (&token.kind, before) {
            (Kind::Mark('{' | '[' | '('), _) => depth += 1,
            (Kind::Mark('}' | ']' | ')'), _) => depth = depth.saturating_sub(1),
            (Kind::Text(text), [Some(Kind::Name(control)), Some(Kind::Mark(':'))]) if depth == 0 => {
                match control.as_str() {
                    "$operationInputSuffix" => suffixes[0] = text,
                    "$operationOutputSuffix" => suffixes[1] = text,
                    _ => {}
                }
            }
            (Kind::Name(name), [earlier, Some(Kind::Name(word))]) if depth == 0 => {
                // A shape or trait may be called so too.
                let is_name = matches!(earlier, Some(Kind::Mark('@'))) || is_type(earlier);
                if word == "namespace" && namespace.is_empty() && !is_name {
                    namespace = name;
                } else if TYPE_NAMES.contains(&word.as_str()) && !is_type(earlier) {
                    defined.insert(format!("{namespace}#{name}"));
                    operation = if word == "operation" { name } else { "" };
                }
            }
            (Kind::Walrus, [_, Some(Kind::Name(side))]) if depth == 1 => {
                let [input, output] = suffixes;
                let suffix = if side == "input" { input } else { output };
                defined.insert(format!("{namespace}#{operation}{suffix}"));
            }
            _ => {}
        }
        before = [before[1], Some(&token.kind)];
    }
    namespace
}

fn is_type(kind: Option<&Kind>) -> bool {
    matches!(kind, Some(Kind::Name(word)) if TYPE_NAMES.contains(&word.as_str()))
}

/// What the names in a file mean.
pub(super) struct Names<'d> {
    pub(super) namespace: String,
    used: BTreeMap<String, (String, Position)>,
    defined: &'d Defined,
}

impl<'d> Names<'d> {
    pub(super) fn new(namespace: &str, defined: &'d Defined) -> Self {
        Self { namespace: namespace.to_owned(), used: BTreeMap::new(), defined }
    }

    /// Records a `use` statement. Returns the position of an earlier one for the same name.
    pub(super) fn used(&mut self, id: &str, position: Position) -> Option<Position> {
        let name = id.rsplit('#').next().unwrap_or(id);
        let earlier = self.used.insert(name.to_owned(), (id.to_owned(), position));
        earlier.filter(|(earlier, _)| earlier != id).map(|(_, position)| position)
    }

    /// Returns the absolute id that a name or id means, of a shape, a trait or a member.
    pub(super) fn resolve(&self, name: &str) -> String {
        self.find(name).unwrap_or_else(|| self.own(name))
    }

    /// Returns the absolute id that a name means, or `None` if nothing that is known has the name. An absolute id means itself.
    pub(super) fn find(&self, name: &str) -> Option<String> {
        let (shape, member) = match name.split_once('$') {
            Some((shape, member)) => (shape, format!("${member}")),
            None => (name, String::new()),
        };
        if shape.contains('#') {
            return Some(name.to_owned());
        }
        if let Some((id, _)) = self.used.get(shape) {
            return Some(format!("{id}{member}"));
        }
        let own = self.own(shape);
        let common = format!("smithy.api#{shape}");
        if self.defined.contains(&own) {
            Some(own + &member)
        } else {
            is_common(&common).then(|| common + &member)
        }
    }

    /// Returns where a name is used that the file itself would define.
    pub(super) fn use_of(&self, name: &str) -> Option<Position> {
        self.used.get(name).map(|(_, position)| *position)
    }

    /// Returns whether files of the model define shapes in a namespace, but none of this id, which is not known either.
    pub(super) fn lacks(&self, id: &str) -> bool {
        let namespace = id.split('#').next().unwrap_or_default();
        !self.defined.contains(id)
            && !is_common(id)
            && self.defined.iter().any(|other| in_namespace(other, namespace))
    }

    /// Says what to do about a name that nothing has.
    pub(super) fn help(&self, name: &str) -> Option<String> {
        let ids = || self.defined.iter().map(String::as_str).chain(catalog::all().map(|entry| entry.id));
        let elsewhere = || ids().find(|id| id.rsplit('#').next() == Some(name));
        let close = |namespace: &str| suggest(&format!("{namespace}#{name}"), ids());
        let meant = elsewhere().or_else(|| close(&self.namespace)).or_else(|| close("smithy.api"))?;
        let short = meant.rsplit('#').next().unwrap_or(meant);
        let is_near = in_namespace(meant, &self.namespace) || in_namespace(meant, "smithy.api");
        Some(if is_near { format!("did you mean `{short}`?") } else { format!("add `use {meant}`") })
    }

    /// Returns the id of a shape that the file defines.
    pub(super) fn own(&self, name: &str) -> String {
        format!("{}#{name}", self.namespace)
    }
}

fn in_namespace(id: &str, namespace: &str) -> bool {
    id.split_once('#').is_some_and(|(of, _)| of == namespace)
}

/// Returns whether the prelude has the shape or trait.
fn is_common(id: &str) -> bool {
    prelude::has(id) || catalog::find(id).is_some()
}

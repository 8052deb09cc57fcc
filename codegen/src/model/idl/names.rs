//! Resolving [names without a namespace](https://smithy.io/2.0/spec/idl.html#relative-shape-id-resolution).

use super::lexer::{Kind, Token};
use crate::diagnostics::{Position, suggest};
use crate::model::ShapeType;
use crate::model::{catalog, prelude};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of the shapes that are defined in the files of a model.
pub(in crate::model) type Defined = BTreeSet<String>;

/// Adds the ids of the shapes that a file defines, wherever they are in it, and returns its namespace.
pub(super) fn define<'t>(tokens: &'t [Token], defined: &mut Defined) -> &'t str {
    let mut scan = Scan::default();
    for token in tokens {
        scan.read(token, defined);
    }
    scan.namespace
}

/// How far the search for definitions has come. Keywords are keywords only in their places: shapes, traits and members may be called so too.
struct Scan<'t> {
    namespace: &'t str,
    /// How many brackets are open.
    depth: usize,
    /// What the next name belongs to: a keyword, or `@`.
    awaited: Option<&'t str>,
    /// The control statement whose value comes next.
    control: &'t str,
    /// The type of the shape that was last begun, and its name.
    shape: [&'t str; 2],
    /// The suffixes of the names of structures defined within operations.
    suffixes: [&'t str; 2],
    /// The last name.
    last: &'t str,
}

impl Default for Scan<'_> {
    fn default() -> Self {
        Self {
            namespace: "",
            depth: 0,
            awaited: None,
            control: "",
            shape: [""; 2],
            suffixes: ["Input", "Output"],
            last: "",
        }
    }
}

impl<'t> Scan<'t> {
    fn read(&mut self, token: &'t Token, defined: &mut Defined) {
        let awaited = self.awaited.take();
        match &token.kind {
            Kind::Mark('@') if self.depth == 0 => self.awaited = Some("@"),
            Kind::Mark('{' | '[' | '(') => self.depth += 1,
            Kind::Mark('}' | ']' | ')') => self.depth = self.depth.saturating_sub(1),
            Kind::Name(name) => {
                self.control = "";
                match awaited {
                    Some(keyword) => self.name(keyword, name, defined),
                    None if name.starts_with('$') => self.control = name,
                    None if self.may_begin(token.position.column) && begins(name) => {
                        self.awaited = Some(name)
                    }
                    None => {}
                }
                self.last = name;
            }
            Kind::Text(text) if self.depth == 0 => self.suffix(text),
            Kind::Walrus if self.depth == 1 => {
                let [input, output] = self.suffixes;
                let suffix = if self.last == "input" { input } else { output };
                let [_, operation] = self.shape;
                defined.insert(format!("{}#{operation}{suffix}", self.namespace));
            }
            _ => {}
        }
    }

    /// Returns whether a statement may begin in this column. At the start of a line one does, whatever was not closed before it: the parser is to tell of that.
    /// The values of an enum are names too, one after the other.
    fn may_begin(&self, column: u32) -> bool {
        let [shape_type, _] = self.shape;
        self.depth == 0 || (column == 1 && !matches!(shape_type, "enum" | "intEnum"))
    }

    fn name(&mut self, keyword: &'t str, name: &'t str, defined: &mut Defined) {
        if keyword == "namespace" && self.namespace.is_empty() {
            self.namespace = name;
        } else if ShapeType::from_name(keyword).is_some() {
            self.depth = 0;
            self.shape = [keyword, name];
            defined.insert(format!("{}#{name}", self.namespace));
        }
    }

    fn suffix(&mut self, text: &'t str) {
        let [input, output] = &mut self.suffixes;
        match std::mem::take(&mut self.control) {
            "$operationInputSuffix" => *input = text,
            "$operationOutputSuffix" => *output = text,
            _ => {}
        }
    }
}

/// Returns whether a word is a keyword before a name.
fn begins(word: &str) -> bool {
    ShapeType::from_name(word).is_some() || matches!(word, "namespace" | "use" | "apply" | "metadata" | "for")
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

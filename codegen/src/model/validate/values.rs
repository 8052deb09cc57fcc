//! Checks that a JSON value is a value of a shape: of its type, complete, and within its limits.
//!
//! The depth of the check is that of the value, which the readers of models limit.

mod limits;
mod simple;

use crate::diagnostics::{Diagnostic, Diagnostics, Position, suggest};
use crate::model::node::{Entry, Object};
use crate::model::place::with_article;
use crate::model::shape_id::is_identifier;
use crate::model::traits::{Default, Required, Sparse, TraitValue};
use crate::model::{
    AppliedTrait, List, Map, Member, Model, Node, Shape, ShapeId, ShapeKind, ShapeType, Value,
};
use limits::Patterns;

/// The trait that holds a value, and what is made of findings.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    /// The shape or member that has the trait.
    pub(super) subject: &'a ShapeId,
    pub(super) applied: &'a AppliedTrait,
    /// What the value is called as a whole, as in `the default`; none if its parts are named after it, as in `input.name`.
    pub(super) whole: Option<&'a str>,
    pub(super) excused: Excused,
    pub(super) unknown: Unknown,
}

/// What becomes of members that a structure does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// A warning, as Smithy's.
    Reported,
    /// A warning if the name is nearly that of a member: what services answer may have more members than the model.
    Passed,
}

/// The limits of shapes that a value may break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excused {
    None,
    /// Zero may be out of range: the defaults of Smithy 1.0 often were, and are still in models that were made from them.
    Zero,
    /// It is an example of what the service refuses.
    All,
}

/// A shape that a value should have, and the member that holds it, if any: its limits override those of the shape.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    shape: &'a Shape,
    member: Option<&'a Member>,
}

impl<'a> Held<'a> {
    pub(super) fn by(member: &'a Member, shape: &'a Shape) -> Self {
        Self { shape, member: Some(member) }
    }

    pub(super) fn shape_type(self) -> ShapeType {
        self.shape.shape_type()
    }

    /// Reads a trait of the member, or else of the shape, along with which of them has it.
    fn read<T: TraitValue>(self) -> Option<(T, &'a ShapeId)> {
        let of = |id: &'a ShapeId, value: Option<T>| value.map(|value| (value, id));
        self.member
            .and_then(|member| of(&member.id, member.traits.read()))
            .or_else(|| of(&self.shape.id, self.shape.traits.read()))
    }

    fn trait_value(self, id: &str) -> Option<&'a Node> {
        self.member.and_then(|member| member.traits.get(id)).or_else(|| self.shape.traits.get(id))
    }
}

impl<'a> From<&'a Shape> for Held<'a> {
    fn from(shape: &'a Shape) -> Self {
        Self { shape, member: None }
    }
}

/// Checks values against the shapes of a model.
pub(super) struct Checker<'a> {
    model: &'a Model,
    patterns: Patterns,
}

impl<'a> Checker<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        Self { model, patterns: Patterns::default() }
    }

    /// Checks a value, whose parts are named after the path.
    pub(super) fn check(
        &mut self,
        site: Site<'_>,
        path: &str,
        value: &Node,
        held: Held<'a>,
        diagnostics: &mut Diagnostics,
    ) {
        let path = path.to_owned();
        Walk { model: self.model, patterns: &mut self.patterns, site, path, diagnostics }.value(value, held);
    }
}

/// Returns whether a value has to have this member. One with a default may be left out, as callers leave it out.
fn is_required(member: &Member) -> bool {
    let has_default = || member.traits.read::<Default>().is_some_and(|Default(value)| !value.is_null());
    member.traits.has::<Required>() && !has_default()
}

/// A walk through one value.
struct Walk<'w, 'a> {
    model: &'a Model,
    patterns: &'w mut Patterns,
    site: Site<'w>,
    path: String,
    diagnostics: &'w mut Diagnostics,
}

impl<'a> Walk<'_, 'a> {
    fn value(&mut self, value: &Node, held: Held<'a>) {
        match &held.shape.kind {
            ShapeKind::Structure(members) => self.structure(value, held.shape, members),
            ShapeKind::Union(members) => self.union(value, held.shape, members),
            ShapeKind::List(list) => self.list(value, held, list),
            ShapeKind::Map(map) => self.map(value, held, map),
            ShapeKind::Document => {}
            _ => match simple::mismatch(value, held) {
                Some(expected) => self.mismatch(expected, value, held.shape),
                None => {
                    self.enumerated(value, held.shape);
                    self.limits(value, held);
                }
            },
        }
    }

    fn structure(&mut self, value: &Node, shape: &'a Shape, members: &'a [Member]) {
        let Some(object) = value.as_object() else { return self.mismatch("an object", value, shape) };
        for entry in object {
            match self.member(entry, members) {
                Some(member) => self.inside(&step(&entry.key), |walk| walk.held(&entry.value, member)),
                None if self.site.unknown == Unknown::Passed && nearest(entry, shape).is_none() => {}
                None => self.unknown(entry, shape, Diagnostic::into_warning),
            }
        }
        let is_missing = |member: &&Member| is_required(member) && object.get(member.name()).is_none();
        if self.site.excused != Excused::All {
            members.iter().filter(is_missing).for_each(|member| self.missing(member, value));
        }
    }

    fn missing(&mut self, member: &Member, value: &Node) {
        let place = self.inside(&step(member.name()), |walk| walk.place());
        let message = format!("expected the required member {place}, found none");
        let help = format!("add it, or remove `{}` from `{}`", Required::ID, member.id);
        self.report(value.position, Diagnostic::error(message).help(help));
    }

    fn union(&mut self, value: &Node, shape: &'a Shape, members: &'a [Member]) {
        let Some(object) = value.as_object() else { return self.mismatch("an object", value, shape) };
        let mut entries = object.iter();
        match (entries.next(), entries.next()) {
            (Some(entry), None) => match self.member(entry, members) {
                Some(member) => self.inside(&step(&entry.key), |walk| walk.held(&entry.value, member)),
                None => self.unknown(entry, shape, |error| error),
            },
            // Smithy accepts it, but no service does.
            (None, _) => self.one_member(value, object, shape, Diagnostic::into_warning),
            _ => self.one_member(value, object, shape, |error| error),
        }
    }

    fn one_member(
        &mut self,
        value: &Node,
        object: &Object,
        shape: &Shape,
        severity: fn(Diagnostic) -> Diagnostic,
    ) {
        let (place, found) = (self.place(), object.len());
        let message = format!("expected one member of the union `{}` as {place}, found {found}", shape.id);
        let help = "a union is exactly one of its members";
        self.report(value.position, severity(Diagnostic::error(message).help(help)));
    }

    fn list(&mut self, value: &Node, held: Held<'a>, list: &'a List) {
        let Some(elements) = value.as_array() else { return self.mismatch("an array", value, held.shape) };
        for (index, element) in elements.iter().enumerate() {
            self.inside(&format!("[{index}]"), |walk| walk.element(element, held.shape, &list.member));
        }
        self.unique(elements, held.shape);
        self.limits(value, held);
    }

    fn map(&mut self, value: &Node, held: Held<'a>, map: &'a Map) {
        let Some(object) = value.as_object() else { return self.mismatch("an object", value, held.shape) };
        let whole = format!("a key of {}", self.place());
        for entry in object {
            let key = Node { position: entry.key_position, value: Value::String(entry.key.clone()) };
            self.named(&whole).held(&key, &map.key);
            self.inside(&key_step(&entry.key), |walk| walk.element(&entry.value, held.shape, &map.value));
        }
        self.limits(value, held);
    }

    /// Returns a walk through something that has no path, but this name.
    fn named<'s>(&'s mut self, whole: &'s str) -> Walk<'s, 'a> {
        Walk {
            model: self.model,
            patterns: self.patterns,
            site: Site { whole: Some(whole), ..self.site },
            path: String::new(),
            diagnostics: self.diagnostics,
        }
    }

    /// Checks an element of a list, or a value of a map.
    fn element(&mut self, value: &Node, collection: &Shape, member: &'a Member) {
        if !value.is_null() {
            self.held(value, member);
        } else if !collection.traits.has::<Sparse>() {
            let message = format!("expected a value as {}, found null", self.place());
            let help = format!("add `{}` to `{}` if there may be gaps in it", Sparse::ID, collection.id);
            self.report(value.position, Diagnostic::error(message).help(help));
        }
    }

    fn held(&mut self, value: &Node, member: &'a Member) {
        // A dangling target is reported elsewhere.
        if let Some(shape) = self.model.target(&member.target) {
            self.value(value, Held::by(member, shape));
        }
    }

    fn member(&self, entry: &Entry, members: &'a [Member]) -> Option<&'a Member> {
        members.iter().find(|member| member.name() == &*entry.key)
    }

    fn unknown(&mut self, entry: &Entry, shape: &Shape, severity: fn(Diagnostic) -> Diagnostic) {
        let place = self.inside(&step(&entry.key), |walk| walk.place());
        let message = format!("expected a member of `{}`, found {place}", shape.id);
        let error = Diagnostic::error(message).help(match nearest(entry, shape) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "remove it, or add such a member".to_owned(),
        });
        self.report(entry.key_position, severity(error));
    }

    fn mismatch(&mut self, expected: &str, value: &Node, shape: &Shape) {
        let help = match &value.value {
            Value::Null => "leave it out if there is no value".to_owned(),
            _ => format!("`{}` is {}", shape.id, with_article(shape.shape_type().name())),
        };
        let error = self.expected(expected, &value.found());
        self.report(value.position, error.help(help));
    }

    fn enumerated(&mut self, value: &Node, shape: &Shape) {
        /// More are not worth reading in a finding.
        const SHOWN: usize = 8;
        let Some(values) = simple::unless_listed(value, shape) else { return };
        let error = self.expected(&format!("one of the values of `{}`", shape.id), &value.found());
        let error = if values.len() > SHOWN {
            error
        } else {
            error.help(format!("its values: {}", values.join(", ")))
        };
        let error = match value.as_str() {
            Some(found) => error.did_you_mean(found, values.iter().map(String::as_str)),
            None => error,
        };
        self.report(value.position, error);
    }

    fn expected(&self, expected: &str, found: &str) -> Diagnostic {
        Diagnostic::error(format!("expected {expected} as {}, found {found}", self.place()))
    }

    /// Checks a part of the value.
    fn inside<T>(&mut self, step: &str, check: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.push_str(step);
        let result = check(self);
        self.path.truncate(length);
        result
    }

    /// Names the value that is being checked.
    fn place(&self) -> String {
        match self.site.whole {
            Some(whole) if self.path.is_empty() => whole.to_owned(),
            _ => format!("`{}`", self.path.trim_start_matches('.')),
        }
    }

    fn report(&mut self, position: Position, diagnostic: Diagnostic) {
        let Site { subject, applied, .. } = self.site;
        self.diagnostics.push(diagnostic.at_part(applied, position).shape(subject));
    }
}

/// Returns the member that a key was most probably meant to name.
fn nearest<'a>(entry: &Entry, shape: &'a Shape) -> Option<&'a str> {
    suggest(&entry.key, shape.members().map(Member::name))
}

/// Returns how the path goes on to a member.
fn step(name: &str) -> String {
    format!(".{name}")
}

/// Returns how the path goes on to the value of a key.
fn key_step(key: &str) -> String {
    if is_identifier(key) { step(key) } else { format!("[{key:?}]") }
}

#[cfg(test)]
mod tests;

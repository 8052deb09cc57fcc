//! The public surface of a service, one line for each item. Reviewers read it, and two versions of a client are compared by it.
//!
//! A line has the item's path, its Rust signature without a body and, after `--`, what the item means on the wire. A model change changes the lines about it
//! and no others, so lines are sorted by name, and nothing in them is numbered or aligned.

mod facts;
mod operation;
mod origin;
mod types;

use crate::ir::{Name, Service, Type};
use crate::write::HEADER;
pub use origin::Origin;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Lines that belong together: an operation with its input and output, or a type.
#[derive(Clone, Debug)]
pub struct Section {
    /// The module of its items, as in `operation::get_thing::`; omitted in the text.
    pub module: String,
    /// Its items, in the order of the text.
    pub items: Vec<Item>,
}

/// Something that callers can refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The kind of item.
    pub kind: ItemKind,
    /// Its path in the service's module, as in `types::Attendee.join_token`; empty for the service, which is that module.
    pub path: String,
    /// What it comes from in the model.
    pub origin: Origin,
    /// The Rust signature after its path, as in `: Option<String>`.
    pub signature: String,
    /// The argument type of the method that sets it, if there is one.
    pub setter: Option<String>,
    /// The traits that the type implements.
    pub traits: &'static [&'static str],
    /// The members that the type parameters of a builder stand for, in order.
    pub parameters: Vec<Name>,
    /// What it means on the wire, and what is known about it besides its signature.
    pub facts: Vec<String>,
}

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// The service; its line has its name in the model.
    Service,
    /// An operation and its module, which is its path; its line has its name in the model.
    Operation,
    /// A structure.
    Structure,
    /// An enum: a union, an enum of strings or integers, or the errors of an operation.
    Enum,
    /// A method or an associated function of a type.
    Method,
    /// A constant.
    Constant,
    /// A structure field that callers may omit.
    Field,
    /// A structure field that callers must set.
    RequiredField,
    /// A variant of an enum.
    Variant,
}

impl Item {
    fn new(kind: ItemKind, path: impl Into<String>, signature: impl Into<String>) -> Self {
        Self {
            kind,
            path: path.into(),
            origin: Origin::Nameless,
            signature: signature.into(),
            setter: None,
            traits: &[],
            parameters: Vec::new(),
            facts: Vec::new(),
        }
    }

    fn of(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    fn of_shape(self, shape: &str) -> Self {
        self.of(Origin::Shape(shape.to_owned()))
    }

    fn meaning(mut self, facts: Vec<String>) -> Self {
        self.facts = facts;
        self
    }

    fn implementing(mut self, traits: &'static [&'static str]) -> Self {
        self.traits = traits;
        self
    }

    /// Returns its line, in a section of this module.
    #[must_use]
    pub fn line(&self, module: &str) -> String {
        let word = match self.kind {
            ItemKind::Service => "service ",
            ItemKind::Operation => "operation ",
            ItemKind::Structure => "pub struct ",
            ItemKind::Enum => "pub enum ",
            ItemKind::Method => "pub fn ",
            ItemKind::Constant => "pub const ",
            ItemKind::Field | ItemKind::RequiredField | ItemKind::Variant => "pub ",
        };
        let path = match (self.kind, &self.origin) {
            (ItemKind::Service | ItemKind::Operation, Origin::Shape(shape)) => shape,
            _ => self.path.strip_prefix(module).unwrap_or(&self.path),
        };
        let mut line = format!("{word}{path}{}", self.signature);
        if let Some(setter) = &self.setter {
            let _ = write!(line, ", set by ({setter})");
        }
        if !self.facts.is_empty() {
            let _ = write!(line, " -- {}", self.facts.join("; "));
        }
        line
    }
}

/// Returns everything that callers of the service can refer to: the service itself, its operations, its errors and its nested types.
#[must_use]
pub fn sections(service: &Service) -> Vec<Section> {
    let mut sections = vec![operation::service(service)];
    sections.extend(service.operations.iter().map(|it| operation::section(service, it)));
    sections.extend(service.errors.iter().map(types::error));
    sections.extend(service.types.iter().map(types::section));
    sections
}

/// Returns the [`sections`] of each service that the other does not have in exactly the same form.
#[must_use]
pub fn differing_sections(old: &Service, new: &Service) -> (Vec<Section>, Vec<Section>) {
    // The methods that finish a builder depend on the protocol.
    if old.protocol != new.protocol {
        return (sections(old), sections(new));
    }
    let of = |service: &Service, other: &Service| {
        let mut found = vec![operation::service(service)];
        let operations = differing(&service.operations, &other.operations, |it| &it.method);
        found.extend(operations.map(|it| operation::section(service, it)));
        found.extend(differing(&service.errors, &other.errors, |it| &it.name).map(types::error));
        found.extend(differing(&service.types, &other.types, Type::name).map(types::section));
        found
    };
    (of(old, new), of(new, old))
}

/// Returns the items that are not among the others, or differ from the one of the same name.
fn differing<'a, T: PartialEq>(
    all: &'a [T],
    others: &'a [T],
    name: impl Fn(&T) -> &Name,
) -> impl Iterator<Item = &'a T> {
    let others: BTreeMap<&Name, &T> = others.iter().map(|it| (name(it), it)).collect();
    all.iter().filter(move |it| others.get(name(it)) != Some(it))
}

/// Returns the report of a service.
#[must_use]
pub fn text(service: &Service) -> String {
    let mut out = HEADER.replace("//", "#");
    for section in sections(service) {
        out.push('\n');
        for item in &section.items {
            let _ = writeln!(out, "{}", item.line(&section.module));
        }
    }
    out
}

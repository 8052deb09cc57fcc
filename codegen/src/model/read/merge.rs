//! Merges files into one set of definitions: checks the JSON syntax and the AST's root, and reports conflicting definitions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::{Context, Fields, Place};
use super::{redefined, shared, targets};
use crate::diagnostics::{Diagnostic, Location, Position};
use crate::model::idl::{self, Content, Defined, Elided};
use crate::model::node::{self, Entry, Object, Value};
use crate::model::traits::{Synthetic, TraitValue};
use crate::model::{Node, ShapeId, SourceFile};

/// The Smithy version that a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// None was said: read as 1.0, with what later versions have.
    Unsaid,
    /// 1.0: values of simple types that are not boxed are never absent.
    V1,
    /// 2.0: values are absent, unless they have defaults.
    V2,
    /// 2.1, which adds to the IDL.
    V2_1,
}

/// A shape or `apply` statement, not yet converted from JSON.
pub(super) struct Definition {
    pub(super) id: ShapeId,
    pub(super) location: Location,
    pub(super) version: Version,
    pub(super) node: Node,
}

/// The definitions of all files.
#[derive(Default)]
pub(super) struct Merged {
    /// Shapes, each once, and any number of `apply` statements, in file order.
    pub(super) definitions: Vec<Definition>,
    pub(super) metadata: BTreeMap<String, Node>,
    /// Members without a target, each with its file.
    pub(super) elided: Vec<(Arc<str>, Elided)>,
    /// The ids of resources that structures are for, and where they say so.
    pub(super) resources: Vec<(String, Location)>,
    /// What files in the IDL of 1.0 have that came with 2.0, and where.
    pub(super) newer_than_1: Vec<(&'static str, Location)>,
    /// What files in the IDL have that came with 2.1, their versions, and where.
    pub(super) newer_than_2: Vec<(&'static str, Version, Location)>,
    /// The index of each shape in `definitions`.
    shapes: BTreeMap<ShapeId, usize>,
}

/// Merges the files, or returns `None` if one can't be read: what it defines would be missed everywhere else.
pub(super) fn merge(files: &[SourceFile<'_>], context: &mut Context) -> Option<Merged> {
    let mut merged = Merged::default();
    if files.is_empty() {
        context.push(Diagnostic::error("expected at least one model file, found none"));
    }
    let mut read: Vec<(Arc<str>, Syntax)> = files.iter().filter_map(|file| syntax(file, context)).collect();
    let mut complete = read.len() == files.len();
    let mut defined = Defined::new();
    read.iter().for_each(|(_, syntax)| syntax.define(&mut defined));
    let own = read.len();
    let mut borrowed = Defined::new();
    for file in shared::FILES {
        let Some((name, syntax)) = syntax(&file.source, context) else { continue };
        let mut all = Defined::new();
        syntax.define(&mut all);
        borrowed.extend(file.needed(&all, files, &defined));
        read.push((name, syntax));
    }
    defined.extend(borrowed.iter().cloned());
    for (index, (file, syntax)) in read.into_iter().enumerate() {
        match syntax {
            Syntax::Json(parsed) => {
                report_duplicates(&file, &parsed, context);
                merged.add_file(&file, parsed.root, context);
            }
            Syntax::Idl(tokens) => match tokens.parse(&defined) {
                Ok(mut content) => {
                    if index >= own {
                        content.shapes.retain(|shape| borrowed.contains(&*shape.key));
                    }
                    merged.add_content(&file, content, context);
                }
                Err(error) => {
                    context.push(error);
                    complete = false;
                }
            },
        }
    }
    if !complete {
        return None;
    }
    targets::complete(&mut merged, context);
    Some(merged)
}

/// A file whose syntax was read.
enum Syntax {
    Json(node::Parsed),
    Idl(idl::Tokens),
}

fn syntax(file: &SourceFile<'_>, context: &mut Context) -> Option<(Arc<str>, Syntax)> {
    let name: Arc<str> = file.name.into();
    let read = if idl::is_idl(file) {
        idl::tokens(file).map(Syntax::Idl)
    } else {
        node::parse(file.text).map(Syntax::Json).map_err(|error| {
            Diagnostic::error(error.message).at(&Location { file: name.clone(), position: error.position })
        })
    };
    match read {
        Ok(syntax) => Some((name, syntax)),
        Err(error) => {
            context.push(error);
            None
        }
    }
}

impl Syntax {
    /// Adds the ids of the shapes that the file defines.
    fn define(&self, defined: &mut Defined) {
        match self {
            Self::Json(parsed) => {
                let shapes = parsed.root.get("shapes").and_then(Node::as_object);
                let shapes = shapes.into_iter().flat_map(Object::iter);
                let is_shape =
                    |entry: &&Entry| entry.value.get("type").and_then(Node::as_str) != Some("apply");
                defined.extend(shapes.filter(is_shape).map(|entry| entry.key.to_string()));
            }
            Self::Idl(tokens) => tokens.define(defined),
        }
    }
}

impl Merged {
    /// Returns the definition of a shape.
    pub(super) fn shape(&self, id: &str) -> Option<&Definition> {
        self.shapes.get(id).and_then(|at| self.definitions.get(*at))
    }

    /// Returns the definition of a shape, to be changed.
    pub(super) fn shape_mut(&mut self, id: &str) -> Option<&mut Definition> {
        self.shapes.get(id).and_then(|at| self.definitions.get_mut(*at))
    }

    /// Adds what a file in the IDL has.
    fn add_content(&mut self, file: &Arc<str>, content: Content, context: &mut Context) {
        let position = Position { line: 1, column: 1 };
        let place = Place { location: Location { file: file.clone(), position }, shape: None };
        let version = match content.version {
            Some(version) => self::version(Some(version), &place, context),
            None => {
                let unversioned = place.warning("the file has no `$version`, so it is read as Smithy 1.0");
                let version = if content.newer.is_empty() { "2" } else { "2.1" };
                context.push(unversioned.help(format!("begin it with `$version: \"{version}\"`")));
                Some(Version::Unsaid)
            }
        };
        let Some(version) = version else { return };
        content.warnings.into_iter().for_each(|warning| context.push(warning));
        for metadata in content.metadata {
            self.add_metadata(metadata, &place, context);
        }
        self.add_shapes(content.shapes, version, &place, context);
        let place = |position| Location { file: file.clone(), position };
        if version == Version::V1 {
            let elided = content.elided.iter().map(|it| ("a member without a target", it.position));
            let resources =
                content.resources.iter().map(|(_, position)| ("a structure for a resource", *position));
            let inline = content.inline.iter().map(|position| ("an inline input or output", *position));
            let all = elided.chain(resources).chain(inline);
            self.newer_than_1.extend(all.map(|(what, at)| (what, place(at))));
        }
        if matches!(version, Version::V1 | Version::V2) {
            self.newer_than_2.extend(content.newer.iter().map(|(what, at)| (*what, version, place(*at))));
        }
        self.elided.extend(content.elided.into_iter().map(|elided| (file.clone(), elided)));
        self.resources.extend(content.resources.into_iter().map(|(id, position)| (id, place(position))));
    }

    fn add_file(&mut self, file: &Arc<str>, root: Node, context: &mut Context) {
        let place = Place { location: Location { file: file.clone(), position: root.position }, shape: None };
        let Value::Object(object) = root.value else {
            context.push(place.expected("an object: a Smithy model in JSON", &root));
            return;
        };
        let mut fields = Fields::new(object);
        let Some(version) = version(fields.take("smithy"), &place, context) else {
            return;
        };
        for entry in entries(fields.take("metadata"), "an object of metadata", &place, context) {
            self.add_metadata(entry, &place, context);
        }
        let shapes = entries(fields.take("shapes"), "an object of shapes by id", &place, context);
        self.add_shapes(shapes, version, &place, context);
        fields.finish(&["smithy", "metadata", "shapes"], &place, context);
    }

    fn add_metadata(&mut self, entry: Entry, place: &Place, context: &mut Context) {
        let Entry { key, key_position, value } = entry;
        let Some(old) = self.metadata.get_mut(&*key) else {
            self.metadata.insert(key.to_string(), value);
            return;
        };
        if !old.join(value) {
            let error = place.at(key_position).error(format!("metadata `{key}` has another value elsewhere"));
            context.push(error.help("keep one of the two values: only lists are joined"));
        }
    }

    fn add_shapes(
        &mut self,
        shapes: impl IntoIterator<Item = Entry>,
        version: Version,
        place: &Place,
        context: &mut Context,
    ) {
        for entry in shapes {
            let mut place = place.at(entry.key_position);
            let Some(id) = context.id(&entry.key, &place) else {
                continue;
            };
            place.shape = Some(id.clone());
            let definition = Definition { id, location: place.location.clone(), version, node: entry.value };
            self.add(definition, &place, context);
        }
    }

    fn add(&mut self, definition: Definition, place: &Place, context: &mut Context) {
        if definition.is_apply() {
            self.definitions.push(definition);
            return;
        }
        if definition.id.member().is_some() {
            context.push(
                place
                    .error("a shape's id must not name a member")
                    .help("give traits to a member with `apply` (in JSON, `\"type\": \"apply\"`)"),
            );
            return;
        }
        match self.shape(definition.id.as_str()) {
            None => {
                self.shapes.insert(definition.id.clone(), self.definitions.len());
                self.definitions.push(definition);
            }
            Some(first) if first.node == definition.node => {}
            Some(first) if is_inline(&first.node) != is_inline(&definition.node) => {
                let Location { file, position } = &first.location;
                let message =
                    format!("an inline collection has the name of this shape too: see {file}:{position}");
                context.push(place.error(message).help("give the shape another name"));
            }
            Some(first) if redefined::are_alike(&first.node, &definition.node) => {
                self.definitions.extend(redefined::statements(&definition));
            }
            Some(first) => {
                let Location { file, position } = &first.location;
                let message = format!("this shape is defined differently at {file}:{position}");
                context.push(
                    place.error(message).help("keep one of the two definitions: only traits may differ"),
                );
            }
        }
    }
}

/// Returns whether a shape is marked as an inline collection.
fn is_inline(shape: &Node) -> bool {
    shape.get("traits").is_some_and(|traits| traits.get(Synthetic::ID).is_some())
}

impl Definition {
    pub(super) fn is_apply(&self) -> bool {
        self.node.get("type").and_then(Node::as_str) == Some("apply")
    }
}

/// Returns the entries of a field that has to be an object.
fn entries(field: Option<Node>, what: &str, place: &Place, context: &mut Context) -> Object {
    match field {
        Some(Node { value: Value::Object(object), .. }) => object,
        Some(other) => {
            context.push(place.expected(what, &other));
            Object::default()
        }
        None => Object::default(),
    }
}

fn version(node: Option<Node>, place: &Place, context: &mut Context) -> Option<Version> {
    let Some(node) = node else {
        context.push(
            place
                .error("expected the field `smithy`, found none")
                .help("begin the model with `\"smithy\": \"2.0\"`"),
        );
        return None;
    };
    match node.as_str() {
        Some("1" | "1.0") => Some(Version::V1),
        Some("2" | "2.0") => Some(Version::V2),
        Some("2.1") => Some(Version::V2_1),
        _ => {
            context.push(place.expected("the Smithy version \"2.0\", \"2.1\" or \"1.0\"", &node));
            None
        }
    }
}

/// Reports keys that occur twice in an object, with the shape or member they are in.
fn report_duplicates(file: &Arc<str>, parsed: &node::Parsed, context: &mut Context) {
    for duplicate in &parsed.duplicates {
        let path: Vec<&str> = duplicate.path.iter().map(|key| &**key).collect();
        let (what, shape) = match path.as_slice() {
            ["shapes"] => ("shape id", Some((*duplicate.key).to_owned())),
            ["shapes", id, "members"] => ("member", Some(format!("{id}${}", duplicate.key))),
            ["shapes", id, "members", member, ..] => ("key", Some(format!("{id}${member}"))),
            ["shapes", id, ..] => ("key", Some((*id).to_owned())),
            _ => ("key", None),
        };
        let key = &duplicate.key;
        let first = duplicate.first;
        let mut diagnostic =
            Diagnostic::error(format!("the {what} `{key}` appears a second time; the first is at {first}"))
                .at(&Location { file: file.clone(), position: duplicate.position });
        diagnostic.shape = shape.map(Into::into);
        context.push(diagnostic);
    }
}

//! Types: structures, unions and enums, with their contents.

use super::facts::{self, Container};
use super::operation::errors;
use super::{Item, ItemKind, Origin, Section};
use crate::emit::spelling::{argument_type, field_type, value_type};
use crate::ir::{Direction, Enum, Field, Presence, Structure, Type, Union};

/// The traits implemented by structures that are only sent, and by those that are also received.
const SENT: &[&str] = &["Clone", "Debug", "Default", "PartialEq", "Structure", "Value"];
const RECEIVED: &[&str] =
    &["Clone", "Debug", "Default", "PartialEq", "Structure", "StructureMut", "Value", "ValueMut"];
const SENT_UNION: &[&str] = &["Clone", "Debug", "Default", "PartialEq", "Union", "Value"];
const RECEIVED_UNION: &[&str] =
    &["Clone", "Debug", "Default", "PartialEq", "Union", "UnionMut", "Value", "ValueMut"];
const STRING_ENUM: &[&str] = &["Clone", "Copy", "Debug", "Eq", "PartialEq", "StringEnum"];
const INT_ENUM: &[&str] = &["Clone", "Copy", "Debug", "Eq", "IntEnum", "PartialEq"];

/// How the fields of a structure are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setters {
    /// By methods of a builder.
    Builder,
    /// By methods of the structure, with required ones as arguments of `new`.
    Methods,
    /// Not at all.
    None,
}

/// Returns the structure of an error.
pub(super) fn error(error: &Structure) -> Section {
    let path = format!("errors::{}", error.name);
    Section { module: String::new(), items: structure(error, &path, Container::Message, Setters::None) }
}

/// Returns a nested type.
pub(super) fn section(it: &Type) -> Section {
    let path = format!("types::{}", it.name());
    let items = match it {
        Type::Structure(it) => {
            let setters = if it.direction.is_sent() { Setters::Methods } else { Setters::None };
            structure(it, &path, Container::Value, setters)
        }
        Type::Union(it) => union(it, &path),
        Type::Enum(it) => an_enum(it, "string enum", STRING_ENUM, &path),
        Type::IntEnum(it) => an_enum(it, "integer enum", INT_ENUM, &path),
    };
    Section { module: String::new(), items }
}

/// Returns a structure, its constructor, and its fields by name.
pub(super) fn structure(it: &Structure, path: &str, container: Container, setters: Setters) -> Vec<Item> {
    let (word, traits) = match it.direction {
        Direction::Sent => ("sent", SENT),
        Direction::Received => ("received", RECEIVED),
        Direction::Both => ("sent and received", RECEIVED),
    };
    let mut meaning = vec![word.to_owned()];
    meaning.extend(facts::settings(&it.settings));
    meaning.extend(facts::deprecated(it.deprecated.as_ref()));
    let head = Item::new(ItemKind::Structure, path, "").of_shape(&it.shape);
    let mut items = vec![head.meaning(meaning).implementing(traits)];
    if setters == Setters::Methods && it.required().next().is_some() {
        items.push(constructor(it, path));
    }
    let mut fields: Vec<&Field> = it.fields.iter().collect();
    fields.sort_by(|one, other| one.name.cmp(&other.name));
    items.extend(fields.into_iter().map(|it_field| {
        let kind = match it_field.presence {
            Presence::Required => ItemKind::RequiredField,
            _ => ItemKind::Field,
        };
        let item =
            Item::new(kind, format!("{path}.{}", it_field.name), format!(": {}", field_type(it_field)));
        let has_setter = match setters {
            Setters::Builder => true,
            Setters::Methods => kind == ItemKind::Field,
            Setters::None => false,
        };
        Item { setter: has_setter.then(|| argument_type(&it_field.value)), ..item }
            .of(Origin::Member { shape: it.shape.clone(), member: it_field.member.clone() })
            .meaning(facts::field(it_field, container))
    }));
    items
}

fn constructor(it: &Structure, path: &str) -> Item {
    let arguments = it.required().map(|field| format!("{}: {}", field.name, argument_type(&field.value)));
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    Item::new(ItemKind::Method, format!("{path}::new"), format!("({arguments}) -> Self")).of_shape(&it.shape)
}

fn union(it: &Union, path: &str) -> Vec<Item> {
    let (word, traits) = match it.direction {
        Direction::Sent => ("sent", SENT_UNION),
        Direction::Received => ("received", RECEIVED_UNION),
        Direction::Both => ("sent and received", RECEIVED_UNION),
    };
    let mut meaning = vec!["union".to_owned(), word.to_owned()];
    meaning.extend(facts::settings(&it.settings));
    meaning.extend(facts::deprecated(it.deprecated.as_ref()));
    let head = Item::new(ItemKind::Enum, path, "").of_shape(&it.shape);
    let variants = it.variants.iter().map(|variant| {
        let held = format!("({})", value_type(&variant.value));
        Item::new(ItemKind::Variant, format!("{path}::{}", variant.name), held)
            .of(Origin::Member { shape: it.shape.clone(), member: variant.member.clone() })
            .meaning(facts::variant(variant))
    });
    let mut items = with_variants(head.meaning(meaning).implementing(traits), variants.collect());
    let error = it.stream_error.as_ref();
    items.extend(
        error
            .into_iter()
            .flat_map(|error| errors(&it.shape, &error.errors, &format!("types::{}", error.name))),
    );
    items
}

fn an_enum<V: std::fmt::Debug>(
    it: &Enum<V>,
    word: &str,
    traits: &'static [&'static str],
    path: &str,
) -> Vec<Item> {
    let sensitive = it.sensitive.then(|| "sensitive".to_owned());
    let meaning =
        std::iter::once(word.to_owned()).chain(sensitive).chain(facts::deprecated(it.deprecated.as_ref()));
    let head = Item::new(ItemKind::Enum, path, "").meaning(meaning.collect()).implementing(traits);
    let variants = it.values.iter().map(|variant| {
        let value = format!("{:?}", variant.value);
        Item::new(ItemKind::Variant, format!("{path}::{}", variant.name), "")
            .of(Origin::Value { shape: it.shape.clone(), value: value.clone() })
            .meaning(std::iter::once(value).chain(facts::deprecated(variant.deprecated.as_ref())).collect())
    });
    let variants = variants.collect();
    with_variants(head.of_shape(&it.shape), variants)
}

/// Returns the enum, and its variants sorted by name.
pub(super) fn with_variants(head: Item, mut variants: Vec<Item>) -> Vec<Item> {
    variants.sort_by(|one, other| one.path.cmp(&other.path));
    std::iter::once(head).chain(variants).collect()
}

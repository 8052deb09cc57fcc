//! Values in examples: those of the model's own example or, where it has none, some of a length or in a range that a member may have.

use super::{layout, sample};
use crate::emit::spelling;
use crate::ir::{
    EnumValue, Field, Name, Operation, Presence, RustType, Service, Setting, Stated, Structure, Type, Union,
    Variant,
};

/// How deep an example goes. Below that, collections are empty and nested values are their `default`.
const DEPTH: usize = 3;

/// How many elements of an argument an example has, and how many optional members of a nested structure, if the model's example has more.
const MOST: usize = 3;

/// Where a value stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    service: &'a Service,
    /// The name of the member, of which texts are made.
    name: &'a str,
    depth: usize,
    /// What the model's example has there.
    stated: Option<&'a Stated>,
    /// How many elements are shown.
    most: usize,
}

impl<'a> Place<'a> {
    /// Returns the place of a member.
    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, most: 1, ..self }
    }

    /// Returns the place of an element.
    fn element(self, stated: Option<&'a Stated>) -> Self {
        Self { stated, most: 1, ..self }
    }

    fn with(self, stated: Option<&'a Stated>) -> Self {
        Self { stated, ..self }
    }

    /// Returns the places of the elements of a list: those of the model's example, or as many as asked for.
    fn elements(self, otherwise: usize) -> Vec<Self> {
        match self.stated {
            Some(Stated::List(elements)) if !elements.is_empty() => {
                elements.iter().take(self.most).map(|element| self.element(Some(element))).collect()
            }
            _ => vec![self.element(None); otherwise],
        }
    }

    /// Returns the keys and places of the entries of a map.
    fn entries(self) -> Vec<(&'a str, Self)> {
        match self.stated {
            Some(Stated::Entries(entries)) if !entries.is_empty() => {
                let entries = entries.iter().take(self.most);
                entries.map(|(key, value)| (key.as_str(), self.element(Some(value)))).collect()
            }
            _ => vec![("key", self.element(None))],
        }
    }

    fn member(self, field: &Field) -> Option<&'a Stated> {
        match self.stated {
            Some(Stated::Entries(entries)) => {
                entries.iter().find(|(name, _)| *name == field.member).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

/// Writes an argument.
pub(super) fn argument(service: &Service, operation: &Operation, field: &Field) -> String {
    let stated = operation.examples.iter().find(|(member, _)| *member == field.member);
    let place = Place { service, name: "", depth: 0, stated: stated.map(|(_, stated)| stated), most: MOST };
    layout::call(format!(".{}({})", field.name, member(place, field)))
}

/// Writes an event.
pub(super) fn event(service: &Service, union: &Name) -> String {
    let place = Place { service, name: "event", depth: 1, stated: None, most: 1 };
    value(place, &RustType::Named(union.clone()))
}

/// Returns whether an example sets a member: it is not deprecated, or it is required.
pub(super) fn is_current(field: &&Field) -> bool {
    field.deprecated.is_none() || field.presence == Presence::Required
}

/// Writes a value for a member, within its limits.
fn member(place: Place<'_>, field: &Field) -> String {
    let settings = &field.settings;
    let name = field.name.to_string();
    let place = Place { name: &name, ..place };
    if let Some(stated) = simple(&field.value, place.stated) {
        return stated;
    }
    match &field.value {
        RustType::Byte | RustType::Short | RustType::Integer | RustType::Long => sample::integer(settings),
        RustType::Float | RustType::Double => sample::fraction(settings),
        RustType::String => format!("{:?}", sample::text(&name, settings)),
        RustType::List(element) if place.depth <= DEPTH => {
            let limits = settings.iter().find_map(|setting| match setting {
                Setting::Element(_, settings) => Some(settings.as_slice()),
                _ => None,
            });
            let written = |place: Place<'_>| match (&**element, limits, place.stated) {
                (RustType::String, Some(limits), None) => format!("{:?}", sample::text(&name, limits)),
                _ => element_value(place, element),
            };
            bracketed(place, place.elements(sample::elements(settings)).into_iter().map(written))
        }
        other => value(place, other),
    }
}

/// Writes a value of the model's example that is a literal in Rust.
fn simple(rust_type: &RustType, stated: Option<&Stated>) -> Option<String> {
    Some(match (rust_type, stated?) {
        (RustType::Boolean, Stated::Boolean(value)) => value.to_string(),
        (RustType::Byte, Stated::Integer(number)) => i8::try_from(*number).ok()?.to_string(),
        (RustType::Short, Stated::Integer(number)) => i16::try_from(*number).ok()?.to_string(),
        (RustType::Integer, Stated::Integer(number)) => i32::try_from(*number).ok()?.to_string(),
        (RustType::Long, Stated::Integer(number)) => number.to_string(),
        #[allow(clippy::cast_precision_loss)] // It only shows what a number may be.
        (RustType::Float | RustType::Double, Stated::Integer(number)) => format!("{:?}", *number as f64),
        (RustType::Float | RustType::Double, Stated::Float(number)) => format!("{number:?}"),
        (RustType::String, Stated::Text(text)) => format!("{text:?}"),
        _ => return None,
    })
}

fn value(place: Place<'_>, rust_type: &RustType) -> String {
    if let Some(stated) = simple(rust_type, place.stated) {
        return stated;
    }
    match rust_type {
        RustType::Boolean => "true".to_owned(),
        RustType::Byte | RustType::Short | RustType::Integer | RustType::Long => sample::integer(&[]),
        RustType::Float | RustType::Double => sample::fraction(&[]),
        RustType::BigInteger => "runtime::BigInteger::from(1)".to_owned(),
        RustType::BigDecimal => "runtime::BigDecimal::from(1)".to_owned(),
        RustType::String => format!("{:?}", sample::text(place.name, &[])),
        RustType::Blob | RustType::Stream => "\"bytes\"".to_owned(),
        RustType::EventStream(_) => "events".to_owned(),
        RustType::EventReceiver(_) => "runtime::EventReceiver::default()".to_owned(),
        RustType::Timestamp => "std::time::SystemTime::now()".to_owned(),
        RustType::Document => "\"any value\"".to_owned(),
        RustType::Unit => "runtime::Unit".to_owned(),
        RustType::Error(name) => format!("errors::{name}::default()"),
        RustType::Named(name) if place.depth > DEPTH => format!("types::{name}::default()"),
        RustType::List(element) if place.depth > DEPTH => {
            format!("Vec::<{}>::new()", spelling::value_type(element))
        }
        RustType::Map(key, element) if place.depth > DEPTH => {
            format!("BTreeMap::<{}, {}>::new()", spelling::value_type(key), spelling::value_type(element))
        }
        RustType::IntEnum(name) | RustType::Enum(name) | RustType::Named(name) => named(place, name),
        RustType::List(element) => {
            bracketed(place, place.elements(1).into_iter().map(|place| element_value(place, element)))
        }
        RustType::Map(_, element) => {
            let entry = |(key, place)| format!("({key:?}, {})", element_value(place, element));
            bracketed(place, place.entries().into_iter().map(entry))
        }
        RustType::Option(inner) => format!("Some({})", owned(place, inner)),
        RustType::Boxed(inner) | RustType::Nullable(inner) => value(place, inner),
    }
}

/// Writes an array for an argument or within one. Where an argument would get long, each element begins a line.
fn bracketed(place: Place<'_>, elements: impl Iterator<Item = String>) -> String {
    const LONG: usize = 80;
    let elements: Vec<String> = elements.collect();
    let is_long = elements.iter().map(String::len).sum::<usize>() > LONG
        || elements.iter().any(|element| element.contains('\n'));
    if place.depth == 0 && elements.len() > 1 && is_long {
        // A structure that stands alone begins and ends on lines of its own.
        let elements: Vec<&str> = elements.iter().map(|element| element.trim()).collect();
        format!("[\n        {},\n    ]", elements.join(",\n        "))
    } else {
        format!("[{}]", elements.join(", "))
    }
}

/// Writes a value of a type of the service.
fn named(place: Place<'_>, name: &Name) -> String {
    match place.service.find_type(name) {
        Some(Type::Enum(open)) => match place.stated {
            Some(Stated::Text(text)) => match open.values.iter().find(|value| value.value == *text) {
                Some(value) => format!("types::{name}::{}", value.name),
                None => format!("{text:?}"),
            },
            _ => variant(name.as_str(), current(&open.values, |it| it.deprecated.is_some())),
        },
        Some(Type::IntEnum(open)) => {
            let number = match place.stated {
                Some(Stated::Integer(number)) => i32::try_from(*number).ok(),
                _ => None,
            };
            let stated = number.and_then(|number| open.values.iter().find(|value| value.value == number));
            stated
                .or_else(|| current(&open.values, |it| it.deprecated.is_some()))
                .map_or_else(|| "0".to_owned(), |value| format!("types::{name}::{}", value.name))
        }
        Some(Type::Union(union)) => match variant_to_show(place, union) {
            Some((variant, stated)) => {
                let inner = Place { name: &variant.member, ..place.with(stated).deeper() };
                format!("types::{name}::{}({})", variant.name, owned(inner, &variant.value))
            }
            None => format!("types::{name}::default()"),
        },
        Some(Type::Structure(it)) => structure(place, it),
        None => format!("types::{name}::default()"),
    }
}

/// Returns the first that is not deprecated, or the first if all are.
fn current<'a, T: 'a>(
    all: impl IntoIterator<Item = &'a T> + Clone,
    is_deprecated: fn(&T) -> bool,
) -> Option<&'a T> {
    let first = all.clone().into_iter().next();
    all.into_iter().find(|it| !is_deprecated(it)).or(first)
}

/// Returns the variant of the model's example, or the first whose value ends before the example does: a recursive one would have to hold an unknown variant.
fn variant_to_show<'a>(place: Place<'a>, union: &'a Union) -> Option<(&'a Variant, Option<&'a Stated>)> {
    if let Some(Stated::Entries(entries)) = place.stated
        && let [(member, value)] = entries.as_slice()
        && let Some(variant) = union.variants.iter().find(|variant| variant.member == *member)
    {
        return Some((variant, Some(value)));
    }
    let variants = union.variants.iter().filter(is_event);
    let fits =
        |variant: &&Variant| ends_within(place.service, &variant.value, DEPTH.saturating_sub(place.depth));
    let mut current_ones = variants.clone().filter(|variant| variant.deprecated.is_none());
    let shown = current_ones.find(fits).or_else(|| current(variants, |it| it.deprecated.is_some()));
    shown.map(|variant| (variant, None))
}

/// Returns whether a value can be written with at most this many structures and unions, one in the other.
fn ends_within(service: &Service, value: &RustType, levels: usize) -> bool {
    match value {
        RustType::Option(inner) | RustType::Nullable(inner) | RustType::Boxed(inner) => {
            ends_within(service, inner, levels)
        }
        // They are written with an element.
        RustType::List(element) | RustType::Map(_, element) => ends_within(service, element, levels),
        RustType::Named(name) => {
            let Some(left) = levels.checked_sub(1) else { return false };
            match service.find_type(name) {
                Some(Type::Structure(it)) => {
                    it.required().all(|field| ends_within(service, &field.value, left))
                }
                Some(Type::Union(it)) => {
                    it.variants.iter().any(|variant| ends_within(service, &variant.value, left))
                }
                _ => true,
            }
        }
        _ => true,
    }
}

/// Returns whether a variant is an event, not an exception.
fn is_event(variant: &&Variant) -> bool {
    !matches!(variant.value, RustType::Error(_))
}

/// Writes a value in a list or map for a setter, which converts it unless it is a list or map itself.
fn element_value(place: Place<'_>, element: &RustType) -> String {
    match element {
        RustType::List(_) | RustType::Map(..) | RustType::Option(_) => owned(place, element),
        RustType::Byte | RustType::Short | RustType::Float => owned(place, element),
        _ => value(place, element),
    }
}

/// Writes a value of exactly this type, for places that accept others too.
fn owned(place: Place<'_>, rust_type: &RustType) -> String {
    let value = || value(place, rust_type);
    let from = |owner: &str| format!("{owner}::from({})", value());
    match rust_type {
        // Without a suffix, these literals have another type that does not convert to this one.
        RustType::Byte => format!("{}_i8", value()),
        RustType::Short => format!("{}_i16", value()),
        RustType::Float => format!("{}_f32", value()),
        RustType::List(element) => {
            let elements = place.elements(1).into_iter().map(|place| owned(place, element));
            format!("vec![{}]", elements.collect::<Vec<_>>().join(", "))
        }
        RustType::Map(key, element) => {
            let entries = place.entries().into_iter().map(|(name, place)| {
                let stated = Stated::Text(name.to_owned());
                let key = owned(Place { name: "key", stated: Some(&stated), ..place }, key);
                format!("({key}, {})", owned(place, element))
            });
            format!("BTreeMap::from([{}])", entries.collect::<Vec<_>>().join(", "))
        }
        RustType::String => from("String"),
        RustType::Blob => from("runtime::Bytes"),
        RustType::Stream => from("runtime::ByteStream"),
        RustType::Timestamp => from("runtime::Timestamp"),
        RustType::Document => from("runtime::Document"),
        RustType::Enum(of) => from(&format!("runtime::Open::<types::{of}>")),
        RustType::IntEnum(of) => from(&format!("runtime::Open::<types::{of}, i32>")),
        RustType::Boxed(inner) => format!("Box::new({})", owned(place, inner)),
        RustType::Option(inner) => format!("Some({})", owned(place, inner)),
        _ => value(),
    }
}

fn variant(name: &str, value: Option<&EnumValue<String>>) -> String {
    match value {
        Some(value) => format!("types::{name}::{}", value.name),
        None => "\"VALUE\"".to_owned(),
    }
}

/// Writes a structure with its required members and, at the first level, the optional ones too. Elsewhere, with those that the model's example has.
fn structure(place: Place<'_>, structure: &Structure) -> String {
    let argument = |field: &Field| member(place.with(place.member(field)).deeper(), field);
    let required: Vec<String> = structure.required().map(argument).collect();
    let out = if required.is_empty() {
        format!("types::{}::default()", structure.name)
    } else {
        format!("types::{}::new({})", structure.name, required.join(", "))
    };
    let optional = structure.fields.iter().filter(|field| field.presence != Presence::Required);
    let optional = optional.filter(is_current);
    let setter = |field: &Field| format!(".{}({})", field.name, argument(field));
    // A structure of several operations is shown at its type, so that a new member changes no more than one page.
    if place.depth > 0 || structure.users != 1 {
        let stated = optional.filter(|field| place.member(field).is_some());
        return out + &stated.take(MOST).map(setter).collect::<String>();
    }
    // One line for each, without a comma after the last, so that a new one only adds a line.
    let setters: Vec<String> = optional.map(|field| format!("            {}", setter(field))).collect();
    if setters.is_empty() { out } else { format!("\n        {out}\n{}\n    ", setters.join("\n")) }
}

//! The interface between generated types and the rest of this crate: a value is a [`View`] when it is sent, and a [`Slot`] to fill when it is received.
//!
//! Everything else (wire formats, HTTP bindings, redacted printing, comparison, checks) is written once, in terms of these two enums and the
//! [tables](crate::schema) that go with them. Generated types get their implementations from this crate's macros.

mod collections;
mod depth;
mod events;
mod nullable;
mod open;
mod scalars;
mod structures;

pub use collections::{IntoList, IntoMap};
pub(crate) use depth::fits;
pub use events::{EventResponse, EventSource, Events, EventsMut};
pub use nullable::Nullable;
pub use open::{IntEnum, Open, StringEnum, debug_int_enum, debug_string_enum};

use crate::body::ByteStream;
use crate::document::Document;
use crate::number::{BigDecimal, BigInteger};
use crate::schema::{Member, Schema};
use crate::timestamp::Timestamp;
use bytes::Bytes;
use std::borrow::Cow;

/// A value to be read: what encoding, binding, printing, comparison and checks look at.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'a> {
    /// An optional value that is unset.
    Unset,
    /// A `boolean`.
    Boolean(bool),
    /// A `byte`, `short`, `integer` or `long`.
    Integer(i64),
    /// An `intEnum`: its number, and whether this client knows the value.
    IntEnum(i64, Known),
    /// A `float`.
    Float(f32),
    /// A `double`.
    Double(f64),
    /// A `bigInteger`.
    BigInteger(&'a BigInteger),
    /// A `bigDecimal`.
    BigDecimal(&'a BigDecimal),
    /// A `string`.
    String(&'a str),
    /// An `enum`: its text, and whether this client knows the value.
    Enum(&'a str, Known),
    /// A `blob` held in memory.
    Blob(&'a [u8]),
    /// A `timestamp`.
    Timestamp(Timestamp),
    /// A `document`.
    Document(&'a Document),
    /// A `structure`.
    Structure(&'a dyn Structure),
    /// A `union`.
    Union(&'a dyn Union),
    /// A `list`.
    List(&'a dyn List),
    /// A `map`.
    Map(&'a dyn Map),
    /// A `blob` with the `streaming` trait.
    Stream(&'a ByteStream),
    /// A `union` with the `streaming` trait: an event stream, which no format writes as a value.
    Events(&'a dyn Events),
}

/// Whether a value of an open enum is one of those in the model that the client was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is in the model.
    Yes,
    /// It is not: it is newer than the client, or misspelt.
    No,
}

/// A place for a value that was received.
#[non_exhaustive]
pub enum Slot<'a> {
    /// A `boolean`.
    Boolean(&'a mut bool),
    /// A `byte`.
    Byte(&'a mut i8),
    /// A `short`.
    Short(&'a mut i16),
    /// An `integer`.
    Integer(&'a mut i32),
    /// A `long`.
    Long(&'a mut i64),
    /// A `float`.
    Float(&'a mut f32),
    /// A `double`.
    Double(&'a mut f64),
    /// A `bigInteger`.
    BigInteger(&'a mut BigInteger),
    /// A `bigDecimal`.
    BigDecimal(&'a mut BigDecimal),
    /// A `string`.
    String(&'a mut String),
    /// An `enum`.
    Enum(&'a mut dyn EnumMut),
    /// An `intEnum`.
    IntEnum(&'a mut dyn IntEnumMut),
    /// A `blob` held in memory.
    Blob(&'a mut Bytes),
    /// A `timestamp`.
    Timestamp(&'a mut Timestamp),
    /// A `document`.
    Document(&'a mut Document),
    /// A `structure`.
    Structure(&'a mut dyn StructureMut),
    /// A `union`.
    Union(&'a mut dyn UnionMut),
    /// A `list`.
    List(&'a mut dyn ListMut),
    /// A `map`.
    Map(&'a mut dyn MapMut),
    /// A `blob` with the `streaming` trait.
    Stream(&'a mut ByteStream),
    /// A `union` with the `streaming` trait: an event stream, which no format reads as a value.
    Events(&'a mut dyn EventsMut),
}

/// A value that can be read.
pub trait Value: Send + Sync {
    /// Returns the value as it is now.
    fn view(&self) -> View<'_>;
}

/// A value that can be received.
pub trait ValueMut: Send {
    /// Returns the place to put what was received.
    ///
    /// Taking the slot sets an optional value to its default and empties a collection, so a codec that has seen a `null` must not take it.
    fn slot(&mut self) -> Slot<'_>;

    /// Returns the place to add to what a list or map holds already: as [`slot`](Self::slot), but without emptying it.
    ///
    /// This is for wire formats in which the elements of one list may stand apart.
    fn reopen(&mut self) -> Slot<'_> {
        self.slot()
    }

    /// Takes back what was filled in, if possible: an optional member can be unset. Returns `true` if it was.
    fn unset(&mut self) -> bool {
        false
    }

    /// Makes it null, if that is something else than no value, as for [`Nullable`]. Returns `false` for anything else, which stays as it is.
    fn set_null(&mut self) -> bool {
        false
    }

    /// Returns the value that is null, if that is something else than no value.
    fn explicit_null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// Returns the value that stands for `null` in a sparse collection, or `None` if the collection is dense.
    fn null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }
}

/// A structure that can be read.
pub trait Structure: Send + Sync {
    /// Returns the table of the structure.
    fn schema(&self) -> &'static Schema;
    /// Calls `visit` once, with all members in the order of the table.
    fn members<'a>(&'a self, visit: &mut dyn FnMut(&[&'a dyn Value]));
}

/// A structure that can be received.
pub trait StructureMut: Send {
    /// Returns how many bytes of memory were allocated for it, beside the place where it is: those of a structure in a box.
    fn allocated(&self) -> usize;
    /// Returns the table of the structure.
    fn schema(&self) -> &'static Schema;
    /// Calls `fill` once, with all members in the order of the table.
    fn members_mut(&mut self, fill: &mut dyn FnMut(&mut [&mut dyn ValueMut]));
}

/// The members of a structure that can be read, as [`structure!`](crate::structure) implements it. [`Structure`] and [`Value`] follow from it.
pub trait Members: Send + Sync {
    /// Returns the table of the structure.
    fn table() -> &'static Schema;
    /// Passes all members to `visit`, as [`Structure::members`] does.
    fn members<'a>(&'a self, visit: Visit<'_, 'a>);
}

/// The members of a structure that can be received, as [`structure!`](crate::structure) implements it. [`StructureMut`] and [`ValueMut`] follow from it.
pub trait MembersMut: Members {
    /// As [`StructureMut::allocated`].
    const ALLOCATED: usize = 0;
    /// Passes all members to `fill`, as [`StructureMut::members_mut`] does.
    fn members_mut(&mut self, fill: Fill<'_>);
}

/// The visitor that [`Members::members`] passes the members of a structure to.
///
/// It is a type of its own, and not a closure as in [`Structure::members`], because the compiler takes twice as long for the body of each structure that calls a
/// closure.
pub struct Visit<'v, 'a>(&'v mut dyn FnMut(&[&'a dyn Value]));

impl<'v, 'a> Visit<'v, 'a> {
    #[inline]
    fn new(visit: &'v mut dyn FnMut(&[&'a dyn Value])) -> Self {
        Self(visit)
    }

    /// Visits all members, in the order of the table.
    #[inline]
    pub fn all(self, members: &[&'a dyn Value]) {
        (self.0)(members);
    }
}

/// The visitor that [`MembersMut::members_mut`] passes the members of a structure to, for them to be filled.
///
/// It is a type of its own for the same reason as [`Visit`].
pub struct Fill<'v>(&'v mut dyn FnMut(&mut [&mut dyn ValueMut]));

impl<'v> Fill<'v> {
    #[inline]
    fn new(fill: &'v mut dyn FnMut(&mut [&mut dyn ValueMut])) -> Self {
        Self(fill)
    }

    /// Passes all members to be filled, in the order of the table.
    #[inline]
    pub fn all(self, members: &mut [&mut dyn ValueMut]) {
        (self.0)(members);
    }
}

/// A union that can be read.
pub trait Union: Send + Sync {
    /// Returns the table of the union.
    fn schema(&self) -> &'static Schema;
    /// Returns the member that is set.
    ///
    /// # Errors
    ///
    /// Returns the name of the variant if this client does not know it; an empty one if none was received.
    fn variant(&self) -> Result<(&'static Member, &dyn Value), &str>;
}

/// A union that can be received.
pub trait UnionMut: Send {
    /// Returns the table of the union.
    fn schema(&self) -> &'static Schema;
    /// Sets the variant at `index` of the table to its default and returns it, or returns `None` if there is no such variant.
    fn set_variant(&mut self, index: usize) -> Option<&mut dyn ValueMut>;
    /// Sets the union to a variant that was received and that this client does not know.
    fn set_unknown(&mut self, name: &str);
}

/// A list that can be read.
pub trait List: Send + Sync {
    /// Returns the number of elements.
    fn len(&self) -> usize;
    /// Returns `true` if there are no elements.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Calls `visit` with each element, in order. A null of a sparse list is [`View::Unset`].
    fn each<'a>(&'a self, visit: &mut dyn FnMut(View<'a>));
}

/// A list that can be received.
pub trait ListMut: Send {
    /// Returns how many bytes of memory the next element may take, without what it refers to.
    fn next_size(&self) -> usize;
    /// Adds an element and returns it, to be filled.
    fn push(&mut self) -> &mut dyn ValueMut;
    /// Adds a null if the list is sparse. If it is dense, adds nothing and returns `false`.
    fn push_null(&mut self) -> bool;
}

/// A map that can be read.
pub trait Map: Send + Sync {
    /// Returns the number of entries.
    fn len(&self) -> usize;
    /// Returns `true` if there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Calls `visit` with each entry, in the order of the keys. A null of a sparse map is [`View::Unset`].
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>));
    /// Returns the value of this key, if there is an entry for it.
    fn get(&self, key: &str) -> Option<View<'_>>;
    /// Returns whether the model lists this key, if there is an entry for it. Where any text can be a key, every key counts as listed.
    fn key(&self, key: &str) -> Option<Known>;
}

/// A map that can be received.
pub trait MapMut: Send {
    /// Returns how many bytes of memory the next entry may take, without what it refers to.
    fn next_size(&self) -> usize;
    /// Adds an entry, in place of one with the same key, and returns its value, to be filled.
    fn insert(&mut self, key: Cow<'_, str>) -> &mut dyn ValueMut;
    /// Adds a null if the map is sparse. If it is dense, adds nothing and returns `false`.
    fn insert_null(&mut self, key: Cow<'_, str>) -> bool;
}

/// An enum of strings that can be received.
pub trait EnumMut: Send {
    /// Sets the value, whether it is known or not.
    fn set(&mut self, value: Cow<'_, str>);
    /// Returns whether the value is known.
    fn known(&self) -> Known;
}

/// An enum of integers that can be received.
pub trait IntEnumMut: Send {
    /// Sets the value, whether it is known or not.
    fn set(&mut self, value: i32);
    /// Returns whether the value is known.
    fn known(&self) -> Known;
}

/// Nothing: what a member of a union holds whose name says everything (`smithy.api#Unit`).
#[derive(Clone, Copy, Default)]
pub struct Unit;

crate::structure! {
    received Unit = "Unit" {}
}

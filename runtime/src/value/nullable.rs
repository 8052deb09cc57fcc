//! Values that may be null.

use super::{IntEnum, Open, Slot, StringEnum, Value, ValueMut, View};
use crate::document::Document;
use crate::timestamp::Timestamp;
use bytes::Bytes;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::time::SystemTime;

/// A value that may be null, which differs from an absent one: an update that sets a member to null clears it, and one without the member leaves it as it is
/// (`alloy#nullable`).
///
/// Setters take what they take for the value itself, or an `Option`, whose `None` is null.
///
/// ```
/// # use smithwright_runtime::Nullable;
/// let nickname: Nullable<String> = "Sam".into();
/// assert_eq!(nickname.as_deref(), Some("Sam"));
/// let tags: Nullable<Vec<String>> = ["a", "b"].into();
/// assert!(!tags.is_null());
/// assert_eq!(Nullable::<i32>::from(None), Nullable::Null);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// It is null.
    #[default]
    Null,
    /// It has this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns `true` if there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the value, if it is not null.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Returns what the value derefs to, such as a `&str`, if it is not null.
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(Deref::deref)
    }

    /// Takes the value out, if it is not null.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T> From<T> for Nullable<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

impl<T, U: Into<T>, const N: usize> From<[U; N]> for Nullable<Vec<T>> {
    fn from(values: [U; N]) -> Self {
        Self::Value(values.into_iter().map(Into::into).collect())
    }
}

impl<K: Ord, V, L: Into<K>, W: Into<V>, const N: usize> From<[(L, W); N]> for Nullable<BTreeMap<K, V>> {
    fn from(entries: [(L, W); N]) -> Self {
        Self::Value(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl<E: StringEnum> From<E> for Nullable<Open<E>> {
    fn from(value: E) -> Self {
        Self::Value(value.into())
    }
}

impl<E: IntEnum> From<E> for Nullable<Open<E, i32>> {
    fn from(value: E) -> Self {
        Self::Value(value.into())
    }
}

/// Converts what converts to a value, for types that setters take otherwise.
macro_rules! from {
    ($([$($of:ident: $kind:ident)?] $from:ty => $to:ty;)*) => {$(
        impl<$($of: $kind)?> From<$from> for Nullable<$to> {
            fn from(value: $from) -> Self {
                Self::Value(value.into())
            }
        }
    )*};
}

from! {
    [] &str => String;
    [] &String => String;
    [E: StringEnum] &str => Open<E>;
    [E: StringEnum] String => Open<E>;
    [E: IntEnum] i32 => Open<E, i32>;
    [] SystemTime => Timestamp;
    [] Vec<u8> => Bytes;
    [] &'static str => Bytes;
    [] &str => Document;
    [] String => Document;
    [] bool => Document;
    [] i64 => Document;
}

impl<T: Value> Value for Nullable<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Document(&Document::Null),
            Self::Value(value) => value.view(),
        }
    }
}

impl<T: ValueMut + Default> ValueMut for Nullable<T> {
    fn slot(&mut self) -> Slot<'_> {
        *self = Self::Value(T::default());
        match self {
            Self::Value(value) => value.slot(),
            // Not reached: it has just been set.
            Self::Null => self.slot(),
        }
    }

    fn reopen(&mut self) -> Slot<'_> {
        match self {
            Self::Value(value) => value.reopen(),
            Self::Null => self.slot(),
        }
    }

    fn set_null(&mut self) -> bool {
        *self = Self::Null;
        true
    }

    fn explicit_null() -> Option<Self> {
        Some(Self::Null)
    }
}

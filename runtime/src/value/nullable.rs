//! Values that may be null.

use super::{IntEnum, Open, Slot, StringEnum, Value, ValueMut, View};
use crate::document::Document;

/// A value that may be null, which says something else than no value: an update that sets a member to null clears it, and one without the member leaves it as it is
/// (`alloy#nullable`).
///
/// ```
/// # use smithwright_runtime::Nullable;
/// let nickname: Nullable<String> = "Sam".into();
/// assert_eq!(nickname.as_ref(), Some(&"Sam".to_owned()));
/// assert_eq!(Nullable::<String>::Null.into_value(), None);
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
    /// Returns the value, if it is not null.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
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

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
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
            Self::Null => Slot::Ignored,
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

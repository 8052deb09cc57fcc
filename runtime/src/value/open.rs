//! Open enums: a value that the model has, or any other that a service sent.

use super::collections::Key;
use super::{EnumMut, IntEnumMut, Known, Slot, Value, ValueMut, View};
use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A value of the enum `E`, or one that this client does not know, since services add values. Unknown values survive a round trip.
///
/// `W` is the type of the values on the wire: a `String` or, for an `intEnum`, an `i32`. Values compare, order and hash by it, so a value counts as the same
/// whether it is known or not. In comparisons with an enum or a text, put those on the right.
///
/// # Examples
///
/// ```
/// # use smithwright_runtime as runtime;
/// use runtime::Open;
///
/// #[non_exhaustive]
/// pub enum Color {
///     Red,
///     DarkGreen,
/// }
///
/// runtime::string_enum! {
///     Color {
///         Red = "RED";
///         DarkGreen = "DARK_GREEN";
///     }
/// }
///
/// let color: Open<Color> = "DARK_GREEN".into();
/// assert!(color == Color::DarkGreen && color == "DARK_GREEN");
/// match color.known() {
///     Some(Color::Red) => println!("stop"),
///     Some(Color::DarkGreen) => println!("go"),
///     // Newer than this program, or than the client.
///     _ => println!("{color}?"),
/// }
///
/// let newer: Open<Color> = "ULTRAVIOLET".into();
/// assert_eq!((newer.known(), newer.as_str()), (None, "ULTRAVIOLET"));
///
/// // Where it is optional:
/// let field: Option<Open<Color>> = Some(Color::Red.into());
/// assert_eq!(field, Some(Color::Red.into()));
/// assert_eq!(field.as_ref().and_then(Open::known), Some(Color::Red));
/// assert_eq!(Color::Red.as_str(), "RED");
/// ```
#[derive(Clone, Copy)]
pub enum Open<E, W = String> {
    /// A value that the model had when this client was made.
    Known(E),
    /// Any other value, as it stands on the wire. `From` finds out which it is; a value made by hand may be a known one here.
    Unknown(W),
}

/// An enum of strings, as [`string_enum!`](crate::string_enum) implements it.
pub trait StringEnum: Copy + PartialEq + Send + Sync + 'static {
    /// Returns the values with their text on the wire, in the order of the model.
    fn values() -> &'static [(&'static str, Self)];
    /// Whether the values must not be printed.
    const SENSITIVE: bool = false;
    /// Returns the text of this value on the wire, as the enum's own method of this name does.
    fn as_str(self) -> &'static str {
        wire(self, Self::values())
    }
}

/// An enum of integers, as [`int_enum!`](crate::int_enum) implements it.
pub trait IntEnum: Copy + PartialEq + Send + Sync + 'static {
    /// Returns the values with their number on the wire, in the order of the model.
    fn values() -> &'static [(i32, Self)];
    /// Whether the values must not be printed.
    const SENSITIVE: bool = false;
    /// Returns the number of this value on the wire, as the enum's own method of this name does.
    fn value(self) -> i32 {
        wire(self, Self::values())
    }
}

/// Returns what stands for a value on the wire. The list has all values.
fn wire<E: PartialEq, W: Copy + Default>(value: E, values: &[(W, E)]) -> W {
    values.iter().find(|(_, listed)| *listed == value).map(|(wire, _)| *wire).unwrap_or_default()
}

impl<E: Copy, W> Open<E, W> {
    /// Returns the value, if this client knows it.
    #[inline]
    #[must_use]
    pub fn known(&self) -> Option<E> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Unknown(_) => None,
        }
    }
}

impl<E: StringEnum> Open<E> {
    /// Returns the value as it stands on the wire.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(value) => value.as_str(),
            Self::Unknown(text) => text,
        }
    }

    fn find(wanted: &str) -> Option<Self> {
        E::values().iter().find(|(text, _)| *text == wanted).map(|(_, value)| Self::Known(*value))
    }
}

impl<E: IntEnum> Open<E, i32> {
    /// Returns the value as it stands on the wire.
    #[inline]
    #[must_use]
    pub fn value(&self) -> i32 {
        match self {
            Self::Known(value) => value.value(),
            Self::Unknown(number) => *number,
        }
    }
}

impl<E: StringEnum> From<E> for Open<E> {
    #[inline]
    fn from(value: E) -> Self {
        Self::Known(value)
    }
}

impl<E: StringEnum> From<&str> for Open<E> {
    fn from(value: &str) -> Self {
        Self::find(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
    }
}

impl<E: StringEnum> From<String> for Open<E> {
    fn from(value: String) -> Self {
        Self::find(&value).unwrap_or(Self::Unknown(value))
    }
}

impl<E: StringEnum> AsRef<str> for Open<E> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<E: StringEnum> From<Open<E>> for String {
    fn from(value: Open<E>) -> Self {
        match value {
            Open::Known(value) => value.as_str().to_owned(),
            Open::Unknown(text) => text,
        }
    }
}

/// As `From`: a text that is no known value is an unknown one.
impl<E: StringEnum> FromStr for Open<E> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl<E: IntEnum> From<E> for Open<E, i32> {
    #[inline]
    fn from(value: E) -> Self {
        Self::Known(value)
    }
}

impl<E: IntEnum> From<i32> for Open<E, i32> {
    fn from(value: i32) -> Self {
        let known = E::values().iter().find(|(number, _)| *number == value);
        known.map_or(Self::Unknown(value), |(_, known)| Self::Known(*known))
    }
}

/// Returns the empty text, which is no value: what a place for an enum holds until it is filled.
impl<E: StringEnum> Default for Open<E> {
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}

/// Returns zero, as Smithy's error correction does.
impl<E: IntEnum> Default for Open<E, i32> {
    fn default() -> Self {
        Self::from(0)
    }
}

impl<E: StringEnum> Borrow<str> for Open<E> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

/// Shows the text, or `***` if it is sensitive; [`as_str`](Self::as_str) returns it.
impl<E: StringEnum> fmt::Display for Open<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(if E::SENSITIVE { "***" } else { self.as_str() })
    }
}

impl<E: StringEnum> fmt::Debug for Open<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(text) if !E::SENSITIVE => write!(f, "Unknown({text:?})"),
            _ => fmt::Display::fmt(self, f),
        }
    }
}

/// Formats a value of an enum as its `Debug` does.
#[doc(hidden)]
pub fn debug_string_enum<E: StringEnum>(value: E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&Open::from(value), f)
}

/// Shows the number, or `***` if it is sensitive; [`value`](Self::value) returns it.
impl<E: IntEnum> fmt::Display for Open<E, i32> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if E::SENSITIVE { f.pad("***") } else { fmt::Display::fmt(&self.value(), f) }
    }
}

impl<E: IntEnum> fmt::Debug for Open<E, i32> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Formats a value of an enum as its `Debug` does.
#[doc(hidden)]
pub fn debug_int_enum<E: IntEnum>(value: E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&Open::<E, i32>::from(value), f)
}

/// Compares, orders and hashes by what is on the wire.
macro_rules! compared {
    ($kind:ident, $wire:ty, $value:ident) => {
        impl<E: $kind> PartialEq for Open<E, $wire> {
            fn eq(&self, other: &Self) -> bool {
                self.$value() == other.$value()
            }
        }

        impl<E: $kind> PartialEq<E> for Open<E, $wire> {
            fn eq(&self, other: &E) -> bool {
                *self == Self::Known(*other)
            }
        }

        impl<E: $kind> Eq for Open<E, $wire> {}

        impl<E: $kind> PartialOrd for Open<E, $wire> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<E: $kind> Ord for Open<E, $wire> {
            fn cmp(&self, other: &Self) -> Ordering {
                self.$value().cmp(&other.$value())
            }
        }

        impl<E: $kind> Hash for Open<E, $wire> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.$value().hash(state);
            }
        }
    };
}

impl<E: StringEnum> PartialEq<str> for Open<E> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<E: StringEnum> PartialEq<&str> for Open<E> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<E: StringEnum> PartialEq<String> for Open<E> {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl<E: IntEnum> PartialEq<i32> for Open<E, i32> {
    fn eq(&self, other: &i32) -> bool {
        self.value() == *other
    }
}

compared!(StringEnum, String, as_str);
compared!(IntEnum, i32, value);

impl<E: StringEnum> Value for Open<E> {
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Self::Known(value) => View::Enum(value.as_str(), Known::Yes),
            Self::Unknown(value) => View::Enum(value, Known::No),
        }
    }
}

impl<E: StringEnum> ValueMut for Open<E> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Enum(self)
    }
}

impl<E: StringEnum> EnumMut for Open<E> {
    #[inline]
    fn set(&mut self, value: Cow<'_, str>) {
        *self = Self::from(&*value);
    }

    fn known(&self) -> Known {
        Key::known(self)
    }
}

impl<E: IntEnum> Value for Open<E, i32> {
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Self::Known(value) => View::IntEnum(value.value().into(), Known::Yes),
            Self::Unknown(number) => View::IntEnum((*number).into(), Known::No),
        }
    }
}

impl<E: IntEnum> ValueMut for Open<E, i32> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::IntEnum(self)
    }
}

impl<E: IntEnum> IntEnumMut for Open<E, i32> {
    #[inline]
    fn set(&mut self, value: i32) {
        *self = Self::from(value);
    }

    fn known(&self) -> Known {
        match self {
            Self::Known(_) => Known::Yes,
            Self::Unknown(_) => Known::No,
        }
    }
}

//! How generated types join the runtime: each macro takes a table, one line per member, and writes the impls that are the same
//! for every type. All functions are `#[inline]`, so a program compiles those of the operations that it calls.

/// Gives a structure its table, and with it redacted `Debug` and `PartialEq`.
///
/// The word before the name says in which direction it travels: `sent` only, or `received` (and perhaps sent as well). One line per member, in the order
/// of the model: `field: member("WireName")` and what [differs from the default](crate::schema::Member).
///
/// ```
/// # use smithwright_runtime as runtime;
/// #[derive(Clone, Default)]
/// pub struct Attendee {
///     pub attendee_id: Option<String>,
///     pub join_token: Option<String>,
/// }
///
/// runtime::structure! {
///     received Attendee = "Attendee" {
///         attendee_id: member("AttendeeId");
///         join_token: member("JoinToken").sensitive();
///     }
/// }
///
/// let attendee = Attendee { attendee_id: None, join_token: Some("secret".into()) };
/// assert_eq!(format!("{attendee:?}"), "Attendee { JoinToken: *** }");
/// ```
#[macro_export]
macro_rules! structure {
    (sent $name:ident = $shape:literal { $($field:ident: $member:expr;)* }) => {
        const _: () = {
            #[allow(unused_imports)]
            use $crate::{schema::{Schema, member}, timestamp::Format, value::{Structure, Value, View}};

            const SCHEMA: Schema = Schema::new($shape, &[$($member),*]);

            impl Structure for $name {
                #[inline]
                fn schema(&self) -> &'static Schema {
                    &SCHEMA
                }

                #[inline]
                fn members<'a>(&'a self, visit: &mut dyn FnMut(&[&'a dyn Value])) {
                    visit(&[$(&self.$field),*]);
                }
            }

            impl Value for $name {
                #[inline]
                fn view(&self) -> View<'_> {
                    View::Structure(self)
                }
            }

            impl ::core::fmt::Debug for $name {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    $crate::inspect::debug(self.view(), f)
                }
            }

            impl ::core::cmp::PartialEq for $name {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    $crate::inspect::equal(self.view(), other.view())
                }
            }
        };
    };
    (received $name:ident = $shape:literal { $($field:ident: $member:expr;)* }) => {
        $crate::structure!(sent $name = $shape { $($field: $member;)* });
        const _: () = {
            use $crate::{schema::Schema, value::{Slot, Structure, StructureMut, ValueMut}};

            impl StructureMut for $name {
                #[inline]
                fn schema(&self) -> &'static Schema {
                    Structure::schema(self)
                }

                #[inline]
                fn members_mut(&mut self, fill: &mut dyn FnMut(&mut [&mut dyn ValueMut])) {
                    fill(&mut [$(&mut self.$field),*]);
                }
            }

            impl ValueMut for $name {
                #[inline]
                fn slot(&mut self) -> Slot<'_> {
                    Slot::Structure(self)
                }
            }
        };
    };
}

/// Gives a union its table, and with it redacted `Debug` and `PartialEq`. The enum has one variant per member, each holding its value, and
/// `Unknown(String)`, the name of a variant that was received and is not in the table. It is written like [`structure!`].
#[macro_export]
macro_rules! union {
    (sent $name:ident = $shape:literal { $($variant:ident: $member:expr;)* }) => {
        const _: () = {
            #[allow(unused_imports)]
            use $crate::{schema::{Member, Schema, member}, timestamp::Format, value::{Union, Value, View}};

            const SCHEMA: Schema = Schema::new($shape, &[$($member),*]);

            impl Union for $name {
                #[inline]
                fn schema(&self) -> &'static Schema {
                    &SCHEMA
                }

                #[inline]
                fn variant(&self) -> Option<(&'static Member, &dyn Value)> {
                    match self {
                        $(Self::$variant(value) => {
                            const MEMBER: Member = $member;
                            Some((&MEMBER, value))
                        })*
                        Self::Unknown(_) => None,
                    }
                }
            }

            impl Value for $name {
                #[inline]
                fn view(&self) -> View<'_> {
                    View::Union(self)
                }
            }

            impl ::core::fmt::Debug for $name {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    $crate::inspect::debug(self.view(), f)
                }
            }

            impl ::core::cmp::PartialEq for $name {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    $crate::inspect::equal(self.view(), other.view())
                }
            }
        };
    };
    (received $name:ident = $shape:literal { $($variant:ident: $member:expr;)* }) => {
        $crate::union!(sent $name = $shape { $($variant: $member;)* });
        const _: () = {
            use $crate::{schema::Schema, value::{Slot, Union, UnionMut, ValueMut}};

            /// A variant that nobody knows: what a place for a union holds until it is filled.
            impl Default for $name {
                #[inline]
                fn default() -> Self {
                    Self::Unknown(String::new())
                }
            }

            impl UnionMut for $name {
                #[inline]
                fn schema(&self) -> &'static Schema {
                    Union::schema(self)
                }

                #[inline]
                fn set_variant(&mut self, index: usize) -> Option<&mut dyn ValueMut> {
                    const VARIANTS: &[fn() -> $name] = &[$(|| $name::$variant(Default::default())),*];
                    *self = VARIANTS.get(index)?();
                    match self {
                        $(Self::$variant(value) => Some(value),)*
                        Self::Unknown(_) => None,
                    }
                }

                #[inline]
                fn set_unknown(&mut self, name: &str) {
                    *self = Self::Unknown(name.to_owned());
                }
            }

            impl ValueMut for $name {
                #[inline]
                fn slot(&mut self) -> Slot<'_> {
                    Slot::Union(self)
                }
            }
        };
    };
}

/// Gives an open enum of strings its values: `Variant = "WIRE_VALUE";`. The enum has a last variant `Unknown(String)` that keeps any other
/// value, so that it survives a round trip. Comparison, order and hash go by the text.
#[macro_export]
macro_rules! string_enum {
    ($name:ident { $($variant:ident = $value:literal;)* }) => {
        const _: () = {
            use $crate::value::{EnumMut, Known, Slot, Value, ValueMut, View};
            use ::std::borrow::{Borrow, Cow};
            use ::std::{cmp, fmt, hash};

            impl $name {
                /// The value as it stands on the wire.
                #[inline]
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        $(Self::$variant => $value,)*
                        Self::Unknown(value) => value,
                    }
                }

                /// The values that were known when this client was made.
                #[inline]
                #[must_use]
                pub fn values() -> &'static [&'static str] {
                    &[$($value),*]
                }
            }

            impl From<&str> for $name {
                #[inline]
                fn from(value: &str) -> Self {
                    match value {
                        $($value => Self::$variant,)*
                        _ => Self::Unknown(value.to_owned()),
                    }
                }
            }

            impl From<String> for $name {
                #[inline]
                fn from(value: String) -> Self {
                    match Self::from(value.as_str()) {
                        Self::Unknown(_) => Self::Unknown(value),
                        known => known,
                    }
                }
            }

            /// No value: what a place for an enum holds until it is filled.
            impl Default for $name {
                #[inline]
                fn default() -> Self {
                    Self::Unknown(String::new())
                }
            }

            impl Borrow<str> for $name {
                #[inline]
                fn borrow(&self) -> &str {
                    self.as_str()
                }
            }

            impl fmt::Display for $name {
                #[inline]
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(self.as_str())
                }
            }

            impl fmt::Debug for $name {
                #[inline]
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(self.as_str())
                }
            }

            impl PartialEq for $name {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    self.as_str() == other.as_str()
                }
            }

            impl Eq for $name {}

            impl PartialOrd for $name {
                #[inline]
                fn partial_cmp(&self, other: &Self) -> Option<cmp::Ordering> {
                    Some(self.cmp(other))
                }
            }

            impl Ord for $name {
                #[inline]
                fn cmp(&self, other: &Self) -> cmp::Ordering {
                    self.as_str().cmp(other.as_str())
                }
            }

            impl hash::Hash for $name {
                #[inline]
                fn hash<H: hash::Hasher>(&self, state: &mut H) {
                    self.as_str().hash(state);
                }
            }

            impl Value for $name {
                #[inline]
                fn view(&self) -> View<'_> {
                    match self {
                        Self::Unknown(value) => View::Enum(value, Known::No),
                        known => View::Enum(known.as_str(), Known::Yes),
                    }
                }
            }

            impl EnumMut for $name {
                #[inline]
                fn set(&mut self, value: Cow<'_, str>) {
                    *self = Self::from(&*value);
                }
            }

            impl ValueMut for $name {
                #[inline]
                fn slot(&mut self) -> Slot<'_> {
                    Slot::Enum(self)
                }
            }
        };
    };
}

/// Gives an open enum of integers its values: `Variant = 1;`. The enum has a last variant `Unknown(i32)` that keeps any other value, and
/// derives `Clone` and `Copy`.
#[macro_export]
macro_rules! int_enum {
    ($name:ident { $($variant:ident = $value:literal;)* }) => {
        const _: () = {
            use $crate::value::{IntEnumMut, Slot, Value, ValueMut, View};

            impl $name {
                /// The value as it stands on the wire.
                #[inline]
                #[must_use]
                pub const fn value(self) -> i32 {
                    match self {
                        $(Self::$variant => $value,)*
                        Self::Unknown(value) => value,
                    }
                }
            }

            impl From<i32> for $name {
                #[inline]
                fn from(value: i32) -> Self {
                    match value {
                        $($value => Self::$variant,)*
                        _ => Self::Unknown(value),
                    }
                }
            }

            /// Zero, as Smithy's error correction has it.
            impl Default for $name {
                #[inline]
                fn default() -> Self {
                    Self::from(0)
                }
            }

            impl Value for $name {
                #[inline]
                fn view(&self) -> View<'_> {
                    View::Integer(self.value().into())
                }
            }

            impl IntEnumMut for $name {
                #[inline]
                fn set(&mut self, value: i32) {
                    *self = Self::from(value);
                }
            }

            impl ValueMut for $name {
                #[inline]
                fn slot(&mut self) -> Slot<'_> {
                    Slot::IntEnum(self)
                }
            }
        };
    };
}

/// Gives the error enum of an operation its table: `Variant(Structure): error("WireCode", 400);`, in the order of the model. The enum has
/// a last variant `Unmodelled`.
#[macro_export]
macro_rules! operation_error {
    ($name:ident { $($variant:ident: $error:expr;)* }) => {
        const _: () = {
            #[allow(unused_imports)]
            use $crate::{operation::{ErrorSchema, OperationError, error}, value::{StructureMut, Value, View}};

            impl OperationError for $name {
                #[inline]
                fn errors(&self) -> &'static [ErrorSchema] {
                    const ERRORS: &[ErrorSchema] = &[$($error),*];
                    ERRORS
                }

                #[inline]
                fn view(&self) -> View<'_> {
                    match self {
                        $(Self::$variant(error) => error.view(),)*
                        Self::Unmodelled => View::Unset,
                    }
                }

                #[inline]
                fn set(&mut self, index: usize) -> Option<&mut dyn StructureMut> {
                    const VARIANTS: &[fn() -> $name] = &[$(|| $name::$variant(Default::default())),*];
                    *self = VARIANTS.get(index)?();
                    match self {
                        $(Self::$variant(error) => Some(error),)*
                        Self::Unmodelled => None,
                    }
                }
            }

            impl Default for $name {
                #[inline]
                fn default() -> Self {
                    Self::Unmodelled
                }
            }
        };
    };
}

//! How generated types join the runtime: each macro takes a table, one line per member, and writes the impls that are the same
//! for every type. All functions are `#[inline]`, so a program compiles those of the operations that it calls.

/// Gives a structure its table, and with it redacted `Debug` and `PartialEq`.
///
/// The word before the name says in which direction it travels: `sent` only, or `received` (and perhaps sent as well). One line per member, in the order
/// of the model: `field: member("WireName")` and what [differs from the default](crate::schema::Member). What the structure itself
/// [differs in](crate::schema::Schema) follows its name.
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
    (sent $name:ident = $shape:literal $(.$setting:ident($($argument:expr),*))* { $($field:ident: $member:expr;)* }) => {
        impl $crate::value::Members for $name {
            const SCHEMA: &'static $crate::schema::Schema = {
                #[allow(unused_imports)]
                use $crate::schema::member;
                &$crate::schema::Schema::new($shape, &[$($member),*])$(.$setting($($argument),*))*
            };

            #[inline]
            fn members<'a>(&'a self, visit: &mut dyn FnMut(&[&'a dyn $crate::value::Value])) {
                visit(&[$(&self.$field),*]);
            }
        }

        $crate::inspected!($name);
    };
    (received $name:ident = $shape:literal $(.$setting:ident($($argument:expr),*))* { $($field:ident: $member:expr;)* }) => {
        $crate::structure!(sent $name = $shape $(.$setting($($argument),*))* { $($field: $member;)* });

        impl $crate::value::MembersMut for $name {
            #[inline]
            fn members_mut(&mut self, fill: &mut dyn FnMut(&mut [&mut dyn $crate::value::ValueMut])) {
                fill(&mut [$(&mut self.$field),*]);
            }
        }
    };
}

/// Gives a union its table, and with it redacted `Debug` and `PartialEq`. The enum has one variant per member, each holding its value, and
/// `Unknown(String)`, the name of a variant that was received and is not in the table. It is written like [`structure!`].
#[macro_export]
macro_rules! union {
    (sent $name:ident = $shape:literal { $($variant:ident: $member:expr;)* }) => {
        const _: () = {
            #[allow(unused_imports)]
            use $crate::schema::member;

            const SCHEMA: $crate::schema::Schema = $crate::schema::Schema::new($shape, &[$($member),*]);

            impl $crate::value::Union for $name {
                #[inline]
                fn schema(&self) -> &'static $crate::schema::Schema {
                    &SCHEMA
                }

                #[inline]
                fn variant(&self) -> Option<(&'static $crate::schema::Member, &dyn $crate::value::Value)> {
                    match self {
                        $(Self::$variant(value) => {
                            const MEMBER: $crate::schema::Member = $member;
                            Some((&MEMBER, value))
                        })*
                        Self::Unknown(_) => None,
                    }
                }
            }

            /// A variant that nobody knows: what a place for a union holds until it is filled.
            impl Default for $name {
                #[inline]
                fn default() -> Self {
                    Self::Unknown(String::new())
                }
            }

            impl $crate::value::Value for $name {
                #[inline]
                fn view(&self) -> $crate::value::View<'_> {
                    $crate::value::View::Union(self)
                }
            }

            impl $crate::value::Value for Box<$name> {
                #[inline]
                fn view(&self) -> $crate::value::View<'_> {
                    (**self).view()
                }
            }

            $crate::inspected!($name);
        };
    };
    (received $name:ident = $shape:literal { $($variant:ident: $member:expr;)* }) => {
        $crate::union!(sent $name = $shape { $($variant: $member;)* });
        const _: () = {
            impl $crate::value::UnionMut for $name {
                #[inline]
                fn schema(&self) -> &'static $crate::schema::Schema {
                    $crate::value::Union::schema(self)
                }

                #[inline]
                fn set_variant(&mut self, index: usize) -> Option<&mut dyn $crate::value::ValueMut> {
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

            impl $crate::value::ValueMut for $name {
                #[inline]
                fn slot(&mut self) -> $crate::value::Slot<'_> {
                    $crate::value::Slot::Union(self)
                }
            }

            impl $crate::value::ValueMut for Box<$name> {
                #[inline]
                fn slot(&mut self) -> $crate::value::Slot<'_> {
                    (**self).slot()
                }
            }
        };
    };
}

/// Gives an open enum of strings its values: `Variant = "WIRE_VALUE";`. The enum has a last variant `Unknown(String)` that keeps any other
/// value, so that it survives a round trip. Comparison, order and hash go by the text. `Debug` shows the text as well, unless the word `sensitive` stands
/// before the name.
#[macro_export]
macro_rules! string_enum {
    (sensitive $name:ident { $($variant:ident = $value:literal;)* }) => {
        $crate::string_enum!(@values $name { $($variant = $value;)* });
        $crate::redacted!($name);
    };
    ($name:ident { $($variant:ident = $value:literal;)* }) => {
        $crate::string_enum!(@values $name { $($variant = $value;)* });

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
    (@values $name:ident { $($variant:ident = $value:literal;)* }) => {
        const _: () = {
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

            impl ::std::borrow::Borrow<str> for $name {
                #[inline]
                fn borrow(&self) -> &str {
                    self.as_str()
                }
            }

            impl ::std::fmt::Display for $name {
                #[inline]
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
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
                fn partial_cmp(&self, other: &Self) -> Option<::std::cmp::Ordering> {
                    Some(self.cmp(other))
                }
            }

            impl Ord for $name {
                #[inline]
                fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                    self.as_str().cmp(other.as_str())
                }
            }

            impl ::std::hash::Hash for $name {
                #[inline]
                fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                    self.as_str().hash(state);
                }
            }

            impl $crate::value::Value for $name {
                #[inline]
                fn view(&self) -> $crate::value::View<'_> {
                    match self {
                        Self::Unknown(value) => $crate::value::View::Enum(value, $crate::value::Known::No),
                        known => $crate::value::View::Enum(known.as_str(), $crate::value::Known::Yes),
                    }
                }
            }

            impl $crate::value::ValueMut for $name {
                #[inline]
                fn slot(&mut self) -> $crate::value::Slot<'_> {
                    $crate::value::Slot::Enum(self)
                }
            }
        };
    };
}

/// Gives an open enum of integers its values: `Variant = 1;`. The enum has a last variant `Unknown(i32)` that keeps any other value, and
/// derives `Clone` and `Copy`, and `Debug` unless the word `sensitive` stands before the name: then it prints as `***`.
#[macro_export]
macro_rules! int_enum {
    (sensitive $name:ident { $($variant:ident = $value:literal;)* }) => {
        $crate::int_enum!($name { $($variant = $value;)* });
        $crate::redacted!($name);
    };
    ($name:ident { $($variant:ident = $value:literal;)* }) => {
        const _: () = {
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

            impl $crate::value::Value for $name {
                #[inline]
                fn view(&self) -> $crate::value::View<'_> {
                    $crate::value::View::Integer(self.value().into())
                }
            }

            impl $crate::value::ValueMut for $name {
                #[inline]
                fn slot(&mut self) -> $crate::value::Slot<'_> {
                    $crate::value::Slot::IntEnum(self)
                }
            }
        };
    };
}

/// Gives the error enum of an operation its table, and with it redacted `Debug`: `Variant: error("WireCode", 400);`, in the order of the model. Each
/// variant holds the error's structure; the enum has a last variant `Unmodelled`.
#[macro_export]
macro_rules! operation_error {
    ($name:ident { $($variant:ident: error($code:literal, $status:literal) $(.$setting:ident())*;)* }) => {
        impl $crate::operation::OperationError for $name {
            #[inline]
            fn errors(&self) -> &'static [$crate::operation::ErrorSchema] {
                const { &[$($crate::operation::error($code, $status)$(.$setting())*),*] }
            }

            #[inline]
            fn view(&self) -> $crate::value::View<'_> {
                match self {
                    $(Self::$variant(error) => $crate::value::View::Structure(error),)*
                    Self::Unmodelled => $crate::value::View::Unset,
                }
            }

            #[inline]
            #[allow(unused_variables)]
            fn receive(&mut self, code: &str, fill: $crate::operation::Fill<'_>) -> bool {
                *self = match code {
                    $($code => Self::$variant($crate::operation::filled(fill)),)*
                    _ => Self::Unmodelled,
                };
                !matches!(self, Self::Unmodelled)
            }
        }

        impl Default for $name {
            #[inline]
            fn default() -> Self {
                Self::Unmodelled
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::inspect::debug_error(self, f)
            }
        }
    };
}

/// A `Debug` that shows nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! redacted {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad("***")
            }
        }
    };
}

/// Redacted `Debug` and `PartialEq` of what has a table.
#[doc(hidden)]
#[macro_export]
macro_rules! inspected {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::inspect::debug($crate::value::Value::view(self), f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::inspect::equal($crate::value::Value::view(self), $crate::value::Value::view(other))
            }
        }
    };
}

//! The macros by which generated types join the runtime. Each takes a table, one line per member, and writes the impls that are the same for every type. All
//! functions are `#[inline]`, so that a program compiles only those of the operations it calls.
//!
//! A row's settings expand to `{ NONE; &[…] }`, or to `{ NONE }` if there are none, because a macro can't test for an empty list. This costs the compiler
//! half as much as an empty list for each row. Tables are returned by functions and are not constants, since the compiler would have to evaluate each constant.

/// Gives a structure its table, and with it redacted `Debug` and `PartialEq`.
///
/// The word before the name says in which direction the structure travels: `sent` only, or `received` (and perhaps sent as well); an `error` is received, and
/// implements [`Error`](std::error::Error). Then there is one line for each member, in the order of the model: `field: "WireName"` and what
/// [differs from the default](crate::Setting). What differs for the structure itself follows its name.
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
///         attendee_id: "AttendeeId";
///         join_token: "JoinToken", Sensitive;
///     }
/// }
///
/// let attendee = Attendee { attendee_id: None, join_token: Some("secret".into()) };
/// assert_eq!(format!("{attendee:?}"), "Attendee { JoinToken: *** }");
/// ```
#[macro_export]
macro_rules! structure {
    (
        $direction:ident $name:ident = $shape:literal$(, $one:ident($($of:tt)*)$(, $other:ident($($to:tt)*))*)? {
            $($field:ident: $wire:literal$(, $first:ident$(($($with:tt)*))?$(, $next:ident$(($($and:tt)*))?)*)?;)*
        }
    ) => {
        impl $crate::value::Members for $name {
            #[inline]
            fn table() -> &'static $crate::schema::Schema {
                &$crate::schema::Schema {
                    name: $shape,
                    settings: {
                        $crate::schema::NONE
                        $(; &[$crate::Setting::$one($($of)*), $($crate::Setting::$other($($to)*)),*])?
                    },
                    members: &[$($crate::Member {
                        name: $wire,
                        settings: {
                            $crate::schema::NONE
                            $(; &[
                                $crate::Setting::$first$(($($with)*))?,
                                $($crate::Setting::$next$(($($and)*))?),*
                            ])?
                        },
                    }),*],
                }
            }

            #[inline]
            fn members<'a>(&'a self, visit: $crate::value::Visit<'_, 'a>) {
                visit.all(&[$(&self.$field),*]);
            }
        }

        // These stand here and in `union!`: a macro of their own would have to be expanded for each type.
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::inspect::debug_structure(self, f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::inspect::equal_structures(self, other)
            }
        }

        $crate::structure_kind!($direction $name { $($field)* });
    };
}

/// Writes what a structure has by the word before its name.
#[doc(hidden)]
#[macro_export]
macro_rules! structure_kind {
    (sent $name:ident { $($field:ident)* }) => {};
    (received $name:ident { $($field:ident)* }) => {
        impl $crate::value::MembersMut for $name {
            #[inline]
            fn members_mut(&mut self, fill: $crate::value::Fill<'_>) {
                fill.all(&mut [$(&mut self.$field),*]);
            }
        }
    };
    (error $name:ident { $($field:ident)* }) => {
        $crate::structure_kind!(received $name { $($field)* });

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::inspect::display_error(self, f)
            }
        }

        impl ::core::error::Error for $name {}
    };
}

/// Gives a union its table, and with it redacted `Debug` and `PartialEq`. It is written like [`structure!`]; what may follow the name is the union's
/// [form](crate::schema::UnionForm), if it is not the usual one.
///
/// The enum has one variant for each member, which holds its value, and `Unknown(String)`: the name of a variant that was received and is not in the table.
#[macro_export]
macro_rules! union {
    (sent $name:ident = $shape:literal$(, $form:ident$(($($of:tt)*))?)? {
        $($variant:ident: $wire:literal$(, $first:ident$(($($with:tt)*))?$(, $next:ident$(($($and:tt)*))?)*)?;)*
    }) => {
        const _: () = {
            impl $crate::value::Union for $name {
                #[inline]
                fn schema(&self) -> &'static $crate::schema::Schema {
                    &$crate::schema::Schema {
                        name: $shape,
                        settings: {
                            $crate::schema::NONE
                            $(; &[$crate::Setting::$form$(($($of)*))?])?
                        },
                        members: &[$($crate::Member {
                            name: $wire,
                            settings: {
                                $crate::schema::NONE
                                $(; &[
                                    $crate::Setting::$first$(($($with)*))?,
                                    $($crate::Setting::$next$(($($and)*))?),*
                                ])?
                            },
                        }),*],
                    }
                }

                #[inline]
                fn variant(&self) -> ::core::result::Result<(&'static $crate::Member, &dyn $crate::value::Value), &str> {
                    match self {
                        $(Self::$variant(value) => {
                            let member = &$crate::Member {
                                name: $wire,
                                settings: {
                                    $crate::schema::NONE
                                    $(; &[
                                        $crate::Setting::$first$(($($with)*))?,
                                        $($crate::Setting::$next$(($($and)*))?),*
                                    ])?
                                },
                            };
                            ::core::result::Result::Ok((member, value))
                        })*
                        Self::Unknown(name) => ::core::result::Result::Err(name),
                    }
                }
            }

            /// Returns a variant that nobody knows: what a place for a union holds until it is filled.
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

            impl ::core::fmt::Debug for $name {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    $crate::inspect::debug_union(self, f)
                }
            }

            impl ::core::cmp::PartialEq for $name {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    $crate::inspect::equal_unions(self, other)
                }
            }
        };
    };
    (received $name:ident = $shape:literal$(, $form:ident$(($($of:tt)*))?)? {
        $($variant:ident: $wire:literal$(, $first:ident$(($($with:tt)*))?$(, $next:ident$(($($and:tt)*))?)*)?;)*
    }) => {
        $crate::union!(sent $name = $shape$(, $form$(($($of)*))?)? {
            $($variant: $wire$(, $first$(($($with)*))?$(, $next$(($($and)*))?)*)?;)*
        });
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

/// Gives an enum of strings its values, and with them `Copy`, `Eq` and a `Debug` that shows the text.
///
/// There is one line for each: `Variant = "WIRE_VALUE";`. If the word `sensitive` stands before the name, `Debug` shows no text. Wherever a value may be newer than
/// the client, there is an [`Open`](crate::Open) of the enum.
#[macro_export]
macro_rules! string_enum {
    (sensitive $name:ident { $($rows:tt)* }) => {
        $crate::enum_values!(StringEnum, as_str: &'static str, debug_string_enum, [true] $name { $($rows)* });
    };
    ($name:ident { $($rows:tt)* }) => {
        $crate::enum_values!(StringEnum, as_str: &'static str, debug_string_enum, [] $name { $($rows)* });
    };
}

/// Gives an enum of integers its values, as [`string_enum!`] does for strings: `Variant = 1;`. `Debug` shows the number.
#[macro_export]
macro_rules! int_enum {
    (sensitive $name:ident { $($rows:tt)* }) => {
        $crate::enum_values!(IntEnum, value: i32, debug_int_enum, [true] $name { $($rows)* });
    };
    ($name:ident { $($rows:tt)* }) => {
        $crate::enum_values!(IntEnum, value: i32, debug_int_enum, [] $name { $($rows)* });
    };
}

/// Writes what an enum has by its values: the trait, the method that returns the value on the wire, and `Debug`.
#[doc(hidden)]
#[macro_export]
macro_rules! enum_values {
    (
        $trait:ident, $tell:ident: $wire:ty, $show:ident, [$($sensitive:literal)?] $name:ident {
            $($variant:ident = $value:literal;)*
        }
    ) => {
        impl $crate::value::$trait for $name {
            #[inline]
            fn values() -> &'static [($wire, Self)] {
                &[$(($value, Self::$variant)),*]
            }
            $(const SENSITIVE: bool = $sensitive;)?

        }

        impl $name {
            /// Returns the value as it stands on the wire.
            #[inline]
            #[must_use]
            pub const fn $tell(self) -> $wire {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }

        // Not derived: if both are derived, the compiler looks at all types for which anyone derived both.
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        impl ::core::marker::Copy for $name {}

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                *self as usize == *other as usize
            }
        }

        impl Eq for $name {}

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::value::$show(*self, f)
            }
        }
    };
}

/// Gives the error enum of an operation its table, and with it redacted `Debug`.
///
/// There is one line for each error, in the order of the model: `Variant: "WireCode", 400;`, with `, Transient` or `, Throttling` after the status where another
/// attempt may help. Each variant holds the error's structure; the enum has a last variant `Unmodelled`.
#[macro_export]
macro_rules! operation_error {
    ($name:ident { $($variant:ident: $code:literal, $status:literal$(, $retry:ident)?;)* }) => {
        impl $crate::operation::ErrorVariants for $name {
            #[inline]
            fn errors() -> &'static [$crate::operation::ErrorSchema] {
                &[$($crate::operation::ErrorSchema {
                    code: $code,
                    status: $status,
                    retry: {
                        $crate::operation::Retryable::No
                        $(; $crate::operation::Retryable::$retry)?
                    },
                }),*]
            }

            #[inline]
            fn members(&self) -> &dyn $crate::value::Structure {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unmodelled => &$crate::operation::Unmodelled,
                }
            }

            // If several errors share a code, the first wins; the generator warns of the others.
            #[inline]
            #[allow(unused_variables, unreachable_patterns)]
            fn received(code: &str, members: $crate::operation::ReceivedMembers<'_>) -> Self {
                match code {
                    $($code => Self::$variant(members.of()),)*
                    _ => Self::Unmodelled,
                }
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

/// Refuses clients made by another version of the generator, with an error that says so: what it makes and the runtime belong together.
///
/// ```
/// smithwright_runtime::generated_by!("0.1");
/// ```
/// ```compile_fail
/// smithwright_runtime::generated_by!("0.0");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! generated_by {
    ("0.1") => {};
    ($version:literal) => {
        ::core::compile_error!(::core::concat!(
            "this client was generated by Smithwright ",
            $version,
            ", but `smithwright-runtime` is version 0.1: generate it again with Smithwright 0.1, or depend on the runtime of ",
            $version
        ));
    };
}

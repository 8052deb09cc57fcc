//! Outputs and errors without members of their own, about which the model says next to nothing.
//!
//! A service has dozens of each, which differ only in name. One generic type stands for all of a kind, and its parameter tells them apart. They remain distinct
//! types for `impl`s and `match`es, but a client doesn't consist of copies that a compiler would have to check one by one.

use crate::inspect;
use crate::operation::{ErrorSchema, ErrorVariants, ReceivedMembers, Unmodelled};
use crate::schema::{NONE, Schema};
use crate::value::{Fill, Members, MembersMut, Structure, Value, ValueMut, Visit};
use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

/// The output of an operation whose output has no members. `I` is the operation's input.
#[non_exhaustive]
pub struct NoOutput<I>(PhantomData<fn() -> I>);

impl<I> Members for NoOutput<I> {
    fn table() -> &'static Schema {
        &Schema { name: "NoOutput", settings: NONE, members: &[] }
    }

    #[inline]
    fn members<'a>(&'a self, visit: Visit<'_, 'a>) {
        visit.all(&[]);
    }
}

impl<I> MembersMut for NoOutput<I> {
    #[inline]
    fn members_mut(&mut self, fill: Fill<'_>) {
        fill.all(&mut []);
    }
}

impl<I> Default for NoOutput<I> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<I> Clone for NoOutput<I> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<I> fmt::Debug for NoOutput<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        inspect::debug_structure(self, f)
    }
}

impl<I> PartialEq for NoOutput<I> {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

/// The error enum of an operation for which the model lists no errors. `I` is the operation's input.
#[non_exhaustive]
pub enum NoErrors<I> {
    /// An error that is not in the model. Its code and message are in the response.
    Unmodelled,
    /// Never there: it makes use of the parameter.
    #[doc(hidden)]
    Never(Infallible, PhantomData<fn() -> I>),
}

impl<I> ErrorVariants for NoErrors<I> {
    fn errors() -> &'static [ErrorSchema] {
        &[]
    }

    #[inline]
    fn members(&self) -> &dyn Structure {
        &Unmodelled
    }

    #[inline]
    fn received(_code: &str, _members: ReceivedMembers<'_>) -> Self {
        Self::Unmodelled
    }
}

impl<I> fmt::Debug for NoErrors<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        inspect::debug_error(self, f)
    }
}

/// The table of an error, by a type that stands for the error. [`message_errors!`](crate::message_errors) implements it.
pub trait MessageSchema: 'static {
    /// Returns the table, in which there is one member.
    fn table() -> &'static Schema;
}

/// An error that carries a message and nothing else.
///
/// `E` stands for the error in the model. `M` is `String` where the model says that the message is always there.
#[non_exhaustive]
pub struct MessageError<E, M = Option<String>> {
    /// The service's message, for people.
    pub message: M,
    error: PhantomData<fn() -> E>,
}

impl<E: MessageSchema, M: Value> Members for MessageError<E, M> {
    #[inline]
    fn table() -> &'static Schema {
        E::table()
    }

    #[inline]
    fn members<'a>(&'a self, visit: Visit<'_, 'a>) {
        visit.all(&[&self.message]);
    }
}

impl<E: MessageSchema, M: Value + ValueMut> MembersMut for MessageError<E, M> {
    #[inline]
    fn members_mut(&mut self, fill: Fill<'_>) {
        fill.all(&mut [&mut self.message]);
    }
}

impl<E, M: Default> Default for MessageError<E, M> {
    fn default() -> Self {
        Self { message: M::default(), error: PhantomData }
    }
}

impl<E, M: Clone> Clone for MessageError<E, M> {
    fn clone(&self) -> Self {
        Self { message: self.message.clone(), error: PhantomData }
    }
}

impl<E: MessageSchema, M: Value> fmt::Debug for MessageError<E, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        inspect::debug_structure(self, f)
    }
}

/// Shows the error's name in the model, and the message unless it is sensitive.
impl<E: MessageSchema, M: Value> fmt::Display for MessageError<E, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        inspect::display_error(self, f)
    }
}

impl<E: MessageSchema, M: Value> Error for MessageError<E, M> {}

impl<E, M: PartialEq> PartialEq for MessageError<E, M> {
    fn eq(&self, other: &Self) -> bool {
        self.message == other.message
    }
}

/// Makes, in a module, the types that tell [`MessageError`]s apart, each with its table.
///
/// There is one line for each: `Name = "Shape", message: "WireName"`, and what [differs from the default](crate::Setting).
///
/// ```
/// # use smithwright_runtime as runtime;
/// pub type QueueDoesNotExist = runtime::MessageError<codes::QueueDoesNotExist>;
///
/// runtime::message_errors! {
///     codes {
///         QueueDoesNotExist = "QueueDoesNotExist", message: "message";
///     }
/// }
///
/// let mut error = QueueDoesNotExist::default();
/// error.message = Some("no queue".to_owned());
/// assert_eq!(format!("{error:?}"), r#"QueueDoesNotExist { message: "no queue" }"#);
/// ```
#[macro_export]
macro_rules! message_errors {
    (
        $module:ident {
            $($name:ident = $shape:literal, message: $wire:literal$(, $first:ident$(($($with:tt)*))?$(, $next:ident$(($($and:tt)*))?)*)?;)*
        }
    ) => {
        /// A type for each error, which tells the errors apart.
        #[allow(missing_docs, missing_debug_implementations, path_statements)]
        pub mod $module {
            $(
                pub enum $name {}

                impl $crate::plain::MessageSchema for $name {
                    #[inline]
                    fn table() -> &'static $crate::schema::Schema {
                        &$crate::schema::Schema {
                            name: $shape,
                            settings: $crate::schema::NONE,
                            members: &[$crate::schema::Member {
                                name: $wire,
                                settings: {
                                    $crate::schema::NONE
                                    $(; &[
                                        $crate::schema::Setting::$first$(($($with)*))?,
                                        $($crate::schema::Setting::$next$(($($and)*))?),*
                                    ])?
                                },
                            }],
                        }
                    }
                }
            )*
        }
    };
}

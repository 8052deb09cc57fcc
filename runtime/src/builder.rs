//! Builders for inputs, which know at compile time which required members were set, and setters for structures.

use crate::client::{CallFuture, Client};
use crate::error::{Error, Failure};
use crate::operation::Operation;
#[cfg(feature = "websocket")]
use crate::operation::SocketOperation;
use crate::pages::{Pages, Paginated};
use crate::sign::PresignedUrl;
use crate::waiters::{WaitFuture, Waiter, wait_until};
#[cfg(feature = "websocket")]
use crate::websocket::ConnectFuture;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// In the type of a builder: the required member has not been set.
#[derive(Debug)]
pub enum Missing {}

/// In the type of a builder: the required member has been set.
#[derive(Debug)]
pub enum Given {}

/// Says that the required member `Member` has been set.
///
/// A builder can be finished only where this holds for each of them; where it doesn't, the compiler names the one that is missing.
#[diagnostic::on_unimplemented(
    message = "the required member `{Member}` has not been set",
    label = "`{Member}` is missing: call the method of this name before this"
)]
pub trait Has<Member> {}

#[diagnostic::do_not_recommend]
impl<Member> Has<Member> for Given {}

/// Passes on an `Option` in a chain of setters.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::Maybe;
/// # #[derive(Default)]
/// # struct Builder { limit: Option<i32>, start: Option<String> }
/// # impl Builder {
/// #     fn limit(mut self, limit: i32) -> Self { self.limit = Some(limit); self }
/// #     fn start(mut self, start: impl Into<String>) -> Self { self.start = Some(start.into()); self }
/// # }
///
/// # let builder = Builder::default();
/// let (limit, token) = (Some(10), None::<&str>);
/// let builder = builder.maybe(limit, Builder::limit).maybe(token, |builder, token| builder.start(token));
/// assert_eq!((builder.limit, builder.start), (Some(10), None));
/// ```
pub trait Maybe: Sized {
    /// Calls the setter if there is a value, and changes nothing otherwise.
    #[inline]
    #[must_use]
    fn maybe<V>(self, value: Option<V>, setter: impl FnOnce(Self, V) -> Self) -> Self {
        match value {
            Some(value) => setter(self, value),
            None => self,
        }
    }
}

impl<T> Maybe for T {}

/// The state of a builder: the input so far, the client that it is for and, in its type, which required members are set.
pub struct Building<T, I, States> {
    /// The client that the input is for, or `()`.
    pub target: T,
    /// The input so far.
    pub input: I,
    given: PhantomData<fn() -> States>,
}

impl<T, I: fmt::Debug, States> Building<T, I, States> {
    /// Formats the builder by its input: what `Debug` of each builder calls, since the compiler finds a method faster than the path of a trait's.
    ///
    /// # Errors
    ///
    /// Returns the errors of the formatter.
    pub fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Builder").field(&self.input).finish()
    }
}

// Not derived: that would require `Debug` of the states, which large tuples don't have.
impl<T, I: fmt::Debug, States> fmt::Debug for Building<T, I, States> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(f)
    }
}

impl<T, I: Default, States> Building<T, I, States> {
    /// Creates the state of a builder in which nothing is set.
    pub(crate) fn new(target: T) -> Self {
        Self { target, input: I::default(), given: PhantomData }
    }
}

/// The state of a builder that is not bound to a client, and in which nothing is set.
impl<I: Default, States> Default for Building<(), I, States> {
    fn default() -> Self {
        Self::new(())
    }
}

impl<T, I, States> Building<T, I, States> {
    /// Returns the same input in the state `Next`, wrapped by `builder`: a required member was given.
    #[inline]
    pub fn given<Next, Builder>(self, builder: fn(Building<T, I, Next>) -> Builder) -> Builder {
        builder(Building { target: self.target, input: self.input, given: PhantomData })
    }
}

// Calls own the client, so that they can be moved to other tasks and returned from functions.
impl<I: Operation<Output: 'static> + 'static, States> Building<Client, I, States> {
    /// Calls the operation with the input: see [`Client::send`].
    #[inline]
    pub fn send(self) -> CallFuture<'static, I::Output, Error<I::Error>> {
        let Self { target, input, .. } = self;
        CallFuture(Box::pin(async move { target.call(&input, None).await }))
    }

    /// Turns the call into a URL: see [`Client::presign`].
    #[inline]
    pub fn presign(self, expires_in: Duration) -> CallFuture<'static, PresignedUrl, Failure> {
        let Self { target, input, .. } = self;
        CallFuture(Box::pin(async move { target.presign(&input, expires_in).await }))
    }

    /// Calls the operation until an answer shows what the waiter waits for: see [`Client::wait_until`].
    #[inline]
    pub fn wait_until(self, waiter: Waiter<I>, at_most: Duration) -> WaitFuture<'static, I> {
        let Self { target, input, .. } = self;
        CallFuture(Box::pin(async move { wait_until(&target, waiter, &input, at_most).await }))
    }
}

impl<I: Paginated, States> Building<Client, I, States> {
    /// Calls the operation for one page after the other: see [`Client::pages`].
    #[inline]
    pub fn pages(self) -> Pages<I> {
        Pages::new(self.target, self.input)
    }
}

#[cfg(feature = "websocket")]
impl<I: SocketOperation + 'static, States> Building<Client, I, States> {
    /// Opens the operation's socket: see [`Client::connect`].
    #[inline]
    pub fn connect(self, expires_in: Duration) -> ConnectFuture<'static, I> {
        let Self { target, input, .. } = self;
        CallFuture(Box::pin(async move { target.connect(&input, expires_in).await }))
    }
}

/// Gives an input its `Builder`, with a method for each member, and the methods that finish it.
///
/// Angle brackets hold a type parameter for each required member, which is `Given` or `Missing`; after `=` stands an empty type with the member's
/// name, by which the compiler names a member that is missing. All builders of a client share the module `required` of these types, so that the
/// compiler can say the name without a path.
///
/// After `=>` stands what the builder does for a client: `send(Output, Error)`, followed by `, pages` if the operation is paginated and `, wait_until` if it has
/// [waiters](crate::waiters), or `connect(Sent, Received, Error, expires_in)` for a socket. Then there is one line for each member, in the order of the model:
/// the signature of the method and, after `=`, what is put into the field.
///
/// ```ignore
/// runtime::builder! {
///     CreateStoreInput: Builder<A = required::name> => send(CreateStoreOutput, CreateStoreError) {
///         /// What to call the store.
///         name(value: impl Into<String>) -> Builder<T, Given> = value.into();
///         /// How many shelves it has.
///         shelves(value: i32) -> Self = Some(value);
///     }
/// }
/// ```
#[macro_export]
macro_rules! builder {
    (
        $input:ident: Builder$(<$($state:ident = $module:ident::$required:ident),+ $(,)?>)? => $end:ident($($types:tt)*)$(, $more:ident)* {
            $($(#[$attribute:meta])* $member:ident($value:ident: $argument:ty) -> $next:ident$(<$($given:ident),+>)? = $content:expr;)*
        }
    ) => {
        /// A builder of the operation's input, which makes the call if it comes from a client. Setting a member again replaces its value.
        ///
        /// Its type records which required members are set.
        #[must_use = "a builder does nothing by itself: finish it, for example with `send`"]
        pub struct Builder<T $($(, $state = $crate::builder::Missing)+)?>(
            pub(crate) $crate::Building<T, $input, ($($($state,)+)?)>,
        );

        // Not derived: deriving it takes the compiler longer than a setter does.
        impl<T $($(, $state)+)?> ::core::fmt::Debug for Builder<T $($(, $state)+)?> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.0.show(f)
            }
        }

        impl $input {
            /// Returns a builder that is not bound to a client and is finished by `build`.
            #[inline]
            pub fn builder() -> Builder<()> {
                Builder(Default::default())
            }
        }

        // An input with many required members has a builder with many type parameters.
        #[allow(clippy::type_complexity)]
        impl<T $($(, $state)+)?> Builder<T $($(, $state)+)?> {
            $($(#[$attribute])*
            pub fn $member(mut self, $value: $argument) -> $next$(<$($given),+>)? {
                self.0.input.$member = $content;
                self$(.0.given($next::<$($given),+>))?
            })*

            /// Returns the input, to keep or to send later.
            #[inline]
            pub fn build(self) -> $input
            $(where $($state: $crate::builder::Has<$module::$required>),+)?
            {
                self.0.input
            }
        }

        impl$(<$($state),+>)? Builder<$crate::Client $($(, $state)+)?> {
            $crate::builder_ends! { $input: [$end $($more)*] ($($types)*) [$($($state: $crate::builder::Has<$module::$required>),+)?] }
        }
    };
}

/// Writes the methods that finish a builder for a client.
#[doc(hidden)]
#[macro_export]
macro_rules! builder_ends {
    ($input:ident: [] $types:tt $complete:tt) => {};
    ($input:ident: [send $($more:ident)*] ($output:ty, $error:ty $(,)?) [$($complete:tt)*]) => {
        /// Makes the call.
        #[inline]
        pub fn send(self) -> $crate::CallFuture<'static, $output, $crate::Error<$error>>
        where
            $($complete)*
        {
            self.0.send()
        }

        $crate::builder_ends! { $input: [$($more)*] ($output, $error) [$($complete)*] }
    };
    ($input:ident: [pages $($more:ident)*] $types:tt [$($complete:tt)*]) => {
        /// Returns the pages of the results. A call is made for each page, when it is asked for.
        #[inline]
        pub fn pages(self) -> $crate::Pages<$input>
        where
            $($complete)*
        {
            self.0.pages()
        }

        $crate::builder_ends! { $input: [$($more)*] $types [$($complete)*] }
    };
    ($input:ident: [wait_until] $types:tt [$($complete:tt)*]) => {
        /// Makes the call again and again, until an answer shows what the waiter waits for.
        #[inline]
        pub fn wait_until(
            self,
            waiter: $crate::Waiter<$input>,
            at_most: ::core::time::Duration,
        ) -> $crate::WaitFuture<'static, $input>
        where
            $($complete)*
        {
            self.0.wait_until(waiter, at_most)
        }
    };
    ($input:ident: [connect] ($sent:ty, $received:ty, $error:ty, $expires_in:expr $(,)?) [$($complete:tt)*]) => {
        /// Returns the URL that opens the socket, without opening it: to hand it to a browser, say.
        #[inline]
        pub fn presign(self) -> $crate::CallFuture<'static, $crate::PresignedUrl, $crate::Failure>
        where
            $($complete)*
        {
            self.0.presign($expires_in)
        }

        /// Opens the socket.
        #[inline]
        pub fn connect(self) -> $crate::CallFuture<'static, $crate::WebSocket<$sent, $received>, $crate::Error<$error>>
        where
            $($complete)*
        {
            self.0.connect($expires_in)
        }
    };
}

/// Gives a structure its setters and, if it has required members, `new`.
///
/// The required members stand as arguments after the name, each with what is put into its field. Then there is one line for each optional member, in the order
/// of the model.
///
/// ```
/// # use smithwright_runtime as runtime;
/// #[derive(Debug, Default, PartialEq)]
/// pub struct Shelf {
///     pub label: String,
///     pub width: Option<i32>,
/// }
///
/// runtime::setters! {
///     Shelf(label: impl Into<String> = label.into()) {
///         /// In centimetres.
///         width(value: i32) = Some(value);
///     }
/// }
///
/// assert_eq!(Shelf::new("a").width(3), Shelf { label: "a".into(), width: Some(3) });
/// ```
#[macro_export]
macro_rules! setters {
    (
        $name:ident $(($($required:ident: $type:ty = $from:expr),+ $(,)?))? {
            $($(#[$attribute:meta])* $member:ident($value:ident: $argument:ty) = $given:expr;)*
        }
    ) => {
        impl $name {
            $(
                /// Creates one with its required members.
                #[must_use]
                #[allow(clippy::too_many_arguments)]
                #[inline]
                pub fn new($($required: $type),+) -> Self {
                    Self { $($required: $from,)+ ..Self::default() }
                }
            )?

            $($(#[$attribute])*
            #[must_use]
            #[inline]
            pub fn $member(mut self, $value: $argument) -> Self {
                self.$member = $given;
                self
            })*
        }
    };
}

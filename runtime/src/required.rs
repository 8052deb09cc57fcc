//! How a builder knows, when it is compiled, which required members were given.

use crate::client::{Calling, Client};
use crate::error::{Error, Failure};
use crate::operation::Operation;
use crate::sign::PresignedUrl;
#[cfg(feature = "websocket")]
use crate::websocket::WebSocket;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// In a builder's type: the required member has not been set.
#[derive(Debug)]
pub enum Missing {}

/// In a builder's type: the required member has been set.
#[derive(Debug)]
pub enum Given {}

/// Says that the required member `Member` has been set. A builder finishes only where this holds for each of them; where it doesn't, the
/// compiler names the one that is missing.
#[diagnostic::on_unimplemented(
    message = "the required member `{Member}` has not been set",
    label = "`{Member}` is missing: call `.{Member}(…)` before this"
)]
pub trait Has<Member> {}

impl<Member> Has<Member> for Given {}

/// Says that all of the required members `Members`, a tuple of their names, have been set.
pub trait Complete<Members> {}

macro_rules! complete {
    () => {
        impl Complete<()> for () {}
    };
    ($first:ident $first_member:ident $($state:ident $member:ident)*) => {
        impl<$first_member, $first: Has<$first_member>, $($member, $state: Has<$member>),*>
            Complete<($first_member, $($member,)*)> for ($first, $($state,)*)
        {
        }
        complete!($($state $member)*);
    };
}

complete!(A MA B MB C MC D MD E ME F MF G MG H MH I MI J MJ K MK L ML M MM N MN O MO P MP Q MQ R MR S MS T MT U MU V MV W MW X MX);

/// What every builder is around: the input as far as it is, where it will go, and in its type which required members it has.
pub struct Building<T, I, States> {
    /// The client that the input is for, or `()`.
    pub target: T,
    /// The input as far as it is.
    pub input: I,
    given: PhantomData<fn() -> States>,
}

// Not derived: that would ask for `Debug` of the states, which large tuples don't have.
impl<T: fmt::Debug, I: fmt::Debug, States> fmt::Debug for Building<T, I, States> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Building").field("target", &self.target).field("input", &self.input).finish()
    }
}

impl<T, I: Default, States> Building<T, I, States> {
    /// Nothing yet.
    pub fn new(target: T) -> Self {
        Self { target, input: I::default(), given: PhantomData }
    }
}

impl<T, I, States> Building<T, I, States> {
    /// The same with other states: a required member was given.
    #[inline]
    pub fn given<Next>(self) -> Building<T, I, Next> {
        Building { target: self.target, input: self.input, given: PhantomData }
    }
}

impl<'a, I: Operation + 'a, States> Building<&'a Client, I, States> {
    /// Calls the operation with the input: [`Client::send`].
    #[inline]
    pub fn send(self) -> Calling<'a, I::Output, Error<I::Error>> {
        Box::pin(async move { self.target.call(&self.input).await })
    }

    /// Makes a URL of the call: [`Client::presign`].
    #[inline]
    pub fn presign(self, expires_in: Duration) -> Calling<'a, PresignedUrl, Failure> {
        Box::pin(async move { self.target.presign(&self.input, expires_in).await })
    }

    /// Opens the operation's socket: [`Client::connect`].
    #[cfg(feature = "websocket")]
    #[inline]
    pub fn connect<S, R>(self, expires_in: Duration) -> Calling<'a, WebSocket<S, R>, Error<I::Error>> {
        Box::pin(async move { self.target.connect(&self.input, expires_in).await })
    }
}

/// Names the required members of an input, one by one: the module `required` has a type for each, and `All` of them.
#[macro_export]
macro_rules! required {
    ($($member:ident;)*) => {
        /// The required members of the input, as types: what a compiler error calls them.
        #[allow(non_camel_case_types, missing_docs)]
        pub mod required {
            $(pub enum $member {})*
            pub type All = ($($member,)*);
        }
    };
}

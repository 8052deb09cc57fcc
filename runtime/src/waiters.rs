//! Waiters: calls that are repeated until what was asked for has happened, by Smithy's [`waitable`](https://smithy.io/2.0/additional-specs/waiters.html) trait.

use crate::client::{CallFuture, Client};
use crate::error::{AnyError, Error, Failure, FailureKind, ServiceError};
use crate::invoke::{has_runtime, without_runtime};
use crate::jmespath::{Expression, Found};
use crate::operation::{ErrorVariants, Operation, OperationError, Unmodelled};
use crate::schema::{Member, NONE, Schema};
use crate::token::random_fraction;
use crate::value::{Members, Structure, Value, View, Visit};
use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// Something to wait for, as shown by the responses to an operation.
///
/// `I` is the operation's input. Generated modules of operations have the waiters of the model as constants; [`waiter!`](crate::waiter) makes others.
/// [`Client::wait_until`] waits.
///
/// # Examples
///
/// Waiting, here for something that takes up to five minutes:
///
/// ```
/// # use smithwright_runtime::{Client, Operation, WaitError, Waiter};
/// # use std::time::Duration;
/// # #[expect(non_snake_case)]
/// # async fn example<I: Operation>(STORE_OPEN: Waiter<I>, client: Client, input: I) -> Result<(), WaitError<I::Output, I::Error>> {
/// let store = client.wait_until(STORE_OPEN, &input, Duration::from_secs(300)).await?;
/// # let _ = store;
/// # Ok(())
/// # }
/// ```
///
/// Making a waiter:
///
/// ```
/// # use smithwright_runtime as runtime;
/// # pub struct GetStoreInput;
/// runtime::waiter! {
///     /// The store is open; it is asked for every 5 to 60 seconds. One that isn't there yet is waited for.
///     STORE_OPEN: GetStoreInput = "StoreOpen", 5 to 60 seconds {
///         Success: Output(Path(&["Store", "State"]), Equals("OPEN"));
///         Retry: Error("StoreNotFoundException");
///     }
/// }
/// # assert_eq!(STORE_OPEN.name(), "StoreOpen");
/// ```
pub struct Waiter<I> {
    name: &'static str,
    min_delay: u64,
    max_delay: u64,
    acceptors: &'static [Acceptor],
    input: PhantomData<fn() -> I>,
}

/// The meaning of an answer that matches.
///
/// Of several acceptors that match, the first counts. If none does, an error ends the wait, and any other answer continues it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Acceptor {
    /// The wait succeeded.
    Success(Matcher),
    /// The wait failed.
    Failure(Matcher),
    /// The wait goes on.
    Retry(Matcher),
}

/// A condition that an answer may match.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Matcher {
    /// Every answer that is not an error.
    AnyOutput,
    /// Every error that the service answers with.
    AnyError,
    /// The error with this name in the model, or this code.
    Error(&'static str),
    /// An output for which the expression gives what is expected.
    Output(Expression, Expected),
    /// A successful call for which the expression gives what is expected; the expression sees an object with the members `input` and `output`.
    InputAndOutput(Expression, Expected),
}

/// A condition on what an expression returns.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Expected {
    /// This boolean (`booleanEquals`).
    Holds(bool),
    /// This text (`stringEquals`).
    Equals(&'static str),
    /// A list that is not empty and holds this text only (`allStringEquals`).
    AllEqual(&'static str),
    /// A list that holds this text (`anyStringEquals`).
    AnyEquals(&'static str),
}

/// A wait in progress: a future, from [`Client::wait_until`] or a builder.
///
/// It returns the output that ended the wait, or `None` if an error did, as when waiting for a deletion.
pub type WaitFuture<'a, I> = CallFuture<
    'a,
    Option<<I as Operation>::Output>,
    WaitError<<I as Operation>::Output, <I as Operation>::Error>,
>;

/// The error returned when a wait fails. `O` is the operation's output, and `E` its error enum.
#[derive(Debug)]
#[non_exhaustive]
pub struct WaitError<O, E> {
    /// The waiter's name in the model.
    pub waiter: &'static str,
    /// The name of the operation that was called.
    pub operation: &'static str,
    /// How many calls were begun.
    pub calls: u32,
    /// What ended the wait.
    pub reason: WaitFailure<O, E>,
    /// The failure acceptor that matched the last response, if any.
    pub failed_by: Option<Acceptor>,
}

/// The reason why a wait failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitFailure<O, E> {
    /// This output matched a failure acceptor.
    Output(Box<O>),
    /// A call ended with this error: it matched a failure acceptor, or none at all.
    Call(Error<E>),
    /// The time ran out.
    Time {
        /// How long the wait lasted.
        waited: Duration,
        /// The last answer, if there was one.
        last: Option<Box<Result<O, Error<E>>>>,
    },
}

/// Makes a constant [`Waiter`].
///
/// The constant's name is followed by the operation's input, the waiter's name in the model, and the shortest and the longest pause. Then there is one line
/// for each [`Acceptor`], in the order of the model: what an answer means, and the [`Matcher`] of such answers. In it,
/// [expressions](crate::jmespath::Expression) and what is [expected](Expected) go by their short names. See [`Waiter`] for an example.
#[macro_export]
macro_rules! waiter {
    (
        $(#[$attribute:meta])*
        $waiter:ident: $input:ty = $name:literal, $least:literal to $most:literal seconds { $($state:ident: $matcher:expr;)* }
    ) => {
        $(#[$attribute])*
        pub const $waiter: $crate::Waiter<$input> = {
            #[allow(unused_imports)]
            use $crate::jmespath::{Comparison::*, Expression::*, Function::*};
            #[allow(unused_imports)]
            use $crate::waiters::{Acceptor::*, Expected::*, Matcher::*};
            $crate::Waiter::new($name, $least, $most, &[$($state($matcher)),*])
        };
    };
}

impl<I> Waiter<I> {
    /// Creates a waiter.
    ///
    /// The pause after a call is a random one from `min_delay` seconds up to a limit, which is `min_delay` after the first call and doubles with each further one, to
    /// `max_delay` seconds at most. A `min_delay` of 0 counts as 1.
    #[must_use]
    pub const fn new(
        name: &'static str,
        min_delay: u64,
        max_delay: u64,
        acceptors: &'static [Acceptor],
    ) -> Self {
        Self { name, min_delay, max_delay, acceptors, input: PhantomData }
    }

    /// Returns the waiter's name in the model.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the pause after this call, the first being 1, with this much time `left`. It is random, at least the shortest, and its maximum doubles with each
    /// call. If no time for another call would remain after it, it takes all that is left, so that the last call is made when the time is over. Returns `None`
    /// after that call.
    fn pause(&self, call: u32, left: Duration, random: f64) -> Option<Duration> {
        let least = self.least();
        let most = Duration::from_secs(self.max_delay).max(least);
        let doubled = least.saturating_mul(2_u32.saturating_pow(call.saturating_sub(1)));
        let pause = least.saturating_add((doubled.min(most) - least).mul_f64(random));
        let is_last = left.saturating_sub(pause) <= least;
        Some(if is_last { left } else { pause }).filter(|pause| !pause.is_zero())
    }

    fn least(&self) -> Duration {
        Duration::from_secs(self.min_delay.max(1))
    }
}

impl<I> Clone for Waiter<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for Waiter<I> {}

impl<I> fmt::Debug for Waiter<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Repeats a call until the waiter accepts the answer.
pub(crate) async fn wait_until<I: Operation>(
    client: &Client,
    waiter: Waiter<I>,
    input: &I,
    at_most: Duration,
) -> Result<Option<I::Output>, WaitError<I::Output, I::Error>> {
    if !has_runtime() {
        let failure = without_runtime().operation_name(I::operation().name);
        return Err(WaitError {
            waiter: waiter.name,
            operation: I::operation().name,
            calls: 0,
            reason: WaitFailure::Call(Error::Failure(Box::new(failure))),
            failed_by: None,
        });
    }
    let started = Instant::now();
    let (mut calls, mut last, mut failed_by) = (0, None, None);
    // `Err(None)` means that the time is over.
    let repeated = async {
        loop {
            calls += 1;
            let answer = client.call(input, None).await;
            let accepted =
                waiter.acceptors.iter().find(|acceptor| acceptor.matcher().matches(input, &answer));
            match (accepted, answer) {
                (Some(Acceptor::Success(_)), answer) => return Ok(answer.ok()),
                (Some(Acceptor::Retry(_)), answer) | (None, answer @ Ok(_)) => last = Some(Box::new(answer)),
                (failure, answer) => {
                    failed_by = failure.copied();
                    let output = |output| WaitFailure::Output(Box::new(output));
                    return Err(Some(answer.map_or_else(WaitFailure::Call, output)));
                }
            }
            let left = at_most.saturating_sub(started.elapsed());
            sleep(waiter.pause(calls, left, random_fraction()).ok_or(None)?).await;
        }
    };
    // The last call is made when the time is over, and may take as long as the shortest pause.
    let ended = timeout(at_most.saturating_add(waiter.least()), repeated).await;
    ended.unwrap_or(Err(None)).map_err(|reason| WaitError {
        waiter: waiter.name,
        operation: I::operation().name,
        calls,
        reason: reason.unwrap_or_else(|| WaitFailure::Time { waited: started.elapsed(), last }),
        failed_by,
    })
}

impl Acceptor {
    fn matcher(&self) -> &Matcher {
        let (Self::Success(matcher) | Self::Failure(matcher) | Self::Retry(matcher)) = self;
        matcher
    }
}

impl Matcher {
    fn matches<O: Structure, E: OperationError>(
        &self,
        input: &dyn Structure,
        answer: &Result<O, Error<E>>,
    ) -> bool {
        match (self, answer) {
            (Self::AnyOutput, Ok(_)) | (Self::AnyError, Err(Error::Service(_))) => true,
            (Self::Error(name), Err(Error::Service(error))) => error.is_called(name),
            (Self::Output(part, expected), Ok(output)) => {
                expected.is_met_by(part, &View::Structure(output).into())
            }
            (Self::InputAndOutput(part, expected), Ok(output)) => {
                let both = Exchange { input: Side(input), output: Side(output) };
                expected.is_met_by(part, &View::Structure(&both).into())
            }
            _ => false,
        }
    }

    /// Returns the text that a part of the output is compared with.
    fn expected_text(&self) -> Option<&'static str> {
        let (Self::Output(_, expected) | Self::InputAndOutput(_, expected)) = self else { return None };
        match expected {
            Expected::Equals(text) | Expected::AllEqual(text) | Expected::AnyEquals(text) => Some(text),
            Expected::Holds(_) => None,
        }
    }
}

impl<E: OperationError> ServiceError<E> {
    /// Checks whether the error has this name in the model, or this code.
    fn is_called(&self, name: &str) -> bool {
        let own = self.error.members().schema().name;
        own == name && own != Unmodelled::table().name || self.response.is_coded(name)
    }
}

impl Expected {
    /// Checks whether the expression returns what is expected. An expression that can't be evaluated doesn't.
    fn is_met_by(self, part: &Expression, value: &Found<'_>) -> bool {
        let Ok(found) = part.evaluate(value) else { return false };
        let elements = || found.elements().unwrap_or_default();
        match self {
            Self::Holds(wanted) => found.boolean() == Some(wanted),
            Self::Equals(wanted) => found.text() == Some(wanted),
            Self::AllEqual(wanted) => {
                !elements().is_empty() && elements().iter().all(|element| element.text() == Some(wanted))
            }
            Self::AnyEquals(wanted) => elements().iter().any(|element| element.text() == Some(wanted)),
        }
    }
}

/// The value that expressions over input and output are evaluated on.
struct Exchange<'a> {
    input: Side<'a>,
    output: Side<'a>,
}

impl Members for Exchange<'_> {
    fn table() -> &'static Schema {
        &Schema {
            name: "",
            settings: NONE,
            members: &[Member { name: "input", settings: NONE }, Member { name: "output", settings: NONE }],
        }
    }

    fn members<'a>(&'a self, visit: Visit<'_, 'a>) {
        visit.all(&[&self.input, &self.output]);
    }
}

struct Side<'a>(&'a dyn Structure);

impl Value for Side<'_> {
    fn view(&self) -> View<'_> {
        View::Structure(self.0)
    }
}

impl<O, E> fmt::Display for WaitError<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { waiter, operation, calls, reason, failed_by } = self;
        match reason {
            WaitFailure::Output(_) => {
                write!(f, "{waiter} can't be reached any more, according to {operation}")?;
                if let Some(text) = failed_by.and_then(|acceptor| acceptor.matcher().expected_text()) {
                    write!(f, ", {text:?}")?;
                }
            }
            WaitFailure::Call(error) => write!(f, "waiting for {waiter}: {error}")?,
            WaitFailure::Time { waited, last } => {
                write!(f, "{waiter} was not reached within {waited:.0?}, by {operation}")?;
                if let Some(Err(error)) = last.as_deref() {
                    write!(f, ", which answers: {error}")?;
                }
            }
        }
        match calls {
            1 => f.write_str(" (1 call)"),
            calls => write!(f, " ({calls} calls)"),
        }
    }
}

/// The error of a call stays what it is. What else ends a wait becomes a [`Failure`] with the same text.
impl<O, E: ErrorVariants + 'static> From<WaitError<O, E>> for AnyError {
    fn from(error: WaitError<O, E>) -> Self {
        let message = error.to_string();
        let kind = match error.reason {
            WaitFailure::Call(error) => return error.into(),
            WaitFailure::Output(_) => FailureKind::Response,
            WaitFailure::Time { .. } => FailureKind::Timeout,
        };
        Failure::new(kind, message).into()
    }
}

impl<O: fmt::Debug, E: fmt::Debug> StdError for WaitError<O, E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.reason {
            WaitFailure::Call(error) => error.source(),
            WaitFailure::Output(_) | WaitFailure::Time { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn pauses_are_between_the_shortest_and_one_that_doubles() {
        let waiter: Waiter<()> = Waiter::new("Any", 2, 10, &[]);
        for (call, longest) in [(1, 2), (2, 4), (3, 8), (4, 10), (u32::MAX, 10)] {
            assert_eq!(waiter.pause(call, 1000 * SECOND, 0.0), Some(2 * SECOND));
            assert_eq!(waiter.pause(call, 1000 * SECOND, 1.0), Some(longest * SECOND));
        }
        assert_eq!(Waiter::<()>::new("Any", 0, 0, &[]).pause(9, 1000 * SECOND, 0.5), Some(SECOND));
        let endless: Waiter<()> = Waiter::new("Any", u64::MAX, u64::MAX, &[]);
        assert_eq!(endless.pause(9, Duration::MAX, 0.9), Some(Duration::MAX));
    }

    #[test]
    fn the_last_call_is_made_when_the_time_is_over() {
        let waiter: Waiter<()> = Waiter::new("Any", 2, 10, &[]);
        assert_eq!(waiter.pause(1, 5 * SECOND, 0.0), Some(2 * SECOND));
        assert_eq!(waiter.pause(1, 4 * SECOND, 0.0), Some(4 * SECOND));
        assert_eq!(waiter.pause(1, SECOND, 0.0), Some(SECOND));
        assert_eq!(waiter.pause(1, Duration::ZERO, 0.0), None);
    }
}

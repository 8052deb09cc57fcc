//! The error of a call whose operation is not in the type.

use super::{Error, ServiceError};
use crate::operation::ErrorVariants;
use std::any::Any;
use std::fmt;

/// The error of a call of any operation, for functions that call several.
///
/// The `?` operator converts the error of each call into it, and those of waits and of reading bodies. It has everything that the error of one operation has.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::{AnyError, Client, Operation};
///
/// /// Makes two calls, of operations that have errors of their own.
/// async fn both<A: Operation, B: Operation>(client: &Client, first: &A, second: &B) -> Result<B::Output, AnyError> {
///     client.send(first).await?;
///     Ok(client.send(second).await?)
/// }
///
/// fn explain<A: Operation>(error: &AnyError) -> String {
///     match error.service().and_then(|error| error.downcast_ref::<A::Error>()) {
///         Some(error) => format!("the first call was refused: {error:?}"),
///         None => error.to_string(),
///     }
/// }
/// ```
pub type AnyError = Error<ModelledError>;

/// The error enum of some operation, as an [`AnyError`] has it.
pub struct ModelledError {
    error: Box<dyn Any + Send + Sync>,
    debug: fn(&dyn Any, &mut fmt::Formatter<'_>) -> fmt::Result,
}

impl ModelledError {
    fn new<E: ErrorVariants + 'static>(error: E) -> Self {
        let debug = |error: &dyn Any, f: &mut fmt::Formatter<'_>| match error.downcast_ref::<E>() {
            Some(error) => error.fmt(f),
            None => Ok(()),
        };
        Self { error: Box::new(error), debug }
    }

    /// Returns the error, if it is one of the operation whose error enum is `E`.
    #[must_use]
    pub fn downcast_ref<E: ErrorVariants + 'static>(&self) -> Option<&E> {
        self.error.downcast_ref()
    }

    /// Returns the error by value, if it is one of the operation whose error enum is `E`.
    ///
    /// # Errors
    ///
    /// Returns this again if it is another operation's.
    pub fn downcast<E: ErrorVariants + 'static>(self) -> Result<E, Self> {
        let Self { error, debug } = self;
        error.downcast().map(|error| *error).map_err(|error| Self { error, debug })
    }
}

/// As the operation's own error.
impl fmt::Debug for ModelledError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.debug)(&*self.error, f)
    }
}

impl<E: ErrorVariants + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        match error {
            Error::Service(service) => {
                let ServiceError { error, response } = *service;
                Self::Service(Box::new(ServiceError { error: ModelledError::new(error), response }))
            }
            Error::Failure(failure) => Self::Failure(failure),
        }
    }
}

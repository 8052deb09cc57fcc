//! The error of a call whose operation is not in the type.

use super::{Error, ServiceError};
use crate::operation::ErrorVariants;
use std::any::Any;
use std::fmt;

/// The error of a call of any operation, for functions that call several.
///
/// The `?` operator makes it of the error of each. It has everything that the error of one operation has.
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
pub struct ModelledError(Box<dyn AnyVariants>);

trait AnyVariants: Any + fmt::Debug + Send + Sync {}

impl<E: ErrorVariants + 'static> AnyVariants for E {}

impl ModelledError {
    /// Returns the error, if it is one of the operation whose error enum is `E`.
    #[must_use]
    pub fn downcast_ref<E: ErrorVariants + 'static>(&self) -> Option<&E> {
        (&*self.0 as &dyn Any).downcast_ref()
    }
}

/// As the operation's own error.
impl fmt::Debug for ModelledError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E: ErrorVariants + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        match error {
            Error::Service(service) => {
                let ServiceError { error, response } = *service;
                Self::Service(Box::new(ServiceError { error: ModelledError(Box::new(error)), response }))
            }
            Error::Failure(failure) => Self::Failure(failure),
        }
    }
}

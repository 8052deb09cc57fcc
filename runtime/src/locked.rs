//! Locking, in the one way of this crate.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after a panic of whoever held the lock: what the locks of this crate guard is whole at any time.
pub(crate) fn locked<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

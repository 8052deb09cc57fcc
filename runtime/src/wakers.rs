//! The tasks that wait for a stream shared by several clones.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Wake, Waker};

/// The wakers of all tasks that wait for one stream.
///
/// A stream wakes only the task that polled it last, which may be gone by the time there is an item. It is polled with this as the waker instead, which wakes
/// all.
#[derive(Default)]
pub(crate) struct Wakers(Mutex<Vec<Waker>>);

impl Wakers {
    /// Polls what is shared on behalf of the task of `waker`. If it is ready, wakes the other tasks, so that they poll again.
    pub(crate) fn poll<T>(self: &Arc<Self>, waker: &Waker, poll: impl FnOnce(&Waker) -> Poll<T>) -> Poll<T> {
        self.register(waker);
        let polled = poll(&Waker::from(Arc::clone(self)));
        if polled.is_ready() {
            self.wake_others(waker);
        }
        polled
    }

    fn register(&self, waker: &Waker) {
        let mut waiting = self.waiting();
        if !waiting.iter().any(|known| known.will_wake(waker)) {
            waiting.push(waker.clone());
        }
    }

    /// Wakes the other tasks outside of the lock: a task may run and poll at once.
    fn wake_others(&self, own: &Waker) {
        let waiting = mem::take(&mut *self.waiting());
        waiting.into_iter().filter(|waker| !waker.will_wake(own)).for_each(Waker::wake);
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Waker>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Wakers {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let waiting = mem::take(&mut *self.waiting());
        waiting.into_iter().for_each(Waker::wake);
    }
}

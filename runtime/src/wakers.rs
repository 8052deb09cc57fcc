//! The tasks that wait for a stream shared by several clones.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Wake, Waker};

/// The wakers of all tasks that wait for one stream.
///
/// A stream wakes only the task that polled it last, which may be gone by the time there is an item. It is polled with this as the waker instead, which wakes
/// all.
#[derive(Default)]
struct Wakers(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    /// How many places there have been.
    places: u64,
    /// The task that polled last at each place.
    wakers: Vec<(u64, Waker)>,
}

/// The place of one clone of a stream among those that wait. Its clones are places beside it.
#[derive(Default)]
pub(crate) struct Place {
    wakers: Arc<Wakers>,
    number: u64,
}

impl Place {
    /// Polls what is shared on behalf of the task of `waker`. If it is ready, wakes the other tasks, so that they poll again.
    pub(crate) fn poll<T>(&self, waker: &Waker, poll: impl FnOnce(&Waker) -> Poll<T>) -> Poll<T> {
        self.register(waker);
        let polled = poll(&Waker::from(Arc::clone(&self.wakers)));
        if polled.is_ready() {
            self.wake_others(waker);
        }
        polled
    }

    /// Wakes all tasks.
    pub(crate) fn wake(&self) {
        self.wakers.wake_by_ref();
    }

    /// Keeps the waker in place of the one that was here: who polled before waits no longer.
    fn register(&self, waker: &Waker) {
        let mut waiting = self.wakers.waiting();
        match waiting.wakers.iter_mut().find(|(number, _)| *number == self.number) {
            Some((_, known)) => known.clone_from(waker),
            None => waiting.wakers.push((self.number, waker.clone())),
        }
    }

    /// Wakes the other tasks outside of the lock: a task may run and poll at once.
    fn wake_others(&self, own: &Waker) {
        let waiting = self.wakers.take();
        waiting.into_iter().filter(|(_, waker)| !waker.will_wake(own)).for_each(|(_, waker)| waker.wake());
    }
}

impl Clone for Place {
    fn clone(&self) -> Self {
        let mut waiting = self.wakers.waiting();
        waiting.places += 1;
        Self { wakers: Arc::clone(&self.wakers), number: waiting.places }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.wakers.waiting().wakers.retain(|(number, _)| *number != self.number);
    }
}

impl Wakers {
    fn take(&self) -> Vec<(u64, Waker)> {
        mem::take(&mut self.waiting().wakers)
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Wakers {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.take().into_iter().for_each(|(_, waker)| waker.wake());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[derive(Default)]
    struct Counted(AtomicUsize);

    impl Wake for Counted {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn task() -> (Arc<Counted>, Waker) {
        let counted = Arc::new(Counted::default());
        (Arc::clone(&counted), Waker::from(counted))
    }

    fn wait(place: &Place, waker: &Waker) {
        assert!(place.poll(waker, |_| Poll::<()>::Pending).is_pending());
    }

    #[test]
    fn a_place_keeps_one_task_and_gives_it_up() {
        let place = Place::default();
        let tasks: Vec<_> = (0..1000).map(|_| task()).collect();
        tasks.iter().for_each(|(_, waker)| wait(&place, waker));
        let kept = |(counted, _): &&(Arc<Counted>, Waker)| Arc::strong_count(counted) > 2;
        assert_eq!(tasks.iter().filter(kept).count(), 1, "the last one");
        let other = place.clone();
        wait(&other, &tasks[0].1);
        assert_eq!(tasks.iter().filter(kept).count(), 2);
        drop(other);
        assert_eq!(tasks.iter().filter(kept).count(), 1);
    }

    #[test]
    fn all_places_are_woken() {
        let (place, ((first, first_waker), (second, second_waker))) = (Place::default(), (task(), task()));
        let other = place.clone();
        wait(&place, &first_waker);
        wait(&other, &second_waker);
        place.wake();
        let woken = || (first.0.load(Ordering::Relaxed), second.0.load(Ordering::Relaxed));
        assert_eq!(woken(), (1, 1));
        wait(&place, &first_waker);
        assert!(other.poll(&second_waker, |_| Poll::Ready(())).is_ready());
        assert_eq!(woken(), (2, 1), "who has found it ready polls anyway");
    }
}

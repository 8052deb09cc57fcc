//! The tasks that wait for a stream shared by several clones.

use crate::locked::locked;
use std::mem;
use std::sync::{Arc, Mutex};
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
            self.wake_others();
        }
        polled
    }

    /// Wakes all tasks.
    pub(crate) fn wake(&self) {
        self.wakers.wake_by_ref();
    }

    /// Keeps the waker in place of the one that was here: who polled before waits no longer.
    fn register(&self, waker: &Waker) {
        let mut waiting = locked(&self.wakers.0);
        let here = waiting.wakers.iter_mut().find(|(number, _)| *number == self.number);
        let replaced = match here {
            Some((_, known)) if known.will_wake(waker) => None,
            Some((_, known)) => Some(mem::replace(known, waker.clone())),
            None => {
                waiting.wakers.push((self.number, waker.clone()));
                None
            }
        };
        drop(waiting);
        // Outside of the lock: a waker may own a task, and that a place.
        drop(replaced);
    }

    /// Wakes who waits at other places, in the same task too. Outside of the lock: a task may run and poll at once.
    fn wake_others(&self) {
        let waiting = self.wakers.take();
        waiting.into_iter().filter(|(number, _)| *number != self.number).for_each(|(_, waker)| waker.wake());
    }
}

impl Clone for Place {
    fn clone(&self) -> Self {
        let mut waiting = locked(&self.wakers.0);
        waiting.places += 1;
        Self { wakers: Arc::clone(&self.wakers), number: waiting.places }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut waiting = locked(&self.wakers.0);
        let here = waiting.wakers.iter().position(|(number, _)| *number == self.number);
        let removed = here.map(|here| waiting.wakers.swap_remove(here));
        drop(waiting);
        drop(removed);
    }
}

impl Wakers {
    fn take(&self) -> Vec<(u64, Waker)> {
        mem::take(&mut locked(&self.0).wakers)
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
        assert_eq!(woken(), (2, 1), "who has found it ready polls by itself");
    }

    #[test]
    fn another_place_of_the_same_task_is_woken() {
        let (place, (counted, waker)) = (Place::default(), task());
        let other = place.clone();
        wait(&place, &waker);
        assert!(other.poll(&waker, |_| Poll::Ready(())).is_ready());
        assert_eq!(counted.0.load(Ordering::Relaxed), 1, "or nobody polls the first one again");
    }

    /// The last waker of a task may own it, and the task a place.
    struct Owning(#[expect(dead_code)] Mutex<Option<Place>>);

    impl Wake for Owning {
        fn wake(self: Arc<Self>) {}
    }

    #[test]
    fn a_waker_may_own_a_place() {
        for drops_place in [false, true] {
            let (done, finished) = std::sync::mpsc::channel();
            std::thread::spawn(move || {
                let place = Place::default();
                wait(&place, &Waker::from(Arc::new(Owning(Mutex::new(Some(place.clone()))))));
                if drops_place {
                    drop(place);
                } else {
                    wait(&place, &task().1);
                }
                done.send(()).unwrap();
            });
            finished.recv_timeout(std::time::Duration::from_secs(10)).unwrap();
        }
    }
}

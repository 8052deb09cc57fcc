//! The walk through a graph: what can be reached from where.

use std::collections::BTreeSet;

/// Returns everything that can be reached from `starts`, including these. `next` is called once for each, and returns what it leads to directly.
pub fn reachable<T: Ord + Clone, I: IntoIterator<Item = T>>(
    starts: impl IntoIterator<Item = T>,
    mut next: impl FnMut(T) -> I,
) -> BTreeSet<T> {
    let mut reached = BTreeSet::new();
    // Recursion would be as deep as the longest path, so what is left to do is kept on the heap.
    let mut waiting: Vec<T> = starts.into_iter().collect();
    while let Some(it) = waiting.pop() {
        if reached.insert(it.clone()) {
            waiting.extend(next(it));
        }
    }
    reached
}

//! Walks through a graph: what can be reached from where, and where that goes round.

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

/// Returns the cycles among what has no end, each once, as a path that ends where it begins. `next` returns something without an end that a thing leads to.
pub(in crate::model) fn cycles<T: Ord + Copy>(
    endless: &BTreeSet<T>,
    next: impl Fn(T) -> Option<T>,
) -> Vec<Vec<T>> {
    let mut seen = BTreeSet::new();
    let mut cycles = Vec::new();
    for start in endless {
        let mut path = Vec::new();
        let mut here = Some(*start);
        while let Some(it) = here.filter(|it| seen.insert(*it)) {
            path.push(it);
            here = next(it);
        }
        // What was seen on an earlier path is not on this one.
        let cycle: Vec<T> = path.into_iter().skip_while(|it| Some(*it) != here).chain(here).collect();
        if cycle.len() > 1 {
            cycles.push(cycle);
        }
    }
    cycles
}

//! A limit on the memory for the elements of decoded data.

use std::collections::BTreeMap;

/// The memory that elements may take, however short the data is.
const FLOOR: usize = 64 << 20;

/// The additional memory that elements may take for each byte of the data.
const FACTOR: usize = 16;

/// The problem with data whose elements would exceed the budget.
pub(super) const EXCEEDED: &str = "an element too many (all of them would take more memory than 64 MiB and 16 times the length of the data)";

/// The memory left for elements of lists and entries of maps.
///
/// A structure takes hundreds of bytes, and an empty one is a single byte in CBOR: without this, a response of a few megabytes could exhaust the memory.
#[derive(Clone, Copy)]
pub(super) struct Budget(usize);

impl Budget {
    /// Creates the budget for data of this length.
    pub(super) fn of(data: &[u8]) -> Self {
        Self(data.len().saturating_mul(FACTOR).saturating_add(FLOOR))
    }

    /// Takes the memory of an element, or returns `false` if there is not enough left.
    #[inline]
    pub(super) fn take(&mut self, size: usize) -> bool {
        match self.0.checked_sub(size) {
            Some(left) => {
                self.0 = left;
                true
            }
            None => false,
        }
    }
}

/// Returns the memory that the next element may take: a list has room for four large elements from the first one on.
#[inline]
pub(crate) fn of_next_element<T>(list: &[T]) -> usize {
    size_of::<T>() * if list.is_empty() { 4 } else { 1 }
}

/// Returns the memory that the next entry may take: a map has room for eleven entries from the first one on.
#[inline]
pub(crate) fn of_next_entry<K, V>(map: &BTreeMap<K, V>) -> usize {
    size_of::<(K, V)>() * if map.is_empty() { 11 } else { 1 }
}

//! How much memory may be taken for the elements of what is read.

/// What elements may take, whatever is read.
const FLOOR: usize = 64 << 20;

/// How much more elements may take than the data that holds them, on the whole.
const FACTOR: usize = 16;

/// What is wrong with data whose elements would take more.
pub(super) const EXCEEDED: &str = "an element too many (all of them would take more memory than 64 MiB and 16 times the length of the data)";

/// The memory that is left for elements of lists and entries of maps.
///
/// A structure takes hundreds of bytes, and an empty one is a single byte in CBOR: without this, a response of a few megabytes could exhaust the memory.
pub(super) struct Budget(usize);

impl Budget {
    /// The budget for data of this length.
    pub(super) fn of(data: &[u8]) -> Self {
        Self(data.len().saturating_mul(FACTOR).saturating_add(FLOOR))
    }

    /// Takes the memory of an element, if there is that much left.
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

//! What the fuzz targets share: shapes of every kind, and what must hold of a decoder whatever it is given.

pub mod answers;
#[path = "../../runtime/tests/round_trips/bound.rs"]
pub mod bound;
pub mod messages;
pub mod peer;
#[path = "../../runtime/tests/round_trips/shapes.rs"]
pub mod shapes;

use smithwright_runtime::codec::{DecodeError, EncodeError};
use smithwright_runtime::value::{Slot, ValueMut};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Reads data into a value. What can be read and written can be read again, and is written the same then. Where it can't be read, the error has a place
/// in the data. Gives the value as it was written.
///
/// # Panics
/// Where one of these doesn't hold.
pub fn stays_the_same<T: ValueMut + Default>(
    data: &[u8],
    decode: impl Fn(&[u8], Slot<'_>) -> Result<(), DecodeError>,
    encode: impl Fn(&T) -> Result<Vec<u8>, EncodeError>,
) -> Option<Vec<u8>> {
    let mut value = T::default();
    if let Err(error) = decode(data, value.slot()) {
        assert!(error.offset() <= data.len(), "{error}, in {} bytes", data.len());
        return None;
    }
    // Some of what can be received can't be sent: a variant that nobody knows, a time in a year that a format doesn't have.
    let written = encode(&value).ok()?;
    let mut again = T::default();
    if let Err(error) = decode(&written, again.slot()) {
        panic!("{error}, after {:?} was written", String::from_utf8_lossy(&written));
    }
    let twice = encode(&again).expect("it could be written before");
    assert!(
        written == twice,
        "written as {:?}, and then as {:?}",
        String::from_utf8_lossy(&written),
        String::from_utf8_lossy(&twice)
    );
    Some(written)
}

/// What a future gives that has nothing to wait for.
///
/// # Panics
/// Where it waits all the same.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("there is nothing to wait for"),
    }
}

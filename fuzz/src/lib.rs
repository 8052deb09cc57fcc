//! The common parts of the fuzz targets: shapes of every kind, and what every decoder has to guarantee for any data.

#[path = "../../runtime/tests/json/simple_rest/shapes.rs"]
pub mod alternatives;
pub mod answers;
#[path = "../../runtime/tests/round_trips/bound.rs"]
pub mod bound;
pub mod clients;
pub mod messages;
pub mod peer;
#[path = "../../runtime/tests/round_trips/shapes.rs"]
pub mod shapes;

use smithwright_runtime::codec::{DecodeError, EncodeError};
use smithwright_runtime::value::{Slot, ValueMut};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Reads data into a value, and returns the value as it was written.
///
/// What can be read and written must be readable again, and then be written the same. Errors must have a place in the data.
///
/// # Panics
/// Panics if one of these doesn't hold.
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
    // Some values that can be received can't be sent: an unknown variant, or a time in a year that a format doesn't have.
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

/// Returns the output of a future that has nothing to wait for.
///
/// # Panics
/// Panics if it waits all the same.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("there is nothing to wait for"),
    }
}

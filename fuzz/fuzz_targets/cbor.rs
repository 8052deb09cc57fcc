//! CBOR into shapes and documents. What we write must be CBOR to another reader too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_fuzz::shapes::Sample;
use smithwright_fuzz::stays_the_same;
use smithwright_runtime::Document;
use smithwright_runtime::codec::Codec as _;
use smithwright_runtime::codec::cbor::{Cbor, from_slice, to_vec};
use smithwright_runtime::value::Value as _;

fuzz_target!(|data: &[u8]| {
    if let Some(written) = stays_the_same::<Sample>(data, from_slice, |value| to_vec(value.view())) {
        let read = ciborium::from_reader::<ciborium::Value, _>(written.as_slice());
        // The other reader only has integers of up to 128 bits.
        let is_too_large =
            matches!(&read, Err(ciborium::de::Error::Semantic(_, problem)) if problem == "integer too large");
        assert!(read.is_ok() || is_too_large, "{read:?}, of {written:02x?}");
    }
    stays_the_same::<Document>(data, from_slice, |value| to_vec(value.view()));
    let _ = Cbor.error_fields(data);
});

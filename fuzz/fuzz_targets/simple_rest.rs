//! JSON of `alloy#simpleRestJson`, into unions of every form and structures that keep what they don't know.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_fuzz::alternatives::{Closed, Discriminated, Film, Held, Newer, Tagged, Tree, Untagged};
use smithwright_fuzz::stays_the_same;
use smithwright_runtime::codec::json::{Dialect, Json};
use smithwright_runtime::codec::{Codec as _, DecodeError, EncodeError};
use smithwright_runtime::schema::Member;
use smithwright_runtime::value::{Slot, Value, ValueMut};

const JSON: Json = Json::new("application/json", Dialect::SimpleRest);
const WHOLE: Member = Member { name: "", settings: &[] };

fuzz_target!(|text: &[u8]| {
    same::<Film>(text);
    same::<Tagged>(text);
    same::<Discriminated>(text);
    same::<Closed>(text);
    same::<Untagged>(text);
    same::<Tree>(text);
    same::<Held>(text);
    same::<Newer>(text);
});

fn same<T: Value + ValueMut + Default>(text: &[u8]) {
    stays_the_same::<T>(text, read, write);
}

fn read(text: &[u8], slot: Slot<'_>) -> Result<(), DecodeError> {
    let read = JSON.decode_payload(text, slot, &WHOLE);
    read.map_err(|error| *error.downcast::<DecodeError>().expect("the codec has no other errors"))
}

fn write<T: Value>(value: &T) -> Result<Vec<u8>, EncodeError> {
    JSON.encode_payload(value.view(), &WHOLE)
}

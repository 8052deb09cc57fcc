//! JSON of `alloy#simpleRestJson`, into unions of every form and structures that keep what they don't know.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_fuzz::alternatives::{Closed, Discriminated, Film, Held, Newer, Tagged, Tree, Untagged};
use smithwright_fuzz::stays_the_same;
use smithwright_runtime::Document;
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

/// Reads and writes the text. If an object in it has a key twice, of which a document keeps one, it is only read, and what a document makes of it is read and written.
fn same<T: Value + ValueMut + Default>(text: &[u8]) {
    let mut document = Document::Null;
    let canonical = read(text, document.slot()).ok().and_then(|()| write(&document).ok());
    match canonical.filter(|canonical| entries(canonical) < entries(text)) {
        Some(canonical) => {
            let _ = read(text, T::default().slot());
            stays_the_same::<T>(&canonical, read, write);
        }
        None => {
            stays_the_same::<T>(text, read, write);
        }
    }
}

/// Returns how many entries all objects of a text have together: the colons outside of strings.
fn entries(text: &[u8]) -> usize {
    let (mut count, mut in_string, mut escaped) = (0, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b':' if !in_string => count += 1,
            _ => {}
        }
    }
    count
}

fn read(text: &[u8], slot: Slot<'_>) -> Result<(), DecodeError> {
    let read = JSON.decode_payload(text, slot, &WHOLE);
    read.map_err(|error| *error.downcast::<DecodeError>().expect("the codec has no other errors"))
}

fn write<T: Value>(value: &T) -> Result<Vec<u8>, EncodeError> {
    JSON.encode_payload(value.view(), &WHOLE)
}

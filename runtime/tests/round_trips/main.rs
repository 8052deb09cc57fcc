//! What is written is read back unchanged: random values of every shape, in every format. Damaged data is an error or a value, but never a panic.
//!
//! The values are the same in every run. A failure names the seed of its value: `SEED=17 cargo test -p smithwright-runtime --test round_trips` runs that one
//! alone.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]

pub mod bound;
mod form;
mod random;
pub mod shapes;

use bound::Bound;
use random::{Format, Random};
use shapes::Sample;
use smithwright_runtime::OperationSchema;
use smithwright_runtime::codec::query::Dialect;
use smithwright_runtime::codec::{DecodeError, EncodeError, cbor, json, query, xml};
use smithwright_runtime::message::Response;
use smithwright_runtime::protocol::{CallContext, Protocol as _, RestJson1};
use smithwright_runtime::value::{Slot, Structure, Value as _, ValueMut as _, View};
use std::ops::RangeInclusive;

type Encode = fn(&Sample) -> Result<Vec<u8>, EncodeError>;
type Decode = fn(&[u8], Slot<'_>) -> Result<(), DecodeError>;

/// Returns the seeds of the values for each format.
fn seeds() -> RangeInclusive<u64> {
    match std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => seed..=seed,
        None => 1..=300,
    }
}

fn decoded(seed: u64, data: &[u8], decode: Decode) -> Sample {
    let mut value = Sample::default();
    if let Err(error) = decode(data, value.slot()) {
        panic!("seed {seed}: {error}, in {}", String::from_utf8_lossy(data));
    }
    value
}

fn every_value_survives(format: Format, encode: Encode, decode: Decode) {
    for seed in seeds() {
        let value = Random::new(seed, format).value::<Sample>();
        let data = encode(&value).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let read = decoded(seed, &data, decode);
        assert!(
            read == value,
            "seed {seed}: it was read as another value than {}",
            String::from_utf8_lossy(&data)
        );
        assert_eq!(encode(&read).unwrap(), data, "seed {seed}: it is written in another way the second time");
        damaged_data_is_read_or_refused(seed, &data, decode);
    }
}

/// Truncates the data, changes a byte of it, or inserts a piece of it elsewhere.
fn damaged_data_is_read_or_refused(seed: u64, data: &[u8], decode: Decode) {
    let mut rng = fastrand::Rng::with_seed(seed);
    let place = rng.usize(..data.len());
    let mut changed = data.to_vec();
    changed[place] = rng.u8(..);
    let piece = &data[place..data.len().min(place + rng.usize(1..20))];
    let mut longer = data.to_vec();
    let at = rng.usize(..data.len());
    longer.splice(at..at, piece.iter().copied());
    for data in [&data[..place], &changed, &longer] {
        if let Err(error) = decode(data, Sample::default().slot()) {
            assert!(error.offset() <= data.len(), "seed {seed}: {error}, in {} bytes", data.len());
        }
    }
}

#[test]
fn json() {
    every_value_survives(Format::Json, |value| json::to_vec(value.view()), json::from_slice);
}

#[test]
fn cbor() {
    every_value_survives(Format::Cbor, |value| cbor::to_vec(value.view()), cbor::from_slice);
}

#[test]
fn xml() {
    every_value_survives(Format::Xml, |value| xml::to_vec(value), xml::from_slice);
}

#[test]
fn forms() {
    for (format, dialect) in [(Format::AwsQuery, Dialect::AwsQuery), (Format::Ec2Query, Dialect::Ec2Query)] {
        for seed in seeds() {
            let value = Random::new(seed, format).value::<Sample>();
            let data = query::to_vec(&value, dialect).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            let text = String::from_utf8(data).unwrap();
            let mut read = Sample::default();
            form::read(&text, read.slot(), dialect);
            assert!(read == value, "seed {seed}: it was read as another value than {text}");
        }
    }
}

#[test]
fn headers() {
    const OPERATION: &OperationSchema =
        &OperationSchema { name: "Op", method: "POST", uri: "/", status: 200, settings: &[] };
    for seed in seeds() {
        let mut value: Bound = Random::new(seed, Format::Headers).value();
        value.text.get_or_insert_with(|| "it has to be there".to_owned());
        let request = RestJson1.encode(OPERATION, &value, CallContext::new("")).unwrap();
        let mut response = Response::default();
        (response.status, response.headers) = (200, request.headers);
        let shown = format!("{:?}", response.headers);
        value.status = Some(200);
        // Without such headers, an empty map is read.
        value.prefixed.get_or_insert_default();
        let mut read = Bound::default();
        RestJson1
            .decode(OPERATION, response, &mut read)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert!(read == value, "seed {seed}: {value:?} became {read:?} by way of {shown}");
    }
}

#[test]
fn values_of_one_seed_are_the_same_and_of_two_are_not() {
    let sample = |seed| Random::new(seed, Format::Json).value::<Sample>();
    assert_eq!(sample(7), sample(7));
    assert_ne!(sample(7), sample(8));
    // Every member is set in some value, so the tests above cover all of them.
    let mut never =
        (0..).map_while(|index| set(&Sample::default(), index).map(|_| index)).collect::<Vec<_>>();
    for seed in 1..=100 {
        never.retain(|index| set(&sample(seed), *index) == Some(false));
    }
    assert_eq!(never, [0; 0], "members that are never set, by place");
}

/// Checks whether the member at this index is set.
fn set(value: &Sample, index: usize) -> Option<bool> {
    let mut found = None;
    Structure::members(value, &mut |values| {
        found = values.get(index).map(|value| !matches!(value.view(), View::Unset));
    });
    found
}

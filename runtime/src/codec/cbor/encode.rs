//! Writing values as CBOR.

use super::big_number;
use crate::codec::short::{Short, append_between};
use crate::codec::{EncodeError, PLAIN, Scope, UNKNOWN_VARIANT};
use crate::document::{Document, Number};
use crate::number::{BigDecimal, BigInteger, Parts, split_sign};
use crate::schema::Member;
use crate::timestamp::Timestamp;
use crate::value::{List, Map, Structure, Union, Value, View};

/// The major types, in the upper three bits of a head.
mod major {
    pub(super) const UNSIGNED: u8 = 0 << 5;
    pub(super) const NEGATIVE: u8 = 1 << 5;
    pub(super) const BYTES: u8 = 2 << 5;
    pub(super) const TEXT: u8 = 3 << 5;
    pub(super) const ARRAY: u8 = 4 << 5;
    pub(super) const MAP: u8 = 5 << 5;
    pub(super) const TAG: u8 = 6 << 5;
}

const MAP_TO_BREAK: u8 = 0xBF;
const BREAK: u8 = 0xFF;
const FALSE: u8 = 0xF4;
const TRUE: u8 = 0xF5;
const NULL: u8 = 0xF6;
const SINGLE: u8 = 0xFA;
const DOUBLE: u8 = 0xFB;

/// The number of seconds up to which a `f64` can hold milliseconds exactly: 2⁵³ of them.
const EXACT_AS_MILLIS: u64 = (1 << 53) / 1000;

pub(super) struct Encoder {
    out: Vec<u8>,
    error: Option<EncodeError>,
}

impl Encoder {
    pub(super) fn new() -> Self {
        Self { out: Vec::with_capacity(512), error: None }
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, EncodeError> {
        self.error.map_or(Ok(self.out), Err)
    }

    #[cold]
    fn fail(&mut self, name: &'static str, problem: &'static str) {
        self.error.get_or_insert(EncodeError::new(name, problem));
    }

    /// Writes a major type and its argument, in as few bytes as possible.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // Each arm checks the range.
    fn head(&mut self, major: u8, argument: u64) {
        match argument {
            0..=23 => self.out.push(major | argument as u8),
            24..=0xFF => self.out.extend_from_slice(&[major | 24, argument as u8]),
            0x100..=0xFFFF => {
                self.out.push(major | 25);
                self.out.extend_from_slice(&(argument as u16).to_be_bytes());
            }
            0x1_0000..=0xFFFF_FFFF => {
                self.out.push(major | 26);
                self.out.extend_from_slice(&(argument as u32).to_be_bytes());
            }
            _ => {
                self.out.push(major | 27);
                self.out.extend_from_slice(&argument.to_be_bytes());
            }
        }
    }

    /// Writes the members that are bound to the body. `token` stands in for an unset idempotency token.
    pub(super) fn body(&mut self, structure: &dyn Structure, token: &str) {
        self.structure(structure, Scope::Body, token);
    }

    /// Writes a structure without announcing its length: the number of members is known only once they are written.
    fn structure(&mut self, structure: &dyn Structure, scope: Scope, token: &str) {
        let members = structure.schema().members;
        self.out.push(MAP_TO_BREAK);
        structure.members(&mut |values| self.members(members, values, scope, token));
        self.out.push(BREAK);
    }

    fn members(&mut self, members: &'static [Member], values: &[&dyn Value], scope: Scope, token: &str) {
        for (member, value) in members.iter().zip(values) {
            if !scope.has(member) {
                continue;
            }
            let view = match value.view() {
                View::Unset if scope == Scope::Body && member.is_idempotency_token() => View::String(token),
                View::Unset | View::Events(_) => continue,
                view => view,
            };
            self.text(member.name);
            self.value(view, member);
        }
    }

    #[inline]
    pub(super) fn value(&mut self, view: View<'_>, member: &Member) {
        match view {
            // Most values are strings.
            View::String(value) | View::Enum(value, _) => self.text(value),
            other => self.other(other, member),
        }
    }

    fn other(&mut self, view: View<'_>, member: &Member) {
        match view {
            View::Unset | View::Events(_) => self.out.push(NULL),
            View::Boolean(value) => self.boolean(value),
            View::Integer(value) | View::IntEnum(value, _) => self.integer(value),
            View::Float(value) => self.single(value),
            View::Double(value) => self.double(value),
            View::BigInteger(value) => self.big_integer(value),
            View::BigDecimal(value) => self.big_decimal(value, member.name),
            View::String(value) | View::Enum(value, _) => self.text(value),
            View::Blob(value) => self.bytes(value),
            View::Timestamp(value) => self.timestamp(value),
            View::Document(value) => self.document(value),
            View::Structure(value) => self.structure(value, Scope::All, ""),
            View::Union(value) => self.union(value),
            View::List(value) => self.list(value, member),
            View::Map(value) => self.map(value, member),
            View::Stream(value) => self.bytes(value.as_bytes().map_or(&[], |bytes| bytes)),
        }
    }

    fn union(&mut self, union: &dyn Union) {
        let Ok((member, value)) = union.variant() else {
            return self.fail(union.schema().name, UNKNOWN_VARIANT);
        };
        self.head(major::MAP, 1);
        self.text(member.name);
        self.value(value.view(), member);
    }

    fn list(&mut self, list: &dyn List, member: &Member) {
        let element = member.element().unwrap_or(&PLAIN);
        self.head(major::ARRAY, list.len() as u64);
        list.each(&mut |view| self.value(view, element));
    }

    fn map(&mut self, map: &dyn Map, member: &Member) {
        let element = member.element().unwrap_or(&PLAIN);
        self.head(major::MAP, map.len() as u64);
        map.each(&mut |key, view| {
            self.text(key);
            self.value(view, element);
        });
    }

    fn boolean(&mut self, value: bool) {
        self.out.push(if value { TRUE } else { FALSE });
    }

    fn integer(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(value) => self.head(major::UNSIGNED, value),
            // This is -1 - n, the argument that stands for n.
            Err(_) => self.head(major::NEGATIVE, !value.cast_unsigned()),
        }
    }

    fn single(&mut self, value: f32) {
        self.out.push(SINGLE);
        self.out.extend_from_slice(&value.to_be_bytes());
    }

    #[allow(clippy::cast_possible_truncation, clippy::float_cmp)] // The question is whether anything is lost.
    fn double(&mut self, value: f64) {
        let single = value as f32;
        if f64::from(single) == value || value.is_nan() {
            return self.single(single);
        }
        self.out.push(DOUBLE);
        self.out.extend_from_slice(&value.to_be_bytes());
    }

    /// Writes a text. Most are keys, names and words, which fit into a word together with their head.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // Only for short texts, whose length is below eight.
    fn text(&mut self, text: &str) {
        match Short::of(text.as_bytes()) {
            Some(short) => short.behind(major::TEXT | text.len() as u8).append(&mut self.out),
            None => self.longer_text(text),
        }
    }

    #[inline(never)] // Keeps its stack frame out of the path for short texts.
    fn longer_text(&mut self, text: &str) {
        match u8::try_from(text.len()) {
            Ok(length @ 0..=23) => {
                append_between(&mut self.out, &[major::TEXT | length], text.as_bytes(), b"");
            }
            _ => {
                self.head(major::TEXT, text.len() as u64);
                self.out.extend_from_slice(text.as_bytes());
            }
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.head(major::BYTES, bytes.len() as u64);
        self.out.extend_from_slice(bytes);
    }

    /// Writes seconds since 1970, to the millisecond.
    #[allow(clippy::cast_precision_loss)] // Seconds are exact in all years that a calendar has.
    fn timestamp(&mut self, timestamp: Timestamp) {
        self.head(major::TAG, 1);
        let (seconds, millis) = (timestamp.seconds(), timestamp.subsecond_nanos() / 1_000_000);
        let (whole, fraction) = (seconds as f64, f64::from(millis));
        if millis == 0 {
            self.integer(seconds);
        } else if seconds.unsigned_abs() < EXACT_AS_MILLIS {
            self.double((whole * 1e3 + fraction) / 1e3);
        } else {
            self.double(whole + fraction / 1e3);
        }
    }

    fn big_integer(&mut self, number: &BigInteger) {
        self.digits(split_sign(number.as_str()));
    }

    /// Writes an integer, tagged as a big number if it exceeds 64 bits.
    fn digits(&mut self, (sign, digits): (&str, &str)) {
        let negative = !sign.is_empty();
        match (digits.parse::<u64>(), negative) {
            (Ok(value), false) => self.head(major::UNSIGNED, value),
            (Ok(0), true) => self.head(major::UNSIGNED, 0),
            (Ok(value), true) => self.head(major::NEGATIVE, value - 1),
            (Err(_), negative) => {
                let mut bytes = big_number::to_bytes(digits.as_bytes());
                if negative {
                    subtract_one(&mut bytes);
                }
                self.head(major::TAG, if negative { 3 } else { 2 });
                self.bytes(&bytes);
            }
        }
    }

    /// Writes a decimal fraction: a pair of an exponent of ten and an integer.
    fn big_decimal(&mut self, number: &BigDecimal, name: &'static str) {
        let parts = Parts::of(number.as_str());
        let Some(exponent) = parts.power() else {
            return self.fail(name, "is a number whose exponent is out of range");
        };
        self.head(major::TAG, 4);
        self.head(major::ARRAY, 2);
        self.integer(exponent);
        self.digits((parts.sign, &parts.digits()));
    }

    fn document(&mut self, document: &Document) {
        match document {
            Document::Null => self.out.push(NULL),
            Document::Boolean(value) => self.boolean(*value),
            Document::Number(Number::Negative(value)) => self.integer(*value),
            Document::Number(Number::Positive(value)) => self.head(major::UNSIGNED, *value),
            Document::Number(Number::Float(value)) => self.double(*value),
            Document::Number(Number::Decimal(value)) if value.as_str().contains(['.', 'e', 'E']) => {
                self.big_decimal(value, "document");
            }
            Document::Number(Number::Decimal(value)) => self.digits(split_sign(value.as_str())),
            Document::String(value) => self.text(value),
            Document::Blob(value) => self.bytes(value),
            Document::Timestamp(value) => self.timestamp(*value),
            Document::List(values) => {
                self.head(major::ARRAY, values.len() as u64);
                for value in values {
                    self.document(value);
                }
            }
            Document::Map(entries) => {
                self.head(major::MAP, entries.len() as u64);
                for (key, value) in entries {
                    self.text(key);
                    self.document(value);
                }
            }
        }
    }
}

/// Turns the magnitude of a negative number n into what CBOR writes for it, -1 - n (RFC 8949, section 3.1).
fn subtract_one(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().rev() {
        let (difference, borrowed) = byte.overflowing_sub(1);
        *byte = difference;
        if !borrowed {
            break;
        }
    }
}

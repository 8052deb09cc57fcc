//! Writing values as JSON.

use super::Dialect;
use super::scan::{is_plain, is_plain_short, plain};
use crate::codec::short::{Short, append_between};
use crate::codec::{EncodeError, INEXPRESSIBLE, PLAIN, Scope, UNKNOWN_VARIANT, encode_base64, non_finite};
use crate::document::{Document, Number};
use crate::number::split_sign;
use crate::schema::Member;
use crate::timestamp::{Format, Timestamp};
use crate::value::{List, Map, Structure, Union, Value, View};
use std::fmt::Debug;
use std::io::Write;

pub(super) struct Encoder {
    pub(super) out: Vec<u8>,
    pub(super) dialect: Dialect,
    error: Option<EncodeError>,
}

impl Encoder {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { out: Vec::with_capacity(512), dialect, error: None }
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, EncodeError> {
        self.error.map_or(Ok(self.out), Err)
    }

    #[cold]
    pub(super) fn fail(&mut self, name: &'static str, problem: &'static str) {
        self.error.get_or_insert(EncodeError::new(name, problem));
    }

    /// Writes the members that are bound to the body. `token` stands in for an unset idempotency token.
    pub(super) fn body(&mut self, structure: &dyn Structure, token: &str) {
        self.structure(structure, Scope::Body, token);
    }

    fn structure(&mut self, structure: &dyn Structure, scope: Scope, token: &str) {
        self.out.push(b'{');
        self.rest_of_structure(structure, scope, token);
    }

    /// Writes the members of a structure whose bracket is open, and closes it.
    #[inline]
    pub(super) fn rest_of_structure(&mut self, structure: &dyn Structure, scope: Scope, token: &str) {
        let members = structure.schema().members;
        structure.members(&mut |values| self.members(members, values, scope, token));
        self.close(b'}');
    }

    fn members(&mut self, members: &'static [Member], values: &[&dyn Value], scope: Scope, token: &str) {
        for (member, value) in members.iter().zip(values) {
            if !scope.has(member) {
                continue;
            }
            let view = match value.view() {
                View::Unset if scope == Scope::Body && member.is_idempotency_token() => View::String(token),
                View::Unset | View::Events(_) => continue,
                View::Map(map) if self.dialect.knows_forms() && member.keeps_unknown() => {
                    self.unknown_entries(map, member, (members, values, scope));
                    continue;
                }
                view => view,
            };
            self.key(b"\"", member);
            self.value(view, member);
            self.out.push(b',');
        }
    }

    /// Writes a key from the table, which is escaped there if it has to be, after `before`, which includes the opening quote.
    #[inline]
    fn key<const BEFORE: usize>(&mut self, before: &[u8; BEFORE], member: &'static Member) {
        let name = self.dialect.key(member).as_bytes();
        match Short::of(name).and_then(|name| name.between(before, b"\":")) {
            Some(key) => key.append(&mut self.out),
            None => self.longer_key(before, name),
        }
    }

    #[inline(never)] // Keeps its stack frame out of the path for short keys.
    fn longer_key<const BEFORE: usize>(&mut self, before: &[u8; BEFORE], name: &[u8]) {
        append_between(&mut self.out, before, name, b"\":");
    }

    /// Closes an object or array. The bracket replaces the comma after the last entry, if any.
    #[inline]
    fn close(&mut self, bracket: u8) {
        match self.out.last_mut() {
            Some(last) if *last == b',' => *last = bracket,
            _ => self.out.push(bracket),
        }
    }

    #[inline]
    pub(super) fn value(&mut self, view: View<'_>, member: &Member) {
        match view {
            // Most values are strings.
            View::String(value) | View::Enum(value, _) => self.string(value),
            other => self.other(other, member),
        }
    }

    fn other(&mut self, view: View<'_>, member: &Member) {
        match view {
            View::Unset | View::Events(_) => self.out.extend_from_slice(b"null"),
            View::Boolean(value) => self.boolean(value),
            View::Integer(value) | View::IntEnum(value, _) => self.integer(value),
            View::Float(value) => self.float(value),
            View::Double(value) => self.float(value),
            View::BigInteger(value) => self.digits(value.as_str()),
            View::BigDecimal(value) => self.digits(value.as_str()),
            View::String(value) | View::Enum(value, _) => self.string(value),
            View::Blob(value) => self.blob(value),
            View::Timestamp(value) => self.timestamp(value, member),
            View::Document(value) => self.document(value),
            View::Structure(value) => self.structure(value, Scope::All, ""),
            View::Union(value) => self.union(value),
            View::List(value) => self.list(value, member),
            View::Map(value) => self.map(value, member),
            View::Stream(value) => self.blob(value.as_bytes().map_or(&[], |bytes| bytes)),
        }
    }

    fn union(&mut self, union: &dyn Union) {
        let Ok((member, value)) = union.variant() else {
            return self.fail(union.schema().name, UNKNOWN_VARIANT);
        };
        if self.dialect.knows_forms() && self.variant_in_form(union.schema(), member, value) {
            return;
        }
        self.key(b"{\"", member);
        self.value(value.view(), member);
        self.out.push(b'}');
    }

    fn list(&mut self, list: &dyn List, member: &Member) {
        let element = member.element().unwrap_or(&PLAIN);
        self.out.push(b'[');
        list.each(&mut |view| {
            self.value(view, element);
            self.out.push(b',');
        });
        self.close(b']');
    }

    fn map(&mut self, map: &dyn Map, member: &Member) {
        let element = member.element().unwrap_or(&PLAIN);
        self.out.push(b'{');
        map.each(&mut |key, view| {
            self.string(key);
            self.out.push(b':');
            self.value(view, element);
            self.out.push(b',');
        });
        self.close(b'}');
    }

    fn boolean(&mut self, value: bool) {
        // Two copies whose lengths are known.
        match value {
            true => self.out.extend_from_slice(b"true"),
            false => self.out.extend_from_slice(b"false"),
        }
    }

    fn integer(&mut self, value: impl itoa::Integer) {
        self.out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
    }

    fn float<F: Copy + Debug + Into<f64>>(&mut self, value: F) {
        match non_finite(value.into()) {
            Some(word) => self.word(word),
            // Writing to a vector can't fail.
            None => drop(write!(self.out, "{value:?}")),
        }
    }

    fn digits(&mut self, number: &str) {
        let (sign, digits) = without_leading_zeros(number);
        let quote: &[u8] = if self.dialect == Dialect::RpcV2 { b"\"" } else { b"" };
        for part in [quote, sign.as_bytes(), digits.as_bytes(), quote] {
            self.out.extend_from_slice(part);
        }
    }

    fn blob(&mut self, bytes: &[u8]) {
        self.out.push(b'"');
        encode_base64(bytes, &mut self.out);
        self.out.push(b'"');
    }

    fn timestamp(&mut self, timestamp: Timestamp, member: &Member) {
        let format = self.dialect.timestamp(member);
        if format == Format::EpochSeconds && timestamp.subsecond_nanos() == 0 {
            return self.integer(timestamp.seconds());
        }
        match timestamp.format(format) {
            Ok(text) if format == Format::EpochSeconds => self.out.extend_from_slice(text.as_bytes()),
            Ok(text) => self.word(&text),
            Err(_) => self.fail(member.name, INEXPRESSIBLE),
        }
    }

    /// Writes a string in which nothing needs to be escaped.
    fn word(&mut self, text: &str) {
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
    }

    #[inline]
    pub(super) fn string(&mut self, text: &str) {
        let short = Short::of(text.as_bytes()).filter(|text| is_plain_short(*text));
        match short.and_then(|text| text.between(b"\"", b"\"")) {
            Some(quoted) => quoted.append(&mut self.out),
            None => self.longer(text.as_bytes()),
        }
    }

    #[inline(never)] // Keeps its stack frame out of the path for short texts.
    fn longer(&mut self, text: &[u8]) {
        if is_plain(text) {
            append_between(&mut self.out, b"\"", text, b"\"");
        } else {
            self.escaped(text);
        }
    }

    #[cold]
    fn escaped(&mut self, text: &[u8]) {
        self.out.push(b'"');
        let mut bytes = text;
        loop {
            let (run, rest) = bytes.split_at_checked(plain(bytes)).unwrap_or((bytes, &[]));
            self.out.extend_from_slice(run);
            let [escaped, rest @ ..] = rest else { break };
            self.escape(*escaped);
            bytes = rest;
        }
        self.out.push(b'"');
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            _ => {
                let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' + value - 10 };
                self.out.extend_from_slice(b"\\u00");
                return self.out.extend_from_slice(&[digit(byte >> 4), digit(byte & 0xF)]);
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }

    fn document(&mut self, document: &Document) {
        match document {
            Document::Null => self.out.extend_from_slice(b"null"),
            Document::Boolean(value) => self.boolean(*value),
            Document::Number(Number::Negative(value)) => self.integer(*value),
            Document::Number(Number::Positive(value)) => self.integer(*value),
            Document::Number(Number::Float(value)) => self.float(*value),
            Document::Number(Number::Decimal(value)) => {
                let (sign, digits) = without_leading_zeros(value.as_str());
                self.out.extend_from_slice(sign.as_bytes());
                self.out.extend_from_slice(digits.as_bytes());
            }
            Document::String(value) => self.string(value),
            Document::Blob(value) => self.blob(value),
            Document::Timestamp(value) => self.timestamp(*value, &PLAIN),
            Document::List(values) => {
                self.out.push(b'[');
                for value in values {
                    self.document(value);
                    self.out.push(b',');
                }
                self.close(b']');
            }
            Document::Map(entries) => {
                self.out.push(b'{');
                for (key, value) in entries {
                    self.string(key);
                    self.out.push(b':');
                    self.document(value);
                    self.out.push(b',');
                }
                self.close(b'}');
            }
        }
    }
}

/// Strips the leading zeros, which JSON forbids, and returns the sign and the digits.
fn without_leading_zeros(number: &str) -> (&'static str, &str) {
    let (sign, digits) = split_sign(number);
    let significant = digits.trim_start_matches('0');
    if significant.starts_with(|first: char| first.is_ascii_digit()) {
        (sign, significant)
    } else {
        // The last zero stays if it is the whole number, or the integer part before a point or exponent.
        (sign, digits.get((digits.len() - significant.len()).saturating_sub(1)..).unwrap_or(digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_zero_stays_where_it_is_needed() {
        for (given, sign, digits) in [
            ("0", "", "0"),
            ("000", "", "0"),
            ("-007", "-", "7"),
            ("00.50", "", "0.50"),
            ("-0e1", "-", "0e1"),
            ("10", "", "10"),
        ] {
            assert_eq!(without_leading_zeros(given), (sign, digits));
        }
    }
}

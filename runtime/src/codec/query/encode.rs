//! Writing values as the parameters of a form.

use super::Dialect;
use crate::codec::xml::{ELEMENT, KEY, VALUE};
use crate::codec::{EncodeError, INEXPRESSIBLE, Scope, UNKNOWN_VARIANT, base64_text, float_text};
use crate::schema::Member;
use crate::timestamp::Format;
use crate::value::{List, Map, Structure, Union, View};

pub(super) struct Encoder {
    out: Vec<u8>,
    /// The percent-encoded name of the current parameter.
    name: Vec<u8>,
    dialect: Dialect,
    error: Option<EncodeError>,
}

impl Encoder {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { out: Vec::with_capacity(512), name: Vec::with_capacity(64), dialect, error: None }
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, EncodeError> {
        self.error.map_or(Ok(self.out), Err)
    }

    #[cold]
    fn fail(&mut self, name: &'static str, problem: &'static str) {
        self.error.get_or_insert(EncodeError::new(name, problem));
    }

    /// Writes one parameter.
    pub(super) fn parameter(&mut self, name: &str, value: &str) {
        self.inside(name, |encoder| encoder.text(value.as_bytes()));
    }

    /// Writes the members. `token` stands in for an unset idempotency token.
    pub(super) fn body(&mut self, structure: &dyn Structure, scope: Scope, token: &str) {
        let members = structure.schema().members;
        structure.members(&mut |values| {
            for (member, value) in members.iter().zip(values).filter(|(member, _)| scope.has(member)) {
                match value.view() {
                    View::Unset if scope == Scope::Body && member.is_idempotency_token() => {
                        self.member(View::String(token), member);
                    }
                    view => self.member(view, member),
                }
            }
        });
    }

    /// Calls `write` with this part appended to the name.
    #[inline]
    fn inside(&mut self, part: &str, write: impl FnOnce(&mut Self)) {
        let length = self.name.len();
        if length > 0 {
            self.name.push(b'.');
        }
        push_encoded(&mut self.name, part.as_bytes());
        write(self);
        self.name.truncate(length);
    }

    fn member(&mut self, view: View<'_>, member: &'static Member) {
        if matches!(view, View::Unset) {
            return;
        }
        match (self.dialect, member.ec2_query_name()) {
            (Dialect::AwsQuery, _) => self.inside(member.xml_name(), |encoder| encoder.value(view, member)),
            (Dialect::Ec2Query, Some(name)) => self.inside(name, |encoder| encoder.value(view, member)),
            (Dialect::Ec2Query, None) => {
                let capital = member.xml_name().get(..1).unwrap_or_default().to_ascii_uppercase();
                let name = [&capital, member.xml_name().get(1..).unwrap_or_default()].concat();
                self.inside(&name, |encoder| encoder.value(view, member));
            }
        }
    }

    fn value(&mut self, view: View<'_>, member: &Member) {
        match view {
            View::Unset => self.text(b""),
            View::Structure(structure) => self.body(structure, Scope::All, ""),
            View::Union(union) => self.union(union),
            View::List(list) => self.list(list, member),
            View::Map(map) => self.map(map, member),
            View::Boolean(value) => self.plain(if value { "true" } else { "false" }),
            View::Integer(value) | View::IntEnum(value, _) => self.plain(itoa::Buffer::new().format(value)),
            View::Float(value) => self.plain(&float_text(value)),
            View::Double(value) => self.plain(&float_text(value)),
            View::BigInteger(value) => self.text(value.as_str().as_bytes()),
            View::BigDecimal(value) => self.text(value.as_str().as_bytes()),
            View::String(value) | View::Enum(value, _) => self.text(value.as_bytes()),
            View::Blob(value) => self.blob(value),
            View::Stream(value) => self.blob(value.as_bytes().map_or(&[], |bytes| bytes)),
            View::Timestamp(value) => match value.format(member.timestamp().unwrap_or(Format::DateTime)) {
                Ok(text) => self.text(text.as_bytes()),
                Err(_) => self.fail(member.name, INEXPRESSIBLE),
            },
            View::Document(_) | View::Events(_) => {
                self.fail(member.name, "is a document or a stream of events, which a form can't hold");
            }
        }
    }

    fn union(&mut self, union: &dyn Union) {
        match union.variant() {
            Ok((member, value)) => self.member(value.view(), member),
            Err(_) => self.fail(union.schema().name, UNKNOWN_VARIANT),
        }
    }

    fn list(&mut self, list: &dyn List, member: &Member) {
        let element = member.element().unwrap_or(&ELEMENT);
        if list.is_empty() && self.dialect != Dialect::Ec2Query {
            self.text(b"");
        } else if member.is_flattened() || self.dialect == Dialect::Ec2Query {
            self.elements(list, element);
        } else {
            self.inside(element.xml_name(), |encoder| encoder.elements(list, element));
        }
    }

    fn elements(&mut self, list: &dyn List, element: &'static Member) {
        let mut number = 0_u32;
        list.each(&mut |view| {
            number += 1;
            self.inside(itoa::Buffer::new().format(number), |encoder| encoder.value(view, element));
        });
    }

    fn map(&mut self, map: &dyn Map, member: &Member) {
        if member.is_flattened() {
            self.entries(map, member);
        } else {
            self.inside("entry", |encoder| encoder.entries(map, member));
        }
    }

    fn entries(&mut self, map: &dyn Map, member: &Member) {
        let (key_member, value_member) = (member.key().unwrap_or(&KEY), member.element().unwrap_or(&VALUE));
        let mut number = 0_u32;
        map.each(&mut |key, view| {
            number += 1;
            self.inside(itoa::Buffer::new().format(number), |encoder| {
                encoder.parameter(key_member.xml_name(), key);
                encoder.inside(value_member.xml_name(), |encoder| encoder.value(view, value_member));
            });
        });
    }

    /// Writes the start of a parameter: `&` if another precedes it, the name and `=`.
    #[inline]
    fn name(&mut self) {
        if !self.out.is_empty() {
            self.out.push(b'&');
        }
        self.out.extend_from_slice(&self.name);
        self.out.push(b'=');
    }

    /// Writes a value in which nothing needs to be encoded.
    #[inline]
    fn plain(&mut self, text: &str) {
        self.name();
        self.out.extend_from_slice(text.as_bytes());
    }

    fn text(&mut self, text: &[u8]) {
        self.name();
        push_encoded(&mut self.out, text);
    }

    fn blob(&mut self, bytes: &[u8]) {
        self.text(base64_text(bytes).as_bytes());
    }
}

/// Percent-encodes and appends the text.
fn push_encoded(out: &mut Vec<u8>, text: &[u8]) {
    if text.iter().all(|byte| is_unreserved(*byte)) {
        return out.extend_from_slice(text);
    }
    out.reserve(text.len());
    for byte in text {
        if is_unreserved(*byte) {
            out.push(*byte);
        } else {
            out.extend_from_slice(&[b'%', hex_digit(byte >> 4), hex_digit(byte & 0xF)]);
        }
    }
}

/// Checks whether the byte is one of the unreserved characters of RFC 3986, which are written as they are.
#[inline]
fn is_unreserved(byte: u8) -> bool {
    #[allow(clippy::indexing_slicing)] // The index is a byte.
    const TABLE: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 0x80_u8 {
            table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
            byte += 1;
        }
        table
    };
    TABLE.get(usize::from(byte)) == Some(&true)
}

#[inline]
fn hex_digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'A' - 10 + value }
}

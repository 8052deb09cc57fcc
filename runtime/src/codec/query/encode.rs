//! Writing values as the parameters of a form.

use super::Dialect;
use crate::codec::{EncodeError, Scope, encode_base64, non_finite};
use crate::percent::ENCODED;
use crate::schema::{Member, member};
use crate::timestamp::Format;
use crate::value::{List, Map, Structure, Union, View};
use percent_encoding::percent_encode;

/// An element of a list of which no table says anything.
static ELEMENT: Member = member("member");
/// A key of a map of which no table says anything.
static KEY: Member = member("key");
/// A value of a map of which no table says anything.
static VALUE: Member = member("value");

pub(super) struct Encoder {
    out: Vec<u8>,
    /// The name of the parameter that is being written.
    name: String,
    dialect: Dialect,
    error: Option<EncodeError>,
}

impl Encoder {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { out: Vec::with_capacity(256), name: String::with_capacity(64), dialect, error: None }
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, EncodeError> {
        match self.error {
            None => Ok(self.out),
            Some(error) => Err(error),
        }
    }

    #[cold]
    fn fail(&mut self, name: &'static str, problem: &'static str) {
        self.error.get_or_insert(EncodeError::new(name, problem));
    }

    /// Writes a parameter of this name.
    pub(super) fn parameter(&mut self, name: &str, value: &str) {
        self.inside(name, |encoder| encoder.text(value.as_bytes()));
    }

    /// Writes the members. An unset idempotency token becomes `token`.
    pub(super) fn body(&mut self, structure: &dyn Structure, scope: Scope, token: &str) {
        let members = structure.schema().members;
        structure.members(&mut |values| {
            for (member, value) in members.iter().zip(values).filter(|(member, _)| scope.has(member)) {
                match value.view() {
                    View::Unset if scope == Scope::Body && member.idempotency_token => {
                        self.member(View::String(token), member);
                    }
                    view => self.member(view, member),
                }
            }
        });
    }

    /// Does something with a name that is longer by this part.
    #[inline]
    fn inside(&mut self, part: &str, write: impl FnOnce(&mut Self)) {
        let length = self.name.len();
        if length > 0 {
            self.name.push('.');
        }
        self.name.push_str(part);
        write(self);
        self.name.truncate(length);
    }

    fn member(&mut self, view: View<'_>, member: &'static Member) {
        if matches!(view, View::Unset) {
            return;
        }
        match (self.dialect, member.ec2_query_name) {
            (Dialect::AwsQuery, _) => self.inside(member.xml_name, |encoder| encoder.value(view, member)),
            (Dialect::Ec2Query, Some(name)) => self.inside(name, |encoder| encoder.value(view, member)),
            (Dialect::Ec2Query, None) => {
                let capital = member.xml_name.get(..1).unwrap_or_default().to_ascii_uppercase();
                let name = [&capital, member.xml_name.get(1..).unwrap_or_default()].concat();
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
            View::Integer(value) => self.plain(itoa::Buffer::new().format(value)),
            View::Float(value) => match non_finite(value.into()) {
                Some(word) => self.plain(word),
                None => self.text(zmij::Buffer::new().format_finite(value).as_bytes()),
            },
            View::Double(value) => match non_finite(value) {
                Some(word) => self.plain(word),
                None => self.text(zmij::Buffer::new().format_finite(value).as_bytes()),
            },
            View::BigInteger(value) => self.text(value.as_str().as_bytes()),
            View::BigDecimal(value) => self.text(value.as_str().as_bytes()),
            View::String(value) | View::Enum(value, _) => self.text(value.as_bytes()),
            View::Blob(value) => self.blob(value),
            View::Stream(value) => self.blob(value.as_bytes().map_or(&[], |bytes| bytes)),
            View::Timestamp(value) => match value.format(member.timestamp.unwrap_or(Format::DateTime)) {
                Ok(text) => self.text(text.as_bytes()),
                Err(_) => self.fail(member.name, "is a timestamp that its format can't express"),
            },
            View::Document(_) | View::Events(_) => {
                self.fail(member.name, "is a document or a stream of events, which a form can't hold");
            }
        }
    }

    fn union(&mut self, union: &dyn Union) {
        match union.variant() {
            Some((member, value)) => self.member(value.view(), member),
            None => self.fail(
                union.schema().name,
                "can't be sent: it is a union whose variant this client doesn't know",
            ),
        }
    }

    fn list(&mut self, list: &dyn List, member: &Member) {
        let element = member.element.unwrap_or(&ELEMENT);
        if member.flattened || self.dialect == Dialect::Ec2Query {
            self.elements(list, element);
        } else if list.is_empty() {
            self.text(b"");
        } else {
            self.inside(element.xml_name, |encoder| encoder.elements(list, element));
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
        if member.flattened {
            self.entries(map, member);
        } else {
            self.inside("entry", |encoder| encoder.entries(map, member));
        }
    }

    fn entries(&mut self, map: &dyn Map, member: &Member) {
        let (key_member, value_member) = (member.key.unwrap_or(&KEY), member.element.unwrap_or(&VALUE));
        let mut number = 0_u32;
        map.each(&mut |key, view| {
            number += 1;
            self.inside(itoa::Buffer::new().format(number), |encoder| {
                encoder.parameter(key_member.xml_name, key);
                encoder.inside(value_member.xml_name, |encoder| encoder.value(view, value_member));
            });
        });
    }

    /// The name, and what is before and after it.
    #[inline]
    fn name(&mut self) {
        if !self.out.is_empty() {
            self.out.push(b'&');
        }
        if self.name.bytes().all(is_plain) {
            self.out.extend_from_slice(self.name.as_bytes());
        } else {
            self.out.extend(percent_encode(self.name.as_bytes(), ENCODED).flat_map(str::bytes));
        }
        self.out.push(b'=');
    }

    /// A value in which nothing needs to be encoded.
    #[inline]
    fn plain(&mut self, text: &str) {
        self.name();
        self.out.extend_from_slice(text.as_bytes());
    }

    fn text(&mut self, text: &[u8]) {
        self.name();
        self.encoded(text);
    }

    fn encoded(&mut self, text: &[u8]) {
        let plain = text.iter().take_while(|byte| is_plain(**byte)).count();
        let (run, rest) = text.split_at_checked(plain).unwrap_or((text, &[]));
        self.out.extend_from_slice(run);
        for part in percent_encode(rest, ENCODED) {
            self.out.extend_from_slice(part.as_bytes());
        }
    }

    fn blob(&mut self, bytes: &[u8]) {
        let mut text = Vec::new();
        encode_base64(bytes, &mut text);
        self.text(&text);
    }
}

/// Whether the byte stands for itself in a form.
#[inline]
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

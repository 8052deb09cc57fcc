//! Writing values as XML.

use super::scan::writable;
use super::{ELEMENT, ENTRY, KEY, VALUE, reference};
use crate::codec::{EncodeError, INEXPRESSIBLE, Scope, UNKNOWN_VARIANT, encode_base64, float_text};
use crate::schema::{Member, Namespace};
use crate::timestamp::{Format, Timestamp};
use crate::value::{List, Map, Structure, Union, Value, View};

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

    /// Writes a structure as the root element. `token` stands in for an unset idempotency token.
    pub(super) fn root(
        &mut self,
        structure: &dyn Structure,
        scope: Scope,
        token: &str,
        namespace: Option<Namespace>,
    ) {
        let schema = structure.schema();
        self.open(schema.xml_name(), schema.namespace().or(namespace));
        self.structure(structure, scope, token);
        self.close(schema.xml_name());
    }

    /// Writes a value that is the whole body. The member names the root element.
    pub(super) fn payload(&mut self, value: View<'_>, member: &Member, namespace: Option<Namespace>) {
        self.element(member.xml_name(), member.namespace().or(namespace), value, member);
    }

    fn element(&mut self, name: &'static str, namespace: Option<Namespace>, view: View<'_>, member: &Member) {
        self.open(name, namespace);
        self.content(view, member);
        self.close(name);
    }

    /// Writes the start of a start tag, and leaves it open for attributes.
    #[inline]
    fn open(&mut self, name: &str, namespace: Option<Namespace>) {
        self.out.reserve(2 * name.len() + 6);
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        if let Some(namespace) = namespace {
            self.out.extend_from_slice(b" xmlns");
            if !namespace.prefix.is_empty() {
                self.out.push(b':');
                self.out.extend_from_slice(namespace.prefix.as_bytes());
            }
            self.out.extend_from_slice(b"=\"");
            self.text(namespace.uri, "");
            self.out.push(b'"');
        }
    }

    #[inline]
    fn close(&mut self, name: &str) {
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
    }

    /// Writes the attributes of a structure, the end of its start tag, and its members.
    fn structure(&mut self, structure: &dyn Structure, scope: Scope, token: &str) {
        let members = structure.schema().members;
        structure.members(&mut |values| {
            for (member, value) in members.iter().zip(values).filter(|(member, _)| member.is_attribute()) {
                self.attribute(member, value.view());
            }
            self.out.push(b'>');
            self.members(members, values, scope, token);
        });
    }

    fn attribute(&mut self, member: &'static Member, view: View<'_>) {
        if matches!(view, View::Unset) {
            return;
        }
        self.out.push(b' ');
        self.out.extend_from_slice(member.xml_name().as_bytes());
        self.out.extend_from_slice(b"=\"");
        self.scalar(view, member);
        self.out.push(b'"');
    }

    fn members(&mut self, members: &'static [Member], values: &[&dyn Value], scope: Scope, token: &str) {
        for (member, value) in members.iter().zip(values) {
            if member.is_attribute() || !scope.has(member) {
                continue;
            }
            match value.view() {
                View::Unset if scope == Scope::Body && member.is_idempotency_token() => {
                    self.member(View::String(token), member);
                }
                View::Unset => {}
                view => self.member(view, member),
            }
        }
    }

    fn member(&mut self, view: View<'_>, member: &'static Member) {
        match view {
            View::List(list) if member.is_flattened() => {
                let element = member.element().unwrap_or(&ELEMENT);
                let (name, namespace) = (member.xml_name(), member.namespace());
                list.each(&mut |view| self.element(name, namespace, view, element));
            }
            View::Map(map) if member.is_flattened() => self.entries(map, member, member.xml_name()),
            view => self.element(member.xml_name(), member.namespace(), view, member),
        }
    }

    /// Writes the end of a start tag, and the content of the element.
    fn content(&mut self, view: View<'_>, member: &Member) {
        if let View::Structure(structure) = view {
            return self.structure(structure, Scope::All, "");
        }
        self.out.push(b'>');
        match view {
            View::Union(union) => self.union(union),
            View::List(list) => self.list(list, member),
            View::Map(map) => self.entries(map, member, ENTRY),
            view => self.scalar(view, member),
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
        let (name, namespace) = (element.xml_name(), element.namespace());
        list.each(&mut |view| self.element(name, namespace, view, element));
    }

    /// Writes the entries of a map, each in an element of this name.
    fn entries(&mut self, map: &dyn Map, member: &Member, name: &'static str) {
        let namespace = if member.is_flattened() { member.namespace() } else { None };
        let (key_member, value_member) = (member.key().unwrap_or(&KEY), member.element().unwrap_or(&VALUE));
        map.each(&mut |key, view| {
            self.open(name, namespace);
            self.out.push(b'>');
            self.element(key_member.xml_name(), key_member.namespace(), View::String(key), key_member);
            self.element(value_member.xml_name(), value_member.namespace(), view, value_member);
            self.close(name);
        });
    }

    /// Writes a simple value as text, or nothing for a null in a sparse collection.
    fn scalar(&mut self, view: View<'_>, member: &Member) {
        match view {
            View::Unset => {}
            View::Boolean(value) => self.plain(if value { "true" } else { "false" }),
            View::Integer(value) | View::IntEnum(value, _) => self.plain(itoa::Buffer::new().format(value)),
            View::Float(value) => self.plain(&float_text(value)),
            View::Double(value) => self.plain(&float_text(value)),
            View::BigInteger(value) => self.plain(value.as_str()),
            View::BigDecimal(value) => self.plain(value.as_str()),
            View::String(value) | View::Enum(value, _) => self.text(value, member.name),
            View::Blob(value) => encode_base64(value, &mut self.out),
            View::Stream(value) => encode_base64(value.as_bytes().map_or(&[], |bytes| bytes), &mut self.out),
            View::Timestamp(value) => self.timestamp(value, member),
            View::Document(_) | View::Events(_) => {
                self.fail(member.name, "is a document or a stream of events, which XML has no form for");
            }
            View::Structure(_) | View::Union(_) | View::List(_) | View::Map(_) => {
                self.fail(member.name, "is an attribute in XML, which holds a simple value only");
            }
        }
    }

    /// Writes text in which nothing needs to be escaped.
    #[inline]
    fn plain(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn timestamp(&mut self, timestamp: Timestamp, member: &Member) {
        match timestamp.format(member.timestamp().unwrap_or(Format::DateTime)) {
            Ok(text) => self.plain(&text),
            Err(_) => self.fail(member.name, INEXPRESSIBLE),
        }
    }

    fn text(&mut self, text: &str, name: &'static str) {
        let length = writable(text.as_bytes());
        if length == text.len() {
            self.plain(text);
        } else {
            self.replaced_text(text, length, name);
        }
    }

    /// Writes text of which only the first `length` bytes are known to need no escaping.
    #[cold]
    fn replaced_text(&mut self, text: &str, length: usize, name: &'static str) {
        let (run, rest) = text.split_at_checked(length).unwrap_or(("", text));
        self.plain(run);
        for character in rest.chars() {
            match character {
                '&' => self.plain("&amp;"),
                '<' => self.plain("&lt;"),
                '>' => self.plain("&gt;"),
                '"' => self.plain("&quot;"),
                // Unescaped, a reader would take them for a plain line end or space.
                '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' => {
                    self.plain(&format!("&#x{:X};", u32::from(character)));
                }
                _ if !reference::is_legal(character) => {
                    return self.fail(name, "has a control character, which XML can't express");
                }
                _ => self.plain(character.encode_utf8(&mut [0; 4])),
            }
        }
    }
}

//! Reading JSON into slots.

use super::read::Reader;
use super::simple_rest::Attempts;
use super::{Dialect, unescaped};
use crate::codec::budget::{Budget, EXCEEDED, of_next_element, of_next_entry};
use crate::codec::{
    DecodeError, ErrorFields, PLAIN, SECOND_VARIANT, Scope, Step, decode_base64, find_member, is_non_finite,
    parse_float,
};
use crate::document::{Document, Number};
use crate::schema::Member;
use crate::timestamp::{Format, Timestamp};
use crate::value::{ListMut, MapMut, Slot, StructureMut, UnionMut, ValueMut};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::str::FromStr;

pub(super) type Result<T = ()> = std::result::Result<T, DecodeError>;

pub(super) struct Decoder<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) dialect: Dialect,
    pub(super) budget: Budget,
    pub(super) attempts: Attempts,
}

impl<'a> Decoder<'a> {
    /// Starts before the value of a text.
    pub(super) fn new(text: &'a [u8], dialect: Dialect) -> Result<Self> {
        let reader = Reader::new(text).map_err(|error| error.in_text(text))?;
        Ok(Self { reader, dialect, budget: Budget::of(text), attempts: Attempts::of(text) })
    }

    /// Checks, if the value could be read, that nothing comes after it. Adds the line and column to an error.
    pub(super) fn finish(mut self, read: Result) -> Result {
        read.and_then(|()| self.reader.end()).map_err(|error| error.in_text(self.reader.whole_text()))
    }

    /// Reads into a value, or leaves it alone at a null, unless null is a value for it. Returns `false` if it has none then.
    fn fill(&mut self, value: &mut dyn ValueMut, member: &Member) -> Result<bool> {
        // Taking the slot of an optional value sets it, so a null has to be recognized first.
        if self.reader.peek() == b'n' {
            self.reader.null()?;
            return Ok(value.set_null());
        }
        self.slot(value.slot(), member)?;
        Ok(true)
    }

    pub(super) fn slot(&mut self, slot: Slot<'_>, member: &Member) -> Result {
        match slot {
            Slot::Events(_) => self.reader.skip()?,
            Slot::Boolean(value) => *value = self.reader.boolean()?,
            Slot::Byte(value) => *value = self.integer()?,
            Slot::Short(value) => *value = self.integer()?,
            Slot::Integer(value) => *value = self.integer()?,
            Slot::Long(value) => *value = self.integer()?,
            Slot::IntEnum(value) => {
                value.set(self.integer()?);
                self.accept_known(|| value.known())?;
            }
            Slot::Float(value) => *value = self.float()?,
            Slot::Double(value) => *value = self.float()?,
            Slot::BigInteger(value) => *value = self.digits("an integer")?,
            Slot::BigDecimal(value) => *value = self.digits("a number")?,
            Slot::String(value) => *value = self.reader.string()?.into_owned(),
            Slot::Enum(value) => {
                value.set(self.reader.string()?);
                self.accept_known(|| value.known())?;
            }
            Slot::Blob(value) => *value = self.blob()?.into(),
            Slot::Stream(value) => *value = self.blob()?.into(),
            Slot::Timestamp(value) => *value = self.timestamp(member)?,
            Slot::Document(value) => *value = self.document()?,
            Slot::Structure(value) => {
                self.charge(value.allocated())?;
                self.structure(value, Scope::All)?;
            }
            Slot::Union(value) => self.union(value)?,
            Slot::List(value) => self.list(value, member)?,
            Slot::Map(value) => self.map(value, member)?,
        }
        Ok(())
    }

    pub(super) fn structure(&mut self, structure: &mut dyn StructureMut, scope: Scope) -> Result {
        let members = structure.schema().members;
        let mut result = Ok(());
        structure.members_mut(&mut |values| result = self.members(members, values, scope));
        result
    }

    fn members(
        &mut self,
        members: &'static [Member],
        values: &mut [&mut dyn ValueMut],
        scope: Scope,
    ) -> Result {
        if self.attempts.is_attempt() {
            return self.telling_members(members, values, scope);
        }
        self.reader.open(b'{', "an object")?;
        let mut more = self.reader.any(b'}');
        let mut expected = 0;
        while more {
            if let Some((index, _)) = self.entry(members, values, expected, scope)? {
                expected = index + 1;
            }
            more = self.reader.more(b'}')?;
        }
        Ok(())
    }

    /// Reads an entry of a structure. Returns the index of its member, and whether that has a value now; nothing if there is no such member.
    #[inline]
    pub(super) fn entry(
        &mut self,
        members: &'static [Member],
        values: &mut [&mut dyn ValueMut],
        expected: usize,
        scope: Scope,
    ) -> Result<Option<(usize, bool)>> {
        let index = self.member(members, expected, scope)?;
        self.reader.colon()?;
        match index.and_then(|index| Some((index, members.get(index)?, values.get_mut(index)?))) {
            Some((index, member, value)) => {
                let key = self.dialect.key(member);
                let filled = self.fill(*value, member).map_err(|error| error.inside(Step::Member(key)))?;
                return Ok(Some((index, filled)));
            }
            None if self.dialect.knows_forms() => self.unknown_entry(members, values)?,
            None => self.reader.skip()?,
        }
        Ok(None)
    }

    /// Reads a key and finds the index of its member, which is usually the expected one.
    fn member(&mut self, members: &'static [Member], expected: usize, scope: Scope) -> Result<Option<usize>> {
        self.reader.key()?;
        if let Some(member) = members.get(expected)
            && scope.has(member)
            && !self.is_keeper(member)
            && self.reader.accept_rest(self.dialect.key(member))
        {
            return Ok(Some(expected));
        }
        self.attempts.key = self.reader.place();
        let key = self.reader.string_rest()?;
        let is_meant = |member: &'static Member| {
            *self.dialect.key(member) == *key && scope.has(member) && !self.is_keeper(member)
        };
        let found = find_member(members, expected, is_meant);
        // Keys that have to be escaped are rare.
        Ok(found
            .or_else(|| members.iter().position(|member| self.is_escaped(member, &key) && scope.has(member))))
    }

    /// Returns whether the key, which has lost its escapes, is that of a member whose key has some.
    #[cold]
    fn is_escaped(&self, member: &'static Member, key: &str) -> bool {
        let escaped = self.dialect.key(member);
        escaped.contains('\\') && unescaped(escaped) == key
    }

    /// Returns whether a member has no key, since it holds those that no member has.
    #[inline]
    fn is_keeper(&self, member: &Member) -> bool {
        self.dialect.knows_forms() && member.keeps_unknown()
    }

    fn union(&mut self, union: &mut dyn UnionMut) -> Result {
        if self.dialect.knows_forms() && self.union_in_form(union)? {
            return Ok(());
        }
        let members = union.schema().members;
        self.reader.open(b'{', "an object")?;
        let mut more = self.reader.any(b'}');
        let mut found = false;
        while more {
            let start = self.reader.position();
            self.reader.key()?;
            let key = self.reader.string_rest()?;
            self.reader.colon()?;
            let index = members.iter().position(|member| is_same(self.dialect.key(member), &key));
            let index = index.or_else(|| members.iter().position(|member| self.is_escaped(member, &key)));
            if self.reader.peek() == b'n' {
                self.reader.null()?;
            } else if index.is_none() && key == "__type" {
                // Services may add a `__type` of their own, which is not a member.
                self.reader.skip()?;
            } else if found {
                return Err(self.reader.wrong(SECOND_VARIANT, start));
            } else {
                found = true;
                self.variant(union, index, &key)?;
            }
            more = self.reader.more(b'}')?;
        }
        if found { Ok(()) } else { self.accept_unknown() }
    }

    /// Reads the value of a union's member. It must not be a null.
    fn variant(&mut self, union: &mut dyn UnionMut, index: Option<usize>, key: &str) -> Result {
        let member = index.and_then(|index| union.schema().members.get(index));
        match (member, index.and_then(|index| union.set_variant(index))) {
            (Some(member), Some(value)) => {
                let step = Step::Member(self.dialect.key(member));
                self.slot(value.slot(), member).map_err(|error| error.inside(step))
            }
            _ => {
                union.set_unknown(key);
                self.reader.skip()?;
                self.accept_unknown()
            }
        }
    }

    /// Takes the memory of an element from the budget.
    #[inline]
    pub(super) fn charge(&mut self, size: usize) -> Result {
        if self.budget.take(size) {
            return Ok(());
        }
        let place = self.reader.position();
        Err(self.reader.too_much(EXCEEDED, place))
    }

    fn list(&mut self, list: &mut dyn ListMut, member: &Member) -> Result {
        let element = member.element().unwrap_or(&PLAIN);
        self.reader.open(b'[', "an array")?;
        let mut more = self.reader.any(b']');
        let mut index = 0;
        while more {
            self.charge(list.next_size())?;
            if self.reader.peek() == b'n' {
                self.reader.null()?;
                if !list.push_null() {
                    self.accept_unknown()?;
                }
            } else {
                self.slot(list.push().slot(), element).map_err(|error| error.inside(Step::Element(index)))?;
            }
            index += 1;
            more = self.reader.more(b']')?;
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn MapMut, member: &Member) -> Result {
        let element = member.element().unwrap_or(&PLAIN);
        self.reader.open(b'{', "an object")?;
        let mut more = self.reader.any(b'}');
        while more {
            self.charge(map.next_size())?;
            self.reader.key()?;
            let key = self.reader.string_rest()?;
            self.reader.colon()?;
            if self.reader.peek() == b'n' {
                self.reader.null()?;
                if !map.insert_null(key) {
                    self.accept_unknown()?;
                }
            } else {
                self.slot(map.insert(key).slot(), element).map_err(|error| error.inside(Step::Entry))?;
            }
            more = self.reader.more(b'}')?;
        }
        Ok(())
    }

    fn integer<T: TryFrom<i64>>(&mut self) -> Result<T> {
        let start = self.reader.position();
        let integer = self.reader.integer()?;
        if self.attempts.is_attempt() {
            self.accept_integer(start)?;
        }
        T::try_from(integer).map_err(|_| self.reader.wrong("an integer out of range", start))
    }

    /// Reads a float: a number, or one of the words for NaN and the infinities.
    fn float<F: FromStr + Copy + Into<f64>>(&mut self) -> Result<F> {
        let start = self.reader.position();
        if self.reader.peek() == b'"' {
            self.accept_unknown()?;
            let word = self.reader.string()?;
            // A number in quotes is none.
            let float = if is_non_finite(&word) { parse_float(&word) } else { None };
            return float.ok_or_else(|| self.reader.wrong("a string where a number should be", start));
        }
        let text = self.reader.number("a number")?;
        parse_float(text).ok_or_else(|| self.reader.wrong("a number out of range", start))
    }

    fn digits<T: FromStr>(&mut self, name: &'static str) -> Result<T> {
        let start = self.reader.position();
        let quoted = self.dialect == Dialect::RpcV2 && self.reader.peek() == b'"';
        let text = if quoted { self.reader.string()? } else { Cow::Borrowed(self.reader.number(name)?) };
        text.parse().map_err(|_| self.reader.wrong("a number of another kind", start))
    }

    fn blob(&mut self) -> Result<Vec<u8>> {
        let start = self.reader.position();
        let text = self.reader.string()?;
        decode_base64(&text).ok_or_else(|| self.reader.wrong("a string that is not base64", start))
    }

    fn timestamp(&mut self, member: &Member) -> Result<Timestamp> {
        let start = self.reader.position();
        let format = self.dialect.timestamp(member);
        let timestamp = match format {
            Format::EpochSeconds => Timestamp::parse(self.reader.number("a number of seconds")?, format),
            _ => Timestamp::parse(&self.reader.string()?, format),
        };
        timestamp.map_err(|_| self.reader.wrong("a timestamp that can't be read", start))
    }

    fn document(&mut self) -> Result<Document> {
        Ok(match self.reader.peek() {
            b'"' => Document::String(self.reader.string()?.into_owned()),
            b't' | b'f' => Document::Boolean(self.reader.boolean()?),
            b'n' => self.reader.null().map(|()| Document::Null)?,
            b'{' => {
                let mut entries = BTreeMap::new();
                self.reader.open(b'{', "an object")?;
                let mut more = self.reader.any(b'}');
                while more {
                    self.charge(of_next_entry(&entries))?;
                    self.reader.key()?;
                    let key = self.reader.string_rest()?.into_owned();
                    self.reader.colon()?;
                    entries.insert(key, self.document()?);
                    more = self.reader.more(b'}')?;
                }
                Document::Map(entries)
            }
            b'[' => {
                let mut values = Vec::new();
                self.reader.open(b'[', "an array")?;
                let mut more = self.reader.any(b']');
                while more {
                    self.charge(of_next_element(&values))?;
                    values.push(self.document()?);
                    more = self.reader.more(b']')?;
                }
                Document::List(values)
            }
            _ => Document::Number(self.document_number()?),
        })
    }

    fn document_number(&mut self) -> Result<Number> {
        let start = self.reader.position();
        let text = self.reader.number("a value")?;
        Number::read(text).ok_or_else(|| self.reader.wrong("a number that can't be read", start))
    }
}

/// Checks whether the names are the same. The names in a union usually differ in the first letter, or have only one, and comparing that takes no call.
#[inline]
fn is_same(name: &str, key: &str) -> bool {
    match (name.as_bytes(), key.as_bytes()) {
        ([first], [other]) => first == other,
        ([first, rest @ ..], [other, others @ ..]) => first == other && rest == others,
        (name, key) => name == key,
    }
}

/// Reads the fields of an error, as far as the text can be read.
pub(super) fn error_fields(text: &[u8], dialect: Dialect) -> ErrorFields {
    const KEYS: [&str; 5] = ["code", "__type", "message", "Message", "errorMessage"];
    let mut found: [Option<String>; 5] = Default::default();
    let mut entry = |reader: &mut Reader<'_>, key: &str| {
        let place = KEYS.iter().position(|name| *name == key).and_then(|index| found.get_mut(index));
        match place {
            Some(place) if reader.peek() == b'"' => *place = Some(reader.string()?.into_owned()),
            _ => reader.skip()?,
        }
        Ok(ControlFlow::Continue(()))
    };
    // What can't be read is left out.
    let _ = Reader::new(text).and_then(|mut reader| reader.object(&mut entry));
    let [code, r#type, message, upper_message, error_message] = found;
    let (code, perhaps_code) = match dialect {
        Dialect::RestJson | Dialect::ByTables => (r#type, code),
        // Errors may have a member called `code`, which means something else.
        Dialect::AwsJson => (r#type.or(code), None),
        Dialect::RpcV2 => (r#type, None),
        // The code is in a header, or the status tells the error.
        Dialect::SimpleRest => (None, None),
    };
    let message = message.or(upper_message).or(error_message);
    ErrorFields { code, perhaps_code, message, ..ErrorFields::default() }
}

//! Reading CBOR into slots.

use super::read::{Head, Length, Reader};
use super::{MAX_NUMBER_LENGTH, TOO_LONG, big_number};
use crate::codec::budget::{Budget, EXCEEDED, of_next_element, of_next_entry};
use crate::codec::{DecodeError, ErrorFields, PLAIN, SECOND_VARIANT, Scope, Step, find_member, float_text};
use crate::document::{Document, Number};
use crate::number::split_sign;
use crate::schema::Member;
use crate::timestamp::Timestamp;
use crate::value::{ListMut, MapMut, Slot, StructureMut, UnionMut, ValueMut};
use std::borrow::Cow;
use std::collections::BTreeMap;

type Result<T = ()> = std::result::Result<T, DecodeError>;

pub(super) struct Decoder<'a> {
    reader: Reader<'a>,
    budget: Budget,
}

impl<'a> Decoder<'a> {
    /// Starts before the value that the data is.
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { reader: Reader::new(data), budget: Budget::of(data) }
    }

    /// Checks, if the value could be read, that nothing comes after it.
    pub(super) fn finish(self, read: Result) -> Result {
        read.and_then(|()| self.reader.end())
    }

    /// Reads into a value, or leaves it alone at a null.
    fn fill(&mut self, value: &mut dyn ValueMut, member: &Member) -> Result {
        // Taking the slot of an optional value sets it, so a null has to be recognized first.
        if self.reader.accept_null() { Ok(()) } else { self.slot(value.slot(), member) }
    }

    pub(super) fn slot(&mut self, slot: Slot<'_>, member: &Member) -> Result {
        match slot {
            Slot::Events(_) => self.reader.skip()?,
            Slot::Boolean(value) => *value = self.boolean()?,
            Slot::Byte(value) => *value = self.integer()?,
            Slot::Short(value) => *value = self.integer()?,
            Slot::Integer(value) => *value = self.integer()?,
            Slot::Long(value) => *value = self.integer()?,
            Slot::IntEnum(value) => value.set(self.integer()?),
            Slot::Float(value) => *value = self.single()?,
            Slot::Double(value) => *value = self.double()?,
            Slot::BigInteger(value) => *value = self.parsed(Self::big_integer)?,
            Slot::BigDecimal(value) => *value = self.parsed(Self::big_decimal)?,
            Slot::String(value) => *value = self.text()?.into_owned(),
            Slot::Enum(value) => value.set(self.text()?),
            Slot::Blob(value) => *value = self.bytes()?.into_owned().into(),
            Slot::Stream(value) => *value = self.bytes()?.into_owned().into(),
            Slot::Timestamp(value) => *value = self.timestamp()?,
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
        let length = self.open_map()?;
        let (mut expected, mut count) = (0, 0);
        while self.reader.more(length, count)? {
            count += 1;
            let index = self.member(members, expected, scope)?;
            match index.and_then(|index| Some((index, members.get(index)?, values.get_mut(index)?))) {
                Some((index, member, value)) => {
                    expected = index + 1;
                    self.fill(*value, member).map_err(|error| error.inside(Step::Member(member.name)))?;
                }
                None => self.reader.skip()?,
            }
        }
        Ok(())
    }

    /// Reads a key and finds the index of its member, which is usually the expected one.
    fn member(&mut self, members: &'static [Member], expected: usize, scope: Scope) -> Result<Option<usize>> {
        if let Some(member) = members.get(expected)
            && scope.has(member)
            && self.reader.accept_text(member.name)
        {
            return Ok(Some(expected));
        }
        let key = self.text()?;
        let is_meant = |member: &'static Member| *member.name == *key && scope.has(member);
        Ok(find_member(members, expected, is_meant))
    }

    fn union(&mut self, union: &mut dyn UnionMut) -> Result {
        let members = union.schema().members;
        let length = self.open_map()?;
        let (mut found, mut count) = (false, 0);
        while self.reader.more(length, count)? {
            count += 1;
            let start = self.reader.position();
            let key = self.text()?;
            let index = members.iter().position(|member| *member.name == *key);
            if self.reader.accept_null() {
                continue;
            }
            if index.is_none() && key == "__type" {
                // Services may add a `__type` of their own, which is not a member.
                self.reader.skip()?;
            } else if found {
                return Err(self.reader.wrong(SECOND_VARIANT, start));
            } else {
                found = true;
                self.variant(union, index, &key)?;
            }
        }
        Ok(())
    }

    fn variant(&mut self, union: &mut dyn UnionMut, index: Option<usize>, key: &str) -> Result {
        let member = index.and_then(|index| union.schema().members.get(index));
        match (member, index.and_then(|index| union.set_variant(index))) {
            (Some(member), Some(value)) => {
                self.fill(value, member).map_err(|error| error.inside(Step::Member(member.name)))
            }
            _ => {
                union.set_unknown(key);
                self.reader.skip()
            }
        }
    }

    /// Takes the memory of an element from the budget.
    #[inline]
    fn charge(&mut self, size: usize) -> Result {
        if self.budget.take(size) {
            return Ok(());
        }
        Err(self.reader.wrong(EXCEEDED, self.reader.position()))
    }

    fn list(&mut self, list: &mut dyn ListMut, member: &Member) -> Result {
        let element = member.element().unwrap_or(&PLAIN);
        let length = self.open_array()?;
        let mut index = 0;
        while self.reader.more(length, index)? {
            self.charge(list.next_size())?;
            if self.reader.accept_null() {
                list.push_null();
            } else {
                self.slot(list.push().slot(), element).map_err(|error| error.inside(Step::Element(index)))?;
            }
            index += 1;
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn MapMut, member: &Member) -> Result {
        let element = member.element().unwrap_or(&PLAIN);
        let length = self.open_map()?;
        let mut count = 0;
        while self.reader.more(length, count)? {
            count += 1;
            self.charge(map.next_size())?;
            let key = self.text()?;
            if self.reader.accept_null() {
                map.insert_null(key);
            } else {
                self.slot(map.insert(key).slot(), element).map_err(|error| error.inside(Step::Entry))?;
            }
        }
        Ok(())
    }

    /// Reads a map, of which these keys are wanted if they have texts.
    fn texts(&mut self, keys: &[&str], found: &mut [Option<String>]) -> Result {
        let length = self.open_map()?;
        let mut count = 0;
        while self.reader.more(length, count)? {
            count += 1;
            let key = self.text()?;
            let place = keys.iter().position(|name| *name == key).and_then(|index| found.get_mut(index));
            match place {
                Some(place) if self.reader.is_text() => *place = Some(self.text()?.into_owned()),
                _ => self.reader.skip()?,
            }
        }
        Ok(())
    }

    fn open_map(&mut self) -> Result<Length> {
        let start = self.reader.position();
        match self.reader.untagged()? {
            Head::Map(length) => self.reader.open(start).map(|()| length),
            head => Err(self.reader.expected("a map", head, start)),
        }
    }

    fn open_array(&mut self) -> Result<Length> {
        let start = self.reader.position();
        match self.reader.untagged()? {
            Head::Array(length) => self.reader.open(start).map(|()| length),
            head => Err(self.reader.expected("an array", head, start)),
        }
    }

    fn boolean(&mut self) -> Result<bool> {
        let start = self.reader.position();
        match self.reader.untagged()? {
            Head::Boolean(value) => Ok(value),
            head => Err(self.reader.expected("a boolean", head, start)),
        }
    }

    fn integer<T: TryFrom<i128>>(&mut self) -> Result<T> {
        let start = self.reader.position();
        let value = match self.reader.untagged()? {
            Head::Unsigned(value) => i128::from(value),
            Head::Negative(value) => below_zero(value),
            head => return Err(self.reader.expected("an integer", head, start)),
        };
        T::try_from(value).map_err(|_| self.reader.wrong("an integer out of range", start))
    }

    #[allow(clippy::cast_precision_loss)] // An integer in place of a float means the nearest float.
    #[inline]
    fn double(&mut self) -> Result<f64> {
        if let Some(value) = self.reader.accept_double() {
            return Ok(value);
        }
        let start = self.reader.position();
        match self.reader.untagged()? {
            Head::Float(value) => Ok(value),
            Head::Unsigned(value) => Ok(value as f64),
            Head::Negative(value) => Ok(below_zero(value) as f64),
            head => Err(self.reader.expected("a number", head, start)),
        }
    }

    #[allow(clippy::cast_possible_truncation)] // The nearest `f32` is what the model asks for.
    fn single(&mut self) -> Result<f32> {
        let start = self.reader.position();
        let double = self.double()?;
        let single = double as f32;
        if double.is_finite() && single.is_infinite() {
            return Err(self.reader.wrong("a number out of range", start));
        }
        Ok(single)
    }

    #[inline]
    fn text(&mut self) -> Result<Cow<'a, str>> {
        if let Some(length) = self.reader.accept_short_text() {
            return self.reader.text(length);
        }
        let start = self.reader.position();
        match self.reader.untagged()? {
            Head::Text(length) => self.reader.text(length),
            head => Err(self.reader.expected("a text string", head, start)),
        }
    }

    fn bytes(&mut self) -> Result<Cow<'a, [u8]>> {
        let start = self.reader.position();
        match self.reader.untagged()? {
            Head::Bytes(length) => self.reader.bytes(length),
            head => Err(self.reader.expected("a byte string", head, start)),
        }
    }

    /// Reads seconds since 1970, which must have the tag 1.
    #[inline]
    fn timestamp(&mut self) -> Result<Timestamp> {
        if let Some(seconds) = self.reader.accept_seconds() {
            return Ok(Timestamp::from_seconds(seconds.into()));
        }
        let start = self.reader.position();
        match self.reader.head()? {
            Head::Tag(1) => self.seconds(),
            head => Err(self.reader.expected("a timestamp with the tag 1", head, start)),
        }
    }

    fn seconds(&mut self) -> Result<Timestamp> {
        let start = self.reader.position();
        let out_of_range = "a timestamp out of range";
        let range = |value: i128| i64::try_from(value).map(Timestamp::from_seconds).ok();
        let timestamp = match self.reader.untagged()? {
            Head::Unsigned(value) => range(value.into()),
            Head::Negative(value) => range(below_zero(value)),
            Head::Float(value) => from_seconds(value),
            head => return Err(self.reader.expected("a number of seconds", head, start)),
        };
        timestamp.ok_or_else(|| self.reader.wrong(out_of_range, start))
    }

    /// Parses the digits that `read` returns into a big number.
    fn parsed<T: std::str::FromStr>(&mut self, read: fn(&mut Self) -> Result<String>) -> Result<T> {
        let start = self.reader.position();
        read(self)?.parse().map_err(|_| self.reader.wrong("a number of another kind", start))
    }

    fn big_integer(&mut self) -> Result<String> {
        let start = self.reader.position();
        loop {
            match self.reader.head()? {
                Head::Unsigned(value) => return Ok(value.to_string()),
                Head::Negative(value) => return Ok(below_zero(value).to_string()),
                Head::Tag(2) => return Ok(big_number::to_digits(&self.number()?, 0)),
                Head::Tag(3) => return Ok(format!("-{}", big_number::to_digits(&self.number()?, 1))),
                Head::Tag(_) => {}
                head => return Err(self.reader.expected("an integer", head, start)),
            }
        }
    }

    /// Reads the bytes of a big number.
    fn number(&mut self) -> Result<Cow<'a, [u8]>> {
        let start = self.reader.position();
        let bytes = self.bytes()?;
        if bytes.len() > MAX_NUMBER_LENGTH {
            return Err(self.reader.wrong(TOO_LONG, start));
        }
        Ok(bytes)
    }

    fn big_decimal(&mut self) -> Result<String> {
        let start = self.reader.position();
        loop {
            match self.reader.head()? {
                Head::Tag(4) => return self.decimal_fraction(),
                Head::Unsigned(value) => return Ok(value.to_string()),
                Head::Negative(value) => return Ok(below_zero(value).to_string()),
                Head::Float(value) if value.is_finite() => return Ok(float_text(value).into_owned()),
                Head::Tag(2) => return Ok(big_number::to_digits(&self.number()?, 0)),
                Head::Tag(3) => return Ok(format!("-{}", big_number::to_digits(&self.number()?, 1))),
                Head::Tag(_) => {}
                head => return Err(self.reader.expected("a decimal number", head, start)),
            }
        }
    }

    /// Reads a decimal fraction: a pair of an exponent of ten and an integer.
    fn decimal_fraction(&mut self) -> Result<String> {
        let start = self.reader.position();
        let pair = "a decimal number that is not a pair of exponent and integer";
        let length = self.open_array()?;
        if !self.reader.more(length, 0)? {
            return Err(self.reader.wrong(pair, start));
        }
        let exponent: i64 = self.integer()?;
        if !self.reader.more(length, 1)? {
            return Err(self.reader.wrong(pair, start));
        }
        let mantissa = self.big_integer()?;
        if self.reader.more(length, 2)? {
            return Err(self.reader.wrong(pair, start));
        }
        Ok(decimal(&mantissa, exponent))
    }

    fn document(&mut self) -> Result<Document> {
        let start = self.reader.position();
        Ok(match self.reader.head()? {
            Head::Null => Document::Null,
            Head::Boolean(value) => Document::Boolean(value),
            Head::Unsigned(value) => Document::Number(Number::Positive(value)),
            Head::Negative(value) => self.document_number(&below_zero(value).to_string(), start)?,
            Head::Float(value) => Document::Number(Number::Float(value)),
            Head::Text(length) => Document::String(self.reader.text(length)?.into_owned()),
            Head::Bytes(length) => Document::Blob(self.reader.bytes(length)?.into_owned().into()),
            Head::Tag(1) => Document::Timestamp(self.seconds()?),
            Head::Tag(2) => {
                let digits = big_number::to_digits(&self.number()?, 0);
                self.document_number(&digits, start)?
            }
            Head::Tag(3) => {
                let digits = big_number::to_digits(&self.number()?, 1);
                self.document_number(&format!("-{digits}"), start)?
            }
            Head::Tag(4) => {
                let text = self.decimal_fraction()?;
                self.document_number(&text, start)?
            }
            Head::Tag(5) => return Err(self.reader.wrong("a number that a document can't hold", start)),
            Head::Tag(_) => self.tagged_document(start)?,
            Head::Array(length) => {
                self.reader.open(start)?;
                let mut values = Vec::new();
                while self.reader.more(length, values.len())? {
                    self.charge(of_next_element(&values))?;
                    values.push(self.document()?);
                }
                Document::List(values)
            }
            Head::Map(length) => {
                self.reader.open(start)?;
                let (mut entries, mut count) = (BTreeMap::new(), 0);
                while self.reader.more(length, count)? {
                    count += 1;
                    self.charge(of_next_entry(&entries))?;
                    let key = self.text()?.into_owned();
                    entries.insert(key, self.document()?);
                }
                Document::Map(entries)
            }
            head @ Head::Break => return Err(self.reader.expected("a value", head, start)),
        })
    }

    fn document_number(&self, text: &str, start: usize) -> Result<Document> {
        let number = Number::read(text);
        number.map(Document::Number).ok_or_else(|| self.reader.wrong("a number that can't be read", start))
    }

    /// Reads the content of an unknown tag, which counts as a level of nesting.
    fn tagged_document(&mut self, start: usize) -> Result<Document> {
        self.reader.open(start)?;
        let document = self.document()?;
        self.reader.more(Length::Known(0), 0)?;
        Ok(document)
    }
}

/// Returns the negative integer that an argument stands for.
fn below_zero(argument: u64) -> i128 {
    -1 - i128::from(argument)
}

/// Returns the timestamp this many seconds after the start of 1970, to the millisecond.
#[allow(clippy::cast_possible_truncation)] // The range was checked.
fn from_seconds(seconds: f64) -> Option<Timestamp> {
    const MOST: f64 = 9e15;
    (seconds.abs() <= MOST).then(|| Timestamp::from_millis((seconds * 1e3).round() as i64))
}

/// Writes an integer times a power of ten, and keeps its digits.
fn decimal(mantissa: &str, exponent: i64) -> String {
    /// The most zeros that are written out between the point and the digits.
    const ZEROS: u64 = 8;
    let (sign, digits) = split_sign(mantissa);
    let places = exponent.unsigned_abs();
    match usize::try_from(places) {
        Ok(0) => mantissa.to_owned(),
        Ok(places) if exponent < 0 && digits.len() > places => {
            let (whole, fraction) = digits.split_at_checked(digits.len() - places).unwrap_or((digits, "0"));
            format!("{sign}{whole}.{fraction}")
        }
        Ok(places) if exponent < 0 && (places - digits.len()) as u64 <= ZEROS => {
            format!("{sign}0.{}{digits}", "0".repeat(places - digits.len()))
        }
        _ => format!("{mantissa}e{exponent}"),
    }
}

/// Reads the fields of an error, as far as the data can be read.
pub(super) fn error_fields(data: &[u8]) -> ErrorFields {
    const KEYS: [&str; 4] = ["__type", "message", "Message", "errorMessage"];
    let mut found: [Option<String>; 4] = Default::default();
    // What can't be read is left out.
    let _ = Decoder::new(data).texts(&KEYS, &mut found);
    let [code, message, upper_message, error_message] = found;
    ErrorFields { code, message: message.or(upper_message).or(error_message), ..ErrorFields::default() }
}

//! Reading XML into slots.

use super::read::{Reader, Tag};
use super::{ELEMENT, ENTRY, KEY, VALUE, Within};
use crate::codec::budget::{Budget, EXCEEDED};
use crate::codec::{
    DecodeError, ErrorFields, SECOND_VARIANT, Scope, Step, decode_base64, find_member, parse_float,
};
use crate::error::Fault;
use crate::schema::Member;
use crate::timestamp::{Format, Timestamp};
use crate::value::{ListMut, MapMut, Slot, StructureMut, UnionMut, ValueMut};
use std::borrow::Cow;
use std::str::FromStr;

type Result<T = ()> = std::result::Result<T, DecodeError>;

pub(super) struct Decoder<'a> {
    reader: Reader<'a>,
    budget: Budget,
    /// The elements around the one that has the members, outermost first.
    enclosing: Vec<Tag<'a>>,
    /// Whether something in the document was a member of a table.
    knows_any: bool,
}

impl<'a> Decoder<'a> {
    /// Enters the element of a document that has the members, and returns its tag.
    pub(super) fn begin(text: &'a [u8], within: Within) -> Result<(Self, Tag<'a>)> {
        let reader = Reader::new(text).map_err(|error| error.in_text(text))?;
        let mut decoder = Self { reader, budget: Budget::of(text), enclosing: Vec::new(), knows_any: false };
        let tag = decoder.enter(within).map_err(|error| error.in_text(text))?;
        Ok((decoder, tag))
    }

    /// Checks the rest of the document if that element could be read. Adds the line and column to an error.
    pub(super) fn finish(mut self, read: Result) -> Result {
        read.and_then(|()| self.end()).map_err(|error| error.in_text(self.reader.whole_text()))
    }

    fn end(&mut self) -> Result {
        while let Some(outer) = self.enclosing.pop() {
            self.reader.skip(&outer)?;
        }
        self.reader.end()
    }

    /// Reads the answer of an operation: the content of the root element, or of the one inside that has the members.
    ///
    /// A service may name its root other than the model does, and may leave out every member. But if there is something else instead, somebody else has answered:
    /// the page of a proxy that asks to log in must not look like an empty list.
    pub(super) fn answer(&mut self, output: &mut dyn StructureMut, scope: Scope, tag: &Tag<'a>) -> Result {
        let start = self.reader.position();
        let expected = output.schema().xml_name();
        self.structure(output, scope, tag)?;
        let name = local(tag.name);
        if self.knows_any || name == expected || is_of_answers(name) || self.reader.is_blank_since(start) {
            return Ok(());
        }
        Err(self.reader.wrong("a document that the model does not know", start))
    }

    /// Enters the elements from the root to the one with the members.
    fn enter(&mut self, within: Within) -> Result<Tag<'a>> {
        let mut tag = self.reader.root()?;
        loop {
            let child = match within {
                Within::Child(ending) if self.enclosing.is_empty() => {
                    self.first_child(&tag, |name| name.ends_with(ending))?
                }
                Within::Error if self.enclosing.len() < 2 && local(tag.name) != "Error" => {
                    self.first_child(&tag, |name| matches!(name, "Error" | "Errors"))?
                }
                _ => None,
            };
            let Some(child) = child else { return Ok(tag) };
            self.enclosing.push(tag);
            tag = child;
        }
    }

    /// Enters the first child with such a name, and skips those before it. Without one, goes back to the start.
    fn first_child(&mut self, parent: &Tag<'a>, is_meant: impl Fn(&str) -> bool) -> Result<Option<Tag<'a>>> {
        let before = self.reader.mark();
        while let Some(child) = self.reader.child(parent)? {
            if is_meant(local(child.name)) {
                return Ok(Some(child));
            }
            self.reader.skip(&child)?;
        }
        // The parent itself is read instead.
        self.reader.go_back(before);
        Ok(None)
    }

    /// Reads the content of an element whose tag was read.
    pub(super) fn slot(&mut self, slot: Slot<'_>, member: &Member, tag: &Tag<'a>) -> Result {
        match slot {
            Slot::Structure(value) => {
                self.charge(value.allocated())?;
                self.structure(value, Scope::All, tag)
            }
            Slot::Union(value) => self.union(value, tag),
            Slot::List(value) => self.list(value, member, tag),
            Slot::Map(value) => self.map(value, member, tag),
            // Documents and streams have no form in XML.
            Slot::Document(_) | Slot::Events(_) => self.reader.skip(tag),
            slot => {
                let start = self.reader.position();
                let text = self.reader.text(tag)?;
                scalar(text, slot, member).map_err(|problem| self.reader.wrong(problem, start))
            }
        }
    }

    pub(super) fn structure(
        &mut self,
        structure: &mut dyn StructureMut,
        scope: Scope,
        tag: &Tag<'a>,
    ) -> Result {
        let members = structure.schema().members;
        let mut result = Ok(());
        structure.members_mut(&mut |values| result = self.members(members, values, scope, tag));
        result
    }

    fn members(
        &mut self,
        members: &'static [Member],
        values: &mut [&mut dyn ValueMut],
        scope: Scope,
        tag: &Tag<'a>,
    ) -> Result {
        if tag.has_attributes() && members.iter().any(|member| member.is_attribute()) {
            self.attributes(members, values, tag)?;
        }
        let mut expected = 0;
        while let Some((child, index)) = self.member(members, expected, scope, tag)? {
            match index.and_then(|index| Some((index, members.get(index)?, values.get_mut(index)?))) {
                Some((index, member, value)) if member.is_flattened() => {
                    self.knows_any = true;
                    expected = index;
                    self.flattened(*value, member, &child).map_err(|error| within(error, member))?;
                }
                Some((index, member, value)) => {
                    self.knows_any = true;
                    expected = index + 1;
                    self.slot(value.slot(), member, &child).map_err(|error| within(error, member))?;
                }
                None => self.reader.skip(&child)?,
            }
        }
        Ok(())
    }

    /// Reads the tag of the next element and finds its member, which is usually the expected one.
    #[inline]
    fn member(
        &mut self,
        members: &'static [Member],
        expected: usize,
        scope: Scope,
        tag: &Tag<'a>,
    ) -> Result<Option<(Tag<'a>, Option<usize>)>> {
        let is_meant = |member: &Member| !member.is_attribute() && scope.has(member);
        if let Some(member) = members.get(expected)
            && is_meant(member)
            && let Some(child) = self.reader.accept_child(tag, member.xml_name())
        {
            return Ok(Some((child, Some(expected))));
        }
        let child = self.reader.child(tag)?;
        Ok(child.map(|child| (child, find(members, expected, child.name, is_meant))))
    }

    fn attributes(
        &mut self,
        members: &'static [Member],
        values: &mut [&mut dyn ValueMut],
        tag: &Tag<'a>,
    ) -> Result {
        let (reader, knows_any) = (&self.reader, &mut self.knows_any);
        reader.each_attribute(tag, &mut |name, text, start| {
            let index = find(members, 0, name, |member| member.is_attribute());
            *knows_any |= index.is_some();
            match index.and_then(|index| Some((members.get(index)?, values.get_mut(index)?))) {
                Some((member, value)) => scalar(text, value.slot(), member)
                    .map_err(|problem| within(reader.wrong(problem, start), member)),
                None => Ok(()),
            }
        })
    }

    /// Reads one of the elements of a flattened list or map. Others may stand between them, so what was read before is kept.
    fn flattened(&mut self, value: &mut dyn ValueMut, member: &Member, tag: &Tag<'a>) -> Result {
        match value.reopen() {
            Slot::List(list) => {
                self.charge(list.next_size())?;
                self.slot(list.push().slot(), member.element().unwrap_or(&ELEMENT), tag)
            }
            Slot::Map(map) => self.entry(map, member, tag),
            slot => self.slot(slot, member, tag),
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

    fn list(&mut self, list: &mut dyn ListMut, member: &Member, tag: &Tag<'a>) -> Result {
        let element = member.element().unwrap_or(&ELEMENT);
        let mut index = 0;
        loop {
            let usual = self.reader.accept_child(tag, element.xml_name());
            let Some(child) = (if usual.is_some() { usual } else { self.reader.child(tag)? }) else { break };
            if usual.is_some() || is_named(element, child.name) {
                self.charge(list.next_size())?;
                self.slot(list.push().slot(), element, &child)
                    .map_err(|error| error.inside(Step::Element(index)))?;
                index += 1;
            } else {
                self.reader.skip(&child)?;
            }
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn MapMut, member: &Member, tag: &Tag<'a>) -> Result {
        while let Some(child) = self.reader.child(tag)? {
            if local(child.name) == ENTRY {
                self.entry(map, member, &child)?;
            } else {
                self.reader.skip(&child)?;
            }
        }
        Ok(())
    }

    /// Reads an entry of a map: its key and value, in any order.
    fn entry(&mut self, map: &mut dyn MapMut, member: &Member, tag: &Tag<'a>) -> Result {
        self.charge(map.next_size())?;
        let (key_member, value_member) = (member.key().unwrap_or(&KEY), member.element().unwrap_or(&VALUE));
        let mut key: Option<Cow<'_, str>> = None;
        let mut before_key = None;
        let mut filled = false;
        while let Some(child) = self.reader.child(tag)? {
            if key.is_none() && !filled && is_named(key_member, child.name) {
                key = Some(self.reader.text(&child)?);
            } else if !is_named(value_member, child.name) {
                self.reader.skip(&child)?;
            } else if let Some(key) = key.take() {
                self.value(map, key, value_member, &child)?;
                filled = true;
            } else {
                before_key = Some((self.reader.mark(), child));
                self.reader.skip(&child)?;
            }
        }
        let after = self.reader.mark();
        match (key, before_key) {
            (Some(key), Some((mark, child))) => {
                self.reader.go_back(mark);
                self.value(map, key, value_member, &child)?;
                self.reader.go_back(after);
            }
            (Some(key), None) => drop(map.insert_null(key)),
            (None, _) => {}
        }
        Ok(())
    }

    fn value(&mut self, map: &mut dyn MapMut, key: Cow<'_, str>, member: &Member, tag: &Tag<'a>) -> Result {
        self.slot(map.insert(key).slot(), member, tag).map_err(|error| error.inside(Step::Entry))
    }

    fn union(&mut self, union: &mut dyn UnionMut, tag: &Tag<'a>) -> Result {
        let members = union.schema().members;
        let Some(child) = self.reader.child(tag)? else { return Ok(()) };
        let index = find(members, 0, child.name, |_| true);
        let member = index.and_then(|index| members.get(index));
        match (member, index.and_then(|index| union.set_variant(index))) {
            (Some(member), Some(value)) if member.is_flattened() => {
                return self
                    .flattened_variant(value, member, &child, tag)
                    .map_err(|error| within(error, member));
            }
            (Some(member), Some(value)) => {
                self.slot(value.slot(), member, &child).map_err(|error| within(error, member))?;
            }
            _ => {
                union.set_unknown(local(child.name));
                self.reader.skip(&child)?;
            }
        }
        self.no_other_member(tag)
    }

    /// Reads a union whose variant is a flattened list or map: the elements with the name of the first.
    fn flattened_variant(
        &mut self,
        value: &mut dyn ValueMut,
        member: &Member,
        first: &Tag<'a>,
        tag: &Tag<'a>,
    ) -> Result {
        self.flattened(value, member, first)?;
        loop {
            let before = self.reader.mark();
            match self.reader.child(tag)? {
                Some(child) if child.name == first.name => self.flattened(value, member, &child)?,
                Some(_) => {
                    self.reader.go_back(before);
                    return self.no_other_member(tag);
                }
                None => return Ok(()),
            }
        }
    }

    fn no_other_member(&mut self, tag: &Tag<'a>) -> Result {
        let start = self.reader.position();
        match self.reader.child(tag)? {
            None => Ok(()),
            Some(_) => Err(self.reader.wrong(SECOND_VARIANT, start)),
        }
    }
}

#[cold]
fn within(error: DecodeError, member: &Member) -> DecodeError {
    error.inside(Step::Member(member.name))
}

/// Returns whether services give elements with answers such names, whatever the model calls them.
fn is_of_answers(name: &str) -> bool {
    let stems = ["Response", "Result", "Output"].iter().filter_map(|ending| name.strip_suffix(ending));
    stems.into_iter().any(|stem| !matches!(stem, "" | "Error"))
}

/// Returns a name without its prefix.
#[inline]
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Checks whether the member has this name. A prefix counts only if the table has one.
#[inline]
pub(super) fn is_named(member: &Member, name: &str) -> bool {
    member.xml_name() == name || (name.contains(':') && member.xml_name() == local(name))
}

/// Finds the member with this name.
#[inline]
fn find(
    members: &'static [Member],
    expected: usize,
    name: &str,
    is_meant: impl Fn(&Member) -> bool,
) -> Option<usize> {
    let has = |name: &str, member: &Member| member.xml_name() == name && is_meant(member);
    let find = |name: &str| find_member(members, expected, |member| has(name, member));
    find(name).or_else(|| if name.contains(':') { find(local(name)) } else { None })
}

/// Reads text into a simple value. The error says what is wrong.
fn scalar(text: Cow<'_, str>, slot: Slot<'_>, member: &Member) -> std::result::Result<(), &'static str> {
    match slot {
        Slot::String(value) => *value = text.into_owned(),
        Slot::Enum(value) => value.set(text),
        Slot::Boolean(value) => *value = parsed(&text, "a text that is neither `true` nor `false`")?,
        Slot::Byte(value) => *value = integer(&text)?,
        Slot::Short(value) => *value = integer(&text)?,
        Slot::Integer(value) => *value = integer(&text)?,
        Slot::Long(value) => *value = integer(&text)?,
        Slot::IntEnum(value) => value.set(integer(&text)?),
        Slot::Float(value) => *value = float(&text)?,
        Slot::Double(value) => *value = float(&text)?,
        Slot::BigInteger(value) => *value = integer(&text)?,
        Slot::BigDecimal(value) => *value = parsed(&text, "a text that is not a number")?,
        Slot::Blob(value) => *value = blob(&text)?.into(),
        Slot::Stream(value) => *value = blob(&text)?.into(),
        Slot::Timestamp(value) => {
            let parsed = Timestamp::parse(text.trim_ascii(), member.timestamp().unwrap_or(Format::DateTime));
            *value = parsed.map_err(|_| "a timestamp that can't be read")?;
        }
        Slot::Document(_) | Slot::Events(_) => {}
        Slot::Structure(_) | Slot::Union(_) | Slot::List(_) | Slot::Map(_) => {
            return Err("an attribute for something that is more than text");
        }
    }
    Ok(())
}

fn parsed<T: FromStr>(text: &str, problem: &'static str) -> std::result::Result<T, &'static str> {
    text.trim_ascii().parse().map_err(|_| problem)
}

fn integer<T: FromStr>(text: &str) -> std::result::Result<T, &'static str> {
    parsed(text, "a text that is not an integer in range")
}

fn float<F: FromStr + Copy + Into<f64>>(text: &str) -> std::result::Result<F, &'static str> {
    parse_float(text.trim_ascii()).ok_or("a text that is not a number in range")
}

fn blob(text: &str) -> std::result::Result<Vec<u8>, &'static str> {
    decode_base64(text.trim_ascii()).ok_or("a text that is not base64")
}

/// Reads the fields of an error, as far as the text can be read.
pub(super) fn error_fields(text: &[u8]) -> ErrorFields {
    let mut fields = ErrorFields::default();
    // What can't be read is left out.
    let _ = Decoder::begin(text, Within::Root)
        .and_then(|(mut decoder, tag)| error_element(&mut decoder.reader, &tag, 0, &mut fields));
    fields
}

/// Reads the fields of an error, which may be in nested elements: `Response`, `Errors`, `Error`.
fn error_element<'a>(reader: &mut Reader<'a>, tag: &Tag<'a>, depth: u8, fields: &mut ErrorFields) -> Result {
    while let Some(child) = reader.child(tag)? {
        let field = match local(child.name) {
            "Code" => &mut fields.code,
            "Message" | "message" => &mut fields.message,
            "RequestId" | "RequestID" => &mut fields.request_id,
            "Type" => {
                fields.fault = text_of(reader, &child)?.and_then(|name| Fault::named(&name));
                continue;
            }
            "Errors" | "Error" if depth < 2 => {
                error_element(reader, &child, depth + 1, fields)?;
                continue;
            }
            _ => {
                reader.skip(&child)?;
                continue;
            }
        };
        if let Some(text) = text_of(reader, &child)? {
            *field = Some(text.into_owned());
        }
    }
    Ok(())
}

/// Reads the text of an element. If it holds something else, the element is skipped.
fn text_of<'a>(reader: &mut Reader<'a>, tag: &Tag<'a>) -> Result<Option<Cow<'a, str>>> {
    let begin = reader.mark();
    match reader.text(tag) {
        Ok(text) => Ok(Some(text)),
        Err(_) => {
            reader.go_back(begin);
            reader.skip(tag).map(|()| None)
        }
    }
}

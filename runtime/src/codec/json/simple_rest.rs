//! What [`alloy#simpleRestJson`](crate::protocol::SimpleRestJson) has beyond other JSON: the forms of unions, and the keeping of what a table does not know.

use super::decode::{Decoder, Result};
use super::encode::Encoder;
use super::read::Place;
use super::unescaped;
use crate::codec::budget::Budget;
use crate::codec::{PLAIN, Scope, Step};
use crate::schema::{Member, Schema, UnionForm};
use crate::value::{Map, Slot, UnionMut, Value, ValueMut, View};

/// How often each byte of a text may be read again, on average, to find out which member of a union it belongs to.
const ATTEMPTS: usize = 64;

/// The problem with a text that would have to be read more often.
const AMBIGUOUS: &str =
    "a union in unions without a key that tells which member it is: it takes too many attempts to find out";

/// A place to which the decoder can go back, and what it had left there.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    place: Place,
    budget: Budget,
}

/// What is known while unions are read.
pub(super) struct Attempts {
    /// How many bytes may be read once more; `None` if that was not enough.
    left: Option<usize>,
    /// The key that names the union's member in the structure being read, and how deep that is nested.
    discriminator: Option<(&'static str, u8)>,
    /// Where the text of the last key starts that was not the expected one.
    pub(super) key: Place,
}

impl Attempts {
    /// Starts reading a text of this length.
    pub(super) fn of(text: &[u8]) -> Self {
        Self { left: Some(text.len().saturating_mul(ATTEMPTS)), discriminator: None, key: Place::default() }
    }
}

impl Encoder {
    /// Writes the member of a union whose form is not the usual one. If it is, nothing is written, and the result is `false`.
    #[inline(never)] // Keeps its stack frame out of the path for other dialects.
    pub(super) fn variant_in_form(
        &mut self,
        union: &Schema,
        member: &'static Member,
        value: &dyn Value,
    ) -> bool {
        match (union.union_form(), value.view()) {
            // What is kept is the union as it was received.
            (_, view) if member.keeps_unknown() => self.value(view, member),
            (UnionForm::Tagged, _) => return false,
            (UnionForm::Untagged, view) => self.value(view, member),
            (UnionForm::Discriminated(key), View::Structure(structure)) => {
                let name = self.dialect.key(member);
                for part in ["{\"", key, "\":\"", name, "\","] {
                    self.out.extend_from_slice(part.as_bytes());
                }
                self.rest_of_structure(structure, Scope::All, "");
            }
            (UnionForm::Discriminated(_), _) => {
                self.fail(union.name, "can't be sent: a member of a discriminated union must be a structure");
            }
        }
        true
    }

    /// Writes what was kept of a structure, but for keys of its members.
    pub(super) fn unknown_entries(&mut self, entries: &dyn Map, members: &'static [Member]) {
        let dialect = self.dialect;
        let is_member = |key: &str| members.iter().any(|member| *unescaped(dialect.key(member)) == *key);
        entries.each(&mut |key, view| {
            if !is_member(key) {
                self.string(key);
                self.out.push(b':');
                self.value(view, &PLAIN);
                self.out.push(b',');
            }
        });
    }
}

impl Decoder<'_> {
    /// Reads a union whose form is not the usual one, or keeps one that is unknown. If it is as usual, nothing is read, and the result is `false`.
    #[inline(never)] // Keeps its stack frame out of the path for other dialects.
    pub(super) fn union_in_form(&mut self, union: &mut dyn UnionMut) -> Result<bool> {
        match union.schema().union_form() {
            UnionForm::Tagged if !self.is_unknown(union.schema().members)? => return Ok(false),
            UnionForm::Tagged => {
                let start = self.mark();
                self.keep_union(union, start)?;
            }
            UnionForm::Discriminated(key) => self.discriminated(union, key)?,
            UnionForm::Untagged => self.untagged(union)?,
        }
        Ok(true)
    }

    /// Returns whether the union that comes next has no key of its members, and one of them keeps such unions.
    fn is_unknown(&mut self, members: &'static [Member]) -> Result<bool> {
        if !members.iter().any(Member::keeps_unknown) {
            return Ok(false);
        }
        let start = self.mark();
        let dialect = self.dialect;
        let known = members.iter().filter(|member| !member.keeps_unknown());
        let is_known = |key: &str| known.clone().any(|member| *unescaped(dialect.key(member)) == *key);
        let mut found = false;
        self.reader.object(&mut |reader, key| {
            found |= reader.peek() != b'n' && is_known(key);
            reader.skip()
        })?;
        self.read_again(start)?;
        Ok(!found)
    }

    /// Keeps the whole union that starts at the mark, if a member is there for that.
    fn keep_union(&mut self, union: &mut dyn UnionMut, start: Mark) -> Result {
        let keeper = union.schema().members.iter().position(Member::keeps_unknown);
        let Some(value) = keeper.and_then(|index| union.set_variant(index)) else { return Ok(()) };
        self.read_again(start)?;
        self.slot(value.slot(), &PLAIN)
    }

    /// Reads the structure that the value of this key names. The key may stand anywhere in it.
    fn discriminated(&mut self, union: &mut dyn UnionMut, key: &'static str) -> Result {
        let start = self.mark();
        let name = self.text_of_key(&unescaped(key))?.unwrap_or_default();
        self.read_again(start)?;
        let members = union.schema().members;
        let index = members.iter().position(|member| *unescaped(self.dialect.key(member)) == *name);
        let found = index.and_then(|index| members.get(index)).filter(|member| !member.keeps_unknown());
        match (found, index.and_then(|index| union.set_variant(index))) {
            (Some(member), Some(value)) => {
                let outer = self.attempts.discriminator.replace((key, start.place.depth() + 1));
                let read = self.slot(value.slot(), member);
                self.attempts.discriminator = outer;
                read.map_err(|error| error.inside(Step::Member(self.dialect.key(member))))
            }
            _ => {
                union.set_unknown(&name);
                self.reader.skip()?;
                self.keep_union(union, start)
            }
        }
    }

    /// Reads the first member that the value fits. A value that fits none is as a member that this client does not know, without a name.
    fn untagged(&mut self, union: &mut dyn UnionMut) -> Result {
        self.reader.enter()?;
        let start = self.mark();
        for (index, member) in union.schema().members.iter().enumerate() {
            let Some(value) = union.set_variant(index) else { continue };
            if self.fits(value, member) {
                self.reader.leave();
                return Ok(());
            }
            self.read_again(start)?;
        }
        union.set_unknown("");
        self.reader.leave();
        self.reader.skip()
    }

    /// Reads a value, or returns `false` if it is something else: of another type, or an object without a required member.
    fn fits(&mut self, value: &mut dyn ValueMut, member: &Member) -> bool {
        let slot = value.slot();
        let is_complete = match &slot {
            Slot::Structure(structure) => self.is_complete(structure.schema().members),
            _ => Ok(true),
        };
        is_complete.unwrap_or(false) && self.slot(slot, member).is_ok()
    }

    /// Returns whether the object that comes next has all required members.
    fn is_complete(&mut self, members: &'static [Member]) -> Result<bool> {
        let mut missing: Vec<_> = members.iter().filter(|member| member.is_required()).collect();
        if missing.is_empty() {
            return Ok(true);
        }
        let start = self.mark();
        let dialect = self.dialect;
        self.reader.object(&mut |reader, key| {
            if reader.peek() != b'n' {
                missing.retain(|member| *unescaped(dialect.key(member)) != *key);
            }
            reader.skip()
        })?;
        self.read_again(start)?;
        Ok(missing.is_empty())
    }

    /// Returns the text that the object that comes next has under this key, if it has one.
    fn text_of_key(&mut self, wanted: &str) -> Result<Option<String>> {
        let mut found = None;
        self.reader.object(&mut |reader, key| {
            if key != wanted || reader.peek() != b'"' {
                return reader.skip();
            }
            found = Some(reader.string()?.into_owned());
            Ok(())
        })?;
        Ok(found)
    }

    /// Keeps an entry of a structure that has no such member, if a member is there for that. Its key has just been read.
    #[cold]
    pub(super) fn unknown_entry(
        &mut self,
        members: &'static [Member],
        values: &mut [&mut dyn ValueMut],
    ) -> Result {
        let keeper = members.iter().position(Member::keeps_unknown).and_then(|index| values.get_mut(index));
        let Some(keeper) = keeper else { return self.reader.skip() };
        self.reader.go_to(self.attempts.key);
        let key = self.reader.string_rest()?;
        self.reader.colon()?;
        let is_discriminator = |(name, depth)| depth == self.reader.place().depth() && unescaped(name) == key;
        if self.attempts.discriminator.is_some_and(is_discriminator) {
            return self.reader.skip();
        }
        let Slot::Map(map) = keeper.reopen() else { return self.reader.skip() };
        self.charge(map.next_size())?;
        self.slot(map.insert(key).slot(), &PLAIN)
    }

    fn mark(&mut self) -> Mark {
        Mark { place: self.reader.place(), budget: self.budget }
    }

    /// Goes back to the mark, to read the value there once more. What was read since then is not kept.
    fn read_again(&mut self, start: Mark) -> Result {
        let read = self.reader.place().bytes_since(start.place);
        self.attempts.left = self.attempts.left.and_then(|left| left.checked_sub(read));
        self.reader.go_to(start.place);
        self.budget = start.budget;
        match self.attempts.left {
            Some(_) => Ok(()),
            None => {
                let place = self.reader.position();
                Err(self.reader.wrong(AMBIGUOUS, place))
            }
        }
    }
}

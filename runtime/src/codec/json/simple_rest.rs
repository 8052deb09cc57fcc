//! What [`alloy#simpleRestJson`](crate::protocol::SimpleRestJson) has beyond other JSON: the forms of unions, and the keeping of what a table does not know.

use super::decode::{Decoder, Result};
use super::encode::Encoder;
use super::read::Place;
use super::unescaped;
use crate::codec::budget::Budget;
use crate::codec::{MAX_DEPTH, PLAIN, Scope, Step};
use crate::schema::{Member, Schema, UnionForm};
use crate::value::{Known, Map, Slot, Structure, UnionMut, Value, ValueMut, View};
use std::ops::ControlFlow;

/// How often each byte of a text may be read again, on average, to find out which member of a union it belongs to.
const ATTEMPTS: usize = 64;

/// The problem with a text that would have to be read more often.
const AMBIGUOUS: &str = "unions in unions that take too many attempts to read: nothing at their start tells which member each of them is";

/// A place to which the decoder can go back, and what it had left there.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    place: Place,
    budget: Budget,
}

/// How values in the member of an untagged union are read, to find out whether it is the one that is meant.
#[derive(Clone, Copy, PartialEq)]
enum Attempt {
    /// They are in no such member.
    None,
    /// They must be what this client knows: unions and enums have a known value, and structures all required members.
    Exact,
    /// They may be newer than this client: only structures have to have all required members.
    Tolerant,
}

/// What is known while unions are read.
pub(super) struct Attempts {
    attempt: Attempt,
    /// How many untagged unions are being read, each the member of the one before.
    nested: u8,
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
        Self {
            attempt: Attempt::None,
            nested: 0,
            left: Some(text.len().saturating_mul(ATTEMPTS)),
            discriminator: None,
            key: Place::default(),
        }
    }

    /// Returns whether what is read may be something else than what is meant.
    #[inline]
    pub(super) fn is_attempt(&self) -> bool {
        self.attempt != Attempt::None
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
                if keeps_entry(structure, &unescaped(key)) {
                    self.fail(
                        union.name,
                        "can't be sent: an unknown entry has the key that tells which member it is",
                    );
                }
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

    /// Writes what was kept of a structure beside its other members, which must not have the same keys.
    pub(super) fn unknown_entries(
        &mut self,
        entries: &dyn Map,
        keeper: &'static Member,
        (members, values, scope): (&'static [Member], &[&dyn Value], Scope),
    ) {
        let dialect = self.dialect;
        let is_set = |(member, value): &(&'static Member, &&dyn Value)| {
            !member.keeps_unknown() && scope.has(member) && !matches!(value.view(), View::Unset)
        };
        let is_taken = |key: &str| {
            let mut set = members.iter().zip(values).filter(is_set);
            set.any(|(member, _)| *unescaped(dialect.key(member)) == *key)
        };
        entries.each(&mut |key, view| {
            if is_taken(key) {
                self.fail(keeper.name, "can't be sent: an entry has the key of another member that is set");
            }
            self.string(key);
            self.out.push(b':');
            self.value(view, &PLAIN);
            self.out.push(b',');
        });
    }
}

/// Returns whether a structure has an entry with this key among those that it does not know.
fn keeps_entry(structure: &dyn Structure, wanted: &str) -> bool {
    let Some(keeper) = structure.schema().members.iter().position(Member::keeps_unknown) else {
        return false;
    };
    let mut found = false;
    structure.members(&mut |values| {
        if let Some(View::Map(entries)) = values.get(keeper).map(|value| value.view()) {
            entries.each(&mut |key, _| found |= key == wanted);
        }
    });
    found
}

impl Decoder<'_> {
    /// Reads a union whose form is not the usual one, or keeps one that is unknown. If it is as usual, nothing is read, and the result is `false`.
    #[inline(never)] // Keeps its stack frame out of the path for other dialects.
    pub(super) fn union_in_form(&mut self, union: &mut dyn UnionMut) -> Result<bool> {
        match union.schema().union_form() {
            UnionForm::Tagged if !self.is_unknown(union.schema().members)? => return Ok(false),
            UnionForm::Tagged => self.keep_union(union)?,
            UnionForm::Discriminated(key) => self.discriminated(union, key)?,
            UnionForm::Untagged => self.untagged(union)?,
        }
        Ok(true)
    }

    /// Returns whether the tagged union that comes next has a tag that is not its own, and a member that keeps such unions.
    fn is_unknown(&mut self, members: &'static [Member]) -> Result<bool> {
        if !members.iter().any(Member::keeps_unknown) {
            return Ok(false);
        }
        let start = self.mark();
        let dialect = self.dialect;
        let known = members.iter().filter(|member| !member.keeps_unknown());
        let is_known = |key: &str| known.clone().any(|member| *unescaped(dialect.key(member)) == *key);
        let mut unknown = false;
        self.reader.object(&mut |reader, key| {
            // Neither a type that a service may add says which member it is, nor a null in place of a known one.
            let known = is_known(key);
            if key == "__type" || (known && reader.peek() == b'n') {
                reader.skip()?;
                return Ok(ControlFlow::Continue(()));
            }
            unknown = !known;
            if known {
                return Ok(ControlFlow::Break(()));
            }
            // One that is known may follow: two members are an error.
            reader.skip()?;
            Ok(ControlFlow::Continue(()))
        })?;
        self.read_again(start)?;
        Ok(unknown)
    }

    /// Keeps a whole union that is not known, or notes that it is not.
    fn keep_union(&mut self, union: &mut dyn UnionMut) -> Result {
        let keeper = union.schema().members.iter().position(Member::keeps_unknown);
        match keeper.and_then(|index| union.set_variant(index)) {
            Some(value) => self.slot(value.slot(), &PLAIN),
            None => {
                self.reader.skip()?;
                self.accept_unknown()
            }
        }
    }

    /// Reads the structure that the value of this key names. The key may stand anywhere in it.
    fn discriminated(&mut self, union: &mut dyn UnionMut, key: &'static str) -> Result {
        let start = self.mark();
        let members = union.schema().members;
        let dialect = self.dialect;
        let find = |name: &str| {
            let is_meant =
                |member: &'static Member| !member.keeps_unknown() && *unescaped(dialect.key(member)) == *name;
            members.iter().position(is_meant)
        };
        let name = self.text_of_key(&unescaped(key), &|name| find(name).is_some())?;
        self.read_again(start)?;
        let Some(name) = name else {
            // What does not say what it is can't be sent as something either, so it is not kept.
            union.set_unknown("");
            self.reader.skip()?;
            return self.accept_unknown();
        };
        let found = find(&name).and_then(|index| Some((members.get(index)?, union.set_variant(index)?)));
        let Some((member, value)) = found else {
            union.set_unknown(&name);
            return self.keep_union(union);
        };
        let outer = self.attempts.discriminator.replace((key, start.place.depth() + 1));
        let read = self.slot(value.slot(), member);
        self.attempts.discriminator = outer;
        read.map_err(|error| error.inside(Step::Member(self.dialect.key(member))))
    }

    /// Reads the first member that the value fits: exactly or, if it fits none so, with values that are newer than this client. A value that fits none is as a
    /// member that this client does not know, without a name.
    fn untagged(&mut self, union: &mut dyn UnionMut) -> Result {
        let outer = self.attempts.attempt;
        let ways: &[Attempt] = match outer {
            Attempt::Exact => &[Attempt::Exact],
            Attempt::None | Attempt::Tolerant => &[Attempt::Exact, Attempt::Tolerant],
        };
        self.enter_union()?;
        let mut fits = false;
        for way in ways {
            self.attempts.attempt = *way;
            fits = fits || self.first_that_fits(union)?;
        }
        self.attempts.attempt = outer;
        self.attempts.nested -= 1;
        if fits {
            return Ok(());
        }
        union.set_unknown("");
        self.reader.skip()?;
        self.accept_unknown()
    }

    /// Counts the untagged unions around a value. Their nesting is not in the text, so the limit for that does not end a union that may be itself.
    fn enter_union(&mut self) -> Result {
        if self.attempts.nested == MAX_DEPTH {
            let place = self.reader.position();
            return Err(self.reader.too_much("unions are nested too deep", place));
        }
        self.attempts.nested += 1;
        Ok(())
    }

    /// Reads the first member that the value fits. Returns `false`, at the start of the value, if there is none.
    fn first_that_fits(&mut self, union: &mut dyn UnionMut) -> Result<bool> {
        let start = self.mark();
        for (index, member) in union.schema().members.iter().enumerate() {
            let Some(value) = union.set_variant(index) else { continue };
            match self.slot(value.slot(), member) {
                Ok(()) => return Ok(true),
                Err(error) if error.is_of_limits() => return Err(error),
                Err(_) => self.read_again(start)?,
            }
        }
        Ok(false)
    }

    /// Reads the members of a structure that may not be the one that is meant: it is if it has all that are required.
    #[inline(never)] // Keeps its stack frame out of the path for what is no attempt.
    pub(super) fn telling_members(
        &mut self,
        members: &'static [Member],
        values: &mut [&mut dyn ValueMut],
        scope: Scope,
    ) -> Result {
        let start = self.reader.position();
        let mut missing: Vec<usize> = (0..members.len()).collect();
        missing.retain(|index| members.get(*index).is_some_and(Member::tells));
        self.reader.open(b'{', "an object")?;
        let mut more = self.reader.any(b'}');
        let mut expected = 0;
        while more {
            if let Some((index, filled)) = self.entry(members, values, expected, scope)? {
                expected = index + 1;
                missing.retain(|other| *other != index || !filled);
            }
            more = self.reader.more(b'}')?;
        }
        if missing.is_empty() {
            Ok(())
        } else {
            Err(self.reader.wrong("a required member is missing", start))
        }
    }

    /// Refuses an enum whose value this client does not know, where it may be something else.
    #[inline]
    pub(super) fn accept_known(&mut self, known: impl FnOnce() -> Known) -> Result {
        match self.attempts.attempt {
            Attempt::Exact if known() == Known::No => self.accept_unknown(),
            _ => Ok(()),
        }
    }

    /// Refuses a whole number that is written with a fraction or exponent, where it may be another kind of number.
    #[cold]
    pub(super) fn accept_integer(&mut self, start: usize) -> Result {
        if self.reader.since(start).bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
            return self.accept_unknown();
        }
        Ok(())
    }

    /// Refuses what this client does not know, where it may be something else.
    pub(super) fn accept_unknown(&mut self) -> Result {
        match self.attempts.attempt {
            Attempt::Exact => {
                let place = self.reader.position();
                Err(self.reader.wrong("a value that this client does not know", place))
            }
            Attempt::None | Attempt::Tolerant => Ok(()),
        }
    }

    /// Returns the text that the object that comes next has under this key, if it has one: the first that is known, or else the last.
    fn text_of_key(&mut self, wanted: &str, is_known: &dyn Fn(&str) -> bool) -> Result<Option<String>> {
        let mut found = None;
        self.reader.object(&mut |reader, key| {
            if key != wanted {
                reader.skip()?;
            } else if reader.peek() == b'"' {
                found = Some(reader.string()?.into_owned());
            } else {
                reader.skip()?;
                found = None;
            }
            Ok(match found.as_deref() {
                Some(name) if key == wanted && is_known(name) => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            })
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
                Err(self.reader.too_much(AMBIGUOUS, place))
            }
        }
    }
}

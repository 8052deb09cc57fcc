//! A reader for pieces of JSON text, which also makes the errors that name a place.

use super::MAX_DEPTH;
use super::scan::{plain, quote_in};
use crate::codec::{DecodeError, Problem, TOO_DEEP, utf8};
use crate::number::Parts;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// What [`Reader::object`] does at each entry: it gets the key, and reads or skips what stands there.
pub(super) type ReadEntry<'f, 'a> =
    dyn FnMut(&mut Reader<'a>, &str) -> Result<ControlFlow<()>, DecodeError> + 'f;

pub(super) struct Reader<'a> {
    text: &'a str,
    position: usize,
    depth: u8,
}

/// A place in the text, to which a reader can go back.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    position: usize,
    depth: u8,
}

impl Place {
    /// Returns in how many objects and arrays the place is.
    pub(super) fn depth(self) -> u8 {
        self.depth
    }

    /// Returns how many bytes lie between an earlier place and this one.
    pub(super) fn bytes_since(self, earlier: Self) -> usize {
        self.position.saturating_sub(earlier.position)
    }
}

impl<'a> Reader<'a> {
    /// Starts at the first value of the text. A byte order mark is skipped, as RFC 8259 allows.
    pub(super) fn new(text: &'a [u8]) -> Result<Self, DecodeError> {
        let (text, position) = utf8(text)?;
        Ok(Self { text, position, depth: 0 })
    }

    pub(super) fn whole_text(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.position..).unwrap_or_default()
    }

    /// Returns the next byte after white space, or 0 at the end of the text.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.position) {
            // Usually there is no white space, which takes one comparison to find out.
            if *byte > b' ' || !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return *byte;
            }
            self.position += 1;
        }
        0
    }

    /// Skips white space, and this punctuation if it is next.
    #[inline]
    pub(super) fn accept(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.position += usize::from(found);
        found
    }

    #[inline]
    fn expect(&mut self, byte: u8, name: &'static str) -> Result<(), DecodeError> {
        if self.accept(byte) { Ok(()) } else { Err(self.expected(name)) }
    }

    /// Skips the bracket that opens an object or array.
    #[inline]
    pub(super) fn open(&mut self, bracket: u8, name: &'static str) -> Result<(), DecodeError> {
        self.expect(bracket, name)?;
        if self.depth == MAX_DEPTH {
            self.position -= 1;
            return Err(self.too_much(TOO_DEEP, self.position));
        }
        self.depth += 1;
        Ok(())
    }

    /// Checks whether the object or array just opened has anything in it. If not, closes it.
    #[inline]
    pub(super) fn any(&mut self, bracket: u8) -> bool {
        let empty = self.accept(bracket);
        self.depth -= u8::from(empty);
        !empty
    }

    /// Checks whether another entry or element follows the one just read. If not, closes the object or array.
    #[inline]
    pub(super) fn more(&mut self, bracket: u8) -> Result<bool, DecodeError> {
        if self.accept(b',') {
            return Ok(true);
        }
        let name = if bracket == b'}' { "`,` or `}`" } else { "`,` or `]`" };
        self.expect(bracket, name)?;
        self.depth -= 1;
        Ok(false)
    }

    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), DecodeError> {
        self.expect(b':', "`:`")
    }

    /// Checks that nothing follows the value.
    pub(super) fn end(&mut self) -> Result<(), DecodeError> {
        self.peek();
        if self.rest().is_empty() { Ok(()) } else { Err(self.expected("the end of the text")) }
    }

    /// Starts a key: skips its opening quote.
    #[inline]
    pub(super) fn key(&mut self) -> Result<(), DecodeError> {
        self.expect(b'"', "a string as a key")
    }

    /// Skips the rest of a string if it is exactly `text`, in which nothing needs to be escaped.
    #[inline]
    pub(super) fn accept_rest(&mut self, text: &str) -> bool {
        let found = matches!(self.rest().strip_prefix(text.as_bytes()), Some([b'"', ..]));
        if found {
            self.position += text.len() + 1;
        }
        found
    }

    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.expect(b'"', "a string")?;
        self.string_rest()
    }

    /// Reads the rest of a string whose opening quote was skipped. Without escapes, it is a slice of the text.
    #[inline]
    pub(super) fn string_rest(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        // Most strings end within eight bytes.
        if let Some(length) = self.rest().first_chunk().and_then(quote_in)
            && let Some(text) = self.text.get(self.position..self.position + length)
        {
            self.position += length + 1;
            return Ok(Cow::Borrowed(text));
        }
        self.longer_rest()
    }

    #[inline(never)] // Keeps its stack frame out of the path for short strings.
    fn longer_rest(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let run = self.plain_run();
        if let Some(b'"') = self.rest().first() {
            self.position += 1;
            return Ok(Cow::Borrowed(run));
        }
        self.unescape(run).map(Cow::Owned)
    }

    #[inline]
    fn plain_run(&mut self) -> &'a str {
        let start = self.position;
        self.position += plain(self.rest());
        self.text.get(start..self.position).unwrap_or_default()
    }

    #[cold]
    fn unescape(&mut self, run: &str) -> Result<String, DecodeError> {
        let mut out = String::with_capacity(run.len() + 16);
        out.push_str(run);
        loop {
            match self.rest().first() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return Err(self.wrong("a control character in a string", self.position)),
                None => return Err(self.wrong("a string that doesn't end", self.position)),
            }
            out.push_str(self.plain_run());
        }
    }

    fn escape(&mut self) -> Result<char, DecodeError> {
        let start = self.position;
        let escaped = self.rest().get(1).copied().unwrap_or_default();
        self.position += 2;
        Ok(match escaped {
            b'"' | b'\\' | b'/' => escaped.into(),
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => match self.unicode() {
                Some(character) => character,
                None => return Err(self.wrong("an invalid Unicode escape", start)),
            },
            _ => return Err(self.wrong("an escape that JSON doesn't have", start)),
        })
    }

    /// Reads the digits of a `\u` escape, and the second escape of a surrogate pair.
    fn unicode(&mut self) -> Option<char> {
        let unit = self.unit()?;
        if !(0xD800..0xDC00).contains(&unit) {
            return char::from_u32(unit);
        }
        self.position += self.rest().starts_with(b"\\u").then_some(2)?;
        let low = self.unit()?.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
        char::from_u32(0x10000 + ((unit - 0xD800) << 10) + low)
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.rest().first_chunk::<4>()?;
        self.position += 4;
        digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))
    }

    /// Reads an integer. A fraction of zeros and an exponent are accepted as long as the value is an integer.
    pub(super) fn integer(&mut self) -> Result<i64, DecodeError> {
        let start = {
            self.peek();
            self.position
        };
        let negative = self.rest().first() == Some(&b'-');
        let mut value: i64 = 0;
        let mut digits = 0;
        for byte in self.rest().iter().skip(usize::from(negative)) {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            value = value.wrapping_mul(10).wrapping_add(digit.into());
            digits += 1;
        }
        let after = self.rest().get(usize::from(negative) + digits);
        // Eighteen digits always fit.
        let plain = matches!(digits, 1..=18) && !matches!(after, Some(b'.' | b'e' | b'E'));
        let zero_first = digits > 1 && self.rest().get(usize::from(negative)) == Some(&b'0');
        if plain && !zero_first {
            self.position += usize::from(negative) + digits;
            return Ok(if negative { -value } else { value });
        }
        let token = self.number("an integer")?;
        exact_integer(token).ok_or_else(|| self.wrong("an integer out of range, or a fraction", start))
    }

    /// Returns the text of a number of any size.
    pub(super) fn number(&mut self, name: &'static str) -> Result<&'a str, DecodeError> {
        self.peek();
        let start = self.position;
        let mut rest = self.rest();
        if let [b'-', digits @ ..] = rest {
            rest = digits;
        }
        rest = match rest {
            [b'0', rest @ ..] => rest,
            [b'1'..=b'9', ..] => without_digits(rest),
            _ => return Err(self.expected(name)),
        };
        if let [b'.', fraction @ ..] = rest {
            rest = self.digits(fraction)?;
        }
        if let [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] = rest {
            rest = self.digits(exponent)?;
        }
        self.position = self.text.len() - rest.len();
        if matches!(rest, [b'0'..=b'9', ..]) {
            return Err(self.wrong("a number with a leading zero", start));
        }
        Ok(self.text.get(start..self.position).unwrap_or_default())
    }

    fn digits<'b>(&self, text: &'b [u8]) -> Result<&'b [u8], DecodeError> {
        let rest = without_digits(text);
        if rest.len() == text.len() {
            return Err(self.wrong("a number without digits where there should be some", self.position));
        }
        Ok(rest)
    }

    /// Skips one of the words `true`, `false` and `null`.
    #[inline]
    pub(super) fn word(&mut self, word: &'static str, name: &'static str) -> Result<(), DecodeError> {
        self.peek();
        if !self.rest().starts_with(word.as_bytes()) {
            return Err(self.expected(name));
        }
        self.position += word.len();
        Ok(())
    }

    pub(super) fn boolean(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            b't' => self.word("true", "`true` or `false`").map(|()| true),
            _ => self.word("false", "`true` or `false`").map(|()| false),
        }
    }

    #[inline]
    pub(super) fn null(&mut self) -> Result<(), DecodeError> {
        self.word("null", "a value")
    }

    /// Skips a value of any kind.
    pub(super) fn skip(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            b'"' => self.string().map(drop),
            b'{' => {
                self.open(b'{', "an object")?;
                let mut more = self.any(b'}');
                while more {
                    self.key()?;
                    self.string_rest()?;
                    self.colon()?;
                    self.skip()?;
                    more = self.more(b'}')?;
                }
                Ok(())
            }
            b'[' => {
                self.open(b'[', "an array")?;
                let mut more = self.any(b']');
                while more {
                    self.skip()?;
                    more = self.more(b']')?;
                }
                Ok(())
            }
            b't' | b'f' => self.boolean().map(drop),
            b'n' => self.null(),
            _ => self.number("a value").map(drop),
        }
    }

    /// Reads an object, or the part up to the entry at which `value` breaks.
    pub(super) fn object(&mut self, value: &mut ReadEntry<'_, 'a>) -> Result<(), DecodeError> {
        self.open(b'{', "an object")?;
        let mut more = self.any(b'}');
        while more {
            self.key()?;
            let key = self.string_rest()?;
            self.colon()?;
            if value(self, &key)?.is_break() {
                break;
            }
            more = self.more(b'}')?;
        }
        Ok(())
    }

    /// Returns the text that was read since this position.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    /// Returns the place that the reader has come to.
    #[inline]
    pub(super) fn place(&self) -> Place {
        Place { position: self.position, depth: self.depth }
    }

    /// Goes back to a place.
    pub(super) fn go_to(&mut self, place: Place) {
        (self.position, self.depth) = (place.position, place.depth);
    }

    /// Returns where the next value begins.
    pub(super) fn position(&mut self) -> usize {
        self.peek();
        self.position
    }

    /// Creates the error of finding something other than `name` at the position.
    #[cold]
    pub(super) fn expected(&mut self, name: &'static str) -> DecodeError {
        let found = match (self.peek(), self.rest()) {
            (_, []) => "the end of the text",
            (b'"', _) => "a string",
            (b'{', _) => "an object",
            (b'[', _) => "an array",
            (b'-' | b'0'..=b'9', _) => "a number",
            (_, [b't', b'r', b'u', b'e', ..] | [b'f', b'a', b'l', b's', b'e', ..]) => "a boolean",
            (_, [b'n', b'u', b'l', b'l', ..]) => "null",
            (b',' | b':' | b'}' | b']', _) => "punctuation",
            _ => "something that is not JSON",
        };
        DecodeError::new(Problem::Expected(name, found), self.position)
    }

    /// Creates the error of something at this place that goes beyond a limit.
    #[cold]
    pub(super) fn too_much(&self, problem: &'static str, offset: usize) -> DecodeError {
        DecodeError::new(Problem::Limit(problem), offset)
    }

    /// Creates the error of something wrong at this place.
    #[cold]
    pub(super) fn wrong(&self, problem: &'static str, offset: usize) -> DecodeError {
        DecodeError::new(Problem::Wrong(problem), offset)
    }
}

fn without_digits(text: &[u8]) -> &[u8] {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.get(digits..).unwrap_or_default()
}

/// Returns the integer that a number is equal to: `1.0` and `1e18` are integers too.
fn exact_integer(number: &str) -> Option<i64> {
    number.parse().ok().or_else(|| {
        let parts = Parts::of(number);
        let digits = [parts.sign, &parts.digits()].concat();
        if digits.bytes().all(|byte| matches!(byte, b'-' | b'0')) {
            return Some(0);
        }
        let power = parts.power()?;
        if power >= 0 {
            let zeros = u32::try_from(power).ok()?;
            return digits.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(zeros)?);
        }
        let kept = digits.len().checked_sub(usize::try_from(power.unsigned_abs()).ok()?)?;
        let (integer, rest) = digits.split_at_checked(kept)?;
        if rest.bytes().any(|digit| digit != b'0') { None } else { integer.parse().ok() }
    })
}

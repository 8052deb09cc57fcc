//! A reader for pieces of CBOR, which also makes the errors that name a place.

use super::MAX_DEPTH;
use crate::codec::{DecodeError, Problem, TOO_DEEP};
use std::borrow::Cow;

type Result<T = ()> = std::result::Result<T, DecodeError>;

/// The head of a data item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Head {
    /// An integer of zero or more.
    Unsigned(u64),
    /// A negative integer: -1 minus this.
    Negative(u64),
    /// A byte string.
    Bytes(Length),
    /// A text string.
    Text(Length),
    /// An array with this many elements.
    Array(Length),
    /// A map with this many entries.
    Map(Length),
    /// A tag, before the item that it describes.
    Tag(u64),
    /// True or false.
    Boolean(bool),
    /// Null or undefined.
    Null,
    /// A number with a fraction.
    Float(f64),
    /// The end of an item of indefinite length.
    Break,
}

/// The length of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// This many bytes, elements or entries. At least that many bytes are left.
    Known(usize),
    /// Indefinite: the item goes on until there is a break.
    Unknown,
}

impl Head {
    /// Describes the item in words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unsigned(_) | Self::Negative(_) => "an integer",
            Self::Bytes(_) => "a byte string",
            Self::Text(_) => "a text string",
            Self::Array(_) => "an array",
            Self::Map(_) => "a map",
            Self::Tag(_) => "a tag",
            Self::Boolean(_) => "a boolean",
            Self::Null => "a null",
            Self::Float(_) => "a float",
            Self::Break => "a break",
        }
    }
}

pub(super) struct Reader<'a> {
    /// The data still to be read.
    rest: &'a [u8],
    /// The length of all the data.
    length: usize,
    depth: u8,
}

impl<'a> Reader<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { rest: data, length: data.len(), depth: 0 }
    }

    #[inline]
    pub(super) fn position(&self) -> usize {
        self.length - self.rest.len()
    }

    /// Creates the error of something wrong with the item that begins at `start`.
    #[cold]
    pub(super) fn wrong(&self, problem: &'static str, start: usize) -> DecodeError {
        DecodeError::new(Problem::Wrong(problem), start)
    }

    /// Creates the error of finding the wrong item at `start`.
    #[cold]
    pub(super) fn expected(&self, expected: &'static str, found: Head, start: usize) -> DecodeError {
        DecodeError::new(Problem::Expected(expected, found.name()), start)
    }

    #[cold]
    fn cut_off(&self) -> DecodeError {
        DecodeError::new(Problem::Expected("more bytes", "the end of the data"), self.length)
    }

    #[inline]
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else { return Err(self.cut_off()) };
        self.rest = rest;
        Ok(taken)
    }

    #[inline]
    fn take_array<const COUNT: usize>(&mut self) -> Result<[u8; COUNT]> {
        let Some((taken, rest)) = self.rest.split_first_chunk() else { return Err(self.cut_off()) };
        self.rest = rest;
        Ok(*taken)
    }

    /// Reads the head of the next item.
    #[inline]
    pub(super) fn head(&mut self) -> Result<Head> {
        let start = self.position();
        let Some((first, rest)) = self.rest.split_first() else { return Err(self.cut_off()) };
        self.rest = rest;
        let (major, low) = (first >> 5, first & 0x1F);
        if major == 7 {
            return self.simple(low, start);
        }
        let argument = match low {
            0..=23 => low.into(),
            24 => u8::from_be_bytes(self.take_array()?).into(),
            25 => u16::from_be_bytes(self.take_array()?).into(),
            26 => u32::from_be_bytes(self.take_array()?).into(),
            27 => u64::from_be_bytes(self.take_array()?),
            31 if (2..=5).contains(&major) => return Ok(Self::of_length(major, Length::Unknown)),
            _ => return Err(self.wrong("a head that CBOR does not have", start)),
        };
        Ok(match major {
            0 => Head::Unsigned(argument),
            1 => Head::Negative(argument),
            6 => Head::Tag(argument),
            _ => Self::of_length(major, self.announced(argument, start)?),
        })
    }

    #[inline]
    fn of_length(major: u8, length: Length) -> Head {
        match major {
            2 => Head::Bytes(length),
            3 => Head::Text(length),
            4 => Head::Array(length),
            _ => Head::Map(length),
        }
    }

    /// Checks a definite length. Every byte, element and entry takes at least one byte, so a length beyond the rest of the data is refused before anything is
    /// allocated.
    #[inline]
    fn announced(&self, length: u64, start: usize) -> Result<Length> {
        let length = usize::try_from(length).ok().filter(|length| *length <= self.rest.len());
        length
            .map(Length::Known)
            .ok_or_else(|| self.wrong("a length that is more than there are bytes", start))
    }

    fn simple(&mut self, low: u8, start: usize) -> Result<Head> {
        Ok(match low {
            20 => Head::Boolean(false),
            21 => Head::Boolean(true),
            22 | 23 => Head::Null,
            25 => Head::Float(half(u16::from_be_bytes(self.take_array()?))),
            26 => Head::Float(f32::from_be_bytes(self.take_array()?).into()),
            27 => Head::Float(f64::from_be_bytes(self.take_array()?)),
            31 => Head::Break,
            _ => return Err(self.wrong("a simple value that means nothing here", start)),
        })
    }

    /// Reads the head of the next item that is not a tag.
    #[inline]
    pub(super) fn untagged(&mut self) -> Result<Head> {
        loop {
            match self.head()? {
                Head::Tag(_) => {}
                head => return Ok(head),
            }
        }
    }

    /// Returns whether the next item is a text.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.rest, [0x60..=0x7F, ..])
    }

    /// Skips a null, if the next item is one.
    #[inline]
    pub(super) fn accept_null(&mut self) -> bool {
        let [0xF6 | 0xF7, rest @ ..] = self.rest else { return false };
        self.rest = rest;
        true
    }

    /// Skips a text of fewer than 24 bytes if it is exactly this one, as the expected key usually is.
    #[inline]
    pub(super) fn accept_text(&mut self, text: &str) -> bool {
        let Some((head, rest)) = self.rest.split_first() else { return false };
        let Some(rest) = rest.strip_prefix(text.as_bytes()) else { return false };
        let found = text.len() < 24 && usize::from(*head) == (0x60 | text.len());
        if found {
            self.rest = rest;
        }
        found
    }

    /// Skips the head of a text of fewer than 24 bytes, if that is next, as it usually is.
    #[inline]
    pub(super) fn accept_short_text(&mut self) -> Option<Length> {
        let [head @ 0x60..0x78, rest @ ..] = self.rest else { return None };
        let length = usize::from(head & 0x1F);
        if length > rest.len() {
            return None;
        }
        self.rest = rest;
        Some(Length::Known(length))
    }

    /// Reads a 64-bit float, if the next item is one.
    #[inline]
    pub(super) fn accept_double(&mut self) -> Option<f64> {
        let ([0xFB, bytes @ ..], rest) = self.rest.split_first_chunk::<9>()? else { return None };
        self.rest = rest;
        Some(f64::from_be_bytes(*bytes))
    }

    /// Reads a 32-bit unsigned integer with the tag 1, if that is next: the usual timestamp.
    #[inline]
    pub(super) fn accept_seconds(&mut self) -> Option<u32> {
        let ([0xC1, 0x1A, bytes @ ..], rest) = self.rest.split_first_chunk::<6>()? else { return None };
        self.rest = rest;
        Some(u32::from_be_bytes(*bytes))
    }

    /// Enters an array or map whose head was read.
    #[inline]
    pub(super) fn open(&mut self, start: usize) -> Result {
        if self.depth == MAX_DEPTH {
            return Err(self.wrong(TOO_DEEP, start));
        }
        self.depth += 1;
        Ok(())
    }

    /// Checks whether an array or map goes on after `count` elements or entries. If not, leaves it.
    #[inline]
    pub(super) fn more(&mut self, length: Length, count: usize) -> Result<bool> {
        let more = match length {
            Length::Known(length) => count < length,
            Length::Unknown => match self.rest {
                [0xFF, rest @ ..] => {
                    self.rest = rest;
                    false
                }
                [_, ..] => true,
                [] => return Err(self.cut_off()),
            },
        };
        self.depth -= u8::from(!more);
        Ok(more)
    }

    /// Reads the bytes of a string whose head was read.
    pub(super) fn bytes(&mut self, length: Length) -> Result<Cow<'a, [u8]>> {
        match length {
            Length::Known(length) => Ok(Cow::Borrowed(self.take(length)?)),
            Length::Unknown => {
                let mut out = Vec::new();
                self.chunks(
                    |head| matches!(head, Head::Bytes(_)),
                    |chunk, _| {
                        out.extend_from_slice(chunk);
                        Ok(())
                    },
                )?;
                Ok(Cow::Owned(out))
            }
        }
    }

    /// Reads the text whose head was read.
    #[inline]
    pub(super) fn text(&mut self, length: Length) -> Result<Cow<'a, str>> {
        match length {
            Length::Known(length) => {
                let start = self.position();
                utf8(self.take(length)?, start).map(Cow::Borrowed)
            }
            Length::Unknown => {
                let mut out = String::new();
                self.chunks(
                    |head| matches!(head, Head::Text(_)),
                    |chunk, start| {
                        out.push_str(utf8(chunk, start)?);
                        Ok(())
                    },
                )?;
                Ok(Cow::Owned(out))
            }
        }
    }

    /// Calls `each` for the chunks of a string of indefinite length. Each chunk has a definite length and is of the same kind as the string.
    fn chunks(
        &mut self,
        is_same: impl Fn(Head) -> bool,
        mut each: impl FnMut(&'a [u8], usize) -> Result,
    ) -> Result {
        loop {
            let start = self.position();
            match self.head()? {
                Head::Break => return Ok(()),
                head @ (Head::Bytes(Length::Known(length)) | Head::Text(Length::Known(length)))
                    if is_same(head) =>
                {
                    let start = self.position();
                    each(self.take(length)?, start)?;
                }
                _ => return Err(self.wrong("a string with an invalid chunk", start)),
            }
        }
    }

    /// Skips the next item.
    pub(super) fn skip(&mut self) -> Result {
        let start = self.position();
        match self.untagged()? {
            Head::Bytes(Length::Known(length)) => drop(self.take(length)?),
            Head::Bytes(length) => drop(self.bytes(length)?),
            Head::Text(length) => drop(self.text(length)?),
            Head::Array(length) => {
                self.open(start)?;
                let mut count = 0;
                while self.more(length, count)? {
                    self.skip()?;
                    count += 1;
                }
            }
            Head::Map(length) => {
                self.open(start)?;
                let mut count = 0;
                while self.more(length, count)? {
                    self.skip()?;
                    self.skip()?;
                    count += 1;
                }
            }
            Head::Break => return Err(self.wrong("a break where there is nothing to end", start)),
            _ => {}
        }
        Ok(())
    }

    /// Checks that nothing follows the item.
    pub(super) fn end(&self) -> Result {
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(DecodeError::new(Problem::Expected("the end of the data", "more bytes"), self.position()))
    }
}

#[inline]
fn utf8(bytes: &[u8], start: usize) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|error| {
        DecodeError::new(Problem::Wrong("a text string that is not UTF-8"), start + error.valid_up_to())
    })
}

/// Decodes a 16-bit float: one bit for the sign, five for the exponent, ten for the fraction.
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = (bits >> 10 & 0x1F, f64::from(bits & 0x3FF));
    let magnitude = match exponent {
        0 => fraction * 2_f64.powi(-24),
        0x1F if fraction == 0.0 => f64::INFINITY,
        0x1F => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2_f64.powi(i32::from(exponent) - 15),
    };
    if bits & 0x8000 == 0 { magnitude } else { -magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_as_the_standard_has_them() {
        for (bits, value) in [
            (0x0000, 0.0),
            (0x3C00, 1.0),
            (0x3E00, 1.5),
            (0x7BFF, 65504.0),
            (0x0001, 5.960_464_477_539_063e-8),
            (0x0400, 0.000_061_035_156_25),
            (0xC400, -4.0),
            (0x7C00, f64::INFINITY),
            (0xFC00, f64::NEG_INFINITY),
        ] {
            assert_eq!(half(bits).to_bits(), value.to_bits(), "{bits:04x}");
        }
        assert!(half(0x7E00).is_nan());
        assert!(half(0x8000).is_sign_negative());
    }
}

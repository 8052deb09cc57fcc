//! A reader for pieces of XML text: tags, attributes and text. It also makes the errors that name a place.
//!
//! Document types, and with them custom entities, are refused; comments and processing instructions are skipped.

use super::reference;
use super::scan::readable;
use crate::codec::{DecodeError, MAX_DEPTH, Problem, utf8};
use std::borrow::Cow;

type Result<T = ()> = std::result::Result<T, DecodeError>;

pub(super) struct Reader<'a> {
    text: &'a str,
    position: usize,
    depth: u8,
}

/// The start tag of an element.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The name, including a prefix if there is one.
    pub(super) name: &'a str,
    /// The range of the attributes in the text.
    attributes: (usize, usize),
    /// Whether the tag ends the element as well, as `<name/>` does.
    empty: bool,
}

impl Tag<'_> {
    #[inline]
    pub(super) fn has_attributes(&self) -> bool {
        self.attributes.0 != self.attributes.1
    }
}

/// A place to go back to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    position: usize,
    depth: u8,
}

impl<'a> Reader<'a> {
    /// Starts at the beginning of the text. A byte order mark is skipped.
    pub(super) fn new(text: &'a [u8]) -> Result<Self> {
        let (text, position) = utf8(text)?;
        Ok(Self { text, position, depth: 0 })
    }

    pub(super) fn whole_text(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.position..).unwrap_or_default()
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Returns whether an element whose content starts at `start`, and which has been read to its end, is empty.
    pub(super) fn is_blank_since(&self, start: usize) -> bool {
        let read = self.text.get(start..self.position).unwrap_or_default();
        let end_tag = read.rfind('<').unwrap_or_default();
        read.get(..end_tag).unwrap_or_default().trim_ascii().is_empty()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { position: self.position, depth: self.depth }
    }

    pub(super) fn go_back(&mut self, mark: Mark) {
        (self.position, self.depth) = (mark.position, mark.depth);
    }

    #[inline]
    fn white_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.rest().first() {
            self.position += 1;
        }
    }

    /// Reads the tag of the root element.
    pub(super) fn root(&mut self) -> Result<Tag<'a>> {
        loop {
            self.white_space();
            match self.rest() {
                [b'<', b'?' | b'!', ..] => self.markup()?,
                [b'<', next, ..] if *next != b'/' => return self.open(),
                _ => return Err(self.expected("an element")),
            }
        }
    }

    /// Checks that nothing follows the root element.
    pub(super) fn end(&mut self) -> Result {
        loop {
            self.white_space();
            match self.rest() {
                [] => return Ok(()),
                [b'<', b'?' | b'!', ..] => self.markup()?,
                _ => return Err(self.expected("the end of the text")),
            }
        }
    }

    /// Reads the tag of the next child of an element whose tag was read, and skips text before it. At the element's end tag, skips that and returns `None`.
    #[inline]
    pub(super) fn child(&mut self, parent: &Tag<'a>) -> Result<Option<Tag<'a>>> {
        if parent.empty {
            return Ok(None);
        }
        loop {
            self.white_space();
            match self.rest() {
                [b'<', b'/', ..] => return self.close(parent).map(|()| None),
                [b'<', b'?' | b'!', ..] => self.markup()?,
                [b'<', ..] => return self.open().map(Some),
                [] => return Err(self.expected("an end tag")),
                // Text between elements means nothing.
                [_, rest @ ..] => self.position += 1 + readable(rest),
            }
        }
    }

    /// Skips the tag of the next child if it is exactly `<name>`, as it usually is.
    #[inline]
    pub(super) fn accept_child(&mut self, parent: &Tag<'a>, name: &'static str) -> Option<Tag<'a>> {
        if parent.empty || self.depth == MAX_DEPTH {
            return None;
        }
        self.white_space();
        let rest = self.rest().strip_prefix(b"<")?.strip_prefix(name.as_bytes())?;
        let [b'>', ..] = rest else { return None };
        self.position += name.len() + 2;
        self.depth += 1;
        Some(Tag { name, attributes: (self.position, self.position), empty: false })
    }

    /// Skips an element whose tag was read.
    pub(super) fn skip(&mut self, tag: &Tag<'a>) -> Result {
        while let Some(child) = self.child(tag)? {
            self.skip(&child)?;
        }
        Ok(())
    }

    /// Reads the text of an element whose tag was read. If nothing needs to be replaced, it is a slice of the document.
    #[inline]
    pub(super) fn text(&mut self, tag: &Tag<'a>) -> Result<Cow<'a, str>> {
        if tag.empty {
            return Ok(Cow::Borrowed(""));
        }
        let run = self.run();
        if let [b'<', b'/', ..] = self.rest() {
            self.close(tag)?;
            return Ok(Cow::Borrowed(run));
        }
        self.mixed_text(run, tag).map(Cow::Owned)
    }

    #[inline]
    fn run(&mut self) -> &'a str {
        let start = self.position;
        self.position += readable(self.rest());
        self.text.get(start..self.position).unwrap_or_default()
    }

    #[cold]
    fn mixed_text(&mut self, run: &str, tag: &Tag<'a>) -> Result<String> {
        let mut out = run.to_owned();
        loop {
            match self.rest() {
                [b'<', b'/', ..] => {
                    self.close(tag)?;
                    return Ok(out);
                }
                [b'<', b'!', b'[', ..] => push_normalized(&mut out, self.section()?),
                [b'<', b'?' | b'!', ..] => self.markup()?,
                [b'&', ..] => {
                    let (character, length) = self.reference(self.position)?;
                    out.push(character);
                    self.position += length;
                }
                [b'\r', rest @ ..] => {
                    out.push('\n');
                    self.position += if rest.first() == Some(&b'\n') { 2 } else { 1 };
                }
                [] => return Err(self.expected("an end tag")),
                _ => return Err(self.expected("text")),
            }
            out.push_str(self.run());
        }
    }

    /// Returns the character that the reference at this place stands for, and the reference's length.
    fn reference(&self, start: usize) -> Result<(char, usize)> {
        let found = self.text.get(start..).and_then(reference::read);
        found.ok_or_else(|| self.wrong("a reference to a character or entity that XML doesn't have", start))
    }

    /// Reads a start tag.
    #[inline]
    fn open(&mut self) -> Result<Tag<'a>> {
        let start = self.position;
        self.position += 1;
        let name = self.name()?;
        let attributes = self.position;
        let (length, empty) = match self.rest() {
            [b'>', ..] => (1, false),
            [b'/', b'>', ..] => (2, true),
            [b' ' | b'\n' | b'\r' | b'\t', ..] => self.attributes()?,
            _ => return Err(self.expected("`>` or an attribute")),
        };
        let tag = Tag { name, attributes: (attributes, self.position), empty };
        self.position += length;
        if !empty {
            if self.depth == MAX_DEPTH {
                return Err(self.wrong("elements are nested too deep", start));
            }
            self.depth += 1;
        }
        Ok(tag)
    }

    #[inline]
    fn name(&mut self) -> Result<&'a str> {
        let start = self.position;
        let length = self.rest().iter().take_while(|byte| !ends_name(**byte)).count();
        if length == 0 {
            return Err(self.expected("a name"));
        }
        self.position += length;
        Ok(self.text.get(start..self.position).unwrap_or_default())
    }

    /// Skips the attributes of a tag. Returns the length of the tag's end and whether it ends the element too.
    fn attributes(&mut self) -> Result<(usize, bool)> {
        loop {
            self.white_space();
            match self.rest() {
                [b'>', ..] => return Ok((1, false)),
                [b'/', b'>', ..] => return Ok((2, true)),
                _ => drop(self.attribute()?),
            }
        }
    }

    /// Skips an attribute, and returns its name and the range of its value.
    fn attribute(&mut self) -> Result<(&'a str, (usize, usize))> {
        let name = self.name()?;
        self.white_space();
        if self.rest().first() != Some(&b'=') {
            return Err(self.expected("`=` and the attribute's value"));
        }
        self.position += 1;
        self.white_space();
        let Some(quote @ (b'"' | b'\'')) = self.rest().first().copied() else {
            return Err(self.expected("a quoted value"));
        };
        self.position += 1;
        let start = self.position;
        self.position += self.rest().iter().take_while(|byte| **byte != quote && **byte != b'<').count();
        let end = self.position;
        if self.rest().first() != Some(&quote) {
            return Err(self.expected("the end of the attribute's value"));
        }
        self.position += 1;
        Ok((name, (start, end)))
    }

    /// Calls `visit` for each attribute of a tag that was read, with its name, value and place.
    pub(super) fn each_attribute(
        &self,
        tag: &Tag<'a>,
        visit: &mut dyn FnMut(&'a str, Cow<'a, str>, usize) -> Result,
    ) -> Result {
        let mut within = Self { text: self.text, position: tag.attributes.0, depth: 0 };
        loop {
            within.white_space();
            if within.position >= tag.attributes.1 {
                return Ok(());
            }
            let (name, (start, end)) = within.attribute()?;
            visit(name, self.attribute_value(start, end)?, start)?;
        }
    }

    fn attribute_value(&self, start: usize, end: usize) -> Result<Cow<'a, str>> {
        let raw = self.text.get(start..end).unwrap_or_default();
        if !raw.contains(['&', '\t', '\n', '\r']) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut out = String::with_capacity(raw.len());
        let mut position = start;
        while let Some(character) = self.text.get(position..end).and_then(|rest| rest.chars().next()) {
            let (character, length) = match character {
                '&' => self.reference(position)?,
                '\t' | '\n' | '\r' => (' ', 1),
                other => (other, other.len_utf8()),
            };
            out.push(character);
            position += length;
        }
        Ok(Cow::Owned(out))
    }

    /// Reads the end tag of an element whose tag was read.
    #[inline]
    fn close(&mut self, tag: &Tag<'a>) -> Result {
        let start = self.position;
        self.position += 2;
        if !self.rest().starts_with(tag.name.as_bytes()) {
            return Err(self.wrong("an end tag of another element than the one that is open", start));
        }
        self.position += tag.name.len();
        self.white_space();
        if self.rest().first() != Some(&b'>') {
            return Err(self.wrong("an end tag of another element than the one that is open", start));
        }
        self.position += 1;
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    /// Skips a comment, a processing instruction or a CDATA section.
    #[cold]
    fn markup(&mut self) -> Result {
        let rest = self.rest();
        if rest.starts_with(b"<!--") {
            return self.until("<!--", "-->", "a comment that doesn't end").map(drop);
        }
        if rest.starts_with(b"<![CDATA[") && self.depth > 0 {
            return self.section().map(drop);
        }
        if rest.starts_with(b"<?") {
            return self.until("<?", "?>", "a processing instruction that doesn't end").map(drop);
        }
        Err(self.wrong("a declaration of document types or entities, which is refused", self.position))
    }

    /// Returns the text of a CDATA section.
    fn section(&mut self) -> Result<&'a str> {
        if !self.rest().starts_with(b"<![CDATA[") {
            return Err(self.wrong("a section that is not of plain text", self.position));
        }
        self.until("<![CDATA[", "]]>", "a section of plain text that doesn't end")
    }

    /// Skips text from `start` to `end`, and returns what is between.
    fn until(&mut self, start: &str, end: &str, problem: &'static str) -> Result<&'a str> {
        let inside = self.text.get(self.position + start.len()..).unwrap_or_default();
        let Some((inside, _)) = inside.split_once(end) else {
            return Err(self.wrong(problem, self.position));
        };
        self.position += start.len() + inside.len() + end.len();
        Ok(inside)
    }

    /// Creates the error of finding something other than `name` at the position.
    #[cold]
    pub(super) fn expected(&self, name: &'static str) -> DecodeError {
        let found = match self.rest() {
            [] => "the end of the text",
            [b'<', b'/', ..] => "an end tag",
            [b'<', ..] => "an element",
            [b'>' | b'/' | b'=' | b'"' | b'\'', ..] => "punctuation",
            _ => "text",
        };
        DecodeError::new(Problem::Expected(name, found), self.position)
    }

    /// Creates the error of something wrong at this place.
    #[cold]
    pub(super) fn wrong(&self, problem: &'static str, offset: usize) -> DecodeError {
        DecodeError::new(Problem::Wrong(problem), offset)
    }
}

#[inline]
fn ends_name(byte: u8) -> bool {
    // Most bytes are letters, for which one comparison is enough.
    byte < b'A'
        && matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'>' | b'/' | b'=' | b'<' | b'&' | b'"' | b'\'')
}

/// Appends the text with its line ends normalized, as XML requires.
fn push_normalized(out: &mut String, text: &str) {
    if text.contains('\r') {
        out.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        out.push_str(text);
    }
}

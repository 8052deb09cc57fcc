//! Errors of reading data in a wire format.

use std::fmt;

/// The error returned when data in a wire format can't be read.
///
/// It names the place and never shows what stands there, which may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    problem: Problem,
    offset: usize,
    line: usize,
    column: usize,
    /// The place in the value, innermost step first.
    path: Vec<Step>,
}

/// What is wrong with the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// What was expected, and what was found instead.
    Expected(&'static str, &'static str),
    /// What is wrong with the data in itself.
    Wrong(&'static str),
    /// What there is too much of, whatever the data is meant to be.
    Limit(&'static str),
}

/// A step from a value to one inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To a member.
    Member(&'static str),
    /// To an element of a list.
    Element(usize),
    /// To an entry of a map, whose key may be secret.
    Entry,
}

impl DecodeError {
    #[cold]
    pub(crate) fn new(problem: Problem, offset: usize) -> Self {
        Self(Box::new(Inner { problem, offset, line: 0, column: 0, path: Vec::new() }))
    }

    /// Adds the line and column in this text. A reader does so once, at its end, since it may come across many errors that it gets over.
    #[cold]
    pub(crate) fn in_text(mut self, text: &[u8]) -> Self {
        let before = text.get(..self.0.offset).unwrap_or(text);
        self.0.line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        // Continuation bytes of UTF-8 don't start a character.
        self.0.column = last.iter().filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
        self
    }

    /// Returns whether the data goes beyond what a reader takes, whatever it is meant to be.
    pub(crate) fn is_of_limits(&self) -> bool {
        matches!(self.0.problem, Problem::Limit(_))
    }

    /// Adds the step that leads to the value in which this went wrong.
    #[cold]
    pub(crate) fn inside(mut self, step: Step) -> Self {
        self.0.path.push(step);
        self
    }

    /// Returns the place in the data, as the number of bytes before it.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Returns the line in the text, counted from 1, or 0 if the format is not text.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// Returns the column in the line, in characters and counted from 1, or 0 if the format is not text.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// Returns the member of the outermost structure in which it is.
    pub(crate) fn member(&self) -> Option<&'static str> {
        match self.0.path.last() {
            Some(Step::Member(name)) => Some(name),
            _ => None,
        }
    }

    /// Returns the place in the value, such as `Meetings[2].MediaPlacement`. The key of a map's entry is shown as `*`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.path.iter().rev() {
            match step {
                Step::Element(index) => path.push_str(&format!("[{index}]")),
                Step::Member(name) => push_name(&mut path, name),
                Step::Entry => push_name(&mut path, "*"),
            }
        }
        path
    }
}

fn push_name(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.problem {
            Problem::Expected(expected, found) => write!(f, "expected {expected}, found {found}")?,
            Problem::Wrong(problem) | Problem::Limit(problem) => f.write_str(problem)?,
        }
        match self.0.line {
            0 => write!(f, " at byte {}", self.0.offset)?,
            line => write!(f, " at line {line}, column {} (byte {})", self.0.column, self.0.offset)?,
        }
        if self.0.path.is_empty() { Ok(()) } else { write!(f, ", in {}", self.path()) }
    }
}

impl std::error::Error for DecodeError {}

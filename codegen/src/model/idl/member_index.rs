//! [Member indexes](https://smithy.io/2.0/spec/idl.html) of Smithy 2.1: `1. name: Target`, which stands for a trait.

use super::lexer::Kind;
use super::parser::{Entries, Parser, entry};
use crate::diagnostics::Diagnostic;
use crate::model::traits::{Index, TraitValue};

impl Parser<'_> {
    /// Parses the index before a member, if there is one, and adds its trait.
    pub(super) fn index(&mut self, traits: &mut Entries) -> Result<(), Diagnostic> {
        let position = self.position();
        let Some(Kind::Number(written)) = self.peek() else { return Ok(()) };
        let digits = written.strip_suffix('.').filter(|digits| !digits.starts_with(['0', '-']));
        let Some(digits) = digits.filter(|digits| digits.parse::<i32>().is_ok()) else {
            return Err(self.expected("a name, or an index such as `1.` before it"));
        };
        self.take_any();
        let name = self.position();
        let end = position.column.saturating_add(u32::try_from(written.len()).unwrap_or(u32::MAX));
        if name.line != position.line || name.column == end {
            return Err(self.error(name, "expected a space and the name of a member after its index"));
        }
        self.content.newer.entry("a member index").or_insert(position);
        let number = self.number(digits, position)?;
        self.add_trait(traits, entry(Index::ID, position, number))
    }
}

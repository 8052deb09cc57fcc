//! Absolute shape ids: `namespace#Name` and `namespace#Name$member`.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// An absolute shape id, checked against Smithy's grammar. Cloning is cheap; order and equality are those of the text.
#[derive(Clone)]
pub struct ShapeId {
    text: Arc<str>,
    /// The byte offset of `#`.
    hash: usize,
    /// The byte offset of `$`, or the length of the text if the id names no member.
    dollar: usize,
}

impl ShapeId {
    /// Parses an absolute shape id.
    ///
    /// # Errors
    /// [`InvalidShapeId`] if the text has no namespace, or a part of it is not an identifier.
    pub fn parse(text: &str) -> Result<Self, InvalidShapeId> {
        let invalid = |problem| InvalidShapeId { text: text.to_owned(), problem };
        let (namespace, rest) = text.split_once('#').ok_or_else(|| invalid(Problem::NotAbsolute))?;
        let (name, member) = match rest.split_once('$') {
            Some((name, member)) => (name, Some(member)),
            None => (rest, None),
        };
        if !namespace.split('.').all(is_identifier) {
            return Err(invalid(Problem::Namespace));
        }
        if !is_identifier(name) {
            return Err(invalid(Problem::Name));
        }
        if !member.is_none_or(is_identifier) {
            return Err(invalid(Problem::Member));
        }
        Ok(Self { text: text.into(), hash: namespace.len(), dollar: namespace.len() + 1 + name.len() })
    }

    /// Returns `smithy.api#Unit`, the shape for "no value".
    pub(in crate::model) fn unit() -> Self {
        Self { text: super::UNIT.into(), hash: "smithy.api".len(), dollar: super::UNIT.len() }
    }

    /// Returns the id of a member of this shape.
    ///
    /// # Errors
    /// [`InvalidShapeId`] if the name is not an identifier.
    pub fn with_member(&self, member: &str) -> Result<Self, InvalidShapeId> {
        let shape = self.shape_text();
        let text = format!("{shape}${member}");
        if !is_identifier(member) {
            return Err(InvalidShapeId { text, problem: Problem::Member });
        }
        Ok(Self { text: text.into(), hash: self.hash, dollar: self.dollar })
    }

    /// Returns the id of the shape that this member belongs to; the id of a shape is returned unchanged.
    #[must_use]
    pub fn without_member(&self) -> Self {
        if self.member().is_none() {
            return self.clone();
        }
        Self { text: self.shape_text().into(), hash: self.hash, dollar: self.dollar }
    }

    /// Returns the namespace, as in `smithy.api`.
    pub fn namespace(&self) -> &str {
        self.text.get(..self.hash).unwrap_or_default()
    }

    /// Returns the shape's name without its namespace.
    pub fn name(&self) -> &str {
        self.text.get(self.hash + 1..self.dollar).unwrap_or_default()
    }

    /// Returns the member's name, if the id names a member.
    pub fn member(&self) -> Option<&str> {
        self.text.get(self.dollar + 1..)
    }

    /// Returns the id without its namespace: the name, and that of the member.
    #[must_use]
    pub fn relative(&self) -> &str {
        self.text.get(self.hash + 1..).unwrap_or_default()
    }

    /// Returns whether a text of a user stands for this shape: its name, or its whole id.
    pub fn is_called(&self, text: &str) -> bool {
        self.name() == text || *self == *text
    }

    /// Returns the whole id.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether the shape belongs to Smithy's prelude.
    pub fn is_prelude(&self) -> bool {
        self.namespace() == "smithy.api"
    }

    fn shape_text(&self) -> &str {
        self.text.get(..self.dollar).unwrap_or_default()
    }
}

/// Returns whether a text is an identifier of Smithy's grammar: letters, digits and underscores, with no digit first and not underscores alone.
pub(in crate::model) fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes().skip_while(|byte| *byte == b'_');
    bytes
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || (byte.is_ascii_digit() && text.starts_with('_')))
        && bytes.all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}

impl PartialEq for ShapeId {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for ShapeId {}

impl PartialOrd for ShapeId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ShapeId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl std::hash::Hash for ShapeId {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Borrow<str> for ShapeId {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl PartialEq<str> for ShapeId {
    fn eq(&self, other: &str) -> bool {
        &*self.text == other
    }
}

impl PartialEq<&str> for ShapeId {
    fn eq(&self, other: &&str) -> bool {
        &*self.text == *other
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ShapeId({})", self.text)
    }
}

/// Why a text is not an absolute shape id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidShapeId {
    text: String,
    problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    NotAbsolute,
    Namespace,
    Name,
    Member,
}

impl fmt::Display for InvalidShapeId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.problem {
            Problem::NotAbsolute => "it has no namespace",
            Problem::Namespace => "its namespace is not identifiers joined by dots",
            Problem::Name => "its shape name is not an identifier",
            Problem::Member => "its member name is not an identifier",
        };
        let text = &self.text;
        write!(formatter, "expected an absolute shape id such as `example#Shape`, found `{text}`: {reason}")
    }
}

impl std::error::Error for InvalidShapeId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_into_parts() {
        let id = ShapeId::parse("com.example#Shape$member").unwrap();
        assert_eq!(id.namespace(), "com.example");
        assert_eq!(id.name(), "Shape");
        assert_eq!(id.member(), Some("member"));
        assert_eq!(id.without_member(), "com.example#Shape");
        assert_eq!(id.without_member().member(), None);
        assert_eq!(id.without_member().with_member("member").unwrap(), id);
    }

    #[test]
    fn unit_is_well_formed() {
        let unit = ShapeId::unit();
        assert_eq!(ShapeId::parse(unit.as_str()).unwrap().name(), unit.name());
        assert_eq!(unit.name(), "Unit");
    }

    #[test]
    fn refuses_what_the_grammar_refuses() {
        for text in [
            "", "Shape", "#Shape", "a#", "a#B$", "a..b#C", "a#B$c$d", "a#1B", "a#B-c", "a#b#c", "1a#B",
            "a#_", "ä#B",
        ] {
            assert!(ShapeId::parse(text).is_err(), "{text}");
        }
        for text in ["a#_B", "a#_1", "a_b.c1#D_2$_e"] {
            assert!(ShapeId::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn names_the_part_that_is_wrong() {
        insta::assert_snapshot!(
            ShapeId::parse("String").unwrap_err(),
            @"expected an absolute shape id such as `example#Shape`, found `String`: it has no namespace"
        );
    }
}

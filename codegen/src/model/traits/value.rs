//! Reads trait values as the expected type, or reports what was found instead.

use std::cell::RefCell;

use super::AppliedTrait;
use crate::diagnostics::{Diagnostic, Location};
use crate::model::node::Object;
use crate::model::{Node, ShapeId};

/// A trait whose value has a Rust type.
pub trait TraitValue: Sized {
    /// The trait's absolute id.
    const ID: &'static str;

    /// Reads the trait's value.
    ///
    /// # Errors
    /// A finding that names the place, what was expected and what was found.
    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic>;
}

/// Reads the value of an applied trait. Findings that are not errors go to `warn`.
pub(in crate::model) fn read<T: TraitValue>(
    applied: &AppliedTrait,
    subject: &ShapeId,
    warn: &mut dyn FnMut(Diagnostic),
) -> Result<T, Diagnostic> {
    let site = Site { applied, subject, warnings: RefCell::default() };
    let value = T::read(ValueReader { node: &applied.value, site: &site, name: None });
    site.warnings.into_inner().into_iter().for_each(warn);
    value
}

/// The application of a trait, for findings.
struct Site<'a> {
    applied: &'a AppliedTrait,
    subject: &'a ShapeId,
    warnings: RefCell<Vec<Diagnostic>>,
}

/// The value of a trait, or a part of it, with methods that read it as a type.
#[derive(Clone, Copy)]
pub struct ValueReader<'a> {
    node: &'a Node,
    site: &'a Site<'a>,
    /// The field that holds this part, if any.
    name: Option<&'a str>,
}

impl<'a> ValueReader<'a> {
    /// Returns the value as it is.
    pub fn node(self) -> &'a Node {
        self.node
    }

    /// Reads a string.
    ///
    /// # Errors
    /// A finding if the value is something else; the other readers do the same.
    pub fn text(self) -> Result<&'a str, Diagnostic> {
        self.node.as_str().ok_or_else(|| self.expected("a string"))
    }

    /// Reads a string that is not empty.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn some_text(self) -> Result<String, Diagnostic> {
        match self.text()? {
            "" => Err(self.expected("a string that is not empty")),
            text => Ok(text.to_owned()),
        }
    }

    /// Reads a name of XML, with a prefix if it has one.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn xml_name(self) -> Result<String, Diagnostic> {
        let text = self.text()?;
        let parts = text.split_once(':').map_or([text, text], |(prefix, local)| [prefix, local]);
        if parts.iter().all(|part| is_plain_name(part)) {
            Ok(text.to_owned())
        } else {
            Err(self.expected(PLAIN_NAME))
        }
    }

    /// Reads a name of XML, or of a form, without a prefix.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn plain_name(self) -> Result<String, Diagnostic> {
        let text = self.text()?;
        if is_plain_name(text) { Ok(text.to_owned()) } else { Err(self.expected(PLAIN_NAME)) }
    }

    /// Reads a media type, with its parameters if it has some.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn media_type(self) -> Result<String, Diagnostic> {
        let text = self.text()?;
        let names = text.split(';').next().unwrap_or_default().trim_end().split_once('/');
        let is_name =
            |name: &str| !name.is_empty() && !name.contains(|it: char| it == '/' || it.is_whitespace());
        match names.is_some_and(|(kind, of)| is_name(kind) && is_name(of)) {
            true => Ok(text.to_owned()),
            false => Err(self.expected("a media type such as `video/mp4`")),
        }
    }

    /// Reads an absolute URL.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn url(self) -> Result<String, Diagnostic> {
        let text = self.text()?;
        let is_scheme =
            |scheme: &str| !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match text.split_once("://").is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty()) {
            true => Ok(text.to_owned()),
            false => Err(self.expected("a URL such as `https://example.com/`")),
        }
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn boolean(self) -> Result<bool, Diagnostic> {
        self.node.as_bool().ok_or_else(|| self.expected("`true` or `false`"))
    }

    /// Reads a whole number within limits.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn integer(self, minimum: i64, maximum: i64) -> Result<i64, Diagnostic> {
        self.node.as_i64().filter(|number| (minimum..=maximum).contains(number)).ok_or_else(|| {
            match (minimum, maximum) {
                (i64::MIN, i64::MAX) => self.expected("a whole number"),
                (_, i64::MAX) => self.expected(&format!("a whole number from {minimum}")),
                _ => self.expected(&format!("a whole number from {minimum} to {maximum}")),
            }
        })
    }

    /// Reads an absolute shape id.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn shape_id(self) -> Result<ShapeId, Diagnostic> {
        let text = self.text()?;
        ShapeId::parse(text).map_err(|invalid| self.error(invalid.to_string()))
    }

    /// Reads one of several strings, and returns what it stands for.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn one_of<T: Copy>(self, choices: &[(&'static str, T)]) -> Result<T, Diagnostic> {
        let text = self.node.as_str();
        let chosen = choices.iter().find(|(name, _)| Some(*name) == text);
        chosen.map(|(_, choice)| *choice).ok_or_else(|| {
            let names: Vec<String> = choices.iter().map(|(name, _)| format!("{name:?}")).collect();
            self.expected(&names.join(" or "))
                .did_you_mean(text.unwrap_or_default(), choices.iter().map(|(name, _)| *name))
        })
    }

    /// Reads an array, each element with a function.
    ///
    /// # Errors
    /// See [`text`](Self::text); or the function's error.
    pub fn list<T>(self, read: impl Fn(Self) -> Result<T, Diagnostic>) -> Result<Vec<T>, Diagnostic> {
        self.node
            .as_array()
            .ok_or_else(|| self.expected("an array"))?
            .iter()
            .map(|node| read(Self { node, ..self }))
            .collect()
    }

    /// Reads an object with arbitrary keys, each value with a function.
    ///
    /// # Errors
    /// See [`text`](Self::text); or the function's error.
    pub fn entries<T>(
        self,
        read: impl Fn(Self) -> Result<T, Diagnostic>,
    ) -> Result<Vec<(String, T)>, Diagnostic> {
        self.object()?
            .iter()
            .map(|entry| {
                let reader = Self { node: &entry.value, name: Some(&entry.key), ..self };
                Ok((entry.key.to_string(), read(reader)?))
            })
            .collect()
    }

    /// Reads an object with known fields, and warns about any others.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn fields(self, known: &[&'static str]) -> Result<Fields<'a>, Diagnostic> {
        let object = self.object()?;
        for entry in object {
            if !known.contains(&&*entry.key) {
                let message = format!("unknown field `{}` is ignored", entry.key);
                let warning = self.attach(Diagnostic::warning(message), entry.key_position);
                let warning = warning.did_you_mean(&entry.key, known.iter().copied());
                self.site.warnings.borrow_mut().push(warning);
            }
        }
        Ok(Fields { object, reader: self })
    }

    /// Reads a trait without content: an empty object, or `null`.
    ///
    /// # Errors
    /// See [`text`](Self::text).
    pub fn nothing(self) -> Result<(), Diagnostic> {
        if self.node.is_null() {
            return Ok(());
        }
        match self.node.as_object() {
            Some(_) => self.fields(&[]).map(|_| ()),
            None => Err(self.expected("an empty object").help("write `{}`")),
        }
    }

    /// Creates the error "expected this, found that" at this value.
    pub fn expected(self, what: &str) -> Diagnostic {
        let found = self.node.found();
        self.error(match self.name {
            Some(name) => format!("expected {what} as `{name}`, found {found}"),
            None => format!("expected {what}, found {found}"),
        })
    }

    /// Creates an error at this value.
    pub fn error(self, message: impl Into<String>) -> Diagnostic {
        self.attach(Diagnostic::error(message), self.node.position)
    }

    fn object(self) -> Result<&'a Object, Diagnostic> {
        self.node.as_object().ok_or_else(|| self.expected("an object"))
    }

    fn attach(self, diagnostic: Diagnostic, position: crate::diagnostics::Position) -> Diagnostic {
        let location = Location { file: self.site.applied.location.file.clone(), position };
        diagnostic.at(&location).shape(self.site.subject).trait_id(&self.site.applied.id)
    }
}

/// The fields of an object in a trait's value. A field that is `null` counts as absent.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    object: &'a Object,
    reader: ValueReader<'a>,
}

impl<'a> Fields<'a> {
    /// Reads an optional field with a function.
    ///
    /// # Errors
    /// The function's error.
    pub fn optional<T>(
        self,
        name: &'a str,
        read: impl FnOnce(ValueReader<'a>) -> Result<T, Diagnostic>,
    ) -> Result<Option<T>, Diagnostic> {
        match self.object.get(name).filter(|node| !node.is_null()) {
            None => Ok(None),
            Some(node) => read(ValueReader { node, name: Some(name), ..self.reader }).map(Some),
        }
    }

    /// Reads a required field with a function.
    ///
    /// # Errors
    /// A finding if the field is absent; or the function's error.
    pub fn required<T>(
        self,
        name: &'a str,
        read: impl FnOnce(ValueReader<'a>) -> Result<T, Diagnostic>,
    ) -> Result<T, Diagnostic> {
        let found = if self.object.get(name).is_some() { "`null`" } else { "none" };
        self.optional(name, read)?
            .ok_or_else(|| self.reader.error(format!("expected the field `{name}`, found {found}")))
    }

    /// Reads an optional boolean that is `false` if absent.
    ///
    /// # Errors
    /// A finding if the field is something else.
    pub fn flag(self, name: &'a str) -> Result<bool, Diagnostic> {
        Ok(self.optional(name, ValueReader::boolean)?.unwrap_or(false))
    }

    /// Reads an optional string.
    ///
    /// # Errors
    /// A finding if the field is something else.
    pub fn text(self, name: &'a str) -> Result<Option<String>, Diagnostic> {
        self.optional(name, |value| value.text().map(ToOwned::to_owned))
    }
}

const PLAIN_NAME: &str = "a name of letters, digits, `_`, `-` and `.` that begins with a letter or `_`";

fn is_plain_name(text: &str) -> bool {
    let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && text.bytes().all(is_legal)
}

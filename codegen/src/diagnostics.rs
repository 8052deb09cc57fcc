//! Findings about a model, worded so that its author can fix it.
//!
//! Readers and passes collect [`Diagnostics`] and go on, so that one run reports everything it can find.

use crate::printable::Printable;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// A place in a text. Both numbers count from one; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from one.
    pub line: u32,
    /// The character in the line, from one.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

/// A place in a named file. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The name the file was given when it was read.
    pub file: Arc<str>,
    /// The position in the file.
    pub position: Position,
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.file, self.position)
    }
}

/// How severe a diagnostic is. Only errors stop the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The model cannot be used as it is.
    Error,
    /// The model can be used, but something in it is probably a mistake.
    Warning,
}

impl Severity {
    fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One finding: what, how severe, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How severe it is.
    pub severity: Severity,
    /// The file it was found in, if it is about one.
    pub file: Option<Arc<str>>,
    /// The place in that file, if known.
    pub position: Option<Position>,
    /// The id of the shape or member it is about, as in `example#Shape$member`.
    pub shape: Option<Box<str>>,
    /// The id of the trait it is about.
    pub trait_id: Option<Box<str>>,
    /// What was expected and what was found, without a final full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<Box<str>>,
}

impl Diagnostic {
    /// Creates a finding of the given severity, without a location.
    pub fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            file: None,
            position: None,
            shape: None,
            trait_id: None,
            message: message.into(),
            help: None,
        }
    }

    /// Creates an error: the model cannot be used as it is.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// Creates a warning: the model can be used, but this is probably a mistake.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    /// Makes it a warning: here, what it says is only probably a mistake.
    #[must_use]
    pub fn into_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Sets the location: file, line and column.
    #[must_use]
    pub fn at(mut self, location: &Location) -> Self {
        self.file = Some(location.file.clone());
        self.position = Some(location.position);
        self
    }

    /// Sets the file, when there is no line to name.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<Arc<str>>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Sets the shape or member that the finding is about.
    #[must_use]
    pub fn shape(mut self, id: impl fmt::Display) -> Self {
        self.shape = Some(id.to_string().into());
        self
    }

    /// Sets the trait that the finding is about.
    #[must_use]
    pub fn trait_id(mut self, id: impl fmt::Display) -> Self {
        self.trait_id = Some(id.to_string().into());
        self
    }

    /// Returns whether both are the same finding at the same place, whatever shapes they are about.
    fn says_the_same_as(&self, other: &Self) -> bool {
        let parts = |it: &Self| (it.severity, it.file.clone(), it.position, it.trait_id.clone());
        parts(self) == parts(other) && self.message == other.message
    }

    /// Sets what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<Box<str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds "did you mean" as help if one of the candidates is close enough to the name that was found.
    #[must_use]
    pub fn did_you_mean<'a>(self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match suggest(name, candidates) {
            Some(candidate) => self.help(format!("did you mean `{candidate}`?")),
            None => self,
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.severity.name(), Printable(&self.message))?;
        let subject = match (&self.shape, &self.trait_id) {
            (Some(shape), Some(trait_id)) => Some(format!("shape {shape}, trait {trait_id}")),
            (Some(shape), None) => Some(format!("shape {shape}")),
            (None, Some(trait_id)) => Some(format!("trait {trait_id}")),
            (None, None) => None,
        };
        let place = match (&self.file, self.position) {
            (Some(file), Some(position)) => Some(format!("{file}:{position}")),
            (Some(file), None) => Some(file.to_string()),
            (None, _) => None,
        };
        match (place, subject) {
            (Some(place), Some(subject)) => {
                write!(formatter, "\n  --> {place} ({})", Printable(&subject))?;
            }
            (Some(place), None) => write!(formatter, "\n  --> {place}")?,
            (None, Some(subject)) => write!(formatter, "\n  --> ({})", Printable(&subject))?,
            (None, None) => {}
        }
        match &self.help {
            Some(help) => write!(formatter, "\n  help: {}", Printable(help)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Diagnostic {}

/// All findings of a run. `Display` sorts them by file and position and ends with a count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Creates an empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Removes the findings that are not to be kept.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Returns the value of a success; records a failure as a finding and returns `None`.
    pub fn collect<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(diagnostic) => {
                self.push(diagnostic);
                None
            }
        }
    }

    /// Returns whether any finding is an error, which stops the generator.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the ids of the shapes and members that errors are about.
    pub fn refused(&self) -> BTreeSet<Box<str>> {
        let errors = self.list.iter().filter(|it| it.severity == Severity::Error);
        errors.filter_map(|it| it.shape.clone()).collect()
    }

    /// Returns whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the number of findings.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the findings, to be changed.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.list.iter_mut()
    }

    /// Returns the findings in the order in which they were added.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Returns the findings sorted by file and position, those without a file first. A finding that several shapes share at one position, such as one about a
    /// member that they have from the same mixin, is listed once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.list.iter().collect();
        sorted.sort_by(|left, right| {
            (&left.file, left.position, left.severity, &left.message).cmp(&(
                &right.file,
                right.position,
                right.severity,
                &right.message,
            ))
        });
        sorted.dedup_by(|later, sooner| later.position.is_some() && later.says_the_same_as(sooner));
        sorted
    }

    fn count(findings: &[&Diagnostic], severity: Severity) -> Option<String> {
        let found = findings.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        match found {
            0 => None,
            1 => Some(format!("1 {}", severity.name())),
            _ => Some(format!("{found} {}s", severity.name())),
        }
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.list.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self { list: diagnostics.into_iter().collect() }
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { list: vec![diagnostic] }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let findings = self.sorted();
        for diagnostic in &findings {
            writeln!(formatter, "{diagnostic}\n")?;
        }
        let counts: Vec<String> = [Severity::Error, Severity::Warning]
            .into_iter()
            .filter_map(|severity| Self::count(&findings, severity))
            .collect();
        if counts.is_empty() {
            formatter.write_str("no findings")
        } else {
            formatter.write_str(&counts.join(", "))
        }
    }
}

impl std::error::Error for Diagnostics {}

/// Returns the candidate that `name` was most probably meant to be: the closest one, if at most a third of the name (of a shape id, the part after `#`)
/// differs. Among equally close ones the first in the alphabet wins.
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let significant = name.rsplit('#').next().unwrap_or(name);
    let limit = (significant.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= limit * 4)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Counts the edits between two names; a difference in case alone counts as one.
fn distance(name: &str, candidate: &str) -> usize {
    if name.eq_ignore_ascii_case(candidate) {
        usize::from(name != candidate)
    } else {
        strsim::osa_distance(name, candidate)
    }
}

#[cfg(test)]
mod tests;

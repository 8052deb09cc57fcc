//! The URI pattern of an operation: `/streams/{id}/files/{path+}?format=json`.

use std::collections::BTreeSet;
use std::fmt;

use crate::model::shape_id::is_identifier;

/// A path of literal texts and labels, and a constant query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UriPattern {
    /// The segments of the path, in order; none for `/`.
    pub segments: Vec<UriSegment>,
    /// Whether the path ends with a slash after its last segment.
    pub trailing_slash: bool,
    /// The constant query parameters, in order; the value is `None` without `=`.
    pub query: Vec<(String, Option<String>)>,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UriSegment {
    /// Literal text.
    Literal(String),
    /// The input member whose value is inserted here, with slashes escaped.
    Label(String),
    /// The input member whose value is inserted here, with slashes kept.
    GreedyLabel(String),
}

impl UriPattern {
    /// Parses a pattern.
    ///
    /// # Errors
    /// A description of what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let problem = |what: &str| format!("expected a URI pattern, found {text:?}: {what}");
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        let path = path.strip_prefix('/').ok_or_else(|| problem("it does not begin with a slash"))?;
        if text.contains(['#', ' ']) {
            return Err(problem("it holds a space or `#`"));
        }
        if !text.is_ascii() {
            return Err(problem("it holds characters that must be percent-encoded"));
        }
        if query == Some("") {
            return Err(problem("it ends with `?`"));
        }
        let (path, trailing_slash) = match path.strip_suffix('/') {
            Some(path) => (path, true),
            None => (path, false),
        };
        let segments = if path.is_empty() {
            Vec::new()
        } else {
            path.split('/').map(segment).collect::<Result<Vec<_>, _>>().map_err(problem)?
        };
        let pattern = Self { segments, trailing_slash, query: query.map(parameters).unwrap_or_default() };
        pattern.check_labels().map_err(problem)?;
        let names: BTreeSet<&String> = pattern.query.iter().map(|(name, _)| name).collect();
        if names.len() < pattern.query.len() {
            return Err(problem("a query parameter stands in it twice"));
        }
        if query.is_some_and(|query| query.contains(['{', '}'])) {
            return Err(problem("labels are for the path, not for the query"));
        }
        Ok(pattern)
    }

    /// Returns the names of the labels, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            UriSegment::Literal(_) => None,
            UriSegment::Label(name) | UriSegment::GreedyLabel(name) => Some(&**name),
        })
    }

    fn check_labels(&self) -> Result<(), &'static str> {
        let labels: Vec<&str> = self.labels().collect();
        let unique: BTreeSet<&str> = labels.iter().copied().collect();
        if unique.len() < labels.len() {
            return Err("a label stands in it twice");
        }
        let mut after_greedy =
            self.segments.iter().skip_while(|segment| !matches!(segment, UriSegment::GreedyLabel(_))).skip(1);
        if after_greedy.any(|segment| !matches!(segment, UriSegment::Literal(_))) {
            return Err("a greedy label must be the last label");
        }
        Ok(())
    }
}

/// Writes the pattern as in a model.
impl fmt::Display for UriPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            match segment {
                UriSegment::Literal(text) => write!(formatter, "/{text}")?,
                UriSegment::Label(name) => write!(formatter, "/{{{name}}}")?,
                UriSegment::GreedyLabel(name) => write!(formatter, "/{{{name}+}}")?,
            }
        }
        if self.segments.is_empty() || self.trailing_slash {
            formatter.write_str("/")?;
        }
        for (index, (name, value)) in self.query.iter().enumerate() {
            formatter.write_str(if index == 0 { "?" } else { "&" })?;
            formatter.write_str(name)?;
            if let Some(value) = value {
                write!(formatter, "={value}")?;
            }
        }
        Ok(())
    }
}

fn segment(text: &str) -> Result<UriSegment, &'static str> {
    let Some(inner) = text.strip_prefix('{') else {
        return match text {
            "" => Err("it has an empty segment"),
            "." | ".." => Err("it has a segment of dots, which is resolved on the way"),
            _ if text.contains(['{', '}']) => Err("a label must be a whole segment"),
            _ => Ok(UriSegment::Literal(text.to_owned())),
        };
    };
    let inner = inner.strip_suffix('}').ok_or("a label must be a whole segment")?;
    let (name, greedy) = match inner.strip_suffix('+') {
        Some(name) => (name, true),
        None => (inner, false),
    };
    if !is_identifier(name) {
        return Err("a label is not the name of a member");
    }
    Ok(match greedy {
        true => UriSegment::GreedyLabel(name.to_owned()),
        false => UriSegment::Label(name.to_owned()),
    })
}

fn parameters(query: &str) -> Vec<(String, Option<String>)> {
    query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| match parameter.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (parameter.to_owned(), None),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_read() {
        for text in ["/", "/a", "/a/", "/a/{b}/{c+}", "/{b+}/end?x", "/?x=1&y&z=", "/a.b/{c}?d=e"] {
            assert_eq!(UriPattern::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let texts = [
            "",
            "a",
            "/a//b",
            "/{a",
            "/x{a}",
            "/{a}{b}",
            "/{1}",
            "/{a}/{a}",
            "/{a+}/{b}",
            "/a b",
            "/a?b={c}",
            "/a/../b",
            "/é",
            "/a?",
            "/a?b=1&c&b",
        ];
        let report: Vec<String> = texts.iter().map(|text| UriPattern::parse(text).unwrap_err()).collect();
        insta::assert_snapshot!(report.join("\n"));
    }
}

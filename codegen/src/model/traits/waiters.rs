//! The waiters of operations.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use std::fmt;

/// The [waiters](https://smithy.io/2.0/additional-specs/waiters.html) of an operation by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Waitable(pub Vec<(String, Waiter)>);

/// A waiter: calls an operation until a condition holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// Its documentation, as Markdown.
    pub documentation: Option<String>,
    /// What responses mean; the first acceptor that matches counts.
    pub acceptors: Vec<Acceptor>,
    /// The shortest delay between calls, in seconds.
    pub min_delay: u64,
    /// The longest delay.
    pub max_delay: u64,
    /// Whether it should no longer be used.
    pub deprecated: bool,
}

/// What the responses that match mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptor {
    /// The state they lead to.
    pub state: WaiterState,
    /// The responses that match.
    pub matcher: Matcher,
    /// The part of the output that explains the state, in JMESPath.
    pub message: Option<String>,
}

/// The state of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// It has succeeded.
    Success,
    /// It can no longer succeed.
    Failure,
    /// It goes on.
    Retry,
}

/// Which responses match.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// All outputs (`true`), or all errors (`false`).
    Success(bool),
    /// The error with this name.
    ErrorType(String),
    /// An output with a part that matches.
    Output(PathMatcher),
    /// A response whose input and output, taken together, have a part that matches.
    InputOutput(PathMatcher),
}

/// What a part of a response has to be.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMatcher {
    /// The part, in JMESPath.
    pub path: String,
    /// How it is compared.
    pub comparator: PathComparator,
    /// What it is compared with.
    pub expected: String,
}

/// How a part of a response is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathComparator {
    /// It is a string with this value.
    StringEquals,
    /// It is a boolean with this value.
    BooleanEquals,
    /// It is a list whose elements all have this string value.
    AllStringEquals,
    /// It is a list with an element that has this string value.
    AnyStringEquals,
}

impl Acceptor {
    /// Returns whether both accept the same, whatever explains the state.
    pub(crate) fn is_as(&self, other: &Self) -> bool {
        self.state == other.state && self.matcher == other.matcher
    }
}

/// Describes the acceptor in words such as `success by output "state" is "READY"`.
impl fmt::Display for Acceptor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            WaiterState::Success => "success",
            WaiterState::Failure => "failure",
            WaiterState::Retry => "retry",
        };
        write!(formatter, "{state} by ")?;
        match &self.matcher {
            Matcher::Success(true) => formatter.write_str("any output"),
            Matcher::Success(false) => formatter.write_str("any error"),
            Matcher::ErrorType(error) => {
                write!(formatter, "error {:?}", error.rsplit('#').next().unwrap_or(error))
            }
            Matcher::Output(part) => write!(formatter, "output {part}"),
            Matcher::InputOutput(part) => write!(formatter, "input and output {part}"),
        }
    }
}

impl fmt::Display for PathMatcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let comparison = match self.comparator {
            PathComparator::StringEquals | PathComparator::BooleanEquals => "is",
            PathComparator::AllStringEquals => "are all",
            PathComparator::AnyStringEquals => "has",
        };
        write!(formatter, "{:?} {comparison} {:?}", self.path, self.expected)
    }
}

/// The longest delay that the trait allows, in seconds.
const LONGEST_DELAY: i64 = i32::MAX as i64;

impl TraitValue for Waitable {
    const ID: &'static str = "smithy.waiters#waitable";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let waiters = value.entries(waiter)?;
        let is_name = |name: &str| {
            name.starts_with(|first: char| first.is_ascii_uppercase())
                && name.chars().all(|it| it.is_ascii_alphanumeric())
        };
        if waiters.is_empty() {
            return Err(value.expected("at least one waiter").help("write one, or remove the trait"));
        }
        match waiters.iter().find(|(name, _)| !is_name(name)) {
            Some((name, _)) => Err(value.error(format!(
                "expected names such as `ThingExists`, of letters and digits, found {name:?}"
            ))),
            None => Ok(Self(waiters)),
        }
    }
}

fn waiter(value: ValueReader<'_>) -> Result<Waiter, Diagnostic> {
    let known = ["documentation", "acceptors", "minDelay", "maxDelay", "deprecated", "tags"];
    let fields = value.fields(&known)?;
    let delay = |name, default: u64| {
        let given = fields.optional(name, |value| value.integer(1, LONGEST_DELAY))?;
        Ok(given.map_or(default, i64::unsigned_abs))
    };
    let (min_delay, max_delay) = (delay("minDelay", 2)?, delay("maxDelay", 120)?);
    if max_delay < min_delay {
        return Err(value.error(format!(
            "expected a `maxDelay` of at least the `minDelay`, {min_delay}, found {max_delay}"
        )));
    }
    let acceptors = fields.required("acceptors", |value| value.list(acceptor))?;
    if !acceptors.iter().any(|acceptor| acceptor.state == WaiterState::Success) {
        return Err(value.error(
            "expected an acceptor with the state `success`, found none: the wait would never end well",
        ));
    }
    Ok(Waiter {
        documentation: fields.optional("documentation", ValueReader::some_text)?,
        acceptors,
        min_delay,
        max_delay,
        deprecated: fields.flag("deprecated")?,
    })
}

fn acceptor(value: ValueReader<'_>) -> Result<Acceptor, Diagnostic> {
    let fields = value.fields(&["state", "matcher", "message"])?;
    let states =
        [("success", WaiterState::Success), ("failure", WaiterState::Failure), ("retry", WaiterState::Retry)];
    Ok(Acceptor {
        state: fields.required("state", |value| value.one_of(&states))?,
        matcher: fields.required("matcher", matcher)?,
        message: fields.optional("message", ValueReader::some_text)?,
    })
}

fn matcher(value: ValueReader<'_>) -> Result<Matcher, Diagnostic> {
    let fields = value.fields(&["success", "errorType", "output", "inputOutput"])?;
    let given = [
        fields.optional("success", ValueReader::boolean)?.map(Matcher::Success),
        fields.optional("errorType", ValueReader::some_text)?.map(Matcher::ErrorType),
        fields.optional("output", path_matcher)?.map(Matcher::Output),
        fields.optional("inputOutput", path_matcher)?.map(Matcher::InputOutput),
    ];
    let mut given = given.into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(matcher), None) => Ok(matcher),
        (Some(_), Some(_)) => {
            Err(value
                .error("expected one of `success`, `errorType`, `output` and `inputOutput`, found several"))
        }
        (None, _) => Err(value.expected("one of `success`, `errorType`, `output` and `inputOutput`")),
    }
}

fn path_matcher(value: ValueReader<'_>) -> Result<PathMatcher, Diagnostic> {
    let fields = value.fields(&["path", "comparator", "expected"])?;
    let comparators = [
        ("stringEquals", PathComparator::StringEquals),
        ("booleanEquals", PathComparator::BooleanEquals),
        ("allStringEquals", PathComparator::AllStringEquals),
        ("anyStringEquals", PathComparator::AnyStringEquals),
    ];
    let comparator = fields.required("comparator", |value| value.one_of(&comparators))?;
    let expected = fields.required("expected", |value| Ok(value.text()?.to_owned()))?;
    if comparator == PathComparator::BooleanEquals && !matches!(expected.as_str(), "true" | "false") {
        return Err(
            value.error(format!("expected `true` or `false` for `booleanEquals`, found {expected:?}"))
        );
    }
    Ok(PathMatcher { path: fields.required("path", ValueReader::some_text)?, comparator, expected })
}

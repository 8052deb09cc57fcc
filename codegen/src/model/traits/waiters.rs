//! What clients can wait for.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use std::fmt;

/// What an operation's answers tell of, so that it can be waited for: [waiters](https://smithy.io/2.0/additional-specs/waiters.html) by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Waitable(pub Vec<(String, Waiter)>);

/// Something to wait for.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// What it is, as Markdown.
    pub documentation: Option<String>,
    /// What answers mean, the first that matches counts.
    pub acceptors: Vec<Acceptor>,
    /// The shortest pause between calls, in seconds.
    pub min_delay: u64,
    /// The longest.
    pub max_delay: u64,
    /// Whether it should not be used any more.
    pub deprecated: bool,
}

/// What the answers mean that match.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptor {
    /// What they mean.
    pub state: WaiterState,
    /// Which they are.
    pub matcher: Matcher,
    /// Where the output says why, in JMESPath.
    pub message: Option<String>,
}

/// Where a wait is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// At its end.
    Success,
    /// Where it won't come to its end any more.
    Failure,
    /// Under way.
    Retry,
}

/// Which answers match.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// Those that are outputs, or those that are errors.
    Success(bool),
    /// The error of this name.
    ErrorType(String),
    /// Outputs with this in them.
    Output(PathMatcher),
    /// Outputs with this in them or in what was sent.
    InputOutput(PathMatcher),
}

/// What a part of an answer has to be.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMatcher {
    /// The part, in JMESPath.
    pub path: String,
    /// How it is compared.
    pub comparator: PathComparator,
    /// What it is compared with.
    pub expected: String,
}

/// How a part of an answer is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathComparator {
    /// It is this text.
    StringEquals,
    /// It is this boolean.
    BooleanEquals,
    /// It is a list of this text alone.
    AllStringEquals,
    /// It is a list with this text.
    AnyStringEquals,
}

impl Acceptor {
    /// Whether it accepts the same as another, whatever says why.
    pub(crate) fn is_as(&self, other: &Self) -> bool {
        self.state == other.state && self.matcher == other.matcher
    }
}

/// What answers mean, in words such as `success by output "state" is "READY"`.
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

/// The longest delay, in seconds, that the trait has room for.
const LONGEST_DELAY: i64 = i32::MAX as i64;

impl TraitValue for Waitable {
    const ID: &'static str = "smithy.waiters#waitable";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let waiters = value.entries(waiter)?;
        let is_name = |name: &str| {
            name.starts_with(|first: char| first.is_ascii_uppercase())
                && name.chars().all(|it| it.is_ascii_alphanumeric())
        };
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
        _ => Err(value.expected("one of `success`, `errorType`, `output` and `inputOutput`")),
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

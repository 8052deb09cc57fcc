//! What an operation's answers tell of: the [`waitable`](https://smithy.io/2.0/additional-specs/waiters.html#smithy-waiters-waitable-trait) trait.

use super::jmespath::{Expression, Kind, check, compares};
use super::names::constant_name;
use super::rust_type::Types;
use super::{PathComparator, WaiterState, docs};
use crate::diagnostics::{Diagnostic, Diagnostics, suggest};
use crate::model::{Shape, traits};

/// Something to wait for.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// Its name in the model.
    pub name: String,
    /// The constant: `TABLE_EXISTS`.
    pub constant: String,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// The shortest pause between calls, in seconds.
    pub min_delay: u64,
    /// The longest.
    pub max_delay: u64,
    /// What answers mean, the first that matches counts.
    pub acceptors: Vec<Acceptor>,
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
    /// Its state and matcher in a few words.
    pub words: String,
}

/// Which answers match.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// Every output.
    AnyOutput,
    /// Every error.
    AnyError,
    /// The error of this name.
    Error(String),
    /// Outputs with this in them.
    Output(Part),
    /// Outputs with this in them or in the input.
    InputAndOutput(Part),
}

/// A part of an answer that has to be something.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The part, as the model has it.
    pub path: String,
    /// The part.
    pub expression: Expression,
    /// How it is compared.
    pub comparator: PathComparator,
    /// What it is compared with.
    pub expected: String,
}

/// What a waiter looks at.
pub(super) struct Waited<'a> {
    pub(super) operation: &'a Shape,
    pub(super) input: &'a Shape,
    pub(super) output: &'a Shape,
    /// The names of the operation's errors, and what they are on the wire in awsQuery.
    pub(super) errors: Vec<String>,
}

/// What the operation can be waited for with. A waiter that can't be followed is reported, and left out.
pub(super) fn of(types: &Types<'_>, waited: &Waited<'_>, diagnostics: &mut Diagnostics) -> Vec<Waiter> {
    let operation = waited.operation;
    let Some(traits::Waitable(waiters)) = operation.traits.read() else { return Vec::new() };
    let mut found: Vec<Waiter> = Vec::new();
    for (name, waiter) in waiters {
        let constant = constant_name(&name);
        let acceptors = if found.iter().any(|other| other.constant == constant) {
            Err("another has the same name, but for case".to_owned())
        } else {
            waiter.acceptors.into_iter().map(|it| acceptor(types, waited, it)).collect()
        };
        let acceptors: Vec<Acceptor> = match acceptors {
            Ok(acceptors) => acceptors,
            Err(problem) => {
                diagnostics.push(unfollowed(operation, &name, &problem));
                continue;
            }
        };
        diagnostics.extend(acceptors.iter().filter_map(|it| misspelt(waited, &name, it)));
        found.push(Waiter {
            constant,
            documentation: waiter.documentation.map(|text| docs::markdown(&text)).unwrap_or_default(),
            name,
            deprecated: waiter.deprecated,
            min_delay: waiter.min_delay,
            max_delay: waiter.max_delay,
            acceptors,
        });
    }
    found
}

fn acceptor(types: &Types<'_>, waited: &Waited<'_>, acceptor: traits::Acceptor) -> Result<Acceptor, String> {
    let words = acceptor.to_string();
    let output = Kind::Shape(waited.output);
    let matcher = match acceptor.matcher {
        traits::Matcher::Success(true) => Matcher::AnyOutput,
        traits::Matcher::Success(false) => Matcher::AnyError,
        // A name, or a shape id.
        traits::Matcher::ErrorType(error) => match error.rsplit('#').next() {
            Some(name) if !name.is_empty() => Matcher::Error(name.to_owned()),
            _ => return Err(format!("`{error}` names no error")),
        },
        traits::Matcher::Output(matcher) => Matcher::Output(part(types, &output, matcher)?),
        traits::Matcher::InputOutput(matcher) => {
            let both = [("input".to_owned(), Kind::Shape(waited.input)), ("output".to_owned(), output)];
            Matcher::InputAndOutput(part(types, &Kind::Object(both.into()), matcher)?)
        }
    };
    Ok(Acceptor { state: acceptor.state, matcher, message: acceptor.message, words })
}

/// The warning that an error is none of the operation's, but called nearly as one of them. Others are not in the model, as many codes of services aren't.
fn misspelt(waited: &Waited<'_>, waiter: &str, acceptor: &Acceptor) -> Option<Diagnostic> {
    let Matcher::Error(name) = &acceptor.matcher else { return None };
    let operation = waited.operation;
    let meant = suggest(name, waited.errors.iter().map(String::as_str)).filter(|meant| meant != name)?;
    let message = format!("`{waiter}` waits for the error `{name}`, which the operation does not have");
    Some(
        Diagnostic::warning(message)
            .at(&operation.location)
            .shape(&operation.id)
            .trait_id("smithy.waiters#waitable")
            .help(format!("did you mean `{meant}`?")),
    )
}

fn part(types: &Types<'_>, at: &Kind<'_>, matcher: traits::PathMatcher) -> Result<Part, String> {
    let traits::PathMatcher { path, comparator, expected } = matcher;
    let expression = Expression::parse(&path).and_then(|expression| {
        let kind = check(types, at, &expression)?;
        compares(&kind, comparator).map(|()| expression)
    });
    match expression {
        Ok(expression) => Ok(Part { path, expression, comparator, expected }),
        Err(problem) => Err(format!("`{path}` can't be used: {problem}")),
    }
}

/// None, for calls that can't be repeated: those that the model has are reported.
pub(super) fn none(operation: &Shape, problem: &str, diagnostics: &mut Diagnostics) -> Vec<Waiter> {
    if let Some(traits::Waitable(waiters)) = operation.traits.read() {
        diagnostics.extend(waiters.iter().map(|(name, _)| unfollowed(operation, name, problem)));
    }
    Vec::new()
}

fn unfollowed(operation: &Shape, name: &str, problem: &str) -> Diagnostic {
    Diagnostic::warning(format!("the client can't wait for `{name}`: {problem}"))
        .at(&operation.location)
        .shape(&operation.id)
        .trait_id("smithy.waiters#waitable")
        .help("correct the waiter in the model, or make one by hand with `runtime::waiter!`")
}

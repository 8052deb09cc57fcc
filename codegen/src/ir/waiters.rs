//! Waiters: the [`waitable`](https://smithy.io/2.0/additional-specs/waiters.html#smithy-waiters-waitable-trait) trait.

use super::context::Context;
use super::jmespath::{Expression, Kind, check, compares};
use super::names::constant_name;
use super::{PathComparator, WaiterState, docs};
use crate::diagnostics::{Diagnostic, Diagnostics, suggest};
use crate::model::traits::TraitValue as _;
use crate::model::{Shape, traits};

/// A waiter.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// Its name in the model.
    pub name: String,
    /// The name of its constant: `TABLE_EXISTS`.
    pub constant: String,
    /// Its documentation, as Markdown.
    pub documentation: String,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The shortest delay between calls, in seconds.
    pub min_delay: u64,
    /// The longest delay.
    pub max_delay: u64,
    /// What responses mean; the first acceptor that matches counts.
    pub acceptors: Vec<Acceptor>,
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
    /// Its state and matcher in a few words.
    pub words: String,
}

/// Which responses match.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// All outputs.
    AnyOutput,
    /// All errors.
    AnyError,
    /// The error with this name.
    Error(String),
    /// An output with a part that matches.
    Output(Part),
    /// A response whose input and output, taken together, have a part that matches.
    InputAndOutput(Part),
}

/// A condition on a part of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The path of the part, as the model writes it.
    pub path: String,
    /// The path, parsed.
    pub expression: Expression,
    /// How it is compared.
    pub comparator: PathComparator,
    /// What it is compared with.
    pub expected: String,
}

/// The shapes that a waiter's expressions refer to.
pub(super) struct Waited<'a> {
    pub(super) operation: &'a Shape,
    pub(super) input: &'a Shape,
    pub(super) output: &'a Shape,
    /// The names of the operation's errors, and their codes in awsQuery.
    pub(super) errors: Vec<String>,
}

/// Returns the operation's waiters. One that cannot be supported is reported and left out.
pub(super) fn of(context: &Context<'_>, waited: &Waited<'_>, diagnostics: &mut Diagnostics) -> Vec<Waiter> {
    let operation = waited.operation;
    let Some(traits::Waitable(waiters)) = operation.traits.read() else { return Vec::new() };
    let mut found: Vec<Waiter> = Vec::new();
    for (name, waiter) in waiters {
        let constant = constant_name(&name);
        let acceptors = if found.iter().any(|other| other.constant == constant) {
            Err("another has the same name, but for case".to_owned())
        } else {
            waiter.acceptors.into_iter().map(|it| acceptor(context, waited, it)).collect()
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

fn acceptor(
    context: &Context<'_>,
    waited: &Waited<'_>,
    acceptor: traits::Acceptor,
) -> Result<Acceptor, String> {
    let words = acceptor.to_string();
    let output = Kind::Shape(waited.output);
    let matcher = match acceptor.matcher {
        traits::Matcher::Success(true) => Matcher::AnyOutput,
        traits::Matcher::Success(false) => Matcher::AnyError,
        // The error is given by name or by shape id.
        traits::Matcher::ErrorType(error) => match error.rsplit('#').next() {
            Some(name) if !name.is_empty() => Matcher::Error(name.to_owned()),
            _ => return Err(format!("`{error}` names no error")),
        },
        traits::Matcher::Output(matcher) => Matcher::Output(part(context, &output, matcher)?),
        traits::Matcher::InputOutput(matcher) => {
            let both = [("input".to_owned(), Kind::Shape(waited.input)), ("output".to_owned(), output)];
            Matcher::InputAndOutput(part(context, &Kind::Object(both.into()), matcher)?)
        }
    };
    Ok(Acceptor { state: acceptor.state, matcher, message: acceptor.message, words })
}

/// Warns about an error that the operation does not have, but whose name resembles one that it has. Others may be codes that the model does not have.
fn misspelt(waited: &Waited<'_>, waiter: &str, acceptor: &Acceptor) -> Option<Diagnostic> {
    let Matcher::Error(name) = &acceptor.matcher else { return None };
    let operation = waited.operation;
    let meant = suggest(name, waited.errors.iter().map(String::as_str)).filter(|meant| meant != name)?;
    let message = format!("`{waiter}` waits for the error `{name}`, which the operation does not have");
    Some(operation.warning(message).trait_id(traits::Waitable::ID).help(format!("did you mean `{meant}`?")))
}

fn part(context: &Context<'_>, at: &Kind<'_>, matcher: traits::PathMatcher) -> Result<Part, String> {
    let traits::PathMatcher { path, comparator, expected } = matcher;
    let expression = Expression::parse(&path).and_then(|expression| {
        let kind = check(context, at, &expression)?;
        compares(&kind, comparator).map(|()| expression)
    });
    match expression {
        Ok(expression) => Ok(Part { path, expression, comparator, expected }),
        Err(problem) => Err(format!("`{path}` can't be used: {problem}")),
    }
}

/// Returns no waiters, for an operation that can't be repeated, and reports those in the model.
pub(super) fn none(operation: &Shape, problem: &str, diagnostics: &mut Diagnostics) -> Vec<Waiter> {
    if let Some(traits::Waitable(waiters)) = operation.traits.read() {
        diagnostics.extend(waiters.iter().map(|(name, _)| unfollowed(operation, name, problem)));
    }
    Vec::new()
}

fn unfollowed(operation: &Shape, name: &str, problem: &str) -> Diagnostic {
    operation
        .warning(format!("the client can't wait for `{name}`: {problem}"))
        .trait_id(traits::Waitable::ID)
        .help("correct the waiter in the model, or make one by hand with `runtime::waiter!`")
}

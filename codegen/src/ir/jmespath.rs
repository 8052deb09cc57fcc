//! Parses [JMESPath](https://jmespath.org/specification.html).

mod check;
mod function;
#[cfg(test)]
mod tests;

pub(super) use check::{Kind, check, compares};
pub use function::Function;
use jmespath::ErrorReason;
use jmespath::ast::{Ast, Comparator, KeyValuePair};
use std::collections::BTreeSet;

/// An expression, as in the runtime (`smithwright_runtime::jmespath::Expression`).
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// The current value (`@`).
    Current,
    /// The member at the end of a path of names (`a.b.c`).
    Path(Vec<String>),
    /// Null.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// The element of the current list at an index.
    Index(i32),
    /// A slice of the current list: start, end, step.
    Slice(Option<i32>, Option<i32>, i32),
    /// A chain: each expression is applied to the result of the one before.
    Then(Vec<Expression>),
    /// A projection: the second expression, applied to each element of the first.
    Each(Box<Expression>, Box<Expression>),
    /// A list, with its elements that are lists replaced by their own elements.
    Flatten(Box<Expression>),
    /// The values of an object.
    Wildcard(Box<Expression>),
    /// A filter: the second expression, if the first holds.
    If(Box<Expression>, Box<Expression>),
    /// The conjunction of two expressions.
    And(Box<Expression>, Box<Expression>),
    /// The disjunction of two expressions.
    Or(Box<Expression>, Box<Expression>),
    /// The negation of an expression.
    Not(Box<Expression>),
    /// The comparison of two expressions.
    Compare(Box<Expression>, Comparison, Box<Expression>),
    /// A list of the results.
    List(Vec<Expression>),
    /// An object of the results, by name.
    Object(Vec<(String, Expression)>),
    /// The result of a function.
    Call(Function, Vec<Expression>),
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl From<Comparator> for Comparison {
    fn from(comparator: Comparator) -> Self {
        match comparator {
            Comparator::Equal => Self::Equal,
            Comparator::NotEqual => Self::NotEqual,
            Comparator::LessThan => Self::Less,
            Comparator::LessThanEqual => Self::LessOrEqual,
            Comparator::GreaterThan => Self::Greater,
            Comparator::GreaterThanEqual => Self::GreaterOrEqual,
        }
    }
}

/// How deep an expression may be, estimated by the characters that begin another level. The parser, and functions that process its result, recurse once per
/// level.
const DEEPEST: usize = 256;

impl Expression {
    /// Parses an expression.
    ///
    /// # Errors
    /// A description of what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let levels = text.replace("[*]", "[").chars().filter(|it| ".([{!&*|?<>=".contains(*it)).count();
        if levels > DEEPEST {
            return Err("it has too many parts".to_owned());
        }
        let ast = jmespath::parse(text).map_err(|error| match error.reason {
            // The parser's own messages are about its internals.
            ErrorReason::Parse(_) => format!("it is no JMESPath from character {} on", error.offset + 1),
            ErrorReason::Runtime(problem) => problem.to_string(),
        })?;
        expression(ast)
    }
}

fn expression(ast: Ast) -> Result<Expression, String> {
    let boxed = |ast: Box<Ast>| expression(*ast).map(Box::new);
    Ok(match ast {
        Ast::Identity { .. } => Expression::Current,
        Ast::Field { name, .. } => Expression::Path(vec![name]),
        Ast::Index { idx, .. } => Expression::Index(idx),
        Ast::Literal { value, .. } => literal(&value)?,
        Ast::Subexpr { lhs, rhs, .. } => then(expression(*lhs)?, expression(*rhs)?),
        Ast::Projection { lhs, rhs, .. } => Expression::Each(boxed(lhs)?, boxed(rhs)?),
        Ast::Flatten { node, .. } => Expression::Flatten(boxed(node)?),
        Ast::ObjectValues { node, .. } => Expression::Wildcard(boxed(node)?),
        Ast::Condition { predicate, then, .. } => Expression::If(boxed(predicate)?, boxed(then)?),
        Ast::And { lhs, rhs, .. } => Expression::And(boxed(lhs)?, boxed(rhs)?),
        Ast::Or { lhs, rhs, .. } => Expression::Or(boxed(lhs)?, boxed(rhs)?),
        Ast::Not { node, .. } => Expression::Not(boxed(node)?),
        Ast::Comparison { comparator, lhs, rhs, .. } => {
            Expression::Compare(boxed(lhs)?, comparator.into(), boxed(rhs)?)
        }
        Ast::MultiList { elements, .. } => Expression::List(all(elements)?),
        Ast::MultiHash { elements, .. } => {
            let entries =
                elements.into_iter().map(|KeyValuePair { key, value }| Ok((key, expression(value)?)));
            object(entries.collect::<Result<_, String>>()?)?
        }
        Ast::Function { name, args, .. } => call(&name, args)?,
        Ast::Slice { step: 0, .. } => return Err("a slice has steps of zero".to_owned()),
        Ast::Slice { start, stop, step, .. } => Expression::Slice(start, stop, step),
        Ast::Expref { .. } => return Err("`&` stands where no function takes it".to_owned()),
    })
}

fn all(of: Vec<Ast>) -> Result<Vec<Expression>, String> {
    of.into_iter().map(expression).collect()
}

fn object(entries: Vec<(String, Expression)>) -> Result<Expression, String> {
    let mut names = BTreeSet::new();
    match entries.iter().find(|(name, _)| !names.insert(name)) {
        Some((name, _)) => Err(format!("an object has two `{name}`")),
        None => Ok(Expression::Object(entries)),
    }
}

fn call(name: &str, arguments: Vec<Ast>) -> Result<Expression, String> {
    let function = Function::called(name)?;
    function.check_count(arguments.len())?;
    let argument = |(position, ast): (usize, Ast)| match (function.is_reference(position), ast) {
        (true, Ast::Expref { ast, .. }) => expression(*ast),
        (true, _) => Err(format!("argument {} of `{name}` does not begin with `&`", position + 1)),
        (false, ast) => expression(ast),
    };
    let arguments = arguments.into_iter().enumerate().map(argument).collect::<Result<Vec<_>, _>>()?;
    Ok(Expression::Call(function, arguments))
}

fn literal(value: &jmespath::Variable) -> Result<Expression, String> {
    use jmespath::Variable;
    Ok(match value {
        Variable::Null | Variable::Expref(_) => Expression::Null,
        Variable::Bool(value) => Expression::Boolean(*value),
        Variable::String(text) => Expression::Text(text.clone()),
        Variable::Number(number) => Expression::Number(
            number
                .as_f64()
                .filter(|it| it.is_finite())
                .ok_or_else(|| format!("the number {number} is not supported"))?,
        ),
        Variable::Array(elements) => {
            let elements = elements.iter().map(|element| literal(element));
            anywhere(Expression::List(elements.collect::<Result<_, _>>()?))
        }
        Variable::Object(entries) => {
            let entries = entries.iter().map(|(name, value)| Ok((name.clone(), literal(value)?)));
            anywhere(object(entries.collect::<Result<_, String>>()?)?)
        }
    })
}

/// Makes a literal list or object apply to null as well. Lists and objects that an expression builds from null are null; literals are not.
fn anywhere(of: Expression) -> Expression {
    Expression::Then(vec![Expression::Boolean(true), of])
}

/// Chains two expressions, joining adjacent paths.
fn then(first: Expression, second: Expression) -> Expression {
    let steps = |of| match of {
        Expression::Current => Vec::new(),
        Expression::Then(steps) => steps,
        other => vec![other],
    };
    let mut joined = steps(first);
    for step in steps(second) {
        match (joined.last_mut(), step) {
            (Some(Expression::Path(names)), Expression::Path(more)) => names.extend(more),
            (_, step) => joined.push(step),
        }
    }
    match joined.len() {
        0 | 1 => joined.pop().unwrap_or(Expression::Current),
        _ => Expression::Then(joined),
    }
}

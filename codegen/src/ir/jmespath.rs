//! The part of [JMESPath](https://jmespath.org/specification.html) that the runtime knows, checked against the shapes of a model.

use super::PathComparator;
use super::rust_type::Types;
use crate::model::{Member, Reference, Shape, ShapeKind};
use jmespath::ErrorReason;
use jmespath::ast::{Ast, Comparator};

/// An expression, as the runtime has it (`smithwright_runtime::jmespath::Expression`).
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// The current value.
    Current,
    /// The member at the end of these names.
    Path(Vec<String>),
    /// Null.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// The element of a list here.
    Index(i32),
    /// Each applied to what the one before gave.
    Then(Vec<Expression>),
    /// The second for each element of the first.
    Each(Box<Expression>, Box<Expression>),
    /// The elements of lists within a list.
    Flatten(Box<Expression>),
    /// The values of an object.
    Values(Box<Expression>),
    /// The second, where the first holds.
    If(Box<Expression>, Box<Expression>),
    /// Both.
    And(Box<Expression>, Box<Expression>),
    /// Either.
    Or(Box<Expression>, Box<Expression>),
    /// The opposite.
    Not(Box<Expression>),
    /// Whether two compare so.
    Compare(Box<Expression>, Comparison, Box<Expression>),
    /// A list of what each gives.
    List(Vec<Expression>),
    /// Whether the first has the second in it.
    Contains(Box<Expression>, Box<Expression>),
    /// The names of an object.
    Keys(Box<Expression>),
    /// How long it is.
    Length(Box<Expression>),
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

/// How deep an expression may be, by the characters that begin another level: the parser, or what goes through its result, calls itself for each.
const DEEPEST: usize = 200;

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it, or in it and not supported.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.chars().filter(|it| ".([{!&*|?<>=".contains(*it)).count() > DEEPEST {
            return Err("it has too many parts".to_owned());
        }
        let ast = jmespath::parse(text).map_err(|error| match error.reason {
            // The parser's own words are about its insides.
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
        Ast::ObjectValues { node, .. } => Expression::Values(boxed(node)?),
        Ast::Condition { predicate, then, .. } => Expression::If(boxed(predicate)?, boxed(then)?),
        Ast::And { lhs, rhs, .. } => Expression::And(boxed(lhs)?, boxed(rhs)?),
        Ast::Or { lhs, rhs, .. } => Expression::Or(boxed(lhs)?, boxed(rhs)?),
        Ast::Not { node, .. } => Expression::Not(boxed(node)?),
        Ast::Comparison { comparator, lhs, rhs, .. } => {
            Expression::Compare(boxed(lhs)?, comparator.into(), boxed(rhs)?)
        }
        Ast::MultiList { elements, .. } => {
            Expression::List(elements.into_iter().map(expression).collect::<Result<_, _>>()?)
        }
        Ast::Function { name, args, .. } => {
            let arguments = args.into_iter().map(expression).collect::<Result<Vec<_>, _>>()?;
            function(&name, arguments)?
        }
        Ast::Slice { .. } => return Err("slices are not supported".to_owned()),
        Ast::MultiHash { .. } => return Err("objects made by expressions are not supported".to_owned()),
        Ast::Expref { .. } => return Err("references to expressions are not supported".to_owned()),
    })
}

fn literal(value: &jmespath::Variable) -> Result<Expression, String> {
    use jmespath::Variable;
    Ok(match value {
        Variable::Null => Expression::Null,
        Variable::Bool(value) => Expression::Boolean(*value),
        Variable::String(text) => Expression::Text(text.clone()),
        Variable::Number(number) => Expression::Number(
            number
                .as_f64()
                .filter(|it| it.is_finite())
                .ok_or_else(|| format!("the number {number} is not supported"))?,
        ),
        Variable::Array(_) | Variable::Object(_) | Variable::Expref(_) => {
            return Err("literals of lists and objects are not supported".to_owned());
        }
    })
}

/// One after the other; names stay together.
fn then(first: Expression, second: Expression) -> Expression {
    match (first, second) {
        (Expression::Current, other) | (other, Expression::Current) => other,
        (Expression::Path(mut names), Expression::Path(more)) => {
            names.extend(more);
            Expression::Path(names)
        }
        (Expression::Then(mut steps), Expression::Then(more)) => {
            steps.extend(more);
            Expression::Then(steps)
        }
        (Expression::Then(mut steps), second) => {
            steps.push(second);
            Expression::Then(steps)
        }
        (first, second) => Expression::Then(vec![first, second]),
    }
}

fn function(name: &str, arguments: Vec<Expression>) -> Result<Expression, String> {
    let count = arguments.len();
    let mut arguments = arguments.into_iter().map(Box::new);
    match (name, arguments.next(), arguments.next(), arguments.next()) {
        ("contains", Some(within), Some(wanted), None) => Ok(Expression::Contains(within, wanted)),
        ("keys", Some(of), None, None) => Ok(Expression::Keys(of)),
        ("length", Some(of), None, None) => Ok(Expression::Length(of)),
        ("contains" | "keys" | "length", ..) => Err(format!("`{name}` does not take {count} arguments")),
        _ => Err(format!("the function `{name}` is not supported: `contains`, `keys` and `length` are")),
    }
}

/// What a value is, as far as shapes tell.
#[derive(Clone, Debug)]
pub(super) enum Kind<'m> {
    /// Of this shape.
    Shape(&'m Shape),
    /// A list of such.
    List(Box<Kind<'m>>),
    /// What a condition gives.
    Boolean,
    /// A length.
    Number,
    /// An object of these.
    Object(Vec<(&'static str, &'m Shape)>),
    /// Unknown.
    Any,
}

/// Follows an expression through the shapes of a model.
///
/// # Errors
/// Where it leads nowhere.
pub(super) fn check<'m>(types: &Types<'m>, at: &Kind<'m>, of: &Expression) -> Result<Kind<'m>, String> {
    let both = |left, right| check(types, at, left).and(check(types, at, right));
    match of {
        Expression::Current => Ok(at.clone()),
        Expression::Path(names) => names.iter().try_fold(at.clone(), |at, name| member(types, &at, name)),
        Expression::Null | Expression::Boolean(_) | Expression::Number(_) | Expression::Text(_) => {
            Ok(Kind::Any)
        }
        Expression::Index(_) => elements(types, at),
        Expression::Then(steps) => steps.iter().try_fold(at.clone(), |at, step| check(types, &at, step)),
        Expression::Each(of, each) => {
            let element = elements(types, &check(types, at, of)?)?;
            Ok(Kind::List(check(types, &element, each)?.into()))
        }
        Expression::Flatten(of) => {
            let element = elements(types, &check(types, at, of)?)?;
            // Elements that are no lists stay as they are.
            Ok(Kind::List(elements(types, &element).unwrap_or(element).into()))
        }
        Expression::Values(of) => values(types, &check(types, at, of)?),
        Expression::If(condition, then) => {
            check(types, at, condition)?;
            check(types, at, then)
        }
        Expression::And(left, right) | Expression::Or(left, right) => both(left, right).map(|_| Kind::Any),
        Expression::Compare(left, _, right) | Expression::Contains(left, right) => {
            both(left, right).map(|_| Kind::Boolean)
        }
        Expression::Not(of) => check(types, at, of).map(|_| Kind::Boolean),
        Expression::Length(of) => check(types, at, of).map(|_| Kind::Number),
        Expression::Keys(of) => {
            values(types, &check(types, at, of)?)?;
            Ok(Kind::List(Kind::Any.into()))
        }
        Expression::List(all) => {
            all.iter().try_for_each(|it| check(types, at, it).map(drop))?;
            Ok(Kind::List(Kind::Any.into()))
        }
    }
}

fn target<'m>(types: &Types<'m>, reference: &Reference) -> Kind<'m> {
    types.model().target(reference).map_or(Kind::Any, |shape| match shape.kind {
        ShapeKind::Document => Kind::Any,
        _ => Kind::Shape(shape),
    })
}

fn member<'m>(types: &Types<'m>, at: &Kind<'m>, name: &str) -> Result<Kind<'m>, String> {
    match at {
        Kind::Any => Ok(Kind::Any),
        Kind::List(_) => Err(format!("a list has no member `{name}`")),
        Kind::Boolean | Kind::Number => Err(format!("a condition or length has no member `{name}`")),
        Kind::Object(members) => {
            let member = members.iter().find(|(known, _)| *known == name);
            member.map(|(_, shape)| Kind::Shape(shape)).ok_or_else(|| format!("there is no `{name}`"))
        }
        Kind::Shape(shape) => match &shape.kind {
            ShapeKind::Map(map) => Ok(target(types, &map.value.target)),
            ShapeKind::Structure(_) | ShapeKind::Union(_) => {
                let named = |member: &&Member| member.name() == name;
                let member = shape.members().find(named);
                member
                    .map(|member| target(types, &member.target))
                    .ok_or_else(|| format!("{} has no member `{name}`", shape.id))
            }
            _ => Err(format!("{} has no members such as `{name}`", shape.id)),
        },
    }
}

fn elements<'m>(types: &Types<'m>, at: &Kind<'m>) -> Result<Kind<'m>, String> {
    match at {
        Kind::Any => Ok(Kind::Any),
        Kind::List(element) => Ok(element.as_ref().clone()),
        Kind::Object(_) | Kind::Boolean | Kind::Number => Err("what comes before is no list".to_owned()),
        Kind::Shape(shape) => match &shape.kind {
            ShapeKind::List(list) => Ok(target(types, &list.member.target)),
            _ => Err(format!("{} is no list", shape.id)),
        },
    }
}

fn values<'m>(types: &Types<'m>, at: &Kind<'m>) -> Result<Kind<'m>, String> {
    let value = match at {
        Kind::Any | Kind::Object(_) => Kind::Any,
        Kind::List(_) | Kind::Boolean | Kind::Number => {
            return Err("what comes before has no names".to_owned());
        }
        Kind::Shape(shape) => match &shape.kind {
            ShapeKind::Map(map) => target(types, &map.value.target),
            ShapeKind::Structure(_) | ShapeKind::Union(_) => Kind::Any,
            _ => return Err(format!("{} has no names", shape.id)),
        },
    };
    Ok(Kind::List(value.into()))
}

/// Says what is wrong with comparing such a value so.
pub(super) fn compares(kind: &Kind<'_>, comparator: PathComparator) -> Result<(), String> {
    let (fits, wanted) = match comparator {
        PathComparator::StringEquals => (
            matches!(kind, Kind::Shape(shape) if matches!(shape.kind, ShapeKind::String | ShapeKind::Enum(_))),
            "a text",
        ),
        PathComparator::BooleanEquals => (
            matches!(kind, Kind::Boolean)
                || matches!(kind, Kind::Shape(shape) if matches!(shape.kind, ShapeKind::Boolean)),
            "a boolean",
        ),
        PathComparator::AllStringEquals | PathComparator::AnyStringEquals => (
            matches!(kind, Kind::List(_))
                || matches!(kind, Kind::Shape(shape) if matches!(shape.kind, ShapeKind::List(_))),
            "a list",
        ),
    };
    if fits || matches!(kind, Kind::Any) {
        return Ok(());
    }
    let found = match kind {
        Kind::Shape(shape) => shape.id.to_string(),
        Kind::List(_) => "a list".to_owned(),
        Kind::Boolean => "a condition".to_owned(),
        Kind::Number => "a length".to_owned(),
        Kind::Object(_) | Kind::Any => "an object".to_owned(),
    };
    Err(format!("it is {found} and is compared with {wanted}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(of: &Expression) -> String {
        let all = |of: &[Expression]| of.iter().map(shown).collect::<Vec<_>>().join(" ");
        match of {
            Expression::Current => "@".to_owned(),
            Expression::Path(names) => names.join("."),
            Expression::Null => "null".to_owned(),
            Expression::Boolean(value) => value.to_string(),
            Expression::Number(value) => value.to_string(),
            Expression::Text(text) => format!("{text:?}"),
            Expression::Index(index) => format!("(at {index})"),
            Expression::Then(steps) => format!("(then {})", all(steps)),
            Expression::List(elements) => format!("(list {})", all(elements)),
            Expression::Flatten(of) => format!("(flatten {})", shown(of)),
            Expression::Values(of) => format!("(values {})", shown(of)),
            Expression::Not(of) => format!("(not {})", shown(of)),
            Expression::Keys(of) => format!("(keys {})", shown(of)),
            Expression::Length(of) => format!("(length {})", shown(of)),
            Expression::Each(left, right) => format!("(each {} {})", shown(left), shown(right)),
            Expression::If(left, right) => format!("(if {} {})", shown(left), shown(right)),
            Expression::And(left, right) => format!("(and {} {})", shown(left), shown(right)),
            Expression::Or(left, right) => format!("(or {} {})", shown(left), shown(right)),
            Expression::Contains(left, right) => format!("(contains {} {})", shown(left), shown(right)),
            Expression::Compare(left, by, right) => format!("({by:?} {} {})", shown(left), shown(right)),
        }
    }

    #[test]
    fn reads_the_expressions_of_models() {
        for (text, meaning) in [
            ("resourceId", "resourceId"),
            ("TableCreationParameters.TableName", "TableCreationParameters.TableName"),
            ("TransactItems[*].Get.TableName", "(each TransactItems Get.TableName)"),
            ("keys(RequestItems)", "(keys RequestItems)"),
            ("a.keys(@)", "(then a (keys @))"),
            ("Map.*.name", "(each (values Map) name)"),
            ("nested.[foo, nested.bar]", "(then nested (list foo nested.bar))"),
            ("list[*].[foo.bar, baz][]", "(each (flatten (each list (list foo.bar baz))) @)"),
            ("list[].name", "(each (flatten list) name)"),
            ("[a, b.c]", "(list a b.c)"),
            (" a . \"b-c\" ", "a.b-c"),
            ("a[0].b[-1]", "(then a (at 0) b (at -1))"),
            ("a[?b == 'c' || !d]", "(each a (if (or (Equal b \"c\") (not d)) @))"),
            ("length(a[?b]) > `1.5`", "(Greater (length (each a (if b @))) 1.5)"),
            ("a != `null` && b < c", "(and (NotEqual a null) (Less b c))"),
            ("contains(a, `true`)", "(contains a true)"),
        ] {
            assert_eq!(Expression::parse(text).map(|it| shown(&it)), Ok(meaning.to_owned()), "{text}");
        }
    }

    #[test]
    fn says_what_it_cannot_read() {
        for (text, problem) in [
            ("", "it is no JMESPath from character 1 on"),
            ("a.", "it is no JMESPath"),
            ("a b", "it is no JMESPath"),
            ("a[*", "it is no JMESPath"),
            ("keys(a", "it is no JMESPath"),
            ("keys(a, b)", "`keys` does not take 2 arguments"),
            ("a[1:2]", "slices are not supported"),
            ("{a: b}", "objects made by expressions are not supported"),
            ("`[1]`", "literals of lists and objects are not supported"),
            ("max_by(a, &b)", "references to expressions are not supported"),
            ("sum(a)", "the function `sum` is not supported: `contains`, `keys` and `length` are"),
        ] {
            let said = Expression::parse(text).map(|it| shown(&it)).unwrap_err();
            assert!(said.contains(problem), "{text}: {said}");
        }
        for deep in ["(", "!", "[", "a[?", "a.*.", "&", "a."].map(|open| open.repeat(100_000)) {
            assert_eq!(Expression::parse(&deep), Err("it has too many parts".to_owned()));
        }
    }
}

//! Selectors: which shapes of a model a trait may be applied to (<https://smithy.io/2.0/spec/selectors.html>).

mod attribute;
mod evaluate;
mod neighbors;
mod parse;
#[cfg(test)]
mod tests;

use super::shape::ShapeType;
pub(super) use neighbors::Graph;

/// A selector: steps that each lead from a shape to others, or end there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Selector(Vec<Step>);

/// A step of a selector.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// Keeps shapes of a type: `structure`.
    Type(TypePattern),
    /// Keeps shapes with an attribute: `[trait|required]`, `[id|name = 'Id']`.
    Attribute(Key, Option<Condition>),
    /// Keeps shapes with an attribute whose parts fulfil conditions together: `[@trait|range: @{min} < @{max}]`; without a name, the parts are its attributes.
    Scoped(Option<Key>, Vec<(Operand, Condition)>),
    /// Goes on to what a shape refers to: `>`, `-[input, output]->`.
    Forward(Relations),
    /// Goes back to what refers to a shape: `<`, `<-[input]-`.
    Reverse(Relations),
    /// Goes on to everything that can be reached: `~>`.
    Recursive,
    /// `:test(member > string)`
    Function(Function, Vec<Selector>),
    /// Keeps what a selector finds under a name: `$inputs(-[input]->)`.
    Set(String, Selector),
    /// Goes on to what is kept under a name: `${inputs}`.
    Get(String),
}

/// The shapes that the name of a type stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TypePattern {
    Any,
    Member,
    Number,
    Simple,
    Aggregate,
    Service,
    Collection,
    /// What members can target.
    Data,
    Of(ShapeType),
}

/// The names of the relations that count; all but those to traits if there are none.
type Relations = Vec<String>;

/// The path to an attribute: its name, and the way within its value.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    name: String,
    path: Vec<Segment>,
}

/// A step of a path within a value.
#[derive(Clone, Debug, PartialEq)]
enum Segment {
    Name(String),
    /// `(keys)`
    Keys,
    /// `(values)`
    Values,
    /// `(length)`
    Length,
    /// `(first)`
    First,
}

/// What a value is compared with, in which way. It has to hold for one of them.
#[derive(Clone, Debug, PartialEq)]
struct Condition {
    comparator: Comparator,
    operands: Vec<Operand>,
    case: Case,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparator {
    Equal,
    NotEqual,
    StartsWith,
    EndsWith,
    Contains,
    Exists,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    /// The same values, in any order.
    SameSet,
    OtherSet,
    Subset,
    ProperSubset,
}

/// Whether letters of another case are others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Sensitive,
    Insensitive,
}

/// One side of a condition.
#[derive(Clone, Debug, PartialEq)]
enum Operand {
    Literal(String),
    /// A part of the attribute: `@{min}`.
    Part(Vec<Segment>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    /// Goes on to what any of the selectors finds.
    Is,
    /// Keeps a shape from which the selector finds nothing.
    Not,
    /// Keeps a shape from which one of the selectors finds something.
    Test,
    /// Goes on to what the selector finds from all shapes of the model.
    Root,
    /// Keeps a shape that the selector finds from it.
    In,
    /// Goes on, from a service down, to what the first selector finds and whatever is bound below it, unless the second finds it.
    Topdown,
    /// Goes on to what the selector finds, and finds from there, and so on.
    Recursive,
}

/// Why a text is not read as a selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// It is none.
    Unexpected {
        /// How many characters stand before the place that is wrong.
        at: usize,
        /// What was expected there.
        expected: String,
        /// The names that could stand there, if it has to be one of them.
        names: Vec<&'static str>,
    },
    /// It has more steps, or nests deeper, than we follow.
    TooLarge,
}

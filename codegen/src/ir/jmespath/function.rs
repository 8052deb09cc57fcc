//! The [functions](https://jmespath.org/specification.html#built-in-functions) of JMESPath, with their arguments and results.

use crate::diagnostics::suggest;

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name in expressions: `ends_with`.
    pub name: &'static str,
    /// The name of its variant in the runtime: `EndsWith`.
    pub variant: &'static str,
    takes: Takes,
    /// The type of its result.
    pub(super) gives: Gives,
}

/// The arguments of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// One value.
    One,
    /// Two values.
    Two,
    /// One or more values.
    Several,
    /// A list, and an expression reference to a part of its elements.
    ListAndPart,
    /// The same in reverse order.
    PartAndList,
}

/// The type of a function's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    /// A number.
    Number,
    /// A string.
    Text,
    /// A boolean.
    Boolean,
    /// The type of the argument.
    Same,
    /// An element of the list argument.
    Element,
    /// A list of the results of the expression reference for each element.
    Parts,
    /// The names of the object argument.
    Names,
    /// The values of the object argument.
    Values,
    /// Anything.
    Any,
}

const fn function(name: &'static str, variant: &'static str, takes: Takes, gives: Gives) -> Function {
    Function { name, variant, takes, gives }
}

const FUNCTIONS: [Function; 26] = [
    function("abs", "Abs", Takes::One, Gives::Number),
    function("avg", "Avg", Takes::One, Gives::Number),
    function("ceil", "Ceil", Takes::One, Gives::Number),
    function("contains", "Contains", Takes::Two, Gives::Boolean),
    function("ends_with", "EndsWith", Takes::Two, Gives::Boolean),
    function("floor", "Floor", Takes::One, Gives::Number),
    function("join", "Join", Takes::Two, Gives::Text),
    function("keys", "Keys", Takes::One, Gives::Names),
    function("length", "Length", Takes::One, Gives::Number),
    function("map", "Map", Takes::PartAndList, Gives::Parts),
    function("max", "Max", Takes::One, Gives::Element),
    function("max_by", "MaxBy", Takes::ListAndPart, Gives::Element),
    function("merge", "Merge", Takes::Several, Gives::Any),
    function("min", "Min", Takes::One, Gives::Element),
    function("min_by", "MinBy", Takes::ListAndPart, Gives::Element),
    function("not_null", "NotNull", Takes::Several, Gives::Any),
    function("reverse", "Reverse", Takes::One, Gives::Same),
    function("sort", "Sort", Takes::One, Gives::Same),
    function("sort_by", "SortBy", Takes::ListAndPart, Gives::Same),
    function("starts_with", "StartsWith", Takes::Two, Gives::Boolean),
    function("sum", "Sum", Takes::One, Gives::Number),
    function("to_array", "ToArray", Takes::One, Gives::Any),
    function("to_number", "ToNumber", Takes::One, Gives::Number),
    function("to_string", "ToString", Takes::One, Gives::Text),
    function("type", "Type", Takes::One, Gives::Text),
    function("values", "Values", Takes::One, Gives::Values),
];

impl Function {
    /// Returns the function with this name.
    ///
    /// # Errors
    /// There is no such function.
    pub(super) fn called(name: &str) -> Result<Self, String> {
        let known = FUNCTIONS.into_iter().find(|function| function.name == name);
        known.ok_or_else(|| {
            let similar = suggest(name, FUNCTIONS.iter().map(|function| function.name));
            let similar = similar.map(|similar| format!("; did you mean `{similar}`?")).unwrap_or_default();
            format!("there is no function `{name}`{similar}")
        })
    }

    /// Checks the number of arguments.
    ///
    /// # Errors
    /// There are too many or too few.
    pub(super) fn check_count(self, count: usize) -> Result<(), String> {
        let fits = match self.takes {
            Takes::One => count == 1,
            Takes::Two | Takes::ListAndPart | Takes::PartAndList => count == 2,
            Takes::Several => count > 0,
        };
        if fits { Ok(()) } else { Err(format!("`{}` does not take {count} arguments", self.name)) }
    }

    /// Returns whether the argument at this position, from 0, is an expression reference, `&name`.
    pub(super) fn is_reference(self, position: usize) -> bool {
        matches!((self.takes, position), (Takes::PartAndList, 0) | (Takes::ListAndPart, 1))
    }

    /// Splits the arguments: into values, or, if the function takes one, a list with the reference to a part of its elements.
    pub(super) fn split<T>(self, arguments: &[T]) -> (&[T], Option<(&T, &T)>) {
        match (self.takes, arguments) {
            (Takes::ListAndPart, [list, part]) | (Takes::PartAndList, [part, list]) => {
                (&[], Some((list, part)))
            }
            _ => (arguments, None),
        }
    }
}

//! Reading the cases of JMESPath suites.

use serde_json::{Value, json};

/// A case.
#[derive(Debug)]
pub(super) struct Case {
    /// Its place in the suite and its expression.
    pub(super) id: String,
    /// The expected outcome.
    pub(super) expected: Expected,
    expression: String,
    given: Value,
    result: Value,
}

/// The expected outcome of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// The result that the case gives.
    Result,
    /// Any result: the case is a benchmark.
    Anything,
    /// No result, although the expression may be valid.
    Failure,
    /// The generator rejects the expression, which is invalid.
    Refusal,
    /// The generator accepts the expression, which is valid by the grammar, although its functions may not exist.
    Reading,
}

impl Expected {
    /// Checks whether the generator may leave out the waiter.
    pub(super) fn may_be_refused(self) -> bool {
        matches!(self, Self::Failure | Self::Refusal)
    }
}

impl Case {
    /// Returns an expression that is true if the result is the expected one or, if the case expects no particular result, if there is any.
    pub(super) fn path(&self) -> String {
        let expression = &self.expression;
        match self.expected {
            Expected::Result => format!("[given | ({expression}), expected] | [0] == [1]"),
            _ => format!("[given | ({expression})] | [0] == [0]"),
        }
    }

    /// Returns the output that the expression searches.
    pub(super) fn answer(&self) -> Value {
        json!({"given": self.given, "expected": self.result})
    }
}

/// Returns the text, or an empty one, which is not an expression, so that a case without one fails.
fn expression(of: &Value) -> String {
    of.as_str().unwrap_or_default().to_owned()
}

/// Reads the cases in this text; returns `None` if it is not such a suite.
pub(super) fn read(suite: &str, text: &str) -> Option<Vec<Case>> {
    let expected = match suite {
        "parser-valid" => Some(Expected::Reading),
        "parser-invalid" => Some(Expected::Refusal),
        _ if text.contains("\"given\"") && text.contains("\"cases\"") => None,
        _ => return None,
    };
    let root: Value = serde_json::from_str(text).ok()?;
    let mut cases = Vec::new();
    for part in root.as_array()? {
        match expected {
            Some(expected) => {
                let expression = expression(part);
                cases.push(case(cases.len(), expression, expected, &Value::Null, &Value::Null));
            }
            None => {
                // A part that lacks `given` or `cases` must not hide the others.
                let given = part.get("given").unwrap_or(&Value::Null);
                for found in part.get("cases").and_then(Value::as_array).into_iter().flatten() {
                    let expression = found.get("expression").map(expression).unwrap_or_default();
                    let expected = expectation(found);
                    let result = found.get("result").unwrap_or(&Value::Null);
                    cases.push(case(cases.len(), expression, expected, given, result));
                }
            }
        }
    }
    Some(cases)
}

fn case(number: usize, expression: String, expected: Expected, given: &Value, result: &Value) -> Case {
    let id = format!("{number}: {expression}");
    Case { id, expected, expression, given: given.clone(), result: result.clone() }
}

fn expectation(case: &Value) -> Expected {
    match case.get("error").and_then(Value::as_str) {
        // The type of a value is often unknown until the expression runs.
        Some("invalid-type") => Expected::Failure,
        Some(_) => Expected::Refusal,
        None if case.get("result").is_some() => Expected::Result,
        None => Expected::Anything,
    }
}

//! The cases of suites of JMESPath.

use serde_json::{Value, json};

/// A case.
#[derive(Debug)]
pub(super) struct Case {
    /// Its place in the suite and its expression.
    pub(super) id: String,
    /// What has to come of it.
    pub(super) expected: Expected,
    expression: String,
    given: Value,
    result: Value,
}

/// What has to come of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// The case's result.
    Result,
    /// Anything: what it measures is how long that takes.
    Anything,
    /// No result, though the expression may be a right one.
    Failure,
    /// The expression is wrong, and the generator says so.
    Refusal,
    /// The expression is one by its grammar, though its functions may not exist.
    Reading,
}

impl Expected {
    /// Whether the generator may leave out the waiter.
    pub(super) fn may_be_refused(self) -> bool {
        matches!(self, Self::Failure | Self::Refusal)
    }
}

impl Case {
    /// An expression which is true where the case is as it has to be; where no result is expected, where there is one all the same.
    pub(super) fn path(&self) -> String {
        let expression = &self.expression;
        match self.expected {
            Expected::Result => format!("[given | ({expression}), expected] | [0] == [1]"),
            _ => format!("[given | ({expression})] | [0] == [0]"),
        }
    }

    /// The output in which the expression looks.
    pub(super) fn answer(&self) -> Value {
        json!({"given": self.given, "expected": self.result})
    }
}

/// The text, or an empty one, which is no expression: a case without any fails.
fn expression(of: &Value) -> String {
    of.as_str().unwrap_or_default().to_owned()
}

/// The cases in this text; `None` where there are none.
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
                // A part that lacks one of these hides no other.
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
        // Of which type a value is, is often known only when it is there.
        Some("invalid-type") => Expected::Failure,
        Some(_) => Expected::Refusal,
        None if case.get("result").is_some() => Expected::Result,
        None => Expected::Anything,
    }
}

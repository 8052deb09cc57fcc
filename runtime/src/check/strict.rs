//! The limits that a service may relax, which [`Validation::Strict`](crate::Validation::Strict) checks all the same.

use super::report::Path;
use super::{Checker, Place, pattern};
use crate::codec::json;
use crate::schema::{Constraints, Member};
use crate::value::{Known, List, View};
use std::collections::BTreeSet;

impl Checker {
    /// Checks a value against its range, the values of its enum, and `uniqueItems`.
    pub(super) fn strictly(&mut self, view: View<'_>, member: Option<&'static Member>, place: Place<'_>) {
        match view {
            View::Enum("", _) => {}
            View::Enum(text, known) => self.listed(&text, known, place),
            View::Integer(number) => self.range(Number::Integer(number), &number, member, place),
            View::IntEnum(number, known) => {
                self.range(Number::Integer(number), &number, member, place);
                self.listed(&number, known, place);
            }
            View::Float(number) => self.range(Number::Float(number.into()), &number, member, place),
            View::Double(number) => self.range(Number::Float(number), &number, member, place),
            View::BigInteger(number) => self.big(number.as_str(), member, place),
            View::BigDecimal(number) => self.big(number.as_str(), member, place),
            View::List(list) if member.is_some_and(|member| member.constraints().unique_items) => {
                self.unique(list, place);
            }
            _ => {}
        }
    }

    /// Reports an enum value that the model doesn't list.
    pub(super) fn listed(&mut self, value: &dyn ToString, known: Known, place: Place<'_>) {
        if known == Known::No {
            let rule = format_args!("must be one of the values that the model lists");
            self.report.add(place, rule, Some(&value.to_string()));
        }
    }

    /// Checks what is sent of a text against its pattern.
    pub(super) fn pattern(
        &mut self,
        (text, sent): (&str, &str),
        constraints: &Constraints,
        place: Place<'_>,
    ) {
        if let Some(pattern) = constraints.pattern.filter(|pattern| !pattern::matches(pattern, sent)) {
            self.report.add(place, format_args!("must match the pattern `{pattern}`"), Some(text));
        }
    }

    /// Compares elements by their JSON, which contains everything in them.
    fn unique(&mut self, list: &dyn List, place: Place<'_>) {
        let (mut seen, mut index) = (BTreeSet::new(), 0);
        list.each(&mut |view| {
            if json::to_vec(view).is_ok_and(|value| !seen.insert(value)) {
                let place = place.step(Path::Element(&place.path, index), None);
                self.report.add(place, format_args!("must not be in the list twice"), None);
            }
            index += 1;
        });
    }

    /// Checks a big number, which is compared as an `f64`.
    fn big(&mut self, text: &str, member: Option<&Member>, place: Place<'_>) {
        if let Ok(number) = text.parse() {
            self.range(Number::Float(number), &text, member, place);
        }
    }

    fn range(&mut self, number: Number, found: &dyn ToString, member: Option<&Member>, place: Place<'_>) {
        let Some(constraints) = member.map(|member| member.constraints()) else { return };
        if let Some(minimum) = constraints.minimum.filter(|minimum| !number.is_at_least(*minimum)) {
            self.report.add(place, format_args!("must be {minimum} or more"), Some(&found.to_string()));
        }
        if let Some(maximum) = constraints.maximum.filter(|maximum| !number.is_at_most(*maximum)) {
            self.report.add(place, format_args!("must be {maximum} or less"), Some(&found.to_string()));
        }
    }
}

/// A number to compare with limits. That which is not a number is within none.
#[derive(Clone, Copy)]
enum Number {
    /// Compared exactly: an `f64` does not hold all of them.
    Integer(i64),
    Float(f64),
}

impl Number {
    fn is_at_least(self, minimum: f64) -> bool {
        match self {
            Self::Integer(number) if is_exact(minimum) => i128::from(number) >= minimum.ceil() as i128,
            Self::Integer(number) => number as f64 >= minimum,
            Self::Float(number) => number >= minimum,
        }
    }

    fn is_at_most(self, maximum: f64) -> bool {
        match self {
            Self::Integer(number) if is_exact(maximum) => i128::from(number) <= maximum.floor() as i128,
            Self::Integer(number) => number as f64 <= maximum,
            Self::Float(number) => number <= maximum,
        }
    }
}

/// Returns whether a limit is what the model says. Larger ones were rounded, and numbers have to be as well.
fn is_exact(limit: f64) -> bool {
    limit.abs() < (1_u64 << f64::MANTISSA_DIGITS) as f64
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_are_compared_exactly() {
        assert!(Number::Integer(i64::MAX).is_at_most(i64::MAX as f64));
        let limit = (1_i64 << 53) - 1;
        assert!(
            Number::Integer(limit).is_at_most(limit as f64)
                && !Number::Integer(limit + 1).is_at_most(limit as f64)
        );
        // A limit that was rounded down.
        assert!(Number::Integer(9_223_372_036_854_775_000).is_at_most(9_223_372_036_854_775_000_i64 as f64));
        assert!(!Number::Integer(1).is_at_least(1.5) && Number::Integer(2).is_at_least(1.5));
        assert!(!Number::Integer(2).is_at_most(1.5) && Number::Integer(1).is_at_most(f64::INFINITY));
        assert!(Number::Float(1.5).is_at_least(1.5) && !Number::Float(1.4).is_at_least(1.5));
        assert!(!Number::Float(f64::NAN).is_at_least(1.0) && !Number::Float(f64::NAN).is_at_most(1.0));
    }
}

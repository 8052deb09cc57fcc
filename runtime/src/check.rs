//! Checks of an input against the constraints of the model, before anything is sent.
//!
//! All violations are found in one pass, and each is reported with the path of the member. A value is shown only if neither the member
//! nor anything around it is sensitive.

#[cfg(feature = "strict")]
mod pattern;
mod report;

#[cfg(test)]
mod tests;

use crate::codec::{MAX_DEPTH, json};
use crate::config::Validation;
use crate::error::Failure;
use crate::schema::{Constraints, Location, Member};
use crate::value::{Known, List, Structure, View, fits};
use report::{Path, Report, Shown};
use std::collections::BTreeSet;

/// Checks an input.
///
/// # Errors
/// Returns one failure that lists every violation.
pub(crate) fn check(input: &dyn Structure, validation: Validation) -> Result<(), Failure> {
    let mut checker = Checker { validation, report: Report::default() };
    checker.structure(input, Place { path: Path::Root, shown: Shown::Yes, depth: 0 });
    checker.report.into_result()
}

struct Checker {
    validation: Validation,
    report: Report,
}

/// The place of a value in the input.
#[derive(Clone, Copy)]
struct Place<'a> {
    path: Path<'a>,
    /// Whether values may be shown here.
    shown: Shown,
    /// How many values this one is nested in.
    depth: u8,
}

impl<'a> Place<'a> {
    fn step(self, path: Path<'a>, member: Option<&Member>) -> Self {
        let hidden = member.is_some_and(|member| member.is_sensitive());
        let shown = if hidden { Shown::No } else { self.shown };
        Self { path, shown, depth: self.depth.saturating_add(1) }
    }
}

impl Checker {
    fn structure(&mut self, value: &dyn Structure, place: Place<'_>) {
        let members = value.schema().members;
        value.members(&mut |values| {
            for (member, value) in members.iter().zip(values) {
                let place = place.step(Path::Member(&place.path, member.name), Some(member));
                self.value(value.view(), Some(member), place);
            }
        });
    }

    fn value(&mut self, view: View<'_>, member: Option<&'static Member>, place: Place<'_>) {
        match view {
            View::Structure(_) | View::Union(_) | View::List(_) | View::Map(_)
                if place.depth >= MAX_DEPTH =>
            {
                self.too_deep(place);
            }
            View::Document(_) if !fits(view, MAX_DEPTH.saturating_sub(place.depth)) => self.too_deep(place),
            View::Unset => self.unset(member, place),
            View::String(text) => self.text(text, member, place),
            View::Enum("", _) => self.unset(member, place),
            View::Enum(text, known) => {
                self.text(text, member, place);
                self.listed(&text, known, place);
            }
            View::Blob(bytes) => self.length(bytes.len(), ["byte", "bytes"], member, place),
            View::Integer(number) => self.range(Number::Integer(number), &number, member, place),
            View::IntEnum(number, known) => {
                self.range(Number::Integer(number), &number, member, place);
                self.listed(&number, known, place);
            }
            View::Float(number) => self.range(Number::Float(number.into()), &number, member, place),
            View::Double(number) => self.range(Number::Float(number), &number, member, place),
            View::BigInteger(number) => self.big(number.as_str(), member, place),
            View::BigDecimal(number) => self.big(number.as_str(), member, place),
            View::Structure(value) => self.structure(value, place),
            View::Union(union) => match union.variant() {
                Ok((variant, value)) => {
                    let place = place.step(Path::Member(&place.path, variant.name), Some(variant));
                    self.value(value.view(), Some(variant), place);
                }
                Err(unknown) => {
                    let named = (!unknown.is_empty()).then_some(unknown);
                    self.report.add(place, "must have a variant that this client knows", named);
                }
            },
            View::List(_) | View::Map(_) => self.collection(view, member, place),
            View::Boolean(_) | View::Timestamp(_) | View::Document(_) | View::Stream(_) | View::Events(_) => {
            }
        }
    }

    /// Reports a value that would exhaust the stack, here or at the service.
    fn too_deep(&mut self, place: Place<'_>) {
        self.report.add(
            place,
            format_args!("is nested too deep: at most {MAX_DEPTH} values, one within the other, are sent"),
            None,
        );
    }

    fn collection(&mut self, view: View<'_>, member: Option<&'static Member>, place: Place<'_>) {
        let element = member.and_then(|member| member.element());
        let inside = |checker: &mut Self, view, path| {
            let place = place.step(path, element);
            checker.value(view, element, place);
            // The elements of a list in a header are sent in that header.
            if let (Some(member), View::String(text) | View::Enum(text, _)) = (member, view)
                && is_in_header(member)
            {
                checker.header(text, place);
            }
        };
        match view {
            View::List(list) => {
                self.length(list.len(), ["element", "elements"], member, place);
                self.unique(list, member, place);
                let mut index = 0;
                list.each(&mut |view| {
                    inside(self, view, Path::Element(&place.path, index));
                    index += 1;
                });
            }
            View::Map(map) => {
                self.length(map.len(), ["entry", "entries"], member, place);
                let key_member = member.and_then(|member| member.key());
                map.each(&mut |key, view| {
                    let key_place = place.step(Path::Key(&place.path), key_member);
                    self.text(key, key_member, key_place);
                    self.listed(&key, map.key(key).unwrap_or(Known::Yes), key_place);
                    inside(self, view, Path::Entry(&place.path, key));
                });
            }
            _ => {}
        }
    }

    /// Reports an enum value that the model doesn't list.
    fn listed(&mut self, value: &dyn ToString, known: Known, place: Place<'_>) {
        if self.validation.is_strict() && known == Known::No {
            let message = "must be one of the values that the model lists";
            self.report.add(place, message, Some(&value.to_string()));
        }
    }

    /// Compares elements by their JSON, which contains everything in them.
    fn unique(&mut self, list: &dyn List, member: Option<&'static Member>, place: Place<'_>) {
        if !self.validation.is_strict() || !member.is_some_and(|member| member.constraints().unique_items) {
            return;
        }
        let (mut seen, mut index) = (BTreeSet::new(), 0);
        list.each(&mut |view| {
            if json::to_vec(view).is_ok_and(|value| !seen.insert(value)) {
                let place = place.step(Path::Element(&place.path, index), None);
                self.report.add(place, "must not be in the list twice", None);
            }
            index += 1;
        });
    }

    /// Reports a required member that is unset. An unset idempotency token is filled in later.
    fn unset(&mut self, member: Option<&Member>, place: Place<'_>) {
        if member.is_some_and(|member| member.is_required() && !member.is_idempotency_token()) {
            self.report.add(place, "is required, but not set", None);
        }
    }

    fn text(&mut self, text: &str, member: Option<&'static Member>, place: Place<'_>) {
        let Some(member) = member else { return };
        let constraints = member.constraints();
        let in_header = is_in_header(member);
        // White space around the value of a header is not sent.
        let sent = if in_header { text.trim_matches([' ', '\t']) } else { text };
        if constraints.min_length.is_some() || constraints.max_length.is_some() {
            self.length_within(sent.chars().count(), ["character", "characters"], &constraints, place);
        }
        if let Some(prefix) = constraints.reserved_prefix
            && sent.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        {
            self.report.add(place, format!("must not begin with `{prefix}`"), Some(text));
        }
        #[cfg(feature = "strict")]
        if let Some(pattern) = constraints.pattern
            && self.validation.is_strict()
            && !pattern::matches(pattern, sent)
        {
            self.report.add(place, format!("must match the pattern `{pattern}`"), Some(text));
        }
        if in_header {
            self.header(text, place);
        }
    }

    /// Checks text that is sent in a header.
    fn header(&mut self, text: &str, place: Place<'_>) {
        if text.chars().any(|c| c.is_ascii_control() && c != '\t') {
            self.report.add(
                place,
                "travels in a header, so it must not hold line breaks and other control characters",
                None,
            );
        }
    }

    fn length(&mut self, found: usize, unit: Unit, member: Option<&Member>, place: Place<'_>) {
        if let Some(member) = member {
            self.length_within(found, unit, &member.constraints(), place);
        }
    }

    fn length_within(&mut self, found: usize, unit: Unit, constraints: &Constraints, place: Place<'_>) {
        let found = found as u64;
        let max = constraints.max_length.filter(|_| self.validation.is_strict());
        for (bound, limit, broken) in [
            ("at least", constraints.min_length, constraints.min_length.is_some_and(|min| found < min)),
            ("at most", max, max.is_some_and(|max| found > max)),
        ] {
            if let (Some(limit), true) = (limit, broken) {
                self.report.add(
                    place,
                    format!("must have {bound} {}, but has {found}", count(limit, unit)),
                    None,
                );
            }
        }
    }

    /// Checks a big number, which is compared as an `f64`.
    fn big(&mut self, text: &str, member: Option<&Member>, place: Place<'_>) {
        if let Ok(number) = text.parse() {
            self.range(Number::Float(number), &text, member, place);
        }
    }

    fn range(&mut self, number: Number, found: &dyn ToString, member: Option<&Member>, place: Place<'_>) {
        let Some(constraints) = member.map(|member| member.constraints()) else { return };
        if !self.validation.is_strict() {
            return;
        }
        if let Some(minimum) = constraints.minimum.filter(|minimum| !number.is_at_least(*minimum)) {
            self.report.add(place, format!("must be {minimum} or more"), Some(&found.to_string()));
        }
        if let Some(maximum) = constraints.maximum.filter(|maximum| !number.is_at_most(*maximum)) {
            self.report.add(place, format!("must be {maximum} or less"), Some(&found.to_string()));
        }
    }
}

/// Returns whether text is sent in a header as it is. With a media type it is sent as base64, so it may contain anything.
fn is_in_header(member: &Member) -> bool {
    matches!(member.location(), Location::Header(_) | Location::PrefixHeaders(_))
        && member.media_type().is_none()
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

/// The singular and plural of what is counted.
type Unit = [&'static str; 2];

/// Formats a number of things: `1 character`, `2 entries`.
fn count(number: u64, [one, several]: Unit) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {several}") }
}

//! Checks of an input against the constraints of the model, before anything is sent.
//!
//! All violations are found in one pass, and each is reported with the path of the member. A value is shown only if neither the member
//! nor anything around it is sensitive.

#[cfg(feature = "strict")]
mod pattern;
mod report;
#[cfg(feature = "strict")]
mod strict;

#[cfg(test)]
mod tests;

use crate::codec::MAX_DEPTH;
use crate::config::Validation;
use crate::error::Failure;
use crate::schema::{Constraints, Location, Member};
#[cfg(feature = "strict")]
use crate::value::Known;
use crate::value::{Structure, View, fits};
use report::{Path, Report, Shown};

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
        if is_too_deep(view, place.depth) {
            return self.too_deep(place);
        }
        match view {
            View::Unset => self.unset(member, place),
            View::String(text) => self.text(text, member, place),
            View::Enum("", _) => self.unset(member, place),
            View::Enum(text, _) => self.text(text, member, place),
            View::Blob(bytes) => self.length(bytes.len(), ["byte", "bytes"], member, place),
            View::Structure(value) => self.structure(value, place),
            View::Union(union) => match union.variant() {
                Ok((variant, value)) => {
                    let place = place.step(Path::Member(&place.path, variant.name), Some(variant));
                    self.value(value.view(), Some(variant), place);
                }
                Err(unknown) => {
                    let named = (!unknown.is_empty()).then_some(unknown);
                    self.report.add(place, format_args!("must have a variant that this client knows"), named);
                }
            },
            View::List(_) | View::Map(_) => self.collection(view, member, place),
            View::Boolean(_)
            | View::Integer(_)
            | View::IntEnum(..)
            | View::Float(_)
            | View::Double(_)
            | View::BigInteger(_)
            | View::BigDecimal(_)
            | View::Timestamp(_)
            | View::Document(_)
            | View::Stream(_)
            | View::Events(_) => {}
        }
        #[cfg(feature = "strict")]
        if self.validation.is_strict() {
            self.strictly(view, member, place);
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
                    #[cfg(feature = "strict")]
                    if self.validation.is_strict() {
                        self.listed(&key, map.key(key).unwrap_or(Known::Yes), key_place);
                    }
                    inside(self, view, Path::Entry(&place.path, key));
                });
            }
            _ => {}
        }
    }

    /// Reports a required member that is unset. An unset idempotency token is filled in later.
    fn unset(&mut self, member: Option<&Member>, place: Place<'_>) {
        if member.is_some_and(|member| member.is_required() && !member.is_idempotency_token()) {
            self.report.add(place, format_args!("is required, but not set"), None);
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
            self.report.add(place, format_args!("must not begin with `{prefix}`"), Some(text));
        }
        #[cfg(feature = "strict")]
        if self.validation.is_strict() {
            self.pattern((text, sent), &constraints, place);
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
                format_args!(
                    "is sent in a header, so it must not hold line breaks or other control characters"
                ),
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
                    format_args!("must have {bound} {}, but has {found}", count(limit, unit)),
                    None,
                );
            }
        }
    }
}

/// Returns whether a value at this depth is nested deeper than what is sent.
fn is_too_deep(view: View<'_>, depth: u8) -> bool {
    match view {
        View::Structure(_) | View::Union(_) | View::List(_) | View::Map(_) => depth >= MAX_DEPTH,
        View::Document(_) => !fits(view, MAX_DEPTH.saturating_sub(depth)),
        _ => false,
    }
}

/// Returns whether text is sent in a header as it is. With a media type it is sent as base64, so it may contain anything.
fn is_in_header(member: &Member) -> bool {
    matches!(member.location(), Location::Header(_) | Location::PrefixHeaders(_))
        && member.media_type().is_none()
}

/// The singular and plural of what is counted.
type Unit = [&'static str; 2];

/// Formats a number of things: `1 character`, `2 entries`.
fn count(number: u64, [one, several]: Unit) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {several}") }
}

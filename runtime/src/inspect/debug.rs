//! `Debug` without secrets: members that the tables mark as sensitive print as `***`.

use crate::operation::ErrorVariants;
use crate::schema::Member;
use crate::value::{Known, Structure, View};
use std::fmt;

/// Prints as `***`, in place of a sensitive value.
struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Formats a value much as `derive(Debug)` would, but with the model's names of members, blobs by their length, unset members left out and sensitive
/// ones as `***`.
///
/// # Errors
///
/// Returns the errors of the formatter.
pub fn debug(view: View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match view {
        View::Unset => f.write_str("None"),
        View::Boolean(value) => fmt::Debug::fmt(&value, f),
        View::Integer(value) | View::IntEnum(value, _) => fmt::Debug::fmt(&value, f),
        View::Float(value) => fmt::Debug::fmt(&value, f),
        View::Double(value) => fmt::Debug::fmt(&value, f),
        View::BigInteger(value) => fmt::Display::fmt(value, f),
        View::BigDecimal(value) => fmt::Display::fmt(value, f),
        View::String(value) => fmt::Debug::fmt(value, f),
        View::Enum(value, Known::Yes) => f.write_str(value),
        // A value made up by a service may contain line breaks and other control characters.
        View::Enum(value, Known::No) => write!(f, "Unknown({value:?})"),
        View::Blob(value) => write!(f, "{} bytes", value.len()),
        View::Timestamp(value) => fmt::Display::fmt(&value, f),
        View::Document(value) => fmt::Debug::fmt(value, f),
        View::Stream(value) => fmt::Debug::fmt(value, f),
        View::Events(_) => f.write_str("stream of events"),
        View::Structure(value) => structure(value, f),
        View::Union(value) => match value.variant() {
            Ok((member, inner)) => {
                let mut out = f.debug_struct(value.schema().name);
                out.field(member.name, &Printed { view: inner.view(), member }).finish()
            }
            Err(unknown) => write!(f, "{} {{ unknown variant {unknown:?} }}", value.schema().name),
        },
        View::List(list) => {
            let mut out = f.debug_list();
            list.each(&mut |view| {
                out.entry(&Plain(view));
            });
            out.finish()
        }
        View::Map(map) => {
            let mut out = f.debug_map();
            map.each(&mut |key, view| {
                out.entry(&key, &Plain(view));
            });
            out.finish()
        }
    }
}

/// Formats the error of an operation: its members, or that it is not in the model.
///
/// # Errors
///
/// Returns the errors of the formatter.
#[inline]
pub fn debug_error<E: ErrorVariants>(error: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    structure(error.members(), f)
}

fn structure(value: &dyn Structure, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let schema = value.schema();
    let mut out = f.debug_struct(schema.name);
    value.members(&mut |values| {
        for (member, value) in schema.members.iter().zip(values) {
            let view = value.view();
            if !matches!(view, View::Unset) {
                out.field(member.name, &Printed { view, member });
            }
        }
    });
    out.finish()
}

/// The value of a member, which is printed unless it is sensitive.
struct Printed<'a> {
    view: View<'a>,
    member: &'a Member,
}

impl fmt::Debug for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.member.is_sensitive() { Redacted.fmt(f) } else { debug(self.view, f) }
    }
}

/// A value without a member in any table.
struct Plain<'a>(View<'a>);

impl fmt::Debug for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self.0, f)
    }
}

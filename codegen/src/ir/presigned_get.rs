//! Operations that are called by a URL alone (`smithwright.api#presignedGet`).

use super::{AuthScheme, Protocol, RustType, Setting, Structure};
use crate::diagnostics::Diagnostics;
use crate::model::traits::TraitValue as _;
use crate::model::{Shape, traits};

/// Returns whether a presigned URL of the operation has in its query what is otherwise in the body. Reports an input that a query can't hold.
pub(super) fn of(
    operation: &Shape,
    protocol: &Protocol,
    auth: &[AuthScheme],
    input: &Structure,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some(applied) = operation.traits.applied(traits::PresignedGet::ID) else { return false };
    let is_signed = auth.iter().any(|scheme| matches!(scheme, AuthScheme::SigV4 | AuthScheme::SigV4a));
    let idle = match protocol {
        Protocol::RestJson1 if is_signed => None,
        Protocol::RestJson1 => Some("the trait does nothing, as the operation is not signed"),
        _ => Some("the trait does nothing with the service's protocol"),
    };
    if let Some(message) = idle {
        let finding = operation.warning(message).at(&applied.location).trait_id(traits::PresignedGet::ID);
        diagnostics.push(finding.help("take it from the operation"));
        return false;
    }
    let unfit = input.fields.iter().find(|field| !fits(&field.value, &field.settings));
    if let Some(field) = unfit {
        let member = &field.member;
        let message = format!("expected members that a query can hold, found `{member}`");
        let help = "simple values and lists of them can be put into the query of a presigned URL; take the trait from the operation";
        let finding = operation.error(message).at(&applied.location);
        diagnostics.push(finding.trait_id(traits::PresignedGet::ID).help(help));
    }
    true
}

/// Returns whether a member is outside the body, or has a value that a query can hold.
fn fits(value: &RustType, settings: &[Setting]) -> bool {
    let of = |holds: fn(&Setting) -> bool| settings.iter().any(holds);
    if of(|setting| matches!(setting, Setting::Payload(_) | Setting::Events)) {
        return false;
    }
    of(|setting| matches!(setting, Setting::QueryParams | Setting::PrefixHeaders(_))) || {
        match value {
            RustType::List(element) => is_simple(element),
            value => is_simple(value),
        }
    }
}

fn is_simple(value: &RustType) -> bool {
    match value {
        RustType::Boolean
        | RustType::Byte
        | RustType::Short
        | RustType::Integer
        | RustType::Long
        | RustType::Float
        | RustType::Double
        | RustType::BigInteger
        | RustType::BigDecimal
        | RustType::String
        | RustType::Blob
        | RustType::Timestamp
        | RustType::Enum(_)
        | RustType::IntEnum(_) => true,
        RustType::Stream
        | RustType::EventStream(_)
        | RustType::EventReceiver(_)
        | RustType::Document
        | RustType::Unit
        | RustType::Named(_)
        | RustType::Error(_)
        | RustType::List(_)
        | RustType::Map(..)
        | RustType::Option(_)
        | RustType::Boxed(_) => false,
    }
}

//! Operations that are called by a URL alone (`smithwright.api#presignedGet`).

use super::setting::is_in_body;
use super::{AuthScheme, Protocol, RustType, Setting, Structure};
use crate::diagnostics::Diagnostics;
use crate::model::traits::TraitValue as _;
use crate::model::{AppliedTrait, Shape, traits};

/// Returns whether a presigned URL of the operation has in its query what is otherwise in the body. Reports an input that a query can't hold.
pub(super) fn of(
    operation: &Shape,
    protocol: &Protocol,
    auth: &[AuthScheme],
    input: &Structure,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some(applied) = operation.traits.applied(traits::PresignedGet::ID) else { return false };
    let is_signed = auth.iter().any(AuthScheme::signs);
    let idle = match protocol {
        Protocol::RestJson1 if is_signed => None,
        Protocol::RestJson1 => Some("the trait does nothing, as the operation is not signed"),
        _ => Some("the trait does nothing with the service's protocol"),
    };
    if let Some(message) = idle {
        let finding = operation.warning(message).at_trait(applied);
        diagnostics.push(finding.help("remove it from the operation"));
        return false;
    }
    let unfit = input.fields.iter().find(|field| !fits(&field.value, &field.settings));
    if let Some(field) = unfit {
        let member = &field.member;
        let message = format!("expected members that a query can hold, found `{member}`");
        let help = "simple values and lists of them can be put into the query of a presigned URL; take the trait from the operation";
        diagnostics.push(operation.error(message).at_trait(applied).help(help));
    }
    check_names(operation, applied, input, diagnostics);
    true
}

/// Reports members of the body whose names in JSON are those of parameters of the query.
fn check_names(operation: &Shape, applied: &AppliedTrait, input: &Structure, diagnostics: &mut Diagnostics) {
    let in_query =
        |setting: &Setting| if let Setting::Query(name) = setting { Some(name.clone()) } else { None };
    let mut taken: Vec<String> =
        input.fields.iter().flat_map(|field| field.settings.iter().filter_map(in_query)).collect();
    let http: Option<traits::Http> = operation.traits.read();
    taken.extend(http.into_iter().flat_map(|http| http.uri.query).map(|(name, _)| name));
    for field in input.fields.iter().filter(|field| is_in_body(&field.settings)) {
        let renamed = field.settings.iter().find_map(|setting| match setting {
            Setting::JsonName(name) => Some(name),
            _ => None,
        });
        let name = renamed.unwrap_or(&field.member);
        if taken.contains(name) {
            let message = format!("expected the names of parameters to differ, found `{name}` twice");
            let help = "take the trait from the operation, or give the member another `jsonName`";
            diagnostics.push(operation.error(message).at_trait(applied).help(help));
        }
    }
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
        | RustType::Nullable(_)
        | RustType::Boxed(_) => false,
    }
}

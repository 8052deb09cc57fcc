//! Rows of the tables that connect a type to the runtime.

use crate::ir::{AuthScheme, CheckedBy, EventHeader, EventPayload, Payload, Setting, TimestampFormat};
use crate::printable::Escaped;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Emits `"Name"` and the settings.
pub(super) fn member(name: &str, differs: &[Setting]) -> TokenStream {
    let settings = settings(differs);
    quote!(#name #settings)
}

/// Emits a member within another, such as the elements of a list.
fn nested(name: &str, settings: &[Setting]) -> TokenStream {
    let settings = written(settings).map(|setting| quote!(runtime::Setting::#setting));
    quote!(&runtime::Member { name: #name, settings: &[#(#settings),*] })
}

/// Emits the settings, without those that have no effect, such as a length without limits.
fn written(settings: &[Setting]) -> impl Iterator<Item = TokenStream> {
    settings.iter().map(setting).filter(|setting| !setting.is_empty())
}

fn setting(setting: &Setting) -> TokenStream {
    match setting {
        Setting::JsonName(name) => {
            let key = Escaped(name).to_string();
            quote!(JsonName(#key))
        }
        Setting::XmlName(name) => quote!(XmlName(#name)),
        Setting::Attribute => quote!(Attribute),
        Setting::Flattened => quote!(Flattened),
        Setting::Namespace(uri, prefix) => quote!(Namespace(#uri, #prefix)),
        Setting::Ec2QueryName(name) => quote!(Ec2QueryName(#name)),
        Setting::Required => quote!(Required),
        Setting::Sensitive => quote!(Sensitive),
        Setting::IdempotencyToken => quote!(IdempotencyToken),
        Setting::Md5Of(name) => quote!(Md5Of(#name)),
        Setting::HostLabel => quote!(HostLabel),
        Setting::RequiresLength => quote!(RequiresLength),
        Setting::EndpointLabel => quote!(EndpointLabel),
        Setting::ContextParam(name) => quote!(ContextParam(#name)),
        Setting::EndpointUrl => quote!(EndpointUrl),
        Setting::Label => quote!(Label),
        Setting::LabelLastSegment => quote!(LabelLastSegment),
        Setting::LabelOr(fallback) => quote!(LabelOr(#fallback)),
        Setting::Query(name) => quote!(Query(#name)),
        Setting::QueryParams => quote!(QueryParams),
        Setting::Header(name) => quote!(Header(#name)),
        Setting::PrefixHeaders(prefix) => quote!(PrefixHeaders(#prefix)),
        Setting::Payload(Payload::Value) => quote!(Payload),
        Setting::Payload(Payload::Structure) => quote!(StructurePayload),
        Setting::Payload(Payload::Stream) => quote!(StreamingPayload),
        Setting::Payload(Payload::Element) => quote!(ElementPayload),
        Setting::ResponseCode => quote!(ResponseCode),
        Setting::Events => quote!(Events),
        Setting::EventHeader(EventHeader::Other) => quote!(EventHeader),
        Setting::EventHeader(EventHeader::Byte) => quote!(EventByteHeader),
        Setting::EventHeader(EventHeader::Short) => quote!(EventShortHeader),
        Setting::EventHeader(EventHeader::Integer) => quote!(EventIntegerHeader),
        Setting::EventHeader(EventHeader::Long) => quote!(EventLongHeader),
        Setting::EventPayload(EventPayload::Other) => quote!(EventPayload),
        Setting::EventPayload(EventPayload::Blob) => quote!(EventBlobPayload),
        Setting::EventPayload(EventPayload::Structure) => quote!(EventStructurePayload),
        Setting::Exception => quote!(Exception),
        Setting::Timestamp(TimestampFormat::DateTime) => quote!(DateTime),
        Setting::Timestamp(TimestampFormat::EpochSeconds) => quote!(EpochSeconds),
        Setting::Timestamp(TimestampFormat::HttpDate) => quote!(HttpDate),
        Setting::MediaType(name) => quote!(MediaType(#name)),
        Setting::Length(min, max) => length(*min, *max),
        Setting::Range(min, max) => range(*min, *max),
        Setting::Pattern(pattern, CheckedBy::Client) => quote!(Pattern(#pattern)),
        Setting::Pattern(_, CheckedBy::Service) => quote!(),
        Setting::ReservedPrefix(prefix) => quote!(ReservedPrefix(#prefix)),
        Setting::UniqueItems => quote!(UniqueItems),
        Setting::Tells => quote!(Tells),
        Setting::JsonUnknown => quote!(JsonUnknown),
        Setting::Discriminated(name) => {
            let key = Escaped(name).to_string();
            quote!(Discriminated(#key))
        }
        Setting::Untagged => quote!(Untagged),
        Setting::Element(name, settings) => {
            let element = nested(name, settings);
            quote!(Element(#element))
        }
        Setting::Key(name, settings) => {
            let key = nested(name, settings);
            quote!(Key(#key))
        }
    }
}

/// Emits the settings after a name in a table.
pub(super) fn settings(settings: &[Setting]) -> TokenStream {
    let settings = written(settings);
    quote!(#(, #settings)*)
}

/// Emits the names and values of headers, if there are any.
pub(super) fn constant_headers(headers: &[(String, String)]) -> Option<TokenStream> {
    let each = headers.iter().map(|(name, value)| quote!((#name, #value)));
    (!headers.is_empty()).then(|| quote!(&[#(#each),*]))
}

/// Emits auth schemes, the preferred one first.
pub(super) fn auth_schemes(schemes: &[AuthScheme]) -> TokenStream {
    let schemes = schemes.iter().map(auth_scheme);
    quote!(&[#(#schemes),*])
}

fn auth_scheme(scheme: &AuthScheme) -> TokenStream {
    let scheme = match scheme {
        AuthScheme::SigV4 => quote!(SigV4),
        AuthScheme::SigV4a => quote!(SigV4a),
        AuthScheme::Bearer => quote!(Bearer),
        AuthScheme::ApiKeyInHeader { name, scheme: Some(scheme) } => {
            quote!(ApiKeyInHeader { name: #name, scheme: Some(#scheme) })
        }
        AuthScheme::ApiKeyInHeader { name, scheme: None } => {
            quote!(ApiKeyInHeader { name: #name, scheme: None })
        }
        AuthScheme::ApiKeyInQuery { name } => quote!(ApiKeyInQuery { name: #name }),
        AuthScheme::Basic => quote!(Basic),
        AuthScheme::Digest => quote!(Digest),
        AuthScheme::Anonymous | AuthScheme::Unsupported(_) => quote!(Anonymous),
    };
    quote!(runtime::AuthScheme::#scheme)
}

fn length(min: Option<u64>, max: Option<u64>) -> TokenStream {
    let (min, max) = (min.map(Literal::u64_unsuffixed), max.map(Literal::u64_unsuffixed));
    match (min, max) {
        (Some(min), Some(max)) => quote!(Length(#min, #max)),
        (Some(min), None) => quote!(MinLength(#min)),
        (None, Some(max)) => quote!(MaxLength(#max)),
        (None, None) => quote!(),
    }
}

fn range(min: Option<f64>, max: Option<f64>) -> TokenStream {
    match (min.map(number), max.map(number)) {
        (Some(min), Some(max)) => quote!(Range(#min, #max)),
        (Some(min), None) => quote!(Minimum(#min)),
        (None, Some(max)) => quote!(Maximum(#max)),
        (None, None) => quote!(),
    }
}

/// Emits a float; a bound that no double can represent becomes infinite, which is no bound.
pub(super) fn number(value: f64) -> TokenStream {
    if value.is_finite() {
        let literal = Literal::f64_unsuffixed(value);
        quote!(#literal)
    } else if value > 0.0 {
        quote!(f64::INFINITY)
    } else {
        quote!(f64::NEG_INFINITY)
    }
}

//! Rows of the tables that join a type to the runtime.

use crate::ir::{EventHeader, Payload, Setting, TimestampFormat};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// `member("Name")` and what differs from the default.
pub(super) fn member(name: &str, settings: &[Setting]) -> TokenStream {
    let settings = settings.iter().map(setting);
    quote!(member(#name) #(#settings)*)
}

fn setting(setting: &Setting) -> TokenStream {
    match setting {
        Setting::JsonName(name) => quote!(.json_name(#name)),
        Setting::XmlName(name) => quote!(.xml_name(#name)),
        Setting::XmlAttribute => quote!(.attribute()),
        Setting::XmlFlattened => quote!(.flattened()),
        Setting::XmlNamespace(uri, prefix) => namespace(uri, prefix),
        Setting::Ec2QueryName(name) => quote!(.ec2_query_name(#name)),
        Setting::Required => quote!(.required()),
        Setting::Sensitive => quote!(.sensitive()),
        Setting::IdempotencyToken => quote!(.idempotency_token()),
        Setting::HostLabel => quote!(.host_label()),
        Setting::EndpointLabel => quote!(.endpoint_label()),
        Setting::ContextParam(name) => quote!(.context_param(#name)),
        Setting::EndpointUrl => quote!(.endpoint_url()),
        Setting::Label => quote!(.label()),
        Setting::LabelLastSegment => quote!(.label_last_segment()),
        Setting::LabelOr(fallback) => quote!(.label_or(#fallback)),
        Setting::Query(name) => quote!(.query(#name)),
        Setting::QueryParams => quote!(.query_params()),
        Setting::Header(name) => quote!(.header(#name)),
        Setting::PrefixHeaders(prefix) => quote!(.prefix_headers(#prefix)),
        Setting::Payload(Payload::Value) => quote!(.payload()),
        Setting::Payload(Payload::Structure) => quote!(.structure_payload()),
        Setting::Payload(Payload::Stream) => quote!(.streaming_payload()),
        Setting::Payload(Payload::Element) => quote!(.element_payload()),
        Setting::ResponseCode => quote!(.response_code()),
        Setting::Events => quote!(.events()),
        Setting::EventHeader(EventHeader::Other) => quote!(.event_header()),
        Setting::EventHeader(EventHeader::Byte) => quote!(.event_byte_header()),
        Setting::EventHeader(EventHeader::Short) => quote!(.event_short_header()),
        Setting::EventHeader(EventHeader::Integer) => quote!(.event_integer_header()),
        Setting::EventHeader(EventHeader::Long) => quote!(.event_long_header()),
        Setting::EventPayload => quote!(.event_payload()),
        Setting::Exception => quote!(.exception()),
        Setting::Timestamp(TimestampFormat::DateTime) => quote!(.date_time()),
        Setting::Timestamp(TimestampFormat::EpochSeconds) => quote!(.epoch_seconds()),
        Setting::Timestamp(TimestampFormat::HttpDate) => quote!(.http_date()),
        Setting::MediaType(name) => quote!(.media_type(#name)),
        Setting::Length(min, max) => length(*min, *max),
        Setting::Range(min, max) => range(*min, *max),
        Setting::Pattern(pattern) => quote!(.pattern(#pattern)),
        Setting::ReservedPrefix(prefix) => quote!(.reserved_prefix(#prefix)),
        Setting::Element(name, settings) => {
            let element = member(name, settings);
            quote!(.element(&#element))
        }
        Setting::Key(name, settings) => {
            let key = member(name, settings);
            quote!(.key(&#key))
        }
    }
}

/// What a structure's table says beside its name.
pub(super) fn settings(settings: &[Setting]) -> TokenStream {
    let settings = settings.iter().map(setting);
    quote!(#(#settings)*)
}

/// `.namespace("uri", "prefix")`
pub(super) fn namespace(uri: &str, prefix: &str) -> TokenStream {
    quote!(.namespace(#uri, #prefix))
}

/// `.constant_headers(&[…])`, where there are any.
pub(super) fn constant_headers(headers: &[(String, String)]) -> TokenStream {
    if headers.is_empty() {
        return quote!();
    }
    let headers = headers.iter().map(|(name, value)| quote!((#name, #value)));
    quote!(.constant_headers(&[#(#headers),*]))
}

fn length(min: Option<u64>, max: Option<u64>) -> TokenStream {
    let (min, max) = (min.map(Literal::u64_unsuffixed), max.map(Literal::u64_unsuffixed));
    match (min, max) {
        (Some(min), Some(max)) => quote!(.length(#min, #max)),
        (Some(min), None) => quote!(.min_length(#min)),
        (None, Some(max)) => quote!(.max_length(#max)),
        (None, None) => quote!(),
    }
}

fn range(min: Option<f64>, max: Option<f64>) -> TokenStream {
    match (min.map(number), max.map(number)) {
        (Some(min), Some(max)) => quote!(.range(#min, #max)),
        (Some(min), None) => quote!(.minimum(#min)),
        (None, Some(max)) => quote!(.maximum(#max)),
        (None, None) => quote!(),
    }
}

/// A float; a bound that no double can hold stands for no bound.
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

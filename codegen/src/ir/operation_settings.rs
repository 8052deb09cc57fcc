//! What the table of an operation says besides its HTTP binding.

use super::context::Context;
use super::operations::constant_headers;
use super::{
    AuthScheme, Expression, Field, RustType, Setting, StaticValue, Structure, discovery,
    operation_context_params, presigned_get,
};
use crate::diagnostics::Diagnostics;
use crate::model::traits::TraitValue as _;
use crate::model::{self, Shape, traits};

/// What the table of an operation says besides its HTTP binding.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationSettings {
    /// Whether the request must have a checksum of its body.
    pub checksum_required: bool,
    /// The header that names the algorithm of that checksum, if it is not always MD5.
    pub request_checksum: Option<String>,
    /// The header that asks for checksums of the response.
    pub response_checksum: Option<String>,
    /// Whether the request's body may be compressed.
    pub compression: bool,
    /// Whether the body is left out of the signature.
    pub unsigned_payload: bool,
    /// Whether the request carries SHA-256 hashes of its body: a plain one and a tree hash.
    pub sha256_tree_hash: bool,
    /// Whether the call, presigned, is a `GET` with a query in place of the body.
    pub presigned_get: bool,
    /// The headers that the operation's requests have besides those of the service: names and values.
    pub constant_headers: Vec<(String, String)>,
    /// The parameters of the endpoint rules that are constants of the operation.
    pub static_context_params: Vec<(String, StaticValue)>,
    /// The parameters of the endpoint rules that come from parts of the input, with their expressions.
    pub operation_context_params: Vec<(String, Expression)>,
    /// Whether the service answers it only at an endpoint of the account, which the service tells.
    pub discovered_endpoint: bool,
    /// Whether the operation has no input at all, if the protocol distinguishes that from an empty structure.
    pub no_input: bool,
}

/// Reads them from the traits of the operation. `auth` and `input` are those that the client has.
pub(super) fn of(
    context: &Context<'_>,
    (shape, operation): (&Shape, &model::Operation),
    input_shape: &Shape,
    (auth, input): (&[AuthScheme], &Structure),
    diagnostics: &mut Diagnostics,
) -> OperationSettings {
    let checksum = shape.traits.read::<traits::HttpChecksum>();
    let header_of = |member: Option<&String>| {
        let found = member.and_then(|name| input_shape.member(name));
        let header = found.and_then(|member| member.traits.read());
        header.map(|traits::HttpHeader(name)| name.to_ascii_lowercase())
    };
    let encodings =
        shape.traits.read::<traits::RequestCompression>().map(|compression| compression.encodings);
    let static_params = shape.traits.read::<traits::StaticContextParams>();
    OperationSettings {
        checksum_required: shape.traits.has::<traits::HttpChecksumRequired>()
            || checksum.as_ref().is_some_and(|it| it.request_checksum_required),
        request_checksum: header_of(checksum.as_ref().and_then(|it| it.request_algorithm_member.as_ref())),
        response_checksum: header_of(
            checksum.as_ref().and_then(|it| it.request_validation_mode_member.as_ref()),
        ),
        compression: encodings.is_some_and(|encodings| encodings.iter().any(|name| name == "gzip")),
        unsigned_payload: shape.traits.has::<traits::UnsignedPayload>(),
        sha256_tree_hash: has_tree_hash(shape, input, diagnostics),
        presigned_get: presigned_get::of(shape, context.protocol, auth, input, diagnostics),
        constant_headers: constant_headers(shape),
        static_context_params: static_params.map(|traits::StaticContextParams(it)| it).unwrap_or_default(),
        operation_context_params: operation_context_params::of(context, shape, input_shape, diagnostics),
        discovered_endpoint: context.discovery.is_some() && discovery::is_needed(shape),
        no_input: context.protocol.knows_no_input() && operation.input.is_unit(),
    }
}

/// Returns whether requests carry a tree hash. Reports an input that has nothing to hash.
fn has_tree_hash(shape: &Shape, input: &Structure, diagnostics: &mut Diagnostics) -> bool {
    let is_wanted = shape.traits.has::<traits::Sha256TreeHash>();
    if is_wanted && !input.fields.iter().any(is_blob_payload) {
        let missing = shape.error("expected an input with a blob as `httpPayload`, found none to hash");
        diagnostics.push(missing.trait_id(traits::Sha256TreeHash::ID));
    }
    is_wanted
}

fn is_blob_payload(field: &Field) -> bool {
    let is_payload = |setting: &Setting| matches!(setting, Setting::Payload(_));
    matches!(field.value, RustType::Blob | RustType::Stream) && field.settings.iter().any(is_payload)
}

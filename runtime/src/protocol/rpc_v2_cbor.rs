//! The protocol [rpcv2Cbor](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-cbor.html): CBOR bodies, service and operation in the path.

use super::rpc_v2::{RpcV2, rpc_v2_protocol};
use crate::codec::cbor::Cbor;

/// The protocol `smithy.protocols#rpcv2Cbor`.
#[derive(Clone, Copy, Debug)]
pub struct RpcV2Cbor(RpcV2<Cbor>);

impl RpcV2Cbor {
    /// Creates the protocol for the service whose shape has this name.
    #[must_use]
    pub const fn new(service: &'static str) -> Self {
        Self(RpcV2 { codec: Cbor, name: "rpc-v2-cbor", service, query_compatible: false })
    }
}

rpc_v2_protocol!(RpcV2Cbor);

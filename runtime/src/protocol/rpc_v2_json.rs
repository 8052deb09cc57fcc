//! The protocol [rpcv2Json](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-json.html): JSON bodies, service and operation in the path.

use super::rpc_v2::{RpcV2, rpc_v2_protocol};
use crate::codec::json::{Dialect, Json};

/// The protocol `smithy.protocols#rpcv2Json`.
#[derive(Clone, Copy, Debug)]
pub struct RpcV2Json(RpcV2<Json>);

impl RpcV2Json {
    /// Creates the protocol for the service whose shape has this name.
    #[must_use]
    pub const fn new(service: &'static str) -> Self {
        let codec = Json::new("application/json", Dialect::RpcV2);
        Self(RpcV2 { codec, name: "rpc-v2-json", service, query_compatible: false })
    }
}

rpc_v2_protocol!(RpcV2Json);

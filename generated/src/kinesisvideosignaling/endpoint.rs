// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The endpoints of Kinesis Video Signaling Channel.

use smithwright_runtime::endpoint::{Endpoint, EndpointError, Parameters};

/// Returns the endpoint for these parameters.
pub(super) fn resolve(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    let Parameters { endpoint, .. } = *parameters;
    if let Some(endpoint) = endpoint {
        return Ok(Endpoint::new(endpoint));
    }
    let message = "No endpoint is set. Signaling hosts are made per channel and role: call GetSignalingChannelEndpoint for the same channel and the same role (VIEWER or MASTER), and set the address that it returns for the protocol WSS.";
    Err(EndpointError::new(message))
}

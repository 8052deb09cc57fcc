// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The endpoints of GameLiftStreams.

use smithwright_runtime::endpoint::{Endpoint, EndpointError, Parameters, functions};

/// Returns the endpoint for these parameters.
pub(super) fn resolve(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    let Parameters { endpoint, region, use_fips, .. } = *parameters;
    if let Some(endpoint) = endpoint {
        if use_fips {
            let message = "A custom endpoint cannot be combined with FIPS. Turn FIPS off, or remove the endpoint and let the Region decide.";
            return Err(EndpointError::new(message));
        }
        return Ok(Endpoint::new(endpoint));
    }
    if let Some(region) = region {
        let partition = functions::partition(region);
        if use_fips {
            return Endpoint::at(
                "https://gameliftstreams-fips.{region}.{dual_stack_dns_suffix}",
                &[region, partition.dual_stack_dns_suffix],
            );
        }
        return Endpoint::at(
            "https://gameliftstreams.{region}.{dual_stack_dns_suffix}",
            &[region, partition.dual_stack_dns_suffix],
        );
    }
    let message = "No Region is set. Set the Region that the stream group lives in, or give a custom endpoint.";
    Err(EndpointError::new(message))
}

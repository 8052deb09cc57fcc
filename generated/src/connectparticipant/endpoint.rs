// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The endpoints of ConnectParticipant.

use smithwright_runtime::endpoint::{Endpoint, EndpointError, Parameters, functions};

/// Returns the endpoint for these parameters.
pub(super) fn resolve(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    let Parameters { endpoint, region, use_dual_stack, use_fips, .. } = *parameters;
    if let Some(endpoint) = endpoint {
        if use_fips {
            let message = "A custom endpoint cannot be combined with FIPS. Turn FIPS off, or remove the endpoint and let the Region decide.";
            return Err(EndpointError::new(message));
        }
        if use_dual_stack {
            let message = "A custom endpoint cannot be combined with dual-stack. Turn dual-stack off, or remove the endpoint and let the Region decide.";
            return Err(EndpointError::new(message));
        }
        return Ok(Endpoint::new(endpoint));
    }
    if let Some(region) = region {
        let partition = functions::partition(region);
        if use_fips && use_dual_stack {
            if partition.supports_fips && partition.supports_dual_stack {
                return Endpoint::at(
                    "https://participant.connect-fips.{region}.{dual_stack_dns_suffix}",
                    &[region, partition.dual_stack_dns_suffix],
                );
            }
            let message = "The partition of this Region does not offer FIPS and dual-stack together. Turn one of them off.";
            return Err(EndpointError::new(message));
        }
        if use_fips {
            if partition.supports_fips && partition.name == "aws-us-gov" {
                return Endpoint::at(
                    "https://participant.connect.{region}.amazonaws.com",
                    &[region],
                );
            }
            if partition.supports_fips {
                return Endpoint::at(
                    "https://participant.connect-fips.{region}.{dns_suffix}",
                    &[region, partition.dns_suffix],
                );
            }
            let message = "The partition of this Region has no FIPS endpoints. Turn FIPS off or choose another Region.";
            return Err(EndpointError::new(message));
        }
        if use_dual_stack {
            if partition.supports_dual_stack {
                return Endpoint::at(
                    "https://participant.connect.{region}.{dual_stack_dns_suffix}",
                    &[region, partition.dual_stack_dns_suffix],
                );
            }
            let message = "The partition of this Region has no dual-stack endpoints. Turn dual-stack off or choose another Region.";
            return Err(EndpointError::new(message));
        }
        return Endpoint::at(
            "https://participant.connect.{region}.{dns_suffix}",
            &[region, partition.dns_suffix],
        );
    }
    let message = "No Region is set. Set the Region of the Connect instance, or give a custom endpoint.";
    Err(EndpointError::new(message))
}

// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.

use smithwright_runtime::endpoint::{
    Endpoint, EndpointAuthScheme, EndpointError, Parameters, functions,
};

/// Returns the endpoint for these parameters.
pub(super) fn resolve(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    let Parameters { region, use_fips, use_dual_stack, endpoint, .. } = *parameters;
    let region = region.unwrap_or("eu-central-1");
    let account_id = parameters.string("AWS::Auth::AccountId");
    let shelf = parameters.string("Shelf");
    let r#type = parameters
        .string("Type")
        .ok_or_else(|| EndpointError::missing("Type"))?;
    let cold = parameters.boolean("Cold").unwrap_or(true);
    let quiet = parameters.boolean("Quiet");
    let tags = parameters.string_array("Tags").unwrap_or(&["none", "at all"]);
    if r#type == "strict" {
        if shelf.is_some() {
            return Err(EndpointError::new("on a shelf"));
        }
        return Err(EndpointError::unmatched());
    }
    if let Some(endpoint) = endpoint && let Some(url) = functions::parse_url(endpoint) {
        if url.is_ip {
            return Ok(
                Endpoint::new(
                        functions::fill(
                            "{scheme}://{authority}{normalized_path}depot",
                            &[url.scheme, url.authority, url.normalized_path()],
                        ),
                    )
                    .header("x-host", url.authority)
                    .header("x-host", "{braces}"),
            );
        }
        if !url.path.is_empty() {
            let message = functions::fill("{endpoint} has a {}path}", &[endpoint, "{"]);
            return Err(EndpointError::new(message));
        }
        return Ok(Endpoint::new(endpoint));
    }
    if r#type == "express" {
        if let Some(shelf) = shelf {
            functions::host_part(shelf)?;
            return signed_by_sigv4_for_depot_express(
                "https://{shelf}.express.depot.{region}.example",
                &[shelf, region],
                region,
            );
        }
        if use_fips {
            return signed_by_sigv4_for_depot_express(
                "https://express-fips.example",
                &[],
                &functions::fill("us-{region}", &[region]),
            );
        }
        return signed_by_sigv4_for_depot_express(
            "https://express.{region}.example",
            &[region],
            region,
        );
    }
    if let Some(shelf) = shelf && let Some(arn) = functions::parse_arn(shelf)
        && let Some(name) = arn.resource_id.get(1).copied()
        && let partition = functions::partition(arn.region)
        && arn.partition == partition.name
    {
        functions::host_part(name)?;
        functions::host_part(arn.account_id)?;
        let url = functions::fill(
            "https://{name}.{account_id}.depot.{implicit_global_region}.{dns_suffix}",
            &[
                name,
                arn.account_id,
                partition.implicit_global_region,
                partition.dns_suffix,
            ],
        );
        return Ok(
            Endpoint::new(url)
                .auth_scheme(
                    EndpointAuthScheme::new("sigv4")
                        .signing_name("depot")
                        .signing_region(arn.region)
                        .disable_double_encoding(),
                )
                .auth_scheme(
                    EndpointAuthScheme::new("sigv4a")
                        .signing_region_set("*")
                        .signing_region_set(region),
                )
                .property(
                    "storage",
                    functions::record([
                        ("kind", arn.service.into()),
                        ("tiers", vec![1i64.into(), true.into(), "cold".into()].into()),
                    ]),
                )
                .property("backend", "Shelves"),
        );
    }
    if let Some(shelf) = shelf && functions::is_virtual_hostable_s3_bucket(shelf, true)
        && functions::substring(shelf, 0, 4, true) == Some("-box")
    {
        return Endpoint::at("https://{shelf}.depot.example", &[shelf]);
    }
    if let Some(shelf) = shelf && !functions::is_valid_host_label(shelf, false) {
        let encoded = functions::uri_encode(shelf);
        let message = functions::fill("no shelf can be called {encoded}", &[&encoded]);
        return Err(EndpointError::new(message));
    }
    if quiet == Some(true) && !cold {
        return Err(EndpointError::new("hush"));
    }
    if let Some(tag) = tags.first().copied()
        && let parts = functions::fill("{type}/{region}", &[r#type, region])
        && let parts = functions::split(&parts, "/", 2)
        && let Some(last) = parts.last().copied()
        && let fips = if use_fips { "-fips" } else { "" }
        && let owner = account_id
            .map(str::to_owned)
            .or_else(|| shelf.map(str::to_owned))
            .unwrap_or_else(|| functions::fill("{type}-{tag}", &[r#type, tag]))
        && let home = functions::partition(region)
        && home.supports_dual_stack == use_dual_stack
    {
        functions::host_part(&owner)?;
        functions::host_part(tag)?;
        functions::host_part(last)?;
        return Endpoint::at(
            "https://{owner}.{tag}{fips}.{last}.{dual_stack_dns_suffix}",
            &[&owner, tag, fips, last, home.dual_stack_dns_suffix],
        );
    }
    if account_id.is_none() {
        return Err(EndpointError::new("nobody's"));
    }
    Err(EndpointError::unmatched())
}

/// An endpoint whose requests are signed by `sigv4` for `depot-express`.
fn signed_by_sigv4_for_depot_express(
    template: &str,
    values: &[&str],
    region: &str,
) -> Result<Endpoint, EndpointError> {
    let url = functions::fill(template, values);
    let auth_scheme = EndpointAuthScheme::new("sigv4")
        .signing_name("depot-express")
        .signing_region(region);
    Ok(Endpoint::new(url).auth_scheme(auth_scheme).property("backend", "Express"))
}

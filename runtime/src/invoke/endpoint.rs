//! Resolution of the endpoint of a call from its parameters.

use super::{Call, address, has_runtime, sign, unprovided};
use crate::asked::in_time;
use crate::client::ClientParameter;
use crate::config::AccountIdEndpointMode;
use crate::endpoint::{self, Endpoint, EndpointError, ParameterValue};
use crate::error::{Failure, FailureKind};
use crate::jmespath::Found;
use crate::value::{Structure, View};

/// Checks that each Region is a single label of a host name, since it becomes part of one. SigV4A allows several Regions, and `*`.
fn check_region(regions: Option<&str>) -> Result<(), Failure> {
    let is_region = |text: &str| text == "*" || endpoint::functions::is_valid_host_label(text, false);
    match regions {
        Some(regions) if !regions.split(',').all(is_region) => {
            let message = "the Region must consist of letters, digits and hyphens, such as `us-west-2`";
            Err(Failure::new(FailureKind::Configuration, message))
        }
        _ => Ok(()),
    }
}

/// The parameter that is the account of the caller.
const ACCOUNT_ID: &str = "AWS::Auth::AccountId";
/// The parameter that says whether the endpoint is that of the account.
const ACCOUNT_ID_ENDPOINT_MODE: &str = "AWS::Auth::AccountIdEndpointMode";

/// Resolves the endpoint of a call from the operation's constants, members of the input and parts of them, the client's configuration, and the account of the
/// caller.
pub(super) async fn resolve(call: Call<'_>) -> Result<Endpoint, Failure> {
    check_region(call.client.config().region())?;
    let account_id = account_id(call).await?;
    resolve_for(call, account_id.as_deref())
}

/// Returns the account that the credentials belong to, if the endpoint may depend on it. Without credentials it is unknown: that they are missing is said by
/// the signature, unless there has to be an account.
async fn account_id(call: Call<'_>) -> Result<Option<String>, Failure> {
    let config = call.client.config();
    let mode = config.account_id_endpoint_mode();
    if !depends_on_credentials(call) {
        return Ok(None);
    }
    // A URL can be presigned outside of Tokio's runtime.
    let limit = config.attempt_timeout().filter(|_| has_runtime());
    // A provider that takes too long fails the call. Only what it says itself may be passed over.
    let answered = async { Ok(sign::provided(config).await) };
    match in_time(limit, answered, unprovided).await? {
        Ok(credentials) => Ok(credentials.account_id().map(str::to_owned)),
        Err(failure) if mode == AccountIdEndpointMode::Required => Err(failure),
        Err(_) => Ok(None),
    }
}

/// Checks whether the endpoint depends on the account of the credentials: not if the client names another, or has an endpoint of its own.
fn depends_on_credentials(call: Call<'_>) -> bool {
    let (client, config) = (call.client, call.client.config());
    client.service().account_endpoints
        && config.account_id_endpoint_mode() != AccountIdEndpointMode::Disabled
        && config.credentials().is_some()
        && client.endpoint_parameters().endpoint.is_none()
        && !client.parameters().iter().any(|(name, _)| *name == ACCOUNT_ID)
}

fn resolve_for(call: Call<'_>, account_id: Option<&str>) -> Result<Endpoint, Failure> {
    let Call { client, operation, input } = call;
    // The first value for a name counts, so what is closest to the call comes first.
    let mut found = context_params(input);
    for (name, part) in operation.input_parameters() {
        // A part that can't be evaluated is left out.
        found.extend(part.evaluate(&View::Structure(input).into()).ok().map(|part| (*name, part)));
    }
    found.extend(client.parameters().iter().map(|(name, value)| (*name, configured(value))));
    if client.service().account_endpoints {
        let mode = client.config().account_id_endpoint_mode();
        found.push((ACCOUNT_ID_ENDPOINT_MODE, View::String(mode.name()).into()));
        found.extend(account_id.map(|id| (ACCOUNT_ID, View::String(id).into())));
    }
    let lists: Vec<_> = found.iter().map(|(_, found)| found.elements()).collect();
    let texts: Vec<_> = lists.iter().map(|elements| elements.as_deref().map(texts)).collect();
    let mut values = operation.endpoint_parameters().to_vec();
    for ((name, found), texts) in found.iter().zip(&texts) {
        values.extend(parameter(found, texts.as_deref()).map(|value| (*name, value)));
    }
    let parameters = client.endpoint_parameters().others(&values);
    (client.service().endpoint)(&parameters).map_err(|error| unresolved(call, &error))
}

/// Returns the members that are parameters.
pub(crate) fn context_params(input: &dyn Structure) -> Vec<(&str, Found<'_>)> {
    let members = input.schema().members;
    let mut found = Vec::new();
    input.members(&mut |values| {
        for (member, value) in members.iter().zip(values) {
            found.extend(member.context_param().map(|name| (name, value.view().into())));
        }
    });
    found
}

fn texts<'a>(of: &'a [Found<'_>]) -> Vec<&'a str> {
    of.iter().filter_map(Found::text).collect()
}

/// Returns the value of a client parameter.
fn configured(value: &ClientParameter) -> Found<'_> {
    Found::from(match value {
        ClientParameter::Boolean(value) => View::Boolean(*value),
        ClientParameter::String(text) => View::String(text),
        ClientParameter::StringArray(texts) => View::List(texts),
    })
}

/// Returns the value, if rules have a type for it. `texts` are the elements, if it is a list.
fn parameter<'a>(found: &'a Found<'_>, texts: Option<&'a [&'a str]>) -> Option<ParameterValue<'a>> {
    let text = || found.text().map(ParameterValue::String);
    let boolean = || found.boolean().map(ParameterValue::Boolean);
    texts.map(ParameterValue::StringArray).or_else(text).or_else(boolean)
}

/// Explains why the rules give no endpoint, and what to do about it.
fn unresolved(call: Call<'_>, error: &EndpointError) -> Failure {
    let (config, service) = (call.client.config(), call.client.service());
    // For something that is not a URL, rules that parse it would only say that there is no endpoint.
    let custom = call.client.endpoint_parameters().endpoint;
    if let Some(Err(wrong)) = custom.map(|url| address::check(url, service.protocol.schemes())) {
        return wrong;
    }
    // What a failure adds to its message follows in parentheses.
    let mut message = error.to_string().trim_end_matches('.').to_owned();
    // Rules say that the Region is missing, but not how to set it.
    if config.region().is_none() && message.to_lowercase().contains("region") {
        message.push_str(" (set one with `region`, or AWS_REGION in the environment)");
    }
    Failure::new(FailureKind::Endpoint, message)
}

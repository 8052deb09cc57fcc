//! Where a call goes: what its endpoint is told from.

use super::{Call, address};
use crate::client::ClientParameter;
use crate::endpoint::{self, Endpoint, ParameterValue, Selected};
use crate::error::{Failure, FailureKind};
use crate::value::View;

/// A Region becomes part of host names, so nothing but a label of one is taken for a Region. Signatures of SigV4a hold in several.
fn check_region(regions: Option<&str>) -> Result<(), Failure> {
    let is_region = |text: &str| text == "*" || endpoint::functions::is_valid_host_label(text, false);
    match regions {
        Some(regions) if !regions.split(',').all(is_region) => {
            let message = "the Region is not of letters, digits and hyphens, like `us-west-2`";
            Err(Failure::new(FailureKind::Configuration, message))
        }
        _ => Ok(()),
    }
}

/// The endpoint of a call: by the operation's constants, members of the input and parts of them, and what the client is configured with.
pub(super) fn resolve(call: Call<'_>) -> Result<Endpoint, Failure> {
    let Call { client, operation, input } = call;
    check_region(client.config().region())?;
    // The first of a name counts, so that what is closer to the call goes first.
    let mut others = operation.endpoint_parameters.to_vec();
    let mut lists: Vec<(&str, Vec<&str>)> = Vec::new();
    let members = input.schema().members;
    input.members(&mut |values| {
        for (member, value) in members.iter().zip(values) {
            let Some(name) = member.context_param() else { continue };
            match value.view() {
                View::String(text) | View::Enum(text, _) => others.push((name, ParameterValue::String(text))),
                View::Boolean(value) => others.push((name, ParameterValue::Boolean(value))),
                View::List(list) => {
                    let mut texts = Vec::with_capacity(list.len());
                    list.each(&mut |element| {
                        if let View::String(text) | View::Enum(text, _) = element {
                            texts.push(text);
                        }
                    });
                    lists.push((name, texts));
                }
                // The rules see no others.
                _ => {}
            }
        }
    });
    for (name, path) in operation.input_parameters {
        match endpoint::select(input, path) {
            Selected::Nothing => {}
            Selected::Boolean(value) => others.push((name, ParameterValue::Boolean(value))),
            Selected::String(text) => others.push((name, ParameterValue::String(text))),
            Selected::StringArray(texts) => lists.push((name, texts)),
        }
    }
    for (name, value) in client.parameters() {
        match value {
            ClientParameter::Boolean(value) => others.push((name, ParameterValue::Boolean(*value))),
            ClientParameter::String(text) => others.push((name, ParameterValue::String(text))),
            ClientParameter::StringArray(texts) => {
                lists.push((name, texts.iter().map(String::as_str).collect()));
            }
        }
    }
    others.extend(lists.iter().map(|(name, texts)| (*name, ParameterValue::StringArray(texts))));
    let parameters = client.config().endpoint_parameters().others(&others);
    (client.service().endpoint)(&parameters).map_err(|error| {
        // Rules that take a URL apart say of one that is none that there is no endpoint.
        let custom = client.config().endpoint_parameters().endpoint;
        let checked = custom.map(|url| address::check(url, client.service().protocol.schemes()));
        if let Some(Err(wrong)) = checked {
            return wrong;
        }
        let mut message = error.to_string();
        // Rules say that they miss one, but not how to give it.
        if client.config().region().is_none() && message.contains("Region") {
            message.push_str(" (set one with `region`, or AWS_REGION in the environment)");
        }
        Failure::new(FailureKind::Endpoint, message)
    })
}

//! Where a call goes: what its endpoint is told from.

use super::{Call, address};
use crate::client::ClientParameter;
use crate::endpoint::{self, Endpoint, EndpointError, ParameterValue};
use crate::error::{Failure, FailureKind};
use crate::jmespath::Found;
use crate::value::{Structure, View};

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
    let mut given = Given { values: operation.endpoint_parameters.to_vec(), lists: Vec::new() };
    given.add_members(input);
    for (name, part) in operation.input_parameters {
        given.add(name, &part.evaluate(&View::Structure(input).into()));
    }
    for (name, value) in client.parameters() {
        given.add_configured(name, value);
    }
    let Given { mut values, lists } = given;
    values.extend(lists.iter().map(|(name, texts)| (*name, ParameterValue::StringArray(texts))));
    let parameters = client.config().endpoint_parameters().others(&values);
    (client.service().endpoint)(&parameters).map_err(|error| unresolved(call, &error))
}

/// Values of parameters that the rules have beside those of every service.
struct Given<'a> {
    values: Vec<(&'a str, ParameterValue<'a>)>,
    /// Those that are lists of texts, which the values above borrow once all are there.
    lists: Vec<(&'a str, Vec<&'a str>)>,
}

impl<'a> Given<'a> {
    /// Adds the members that are parameters.
    fn add_members(&mut self, input: &'a dyn Structure) {
        let members = input.schema().members;
        input.members(&mut |values| {
            for (member, value) in members.iter().zip(values) {
                if let Some(name) = member.context_param() {
                    self.add(name, &value.view().into());
                }
            }
        });
    }

    /// Adds a value, if it is one that rules know.
    fn add(&mut self, name: &'a str, value: &Found<'a>) {
        if let Some(elements) = value.elements() {
            self.lists.push((name, elements.iter().filter_map(Found::text).collect()));
        } else if let Some(text) = value.text() {
            self.values.push((name, ParameterValue::String(text)));
        } else if let Some(value) = value.boolean() {
            self.values.push((name, ParameterValue::Boolean(value)));
        }
    }

    /// Adds what the client was given.
    fn add_configured(&mut self, name: &'a str, value: &'a ClientParameter) {
        match value {
            ClientParameter::Boolean(value) => self.values.push((name, ParameterValue::Boolean(*value))),
            ClientParameter::String(text) => self.values.push((name, ParameterValue::String(text))),
            ClientParameter::StringArray(texts) => {
                self.lists.push((name, texts.iter().map(String::as_str).collect()));
            }
        }
    }
}

/// Why the rules give no endpoint, with what to do about it.
fn unresolved(call: Call<'_>, error: &EndpointError) -> Failure {
    let (config, service) = (call.client.config(), call.client.service());
    // Rules that take a URL apart say of one that is none that there is no endpoint.
    let custom = config.endpoint_parameters().endpoint;
    if let Some(Err(wrong)) = custom.map(|url| address::check(url, service.protocol.schemes())) {
        return wrong;
    }
    let mut message = error.to_string();
    // Rules say that they miss one, but not how to give it.
    if config.region().is_none() && message.contains("Region") {
        message.push_str(" (set one with `region`, or AWS_REGION in the environment)");
    }
    Failure::new(FailureKind::Endpoint, message)
}

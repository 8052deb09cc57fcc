//! The credentials of a role that is taken on [by web identity](https://docs.aws.amazon.com/sdkref/latest/guide/access-assume-role-web.html): STS exchanges a
//! token for them, such as EKS mounts for the service account of a pod.

#[cfg(test)]
mod tests;

use super::MachineCredentials;
use crate::credentials::{Credentials, CredentialsError};
use crate::endpoint::{Endpoint, EndpointError, Parameters, functions};
use crate::invoke::address::{is_this_machine, scheme_and_host};
use crate::operation::{Operation, OperationSchema, ServiceSchema};
use crate::protocol::AwsQuery;
use crate::timestamp::Timestamp;
use crate::{Client, Config};
use std::ffi::OsString;
use std::time::Duration;

const TOKEN_FILE: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";
const ROLE: &str = "AWS_ROLE_ARN";
const SESSION: &str = "AWS_ROLE_SESSION_NAME";
const STS_URL: &str = "AWS_ENDPOINT_URL_STS";

/// How long STS may take, with all attempts.
const LIMIT: Duration = Duration::from_secs(20);

const STS: ServiceSchema =
    ServiceSchema::new("STS", &AwsQuery::new("2011-06-15"), endpoint).signing_name("sts");

/// What is exchanged: the input of STS's `AssumeRoleWithWebIdentity`.
#[derive(Clone, Default)]
pub(super) struct Exchange {
    role_arn: String,
    role_session_name: String,
    web_identity_token: String,
}

crate::structure! {
    sent Exchange = "AssumeRoleWithWebIdentityRequest" {
        role_arn: "RoleArn", Required;
        role_session_name: "RoleSessionName", Required;
        web_identity_token: "WebIdentityToken", Required, Sensitive;
    }
}

#[derive(Clone, Default)]
pub(super) struct Exchanged {
    credentials: Option<Key>,
    assumed_role_user: Option<User>,
}

crate::structure! {
    received Exchanged = "AssumeRoleWithWebIdentityResponse" {
        credentials: "Credentials";
        assumed_role_user: "AssumedRoleUser";
    }
}

#[derive(Clone, Default)]
struct Key {
    access_key_id: String,
    secret_access_key: String,
    session_token: String,
    expiration: Option<Timestamp>,
}

crate::structure! {
    received Key = "Credentials" {
        access_key_id: "AccessKeyId";
        secret_access_key: "SecretAccessKey", Sensitive;
        session_token: "SessionToken", Sensitive;
        expiration: "Expiration";
    }
}

#[derive(Clone, Default)]
struct User {
    arn: String,
}

crate::structure! {
    received User = "AssumedRoleUser" {
        arn: "Arn";
    }
}

/// The provider of the token did not answer STS, which may pass.
#[derive(Clone, Default)]
pub(super) struct NoAnswer {
    message: Option<String>,
}

crate::structure! {
    received NoAnswer = "IDPCommunicationErrorException" {
        message: "message";
    }
}

pub(super) enum ExchangeError {
    NoAnswer(NoAnswer),
    Unmodelled,
}

crate::operation_error! {
    ExchangeError {
        NoAnswer: "IDPCommunicationError", 400, Transient;
    }
}

impl Operation for Exchange {
    type Client = Client;
    type Output = Exchanged;
    type Error = ExchangeError;

    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "AssumeRoleWithWebIdentity",
            method: "POST",
            uri: "/",
            status: 200,
            settings: &[],
        }
    }
}

impl MachineCredentials {
    /// Returns what to exchange for the credentials of a role, if the environment names a token. Its file is read each time, since tokens are replaced.
    ///
    /// # Errors
    /// Fails if the environment names no role, or the token can't be read.
    pub(super) fn exchange(&self) -> Result<Option<Exchange>, CredentialsError> {
        let Some(web_identity_token) = self.token_in_file(TOKEN_FILE)? else { return Ok(None) };
        let Some(role_arn) = self.variable(ROLE) else {
            let wrong = format!("{TOKEN_FILE} is set, but not {ROLE}, the role to assume with that token");
            return Err(CredentialsError::new(wrong));
        };
        let name = || format!("smithwright-{}", Timestamp::now().seconds());
        let role_session_name = self.variable(SESSION).unwrap_or_else(name);
        Ok(Some(Exchange { role_arn, role_session_name, web_identity_token }))
    }

    pub(super) async fn of_exchange(&self, exchange: &Exchange) -> Result<Credentials, CredentialsError> {
        let client = Client::new(&STS, &self.config_of_sts()?);
        let refused = |what: &str| {
            CredentialsError::new(format!(
                "STS gave no credentials of {} for the token: {what}",
                exchange.role_arn
            ))
        };
        let answer = client.send(exchange).await;
        let answer = answer.map_err(|error| refused("the call failed").caused_by(error))?;
        let key = answer.credentials.filter(|key| !key.access_key_id.is_empty());
        let key = key.ok_or_else(|| refused("its answer has no key"))?;
        let user = answer.assumed_role_user.unwrap_or_default();
        let account_id = functions::parse_arn(&user.arn).map_or("", |arn| arn.account_id);
        let credentials = Credentials::new(key.access_key_id, key.secret_access_key)
            .with_session_token(key.session_token)
            .with_account_id(account_id);
        Ok(match key.expiration {
            Some(expiry) => credentials.with_expiry(expiry),
            None => credentials,
        })
    }

    /// Returns the configuration that the environment gives to calls of STS.
    fn config_of_sts(&self) -> Result<Config, CredentialsError> {
        let variable = |name: &str| self.variable(name).map(OsString::from);
        let url = variable(STS_URL).map(|url| (OsString::from(STS_URL), url));
        let builder = Config::builder(self.transport.clone()).with_variables(&variable, url.as_slice());
        let wrong = |failure| CredentialsError::new("STS can't be asked for credentials").caused_by(failure);
        Ok(builder.map_err(wrong)?.call_timeout(LIMIT).build())
    }
}

/// Returns the endpoint of STS, as the rules of its model do: the Region's own. Without a Region, it is that of the partition `aws`.
fn endpoint(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    let Parameters { region, use_fips, use_dual_stack, endpoint, .. } = *parameters;
    if let Some(endpoint) = endpoint {
        if use_fips || use_dual_stack {
            let message = "STS at a URL of one's own is neither a FIPS nor a dual-stack endpoint: unset AWS_USE_FIPS_ENDPOINT and \
                           AWS_USE_DUALSTACK_ENDPOINT, or AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL";
            return Err(EndpointError::new(message));
        }
        return own_endpoint(endpoint);
    }
    let Some(region) = region.filter(|region| *region != "aws-global") else {
        return if use_fips || use_dual_stack {
            Err(EndpointError::new("no Region is set, which FIPS and dual-stack endpoints of STS need"))
        } else {
            Ok(Endpoint::new("https://sts.amazonaws.com"))
        };
    };
    let partition = functions::partition(region);
    // In this partition, the usual endpoints are FIPS endpoints.
    let is_fips_anyway = partition.name == "aws-us-gov" && !use_dual_stack;
    let fips = if use_fips && !is_fips_anyway { "-fips" } else { "" };
    let suffix = if use_dual_stack { partition.dual_stack_dns_suffix } else { partition.dns_suffix };
    Endpoint::at("https://sts{fips}.{region}.{suffix}", &[fips, region, suffix])
}

fn own_endpoint(url: &str) -> Result<Endpoint, EndpointError> {
    let is_safe = scheme_and_host(url)
        .is_some_and(|(scheme, host)| scheme.eq_ignore_ascii_case("https") || is_this_machine(&host));
    if is_safe {
        Ok(Endpoint::new(url))
    } else {
        let message = "the token goes to STS only over TLS or on this machine; set AWS_ENDPOINT_URL_STS to an https URL";
        Err(EndpointError::new(message))
    }
}

//! Credentials that a machine gives to the programs on it.

mod container;
mod fetch;
mod instance;
mod key;
#[cfg(test)]
mod tests;
mod web_identity;

use super::{CachedCredentials, Credentials, CredentialsError};
use super::{Persistence, ProvideCredentials, ProvideFuture, environment};
use crate::timestamp::Timestamp;
use crate::transport::Transport;
use std::fmt;
use std::future::ready;
use std::sync::Arc;

/// Credentials that the machine gives to the programs on it: those of a role if there is a token to exchange for them (EKS's roles for service accounts), or else
/// those of the container if it has some (ECS, EKS Pod Identity), or else those of the role of the EC2 instance (by IMDSv2).
///
/// They are asked for over HTTP each time, so wrap the provider in [`CachedCredentials`]. [`Config::from_env`](crate::Config::from_env) does, and takes these
/// credentials where the environment has no access key. Proxies don't see the requests to this machine and to the
/// addresses of EC2, ECS and EKS.
///
/// | variable | says |
/// |---|---|
/// | `AWS_WEB_IDENTITY_TOKEN_FILE` | the file with a token that STS exchanges for credentials |
/// | `AWS_ROLE_ARN` | the role to assume |
/// | `AWS_ROLE_SESSION_NAME` | the session's name in logs, in place of `smithwright-` and the time |
/// | `AWS_REGION`, `AWS_ENDPOINT_URL_STS` and the like, as [`Config::from_env`](crate::Config::from_env) reads them | where STS is asked: in the Region or, without one, at `https://sts.amazonaws.com`; a URL must begin with `https` or lead to this machine |
/// | `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` | the path at `http://169.254.170.2` with the credentials of the container |
/// | `AWS_CONTAINER_CREDENTIALS_FULL_URI` | their URL, if there is no path: with `https`, or on this machine, or at an address of ECS or EKS |
/// | `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE`, or else `AWS_CONTAINER_AUTHORIZATION_TOKEN` | the header `Authorization` of the request for them |
/// | `AWS_EC2_METADATA_DISABLED` | `true`: the instance is not asked |
/// | `AWS_EC2_METADATA_SERVICE_ENDPOINT` | where the instance is asked, in place of `http://169.254.169.254` |
/// | `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE` | `IPv6`: at `http://[fd00:ec2::254]` |
///
/// # Examples
///
/// ```
/// use smithwright_runtime::credentials::{CachedCredentials, MachineCredentials};
/// # use smithwright_runtime::{Config, transport::Script};
///
/// # let transport = Script::new();
/// // `transport` is a `smithwright_transport::HttpTransport`, whose clones share their connections.
/// let credentials = CachedCredentials::new(MachineCredentials::new(transport.clone()));
/// let config = Config::builder(transport).credentials(credentials).region("us-west-2").build();
/// # let _ = config;
/// ```
#[derive(Clone)]
pub struct MachineCredentials {
    transport: Arc<dyn Transport>,
    variables: Variables,
}

/// Where environment variables are read from.
type Variables = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

impl MachineCredentials {
    /// Creates a provider that asks through this transport.
    #[must_use]
    pub fn new(transport: impl Transport) -> Self {
        let variables: Variables = Arc::new(|name| std::env::var(name).ok());
        Self { transport: Arc::new(transport), variables }
    }

    /// Returns the value of a variable, unless it is empty.
    fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// Returns the token in the file that a variable names, without white space around it, or `None` if it names none.
    fn token_in_file(&self, variable: &str) -> Result<Option<String>, CredentialsError> {
        let Some(file) = self.variable(variable) else { return Ok(None) };
        let text = std::fs::read_to_string(file).map_err(|error| {
            CredentialsError::new(format!("the file that {variable} names can't be read")).caused_by(error)
        })?;
        match text.trim() {
            "" => {
                let empty = format!("the file that {variable} names is empty: it must hold a token");
                Err(CredentialsError::new(empty))
            }
            token => Ok(Some(token.to_owned())),
        }
    }

    async fn ask(&self) -> Result<Credentials, CredentialsError> {
        if let Some(exchange) = self.exchange()? {
            return self.of_exchange(&exchange).await;
        }
        match self.container_request()? {
            Some(request) => self.of_container(request).await,
            None => self.of_instance().await,
        }
    }
}

impl ProvideCredentials for MachineCredentials {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(self.ask())
    }
}

impl fmt::Debug for MachineCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MachineCredentials").finish_non_exhaustive()
    }
}

/// The key in the environment or, without one, the credentials that the machine gives.
pub(crate) struct EnvironmentOrMachine {
    variables: Variables,
    machine: CachedCredentials<MachineCredentials>,
}

impl EnvironmentOrMachine {
    pub(crate) fn new(transport: Arc<dyn Transport>) -> Self {
        Self::of(MachineCredentials::new(transport))
    }

    fn of(machine: MachineCredentials) -> Self {
        let variables = Arc::clone(&machine.variables);
        // The provider itself tries several times, where that may help.
        Self { variables, machine: CachedCredentials::by(machine, Timestamp::now, Persistence::GiveUp) }
    }
}

impl ProvideCredentials for EnvironmentOrMachine {
    fn provide(&self) -> ProvideFuture<'_> {
        if (self.variables)(environment::KEY_ID).is_some_and(|id| !id.trim().is_empty()) {
            return Box::pin(ready(environment::read(&*self.variables)));
        }
        self.machine.provide()
    }
}

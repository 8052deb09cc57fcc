//! The [credentials of a container](https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).

use super::{MachineCredentials, fetch, key};
use crate::credentials::{Credentials, CredentialsError};
use crate::invoke::address::{is_this_machine, scheme_and_host};
use crate::transport::HttpRequest;
use http::HeaderValue;
use http::header::{ACCEPT, AUTHORIZATION};

const PATH: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const URL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// The host of the paths.
const HOST: &str = "169.254.170.2";

/// The other hosts that may be asked without TLS: those of the agent of EKS.
const AGENTS: [&str; 2] = ["169.254.170.23", "[fd00:ec2::23]"];

const WHO: &str = "the container's endpoint for credentials";

impl MachineCredentials {
    /// Returns the request for the credentials of the container, if the environment says that it has some.
    ///
    /// # Errors
    /// Fails if the environment leads elsewhere, or has a token that can't be sent.
    pub(super) fn container_request(&self) -> Result<Option<HttpRequest>, CredentialsError> {
        let url = match (self.variable(PATH), self.variable(URL)) {
            (Some(path), _) if path.starts_with('/') => format!("http://{HOST}{path}"),
            (Some(_), _) => {
                return Err(CredentialsError::new(format!("{PATH} is not a path: it must begin with `/`")));
            }
            (None, Some(url)) if is_allowed(&url) => url,
            (None, Some(_)) => {
                let wrong = format!(
                    "{URL} leads to another machine without TLS; it must begin with https, or lead to this machine or an address of ECS or EKS"
                );
                return Err(CredentialsError::new(wrong));
            }
            (None, None) => return Ok(None),
        };
        let mut request = HttpRequest::new("GET", url);
        request.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some((token, from)) = self.container_token()? {
            let unfit = |_| CredentialsError::new(format!("what {from} gives does not fit into a header"));
            let mut token = HeaderValue::from_str(&token).map_err(unfit)?;
            token.set_sensitive(true);
            request.headers.insert(AUTHORIZATION, token);
        }
        Ok(Some(request))
    }

    pub(super) async fn of_container(&self, request: HttpRequest) -> Result<Credentials, CredentialsError> {
        let answer = fetch::text(&*self.transport, &request).await.map_err(|failed| failed.by(WHO))?;
        key::read(&answer, WHO)
    }

    /// Returns the token that the request needs, and the variable that it comes from. A file is read each time, since tokens in it are replaced.
    fn container_token(&self) -> Result<Option<(String, &'static str)>, CredentialsError> {
        Ok(match self.token_in_file(TOKEN_FILE)? {
            Some(token) => Some((token, TOKEN_FILE)),
            None => self.variable(TOKEN).map(|token| (token, TOKEN)),
        })
    }
}

/// Returns whether credentials may be asked for at a URL.
fn is_allowed(url: &str) -> bool {
    let Some((scheme, host)) = scheme_and_host(url) else { return false };
    let is_near = || is_this_machine(&host) || host == HOST || AGENTS.contains(&host.as_str());
    scheme.eq_ignore_ascii_case("https") || (scheme.eq_ignore_ascii_case("http") && is_near())
}

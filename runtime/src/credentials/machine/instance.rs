//! The credentials of an EC2 instance's role, by version 2 of its
//! [metadata service](https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html).

use super::fetch::Failed;
use super::{MachineCredentials, fetch, key};
use crate::credentials::{Credentials, CredentialsError};
use crate::transport::HttpRequest;
use http::{HeaderName, HeaderValue};

const DISABLED: &str = "AWS_EC2_METADATA_DISABLED";
const ENDPOINT: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
const MODE: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";

const TOKEN: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token");
const TOKEN_LIFE: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token-ttl-seconds");

/// How long the token of a session is valid, in seconds: it serves for the two requests after it.
const LIFE: HeaderValue = HeaderValue::from_static("60");

const ROLES: &str = "/latest/meta-data/iam/security-credentials/";

const WHO: &str = "the metadata service of the EC2 instance";

/// What to do where no instance answers.
const ELSEWHERE: &str = "off EC2, ECS and EKS, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give credentials to the configuration";

impl MachineCredentials {
    pub(super) async fn of_instance(&self) -> Result<Credentials, CredentialsError> {
        if self.variable(DISABLED).is_some_and(|value| value.eq_ignore_ascii_case("true")) {
            let disabled = format!(
                "the environment names no credentials, and {DISABLED} forbids asking for those of an EC2 instance"
            );
            return Err(CredentialsError::new(disabled));
        }
        let endpoint = self.instance_endpoint();
        let mut request = HttpRequest::new("PUT", format!("{endpoint}/latest/api/token"));
        request.headers.insert(TOKEN_LIFE, LIFE);
        let token = fetch::text(&*self.transport, &request).await.map_err(|failed| match failed {
            Failed::Status(_) => failed.by(WHO),
            Failed::Time | Failed::Broken(_) => failed.by(WHO).advising(ELSEWHERE),
        })?;
        let mut token = HeaderValue::from_str(token.trim()).map_err(|_| {
            CredentialsError::new(format!("{WHO} gave a token that does not fit into a header"))
        })?;
        token.set_sensitive(true);
        let get = |path: &str| {
            let mut request = HttpRequest::new("GET", format!("{endpoint}{ROLES}{path}"));
            request.headers.insert(TOKEN, token.clone());
            request
        };
        let roles = fetch::text(&*self.transport, &get("")).await.map_err(|failed| match failed {
            Failed::Status(404) => {
                CredentialsError::new("the EC2 instance has no role, and so no credentials")
            }
            failed => failed.by(WHO),
        })?;
        let role = roles.lines().next().unwrap_or_default().trim();
        let answer = fetch::text(&*self.transport, &get(role)).await.map_err(|failed| failed.by(WHO))?;
        key::read(&answer, WHO)
    }

    /// Returns the URL of the metadata service, without a slash at its end.
    fn instance_endpoint(&self) -> String {
        let by_mode = || match self.variable(MODE) {
            Some(mode) if mode.eq_ignore_ascii_case("ipv6") => "http://[fd00:ec2::254]".to_owned(),
            _ => "http://169.254.169.254".to_owned(),
        };
        let url = self.variable(ENDPOINT).unwrap_or_else(by_mode);
        url.trim_end_matches('/').to_owned()
    }
}

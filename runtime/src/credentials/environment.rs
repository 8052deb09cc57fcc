//! Credentials from environment variables.

use super::{Credentials, CredentialsError, ProvideCredentials, ProvideFuture};

/// Credentials from environment variables, which are read each time they are asked for.
///
/// The variables are `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, if they are set, `AWS_SESSION_TOKEN` and `AWS_ACCOUNT_ID`. White space around a value is ignored.
#[derive(Clone, Copy, Debug, Default)]
pub struct EnvironmentCredentials;

impl ProvideCredentials for EnvironmentCredentials {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(std::future::ready(read(|name| std::env::var(name).ok())))
    }
}

/// The variable with the id of the key.
pub(super) const KEY_ID: &str = "AWS_ACCESS_KEY_ID";

pub(super) fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Credentials, CredentialsError> {
    let required = |name: &str| {
        variable(name).filter(|value| !value.trim().is_empty()).ok_or_else(|| {
            CredentialsError::new(format!(
                "the environment variable {name} is not set; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give \
                 credentials to the configuration: those of EKS, ECS or an EC2 instance come with the feature \
                 `machine-credentials`, and those of a profile with `aws-config`"
            ))
        })
    };
    let id = required(KEY_ID)?;
    let secret = required("AWS_SECRET_ACCESS_KEY")?;
    let token = variable("AWS_SESSION_TOKEN").unwrap_or_default();
    let account_id = variable("AWS_ACCOUNT_ID").unwrap_or_default();
    let credentials = Credentials::new(id.trim(), secret.trim());
    Ok(credentials.with_session_token(token.trim()).with_account_id(account_id.trim()))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_the_variable_that_is_missing() {
        let only_id = |name: &str| (name == "AWS_ACCESS_KEY_ID").then(|| "AKID".to_owned());
        let error = read(only_id).unwrap_err().to_string();
        assert!(error.starts_with("the environment variable AWS_SECRET_ACCESS_KEY is not set"), "{error}");
    }

    #[test]
    fn takes_all_four() {
        let credentials = read(|name| Some(format!("{name}\n"))).unwrap();
        assert_eq!(credentials.access_key_id(), "AWS_ACCESS_KEY_ID");
        assert_eq!(credentials.session_token(), Some("AWS_SESSION_TOKEN"));
        assert_eq!(credentials.account_id(), Some("AWS_ACCOUNT_ID"));
    }
}

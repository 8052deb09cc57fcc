//! What the environment configures.

use super::{ChecksumUse, Config, ConfigBuilder};
use crate::credentials::EnvironmentCredentials;
use crate::error::{Failure, FailureKind};
use crate::transport::Transport;
use std::env;

impl Config {
    /// The configuration that the environment gives, with defaults for the rest: `AWS_REGION` (or `AWS_DEFAULT_REGION`), `AWS_ENDPOINT_URL`,
    /// `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`, `AWS_MAX_ATTEMPTS`, `AWS_REQUEST_CHECKSUM_CALCULATION` and
    /// `AWS_RESPONSE_CHECKSUM_VALIDATION`. An empty variable counts as not set.
    ///
    /// Credentials are read from the environment when a signed call needs them.
    ///
    /// # Errors
    /// Where a variable has a value that can't be read; the error names the variable.
    pub fn from_env(transport: impl Transport) -> Result<Self, Failure> {
        ConfigBuilder::from_env(transport).map(ConfigBuilder::build)
    }
}

impl ConfigBuilder {
    /// Begins with what the environment gives, as [`Config::from_env`] does.
    ///
    /// # Errors
    /// As for [`Config::from_env`].
    pub fn from_env(transport: impl Transport) -> Result<Self, Failure> {
        Self::from_variables(Config::builder(transport), |name| match env::var(name) {
            Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
            Err(env::VarError::NotPresent) => Ok(None),
            Err(env::VarError::NotUnicode(_)) => Err(unreadable(name, "text in UTF-8", "other bytes")),
        })
    }

    fn from_variables(
        builder: Self,
        variable: impl Fn(&'static str) -> Result<Option<String>, Failure>,
    ) -> Result<Self, Failure> {
        let mut builder = builder.credentials(EnvironmentCredentials);
        let region = match variable("AWS_REGION")? {
            None => variable("AWS_DEFAULT_REGION")?,
            region => region,
        };
        if let Some(region) = region {
            builder = builder.region(region);
        }
        if let Some(url) = variable("AWS_ENDPOINT_URL")? {
            builder = builder.endpoint_url(url);
        }
        let flag = |name| variable(name)?.map_or(Ok(false), |value| read_flag(name, &value));
        builder = builder
            .use_fips(flag("AWS_USE_FIPS_ENDPOINT")?)
            .use_dual_stack(flag("AWS_USE_DUALSTACK_ENDPOINT")?);
        if let Some(value) = variable("AWS_MAX_ATTEMPTS")? {
            let attempts = value.trim().parse().ok().filter(|attempts| *attempts > 0);
            let attempts = attempts
                .ok_or_else(|| unreadable("AWS_MAX_ATTEMPTS", "a number from 1", &format!("`{value}`")))?;
            builder = builder.max_attempts(attempts);
        }
        let checksums = |name| variable(name)?.map(|value| read_checksum_use(name, &value)).transpose();
        if let Some(used) = checksums("AWS_REQUEST_CHECKSUM_CALCULATION")? {
            builder = builder.request_checksums(used);
        }
        if let Some(used) = checksums("AWS_RESPONSE_CHECKSUM_VALIDATION")? {
            builder = builder.response_checksums(used);
        }
        Ok(builder)
    }
}

fn read_flag(name: &'static str, value: &str) -> Result<bool, Failure> {
    match value.trim() {
        value if value.eq_ignore_ascii_case("true") => Ok(true),
        value if value.eq_ignore_ascii_case("false") => Ok(false),
        value => Err(unreadable(name, "`true` or `false`", &format!("`{value}`"))),
    }
}

fn read_checksum_use(name: &'static str, value: &str) -> Result<ChecksumUse, Failure> {
    match value.trim() {
        value if value.eq_ignore_ascii_case("when_supported") => Ok(ChecksumUse::WhenSupported),
        value if value.eq_ignore_ascii_case("when_required") => Ok(ChecksumUse::WhenRequired),
        value => Err(unreadable(name, "`when_supported` or `when_required`", &format!("`{value}`"))),
    }
}

fn unreadable(name: &'static str, expected: &str, found: &str) -> Failure {
    Failure::new(
        FailureKind::Configuration,
        format!("the environment variable {name} must be {expected}, but is {found}: correct it or unset it"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Nowhere;

    fn read(variables: &[(&str, &str)]) -> Result<Config, Failure> {
        let builder = ConfigBuilder::from_variables(Config::builder(Nowhere), |name| {
            Ok(variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        });
        builder.map(ConfigBuilder::build)
    }

    #[test]
    fn reads_every_variable() {
        let config = read(&[
            ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_REGION", "us-west-2"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
            ("AWS_USE_FIPS_ENDPOINT", "True"),
            ("AWS_USE_DUALSTACK_ENDPOINT", "true"),
            ("AWS_MAX_ATTEMPTS", "5"),
            ("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_SUPPORTED"),
            ("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required"),
        ])
        .unwrap();
        let parameters = config.endpoint_parameters();
        assert_eq!(parameters.region, Some("us-west-2"));
        assert_eq!(parameters.endpoint, Some("http://127.0.0.1:1"));
        assert!(parameters.use_fips && parameters.use_dual_stack);
        assert_eq!(config.max_attempts(), 5);
        assert_eq!(config.request_checksums(), ChecksumUse::WhenSupported);
        assert_eq!(config.response_checksums(), ChecksumUse::WhenRequired);

        let config = read(&[("AWS_DEFAULT_REGION", "us-east-1")]).unwrap();
        assert_eq!(config.region(), Some("us-east-1"));
        assert!(!config.endpoint_parameters().use_fips);
        assert_eq!(config.max_attempts(), 3);
        assert_eq!(config.request_checksums(), ChecksumUse::WhenRequired);
        assert_eq!(config.response_checksums(), ChecksumUse::WhenSupported);
    }

    #[test]
    fn names_the_variable_that_cannot_be_read() {
        for (name, value) in [
            ("AWS_USE_FIPS_ENDPOINT", "yes"),
            ("AWS_USE_DUALSTACK_ENDPOINT", "1"),
            ("AWS_MAX_ATTEMPTS", "0"),
            ("AWS_RESPONSE_CHECKSUM_VALIDATION", "never"),
        ] {
            let error = read(&[(name, value)]).unwrap_err();
            assert_eq!(error.kind(), FailureKind::Configuration);
            assert!(error.to_string().contains(name) && error.to_string().contains(value), "{error}");
        }
    }
}

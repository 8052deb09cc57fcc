//! Configuration from environment variables.

use super::{AccountIdEndpointMode, ChecksumUse, Config, ConfigBuilder};
use crate::error::{Failure, FailureKind};
use crate::transport::Transport;
use std::env;
use std::ffi::OsString;
use std::ops::RangeInclusive;

/// The prefix of the variables with the endpoints of single services.
const ENDPOINT_URL: &str = "AWS_ENDPOINT_URL_";
/// The prefix of the variables with the bearer tokens of single services.
const BEARER_TOKEN: &str = "AWS_BEARER_TOKEN_";
const COMPRESS_FROM: &str = "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES";

impl Config {
    /// Creates a configuration from environment variables, with defaults for everything else.
    ///
    /// | variable | sets |
    /// |---|---|
    /// | `AWS_REGION`, or else `AWS_DEFAULT_REGION` | [`region`](ConfigBuilder::region) |
    /// | `AWS_ENDPOINT_URL` | [`endpoint_url`](ConfigBuilder::endpoint_url) |
    /// | `AWS_ENDPOINT_URL_<SERVICE>` | the same for one service, such as `AWS_ENDPOINT_URL_DYNAMODB` or `AWS_ENDPOINT_URL_CLOUDWATCH_LOGS` |
    /// | `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` | `true`: no `AWS_ENDPOINT_URL` counts, with or without a service |
    /// | `AWS_BEARER_TOKEN_<SERVICE>` | [`bearer_token`](ConfigBuilder::bearer_token) for the service with this signing name, such as `AWS_BEARER_TOKEN_BEDROCK`: where its model takes bearer tokens, this one goes before signatures |
    /// | `AWS_USE_FIPS_ENDPOINT` | [`use_fips`](ConfigBuilder::use_fips) |
    /// | `AWS_USE_DUALSTACK_ENDPOINT` | [`use_dual_stack`](ConfigBuilder::use_dual_stack) |
    /// | `AWS_ACCOUNT_ID_ENDPOINT_MODE` | [`account_id_endpoint_mode`](ConfigBuilder::account_id_endpoint_mode): `preferred`, `disabled` or `required` |
    /// | `AWS_SDK_UA_APP_ID` | [`app_name`](ConfigBuilder::app_name) |
    /// | `AWS_MAX_ATTEMPTS` | [`max_attempts`](ConfigBuilder::max_attempts), at least 1 |
    /// | `AWS_REQUEST_CHECKSUM_CALCULATION` | [`request_checksums`](ConfigBuilder::request_checksums): `when_supported` or `when_required` |
    /// | `AWS_RESPONSE_CHECKSUM_VALIDATION` | [`response_checksums`](ConfigBuilder::response_checksums): `when_supported` or `when_required` |
    /// | `AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES` | [`compress_from`](ConfigBuilder::compress_from), from 0 to 10,485,760 |
    /// | `AWS_DISABLE_REQUEST_COMPRESSION` | `true`: no body is compressed |
    ///
    /// An empty variable counts as not set. The URL of a single service takes precedence over `AWS_ENDPOINT_URL`. Credentials are
    /// [read from the environment](crate::credentials::EnvironmentCredentials) when a signed call needs them or, with the feature `machine-credentials` and
    /// without a key there, asked from the container or EC2 instance that the program runs on, by the variables that `MachineCredentials` names. No others are read.
    ///
    /// # Errors
    ///
    /// Returns an error of the kind [`Configuration`](FailureKind::Configuration) if a variable has a value that can't be read; the error names the variable.
    pub fn from_env(transport: impl Transport) -> Result<Self, Failure> {
        ConfigBuilder::from_env(transport).map(ConfigBuilder::build)
    }
}

impl ConfigBuilder {
    /// Creates a builder that starts from environment variables, as [`Config::from_env`] reads them.
    ///
    /// # Errors
    ///
    /// As for [`Config::from_env`].
    pub fn from_env(transport: impl Transport) -> Result<Self, Failure> {
        Config::builder(transport).with_environment()
    }

    // Not generic, so that it is compiled here and not with each transport.
    fn with_environment(self) -> Result<Self, Failure> {
        let all: Vec<_> = env::vars_os().collect();
        with_credentials(self).with_variables(&|name| env::var_os(name), &all)
    }

    /// Sets what the variables say. `all` are those of single services, which are looked for by their prefixes.
    pub(crate) fn with_variables(
        mut self,
        variable: &dyn Fn(&str) -> Option<OsString>,
        all: &[(OsString, OsString)],
    ) -> Result<Self, Failure> {
        let variable = |name: &str| variable(name).map_or(Ok(None), |value| text(name, &value));
        let region = match variable("AWS_REGION")? {
            None => variable("AWS_DEFAULT_REGION")?,
            region => region,
        };
        if let Some(region) = region {
            self = self.region(region);
        }
        let flag = |name| variable(name)?.map_or(Ok(false), |value| read_flag(name, &value));
        if !flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")? {
            if let Some(url) = variable("AWS_ENDPOINT_URL")? {
                self = self.endpoint_url(url);
            }
            let urls = of_services(ENDPOINT_URL, all)?;
            self = self.service_endpoint_url(move |service| of_service(&urls, service).cloned());
        }
        self = self.service_bearer_tokens(of_services(BEARER_TOKEN, all)?);
        self =
            self.use_fips(flag("AWS_USE_FIPS_ENDPOINT")?).use_dual_stack(flag("AWS_USE_DUALSTACK_ENDPOINT")?);
        if let Some(mode) = variable("AWS_ACCOUNT_ID_ENDPOINT_MODE")? {
            self = self.account_id_endpoint_mode(read_mode("AWS_ACCOUNT_ID_ENDPOINT_MODE", &mode)?);
        }
        if let Some(name) = variable("AWS_SDK_UA_APP_ID")? {
            self = self.app_name(name);
        }
        if let Some(value) = variable("AWS_MAX_ATTEMPTS")? {
            self = self.max_attempts(read_number("AWS_MAX_ATTEMPTS", &value, 1..=u32::MAX)?);
        }
        if let Some(value) = variable(COMPRESS_FROM)? {
            // The maximum in the specification of AWS's clients.
            self = self.compress_from(read_number(COMPRESS_FROM, &value, 0..=10_485_760)? as usize);
        }
        if flag("AWS_DISABLE_REQUEST_COMPRESSION")? {
            self = self.compress_from(None);
        }
        let checksums = |name| variable(name)?.map(|value| read_checksum_use(name, &value)).transpose();
        if let Some(used) = checksums("AWS_REQUEST_CHECKSUM_CALCULATION")? {
            self = self.request_checksums(used);
        }
        if let Some(used) = checksums("AWS_RESPONSE_CHECKSUM_VALIDATION")? {
            self = self.response_checksums(used);
        }
        Ok(self)
    }
}

/// Sets the credentials, which are looked for when a call needs them.
fn with_credentials(builder: ConfigBuilder) -> ConfigBuilder {
    #[cfg(feature = "machine-credentials")]
    return {
        let transport = builder.shared_transport();
        builder.credentials(crate::credentials::EnvironmentOrMachine::new(transport))
    };
    #[cfg(not(feature = "machine-credentials"))]
    builder.credentials(crate::credentials::EnvironmentCredentials)
}

/// Returns what is said of a service: names of variables end in that of the service, in capitals.
pub(super) fn of_service<'s, T>(said: &'s [(String, T)], service: &str) -> Option<&'s T> {
    if said.is_empty() {
        return None;
    }
    let name = service.replace([' ', '-'], "_").to_ascii_uppercase();
    said.iter().find(|(of, _)| *of == name).map(|(_, said)| said)
}

/// Returns what variables with this prefix say of single services, by their names in the environment.
fn of_services(prefix: &str, all: &[(OsString, OsString)]) -> Result<Vec<(String, String)>, Failure> {
    let mut found = Vec::new();
    for (name, value) in all {
        let service = name.to_str().and_then(|name| name.strip_prefix(prefix));
        // Services outside AWS have no signing name: what is meant for nobody must not go to them.
        let Some(service) = service.filter(|service| !service.is_empty()) else { continue };
        found.extend(text(&format!("{prefix}{service}"), value)?.map(|value| (service.to_owned(), value)));
    }
    Ok(found)
}

fn text(name: &str, value: &OsString) -> Result<Option<String>, Failure> {
    match value.to_str() {
        Some(text) => Ok(Some(text.to_owned()).filter(|text| !text.is_empty())),
        None => Err(unreadable(name, "text in UTF-8", "other bytes")),
    }
}

fn read_flag(name: &str, value: &str) -> Result<bool, Failure> {
    match value.trim() {
        value if value.eq_ignore_ascii_case("true") => Ok(true),
        value if value.eq_ignore_ascii_case("false") => Ok(false),
        value => Err(unreadable(name, "`true` or `false`", &format!("`{value}`"))),
    }
}

fn read_number(name: &str, value: &str, allowed: RangeInclusive<u32>) -> Result<u32, Failure> {
    let number = value.trim().parse().ok().filter(|number| allowed.contains(number));
    let expected = || match allowed.end() {
        &u32::MAX => format!("a number from {}", allowed.start()),
        end => format!("a number from {} to {end}", allowed.start()),
    };
    number.ok_or_else(|| unreadable(name, &expected(), &format!("`{value}`")))
}

fn read_checksum_use(name: &str, value: &str) -> Result<ChecksumUse, Failure> {
    match value.trim() {
        value if value.eq_ignore_ascii_case("when_supported") => Ok(ChecksumUse::WhenSupported),
        value if value.eq_ignore_ascii_case("when_required") => Ok(ChecksumUse::WhenRequired),
        value => Err(unreadable(name, "`when_supported` or `when_required`", &format!("`{value}`"))),
    }
}

fn read_mode(name: &str, value: &str) -> Result<AccountIdEndpointMode, Failure> {
    use AccountIdEndpointMode::{Disabled, Preferred, Required};
    let mut modes = [Preferred, Disabled, Required].into_iter();
    let mode = modes.find(|mode| value.trim().eq_ignore_ascii_case(mode.name()));
    mode.ok_or_else(|| unreadable(name, "`preferred`, `disabled` or `required`", &format!("`{value}`")))
}

fn unreadable(name: &str, expected: &str, found: &str) -> Failure {
    Failure::new(
        FailureKind::Configuration,
        format!("the environment variable {name} must be {expected}, but is {found}: correct it or unset it"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::endpoint::EndpointError;
    use crate::operation::ServiceSchema;
    use crate::protocol::RestJson1;
    use crate::transport::Script;

    fn read(variables: &[(&str, &str)]) -> Result<Config, Failure> {
        let all: Vec<_> = variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
        let variable = |name: &str| Some(OsString::from(variables.iter().find(|(key, _)| *key == name)?.1));
        Config::builder(Script::new()).with_variables(&variable, &all).map(ConfigBuilder::build)
    }

    #[test]
    fn reads_every_variable() {
        let config = read(&[
            ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_REGION", "us-west-2"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
            ("AWS_USE_FIPS_ENDPOINT", "True"),
            ("AWS_USE_DUALSTACK_ENDPOINT", "true"),
            ("AWS_ACCOUNT_ID_ENDPOINT_MODE", "Required"),
            ("AWS_MAX_ATTEMPTS", "5"),
            ("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_SUPPORTED"),
            ("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required"),
            ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "0"),
        ])
        .unwrap();
        assert_eq!(config.compress_from(), Some(0));
        let parameters = config.endpoint_parameters();
        assert_eq!(parameters.region, Some("us-west-2"));
        assert_eq!(parameters.endpoint, Some("http://127.0.0.1:1"));
        assert!(parameters.use_fips && parameters.use_dual_stack);
        assert_eq!(config.account_id_endpoint_mode(), AccountIdEndpointMode::Required);
        assert_eq!(config.max_attempts(), 5);
        assert_eq!(config.request_checksums(), ChecksumUse::WhenSupported);
        assert_eq!(config.response_checksums(), ChecksumUse::WhenRequired);

        let config = read(&[("AWS_DEFAULT_REGION", "us-east-1")]).unwrap();
        assert_eq!((config.region(), config.compress_from()), (Some("us-east-1"), Some(10_240)));
        let config = read(&[("AWS_DISABLE_REQUEST_COMPRESSION", "true"), (COMPRESS_FROM, "7")]).unwrap();
        assert_eq!(config.compress_from(), None);
        assert!(!config.endpoint_parameters().use_fips);
        assert_eq!(config.max_attempts(), 3);
        assert_eq!(config.request_checksums(), ChecksumUse::WhenRequired);
        assert_eq!(config.response_checksums(), ChecksumUse::WhenSupported);
    }

    #[test]
    fn an_endpoint_of_one_service_goes_before_that_of_all() {
        let urls = [
            ("AWS_ENDPOINT_URL", "http://all"),
            ("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "http://logs"),
            ("AWS_ENDPOINT_URL_SQS", ""),
        ];
        let config = read(&urls).unwrap();
        let endpoint = |config: &Config, service| {
            let all = || config.endpoint_parameters().endpoint.map(ToOwned::to_owned);
            config.endpoint_url_of(service).or_else(all)
        };
        assert_eq!(endpoint(&config, "CloudWatch Logs").as_deref(), Some("http://logs"));
        assert_eq!(endpoint(&config, "CloudWatch").as_deref(), Some("http://all"));
        assert_eq!(endpoint(&config, "SQS").as_deref(), Some("http://all"));
        static LOGS: ServiceSchema =
            ServiceSchema::new("CloudWatch Logs", &RestJson1, |_| Err(EndpointError::unmatched()));
        static SQS: ServiceSchema =
            ServiceSchema::new("SQS", &RestJson1, |_| Err(EndpointError::unmatched()));
        let logs = Client::new(&LOGS, &config);
        assert_eq!(logs.endpoint_parameters().endpoint, Some("http://logs"));
        // The configuration of one client can make other clients too.
        assert_eq!(Client::new(&SQS, logs.config()).endpoint_parameters().endpoint, Some("http://all"));
        let by_program = config.to_builder().endpoint_url("http://mine").build();
        assert_eq!(endpoint(&by_program, "CloudWatch Logs").as_deref(), Some("http://mine"));
        let ignored = [&urls[..], &[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")]].concat();
        assert_eq!(endpoint(&read(&ignored).unwrap(), "CloudWatch Logs"), None);
    }

    #[test]
    fn a_token_is_of_one_service() {
        let variables = [("TWO_WORDS", "t0ken"), ("SQS", ""), ("", "t0ken")];
        let variables = variables.map(|(service, token)| (format!("{BEARER_TOKEN}{service}"), token));
        let config = read(&variables.each_ref().map(|(name, token)| (name.as_str(), *token))).unwrap();
        for (signing_name, is_there) in [("two-words", true), ("two", false), ("sqs", false), ("", false)] {
            assert_eq!(config.bearer_token_of(signing_name).is_some(), is_there, "{signing_name}");
        }
        assert!(config.to_builder().bearer_token("mine").build().bearer_token_of("two-words").is_none());
    }

    #[test]
    fn names_the_variable_that_cannot_be_read() {
        for (name, value) in [
            ("AWS_USE_FIPS_ENDPOINT", "yes"),
            ("AWS_USE_DUALSTACK_ENDPOINT", "1"),
            ("AWS_MAX_ATTEMPTS", "0"),
            ("AWS_RESPONSE_CHECKSUM_VALIDATION", "never"),
            ("AWS_DISABLE_REQUEST_COMPRESSION", "2"),
            (COMPRESS_FROM, "10485761"),
        ] {
            let error = read(&[(name, value)]).unwrap_err();
            assert_eq!(error.kind(), FailureKind::Configuration);
            assert!(error.to_string().contains(name) && error.to_string().contains(value), "{error}");
        }
    }
}

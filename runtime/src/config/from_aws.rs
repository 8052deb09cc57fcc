//! Configuration loaded by the crate `aws-config`.

use super::{AccountIdEndpointMode, ChecksumUse, Config, ConfigBuilder};
use crate::credentials::{AwsCredentials, CachedCredentials};
use crate::transport::Transport;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_types::SdkConfig;
use aws_types::endpoint_config::AccountIdEndpointMode as Theirs;
use aws_types::service_config::ServiceConfigKey;

impl Config {
    /// Creates a configuration from what the crate `aws-config` found in profiles, the environment and the machine's metadata.
    ///
    /// It takes the Region, the provider of credentials, endpoint URLs (those of single services too), FIPS, dual-stack, the mode of account endpoints, the maximum number of attempts, the
    /// timeouts of attempts and calls, compression, the use of checksums (which `aws-config` by default sets to
    /// [`WhenSupported`](ChecksumUse::WhenSupported)) and the name of the program. What was not found has this client's defaults. Credentials are
    /// [cached](CachedCredentials) until shortly before they expire.
    ///
    /// Nothing else is taken. How requests are sent and connections made is up to the transport, `connect_timeout` included. In place of `read_timeout` there is
    /// [`ConfigBuilder::stall_timeout`]. The pauses between attempts are this client's own. Bearer tokens are set with [`ConfigBuilder::bearer_token`]. A clock
    /// that a service finds wrong is corrected, whatever was set.
    #[must_use]
    pub fn from_aws(found: &SdkConfig, transport: impl Transport) -> Self {
        ConfigBuilder::from_aws(found, transport).build()
    }
}

impl ConfigBuilder {
    /// Creates a builder that starts from what `aws-config` found, as [`Config::from_aws`] does.
    #[must_use]
    pub fn from_aws(found: &SdkConfig, transport: impl Transport) -> Self {
        Config::builder(transport).taking(found)
    }

    // Not generic, so that it is compiled here and not with each transport.
    fn taking(self, found: &SdkConfig) -> Self {
        let mut builder = self
            .use_fips(found.use_fips().unwrap_or_default())
            .use_dual_stack(found.use_dual_stack().unwrap_or_default());
        if let Some(region) = found.region() {
            builder = builder.region(region.as_ref());
        }
        if let Some(provider) = found.credentials_provider() {
            builder = builder.credentials(CachedCredentials::new(AwsCredentials(provider)));
        }
        if let Some(url) = found.endpoint_url() {
            builder = builder.endpoint_url(url);
        }
        // A URL set by the program takes precedence over those that the environment and profiles have for single services.
        if !found.get_origin("endpoint_url").is_client_config() {
            let found = found.clone();
            builder = builder.service_endpoint_url(move |service| {
                let key = ServiceConfigKey::builder().service_id(service);
                let key = key.env("AWS_ENDPOINT_URL").profile("endpoint_url").build().ok()?;
                found.service_config()?.load_config(key)
            });
        }
        if let Some(mode) = found.account_id_endpoint_mode() {
            builder = builder.account_id_endpoint_mode(match mode {
                Theirs::Disabled => AccountIdEndpointMode::Disabled,
                Theirs::Required => AccountIdEndpointMode::Required,
                _ => AccountIdEndpointMode::Preferred,
            });
        }
        if let Some(retries) = found.retry_config() {
            builder = builder.max_attempts(retries.max_attempts());
        }
        if let Some(timeouts) = found.timeout_config() {
            builder = builder
                .attempt_timeout(timeouts.operation_attempt_timeout())
                .call_timeout(timeouts.operation_timeout());
        }
        builder.bodies_from_aws(found)
    }

    /// Takes over the settings for bodies, and the program's name.
    fn bodies_from_aws(self, found: &SdkConfig) -> Self {
        let mut builder = self;
        if let Some(calculation) = found.request_checksum_calculation() {
            builder = builder.request_checksums(match calculation {
                RequestChecksumCalculation::WhenRequired => ChecksumUse::WhenRequired,
                _ => ChecksumUse::WhenSupported,
            });
        }
        if let Some(validation) = found.response_checksum_validation() {
            builder = builder.response_checksums(match validation {
                ResponseChecksumValidation::WhenRequired => ChecksumUse::WhenRequired,
                _ => ChecksumUse::WhenSupported,
            });
        }
        if let Some(bytes) = found.request_min_compression_size_bytes() {
            builder = builder.compress_from(bytes as usize);
        }
        if found.disable_request_compression() == Some(true) {
            builder = builder.compress_from(None);
        }
        match found.app_name() {
            Some(name) => builder.app_name(name),
            None => builder,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Script;
    use aws_credential_types::Credentials;
    use aws_credential_types::provider::SharedCredentialsProvider;
    use aws_credential_types::provider::error::CredentialsError;
    use aws_smithy_types::retry::RetryConfig;
    use aws_smithy_types::timeout::TimeoutConfig;
    use aws_types::app_name::AppName;
    use aws_types::origin::Origin;
    use aws_types::region::Region;
    use aws_types::sdk_config::Builder;
    use aws_types::service_config::LoadServiceConfig;
    use std::time::{Duration, UNIX_EPOCH};

    fn config(change: impl FnOnce(Builder) -> Builder) -> Config {
        Config::from_aws(&change(SdkConfig::builder()).build(), Script::new())
    }

    #[test]
    fn takes_what_was_found() {
        let config = config(|found| {
            found
                .region(Region::new("eu-west-1"))
                .endpoint_url("https://example.com")
                .use_fips(true)
                .use_dual_stack(true)
                .account_id_endpoint_mode(Theirs::Required)
                .retry_config(RetryConfig::standard().with_max_attempts(7))
                .timeout_config(
                    TimeoutConfig::builder()
                        .operation_attempt_timeout(Duration::from_secs(2))
                        .operation_timeout(Duration::from_secs(9))
                        .build(),
                )
                .request_checksum_calculation(RequestChecksumCalculation::WhenSupported)
                .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
                .request_min_compression_size_bytes(99)
                .app_name(AppName::new("shelves").unwrap())
        });
        assert_eq!(config.compress_from(), Some(99));
        let parameters = config.endpoint_parameters();
        assert_eq!(config.region(), Some("eu-west-1"));
        assert_eq!(parameters.endpoint, Some("https://example.com"));
        assert!(parameters.use_fips && parameters.use_dual_stack);
        assert_eq!(config.account_id_endpoint_mode(), AccountIdEndpointMode::Required);
        assert_eq!(config.max_attempts(), 7);
        assert_eq!(config.attempt_timeout(), Some(Duration::from_secs(2)));
        assert_eq!(config.call_timeout(), Some(Duration::from_secs(9)));
        assert_eq!(config.request_checksums(), ChecksumUse::WhenSupported);
        assert_eq!(config.response_checksums(), ChecksumUse::WhenRequired);
        assert!(config.user_agent().to_str().unwrap().contains("shelves"));
    }

    /// What the environment and profiles have for one service.
    #[derive(Debug)]
    struct OfLogs;

    impl LoadServiceConfig for OfLogs {
        fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
            let asked = (key.service_id(), key.env(), key.profile());
            let wanted = ("CloudWatch Logs", "AWS_ENDPOINT_URL", "endpoint_url");
            (asked == wanted).then(|| "https://logs.example".to_owned())
        }
    }

    #[test]
    fn an_endpoint_of_one_service_goes_before_that_of_all_unless_the_program_sets_one() {
        let endpoint = |config: &Config, service| {
            let all = || config.endpoint_parameters().endpoint.map(ToOwned::to_owned);
            config.endpoint_url_of(service).or_else(all)
        };
        let found = |found: Builder| found.endpoint_url("https://all.example").service_config(OfLogs);
        let everywhere = config(found);
        assert_eq!(endpoint(&everywhere, "CloudWatch Logs").as_deref(), Some("https://logs.example"));
        assert_eq!(endpoint(&everywhere, "SQS").as_deref(), Some("https://all.example"));
        let mut set = found(SdkConfig::builder());
        set.insert_origin("endpoint_url", Origin::service_config());
        let set = Config::from_aws(&set.build(), Script::new());
        assert_eq!(endpoint(&set, "CloudWatch Logs").as_deref(), Some("https://all.example"));
    }

    #[test]
    fn keeps_defaults_for_what_was_not_found() {
        let (config, usual) = (config(|found| found), Config::builder(Script::new()).build());
        assert_eq!(config.region(), None);
        assert!(config.credentials().is_none());
        assert_eq!(config.max_attempts(), usual.max_attempts());
        assert_eq!(config.compress_from(), usual.compress_from());
        assert_eq!(config.attempt_timeout(), usual.attempt_timeout());
        assert_eq!(config.request_checksums(), usual.request_checksums());
        assert_eq!(config.response_checksums(), usual.response_checksums());
    }

    #[tokio::test]
    async fn asks_the_provider_that_was_found() {
        let expiry = UNIX_EPOCH + Duration::from_secs(4_000_000_000);
        let theirs = Credentials::builder().access_key_id("AKIDEXAMPLE").secret_access_key("secret");
        let theirs = theirs.session_token("token").expiry(expiry).account_id("123456789012");
        let theirs = theirs.provider_name("test").build();
        let found =
            SharedCredentialsProvider::new(aws_credential_types::credential_fn::provide_credentials_fn(
                move || std::future::ready(Ok(theirs.clone())),
            ));
        let config = config(|builder| builder.credentials_provider(found));
        let ours = config.credentials().unwrap().provide().await.unwrap();
        assert_eq!((ours.access_key_id(), ours.secret_access_key()), ("AKIDEXAMPLE", "secret"));
        assert_eq!(ours.session_token(), Some("token"));
        assert_eq!(ours.expires_at(), Some(expiry.into()));
        assert_eq!(ours.account_id(), Some("123456789012"));
    }

    #[tokio::test]
    async fn says_that_the_provider_had_none() {
        let found =
            SharedCredentialsProvider::new(aws_credential_types::credential_fn::provide_credentials_fn(
                || std::future::ready(Err(CredentialsError::not_loaded("no profile"))),
            ));
        let config = config(|builder| builder.credentials_provider(found));
        let error = config.credentials().unwrap().provide().await.unwrap_err();
        assert_eq!(error.to_string(), "the credentials provider of aws-config gave none");
    }
}

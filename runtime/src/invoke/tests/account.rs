//! Endpoints of the caller's account.

use super::*;
use crate::config::AccountIdEndpointMode;
use crate::credentials::{Credentials, CredentialsError, ProvideCredentials, ProvideFuture};
use crate::operation::AuthScheme;
use crate::protocol::RestJson1;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::time::Instant;

fn shown(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    let account = parameters.string("AWS::Auth::AccountId").unwrap_or("none");
    let mode = parameters.string("AWS::Auth::AccountIdEndpointMode").unwrap_or("none");
    if (account, mode) == ("none", "required") {
        return Err(EndpointError::new("there is no account"));
    }
    Ok(Endpoint::new(format!("https://{account}.{mode}.example")))
}

const SHELVES: ServiceSchema =
    ServiceSchema::new("Shelves", &RestJson1, shown).signing_name("shelves").auth(&[AuthScheme::SigV4]);
static OF_ACCOUNTS: ServiceSchema = SHELVES.account_endpoints();
static OF_ALL: ServiceSchema = SHELVES;

/// Counts how often credentials are asked for.
#[derive(Clone, Default)]
struct Counted {
    asked: Arc<AtomicUsize>,
}

impl ProvideCredentials for Counted {
    fn provide(&self) -> ProvideFuture<'_> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(Credentials::new("AKID", "secret").with_account_id("123456789012")) })
    }
}

/// Returns the host that a call goes to, and how often credentials were asked for, which the signature does once.
async fn host(
    service: &'static ServiceSchema,
    configure: impl Fn(ConfigBuilder) -> ConfigBuilder,
    change: impl Fn(Client) -> Client,
) -> (String, usize) {
    let script = Script::default().answer(200, &[], "{}");
    let provider = Counted::default();
    let builder = Config::builder(script.clone()).region("us-west-2").credentials(provider.clone());
    let client = change(Client::new(service, &configure(builder).build()));
    client.send(&Put { name: "n".to_owned(), ..Put::default() }).await.unwrap();
    let url = script.seen().first().unwrap().url.clone();
    let host = url.trim_start_matches("https://").split('/').next().unwrap().to_owned();
    (host, provider.asked.load(Ordering::Relaxed))
}

#[tokio::test]
async fn credentials_name_the_account() {
    let found = host(&OF_ACCOUNTS, |it| it, |it| it).await;
    assert_eq!(found, ("123456789012.preferred.example".to_owned(), 2));
    let required = |it: ConfigBuilder| it.account_id_endpoint_mode(AccountIdEndpointMode::Required);
    assert_eq!(host(&OF_ACCOUNTS, required, |it| it).await.0, "123456789012.required.example");
}

#[tokio::test]
async fn they_are_not_asked_where_the_account_does_not_matter() {
    let disabled = |it: ConfigBuilder| it.account_id_endpoint_mode(AccountIdEndpointMode::Disabled);
    let found = host(&OF_ACCOUNTS, disabled, |it| it).await;
    assert_eq!(found, ("none.disabled.example".to_owned(), 1));
    let custom = |it: ConfigBuilder| it.endpoint_url("https://localhost");
    assert_eq!(host(&OF_ACCOUNTS, custom, |it| it).await.1, 1);
    assert_eq!(host(&OF_ALL, |it| it, |it| it).await, ("none.none.example".to_owned(), 1));
}

#[tokio::test]
async fn what_the_client_says_goes_first() {
    let account = |it: Client| it.with_parameter("AWS::Auth::AccountId", "999".to_owned());
    let found = host(&OF_ACCOUNTS, |it| it, account).await;
    assert_eq!(found, ("999.preferred.example".to_owned(), 1));
    let mode = |it: Client| it.with_parameter("AWS::Auth::AccountIdEndpointMode", "disabled".to_owned());
    assert_eq!(host(&OF_ACCOUNTS, |it| it, mode).await.0, "123456789012.disabled.example");
}

/// A provider that fails, or that never answers.
enum Stubborn {
    Fails,
    Hangs,
}

impl ProvideCredentials for Stubborn {
    fn provide(&self) -> ProvideFuture<'_> {
        match self {
            Self::Fails => Box::pin(async { Err(CredentialsError::new("the vault is locked")) }),
            Self::Hangs => Box::pin(std::future::pending()),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_is_reported_by_the_signature_and_one_that_hangs_by_the_limit() {
    let failure = |provider: Stubborn, mode: AccountIdEndpointMode| async move {
        let config = Config::builder(Script::default()).region("us-west-2").credentials(provider);
        let config = config.account_id_endpoint_mode(mode).attempt_timeout(Duration::from_secs(2));
        let client = Client::new(&OF_ACCOUNTS, &config.build());
        let put = Put { name: "n".to_owned(), ..Put::default() };
        client.send(&put).await.map(drop).unwrap_err().to_string()
    };
    for mode in [AccountIdEndpointMode::Preferred, AccountIdEndpointMode::Required] {
        let locked = failure(Stubborn::Fails, mode).await;
        assert!(locked.contains("the vault is locked"), "{locked}");
    }
    let begun = Instant::now();
    let late = failure(Stubborn::Hangs, AccountIdEndpointMode::Preferred).await;
    assert!(late.contains("asking for credentials did not end within 2s"), "{late}");
    // It is not asked once more for the signature.
    assert_eq!(begun.elapsed(), Duration::from_secs(2));
}

//! Credentials from any provider of the `aws-config` crate.

use super::{Credentials, CredentialsError, ProvideCredentials, ProvideFuture};
use crate::builder::Maybe;
use crate::timestamp::Timestamp;
use aws_credential_types::provider::ProvideCredentials as AwsProvider;

/// An adapter for credentials providers of AWS's own crates, such as the default chain of `aws-config`.
#[derive(Debug)]
pub struct AwsCredentials<P>(pub P);

impl<P: AwsProvider> ProvideCredentials for AwsCredentials<P> {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(async move {
            let theirs = self.0.provide_credentials().await.map_err(|error| {
                CredentialsError::new("the credentials provider of aws-config gave none").caused_by(error)
            })?;
            let ours = Credentials::new(theirs.access_key_id(), theirs.secret_access_key());
            let ours = ours.maybe(theirs.session_token(), Credentials::with_session_token);
            let account_id = theirs.account_id().map(|id| id.as_str());
            let ours = ours.maybe(account_id, Credentials::with_account_id);
            Ok(ours.maybe(theirs.expiry().map(Timestamp::from), Credentials::with_expiry))
        })
    }
}

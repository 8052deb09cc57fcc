//! Sessions: requests signed with credentials that the service itself gives, for one resource and a short time (`smithwright.api#startsSession`).

use crate::client::{BoxFuture, Client, WeakClient};
use crate::credentials::{
    CachedCredentials, Credentials, CredentialsError, Persistence, ProvideCredentials, ProvideFuture,
};
use crate::error::{Failure, FailureKind};
use crate::invoke::Call;
use crate::invoke::endpoint::context_params;
use crate::jmespath::Found;
use crate::locked::locked;
use crate::operation::{Operation, OperationSchema};
use crate::sign::v4::SessionToken;
use crate::timestamp::Timestamp;
use crate::value::{Structure, View};
use std::collections::BTreeMap;
use std::error::Error as _;
use std::sync::{Arc, Mutex};

/// The input of an operation that starts a session.
///
/// The operation's output has a structure `Credentials`, with the texts `AccessKeyId`, `SecretAccessKey` and `SessionToken`, and the timestamp `Expiration`.
pub trait StartsSession: Operation + 'static {
    /// The auth scheme by which endpoint rules ask for a session.
    const SCHEME: &'static str;
    /// The header in which signed requests send the session's token.
    const HEADER: &'static str;
    /// The query parameter in which presigned URLs have it.
    const QUERY_PARAMETER: &'static str;
    /// The parameter of the endpoint rules that names the resource.
    const RESOURCE: &'static str;
    /// Returns the input that asks for a session with the resource.
    fn with(resource: String) -> Self;
}

/// The table of a service's sessions.
pub struct SessionSchema {
    pub(crate) scheme: &'static str,
    pub(crate) token: SessionToken,
    resource: &'static str,
    /// Returns the operation that starts them.
    operation: fn() -> &'static OperationSchema,
    start: fn(Client, String) -> BoxFuture<'static, Result<Credentials, CredentialsError>>,
}

impl SessionSchema {
    /// Creates the table of the sessions that an operation starts.
    #[must_use]
    pub const fn of<I: StartsSession>() -> Self {
        Self {
            scheme: I::SCHEME,
            token: SessionToken::SignedAs { header: I::HEADER, query_parameter: I::QUERY_PARAMETER },
            resource: I::RESOURCE,
            operation: I::operation,
            start: start::<I>,
        }
    }

    /// Returns the credentials of the session with the resource that a call is about.
    ///
    /// If there is no session, the failure is that of the call that would have started it.
    pub(crate) async fn credentials(&'static self, call: Call<'_>) -> Result<Credentials, Failure> {
        let session = call.client.sessions().with(self, self.resource(call)?, call.client);
        session.provide().await.map_err(|error| {
            let missing = format!("there is no session for the `{}` of the input", self.resource);
            let failure = match error.source().and_then(|source| source.downcast_ref::<Failure>()) {
                Some(failure) => failure.of_caller(&missing),
                None => Failure::new(FailureKind::Credentials, format!("{missing}: {error}")),
            };
            failure.caused_by(error)
        })
    }

    fn resource(&self, call: Call<'_>) -> Result<String, Failure> {
        // The session would wait for itself.
        if call.operation.name == (self.operation)().name {
            let message = "the endpoint wants a session for the operation that starts one";
            return Err(Failure::new(FailureKind::Endpoint, message));
        }
        let parameters = context_params(call.input);
        let resource = parameters.iter().find(|(name, _)| *name == self.resource).map(|(_, found)| found);
        resource.and_then(Found::text).map(str::to_owned).ok_or_else(|| {
            let message = format!("the endpoint wants a session, but the input has no `{}`", self.resource);
            Failure::new(FailureKind::Endpoint, message)
        })
    }
}

fn start<I: StartsSession>(
    client: Client,
    resource: String,
) -> BoxFuture<'static, Result<Credentials, CredentialsError>> {
    Box::pin(async move {
        let output = client.send(&I::with(resource)).await.map_err(|error| {
            let failure = Failure::of_call(error, FailureKind::Credentials);
            CredentialsError::new(failure.to_string()).caused_by(failure)
        })?;
        credentials(&output).ok_or_else(|| {
            CredentialsError::new(format!("`{}` answered without credentials", I::operation().name))
        })
    })
}

/// Reads the credentials of a session.
fn credentials(output: &dyn Structure) -> Option<Credentials> {
    let given = Found::from(View::Structure(output)).member("Credentials");
    let [key, secret, token] =
        ["AccessKeyId", "SecretAccessKey", "SessionToken"].map(|name| given.member(name));
    let [key, secret, token] = [key.text()?, secret.text()?, token.text()?];
    let Found::Value(View::Timestamp(expiration)) = given.member("Expiration") else { return None };
    let is_whole = ![key, secret, token].contains(&"");
    is_whole.then(|| Credentials::new(key, secret).with_session_token(token).with_expiry(expiration))
}

/// The sessions of a client, by resource.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    sessions: BTreeMap<String, Used>,
    /// How many calls have asked for a session.
    calls: u64,
}

/// A session, and the number of the last call that asked for it.
struct Used(Arc<CachedCredentials<Session>>, u64);

impl Sessions {
    /// How many sessions are kept. Another replaces the one that was not asked for the longest.
    const MOST: usize = 100;

    fn with(
        &self,
        schema: &'static SessionSchema,
        resource: String,
        client: &Client,
    ) -> Arc<CachedCredentials<Session>> {
        let Kept { sessions, calls } = &mut *locked(&self.0);
        *calls += 1;
        if let Some(Used(session, last)) = sessions.get_mut(&resource) {
            *last = *calls;
            return Arc::clone(session);
        }
        if sessions.len() >= Self::MOST {
            let oldest =
                sessions.iter().min_by_key(|(_, Used(_, last))| *last).map(|(resource, _)| resource.clone());
            oldest.map(|oldest| sessions.remove(&oldest));
        }
        let session =
            Arc::new(Session { schema, client: client.downgrade(), resource: resource.clone() }.cached());
        sessions.insert(resource, Used(Arc::clone(&session), *calls));
        session
    }
}

/// What asks for the credentials of a session. The client holds it, so it does not hold the client.
struct Session {
    schema: &'static SessionSchema,
    client: WeakClient,
    resource: String,
}

impl Session {
    /// Keeps the credentials for as long as the service's clock says. Starting a session is a call, and tried again like any other.
    fn cached(self) -> CachedCredentials<Self> {
        let client = self.client.clone();
        let clock = move || client.upgrade().map_or_else(Timestamp::now, |client| client.now());
        CachedCredentials::by(self, clock, Persistence::GiveUp)
    }
}

impl ProvideCredentials for Session {
    fn provide(&self) -> ProvideFuture<'_> {
        match self.client.upgrade() {
            Some(client) => (self.schema.start)(client, self.resource.clone()),
            None => Box::pin(async { Err(CredentialsError::new("the client is gone")) }),
        }
    }
}

//! A request to a provider of credentials that several calls wait for.

use super::super::{Credentials, CredentialsError, ProvideCredentials};
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;

/// How long a provider has: some sign in first, or ask the machine for its role.
const LIMIT: Duration = Duration::from_secs(60);

/// What a provider answered.
pub(super) type Answer = Result<Credentials, Arc<CredentialsError>>;

/// A request that is under way on a task of its own, so that it goes on when the call that made it is given up.
#[derive(Clone, Debug)]
pub(super) struct Request(watch::Receiver<Option<Answer>>);

/// How far a request has come.
pub(super) enum Progress {
    UnderWay,
    Answered(Answer),
    /// There will be no answer, since the runtime that the request was made on has ended.
    Lost,
}

impl Request {
    /// Asks up to `times` times, until the provider does not fail.
    ///
    /// # Errors
    ///
    /// Returns an error outside a Tokio runtime.
    pub(super) fn new(
        provider: Arc<impl ProvideCredentials + 'static>,
        times: usize,
    ) -> Result<Self, CredentialsError> {
        let runtime = Handle::try_current()
            .map_err(|error| CredentialsError::new("there is no Tokio runtime to ask on").caused_by(error))?;
        let (sender, receiver) = watch::channel(None);
        runtime.spawn(async move {
            let late = |_| CredentialsError::new(format!("the provider gave none within {LIMIT:?}"));
            let asked = tokio::time::timeout(LIMIT, ask(&*provider, times)).await;
            sender.send_replace(Some(asked.map_err(late).flatten().map_err(Arc::new)));
        });
        Ok(Self(receiver))
    }

    /// Returns how far the request has come.
    pub(super) fn progress(&self) -> Progress {
        match (&*self.0.borrow(), self.0.has_changed()) {
            (Some(answer), _) => Progress::Answered(answer.clone()),
            (None, Ok(_)) => Progress::UnderWay,
            (None, Err(_)) => Progress::Lost,
        }
    }

    /// Waits for the answer. Returns `None` if there will be none.
    pub(super) async fn answer(mut self) -> Option<Result<Credentials, CredentialsError>> {
        let answer = self.0.wait_for(Option::is_some).await.ok()?.clone();
        answer.map(|answer| answer.map_err(shared))
    }
}

async fn ask(provider: &impl ProvideCredentials, times: usize) -> Result<Credentials, CredentialsError> {
    let mut answer = provider.provide().await;
    for _ in 1..times {
        let Err(error) = &answer else { break };
        tracing::debug!(%error, "the provider of credentials failed, and is asked once more");
        answer = provider.provide().await;
    }
    answer
}

/// Returns a copy of an error for one of those who share it.
fn shared(error: Arc<CredentialsError>) -> CredentialsError {
    let copy = CredentialsError::new(error.to_string());
    if error.source().is_some() { copy.caused_by(Cause(error)) } else { copy }
}

/// The cause of a shared error.
#[derive(Debug)]
struct Cause(Arc<CredentialsError>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.source().map_or(Ok(()), |cause| fmt::Display::fmt(cause, f))
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()?.source()
    }
}

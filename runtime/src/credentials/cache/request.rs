//! A request to a provider of credentials that several calls wait for.

use super::super::{Credentials, CredentialsError, ProvideCredentials};
use super::{Clock, Persistence};
use crate::timestamp::Timestamp;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tracing::Instrument as _;

/// How long a provider has: some sign in first, or ask the machine for its role.
const LIMIT: Duration = Duration::from_secs(60);

/// What a provider answered.
pub(super) type Answer = Result<Credentials, CredentialsError>;

/// A request that is under way on a task of its own, so that it goes on when the call that made it is given up.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// The answer, and when it was received.
    answer: watch::Receiver<Option<(Answer, Timestamp)>>,
    made: Instant,
}

/// How far a request has come.
pub(super) enum Progress {
    UnderWay,
    Answered(Answer, Timestamp),
    /// There will be no answer: the runtime that the request was made on has ended or stands still, or the provider has panicked.
    Lost,
}

impl Request {
    /// Asks the provider.
    ///
    /// # Errors
    ///
    /// Returns an error outside a Tokio runtime.
    pub(super) fn new(
        provider: Arc<impl ProvideCredentials + 'static>,
        clock: Clock,
        persistence: Persistence,
    ) -> Result<Self, CredentialsError> {
        let runtime = Handle::try_current()
            .map_err(|error| CredentialsError::new("there is no Tokio runtime to ask on").caused_by(error))?;
        let (sender, answer) = watch::channel(None);
        let asked = async move {
            let late = |_| CredentialsError::new(format!("the provider gave none within {LIMIT:?}"));
            let answer = tokio::time::timeout(LIMIT, ask(&*provider, persistence)).await;
            sender.send_replace(Some((answer.map_err(late).flatten(), clock())));
        };
        runtime.spawn(asked.in_current_span());
        Ok(Self { answer, made: Instant::now() })
    }

    /// Returns how far the request has come.
    pub(super) fn progress(&self) -> Progress {
        match &*self.answer.borrow() {
            Some((answer, received)) => Progress::Answered(answer.clone(), *received),
            None if self.answer.has_changed().is_err() || self.made.elapsed() > LIMIT => Progress::Lost,
            None => Progress::UnderWay,
        }
    }

    /// Waits for the answer. Returns `None` if there is none in time.
    pub(super) async fn answer(mut self) -> Option<Answer> {
        // The task keeps time as well, unless its runtime stands still.
        let waited = tokio::time::timeout(LIMIT, self.answer.wait_for(Option::is_some)).await;
        let (answer, _) = waited.ok()?.ok()?.clone()?;
        Some(answer)
    }
}

async fn ask(provider: &impl ProvideCredentials, persistence: Persistence) -> Answer {
    let answer = provider.provide().await;
    let Some(error) = answer.as_ref().err().filter(|_| persistence == Persistence::AskAgain) else {
        return answer;
    };
    tracing::debug!(%error, "the provider of credentials failed, and is asked once more");
    provider.provide().await
}

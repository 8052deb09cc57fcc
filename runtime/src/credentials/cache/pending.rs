//! A request to a provider, shared by the calls that wait for it.

use super::super::{Credentials, CredentialsError, ProvideCredentials};
use crate::wakers::Wakers;
use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// How long a provider may take. Some sign in first, or ask the machine for its role.
const LIMIT: Duration = Duration::from_secs(60);

/// A request to a provider that is polled by whichever calls wait for it. If one gives up, the others go on with it; if all do, the next call goes on.
pub(super) struct PendingRequest {
    state: Mutex<State>,
    wakers: Arc<Wakers>,
}

enum State {
    Asked(Pin<Box<dyn Future<Output = Answer> + Send>>),
    Answered(Answer),
}

type Answer = Result<Credentials, Arc<CredentialsError>>;

impl PendingRequest {
    /// Creates a request that asks the provider up to `times` times, until it succeeds.
    pub(super) fn new(provider: Arc<impl ProvideCredentials + 'static>, times: usize) -> Self {
        let asked = async move {
            let mut answer = provider.provide().await;
            for _ in 1..times {
                let Err(error) = &answer else { break };
                tracing::debug!(%error, "the provider of credentials failed, and is asked once more");
                answer = provider.provide().await;
            }
            answer
        };
        let in_time = async {
            let late = |_| CredentialsError::new(format!("the provider gave none within {LIMIT:?}"));
            tokio::time::timeout(LIMIT, asked).await.map_err(late)?
        };
        let answer = async { in_time.await.map_err(Arc::new) };
        Self { state: Mutex::new(State::Asked(Box::pin(answer))), wakers: Arc::default() }
    }

    /// Waits for the answer.
    pub(super) async fn answer(&self) -> Result<Credentials, CredentialsError> {
        let answer = poll_fn(|context| {
            self.wakers.poll(context.waker(), |waker| self.poll(&mut Context::from_waker(waker)))
        });
        answer.await.map_err(shared)
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<Answer> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *state {
            State::Answered(answer) => Poll::Ready(answer.clone()),
            State::Asked(asked) => asked.as_mut().poll(context).map(|answer| {
                *state = State::Answered(answer.clone());
                answer
            }),
        }
    }
}

impl fmt::Debug for PendingRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PendingRequest")
    }
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

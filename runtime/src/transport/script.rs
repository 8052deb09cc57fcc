//! A transport for tests.

use super::{HttpRequest, SendFuture, Transport, TransportError, TransportErrorKind};
use crate::body::ByteStream;
use crate::locked::locked;
use crate::message::Response;
use http::HeaderMap;
use std::collections::VecDeque;
use std::fmt;
use std::mem;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::sleep;

/// A transport for tests of programs that use clients: it answers requests by a script, without a network, and records them.
///
/// Clones share the script and the record, so a test keeps one. A request for which the script has no more answers fails.
///
/// # Examples
///
/// ```
/// # use smithwright_runtime::Config;
/// use smithwright_runtime::transport::{Script, TransportErrorKind};
///
/// let script = Script::new().fail(TransportErrorKind::Broken).answer(200, r#"{"Name":"a"}"#);
/// let config = Config::builder(script.clone()).region("us-west-2").build();
/// // A call of `Client::new(&config)`, of any service, fails at the first attempt and succeeds at the second; then
/// // `script.asked()` has two requests.
/// # assert_eq!(script.asked().len(), 0);
/// ```
#[derive(Clone, Default)]
#[must_use = "a script is handed to `Config::builder`"]
pub struct Script(Arc<Mutex<Progress>>);

#[derive(Default)]
struct Progress {
    steps: VecDeque<Step>,
    /// The pause before the answer that is added next.
    pause: Duration,
    asked: Vec<HttpRequest>,
}

/// The answer to one request, and the pause before it.
struct Step {
    result: Result<Response, TransportErrorKind>,
    pause: Duration,
}

impl Script {
    /// Creates a script without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer to the end of the script: a response with this status and body.
    pub fn answer(self, status: u16, body: impl Into<ByteStream>) -> Self {
        self.respond(Response::new(status, HeaderMap::new(), body))
    }

    /// Adds an answer to the end of the script: this response.
    pub fn respond(self, response: Response) -> Self {
        self.then(Ok(response))
    }

    /// Adds a failure of this kind to the end of the script.
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.then(Err(kind))
    }

    /// Delays the answer or failure that was added last by `pause`; if there is none or it has been given already, the one that is added next.
    pub fn after(self, pause: Duration) -> Self {
        {
            let mut progress = locked(&self.0);
            match progress.steps.back_mut() {
                Some(step) => step.pause = pause,
                None => progress.pause = pause,
            }
        }
        self
    }

    /// Returns the requests that were made, with everything secret that is in them. A streamed body can be read from one of them, once.
    #[must_use]
    pub fn asked(&self) -> Vec<HttpRequest> {
        locked(&self.0).asked.clone()
    }

    fn then(self, result: Result<Response, TransportErrorKind>) -> Self {
        {
            let mut progress = locked(&self.0);
            let pause = mem::take(&mut progress.pause);
            progress.steps.push_back(Step { result, pause });
        }
        self
    }
}

impl Transport for Script {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        let mut progress = locked(&self.0);
        progress.asked.push(request);
        let step = progress.steps.pop_front();
        Box::pin(async move {
            let Some(Step { result, pause }) = step else {
                return Err(TransportError::new(
                    TransportErrorKind::Unusable,
                    "the script has no more answers",
                ));
            };
            if !pause.is_zero() {
                sleep(pause).await;
            }
            result.map_err(|kind| TransportError::new(kind, "the script says so"))
        })
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Progress { steps, asked, .. } = &*locked(&self.0);
        f.debug_struct("Script").field("asked", &asked.len()).field("left", &steps.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn requests_get_what_is_next_and_are_kept() {
        let pause = Duration::from_secs(5);
        let script = Script::new().answer(200, "a").fail(TransportErrorKind::Timeout).after(pause);
        let shared = script.clone();
        let begun = tokio::time::Instant::now();
        assert_eq!(shared.send(HttpRequest::new("GET", "https://example.com/1")).await.unwrap().status, 200);
        assert_eq!(begun.elapsed(), Duration::ZERO);
        let failed = shared.send(HttpRequest::new("GET", "https://example.com/2")).await.unwrap_err();
        assert_eq!((failed.kind(), begun.elapsed()), (TransportErrorKind::Timeout, pause));
        let ended = shared.send(HttpRequest::new("PUT", "https://example.com/3")).await.unwrap_err();
        assert_eq!(ended.kind(), TransportErrorKind::Unusable);
        assert_eq!(std::error::Error::source(&ended).unwrap().to_string(), "the script has no more answers");
        assert_eq!(script.asked().iter().map(|it| it.method).collect::<Vec<_>>(), ["GET", "GET", "PUT"]);
        assert_eq!(format!("{script:?}"), "Script { asked: 3, left: 0 }");
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_may_stand_before_the_first_answer() {
        let pause = Duration::from_secs(5);
        let script = Script::new().after(pause).answer(200, "a").answer(200, "b");
        let begun = tokio::time::Instant::now();
        for _ in 0..2 {
            script.send(HttpRequest::new("GET", "https://example.com")).await.unwrap();
            assert_eq!(begun.elapsed(), pause);
        }
    }
}

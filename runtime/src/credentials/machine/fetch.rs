//! Asking what is on this machine or next to it, over HTTP.

use crate::credentials::CredentialsError;
use crate::error::BoxError;
use crate::transport::{HttpRequest, Transport};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How long a request may take.
const LIMIT: Duration = Duration::from_secs(2);

/// How often a request is made that is not answered, or with an error of the server.
const ATTEMPTS: u32 = 3;

/// The pause after the first of these. It doubles.
const PAUSE: Duration = Duration::from_millis(100);

/// How large an answer may be.
const MAXIMUM_BYTES: usize = 64 * 1024;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failed {
    /// The answer has another status than 200.
    Status(u16),
    /// Nothing answered in time. Off the machines that credentials are for, nothing is there to answer.
    Time,
    /// The connection failed or broke.
    Broken(BoxError),
}

impl Failed {
    fn may_pass(&self) -> bool {
        match self {
            Self::Status(status) => *status == 429 || *status >= 500,
            Self::Time => false,
            Self::Broken(_) => true,
        }
    }

    /// Creates the error for a caller. `who` is what was asked.
    pub(super) fn by(self, who: &str) -> CredentialsError {
        match self {
            Self::Status(status) => CredentialsError::new(format!("{who} answered with the status {status}")),
            Self::Time => {
                CredentialsError::new(format!("{who} did not answer within {} seconds", LIMIT.as_secs()))
            }
            Self::Broken(error) => CredentialsError::new(format!("{who} can't be asked")).caused_by(error),
        }
    }
}

/// Returns the text that a request is answered with.
pub(super) async fn text(transport: &dyn Transport, request: &HttpRequest) -> Result<String, Failed> {
    let mut attempt = 1;
    let mut pause = PAUSE;
    loop {
        let answered = timeout(LIMIT, once(transport, request.clone())).await.unwrap_or(Err(Failed::Time));
        match answered {
            Err(failed) if failed.may_pass() && attempt < ATTEMPTS => {
                sleep(pause).await;
                attempt += 1;
                pause *= 2;
            }
            answered => return answered,
        }
    }
}

async fn once(transport: &dyn Transport, request: HttpRequest) -> Result<String, Failed> {
    let response = transport.send(request).await.map_err(|error| Failed::Broken(error.into()))?;
    if response.status != 200 {
        return Err(Failed::Status(response.status));
    }
    let body = response.body.collect(MAXIMUM_BYTES).await.map_err(|error| Failed::Broken(error.into()))?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}

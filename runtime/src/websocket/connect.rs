//! Opening of the socket of an operation.

use super::connection::Connection;
use super::dial::{self, Dialled};
use super::{ConnectFuture, WebSocket};
use crate::client::{CallFuture, Client};
use crate::error::{Error, Failure, ServiceError};
use crate::invoke::attempt::refused;
use crate::invoke::auth::{Proof, SentDigest};
use crate::invoke::{self, Call, Prepared, Purpose, Unsuccessful, clock_skew, pause, prepare, sign};
use crate::operation::{OperationError, SocketOperation, unmodelled};
use crate::retry::{Attempts, Begun};
use crate::transport::HttpRequest;
use std::time::Duration;

impl Client {
    /// Opens the socket of an operation.
    ///
    /// This checks the input, presigns a URL that is good for `expires_in`, and connects to it. What may pass by itself is tried again, as for any call, with a new
    /// signature each time. If the operation takes a token, key or login instead of a signature, the handshake carries it, and `expires_in` means nothing.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Service`] if the service refuses, and [`Error::Failure`] if there is no usable answer.
    #[inline]
    pub fn connect<'a, I: SocketOperation>(
        &'a self,
        input: &'a I,
        expires_in: Duration,
    ) -> ConnectFuture<'a, I> {
        CallFuture(Box::pin(async move {
            let mut error: I::Error = unmodelled();
            let call = Call { client: self, operation: I::operation(), input };
            match connect(call, expires_in, &mut error).await {
                Ok(connection) => Ok(WebSocket::new(connection)),
                Err(Unsuccessful::Service(response)) => {
                    Err(ServiceError { error, response: *response }.into())
                }
                Err(Unsuccessful::Failure(failure)) => Err(Error::Failure(failure)),
            }
        }))
    }
}

fn connect<'a>(
    call: Call<'a>,
    expires_in: Duration,
    error: &'a mut dyn OperationError,
) -> invoke::Pending<'a, Connection> {
    let begun = Begun::new(call.client, call.operation.name);
    let limit = call.client.config().call_timeout();
    invoke::within(limit, begun.clone(), Box::pin(make(call, expires_in, error, begun)))
}

async fn make(
    call: Call<'_>,
    expires_in: Duration,
    error: &mut dyn OperationError,
    begun: Begun,
) -> Result<Connection, Unsuccessful> {
    let config = call.client.config();
    let prepared = prepare(call, Purpose::Call).await?;
    let mut attempts =
        Attempts::new(call.client.retry_budget(), config.max_attempts(), config.backoff(), begun);
    loop {
        // Again for each attempt, as credentials may expire during the pause.
        let proof = invoke::prove(call, &prepared, attempts.begun()).await?;
        attempts.begin();
        let request = authenticated(call, proof.as_ref(), &prepared, expires_in)?;
        let assumed = call.client.clock_skew();
        let sent = SentDigest::of(&request.headers);
        let mut answer = dial::dial(config, request).await;
        if let Ok(Dialled::Refused(response)) = &answer
            && sent.can_answer_challenge(call, &prepared, proof.as_ref(), response)
        {
            let request = authenticated(call, proof.as_ref(), &prepared, expires_in)?;
            answer = dial::dial(config, request).await;
        }
        let failed = match answer {
            Ok(Dialled::Open(connection)) => {
                attempts.succeeded();
                return Ok(connection);
            }
            Ok(Dialled::Refused(response)) => refused(call, &response, error, attempts.number()),
            Err(failed) => failed,
        };
        let failed = clock_skew::corrected(call, &prepared, proof.as_ref(), assumed, failed);
        pause(&mut attempts, failed).await?;
    }
}

/// Returns the request that opens the socket, authenticated by a signature in the query or by a secret wherever its scheme has it.
fn authenticated(
    call: Call<'_>,
    proof: Option<&Proof>,
    prepared: &Prepared,
    expires_in: Duration,
) -> Result<HttpRequest, Failure> {
    let mut request = HttpRequest::new("GET", prepared.url.as_str());
    (request.service, request.operation) = (call.client.service().name, call.operation.name);
    request.headers.clone_from(&prepared.request.headers);
    match proof {
        Some(Proof::Signature(identity)) => {
            sign::presign(call, identity, prepared, expires_in)?.url().clone_into(&mut request.url);
        }
        Some(secret) => secret.reveal(call, &mut request)?,
        None => {}
    }
    Ok(request)
}

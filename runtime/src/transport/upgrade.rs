//! Opening of sockets: an HTTP/1.1 request that the server answers by giving the connection over to another protocol.

use super::http::{Versions, classify, receive};
use super::{HttpRequest, HttpTransport, TransportError};
use crate::config::Config;
use crate::error::BoxError;
use crate::message::Response;
use http::HeaderMap;

/// Sends requests for an upgrade.
pub(crate) struct Dialer(HttpTransport);

/// What a server answers.
pub(crate) enum Answer {
    /// The connection speaks the other protocol from here on.
    Upgraded(HeaderMap, reqwest::Upgraded),
    /// An ordinary response.
    Refused(Response),
}

impl Dialer {
    /// With the limits, certificates and TLS settings of `config`. HTTP/2 is not offered: some hosts choose it and then can't upgrade.
    pub(crate) fn new(config: &Config) -> Result<Self, BoxError> {
        HttpTransport::offering(Versions::UpgradableOnly, config).map(Self)
    }

    /// Sends the request once.
    pub(crate) async fn dial(&self, request: HttpRequest) -> Result<Answer, TransportError> {
        let response = self.0.execute(request).await?;
        if response.status() != reqwest::StatusCode::SWITCHING_PROTOCOLS {
            return Ok(Answer::Refused(receive(response)));
        }
        let headers = response.headers().clone();
        Ok(Answer::Upgraded(headers, response.upgrade().await.map_err(classify)?))
    }
}

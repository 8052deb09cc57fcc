//! Authentication of calls, by the first of the operation's schemes that the configuration has a secret for.

use super::address::leads_here;
use super::sign::{self, Identity};
use super::{Call, Prepared};
use crate::codec::base64_text;
use crate::config::{Config, Login, Secret};
use crate::error::{Failure, FailureKind};
use crate::message::Response;
use crate::operation::AuthScheme;
use crate::transport::HttpRequest;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use percent_encoding::utf8_percent_encode;

/// What authenticates a call.
pub(crate) enum Proof {
    /// A signature, made again for each attempt.
    Signature(Box<Identity>),
    /// A header with a secret.
    Header(HeaderName, HeaderValue),
    /// A query parameter with a secret, percent-encoded.
    Parameter(String),
    /// A digest of the login, once the service has sent a challenge.
    #[cfg(feature = "digest-auth")]
    Digest(Login),
}

/// Returns what authenticates the call, or `None` if it needs nothing.
pub(crate) async fn proof(call: Call<'_>, prepared: &Prepared) -> Result<Option<Proof>, Failure> {
    let proof = first_usable(call, prepared).await?;
    // Without other authentication, a sensitive header is what identifies the caller.
    if proof.is_none() && prepared.request.headers.values().any(HeaderValue::is_sensitive) {
        must_be_private(call.client.config(), &prepared.url)?;
    }
    Ok(proof)
}

/// Returns the proof for the first scheme that the configuration has something for.
async fn first_usable(call: Call<'_>, prepared: &Prepared) -> Result<Option<Proof>, Failure> {
    let config = call.client.config();
    let mut wanted = Vec::new();
    // Whether a signature was left out.
    let mut unsigned = false;
    // Why a configured provider gave nothing.
    let mut unprovided: Option<Failure> = None;
    let mut go_on = |failure: Failure| {
        tracing::debug!(%failure, "trying the operation's next auth scheme");
        unprovided.get_or_insert(failure);
    };
    // Whoever gives a token to one service means it to be used there.
    let token = config.bearer_token_of(call.client.service().signing_name);
    let preferred = token.and_then(|_| call.auth().iter().find(|scheme| **scheme == AuthScheme::Bearer));
    for scheme in preferred.into_iter().chain(call.auth()) {
        match scheme {
            AuthScheme::Anonymous => return Ok(None),
            AuthScheme::SigV4 | AuthScheme::SigV4a if config.is_anonymous() => unsigned = true,
            AuthScheme::SigV4 | AuthScheme::SigV4a if config.credentials().is_some() => {
                match sign::identity(call, prepared, *scheme).await {
                    Ok(identity) => return Ok(Some(Proof::Signature(Box::new(identity)))),
                    Err(failure) if sign::has_none(call, prepared, &failure) => go_on(failure),
                    Err(failure) => return Err(failure),
                }
            }
            AuthScheme::Bearer => match config.bearer_token().or(token) {
                Some(token) => match token.current().await {
                    Ok(token) => return bearer(config, &prepared.url, &token).map(Some),
                    Err(error) => {
                        let message = format!("there is no bearer token: {error}");
                        go_on(Failure::new(FailureKind::Credentials, message).caused_by(error));
                    }
                },
                None => want(&mut wanted, *scheme),
            },
            scheme => match secret(config, *scheme)? {
                Some(proof) => {
                    must_be_private(config, &prepared.url)?;
                    return Ok(Some(proof));
                }
                None => want(&mut wanted, *scheme),
            },
        }
    }
    match (unprovided, wanted.as_slice()) {
        _ if unsigned => Ok(None),
        (Some(failure), _) => Err(failure),
        (None, []) => Ok(None),
        (None, wanted) => {
            let message = format!("there are no credentials for this operation: {}", wanted.join(", or "));
            Err(Failure::new(FailureKind::Credentials, message))
        }
    }
}

/// Adds what to set so that a scheme can be used. Two schemes may take the same.
fn want(wanted: &mut Vec<&'static str>, scheme: AuthScheme) {
    let what = what_to_set(scheme);
    if !wanted.contains(&what) {
        wanted.push(what);
    }
}

/// Returns what to set so that a scheme can be used.
fn what_to_set(scheme: AuthScheme) -> &'static str {
    match scheme {
        AuthScheme::SigV4 | AuthScheme::SigV4a => {
            "set `credentials` to sign with, or `anonymous` for what is public, or use `Config::from_env`"
        }
        AuthScheme::Bearer => "set `bearer_token`",
        AuthScheme::ApiKeyInHeader { .. } | AuthScheme::ApiKeyInQuery { .. } => "set `api_key`",
        AuthScheme::Basic => "set `login`",
        #[cfg(feature = "digest-auth")]
        AuthScheme::Digest => "set `login`",
        AuthScheme::Anonymous => "set nothing",
    }
}

/// Returns the proof by a fixed secret, or `None` if the configuration has none for the scheme.
fn secret(config: &Config, scheme: AuthScheme) -> Result<Option<Proof>, Failure> {
    match scheme {
        AuthScheme::ApiKeyInHeader { name, scheme } => {
            config.api_key().map(|key| key_in_header(name, scheme, key)).transpose()
        }
        AuthScheme::ApiKeyInQuery { name } => config.api_key().map(|key| key_in_query(name, key)).transpose(),
        AuthScheme::Basic => config.login().map(basic).transpose(),
        #[cfg(feature = "digest-auth")]
        AuthScheme::Digest => Ok(config.login().cloned().map(Proof::Digest)),
        AuthScheme::SigV4 | AuthScheme::SigV4a | AuthScheme::Bearer | AuthScheme::Anonymous => Ok(None),
    }
}

/// Fails if a secret is empty, for example because it was read from an unset variable.
fn must_be_there(what: &str, secret: &Secret) -> Result<(), Failure> {
    if !secret.reveal().is_empty() {
        return Ok(());
    }
    let message = format!("the {what} is empty: check where it comes from");
    Err(Failure::new(FailureKind::Credentials, message))
}

fn bearer(config: &Config, url: &str, token: &Secret) -> Result<Proof, Failure> {
    must_be_there("bearer token", token)?;
    must_be_private(config, url)?;
    header(AUTHORIZATION, &format!("Bearer {}", token.reveal()))
}

fn key_in_query(name: &str, key: &Secret) -> Result<Proof, Failure> {
    must_be_there("API key", key)?;
    let encoded = |text| utf8_percent_encode(text, crate::percent::ENCODED).to_string();
    Ok(Proof::Parameter(format!("{}={}", encoded(name), encoded(key.reveal()))))
}

fn key_in_header(name: &str, scheme: Option<&str>, key: &Secret) -> Result<Proof, Failure> {
    must_be_there("API key", key)?;
    let name = HeaderName::try_from(name).map_err(|error| {
        let message = format!("the model wants the API key in a header `{name}`, which HTTP does not allow");
        Failure::new(FailureKind::Configuration, message).caused_by(error)
    })?;
    match scheme {
        Some(scheme) => header(name, &format!("{scheme} {}", key.reveal())),
        None => header(name, key.reveal()),
    }
}

/// Returns user name and password in the form of RFC 7617.
fn basic(login: &Login) -> Result<Proof, Failure> {
    let (user, password) = (login.user.reveal(), login.password.reveal());
    if user.contains(':') {
        let message = "the user name of `login` has a colon in it, which HTTP Basic does not allow";
        return Err(Failure::new(FailureKind::Credentials, message));
    }
    let login = base64_text(format!("{user}:{password}").as_bytes());
    header(AUTHORIZATION, &format!("Basic {login}"))
}

fn header(name: HeaderName, value: &str) -> Result<Proof, Failure> {
    let mut value = HeaderValue::try_from(value).map_err(|_| {
        let message = format!("the secret is not legal in the header `{name}`: does it hold a line break?");
        Failure::new(FailureKind::Credentials, message)
    })?;
    value.set_sensitive(true);
    Ok(Proof::Header(name, value))
}

/// Fails if others on the network could read a secret sent to this URL.
fn must_be_private(config: &Config, url: &str) -> Result<(), Failure> {
    if is_private(config, url) {
        return Ok(());
    }
    let message = "a token, key or password goes to another machine over `https` only: use an `https` endpoint, or set `allow_secrets_over_http` where nobody else listens";
    Err(Failure::new(FailureKind::Configuration, message))
}

/// Checks whether nobody on the network can read or change what is sent to this URL or received from it.
pub(super) fn is_private(config: &Config, url: &str) -> bool {
    let is_encrypted = |uri: Uri| matches!(uri.scheme_str(), Some("https" | "wss"));
    config.allows_secrets_over_http() || leads_here(url) || url.parse().is_ok_and(is_encrypted)
}

impl Proof {
    /// Adds the secret, or the digest of it, to the request.
    pub(crate) fn reveal(
        &self,
        #[cfg_attr(not(feature = "digest-auth"), expect(unused_variables))] call: Call<'_>,
        request: &mut HttpRequest,
    ) -> Result<(), Failure> {
        match self {
            Self::Signature(_) => {}
            #[cfg(feature = "digest-auth")]
            Self::Digest(login) => return call.client.challenges().answer(login, request),
            Self::Header(name, value) => drop(request.headers.insert(name, value.clone())),
            Self::Parameter(parameter) => {
                request.url.push(if request.url.contains('?') { '&' } else { '?' });
                request.url.push_str(parameter);
            }
        }
        Ok(())
    }
}

/// The digest that a request was sent with, which the service may refuse.
pub(crate) struct SentDigest(#[cfg(feature = "digest-auth")] Option<HeaderValue>);

impl SentDigest {
    pub(crate) fn of(
        #[cfg_attr(not(feature = "digest-auth"), expect(unused_variables))] headers: &HeaderMap,
    ) -> Self {
        Self(
            #[cfg(feature = "digest-auth")]
            headers.get(AUTHORIZATION).cloned(),
        )
    }

    /// Checks whether the response has a challenge that the same request can answer now.
    #[cfg(feature = "digest-auth")]
    pub(crate) fn can_answer_challenge(
        &self,
        call: Call<'_>,
        prepared: &Prepared,
        proof: Option<&Proof>,
        response: &Response,
    ) -> bool {
        let Some(Proof::Digest(_)) = proof else { return false };
        call.client.challenges().keep(&prepared.url, self.0.as_ref(), response)
    }

    #[cfg(not(feature = "digest-auth"))]
    #[expect(clippy::unused_self)]
    pub(crate) fn can_answer_challenge(
        &self,
        _: Call<'_>,
        _: &Prepared,
        _: Option<&Proof>,
        _: &Response,
    ) -> bool {
        false
    }
}

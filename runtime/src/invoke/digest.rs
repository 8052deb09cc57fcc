//! Digest authentication ([RFC 7616](https://www.rfc-editor.org/rfc/rfc7616)): the service sends a challenge, which is hashed together with the password.

use crate::config::Login;
use crate::error::{Failure, FailureKind};
use crate::locked::locked;
use crate::message::Response;
use crate::transport::HttpRequest;
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Uri};
use http_auth::{ChallengeParser, DigestClient, PasswordParams};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// The last challenge of each server, by scheme and authority. A challenge is only used for the server it came from, and for several calls.
#[derive(Default)]
pub(crate) struct Challenges(Mutex<BTreeMap<String, DigestClient>>);

/// How many are kept: a client may call any number of hosts, if their names depend on the input.
const MOST: usize = 64;

impl Challenges {
    /// Keeps the challenge in the response to a request with this URL and this answer, and returns whether another request may succeed. If the answer was
    /// refused for another reason than being stale, it won't.
    pub(crate) fn keep(&self, url: &str, answer: Option<&HeaderValue>, response: &Response) -> bool {
        let challenge = challenge(&response.headers).filter(|_| response.status == 401);
        let (Some(challenge), Some((origin, _))) = (challenge, split(url)) else { return false };
        let again = challenge.stale() || answer.is_none();
        let mut asked = locked(&self.0);
        if asked.len() >= MOST && !asked.contains_key(&origin) {
            asked.clear();
        }
        asked.insert(origin, challenge);
        again
    }

    /// Adds the answer to the request, if its server has sent a challenge before.
    pub(crate) fn answer(&self, login: &Login, request: &mut HttpRequest) -> Result<(), Failure> {
        let Some((origin, target)) = split(&request.url) else { return Ok(()) };
        let mut asked = locked(&self.0);
        let Some(challenge) = asked.get_mut(&origin) else { return Ok(()) };
        let answer = challenge.respond(&PasswordParams {
            username: login.user.reveal(),
            password: login.password.reveal(),
            uri: &target,
            method: request.method,
            body: request.body.as_bytes().map(AsRef::as_ref),
        });
        let unmade = |why: String| {
            let message = format!("the service asks for a digest that can't be made: {why}");
            Failure::new(FailureKind::Credentials, message)
        };
        let mut value = answer
            .and_then(|answer| HeaderValue::try_from(answer).map_err(|error| error.to_string()))
            .map_err(unmade)?;
        value.set_sensitive(true);
        request.headers.insert(AUTHORIZATION, value);
        Ok(())
    }
}

/// Returns the first digest challenge that can be answered, preferring SHA-256. All others are ignored, such as those for a password in clear text.
fn challenge(headers: &HeaderMap) -> Option<DigestClient> {
    let values = headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
    let challenges = values.flat_map(|value| ChallengeParser::new(value).map_while(Result::ok));
    let digests = challenges.filter(|challenge| challenge.scheme.eq_ignore_ascii_case("digest"));
    let answerable = digests.filter_map(|challenge| {
        let algorithm = challenge.params.iter().find(|(name, _)| name.eq_ignore_ascii_case("algorithm"));
        let is_weak =
            algorithm.is_none_or(|(_, value)| value.to_unescaped().to_ascii_uppercase().starts_with("MD5"));
        Some((is_weak, DigestClient::try_from(&challenge).ok()?))
    });
    answerable.min_by_key(|(is_weak, _)| *is_weak).map(|(_, client)| client)
}

/// Splits a URL into its scheme and authority, and the request target.
fn split(url: &str) -> Option<(String, String)> {
    let uri: Uri = url.parse().ok()?;
    let origin = format!("{}://{}", uri.scheme()?, uri.authority()?);
    Some((origin, uri.path_and_query().map_or("/", |target| target.as_str()).to_owned()))
}

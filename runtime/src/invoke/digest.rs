//! Digest authentication ([RFC 7616](https://www.rfc-editor.org/rfc/rfc7616)): the service says what is to be hashed with the password, and is shown the hash.

use crate::config::Login;
use crate::error::{Failure, FailureKind};
use crate::message::Response;
use crate::transport::HttpRequest;
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderValue, Uri};
use http_auth::{PasswordClient, PasswordParams};
use std::sync::{Mutex, PoisonError};

/// What the service said last, which is good for several calls.
#[derive(Default)]
pub(crate) struct Challenges(Mutex<Option<PasswordClient>>);

impl Challenges {
    /// Keeps what the response asks for, and says whether it can be answered.
    pub(crate) fn keep(&self, response: &Response) -> bool {
        let asked = PasswordClient::try_from(response.headers.get_all(WWW_AUTHENTICATE)).ok();
        let can_be_answered = response.status == 401 && asked.is_some();
        if can_be_answered {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = asked;
        }
        can_be_answered
    }

    /// Answers in the request's header, if the service has asked already.
    pub(crate) fn answer(&self, login: &Login, request: &mut HttpRequest) -> Result<(), Failure> {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(asked) = asked.as_mut() else { return Ok(()) };
        let uri: Option<Uri> = request.url.parse().ok();
        let target = uri.as_ref().and_then(Uri::path_and_query).map_or("/", |target| target.as_str());
        let answer = asked.respond(&PasswordParams {
            username: login.user.reveal(),
            password: login.password.reveal(),
            uri: target,
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

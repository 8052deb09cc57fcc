//! What a failed request of reqwest means: whether another attempt may succeed, and why it failed, in words that hold no secret.

use smithwright_runtime::transport::{TransportError, TransportErrorKind};
use std::error::Error;
use std::io;
use std::iter::successors;

pub(crate) const REDIRECTED: &str = "the `reqwest::Client` followed a redirect, so what the request holds went to a URL that it was not meant for: build the client with `redirect(reqwest::redirect::Policy::none())`";

pub(crate) const NO_HTTP2: &str = "event streams in both directions need HTTP/2, which the server did not agree to (servers are asked over TLS only: is the endpoint `https`? For a test without TLS, build the transport with `.reqwest(|client| client.http2_prior_knowledge())`)";

const NO_TLS: &str = "the server does not speak TLS (should the endpoint be `http`?)";

const UNTRUSTED: &str = "the server's certificate is not trusted";

/// Returns an error and its causes on one line, to be kept and shown more than once.
pub(crate) fn chain(error: &(dyn Error + 'static)) -> String {
    causes(error).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Returns an error and its causes, from the outside in.
fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    successors(Some(error), |error| (*error).source())
}

/// Returns an error and its causes, with those that an I/O error wraps and shows as if they were itself.
fn causes_within<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    successors(Some(error), |error| match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => (*error).source(),
    })
}

/// Returns `true` if there is a connection, but not in the version of HTTP that the request needs.
pub(crate) fn wants_http2(error: &reqwest::Error) -> bool {
    chain(error).contains("UserUnsupportedVersion")
}

/// Returns `true` if the server has not begun with the request, and says so: it has refused the stream, or was closing the connection (RFC 9113, section 8.7).
pub(crate) fn is_untouched(error: &reqwest::Error) -> bool {
    let says_so = |error: &h2::Error| match error.reason() {
        Some(h2::Reason::REFUSED_STREAM) => error.is_reset(),
        Some(h2::Reason::NO_ERROR) => error.is_go_away(),
        _ => false,
    };
    causes(error)
        .filter_map(|cause| cause.downcast_ref())
        .any(|error: &h2::Error| error.is_remote() && says_so(error))
}

/// Says what a reqwest error means for a retry. The URL is left out of it: its query may hold a signature.
pub(crate) fn classify(error: reqwest::Error) -> TransportError {
    let outermost: &(dyn Error + 'static) = &error;
    let kind = if error.is_builder() || error.is_redirect() {
        TransportErrorKind::Unusable
    } else if causes_within(outermost).any(is_untrusted) {
        TransportErrorKind::Untrusted
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else {
        TransportErrorKind::Broken
    };
    let reason = causes_within(outermost).filter_map(reason).last();
    // On a connection that works, something else is broken.
    let reason = reason.filter(|reason| *reason != NO_TLS || kind == TransportErrorKind::Connect);
    let failed = TransportError::new(kind, error.without_url());
    match reason {
        Some(reason) => failed.because(reason),
        None => failed,
    }
}

/// Says what a cause is about, if it is one of those that a reader can do something about.
fn reason(cause: &(dyn Error + 'static)) -> Option<&'static str> {
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return match error.kind() {
            io::ErrorKind::ConnectionRefused => Some("the connection was refused"),
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => {
                Some("the connection was reset")
            }
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                Some("the host can't be reached")
            }
            _ => None,
        };
    }
    if let Some(reason) = tls_reason(cause) {
        return Some(reason);
    }
    // Types that hyper keeps to itself.
    match cause.to_string() {
        text if text.starts_with("dns error") => Some("the name of the host can't be resolved"),
        text if text.starts_with("tunnel error") => Some("the proxy refused the connection"),
        _ => None,
    }
}

/// Returns `true` if the server has shown a certificate that is not valid, or of no authority that is trusted.
fn is_untrusted(cause: &(dyn Error + 'static)) -> bool {
    tls_reason(cause) == Some(UNTRUSTED)
}

/// Says why there is no TLS with the server.
#[cfg(feature = "rustls")]
fn tls_reason(cause: &(dyn Error + 'static)) -> Option<&'static str> {
    match cause.downcast_ref()? {
        rustls::Error::InvalidCertificate(_) => Some(UNTRUSTED),
        rustls::Error::InvalidMessage(_) => Some(NO_TLS),
        rustls::Error::PeerIncompatible(_) => Some("the server offers no safe TLS version or cipher"),
        rustls::Error::AlertReceived(_) => Some("the server ended TLS with an alert"),
        _ => None,
    }
}

#[cfg(not(feature = "rustls"))]
fn tls_reason(_: &(dyn Error + 'static)) -> Option<&'static str> {
    None
}

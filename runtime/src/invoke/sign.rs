//! Signing of a call: which identity signs it, and how the signature is added to the request.

use super::{Call, Prepared};
use crate::client::Client;
use crate::config::Config;
use crate::credentials::Credentials;
use crate::endpoint::EndpointAuthScheme;
use crate::error::{Failure, FailureKind};
use crate::operation::{AuthScheme, ServiceSchema};
#[cfg(feature = "sessions")]
use crate::sessions::SessionSchema;
use crate::sign::PresignedUrl;
use crate::sign::v4::{BodyHash, PathEncoding, PathNormalization, Payload, Scope, Settings, SigningRequest};
use crate::timestamp::Timestamp;
use crate::transport::HttpRequest;
use bytes::Bytes;
use http::header::{HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::Duration;

/// The hash of the body, or what stands in for it.
const CONTENT_HASH: HeaderName = HeaderName::from_static("x-amz-content-sha256");

/// The credentials that sign a call, and the scope of the signature.
pub(crate) struct Identity {
    credentials: Credentials,
    region: String,
    service: String,
    settings: Settings,
}

/// Returns the identity to presign the call with, or `None` if the operation is not signed, or need not be and there are no credentials.
pub(crate) async fn signer(call: Call<'_>, prepared: &Prepared) -> Result<Option<Identity>, Failure> {
    let signed = |scheme: &&AuthScheme| matches!(scheme, AuthScheme::SigV4 | AuthScheme::SigV4a);
    if call.client.config().is_anonymous() {
        return Ok(None);
    }
    let before_anonymous = call.auth().iter().take_while(|scheme| **scheme != AuthScheme::Anonymous);
    match before_anonymous.into_iter().find(signed) {
        Some(scheme) => match identity(call, prepared, *scheme).await {
            Err(failure) if has_none(call, prepared, &failure) && is_optional(call) => Ok(None),
            identity => identity.map(Some),
        },
        None => Ok(None),
    }
}

fn is_optional(call: Call<'_>) -> bool {
    call.auth().contains(&AuthScheme::Anonymous)
}

/// Checks whether a call has no identity because there are no credentials. Without a session, it has some that the service refused or that nothing came of.
pub(super) fn has_none(call: Call<'_>, prepared: &Prepared, failure: &Failure) -> bool {
    failure.kind() == FailureKind::Credentials && !wants_session(call, prepared)
}

/// Checks whether the endpoint wants the call to be signed with the credentials of a session.
#[cfg(feature = "sessions")]
pub(super) fn wants_session(call: Call<'_>, prepared: &Prepared) -> bool {
    let scheme = prepared.scheme.as_ref();
    scheme.is_some_and(|scheme| sessions(call.client.service(), scheme).is_some())
}

#[cfg(not(feature = "sessions"))]
pub(super) fn wants_session(_: Call<'_>, _: &Prepared) -> bool {
    false
}

/// Returns the identity to sign the call with by this scheme.
pub(super) async fn identity(
    call: Call<'_>,
    prepared: &Prepared,
    model_scheme: AuthScheme,
) -> Result<Identity, Failure> {
    let scheme = prepared.scheme.as_ref();
    let credentials = credentials(call, scheme).await?;
    if let Some(unspoken) = scheme.filter(|scheme| !is_supported(call.client.service(), scheme)) {
        return Err(unsupported(unspoken));
    }
    let regions = scheme.filter(|scheme| !scheme.signing_region_set.is_empty());
    let regions = regions.map(|scheme| scheme.signing_region_set.join(","));
    let region = scheme.and_then(|scheme| scheme.signing_region.as_deref());
    let region = region.or(call.client.config().region()).map(str::to_owned);
    let service = scheme.and_then(|scheme| scheme.signing_name.as_deref());
    let for_regions = scheme.map_or(model_scheme == AuthScheme::SigV4a, |scheme| scheme.name == "sigv4a");
    let mut settings = settings(call, scheme);
    if for_regions {
        sign_for_regions(&mut settings)?;
    }
    let region = if for_regions { regions.or(region) } else { region };
    let region = region.ok_or_else(|| {
        let message =
            "there is no Region to sign for: set one with `region`, or AWS_REGION in the environment";
        Failure::new(FailureKind::Configuration, message)
    })?;
    Ok(Identity {
        credentials,
        region,
        service: service.unwrap_or(call.client.service().signing_name).to_owned(),
        settings,
    })
}

/// Returns the settings that the service and the endpoint rules ask for.
fn settings(call: Call<'_>, scheme: Option<&EndpointAuthScheme>) -> Settings {
    let mut settings = call.client.service().protocol.signing_settings();
    let literal = call.client.service().literal_paths;
    if literal || scheme.is_some_and(|scheme| scheme.disable_double_encoding) {
        settings.encoding = PathEncoding::Single;
    }
    if literal || scheme.is_some_and(|scheme| scheme.disable_normalize_path) {
        settings.normalization = PathNormalization::AsIs;
    }
    if call.client.service().body_hash_header {
        settings.body_hash = BodyHash::Header;
    }
    #[cfg(feature = "sessions")]
    if let Some(sessions) = scheme.and_then(|scheme| sessions(call.client.service(), scheme)) {
        settings.session_token = sessions.token;
    }
    settings
}

/// Checks whether this crate, as it was built, can sign by this scheme.
pub(super) fn is_supported(
    #[cfg_attr(not(feature = "sessions"), expect(unused_variables))] service: &ServiceSchema,
    scheme: &EndpointAuthScheme,
) -> bool {
    match &*scheme.name {
        "sigv4" => true,
        "sigv4a" => cfg!(feature = "sigv4a"),
        #[cfg(feature = "sessions")]
        _ => sessions(service, scheme).is_some(),
        #[cfg(not(feature = "sessions"))]
        _ => false,
    }
}

/// Returns the sessions of the service, if they are what the scheme stands for.
#[cfg(feature = "sessions")]
fn sessions(service: &ServiceSchema, scheme: &EndpointAuthScheme) -> Option<&'static SessionSchema> {
    service.sessions.filter(|sessions| sessions.scheme == scheme.name)
}

fn unsupported(scheme: &EndpointAuthScheme) -> Failure {
    let name = &scheme.name;
    if name == "sigv4a" {
        return without_regions();
    }
    let message = format!(
        "the endpoint wants requests signed with `{name}`, which is not supported: call a resource of another kind"
    );
    Failure::new(FailureKind::Configuration, message)
}

/// Returns the failure for a signature that is valid in several Regions, in a build without the feature for it.
fn without_regions() -> Failure {
    let message = "the endpoint wants a signature that holds in several Regions: turn on the feature `sigv4a` of the client's crate, or of the runtime";
    Failure::new(FailureKind::Configuration, message)
}

/// Makes the signature valid in several Regions.
#[cfg(feature = "sigv4a")]
#[expect(clippy::unnecessary_wraps)] // Without the feature it fails.
fn sign_for_regions(settings: &mut Settings) -> Result<(), Failure> {
    settings.algorithm = crate::sign::v4::Algorithm::EcdsaP256;
    Ok(())
}

#[cfg(not(feature = "sigv4a"))]
fn sign_for_regions(_: &mut Settings) -> Result<(), Failure> {
    Err(without_regions())
}

/// Returns the credentials of the session that the scheme stands for, or those that the client is configured with.
async fn credentials(
    call: Call<'_>,
    #[cfg_attr(not(feature = "sessions"), expect(unused_variables))] scheme: Option<&EndpointAuthScheme>,
) -> Result<Credentials, Failure> {
    #[cfg(feature = "sessions")]
    if let Some(sessions) = scheme.and_then(|scheme| sessions(call.client.service(), scheme)) {
        return sessions.credentials(call).await;
    }
    provided(call.client.config()).await
}

/// Returns the credentials of the configuration's provider.
pub(super) async fn provided(config: &Config) -> Result<Credentials, Failure> {
    let none = |message: String| Failure::new(FailureKind::Credentials, message);
    let provider = config.credentials().ok_or_else(|| {
        none("there are no credentials to sign with: set `credentials`, or use `Config::from_env`".to_owned())
    })?;
    let credentials = provider
        .provide()
        .await
        .map_err(|error| none(format!("there are no credentials: {error}")).caused_by(error))?;
    match credentials.access_key_id().is_empty() || credentials.secret_access_key().is_empty() {
        true => Err(none("the access key is empty: check where it comes from".to_owned())),
        false => Ok(credentials),
    }
}

impl Identity {
    /// Returns the chain of signatures for the messages of an event stream, starting at the signature of the request.
    #[cfg(feature = "event-stream")]
    fn chain(&self, seed: String, client: &Client) -> crate::event_stream::Chain {
        let (credentials, client) = (self.credentials.clone(), client.clone());
        let clock = move || client.now();
        crate::event_stream::Chain::new(credentials, &*self.region, &*self.service, seed, clock)
    }

    fn scope(&self, client: &Client) -> Scope<'_> {
        Scope {
            credentials: &self.credentials,
            region: &self.region,
            service: &self.service,
            time: client.now(),
        }
    }
}

/// Adds the headers of a signature, and returns it in lower-case hexadecimal.
pub(super) fn sign(
    call: Call<'_>,
    identity: &Identity,
    request: &mut HttpRequest,
) -> Result<String, Failure> {
    let url = Url::split(&request.url);
    let payload = payload(call, &request.headers, request.body.as_bytes());
    let body_hash = match payload {
        // The header is there already, and is signed like any other.
        Payload::Sha256(_) => BodyHash::Omitted,
        // The service has to be told that the body is not signed.
        Payload::Unsigned => BodyHash::Header,
        Payload::Bytes(_) => identity.settings.body_hash,
    };
    let host = url.host();
    let signing = SigningRequest {
        method: request.method,
        path: url.path,
        query: url.query,
        headers: &signable(&request.headers, &host),
        payload,
    };
    let settings = Settings { body_hash, ..identity.settings };
    let signed = call.client.signer().sign(&signing, &identity.scope(call.client), settings);
    for (name, value) in signed.headers {
        let value = HeaderValue::try_from(value).map_err(|error| {
            let message =
                format!("the credentials are not legal in the header `{name}`: do they hold a line break?");
            Failure::new(FailureKind::Credentials, message).caused_by(error)
        });
        let mut value = value?;
        value.set_sensitive(true);
        let name = HeaderName::try_from(name).map_err(|error| {
            let message = format!("a signature needs a header `{name}`, which HTTP does not allow");
            Failure::new(FailureKind::Configuration, message).caused_by(error)
        })?;
        request.headers.insert(name, value);
    }
    Ok(signed.signature.signature)
}

/// Signs the request, and starts the chain of signatures for the events in its body.
#[cfg(feature = "event-stream")]
pub(super) fn sign_with_events(
    call: Call<'_>,
    identity: &Identity,
    request: &mut HttpRequest,
    events: &crate::event_stream::Sending,
) -> Result<(), Failure> {
    const SIGNED_EVENTS: HeaderValue = HeaderValue::from_static("STREAMING-AWS4-HMAC-SHA256-EVENTS");
    #[cfg(feature = "sigv4a")]
    if identity.settings.algorithm == crate::sign::v4::Algorithm::EcdsaP256 {
        let message = "a stream of events can't carry signatures that hold in several Regions: choose an endpoint in one Region";
        return Err(Failure::new(FailureKind::Configuration, message));
    }
    request.headers.insert(CONTENT_HASH, SIGNED_EVENTS);
    let seed = sign(call, identity, request)?;
    events.signing.start(identity.chain(seed, call.client));
    Ok(())
}

/// Checks that the credentials have not expired, since nobody could use the URL then.
pub(super) fn check_expiry(call: Call<'_>, identity: &Identity) -> Result<(), Failure> {
    let now = identity.scope(call.client).time;
    if identity.credentials.expires_at().is_some_and(|expiry| expiry <= now) {
        let message = "the credentials have expired, so nobody could use the URL: get new ones";
        return Err(Failure::new(FailureKind::Credentials, message));
    }
    Ok(())
}

/// Returns a URL that contains the call and its signature.
pub(crate) fn presign(
    call: Call<'_>,
    identity: &Identity,
    prepared: &Prepared,
    expires_in: Duration,
) -> Result<PresignedUrl, Failure> {
    const LONGEST: u64 = 604_800;
    let seconds = expires_in.as_secs();
    if !(1..=LONGEST).contains(&seconds) {
        let message =
            format!("a presigned URL can be valid for 1 to {LONGEST} seconds, not for {expires_in:?}");
        return Err(Failure::new(FailureKind::Input, message));
    }
    let leaves_body_out = call.client.service().body_hash_header;
    if prepared.request.body.as_bytes().is_none() && !leaves_body_out {
        let message = "a body that is streamed can't be part of a presigned URL: give it as bytes in memory";
        return Err(Failure::new(FailureKind::Input, message));
    }
    let url = Url::split(&prepared.url);
    let body = prepared.request.body.as_bytes().cloned();
    let payload = match payload(call, &prepared.request.headers, body.as_ref()) {
        Payload::Bytes(_) if leaves_body_out => Payload::Unsigned,
        payload => payload,
    };
    let host = url.host();
    let mut headers = prepared.request.headers.clone();
    headers.remove(USER_AGENT);
    let headers = signable(&headers, &host);
    let request = SigningRequest {
        method: prepared.request.method,
        path: url.path,
        query: url.query,
        headers: &headers,
        payload,
    };
    let scope = identity.scope(call.client);
    let signer = call.client.signer();
    let signed = signer.presign(&request, &scope, identity.settings, seconds);
    let location = prepared.url.split('?').next().unwrap_or_default();
    let end = Timestamp::from_seconds(scope.time.seconds().saturating_add_unsigned(seconds));
    let end = identity.credentials.expires_at().map_or(end, |expiry| expiry.min(end));
    let others = headers.iter().filter(|(name, _)| *name != HOST);
    let headers = others.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let presigned = PresignedUrl::new(request.method, format!("{location}?{}", signed.query), headers, end);
    Ok(presigned.with_body(body.unwrap_or_default()))
}

/// Returns how the body is signed: by the hash in the request if there is one, and not at all if it is a stream, which can't be read in advance.
fn payload<'a>(call: Call<'_>, headers: &'a HeaderMap, body: Option<&'a Bytes>) -> Payload<'a> {
    match (headers.get(CONTENT_HASH).and_then(|hash| hash.to_str().ok()), body) {
        (Some(hash), _) => Payload::Sha256(hash),
        (None, Some(bytes)) if !call.operation.unsigned_payload() => Payload::Bytes(bytes),
        _ => Payload::Unsigned,
    }
}

/// Returns the headers that can be signed, and `host`. Values that are not text are left out.
fn signable<'a>(headers: &'a HeaderMap, host: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut signable = vec![(HOST.as_str(), host)];
    for (name, value) in headers {
        if let Ok(value) = std::str::from_utf8(value.as_bytes()) {
            signable.push((name.as_str(), value));
        }
    }
    signable
}

/// The parts of a URL, as they are sent.
struct Url<'a> {
    scheme: &'a str,
    authority: &'a str,
    path: &'a str,
    query: &'a str,
}

impl<'a> Url<'a> {
    fn split(url: &'a str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        let (location, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = location.find('/').map_or((location, "/"), |start| location.split_at(start));
        Self { scheme, authority, path, query }
    }

    /// Returns what the transport sends as `Host`: in lower case, and without the scheme's default port.
    fn host(&self) -> String {
        let implied = match self.scheme {
            "https" | "wss" => ":443",
            _ => ":80",
        };
        self.authority.strip_suffix(implied).unwrap_or(self.authority).to_ascii_lowercase()
    }
}

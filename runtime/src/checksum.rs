//! Checksums of bodies ([`aws.protocols#httpChecksum`](https://smithy.io/2.0/aws/aws-core.html#http-request-checksums)): added to
//! requests, in a header or in a trailer after a streamed body, and verified in responses.

mod algorithm;
mod chunked;
mod verified;

#[cfg(test)]
mod tests;

use crate::body::sent_before;
use crate::config::ChecksumUse;
use crate::error::{Failure, FailureKind};
use crate::message::{Request, Response};
use crate::operation::OperationSchema;
use algorithm::Algorithm;
use http::header::CONTENT_ENCODING;
use http::{HeaderName, HeaderValue};

/// The prefix of the names of headers with checksums.
const PREFIX: &str = "x-amz-checksum-";
/// What follows the prefix in headers that only say something about checksums.
const ABOUT_CHECKSUMS: [&str; 3] = ["algorithm", "mode", "type"];
const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
const CONTENT_HASH: HeaderName = HeaderName::from_static("x-amz-content-sha256");
/// Asks the service for checksums of its responses.
const ENABLED: HeaderValue = HeaderValue::from_static("ENABLED");

/// Adds the checksum that the operation requires, the input chooses, or the configuration wants by default. A checksum set by the caller stays.
pub(crate) fn add(
    request: &mut Request,
    operation: &OperationSchema,
    wanted: ChecksumUse,
) -> Result<(), Failure> {
    let Some(name) = operation.request_checksum() else { return Ok(()) };
    if has_checksum(request) {
        return Ok(());
    }
    let chosen = request.headers.get(name).and_then(|chosen| chosen.to_str().ok());
    let chosen = chosen.map(|chosen| Algorithm::named(chosen).ok_or_else(|| unknown(chosen)));
    let is_md5_there = request.headers.contains_key(CONTENT_MD5);
    let is_wanted = operation.checksum_required() || wanted == ChecksumUse::WhenSupported;
    let by_default = (is_wanted && !is_md5_there).then_some(Algorithm::Crc32);
    let Some(algorithm) = chosen.transpose()?.or(by_default) else { return Ok(()) };
    if let Some(body) = request.body.as_bytes() {
        insert(request, algorithm.header(), algorithm.of(body));
    } else if request.body.length().is_some() {
        send_behind(request, algorithm)?;
    } else if operation.checksum_required() || request.headers.contains_key(name) {
        let problem = "the checksum of a stream is sent after it, which needs its length: give that to `ByteStream::from_stream`";
        return Err(Failure::new(FailureKind::Input, problem));
    } else {
        return Ok(());
    }
    insert(request, name, algorithm.name().to_owned());
    Ok(())
}

fn has_checksum(request: &Request) -> bool {
    let names = request.headers.keys().filter_map(|name| name.as_str().strip_prefix(PREFIX));
    names.into_iter().any(|rest| !ABOUT_CHECKSUMS.contains(&rest))
}

fn unknown(chosen: &str) -> Failure {
    let known = Algorithm::ALL.map(Algorithm::name).join(", ");
    let problem = format!(
        "the checksum algorithm `{chosen}` is none of {known}: choose one of them, or set the checksum itself"
    );
    Failure::new(FailureKind::Input, problem)
}

fn insert(request: &mut Request, name: &'static str, value: String) {
    // Base64, lengths and names are legal in headers.
    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        request.headers.insert(name, value);
    }
}

/// Sends the body, whose length is known, as one chunk, followed by the checksum in a trailer.
fn send_behind(request: &mut Request, algorithm: Algorithm) -> Result<(), Failure> {
    const CHUNKED: HeaderValue = HeaderValue::from_static("aws-chunked");
    const UNSIGNED: HeaderValue = HeaderValue::from_static("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    let length = request.body.length().unwrap_or_default();
    request.body = chunked::with_trailer(&request.body, length, algorithm).map_err(sent_before)?;
    // The service undoes content encodings from last to first, and this is the outermost.
    request.headers.append(CONTENT_ENCODING, CHUNKED);
    request.headers.insert(CONTENT_HASH, UNSIGNED);
    insert(request, "x-amz-decoded-content-length", length.to_string());
    insert(request, "x-amz-trailer", algorithm.header().to_owned());
    Ok(())
}

/// Asks for checksums of the response if the configuration wants them and the input doesn't say anything.
pub(crate) fn ask(request: &mut Request, operation: &OperationSchema, wanted: ChecksumUse) {
    let name = operation.response_checksum().filter(|_| wanted == ChecksumUse::WhenSupported);
    if let Some(Ok(name)) = name.map(HeaderName::try_from) {
        request.headers.entry(name).or_insert(ENABLED);
    }
}

/// Compares the body with the checksum that the response announces, if the request asked for one: at once if the body is in memory, otherwise when it has
/// been read to its end.
///
/// # Errors
/// Returns the name of the algorithm if the checksums differ.
pub(crate) fn verify(
    operation: &OperationSchema,
    request: &Request,
    response: &mut Response,
) -> Result<(), &'static str> {
    /// The status of a partial response, whose checksum may be that of the whole object.
    const PARTIAL: u16 = 206;
    let asked = operation.response_checksum().and_then(|name| request.headers.get(name));
    if asked != Some(&ENABLED) || response.status == PARTIAL {
        return Ok(());
    }
    let announced = Algorithm::ALL.into_iter().find_map(|algorithm| {
        let value = response.headers.get(algorithm.header())?.to_str().ok()?;
        // A checksum of an object that was uploaded in parts is made from those of the parts, and ends with a hyphen and their number.
        (!value.contains('-')).then(|| (algorithm, value.to_owned()))
    });
    let Some((algorithm, announced)) = announced else { return Ok(()) };
    match response.body.as_bytes() {
        Some(body) if algorithm.of(body) != announced => Err(algorithm.name()),
        Some(_) => Ok(()),
        None => {
            let body = std::mem::take(&mut response.body);
            response.body = verified::verified(body, algorithm, announced);
            Ok(())
        }
    }
}

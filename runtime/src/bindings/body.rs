//! Request bodies: what they consist of, their media type, and what the traits of the operation ask for.

use super::tree_hash;
use crate::body::{ByteStream, sent_before};
use crate::codec::{Codec, EncodeError};
use crate::error::{Failure, FailureKind};
use crate::message::Request;
use crate::operation::OperationSchema;
use crate::protocol::CallContext;
use crate::schema::{Member, Payload, Schema};
use crate::value::View;
use bytes::Bytes;
use http::HeaderValue;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

/// Sets the body, and its media type unless a member has set that.
pub(super) fn set(request: &mut Request, body: ByteStream, media_type: &'static str) {
    request.body = body;
    request.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
}

/// Sends a member as the whole body.
pub(super) fn set_payload(
    request: &mut Request,
    codec: &dyn Codec,
    (member, kind): (&'static Member, Payload),
    view: View<'_>,
) -> Result<(), Failure> {
    let text = member.media_type().unwrap_or("text/plain");
    let bytes = member.media_type().unwrap_or("application/octet-stream");
    match view {
        View::Unset if kind == Payload::Structure && !codec.empty_structure().is_empty() => {
            set(request, Bytes::from_static(codec.empty_structure()).into(), codec.media_type());
        }
        View::Unset => {}
        View::String(value) | View::Enum(value, _) if !codec.writes_texts() => {
            set(request, value.to_owned().into(), text);
        }
        View::Blob(value) if !codec.writes_texts() => {
            set(request, Bytes::copy_from_slice(value).into(), bytes);
        }
        // A stream has no unset state, so one known to be empty stands for it.
        View::Stream(stream) if stream.as_bytes().is_some_and(Bytes::is_empty) => {}
        View::Stream(stream) => set(request, stream.clone(), bytes),
        view => {
            let body = codec.encode_payload(view, member);
            let body = body.map_err(|error| unencodable(&error))?;
            set(request, body.into(), codec.media_type());
        }
    }
    Ok(())
}

#[cold]
pub(super) fn unencodable(error: &EncodeError) -> Failure {
    Failure::new(FailureKind::Input, error.to_string())
}

/// Gives the body the length that a member sends as `Content-Length`, and removes the header, which the transport sends.
///
/// # Errors
/// Fails if the header doesn't hold the body's length, or the body has none although it [has to](crate::schema::Member::requires_length).
pub(crate) fn settle_length(request: &mut Request, input: &Schema) -> Result<(), Failure> {
    if let Some(header) = request.headers.remove(CONTENT_LENGTH) {
        announce(request, &header)?;
    }
    match input.members.iter().find(|member| member.requires_length()) {
        Some(member) if request.body.length().is_none() => {
            let message = format!(
                "`{}` is a stream whose length has to be known, so nothing was sent: give it to `from_stream`",
                member.name
            );
            Err(Failure::new(FailureKind::Input, message))
        }
        _ => Ok(()),
    }
}

/// Gives the body the length that the header holds.
fn announce(request: &mut Request, header: &HeaderValue) -> Result<(), Failure> {
    let text = header.to_str().unwrap_or_default();
    match (text.parse().ok(), request.body.length()) {
        (Some(said), None) => {
            let body = request.body.edited(Some(said), std::convert::identity);
            request.body = body.map_err(sent_before)?;
        }
        (Some(said), Some(length)) if said == length => {}
        (_, length) => {
            let length = length.map_or_else(|| "another number".to_owned(), |length| length.to_string());
            let message = format!(
                "the input says that its body has {text} bytes, but it has {length}: leave that out where the length is known"
            );
            return Err(Failure::new(FailureKind::Input, message));
        }
    }
    Ok(())
}

/// Applies the operation's traits to the body.
pub(super) fn finish(
    request: &mut Request,
    operation: &OperationSchema,
    context: CallContext<'_>,
) -> Result<(), Failure> {
    if let Some(least) = context.compress_from.filter(|_| operation.compression()) {
        compress(request, least);
    }
    if operation.checksum_required() && operation.request_checksum().is_none() {
        add_checksum(request)?;
    }
    if operation.sha256_tree_hash() {
        tree_hash::add(request)?;
    }
    Ok(())
}

/// Compresses a body in memory that has at least this many bytes. Services accept it uncompressed too, and a build without the `compression` feature sends
/// it so.
#[cfg(feature = "compression")]
fn compress(request: &mut Request, least: usize) {
    use std::io::Write as _;

    let Some(body) = request.body.as_bytes().filter(|body| body.len() >= least) else { return };
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing to memory can't fail; if it did, the body would be sent uncompressed.
    let Ok(compressed) = encoder.write_all(body).and_then(|()| encoder.finish()) else { return };
    request.body = compressed.into();
    let encodings = match request.headers.get(http::header::CONTENT_ENCODING) {
        Some(given) if !given.is_empty() => HeaderValue::from_bytes(&[given.as_bytes(), b", gzip"].concat()),
        _ => Ok(HeaderValue::from_static("gzip")),
    };
    if let Ok(encodings) = encodings {
        request.headers.insert(http::header::CONTENT_ENCODING, encodings);
    }
}

#[cfg(not(feature = "compression"))]
fn compress(_: &mut Request, _: usize) {}

#[cfg(feature = "checksum")]
fn add_checksum(request: &mut Request) -> Result<(), Failure> {
    use md5::Digest as _;

    let Some(body) = request.body.as_bytes() else {
        let problem = "the checksum is sent before the body: give a body that is held in memory";
        return Err(Failure::new(FailureKind::Input, problem));
    };
    let checksum = crate::codec::base64_text(&md5::Md5::digest(body));
    if let Ok(checksum) = HeaderValue::try_from(checksum) {
        request.headers.entry("content-md5").or_insert(checksum);
    }
    Ok(())
}

#[cfg(not(feature = "checksum"))]
fn add_checksum(_: &mut Request) -> Result<(), Failure> {
    let problem = "the operation needs a checksum of its body: build with the feature `checksum`";
    Err(Failure::new(FailureKind::Configuration, problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Setting;

    const INPUT: Schema = Schema {
        name: "Upload",
        settings: &[],
        members: &[Member { name: "film", settings: &[Setting::RequiresLength] }],
    };

    #[test]
    fn a_stream_whose_length_has_to_be_known_says_it_somewhere() {
        let stream = |length| {
            let stream = futures_util::stream::empty::<Result<Bytes, std::io::Error>>();
            Request { body: ByteStream::from_stream(stream, length), ..Request::default() }
        };
        settle_length(&mut stream(Some(3)), &INPUT).unwrap();
        settle_length(&mut Request { body: "film".into(), ..Request::default() }, &INPUT).unwrap();
        let mut announced = stream(None);
        announced.headers.insert(CONTENT_LENGTH, HeaderValue::from_static("3"));
        settle_length(&mut announced, &INPUT).unwrap();
        assert_eq!(announced.body.length(), Some(3));
        let failure = settle_length(&mut stream(None), &INPUT).unwrap_err();
        assert_eq!(failure.kind(), FailureKind::Input);
        assert!(
            failure.to_string().starts_with("`film` is a stream whose length has to be known"),
            "{failure}"
        );
    }
}

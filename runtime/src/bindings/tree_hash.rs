//! The hashes sent by operations with `smithwright.api#sha256TreeHash`: the plain SHA-256 of the body, and that of a tree over its pieces, with which a
//! service can check parts of what it stores.

use crate::error::{Failure, FailureKind};
use crate::message::Request;
use crate::sign::hash::{Digest256, hex, sha256};
use http::{HeaderName, HeaderValue};

const CONTENT_HASH: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const TREE_HASH: HeaderName = HeaderName::from_static("x-amz-sha256-tree-hash");

/// How many bytes a leaf of the tree covers.
const LEAF: usize = 1 << 20;

/// Adds each of the two hashes, unless a member has set it.
pub(super) fn add(request: &mut Request) -> Result<(), Failure> {
    let Some(body) = request.body.as_bytes() else {
        let problem =
            "hashes are sent before the body, so it can't be a stream: give a body that is held in memory";
        return Err(Failure::new(FailureKind::Input, problem));
    };
    let content = sha256(body);
    // A body of one leaf has the same hash as its tree.
    let tree = if body.len() <= LEAF { content } else { tree(body) };
    for (name, digest) in [(CONTENT_HASH, content), (TREE_HASH, tree)] {
        if let Ok(value) = HeaderValue::try_from(hex(&digest)) {
            request.headers.entry(name).or_insert(value);
        }
    }
    Ok(())
}

/// Returns the root of the tree. Each level hashes pairs of the level below, and an odd one out moves up unchanged.
fn tree(body: &[u8]) -> Digest256 {
    let mut level: Vec<Digest256> = body.chunks(LEAF).map(sha256).collect();
    while level.len() > 1 {
        level = level.chunks(2).map(parent).collect();
    }
    level.first().copied().unwrap_or_else(|| sha256(body))
}

fn parent(children: &[Digest256]) -> Digest256 {
    match children {
        [only] => *only,
        _ => sha256(children.as_flattened()),
    }
}

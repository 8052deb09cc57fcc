//! Smithy's [HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html): which member travels in the path, the query, the headers or the
//! body.
//!
//! They are the same for every wire format, which is given as a [`Codec`](crate::codec::Codec).

mod body;
mod header_list;
mod query;
mod request;
mod response;
mod text;
mod tree_hash;
mod uri;

pub(crate) use body::settle_length;
pub use request::{encode, encode_whole};
pub use response::{decode, decode_members, streams};

use crate::error::{Failure, FailureKind};
use crate::schema::Member;

/// Returns the failure to send a member. `problem` must not show its value.
#[cold]
fn input_failure(member: &Member, problem: &str) -> Failure {
    Failure::new(FailureKind::Input, format!("`{}` {problem}", member.name))
}

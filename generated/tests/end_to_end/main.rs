//! The clients, end to end: real sockets to servers that the tests start on this machine.
#![cfg(all(
    feature = "connectparticipant",
    feature = "gameliftstreams",
    feature = "kinesisvideosignaling",
    feature = "websocket"
))]
#![allow(missing_docs, unreachable_pub, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod answers;
mod calls;
mod chat;
mod errors;
mod inputs;
mod limits;
mod machine;
mod retries;
mod secrets;
mod sockets;
mod support;
mod traces;

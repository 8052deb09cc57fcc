//! Sockets, against servers that the tests start on this machine.
#![cfg(feature = "websocket")]
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]

mod channel;
mod chat;
mod handshake;
mod logs;
mod messages;
mod refusal;
mod server;
mod signature;
#[cfg(feature = "rustls")]
mod tls;
mod vectors;

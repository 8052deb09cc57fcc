// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! Kinesis Video Signaling Channel.
//!
//! [`Client`] has a method for each operation.
//! The operation's module in [`operation`] documents it: arguments, limits, errors and a complete call.
//!
//! The signaling channel of Kinesis Video Streams with WebRTC: the WebSocket on which a master and its viewers
//! exchange offers, answers and ICE candidates before media flows between them.
//!
//! Each operation is a WebSocket handshake whose presigned query is the credential, so its URL can also be made
//! in one place and opened in another, such as a browser.
//! Ask `GetSignalingChannelEndpoint` for the `WSS` address of the channel and the role first; a viewer's address
//! does not serve a master, nor the other way round.
#![allow(clippy::large_enum_variant)]

mod client;
mod endpoint;
pub mod errors;
pub mod operation;
pub mod required;
pub mod types;

pub use client::Client;

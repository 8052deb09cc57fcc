// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! GameLiftStreams (API version 2018-05-10).
//!
//! [`Client`] has a method for each operation.
//! The operation's module in [`operation`] documents it: arguments, limits, errors and a complete call.
//!
//! Amazon GameLift Streams runs games and other graphical applications in the cloud and streams them to a browser
//! over WebRTC.
//! A *stream group* is the compute capacity, a *stream session* is one running application in it.
//!
//! This model holds the call that attaches a client to a session that already runs.
//! Documented primary Regions are us-east-2, us-west-2, ap-northeast-1 and eu-central-1.
//! Every host answers over IPv4 and IPv6, so there is no dual-stack setting.
#![allow(clippy::large_enum_variant)]

mod client;
mod endpoint;
pub mod errors;
pub mod operation;
pub mod required;

pub use client::Client;

// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! ConnectParticipant (API version 2018-09-07).
//!
//! [`Client`] has a method for each operation.
//! The operation's module in [`operation`] documents it: arguments, limits, errors and a complete call.
//!
//! Amazon Connect Participant Service is the participant's side of an Amazon Connect contact: a customer, agent
//! or bot that joined a chat or a WebRTC call speaks to Connect through it.
//!
//! Requests are not signed and need no AWS credentials.
//! A bearer token in the header `X-Amz-Bearer` is the whole credential.
//! The Region must be that of the Connect instance.
#![allow(clippy::large_enum_variant)]

mod client;
mod endpoint;
pub mod errors;
pub mod operation;
pub mod required;
pub mod types;

pub use client::Client;

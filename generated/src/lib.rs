// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! Small, typed clients, one module and one feature for each service.
//!
//! | module and feature | service | operations |
//! |---|---|---|
//! | `gameliftstreams` | GameLiftStreams | CreateStreamSessionConnection |
//! | `connectparticipant` | ConnectParticipant | CreateParticipantConnection |
//! | `kinesisvideosignaling` | Kinesis Video Signaling Channel | ConnectAsMaster, ConnectAsViewer |
#![forbid(unsafe_code)]

// The compiler names types by this path.
#[doc(hidden)]
pub use smithwright_runtime;
pub use smithwright_runtime as runtime;

runtime::generated_by!("0.1");

#[cfg(feature = "gameliftstreams")]
pub mod gameliftstreams;

#[cfg(feature = "connectparticipant")]
pub mod connectparticipant;

#[cfg(feature = "kinesisvideosignaling")]
pub mod kinesisvideosignaling;

// So that what people read first compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
#[cfg(doctest)]
#[doc = include_str!("../../docs/using.md")]
struct Using;
#[cfg(doctest)]
#[doc = include_str!("../../docs/from-aws-sdk.md")]
struct FromAwsSdk;

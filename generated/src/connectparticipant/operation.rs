// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The operations: a module for each, with its input, builder, output and errors.

pub mod create_participant_connection;

// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The required members of inputs, as types: what an error of the compiler calls them.
#![allow(non_camel_case_types, missing_docs)]

pub enum participant_token {}

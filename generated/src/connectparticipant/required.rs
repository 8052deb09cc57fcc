// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! One empty type for each required member, so that the compiler can name the one that is missing.
#![allow(non_camel_case_types, missing_docs)]

pub enum participant_token {}

//! Small models, one idea each, and the Rust that they become: it is a snapshot, it compiles, and it changes no more than the model does.
//!
//! A fixture is a folder of `tests/fixtures` with a `model.json`, whose service's documentation says what it proves. A new folder is found by
//! itself: [`snapshots`] shows it, [`compiled`] compiles it, [`determinism`] generates it twice.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod compiled;
mod determinism;
mod diagnostics;
mod fixture;
mod pages;
mod report;
mod services;
mod snapshot_files;
mod snapshots;
mod stability;
mod surface;

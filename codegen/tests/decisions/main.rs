//! What is decided of small models, and said of them: tables of what is good enough and what is not.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod alloy;
mod auth;
mod names;
mod parameters;
mod presigned_get;
mod sessions;
mod waiters;

use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::ir::{Selection, Service, lower};
use smithwright_codegen::model::{Model, SourceFile};

/// Lowers the service of a model in the IDL. Returns it, if there is one, and what is said of it; nothing if all is well.
fn decided(text: &str) -> (Option<Service>, String) {
    let model = Model::read(&[SourceFile { name: "model.smithy", text }]).unwrap().model;
    let selection =
        Selection { service: None, operations: None, module: "service".to_owned(), protocol: None };
    let mut findings = Diagnostics::new();
    let service = lower(&model, &selection, &mut findings);
    (service, if findings.is_empty() { String::new() } else { findings.to_string() })
}

//! Which protocol a service is spoken to in.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Shape, traits};

/// The protocols that a client can be generated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#restJson1`
    RestJson1,
    /// `smithwright.protocols#presignedWebSocket`, with the seconds for which a URL is good.
    PresignedWebSocket {
        /// How long a presigned URL may be used, in seconds.
        expires_in: u32,
    },
}

/// The service's protocol; reported where there is none that we know.
pub(super) fn of(service: &Shape, diagnostics: &mut Diagnostics) -> Option<Protocol> {
    if service.traits.has::<traits::RestJson1>() {
        return Some(Protocol::RestJson1);
    }
    if let Some(trait_value) = service.traits.read::<traits::PresignedWebSocket>() {
        return Some(Protocol::PresignedWebSocket { expires_in: trait_value.expires_in });
    }
    let found: Vec<&str> = service
        .traits
        .iter()
        .map(|applied| applied.id.as_str())
        .filter(|id| id.contains(".protocols#"))
        .collect();
    let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
    diagnostics.push(
        Diagnostic::error(format!("no protocol that can be generated; found: {found}"))
            .at(&service.location)
            .shape(&service.id)
            .help("supported are aws.protocols#restJson1 and smithwright.protocols#presignedWebSocket"),
    );
    None
}

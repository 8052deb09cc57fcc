//! Smithwright's own traits, for what Smithy has none for.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use crate::model::ShapeId;

/// A protocol whose operations open a WebSocket with a presigned query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresignedWebSocket {
    /// How long a presigned URL opens the socket, in seconds.
    pub expires_in: u32,
}

impl TraitValue for PresignedWebSocket {
    const ID: &'static str = "smithwright.protocols#presignedWebSocket";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        const WEEK: i64 = 604_800;
        let fields = value.fields(&["expiresIn"])?;
        let expires_in = fields.required("expiresIn", |value| {
            u32::try_from(value.integer(1, WEEK)?).map_err(|_| value.expected("seconds"))
        })?;
        Ok(Self { expires_in })
    }
}

/// The messages of a WebSocket that an operation opens, or whose URL it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebSocketMessages {
    /// The structure of a frame that the client sends.
    pub send: ShapeId,
    /// The structure of a frame that the client receives.
    pub receive: ShapeId,
    /// The path of the output member that holds the socket's URL; none if the operation itself opens the socket.
    pub url: Option<String>,
    /// Structures that travel as JSON inside strings and documents of those frames.
    pub payloads: Vec<ShapeId>,
}

impl TraitValue for WebSocketMessages {
    const ID: &'static str = "smithwright.api#webSocketMessages";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["send", "receive", "url", "payloads"])?;
        Ok(Self {
            send: fields.required("send", ValueReader::shape_id)?,
            receive: fields.required("receive", ValueReader::shape_id)?,
            url: fields.optional("url", ValueReader::some_text)?,
            payloads: fields
                .optional("payloads", |value| value.list(ValueReader::shape_id))?
                .unwrap_or_default(),
        })
    }
}

/// A beginning that texts must not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservedPrefix {
    /// The beginning.
    pub prefix: String,
    /// Whether ASCII letters count the same in either case.
    pub ignore_case: bool,
}

impl TraitValue for ReservedPrefix {
    const ID: &'static str = "smithwright.api#reservedPrefix";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["prefix", "ignoreCase"])?;
        Ok(Self {
            prefix: fields.required("prefix", ValueReader::some_text)?,
            ignore_case: fields.flag("ignoreCase")?,
        })
    }
}

//! The protocol `smithwright.protocols#presignedWebSocket`: each operation opens a socket, by a handshake whose query is signed.

use super::{CallContext, Protocol, RestJson1, error_code};
use crate::error::{ErrorResponse, Failure};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::sign::v4::{PathEncoding, PathNormalization, Settings};
use crate::value::{Structure, StructureMut};

/// The protocol `smithwright.protocols#presignedWebSocket`: the handshake of a socket, a `GET` with the input in the query, to a `wss` endpoint.
///
/// What travels on the socket once it is open is not part of the protocol: see `WebSocket`.
#[derive(Clone, Copy, Debug)]
pub struct PresignedWebSocket;

impl Protocol for PresignedWebSocket {
    fn schemes(&self) -> &'static [&'static str] {
        &["wss", "ws"]
    }

    /// The path is signed as it stands in the endpoint.
    fn signing_settings(&self) -> Settings {
        Settings {
            encoding: PathEncoding::Single,
            normalization: PathNormalization::AsIs,
            ..Settings::default()
        }
    }

    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        let mut request = RestJson1.encode(operation, input, context)?;
        // The path is that of the endpoint, without a trailing slash.
        if request.path == "/" {
            request.path.clear();
        }
        Ok(request)
    }

    /// An open socket says nothing of the operation's output, which has no members.
    fn decode(
        &self,
        _: &'static OperationSchema,
        _: Response,
        _: &mut dyn StructureMut,
    ) -> Result<(), Failure> {
        Ok(())
    }

    /// As in restJson1. Where neither header nor body has a code, the status decides if only one error of the operation has it.
    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        named: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        let answer = RestJson1.decode_error(operation, response, named, error);
        match error_code::only_error(error.errors(), response.status).filter(|_| answer.code.is_none()) {
            Some(code) => RestJson1.decode_error(operation, response, Some(code), error),
            None => answer,
        }
    }
}

//! The protocol [restXml](https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html): XML bodies under HTTP bindings.

use super::{CallContext, EventProtocol, InitialMessages, Protocol, service_error};
use crate::bindings;
use crate::codec::Codec;
use crate::codec::xml::{Within, Xml};
use crate::error::{ErrorResponse, Failure};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::schema::{Location, Namespace, Payload, Schema};
use crate::value::{Structure, StructureMut};

/// The protocol `aws.protocols#restXml`. Errors are read with and without an element around them (`noErrorWrapping`).
#[derive(Clone, Copy, Debug)]
pub struct RestXml {
    codec: Xml,
}

/// The format of errors, in all protocols that write them in XML.
pub(super) const ERRORS: Xml = Xml::new().within(Within::Error);

impl RestXml {
    /// Creates the protocol for a service without a namespace.
    #[must_use]
    pub const fn new() -> Self {
        Self { codec: Xml::new() }
    }

    /// Sets the namespace of the documents that are sent: the `xmlNamespace` of the service.
    #[must_use]
    pub const fn namespace(self, uri: &'static str, prefix: &'static str) -> Self {
        Self { codec: self.codec.namespace(Some(Namespace::new(uri, prefix))) }
    }
}

impl Default for RestXml {
    fn default() -> Self {
        Self::new()
    }
}

impl Protocol for RestXml {
    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        bindings::encode(&self.codec, operation, input, context)
    }

    fn streams(&self, output: &Schema) -> bool {
        bindings::streams(output)
    }

    fn decode(
        &self,
        _: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure> {
        bindings::decode(&self.codec, response, output)
    }

    fn hides_error(&self, response: &Response, output: &Schema) -> bool {
        let Some(body) = response.body.as_bytes() else { return false };
        reads_xml(output) && begins_with_error(body) && self.codec.error_fields(body).code.is_some()
    }

    fn events(&self) -> Option<EventProtocol<'_>> {
        Some(EventProtocol { codec: &self.codec, initial: InitialMessages::InHttp })
    }

    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        named: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        service_error::decode(&ERRORS, operation, response, named, error)
    }
}

/// Checks whether the body can only be XML of this protocol. A member that is the whole body may be any text.
fn reads_xml(output: &Schema) -> bool {
    let is_free = |location| matches!(location, Location::Payload(Payload::Value | Payload::Stream));
    output.xml_name() != ERROR && !output.members.iter().any(|member| is_free(member.location()))
}

const ERROR: &str = "Error";

/// Checks whether the root of a document is an error. White space may precede it, since some services send that to keep the connection alive while they work.
fn begins_with_error(body: &[u8]) -> bool {
    let mut rest = body.trim_ascii_start();
    if rest.starts_with(b"<?") {
        let end = rest.windows(2).position(|window| window == b"?>");
        rest = end.and_then(|end| rest.get(end + 2..)).unwrap_or_default().trim_ascii_start();
    }
    let after = rest.strip_prefix(b"<").and_then(|rest| rest.strip_prefix(ERROR.as_bytes()));
    after
        .and_then(<[u8]>::first)
        .is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Member, Setting};

    #[test]
    fn the_root_tells_an_error() {
        for body in [
            "<Error>",
            "<Error/>",
            " \n<Error a='b'>",
            "<?xml version=\"1.0\"?>\n\n <Error>",
            "\n<?xml?><Error >",
        ] {
            assert!(begins_with_error(body.as_bytes()), "{body}");
        }
        for body in ["", "<", "<Error", "<Errors>", "<CopyObjectResult><Error>", "<?xml", "<?xml?>", "Error>"]
        {
            assert!(!begins_with_error(body.as_bytes()), "{body}");
        }
    }

    #[test]
    fn a_body_of_any_text_is_no_error() {
        let body = "<Error><Code>InternalError</Code></Error>";
        let hides = |schema: &Schema, body: &'static str| {
            let response = Response { status: 200, body: body.into(), ..Response::default() };
            RestXml::new().hides_error(&response, schema)
        };
        const TEXT: &[Member] = &[Member { name: "Policy", settings: &[Setting::Payload] }];
        let named = |name: &'static str| Schema { name, settings: &[], members: &[] };
        assert!(hides(&named("Output"), body));
        assert!(!hides(&named("Error"), body));
        assert!(!hides(&Schema { members: TEXT, ..named("Output") }, body));
        assert!(!hides(&named("Output"), "<Error><Reason/></Error>"));
    }
}

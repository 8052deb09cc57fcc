//! The behavior of operations and errors.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;

/// Whose fault an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The caller's.
    Client,
    /// The service's.
    Server,
}

impl TraitValue for Error {
    const ID: &'static str = "smithy.api#error";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        value.one_of(&[("client", Self::Client), ("server", Self::Server)])
    }
}

/// An error after which the call may be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retryable {
    /// Whether the service asks for fewer calls.
    pub throttling: bool,
}

impl TraitValue for Retryable {
    const ID: &'static str = "smithy.api#retryable";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["throttling"])?;
        Ok(Self { throttling: fields.flag("throttling")? })
    }
}

annotations! {
    /// An operation that changes nothing.
    Readonly = "smithy.api#readonly";
    /// An input member whose value makes repeated calls count as one.
    IdempotencyToken = "smithy.api#idempotencyToken";
}

/// An operation that may be called repeatedly with the same effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Idempotent;

impl TraitValue for Idempotent {
    const ID: &'static str = "smithy.api#idempotent";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        // Which errors a repeated call returns is the service's business.
        value.fields(&["exists", "notFound"]).map(|_| Self)
    }
}

/// How an operation returns its results in pages. On a service: the defaults of its operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paginated {
    /// The input member that takes the token.
    pub input_token: Option<String>,
    /// The path of the output member that gives the next token.
    pub output_token: Option<String>,
    /// The path of the output member that holds the results.
    pub items: Option<String>,
    /// The input member that limits the size of a page.
    pub page_size: Option<String>,
}

impl TraitValue for Paginated {
    const ID: &'static str = "smithy.api#paginated";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["inputToken", "outputToken", "items", "pageSize"])?;
        let path = |name| fields.optional(name, ValueReader::some_text);
        Ok(Self {
            input_token: path("inputToken")?,
            output_token: path("outputToken")?,
            items: path("items")?,
            page_size: path("pageSize")?,
        })
    }
}

/// An operation whose body may be compressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestCompression {
    /// The encodings that the service accepts, the best first.
    pub encodings: Vec<String>,
}

impl TraitValue for RequestCompression {
    const ID: &'static str = "smithy.api#requestCompression";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["encodings"])?;
        Ok(Self { encodings: fields.required("encodings", |value| value.list(ValueReader::some_text))? })
    }
}

/// An operation that the service deliberately answers late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongPoll;

impl TraitValue for LongPoll {
    const ID: &'static str = "smithy.api#longPoll";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["timeoutMillis"])?;
        let milliseconds = |value: ValueReader<'_>| value.integer(1, i32::MAX.into());
        fields.required("timeoutMillis", milliseconds).map(|_| Self)
    }
}

//! The results of a run, for all kinds of suites.

use std::fmt;

/// What a case tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The request that a client sends.
    Request,
    /// The output that a client reads from a response.
    Response,
    /// The error that a client reads from a response.
    Error,
    /// The events that a client sends, or reads from a response.
    Events,
    /// The endpoint that endpoint rules give.
    Endpoint,
    /// The events that a diff of two models gives.
    Diff,
    /// Whether source that uses a client still compiles, as the diff says.
    Caller,
    /// An event stream message.
    Frame,
    /// The signature of a request.
    Signature,
    /// A time in one of Smithy's formats.
    Timestamp,
    /// A checksum of a body.
    Checksum,
    /// A JMESPath expression.
    Expression,
}

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Self; 12] = [
        Self::Request,
        Self::Response,
        Self::Error,
        Self::Events,
        Self::Endpoint,
        Self::Diff,
        Self::Caller,
        Self::Frame,
        Self::Signature,
        Self::Timestamp,
        Self::Checksum,
        Self::Expression,
    ];

    /// Returns its name in the list of known failures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Error => "error",
            Self::Events => "event stream",
            Self::Endpoint => "endpoint",
            Self::Diff => "diff",
            Self::Caller => "caller",
            Self::Frame => "frame",
            Self::Signature => "signature",
            Self::Timestamp => "timestamp",
            Self::Checksum => "checksum",
            Self::Expression => "expression",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The outcome of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// What it tests.
    pub(crate) kind: Kind,
    /// Its id, which is unique within its kind and suite.
    pub(crate) id: String,
    /// What was wrong, one finding for each thing; empty if the case passed.
    pub(crate) findings: Vec<String>,
}

impl Outcome {
    /// Checks whether the case passed.
    pub(crate) fn passed(&self) -> bool {
        self.findings.is_empty()
    }
}

/// The outcomes of the cases of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// The suite, by the name of its file.
    pub(crate) suite: String,
    /// The service.
    pub(crate) service: String,
    /// The outcome of each case, in the order of the suite.
    pub(crate) outcomes: Vec<Outcome>,
}

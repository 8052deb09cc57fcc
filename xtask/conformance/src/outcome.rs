//! What a run finds out, whatever kind of suite it ran.

use std::fmt;

/// What a case tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The request that a client sends.
    Request,
    /// The output that a client makes of a response.
    Response,
    /// The error that a client makes of a response.
    Error,
    /// The events that a client sends or makes of a response.
    Events,
    /// The endpoint that endpoint rules tell.
    Endpoint,
    /// The events that a diff of two models gives.
    Diff,
    /// Whether source that uses a client still compiles, as the diff says.
    Caller,
    /// A message of an event stream.
    Frame,
    /// The signature of a request.
    Signature,
    /// A time in one of Smithy's formats.
    Timestamp,
    /// A checksum of a body.
    Checksum,
    /// An expression of JMESPath.
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

    /// Its name, as the list of known failures has it.
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

/// What came of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// What it tests.
    pub(crate) kind: Kind,
    /// Its id, which is unique among those of its kind in a suite.
    pub(crate) id: String,
    /// What was wrong, one finding each; empty if the case passed.
    pub(crate) findings: Vec<String>,
}

impl Outcome {
    /// Whether the case passed.
    pub(crate) fn passed(&self) -> bool {
        self.findings.is_empty()
    }
}

/// The cases of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// The suite, by the name of its file.
    pub(crate) suite: String,
    /// The service.
    pub(crate) service: String,
    /// What came of each case, in the order of the suite.
    pub(crate) outcomes: Vec<Outcome>,
}

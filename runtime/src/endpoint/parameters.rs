//! The parameters of endpoint rules.

/// The parameters that an endpoint is resolved from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Parameters<'a> {
    /// The Region (`AWS::Region`).
    pub region: Option<&'a str>,
    /// Whether to use an endpoint that meets FIPS 140 (`AWS::UseFIPS`).
    pub use_fips: bool,
    /// Whether to use a dual-stack endpoint, which is reachable by IPv6 (`AWS::UseDualStack`).
    pub use_dual_stack: bool,
    /// The caller's own endpoint, which replaces the service's (`SDK::Endpoint`).
    pub endpoint: Option<&'a str>,
    /// All other parameters: settings of a single service's clients by the name of the built-in (`AWS::S3::Accelerate`), and what comes from the
    /// client, the operation or its input by the name of the parameter (`Bucket`).
    ///
    /// If a name is repeated, the first one counts.
    pub others: &'a [(&'a str, ParameterValue<'a>)],
}

/// The value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterValue<'a> {
    /// A string.
    String(&'a str),
    /// A boolean.
    Boolean(bool),
    /// A list of strings.
    StringArray(&'a [&'a str]),
}

impl<'a> Parameters<'a> {
    /// Creates parameters of which none is set.
    #[must_use]
    pub const fn new() -> Self {
        Self { region: None, use_fips: false, use_dual_stack: false, endpoint: None, others: &[] }
    }

    /// Sets [`region`](Self::region).
    #[must_use]
    pub const fn region(mut self, region: &'a str) -> Self {
        self.region = Some(region);
        self
    }

    /// Sets [`use_fips`](Self::use_fips).
    #[must_use]
    pub const fn use_fips(mut self, use_fips: bool) -> Self {
        self.use_fips = use_fips;
        self
    }

    /// Sets [`use_dual_stack`](Self::use_dual_stack).
    #[must_use]
    pub const fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.use_dual_stack = use_dual_stack;
        self
    }

    /// Sets [`endpoint`](Self::endpoint).
    #[must_use]
    pub const fn endpoint(mut self, endpoint: &'a str) -> Self {
        self.endpoint = Some(endpoint);
        self
    }

    /// Sets [`others`](Self::others).
    #[must_use]
    pub const fn others(mut self, others: &'a [(&'a str, ParameterValue<'a>)]) -> Self {
        self.others = others;
        self
    }

    /// Returns the string of this name among the [`others`](Self::others).
    #[must_use]
    pub fn string(&self, name: &str) -> Option<&'a str> {
        match self.other(name)? {
            ParameterValue::String(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the boolean of this name among the [`others`](Self::others).
    #[must_use]
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.other(name)? {
            ParameterValue::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the list of strings of this name among the [`others`](Self::others).
    #[must_use]
    pub fn string_array(&self, name: &str) -> Option<&'a [&'a str]> {
        match self.other(name)? {
            ParameterValue::StringArray(value) => Some(value),
            _ => None,
        }
    }

    fn other(&self, name: &str) -> Option<ParameterValue<'a>> {
        self.others.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
    }
}

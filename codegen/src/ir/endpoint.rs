//! Endpoint rules (`smithy.rules#endpointRuleSet`), checked and typed, in the form in which they become Rust.
//!
//! [`RuleSet::read`] checks what the reference implementation checks: that names are bound, that types fit, and that nothing is used
//! that may be unset. What comes out says the same as the model in fewer rules.

mod absent;
mod conditions;
mod expression;
mod functions;
mod hosts;
mod outcomes;
mod parameters;
mod reader;
mod scope;
mod simplify;
mod templates;

pub use expression::{Access, Expression, Function, Part, Type, ValueType, Variable};
pub use parameters::{Parameter, Presence, Source};

use super::Name;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::Shape;

/// The trait that holds the rules.
const RULE_SET: &str = "smithy.rules#endpointRuleSet";

/// How the endpoint of a service follows from parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSet {
    /// What the rules can look at, in the order of the model.
    pub parameters: Vec<Parameter>,
    /// The rules. The first whose conditions hold decides; where none does, or none within a tree, there is no endpoint.
    pub rules: Vec<Rule>,
}

/// A decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// What must hold, in order: a condition may use what those before it bind.
    pub conditions: Vec<Condition>,
    /// What then is.
    pub outcome: Outcome,
}

/// What must hold for a rule to count.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// This is true.
    Test(Expression),
    /// This is set, and has this name from here on.
    Set(Variable, Expression),
    /// Nothing; this has this name from here on.
    Let(Variable, Expression),
}

/// What a rule leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// An endpoint.
    Endpoint(Box<Endpoint>),
    /// An error with this text.
    Error(Expression),
    /// Further rules, one of which must decide.
    Tree(Vec<Rule>),
}

impl Outcome {
    fn endpoints(&self) -> Vec<&Endpoint> {
        match self {
            Self::Error(_) => Vec::new(),
            Self::Tree(rules) => rules.iter().flat_map(|rule| rule.outcome.endpoints()).collect(),
            Self::Endpoint(endpoint) => vec![endpoint],
        }
    }
}

/// An endpoint as a rule describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// The URL.
    pub url: Expression,
    /// Values in the host name of the URL of which no condition says what they look like: they must be checked.
    pub unchecked: Vec<Expression>,
    /// The headers to add, one entry for each value.
    pub headers: Vec<(String, Expression)>,
    /// How to sign.
    pub auth_schemes: Vec<AuthScheme>,
    /// Everything else.
    pub properties: Vec<(String, Property)>,
}

/// A way to sign.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthScheme {
    /// The scheme's name.
    pub name: Expression,
    /// The service name of the scope.
    pub signing_name: Option<Expression>,
    /// The Region of the scope.
    pub signing_region: Option<Expression>,
    /// The Regions of a SigV4a scope.
    pub signing_region_set: Vec<Expression>,
    /// Whether paths are encoded only once.
    pub disable_double_encoding: bool,
    /// Whether paths stay as they are.
    pub disable_normalize_path: bool,
}

/// A value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// Text or a truth value.
    Value(Expression),
    /// A whole number.
    Integer(i64),
    /// Values in order.
    List(Vec<Property>),
    /// Values by name.
    Map(Vec<(String, Property)>),
}

impl RuleSet {
    /// Whether the model says nothing of where the service is, so that callers have to.
    #[must_use]
    pub fn asks_for_url(&self) -> bool {
        let fails = |rule: &Rule| matches!(rule.outcome, Outcome::Error(_));
        self.parameters.len() == 1 && self.rules.len() == 2 && self.rules.last().is_some_and(fails)
    }

    /// Reads the rules of a service. A service without rules gets those that follow from its other traits: the usual names of AWS services
    /// with standard endpoints, or else a rule that asks for an endpoint URL.
    ///
    /// Findings go to `diagnostics`; the result is `None` where they hold an error.
    pub fn read(service: &Shape, diagnostics: &mut Diagnostics) -> Option<Self> {
        let before = diagnostics.len();
        let rule_set = match service.traits.applied(RULE_SET) {
            Some(applied) => reader::rule_set(applied, &service.id, diagnostics),
            None => absent::rule_set(service, diagnostics),
        }?;
        let is_error = |found: &Diagnostic| found.severity == crate::diagnostics::Severity::Error;
        let has_errors = diagnostics.iter().skip(before).any(is_error);
        (!has_errors).then(|| hosts::note_unchecked(simplify::rule_set(rule_set)))
    }

    /// Whether any endpoint has this scheme among those that it may be signed by.
    #[must_use]
    pub fn signs_by(&self, scheme: &str) -> bool {
        let is_it = |it: &AuthScheme| matches!(&it.name, Expression::Text(name) if name == scheme);
        self.endpoints().any(|endpoint| endpoint.auth_schemes.iter().any(is_it))
    }

    /// The endpoints that the rules lead to.
    pub fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.rules.iter().flat_map(|rule| rule.outcome.endpoints())
    }

    /// The parameters that the rules look at.
    pub fn used_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| simplify::mention(&self.rules, &parameter.variable.name))
    }
}

#[cfg(test)]
mod tests;

//! Endpoint rules (`smithy.rules#endpointRuleSet`), checked, typed and simplified, ready to become Rust code.
//!
//! [`RuleSet::read`] checks what the reference implementation checks: that names are bound, that types match, and that nothing is used that may be unset. The
//! result means the same as the model, in fewer rules.

mod conditions;
mod default_rules;
mod diagram;
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
pub(super) use parameters::{ACCOUNT_ID, ACCOUNT_ID_MODE};
pub use parameters::{Parameter, Presence, Source};

use super::Name;
use crate::diagnostics::Diagnostics;
use crate::model::Shape;
use std::collections::BTreeSet;

/// The trait that holds the rules.
const RULE_SET: &str = "smithy.rules#endpointRuleSet";

/// The trait that holds the rules as a decision diagram.
const DIAGRAM: &str = "smithy.rules#endpointBdd";

/// The rules that derive the endpoint of a service from parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSet {
    /// The parameters, in the order of the model.
    pub parameters: Vec<Parameter>,
    /// The rules. The first whose conditions hold decides; if none does, there or within a tree, there is no endpoint.
    pub rules: Vec<Rule>,
    /// Where they come from.
    pub origin: Origin,
}

/// Where endpoint rules come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The model states them.
    Stated,
    /// They follow from other traits, or leave the endpoint to callers.
    Assumed,
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The conditions, in order: a condition may use what those before it bind.
    pub conditions: Vec<Condition>,
    /// What the rule results in if its conditions hold.
    pub outcome: Outcome,
}

/// A condition of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// The expression is true.
    Test(Expression),
    /// The expression is set; binds its value to the variable.
    Set(Variable, Expression),
    /// Always holds; binds the expression to the variable.
    Let(Variable, Expression),
}

/// The outcome of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// An endpoint.
    Endpoint(Box<Endpoint>),
    /// An error with this text.
    Error(Expression),
    /// Nested rules, one of which must decide.
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

/// An endpoint, as the outcome of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// The URL.
    pub url: Expression,
    /// Values in the host name of the URL of which no condition says what they look like: they must be checked.
    pub unchecked: Vec<Expression>,
    /// The headers to add, one entry for each value.
    pub headers: Vec<(String, Expression)>,
    /// The ways to sign requests to it.
    pub auth_schemes: Vec<AuthScheme>,
    /// The other properties.
    pub properties: Vec<(String, Property)>,
}

/// A way to sign.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthScheme {
    /// The scheme's name.
    pub name: Expression,
    /// The service name of the signing scope.
    pub signing_name: Option<Expression>,
    /// The Region of the signing scope.
    pub signing_region: Option<Expression>,
    /// The Regions of a SigV4a signing scope.
    pub signing_region_set: Vec<Expression>,
    /// Whether paths are encoded only once.
    pub disable_double_encoding: bool,
    /// Whether paths are signed without being normalized.
    pub disable_normalize_path: bool,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// A string or boolean.
    Value(Expression),
    /// A whole number.
    Integer(i64),
    /// A list of values.
    List(Vec<Property>),
    /// Values by name.
    Map(Vec<(String, Property)>),
}

impl RuleSet {
    /// Returns whether the model does not say where the service is, so that callers must.
    #[must_use]
    pub fn asks_for_url(&self) -> bool {
        let is_of_caller = |endpoint: &Endpoint| match &endpoint.url {
            Expression::Variable(variable) => self.parameters.iter().any(|parameter| {
                parameter.source == Source::Endpoint && parameter.variable.name == variable.name
            }),
            _ => false,
        };
        self.endpoints().all(is_of_caller)
    }

    /// Returns whether both lead to the same endpoints for the same parameters.
    #[must_use]
    pub fn means_the_same(&self, other: &Self) -> bool {
        let undocumented = |rule_set: &Self| -> Vec<Parameter> {
            let used = rule_set.used_parameters().cloned();
            used.map(|parameter| Parameter { documentation: String::new(), ..parameter }).collect()
        };
        self.rules == other.rules && undocumented(self) == undocumented(other)
    }

    /// Returns whether the service's decision diagram has a parameter of this name. Rules that stand in for one may do without it.
    pub(super) fn is_in_diagram(service: &Shape, parameter: &str) -> bool {
        let diagram = service.traits.applied(DIAGRAM);
        diagram.and_then(|applied| applied.value.get("parameters")?.get(parameter)).is_some()
    }

    /// Reads the rules of a service. A service without rules gets those that follow from its other traits: the usual host names for AWS services with standard
    /// endpoints, or else rules that ask for an endpoint URL.
    ///
    /// Findings go to `diagnostics`; the result is `None` if any of them is an error.
    pub fn read(service: &Shape, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut findings = Diagnostics::new();
        let rule_set = match service.traits.applied(RULE_SET) {
            Some(applied) => reader::rule_set(applied, &service.id, &mut findings),
            None => {
                of_diagram(service, &mut findings).or_else(|| default_rules::rule_set(service, &mut findings))
            }
        };
        let rule_set = rule_set.filter(|_| !findings.has_errors());
        diagnostics.extend(findings);
        Some(hosts::note_unchecked(simplify::rule_set(rule_set?)))
    }

    /// Returns whether requests to any of the endpoints may be signed with this scheme.
    #[must_use]
    pub fn signs_by(&self, scheme: &str) -> bool {
        self.auth_schemes().contains(scheme)
    }

    /// Returns the names of the auth schemes that the rules ask for, as far as they are constant, sorted.
    #[must_use]
    pub fn auth_schemes(&self) -> BTreeSet<&str> {
        let schemes = self.endpoints().flat_map(|endpoint| &endpoint.auth_schemes);
        schemes
            .filter_map(
                |scheme| if let Expression::Text(name) = &scheme.name { Some(name.as_str()) } else { None },
            )
            .collect()
    }

    /// Returns the endpoints that the rules lead to.
    pub fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.rules.iter().flat_map(|rule| rule.outcome.endpoints())
    }

    /// Returns the parameters that the rules use.
    pub fn used_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| self.uses(parameter))
    }

    /// Returns whether the rules use the parameter, by looking at all of them.
    pub(super) fn uses(&self, parameter: &Parameter) -> bool {
        simplify::mention(&self.rules, &parameter.variable.name)
    }
}

/// Reads the rules of a service that has them as a decision diagram. Warns if that can't be read.
fn of_diagram(service: &Shape, diagnostics: &mut Diagnostics) -> Option<RuleSet> {
    let applied = service.traits.applied(DIAGRAM)?;
    let rules = diagram::rule_set(applied, &service.id);
    let unread = |problem: String| {
        let message = format!("the decision diagram of the endpoint rules can't be read: {problem}");
        let help = "the endpoint follows from the service's other traits, or callers give its URL; a model with `smithy.rules#endpointRuleSet` says more";
        diagnostics.push(service.warning(message).at_trait(applied).help(help));
    };
    rules.map_err(unread).ok()
}

#[cfg(test)]
mod tests;

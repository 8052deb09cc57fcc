//! Values of a caller that become part of an endpoint's host name although no rule has checked what they look like. A slash in such a value would end the host
//! name early, and signed requests would go wherever the value says.

use super::{Access, Condition, Expression, Function, Name, Outcome, Part, Rule, RuleSet, Source, Type};

/// Notes these values with each endpoint.
pub(super) fn note_unchecked(mut rule_set: RuleSet) -> RuleSet {
    // The runtime takes only labels of host names for Regions.
    let is_region = |source: &Source| matches!(source, Source::Region);
    let regions = rule_set.parameters.iter().filter(|parameter| is_region(&parameter.source));
    let known = regions.map(|parameter| Expression::Variable(parameter.variable.clone())).collect();
    rules(&mut rule_set.rules, &Scope { known, bound: Vec::new() });
    rule_set
}

/// What is known where a rule is reached.
#[derive(Clone)]
struct Scope {
    /// The values that fit into host names.
    known: Vec<Expression>,
    /// The names that conditions have given to values.
    bound: Vec<(Name, Expression)>,
}

fn rules(rules: &mut [Rule], scope: &Scope) {
    let mut scope = scope.clone();
    for rule in rules {
        let mut within = scope.clone();
        for condition in &rule.conditions {
            within.learn(condition);
        }
        match &mut rule.outcome {
            Outcome::Tree(branches) => self::rules(branches, &within),
            Outcome::Endpoint(endpoint) => {
                let values = within.in_host(&endpoint.url).into_iter();
                endpoint.unchecked = values.filter(|value| !within.fits(value)).cloned().collect();
            }
            // What comes after a rule that refuses the rest has passed its test.
            Outcome::Error(_) => {
                if let [Condition::Test(Expression::Not(refused))] = rule.conditions.as_slice() {
                    scope.learn(&Condition::Test(refused.as_ref().clone()));
                }
            }
        }
    }
}

impl Scope {
    /// Adds what holds where the condition does.
    fn learn(&mut self, condition: &Condition) {
        match condition {
            Condition::Test(Expression::Call(
                Function::IsValidHostLabel | Function::IsVirtualHostableS3Bucket,
                arguments,
            )) => self.known.extend(arguments.first().cloned()),
            Condition::Test(Expression::Equal(value, text)) if matches!(**text, Expression::Text(_)) => {
                self.known.push(value.as_ref().clone());
            }
            Condition::Set(variable, value) | Condition::Let(variable, value) => {
                if self.fits(value) {
                    self.known.push(Expression::Variable(variable.clone()));
                }
                self.bound.push((variable.name.clone(), value.clone()));
            }
            Condition::Test(_) => {}
        }
    }

    /// Returns `true` if a value is the model's own, a part of a URL that the caller gave, or known to fit.
    fn fits(&self, value: &Expression) -> bool {
        self.known.contains(value)
            || match value {
                Expression::Text(_) | Expression::Call(Function::UriEncode, _) => true,
                // A part of what fits.
                Expression::Call(Function::Substring, arguments) => {
                    arguments.first().is_some_and(|whole| self.fits(whole))
                }
                // A whole URL is meant to choose the host.
                Expression::Call(Function::ParseUrl, arguments) => {
                    arguments.iter().flat_map(|url| self.in_host(url)).all(|value| self.fits(value))
                }
                Expression::Access(of, Access::Field(..) | Access::Method(..)) => match of.value_type().of {
                    Type::Partition => true,
                    Type::Url => self.fits(of),
                    _ => false,
                },
                Expression::Coalesce(values) => values.iter().all(|value| self.fits(value)),
                Expression::IfElse(parts) => {
                    let [_, yes, no] = parts.as_ref();
                    self.fits(yes) && self.fits(no)
                }
                _ => false,
            }
    }

    /// Returns the values before the path of a URL: in its host name, or where the scheme is.
    fn in_host<'s>(&'s self, url: &'s Expression) -> Vec<&'s Expression> {
        in_host(url, &self.bound)
    }
}

/// Returns the values before the path of a URL. `bound` are the names that it can use.
fn in_host<'s>(url: &'s Expression, bound: &'s [(Name, Expression)]) -> Vec<&'s Expression> {
    match url {
        Expression::Template(parts) => in_host_of(parts, bound),
        Expression::Coalesce(values) => values.iter().flat_map(|value| in_host(value, bound)).collect(),
        Expression::IfElse(parts) => {
            let [_, yes, no] = parts.as_ref();
            [yes, no].into_iter().flat_map(|value| in_host(value, bound)).collect()
        }
        Expression::Variable(variable) => {
            // A value can use the names before it, one of which may be its own.
            let at = bound.iter().rposition(|(name, _)| *name == variable.name);
            let split = at.and_then(|at| bound.split_at_checked(at));
            split.and_then(|(before, rest)| Some(in_host(&rest.first()?.1, before))).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn in_host_of<'s>(parts: &'s [Part], bound: &'s [(Name, Expression)]) -> Vec<&'s Expression> {
    let begins_with_scheme = matches!(parts.get(1), Some(Part::Text(text)) if text.starts_with("://"));
    let mut found = Vec::new();
    let mut is_one_value = true;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) => {
                let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
                is_one_value &= text.is_empty() || text.starts_with('/');
                if text.contains('/') {
                    break;
                }
            }
            // It begins and ends with a slash.
            Part::Value(Expression::Access(_, Access::Method("normalized_path", _))) => break,
            // A URL that the rest is appended to.
            Part::Value(value) if at == 0 && !begins_with_scheme => {
                is_one_value = false;
                found.extend(in_host(value, bound));
            }
            Part::Value(value) => found.push(value),
        }
    }
    // A value that is all of the host name is meant to choose it.
    match found.as_slice() {
        [Expression::Variable(_)] if is_one_value => Vec::new(),
        _ => found,
    }
}

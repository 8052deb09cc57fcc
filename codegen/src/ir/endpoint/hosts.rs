//! Which values of a caller stand in the host name of an endpoint without a condition that says what they look like. A slash in one of them would end the host
//! name early: requests, signed ones too, would go wherever the caller's caller likes.

use super::{Access, Condition, Expression, Function, Outcome, Part, Rule, RuleSet, Source, Type};

/// Notes these values with each endpoint.
pub(super) fn note_unchecked(mut rule_set: RuleSet) -> RuleSet {
    let is_region = |source: &Source| matches!(source, Source::Region);
    let regions = rule_set.parameters.iter().filter(|parameter| is_region(&parameter.source));
    // The runtime takes nothing for a Region but a label of a host name.
    let known = regions.map(|parameter| Expression::Variable(parameter.variable.clone())).collect();
    rules(&mut rule_set.rules, known);
    rule_set
}

/// Looks at rules that are reached where `known` values fit into host names.
fn rules(rules: &mut [Rule], mut known: Vec<Expression>) {
    for rule in rules {
        let mut within = known.clone();
        for condition in &rule.conditions {
            learn(condition, &mut within);
        }
        match &mut rule.outcome {
            Outcome::Tree(branches) => self::rules(branches, within),
            Outcome::Endpoint(endpoint) => {
                let parts = in_host(&endpoint.url).into_iter().filter(|part| !fits(part, &within));
                let parts: Vec<Expression> = parts.cloned().collect();
                endpoint.unchecked = parts;
            }
            // What comes after a rule that refuses the rest has passed its test.
            Outcome::Error(_) => {
                if let [Condition::Test(Expression::Not(refused))] = rule.conditions.as_slice() {
                    learn(&Condition::Test(refused.as_ref().clone()), &mut known);
                }
            }
        }
    }
}

/// Adds what fits into host names where the condition holds.
fn learn(condition: &Condition, known: &mut Vec<Expression>) {
    match condition {
        Condition::Test(Expression::Call(
            Function::IsValidHostLabel | Function::IsVirtualHostableS3Bucket,
            arguments,
        )) => known.extend(arguments.first().cloned()),
        Condition::Test(Expression::Equal(value, text)) if matches!(**text, Expression::Text(_)) => {
            known.push(value.as_ref().clone());
        }
        Condition::Set(variable, value) | Condition::Let(variable, value) if fits(value, known) => {
            known.push(Expression::Variable(variable.clone()));
        }
        _ => {}
    }
}

/// Whether a value is the model's own, a part of a URL that was given for the endpoint, or known to fit.
fn fits(value: &Expression, known: &[Expression]) -> bool {
    known.contains(value)
        || match value {
            Expression::Text(_) | Expression::Call(Function::UriEncode, _) => true,
            // A part of what fits.
            Expression::Call(Function::Substring, arguments) => {
                arguments.first().is_some_and(|whole| fits(whole, known))
            }
            Expression::Access(of, Access::Field(..) | Access::Method(..)) => {
                matches!(of.value_type().of, Type::Url | Type::Partition)
            }
            Expression::Coalesce(values) => values.iter().all(|value| fits(value, known)),
            Expression::IfElse(parts) => {
                let [_, yes, no] = parts.as_ref();
                fits(yes, known) && fits(no, known)
            }
            _ => false,
        }
}

/// The values in the host name of a URL.
fn in_host(url: &Expression) -> Vec<&Expression> {
    let Expression::Template(parts) = url else { return Vec::new() };
    let mut found = Vec::new();
    let mut is_in_host = false;
    for part in parts {
        match part {
            Part::Text(text) => {
                let rest = text.split_once("://").map(|(_, rest)| rest);
                is_in_host |= rest.is_some();
                if is_in_host && rest.unwrap_or(text).contains('/') {
                    break;
                }
            }
            Part::Value(value) if is_in_host => found.push(value),
            Part::Value(_) => {}
        }
    }
    found
}

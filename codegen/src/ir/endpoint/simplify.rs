//! Simplifies rules without changing what they mean: removes unreachable rules, unused names, trees with one branch, and tests that change nothing.

use super::{Condition, Expression, Name, Outcome, Property, Rule, RuleSet};

pub(super) fn rule_set(rule_set: RuleSet) -> RuleSet {
    RuleSet { rules: list(rule_set.rules), ..rule_set }
}

/// Returns whether the rules mention a variable that was bound before them.
pub(super) fn mention(rules: &[Rule], name: &Name) -> bool {
    rules.iter().any(|rule| mentions(&rule.conditions, &rule.outcome, name) > 0)
}

fn list(rules: Vec<Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.into_iter().filter_map(simplified).collect();
    if let Some(certain) = rules.iter().position(Rule::is_certain) {
        rules.truncate(certain + 1);
    }
    while let [.., test, last] = rules.as_slice()
        && changes_nothing(test, last)
    {
        rules.remove(rules.len() - 2);
    }
    let last = rules.pop().map(|rule| merged(rule, After::Nothing));
    let mut rules: Vec<Rule> = rules.into_iter().map(|rule| merged(rule, After::Rules)).collect();
    match last {
        Some(Rule { conditions, outcome: Outcome::Tree(branches) }) if conditions.is_empty() => {
            rules.extend(branches);
        }
        last => rules.extend(last),
    }
    rules
}

/// Returns whether a rule has the same outcome as the last one, which always holds. A rule that binds is kept, since its outcome may use what it binds.
fn changes_nothing(rule: &Rule, last: &Rule) -> bool {
    let only_tests = rule.conditions.iter().all(|condition| matches!(condition, Condition::Test(_)));
    only_tests && last.conditions.is_empty() && rule.outcome == last.outcome
}

fn simplified(rule: Rule) -> Option<Rule> {
    let outcome = match rule.outcome {
        Outcome::Tree(rules) => Outcome::Tree(list(rules)),
        outcome => outcome,
    };
    tidy(Rule { outcome, ..rule })
}

/// Whether other rules follow a rule in its list.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Nothing,
    Rules,
}

/// Merges a tree with one branch into its rule, unless rules follow and the branch may not hold: they would then decide, which they must not after a tree.
fn merged(rule: Rule, after: After) -> Rule {
    let Rule { mut conditions, outcome } = rule;
    let outcome = match outcome {
        Outcome::Tree(mut branches) if branches.len() == 1 => match branches.pop() {
            Some(branch) if after == After::Nothing || branch.is_certain() => {
                conditions.extend(branch.conditions);
                branch.outcome
            }
            branch => Outcome::Tree(branch.into_iter().collect()),
        },
        outcome => outcome,
    };
    Rule { conditions: used(conditions, &outcome), outcome }
}

impl Rule {
    /// Returns whether the rule always decides.
    fn is_certain(&self) -> bool {
        self.conditions.iter().all(|condition| matches!(condition, Condition::Let(..)))
    }
}

/// Removes conditions that always hold; returns none if one never holds.
fn tidy(rule: Rule) -> Option<Rule> {
    let mut conditions = Vec::new();
    for condition in rule.conditions {
        match condition {
            Condition::Test(test) => match constant(&test) {
                Some(true) => {}
                Some(false) => return None,
                None => conditions.push(Condition::Test(test)),
            },
            condition => conditions.push(condition),
        }
    }
    Some(Rule { conditions: used(conditions, &rule.outcome), outcome: rule.outcome })
}

fn constant(test: &Expression) -> Option<bool> {
    match test {
        Expression::Boolean(value) => Some(*value),
        Expression::Not(value) => constant(value).map(|value| !value),
        Expression::Equal(left, right) => Some(constant(left)? == constant(right)?),
        _ => None,
    }
}

/// Removes bindings of names that are not used.
fn used(conditions: Vec<Condition>, outcome: &Outcome) -> Vec<Condition> {
    let mut kept: Vec<Condition> = Vec::new();
    for condition in conditions.into_iter().rev() {
        match condition {
            Condition::Test(_) => kept.insert(0, condition),
            Condition::Let(ref variable, _) => {
                if mentions(&kept, outcome, &variable.name) > 0 {
                    kept.insert(0, condition);
                }
            }
            Condition::Set(variable, value) => match mentions(&kept, outcome, &variable.name) {
                0 => kept.insert(0, Condition::Test(Expression::IsSet(Box::new(value)))),
                1 if compare_unset(&mut kept, &variable.name, &value) => {}
                _ => kept.insert(0, Condition::Set(variable, value)),
            },
        }
    }
    kept
}

/// Moves a value into the only comparison that uses it: it need not be set, since an unset value is unequal.
fn compare_unset(conditions: &mut [Condition], name: &Name, value: &Expression) -> bool {
    let is_name = |it: &Expression| matches!(it, Expression::Variable(variable) if variable.name == *name);
    for condition in conditions {
        match condition {
            Condition::Test(Expression::Equal(left, right))
                if is_name(left) && !right.value_type().optional =>
            {
                **left = value.clone();
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Counts how often conditions and their outcome mention a variable that was bound before them.
fn mentions(conditions: &[Condition], outcome: &Outcome, name: &Name) -> usize {
    let mut count = 0;
    for condition in conditions {
        match condition {
            Condition::Test(value) => count += value.mentions(name),
            Condition::Set(variable, value) | Condition::Let(variable, value) => {
                count += value.mentions(name);
                if variable.name == *name {
                    return count;
                }
            }
        }
    }
    count + outcome.mentions(name)
}

impl Outcome {
    fn mentions(&self, name: &Name) -> usize {
        match self {
            Self::Error(message) => message.mentions(name),
            Self::Tree(rules) => {
                rules.iter().map(|rule| mentions(&rule.conditions, &rule.outcome, name)).sum()
            }
            Self::Endpoint(endpoint) => {
                let schemes = endpoint.auth_schemes.iter().flat_map(|scheme| {
                    let names = [&scheme.signing_name, &scheme.signing_region];
                    let names = names.into_iter().flatten().chain(&scheme.signing_region_set);
                    names.chain([&scheme.name])
                });
                let headers = endpoint.headers.iter().map(|(_, value)| value);
                let values = schemes.chain(headers).chain([&endpoint.url]);
                let properties = endpoint.properties.iter().map(|(_, value)| value.mentions(name));
                values.map(|value| value.mentions(name)).chain(properties).sum()
            }
        }
    }
}

impl Property {
    fn mentions(&self, name: &Name) -> usize {
        match self {
            Self::Value(value) => value.mentions(name),
            Self::Integer(_) => 0,
            Self::List(values) => values.iter().map(|value| value.mentions(name)).sum(),
            Self::Map(entries) => entries.iter().map(|(_, value)| value.mentions(name)).sum(),
        }
    }
}

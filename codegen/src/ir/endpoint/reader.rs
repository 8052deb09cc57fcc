//! Reads the tree of rules.

use super::scope::Scope;
use super::{Condition, Origin, Outcome, Rule, RuleSet, Type, parameters};
use crate::diagnostics::{Diagnostic, Diagnostics, Location};
use crate::model::{AppliedTrait, Node, ShapeId};
use std::sync::Arc;

/// The supported versions of the rules language.
const VERSIONS: [&str; 4] = ["1.0", "1.1", "1.2", "1.3"];

/// Reads the rules of one trait; knows where they are, for findings.
pub(super) struct Reader<'a> {
    file: Arc<str>,
    trait_id: &'a str,
    shape: &'a ShapeId,
    findings: Diagnostics,
}

/// Reads the value of the trait. Problems go to `diagnostics`.
pub(super) fn rule_set(
    applied: &AppliedTrait,
    shape: &ShapeId,
    diagnostics: &mut Diagnostics,
) -> Option<RuleSet> {
    read(&applied.value, applied.location.file.clone(), applied.id.as_str(), shape, diagnostics)
}

/// Reads a rule set from any file.
pub(super) fn read(
    node: &Node,
    file: Arc<str>,
    trait_id: &str,
    shape: &ShapeId,
    diagnostics: &mut Diagnostics,
) -> Option<RuleSet> {
    let mut reader = Reader { file, trait_id, shape, findings: Diagnostics::new() };
    let rule_set = reader.rule_set(node);
    diagnostics.extend(reader.findings);
    diagnostics.collect(rule_set)
}

impl Reader<'_> {
    fn rule_set(&mut self, node: &Node) -> Result<RuleSet, Diagnostic> {
        let fields = ["version", "serviceId", "parameters", "rules", "documentation"];
        self.check_fields(node, &fields)?;
        let version = self.required(node, "version")?;
        if !version.as_str().is_some_and(|version| VERSIONS.contains(&version)) {
            let message = format!(
                "expected a version from 1.0 to 1.3 of the rules language, found {}",
                version.found()
            );
            return Err(self.error(version, message));
        }
        let mut scope = Scope::default();
        let parameters = parameters::read(self, self.required(node, "parameters")?, &mut scope)?;
        let rules = self.rules(self.required(node, "rules")?, &mut scope)?;
        Ok(RuleSet { parameters, rules, origin: Origin::Stated })
    }

    fn rules(&mut self, node: &Node, scope: &mut Scope) -> Result<Vec<Rule>, Diagnostic> {
        let mut rules = Vec::new();
        for node in self.array(node)? {
            let mark = scope.enter();
            match self.rule(node, scope) {
                Ok(rule) => rules.push(rule),
                Err(finding) => self.findings.push(finding),
            }
            scope.leave(mark);
        }
        Ok(rules)
    }

    fn branches(&mut self, node: &Node, scope: &mut Scope) -> Result<Vec<Rule>, Diagnostic> {
        if self.array(node)?.is_empty() {
            return Err(self.error(node, "expected at least one rule in a tree, found none"));
        }
        self.rules(node, scope)
    }

    fn rule(&mut self, node: &Node, scope: &mut Scope) -> Result<Rule, Diagnostic> {
        let fields = ["type", "conditions", "documentation", "endpoint", "error", "rules"];
        self.check_fields(node, &fields)?;
        let mut conditions: Vec<Condition> = Vec::new();
        for condition in self.array(self.required(node, "conditions")?)? {
            conditions.extend(self.condition(condition, scope)?);
        }
        let kind = self.required(node, "type")?;
        let outcome = match kind.as_str() {
            Some("endpoint") => {
                Outcome::Endpoint(Box::new(self.endpoint(self.required(node, "endpoint")?, scope)?))
            }
            Some("error") => {
                Outcome::Error(self.argument(self.required(node, "error")?, Type::String, scope)?)
            }
            Some("tree") => Outcome::Tree(self.branches(self.required(node, "rules")?, scope)?),
            _ => {
                let message =
                    format!("expected \"endpoint\", \"error\" or \"tree\" as `type`, found {}", kind.found());
                return Err(self.error(kind, message));
            }
        };
        Ok(Rule { conditions, outcome })
    }

    /// Creates an error at a node.
    pub(super) fn error(&self, node: &Node, message: impl Into<String>) -> Diagnostic {
        self.place(node, Diagnostic::error(message))
    }

    /// Adds a warning at a node.
    pub(super) fn warn(&mut self, node: &Node, message: impl Into<String>) {
        let warning = self.place(node, Diagnostic::warning(message));
        self.findings.push(warning);
    }

    fn place(&self, node: &Node, finding: Diagnostic) -> Diagnostic {
        let location = Location { file: self.file.clone(), position: node.position };
        finding.at(&location).shape(self.shape).trait_id(self.trait_id)
    }

    pub(super) fn text<'n>(&self, node: &'n Node) -> Result<&'n str, Diagnostic> {
        node.as_str().ok_or_else(|| self.error(node, format!("expected a string, found {}", node.found())))
    }

    pub(super) fn boolean(&self, node: &Node) -> Result<bool, Diagnostic> {
        let message = || format!("expected `true` or `false`, found {}", node.found());
        node.as_bool().ok_or_else(|| self.error(node, message()))
    }

    pub(super) fn array<'n>(&self, node: &'n Node) -> Result<&'n [Node], Diagnostic> {
        node.as_array().ok_or_else(|| self.error(node, format!("expected an array, found {}", node.found())))
    }

    pub(super) fn object<'n>(
        &self,
        node: &'n Node,
    ) -> Result<impl Iterator<Item = (&'n str, &'n Node)> + use<'n>, Diagnostic> {
        let message = || format!("expected an object, found {}", node.found());
        let object = node.as_object().ok_or_else(|| self.error(node, message()))?;
        Ok(object.iter().map(|entry| (&*entry.key, &entry.value)))
    }

    /// Returns an optional field.
    pub(super) fn optional<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
        node.get(name).filter(|value| !value.is_null())
    }

    /// Returns a required field.
    pub(super) fn required<'n>(&self, node: &'n Node, name: &str) -> Result<&'n Node, Diagnostic> {
        Self::optional(node, name)
            .ok_or_else(|| self.error(node, format!("expected the field `{name}`, found none")))
    }

    /// Checks that an object has no other fields than these.
    pub(super) fn check_fields(&self, node: &Node, known: &[&'static str]) -> Result<(), Diagnostic> {
        for (name, value) in self.object(node)? {
            if !known.contains(&name) {
                let finding = self.error(value, format!("unknown field `{name}` in the endpoint rules"));
                return Err(finding.did_you_mean(name, known.iter().copied()));
            }
        }
        Ok(())
    }
}

//! Reads the conditions of rules.

use super::reader::Reader;
use super::scope::{Known, Scope};
use super::{Condition, Expression, Type, Variable};
use crate::diagnostics::Diagnostic;
use crate::model::Node;

impl Reader<'_> {
    /// Reads a condition and binds the name it assigns. Returns none if the condition always holds and assigns no name.
    pub(super) fn condition(&self, node: &Node, scope: &mut Scope) -> Result<Option<Condition>, Diagnostic> {
        self.check_fields(node, &["fn", "argv", "assign", "documentation"])?;
        let assigned = Self::optional(node, "assign").map(|it| self.text(it)).transpose()?;
        if let (None, Some((name, variable))) = (assigned, self.tested_name(node, scope)) {
            return Ok(narrow(&name, variable, scope));
        }
        let value = self.call(node, scope)?;
        let value_type = value.value_type();
        let Some(name) = assigned else {
            return Ok(match (value_type.of, value_type.optional) {
                (Type::Boolean, _) => Some(test(value)),
                (_, true) => Some(Condition::Test(Expression::IsSet(Box::new(value)))),
                (_, false) => None,
            });
        };
        if scope.find(name).is_some() {
            let message = format!("the name `{name}` is taken: a parameter or a condition before has it");
            return Err(self.error(node, message));
        }
        if value_type.of == Type::Boolean {
            scope.bind(name, Known::True);
            return Ok(Some(test(value)));
        }
        let variable = Variable { name: scope.rust_name(name), value_type: value_type.set() };
        scope.bind(name, Known::Variable(variable.clone()));
        Ok(Some(match value_type.optional {
            true => Condition::Set(variable, value),
            false => Condition::Let(variable, value),
        }))
    }

    /// Returns the name in `isSet(name)`, if the node is such a call.
    fn tested_name(&self, node: &Node, scope: &Scope) -> Option<(String, Variable)> {
        if node.get("fn")?.as_str()? != "isSet" {
            return None;
        }
        let [argument] = node.get("argv")?.as_array()? else { return None };
        let name = argument.get("ref")?.as_str()?;
        match scope.find(name)? {
            Known::Variable(variable) => Some((name.to_owned(), variable.clone())),
            Known::True => None,
        }
    }
}

/// Binds the name, now known to be set, to its value without the option.
fn narrow(name: &str, variable: Variable, scope: &mut Scope) -> Option<Condition> {
    if !variable.value_type.optional {
        return None;
    }
    let set = Variable { name: variable.name.clone(), value_type: variable.value_type.set() };
    scope.bind(name, Known::Variable(set.clone()));
    Some(Condition::Set(set, Expression::Variable(variable)))
}

fn test(value: Expression) -> Condition {
    Condition::Test(match value.value_type().optional {
        true => Expression::Equal(Box::new(value), Box::new(Expression::Boolean(true))),
        false => value,
    })
}

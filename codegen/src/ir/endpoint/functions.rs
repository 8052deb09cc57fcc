//! Reads the values of rules: literals, references and calls.

use super::reader::Reader;
use super::scope::{Known, Scope};
use super::{Access, Expression, Function, Type};
use crate::diagnostics::Diagnostic;
use crate::model::{Node, Value};

/// The functions of the runtime: name, function, argument types.
const FUNCTIONS: [(&str, Function, &[Type]); 8] = [
    ("aws.isVirtualHostableS3Bucket", Function::IsVirtualHostableS3Bucket, &[Type::String, Type::Boolean]),
    ("aws.parseArn", Function::ParseArn, &[Type::String]),
    ("aws.partition", Function::Partition, &[Type::String]),
    ("isValidHostLabel", Function::IsValidHostLabel, &[Type::String, Type::Boolean]),
    ("parseURL", Function::ParseUrl, &[Type::String]),
    ("split", Function::Split, &[Type::String, Type::String, Type::Integer]),
    ("substring", Function::Substring, &[Type::String, Type::Integer, Type::Integer, Type::Boolean]),
    ("uriEncode", Function::UriEncode, &[Type::String]),
];

/// The functions that become operators.
const OPERATORS: [&str; 7] = ["booleanEquals", "coalesce", "getAttr", "isSet", "ite", "not", "stringEquals"];

impl Reader<'_> {
    /// Reads a value of the expected type that is always set.
    pub(super) fn argument(
        &self,
        node: &Node,
        expected: Type,
        scope: &Scope,
    ) -> Result<Expression, Diagnostic> {
        let value = self.of_type(node, expected, scope)?;
        if value.value_type().optional {
            let finding =
                self.error(node, "expected a value that is always set, found one that may be unset");
            return Err(finding.help("put an `isSet` condition, or one with `assign`, before it"));
        }
        Ok(value)
    }

    /// Reads a value of the expected type that may be unset.
    fn of_type(&self, node: &Node, expected: Type, scope: &Scope) -> Result<Expression, Diagnostic> {
        let value = self.value(node, scope)?;
        let found = value.value_type().of;
        if found == expected {
            return Ok(value);
        }
        Err(self.error(node, format!("expected {}, found {}", expected.name(), found.name())))
    }

    /// Reads any value.
    fn value(&self, node: &Node, scope: &Scope) -> Result<Expression, Diagnostic> {
        match &node.value {
            Value::String(text) => self.template(node, text, scope),
            Value::Bool(value) => Ok(Expression::Boolean(*value)),
            Value::Number(number) => {
                let whole = number.as_i64().and_then(|number| u64::try_from(number).ok());
                let message = || format!("expected a whole number from 0, found {}", node.found());
                whole.map(Expression::Integer).ok_or_else(|| self.error(node, message()))
            }
            Value::Object(object) if object.get("ref").is_some() => {
                self.check_fields(node, &["ref"])?;
                let name = self.required(node, "ref")?;
                self.reference(name, self.text(name)?, scope)
            }
            Value::Object(object) if object.get("fn").is_some() => {
                self.check_fields(node, &["fn", "argv"])?;
                self.call(node, scope)
            }
            _ => {
                let message =
                    format!("expected a literal, a reference or a function call, found {}", node.found());
                Err(self.error(node, message))
            }
        }
    }

    /// Returns the value that a name is bound to.
    pub(super) fn reference(&self, node: &Node, name: &str, scope: &Scope) -> Result<Expression, Diagnostic> {
        match scope.find(name) {
            Some(Known::Variable(variable)) => Ok(Expression::Variable(variable.clone())),
            Some(Known::True) => Ok(Expression::Boolean(true)),
            None => {
                let message = format!("no parameter and no condition before this has the name `{name}`");
                Err(self.error(node, message).did_you_mean(name, scope.names()))
            }
        }
    }

    /// Reads a call.
    pub(super) fn call(&self, node: &Node, scope: &Scope) -> Result<Expression, Diagnostic> {
        let name_node = self.required(node, "fn")?;
        let name = self.text(name_node)?;
        let arguments = self.array(self.required(node, "argv")?)?;
        if let Some((_, function, types)) = FUNCTIONS.iter().find(|(known, ..)| *known == name) {
            self.check_count(node, name, arguments, types.len())?;
            let arguments = arguments.iter().zip(*types).map(|(node, of)| self.argument(node, *of, scope));
            return Ok(Expression::Call(*function, arguments.collect::<Result<_, _>>()?));
        }
        match (name, arguments) {
            ("isSet", [value]) => Ok(is_set(self.value(value, scope)?)),
            ("not", [value]) => Ok(Expression::Not(Box::new(self.argument(value, Type::Boolean, scope)?))),
            ("booleanEquals", [left, right]) => self.equal(left, right, Type::Boolean, scope),
            ("stringEquals", [left, right]) => self.equal(left, right, Type::String, scope),
            ("getAttr", [value, path]) => self.attribute(value, path, scope),
            ("coalesce", [_, _, ..]) => self.coalesce(arguments, scope),
            ("ite", [condition, yes, no]) => self.if_else(condition, yes, no, scope),
            _ if OPERATORS.contains(&name) => {
                let message = format!("`{name}` cannot have {} arguments", arguments.len());
                Err(self.error(node, message))
            }
            _ => {
                let known = FUNCTIONS.iter().map(|(known, ..)| *known).chain(OPERATORS);
                let finding =
                    self.error(name_node, format!("unknown function `{name}` in the endpoint rules"));
                Err(finding.did_you_mean(name, known))
            }
        }
    }

    fn check_count(
        &self,
        node: &Node,
        name: &str,
        arguments: &[Node],
        count: usize,
    ) -> Result<(), Diagnostic> {
        if arguments.len() == count {
            return Ok(());
        }
        let message = format!("`{name}` has {} arguments here; it takes {count}", arguments.len());
        Err(self.error(node, message))
    }

    fn equal(&self, left: &Node, right: &Node, of: Type, scope: &Scope) -> Result<Expression, Diagnostic> {
        let (left, right) = (self.of_type(left, of, scope)?, self.of_type(right, of, scope)?);
        // A literal is easier to read on the right.
        let is_literal = matches!(left, Expression::Text(_) | Expression::Boolean(_));
        let (left, right) = if is_literal { (right, left) } else { (left, right) };
        Ok(Expression::Equal(Box::new(left), Box::new(right)))
    }

    fn coalesce(&self, arguments: &[Node], scope: &Scope) -> Result<Expression, Diagnostic> {
        let mut values: Vec<Expression> = Vec::new();
        for node in arguments {
            let value = match values.first() {
                Some(first) => self.of_type(node, first.value_type().of, scope)?,
                None => self.value(node, scope)?,
            };
            values.push(value);
        }
        // Values after one that is always set are never reached.
        let end = values.iter().position(|it| !it.value_type().optional).map_or(values.len(), |at| at + 1);
        values.truncate(end);
        Ok(if end == 1 { values.remove(0) } else { Expression::Coalesce(values) })
    }

    fn if_else(
        &self,
        condition: &Node,
        yes: &Node,
        no: &Node,
        scope: &Scope,
    ) -> Result<Expression, Diagnostic> {
        let condition = self.argument(condition, Type::Boolean, scope)?;
        let yes = self.value(yes, scope)?;
        let no = self.of_type(no, yes.value_type().of, scope)?;
        Ok(Expression::IfElse(Box::new([condition, yes, no])))
    }

    fn attribute(&self, value: &Node, path: &Node, scope: &Scope) -> Result<Expression, Diagnostic> {
        let value_node = value;
        let value = self.value(value, scope)?;
        if value.value_type().optional {
            return Err(
                self.error(value_node, "expected a value that is always set, found one that may be unset")
            );
        }
        self.path(path, value, self.text(path)?)
    }

    /// Follows a path such as `resourceId[1]` into a value.
    pub(super) fn path(&self, node: &Node, value: Expression, path: &str) -> Result<Expression, Diagnostic> {
        let mut value = value;
        for step in path.split('.') {
            let (name, index) = match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
                Some((name, index)) => (name, Some(index)),
                None => (step, None),
            };
            if !(name.is_empty() && index.is_some()) {
                value = self.field(node, value, name)?;
            }
            if let Some(index) = index {
                let index = index.parse().map_err(|_| {
                    self.error(node, format!("expected a whole number in brackets, found `{index}`"))
                })?;
                if value.value_type().of != Type::StringArray {
                    let found = value.value_type().of.name();
                    return Err(
                        self.error(node, format!("expected an array before `[{index}]`, found {found}"))
                    );
                }
                value = Expression::Access(Box::new(value), Access::Element(index));
            }
        }
        Ok(value)
    }

    fn field(&self, node: &Node, value: Expression, name: &str) -> Result<Expression, Diagnostic> {
        let of = value.value_type().of;
        let fields = fields(of);
        match fields.iter().find(|(known, _)| *known == name) {
            Some((_, access)) if !value.value_type().optional => {
                Ok(Expression::Access(Box::new(value), *access))
            }
            _ => Err(self
                .error(node, format!("{} has no attribute `{name}`", of.name()))
                .did_you_mean(name, fields.iter().map(|(known, _)| *known))),
        }
    }
}

fn is_set(value: Expression) -> Expression {
    if value.value_type().optional { Expression::IsSet(Box::new(value)) } else { Expression::Boolean(true) }
}

/// Returns the attributes of a type: the name in the model, and the access in Rust.
fn fields(of: Type) -> &'static [(&'static str, Access)] {
    use Access::{Field, Method};
    match of {
        Type::Partition => &[
            ("name", Field("name", Type::String)),
            ("dnsSuffix", Field("dns_suffix", Type::String)),
            ("dualStackDnsSuffix", Field("dual_stack_dns_suffix", Type::String)),
            ("supportsFIPS", Field("supports_fips", Type::Boolean)),
            ("supportsDualStack", Field("supports_dual_stack", Type::Boolean)),
            ("implicitGlobalRegion", Field("implicit_global_region", Type::String)),
        ],
        Type::Arn => &[
            ("partition", Field("partition", Type::String)),
            ("service", Field("service", Type::String)),
            ("region", Field("region", Type::String)),
            ("accountId", Field("account_id", Type::String)),
            ("resourceId", Field("resource_id", Type::StringArray)),
        ],
        Type::Url => &[
            ("scheme", Field("scheme", Type::String)),
            ("authority", Field("authority", Type::String)),
            ("path", Field("path", Type::String)),
            ("normalizedPath", Method("normalized_path", Type::String)),
            ("isIp", Field("is_ip", Type::Boolean)),
        ],
        Type::String | Type::Boolean | Type::Integer | Type::StringArray => &[],
    }
}

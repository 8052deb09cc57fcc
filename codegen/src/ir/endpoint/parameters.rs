//! The parameters of endpoint rules.

use super::reader::Reader;
use super::scope::{Known, Scope};
use super::{Expression, Type, ValueType, Variable};
use crate::diagnostics::Diagnostic;
use crate::model::Node;

/// A parameter of endpoint rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name in the model.
    pub name: String,
    /// Where its value comes from.
    pub source: Source,
    /// Its type and Rust name.
    pub variable: Variable,
    /// What happens if nobody sets it.
    pub presence: Presence,
    /// Its documentation in the model.
    pub documentation: String,
}

/// Where the value of a parameter comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The client's Region (`AWS::Region`).
    Region,
    /// Whether the client asks for FIPS 140 (`AWS::UseFIPS`). Always set.
    UseFips,
    /// Whether the client asks for IPv4 and IPv6 (`AWS::UseDualStack`). Always set.
    UseDualStack,
    /// The client's own endpoint (`SDK::Endpoint`).
    Endpoint,
    /// The client or the operation, by this key: that of another built-in, or the parameter's own name.
    Other(String),
}

/// What happens if nobody sets a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// It is unset.
    Optional,
    /// There is no endpoint.
    Required,
    /// It has this string or boolean as default.
    Default(Expression),
    /// It has these strings as default.
    DefaultTexts(Vec<String>),
}

/// Reads the parameters and binds their names.
pub(super) fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    scope: &mut Scope,
) -> Result<Vec<Parameter>, Diagnostic> {
    let mut parameters = Vec::new();
    for (name, node) in reader.object(node)? {
        let parameter = parameter(reader, name, node, scope)?;
        scope.bind(name, Known::Variable(parameter.variable.clone()));
        parameters.push(parameter);
    }
    Ok(parameters)
}

/// The built-in that is the account of the caller.
pub(in crate::ir) const ACCOUNT_ID: &str = "AWS::Auth::AccountId";
/// The built-in that says whether endpoints of the account are used where there are some. By default they are: see
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-account-endpoints.html>.
pub(in crate::ir) const ACCOUNT_ID_MODE: &str = "AWS::Auth::AccountIdEndpointMode";

fn parameter(reader: &Reader<'_>, name: &str, node: &Node, scope: &Scope) -> Result<Parameter, Diagnostic> {
    let fields = ["type", "builtIn", "default", "required", "documentation", "deprecated"];
    reader.check_fields(node, &fields)?;
    let of = type_of(reader, reader.required(node, "type")?)?;
    let source = match Reader::optional(node, "builtIn").map(|it| reader.text(it)).transpose()? {
        Some("AWS::Region") => Source::Region,
        Some("AWS::UseFIPS") => Source::UseFips,
        Some("AWS::UseDualStack") => Source::UseDualStack,
        Some("SDK::Endpoint") => Source::Endpoint,
        built_in => Source::Other(built_in.unwrap_or(name).to_owned()),
    };
    let expected = match source {
        Source::Region | Source::Endpoint => Type::String,
        Source::UseFips | Source::UseDualStack => Type::Boolean,
        Source::Other(_) => of,
    };
    if of != expected {
        let message = format!("the built-in value of `{name}` is {}, not {}", expected.name(), of.name());
        return Err(reader.error(node, message));
    }
    let required = Reader::optional(node, "required").map(|it| reader.boolean(it)).transpose()?;
    let presence = match Reader::optional(node, "default") {
        Some(default) => default_value(reader, default, of)?,
        None if matches!(&source, Source::Other(key) if key == ACCOUNT_ID_MODE) && of == Type::String => {
            Presence::Default(Expression::Text("preferred".to_owned()))
        }
        None if required == Some(true) => Presence::Required,
        None => Presence::Optional,
    };
    let always = matches!(source, Source::UseFips | Source::UseDualStack);
    let value_type = ValueType::borrowed(of);
    let value_type = match presence {
        Presence::Optional if !always => value_type.optional(),
        _ => value_type,
    };
    let variable = Variable { name: scope.rust_name(name), value_type };
    let documentation = Reader::optional(node, "documentation").map(|it| reader.text(it)).transpose()?;
    let documentation = documentation.unwrap_or_default().to_owned();
    Ok(Parameter { name: name.to_owned(), source, variable, presence, documentation })
}

fn type_of(reader: &Reader<'_>, node: &Node) -> Result<Type, Diagnostic> {
    match reader.text(node)? {
        "String" | "string" => Ok(Type::String),
        "Boolean" | "boolean" => Ok(Type::Boolean),
        "StringArray" | "stringArray" => Ok(Type::StringArray),
        other => {
            let message =
                format!("expected \"string\", \"boolean\" or \"stringArray\" as `type`, found `{other}`");
            Err(reader.error(node, message))
        }
    }
}

fn default_value(reader: &Reader<'_>, node: &Node, of: Type) -> Result<Presence, Diagnostic> {
    Ok(match of {
        Type::Boolean => Presence::Default(Expression::Boolean(reader.boolean(node)?)),
        Type::StringArray => {
            let texts = reader.array(node)?.iter().map(|it| reader.text(it).map(ToOwned::to_owned));
            Presence::DefaultTexts(texts.collect::<Result<_, _>>()?)
        }
        _ => Presence::Default(Expression::Text(reader.text(node)?.to_owned())),
    })
}

//! The parameters of endpoint rules.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;

/// The parameter of the endpoint rules that takes its value from an input member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextParam {
    /// The parameter's name.
    pub name: String,
}

impl TraitValue for ContextParam {
    const ID: &'static str = "smithy.rules#contextParam";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        Ok(Self { name: value.fields(&["name"])?.required("name", ValueReader::some_text)? })
    }
}

/// A constant value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaticValue {
    /// A boolean.
    Boolean(bool),
    /// A string.
    String(String),
    /// A list of strings.
    StringArray(Vec<String>),
}

/// The parameters of the endpoint rules to which an operation gives a constant value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaticContextParams(pub Vec<(String, StaticValue)>);

impl TraitValue for StaticContextParams {
    const ID: &'static str = "smithy.rules#staticContextParams";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let constant = |value: ValueReader<'_>| {
            if let Ok(value) = value.boolean() {
                return Ok(StaticValue::Boolean(value));
            }
            if let Ok(text) = value.text() {
                return Ok(StaticValue::String(text.to_owned()));
            }
            let texts = value.list(|value| value.text().map(ToOwned::to_owned));
            texts
                .map(StaticValue::StringArray)
                .map_err(|_| value.expected("a truth value, a text or a list of texts"))
        };
        let entry = |value: ValueReader<'_>| value.fields(&["value"])?.required("value", constant);
        value.entries(entry).map(Self)
    }
}

/// The parameters of the endpoint rules that take their value from a path into an operation's input, with that path in JMESPath.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationContextParams(pub Vec<(String, String)>);

impl TraitValue for OperationContextParams {
    const ID: &'static str = "smithy.rules#operationContextParams";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let entry =
            |value: ValueReader<'_>| value.fields(&["path"])?.required("path", ValueReader::some_text);
        value.entries(entry).map(Self)
    }
}

/// The type of a parameter of the endpoint rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// A string.
    String,
    /// A boolean.
    Boolean,
    /// A list of strings.
    StringArray,
}

/// A parameter of the endpoint rules that is set on the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientContextParam {
    /// Its name.
    pub name: String,
    /// Its type.
    pub of: ParameterType,
    /// Its documentation; empty for none.
    pub documentation: String,
}

/// The parameters of the endpoint rules that are set on the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientContextParams(pub Vec<ClientContextParam>);

impl TraitValue for ClientContextParams {
    const ID: &'static str = "smithy.rules#clientContextParams";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let type_of = |value: ValueReader<'_>| {
            value.one_of(&[
                ("string", ParameterType::String),
                ("boolean", ParameterType::Boolean),
                ("stringArray", ParameterType::StringArray),
            ])
        };
        let entry = |value: ValueReader<'_>| {
            let fields = value.fields(&["type", "documentation"])?;
            Ok((fields.required("type", type_of)?, fields.text("documentation")?.unwrap_or_default()))
        };
        let entries = value.entries(entry)?.into_iter();
        let declared =
            entries.map(|(name, (of, documentation))| ClientContextParam { name, of, documentation });
        Ok(Self(declared.collect()))
    }
}

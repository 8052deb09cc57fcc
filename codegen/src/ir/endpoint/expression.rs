//! Values in endpoint rules, as expressions.

use super::Name;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A string.
    String,
    /// A boolean.
    Boolean,
    /// A whole number; only an argument.
    Integer,
    /// A list of strings.
    StringArray,
    /// An AWS partition.
    Partition,
    /// An ARN, split into its parts.
    Arn,
    /// A URL, split into its parts.
    Url,
}

impl Type {
    /// Returns what findings call the type.
    pub(in crate::ir) fn name(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Boolean => "a boolean",
            Self::Integer => "a whole number",
            Self::StringArray => "an array of strings",
            Self::Partition => "a partition",
            Self::Arn => "an ARN",
            Self::Url => "a URL",
        }
    }
}

/// The type of a value, and how the generated code holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueType {
    /// Its type.
    pub of: Type,
    /// Whether it may be unset.
    pub optional: bool,
    /// Whether it is a new value, not part of a parameter or literal.
    pub owned: bool,
}

impl ValueType {
    pub(super) fn borrowed(of: Type) -> Self {
        Self { of, optional: false, owned: false }
    }

    pub(super) fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    pub(super) fn owned(self) -> Self {
        Self { owned: true, ..self }
    }

    pub(super) fn set(self) -> Self {
        Self { optional: false, ..self }
    }
}

/// A named value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its Rust name.
    pub name: Name,
    /// Its type, and how it is held.
    pub value_type: ValueType,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A string literal.
    Text(String),
    /// A boolean literal.
    Boolean(bool),
    /// An integer literal.
    Integer(u64),
    /// Texts and values, concatenated.
    Template(Vec<Part>),
    /// The value of a variable.
    Variable(Variable),
    /// A part of a value.
    Access(Box<Expression>, Access),
    /// Whether a value is set.
    IsSet(Box<Expression>),
    /// The negation of a boolean.
    Not(Box<Expression>),
    /// Whether two values are equal.
    Equal(Box<Expression>, Box<Expression>),
    /// The first of these values that is set.
    Coalesce(Vec<Expression>),
    /// The second value if the first is true, else the third.
    IfElse(Box<[Expression; 3]>),
    /// The result of a function.
    Call(Function, Vec<Expression>),
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Literal text.
    Text(String),
    /// A value to insert.
    Value(Expression),
}

/// A part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A field, by its Rust name.
    Field(&'static str, Type),
    /// The result of a method without arguments.
    Method(&'static str, Type),
    /// An element of a list; a negative index counts from the end.
    Element(i32),
}

/// A function of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `aws.partition`
    Partition,
    /// `aws.parseArn`
    ParseArn,
    /// `aws.isVirtualHostableS3Bucket`
    IsVirtualHostableS3Bucket,
    /// `isValidHostLabel`
    IsValidHostLabel,
    /// `parseURL`
    ParseUrl,
    /// `split`
    Split,
    /// `substring`
    Substring,
    /// `uriEncode`
    UriEncode,
}

impl Function {
    /// Returns the type of its result.
    pub(super) fn result(self) -> ValueType {
        match self {
            Self::Partition => ValueType::borrowed(Type::Partition),
            Self::ParseArn => ValueType::borrowed(Type::Arn).owned().optional(),
            Self::IsVirtualHostableS3Bucket | Self::IsValidHostLabel => ValueType::borrowed(Type::Boolean),
            Self::ParseUrl => ValueType::borrowed(Type::Url).owned().optional(),
            Self::Split => ValueType::borrowed(Type::StringArray).owned(),
            Self::Substring => ValueType::borrowed(Type::String).optional(),
            Self::UriEncode => ValueType::borrowed(Type::String).owned(),
        }
    }
}

impl Expression {
    /// Returns the type of the value, and how it is held.
    #[must_use]
    pub fn value_type(&self) -> ValueType {
        match self {
            Self::Text(_) => ValueType::borrowed(Type::String),
            Self::Integer(_) => ValueType::borrowed(Type::Integer),
            Self::Template(_) => ValueType::borrowed(Type::String).owned(),
            Self::Variable(variable) => variable.value_type,
            Self::Access(_, Access::Field(_, of) | Access::Method(_, of)) => ValueType::borrowed(*of),
            Self::Access(_, Access::Element(_)) => ValueType::borrowed(Type::String).optional(),
            Self::Boolean(_) | Self::IsSet(_) | Self::Not(_) | Self::Equal(..) => {
                ValueType::borrowed(Type::Boolean)
            }
            Self::Coalesce(values) => joined(values, |optional| optional.iter().all(|it| *it)),
            Self::IfElse(parts) => {
                let [_, yes, no] = parts.as_ref();
                joined([yes, no], |optional| optional.contains(&true))
            }
            Self::Call(function, _) => function.result(),
        }
    }

    /// Returns the direct subexpressions.
    pub(super) fn parts(&self) -> Vec<&Expression> {
        match self {
            Self::Text(_) | Self::Boolean(_) | Self::Integer(_) | Self::Variable(_) => Vec::new(),
            Self::Template(parts) => parts.iter().filter_map(Part::value).collect(),
            Self::Access(value, _) | Self::IsSet(value) | Self::Not(value) => vec![value],
            Self::Equal(left, right) => vec![left, right],
            Self::Coalesce(values) | Self::Call(_, values) => values.iter().collect(),
            Self::IfElse(parts) => parts.iter().collect(),
        }
    }

    /// Counts how often the expression mentions a variable.
    pub(super) fn mentions(&self, name: &Name) -> usize {
        match self {
            Self::Variable(variable) => usize::from(variable.name == *name),
            _ => self.parts().into_iter().map(|part| part.mentions(name)).sum(),
        }
    }
}

impl Part {
    fn value(&self) -> Option<&Expression> {
        match self {
            Self::Text(_) => None,
            Self::Value(value) => Some(value),
        }
    }
}

fn joined<'a>(
    values: impl IntoIterator<Item = &'a Expression>,
    is_optional: impl Fn(&[bool]) -> bool,
) -> ValueType {
    let types: Vec<ValueType> = values.into_iter().map(Expression::value_type).collect();
    let optional: Vec<bool> = types.iter().map(|it| it.optional).collect();
    ValueType {
        of: types.first().map_or(Type::String, |first| first.of),
        optional: is_optional(&optional),
        owned: types.iter().any(|it| it.owned),
    }
}

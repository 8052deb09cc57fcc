//! What items of a client come from in the model.

use std::fmt;

/// What an item comes from in the model, in names without the namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nothing that has a name of its own, as a method of a builder.
    #[default]
    Nameless,
    /// A shape.
    Shape(String),
    /// A member of a structure or union.
    Member {
        /// The shape that has it.
        shape: String,
        /// Its name.
        member: String,
    },
    /// A value of an enum, whatever its member is called.
    Value {
        /// The enum.
        shape: String,
        /// The value: a string in quotes, or a number.
        value: String,
    },
    /// An error of an operation or of a stream of events.
    Error {
        /// The operation or union.
        shape: String,
        /// The error's code.
        code: String,
    },
}

/// Names it for messages.
impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nameless => Ok(()),
            Self::Shape(shape) => formatter.write_str(shape),
            Self::Member { shape, member } => write!(formatter, "{shape}${member}"),
            Self::Value { shape, value } => write!(formatter, "{shape} = {value}"),
            Self::Error { shape, code } => write!(formatter, "{shape} ! {code}"),
        }
    }
}

//! Examples of calls.

use super::{TraitValue, ValueReader};
use crate::diagnostics::{Diagnostic, Position};
use crate::model::{Node, ShapeId};

/// Examples of an operation's input, and of the output or error that it leads to.
#[derive(Clone, Debug)]
pub struct Examples(pub Vec<Example>);

/// One example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Where it is.
    pub position: Position,
    /// The input; none is one without members.
    pub input: Option<Node>,
    /// The output, if the call succeeds.
    pub output: Option<Node>,
    /// The error, if it fails.
    pub error: Option<ExampleError>,
    /// Whether the input may break the limits of its members, to show what comes of it.
    pub allows_constraint_errors: bool,
}

/// The error of an example.
#[derive(Clone, Debug)]
pub struct ExampleError {
    /// Where its id is.
    pub position: Position,
    /// The error's structure.
    pub id: ShapeId,
    /// Its members, if any.
    pub content: Option<Node>,
}

impl TraitValue for Examples {
    const ID: &'static str = "smithy.api#examples";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        value.list(example).map(Self)
    }
}

fn example(value: ValueReader<'_>) -> Result<Example, Diagnostic> {
    let fields =
        value.fields(&["title", "documentation", "input", "output", "error", "allowConstraintErrors"])?;
    fields.required("title", ValueReader::text)?;
    fields.text("documentation")?;
    let any = |value: ValueReader<'_>| Ok(value.node().clone());
    Ok(Example {
        position: value.node().position,
        input: fields.optional("input", any)?,
        output: fields.optional("output", any)?,
        error: fields.optional("error", error)?,
        allows_constraint_errors: fields.flag("allowConstraintErrors")?,
    })
}

fn error(value: ValueReader<'_>) -> Result<ExampleError, Diagnostic> {
    let fields = value.fields(&["shapeId", "content"])?;
    let id = |value: ValueReader<'_>| Ok((value.node().position, value.shape_id()?));
    let (position, id) = fields.required("shapeId", id)?;
    Ok(ExampleError { position, id, content: fields.optional("content", |value| Ok(value.node().clone()))? })
}

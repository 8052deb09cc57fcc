//! Paths from an output to a nested member: names joined by dots, through structures.

use super::context::Context;
use super::defaults::is_always_there;
use super::structures::{STRUCTURE_METHODS, field_names};
use super::{Name, alloy};
use crate::model::{Member, Shape, ShapeKind};

/// A field on a path from an output.
#[derive(Clone, Debug, PartialEq)]
pub struct PathStep {
    /// The field's name.
    pub field: Name,
    /// Whether the field may be absent, and so is an `Option`.
    pub optional: bool,
    /// Whether its value may be null, and so is a `Nullable`.
    pub nullable: bool,
}

/// Returns the fields along a path of members, and the shape at its end; `None` if the path leads nowhere, or through a member that may be null.
pub(super) fn follow<'a>(
    context: &Context<'a>,
    output: &'a Shape,
    path: &str,
) -> Option<(Vec<PathStep>, &'a Shape)> {
    follow_nullable(context, output, path).filter(|(fields, _)| !fields.iter().any(|step| step.nullable))
}

/// Returns the fields along a path of members, and the shape at its end; `None` if the path leads nowhere.
pub(super) fn follow_nullable<'a>(
    context: &Context<'a>,
    output: &'a Shape,
    path: &str,
) -> Option<(Vec<PathStep>, &'a Shape)> {
    let mut shape = output;
    // Callers do not build outputs, so the fields of the output itself do not clash with methods.
    let mut reserved: &[&str] = &[];
    let mut fields = Vec::new();
    for step in path.split('.') {
        // Only structures have fields that a path can name.
        let ShapeKind::Structure(_) = shape.kind else { return None };
        let mut named = shape.members().zip(field_names(shape, reserved));
        let (member, field) = named.find(|(member, _)| member.name() == step)?;
        let nullable = alloy::is_nullable_in_answer(context.protocol, member, fields.len());
        fields.push(PathStep { field, optional: !is_always_there(member), nullable });
        shape = context.model.target(&member.target)?;
        reserved = &STRUCTURE_METHODS;
    }
    Some((fields, shape))
}

/// Returns the member at the end of a path.
pub(super) fn last<'a>(context: &Context<'a>, output: &'a Shape, path: &str) -> Option<&'a Member> {
    match path.rsplit_once('.') {
        Some((before, name)) => follow_nullable(context, output, before)?.1.member(name),
        None => output.member(path),
    }
}

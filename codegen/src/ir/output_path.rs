//! Paths from an output to a nested member: names joined by dots, through structures.

use super::rust_type::Types;
use super::structures::{STRUCTURE_METHODS, field_names};
use super::{Name, Presence};
use crate::model::{Shape, ShapeKind, traits};

/// Returns the fields along a path of members, each with its presence, and the shape at its end; `None` if the path leads nowhere.
pub(super) fn follow<'a>(
    types: &Types<'a>,
    output: &'a Shape,
    path: &str,
) -> Option<(Vec<(Name, Presence)>, &'a Shape)> {
    let mut shape = output;
    // Callers do not build outputs, so the fields of the output itself do not clash with methods.
    let mut reserved: &[&str] = &[];
    let mut fields = Vec::new();
    for step in path.split('.') {
        // Only structures have fields that a path can name.
        let ShapeKind::Structure(_) = shape.kind else { return None };
        let mut named = shape.members().zip(field_names(shape, reserved));
        let (member, name) = named.find(|(member, _)| member.name() == step)?;
        let default = member.traits.read::<traits::Default>().is_some_and(|default| !default.0.is_null());
        let always = default || member.traits.has::<traits::Required>();
        let always = always && !member.traits.has::<traits::ClientOptional>();
        fields.push((name, if always { Presence::Required } else { Presence::Optional }));
        shape = types.model().target(&member.target)?;
        reserved = &STRUCTURE_METHODS;
    }
    Some((fields, shape))
}

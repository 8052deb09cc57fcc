//! Enums: a variant for each value. The runtime's `Open` wraps them and keeps any other value.

use super::names::Scope;
use super::rust_type::Types;
use super::structures::{deprecated, documentation};
use super::{Enum, EnumValue, IntEnum, IntEnumValue, Name};
use crate::model::{Member, Shape, traits};

/// A value of an enum, as the model gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated(traits::EnumValue);

impl Stated {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.0 {
            traits::EnumValue::Text(text) => Some(text),
            traits::EnumValue::Integer(_) => None,
        }
    }

    fn integer(&self) -> Option<i32> {
        match &self.0 {
            traits::EnumValue::Text(_) => None,
            traits::EnumValue::Integer(number) => Some(*number),
        }
    }
}

/// Returns the variants with their values, in the order of the model.
pub(super) fn variants<'a>(members: impl Iterator<Item = &'a Member>) -> Vec<(Name, Stated)> {
    let mut scope = Scope::with_reserved(&[]);
    members
        .map(|member| {
            // Without the trait, the value of an enum's member is its name.
            let value =
                member.traits.read().unwrap_or_else(|| traits::EnumValue::Text(member.name().to_owned()));
            (scope.claim(Name::upper_camel(member.name()), "Value"), Stated(value))
        })
        .collect()
}

pub(super) fn string_enum(types: &Types<'_>, shape: &Shape) -> Enum {
    let values = variants(shape.members())
        .into_iter()
        .zip(shape.members())
        .map(|((name, stated), member)| EnumValue {
            name,
            value: stated.text().unwrap_or_else(|| member.name()).to_owned(),
            documentation: documentation(&member.traits, None),
            deprecated: deprecated(&member.traits),
        })
        .collect();
    Enum {
        name: types.name(&shape.id),
        shape: shape.id.name().to_owned(),
        documentation: documentation(&shape.traits, None),
        deprecated: deprecated(&shape.traits),
        sensitive: shape.traits.has::<traits::Sensitive>(),
        values,
    }
}

pub(super) fn int_enum(types: &Types<'_>, shape: &Shape) -> IntEnum {
    let values = variants(shape.members())
        .into_iter()
        .zip(shape.members())
        .map(|((name, stated), member)| IntEnumValue {
            name,
            value: stated.integer().unwrap_or_default(),
            documentation: documentation(&member.traits, None),
            deprecated: deprecated(&member.traits),
        })
        .collect();
    IntEnum {
        name: types.name(&shape.id),
        shape: shape.id.name().to_owned(),
        documentation: documentation(&shape.traits, None),
        deprecated: deprecated(&shape.traits),
        sensitive: shape.traits.has::<traits::Sensitive>(),
        values,
    }
}

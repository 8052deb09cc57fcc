//! Enums: a variant for each value. The runtime's `Open` wraps them and keeps any other value.

use super::context::Context;
use super::names::Scope;
use super::structures::{deprecated, documentation};
use super::{Enum, EnumValue, Name, docs};
use crate::model::{Member, Shape, traits};

/// Returns the variants with their values, in the order of the model.
pub(super) fn variants<'a>(members: impl Iterator<Item = &'a Member>) -> Vec<(Name, traits::EnumValue)> {
    let mut scope = Scope::with_reserved(&[]);
    members
        .map(|member| {
            // Without the trait, the value of an enum's member is its name.
            let value =
                member.traits.read().unwrap_or_else(|| traits::EnumValue::Text(member.name().to_owned()));
            (scope.claim(Name::upper_camel(member.name()), "Value"), value)
        })
        .collect()
}

pub(super) fn string_enum(context: &Context<'_>, shape: &Shape) -> Enum<String> {
    lower(context, shape, |value| match value {
        traits::EnumValue::Text(text) => text,
        traits::EnumValue::Integer(number) => number.to_string(),
    })
}

pub(super) fn int_enum(context: &Context<'_>, shape: &Shape) -> Enum<i32> {
    lower(context, shape, |value| match value {
        traits::EnumValue::Text(_) => 0,
        traits::EnumValue::Integer(number) => number,
    })
}

fn lower<V: ToString>(
    context: &Context<'_>,
    shape: &Shape,
    read: impl Fn(traits::EnumValue) -> V,
) -> Enum<V> {
    let values = variants(shape.members())
        .into_iter()
        .zip(shape.members())
        .map(|((name, value), member)| {
            let value = read(value);
            let mut documentation = documentation(&member.traits, None);
            // The value says more than nothing.
            if documentation.is_empty() {
                documentation = format!("{}.", docs::code(&value.to_string()));
            }
            EnumValue { name, value, documentation, deprecated: deprecated(&member.traits) }
        })
        .collect();
    Enum {
        name: context.name(&shape.id),
        shape: shape.id.name().to_owned(),
        documentation: documentation(&shape.traits, None),
        deprecated: deprecated(&shape.traits),
        sensitive: shape.traits.has::<traits::Sensitive>(),
        values,
    }
}

//! Structures and unions.

use super::defaults::{Container, presence};
use super::members::{Bindings, Checked, settings};
use super::names::Scope;
use super::rust_type::Types;
use super::{Direction, Field, Name, RustType, Setting, Structure, Union, Variant, xml};
use crate::diagnostics::Diagnostics;
use crate::model::{Member, Shape, Traits, traits};

/// What a structure is made from, and for what.
#[derive(Clone)]
pub(super) struct Plan<'a> {
    /// Its Rust name.
    pub(super) name: Name,
    /// Its shape.
    pub(super) shape: &'a Shape,
    /// In which direction it travels.
    pub(super) direction: Direction,
    /// Whether a caller makes values of it.
    pub(super) built: bool,
    /// Which HTTP bindings its members can have.
    pub(super) bindings: Bindings,
    /// Names that its fields can't have, because methods have them.
    pub(super) reserved: &'static [&'static str],
}

pub(super) fn structure(types: &Types<'_>, plan: &Plan<'_>, diagnostics: &mut Diagnostics) -> Structure {
    let shape = plan.shape;
    let is_input = plan.bindings == Bindings::Request && shape.traits.has::<traits::Input>();
    let container = if is_input { Container::Input } else { Container::Plain };
    let checked = if plan.built { Checked::Yes } else { Checked::No };
    let secret = shape.traits.has::<traits::Sensitive>();
    // A type that isn't nested can't be part of a cycle: nothing refers to it.
    let nested = (plan.bindings == Bindings::Nested).then_some(&shape.id);
    let mut scope = Scope::with_reserved(plan.reserved);
    let fields = shape
        .members()
        .map(|member| {
            let value = types.member(nested, member);
            let mut settings = settings(types, member, plan.bindings, checked);
            if secret && !settings.contains(&Setting::Sensitive) {
                settings.push(Setting::Sensitive);
            }
            Field {
                name: scope.claim(Name::snake(member.name()), "_"),
                member: member.name().to_owned(),
                documentation: member_documentation(types, member),
                deprecated: deprecated(&member.traits),
                presence: presence(types, member, container, &value, diagnostics),
                value,
                settings,
            }
        })
        .collect();
    Structure {
        name: plan.name.clone(),
        shape: shape.id.name().to_owned(),
        documentation: documentation(&shape.traits, None),
        deprecated: deprecated(&shape.traits),
        direction: plan.direction,
        built: plan.built,
        settings: match plan.bindings {
            Bindings::Request => xml::root(types.protocol(), shape),
            _ => Vec::new(),
        },
        fields,
        takers: 0,
        readers: 0,
    }
}

pub(super) fn union(types: &Types<'_>, shape: &Shape, direction: Direction, checked: Checked) -> Union {
    let secret = shape.traits.has::<traits::Sensitive>();
    let mut scope = Scope::with_reserved(&["Unknown"]);
    let variants = shape
        .members()
        .map(|member| {
            let mut settings = settings(types, member, Bindings::Nested, checked);
            if secret && !settings.contains(&Setting::Sensitive) {
                settings.push(Setting::Sensitive);
            }
            let value: RustType = types.member(Some(&shape.id), member);
            Variant {
                name: scope.claim(Name::upper_camel(member.name()), "Value"),
                member: member.name().to_owned(),
                documentation: member_documentation(types, member),
                value,
                settings,
            }
        })
        .collect();
    Union {
        name: types.name(&shape.id),
        shape: shape.id.name().to_owned(),
        documentation: documentation(&shape.traits, None),
        deprecated: deprecated(&shape.traits),
        direction,
        variants,
    }
}

fn member_documentation(types: &Types<'_>, member: &Member) -> String {
    documentation(&member.traits, types.model().target(&member.target).map(|target| &target.traits))
}

/// The documentation trait as Markdown; that of `fallback` where there is none.
pub(super) fn documentation(own: &Traits, fallback: Option<&Traits>) -> String {
    let text = own.read().or_else(|| fallback.and_then(Traits::read));
    text.map(|traits::Documentation(text)| super::docs::markdown(&text)).unwrap_or_default()
}

/// What the deprecated trait says, in one line; empty where it says nothing.
pub(super) fn deprecated(own: &Traits) -> Option<String> {
    let deprecated: traits::Deprecated = own.read()?;
    let since = deprecated.since.map(|since| format!("since {since}"));
    Some([since, deprecated.message].into_iter().flatten().collect::<Vec<_>>().join(": "))
}

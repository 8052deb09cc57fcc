//! Checks that operations get the identifiers of the resource they are bound to: all of them for one instance, not all of them for the collection.

use std::collections::{BTreeMap, BTreeSet};

use super::Bound;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{Required, TraitValue};
use crate::model::{Member, Node, Operation, Reference, Shape};

pub(super) const RESOURCE_IDENTIFIER: &str = "smithy.api#resourceIdentifier";

/// Returns the members of a structure that give identifiers of a resource, by the identifier.
pub(super) fn given<'m>(bound: &Bound<'_>, structure: &'m Shape) -> BTreeMap<&'m str, &'m Member> {
    let identifier = |member: &'m Member| match explicit(member) {
        Some(identifier) => Some((identifier, member)),
        None => is_implicit(bound, member).then(|| (member.name(), member)),
    };
    structure.members().filter_map(identifier).collect()
}

/// Returns the identifier that a member says it gives.
fn explicit(member: &Member) -> Option<&str> {
    member.traits.get(RESOURCE_IDENTIFIER).and_then(Node::as_str)
}

/// Returns whether a member gives the identifier of its name.
fn is_implicit(bound: &Bound<'_>, member: &Member) -> bool {
    let target = bound.identifiers.get(member.name());
    target.is_some_and(|target| target.id == member.target.id) && member.traits.has::<Required>()
}

/// Checks that no two members say that they give the same identifier.
pub(super) fn check_members(structure: &Shape, diagnostics: &mut Diagnostics) {
    if !structure.members().any(|member| explicit(member).is_some()) {
        return;
    }
    let names: BTreeSet<&str> = structure.members().map(Member::name).collect();
    let mut first_with: BTreeMap<&str, &str> = BTreeMap::new();
    for member in structure.members() {
        let Some(identifier) = explicit(member) else { continue };
        let mut at_trait = |finding: Diagnostic| {
            diagnostics.push(member.traits.locate(RESOURCE_IDENTIFIER, finding));
        };
        let first = *first_with.entry(identifier).or_insert(member.name());
        if first != member.name() {
            let message = format!("expected one member for the identifier `{identifier}`, found another");
            at_trait(member.error(message).help(format!("the first is `{first}`")));
        } else if identifier != member.name() && names.contains(identifier) {
            let message = format!(
                "expected one member for the identifier `{identifier}`, found another, which has its name"
            );
            let help = format!("remove the trait, or give `{identifier}` another name");
            at_trait(member.warning(message).help(help));
        }
    }
}

pub(super) fn check(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    for (operation, input) in operations(bound) {
        let given = given(bound, input);
        let fits = |member: &&Member, target: &Reference| member.target.id == target.id;
        let mut missing = bound
            .identifiers
            .iter()
            .filter(|(name, target)| !given.get(*name).is_some_and(|member| fits(member, target)));
        if !bound.on_collection.contains(&operation.id) {
            diagnostics.extend(missing.map(|identifier| without(bound.shape, operation, input, identifier)));
        } else if !bound.identifiers.is_empty() && missing.next().is_none() {
            diagnostics.push(of_one(bound.shape, operation));
        }
    }
    for child in bound.children() {
        // What an operation of one instance lacks is reported with the child itself.
        for (operation, input) in operations(&child).filter(|(it, _)| child.on_collection.contains(&it.id)) {
            let given = given(&child, input);
            let missing = bound.identifiers.iter().filter(|(name, _)| !given.contains_key(*name));
            diagnostics.extend(missing.map(|identifier| without(bound.shape, operation, input, identifier)));
        }
    }
}

/// Returns the operations of a resource with their inputs, without those that do not exist.
fn operations<'m>(bound: &Bound<'m>) -> impl Iterator<Item = (&'m Shape, &'m Shape)> {
    let model = bound.model;
    bound.resource.all_operations().filter_map(|reference| {
        let Operation { input, .. } = model.operation(&reference.id)?;
        Some((model.target(reference)?, model.target(input)?))
    })
}

/// Creates the error that an input lacks an identifier.
fn without(
    resource: &Shape,
    operation: &Shape,
    input: &Shape,
    (name, target): (&&str, &&Reference),
) -> Diagnostic {
    let says_so = || input.members().find(|member| explicit(member) == Some(*name));
    let member = input.member(name).filter(|member| explicit(member).is_none()).or_else(says_so);
    let (found, location) = match member {
        Some(member) if member.target.id != target.id => {
            (format!("`{}` with the target `{}`", member.name(), member.target.id), &member.location)
        }
        Some(member) => (format!("`{name}` without `{}`", Required::ID), &member.location),
        None => ("none".to_owned(), &operation.location),
    };
    let message = format!(
        "expected a required input member with the target `{}` for the identifier `{name}` of `{}`, found {found}",
        target.id, resource.id
    );
    operation.error(message).at(location).help(format!(
        "give the input a required member `{name}`, or one with `{RESOURCE_IDENTIFIER}`; an operation on the whole collection belongs in `collectionOperations`"
    ))
}

/// Creates the error that an operation on the collection is one on a single instance.
fn of_one(resource: &Shape, operation: &Shape) -> Diagnostic {
    let message = format!(
        "expected an operation on the collection of `{}`, found all its identifiers in the input, which select one",
        resource.id
    );
    let help = "bind the operation in `operations`, or let the input leave out an identifier";
    operation.error(message).help(help)
}

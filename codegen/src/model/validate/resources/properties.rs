//! Checks that operations on a resource with properties have members for these, and for nothing that is no property
//! (<https://smithy.io/2.0/spec/service-types.html#resource-properties>).

use std::collections::{BTreeMap, BTreeSet};

use super::{Bound, identifiers};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{IdempotencyToken, TraitValue as _};
use crate::model::{Member, Model, Node, Operation, Reference, Shape, ShapeKind};

const PROPERTY: &str = "smithy.api#property";
const NOT_PROPERTY: &str = "smithy.api#notProperty";
const NESTED_PROPERTIES: &str = "smithy.api#nestedProperties";

/// The traits of Smithy whose members are no properties; the model's own traits may say the same.
const OF_NO_PROPERTY: [&str; 4] =
    [NOT_PROPERTY, NESTED_PROPERTIES, identifiers::RESOURCE_IDENTIFIER, IdempotencyToken::ID];

pub(super) fn check(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let Bound { model, resource, .. } = *bound;
    if resource.properties.is_empty() {
        return;
    }
    let mut used = BTreeSet::new();
    let lifecycle = [&resource.put, &resource.create, &resource.read, &resource.update, &resource.delete];
    for reference in lifecycle.into_iter().flatten().chain(&resource.operations) {
        let Some(Operation { input, output, .. }) = model.operation(&reference.id) else { continue };
        for structure in [input, output].into_iter().filter_map(|side| model.target(side)) {
            used.extend(check_side(bound, structure, diagnostics).into_keys());
        }
    }
    used.extend(listed(bound));
    let identifiers: BTreeMap<String, &str> =
        bound.identifiers.keys().map(|identifier| (identifier.to_ascii_lowercase(), *identifier)).collect();
    for (name, target) in &bound.properties {
        if let Some(identifier) = identifiers.get(&name.to_ascii_lowercase()) {
            let message = format!("expected a property that is no identifier, found `{name}`");
            let help = format!("remove it from the properties: the identifier `{identifier}` stands for it");
            diagnostics.push(bound.shape.error(message).at(&target.location).help(help));
        } else if !used.contains(name) {
            diagnostics.push(unused(bound.shape, name, target));
        }
    }
}

/// Returns the properties that are in what operations on the collection hold lists of. Such a list may be of something else, so nothing else is said of it.
fn listed<'m>(bound: &Bound<'m>) -> impl Iterator<Item = &'m str> {
    let model = bound.model;
    let operations = bound.on_collection.iter().filter_map(|id| model.operation(id));
    let sides = operations.flat_map(|operation| [&operation.input, &operation.output]);
    let lists = sides.filter_map(|side| model.target(side)).flat_map(Shape::members);
    let elements = lists.filter_map(|member| match &model.target(&member.target)?.kind {
        ShapeKind::List(list) => model.target(&list.member.target),
        _ => None,
    });
    elements.flat_map(Shape::members).map(property_name)
}

/// Returns the name of the property that a member is, if it is one.
fn property_name(member: &Member) -> &str {
    let name = member.traits.get(PROPERTY).and_then(|it| it.get("name")).and_then(Node::as_str);
    name.unwrap_or_else(|| member.name())
}

fn unused(resource: &Shape, name: &str, target: &Reference) -> Diagnostic {
    let message =
        format!("expected the property `{name}` in the input or output of an operation, found it in none");
    let help = "add a member for it to an operation that creates, puts, reads, updates, deletes or lists the resource, or remove it";
    resource.error(message).at(&target.location).help(help)
}

/// Checks the members of an input or output that are properties, and returns them by property.
fn check_side<'m>(
    bound: &Bound<'m>,
    whole: &'m Shape,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<&'m str, &'m Member> {
    let structure = with_properties(bound.model, whole);
    let given = [whole, structure].into_iter().flat_map(|shape| identifiers::given(bound, shape));
    let identifiers: BTreeSet<&str> = given.map(|(_, member)| member.name()).collect();
    let mut first_with: BTreeMap<&str, &Member> = BTreeMap::new();
    for member in structure.members() {
        let must_be = !identifiers.contains(member.name()) && !is_no_property(bound.model, member);
        if !must_be && !bound.properties.contains_key(member.name()) {
            continue;
        }
        let name = property_name(member);
        check_target(bound, member, name, diagnostics);
        let first = *first_with.entry(name).or_insert(member);
        if first.name() != member.name() {
            let message = format!("expected one member for the property `{name}`, found another");
            let help =
                format!("the first is `{}`; `{NOT_PROPERTY}` says that one is something else", first.name());
            diagnostics.push(member.error(message).help(help));
        }
    }
    first_with
}

/// Returns the structure whose members are properties: that of the member that says so, or else the input or output itself.
fn with_properties<'m>(model: &'m Model, whole: &'m Shape) -> &'m Shape {
    let nested = whole.members().find(|member| member.traits.contains(NESTED_PROPERTIES));
    let nested = nested.and_then(|member| model.target(&member.target));
    nested.filter(|nested| matches!(nested.kind, ShapeKind::Structure(_))).unwrap_or(whole)
}

/// Returns whether a member has a trait that says that it is no property.
fn is_no_property(model: &Model, member: &Member) -> bool {
    let says_so = |id: &str| model.find(id).is_some_and(|shape| shape.traits.contains(NOT_PROPERTY));
    let mut traits = member.traits.iter().map(|applied| applied.id.as_str());
    traits.any(|id| OF_NO_PROPERTY.contains(&id) || says_so(id))
}

/// How many properties a name is compared with, to find out which is meant.
const SUGGESTIONS: usize = 100;

fn check_target(bound: &Bound<'_>, member: &Member, name: &str, diagnostics: &mut Diagnostics) {
    let resource = &bound.shape.id;
    match bound.properties.get(name) {
        Some(target) if target.id == member.target.id => {}
        Some(target) => {
            let message = format!(
                "expected the target `{}`, which the property `{name}` of `{resource}` has, found `{}`",
                target.id, member.target.id
            );
            let help = "give both the same target, or the member another name if it is something else";
            diagnostics.push(member.error(message).help(help));
        }
        None => {
            let message =
                format!("expected a property or identifier of `{resource}`, found the member `{name}`");
            let known = bound.properties.keys().copied().take(SUGGESTIONS);
            let help = format!("add it to the properties, or give the member `{NOT_PROPERTY}`");
            diagnostics.push(member.error(message).help(help).did_you_mean(name, known));
        }
    }
}

//! Members that leave their targets to [mixins](https://smithy.io/2.0/spec/mixins.html) or to
//! [resources](https://smithy.io/2.0/spec/idl.html#target-elision).

use super::context::{Context, Place};
use super::merge::{Definition, Merged};
use crate::diagnostics::{Diagnostic, Location, suggest};
use crate::model::Node;
use crate::model::idl::Elided;
use crate::model::node::{Entry, Object, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Gives the members the targets that they leave out. Reports those for which there is none.
pub(super) fn complete(merged: &mut Merged, context: &mut Context) {
    check_resources(merged, context);
    elided(merged, context);
    for at in 0..merged.definitions.len() {
        lend_members(merged, at);
    }
}

/// Reports structures that are for something else than a resource.
fn check_resources(merged: &Merged, context: &mut Context) {
    for (id, location) in &merged.resources {
        let shape = merged.shape(id);
        let is_resource = shape.and_then(|it| it.node.get("type")?.as_str()) == Some("resource");
        if !is_resource {
            let found = if shape.is_some() { "another shape" } else { "none" };
            let message = format!("expected the resource `{id}`, found {found}");
            let resources = merged
                .definitions
                .iter()
                .filter(|it| it.node.get("type").and_then(Node::as_str) == Some("resource"));
            let finding = Diagnostic::error(message).at(location);
            context.push(finding.did_you_mean(id, resources.map(|it| it.id.as_str())));
        }
    }
}

/// Finds the targets of members such as `$name`. A target may depend on that of another such member.
fn elided(merged: &mut Merged, context: &mut Context) {
    let mut left = std::mem::take(&mut merged.elided);
    loop {
        let before = left.len();
        left.retain(|(_, elided)| !find(merged, elided));
        if left.is_empty() {
            return;
        }
        if left.len() == before {
            break;
        }
    }
    for (file, elided) in &left {
        context.push(missing(merged, file, elided));
        drop_member(merged, elided);
    }
}

/// Finds the target of a member, and puts it there. Returns whether there is one.
fn find(merged: &mut Merged, elided: &Elided) -> bool {
    let target = elided.resource.as_deref().and_then(|id| of_resource(merged, id, &elided.member));
    let own = merged.shape(&elided.shape);
    let target = target.or_else(|| of_mixins(merged, own?, &elided.member));
    let Some(target) = target.map(|target| Node { position: elided.position, ..target.clone() }) else {
        return false;
    };
    // A shape that is defined twice is reported as such.
    if let Some(place) = member(merged, elided).and_then(|member| member.get_mut("target")) {
        *place = target;
    }
    true
}

/// Returns the object of a member.
fn member<'m>(merged: &'m mut Merged, elided: &Elided) -> Option<&'m mut Object> {
    let Value::Object(shape) = &mut merged.shape_mut(&elided.shape)?.node.value else { return None };
    let members = match shape.get("members") {
        Some(_) => match &mut shape.get_mut("members")?.value {
            Value::Object(members) => members,
            _ => return None,
        },
        None => shape,
    };
    match &mut members.get_mut(&elided.member)?.value {
        Value::Object(member) => Some(member),
        _ => None,
    }
}

/// Removes a member without a target, about which there is a finding already.
fn drop_member(merged: &mut Merged, elided: &Elided) {
    let Some(Definition { node: Node { value: Value::Object(shape), .. }, .. }) =
        merged.shape_mut(&elided.shape)
    else {
        return;
    };
    let without = |members: &mut Object| {
        *members = std::mem::take(members).into_iter().filter(|it| it.key != elided.member).collect();
    };
    match shape.get_mut("members") {
        Some(Node { value: Value::Object(members), .. }) => without(members),
        _ => without(shape),
    }
}

fn missing(merged: &Merged, file: &Arc<str>, elided: &Elided) -> Diagnostic {
    let Elided { shape, member, resource, position } = elided;
    let location = Location { file: file.clone(), position: *position };
    let place = Place { location, shape: None };
    let of_resource = resource.as_ref().map(|id| format!("of the resource `{id}` or "));
    let of_resource = of_resource.unwrap_or_default();
    let message = format!("expected a member `{member}` {of_resource}of a mixin, found none");
    let mut finding = place.error(message).help(format!("write its target, as in `{member}: String`"));
    finding.shape = Some(format!("{shape}${member}").into());
    let known = known(merged, elided);
    match suggest(member, known.iter().copied()) {
        Some(meant) => finding.help(format!("did you mean `${meant}`?")),
        None => finding,
    }
}

/// Returns the names that a member without a target could have.
fn known<'m>(merged: &'m Merged, elided: &Elided) -> Vec<&'m str> {
    let mut names = Vec::new();
    for shape in elided.resource.iter().chain([&elided.shape]).filter_map(|id| merged.shape(id)) {
        for shape in mixed(merged, shape) {
            let fields = ["identifiers", "properties", "members"];
            let objects = fields.iter().filter_map(|field| shape.node.get(field)?.as_object());
            names.extend(objects.flat_map(Object::keys).filter(|name| **name != *elided.member));
        }
    }
    names
}

/// Returns the target of an identifier or property of a resource.
fn of_resource<'m>(merged: &'m Merged, resource: &str, name: &str) -> Option<&'m Node> {
    let mut mixed = mixed(merged, merged.shape(resource)?);
    mixed.find_map(|resource| {
        let fields = ["identifiers", "properties"].into_iter().filter_map(|field| resource.node.get(field));
        fields.into_iter().find_map(|field| target(field.get(name)?))
    })
}

/// Returns the target of a member of the nearest mixin that has it.
fn of_mixins<'m>(merged: &'m Merged, shape: &'m Definition, name: &str) -> Option<&'m Node> {
    mixed(merged, shape).find_map(|shape| {
        let members = shape.node.get("members").unwrap_or(&shape.node);
        target(members.get(name)?)
    })
}

/// Returns the target of a member, unless it leaves it out too.
fn target(member: &Node) -> Option<&Node> {
    member.get("target").filter(|target| !target.is_null())
}

/// Returns a shape, then its mixins and theirs.
fn mixed<'m>(merged: &'m Merged, shape: &'m Definition) -> impl Iterator<Item = &'m Definition> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![shape];
    std::iter::from_fn(move || {
        let next = waiting.pop()?;
        let mixins = next.node.get("mixins").and_then(Node::as_array).unwrap_or_default();
        let ids = mixins.iter().filter_map(|mixin| mixin.get("target")?.as_str());
        let new: Vec<&str> = ids.filter(|id| seen.insert(*id)).collect();
        waiting.extend(new.into_iter().filter_map(|id| merged.shape(id)));
        Some(next)
    })
}

/// Lists and maps always have their members; one that leaves a member to its mixins gets the target from there.
fn lend_members(merged: &mut Merged, at: usize) {
    let Some(definition) = merged.definitions.get(at) else { return };
    let names: &[&str] = match definition.node.get("type").and_then(Node::as_str) {
        Some("list") => &["member"],
        Some("map") => &["key", "value"],
        _ => return,
    };
    // The mixin may be in another file, so findings about this member point to the shape that uses the mixin.
    let position = definition.location.position;
    let lent = |name: &&str| {
        let target = of_mixins(merged, definition, name)?;
        let target = Entry { key: "target".into(), key_position: position, value: target.clone() };
        let value = Node::object(position, vec![target]);
        Some(Entry { key: (*name).into(), key_position: position, value })
    };
    let left_out = names.iter().filter(|name| definition.node.get(name).is_none());
    let lent: Vec<Entry> = left_out.filter_map(lent).collect();
    if let Some(Definition { node: Node { value: Value::Object(object), .. }, .. }) =
        merged.definitions.get_mut(at)
        && !lent.is_empty()
    {
        *object = std::mem::take(object).into_iter().chain(lent).collect();
    }
}

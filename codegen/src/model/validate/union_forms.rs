//! Checks that unions can be read in the form that they have: a discriminated one consists of structures without its key, an untagged one has an end, nothing is
//! unknown to it, and each of its members can be what is meant.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{Discriminated, JsonName, JsonUnknown, TimestampFormat, TraitValue, Untagged};
use crate::model::{Member, Model, Shape, ShapeKind, ShapeType, reachable};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes().filter(|shape| matches!(shape.kind, ShapeKind::Union(_))) {
        if let Some(Discriminated(key)) = shape.traits.read() {
            let members = shape.members().filter(|member| !member.traits.has::<JsonUnknown>());
            members
                .filter_map(|member| discriminated(model, member, &key))
                .for_each(|it| diagnostics.push(it));
        }
        if shape.traits.has::<Untagged>() {
            diagnostics.extend(endless(model, shape));
            hidden(model, shape, diagnostics);
            let keepers = shape.members().filter(|member| member.traits.has::<JsonUnknown>());
            keepers.for_each(|member| diagnostics.push(useless_keeper(member)));
        }
    }
}

/// Reports a member of a discriminated union that can't be written together with its key.
fn discriminated(model: &Model, member: &Member, key: &str) -> Option<Diagnostic> {
    let target = model.target(&member.target)?;
    let ShapeKind::Structure(members) = &target.kind else {
        let message =
            format!("expected a structure, into which the key {key:?} is written, found `{}`", target.id);
        let help = format!("remove `{}` from the union, or give it structures", Discriminated::ID);
        return Some(member.error(message).trait_id(Discriminated::ID).help(help));
    };
    let name = |member: &Member| {
        member.traits.read().map_or_else(|| member.name().to_owned(), |JsonName(name)| name)
    };
    let same = members.iter().find(|member| name(member) == key)?;
    let message =
        format!("the key {key:?} tells which member the union is, and it is a key of `{}` too", same.id);
    let help = "give the trait another key, or the member another `jsonName`";
    Some(member.error(message).trait_id(Discriminated::ID).help(help))
}

/// Reports an untagged union that may be itself, through unions of this kind alone.
fn endless(model: &Model, shape: &Shape) -> Option<Diagnostic> {
    let is_untagged = |shape: &&Shape| shape.traits.has::<Untagged>();
    let inner = |id: &_| {
        let shape = model.shape(id).filter(is_untagged);
        shape.into_iter().flat_map(Shape::members).map(|member| &member.target.id)
    };
    let is_endless = reachable(inner(&shape.id), inner).contains(&shape.id);
    is_endless.then(|| {
        let message = "the union may be itself, and nothing in a value tells how often";
        shape.error(message).trait_id(Untagged::ID).help("put a structure, list or map in between")
    })
}

/// Warns of members of an untagged union that are never read, since an earlier one takes all that they do.
fn hidden(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    let mut earlier: Vec<(&Member, ShapeType)> = Vec::new();
    for member in shape.members() {
        let Some(target) = model.target(&member.target) else { continue };
        let written = written_as(member, target);
        if let Some((first, _)) = earlier.iter().find(|(_, first)| takes(*first, written)) {
            let message =
                format!("nothing is read as this member: what it takes, `{}` takes before it", first.name());
            let help = format!("put it before `{}`, or remove it", first.name());
            diagnostics.push(member.warning(message).trait_id(Untagged::ID).help(help));
        }
        earlier.push((member, target.shape_type()));
    }
}

/// Returns the type of what stands in JSON for a value: a time is a number or a text.
fn written_as(member: &Member, target: &Shape) -> ShapeType {
    let format = || member.traits.read().or_else(|| target.traits.read());
    match target.shape_type() {
        ShapeType::Timestamp if format() == Some(TimestampFormat::EpochSeconds) => ShapeType::Double,
        ShapeType::Timestamp => ShapeType::String,
        other => other,
    }
}

/// Returns whether every value of the second type can be read as one of the first, in JSON.
fn takes(first: ShapeType, second: ShapeType) -> bool {
    use ShapeType::{
        BigDecimal, BigInteger, Blob, Boolean, Byte, Document, Double, Enum, Float, IntEnum, Integer, Long,
        Short, String,
    };
    let is_whole = matches!(second, Byte | Short | Integer | Long | IntEnum);
    match first {
        Document => true,
        String => matches!(second, String | Enum | Blob),
        Boolean => second == Boolean,
        Byte => second == Byte,
        Short => matches!(second, Byte | Short),
        Integer => matches!(second, Byte | Short | Integer | IntEnum),
        Long => is_whole,
        BigInteger => is_whole || second == BigInteger,
        Float => second == Float || is_whole,
        Double => matches!(second, Float | Double) || is_whole,
        BigDecimal => second.is_number(),
        _ => false,
    }
}

fn useless_keeper(member: &Member) -> Diagnostic {
    let message = "an untagged union has no unknown members: any document is one of its members";
    member.error(message).trait_id(JsonUnknown::ID).help("remove the trait")
}

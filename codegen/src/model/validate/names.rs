//! Checks that ids and names differ in more than the case of letters (<https://smithy.io/2.0/spec/model.html#shape-id>), and names in XML at all. Those in JSON
//! are checked with the members.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::model::traits::{self, TraitValue, XmlAttribute, XmlName};
use crate::model::{Member, Model, Shape};

const HELP: &str = "give one of them another name";

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let has_xml = model.services().any(|(service, _)| is_xml(service));
    let mut first_with = BTreeMap::new();
    for shape in model.shapes() {
        let first = *first_with.entry(shape.id.as_str().to_ascii_lowercase()).or_insert(&shape.id);
        if *first != shape.id {
            let message =
                format!("expected an id that differs from `{first}` in more than case, found `{}`", shape.id);
            diagnostics.push(shape.error(message).help(HELP));
        }
        check_members(shape, diagnostics);
        if has_xml {
            check_xml(shape, diagnostics);
        }
    }
}

fn is_xml(service: &Shape) -> bool {
    traits::XML_PROTOCOLS.iter().any(|id| service.traits.contains(id))
}

fn check_members(shape: &Shape, diagnostics: &mut Diagnostics) {
    let mut first_with = BTreeMap::new();
    for member in shape.members() {
        let name = member.name();
        let first = *first_with.entry(name.to_ascii_lowercase()).or_insert(name);
        if first != name {
            let message =
                format!("expected a name that differs from `{first}` in more than case, found `{name}`");
            diagnostics.push(member.error(message).help(HELP));
        }
    }
}

/// Where a member is in XML. Each place has names of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Attribute,
    Element,
}

/// Warns of two members with the same name, if one of them says so. What HTTP carries elsewhere has none.
fn check_xml(shape: &Shape, diagnostics: &mut Diagnostics) {
    if !shape.members().any(|member| member.traits.has::<XmlName>()) {
        return;
    }
    let is_in_xml = |member: &&Member| !traits::HTTP_BINDINGS.iter().any(|id| member.traits.contains(id));
    let mut first_with: BTreeMap<(Place, String), &str> = BTreeMap::new();
    for member in shape.members().filter(is_in_xml) {
        let given = member.traits.read::<XmlName>();
        let name = given.map_or_else(|| member.name().to_owned(), |XmlName(name)| name);
        let place = if member.traits.has::<XmlAttribute>() { Place::Attribute } else { Place::Element };
        let message = format!("the name {name:?} appears twice in XML in this {}", shape.shape_type());
        let first = *first_with.entry((place, name)).or_insert(member.name());
        if first != member.name() {
            let help = format!("the first is `{first}`: they can't be told apart");
            diagnostics.push(member.warning(message).trait_id(XmlName::ID).help(help));
        }
    }
}

//! The settings that XML traits give to members and documents. Forms use them as well.

use super::{Protocol, Setting};
use crate::model::{Member, Shape, ShapeKind, traits};

/// Returns the XML settings of a member.
pub(super) fn member(protocol: &Protocol, member: &Member, target: &Shape) -> Vec<Setting> {
    let mut settings = Vec::new();
    let writes_xml = matches!(protocol, Protocol::RestXml { .. });
    // A structure or union that is the whole body is a root element, named after its shape.
    let is_root = writes_xml
        && member.traits.has::<traits::HttpPayload>()
        && matches!(target.kind, ShapeKind::Structure(_) | ShapeKind::Union(_));
    let own: Option<traits::XmlName> = member.traits.read();
    let name = own.map(|traits::XmlName(name)| name).or_else(|| is_root.then(|| root_name(target)));
    settings.extend(name.filter(|name| name != member.name()).map(Setting::XmlName));
    let namespace: Option<traits::XmlNamespace> = member.traits.read();
    let namespace = namespace.or_else(|| if is_root { target.traits.read() } else { None });
    // Responses are read whatever their namespace.
    settings.extend(namespace.filter(|_| writes_xml).map(namespace_setting));
    if member.traits.has::<traits::XmlAttribute>() {
        settings.push(Setting::Attribute);
    }
    if member.traits.has::<traits::XmlFlattened>() {
        settings.push(Setting::Flattened);
    }
    if matches!(protocol, Protocol::Ec2Query { .. }) {
        settings.extend(member.traits.read().map(|traits::Ec2QueryName(name)| Setting::Ec2QueryName(name)));
    }
    settings
}

/// Returns the name of an input's member in a form, if the protocol has a parameter of its own of that name.
pub(super) fn reserved_name(protocol: &Protocol, member: &Member) -> Option<String> {
    let name = || member.traits.read().map_or_else(|| member.name().to_owned(), |traits::XmlName(name)| name);
    let name = match protocol {
        Protocol::AwsQuery { .. } => name(),
        Protocol::Ec2Query { .. } => match member.traits.read() {
            Some(traits::Ec2QueryName(name)) => name,
            None => heading(&name()),
        },
        _ => return None,
    };
    ["Action", "Version"].contains(&name.as_str()).then_some(name)
}

/// Returns the name with a capital letter, as the runtime writes it.
fn heading(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// Returns the XML settings of a map's keys.
pub(super) fn key(protocol: &Protocol, key: &Member, target: &Shape) -> Vec<Setting> {
    if protocol.reads_xml_traits() { member(protocol, key, target) } else { Vec::new() }
}

/// Returns the settings of an operation's input: the name and namespace of its root element.
pub(super) fn root(protocol: &Protocol, shape: &Shape) -> Vec<Setting> {
    if !matches!(protocol, Protocol::RestXml { .. }) {
        return Vec::new();
    }
    let mut settings = Vec::new();
    settings.extend(shape.traits.read().map(|traits::XmlName(name)| Setting::XmlName(name)));
    settings.extend(shape.traits.read().map(namespace_setting));
    settings
}

fn root_name(shape: &Shape) -> String {
    shape.traits.read().map_or_else(|| shape.id.name().to_owned(), |traits::XmlName(name)| name)
}

fn namespace_setting(namespace: traits::XmlNamespace) -> Setting {
    Setting::Namespace(namespace.uri, namespace.prefix.unwrap_or_default())
}

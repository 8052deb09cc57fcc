//! A reader for forms, which otherwise only services have, to check what was written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use smithwright_runtime::Timestamp;
use smithwright_runtime::codec::query::Dialect;
use smithwright_runtime::schema::Member;
use smithwright_runtime::timestamp::Format;
use smithwright_runtime::value::Slot;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;

static ELEMENT: Member = Member { name: "member", settings: &[] };
static KEY: Member = Member { name: "key", settings: &[] };
static VALUE: Member = Member { name: "value", settings: &[] };

/// Parameters, nested by the parts of their names.
#[derive(Default)]
struct Tree {
    text: Option<String>,
    children: BTreeMap<String, Tree>,
}

/// Reads a form into the slot, and panics if it isn't one.
pub(crate) fn read(form: &str, slot: Slot<'_>, dialect: Dialect) {
    let mut tree = Tree::default();
    for parameter in form.split('&') {
        let (name, value) = parameter.split_once('=').unwrap();
        let mut place = &mut tree;
        for part in decoded(name).split('.') {
            place = place.children.entry(part.to_owned()).or_default();
        }
        assert!(place.text.replace(decoded(value)).is_none(), "{name} is there twice");
    }
    tree.fill(slot, &ELEMENT, dialect);
}

fn decoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    assert!(text.bytes().all(plain), "{text} has characters that a form doesn't");
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

fn name(member: &Member, dialect: Dialect) -> String {
    match dialect {
        Dialect::AwsQuery => member.xml_name().to_owned(),
        Dialect::Ec2Query => {
            let (first, rest) = member.xml_name().split_at(1);
            first.to_ascii_uppercase() + rest
        }
    }
}

impl Tree {
    fn fill(&self, slot: Slot<'_>, member: &Member, dialect: Dialect) {
        match slot {
            Slot::Structure(structure) => {
                let members = structure.schema().members;
                structure.members_mut(&mut |values| {
                    for (member, value) in members.iter().zip(values) {
                        if let Some(child) = self.children.get(&name(member, dialect)) {
                            child.fill(value.slot(), member, dialect);
                        }
                    }
                });
            }
            Slot::Union(union) => {
                let members = union.schema().members;
                let (variant, child) = self.children.first_key_value().unwrap();
                let index = members.iter().position(|member| name(member, dialect) == *variant).unwrap();
                child.fill(union.set_variant(index).unwrap().slot(), &members[index], dialect);
            }
            Slot::List(list) => {
                let element = member.element().unwrap_or(&ELEMENT);
                let flattened = member.is_flattened() || dialect == Dialect::Ec2Query;
                let elements = if flattened { Some(self) } else { self.children.get(element.xml_name()) };
                for child in elements.into_iter().flat_map(Self::numbered) {
                    child.fill(list.push().slot(), element, dialect);
                }
            }
            Slot::Map(map) => {
                let (key, value) = (member.key().unwrap_or(&KEY), member.element().unwrap_or(&VALUE));
                let entries = if member.is_flattened() { self } else { &self.children["entry"] };
                for entry in entries.numbered() {
                    let key = entry.children[key.xml_name()].text().to_owned();
                    entry.children[value.xml_name()].fill(map.insert(key.into()).slot(), value, dialect);
                }
            }
            slot => scalar(self.text(), slot, member),
        }
    }

    /// Returns the children, which must be numbered from 1 and have no other names.
    fn numbered(&self) -> impl Iterator<Item = &Self> {
        (1..=self.children.len()).map(|number| &self.children[&number.to_string()])
    }

    fn text(&self) -> &str {
        self.text.as_deref().unwrap()
    }
}

fn scalar(text: &str, slot: Slot<'_>, member: &Member) {
    match slot {
        Slot::Boolean(value) => *value = parsed(text),
        Slot::Byte(value) => *value = parsed(text),
        Slot::Short(value) => *value = parsed(text),
        Slot::Integer(value) => *value = parsed(text),
        Slot::Long(value) => *value = parsed(text),
        Slot::IntEnum(value) => value.set(parsed(text)),
        // Rust and Smithy use the same words for infinities.
        Slot::Float(value) => *value = parsed(text),
        Slot::Double(value) => *value = parsed(text),
        Slot::BigInteger(value) => *value = parsed(text),
        Slot::BigDecimal(value) => *value = parsed(text),
        Slot::String(value) => text.clone_into(value),
        Slot::Enum(value) => value.set(text.into()),
        Slot::Blob(value) => *value = STANDARD.decode(text).unwrap().into(),
        Slot::Timestamp(value) => {
            *value = Timestamp::parse(text, member.timestamp().unwrap_or(Format::DateTime)).unwrap();
        }
        _ => panic!("`{}` is no text", member.name),
    }
}

fn parsed<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

//! What the macros implement for a generated type, seen from outside.
#![allow(missing_docs)]

use smithwright_runtime::value::{Slot, UnionMut, Value, ValueMut, View};
use smithwright_runtime::{self as runtime, Open};
use std::collections::BTreeMap;

#[derive(Clone, Default)]
pub struct Node {
    pub name: String,
    pub children: Option<Vec<Node>>,
    pub kind: Option<Open<Kind>>,
    pub tags: BTreeMap<Open<Kind>, Option<String>>,
    pub next: Option<Box<Node>>,
    pub choice: Option<Choice>,
    pub level: Open<Level, i32>,
}

runtime::structure! {
    received Node = "Node" {
        name: "Name", Required, Sensitive;
        children: "Children";
        kind: "Kind";
        tags: "Tags";
        next: "Next";
        choice: "Choice";
        level: "Level";
    }
}

#[non_exhaustive]
pub enum Kind {
    Leaf,
    Branch,
}

runtime::string_enum! {
    Kind {
        Leaf = "LEAF";
        Branch = "BRANCH";
    }
}

#[non_exhaustive]
pub enum Secret {
    Blue,
}

runtime::string_enum! {
    sensitive Secret {
        Blue = "BLUE";
    }
}

pub enum Pin {
    Usual,
}

runtime::int_enum! {
    sensitive Pin {
        Usual = 1234;
    }
}

pub enum Level {
    Low,
}

runtime::int_enum! {
    Level {
        Low = 1;
    }
}

#[derive(Clone)]
pub enum Choice {
    Text(String),
    Node(Box<Node>),
    Unknown(String),
}

runtime::union! {
    received Choice = "Choice" {
        Text: "text";
        Node: "node";
    }
}

#[test]
fn an_enum_keeps_what_it_does_not_know() {
    assert_eq!(Open::<Kind>::from("LEAF").known(), Some(Kind::Leaf));
    assert_eq!(Open::from("LEAF".to_owned()), Kind::Leaf);
    assert_eq!("LEAF".parse::<Open<Kind>>(), Ok(Open::Known(Kind::Leaf)));
    assert_eq!(String::from(Open::from(Kind::Leaf)), "LEAF");
    assert_eq!(Open::<Kind>::from("ROOT").as_ref(), "ROOT");
    assert_eq!(Open::Unknown("LEAF".to_owned()), Kind::Leaf);
    assert_ne!(Open::from("ROOT"), Kind::Leaf);
    assert_ne!(Open::from(Kind::Leaf), Kind::Branch);
    assert_eq!(Open::<Kind>::from("ROOT").known(), None);
    assert_eq!(Open::<Kind>::from("ROOT").to_string(), "ROOT");
    assert_eq!(Open::<Level, i32>::from(7).value(), 7);
    assert_eq!(Open::from(1), Level::Low);
    assert_eq!(Open::from(Level::Low).to_string(), "1");
}

#[test]
fn open_enums_are_keys_by_their_text() {
    let known = Open::from(Kind::Leaf);
    let by_hand = Open::<Kind>::Unknown("LEAF".to_owned());
    assert_eq!(known.cmp(&by_hand), std::cmp::Ordering::Equal);
    let set = std::collections::HashSet::from([known, by_hand, Open::from("ROOT")]);
    assert_eq!(set.len(), 2);
    assert!(set.contains("LEAF") && set.contains("ROOT") && !set.contains("BRANCH"));
    let map = BTreeMap::from([(Open::from(Kind::Branch), 1), (Open::from("ROOT"), 2)]);
    assert_eq!((map.get("BRANCH"), map.get("ROOT"), map.get("LEAF")), (Some(&1), Some(&2), None));
    let in_order = [Open::from(Kind::Branch), Open::from(Kind::Leaf), Open::from("ROOT")];
    assert!(in_order.is_sorted());
    assert_eq!(Open::<Kind>::from("ROOT"), "ROOT".to_owned());
    assert_eq!(Open::<Level, i32>::from(7), 7);
}

#[test]
fn the_first_of_two_settings_holds() {
    use runtime::Setting::{Header, Length, MaxLength, Query};
    let member =
        runtime::Member { name: "a", settings: &[Header("x"), Query("y"), MaxLength(3), Length(1, 2)] };
    assert_eq!(member.location(), runtime::schema::Location::Header("x"));
    let constraints = member.constraints();
    assert_eq!((constraints.min_length, constraints.max_length), (Some(1), Some(3)));
}

#[test]
fn debug_of_an_enum_shows_its_text_unless_that_is_sensitive() {
    assert_eq!(format!("{:?}", Kind::Leaf), "LEAF");
    let forged = Open::<Kind>::from("x\n2026-01-01 ERROR \u{1b}[2J");
    assert_eq!(format!("{forged:?}"), r#"Unknown("x\n2026-01-01 ERROR \u{1b}[2J")"#);
    let node = Node { kind: Some(forged), ..Node::default() };
    assert!(format!("{node:?}").contains(r#"Kind: Unknown("x\n2026-01-01 ERROR \u{1b}[2J"),"#), "{node:?}");
    assert_eq!(format!("{:?}", Open::<Kind>::default()), r#"Unknown("")"#);
    assert_eq!(format!("{:?} {:?}", Secret::Blue, Open::<Secret>::from("GREEN")), "*** ***");
    assert_eq!(format!("{} {}", Open::from(Secret::Blue), Open::<Pin, i32>::from(99)), "*** ***");
    assert_eq!(Open::<Secret>::from("BLUE").as_str(), "BLUE");
    assert_eq!(format!("{:?} {:?}", Pin::Usual, Open::<Pin, i32>::from(99)), "*** ***");
}

#[test]
fn debug_redacts_what_is_sensitive() {
    let mut node = Node { name: "secret".into(), kind: Some(Kind::Leaf.into()), ..Node::default() };
    node.next = Some(Box::new(Node::default()));
    let shown = format!("{node:?}");
    assert!(!shown.contains("secret"), "{shown}");
    assert!(shown.starts_with("Node { Name: ***, Kind: LEAF, Tags: {}, Next: Node { Name: ***"), "{shown}");
}

#[test]
fn equality_looks_at_every_member() {
    let node = Node {
        children: Some(vec![Node::default()]),
        choice: Some(Choice::Text("a".into())),
        ..Node::default()
    };
    assert_eq!(node, node.clone());
    let mut other = node.clone();
    other.choice = Some(Choice::Text("b".into()));
    assert_ne!(node, other);
    let mut other = node.clone();
    other.tags.insert(Kind::Leaf.into(), None);
    assert_ne!(node, other);
}

#[test]
fn a_slot_fills_in_place() {
    let mut node = Node::default();
    let Slot::Structure(structure) = node.slot() else { panic!("a structure") };
    structure.members_mut(&mut |members| {
        if let Slot::String(name) = members[0].slot() {
            name.push_str("root");
        }
        if let Slot::List(list) = members[1].slot() {
            list.push_null();
            list.push();
        }
        if let Slot::Map(map) = members[3].slot() {
            map.insert_null("LEAF".into());
        }
    });
    assert_eq!(node.name, "root");
    assert_eq!(node.children.as_ref().map(Vec::len), Some(1), "a dense list drops a null");
    assert_eq!(node.tags.get("LEAF"), Some(&None), "a sparse map keeps a null");
}

#[test]
fn a_union_takes_its_variant() {
    let mut choice = Choice::default();
    if let Some(Slot::String(text)) = choice.set_variant(0).map(ValueMut::slot) {
        text.push('a');
    }
    assert_eq!(choice, Choice::Text("a".into()));
    choice.set_unknown("later");
    assert!(
        matches!(choice.view(), View::Union(union) if union.variant().is_err_and(|name| name == "later"))
    );
    assert_eq!(format!("{choice:?}"), "Choice { unknown variant \"later\" }");
}

//! Parts of an input that endpoint rules look at (`smithy.rules#operationContextParams`).

use crate::value::{Structure, View};

/// A step from values to values within them. What isn't there, leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the member of this name: of a structure, or of a union where it is the one that is set.
    Member(&'static str),
    /// To each element of a list (`[*]`).
    Elements,
    /// To each value of a map (`*`).
    Values,
    /// To each key of a map (`keys(…)`).
    Keys,
    /// To what each of these paths leads to, one path after the other (`[…, …]`).
    Each(&'static [&'static [Step]]),
}

/// What a path leads to, as far as the rules know such values.
#[derive(Debug, PartialEq)]
pub(crate) enum Selected<'a> {
    Nothing,
    Boolean(bool),
    String(&'a str),
    StringArray(Vec<&'a str>),
}

/// Follows a path from an input on.
pub(crate) fn select<'a>(input: &'a dyn Structure, path: &[Step]) -> Selected<'a> {
    let is_one = path.iter().all(|step| matches!(step, Step::Member(_)));
    let mut selected = if is_one { Selected::Nothing } else { Selected::StringArray(Vec::new()) };
    follow(View::Structure(input), path, &mut |view| take(&mut selected, view));
    selected
}

fn take<'a>(selected: &mut Selected<'a>, view: View<'a>) {
    match (selected, view) {
        (Selected::StringArray(texts), View::String(text) | View::Enum(text, _)) => texts.push(text),
        (selected @ Selected::Nothing, View::List(list)) => {
            *selected = Selected::StringArray(Vec::with_capacity(list.len()));
            list.each(&mut |element| take(selected, element));
        }
        (Selected::StringArray(_), View::List(_)) => {}
        (selected, View::String(text) | View::Enum(text, _)) => *selected = Selected::String(text),
        (selected @ Selected::Nothing, View::Boolean(value)) => *selected = Selected::Boolean(value),
        _ => {}
    }
}

fn follow<'a>(view: View<'a>, path: &[Step], found: &mut dyn FnMut(View<'a>)) {
    let Some((step, rest)) = path.split_first() else { return found(view) };
    match (step, view) {
        (Step::Member(name), View::Structure(structure)) => {
            let at = structure.schema().members.iter().position(|member| member.name == *name);
            structure.members(&mut |values| {
                if let Some(value) = at.and_then(|at| values.get(at)) {
                    follow(value.view(), rest, found);
                }
            });
        }
        (Step::Member(name), View::Union(union)) => {
            if let Some((_, value)) = union.variant().ok().filter(|(member, _)| member.name == *name) {
                follow(value.view(), rest, found);
            }
        }
        (Step::Elements, View::List(list)) => list.each(&mut |element| follow(element, rest, found)),
        (Step::Values, View::Map(map)) => map.each(&mut |_, value| follow(value, rest, found)),
        (Step::Keys, View::Map(map)) => map.each(&mut |key, _| follow(View::String(key), rest, found)),
        (Step::Each(paths), view) => {
            for path in *paths {
                follow(view, path, &mut |view| follow(view, rest, found));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate as runtime;
    use std::collections::BTreeMap;

    #[derive(Clone, Default)]
    pub struct Item {
        key: Option<String>,
        open: Option<bool>,
        items: Option<Vec<Item>>,
        names: Option<Vec<String>>,
        map: Option<BTreeMap<String, String>>,
        choice: Option<Choice>,
    }

    runtime::structure! {
        sent Item = "Item" {
            key: "Key";
            open: "Open";
            items: "Items";
            names: "Names";
            map: "Map";
            choice: "Choice";
        }
    }

    #[derive(Clone)]
    pub enum Choice {
        First(Box<Item>),
        Second(String),
        Unknown(String),
    }

    runtime::union! {
        sent Choice = "Choice" {
            First: "first";
            Second: "second";
        }
    }

    fn item() -> Item {
        let named = |key: &str| Item { key: Some(key.to_owned()), ..Item::default() };
        let choosing = |choice| Item { choice: Some(choice), ..Item::default() };
        Item {
            key: Some("k".to_owned()),
            open: Some(true),
            items: Some(vec![
                named("a"),
                choosing(Choice::First(Box::new(named("b")))),
                Item::default(),
                choosing(Choice::Second("c".to_owned())),
            ]),
            names: Some(vec!["x".to_owned(), "y".to_owned()]),
            map: Some([("m", "1"), ("n", "2")].map(|(key, value)| (key.to_owned(), value.to_owned())).into()),
            choice: Some(Choice::First(Box::new(named("d")))),
        }
    }

    use Step::{Each, Elements, Keys, Member, Values};

    #[test]
    fn paths_lead_to_values_and_lists() {
        let item = item();
        let selected = |path: &[Step]| select(&item, path);
        let texts = |texts: &[&'static str]| Selected::StringArray(texts.to_vec());
        assert_eq!(selected(&[Member("Key")]), Selected::String("k"));
        assert_eq!(selected(&[Member("Open")]), Selected::Boolean(true));
        assert_eq!(selected(&[Member("Names")]), texts(&["x", "y"]));
        assert_eq!(selected(&[Member("Choice"), Member("first"), Member("Key")]), Selected::String("d"));
        assert_eq!(selected(&[Member("Items"), Elements, Member("Key")]), texts(&["a"]));
        assert_eq!(selected(&[Member("Map"), Keys]), texts(&["m", "n"]));
        assert_eq!(selected(&[Member("Map"), Values]), texts(&["1", "2"]));
        const EITHER: &[&[Step]] = &[
            &[Member("Key")],
            &[Member("Choice"), Member("first"), Member("Key")],
            &[Member("Choice"), Member("second")],
        ];
        assert_eq!(selected(&[Member("Items"), Elements, Each(EITHER)]), texts(&["a", "b", "c"]));
        assert_eq!(selected(&[Each(EITHER)]), texts(&["k", "d"]));
    }

    #[test]
    fn what_is_not_there_leads_nowhere() {
        let (empty, item) = (Item::default(), item());
        assert_eq!(select(&empty, &[Member("Key")]), Selected::Nothing);
        assert_eq!(
            select(&empty, &[Member("Items"), Elements, Member("Key")]),
            Selected::StringArray(vec![])
        );
        for path in
            [&[Member("None")][..], &[Member("Choice"), Member("second")], &[Member("Key"), Member("Key")]]
        {
            assert_eq!(select(&item, path), Selected::Nothing);
        }
        assert_eq!(select(&item, &[Member("Key"), Keys]), Selected::StringArray(vec![]));
    }
}

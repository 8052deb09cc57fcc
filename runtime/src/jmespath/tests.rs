use super::Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
use super::*;
use crate as runtime;
use crate::document::Document;
use crate::value::Structure;
use Expression::{
    And, Boolean, Call, Compare, Current, Each, Flatten, If, Index, List, Not, Null, Number, Object, Or,
    Path, Slice, Text, Then, Wildcard,
};
use Function::*;
use std::collections::BTreeMap;

#[derive(Clone, Default)]
pub struct Item {
    key: Option<String>,
    open: Option<bool>,
    count: Option<i32>,
    items: Option<Vec<Item>>,
    names: Option<Vec<String>>,
    map: Option<BTreeMap<String, String>>,
    choice: Option<Choice>,
}

runtime::structure! {
    sent Item = "Item" {
        key: "Key";
        open: "Open";
        count: "Count";
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
        key: Some("kä".to_owned()),
        open: Some(true),
        count: Some(3),
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

/// Returns a value in a form like JSON, with only the names of an object.
fn shown(found: &Found<'_>) -> String {
    let listed = |all: Vec<Found<'_>>| all.iter().map(shown).collect::<Vec<_>>().join(", ");
    match (found.text(), found.elements(), found.keys(), found) {
        (Some(text), ..) => format!("{text:?}"),
        (_, Some(elements), ..) => format!("[{}]", listed(elements)),
        (_, _, Some(keys), _) => format!("{{{}}}", listed(keys)),
        _ if found.is_null() => "null".to_owned(),
        _ => found.boolean().map_or_else(|| number(found).unwrap().to_string(), |value| value.to_string()),
    }
}

/// Returns what an expression finds in a value.
fn found(item: &Item, expression: Expression) -> String {
    match expression.evaluate(&View::Structure(item as &dyn Structure).into()) {
        Ok(found) => shown(&found),
        Err(Invalid) => "invalid".to_owned(),
    }
}

const KEY: Expression = Path(&["Key"]);
const EITHER: Expression = List(&[KEY, Path(&["Choice", "first", "Key"]), Path(&["Choice", "second"])]);

#[test]
fn values_with_tables_are_objects() {
    for (expression, expected) in [
        (KEY, r#""kä""#),
        (Path(&["Choice", "first", "Key"]), r#""d""#),
        (Path(&["Map", "n"]), r#""2""#),
        (Call(Keys, &[Path(&["Map"])]), r#"["m", "n"]"#),
        (Wildcard(&Path(&["Map"])), r#"["1", "2"]"#),
        (Call(Keys, &[Path(&["Choice", "first"])]), r#"["Key"]"#),
        (Wildcard(&Path(&["Choice"])), r#"[{"Key"}]"#),
        (Call(Length, &[Path(&["Choice", "first"])]), "1"),
        (Current, r#"{"Key", "Open", "Count", "Items", "Names", "Map", "Choice"}"#),
    ] {
        assert_eq!(found(&item(), expression), expected, "{expression:?}");
    }
}

#[test]
fn lists_are_gone_through() {
    for (expression, expected) in [
        (Path(&["Names"]), r#"["x", "y"]"#),
        (Each(&Path(&["Items"]), &KEY), r#"["a"]"#),
        (Each(&Flatten(&Each(&Path(&["Items"]), &EITHER)), &Current), r#"["a", "b", "c"]"#),
        (EITHER, r#"["kä", "d", null]"#),
        (Then(&[Path(&["Names"]), Index(1)]), r#""y""#),
        (Then(&[Path(&["Names"]), Index(-2)]), r#""x""#),
        (Then(&[Path(&["Names"]), Index(2)]), "null"),
        (Then(&[Path(&["Names"]), Index(-3)]), "null"),
        (Then(&[Path(&["Names"]), Index(i32::MIN)]), "null"),
        (Each(&Path(&["Items"]), &If(&KEY, &Path(&["Key"]))), r#"["a"]"#),
        (Call(Length, &[Path(&["Items"])]), "4"),
        (Call(Contains, &[Path(&["Names"]), Text("y")]), "true"),
        (Call(Contains, &[Path(&["Names"]), Text("z")]), "false"),
    ] {
        assert_eq!(found(&item(), expression), expected, "{expression:?}");
    }
}

#[test]
fn slices_are_those_of_python() {
    let numbers = Document::List((0..4).map(Document::from).collect());
    let sliced = |slice: Expression| shown(&slice.evaluate(&View::Document(&numbers).into()).unwrap());
    for (slice, expected) in [
        (Slice(None, None, 1), "[0, 1, 2, 3]"),
        (Slice(Some(1), Some(-1), 1), "[1, 2]"),
        (Slice(None, None, -2), "[3, 1]"),
        (Slice(Some(-3), None, -1), "[1, 0]"),
        (Slice(Some(-99), Some(99), 3), "[0, 3]"),
        (Slice(Some(99), Some(-99), i32::MIN), "[3]"),
        (Slice(Some(2), Some(2), i32::MAX), "[]"),
    ] {
        assert_eq!(sliced(slice), expected, "{slice:?}");
    }
    assert_eq!(found(&item(), Slice(None, None, 1)), "null");
    assert_eq!(found(&item(), Slice(None, None, 0)), "invalid");
}

#[test]
fn functions_take_values_with_tables() {
    const ITEMS: Expression = Path(&["Items"]);
    const ANY_KEY: Expression = Call(NotNull, &[KEY, Path(&["Choice", "second"]), Text("")]);
    for (expression, expected) in [
        (Call(Map, &[KEY, ITEMS]), r#"["a", null, null, null]"#),
        (Call(SortBy, &[ITEMS, ANY_KEY]), r#"[{"Choice"}, {}, {"Key"}, {"Choice"}]"#),
        (Call(MaxBy, &[ITEMS, ANY_KEY]), r#"{"Choice"}"#),
        (Call(MinBy, &[ITEMS, KEY]), "invalid"),
        (Call(Sort, &[Path(&["Names"])]), r#"["x", "y"]"#),
        (Call(Max, &[Path(&["Names"])]), r#""y""#),
        (Call(Reverse, &[Path(&["Names"])]), r#"["y", "x"]"#),
        (Call(Join, &[Text("-"), Path(&["Names"])]), r#""x-y""#),
        (Call(ToString, &[Path(&["Choice"])]), r#""{\"first\":{\"Key\":\"d\"}}""#),
        (Call(ToString, &[Path(&["Count"])]), r#""3""#),
        (Call(ToNumber, &[Text("0x1")]), "null"),
        (Call(Merge, &[Path(&["Map"]), Object(&[("n", KEY), ("o", Null)])]), r#"{"m", "n", "o"}"#),
        (Then(&[Null, Object(&[("n", KEY)])]), "null"),
        (Call(Type, &[Path(&["Map"])]), r#""object""#),
        (Call(Type, &[Call(Sum, &[List(&[])])]), r#""number""#),
        (Call(Avg, &[List(&[])]), "null"),
        (Call(Sum, &[]), "invalid"),
        (Call(Abs, &[KEY]), "invalid"),
    ] {
        assert_eq!(found(&item(), expression), expected, "{expression:?}");
    }
}

#[test]
fn numbers_that_are_none_are_sorted_too() {
    let numbers = (0..200).map(|at| if at % 4 == 0 { f64::NAN } else { f64::from(at * 7 % 50) });
    let list =
        Document::List(numbers.map(|it| Document::Number(crate::document::Number::Float(it))).collect());
    let sorted = Call(Sort, &[Current]).evaluate(&View::Document(&list).into()).unwrap();
    assert_eq!(sorted.elements().unwrap().len(), 200);
}

#[test]
fn numbers_are_those_of_json() {
    for (text, expected) in
        [("-1.5e2", "-150"), ("01", "null"), ("+1", "null"), ("1e400", "null"), ("\"1\"", "null")]
    {
        let text = text.to_owned();
        let number = Call(ToNumber, &[Current]).evaluate(&View::String(&text).into()).unwrap();
        assert_eq!(shown(&number), expected, "{text}");
    }
    let [one, other] = [9_007_199_254_740_993_u64, 9_007_199_254_740_992].map(Document::from);
    assert!(!equal(&View::Document(&one).into(), &View::Document(&other).into()));
    let text = Call(ToString, &[Current]).evaluate(&View::Document(&one).into()).unwrap();
    assert_eq!(text.text(), Some("9007199254740993"));
}

#[test]
fn blobs_are_texts_in_base64() {
    assert_eq!(Found::from(View::Blob(b"foo")).text(), Some("Zm9v"));
    let document = Document::Blob(bytes::Bytes::from_static(b"f"));
    assert_eq!(Found::from(View::Document(&document)).text(), Some("Zg=="));
}

#[test]
fn conditions_hold_or_not() {
    const COUNT: Expression = Path(&["Count"]);
    const NONE: Expression = Path(&["None"]);
    for (expression, expected) in [
        (Compare(&COUNT, Equal, &Number(3.0)), "true"),
        (Compare(&COUNT, NotEqual, &Number(3.0)), "false"),
        (Compare(&COUNT, Less, &Number(3.0)), "false"),
        (Compare(&COUNT, LessOrEqual, &Number(3.0)), "true"),
        (Compare(&COUNT, Greater, &Number(2.5)), "true"),
        (Compare(&COUNT, GreaterOrEqual, &Number(3.5)), "false"),
        (Compare(&COUNT, Greater, &Text("2")), "null"),
        (Compare(&COUNT, Equal, &Text("3")), "false"),
        (Compare(&NONE, Equal, &Null), "true"),
        (Compare(&Path(&["Names"]), Equal, &Path(&["Names"])), "true"),
        (Compare(&Path(&["Names"]), Equal, &List(&[Text("x")])), "false"),
        (Compare(&Path(&["Choice"]), Equal, &Path(&["Choice"])), "true"),
        (Not(&Path(&["Open"])), "false"),
        (Not(&NONE), "true"),
        (Not(&Text("")), "true"),
        (Not(&Number(0.0)), "false"),
        (And(&Path(&["Open"]), &COUNT), "3"),
        (And(&NONE, &COUNT), "null"),
        (Or(&NONE, &COUNT), "3"),
        (Or(&Boolean(true), &COUNT), "true"),
        (Call(Length, &[KEY]), "2"),
        (Call(Contains, &[KEY, Text("ä")]), "true"),
        (Call(Contains, &[COUNT, Number(3.0)]), "invalid"),
        (Not(&Call(Contains, &[COUNT, Number(3.0)])), "invalid"),
    ] {
        assert_eq!(found(&item(), expression), expected, "{expression:?}");
    }
}

#[test]
fn what_is_not_there_is_null() {
    let empty = Item::default();
    assert_eq!(found(&empty, Each(&Path(&["Items"]), &KEY)), "null");
    assert_eq!(found(&empty, Current), "{}");
    for expression in [
        Path(&["None"]),
        Path(&["Choice", "second"]),
        Path(&["Key", "Key"]),
        Wildcard(&KEY),
        Flatten(&KEY),
        Then(&[Null, List(&[KEY])]),
    ] {
        assert_eq!(found(&item(), expression), "null", "{expression:?}");
    }
}

#[test]
fn documents_are_searched_like_values() {
    let shelf = |full: bool| Document::from_iter([("full", full)]);
    let shelves = Document::List(vec![shelf(true), shelf(false), Document::Null]);
    let document = Document::from_iter([("shelves", shelves), ("count", 2.into())]);
    let found = |expression: Expression| expression.evaluate(&View::Document(&document).into()).unwrap();
    let full = found(Each(&Path(&["shelves"]), &Path(&["full"]))).elements().unwrap();
    assert_eq!(full.iter().map(Found::boolean).collect::<Vec<_>>(), [Some(true), Some(false)]);
    assert_eq!(number(&found(Call(Length, &[Path(&["shelves"])]))), Some(3.0));
    assert_eq!(found(Compare(&Path(&["count"]), Equal, &Number(2.0))).boolean(), Some(true));
    let first = Then(&[Path(&["shelves"]), Index(0)]);
    assert!(equal(&found(first), &View::Document(&shelf(true)).into()));
    assert!(found(Path(&["name"])).is_null());
}

#[test]
fn objects_are_equal_by_what_they_hold_and_not_by_their_types() {
    let map = BTreeMap::from([("Key".to_owned(), "a".to_owned())]);
    let other = BTreeMap::from([("Open".to_owned(), "a".to_owned())]);
    let item = Item { key: Some("a".to_owned()), ..Item::default() };
    let document = Document::from_iter([("Key", "a")]);
    let same = [View::Map(&map), View::Structure(&item), View::Document(&document)].map(Found::from);
    for (left, right) in same.iter().flat_map(|left| same.iter().map(move |right| (left, right))) {
        assert!(equal(left, right));
    }
    assert!(!equal(&View::Map(&other).into(), &View::Structure(&item).into()));
    let newer = Choice::Unknown("third".to_owned());
    assert!(Found::from(View::Union(&newer)).holds());
}

#[test]
fn numbers_are_exact_and_timestamps_are_numbers() {
    let long = |value| Found::from(View::Integer(value));
    assert!(!equal(&long(9_007_199_254_740_993), &long(9_007_199_254_740_992)));
    assert!(
        equal(&long(2), &View::Float(2.0).into()) && equal(&long(2), &View::BigInteger(&2.into()).into())
    );
    let time = crate::timestamp::Timestamp::from_seconds(5);
    assert_eq!(number(&View::Timestamp(time).into()), Some(5.0));
}

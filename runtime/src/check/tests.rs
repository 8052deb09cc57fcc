// The macros make public items, which generated crates need.
#![allow(dead_code, unreachable_pub)]

use super::*;
use crate as runtime;
use crate::{BigDecimal, BigInteger, Bytes, Document, Open, Setting};
use std::collections::BTreeMap;

#[derive(Clone, Default)]
struct Input {
    token: Option<String>,
    name: Option<String>,
    id: Option<String>,
    level: Option<i32>,
    kind: Option<Open<Kind>>,
    blob: Option<Bytes>,
    filters: Option<Vec<Filter>>,
    tags: Option<BTreeMap<String, String>>,
    secrets: Option<BTreeMap<String, String>>,
    choice: Option<Choice>,
    labels: Option<Vec<String>>,
    header: Option<String>,
    vault: Option<Filter>,
    sizes: Option<BTreeMap<String, i32>>,
    kinds: Option<BTreeMap<Open<Kind>, i32>>,
    set: Option<Vec<Filter>>,
    big: Option<BigInteger>,
    exact: Option<BigDecimal>,
    grade: Option<Open<Grade, i32>>,
}

const TAG: Member = Member { name: "member", settings: &[Setting::Length(1, 3)] };
const KEY: Member = Member { name: "key", settings: &[Setting::Length(1, 3), Setting::Pattern("^[a-z]+$")] };
const SECRET: Member =
    Member { name: "member", settings: &[Setting::Sensitive, Setting::Pattern("^[a-z]$")] };

runtime::structure! {
    sent Input = "Input" {
        token: "Token", Required, IdempotencyToken, MinLength(3);
        name: "Name", Required;
        id: "Id", Length(2, 4), Pattern("^[a-z]+$"), ReservedPrefix("aws:");
        level: "Level", Range(1.0, 10.5);
        kind: "Kind", Required;
        blob: "Blob", Length(1, 2);
        filters: "Filters", MinLength(1);
        tags: "Tags", Length(1, 1), Element(&TAG);
        secrets: "Secrets", Sensitive, Element(&SECRET);
        choice: "Choice";
        labels: "Labels", Header("X-Labels");
        header: "Header", Header("X-Header"), Sensitive;
        vault: "Vault", Sensitive;
        sizes: "Sizes", Key(&KEY);
        kinds: "Kinds";
        set: "Set", UniqueItems;
        big: "Big", Maximum(5.0);
        exact: "Exact", Minimum(0.5);
        grade: "Grade";
    }
}

#[derive(Clone, Default)]
struct Filter {
    name: Option<String>,
    inner: Option<Box<Filter>>,
}

runtime::structure! {
    sent Filter = "Filter" {
        name: "Name", Required, MaxLength(2), Pattern("^[a-z]+$");
        inner: "Inner";
    }
}

enum Kind {
    Leaf,
}

runtime::string_enum! {
    Kind {
        Leaf = "LEAF";
    }
}

enum Grade {
    Good,
}

runtime::int_enum! {
    Grade {
        Good = 1;
    }
}

#[derive(Clone)]
enum Choice {
    Text(String),
    Unknown(String),
}

runtime::union! {
    sent Choice = "Choice" {
        Text: "Text", MinLength(1);
    }
}

fn valid() -> Input {
    Input { name: Some(String::new()), kind: Some(Kind::Leaf.into()), ..Input::default() }
}

fn filter(name: &str) -> Filter {
    Filter { name: Some(name.to_owned()), inner: None }
}

fn violations(input: &Input, validation: Validation) -> String {
    match check(input, validation) {
        Ok(()) => String::new(),
        Err(failure) => {
            assert_eq!(failure.kind(), crate::error::FailureKind::Input);
            let text = failure.to_string();
            text.strip_prefix("the input is not valid, so nothing was sent: ").unwrap().to_owned()
        }
    }
}

fn lenient(change: impl FnOnce(&mut Input)) -> String {
    let mut input = valid();
    change(&mut input);
    violations(&input, Validation::Lenient)
}

fn strict(change: impl FnOnce(&mut Input)) -> String {
    let mut input = valid();
    change(&mut input);
    violations(&input, Validation::Strict)
}

#[test]
fn finds_every_required_member_at_any_depth() {
    assert_eq!(lenient(|_| {}), "");
    assert_eq!(
        violations(&Input::default(), Validation::Lenient),
        "Name is required, but not set; Kind is required, but not set"
    );
    assert_eq!(lenient(|input| input.kind = Some("".into())), "Kind is required, but not set");
    assert_eq!(
        lenient(|input| {
            let inner = Some(Box::new(Filter::default()));
            input.filters = Some(vec![filter("a"), filter("b"), Filter { inner, ..filter("c") }]);
        }),
        "Filters[2].Inner.Name is required, but not set"
    );
}

#[test]
fn refuses_what_would_exhaust_a_stack() {
    let nested = |levels: usize| {
        let innermost = Filter { name: Some("a".to_owned()), inner: None };
        (1..levels).fold(innermost, |inner, _| Filter { inner: Some(Box::new(inner)), ..filter("a") })
    };
    assert_eq!(lenient(|input| input.vault = Some(nested(127))), "");
    for levels in [128, 1000] {
        let found = lenient(|input| input.vault = Some(nested(levels)));
        let end = "Inner is nested too deep: at most 128 values, one within the other, are sent";
        assert!(found.ends_with(end) && !found.contains(';'), "{found}");
    }
}

#[test]
fn checks_minimum_lengths_always() {
    assert_eq!(
        lenient(|input| input.token = Some("né".into())),
        "Token must have at least 3 characters, but has 2"
    );
    assert_eq!(lenient(|input| input.blob = Some(Bytes::new())), "Blob must have at least 1 byte, but has 0");
    assert_eq!(
        lenient(|input| input.filters = Some(vec![])),
        "Filters must have at least 1 element, but has 0"
    );
    assert_eq!(
        lenient(|input| input.tags = Some([("a\"b".to_owned(), String::new())].into())),
        "Tags[\"a\\\"b\"] must have at least 1 character, but has 0"
    );
    assert_eq!(
        lenient(|input| input.tags = Some(BTreeMap::new())),
        "Tags must have at least 1 entry, but has 0"
    );
    assert_eq!(
        lenient(|input| input.choice = Some(Choice::Text(String::new()))),
        "Choice.Text must have at least 1 character, but has 0"
    );
}

#[test]
fn refuses_what_no_request_can_carry() {
    assert_eq!(
        lenient(|input| input.choice = Some(Choice::Unknown("New".into()))),
        "Choice must have a variant that this client knows, but is `New`"
    );
    assert_eq!(
        lenient(|input| {
            input.header = Some("s3cret\r\nX-Other: 1".into());
            input.labels = Some(vec!["fine\t".into(), "bad\n".into()]);
        }),
        "Labels[1] is sent in a header, so it must not hold line breaks or other control characters; \
         Header is sent in a header, so it must not hold line breaks or other control characters"
    );
    assert_eq!(
        lenient(|input| input.id = Some("AWS:x".into())),
        "Id must not begin with `aws:`, but is `AWS:x`"
    );
}

#[test]
fn checks_the_rest_where_asked() {
    let change = |input: &mut Input| {
        input.id = Some("Abcde".into());
        input.level = Some(11);
        input.kind = Some("STEM".into());
        input.grade = Some(2.into());
        input.blob = Some(Bytes::from_static(b"abc"));
        input.filters = Some(vec![filter("abc")]);
        input.tags = Some([("a".to_owned(), "abcd".to_owned()), ("b".to_owned(), "b".to_owned())].into());
    };
    assert_eq!(lenient(change), "");
    assert_eq!(
        strict(change).split("; ").collect::<Vec<_>>(),
        [
            "Id must have at most 4 characters, but has 5",
            "Id must match the pattern `^[a-z]+$`, but is `Abcde`",
            "Level must be 10.5 or less, but is `11`",
            "Kind must be one of the values that the model lists, but is `STEM`",
            "Blob must have at most 2 bytes, but has 3",
            "Filters[0].Name must have at most 2 characters, but has 3",
            "Tags must have at most 1 entry, but has 2",
            "Tags[\"a\"] must have at most 3 characters, but has 4",
            "Grade must be one of the values that the model lists, but is `2`",
        ]
    );
    assert_eq!(strict(|input| input.grade = Some(Grade::Good.into())), "");
    assert_eq!(strict(|input| input.level = Some(0)), "Level must be 1 or more, but is `0`");
}

#[test]
fn checks_keys_elements_that_are_there_twice_and_numbers_of_any_size() {
    let sizes = |key: &str| [(key.to_owned(), 1)].into();
    assert_eq!(
        lenient(|input| input.sizes = Some(sizes(""))),
        "a key of Sizes must have at least 1 character, but has 0"
    );
    let change = |input: &mut Input| {
        input.sizes = Some(sizes("ABCD"));
        input.kinds = Some([("STEM".into(), 1), (Kind::Leaf.into(), 2)].into());
        input.set = Some(vec![filter("a"), filter("b"), filter("a")]);
        input.big = Some("12345678901234567890".parse().unwrap());
        input.exact = Some("0.25".parse().unwrap());
    };
    assert_eq!(lenient(change), "");
    assert_eq!(
        strict(change).split("; ").collect::<Vec<_>>(),
        [
            "a key of Sizes must have at most 3 characters, but has 4",
            "a key of Sizes must match the pattern `^[a-z]+$`, but is `ABCD`",
            "a key of Kinds must be one of the values that the model lists, but is `STEM`",
            "Set[2] must not be in the list twice",
            "Big must be 5 or less, but is `12345678901234567890`",
            "Exact must be 0.5 or more, but is `0.25`",
        ]
    );
}

#[test]
fn never_shows_a_secret() {
    let text = strict(|input| {
        input.secrets = Some([("s3cret-key".to_owned(), "S3CRET".to_owned())].into());
        input.vault = Some(filter("S3CRET"));
    });
    assert_eq!(
        text,
        "Secrets[***] must match the pattern `^[a-z]$`; Vault.Name must have at most 2 characters, but has 6; \
         Vault.Name must match the pattern `^[a-z]+$`"
    );
}

#[test]
fn shortens_long_values() {
    let text = strict(|input| {
        input.filters = Some(vec![Filter { name: None, inner: Some(Box::new(filter(&"É".repeat(300)))) }]);
    });
    assert!(text.ends_with(&format!("but is `{}…`", "É".repeat(100))), "{text}");
}

#[test]
fn bounds_belong_to_what_they_bound() {
    for level in [1, 10] {
        assert_eq!(strict(|input| input.level = Some(level)), "");
    }
    assert_eq!(strict(|input| input.big = Some("5".parse().unwrap())), "");
    assert_eq!(strict(|input| input.exact = Some("0.5".parse().unwrap())), "");
    for id in ["ab", "abcd"] {
        assert_eq!(strict(|input| input.id = Some(id.into())), "");
    }
    assert_eq!(strict(|input| input.filters = Some(vec![filter("a"), filter("a")])), "");
}

#[derive(Clone, Default)]
struct Note {
    note: Option<Document>,
}

runtime::structure! {
    sent Note = "NoteInput" {
        note: "Note";
    }
}

#[test]
fn a_document_is_not_nested_without_limit() {
    let nested = |levels: usize| (0..levels).fold(Document::Null, |inner, _| Document::List(vec![inner]));
    let checked = |levels| check(&Note { note: Some(nested(levels)) }, Validation::Lenient);
    checked(100).unwrap();
    for levels in [128, 1_000] {
        assert!(checked(levels).unwrap_err().to_string().contains("is nested too deep"));
    }
}

#[test]
fn white_space_around_a_header_is_no_part_of_its_length() {
    #[derive(Clone, Default)]
    struct Headed {
        token: String,
    }

    runtime::structure! {
        sent Headed = "Headed" {
            token: "Token", Header("X-Token"), Required, MinLength(1);
        }
    }

    #[derive(Clone, Default)]
    struct Encoded {
        json: String,
    }

    runtime::structure! {
        sent Encoded = "Encoded" {
            json: "Json", Header("X-Json"), MediaType("application/json"), MinLength(3);
        }
    }

    assert!(check(&Encoded { json: " a ".to_owned() }, Validation::default()).is_ok());
    let checked = |token: &str| check(&Headed { token: token.to_owned() }, Validation::default());
    assert!(checked(" a ").is_ok());
    assert!(checked(" \t").unwrap_err().to_string().contains("must have at least 1 character, but has 0"));
}

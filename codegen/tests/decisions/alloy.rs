//! What the traits of alloy mean, by protocol.

use super::decided;
use smithwright_codegen::ir::{RustType, Service, Setting, Type};

const MODEL: &str = r#"$version: "2"
namespace a
use alloy#discriminated
use alloy#jsonUnknown
use alloy#nullable
use alloy#simpleRestJson
use alloy#untagged
@simpleRestJson
service Shop { version: "1", operations: [Sell] }
@http(method: "POST", uri: "/sell")
operation Sell { input := { item: Item, @nullable note: String, @jsonUnknown more: Documents }, output := { price: Price } }
@discriminated("kind") union Item { book: Book }
structure Book { @required title: String }
@untagged union Price { cents: Integer, money: Money }
structure Money { @required amount: Integer, @required currency: Currency, note: String }
structure Currency { @required code: String }
map Documents { key: String, value: Document }
"#;

/// The settings of a nested structure's member, or of a union.
fn settings<'a>(service: &'a Service, name: &str, member: &str) -> &'a [Setting] {
    match service.types.iter().find(|it| it.name().as_str() == name).unwrap() {
        Type::Structure(it) => &it.fields.iter().find(|field| field.member == member).unwrap().settings,
        Type::Union(it) => &it.settings,
        _ => panic!("{name}"),
    }
}

/// The settings and type of a member of the input.
fn input<'a>(service: &'a Service, member: &str) -> (&'a [Setting], &'a RustType) {
    let field = service.operations[0].input.fields.iter().find(|field| field.member == member).unwrap();
    (&field.settings, &field.value)
}

#[test]
fn unions_have_the_form_that_their_traits_say() {
    let (service, said) = decided(MODEL);
    let service = service.unwrap();
    assert_eq!(said, "");
    assert_eq!(settings(&service, "Item", ""), [Setting::Discriminated("kind".to_owned())]);
    assert_eq!(settings(&service, "Price", ""), [Setting::Untagged]);
    assert_eq!(input(&service, "more").0, [Setting::JsonUnknown]);
    assert_eq!(input(&service, "note").1, &RustType::Nullable(Box::new(RustType::String)));
    // What is received says what is required only where that tells the members of an untagged union apart.
    assert_eq!(settings(&service, "Money", "amount"), [Setting::Required]);
    assert_eq!(settings(&service, "Money", "note"), []);
    assert_eq!(settings(&service, "Currency", "code"), []);
}

#[test]
fn other_protocols_do_not_know_the_traits() {
    let (service, said) = decided(&MODEL.replace("@simpleRestJson", "@aws.protocols#restJson1"));
    let service = service.unwrap();
    assert_eq!(settings(&service, "Item", ""), []);
    assert_eq!(settings(&service, "Price", ""), []);
    assert_eq!(input(&service, "more").0, []);
    assert_eq!(input(&service, "note").1, &RustType::String);
    let nothing = "warning: the trait does nothing in restJson1: the service expects the usual JSON";
    assert_eq!(said.matches(nothing).count(), 4, "{said}");
    for (id, on) in [
        ("alloy#discriminated", "a#Item"),
        ("alloy#untagged", "a#Price"),
        ("alloy#nullable", "a#SellInput$note"),
        ("alloy#jsonUnknown", "a#SellInput$more"),
    ] {
        assert!(said.contains(&format!("(shape {on}, trait {id})")), "{said}");
    }
    // A service that speaks both may be called in either.
    let (service, said) =
        decided(&MODEL.replace("@simpleRestJson", "@simpleRestJson @aws.protocols#restJson1"));
    assert_eq!((service.unwrap().protocol.name(), said.as_str()), ("restJson1", ""));
}

#[test]
fn errors_are_told_by_their_status_in_any_case() {
    let (service, said) =
        decided(&MODEL.replace("@simpleRestJson", "@simpleRestJson @smithwright.api#errorsByStatus"));
    assert!(!service.unwrap().errors_by_status);
    assert!(
        said.contains("the trait does nothing with the service's protocol, which goes by the status"),
        "{said}"
    );
}

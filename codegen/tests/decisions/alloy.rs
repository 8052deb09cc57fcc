//! What the traits of alloy mean, by protocol.

use super::decided;
use smithwright_codegen::ir::{RustType, Service, Setting, Type};
use smithwright_codegen::model::{Model, SourceFile};

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
operation Sell { input := { item: Item, @nullable note: String, @jsonUnknown more: Documents }, output := { price: Price, receipt: Receipt } }
@discriminated("kind") union Item { book: Book }
structure Book { @required title: String }
@untagged union Price { cents: Integer, money: Money }
structure Money { @required amount: Integer, @required currency: Currency, note: String, @required sure: Boolean = true, @required @clientOptional rounded: Boolean }
structure Receipt { @required number: Integer }
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
    assert_eq!(settings(&service, "Money", "amount"), [Setting::Tells]);
    assert_eq!(settings(&service, "Currency", "code"), [Setting::Tells]);
    for member in ["note", "sure", "rounded"] {
        assert_eq!(settings(&service, "Money", member), [], "{member}");
    }
    assert_eq!(settings(&service, "Book", "title"), [Setting::Required]);
    assert_eq!(settings(&service, "Receipt", "number"), []);
}

#[test]
fn null_is_a_value_where_there_is_json() {
    let nullable = |member: &str| {
        let text = MODEL.replace("@nullable note: String", &format!("{member} @nullable note: String"));
        let (service, said) = decided(
            &text.replace("\"/sell\"", if member.contains("Label") { "\"/{note}\"" } else { "\"/sell\"" }),
        );
        let is_nullable = matches!(input(&service.unwrap(), "note").1, RustType::Nullable(_));
        assert_eq!(
            said.contains("the member is not in JSON, and nothing else has a null"),
            !is_nullable,
            "{said}"
        );
        is_nullable
    };
    assert!(nullable("") && nullable("@jsonName(\"a\")") && nullable("@required"));
    for outside in ["@httpHeader(\"a\")", "@httpQuery(\"a\")", "@required @httpLabel"] {
        assert!(!nullable(outside), "{outside}");
    }
}

#[test]
fn only_shapes_that_are_named_come_with_the_model() {
    let shapes = |text: &str| {
        let model = Model::read(&[SourceFile { name: "alloy.smithy", text }]).unwrap().model;
        let ids = model.shapes().map(|shape| shape.id.as_str().to_owned());
        ids.filter(|id| id.starts_with("alloy#")).collect::<Vec<_>>()
    };
    assert_eq!(shapes(MODEL), [""; 0]);
    let with =
        |more: &str| shapes(&MODEL.replace("structure Receipt { ", &format!("structure Receipt {{ {more} ")));
    assert_eq!(with("id: alloy#UUID, day: alloy#LocalDate,"), ["alloy#LocalDate", "alloy#UUID"]);
    assert_eq!(with("/// Not `my.alloy#UUID` or alloy#UUIDs.\n"), [""; 0]);
    let own =
        "$version: \"2\"\nnamespace alloy\ninteger Year\nstructure Own { year: Year, month: alloy#Month }";
    assert_eq!(shapes(own), ["alloy#Month", "alloy#Own", "alloy#Year"]);
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

#[test]
fn traits_that_would_change_what_is_sent_are_not_passed_over() {
    let found = |from: &str, to: &str| {
        let text = MODEL.replace(from, to);
        assert_ne!(text, MODEL);
        Model::read(&[SourceFile { name: "model.smithy", text: &text }]).unwrap().warnings.to_string()
    };
    for (from, to) in [
        ("structure Receipt", "@alloy#httpSuccess(201) structure Receipt"),
        ("{ price: Price,", "{ @alloy#httpPolymorphicResponse @required price: Price,"),
        ("@jsonUnknown more", "@alloy#unknownFieldRetention more"),
    ] {
        let said = found(from, to);
        assert_eq!(said.matches("the trait is not supported").count(), 1, "{said}");
    }
}

#[test]
fn an_error_without_a_status_is_that_of_its_class() {
    let statuses = |protocol: &str| -> Vec<String> {
        let (service, said) = decided(&format!(
            r#"$version: "2"
namespace a
@{protocol}
service Shop {{ version: "1", operations: [Sell] }}
@http(method: "POST", uri: "/sell")
operation Sell {{ errors: [Down, Missing, Other] }}
@error("server") structure Down {{}}
@error("client") @httpError(404) structure Missing {{}}
@error("client") structure Other {{}}
"#
        ));
        assert_eq!(said, "");
        service.unwrap().operations[0].errors.iter().map(|error| error.status.to_string()).collect()
    };
    assert_eq!(statuses("alloy#simpleRestJson"), ["5xx", "404", "4xx"]);
    assert_eq!(statuses("aws.protocols#restJson1"), ["500", "404", "400"]);
}

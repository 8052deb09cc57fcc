//! Types and operations that have another name in Rust, because one that came took theirs.

use super::*;

/// Makes a client of a service with these operations, in whose file are these shapes.
fn with(operations: &str, rest: &str) -> Service {
    let text = format!(
        "$version: \"2.0\"\nnamespace a\n@aws.protocols#awsJson1_0 service Shop {{ operations: {operations} }}\n{rest}\n"
    );
    client_of("shop.smithy", &text).1
}

fn found(old: &Service, new: &Service) -> Vec<String> {
    rust_changes(old, new).iter().map(|it| format!("{} {}: {}", it.id, it.origin, it.message)).collect()
}

/// Returns what breaks if the members of an input and the names that the service gives to shapes change.
fn breaks(old: (&str, &str), new: (&str, &str)) -> Vec<String> {
    let of = |(members, rename): (&str, &str)| {
        let shapes = format!(
            "operation Buy {{ input := {{ {members} }} output := {{ wrap: Wrap }} errors: [SoldOut] }}\n\
             structure Wrap {{ @required color: Color, @required box: WrapBox, note: String }}\nstructure WrapBox {{ wraps: Wraps }}\n\
             list Wraps {{ member: Wrap }}\nenum Color {{ RED }}\nstructure Other {{}}\nstructure Two {{ @required a: Wrap, @required b: Other }}\nunion Either {{ wrap: Wrap }}\n\
             @error(\"client\") structure SoldOut {{ wrap: Wrap }}"
        );
        with(&format!("[Buy] rename: {{ {rename} }}"), &shapes)
    };
    found(&of(old), &of(new))
}

#[test]
fn a_name_is_told_once_and_not_where_it_is_used() {
    let members = "wrap: Wrap, wraps: Wraps, box: WrapBox, color: Color, either: Either";
    for (shape, path, other) in [
        ("Wrap", "types", "Cover"),
        ("WrapBox", "types", "Crate"),
        ("Color", "types", "Tint"),
        ("Either", "types", "One"),
    ] {
        let rename = format!(r#""a#{shape}": "{other}""#);
        let (old, new) = (format!("{path}::{shape}"), format!("{path}::{other}"));
        let (plain, renamed) = ((members, ""), (members, &*rename));
        assert_eq!(breaks(plain, renamed), [format!("Rust.Renamed {shape}: `{old}` is now `{new}`")]);
        assert_eq!(breaks(renamed, plain), [format!("Rust.Renamed {shape}: `{new}` is now `{old}`")]);
    }
    let error = breaks((members, ""), (members, r#""a#SoldOut": "Gone""#));
    assert_eq!(
        error,
        [
            "Rust.Renamed Buy ! SoldOut: `operation::buy::BuyError::SoldOut` is now `operation::buy::BuyError::Gone`",
            "Rust.Renamed SoldOut: `errors::SoldOut` is now `errors::Gone`",
        ]
    );
}

#[test]
fn types_that_change_places() {
    let renamed = [
        "Rust.Renamed Other: `types::Other` is now `types::Wrap`",
        "Rust.Renamed Wrap: `types::Wrap` is now `types::Other`",
    ];
    let (plain, swapped) = ("", r#""a#Wrap": "Other", "a#Other": "Wrap""#);
    let members = "x: Wrap, y: Other, all: Wraps, two: Two";
    assert_eq!(breaks((members, plain), (members, swapped)), renamed);
    // The text of the type is the same, and the type is not.
    let sell = |members: &str, rename: &str| {
        let shapes = format!(
            "operation Sell {{ input := {{ {members} }} }}\nstructure Wrap {{ a: String }}\nstructure Other {{ b: String }}"
        );
        with(&format!("[Sell] rename: {{ {rename} }}"), &shapes)
    };
    let other = found(&sell("x: Wrap, y: Other", plain), &sell("x: Other, y: Wrap", swapped));
    let changed = |field: &str, shape: &str| {
        format!(
            "Rust.ChangedFieldType SellInput${field}: `operation::sell::SellInput.{field}` is `Option<types::{shape}>` as before, which has another type in it now"
        )
    };
    assert_eq!(other, [&*changed("x", "Wrap"), &changed("y", "Other"), renamed[0], renamed[1]]);
}

#[test]
fn a_type_that_another_takes_the_name_of() {
    let (old, new) = ("x: Wrap, y: Other", r#""a#Wrap": "Cover", "a#Other": "Wrap""#);
    let renamed = [
        "Rust.Renamed Other: `types::Other` is now `types::Wrap`",
        "Rust.Renamed Wrap: `types::Wrap` is now `types::Cover`",
    ];
    assert_eq!(breaks((old, ""), (old, new)), renamed);
    let changed = "Rust.ChangedFieldType BuyInput$x: `operation::buy::BuyInput.x` was `Option<types::Wrap>` and is `Option<types::WrapBox>`";
    assert_eq!(breaks((old, ""), ("x: WrapBox, y: Other", new)), [changed, renamed[0], renamed[1]]);
}

#[test]
fn an_input_and_an_output_go_along_with_their_operation() {
    let of = |name: &str, input: &str, output: &str| {
        with(
            &format!("[{name}]"),
            &format!(
                "operation {name} {{ input: {input} output: {output} }}\n\
                 structure A {{ @required a: String }}\nstructure B {{ b: Part }}\nstructure Part {{ c: String }}"
            ),
        )
    };
    assert_eq!(
        found(&of("Buy", "A", "B"), &of("Order", "A", "B")),
        [
            "Rust.RemovedOperation Buy: `operation::buy` is gone",
            "Rust.Renamed A: `operation::buy::BuyInput` is now `operation::order::OrderInput`",
            "Rust.Renamed B: `operation::buy::BuyOutput` is now `operation::order::OrderOutput`",
        ]
    );
    let moved = found(&of("Buy", "A", "Part"), &of("Buy", "A", "B"));
    assert_eq!(moved, ["Rust.Renamed Part: `operation::buy::BuyOutput` is now `types::Part`"]);
}

#[test]
fn a_type_that_becomes_an_error_keeps_its_name() {
    let of = |members: &str, errors: &str, of_type: &str| {
        let part = format!("{of_type} structure Part {{ note: String }}");
        with("[Buy]", &format!("operation Buy {{ output := {{ {members} }} errors: [{errors}] }}\n{part}"))
    };
    let moved = found(&of("part: Part", "", ""), &of("", "Part", "@error(\"client\")"));
    assert_eq!(
        moved,
        [
            "Rust.RemovedField BuyOutput$part: `operation::buy::BuyOutput.part` is gone",
            "Rust.Moved Part: `types::Part` is now `errors::Part`",
        ]
    );
}

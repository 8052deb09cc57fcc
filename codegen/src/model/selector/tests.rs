//! Selectors of each kind over one small model.

use super::{Graph, Problem, Selector};
use crate::model::{Model, SourceFile};

const MODEL: &str = r#"$version: "2"
namespace a
@title("Shop") service Shop { version: "7", operations: [Buy], resources: [Shelf], errors: [Gone] }
resource Shelf { identifiers: { id: Id }, read: Look, operations: [Tidy] }
@readonly operation Look { input := { @required id: Id }, output := { level: Level } }
operation Tidy { input := { @required id: Id } }
@tags(["a", "b"]) operation Buy { input: BuyInput, output := {}, errors: [Gone] }
structure BuyInput { @required name: String, count: Integer, colors: Colors, @range(min: 9, max: 3) odd: Odd }
@range(min: 1, max: 3) integer Odd
@error("client") structure Gone {}
list Colors { member: Color }
enum Color { RED, BLUE }
intEnum Level { LOW = 1 }
string Id
structure Tree { next: Tree, leaf: Leaf }
structure Leaf {}
"#;

/// Returns the names of what is selected in the model, without the prelude and those that are made up for inline structures.
fn selected(text: &str) -> String {
    let selector = Selector::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    let loaded = Model::read_unchecked(&[SourceFile { name: "a.smithy", text: MODEL }], &[]);
    let model = loaded.unwrap_or_else(|found| panic!("{found}")).model;
    let found = selector.select(&Graph::of(&model)).unwrap();
    let own = found.into_iter().filter(|id| id.namespace() == "a");
    own.map(|id| id.as_str().trim_start_matches("a#").to_owned()).collect::<Vec<_>>().join(" ")
}

#[test]
fn types() {
    assert_eq!(selected("service"), "Shop");
    assert_eq!(selected("string"), "Color Id");
    assert_eq!(selected("integer"), "Level Odd");
    assert_eq!(selected(":is(resource, enum)"), "Color Shelf");
    assert_eq!(selected("collection"), "Colors");
    assert_eq!(selected("serviceType:not(operation)"), "Shelf Shop");
    assert_eq!(selected("aggregateType:not(structure)"), "Colors");
    assert_eq!(selected("dataType[id|namespace = a]:not(structure)"), "Color Colors Id Level Odd");
    assert_eq!(selected(":test(number, simpleType)"), "Color Id Level Odd");
}

#[test]
fn neighbors() {
    assert_eq!(selected("service > operation"), "Buy");
    assert_eq!(selected("service -[error]->"), "Gone");
    assert_eq!(selected("operation -[input, output]-> > member > integer"), "Level Odd");
    assert_eq!(selected("resource -[read]->"), "Look");
    assert_eq!(selected("resource -[instanceOperation]->"), "Look Tidy");
    assert_eq!(selected("operation -[bound]->"), "Shelf Shop");
    assert_eq!(selected("integer < member"), "BuyInput$count BuyInput$odd LookOutput$level");
    assert_eq!(selected("structure <-[error]-"), "Buy Shop");
    assert_eq!(selected("service ~> enum"), "Color");
    assert_eq!(selected("list > member > enum"), "Color");
    assert_eq!(selected("structure:test(~> structure[id|namespace = a])"), "Tree");
    // What leads back to itself is not below itself.
    assert_eq!(selected("structure:not(~> [id = 'a#Tree'])[id = 'a#Tree']"), "Tree");
    assert_eq!(selected("structure :not(< member)[id|name = 'Leaf']"), "");
}

#[test]
fn attributes() {
    assert_eq!(selected("structure > member[trait|required]"), "BuyInput$name LookInput$id TidyInput$id");
    assert_eq!(selected("[trait|error = server]"), "");
    assert_eq!(selected("[trait|error = 'server', 'client']"), "Gone");
    assert_eq!(selected("[trait|error != server]"), "Gone");
    assert_eq!(selected("[id|name ^= L]:is(structure, intEnum)"), "Leaf Level LookInput LookOutput");
    assert_eq!(selected("[id|name = leaf i]"), "Leaf");
    assert_eq!(selected("[id|member = odd]"), "BuyInput$odd");
    assert_eq!(selected("[id = 'a#Tree']"), "Tree");
    assert_eq!(selected("[id|namespace = a][id|name|(length) > 9]:is(structure)"), "LookOutput");
    assert_eq!(selected("[service|version = '7']"), "Shop");
    assert_eq!(selected("[trait|tags|(values) = b]"), "Buy");
    assert_eq!(selected("[trait|tags|(length) >= 2]"), "Buy");
    assert_eq!(selected("operation[trait|readonly ?= false]"), "Buy Tidy");
    assert_eq!(selected("[trait|(keys) *= range]"), "BuyInput$odd Odd");
    assert_eq!(selected("[@trait|range: @{min} > @{max}]"), "BuyInput$odd");
    assert_eq!(selected("[@trait|range: @{min} < @{max} && @{max} = 3]"), "Odd");
    assert_eq!(selected("[trait|tags|(first) = a]"), "Buy");
    assert_eq!(selected("[@trait|tags: @{(values)} {=} @{(values)}]"), "Buy");
    // Literals are no projection.
    assert_eq!(selected("[trait|tags|(values) {=} b, a]"), "");
    assert_eq!(selected("operation[trait|tags|(values) {<} b, a]"), "");
    assert_eq!(selected("operation[trait|tags|(values) {!=} b, a]"), "Buy Look Tidy");
    assert_eq!(selected("[@: @{id|name} = Leaf]"), "Leaf");
    assert_eq!(selected("[@: @{trait|error} = client]"), "Gone");
    assert_eq!(selected("[@: @{trait|tags|(values)} = b && @{id|name} ^= B]"), "Buy");
}

#[test]
fn functions_and_variables() {
    assert_eq!(selected("operation:not([trait|readonly])"), "Buy Tidy");
    assert_eq!(selected("structure:test(> member > list)"), "BuyInput");
    assert_eq!(selected("structure:test(-[member]-> [id|member = next])"), "Tree");
    assert_eq!(selected("service $all(~> operation) -[operation]-> :in(${all})"), "Buy");
    assert_eq!(selected("service $errors(-[error]->) > operation -[error]-> :in(${errors})"), "Gone");
    assert_eq!(selected("list :test(:root(service))"), "Colors");
    assert_eq!(selected(":topdown([trait|title])"), "Buy Look Shelf Shop Tidy");
    assert_eq!(selected("service :topdown(service, resource)"), "Buy Shop");
    assert_eq!(selected(":topdown(resource)"), "Look Shelf Tidy");
    assert_eq!(selected(":topdown(service, service)"), "");
    assert_eq!(selected("operation $errors(-[error]->) :test(${errors})"), "Buy");
    assert_eq!(selected("service ~> operation $errors(-[error]->) :test(${errors})"), "Buy");
    assert_eq!(selected("service $ops(~> operation) [@: @{var|ops|id|name} = Buy]"), "Shop");
    assert_eq!(
        selected("service $a(-[operation]->) $b(-[operation]->) [@: @{var|a|id} {=} @{var|b|id}]"),
        "Shop"
    );
    assert_eq!(selected("service :recursive(-[resource]->)"), "Shelf");
    assert_eq!(selected("service $all(~> operation) [var|all]"), "Shop");
}

#[test]
fn what_is_no_selector() {
    for (text, at, expected) in [
        ("", 0, "a step of a selector"),
        ("structure > ", 12, ""),
        ("struct", 0, "the name of a type"),
        ("[trait|x", 8, "a comparator such as `=`"),
        ("[trait|x = ", 11, "a name"),
        ("[trait|x = 'y]", 11, "a closing quote"),
        (":test(string", 12, "`)`"),
        (":not(string, list)", 18, "no more than 1 arguments"),
        ("-[input->", 7, "`]->`"),
        ("string ]", 7, "a name"),
        ("[trait|(size)]", 8, "`keys`, `values`, `first` or `length`"),
    ] {
        match Selector::parse(text) {
            Ok(_) => assert!(expected.is_empty(), "{text}"),
            Err(Problem::Unexpected { at: place, expected: what, .. }) => {
                assert_eq!((place, &*what), (at, expected), "{text}");
            }
            Err(Problem::TooLarge) => panic!("{text}"),
        }
    }
    for text in [":not(".repeat(40), "> ".repeat(200)] {
        assert_eq!(Selector::parse(&text), Err(Problem::TooLarge), "{text}");
    }
}

#[test]
fn countless_ways_end() {
    let members = (0..20).map(|it| format!("m{it}: S")).collect::<Vec<_>>().join(", ");
    let text = format!("$version: \"2\"\nnamespace a\nstructure S {{ {members} }}\n");
    let model = Model::read_unchecked(&[SourceFile { name: "a.smithy", text: &text }], &[]).unwrap().model;
    let far = Selector::parse(&format!("structure{}", " > member > structure".repeat(20))).unwrap();
    assert_eq!(far.select(&Graph::of(&model)), None);
    // Ways of few steps, but with countless ends.
    let many = (0..2_000).map(|it| format!("string S{it}\n")).collect::<String>();
    let text = format!("$version: \"2\"\nnamespace a\n{many}");
    let model = Model::read_unchecked(&[SourceFile { name: "a.smithy", text: &text }], &[]).unwrap().model;
    let all = Selector::parse("string :root(string) :root(*)").unwrap();
    assert_eq!(all.select(&Graph::of(&model)), None);
}

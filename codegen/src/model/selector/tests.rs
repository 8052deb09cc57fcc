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

/// What the first model has not: resources in resources, mixins, maps and unions, traits of its own.
const MALL: &str = r#"$version: "2"
namespace a
@mark service Mall { version: "1", operations: [Enter], resources: [Floor, Ring] }
@mark @title("Floor") resource Floor {
    identifiers: { floor: Name }, properties: { size: Size }
    list: ListFloors, operations: [Enter], collectionOperations: [CountFloors], resources: [Stall]
}
resource Stall { identifiers: { floor: Name, stall: Name }, resources: [Till] }
resource Till {}
resource Ring { resources: [Ring] }
operation Enter { input: Entry }
operation ListFloors {}
operation CountFloors {}
structure Entry with [Named] { open: Boolean = true }
@mixin structure Named { name: Name }
map Sizes { key: Name, value: Size }
union Choice { name: Name }
list Names { member: Name }
string Name
integer Size
@trait structure mark {}
"#;

/// Returns the names of what is selected in the model, without the prelude and those that are made up for inline structures.
fn selected(text: &str) -> String {
    selected_in(MODEL, text)
}

fn selected_in(model: &str, text: &str) -> String {
    let selector = Selector::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    let loaded = Model::read_unchecked(&[SourceFile { name: "a.smithy", text: model }], &[]);
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
    assert_eq!(selected("number"), "Level Odd");
    assert_eq!(selected("member:not([id|member])"), "");
    assert_eq!(selected("set"), "Colors");
    assert_eq!(selected(":is(set, resource, intEnum)"), "Colors Level Shelf");
    let in_mall = |text: &str| selected_in(MALL, text);
    assert_eq!(in_mall("aggregateType"), "Choice Entry Named Names Sizes mark");
    assert_eq!(in_mall("simpleType"), "Name Size");
    assert_eq!(in_mall("serviceType:not(resource)"), "CountFloors Enter ListFloors Mall");
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
    assert_eq!(selected("structure -[bound]->"), "");
    let in_mall = |text: &str| selected_in(MALL, text);
    assert_eq!(in_mall("structure -[mixin]->"), "Named");
    assert_eq!(in_mall("resource -[identifier]->"), "Name");
    assert_eq!(in_mall("resource -[property]->"), "Size");
    assert_eq!(in_mall("resource -[collectionOperation]->"), "CountFloors ListFloors");
    assert_eq!(in_mall("resource -[resource]->"), "Ring Stall Till");
    assert_eq!(in_mall("resource -[bound]->"), "Floor Mall Ring Stall");
    assert_eq!(in_mall("service -[trait]->"), "mark");
    assert_eq!(in_mall("service -[trait, operation]->"), "Enter mark");
    assert_eq!(in_mall("structure <-[trait]-"), "Floor Mall");
    assert_eq!(in_mall("[id = 'a#mark'] <"), "");
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
    assert_eq!(selected("[trait|tags|(values)|(first) = a]"), "Buy");
    assert_eq!(selected("[trait|tags|(values)]"), "Buy");
    assert_eq!(selected("[trait|tags|(values)|(length) = 1]"), "Buy");
    assert_eq!(selected("[@trait|(values): @{min} = 1 && @{max} = 3]"), "Odd");
    assert_eq!(selected("[trait|(values)|(length) = 4]"), "Color$BLUE Shop");
    assert_eq!(selected("[trait|title|(length) = 4]"), "Shop");
    assert_eq!(selected("[trait|range|(length) = 2]"), "BuyInput$odd Odd");
    assert_eq!(selected("[trait|range|(keys) = min]"), "BuyInput$odd Odd");
    assert_eq!(selected("[trait|range|(values) = 9]"), "BuyInput$odd");
    assert_eq!(selected("[trait|range|(first) = 9]"), "");
    assert_eq!(selected("[trait|(first)]"), "");
    assert_eq!(selected("[trait|smithy.api#readonly]"), "Look");
    assert_eq!(selected("[service|id = a#Shop]"), "Shop");
    assert_eq!(selected("[service|name = '7']"), "");
    assert_eq!(selected("string[id|(length) = 4]"), "Id");
    assert_eq!(selected("[id = a#Tree]"), "Tree");
    assert_eq!(selected("[id|name = leaf]"), "");
    assert_eq!(selected("[id|name > 1]"), "");
    assert_eq!(selected("[id|name $= Buy]"), "Buy");
    assert_eq!(selected("structure[id|name $= Input]:not([id|name ^= T])"), "BuyInput LookInput");
    assert_eq!(selected("[trait|range|min < 1]"), "");
    assert_eq!(selected("[trait|range|min <= 1]"), "Odd");
    assert_eq!(selected("[@trait|tags: @{(values)} {<} @{(values)}]"), "Buy");
    assert_eq!(selected("[@trait|tags: @{(values)} {<<} @{(values)}]"), "");
    assert_eq!(selected("[trait|tags][@trait|tags: @{(values)} {!=} @{(values)}]"), "");
    let in_mall = |text: &str| selected_in(MALL, text);
    assert_eq!(in_mall("[trait|default = true]"), "Entry$open");
    assert_eq!(in_mall("resource[trait|(length) = 2]"), "Floor");
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
    assert_eq!(selected("service $the_ops(-[operation]->) ~> operation :in(${the_ops})"), "Buy");
    assert_eq!(selected("service $errors(-[error]->) ~> structure :in(${errors})"), "Gone");
    assert_eq!(
        selected("service $ops(~> operation) [@var|ops: @{id|name} = Buy && @{id|name} ^= B]"),
        "Shop"
    );
    assert_eq!(selected("service $ops(~> operation) [@var|ops: @{id|name} = Buy && @{id|name} = Tidy]"), "");
    assert_eq!(selected("operation $none(-[resource]->) [var|none]"), "");
    let compared =
        |sets: &str| selected(&format!("service $few(-[operation]->) $all(~> operation) [@: {sets}]"));
    assert_eq!(compared("@{var|few|id} {<} @{var|all|id}"), "Shop");
    assert_eq!(compared("@{var|few|id} {<<} @{var|all|id}"), "Shop");
    assert_eq!(compared("@{var|few|id} {!=} @{var|all|id}"), "Shop");
    assert_eq!(compared("@{var|all|id} {<} @{var|few|id}"), "");
    assert_eq!(compared("@{var|all|id} {<<} @{var|few|id}"), "");
    let in_mall = |text: &str| selected_in(MALL, text);
    assert_eq!(in_mall("service :recursive(-[resource]->)"), "Floor Ring Stall Till");
    assert_eq!(in_mall(":topdown(resource)"), "CountFloors Enter Floor ListFloors Ring Stall Till");
    // What is bound in two places is reached in the first.
    assert_eq!(in_mall("service :topdown(service, resource)"), "Enter Mall");
    assert_eq!(in_mall(":topdown(structure)"), "");
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
        ("string)", 6, "a step of a selector"),
        ("$a(string, list)", 16, "one selector for the variable"),
        (":is(string, list, integer)", 0, ""),
        (":topdown(*, *, *)", 17, "no more than 2 arguments"),
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
    let nested = |depth: usize| format!("{}*{}", ":not(".repeat(depth), ")".repeat(depth));
    assert!(Selector::parse(&nested(15)).is_ok());
    assert_eq!(Selector::parse(&nested(16)), Err(Problem::TooLarge));
    assert!(Selector::parse(&format!(":is({})", vec!["*"; 40].join(","))).is_ok());
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

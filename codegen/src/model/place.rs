//! Where a trait may stand, as data and in words: what Smithy says by a selector.

use super::ShapeType;

/// Where a trait may stand.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// On every shape and every member.
    Anywhere,
    /// On shapes of these types, but on no members.
    Shape(&'static [Kind]),
    /// On shapes of these types, and on all members that hold such.
    ShapeOrMember(&'static [Kind]),
    /// On these members, if they hold what they should.
    Member(Owner, Holds),
    /// In a place, if one of these traits stands there too.
    Beside(&'static [&'static str], &'static Place),
    /// In any of these places.
    Either(&'static [Place]),
}

/// Types of shapes that go by one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant without a text is the Smithy type of that name")]
pub enum Kind {
    Blob,
    Boolean,
    Byte,
    Short,
    Long,
    Float,
    Double,
    Timestamp,
    List,
    Map,
    Structure,
    Union,
    Service,
    Operation,
    Resource,
    /// Integers of 32 bits, enums of them included.
    Integer,
    /// All types of numbers.
    Number,
    /// Strings, enums included.
    String,
    /// Strings that are no enums.
    PlainString,
    /// Everything that holds nothing else.
    Simple,
    /// Everything that a member can hold.
    Data,
    /// Everything there is.
    Any,
}

/// Which members a trait is for, by the shape whose members they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Those of every shape that has some.
    Any,
    /// Those of structures.
    Structure,
    /// Those of structures that are not marked as inputs.
    StructureButInput,
    /// Those of structures and unions.
    StructureOrUnion,
    /// Those of enums, of strings or integers.
    Enum,
    /// Those of operations' inputs.
    Input,
    /// Those of operations' inputs and outputs.
    InputOrOutput,
    /// Those of operations' outputs, and of errors.
    OutputOrError,
    /// Those of all structures that HTTP carries as a whole: inputs, outputs and errors.
    Message,
    /// Those of the events of a stream.
    Event,
}

/// What the members hold that a trait is for.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Whatever it is.
    Anything,
    /// One of these.
    One(&'static [Kind]),
    /// One of these, or a list of such.
    OneOrList(&'static [Kind]),
    /// A map of these.
    MapOf(&'static [Kind]),
    /// A map of these, or of lists of such.
    MapOfOneOrList(&'static [Kind]),
}

impl Kind {
    /// Whether shapes of the type go by this name.
    pub fn includes(self, shape: ShapeType) -> bool {
        use ShapeType as Type;
        match self {
            Self::Blob => shape == Type::Blob,
            Self::Boolean => shape == Type::Boolean,
            Self::Byte => shape == Type::Byte,
            Self::Short => shape == Type::Short,
            Self::Long => shape == Type::Long,
            Self::Float => shape == Type::Float,
            Self::Double => shape == Type::Double,
            Self::Timestamp => shape == Type::Timestamp,
            Self::List => shape == Type::List,
            Self::Map => shape == Type::Map,
            Self::Structure => shape == Type::Structure,
            Self::Union => shape == Type::Union,
            Self::Service => shape == Type::Service,
            Self::Operation => shape == Type::Operation,
            Self::Resource => shape == Type::Resource,
            Self::Integer => matches!(shape, Type::Integer | Type::IntEnum),
            Self::Number => shape.is_number(),
            Self::String => matches!(shape, Type::String | Type::Enum),
            Self::PlainString => shape == Type::String,
            Self::Simple => {
                shape.is_data() && !matches!(shape, Type::List | Type::Map | Type::Structure | Type::Union)
            }
            Self::Data => shape.is_data(),
            Self::Any => true,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::Timestamp => "timestamp",
            Self::List => "list",
            Self::Map => "map",
            Self::Structure => "structure",
            Self::Union => "union",
            Self::Service => "service",
            Self::Operation => "operation",
            Self::Resource => "resource",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::PlainString => "string that is no enum",
            Self::Simple => "simple type",
            Self::Data => "shape of data",
            Self::Any => "shape that is no member",
        }
    }
}

impl Place {
    /// The place in words that go after "on", as in `a service or operation`.
    pub fn words(self) -> String {
        match self {
            Self::Anywhere => "a shape or member".to_owned(),
            Self::Shape(kinds) => any_of(kinds),
            Self::ShapeOrMember(kinds) => format!("{}, or a member that holds one", any_of(kinds)),
            Self::Member(owner, Holds::Anything) => owner.words().to_owned(),
            Self::Member(owner, holds) => format!("{} that holds {}", owner.words(), holds.words()),
            Self::Beside(traits, place) => format!("{} with {}", place.words(), alternatives(traits)),
            Self::Either(places) => {
                places.iter().map(|place| place.words()).collect::<Vec<_>>().join(", or on ")
            }
        }
    }
}

impl Owner {
    fn words(self) -> &'static str {
        match self {
            Self::Any => "a member",
            Self::Structure => "a structure's member",
            Self::StructureButInput => "a non-input structure's member",
            Self::StructureOrUnion => "a structure's or union's member",
            Self::Enum => "an enum's member",
            Self::Input => "an input's member",
            Self::InputOrOutput => "an input's or output's member",
            Self::OutputOrError => "an output's or error's member",
            Self::Message => "an input's, output's or error's member",
            Self::Event => "an event's member",
        }
    }
}

impl Holds {
    /// What is held in words that go after "holds", as in `a string, or a list of such`.
    pub fn words(self) -> String {
        match self {
            Self::Anything => "anything".to_owned(),
            Self::One(kinds) => any_of(kinds),
            Self::OneOrList(kinds) => format!("{}, or a list of such", any_of(kinds)),
            Self::MapOf(kinds) => format!("a map of {}", plural(kinds)),
            Self::MapOfOneOrList(kinds) => {
                let kinds = plural(kinds);
                format!("a map of {kinds} or of lists of {kinds}")
            }
        }
    }
}

/// Ids of traits of which one is enough, in words.
pub(in crate::model) fn alternatives(traits: &[&str]) -> String {
    let quoted: Vec<String> = traits.iter().map(|id| format!("`{id}`")).collect();
    quoted.join(" or ")
}

/// The names with an article before the first, as in `a list or map`.
fn any_of(kinds: &[Kind]) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    with_article(&listed(&names))
}

fn plural(kinds: &[Kind]) -> String {
    let names: Vec<String> = kinds.iter().map(|kind| format!("{}s", kind.name())).collect();
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// The name of a shape's type with its article, as in `an operation`.
pub(in crate::model) fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_words() {
        const COLLECTION: Place = Place::Shape(&[Kind::List, Kind::Map]);
        let simple = &[Kind::String, Kind::Number, Kind::Boolean];
        let member = |holds| Place::Member(Owner::Structure, holds);
        for (place, words) in [
            (Place::Anywhere, "a shape or member"),
            (Place::Shape(&[Kind::Operation]), "an operation"),
            (Place::ShapeOrMember(&[Kind::Number]), "a number, or a member that holds one"),
            (Place::Member(Owner::Enum, Holds::Anything), "an enum's member"),
            (member(Holds::One(simple)), "a structure's member that holds a string, number or boolean"),
            (
                member(Holds::OneOrList(&[Kind::String])),
                "a structure's member that holds a string, or a list of such",
            ),
            (member(Holds::MapOf(&[Kind::String])), "a structure's member that holds a map of strings"),
            (
                member(Holds::MapOfOneOrList(&[Kind::String])),
                "a structure's member that holds a map of strings or of lists of strings",
            ),
            (Place::Beside(&["a#B", "a#C"], &COLLECTION), "a list or map with `a#B` or `a#C`"),
            (
                Place::Either(&[COLLECTION, Place::Member(Owner::Any, Holds::Anything)]),
                "a list or map, or on a member",
            ),
        ] {
            assert_eq!(place.words(), words);
        }
    }
}

//! Where a trait may be applied, as data and in words: what Smithy expresses with a selector.

use super::ShapeType;

/// Where a trait may be applied.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// To every shape and every member.
    Anywhere,
    /// To shapes of these types, but not to members.
    Shape(&'static [Kind]),
    /// To shapes of these types, and to members that target such shapes.
    ShapeOrMember(&'static [Kind]),
    /// To members of this owner, if their targets fit.
    Member(Owner, Holds),
    /// To a place, if one of these traits is applied there too.
    Beside(&'static [&'static str], &'static Place),
    /// To any of these places.
    Either(&'static [Place]),
}

/// A set of shape types that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One type.
    Type(ShapeType),
    /// 32-bit integers, including `intEnum`.
    Integer,
    /// All number types.
    Number,
    /// Strings, including enums.
    String,
    /// Strings that are not enums.
    PlainString,
    /// All simple types.
    Simple,
    /// All types that a member can target.
    Data,
    /// All types.
    Any,
}

/// The members that a trait is for, by the shape that they belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Members of any shape.
    Any,
    /// Members of structures.
    Structure,
    /// Members of structures that are not marked as inputs.
    StructureButInput,
    /// Members of structures and unions.
    StructureOrUnion,
    /// Members of unions.
    Union,
    /// Members of enums, of strings or integers.
    Enum,
    /// Members of operation inputs.
    Input,
    /// Members of operation inputs and outputs.
    InputOrOutput,
    /// Members of operation outputs and of errors.
    OutputOrError,
    /// Members of the structures that are a whole HTTP message: inputs, outputs and errors.
    Message,
    /// Members of the events of a stream.
    Event,
}

/// What a member must target for a trait to be applied to it.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Any shape.
    Anything,
    /// A shape of one of these types.
    One(&'static [Kind]),
    /// A shape of one of these types, or a list of them.
    OneOrList(&'static [Kind]),
    /// A map with values of these types.
    MapOf(&'static [Kind]),
    /// A map with values of these types, or with lists of them.
    MapOfOneOrList(&'static [Kind]),
}

impl Kind {
    /// Returns whether the set includes this shape type.
    pub fn includes(self, shape: ShapeType) -> bool {
        use ShapeType as Type;
        match self {
            Self::Type(one) => shape == one,
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
            Self::Type(one) => one.name(),
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
    /// Describes the place in words that go after "on", as in `a service or operation`.
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
            Self::Union => "a union's member",
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
    /// Describes the target in words that go after "holds", as in `a string, or a list of such`.
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

/// Lists the ids of traits, one of which is enough, in words.
pub(in crate::model) fn alternatives(traits: &[&str]) -> String {
    let quoted: Vec<String> = traits.iter().map(|id| format!("`{id}`")).collect();
    quoted.join(" or ")
}

/// Lists the names with an article before the first, as in `a list or map`.
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

/// Puts the article before the name of a shape type, as in `an operation`.
pub(in crate::model) fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_words() {
        const COLLECTION: Place = Place::Shape(&[Kind::Type(ShapeType::List), Kind::Type(ShapeType::Map)]);
        let simple = &[Kind::String, Kind::Number, Kind::Type(ShapeType::Boolean)];
        let member = |holds| Place::Member(Owner::Structure, holds);
        for (place, words) in [
            (Place::Anywhere, "a shape or member"),
            (Place::Shape(&[Kind::Type(ShapeType::Operation)]), "an operation"),
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

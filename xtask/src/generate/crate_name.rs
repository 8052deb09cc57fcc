//! Names of crates.

use smithwright_codegen::ir::{Name, is_keyword};
use smithwright_codegen::model::{Shape, traits};
use std::str::FromStr;

/// The crates that come with the compiler. A generated crate of such a name would hide them.
const STANDARD: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

/// The crates that a generated crate depends on, if only in the examples of its documentation. One of the same name could not be told apart from them.
const DEPENDENCIES: [&str; 3] = ["smithwright_runtime", "smithwright_transport", "tokio"];

/// A name that Cargo accepts for a package, and by which Rust code can use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CrateName(String);

impl CrateName {
    /// Returns the default name: that of the service with `-client`, which keeps it from being a keyword.
    pub(super) fn of_service(shape: &Shape) -> Self {
        let known_as = shape.traits.read::<traits::AwsService>().map(|service| service.sdk_id);
        // AWS spells the names of its services with spaces between the words that are words to it.
        let words = known_as.unwrap_or_else(|| Name::snake(shape.id.name()).unescaped().to_owned());
        let words: Vec<String> = words
            .split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let name = format!("{}-client", words.join("-"));
        Self(if starts_like_a_name(&name) { name } else { format!("service-{name}") })
    }

    /// Returns the name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn starts_like_a_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}

/// Returns why there can be no crate of this name, if so.
fn why_taken(name: &str) -> Option<&'static str> {
    // The name by which Rust code knows the crate.
    let name = &*name.replace('-', "_");
    // Not every keyword has a raw form, and nobody wants to write `r#async::Client`.
    if name == "_" || is_keyword(name) {
        Some("this is a keyword of Rust, so no code could use the crate")
    } else if STANDARD.contains(&name) {
        Some("a crate of this name comes with Rust")
    } else if DEPENDENCIES.contains(&name) {
        Some("the crate depends on another one of this name")
    } else {
        None
    }
}

impl FromStr for CrateName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_allowed =
            |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
        if !starts_like_a_name(text) || !text.chars().all(is_allowed) {
            return Err("expected a letter or underscore, and then letters, digits, `-` and `_`".to_owned());
        }
        match why_taken(text) {
            Some(reason) => Err(format!("{reason}; choose another name")),
            None => Ok(Self(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smithwright_codegen::model::{Model, SourceFile};

    fn name(shape: &str, traits: &str) -> String {
        let text = format!(
            r#"{{"smithy": "2.0", "shapes": {{"a#{shape}": {{"type": "service", "traits": {{{traits}}}}}}}}}"#
        );
        let model = Model::read(&[SourceFile { name: "model.json", text: &text }]).unwrap().model;
        let (shape, _) = model.services().next().unwrap();
        CrateName::of_service(shape).as_str().to_owned()
    }

    #[test]
    fn a_service_gives_its_crate_a_name_that_cargo_takes() {
        assert_eq!(name("Match", ""), "match-client");
        assert_eq!(name("UserAuthV2", ""), "user-auth-v2-client");
        assert_eq!(
            name("AWSThing", r#""aws.api#service": {"sdkId": "Thing  Maker v2"}"#),
            "thing-maker-v2-client"
        );
        assert_eq!(
            name("Prints", r#""aws.api#service": {"sdkId": "3D Prints"}"#),
            "service-3d-prints-client"
        );
        for (shape, traits) in [("Match", ""), ("Prints", r#""aws.api#service": {"sdkId": "3D Prints"}"#)] {
            name(shape, traits).parse::<CrateName>().unwrap();
        }
    }

    #[test]
    fn a_name_that_nothing_could_use_is_refused_with_the_reason() {
        let refused = |name: &str| name.parse::<CrateName>().unwrap_err();
        for name in ["_", "Self", "async", "gen", "self", "type", "yield"] {
            assert!(refused(name).contains("keyword"), "{name}");
        }
        for name in ["std", "core", "proc-macro"] {
            assert!(refused(name).contains("comes with Rust; choose another"), "{name}");
        }
        for name in ["smithwright-runtime", "smithwright_transport", "tokio"] {
            assert!(refused(name).contains("depends on another one"), "{name}");
        }
        for name in ["1st", "a.b", "", "-a", "caf\u{e9}"] {
            assert!(refused(name).starts_with("expected a letter or underscore"), "{name}");
        }
        for name in ["async-client", "smithwright-client", "union", "_a", "Weather"] {
            name.parse::<CrateName>().unwrap();
        }
    }
}

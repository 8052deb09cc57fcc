//! The name of a crate.

use smithwright_codegen::model::{Shape, traits};
use std::str::FromStr;

/// A name that cargo takes for a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CrateName(String);

impl CrateName {
    /// The name of a crate that nobody has named: that of its service, and `-client`, which keeps it from being a keyword.
    pub(super) fn of_service(shape: &Shape) -> Self {
        let known_as = shape.traits.read::<traits::AwsService>().map(|service| service.sdk_id);
        let words = known_as.as_deref().unwrap_or_else(|| shape.id.name());
        let words: Vec<String> = words
            .split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let name = format!("{}-client", words.join("-"));
        Self(if starts_like_a_name(&name) { name } else { format!("service-{name}") })
    }

    /// The name.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

fn starts_like_a_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}

impl FromStr for CrateName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_allowed =
            |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
        if starts_like_a_name(text) && text.chars().all(is_allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err("expected a letter or underscore, and then letters, digits, `-` and `_`".to_owned())
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
}

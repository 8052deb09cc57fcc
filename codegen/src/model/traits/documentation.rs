//! Documentation and other information for people.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use std::collections::BTreeMap;

texts! {
    /// The description, in CommonMark or, in older AWS models, HTML.
    Documentation = "smithy.api#documentation" by text;
    /// The proper name of a service or resource.
    Title = "smithy.api#title" by text;
    /// The version or date in which a shape was introduced.
    Since = "smithy.api#since" by text;
}

annotations! {
    /// Something that is not for callers outside of its owner's house.
    Internal = "smithy.api#internal";
    /// A shape whose values must not be shown.
    Sensitive = "smithy.api#sensitive";
}

/// Links to further reading, each a name and a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalDocumentation(pub Vec<(String, String)>);

impl TraitValue for ExternalDocumentation {
    const ID: &'static str = "smithy.api#externalDocumentation";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        value.entries(ValueReader::url).map(Self)
    }
}

/// A shape that may change at any time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unstable {
    /// The id of the feature that it is part of, which the service describes.
    pub feature: Option<String>,
}

impl TraitValue for Unstable {
    const ID: &'static str = "smithy.api#unstable";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        Ok(Self { feature: value.fields(&["featureId"])?.optional("featureId", ValueReader::some_text)? })
    }
}

/// The unstable features of a service, by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnstableFeatures(pub BTreeMap<String, UnstableFeature>);

/// What a service says of an unstable feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnstableFeature {
    /// What callers have to know.
    pub message: Option<String>,
}

impl TraitValue for UnstableFeatures {
    const ID: &'static str = "smithy.api#unstableFeatures";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let features = value.entries(|feature| {
            let fields = feature.fields(&["message", "reason"])?;
            fields.optional("reason", |reason| reason.one_of(&[("PREVIEW", ())]))?;
            Ok(UnstableFeature { message: fields.text("message")? })
        })?;
        match features.iter().any(|(id, _)| id.is_empty()) {
            true => Err(value.error("expected ids of features, found an empty one")),
            false => Ok(Self(features.into_iter().collect())),
        }
    }
}

/// A shape that should no longer be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    /// What to use instead, or why.
    pub message: Option<String>,
    /// The version or date since which it is deprecated.
    pub since: Option<String>,
}

impl TraitValue for Deprecated {
    const ID: &'static str = "smithy.api#deprecated";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["message", "since"])?;
        Ok(Self { message: fields.text("message")?, since: fields.text("since")? })
    }
}

/// Words by which shapes are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tags;

impl TraitValue for Tags {
    const ID: &'static str = "smithy.api#tags";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        value.list(ValueReader::text).map(|_| Self)
    }
}

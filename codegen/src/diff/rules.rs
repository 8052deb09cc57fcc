//! What Smithy's prelude and the AWS trait models call breaking changes of their traits.

use super::event::Severity::{self, Danger, Error, Note, Warning};
use ChangeKind::{Add, Any, Presence, Remove, Update};

/// The kind of trait change that a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeKind {
    /// The value was added.
    Add,
    /// The value was removed.
    Remove,
    /// The value was changed.
    Update,
    /// Any of these.
    Any,
    /// The value was added or removed.
    Presence,
}

impl ChangeKind {
    /// Returns the kind with this name in a trait definition.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "add" => Add,
            "remove" => Remove,
            "update" => Update,
            "any" => Any,
            "presence" => Presence,
            _ => return None,
        })
    }
}

/// A rule: the trait, the part of its value as a JSON pointer, the kind of change, and its severity.
pub(super) type Rule = (&'static str, &'static str, ChangeKind, Severity);

/// Returns the rules for a trait that no model defines.
pub(super) fn of(trait_id: &str) -> impl Iterator<Item = &'static Rule> {
    let first = RULES.partition_point(|rule| rule.0 < trait_id);
    RULES.iter().skip(first).take_while(move |rule| rule.0 == trait_id)
}

/// Sorted by trait id, and in the order of the definition.
pub(super) const RULES: &[Rule] = &[
    ("aws.api#awsChunked", "", Remove, Error),
    ("aws.auth#sigv4", "", Remove, Error),
    ("aws.auth#sigv4a", "", Remove, Error),
    ("aws.cloudformation#cfnAdditionalIdentifier", "", Remove, Error),
    ("aws.cloudformation#cfnExcludeProperty", "", Add, Error),
    ("aws.cloudformation#cfnName", "", Any, Error),
    ("aws.cloudformation#cfnResource", "", Presence, Error),
    ("aws.endpoints#dualStackOnlyEndpoints", "", Any, Error),
    ("aws.endpoints#endpointsModifier", "", Presence, Error),
    ("aws.endpoints#rulesBasedEndpoints", "", Any, Error),
    ("aws.endpoints#standardPartitionalEndpoints", "", Any, Error),
    ("aws.endpoints#standardRegionalEndpoints", "", Remove, Error),
    ("aws.protocols#awsQueryError", "", Any, Error),
    ("aws.protocols#httpChecksum", "", Remove, Danger),
    ("aws.protocols#httpChecksum", "/requestAlgorithmMember", Remove, Danger),
    ("aws.protocols#httpChecksum", "/requestValidationModeMember", Remove, Danger),
    ("aws.protocols#httpChecksum", "/responseAlgorithms/member", Remove, Danger),
    ("smithy.api#addedDefault", "", Remove, Error),
    ("smithy.api#authDefinition", "", Presence, Error),
    ("smithy.api#cors", "", Remove, Error),
    ("smithy.api#endpoint", "", Any, Error),
    ("smithy.api#enum", "", Presence, Error),
    ("smithy.api#error", "", Any, Error),
    ("smithy.api#eventHeader", "", Any, Error),
    ("smithy.api#eventPayload", "", Any, Error),
    ("smithy.api#hostLabel", "", Any, Error),
    ("smithy.api#http", "", Remove, Error),
    ("smithy.api#http", "/method", Update, Error),
    ("smithy.api#http", "/uri", Update, Error),
    ("smithy.api#http", "/code", Update, Error),
    ("smithy.api#http", "/code", Presence, Danger),
    ("smithy.api#httpApiKeyAuth", "", Remove, Error),
    ("smithy.api#httpBasicAuth", "", Remove, Error),
    ("smithy.api#httpBearerAuth", "", Remove, Error),
    ("smithy.api#httpDigestAuth", "", Remove, Error),
    ("smithy.api#httpError", "", Any, Error),
    ("smithy.api#httpHeader", "", Any, Error),
    ("smithy.api#httpLabel", "", Presence, Error),
    ("smithy.api#httpPayload", "", Presence, Error),
    ("smithy.api#httpPrefixHeaders", "", Any, Error),
    ("smithy.api#httpQuery", "", Any, Error),
    ("smithy.api#httpQueryParams", "", Any, Error),
    ("smithy.api#httpResponseCode", "", Any, Error),
    ("smithy.api#idempotencyToken", "", Remove, Error),
    ("smithy.api#idempotent", "", Remove, Error),
    ("smithy.api#input", "", Presence, Error),
    ("smithy.api#internal", "", Remove, Warning),
    ("smithy.api#jsonName", "", Any, Error),
    ("smithy.api#mediaType", "", Remove, Error),
    ("smithy.api#nestedProperties", "", Any, Error),
    ("smithy.api#notProperty", "", Add, Error),
    ("smithy.api#optionalAuth", "", Remove, Error),
    ("smithy.api#output", "", Presence, Error),
    ("smithy.api#paginated", "", Remove, Error),
    ("smithy.api#paginated", "/inputToken", Update, Error),
    ("smithy.api#paginated", "/outputToken", Update, Error),
    ("smithy.api#paginated", "/items", Remove, Error),
    ("smithy.api#paginated", "/items", Add, Note),
    ("smithy.api#paginated", "/items", Update, Note),
    ("smithy.api#paginated", "/pageSize", Update, Error),
    ("smithy.api#paginated", "/pageSize", Remove, Error),
    ("smithy.api#pattern", "", Add, Warning),
    ("smithy.api#pattern", "", Update, Note),
    ("smithy.api#property", "", Remove, Error),
    ("smithy.api#property", "", Update, Error),
    ("smithy.api#protocolDefinition", "", Presence, Error),
    ("smithy.api#readonly", "", Remove, Error),
    ("smithy.api#requestCompression", "", Remove, Danger),
    ("smithy.api#requestCompression", "/encodings", Remove, Error),
    ("smithy.api#requestCompression", "/encodings/member", Add, Note),
    ("smithy.api#requestCompression", "/encodings/member", Remove, Danger),
    ("smithy.api#requestCompression", "/encodings/member", Update, Danger),
    ("smithy.api#requiresLength", "", Presence, Error),
    ("smithy.api#resourceIdentifier", "", Remove, Error),
    ("smithy.api#retryable", "", Remove, Error),
    ("smithy.api#sparse", "", Presence, Error),
    ("smithy.api#streaming", "", Any, Error),
    ("smithy.api#timestampFormat", "", Any, Error),
    ("smithy.api#trait", "", Presence, Error),
    ("smithy.api#trait", "/structurallyExclusive", Any, Error),
    ("smithy.api#trait", "/conflicts", Update, Note),
    ("smithy.api#uniqueItems", "", Presence, Warning),
    ("smithy.api#xmlAttribute", "", Any, Error),
    ("smithy.api#xmlFlattened", "", Any, Error),
    ("smithy.api#xmlName", "", Any, Error),
    ("smithy.api#xmlNamespace", "", Any, Error),
    ("smithy.mqtt#publish", "", Any, Error),
    ("smithy.mqtt#subscribe", "", Any, Error),
    ("smithy.openapi#specificationExtension", "", Presence, Error),
    ("smithy.openapi#specificationExtension", "/as", Any, Error),
    ("smithy.protocols#idx", "", Update, Error),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::catalog;

    #[test]
    fn rules_are_sorted_and_about_known_traits() {
        assert!(RULES.is_sorted_by(|left, right| left.0 <= right.0));
        for (id, path, ..) in RULES {
            assert!(catalog::find(id).is_some(), "{id}");
            assert!(path.is_empty() || path.starts_with('/'), "{path}");
        }
    }

    #[test]
    fn the_rules_of_a_trait_are_found() {
        assert_eq!(of("smithy.api#http").count(), 5);
        assert_eq!(of("smithy.api#xmlNamespace").count(), 1);
        assert_eq!(of("aws.api#arn").count(), 0);
    }
}

//! What constraint traits say of a member.

use super::{Member, Setting};

/// The constraint traits of a member and of the shape that it targets.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Constraints {
    /// The minimum length: characters of a string, bytes of a blob, entries of a collection.
    pub min_length: Option<u64>,
    /// The maximum length.
    pub max_length: Option<u64>,
    /// The least number.
    pub minimum: Option<f64>,
    /// The greatest number.
    pub maximum: Option<f64>,
    /// A regular expression that must match somewhere in the string.
    pub pattern: Option<&'static str>,
    /// A prefix that the string must not have, compared without regard to case.
    pub reserved_prefix: Option<&'static str>,
    /// Whether a list must not have two equal elements.
    pub unique_items: bool,
}

impl Member {
    /// Returns the constraints on the value.
    #[must_use]
    pub fn constraints(&self) -> Constraints {
        let mut found = Constraints::default();
        // In reverse, so that the first of several contradictory settings wins, as it does elsewhere.
        for setting in self.settings.iter().rev() {
            match *setting {
                Setting::Length(min, max) => {
                    (found.min_length, found.max_length) = (Some(min), Some(max));
                }
                Setting::MinLength(min) => found.min_length = Some(min),
                Setting::MaxLength(max) => found.max_length = Some(max),
                Setting::Range(minimum, maximum) => {
                    (found.minimum, found.maximum) = (Some(minimum), Some(maximum));
                }
                Setting::Minimum(minimum) => found.minimum = Some(minimum),
                Setting::Maximum(maximum) => found.maximum = Some(maximum),
                Setting::Pattern(pattern) => found.pattern = Some(pattern),
                Setting::ReservedPrefix(prefix) => found.reserved_prefix = Some(prefix),
                Setting::UniqueItems => found.unique_items = true,
                _ => {}
            }
        }
        found
    }
}

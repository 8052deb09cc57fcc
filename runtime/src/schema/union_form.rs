//! The forms that unions have in JSON.

use super::{Member, Schema, Setting, find};

/// The form of a union in JSON. Only [`alloy#simpleRestJson`](crate::protocol::SimpleRestJson) knows another than the tagged one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnionForm {
    /// An object with one entry, whose key names the member: `{"film": {"minutes": 90}}`. The default.
    Tagged,
    /// The member's object, in which this key, as it stands between quotes, has the member's name: `{"kind": "film", "minutes": 90}` (`alloy#discriminated`).
    Discriminated(&'static str),
    /// The member's value alone: `{"minutes": 90}` (`alloy#untagged`). The first member that a value fits is meant.
    Untagged,
}

impl Schema {
    /// Returns the form that a union of this table has in JSON.
    #[must_use]
    pub fn union_form(&self) -> UnionForm {
        let form = find(self.settings, |setting| match setting {
            Setting::Discriminated(key) => Some(UnionForm::Discriminated(key)),
            Setting::Untagged => Some(UnionForm::Untagged),
            _ => None,
        });
        form.unwrap_or(UnionForm::Tagged)
    }
}

impl Member {
    /// Returns `true` if a structure without the member is another one, where it may be several.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::Required | Setting::Tells))
    }

    /// Returns `true` if the member holds what the table does not know (`alloy#jsonUnknown`).
    #[must_use]
    pub fn keeps_unknown(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::JsonUnknown))
    }
}

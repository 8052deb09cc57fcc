//! The constraint traits of a member: its own, else those of the shape it targets.

use super::{CheckedBy, Setting};
use crate::model::{Member, Shape, traits};
use regex_lite::Regex;

/// The pattern of a UUID.
const UUID: &str = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";

fn is_uuid(member: &Member, target: &Shape) -> bool {
    member.traits.has::<traits::UuidFormat>() || target.traits.has::<traits::UuidFormat>()
}

/// Returns the settings that limit the member's values.
pub(super) fn of(member: &Member, target: &Shape) -> Vec<Setting> {
    let mut settings = Vec::new();
    if let Some(length) = member.traits.read::<traits::Length>().or_else(|| target.traits.read()) {
        settings.push(Setting::Length(length.min, length.max));
    }
    if let Some(range) = member.traits.read::<traits::Range>().or_else(|| target.traits.read()) {
        settings.push(Setting::Range(range.min.map(|n| n.as_f64()), range.max.map(|n| n.as_f64())));
    }
    let pattern =
        member.traits.read().or_else(|| target.traits.read()).map(|traits::Pattern(pattern)| pattern);
    if let Some(pattern) = pattern.or_else(|| is_uuid(member, target).then(|| UUID.to_owned())) {
        // The runtime uses the same regex engine.
        let checked_by = if Regex::new(&pattern).is_ok() { CheckedBy::Client } else { CheckedBy::Service };
        settings.push(Setting::Pattern(pattern, checked_by));
    }
    if let Some(traits::ReservedPrefix(prefix)) = member.traits.read().or_else(|| target.traits.read()) {
        settings.push(Setting::ReservedPrefix(prefix));
    }
    if target.traits.has::<traits::UniqueItems>() {
        settings.push(Setting::UniqueItems);
    }
    settings
}

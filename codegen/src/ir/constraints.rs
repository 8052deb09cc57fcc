//! The constraint traits of a member: its own, else those of the shape it targets.

use super::{CheckedBy, Setting};
use crate::model::{Member, Shape, traits};
use regex_lite::Regex;

/// Returns the settings that limit the member's values.
pub(super) fn of(member: &Member, target: &Shape) -> Vec<Setting> {
    let mut settings = Vec::new();
    if let Some(length) = member.traits.read::<traits::Length>().or_else(|| target.traits.read()) {
        settings.push(Setting::Length(length.min, length.max));
    }
    if let Some(range) = member.traits.read::<traits::Range>().or_else(|| target.traits.read()) {
        settings.push(Setting::Range(range.min.map(|n| n.as_f64()), range.max.map(|n| n.as_f64())));
    }
    if let Some(traits::Pattern(pattern)) = member.traits.read().or_else(|| target.traits.read()) {
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

//! The model's metadata.

use super::differences::Differences;
use super::event::{Event, Severity};
use super::traits::quoted;

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    let (old, new) = (differences.models.old.metadata(), differences.models.new.metadata());
    for (key, value) in new {
        match old.get(key) {
            None => {
                let message = format!("the metadata has the new key {}", quoted(key));
                events.push(Event::new("AddedMetadata", Severity::Note, message));
            }
            Some(before) if before != value => {
                let message = format!("the metadata {} has another value", quoted(key));
                events.push(Event::new("ChangedMetadata", Severity::Warning, message));
            }
            Some(_) => {}
        }
    }
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        let message = format!("the metadata no longer has the key {}", quoted(key));
        events.push(Event::new(format!("RemovedMetadata.{key}"), Severity::Danger, message));
    }
}

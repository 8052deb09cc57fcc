//! Shapes that many models use without defining them, and that do not come with the prelude.

use crate::model::SourceFile;
use crate::model::idl::Defined;

/// A file of such shapes.
pub(super) struct Shared {
    /// The file.
    pub(super) source: SourceFile<'static>,
    together: Together,
}

/// Which of the shapes come together.
#[derive(Clone, Copy)]
enum Together {
    /// All of them, as they refer to one another.
    All,
    /// None: each is there only if it is named.
    None,
}

/// What Smithy's server frameworks share, and the strings and numbers of alloy.
pub(super) const FILES: [Shared; 2] = [
    Shared {
        source: SourceFile { name: "smithy.framework.smithy", text: include_str!("framework.smithy") },
        together: Together::All,
    },
    Shared {
        source: SourceFile { name: "alloy.smithy", text: include_str!("alloy.smithy") },
        together: Together::None,
    },
];

impl Shared {
    /// Returns the ids of the shapes, among `all` of the file, that a model names and does not define.
    pub(super) fn needed(&self, all: &Defined, model: &[SourceFile<'_>], defined: &Defined) -> Defined {
        let is_named = |id: &str| model.iter().any(|file| names(file.text, id));
        match self.together {
            Together::All => {
                let is_needed =
                    all.iter().any(|id| is_named(id)) && !all.iter().any(|id| defined.contains(id));
                if is_needed { all.clone() } else { Defined::new() }
            }
            Together::None => {
                all.iter().filter(|id| is_named(id) && !defined.contains(*id)).cloned().collect()
            }
        }
    }
}

/// Returns whether a text has an id, and not only as a part of a longer one.
fn names(text: &str, id: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.' | '#');
    text.match_indices(id).any(|(at, _)| {
        let (before, from) = text.split_at(at);
        !before.ends_with(is_part) && !from.strip_prefix(id).is_some_and(|after| after.starts_with(is_part))
    })
}

//! `models/import.toml`: what stays as it is in our models, whatever a published one says. `models/README.md` explains it.

use crate::sources::{self, Source};
use crate::toml_reader::{Fields, Reader, read_lists};
use crate::workspace::Workspace;
use smithwright_codegen::diagnostics::Diagnostics;

/// What messages call the file.
const FILE: &str = "models/import.toml";

/// Which side decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    /// Ours. What we leave out stays out.
    Ours,
    /// Ours, or theirs if we say nothing.
    OursFirst,
    /// Theirs.
    Theirs,
}

/// The rules, those that name a shape before those for all shapes. The first that fits applies.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules(Vec<Rule>);

#[derive(Clone, Debug)]
struct Rule {
    take: Take,
    /// A shape or member, or `namespace#*$member` for that member of every shape; any shape if `None`.
    shape: Option<String>,
    /// A trait, or `namespace#*` for all traits of a namespace; the shape or member as a whole if `None`.
    trait_id: Option<String>,
}

impl Rules {
    /// Reads the rules of a workspace. One without the file has none.
    pub(super) fn of(workspace: &Workspace) -> Result<Self, Diagnostics> {
        let path = workspace.models().join("import.toml");
        if !path.exists() {
            return Ok(Self::default());
        }
        Self::parse(&sources::read_text(&Source { name: FILE.to_owned(), path })?)
    }

    pub(super) fn parse(text: &str) -> Result<Self, Diagnostics> {
        let lists = [("only-ours", Take::Ours), ("ours-first", Take::OursFirst)];
        let mut rules = read_lists(FILE, text, &lists, rule)?;
        // Rules for one shape come before rules for all shapes.
        rules.sort_by_key(|rule| rule.shape.is_none());
        Ok(Self(rules))
    }

    /// Returns whose shape or member is taken as a whole.
    pub(super) fn of_shape(&self, id: &str) -> Take {
        let mut whole = self.0.iter().filter(|rule| rule.trait_id.is_none());
        whole.find(|rule| rule.is_about(id)).map_or(Take::Theirs, |rule| rule.take)
    }

    /// Returns whose trait of a shape or member is taken.
    pub(super) fn of_trait(&self, id: &str, trait_id: &str) -> Take {
        let names = |rule: &&Rule| rule.trait_id.as_deref().is_some_and(|pattern| fits(pattern, trait_id));
        self.0.iter().filter(names).find(|rule| rule.is_about(id)).map_or(Take::Theirs, |rule| rule.take)
    }
}

impl Rule {
    fn is_about(&self, id: &str) -> bool {
        let Some(shape) = &self.shape else { return true };
        match shape.split_once("*$") {
            Some((namespace, member)) => {
                id.starts_with(namespace) && id.rsplit_once('$').is_some_and(|(_, name)| name == member)
            }
            None => shape == id,
        }
    }
}

/// Checks whether a trait is the one that the pattern names, or in the namespace that it names.
fn fits(pattern: &str, trait_id: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(namespace) => trait_id.starts_with(namespace),
        None => pattern == trait_id,
    }
}

fn rule(mut fields: Fields, take: Take, reader: &mut Reader<'_>) -> Option<Rule> {
    let position = fields.position();
    let shape = fields.take("shape").and_then(|found| reader.text(&found));
    let trait_id = fields.take("trait").and_then(|found| reader.text(&found));
    // The reason is for people: all we can check is that there is one.
    let reason = fields.require("reason", reader).and_then(|found| reader.text(&found));
    fields.finish(&["shape", "trait", "reason"], reader);
    if shape.is_none() && trait_id.is_none() {
        reader.push(reader.error(position, "expected a `shape`, a `trait` or both, found neither"));
        return None;
    }
    reason?;
    Some(Rule { take, shape, trait_id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_one_shape_comes_before_what_is_said_of_all() {
        let rules = Rules::parse(
            "[[only-ours]]\ntrait = \"smithy.api#documentation\"\nreason = \"r\"\n\
             [[ours-first]]\nshape = \"a#B\"\ntrait = \"smithy.api#documentation\"\nreason = \"r\"\n\
             [[only-ours]]\nshape = \"a#*$message\"\nreason = \"r\"\n\
             [[ours-first]]\ntrait = \"smithwright.api#*\"\nreason = \"r\"\n",
        )
        .unwrap();
        assert_eq!(rules.of_trait("a#C", "smithy.api#documentation"), Take::Ours);
        assert_eq!(rules.of_trait("a#B", "smithy.api#documentation"), Take::OursFirst);
        assert_eq!(rules.of_trait("a#B", "smithy.api#required"), Take::Theirs);
        assert_eq!(rules.of_trait("a#B", "smithwright.api#webSocketMessages"), Take::OursFirst);
        assert_eq!(rules.of_shape("a#Error$message"), Take::Ours);
        assert_eq!(rules.of_shape("a#Error$code"), Take::Theirs);
        assert_eq!(rules.of_shape("b#Error$message"), Take::Theirs);
    }

    #[test]
    fn a_rule_needs_a_subject_and_a_reason() {
        let found =
            Rules::parse("[[only-ours]]\nreason = \"r\"\n[[only-ours]]\ntrait = \"a#b\"\n").unwrap_err();
        let found = found.to_string();
        assert!(
            found.contains("expected a `shape`, a `trait` or both") && found.contains("a field `reason`"),
            "{found}"
        );
    }
}

//! Parts of an input that endpoint rules look at: paths in the part of [JMESPath](https://jmespath.org) that
//! [`operationContextParams`](https://smithy.io/2.0/additional-specs/rules-engine/parameters.html#smithy-rules-operationcontextparams-trait) may use.

use super::rust_type::Types;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Shape, ShapeKind, traits};

/// The way from an input to values within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputPath(pub Vec<Step>);

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a member of a structure or union.
    Member(String),
    /// To each element of a list.
    Elements,
    /// To each value of a map.
    Values,
    /// To each key of a map.
    Keys,
    /// To what each of these paths leads to.
    Each(Vec<InputPath>),
}

/// The parameters that parts of the operation's input give, as far as the rules look at them. A path that can't be followed is reported.
pub(super) fn parameters(
    types: &Types<'_>,
    operation: &Shape,
    input: &Shape,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, InputPath)> {
    let Some(traits::OperationContextParams(paths)) = operation.traits.read() else { return Vec::new() };
    let mut found = Vec::new();
    for (name, text) in paths.into_iter().filter(|(name, _)| types.endpoint_looks_at(name)) {
        let Some(path) = parse(&text) else {
            diagnostics.push(unfollowed(operation, &text));
            continue;
        };
        match check(types, input, &path) {
            Ok(_) => found.push((name, path)),
            Err(problem) => diagnostics.push(
                operation
                    .error(format!("the path `{text}` of the parameter `{name}` leads nowhere: {problem}"))
                    .trait_id("smithy.rules#operationContextParams")
                    .help("name members of the input, joined by dots"),
            ),
        }
    }
    found
}

fn unfollowed(operation: &Shape, text: &str) -> Diagnostic {
    Diagnostic::warning(format!("endpoint rules don't see the part of the input that `{text}` names"))
        .at(&operation.location)
        .shape(&operation.id)
        .trait_id("smithy.rules#operationContextParams")
        .help("paths may have members, `[*]`, `.*`, `[]`, `keys(…)` and `[…, …]`; where the endpoint depends on another, set `endpoint_url` in the configuration")
}

/// Follows the path through the model, and gives where it ends; nothing where it ends at keys or at several shapes.
fn check<'m>(types: &Types<'m>, start: &'m Shape, path: &InputPath) -> Result<Option<&'m Shape>, String> {
    let mut at = Some(start);
    for step in &path.0 {
        let Some(shape) = at else { return Err("nothing follows keys or several paths".to_owned()) };
        let target = |reference| types.model().target(reference);
        at = match (step, &shape.kind) {
            (Step::Member(name), ShapeKind::Structure(_) | ShapeKind::Union(_)) => {
                let member = shape.members().find(|member| member.name() == name);
                let member = member.ok_or_else(|| format!("{} has no member `{name}`", shape.id))?;
                target(&member.target)
            }
            (Step::Elements, ShapeKind::List(list)) => target(&list.member.target),
            (Step::Values, ShapeKind::Map(map)) => target(&map.value.target),
            (Step::Keys, ShapeKind::Map(_)) => None,
            (Step::Each(paths), _) => {
                for path in paths {
                    check(types, shape, path)?;
                }
                None
            }
            (Step::Member(name), _) => return Err(format!("{} has no members such as `{name}`", shape.id)),
            (Step::Elements, _) => return Err(format!("{} is no list", shape.id)),
            (Step::Values | Step::Keys, _) => return Err(format!("{} is no map", shape.id)),
        };
    }
    Ok(at)
}

/// Reads a path; nothing where it has what isn't supported.
fn parse(text: &str) -> Option<InputPath> {
    let mut parser = Parser { rest: text };
    let path = parser.path()?;
    parser.rest.trim_start().is_empty().then_some(path)
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    /// Takes this text, if it comes next.
    fn takes(&mut self, text: &str) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn path(&mut self) -> Option<InputPath> {
        let mut steps = Vec::new();
        self.first(&mut steps)?;
        loop {
            if self.takes("[*]") {
                steps.push(Step::Elements);
            } else if self.takes("[]") {
                // What comes out is flat in any case. After a member it goes through its elements.
                if let Some(Step::Member(_)) = steps.last() {
                    steps.push(Step::Elements);
                }
            } else if self.takes("[") {
                steps.push(self.several()?);
            } else if self.takes(".") {
                self.after_dot(&mut steps)?;
            } else {
                return Some(InputPath(steps));
            }
        }
    }

    fn first(&mut self, steps: &mut Vec<Step>) -> Option<()> {
        if self.takes("keys(") {
            steps.extend(self.path()?.0);
            steps.push(Step::Keys);
            return self.takes(")").then_some(());
        }
        if self.takes("@") || self.rest.starts_with("[*]") || self.rest.starts_with("[]") {
            return Some(());
        }
        self.after_dot(steps)
    }

    fn after_dot(&mut self, steps: &mut Vec<Step>) -> Option<()> {
        if self.takes("*") {
            steps.push(Step::Values);
        } else if self.takes("[") {
            steps.push(self.several()?);
        } else if self.rest.trim_start().starts_with("keys(") {
            return self.first(steps);
        } else {
            steps.push(Step::Member(self.name()?));
        }
        Some(())
    }

    /// The paths of `[…, …]` after its bracket.
    fn several(&mut self) -> Option<Step> {
        let mut paths = vec![self.path()?];
        while self.takes(",") {
            paths.push(self.path()?);
        }
        self.takes("]").then_some(Step::Each(paths))
    }

    fn name(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        if self.takes("\"") {
            let (name, rest) = self.rest.split_once('"')?;
            self.rest = rest;
            return (!name.is_empty() && !name.contains('\\')).then(|| name.to_owned());
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        begins.then(|| name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(path: &InputPath) -> String {
        let step = |step: &Step| match step {
            Step::Member(name) => name.clone(),
            Step::Elements => "#".to_owned(),
            Step::Values => "*".to_owned(),
            Step::Keys => "keys".to_owned(),
            Step::Each(paths) => format!("({})", paths.iter().map(shown).collect::<Vec<_>>().join("|")),
        };
        path.0.iter().map(step).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn reads_the_paths_of_models() {
        for (text, steps) in [
            ("resourceId", "resourceId"),
            ("TableCreationParameters.TableName", "TableCreationParameters TableName"),
            ("TransactItems[*].Get.TableName", "TransactItems # Get TableName"),
            ("keys(RequestItems)", "RequestItems keys"),
            ("a.keys(@)", "a keys"),
            ("Map.*.name", "Map * name"),
            ("nested.[foo, nested.bar]", "nested (foo|nested bar)"),
            ("list[*].[nested.foo, object.key][]", "list # (nested foo|object key)"),
            ("list[*][string, object.key][]", "list # (string|object key)"),
            ("list[].name", "list # name"),
            ("[a, b.c]", "(a|b c)"),
            (" a . \"b-c\" ", "a b-c"),
        ] {
            assert_eq!(shown(&parse(text).unwrap_or_else(|| panic!("{text}"))), steps);
        }
    }

    #[test]
    fn refuses_what_it_cannot_follow() {
        for text in [
            "",
            "a.",
            ".a",
            "a[0]",
            "a[?b == 'c']",
            "a | b",
            "length(a)",
            "a[*",
            "[a, b",
            "keys(a",
            "a b",
            "1a",
            "a[1:2]",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

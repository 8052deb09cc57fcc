//! Checks where traits are applied that the model itself defines: their definitions say it by a selector. Of those that everybody knows, the catalog says it.

use crate::diagnostics::{Diagnostic, Diagnostics, suggest};
use crate::model::selector::{Graph, Problem, Selector};
use crate::model::traits::ids;
use crate::model::{AppliedTrait, Model, Shape, Traits, catalog};
use std::collections::BTreeMap;

/// The selector may be right, but we do not follow it to its end.
const UNCHECKED: &str = "where the trait is applied is not checked: its selector takes too long";

/// Where a trait is applied, and to whom.
type Uses<'m> = BTreeMap<&'m str, Vec<(&'m Traits, &'m AppliedTrait)>>;

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let definitions = model.shapes().filter(|shape| catalog::find(shape.id.as_str()).is_none());
    let selectors: Vec<(&Shape, Selector, &str)> =
        definitions.filter_map(|shape| selector(shape, diagnostics)).collect();
    if selectors.is_empty() {
        return;
    }
    let (uses, graph) = (uses(model), Graph::of(model));
    for (definition, selector, text) in selectors {
        let Some(uses) = uses.get(definition.id.as_str()) else { continue };
        let Some(selected) = selector.select(&graph) else {
            diagnostics.push(definition.warning(UNCHECKED).trait_id(ids::TRAIT));
            continue;
        };
        for (traits, applied) in uses.iter().filter(|(traits, _)| !selected.contains(traits.subject())) {
            let message = format!("`{}` does not belong here", applied.id);
            let help = format!("it is for what its definition selects: `{text}`");
            let finding = Diagnostic::error(message).at_trait(applied).shape(traits.subject());
            diagnostics.push(finding.help(help));
        }
    }
}

/// Returns the selector of a trait, unless it is for everything. Reports one that can't be read.
fn selector<'m>(shape: &'m Shape, diagnostics: &mut Diagnostics) -> Option<(&'m Shape, Selector, &'m str)> {
    let applied = shape.traits.applied(ids::TRAIT)?;
    let node = applied.value.get("selector")?;
    let text = node.as_str()?;
    match Selector::parse(text) {
        _ if text.trim() == "*" => None,
        Ok(selector) => Some((shape, selector, text)),
        Err(problem) => {
            diagnostics.push(unread(text, problem).at_part(applied, node.position).shape(&shape.id));
            None
        }
    }
}

/// Says why a selector is not read.
fn unread(text: &str, problem: Problem) -> Diagnostic {
    let Problem::Unexpected { at, expected, names } = problem else {
        return Diagnostic::warning(UNCHECKED);
    };
    let rest: String = text.chars().skip(at).collect();
    let found = if rest.is_empty() { "the end".to_owned() } else { format!("`{rest}`") };
    let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    Diagnostic::error(format!("expected {expected} in the selector, found {found}")).help(
        match suggest(&name, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "selectors: https://smithy.io/2.0/spec/selectors.html".to_owned(),
        },
    )
}

fn uses(model: &Model) -> Uses<'_> {
    let mut uses = Uses::new();
    for shape in model.shapes() {
        for traits in std::iter::once(&shape.traits).chain(shape.members().map(|member| &member.traits)) {
            for applied in traits {
                uses.entry(applied.id.as_str()).or_default().push((traits, applied));
            }
        }
    }
    uses
}

#[cfg(test)]
mod tests {
    use crate::model::{Model, SourceFile};

    fn findings(text: &str) -> String {
        let text = format!("$version: \"2\"\nnamespace a\n{text}\n");
        match Model::read(&[SourceFile { name: "a.smithy", text: &text }]) {
            Ok(loaded) => loaded.warnings.to_string(),
            Err(diagnostics) => diagnostics.to_string(),
        }
    }

    const MARK: &str = "@trait(selector: \"structure > :test(member > string)\") structure mark {}";

    #[test]
    fn a_trait_is_applied_to_what_its_selector_selects() {
        let fitting = format!("{MARK}\nstructure S {{ @mark text: String }}");
        assert_eq!(findings(&fitting), "no findings");
        let misplaced = findings(&format!("{MARK}\nstructure S {{ @mark number: Integer }}\n@mark string T"));
        for place in
            ["a.smithy:4:16 (shape a#S$number, trait a#mark)", "a.smithy:5:2 (shape a#T, trait a#mark)"]
        {
            assert!(misplaced.contains(place), "{misplaced}");
        }
        assert!(
            misplaced.contains("help: it is for what its definition selects: `structure > :test("),
            "{misplaced}"
        );
    }

    #[test]
    fn a_selector_that_cannot_be_read_is_told_with_its_place() {
        let wrong = findings("@trait(selector: \"structure > :tset(member)\") structure mark {}");
        let expected = "error: expected the name of a function in the selector, found `tset(member)`\n  --> a.smithy:3:18";
        assert!(wrong.starts_with(expected), "{wrong}");
        assert!(wrong.contains("help: did you mean `test`?"), "{wrong}");
        let long = findings(&format!("@trait(selector: \"{}\") structure mark {{}}", "> ".repeat(200)));
        assert!(long.starts_with("warning: where the trait is applied is not checked"), "{long}");
        assert!(
            findings("@trait(selector: \"[trait|required\") structure mark {}").contains("found the end")
        );
    }
}

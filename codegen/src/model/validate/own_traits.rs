//! Checks the values of traits that the model itself defines.

use super::trait_values::is_defined;
use super::values::{Checker, Excused, Site, Unknown};
use crate::diagnostics::Diagnostics;
use crate::model::catalog::{self, Treatment};
use crate::model::{AppliedTrait, Model, Node, Shape, ShapeKind, Traits, Value};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut checker = Checker::new(model);
    for shape in model.shapes() {
        check_traits(model, &mut checker, &shape.traits, diagnostics);
        for member in shape.members() {
            check_traits(model, &mut checker, &member.traits, diagnostics);
        }
    }
}

fn check_traits<'a>(
    model: &'a Model,
    checker: &mut Checker<'a>,
    traits: &Traits,
    diagnostics: &mut Diagnostics,
) {
    for applied in traits {
        // A trait that is used has a reader, which knows more than the definition.
        let is_read = catalog::find(applied.id.as_str())
            .is_some_and(|entry| matches!(entry.treatment, Treatment::Used(_) | Treatment::Checked(..)));
        if is_read || !is_defined(model, &applied.id) {
            continue;
        }
        let Some(definition) = model.shape(&applied.id) else { continue };
        let whole = Some("the value of the trait");
        let site = Site {
            subject: traits.subject(),
            applied,
            whole,
            excused: Excused::None,
            unknown: Unknown::Reported,
        };
        checker.check(site, "", &spelled_out(applied, definition), definition.into(), diagnostics);
    }
}

/// Returns the value of a trait. One without a value has an empty one of the trait's type.
fn spelled_out(applied: &AppliedTrait, definition: &Shape) -> Node {
    let is_empty = applied.value.as_object().is_some_and(|object| object.is_empty());
    match definition.kind {
        ShapeKind::List(_) if is_empty || applied.value.is_null() => {
            Node { position: applied.value.position, value: Value::Array(Vec::new()) }
        }
        ShapeKind::Structure(_) | ShapeKind::Map(_) if applied.value.is_null() => {
            Node::object(applied.value.position, Vec::new())
        }
        _ => applied.value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Model, SourceFile};

    /// Reads a model with traits of each kind, of which this one is applied.
    fn findings(applied: &str) -> String {
        let text = format!(
            "$version: \"2\"\nnamespace a\n\
             @trait list words {{ member: String }}\n\
             @trait map titles {{ key: String, value: String }}\n\
             @trait structure mark {{ note: String }}\n\
             @trait boolean on\n\
             @{applied}\nstring Text\n"
        );
        match Model::read(&[SourceFile { name: "a.smithy", text: &text }]) {
            Ok(loaded) => loaded.warnings.to_string(),
            Err(diagnostics) => diagnostics.to_string(),
        }
    }

    #[test]
    fn no_value_is_an_empty_one() {
        for applied in ["words", "words()", "titles", "mark", "mark(null)", "words([\"a\"])", "on(true)"] {
            assert_eq!(findings(applied), "no findings", "{applied}");
        }
    }

    #[test]
    fn other_values_are_told_at_their_place() {
        for (applied, finding) in [
            ("on", "`true` or `false` as the value of the trait, found an empty object\n  --> a.smithy:7:2"),
            ("words(a: \"b\")", "an array as the value of the trait, found an object\n  --> a.smithy:7:2"),
            ("words([true])", "a string as `[0]`, found `true`\n  --> a.smithy:7:9"),
            ("titles(a: \"b\", c: 1)", "a string as `c`, found `1`\n  --> a.smithy:7:20"),
            ("mark(not: \"b\")", "warning: expected a member of `a#mark`, found `not`\n  --> a.smithy:7:7"),
        ] {
            assert!(findings(applied).contains(finding), "{applied}: {}", findings(applied));
        }
    }
    /// A model may define traits that everybody knows; what is read of them is not said twice.
    #[test]
    fn known_traits_have_a_reader_or_are_as_defined() {
        let found = |id: &str, definition: &str, value: &str| {
            let text = format!(
                r#"{{ "smithy": "2.0", "shapes": {{
                    "{id}": {{ "type": {definition}, "traits": {{ "smithy.api#trait": {{}} }} }},
                    "a#S": {{ "type": "operation", "traits": {{ "{id}": {value} }} }} }} }}"#
            );
            match Model::read(&[SourceFile { name: "a.json", text: &text }]) {
                Ok(loaded) => loaded.warnings.to_string(),
                Err(diagnostics) => diagnostics.to_string(),
            }
        };
        let [used, checked, ignored] =
            ["smithy.waiters#waitable", "smithy.api#longPoll", "aws.api#controlPlane"];
        let waiter = r#"{ "Up": { "acceptors": [{ "state": "success", "matcher": { "success": true } }] } }"#;
        for (id, definition, value, said) in [
            (used, r#""string""#, waiter, "no findings"),
            (checked, r#""string""#, r#"{ "timeoutMillis": 1 }"#, "no findings"),
            (ignored, r#""structure""#, "{}", "no findings"),
            (ignored, r#""structure""#, "null", "no findings"),
            (ignored, r#""list", "member": { "target": "smithy.api#String" }"#, "null", "no findings"),
            (
                ignored,
                r#""string""#,
                "{}",
                "error: expected a string as the value of the trait, found an empty object",
            ),
            (
                ignored,
                r#""boolean""#,
                r#""a""#,
                "error: expected `true` or `false` as the value of the trait",
            ),
        ] {
            assert!(found(id, definition, value).starts_with(said), "{id}: {}", found(id, definition, value));
        }
    }
}

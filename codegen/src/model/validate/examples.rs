//! Checks that examples of operations are values of their inputs, outputs and errors.

use super::values::{Checker, Excused, Site, Unknown};
use crate::diagnostics::{Diagnostic, Diagnostics, Position};
use crate::model::traits::{Example, ExampleError, Examples};
use crate::model::{AppliedTrait, Model, Node, Operation, Reference, Service, Shape, ShapeId, ShapeKind};
use std::collections::BTreeSet;

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut checker = Checker::new(model);
    let ids =
        |service| model.operations_of(service).into_iter().map(|(operation, _)| &operation.id).collect();
    let services: Vec<Bound<'_>> = model.services().map(|(_, service)| (service, ids(service))).collect();
    for shape in model.shapes() {
        let ShapeKind::Operation(operation) = &shape.kind else { continue };
        // What can't be read is reported with the other trait values.
        let Some((applied, Examples(examples))) = shape.traits.read_applied() else { continue };
        for example in &examples {
            let checked = Checked { model, services: &services, shape, operation, applied, example };
            checked.parts(&mut checker, diagnostics);
            diagnostics.extend(checked.combination());
        }
    }
}

/// A service with its operations.
type Bound<'a> = (&'a Service, BTreeSet<&'a ShapeId>);

/// An example, with the operation that it is of.
#[derive(Clone, Copy)]
struct Checked<'a, 'e> {
    model: &'a Model,
    services: &'e [Bound<'a>],
    shape: &'a Shape,
    operation: &'a Operation,
    applied: &'a AppliedTrait,
    example: &'e Example,
}

impl<'a> Checked<'a, '_> {
    fn parts(self, checker: &mut Checker<'a>, diagnostics: &mut Diagnostics) {
        let Example { position, input, output, error, .. } = self.example;
        let nothing = Node::object(*position, Vec::new());
        let mut part = |path, value: &Node, target: &Reference, unknown| {
            if let Some(target) = self.model.target(target) {
                checker.check(self.site(unknown), path, value, target.into(), diagnostics);
            }
        };
        let input = input.as_ref().unwrap_or(&nothing);
        part("input", input, &self.operation.input, Unknown::Reported);
        if let Some(output) = output {
            part("output", output, &self.operation.output, Unknown::Passed);
        }
        let Some(ExampleError { position, id, content }) = error else { return };
        match self.error_target(id.as_str()) {
            Some(target) => {
                part("error.content", content.as_ref().unwrap_or(&nothing), target, Unknown::Passed);
            }
            None => diagnostics.push(self.not_an_error(*position, id.as_str())),
        }
    }

    fn not_an_error(&self, position: Position, id: &str) -> Diagnostic {
        let errors = self.operation.errors.iter().map(|error| error.id.as_str());
        self.error(position, format!("expected an error of this operation, found `{id}`"))
            .help("add it to the operation's or the service's errors")
            .did_you_mean(id, errors)
    }

    fn site(&self, unknown: Unknown) -> Site<'_> {
        let excused = if self.example.allows_constraint_errors { Excused::All } else { Excused::None };
        Site { subject: &self.shape.id, applied: self.applied, whole: None, excused, unknown }
    }

    /// Returns the reference to an error that the operation, or every service that has the operation, names.
    fn error_target(&self, id: &str) -> Option<&'a Reference> {
        let find = |errors: &'a [Reference]| errors.iter().find(|error| error.id == *id);
        let of_services = || {
            let services = self.services.iter().filter(|(_, operations)| operations.contains(&self.shape.id));
            let mut errors = services.map(|(service, _)| find(&service.errors));
            let first = errors.next()??;
            errors.all(|error| error.is_some()).then_some(first)
        };
        find(&self.operation.errors).or_else(of_services)
    }

    /// Returns a finding if the example has parts that exclude each other.
    fn combination(&self) -> Option<Diagnostic> {
        let Example { position, output, error, allows_constraint_errors, .. } = self.example;
        let (message, help) = match (output, error) {
            (Some(_), Some(_)) => {
                ("expected `output` or `error`, found both", "keep what the input leads to")
            }
            (_, None) if *allows_constraint_errors => (
                "expected `error` beside `allowConstraintErrors`, found none",
                "say which error the input leads to, or remove `allowConstraintErrors`",
            ),
            _ => return None,
        };
        Some(self.error(*position, message).help(help))
    }

    fn error(&self, position: Position, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at_part(self.applied, position).shape(&self.shape.id)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Model, SourceFile};

    /// Reads an operation with an example of an error that only these services name.
    fn findings(services: &str) -> String {
        let text = format!(
            "$version: \"2\"\nnamespace a\n{services}\n\
             @examples([{{ title: \"t\", error: {{ shapeId: Busy }} }}])\noperation Call {{}}\n\
             @error(\"server\") structure Busy {{}}\n"
        );
        match Model::read(&[SourceFile { name: "a.smithy", text: &text }]) {
            Ok(loaded) => loaded.warnings.to_string(),
            Err(diagnostics) => diagnostics.to_string(),
        }
    }

    #[test]
    fn an_error_of_every_service_is_one_of_the_operation() {
        let with = |name| format!("service {name} {{ operations: [Call], errors: [Busy] }}\n");
        assert_eq!(findings(&(with("A") + &with("B"))), "no findings");
        assert_eq!(findings(&(with("A") + "service B {}")), "no findings");
        let refused = "expected an error of this operation, found `a#Busy`\n  --> a.smithy:";
        for services in [
            String::new(),
            with("A") + "service B { operations: [Call] }",
            "service B { errors: [Busy] }".to_owned(),
        ] {
            assert!(findings(&services).contains(refused), "{services}: {}", findings(&services));
        }
    }
}

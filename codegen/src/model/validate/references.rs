//! Checks that every reference leads to a shape of the right type.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics, suggest};
use crate::model::place::with_article;
use crate::model::traits::{Error, TraitValue as _, ids};
use crate::model::{
    Member, Model, Operation, Reference, Resource, Service, Shape, ShapeId, ShapeKind, ShapeType,
};

/// Each suggestion compares with every shape of the model, so a model with very many dangling targets gets them for the first few only.
const SUGGESTIONS: usize = 20;

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let refused = diagnostics.refused();
    let mut checker = Checker { model, diagnostics, refused, dangling: 0 };
    for shape in model.shapes() {
        for mixin in &shape.mixins {
            checker.mixin(shape, mixin);
        }
        for member in shape.members() {
            checker.member(shape, member);
        }
        match &shape.kind {
            ShapeKind::Service(service) => checker.service(shape, service),
            ShapeKind::Operation(operation) => checker.operation(shape, operation),
            ShapeKind::Resource(resource) => checker.resource(shape, resource),
            _ => {}
        }
    }
}

struct Checker<'a> {
    model: &'a Model,
    diagnostics: &'a mut Diagnostics,
    /// The shapes that could not be read.
    refused: BTreeSet<Box<str>>,
    dangling: usize,
}

impl<'a> Checker<'a> {
    /// Returns the shape that a reference leads to, or reports that there is none.
    fn resolve(&mut self, owner: &ShapeId, reference: &Reference) -> Option<&'a Shape> {
        let model = self.model;
        let target = model.target(reference);
        // There is a finding already about a shape that could not be read.
        if target.is_none() && !self.refused.contains(reference.id.as_str()) {
            let message = format!("the shape `{}` does not exist", reference.id);
            let diagnostic = Diagnostic::error(message).at(&reference.location).shape(owner);
            self.dangling += 1;
            let help = if self.dangling > SUGGESTIONS { None } else { self.help(reference) };
            self.diagnostics.push(match help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
        target
    }

    /// Says what to do about a reference that leads nowhere.
    fn help(&self, reference: &Reference) -> Option<String> {
        let namespace = reference.id.namespace();
        let in_idl = reference.location.file.ends_with(".smithy");
        match self.meant(&reference.id) {
            Some(meant)
                if in_idl
                    && !meant.starts_with(&format!("{namespace}#"))
                    && !meant.starts_with("smithy.api#") =>
            {
                Some(format!("did you mean `{meant}`? Add `use {meant}`"))
            }
            Some(meant) => Some(format!("did you mean `{meant}`?")),
            None if self.model.ids().any(|id| id.namespace() == namespace) => None,
            None => Some(format!(
                "no file defines anything in `{namespace}`: is one of the model's files missing?"
            )),
        }
    }

    /// Returns what an id that leads nowhere was most probably meant to be: one of nearly the same letters, or a name from another namespace.
    fn meant(&self, id: &ShapeId) -> Option<String> {
        let ids = || self.model.ids().map(ShapeId::as_str);
        let elsewhere = || self.model.ids().find(|other| other.name() == id.name()).map(ShapeId::as_str);
        let common = || suggest(&format!("smithy.api#{}", id.name()), ids());
        suggest(id.as_str(), ids()).or_else(elsewhere).or_else(common).map(ToOwned::to_owned)
    }

    /// Returns the shape that a reference leads to, or reports that it has another type.
    fn expect(
        &mut self,
        owner: &ShapeId,
        role: &str,
        reference: &Reference,
        expected: ShapeType,
    ) -> Option<&'a Shape> {
        let target = self.resolve(owner, reference)?;
        let found = target.shape_type();
        if found == expected {
            return Some(target);
        }
        self.wrong(owner, &as_role(expected, role), reference, found);
        None
    }

    /// As `expect`, for a shape that is used as it is, which a mixin is not.
    fn expect_whole(
        &mut self,
        owner: &ShapeId,
        role: &str,
        reference: &Reference,
        expected: ShapeType,
    ) -> Option<&'a Shape> {
        let target = self.expect(owner, role, reference, expected)?;
        self.no_mixin(owner, reference, target);
        Some(target)
    }

    fn no_mixin(&mut self, owner: &ShapeId, reference: &Reference, target: &Shape) {
        if target.traits.contains(ids::MIXIN) {
            let message = format!("expected a shape of its own, found the mixin `{}`", reference.id);
            let help = "list it in `mixins` of another shape, and use that";
            self.diagnostics.push(Diagnostic::error(message).at(&reference.location).shape(owner).help(help));
        }
    }

    /// Reports an input or output that is an error.
    fn no_error(&mut self, owner: &ShapeId, role: &str, reference: &Reference, target: Option<&Shape>) {
        if target.is_some_and(|target| target.traits.has::<Error>()) {
            let message = format!("expected {role} that is no error, found `{}`", reference.id);
            let help = format!("list it in `errors`, or remove `{}` from it", Error::ID);
            self.diagnostics.push(Diagnostic::error(message).at(&reference.location).shape(owner).help(help));
        }
    }

    fn wrong(&mut self, owner: &ShapeId, expected: &str, reference: &Reference, found: ShapeType) {
        let message =
            format!("expected {expected}, found `{}`, {}", reference.id, with_article(found.name()));
        self.diagnostics.push(Diagnostic::error(message).at(&reference.location).shape(owner));
    }

    fn member(&mut self, shape: &Shape, member: &Member) {
        let Some(target) = self.resolve(&member.id, &member.target) else { return };
        let found = target.shape_type();
        if !found.is_data() {
            self.wrong(&member.id, "a shape of data as target", &member.target, found);
            return;
        }
        self.no_mixin(&member.id, &member.target, target);
        if matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::List(_) | ShapeKind::Map(_))
            && member.target.is_unit()
        {
            let message = format!("expected a target with a value, found `{}`", member.target.id);
            let help = "only unions and enums have members without one: hold a structure or a boolean";
            self.diagnostics.push(member.error(message).help(help));
        }
        let is_key = matches!(shape.kind, ShapeKind::Map(_)) && member.name() == "key";
        if is_key && !matches!(found, ShapeType::String | ShapeType::Enum) {
            self.wrong(&member.id, "a string as map key", &member.target, found);
        }
        let is_enum = matches!(shape.kind, ShapeKind::Enum(_) | ShapeKind::IntEnum(_));
        if is_enum && !member.target.is_unit() {
            let message = format!("expected the target `smithy.api#Unit`, found `{}`", member.target.id);
            self.diagnostics.push(member.error(message));
        }
    }

    fn mixin(&mut self, shape: &Shape, mixin: &Reference) {
        let Some(target) = self.expect(&shape.id, "mixin", mixin, shape.shape_type()) else { return };
        if !target.traits.contains(ids::MIXIN) {
            let message = format!("the shape `{}` is used as a mixin without being one", mixin.id);
            self.diagnostics
                .push(shape.error(message).at(&mixin.location).help("give it the trait `smithy.api#mixin`"));
        }
    }

    fn errors(&mut self, shape: &Shape, errors: &[Reference]) {
        for error in errors {
            let target = self.expect_whole(&shape.id, "error", error, ShapeType::Structure);
            if target.is_some_and(|target| !target.traits.has::<Error>()) {
                let message = format!("the structure `{}` is used as an error without being one", error.id);
                self.diagnostics.push(
                    shape.error(message).at(&error.location).help("give it the trait `smithy.api#error`"),
                );
            }
        }
    }

    fn service(&mut self, shape: &Shape, service: &Service) {
        for operation in &service.operations {
            self.expect_whole(&shape.id, "operation", operation, ShapeType::Operation);
        }
        for resource in &service.resources {
            self.expect_whole(&shape.id, "resource", resource, ShapeType::Resource);
        }
        self.errors(shape, &service.errors);
        for (renamed, name) in &service.rename {
            let target = self.resolve(&shape.id, renamed);
            if let Some(target) = target.filter(|target| !target.shape_type().is_data()) {
                self.wrong(&shape.id, "a shape of data to rename", renamed, target.shape_type());
            }
            if !crate::model::shape_id::is_identifier(name) {
                let message = format!("expected a shape name, found {name:?}");
                self.diagnostics.push(shape.error(message).at(&renamed.location));
            }
        }
    }

    fn operation(&mut self, shape: &Shape, operation: &Operation) {
        let is_mixin = shape.traits.contains(ids::MIXIN);
        if is_mixin && !(operation.input.is_unit() && operation.output.is_unit()) {
            let message = "expected a mixin without input and output, which only errors can be mixed in from";
            self.diagnostics.push(
                shape.error(message).trait_id(ids::MIXIN).help("put their members into mixins of structures"),
            );
        }
        for (role, reference) in [("input", &operation.input), ("output", &operation.output)] {
            let target = self.expect_whole(&shape.id, role, reference, ShapeType::Structure);
            self.no_error(&shape.id, &with_article(role), reference, target);
        }
        self.errors(shape, &operation.errors);
    }

    fn resource(&mut self, shape: &Shape, resource: &Resource) {
        if shape.traits.contains(ids::MIXIN) && has_anything(resource) {
            let message =
                "expected a mixin without anything in it, since only traits are mixed in from a resource";
            self.diagnostics
                .push(shape.error(message).trait_id(ids::MIXIN).help("write what it has in each resource"));
        }
        for (_, identifier) in &resource.identifiers {
            if let Some(target) = self.resolve(&shape.id, identifier) {
                let found = target.shape_type();
                if !matches!(found, ShapeType::String | ShapeType::Enum) {
                    self.wrong(&shape.id, "a string as identifier", identifier, found);
                }
            }
        }
        for (_, property) in &resource.properties {
            if let Some(target) = self.resolve(&shape.id, property)
                && !target.shape_type().is_data()
            {
                self.wrong(&shape.id, "a shape of data as property", property, target.shape_type());
            }
        }
        for operation in resource.all_operations() {
            self.expect_whole(&shape.id, "operation", operation, ShapeType::Operation);
        }
        for child in &resource.resources {
            self.expect_whole(&shape.id, "resource", child, ShapeType::Resource);
        }
    }
}

/// Returns what was expected: the type, and the role unless it has the same name.
fn as_role(expected: ShapeType, role: &str) -> String {
    let expected_type = with_article(expected.name());
    if expected.name() == role { expected_type } else { format!("{expected_type} as {role}") }
}

/// Returns whether a resource says anything but its traits.
fn has_anything(resource: &Resource) -> bool {
    let Resource { identifiers, properties, resources, .. } = resource;
    let named = identifiers.len() + properties.len() + resources.len();
    named > 0 || resource.all_operations().next().is_some()
}

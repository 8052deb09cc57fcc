//! Lowers a service: the list of passes.

use super::closure::{Closure, Reached};
use super::context::Context;
use super::endpoint::RuleSet;
use super::members::Bindings;
use super::names::Kind;
use super::operations::{constant_headers, operation};
use super::structures::{Plan, STRUCTURE_METHODS, deprecated, documentation, structure, union};
use super::{
    Direction, Name, Protocol, Selection, Service, Structure, Type, alloy, auth, client_parameters,
    discovery, docs, enums, events, names, parameter_sources, protocol, session, usage,
};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::TraitValue as _;
use crate::model::{self, Model, Shape, ShapeId, ShapeKind, traits};
use std::collections::{BTreeMap, BTreeSet};

/// Lowers the selected part of the model to the IR, with every decision made.
///
/// Findings go to `diagnostics`; the result is `None` if any of them is an error.
pub fn lower(model: &Model, selection: &Selection, diagnostics: &mut Diagnostics) -> Option<Service> {
    let (shape, service) = find(model, selection, diagnostics)?;
    let protocol = protocol::of(model, shape, selection, diagnostics);
    let endpoint = RuleSet::read(shape, diagnostics);
    if let Some(rules) = &endpoint {
        parameter_sources::check_client(shape, rules, diagnostics);
    }
    let closure =
        Closure::of(model, (shape, service), protocol.as_ref(), endpoint.as_ref(), selection, diagnostics);
    let names = names(&closure, service, diagnostics);
    let selected = || closure.operations.iter().map(|(shape, _)| *shape);
    names::check_methods(selected(), diagnostics);
    // Without a supported protocol, every operation would be reported as well.
    let protocol = protocol?;
    let client_parameters = endpoint.as_ref().map(|rules| client_parameters::of(shape, rules, selected()));
    let discovery = discovery::of(model, shape, &protocol, &closure.operations, diagnostics);
    let context = Context {
        model,
        discovery: discovery.as_ref(),
        service_shape: shape,
        service,
        protocol: &protocol,
        endpoint: endpoint.as_ref(),
        told_apart: alloy::told_apart(model, &protocol, closure.types.values().map(|it| it.shape)),
        names: &names,
    };
    let operations = closure.operations.iter();
    let operations: Vec<_> =
        operations.filter_map(|(shape, it)| operation(&context, shape, it, diagnostics)).collect();
    session::check(shape, endpoint.as_ref(), &operations, diagnostics);
    let mut nested = nested(&context, &closure, diagnostics);
    usage::count(&operations, &mut nested);
    let errors = errors(&context, &closure, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    Some(Service {
        shape: shape.id.name().to_owned(),
        module: Name::snake(&selection.module),
        title: title(shape),
        version: docs::one_line(&service.version),
        documentation: documentation(&shape.traits, None),
        deprecated: deprecated(&shape.traits),
        constant_headers: constant_headers(shape),
        signing_name: signing_name(shape),
        endpoint: endpoint?,
        client_parameters: client_parameters.unwrap_or_default(),
        literal_paths: shape.traits.has::<traits::LiteralPaths>(),
        body_hash_header: shape.traits.has::<traits::BodyHashHeader>(),
        discovery,
        errors_by_status: errors_by_status(shape, &protocol, diagnostics),
        protocol,
        auth: auth::default(model, shape),
        operations,
        types: nested,
        errors,
    })
}

/// Returns whether errors without a code are identified by their status. Warns if the protocol has codes only in bodies, where they are never missing, or does so
/// by itself.
fn errors_by_status(shape: &Shape, protocol: &Protocol, diagnostics: &mut Diagnostics) -> bool {
    let Some(applied) = shape.traits.applied(traits::ErrorsByStatus::ID) else { return false };
    let message = match protocol {
        Protocol::SimpleRestJson => {
            "the trait does nothing with the service's protocol, which goes by the status in any case"
        }
        protocol if protocol.has_codes_in_headers() => return true,
        _ => {
            "the trait does nothing with the service's protocol, whose errors have their codes in bodies alone"
        }
    };
    diagnostics.push(
        shape
            .warning(message)
            .at_trait(applied)
            .help("remove it from the service, or choose a protocol with HTTP bindings"),
    );
    false
}

pub(super) fn find<'m>(
    model: &'m Model,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<(&'m Shape, &'m model::Service)> {
    let ids: Vec<&str> = model.services().map(|(shape, _)| shape.id.as_str()).collect();
    let finding = match &selection.service {
        Some(wanted) => {
            if let Some(found) = model.services().find(|(shape, _)| shape.id.as_str() == wanted) {
                return Some(found);
            }
            Diagnostic::error(format!("the model has no service `{wanted}`")).did_you_mean(wanted, ids)
        }
        None if ids.len() == 1 => return model.services().next(),
        None if ids.is_empty() => Diagnostic::error("the model has no service")
            .help("a client is generated for a shape of type `service`"),
        None => Diagnostic::error(format!("the model has several services: {}", ids.join(", ")))
            .help("say which one is meant"),
    };
    diagnostics.push(finding);
    None
}

/// Returns the service's name in signatures.
fn signing_name(shape: &Shape) -> Option<String> {
    let sigv4 = shape.traits.read::<traits::SigV4>().map(|sigv4| sigv4.name);
    sigv4.or_else(|| shape.traits.read::<traits::SigV4A>().map(|sigv4a| sigv4a.name))
}

fn title(shape: &Shape) -> String {
    let sdk_id = shape.traits.read::<traits::AwsService>().map(|service| service.sdk_id);
    let title = sdk_id.or_else(|| shape.traits.read().map(|traits::Title(title)| title));
    let title = title.map(|title| docs::one_line(&title)).filter(|title| !title.is_empty());
    title.unwrap_or_else(|| shape.id.name().to_owned())
}

/// Returns the Rust names of all nested types and errors. The service's `rename` takes precedence.
pub(super) fn names(
    closure: &Closure<'_>,
    service: &model::Service,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<ShapeId, Name> {
    let name = |id: &'_ ShapeId| {
        let renamed = service.rename.iter().find(|(reference, _)| reference.id == *id);
        renamed.map_or_else(|| id.name().to_owned(), |(_, name)| name.clone())
    };
    let types = closure.types.values().map(|reached| reached.shape);
    let types = types.filter(|shape| !shape.id.is_prelude() && is_type(shape));
    let types = types.map(|shape| (shape, name(&shape.id)));
    let mut found = names::type_names(types, Kind::Nested, diagnostics);
    let errors = closure.errors.values().map(|shape| (*shape, name(&shape.id)));
    found.extend(names::type_names(errors, Kind::Error, diagnostics));
    found
}

fn is_type(shape: &Shape) -> bool {
    use ShapeKind::{Enum, IntEnum, Structure, Union};
    matches!(shape.kind, Structure(_) | Union(_) | Enum(_) | IntEnum(_))
}

fn nested(context: &Context<'_>, closure: &Closure<'_>, diagnostics: &mut Diagnostics) -> Vec<Type> {
    let types = closure.types.values().filter(|reached| is_type(reached.shape));
    let taken = types.map(|reached| context.name(&reached.shape.id)).collect();
    let mut found: Vec<Type> = closure
        .types
        .values()
        .filter(|reached| !reached.shape.id.is_prelude())
        .filter_map(|reached| nested_type(context, reached, &taken, diagnostics))
        .collect();
    found.sort_by(|left, right| left.name().cmp(right.name()));
    found
}

fn nested_type(
    context: &Context<'_>,
    reached: &Reached<'_>,
    taken: &BTreeSet<Name>,
    diagnostics: &mut Diagnostics,
) -> Option<Type> {
    let shape = reached.shape;
    Some(match &shape.kind {
        ShapeKind::Structure(_) => {
            let plan = Plan {
                name: context.name(&shape.id),
                shape,
                direction: reached.direction,
                bindings: Bindings::Nested,
                reserved: &STRUCTURE_METHODS,
            };
            Type::Structure(structure(context, &plan, diagnostics))
        }
        ShapeKind::Union(_) => {
            let mut union = union(context, shape, reached.direction, diagnostics);
            if events::is_stream(shape) && reached.direction.is_received() {
                union.stream_error = Some(events::stream_error(context, shape, taken, diagnostics));
            }
            Type::Union(union)
        }
        ShapeKind::Enum(_) => Type::Enum(enums::string_enum(context, shape)),
        ShapeKind::IntEnum(_) => Type::IntEnum(enums::int_enum(context, shape)),
        _ => return None,
    })
}

fn errors(context: &Context<'_>, closure: &Closure<'_>, diagnostics: &mut Diagnostics) -> Vec<Structure> {
    let mut found: Vec<Structure> = closure
        .errors
        .values()
        .map(|shape| {
            let plan = Plan {
                name: context.name(&shape.id),
                shape,
                direction: Direction::Received,
                bindings: Bindings::Response,
                reserved: &[],
            };
            structure(context, &plan, diagnostics)
        })
        .collect();
    found.sort_by(|left, right| left.name.cmp(&right.name));
    found
}

//! Checks that HTTP bindings place every member of requests and responses by the rules of <https://smithy.io/2.0/spec/http-bindings.html>.
//!
//! Services whose protocols do not use the bindings are not checked, nor are operations without the `http` trait.

mod structures;
mod uris;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{self, Http, TraitValue as _};
use crate::model::{Member, Model, Operation, Reference, Shape, ShapeId, ShapeKind};

/// The role of a structure in HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Request,
    Response,
    Error,
}

/// The structures that are sent or received, each with its roles.
type Roles<'a> = BTreeMap<&'a ShapeId, BTreeSet<Role>>;

/// An operation with the `http` trait.
struct Bound<'a> {
    shape: &'a Shape,
    operation: &'a Operation,
    http: Http,
}

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut operations = BTreeMap::new();
    let mut roles = Roles::new();
    let mut rest = BTreeSet::new();
    for (shape, service) in model.services().filter(|(shape, _)| has_bindings(shape)) {
        let bound: Vec<Bound<'_>> = model
            .operations_of(service)
            .into_iter()
            .filter_map(|(shape, operation)| Some(Bound { http: shape.traits.read()?, shape, operation }))
            .collect();
        // The operations of a presigned WebSocket are told apart by their query.
        if is_rest(shape) {
            uris::check_twins(shape, &bound, diagnostics);
        }
        if !bound.is_empty() {
            add(&mut roles, &service.errors, Role::Error);
        }
        for it in bound {
            add(&mut roles, [&it.operation.input], Role::Request);
            add(&mut roles, [&it.operation.output], Role::Response);
            add(&mut roles, &it.operation.errors, Role::Error);
            if is_rest(shape) {
                rest.extend([&it.operation.input.id, &it.operation.output.id]);
            }
            operations.insert(&it.shape.id, it);
        }
    }
    for bound in operations.values() {
        check_method(model, bound, diagnostics);
        uris::check_labels(model, bound, diagnostics);
        uris::check_query(model, bound, diagnostics);
    }
    for (id, roles) in &roles {
        let Some(shape) = model.shape(id).filter(|shape| matches!(shape.kind, ShapeKind::Structure(_)))
        else {
            continue;
        };
        structures::check(model, shape, roles, diagnostics);
        if roles.contains(&Role::Error) {
            structures::check_without_streams(model, shape, diagnostics);
        } else if rest.contains(id) {
            structures::check_streams(model, shape, diagnostics);
        }
    }
}

/// Warns of members that travel in the body of a request whose method has no use for one (RFC 9110, section 9.3.1).
fn check_method(model: &Model, bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let method = &bound.http.method;
    if !["DELETE", "GET", "HEAD", "OPTIONS", "TRACE"].contains(&method.as_str()) {
        return;
    }
    let input = model.target(&bound.operation.input);
    let in_body = |member: &&Member| {
        let mut bindings = bindings(member).filter(|id| *id != traits::HttpPayload::ID);
        bindings.next().is_none()
    };
    if let Some(member) = input.and_then(|input| input.members().find(in_body)) {
        let name = member.name();
        let message = format!(
            "`{name}` of its input is in the body of a `{method}`, which servers and proxies may drop"
        );
        let help = "bind the member to the query with `httpQuery`, or choose another method";
        diagnostics.push(bound.shape.traits.locate(Http::ID, bound.shape.warning(message)).help(help));
    }
}

fn add<'a>(roles: &mut Roles<'a>, references: impl IntoIterator<Item = &'a Reference>, role: Role) {
    for reference in references {
        roles.entry(&reference.id).or_default().insert(role);
    }
}

/// Returns whether the service has a protocol that uses the bindings.
fn has_bindings(service: &Shape) -> bool {
    is_rest(service) || service.traits.has::<traits::PresignedWebSocket>()
}

fn is_rest(service: &Shape) -> bool {
    traits::REST_PROTOCOLS.iter().any(|id| service.traits.contains(id))
}

/// Returns the traits of a member that bind it.
fn bindings(member: &Member) -> impl Iterator<Item = &'static str> {
    traits::HTTP_BINDINGS.into_iter().filter(|id| member.traits.contains(id))
}

/// Creates an error about a trait of a member, at the trait.
fn error_of(member: &Member, trait_id: &str, message: String) -> Diagnostic {
    member.traits.locate(trait_id, member.error(message))
}

/// Returns whether a label is in the endpoint's URL, so that the path does not need it.
fn is_endpoint_label(model: &Model, member: &Member) -> bool {
    member.traits.has::<traits::EndpointLabel>()
        || model.target(&member.target).is_some_and(|target| target.traits.has::<traits::EndpointLabel>())
}

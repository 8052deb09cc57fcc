//! Checks that the bindings of a structure's members go together: each member has one place, and each place one member.

use std::collections::{BTreeMap, BTreeSet};

use super::{Role, bindings, error_of};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{
    EndpointUrl, HttpHeader, HttpLabel, HttpPayload, HttpPrefixHeaders, HttpQuery, HttpQueryParams,
    HttpResponseCode, LabelFallback, Required, Sparse, Streaming, TraitValue,
};
use crate::model::{Member, Model, Shape};

/// Request headers that clients set (<https://smithy.io/2.0/spec/http-bindings.html#restricted-http-headers>). `Content-Length` is not among them: services do
/// bind it, and for a streaming body the caller knows it.
const RESERVED: [&str; 11] = [
    "authorization",
    "connection",
    "expect",
    "host",
    "max-forwards",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-forwarded-for",
];

pub(super) fn check(model: &Model, structure: &Shape, roles: &BTreeSet<Role>, diagnostics: &mut Diagnostics) {
    for member in structure.members() {
        check_required(member, roles, diagnostics);
        if roles.contains(&Role::Request) {
            check_reserved(member, diagnostics);
        }
        check_gaps(model, member, diagnostics);
    }
    check_names(structure, HttpHeader::ID, "header", header, diagnostics);
    check_names(structure, HttpQuery::ID, "query parameter", query, diagnostics);
    check_prefix(structure, diagnostics);
    check_beside_payload(structure, roles, diagnostics);
}

/// Checks that a label is required, since a path can't be built without it.
fn check_required(member: &Member, roles: &BTreeSet<Role>, diagnostics: &mut Diagnostics) {
    let is_label = roles.contains(&Role::Request) && member.traits.has::<HttpLabel>();
    if is_label && !member.traits.has::<Required>() && !member.traits.has::<LabelFallback>() {
        let message = "expected a label to be required, found an optional member".to_owned();
        diagnostics.push(
            error_of(member, HttpLabel::ID, message).help(format!("give it the trait `{}`", Required::ID)),
        );
    }
}

fn check_reserved(member: &Member, diagnostics: &mut Diagnostics) {
    let Some((_, written)) = header(member).filter(|(name, _)| RESERVED.contains(&name.as_str())) else {
        return;
    };
    let message = format!("expected a header that clients do not set themselves, found `{written}`");
    let help = "give the header another name: what callers put in it may be replaced or refused on the way";
    diagnostics.push(error_of(member, HttpHeader::ID, message).into_warning().help(help));
}

/// Checks that a map of headers has a value for each: a header without one can't be told from one that is not there.
fn check_gaps(model: &Model, member: &Member, diagnostics: &mut Diagnostics) {
    let target = model.target(&member.target).filter(|target| target.traits.has::<Sparse>());
    if let Some(target) = target.filter(|_| member.traits.has::<HttpPrefixHeaders>()) {
        let message = format!("expected a map without `{}`, found `{}`", Sparse::ID, target.id);
        let help = "remove the trait from the map, or give the member another";
        diagnostics.push(error_of(member, HttpPrefixHeaders::ID, message).help(help));
    }
}

/// Returns the header's name as it is compared, in lower case, and as it is written.
fn header(member: &Member) -> Option<(String, String)> {
    member.traits.read().map(|HttpHeader(name)| (name.to_ascii_lowercase(), name))
}

fn query(member: &Member) -> Option<(String, String)> {
    member.traits.read().map(|HttpQuery(name)| (name.clone(), name))
}

/// Checks that no two members have the same name in HTTP. `name` returns it as it is compared and as it is written.
fn check_names(
    structure: &Shape,
    id: &str,
    what: &str,
    name: fn(&Member) -> Option<(String, String)>,
    diagnostics: &mut Diagnostics,
) {
    let mut first_with: BTreeMap<String, &str> = BTreeMap::new();
    for member in structure.members() {
        let Some((compared, written)) = name(member) else { continue };
        let first = *first_with.entry(compared).or_insert(member.name());
        if first != member.name() {
            let message = format!("expected a unique {what}, found `{written}` again");
            diagnostics.push(error_of(member, id, message).help(format!("the first is `{first}`")));
        }
    }
}

/// Checks that no header has the prefix of the headers in a map: it would be in the map as well, or replace an entry. A map without a prefix may hold them.
fn check_prefix(structure: &Shape, diagnostics: &mut Diagnostics) {
    let map = structure.members().find_map(|map| Some((map, map.traits.read()?)));
    let Some((map, HttpPrefixHeaders(prefix))) = map else { return };
    for member in structure.members() {
        let Some((name, written)) = header(member) else { continue };
        if !prefix.is_empty() && name.starts_with(&prefix.to_ascii_lowercase()) {
            let message = format!(
                "expected a header that does not begin with {prefix:?}, the prefix of those in `{}`; found `{written}`",
                map.name()
            );
            let help = "give the header another name, or the map another prefix";
            diagnostics.push(error_of(member, HttpHeader::ID, message).help(help));
        }
    }
}

/// Checks that no member is left for the body if another member is the whole body.
fn check_beside_payload(structure: &Shape, roles: &BTreeSet<Role>, diagnostics: &mut Diagnostics) {
    let Some(payload) = structure.members().find(|member| member.traits.has::<HttpPayload>()) else { return };
    for member in structure.members().filter(|member| roles.iter().any(|role| is_unbound(member, *role))) {
        let (id, name) = (HttpPayload::ID, payload.name());
        let message =
            format!("expected an HTTP binding, since `{name}` is the whole body by `{id}`; found none");
        let elsewhere = match roles.contains(&Role::Request) {
            true => "a header or the query",
            false => "a header",
        };
        diagnostics.push(
            member
                .error(message)
                .trait_id(id)
                .help(format!("bind the member to {elsewhere}, or remove `{id}` from `{name}`")),
        );
    }
}

/// Returns whether a member would be part of the body.
fn is_unbound(member: &Member, role: Role) -> bool {
    let is_request = role == Role::Request;
    let is_placed = |id| match id {
        HttpLabel::ID | HttpQuery::ID | HttpQueryParams::ID => is_request,
        HttpResponseCode::ID => !is_request,
        _ => true,
    };
    let is_url = is_request && member.traits.has::<EndpointUrl>();
    !is_url && !bindings(member).any(is_placed)
}

/// Checks that an error has no stream: it is read whole before the caller sees it.
pub(super) fn check_without_streams(model: &Model, structure: &Shape, diagnostics: &mut Diagnostics) {
    for member in structure.members() {
        if let Some(target) = model.target(&member.target).filter(|target| target.traits.has::<Streaming>()) {
            let message = format!("expected a member of an error, which can't stream, found `{}`", target.id);
            let help = format!("give it a target without the trait `{}`", Streaming::ID);
            diagnostics.push(member.error(message).trait_id(Streaming::ID).help(help));
        }
    }
}

/// Checks that a stream is the whole body, in protocols whose bodies are documents otherwise.
pub(super) fn check_streams(model: &Model, structure: &Shape, diagnostics: &mut Diagnostics) {
    for member in structure.members().filter(|member| bindings(member).next().is_none()) {
        let Some(target) = model.target(&member.target).filter(|target| target.traits.has::<Streaming>())
        else {
            continue;
        };
        let message = format!("expected `{}` on a member that streams, found none", HttpPayload::ID);
        diagnostics.push(stream(member.error(message), target));
    }
}

fn stream(diagnostic: Diagnostic, target: &Shape) -> Diagnostic {
    diagnostic.trait_id(Streaming::ID).help(format!(
        "give it the trait `{}`, or a target other than `{}`",
        HttpPayload::ID,
        target.id
    ))
}

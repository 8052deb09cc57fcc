//! SigV4 replaced by SigV4A or the reverse, on services and operations and in endpoint rules.

use super::differences::{Change, Differences, Sides};
use super::event::{Event, Severity};
use crate::model::{Node, Shape, ShapeId, ShapeKind, traits};
use std::collections::{BTreeMap, BTreeSet};

const SIGV4: &str = "aws.auth#sigv4";
const SIGV4A: &str = "aws.auth#sigv4a";
const RULES: &str = "smithy.rules#endpointRuleSet";

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    let services = kept_services(differences);
    for change in &differences.changed {
        let Some((old, new)) = change.shapes() else { continue };
        match (&old.kind, &new.kind) {
            (ShapeKind::Service(_), ShapeKind::Service(_)) => {
                let (before, after) = (of_service(old), of_service(new));
                let place = format!("for the service `{}`", new.id);
                push("SigV4Migration", new, &before, &after, &place, events);
                endpoints(change, &before, &after, events);
            }
            (ShapeKind::Operation(_), ShapeKind::Operation(_)) => operation(&services, old, new, events),
            _ => {}
        }
    }
}

/// A service that both models have.
struct Kept<'m> {
    old: &'m Shape,
    new: &'m Shape,
    /// The operations that it has now.
    operations: BTreeSet<&'m ShapeId>,
}

fn kept_services<'m>(differences: &Differences<'m>) -> Vec<Kept<'m>> {
    let Sides { old, new } = differences.models;
    let kept = new.services().filter_map(|(shape, service)| {
        let operations = new.operations_of(service).into_iter().map(|(operation, _)| &operation.id).collect();
        Some(Kept { old: old.shape(&shape.id)?, new: shape, operations })
    });
    kept.collect()
}

fn operation(services: &[Kept<'_>], old: &Shape, new: &Shape, events: &mut Vec<Event>) {
    let place = format!("for the operation `{}`", new.id);
    for service in services.iter().filter(|service| service.operations.contains(&new.id)) {
        let (before, after) = (of_operation(service.old, old), of_operation(service.new, new));
        push("SigV4Migration", new, &before, &after, &place, events);
    }
}

/// Returns the schemes of a service in the order in which clients try them: that of `auth` or, without it, of their ids.
fn of_service(service: &Shape) -> Vec<String> {
    listed_schemes(service, service).unwrap_or_else(|| {
        let ids = service.traits.iter().map(|applied| applied.id.to_string());
        let mut ids: Vec<String> = ids.filter(|id| [SIGV4, SIGV4A].contains(&id.as_str())).collect();
        ids.sort();
        ids
    })
}

fn of_operation(service: &Shape, operation: &Shape) -> Vec<String> {
    listed_schemes(operation, service).unwrap_or_else(|| of_service(service))
}

/// Returns the schemes in the trait `auth` that the service has.
fn listed_schemes(subject: &Shape, service: &Shape) -> Option<Vec<String>> {
    let traits::Auth(schemes) = subject.traits.read()?;
    Some(schemes.iter().filter(|id| service.traits.contains(id.as_str())).map(ToString::to_string).collect())
}

fn push(id: &str, shape: &Shape, old: &[String], new: &[String], place: &str, events: &mut Vec<Event>) {
    if let Some(message) = migration(old, new, place) {
        events.push(Event::of(shape, id, Severity::Danger, message));
    }
}

/// The positions of the two schemes in a list, which may use their short names.
struct Places {
    sigv4: Option<usize>,
    sigv4a: Option<usize>,
}

impl Places {
    fn of(schemes: &[String]) -> Self {
        let is = |scheme: &str, id: &str, short: &str| {
            scheme == id
                || scheme.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        Self {
            sigv4: schemes.iter().position(|scheme| is(scheme, SIGV4, "sigv4")),
            sigv4a: schemes.iter().position(|scheme| is(scheme, SIGV4A, "sigv4a")),
        }
    }
}

/// Describes how the two schemes changed, if old clients may no longer be able to sign.
fn migration(old: &[String], new: &[String], place: &str) -> Option<String> {
    let (old, new) = (Places::of(old), Places::of(new));
    let what = match (old.sigv4, old.sigv4a, new.sigv4, new.sigv4a) {
        (Some(_), None, None, Some(_)) => "`aws.auth#sigv4a` took the place of `aws.auth#sigv4`",
        (None, Some(_), Some(_), None) => "`aws.auth#sigv4` took the place of `aws.auth#sigv4a`",
        (Some(plain), Some(asymmetric), Some(plain_now), Some(asymmetric_now)) => {
            match (plain < asymmetric, plain_now < asymmetric_now) {
                (true, false) => "`aws.auth#sigv4a` moved before `aws.auth#sigv4`",
                (false, true) => "`aws.auth#sigv4` moved before `aws.auth#sigv4a`",
                _ => return None,
            }
        }
        (None, Some(_), Some(plain), Some(asymmetric)) if plain < asymmetric => {
            "`aws.auth#sigv4` was put before `aws.auth#sigv4a`"
        }
        (Some(_), None, Some(plain), Some(asymmetric)) if asymmetric < plain => {
            "`aws.auth#sigv4a` was put before `aws.auth#sigv4`"
        }
        _ => return None,
    };
    Some(format!("{what} {place}: not all credentials work for both"))
}

/// Compares the endpoints that are at the same place in both rule sets.
fn endpoints(change: &Change<'_>, old_modeled: &[String], new_modeled: &[String], events: &mut Vec<Event>) {
    let (old, new) = (change.old.traits().get(RULES), change.new.traits().get(RULES));
    let (Some(old), Some(new), Some((_, shape))) = (old, new, change.shapes()) else { return };
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    collect(old, "", &mut before);
    collect(new, "", &mut after);
    for (path, endpoint) in &after {
        let Some(earlier) = before.get(path).filter(|earlier| *earlier != endpoint) else { continue };
        let schemes = |endpoint: &Node, modeled: &[String]| {
            let own = own_schemes(endpoint);
            if own.is_empty() { modeled.to_vec() } else { own }
        };
        let place = format!("for the endpoint at `{path}` of `{RULES}` of the service `{}`", shape.id);
        let (old, new) = (schemes(earlier, old_modeled), schemes(endpoint, new_modeled));
        push("EndpointSigV4Migration", shape, &old, &new, &place, events);
    }
}

/// Collects all endpoints of a tree of rules with their places in it.
fn collect<'n>(node: &'n Node, path: &str, found: &mut BTreeMap<String, &'n Node>) {
    let rules = node.get("rules").and_then(Node::as_array).unwrap_or_default();
    for (at, rule) in rules.iter().enumerate() {
        let path = format!("{path}/rules/{at}");
        if let Some(endpoint) = rule.get("endpoint") {
            found.insert(format!("{path}/endpoint"), endpoint);
        }
        collect(rule, &path, found);
    }
}

fn own_schemes(endpoint: &Node) -> Vec<String> {
    let schemes = endpoint.get("properties").and_then(|properties| properties.get("authSchemes"));
    let schemes = schemes.and_then(Node::as_array).unwrap_or_default();
    schemes.iter().filter_map(|scheme| scheme.get("name")?.as_str()).map(ToOwned::to_owned).collect()
}

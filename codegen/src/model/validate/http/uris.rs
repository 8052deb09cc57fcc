//! Checks that the labels of an operation's URI are in its input, and that no other operation has the same URI.

use std::collections::BTreeMap;

use super::{Bound, error_of, is_endpoint_label};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{Endpoint, Http, HttpLabel, HttpQuery, TraitValue, UriSegment};
use crate::model::{Member, Model, Shape, ShapeKind};

/// Checks that every label has its member, and every such member its label.
pub(super) fn check_labels(model: &Model, bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let Some(input) = model.target(&bound.operation.input) else { return };
    for label in bound.http.uri.labels() {
        if !input.member(label).is_some_and(|member| member.traits.has::<HttpLabel>()) {
            diagnostics.push(without_member(bound, input, label));
        }
    }
    for segment in &bound.http.uri.segments {
        let UriSegment::GreedyLabel(label) = segment else { continue };
        let Some(member) = input.member(label).filter(|member| member.traits.has::<HttpLabel>()) else {
            continue;
        };
        let is_text = |target: &Shape| matches!(target.kind, ShapeKind::String | ShapeKind::Enum(_));
        if model.target(&member.target).is_some_and(|target| !is_text(target)) {
            let message = format!(
                "expected a string for the greedy label `{{{label}+}}`, found `{}`",
                member.target.id
            );
            diagnostics.push(
                error_of(member, HttpLabel::ID, message)
                    .help("hold a string, or remove the `+` from the URI"),
            );
        }
    }
    for member in input.members().filter(|member| member.traits.has::<HttpLabel>()) {
        let stands_in_path = bound.http.uri.labels().any(|label| label == member.name());
        if !stands_in_path && !is_endpoint_label(model, member) {
            diagnostics.push(without_label(bound, member));
        }
    }
}

fn without_member(bound: &Bound<'_>, input: &Shape, label: &str) -> Diagnostic {
    let uri = &bound.http.uri;
    let found = match input.member(label) {
        Some(_) => "one without the trait".to_owned(),
        None => format!("none in `{}`", input.id),
    };
    let message =
        format!("expected an input member `{label}` with `{}` for `{uri}`, found {found}", HttpLabel::ID);
    let diagnostic = bound.shape.traits.locate(Http::ID, bound.shape.error(message));
    if input.member(label).is_some() {
        return diagnostic.help(format!("give the member `{label}` the trait, and `smithy.api#required`"));
    }
    let labels = input.members().filter(|member| member.traits.has::<HttpLabel>()).map(Member::name);
    match crate::diagnostics::suggest(label, labels) {
        Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
        None => diagnostic.help("add the member, or remove the label from the URI"),
    }
}

fn without_label(bound: &Bound<'_>, member: &Member) -> Diagnostic {
    let (name, operation, uri) = (member.name(), &bound.shape.id, &bound.http.uri);
    let message = format!("expected the label `{{{name}}}` in the URI of `{operation}`, found `{uri}`");
    error_of(member, HttpLabel::ID, message)
        .help("write the label into the URI, or let the member travel elsewhere")
}

/// Warns about a member whose query parameter is also in the URI: both would be sent.
pub(super) fn check_query(model: &Model, bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let Some(input) = model.target(&bound.operation.input) else { return };
    for member in input.members() {
        let Some(HttpQuery(name)) = member.traits.read() else { continue };
        if bound.http.uri.query.iter().any(|(constant, _)| *constant == name) {
            let (operation, uri) = (&bound.shape.id, &bound.http.uri);
            let message = format!(
                "expected a unique query parameter, found `{name}`, which the URI of `{operation}` has too: `{uri}`"
            );
            let help = "remove it from the URI, or give the member another name: both are sent";
            diagnostics.push(error_of(member, HttpQuery::ID, message).into_warning().help(help));
        }
    }
}

/// Warns about operations that a service can't tell apart.
pub(super) fn check_twins(service: &Shape, bound: &[Bound<'_>], diagnostics: &mut Diagnostics) {
    let mut first_with: BTreeMap<String, &Bound<'_>> = BTreeMap::new();
    for later in bound {
        let Some(first) = first_with.get(&pattern(later)) else {
            first_with.insert(pattern(later), later);
            continue;
        };
        let (method, uri) = (&later.http.method, &later.http.uri);
        let message = format!(
            "expected a unique method and URI, found `{method} {uri}`, which `{}` has too",
            first.shape.id
        );
        let help = format!("change the path of one of them: `{}` can't tell them apart", service.id);
        diagnostics.push(later.shape.traits.locate(Http::ID, later.shape.warning(message)).help(help));
    }
}

/// Returns a URI as a service sees it: labels have no names there, and the host counts.
fn pattern(bound: &Bound<'_>) -> String {
    let mut uri = bound.http.uri.clone();
    for segment in &mut uri.segments {
        match segment {
            UriSegment::Literal(_) => {}
            UriSegment::Label(name) | UriSegment::GreedyLabel(name) => name.clear(),
        }
    }
    uri.query.sort();
    format!("{} {:?} {uri}", bound.http.method, bound.shape.traits.read::<Endpoint>())
}

//! Checks that the members exist by which callers choose checksums, and that they choose among those that there are
//! (<https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>).

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{EnumValue, HttpChecksum, HttpPrefixHeaders};
use crate::model::{AppliedTrait, Member, Model, Operation, Shape, ShapeKind};

/// The algorithms that the trait knows.
const ALGORITHMS: [&str; 10] =
    ["CRC32", "CRC32C", "CRC64NVME", "MD5", "SHA1", "SHA256", "SHA512", "XXHASH3", "XXHASH64", "XXHASH128"];
const MODES: [&str; 1] = ["ENABLED"];
/// What the names of headers with checksums begin with.
const PREFIX: &str = "x-amz-checksum-";

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        if let ShapeKind::Operation(operation) = &shape.kind
            && let Some((applied, checksum)) = shape.traits.read_applied::<HttpChecksum>()
            && let Some(input) = model.target(&operation.input)
        {
            let subject = Subject { model, shape, applied, input };
            subject.check(&checksum, diagnostics);
            subject.check_prefixes(operation, diagnostics);
        }
    }
}

/// An operation with checksums.
struct Subject<'m> {
    model: &'m Model,
    shape: &'m Shape,
    applied: &'m AppliedTrait,
    input: &'m Shape,
}

impl Subject<'_> {
    fn check(&self, checksum: &HttpChecksum, diagnostics: &mut Diagnostics) {
        let HttpChecksum {
            request_algorithm_member,
            request_checksum_required,
            request_validation_mode_member,
            response_algorithms,
        } = checksum;
        let of_request = *request_checksum_required || request_algorithm_member.is_some();
        let of_response = request_validation_mode_member.is_some() || !response_algorithms.is_empty();
        if !of_request && !of_response {
            let message = "expected checksums of the request or of the response, found neither";
            let help = "say `requestChecksumRequired` or `requestAlgorithmMember`, or both `requestValidationModeMember` and `responseAlgorithms`";
            diagnostics.push(self.error(message).help(help));
        }
        if let Some(name) = request_algorithm_member {
            self.check_member("requestAlgorithmMember", name, &ALGORITHMS, diagnostics);
        }
        if let Some(name) = request_validation_mode_member {
            self.check_member("requestValidationModeMember", name, &MODES, diagnostics);
        }
        if of_response && (request_validation_mode_member.is_none() || response_algorithms.is_empty()) {
            let (found, missing) = match request_validation_mode_member {
                Some(_) => ("requestValidationModeMember", "responseAlgorithms"),
                None => ("responseAlgorithms", "requestValidationModeMember"),
            };
            let message = format!("expected `{missing}` beside `{found}`, found none");
            let help = "the response is checked only if both are there: add it, or remove the other";
            diagnostics.push(self.error(message).help(help));
        }
        for algorithm in response_algorithms.iter().filter(|it| !ALGORITHMS.contains(&it.as_str())) {
            diagnostics.push(self.unknown(algorithm, &ALGORITHMS));
        }
    }

    /// Checks the input member that a field of the trait names, and what callers can choose with it.
    fn check_member(&self, field: &str, name: &str, known: &[&str], diagnostics: &mut Diagnostics) {
        let Some(member) = self.input.member(name) else {
            let message = format!("expected a member of `{}` as `{field}`, found `{name}`", self.input.id);
            let help =
                "name the input member that chooses the algorithm, or asks for the checksum of the response";
            let names = self.input.members().map(Member::name);
            diagnostics.push(self.error(message).help(help).did_you_mean(name, names));
            return;
        };
        let Some(target) = self.model.target(&member.target) else { return };
        let ShapeKind::Enum(values) = &target.kind else {
            let message =
                format!("expected an enum as the target of `{name}`, the `{field}`, found `{}`", target.id);
            let help = format!("give it an enum of {}", listed(known));
            diagnostics.push(self.error(message).help(help));
            return;
        };
        for value in values {
            if let Some(EnumValue::Text(text)) = value.traits.read()
                && !known.contains(&text.as_str())
            {
                diagnostics.push(self.unknown(&text, known).at(&value.location).shape(&value.id));
            }
        }
    }

    /// Warns of a value that means nothing to this generator, though it may to a later one.
    fn unknown(&self, value: &str, known: &[&str]) -> Diagnostic {
        let message = format!("expected one of {}, found `{value}`", listed(known));
        let help = "clients can't do anything with it";
        self.error(message).into_warning().help(help).did_you_mean(value, known.iter().copied())
    }

    /// Warns of maps of headers that would hold those with checksums too.
    fn check_prefixes(&self, operation: &Operation, diagnostics: &mut Diagnostics) {
        let sides = [Some(self.input), self.model.target(&operation.output)];
        for member in sides.into_iter().flatten().flat_map(Shape::members) {
            let Some(HttpPrefixHeaders(prefix)) = member.traits.read() else { continue };
            if PREFIX.starts_with(&prefix.to_ascii_lowercase()) {
                let message = format!(
                    "expected a prefix that headers such as `{PREFIX}crc32` do not have, found {prefix:?} on `{}`",
                    member.id
                );
                let help = "give the headers in the map another prefix, or remove the trait";
                diagnostics.push(self.error(message).into_warning().help(help));
            }
        }
    }

    fn error(&self, message: impl Into<String>) -> Diagnostic {
        self.shape.error(message).at_trait(self.applied)
    }
}

fn listed(values: &[&str]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    quoted.join(", ")
}

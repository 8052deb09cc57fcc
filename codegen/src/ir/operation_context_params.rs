//! Parameters of endpoint rules that come from parts of an operation's input:
//! [`operationContextParams`](https://smithy.io/2.0/additional-specs/rules-engine/parameters.html#smithy-rules-operationcontextparams-trait).

use super::context::Context;
use super::jmespath::{Expression, Kind, check};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::TraitValue as _;
use crate::model::{Shape, traits};

/// Returns the parameters that the rules use, with their expressions. An expression that cannot be evaluated is reported.
pub(super) fn of(
    context: &Context<'_>,
    operation: &Shape,
    input: &Shape,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Expression)> {
    let Some(traits::OperationContextParams(parts)) = operation.traits.read() else { return Vec::new() };
    let mut found = Vec::new();
    for (name, text) in parts.into_iter().filter(|(name, _)| context.endpoint_looks_at(name)) {
        let part = match Expression::parse(&text) {
            Ok(part) => part,
            Err(problem) => {
                diagnostics.push(unfollowed(operation, &text, &problem));
                continue;
            }
        };
        match check(context, &Kind::Shape(input), &part) {
            Ok(_) => found.push((name, part)),
            Err(problem) => diagnostics.push(
                operation
                    .error(format!("the path `{text}` of the parameter `{name}` leads nowhere: {problem}"))
                    .trait_id(traits::OperationContextParams::ID)
                    .help("name members of the input, joined by dots"),
            ),
        }
    }
    found
}

fn unfollowed(operation: &Shape, text: &str, problem: &str) -> Diagnostic {
    operation
        .warning(format!("endpoint rules don't see the part of the input that `{text}` names: {problem}"))
        .trait_id(traits::OperationContextParams::ID)
        .help("where the endpoint depends on it, set `endpoint_url` in the configuration")
}

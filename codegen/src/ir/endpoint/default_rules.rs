//! Endpoint rules for services whose models have none.

use super::{Origin, RULE_SET, RuleSet, reader};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::node::parse;
use crate::model::{Shape, traits};

/// The caller's endpoint, or an error.
const CUSTOM: &str = r#"{
    "version": "1.0",
    "parameters": { "Endpoint": { "type": "string", "builtIn": "SDK::Endpoint" } },
    "rules": [
        {
            "conditions": [{ "fn": "isSet", "argv": [{ "ref": "Endpoint" }] }],
            "endpoint": { "url": "{Endpoint}" },
            "type": "endpoint"
        },
        {
            "conditions": [],
            "error": "The model of this service does not say where it is. Set `endpoint_url` in the configuration.",
            "type": "error"
        }
    ]
}"#;

/// The usual host names of a service in every Region. `PREFIX` is its endpoint prefix; `SUFFIX` is the end of host names without dual-stack.
const STANDARD: &str = r#"{
    "version": "1.0",
    "parameters": {
        "Endpoint": { "type": "string", "builtIn": "SDK::Endpoint" },
        "Region": { "type": "string", "builtIn": "AWS::Region" },
        "UseFIPS": { "type": "boolean", "builtIn": "AWS::UseFIPS" },
        "UseDualStack": { "type": "boolean", "builtIn": "AWS::UseDualStack" }
    },
    "rules": [
        {
            "conditions": [{ "fn": "isSet", "argv": [{ "ref": "Endpoint" }] }],
            "endpoint": { "url": "{Endpoint}" },
            "type": "endpoint"
        },
        {
            "conditions": [
                { "fn": "isSet", "argv": [{ "ref": "Region" }] },
                { "fn": "aws.partition", "argv": [{ "ref": "Region" }], "assign": "Partition" },
                { "fn": "ite", "argv": [{ "ref": "UseFIPS" }, "-fips", ""], "assign": "Fips" },
                { "fn": "ite", "argv": [{ "ref": "UseDualStack" }, "{Partition#dualStackDnsSuffix}", "{Partition#SUFFIX}"], "assign": "Suffix" }
            ],
            "endpoint": { "url": "https://PREFIX{Fips}.{Region}.{Suffix}" },
            "type": "endpoint"
        },
        { "conditions": [], "error": "No Region is set. Set a Region or an endpoint URL.", "type": "error" }
    ]
}"#;

/// Returns the rules that follow from a service's other traits.
pub(super) fn rule_set(service: &Shape, diagnostics: &mut Diagnostics) -> Option<RuleSet> {
    let prefix = service.traits.read::<traits::AwsService>().and_then(|service| service.endpoint_prefix);
    let dual_stack_only = service.traits.contains("aws.endpoints#dualStackOnlyEndpoints");
    let text = match prefix {
        Some(prefix) if dual_stack_only => {
            STANDARD.replace("PREFIX", &prefix).replace("SUFFIX", "dualStackDnsSuffix")
        }
        Some(prefix) if service.traits.contains("aws.endpoints#standardRegionalEndpoints") => {
            STANDARD.replace("PREFIX", &prefix).replace("SUFFIX", "dnsSuffix")
        }
        _ => CUSTOM.to_owned(),
    };
    let file = service.location.file.clone();
    let parsed = parse(&text).map(|parsed| parsed.root);
    let parsed = parsed.map_err(|error| Diagnostic::error(error.to_string()).shape(&service.id));
    let rules = reader::read(&diagnostics.collect(parsed)?, file, RULE_SET, &service.id, diagnostics)?;
    Some(RuleSet { origin: Origin::Assumed, ..rules })
}

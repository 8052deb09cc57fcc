//! Instructions for writing a request and for reading a response, without the rest of the call. Ours go from the input structure to the request and from the
//! response to the output structure; the peer's use the `SerializeRequest` and `DeserializeResponse` that its operations hand to the orchestrator. Values and
//! bodies are the same on both sides; outputs are dropped, inputs are not.

use super::lab::{Lab, progress};
use super::measure;
use super::table::{Row, Target, Unit};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::path::PathBuf;
use std::process::Command;

/// A service whose requests are written and whose responses are read.
struct Service {
    /// The folder of its client.
    name: &'static str,
    /// The file of its official model.
    model: &'static str,
    /// The file of the workspace with what the model of the AWS crate has in addition, if anything.
    addition: Option<&'static str>,
    operations: &'static str,
}

const SERVICES: [Service; 4] = [
    Service {
        name: "dynamodb",
        model: "dynamodb-2012-08-10.json",
        addition: None,
        operations: "PutItem,Query,BatchWriteItem",
    },
    Service {
        name: "route53",
        model: "route-53-2013-04-01.json",
        addition: None,
        operations: "ChangeResourceRecordSets,ListResourceRecordSets",
    },
    Service {
        name: "sns",
        model: "sns-2010-03-31.json",
        addition: None,
        operations: "Publish,PublishBatch,ListSubscriptions",
    },
    // Its AWS crate speaks rpcv2Cbor, which the official models of that age do not state for any service.
    Service {
        name: "cloudwatch",
        model: "cloudwatch-2010-08-01.json",
        addition: Some("cloudwatch-protocol.json"),
        operations: "GetMetricData,PutMetricData",
    },
];

/// The comparisons: what the program calls the format, what the table calls the comparison, and the ratio that ours should not exceed.
const COMPARISONS: [(&str, &str, f64); 5] = [
    ("json", "awsJson1_0 (dynamodb)", 0.6),
    ("xml", "restXml (route53)", 0.6),
    ("query", "awsQuery (sns)", 0.6),
    ("cbor", "rpcv2Cbor (cloudwatch)", 0.6),
    ("serde", "JSON alone, peer serde_json", 1.2),
];

/// The tasks: what the program is told to do, what the table calls it, and how often each of two runs does it. The difference of the runs leaves out what a
/// program does only once.
const TASKS: [(&str, &str, &str, u32, u32); 4] = [
    ("encode", "small", "write a small request", 10, 40),
    ("decode", "small", "read a small response", 10, 40),
    ("encode", "large", "write 100 KB", 2, 6),
    ("decode", "large", "read 100 KB", 2, 6),
];

/// Counts the instructions.
pub(super) fn measure(lab: &Lab<'_>) -> Result<Vec<Row>, Diagnostics> {
    lab.copy_workspace()?;
    for service in SERVICES {
        generate(lab, &service)?;
    }
    progress("cargo build --release of codecs");
    measure::run(&mut lab.cargo_in(&lab.path("workspace").join("codecs"), &["build", "--release"]))?;
    let program = lab.path("target").join("release").join("codecs");
    let mut rows = Vec::new();
    for (format, comparison, limit) in COMPARISONS {
        for (action, size, doing, few, many) in TASKS {
            progress(&format!("counting the instructions of {comparison}, {doing}"));
            let count = |who: &str| {
                let run = |times: u32| {
                    let arguments = [who, format, action, size].map(str::to_owned);
                    measure::instructions(Command::new(&program).args(arguments).arg(times.to_string()))
                };
                Ok::<f64, Diagnostic>((run(many)? - run(few)?) / f64::from(many - few))
            };
            rows.push(Row {
                figure: format!("instructions, {comparison}, {doing}"),
                unit: Unit::Instructions,
                ours: count("ours")?,
                peer: Some(count("peer")?),
                target: Target::Ratio(limit),
            });
        }
    }
    Ok(rows)
}

fn generate(lab: &Lab<'_>, service: &Service) -> Result<(), Diagnostics> {
    let addition: Option<PathBuf> =
        service.addition.map(|file| lab.path("workspace").join("codecs").join(file));
    let mut generate = lab.xtask();
    generate.arg("generate").arg("--model").arg(lab.official_model(service.model)?).args(addition);
    generate.args(["--operations", service.operations, "--name", &format!("{}-client", service.name)]);
    generate.arg("--out").arg(lab.path("clients").join("codecs").join(service.name));
    measure::run(&mut generate)?;
    Ok(())
}

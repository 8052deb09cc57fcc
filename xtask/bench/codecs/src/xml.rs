//! restXml, with Route 53: `ChangeResourceRecordSets` as the small call and, with many changes, for the large request, `ListResourceRecordSets` for the large
//! response.

use crate::{Action, Size, Task};
use bytes::Bytes;
use std::fmt::Write as _;

const NAMESPACE: &str = "https://route53.amazonaws.com/doc/2013-04-01/";
const PROLOGUE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

/// The response to `ChangeResourceRecordSets`.
fn change() -> Bytes {
    let info = "<ChangeInfo><Id>/change/C2682N5HXP0BZ4</Id><Status>PENDING</Status>\
        <SubmittedAt>2025-09-10T01:36:41.958Z</SubmittedAt><Comment>new mugs</Comment></ChangeInfo>";
    format!("{PROLOGUE}\n<ChangeResourceRecordSetsResponse xmlns=\"{NAMESPACE}\">{info}</ChangeResourceRecordSetsResponse>")
        .into()
}

/// The response to `ListResourceRecordSets`.
fn list(records: u32) -> Bytes {
    let mut text = format!(
        "{PROLOGUE}\n<ListResourceRecordSetsResponse xmlns=\"{NAMESPACE}\"><ResourceRecordSets>"
    );
    for number in 0..records {
        text.push_str(&record_set(number));
    }
    text.push_str(
        "</ResourceRecordSets><IsTruncated>true</IsTruncated><NextRecordName>next.example.com.</NextRecordName>\
        <NextRecordType>CNAME</NextRecordType><MaxItems>300</MaxItems></ListResourceRecordSetsResponse>",
    );
    text.into()
}

fn record_set(number: u32) -> String {
    let mut text =
        format!("<ResourceRecordSet><Name>mug-{number}.shop.example.com.</Name>");
    let end = match number % 3 {
        0 => format!(
            "<Type>A</Type><TTL>300</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.{}</Value></ResourceRecord>\
            <ResourceRecord><Value>198.51.100.{}</Value></ResourceRecord></ResourceRecords>",
            number % 256,
            number % 256
        ),
        1 => format!(
            "<Type>A</Type><SetIdentifier>set {number}</SetIdentifier><Weight>{number}</Weight><AliasTarget>\
            <HostedZoneId>Z2FDTNDATAQYW2</HostedZoneId><DNSName>dualstack.mugs-{number}.us-west-2.elb.amazonaws.com.</DNSName>\
            <EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget>"
        ),
        _ => "<Type>TXT</Type><TTL>86400</TTL><ResourceRecords><ResourceRecord>\
            <Value>&quot;v=spf1 include:mail.example.com &amp; others -all&quot;</Value></ResourceRecord></ResourceRecords>\
            <HealthCheckId>f1e2d3c4-b5a6-4978-8a9b-0c1d2e3f4a5b</HealthCheckId>"
            .to_owned(),
    };
    write!(text, "{end}</ResourceRecordSet>").expect("text");
    text
}

/// How many record sets make a body of 100 KB.
const MANY: u32 = 345;

/// How many changes make one.
const MANY_CHANGES: u32 = 260;

pub fn ours(task: Task) {
    use crate::ours::{decode, decoded, encode};
    use route53_client::operation::change_resource_record_sets::ChangeResourceRecordSetsInput;
    use route53_client::operation::list_resource_record_sets::ListResourceRecordSetsInput;
    use route53_client::types::{Change, ChangeAction};
    use smithwright_runtime::protocol::RestXml;

    let protocol = RestXml::new();
    let input = |records| {
        let output = decoded::<ListResourceRecordSetsInput>(&protocol, &list(records));
        let change = |record_set| {
            let mut change = Change::default();
            change.action = ChangeAction::Upsert.into();
            change.resource_record_set = record_set;
            change
        };
        let mut input = ChangeResourceRecordSetsInput::default();
        input.hosted_zone_id = "Z0123456789ABCDEFGHIJ".to_owned();
        input.change_batch.comment = Some("new mugs".to_owned());
        input.change_batch.changes = output.resource_record_sets.into_iter().map(change).collect();
        input
    };
    match (task.action, task.size) {
        (Action::Decode, Size::Small) => decode::<ChangeResourceRecordSetsInput>(&protocol, &change(), task),
        (Action::Decode, Size::Large) => decode::<ListResourceRecordSetsInput>(&protocol, &list(MANY), task),
        (Action::Encode, Size::Small) => encode(&protocol, &input(2), task),
        (Action::Encode, Size::Large) => encode(&protocol, &input(MANY_CHANGES), task),
    }
}

pub fn peer(task: Task) {
    use crate::peer::{decode, decoded, encode};
    use aws_sdk_route53::operation::change_resource_record_sets::{
        ChangeResourceRecordSets, ChangeResourceRecordSetsInput,
    };
    use aws_sdk_route53::operation::list_resource_record_sets::{
        ListResourceRecordSets, ListResourceRecordSetsOutput,
    };
    use aws_sdk_route53::types::{Change, ChangeAction, ChangeBatch};

    let operation = ChangeResourceRecordSets::new();
    let input = |records| {
        let output: ListResourceRecordSetsOutput = decoded(&ListResourceRecordSets::new(), &list(records));
        let change = |record_set| {
            let change = Change::builder().action(ChangeAction::Upsert).resource_record_set(record_set);
            change.build().expect("a change")
        };
        let changes = output.resource_record_sets.into_iter().map(change).collect();
        let batch = ChangeBatch::builder().comment("new mugs").set_changes(Some(changes)).build();
        let input = ChangeResourceRecordSetsInput::builder()
            .hosted_zone_id("Z0123456789ABCDEFGHIJ")
            .change_batch(batch.expect("changes"));
        input.build().expect("an input")
    };
    match (task.action, task.size) {
        (Action::Decode, Size::Small) => decode(&operation, &change(), task),
        (Action::Decode, Size::Large) => decode(&ListResourceRecordSets::new(), &list(MANY), task),
        (Action::Encode, Size::Small) => encode(&operation, &input(2), task),
        (Action::Encode, Size::Large) => encode(&operation, &input(MANY_CHANGES), task),
    }
}

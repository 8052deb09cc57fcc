//! rpcv2Cbor, with CloudWatch: `PutMetricData` and the response to a `GetMetricData` of one metric as the small call, that of forty metrics as the large
//! response, many queries as the large request.

use crate::cbor_text::Cbor;
use crate::{Action, Size, Task};
use bytes::Bytes;

const STARTED: u64 = 1_757_462_400;

/// The response to `GetMetricData`.
fn body(size: Size) -> Bytes {
    let (metrics, points) = match size {
        Size::Small => (1, 5),
        Size::Large => (40, 160),
    };
    let mut out = Cbor(Vec::new());
    out.map(2);
    out.text("MetricDataResults");
    out.list(metrics);
    for metric in 0..metrics {
        out.map(5);
        out.text("Id");
        out.text(&format!("m{metric}"));
        out.text("Label");
        out.text("CPUUtilization of the mug machine");
        out.text("Timestamps");
        out.list(points);
        for point in 0..points {
            out.timestamp(STARTED + 60 * point);
        }
        out.text("Values");
        out.list(points);
        for point in 0..points {
            #[allow(clippy::cast_precision_loss)]
            out.double((point * 7 % 100) as f64 / 3.0);
        }
        out.text("StatusCode");
        out.text("Complete");
    }
    out.text("Messages");
    out.list(0);
    out.0.into()
}

/// How many queries make a request of 100 KB.
const MANY: u32 = 440;

pub fn ours(task: Task) {
    use crate::ours::{decode, encode};
    use cloudwatch_client::operation::get_metric_data::GetMetricDataInput;
    use cloudwatch_client::operation::put_metric_data::PutMetricDataInput;
    use cloudwatch_client::types::{
        Dimension, Metric, MetricDataQuery, MetricDatum, MetricStat, ScanBy, StandardUnit,
    };
    use smithwright_runtime::Timestamp;
    use smithwright_runtime::protocol::RpcV2;

    let protocol = RpcV2::cbor("GraniteServiceVersion20100801");
    let dimension = |name: &str, value: &str| {
        let mut dimension = Dimension::default();
        dimension.name = Some(name.to_owned());
        dimension.value = Some(value.to_owned());
        dimension
    };
    let at = |seconds: u64| Timestamp::from_seconds(seconds.cast_signed());
    match (task.action, task.size) {
        (Action::Decode, _) => decode::<GetMetricDataInput>(&protocol, &body(task.size), task),
        (Action::Encode, Size::Small) => {
            let datum = |number: u32| {
                let mut datum = MetricDatum::default();
                datum.metric_name = Some("MugsMade".to_owned());
                datum.dimensions = Some(vec![dimension("Machine", "m-0123456789"), dimension("Stage", "prod")]);
                datum.timestamp = Some(at(STARTED));
                datum.value = Some(f64::from(number) + 0.5);
                datum.unit = Some(StandardUnit::Count.into());
                datum
            };
            let mut input = PutMetricDataInput::default();
            input.namespace = Some("Mugs".to_owned());
            input.metric_data = Some((0..2).map(datum).collect());
            encode(&protocol, &input, task);
        }
        (Action::Encode, Size::Large) => {
            let query = |number| {
                let mut metric = Metric::default();
                metric.namespace = Some("AWS/EC2".to_owned());
                metric.metric_name = Some("CPUUtilization".to_owned());
                metric.dimensions = Some(vec![dimension("InstanceId", "i-0123456789abcdef0")]);
                let mut stat = MetricStat::default();
                stat.metric = Some(metric);
                stat.period = Some(300);
                stat.stat = Some("Average".to_owned());
                stat.unit = Some(StandardUnit::Percent.into());
                let mut query = MetricDataQuery::default();
                query.id = Some(format!("m{number}"));
                query.label = Some("CPUUtilization of the mug machine".to_owned());
                query.metric_stat = Some(stat);
                query.return_data = Some(true);
                query
            };
            let mut input = GetMetricDataInput::default();
            input.metric_data_queries = Some((0..MANY).map(query).collect());
            input.start_time = Some(at(STARTED));
            input.end_time = Some(at(STARTED + 86_400));
            input.scan_by = Some(ScanBy::TimestampDescending.into());
            encode(&protocol, &input, task);
        }
    }
}

pub fn peer(task: Task) {
    use crate::peer::{decode, encode};
    use aws_sdk_cloudwatch::operation::get_metric_data::{GetMetricData, GetMetricDataInput};
    use aws_sdk_cloudwatch::operation::put_metric_data::{PutMetricData, PutMetricDataInput};
    use aws_sdk_cloudwatch::primitives::DateTime;
    use aws_sdk_cloudwatch::types::{
        Dimension, Metric, MetricDataQuery, MetricDatum, MetricStat, ScanBy, StandardUnit,
    };

    let dimension = |name: &str, value: &str| Dimension::builder().name(name).value(value).build();
    let at = |seconds: u64| DateTime::from_secs(seconds.cast_signed());
    match (task.action, task.size) {
        (Action::Decode, _) => decode(&GetMetricData::new(), &body(task.size), task),
        (Action::Encode, Size::Small) => {
            let datum = |number: u32| {
                MetricDatum::builder()
                    .metric_name("MugsMade")
                    .dimensions(dimension("Machine", "m-0123456789"))
                    .dimensions(dimension("Stage", "prod"))
                    .timestamp(at(STARTED))
                    .value(f64::from(number) + 0.5)
                    .unit(StandardUnit::Count)
                    .build()
            };
            let input = PutMetricDataInput::builder()
                .namespace("Mugs")
                .set_metric_data(Some((0..2).map(datum).collect()));
            encode(&PutMetricData::new(), &input.build().expect("an input"), task);
        }
        (Action::Encode, Size::Large) => {
            let query = |number| {
                let metric = Metric::builder()
                    .namespace("AWS/EC2")
                    .metric_name("CPUUtilization")
                    .dimensions(dimension("InstanceId", "i-0123456789abcdef0"))
                    .build();
                let stat = MetricStat::builder().metric(metric).period(300).stat("Average");
                MetricDataQuery::builder()
                    .id(format!("m{number}"))
                    .label("CPUUtilization of the mug machine")
                    .metric_stat(stat.unit(StandardUnit::Percent).build())
                    .return_data(true)
                    .build()
            };
            let input = GetMetricDataInput::builder()
                .set_metric_data_queries(Some((0..MANY).map(query).collect()))
                .start_time(at(STARTED))
                .end_time(at(STARTED + 86_400))
                .scan_by(ScanBy::TimestampDescending);
            encode(&GetMetricData::new(), &input.build().expect("an input"), task);
        }
    }
}

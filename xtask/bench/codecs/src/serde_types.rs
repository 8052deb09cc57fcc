//! The types of [`json`](crate::json) for serde_json, as derived. Maps are of the kind that ours are.

use crate::{Action, Size, Task, json};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hint::black_box;

#[derive(Serialize, Deserialize)]
enum AttributeValue {
    S(String),
    N(String),
    #[serde(rename = "SS")]
    Ss(Vec<String>),
    #[serde(rename = "NS")]
    Ns(Vec<String>),
    M(BTreeMap<String, AttributeValue>),
    L(Vec<AttributeValue>),
    #[serde(rename = "NULL")]
    Null(bool),
    #[serde(rename = "BOOL")]
    Bool(bool),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Capacity {
    #[serde(skip_serializing_if = "Option::is_none")]
    read_capacity_units: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    write_capacity_units: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity_units: Option<f64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ConsumedCapacity {
    #[serde(skip_serializing_if = "Option::is_none")]
    table_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity_units: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_capacity_units: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    write_capacity_units: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<Capacity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    local_secondary_indexes: Option<BTreeMap<String, Capacity>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    global_secondary_indexes: Option<BTreeMap<String, Capacity>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ItemCollectionMetrics {
    #[serde(skip_serializing_if = "Option::is_none")]
    item_collection_key: Option<BTreeMap<String, AttributeValue>>,
    #[serde(rename = "SizeEstimateRangeGB", skip_serializing_if = "Option::is_none")]
    size_estimate_range_gb: Option<Vec<f64>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct PutItemOutput {
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<BTreeMap<String, AttributeValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<ConsumedCapacity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_collection_metrics: Option<ItemCollectionMetrics>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct QueryOutput {
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<BTreeMap<String, AttributeValue>>>,
    #[serde(default)]
    count: i32,
    #[serde(default)]
    scanned_count: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_key: Option<BTreeMap<String, AttributeValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<ConsumedCapacity>,
}

pub fn run(task: Task) {
    match task.size {
        Size::Small => run_with::<PutItemOutput>(task),
        Size::Large => run_with::<QueryOutput>(task),
    }
}

fn run_with<T: Serialize + DeserializeOwned>(task: Task) {
    let body = json::body(task.size);
    let value: T = serde_json::from_slice(&body).expect("an output");
    for _ in 0..task.count {
        match task.action {
            Action::Encode => drop(black_box(serde_json::to_vec(black_box(&value)).expect("a text"))),
            Action::Decode => {
                drop(black_box(serde_json::from_slice::<T>(black_box(&body)).expect("an output")));
            }
        }
    }
    println!("{} bytes", serde_json::to_vec(&value).expect("a text").len());
}

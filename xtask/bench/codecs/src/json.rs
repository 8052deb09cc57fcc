//! awsJson1_0, with DynamoDB: `PutItem` as the small call, `Query` for the large response, `BatchWriteItem` for the large request.

use crate::{Action, Size, Task};
use bytes::Bytes;
use std::fmt::Write as _;

/// The response to `PutItem` or to `Query`.
pub fn body(size: Size) -> Bytes {
    let capacity = r#""ConsumedCapacity":{"TableName":"Inventory","CapacityUnits":12.5}"#;
    let text = match size {
        Size::Small => format!(r#"{{"Attributes":{},{capacity}}}"#, item(1)),
        Size::Large => {
            let mut items = item(0);
            for number in 1..270 {
                write!(items, ",{}", item(number)).expect("text");
            }
            let key = r#""LastEvaluatedKey":{"pk":{"S":"product#269"},"sk":{"N":"269"}}"#;
            format!(r#"{{{capacity},"Count":270,"Items":[{items}],{key},"ScannedCount":270}}"#)
        }
    };
    text.into()
}

/// The input's item, or the items of the large response.
fn item(number: u32) -> String {
    let description = match number % 10 {
        3 => "A crème-coloured \\\"classic\\\" with a lid\\nand a handle",
        _ => "A plain one that holds half a litre, safe for the dishwasher",
    };
    format!(
        r#"{{"pk":{{"S":"product#{number}"}},"sk":{{"N":"{number}"}},"name":{{"S":"Mug number {number}"}},"description":{{"S":"{description}"}},"price":{{"N":"{}.95"}},"in_stock":{{"BOOL":{}}},"tags":{{"SS":["kitchen","ceramic","gift"]}},"size":{{"M":{{"height":{{"N":"9.5"}},"width":{{"N":"{}"}}}}}},"ratings":{{"L":[{{"N":"5"}},{{"N":"4"}},{{"NULL":true}}]}}}}"#,
        number % 50,
        number % 3 == 0,
        number % 7 + 6,
    )
}

pub fn ours(task: Task) {
    use crate::ours::{decode, decoded, encode};
    use dynamodb_client::operation::batch_write_item::BatchWriteItemInput;
    use dynamodb_client::operation::put_item::PutItemInput;
    use dynamodb_client::operation::query::QueryInput;
    use dynamodb_client::types::{PutRequest, ReturnValue, WriteRequest};
    use smithwright_runtime::protocol::AwsJson;

    let protocol = AwsJson::version_1_0("DynamoDB_20120810");
    let body = body(task.size);
    match (task.action, task.size) {
        (Action::Decode, Size::Small) => decode::<PutItemInput>(&protocol, &body, task),
        (Action::Decode, Size::Large) => decode::<QueryInput>(&protocol, &body, task),
        (Action::Encode, Size::Small) => {
            let mut input = PutItemInput::default();
            input.table_name = "Inventory".to_owned();
            input.item = decoded::<PutItemInput>(&protocol, &body).attributes.expect("an item");
            input.return_values = Some(ReturnValue::AllOld.into());
            input.condition_expression = Some("attribute_not_exists(pk)".to_owned());
            encode(&protocol, &input, task);
        }
        (Action::Encode, Size::Large) => {
            let items = decoded::<QueryInput>(&protocol, &body).items.expect("items");
            let write = |item| {
                let mut put = PutRequest::default();
                put.item = item;
                let mut write = WriteRequest::default();
                write.put_request = Some(put);
                write
            };
            let mut input = BatchWriteItemInput::default();
            input.request_items.insert("Inventory".to_owned(), items.into_iter().map(write).collect());
            encode(&protocol, &input, task);
        }
    }
}

/// The codec alone, beside serde_json: outputs written as well as read.
pub fn ours_alone(task: Task) {
    use dynamodb_client::operation::put_item::PutItemOutput;
    use dynamodb_client::operation::query::QueryOutput;
    use smithwright_runtime::codec::json::{from_slice, to_vec};
    use smithwright_runtime::value::{Value, ValueMut};
    use std::hint::black_box;

    fn run<T: Value + ValueMut + Default>(task: Task) {
        let body = body(task.size);
        let mut value = T::default();
        from_slice(&body, value.slot()).expect("an output");
        for _ in 0..task.count {
            match task.action {
                Action::Encode => drop(black_box(to_vec(black_box(&value).view()).expect("a text"))),
                Action::Decode => {
                    let mut value = T::default();
                    from_slice(black_box(&body), value.slot()).expect("an output");
                    drop(black_box(value));
                }
            }
        }
        println!("{} bytes", to_vec(value.view()).expect("a text").len());
    }

    match task.size {
        Size::Small => run::<PutItemOutput>(task),
        Size::Large => run::<QueryOutput>(task),
    }
}

pub fn peer(task: Task) {
    use crate::peer::{decode, decoded, encode};
    use aws_sdk_dynamodb::operation::batch_write_item::{BatchWriteItem, BatchWriteItemInput};
    use aws_sdk_dynamodb::operation::put_item::{PutItem, PutItemInput, PutItemOutput};
    use aws_sdk_dynamodb::operation::query::{Query, QueryOutput};
    use aws_sdk_dynamodb::types::{PutRequest, ReturnValue, WriteRequest};

    let body = body(task.size);
    match (task.action, task.size) {
        (Action::Decode, Size::Small) => decode(&PutItem::new(), &body, task),
        (Action::Decode, Size::Large) => decode(&Query::new(), &body, task),
        (Action::Encode, Size::Small) => {
            let output: PutItemOutput = decoded(&PutItem::new(), &body);
            let input = PutItemInput::builder()
                .table_name("Inventory")
                .set_item(output.attributes)
                .return_values(ReturnValue::AllOld)
                .condition_expression("attribute_not_exists(pk)")
                .build();
            encode(&PutItem::new(), &input.expect("an input"), task);
        }
        (Action::Encode, Size::Large) => {
            let output: QueryOutput = decoded(&Query::new(), &body);
            let put = |item| PutRequest::builder().set_item(Some(item)).build().expect("an item");
            let write = |item| WriteRequest::builder().put_request(put(item)).build();
            let writes = output.items.expect("items").into_iter().map(write).collect();
            let input = BatchWriteItemInput::builder().request_items("Inventory", writes).build();
            encode(&BatchWriteItem::new(), &input.expect("an input"), task);
        }
    }
}

//! awsQuery, with SNS: `Publish` as the small call, `ListSubscriptions` for the large response, `PublishBatch` for the large request.

use crate::{Action, Size, Task};
use bytes::Bytes;
use std::fmt::Write as _;

const NAMESPACE: &str = "http://sns.amazonaws.com/doc/2010-03-31/";
const METADATA: &str =
    "<ResponseMetadata><RequestId>f187a3c1-376f-11df-8963-01868b7c937a</RequestId></ResponseMetadata>";
const TOPIC: &str = "arn:aws:sns:us-west-2:123456789012:orders";

/// The response to `Publish`.
fn published() -> Bytes {
    format!(
        "<PublishResponse xmlns=\"{NAMESPACE}\">\n  <PublishResult>\n    \
        <MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId>\n  </PublishResult>\n  {METADATA}\n</PublishResponse>"
    )
    .into()
}

/// The response to `ListSubscriptions`.
fn subscriptions() -> Bytes {
    let mut text =
        format!("<ListSubscriptionsResponse xmlns=\"{NAMESPACE}\">\n  <ListSubscriptionsResult>\n    <Subscriptions>");
    for number in 0..270 {
        write!(
            text,
            "\n      <member>\n        <TopicArn>{TOPIC}</TopicArn>\n        <Protocol>email</Protocol>\n        \
            <SubscriptionArn>{TOPIC}:{number:08x}-37c2-43d0-8cfa-0ba1a5b2c3d4</SubscriptionArn>\n        \
            <Owner>123456789012</Owner>\n        <Endpoint>buyer.{number}@example.com</Endpoint>\n      </member>"
        )
        .expect("text");
    }
    write!(
        text,
        "\n    </Subscriptions>\n    <NextToken>AAFFaXN0</NextToken>\n  </ListSubscriptionsResult>\n  {METADATA}\n\
        </ListSubscriptionsResponse>"
    )
    .expect("text");
    text.into()
}

/// What is published: JSON, as most messages are.
fn message(orders: u32) -> String {
    let mut text = String::from("[");
    for number in 0..orders {
        write!(text, r#"{{"order":{number},"state":"shipped","to":"12 Mill Lane, Löwenberg","mugs":3}},"#).expect("text");
    }
    text.push(']');
    text
}

/// How many orders make a request of 100 KB, of ten messages.
const MANY: u32 = 75;

pub fn ours(task: Task) {
    use crate::ours::{decode, encode};
    use smithwright_runtime::protocol::AwsQuery;
    use sns_client::operation::list_subscriptions::ListSubscriptionsInput;
    use sns_client::operation::publish::PublishInput;
    use sns_client::operation::publish_batch::PublishBatchInput;
    use sns_client::types::{MessageAttributeValue, PublishBatchRequestEntry};

    let protocol = AwsQuery::new("2010-03-31");
    let attribute = |value: &str| {
        let mut attribute = MessageAttributeValue::default();
        attribute.data_type = "String".to_owned();
        attribute.string_value = Some(value.to_owned());
        attribute
    };
    match (task.action, task.size) {
        (Action::Decode, Size::Small) => decode::<PublishInput>(&protocol, &published(), task),
        (Action::Decode, Size::Large) => decode::<ListSubscriptionsInput>(&protocol, &subscriptions(), task),
        (Action::Encode, Size::Small) => {
            let mut input = PublishInput::default();
            input.topic_arn = Some(TOPIC.to_owned());
            input.message = message(2);
            input.subject = Some("Your mugs".to_owned());
            let attributes = [("state", "shipped"), ("country", "de")];
            input.message_attributes =
                Some(attributes.map(|(name, value)| (name.to_owned(), attribute(value))).into());
            encode(&protocol, &input, task);
        }
        (Action::Encode, Size::Large) => {
            let entry = |number| {
                let mut entry = PublishBatchRequestEntry::default();
                entry.id = format!("entry-{number}");
                entry.message = message(MANY);
                entry.message_attributes = Some([("state".to_owned(), attribute("shipped"))].into());
                entry
            };
            let mut input = PublishBatchInput::default();
            input.topic_arn = TOPIC.to_owned();
            input.publish_batch_request_entries = (0..10).map(entry).collect();
            encode(&protocol, &input, task);
        }
    }
}

pub fn peer(task: Task) {
    use crate::peer::{decode, encode};
    use aws_sdk_sns::operation::list_subscriptions::ListSubscriptions;
    use aws_sdk_sns::operation::publish::{Publish, PublishInput};
    use aws_sdk_sns::operation::publish_batch::{PublishBatch, PublishBatchInput};
    use aws_sdk_sns::types::{MessageAttributeValue, PublishBatchRequestEntry};

    let attribute = |value: &str| {
        let attribute = MessageAttributeValue::builder().data_type("String").string_value(value);
        attribute.build().expect("an attribute")
    };
    match (task.action, task.size) {
        (Action::Decode, Size::Small) => decode(&Publish::new(), &published(), task),
        (Action::Decode, Size::Large) => decode(&ListSubscriptions::new(), &subscriptions(), task),
        (Action::Encode, Size::Small) => {
            let input = PublishInput::builder()
                .topic_arn(TOPIC)
                .message(message(2))
                .subject("Your mugs")
                .message_attributes("state", attribute("shipped"))
                .message_attributes("country", attribute("de"));
            encode(&Publish::new(), &input.build().expect("an input"), task);
        }
        (Action::Encode, Size::Large) => {
            let entry = |number| {
                PublishBatchRequestEntry::builder()
                    .id(format!("entry-{number}"))
                    .message(message(MANY))
                    .message_attributes("state", attribute("shipped"))
                    .build()
                    .expect("an entry")
            };
            let input = PublishBatchInput::builder()
                .topic_arn(TOPIC)
                .set_publish_batch_request_entries(Some((0..10).map(entry).collect()));
            encode(&PublishBatch::new(), &input.build().expect("an input"), task);
        }
    }
}

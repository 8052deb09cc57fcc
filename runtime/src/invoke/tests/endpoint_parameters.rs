//! The parameters that endpoint rules get, and labels that they put into the endpoint.

use super::*;
use crate::endpoint::ParameterValue;
use crate::jmespath::Expression;
use crate::operation::OperationSetting;
use crate::protocol::RestJson1;

/// Shows every parameter in the host name.
fn shown(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    let bucket = parameters.string("Bucket").unwrap_or("none");
    let kind = parameters.string("Kind").unwrap_or("none");
    let tags = parameters.string_array("Tags").map_or("none".to_owned(), |tags| tags.join("-"));
    Ok(match parameters.boolean("InPath") {
        Some(true) => Endpoint::new(format!("https://{kind}.{tags}.example/{bucket}")),
        _ => Endpoint::new(format!("https://{bucket}.{kind}.{tags}.example")),
    })
}

static SHELVES: ServiceSchema = ServiceSchema::new("Shelves", &RestJson1, shown);
static LITERAL: ServiceSchema = ServiceSchema::new("Shelves", &RestJson1, shown).literal_paths();

#[derive(Clone, Default)]
pub struct Get {
    pub bucket: String,
    pub key: String,
    pub tags: Option<Vec<String>>,
}

runtime::structure! {
    sent Get = "GetInput" {
        bucket: "Bucket", Required, EndpointLabel, ContextParam("Bucket");
        key: "Key", Required, Label;
        tags: "Tags", Query("tag"), ContextParam("Tags");
    }
}

impl Operation for Get {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Get",
            method: "GET",
            uri: "/{Key+}",
            status: 200,
            settings: &[OperationSetting::EndpointParameters(&[("Kind", ParameterValue::String("things"))])],
        }
    }
}

/// Returns the URL of a call, or why there is none.
async fn url(service: &'static ServiceSchema, get: Get, change: impl Fn(Client) -> Client) -> String {
    let script = Script::default().answer(200, &[], "{}");
    let config = Config::builder(script.clone()).build();
    match change(Client::new(service, &config)).send(&get).await {
        Ok(_) => script.seen().first().unwrap().url.clone(),
        Err(error) => error.to_string(),
    }
}

fn get(bucket: &str, key: &str) -> Get {
    Get { bucket: bucket.to_owned(), key: key.to_owned(), tags: None }
}

#[tokio::test]
async fn members_operations_and_clients_tell_the_rules() {
    let tagged = Get { tags: Some(vec!["x".to_owned(), "y".to_owned()]), ..get("b1", "k") };
    assert_eq!(url(&SHELVES, tagged, |it| it).await, "https://b1.things.x-y.example/k?tag=x&tag=y");
    let in_path = url(&SHELVES, get("b1", "k"), |it| it.with_parameter("InPath", true)).await;
    assert_eq!(in_path, "https://things.none.example/b1/k");
}

#[tokio::test]
async fn the_closest_to_the_call_goes_first_and_the_last_of_a_client() {
    let change = |client: Client| {
        let client =
            client.with_parameter("Kind", "other".to_owned()).with_parameter("Bucket", "other".to_owned());
        client.with_parameter("InPath", true).with_parameter("InPath", false)
    };
    assert_eq!(url(&SHELVES, get("b1", "k"), change).await, "https://b1.things.none.example/k");
}

#[derive(Clone, Default)]
pub struct GetMany {
    pub gets: Option<Vec<Get>>,
}

runtime::structure! {
    sent GetMany = "GetManyInput" {
        gets: "Gets";
    }
}

impl Operation for GetMany {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "GetMany",
            method: "POST",
            uri: "/many",
            status: 200,
            settings: &[OperationSetting::InputParameters(&[(
                "Tags",
                Expression::Each(&Expression::Path(&["Gets"]), &Expression::Path(&["Key"])),
            )])],
        }
    }
}

#[tokio::test]
async fn parts_of_members_tell_the_rules() {
    let script = Script::default().answer(200, &[], "{}");
    let config = Config::builder(script.clone()).build();
    let input = GetMany { gets: Some(vec![get("b", "k1"), get("b", "k2")]) };
    Client::new(&SHELVES, &config).send(&input).await.unwrap();
    assert_eq!(script.seen().first().unwrap().url, "https://none.none.k1-k2.example/many");
}

#[tokio::test]
async fn an_empty_name_calls_no_other_resource() {
    let refused = url(&SHELVES, get("", "k"), |it| it).await;
    assert!(refused.contains("`Bucket` is part of the endpoint and must not be empty"), "{refused}");
}

#[tokio::test]
async fn dots_are_names_only_where_paths_are_literal() {
    let refused = url(&SHELVES, get("b", "a/../k"), |it| it).await;
    assert!(refused.contains("must not be `.` or `..`"), "{refused}");
    assert_eq!(url(&LITERAL, get("b", "a/../k"), |it| it).await, "https://b.things.none.example/a/../k");
}

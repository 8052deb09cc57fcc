//! Values in headers and in the query.

use super::*;
use crate::protocol::RestJson1;
use crate::{BigDecimal, BigInteger, Timestamp};
use std::collections::BTreeMap;

#[derive(Clone, Default)]
pub struct Tag {
    pub meta: Option<BTreeMap<String, String>>,
    pub secret: Option<BTreeMap<String, String>>,
    pub times: Option<Vec<Timestamp>>,
    pub query_times: Option<Vec<Timestamp>>,
    pub big: Option<BigInteger>,
    pub exact: Option<BigDecimal>,
}

runtime::structure! {
    sent Tag = "TagInput" {
        meta: "Meta", PrefixHeaders("x-meta-");
        secret: "Secret", PrefixHeaders("x-secret-"), Sensitive;
        times: "Times", Header("x-times");
        query_times: "QueryTimes", Query("times");
        big: "Big", Header("x-big");
        exact: "Exact", Query("exact");
    }
}

impl Operation for Tag {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Tag", method: "POST", uri: "/tag", status: 200, settings: &[] }
    }
}

/// Returns the request of a call.
async fn sent(input: Tag) -> Result<HttpRequest, Failure> {
    static SERVICE: ServiceSchema = ServiceSchema::new("Things", &RestJson1, endpoint);
    let script = Script::default().answer(200, &[], "{}");
    let client = Client::new(&SERVICE, &Config::builder(script.clone()).region("here").build());
    match client.send(&input).await {
        Ok(_) => Ok(script.seen().remove(0)),
        Err(error) => Err(failure::<(), _>(Err(error))),
    }
}

fn map(entries: &[(&str, &str)]) -> Option<BTreeMap<String, String>> {
    Some(entries.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect())
}

#[tokio::test]
async fn one_illegal_entry_is_not_lost_among_legal_ones() {
    let (far, near) = (Timestamp::from_seconds(i64::MAX), Timestamp::from_seconds(0));
    for input in [
        Tag { meta: map(&[("a b", "1"), ("c", "2")]), ..Tag::default() },
        Tag { times: Some(vec![far, near]), ..Tag::default() },
        Tag { query_times: Some(vec![far, near]), ..Tag::default() },
    ] {
        assert_eq!(sent(input).await.unwrap_err().kind(), FailureKind::Input);
    }
}

#[tokio::test]
async fn secrets_by_prefix_stay_secret() {
    let request = sent(Tag { secret: map(&[("a", "1")]), ..Tag::default() }).await.unwrap();
    assert!(request.headers["x-secret-a"].is_sensitive());
    let failed = sent(Tag { secret: map(&[("hunter 2", "1")]), ..Tag::default() }).await.unwrap_err();
    assert!(!failed.to_string().contains("hunter"), "{failed}");
}

#[tokio::test]
async fn big_numbers_travel_outside_of_bodies() {
    let big = Some("123456789012345678901234567890".parse().unwrap());
    let exact = Some("1.50".parse().unwrap());
    let request = sent(Tag { big, exact, ..Tag::default() }).await.unwrap();
    assert_eq!(request.headers["x-big"], "123456789012345678901234567890");
    assert!(request.url.ends_with("/tag?exact=1.50"), "{}", request.url);
}

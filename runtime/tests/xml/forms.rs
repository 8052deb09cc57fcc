use super::*;
use smithwright_runtime::codec::Codec;
use smithwright_runtime::codec::query::{Dialect, Query, to_vec};

#[track_caller]
fn check(value: &Everything, aws: &str, ec2: &str) {
    for (dialect, expected) in [(Dialect::AwsQuery, aws), (Dialect::Ec2Query, ec2)] {
        let body = to_vec(value, dialect).unwrap();
        assert_eq!(std::str::from_utf8(&body).unwrap(), expected, "{dialect:?}");
    }
}

#[test]
fn simple_values() {
    let value = Everything {
        text: Some("a b&c=d+é%/~".to_owned()),
        flag: Some(true),
        long: Some(-5),
        float: Some(f32::NAN),
        double: Some(1.5),
        decimal: Some("1e+7".parse().unwrap()),
        blob: Some(Bytes::from_static(b"\xFB\xFF")),
        time: Some(Timestamp::from_seconds(1_422_172_800)),
        kind: Some(Kind::Leaf.into()),
        ..Everything::default()
    };
    check(
        &value,
        "Text=a%20b%26c%3Dd%2B%C3%A9%25%2F~&flag=true&long=-5&float=NaN&double=1.5&decimal=1e%2B7&blob=%2B%2F8%3D&time=2015-01-25T08%3A00%3A00Z&kind=LEAF",
        "Text=a%20b%26c%3Dd%2B%C3%A9%25%2F~&IsFlag=true&Long=-5&Float=NaN&Double=1.5&Decimal=1e%2B7&Blob=%2B%2F8%3D&Time=2015-01-25T08%3A00%3A00Z&Kind=LEAF",
    );
}

#[test]
fn collections_and_nested_values() {
    let value = Everything {
        list: Some(vec!["a".to_owned(), "b".to_owned()]),
        items: Some(vec![vec![1, 2], vec![3]]),
        texts: Some(vec!["t".to_owned()]),
        map: Some(BTreeMap::from([("k".to_owned(), 1)])),
        flat_map: Some(BTreeMap::from([("x".to_owned(), "X".to_owned())])),
        next: Some(Box::new(Everything { text: Some(String::new()), ..Everything::default() })),
        choice: Some(Choice::Text("c".to_owned())),
        ..Everything::default()
    };
    check(
        &value,
        "list.member.1=a&list.member.2=b&items.item.1.n.1=1&items.item.1.n.2=2&items.item.2.n.1=3&T.1=t&map.entry.1.K=k&map.entry.1.V=1&M.1.key=x&M.1.value=X&next.Text=&choice.TEXT=c",
        "List.1=a&List.2=b&Items.1.1=1&Items.1.2=2&Items.2.1=3&T.1=t&Map.entry.1.K=k&Map.entry.1.V=1&M.1.key=x&M.1.value=X&Next.Text=&Choice.TEXT=c",
    );
}

#[test]
fn empty_lists_are_sent_by_one_dialect_only() {
    let value = Everything {
        list: Some(vec![]),
        texts: Some(vec![]),
        map: Some(BTreeMap::new()),
        ..Everything::default()
    };
    check(&value, "list=&T=", "");
}

#[test]
fn bodies_call_an_operation_and_have_a_token() {
    let body = Query::new(Dialect::AwsQuery, "Do", "2020-01-08")
        .encode_body(&Everything::default(), "fresh")
        .unwrap();
    assert_eq!(body, b"Action=Do&Version=2020-01-08&token=fresh");
}

#[test]
fn what_a_form_can_not_hold_is_an_error() {
    let unknown = Everything { choice: Some(Choice::Unknown("x".to_owned())), ..Everything::default() };
    assert!(to_vec(&unknown, Dialect::AwsQuery).unwrap_err().to_string().contains("`Choice`"));
}

use super::*;
use smithwright_runtime::codec::Codec;
use smithwright_runtime::codec::json::{Dialect, Json, to_vec};
use smithwright_runtime::document::Number;
use smithwright_runtime::value::{Value, View};

fn written(value: &dyn Value) -> String {
    String::from_utf8(to_vec(value.view()).unwrap()).unwrap()
}

/// Returns the JSON of the member that `set` sets, without the braces and the required member.
fn member(set: impl FnOnce(&mut Everything)) -> String {
    let mut value = Everything::default();
    set(&mut value);
    let text = written(&value);
    text.strip_prefix('{')
        .unwrap()
        .strip_suffix("\"required\":\"\"}")
        .unwrap()
        .trim_end_matches(',')
        .to_owned()
}

#[test]
fn unset_members_are_left_out() {
    assert_eq!(written(&Everything::default()), r#"{"required":""}"#);
    assert_eq!(written(&Bound::default()), "{}");
}

#[test]
fn scalars() {
    assert_eq!(member(|it| it.text = Some("a".into())), r#""Text":"a""#);
    assert_eq!(member(|it| it.flag = Some(true)), r#""flag":true"#);
    assert_eq!(member(|it| it.byte = Some(-128)), r#""byte":-128"#);
    assert_eq!(member(|it| it.long = Some(i64::MIN)), r#""long":-9223372036854775808"#);
    assert_eq!(member(|it| it.float = Some(0.1)), r#""float":0.1"#);
    assert_eq!(member(|it| it.double = Some(5.5)), r#""double":5.5"#);
    assert_eq!(member(|it| it.kind = Some("NEW".into())), r#""kind":"NEW""#);
    assert_eq!(member(|it| it.level = Some(Level::Low.into())), r#""level":1"#);
    assert_eq!(member(|it| it.blob = Some("value".into())), r#""blob":"dmFsdWU=""#);
}

#[test]
fn floats_that_are_no_numbers_are_words() {
    assert_eq!(member(|it| it.float = Some(f32::NAN)), r#""float":"NaN""#);
    assert_eq!(member(|it| it.float = Some(f32::INFINITY)), r#""float":"Infinity""#);
    assert_eq!(member(|it| it.double = Some(f64::NEG_INFINITY)), r#""double":"-Infinity""#);
}

#[test]
fn big_numbers_keep_their_digits() {
    let digits = "123456789012345678901234567890";
    assert_eq!(member(|it| it.integer = digits.parse().ok()), format!(r#""integer":{digits}"#));
    assert_eq!(member(|it| it.integer = "-007".parse().ok()), r#""integer":-7"#);
    assert_eq!(member(|it| it.decimal = "00.10".parse().ok()), r#""decimal":0.10"#);
}

#[test]
fn timestamps_have_the_format_of_their_member() {
    let time = Timestamp::from_seconds(1_398_796_238);
    assert_eq!(member(|it| it.time = Some(time)), r#""time":1398796238"#);
    assert_eq!(member(|it| it.time = Some(Timestamp::from_millis(1500))), r#""time":1.5"#);
    assert_eq!(member(|it| it.date = Some(time)), r#""date":"Tue, 29 Apr 2014 18:30:38 GMT""#);
    assert_eq!(member(|it| it.dates = Some(vec![time])), r#""dates":["2014-04-29T18:30:38Z"]"#);
}

#[test]
fn strings_are_escaped() {
    let text = "\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}é😹 and more than eight plain ones";
    let expected =
        "\"Text\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\u{7f}é😹 and more than eight plain ones\"";
    assert_eq!(member(|it| it.text = Some(text.into())), expected);
    assert_eq!(member(|it| it.text = Some("ends in a quote\"".into())), "\"Text\":\"ends in a quote\\\"\"");
    assert_eq!(member(|it| it.map = Some([("a\"".to_owned(), 1)].into())), r#""map":{"a\"":1}"#);
}

#[test]
fn keys_are_escaped() {
    let value = Quoted { short: Some(1), longer: Some(2), pick: Some(Picked::Line(3)) };
    assert_eq!(written(&value), r#"{"a\"":1,"C:\\folder \"of\" a user":2,"pick":{"\n":3}}"#);
}

#[test]
fn collections() {
    assert_eq!(member(|it| it.dense = Some(vec![])), r#""dense":[]"#);
    assert_eq!(member(|it| it.sparse = Some(vec![None, Some(2)])), r#""sparse":[null,2]"#);
    assert_eq!(member(|it| it.lists = Some(vec![vec![], vec![",".into()]])), r#""lists":[[],[","]]"#);
    assert_eq!(member(|it| it.map = Some(BTreeMap::new())), r#""map":{}"#);
    let sparse = [("a".to_owned(), None), ("b".to_owned(), Some(false))];
    assert_eq!(member(|it| it.sparse_map = Some(sparse.into())), r#""sparseMap":{"a":null,"b":false}"#);
}

#[test]
fn documents() {
    let document: Document = [
        ("a", Document::from(vec![Document::Null, true.into(), (-1).into(), u64::MAX.into(), 1.5.into()])),
        ("b", Document::from_iter([("", Document::from(Bytes::from("foo")))])),
        ("c", Document::Number(Number::Float(f64::NAN))),
        ("d", Timestamp::from_seconds(7).into()),
    ]
    .into_iter()
    .collect();
    let expected =
        r#""document":{"a":[null,true,-1,18446744073709551615,1.5],"b":{"":"Zm9v"},"c":"NaN","d":7}"#;
    assert_eq!(member(|it| it.document = Some(document)), expected);
}

#[test]
fn unions_have_one_member() {
    assert_eq!(member(|it| it.choice = Some(Choice::Text("a".into()))), r#""choice":{"TEXT":"a"}"#);
    let next = Choice::Next(Box::default());
    assert_eq!(member(|it| it.choice = Some(next)), r#""choice":{"next":{"required":""}}"#);
}

#[test]
fn what_cannot_be_written_is_an_error() {
    let unknown = Everything { choice: Some(Choice::Unknown("later".into())), ..Everything::default() };
    let error = to_vec(unknown.view()).unwrap_err().to_string();
    assert_eq!(error, "`Choice` can't be sent: it is a union whose variant this client doesn't know");
    let far = Everything { date: Some(Timestamp::from_seconds(i64::MAX)), ..Everything::default() };
    assert_eq!(
        to_vec(far.view()).unwrap_err().to_string(),
        "`date` is a timestamp that its format can't express"
    );
}

#[test]
fn a_body_has_only_what_is_bound_to_it_and_the_token() {
    let inner = Bound { header: Some("inner".into()), ..Bound::default() };
    let bound = Bound { header: Some("outer".into()), inner: Some(Box::new(inner)), ..Bound::default() };
    let body = Json::new("application/json", Dialect::RestJson).encode_body(&bound, "fresh").unwrap();
    assert_eq!(String::from_utf8(body).unwrap(), r#"{"token":"fresh","inner":{"header":"inner"}}"#);
}

#[test]
fn keys_may_be_the_names_in_the_model() {
    let value = Everything { text: Some("a".into()), ..Everything::default() };
    let body = Json::new("", Dialect::AwsJson).encode_body(&value, "").unwrap();
    assert_eq!(body, br#"{"text":"a","required":""}"#);
    assert_eq!(to_vec(View::Boolean(true)).unwrap(), b"true");
}

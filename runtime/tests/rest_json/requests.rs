//! The path, query, headers and host of requests.

use crate::shapes::{AllHeaders, Fallback, Headers, Host, Kind, Labels, Queries};
use crate::{TOKEN, body, encode, header};
use smithwright_runtime::Timestamp;
use smithwright_runtime::error::FailureKind;
use smithwright_runtime::operation::{OperationSchema, OperationSetting};
use std::collections::BTreeMap;

const TIME: Timestamp = Timestamp::from_seconds(1_576_540_098);
const ODD: &str = " %:/?#[]@!$&'()*+,;=😹";

#[test]
fn labels_are_encoded() {
    const OPERATION: &OperationSchema = &OperationSchema {
        name: "Op",
        method: "PUT",
        uri: "/a/{text}/{float}/{flag}/{time}/(x+)+/{date}?k=v&hello",
        status: 200,
        settings: &[],
    };
    let mut input = Labels {
        text: Some(ODD.into()),
        float: Some(4.1),
        flag: Some(true),
        time: Some(TIME),
        date: Some(TIME),
        rest: None,
    };
    let request = encode(OPERATION, &input).unwrap();
    assert_eq!(request.method, "PUT");
    assert_eq!(
        request.path,
        "/a/%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%F0%9F%98%B9/4.1/true/2019-12-16T23%3A48%3A18Z\
         /(x+)+/Mon%2C%2016%20Dec%202019%2023%3A48%3A18%20GMT"
    );
    assert_eq!(request.query, "k=v&hello");
    assert!(request.headers.is_empty(), "{:?}", request.headers);
    assert_eq!(body(&request), "");
    for (float, word) in [(f32::NAN, "NaN"), (f32::INFINITY, "Infinity"), (f32::NEG_INFINITY, "-Infinity")] {
        input.float = Some(float);
        assert!(encode(OPERATION, &input).unwrap().path.contains(&format!("/{word}/true")));
    }
}

#[test]
fn a_greedy_label_keeps_its_slashes() {
    const OPERATION: &OperationSchema = &OperationSchema {
        name: "Op",
        method: "GET",
        uri: "/foo/{text}/baz/{rest+}",
        status: 200,
        settings: &[],
    };
    let input = Labels { text: Some("a/b".into()), rest: Some("there/guy ä".into()), ..Labels::default() };
    let request = encode(OPERATION, &input).unwrap();
    assert!(!format!("{request:?}").contains("a%2Fb"), "the path may hold secrets: {request:?}");
    assert_eq!(request.path, "/foo/a%2Fb/baz/there/guy%20%C3%A4");
}

#[test]
fn a_label_must_name_a_resource() {
    const OPERATION: &OperationSchema =
        &OperationSchema { name: "Op", method: "GET", uri: "/foo/{text}", status: 200, settings: &[] };
    const GREEDY: &OperationSchema =
        &OperationSchema { name: "Op", method: "GET", uri: "/foo/{rest+}", status: 200, settings: &[] };
    let failure = |text: Option<&str>| {
        let input = Labels { text: text.map(str::to_owned), ..Labels::default() };
        let failure = encode(OPERATION, &input).unwrap_err();
        assert_eq!(failure.kind(), FailureKind::Input);
        failure.to_string()
    };
    assert_eq!(failure(None), "`text` is part of the path or host name and must be set");
    assert_eq!(failure(Some("")), "`text` is part of the path and must not be empty");
    assert_eq!(failure(Some("..")), "`text` is part of the path and must not be `.` or `..`");
    for (rest, good) in [("a/../b", false), ("./a", false), ("a/..b", true), ("...", true)] {
        let input = Labels { rest: Some(rest.into()), ..Labels::default() };
        assert_eq!(encode(GREEDY, &input).is_ok(), good, "{rest}");
    }
}

#[test]
fn a_fallback_stands_for_an_unset_or_empty_label() {
    const OPERATION: &OperationSchema =
        &OperationSchema { name: "Op", method: "GET", uri: "/{account}/shelves", status: 200, settings: &[] };
    for (account, path) in [(None, "/-/shelves"), (Some(""), "/-/shelves"), (Some("1 2"), "/1%202/shelves")] {
        let input = Fallback { account: account.map(str::to_owned) };
        assert_eq!(encode(OPERATION, &input).unwrap().path, path);
    }
}

#[test]
fn a_pattern_that_does_not_fit_its_table_is_reported() {
    const UNBOUND: &OperationSchema =
        &OperationSchema { name: "Op", method: "GET", uri: "/foo/{other}", status: 200, settings: &[] };
    const UNCLOSED: &OperationSchema =
        &OperationSchema { name: "Op", method: "GET", uri: "/foo/{text", status: 200, settings: &[] };
    for operation in [UNBOUND, UNCLOSED] {
        let failure = encode(operation, &Labels::default()).unwrap_err();
        assert_eq!(failure.kind(), FailureKind::Configuration, "{failure}");
    }
}

const QUERY: &OperationSchema =
    &OperationSchema { name: "Op", method: "GET", uri: "/q?foo=bar", status: 200, settings: &[] };

fn query(input: &Queries) -> String {
    let query = encode(QUERY, input).unwrap().query;
    let query = query.strip_prefix("foo=bar").unwrap();
    query.strip_suffix(&format!("&token={TOKEN}")).unwrap().trim_start_matches('&').to_owned()
}

#[test]
fn queries() {
    assert_eq!(query(&Queries::default()), "");
    let input = Queries {
        text: Some(ODD.into()),
        texts: Some(vec!["a".into(), String::new()]),
        double: Some(f64::NEG_INFINITY),
        times: Some(vec![TIME, TIME]),
        kinds: Some(vec![Kind::Foo.into(), "New".into()]),
        ..Queries::default()
    };
    assert_eq!(
        query(&input),
        "String=%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%F0%9F%98%B9&String%20List=a&String%20List=\
         &Double=-Infinity&Times=1576540098&Times=1576540098&Kinds=Foo&Kinds=New"
    );
    let input = Queries { text: Some(String::new()), texts: Some(vec![]), ..Queries::default() };
    assert_eq!(query(&input), "String=");
}

#[test]
fn entries_of_a_map_give_way_to_members_and_literals() {
    let list = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let params = [
        ("String".to_owned(), list(&["from map"])),
        ("foo".to_owned(), list(&["from map"])),
        ("b/z".to_owned(), list(&["bar", "qux"])),
    ];
    let mut input = Queries { text: Some("named".into()), params: Some(params.into()), ..Queries::default() };
    let request = encode(QUERY, &input).unwrap();
    assert_eq!(request.query, format!("foo=bar&String=named&token={TOKEN}&b%2Fz=bar&b%2Fz=qux"));
    input.text = None;
    let request = encode(QUERY, &input).unwrap();
    assert_eq!(request.query, format!("foo=bar&token={TOKEN}&String=from%20map&b%2Fz=bar&b%2Fz=qux"));
}

#[test]
fn literals_are_compared_as_they_are_decoded() {
    const ENCODED: &OperationSchema =
        &OperationSchema { name: "Op", method: "GET", uri: "/q?x%20y=1", status: 200, settings: &[] };
    let params = [("x y".to_owned(), vec!["o".to_owned()])];
    let input = Queries { params: Some(params.into()), token: Some("t".into()), ..Queries::default() };
    assert_eq!(encode(ENCODED, &input).unwrap().query, "x%20y=1&token=t");
}

#[test]
fn a_token_that_is_set_is_sent() {
    let request = encode(QUERY, &Queries { token: Some("mine".into()), ..Queries::default() }).unwrap();
    assert_eq!(request.query, "foo=bar&token=mine");
}

const HEADERS: &OperationSchema =
    &OperationSchema { name: "Op", method: "POST", uri: "/h", status: 200, settings: &[] };

#[test]
fn headers() {
    let input = Headers {
        text: Some("Hello, \"you\"".into()),
        texts: Some(["b,c", "\"def\"", "a", "back\\slash", " g ", ""].map(str::to_owned).into()),
        byte: Some(1),
        integers: Some(vec![1, -2, 3]),
        flags: Some(vec![true, false]),
        double: Some(f64::NAN),
        time: Some(TIME),
        times: Some(vec![TIME, TIME]),
        seconds: Some(TIME),
        seconds_list: Some(vec![TIME, Timestamp::from_millis(1500)]),
        kinds: Some(vec![Kind::Foo.into(), "New".into()]),
        json: Some("true".into()),
        secret: Some("s".into()),
        prefixed: Some([("Abc".to_owned(), "Abc value".to_owned()), ("d".to_owned(), String::new())].into()),
    };
    let request = encode(HEADERS, &input).unwrap();
    for (name, value) in [
        ("x-string", "Hello, \"you\""),
        ("x-stringlist", r#""b,c", "\"def\"", a, back\slash, " g ", """#),
        ("x-byte", "1"),
        ("x-integerlist", "1, -2, 3"),
        ("x-booleanlist", "true, false"),
        ("x-double", "NaN"),
        ("x-time", "Mon, 16 Dec 2019 23:48:18 GMT"),
        ("x-timestamplist", "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT"),
        ("x-seconds", "1576540098"),
        ("x-secondslist", "1576540098, 1.5"),
        ("x-enumlist", "Foo, New"),
        ("x-json", "dHJ1ZQ=="),
        ("x-secret", "s"),
        ("x-foo-abc", "Abc value"),
        ("x-foo-d", ""),
    ] {
        assert_eq!(header(&request, name), Some(value), "{name}");
    }
    assert_eq!(request.headers.len(), 15, "no content type, as there is no body: {:?}", request.headers);
    assert!(request.headers["x-secret"].is_sensitive() && !request.headers["x-string"].is_sensitive());
}

#[test]
fn empty_headers_are_sent_and_unset_ones_are_not() {
    let input = Headers { text: Some(String::new()), texts: Some(vec![]), ..Headers::default() };
    let request = encode(HEADERS, &input).unwrap();
    assert_eq!((header(&request, "x-string"), header(&request, "x-stringlist")), (Some(""), Some("")));
    assert_eq!(request.headers.len(), 2);
}

#[test]
fn a_member_of_its_own_goes_before_an_entry_of_a_map() {
    let all: BTreeMap<_, _> =
        [("x-foo".to_owned(), "Foo".to_owned()), ("Hello".to_owned(), "Hello".to_owned())].into();
    let request =
        encode(HEADERS, &AllHeaders { all: Some(all.clone()), hello: Some("There".into()) }).unwrap();
    assert_eq!((header(&request, "x-foo"), header(&request, "hello")), (Some("Foo"), Some("There")));
    let request = encode(HEADERS, &AllHeaders { all: Some(all), hello: None }).unwrap();
    assert_eq!(header(&request, "hello"), Some("Hello"));
}

#[test]
fn illegal_headers_are_refused_without_being_shown() {
    let map = |name: &str, value: &str| Some(BTreeMap::from([(name.to_owned(), value.to_owned())]));
    for (input, member) in [
        (Headers { secret: Some("hush\nX-Other: 1".into()), ..Headers::default() }, "secret"),
        (Headers { texts: Some(vec!["hush\0".into()]), ..Headers::default() }, "texts"),
        (Headers { prefixed: map("a", "hush\r"), ..Headers::default() }, "prefixed"),
    ] {
        let failure = encode(HEADERS, &input).unwrap_err();
        assert_eq!(failure.kind(), FailureKind::Input);
        let text = format!("{failure} {failure:?}");
        assert!(text.starts_with(&format!("`{member}` is sent ")) && !text.contains("hush"), "{text}");
    }
    let misnamed = Headers { prefixed: map("a b", "hush"), ..Headers::default() };
    let text = encode(HEADERS, &misnamed).unwrap_err().to_string();
    assert!(text.contains("`X-Foo-a b`, a name that HTTP doesn't allow") && !text.contains("hush"), "{text}");
}

#[test]
fn a_map_may_have_more_entries_than_there_are_headers() {
    let all = |count: usize| {
        let all = (0..count).map(|number| (format!("x-{number}"), "v".to_owned())).collect();
        encode(HEADERS, &AllHeaders { all: Some(all), hello: None })
    };
    assert_eq!(all(9_000).unwrap().headers.len(), 9_000);
    let failure = all(30_000).unwrap_err();
    assert_eq!(failure.kind(), FailureKind::Input);
    assert_eq!(
        failure.to_string(),
        "`all` has more entries than the 10000 headers of a request: leave some out"
    );
}

#[test]
fn no_key_of_a_map_makes_a_header_that_the_client_sets() {
    for name in ["Host", "transfer-encoding", "Connection", "X-Amz-Content-Sha256", "authorization"] {
        let input = AllHeaders { all: Some([(name.to_owned(), "evil".to_owned())].into()), hello: None };
        let failure = encode(HEADERS, &input).unwrap_err();
        assert_eq!(failure.kind(), FailureKind::Input);
        let name = name.to_lowercase();
        assert!(
            failure.to_string().starts_with(&format!("`all` is sent as the header `{name}`")),
            "{failure}"
        );
    }
}

#[test]
fn a_host_prefix_has_labels() {
    const OPERATION: &OperationSchema = &OperationSchema {
        name: "Op",
        method: "POST",
        uri: "/",
        status: 200,
        settings: &[OperationSetting::HostPrefix("foo.{label}.")],
    };
    let request = encode(OPERATION, &Host { label: Some("bar-1".into()) }).unwrap();
    assert_eq!((request.host_prefix.as_str(), body(&request)), ("foo.bar-1.", r#"{"label":"bar-1"}"#));
    for label in ["", "a.b", "-a", "a-", "ä", "a/", &"a".repeat(64)] {
        let failure = encode(OPERATION, &Host { label: Some(label.into()) }).unwrap_err();
        assert!(failure.to_string().starts_with("`label` is part of the host name"), "{failure}");
    }
    assert!(encode(OPERATION, &Host::default()).is_err());
}

#[derive(Clone, Default)]
struct Elsewhere {
    url: Option<String>,
}

smithwright_runtime::structure! {
    sent Elsewhere = "Elsewhere" {
        url: "url", EndpointUrl;
    }
}

#[test]
fn a_member_can_say_where_the_request_goes() {
    const OPERATION: &OperationSchema =
        &OperationSchema { name: "Op", method: "POST", uri: "/", status: 200, settings: &[] };
    let to = |url: Option<&str>| encode(OPERATION, &Elsewhere { url: url.map(str::to_owned) }).unwrap();
    let request = to(Some("https://there.example"));
    assert_eq!(request.endpoint_url.as_deref(), Some("https://there.example"));
    assert_eq!(body(&request), r#"{"url":"https://there.example"}"#);
    assert_eq!(to(None).endpoint_url, None);
    assert_eq!(to(Some("")).endpoint_url, None);
}

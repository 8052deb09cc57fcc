use super::*;

fn expected() -> RequestCase {
    RequestCase {
        method: "POST".to_owned(),
        uri: "/things/a%20b".to_owned(),
        host: None,
        resolved_host: Some("data.example.com".to_owned()),
        query_parameters: vec!["n=1".to_owned(), "flag".to_owned(), "n=2".to_owned()],
        forbidden_query_parameters: vec!["secret".to_owned()],
        required_query_parameters: vec!["any".to_owned()],
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        forbidden_headers: vec!["X-No".to_owned()],
        required_headers: vec!["Content-Length".to_owned()],
        body: Some(Body::Json(parse(r#"{"a": [1, 2]}"#).unwrap().root)),
        params: None,
        client: None,
    }
}

fn sent() -> Sent {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Sent {
        method: "POST".to_owned(),
        url: "https://data.example.com/things/a%20b?flag&any=&n=1&n=2".to_owned(),
        headers: vec![header("content-type", "application/json"), header("content-length", "11")],
        body: br#"{"a":[1,2]}"#.to_vec(),
    }
}

/// Returns the findings after a change to what was sent.
fn after(change: impl FnOnce(&mut Sent)) -> Vec<String> {
    let mut sent = sent();
    change(&mut sent);
    findings(&expected(), &sent)
}

#[test]
fn what_is_as_expected_has_no_findings() {
    assert_eq!(after(|_| ()), [""; 0]);
}

#[test]
fn method_path_and_host_are_compared() {
    assert_eq!(after(|it| it.method = "PUT".to_owned()), ["method: expected POST, found PUT"]);
    assert_eq!(
        after(|it| it.url = it.url.replace("a%20b", "a+b")),
        ["path: expected /things/a%20b, found /things/a+b"]
    );
    assert_eq!(
        after(|it| it.url = it.url.replace("data.", "")),
        ["host: expected data.example.com, found example.com"]
    );
}

#[test]
fn query_parameters_are_compared_by_name_and_in_order() {
    assert_eq!(
        after(|it| it.url = it.url.replace("n=1&n=2", "n=2&n=1")),
        ["query: expected n=1&n=2, found n=2&n=1"]
    );
    assert_eq!(
        after(|it| it.url = it.url.replace("n=1&n=2", "n=1&n=2&n=3")),
        ["query: expected n=1&n=2, found n=1&n=2&n=3"]
    );
    assert_eq!(after(|it| it.url = it.url.replace("flag&", "")), ["query: expected flag, found nothing"]);
    assert_eq!(after(|it| it.url = it.url.replace("flag&", "flag=&")), ["query: expected flag, found flag="]);
    assert_eq!(after(|it| it.url.push_str("&secret=x")), ["query: expected no secret, found secret=x"]);
    assert_eq!(after(|it| it.url = it.url.replace("any=&", "")), ["query: expected any, found flag&n=1&n=2"]);
}

#[test]
fn headers_are_compared_without_regard_to_the_case_of_their_names() {
    assert_eq!(
        after(|it| it.headers[0].1 = "text/plain".to_owned()),
        [r#"header Content-Type: expected "application/json", found "text/plain""#]
    );
    assert_eq!(
        after(|it| drop(it.headers.remove(0))),
        [r#"header Content-Type: expected "application/json", found nothing"#]
    );
    assert_eq!(
        after(|it| drop(it.headers.pop())),
        ["header Content-Length: expected any value, found nothing"]
    );
    assert_eq!(
        after(|it| it.headers.push(("x-no".to_owned(), String::new()))),
        [r#"header X-No: expected nothing, found """#]
    );
}

#[test]
fn repeated_headers_are_one_list() {
    let mut expected = expected();
    expected.headers = vec![("X-List".to_owned(), "a, b".to_owned())];
    let mut sent = sent();
    sent.headers.push(("x-list".to_owned(), "a".to_owned()));
    sent.headers.push(("x-list".to_owned(), "b".to_owned()));
    assert_eq!(findings(&expected, &sent), [""; 0]);
}

#[test]
fn json_bodies_are_compared_as_values() {
    assert_eq!(after(|it| it.body = b" { \"a\" : [1,2] }".to_vec()), [""; 0]);
    assert_eq!(after(|it| it.body = br#"{"a":[1,3]}"#.to_vec()), ["body: .a[1]: expected 2, found 3"]);
    assert_eq!(after(|it| it.body = Vec::new()), [r#"body: expected {"a":[1,2]}, found no JSON: "#]);
}

#[test]
fn other_bodies_are_compared_as_bytes() {
    let mut expected = expected();
    expected.body = Some(Body::Bytes(Vec::new()));
    assert_eq!(findings(&expected, &sent()), [r#"body: expected nothing, found {\"a\":[1,2]}"#]);
    expected.body = None;
    assert_eq!(findings(&expected, &sent()), [""; 0]);
}

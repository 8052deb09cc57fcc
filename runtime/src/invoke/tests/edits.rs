use super::signing::Signed;
use super::*;
use crate::credentials::Credentials;
use crate::http::HeaderValue;

fn signing(config: ConfigBuilder) -> ConfigBuilder {
    config.credentials(Credentials::new("AKID", "s3cret")).idempotency_tokens(|| "t1".to_owned())
}

#[tokio::test(start_paused = true)]
async fn what_is_added_to_a_request_is_signed_and_sent_in_each_attempt() {
    let script = Script::default().answer(500, &[], "").answer(200, &[], "");
    let client = script.client_with(|config| {
        signing(config)
            .edit_requests(|request| {
                request.headers.insert("x-amz-made-by", request.operation.parse().unwrap());
                request.query = "tenant=7".to_owned();
            })
            .edit_requests(|request| {
                assert_eq!((request.method, request.path.as_str()), ("POST", "/things"));
                request.headers.append("x-amz-made-by", HeaderValue::from_static("b"));
            })
    });
    client.send(&Signed::default()).await.unwrap();
    for request in script.seen() {
        assert_eq!(request.url, "https://things.here.example/things?tenant=7");
        assert_eq!(request.headers.get_all("x-amz-made-by").iter().collect::<Vec<_>>(), ["Signed", "b"]);
        let signature = request.headers["authorization"].to_str().unwrap();
        assert!(signature.contains("x-amz-made-by"), "{signature}");
    }
    let url = client.presign(&Signed::default(), Duration::from_secs(60)).await.unwrap();
    assert!(url.url().contains("tenant=7"), "it is presigned too");
}

#[tokio::test]
async fn what_can_not_be_sent_is_refused() {
    for (path, query, what) in [
        ("x", "", "path that does not begin"),
        ("/a b", "", "path that does not begin"),
        ("/a?b", "c=d", "path that does not begin"),
        ("/", "a=é", "query that has characters"),
        ("/", "a#b", "query that has characters"),
    ] {
        let client = Script::default().client_with(|config| {
            signing(config).edit_requests(|request| {
                (request.path, request.query) = (path.to_owned(), query.to_owned());
            })
        });
        let refused = failure(client.send(&Signed::default()).await);
        assert_eq!(refused.kind(), FailureKind::Configuration);
        assert!(refused.to_string().contains(what), "{path}?{query}: {refused}");
    }
}

#[tokio::test]
async fn the_host_follows_from_the_endpoint() {
    let host = HeaderValue::from_static("elsewhere.example");
    let client = Script::default().client_with(|config| {
        signing(config).edit_requests(move |request| drop(request.headers.insert("host", host.clone())))
    });
    let refused = failure(client.send(&Signed::default()).await);
    assert!(refused.to_string().contains("the header `host`"), "{refused}");
}

/// HTTP/2 allows it nowhere, and in HTTP/1.1 it is not part of a value.
#[tokio::test]
async fn white_space_around_headers_is_not_sent() {
    let script = Script::default().answer(200, &[], "");
    let client = script.client_with(|config| {
        signing(config).edit_requests(|request| {
            for (name, value) in [("x-a", " a  b\t"), ("x-b", " \t "), ("x-c", "c")] {
                request.headers.insert(name, HeaderValue::from_static(value));
            }
            let mut secret = HeaderValue::from_static("s3cret ");
            secret.set_sensitive(true);
            request.headers.insert("x-secret", secret);
        })
    });
    client.send(&Signed::default()).await.unwrap();
    let headers = &script.seen()[0].headers;
    assert_eq!([&headers["x-a"], &headers["x-b"], &headers["x-c"]], ["a  b", "", "c"]);
    assert!(headers["x-secret"] == "s3cret" && headers["x-secret"].is_sensitive());
}

#[tokio::test]
async fn transports_are_told_whose_requests_they_send() {
    let script = Script::default().answer(200, &[], "").answer(200, &[], "");
    let client = script.client();
    client.send(&put()).await.unwrap();
    // A transport of the program's own, around the one that is there.
    let around: Box<dyn Transport> = Box::new(client.config().transport().clone());
    client.with_settings(|config| config.transport(around)).send(&put()).await.unwrap();
    for request in script.seen() {
        assert_eq!((request.service, request.operation), (SERVICE.name, "Put"));
    }
}

#[tokio::test]
async fn nobody_signs_anonymous_calls() {
    let script = Script::default().answer(200, &[], "").answer(200, &[], "");
    let client = script.client_with(|config| signing(config).anonymous());
    client.send(&Signed::default()).await.unwrap();
    assert!(!script.seen()[0].headers.contains_key("authorization"));
    let presigned = client.presign(&Signed::default(), Duration::from_secs(60)).await.unwrap_err();
    assert!(presigned.to_string().contains("the client is `anonymous`"), "{presigned}");
    // The last one counts.
    script.client_with(|config| signing(config.anonymous())).send(&Signed::default()).await.unwrap();
    assert!(script.seen()[1].headers.contains_key("authorization"));
}

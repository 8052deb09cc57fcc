use super::*;
use crate::transport::{HttpRequest, Script, TransportErrorKind};
use std::time::Duration;

const KEY: &str = r#"{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"ASIAEXAMPLE12345","SecretAccessKey":"s3cret",
    "Token":"t0ken","Expiration":"2030-01-02T03:04:05Z","AccountId":"123456789012","RoleArn":"arn"}"#;

pub(super) fn machine(script: &Script, variables: &[(&'static str, &str)]) -> MachineCredentials {
    let variables: Vec<(&str, String)> =
        variables.iter().map(|(name, it)| (*name, (*it).to_owned())).collect();
    let find = move |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, it)| it.clone());
    MachineCredentials { transport: Arc::new(script.clone()), variables: Arc::new(find) }
}

/// The URLs that were asked, each with its method and the value of one header.
fn asked(script: &Script, header: &str) -> Vec<String> {
    let line = |request: &HttpRequest| {
        let value = request.headers.get(header).map_or("-", |value| value.to_str().unwrap());
        format!("{} {} {value}", request.method, request.url)
    };
    script.asked().iter().map(line).collect()
}

pub(super) async fn failure(script: &Script, variables: &[(&'static str, &str)]) -> String {
    let error = machine(script, variables).ask().await.unwrap_err();
    let cause = std::error::Error::source(&error).map_or_else(String::new, |cause| format!(": {cause}"));
    let text = format!("{error}{cause}");
    assert!(!text.contains("s3cret") && !text.contains("t0ken"), "{text}");
    text
}

#[tokio::test]
async fn a_container_has_a_path() {
    let script = Script::new().answer(200, KEY);
    let variables = [
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
    ];
    let credentials = machine(&script, &variables).ask().await.unwrap();
    assert_eq!(asked(&script, "authorization"), ["GET http://169.254.170.2/v2/credentials/1 -"]);
    assert_eq!(credentials.access_key_id(), "ASIAEXAMPLE12345");
    assert_eq!(credentials.secret_access_key(), "s3cret");
    assert_eq!(credentials.session_token(), Some("t0ken"));
    assert_eq!(credentials.account_id(), Some("123456789012"));
    assert_eq!(
        credentials.expires_at().map(|time| time.to_string()).as_deref(),
        Some("2030-01-02T03:04:05Z")
    );
}

#[tokio::test]
async fn a_container_has_a_url_and_a_token() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "of-the-file\n").unwrap();
    let path = file.path().to_str().unwrap();
    for (url, more, token) in [
        (
            "http://169.254.170.23/v1/credentials",
            [("AWS_CONTAINER_AUTHORIZATION_TOKEN", "t1"), ("", "")],
            "t1",
        ),
        (
            "http://localhost:80/a",
            [("AWS_CONTAINER_AUTHORIZATION_TOKEN", "t1"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", path)],
            "of-the-file",
        ),
        ("https://example.com/a", [("", ""), ("", "")], "-"),
        ("http://[fd00:ec2::23]/a", [("", ""), ("", "")], "-"),
    ] {
        let script = Script::new().answer(200, KEY);
        let [one, two] = more;
        let variables = [("AWS_CONTAINER_CREDENTIALS_FULL_URI", url), one, two];
        machine(&script, &variables).ask().await.unwrap();
        assert_eq!(asked(&script, "authorization"), [format!("GET {url} {token}")]);
        let sent = script.asked().remove(0);
        assert!(sent.headers.get("authorization").is_none_or(|token| token.is_sensitive()));
    }
}

#[tokio::test]
async fn a_container_is_not_asked_elsewhere_or_with_a_broken_token() {
    let silent = Script::new();
    for url in [
        "http://example.com/a",
        "http://10.0.0.1/a",
        "ftp://localhost/a",
        "localhost/a",
        "http://169.254.170.3/",
    ] {
        let found = failure(&silent, &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", url)]).await;
        assert!(
            found.starts_with("AWS_CONTAINER_CREDENTIALS_FULL_URI leads to another machine without TLS"),
            "{found}"
        );
    }
    let found = failure(&silent, &[("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@example.com/")]).await;
    assert_eq!(found, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not a path: it must begin with `/`");
    let path = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a");
    let found = failure(&silent, &[path, ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "t0ken\nx: y")]).await;
    assert_eq!(found, "what AWS_CONTAINER_AUTHORIZATION_TOKEN gives does not fit into a header");
    let found = failure(&silent, &[path, ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/nowhere/token")]).await;
    assert!(
        found.starts_with("the file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names can't be read: "),
        "{found}"
    );
    assert!(silent.asked().is_empty());
}

#[tokio::test]
async fn an_instance_is_asked_by_version_2() {
    let script = Script::new().answer(200, "t0ken").answer(200, "app-role\n").answer(200, KEY);
    let credentials = machine(&script, &[]).ask().await.unwrap();
    assert_eq!(credentials.access_key_id(), "ASIAEXAMPLE12345");
    assert_eq!(
        asked(&script, "x-aws-ec2-metadata-token"),
        [
            "PUT http://169.254.169.254/latest/api/token -",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/ t0ken",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/app-role t0ken",
        ]
    );
    assert_eq!(script.asked()[0].headers["x-aws-ec2-metadata-token-ttl-seconds"], "60");
    assert!(script.asked()[1].headers["x-aws-ec2-metadata-token"].is_sensitive());
}

#[tokio::test]
async fn an_instance_may_be_elsewhere() {
    let ipv6 = ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6");
    let own = ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1338/");
    for (variables, expected) in [
        (vec![ipv6], "http://[fd00:ec2::254]/latest/api/token"),
        (vec![own, ipv6], "http://127.0.0.1:1338/latest/api/token"),
    ] {
        let script = Script::new().answer(403, "");
        failure(&script, &variables).await;
        assert_eq!(script.asked()[0].url, expected);
    }
}

#[tokio::test]
async fn a_key_in_the_environment_goes_first_and_what_the_machine_gave_is_kept() {
    let path = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a");
    let script = Script::new().answer(200, KEY);
    let with_key = [path, ("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "s")];
    let credentials = EnvironmentOrMachine::of(machine(&script, &with_key)).provide().await.unwrap();
    assert_eq!((credentials.access_key_id(), script.asked().len()), ("AKID", 0));
    let half = EnvironmentOrMachine::of(machine(&script, &[path, ("AWS_ACCESS_KEY_ID", "AKID")]));
    let found = half.provide().await.unwrap_err().to_string();
    assert!(found.starts_with("the environment variable AWS_SECRET_ACCESS_KEY is not set"), "{found}");
    let without = EnvironmentOrMachine::of(machine(&script, &[path, ("AWS_ACCESS_KEY_ID", " ")]));
    for _ in 0..2 {
        assert_eq!(without.provide().await.unwrap().access_key_id(), "ASIAEXAMPLE12345");
    }
    assert_eq!(script.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn says_why_there_are_none() {
    let two = || Script::new().answer(200, "t0ken").answer(200, "role");
    for (script, expected) in [
        (
            Script::new().answer(403, ""),
            "the metadata service of the EC2 instance answered with the status 403",
        ),
        (
            Script::new().answer(200, "t0ken").answer(404, ""),
            "the EC2 instance has no role, and so no credentials",
        ),
        (
            two().answer(200, r#"{"Code":"AssumeRoleUnauthorizedAccess"}"#),
            "the metadata service of the EC2 instance gave no credentials: it says \"AssumeRoleUnauthorizedAccess\"",
        ),
        (
            two().answer(200, r#"{"Code":"Success"}"#),
            "the metadata service of the EC2 instance gave no credentials: its answer has no key",
        ),
        (
            two().answer(200, "<html>"),
            "the metadata service of the EC2 instance gave no credentials: its response can't be read: ",
        ),
        (
            two().answer(200, r#"{"AccessKeyId":"a","SecretAccessKey":"s3cret","Expiration":"soon"}"#),
            "the metadata service of the EC2 instance gave no credentials: the time until which they are valid can't be read: ",
        ),
        (
            Script::new().answer(200, "t0ken").after(Duration::from_secs(3)),
            "the metadata service of the EC2 instance did not answer within 2 seconds; off EC2, ECS and EKS, set AWS_ACCESS_KEY_ID",
        ),
        (
            Script::new()
                .fail(TransportErrorKind::Connect)
                .fail(TransportErrorKind::Connect)
                .fail(TransportErrorKind::Connect),
            "the metadata service of the EC2 instance can't be asked; off EC2",
        ),
    ] {
        let found = failure(&script, &[]).await;
        assert!(found.starts_with(expected), "{found}");
    }
    let silent = Script::new();
    let found = failure(&silent, &[("AWS_EC2_METADATA_DISABLED", "True")]).await;
    assert!(
        found.ends_with("AWS_EC2_METADATA_DISABLED forbids asking for those of an EC2 instance"),
        "{found}"
    );
    assert!(silent.asked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn asks_again_where_that_may_help() {
    let variables = [("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a")];
    let script = Script::new().answer(503, "").fail(TransportErrorKind::Broken).answer(200, KEY);
    assert!(machine(&script, &variables).ask().await.is_ok());
    let script = Script::new().answer(500, "").answer(429, "").answer(502, "").answer(200, KEY);
    let found = failure(&script, &variables).await;
    assert_eq!(found, "the container's endpoint for credentials answered with the status 502");
    let script = Script::new().answer(400, "").answer(200, KEY);
    let found = failure(&script, &variables).await;
    assert_eq!(found, "the container's endpoint for credentials answered with the status 400");
}

#[test]
fn debug_shows_nothing() {
    assert_eq!(format!("{:?}", machine(&Script::new(), &[])), "MachineCredentials { .. }");
}

//! Calls signed with what the machine gives: the environment says where, so they are made in processes of their own.

use super::support::clients::*;
use super::support::server::{Asked, Server, json};
use super::support::signature;
use smithwright_clients::gameliftstreams::Client;
use smithwright_clients::runtime::Config;
use smithwright_transport::HttpTransport;
use std::process::{Command, Output};
use tokio::task::spawn_blocking;

/// What says to the test that it is the process that makes the call.
const INNER: &str = "CALLED_ON_A_MACHINE";

fn key() -> String {
    format!(
        r#"{{"Code":"Success","AccessKeyId":"{ACCESS_KEY_ID}","SecretAccessKey":"{SECRET_KEY}","Token":"{SESSION_TOKEN}","Expiration":"2099-01-01T00:00:00Z"}}"#
    )
}

/// Makes two calls in a process with this environment, in which a proxy is named that nobody listens at.
async fn call_twice(service: &Server, environment: Vec<(&'static str, String)>) -> Output {
    let endpoint = service.url("http");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "machine::makes_the_calls", "--nocapture"]).env_clear().envs(environment);
    command.env(INNER, "1").env("AWS_REGION", "us-west-2").env("AWS_ENDPOINT_URL", endpoint);
    command.env("http_proxy", "http://127.0.0.1:1");
    spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

#[tokio::test]
async fn makes_the_calls() {
    if std::env::var_os(INNER).is_none() {
        return;
    }
    let client = Client::new(&Config::from_env(HttpTransport::new()).unwrap());
    for _ in 0..2 {
        if let Err(error) = call_streams(&client).await {
            panic!("{error:#?}: {error}");
        }
    }
}

fn check_signed(asked: &[Asked]) {
    assert_eq!(asked.len(), 2);
    for asked in asked {
        assert_eq!(asked.header("x-amz-security-token"), Some(SESSION_TOKEN));
        let (expected, found) = signature::in_header(asked, SECRET_KEY);
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn a_pod_has_a_url_and_a_token() {
    let agent = Server::start(vec![json(200, &key())]).await;
    let service = Server::start(vec![json(200, "{}"), json(200, "{}")]).await;
    let environment = vec![
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", format!("{}/v1/credentials", agent.url("http"))),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "pod-token".to_owned()),
    ];
    let output = call_twice(&service, environment).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    check_signed(&service.asked());
    let asked = agent.asked();
    assert_eq!((asked.len(), &*asked[0].method, &*asked[0].target), (1, "GET", "/v1/credentials"));
    assert_eq!(asked[0].header("authorization"), Some("pod-token"));
}

#[tokio::test]
async fn an_instance_has_a_role() {
    let metadata = Server::start(vec![json(200, "token"), json(200, "role"), json(200, &key())]).await;
    let service = Server::start(vec![json(200, "{}"), json(200, "{}")]).await;
    let environment = vec![("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url("http"))];
    let output = call_twice(&service, environment).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    check_signed(&service.asked());
    let asked = metadata.asked();
    let lines: Vec<_> = asked.iter().map(|it| format!("{} {}", it.method, it.target)).collect();
    let roles = "/latest/meta-data/iam/security-credentials/";
    assert_eq!(lines, ["PUT /latest/api/token", &format!("GET {roles}"), &format!("GET {roles}role")]);
}

#[tokio::test]
async fn a_call_without_credentials_says_what_to_do_and_shows_no_secret() {
    let metadata = Server::start(vec![json(200, "s3cret-token"), json(404, "")]).await;
    let service = Server::start(Vec::new()).await;
    let environment = vec![("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url("http"))];
    let output = call_twice(&service, environment).await;
    assert!(!output.status.success());
    let shown = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(shown.contains("the EC2 instance has no role, and so no credentials"), "{shown}");
    assert!(!shown.contains("s3cret-token"), "{shown}");
    assert!(service.asked().is_empty());
}

use super::super::tests::{failure, machine};
use super::*;
use crate::Error;
use crate::transport::{Script, TransportErrorKind};

const ROLE_ARN: (&str, &str) = ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/app");

const ANSWER: &str = r#"<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
    <AssumeRoleWithWebIdentityResult>
        <Audience>sts.amazonaws.com</Audience>
        <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/app/pod</Arn></AssumedRoleUser>
        <Credentials>
            <AccessKeyId>ASIAEXAMPLE12345</AccessKeyId><SecretAccessKey>s3cret</SecretAccessKey>
            <SessionToken>of-the-session</SessionToken><Expiration>2030-01-02T03:04:05Z</Expiration>
        </Credentials>
    </AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>"#;

/// A file with a token.
fn token() -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "t0ken=\n").unwrap();
    file
}

fn named(file: &tempfile::NamedTempFile) -> (&'static str, &str) {
    ("AWS_WEB_IDENTITY_TOKEN_FILE", file.path().to_str().unwrap())
}

#[tokio::test]
async fn a_token_is_exchanged_for_the_credentials_of_a_role() {
    let file = token();
    let script = Script::new().answer(200, ANSWER);
    let variables = [
        named(&file),
        ROLE_ARN,
        ("AWS_ROLE_SESSION_NAME", "pod"),
        ("AWS_REGION", "eu-west-1"),
        // What follows is not asked then: its role is another one.
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a"),
    ];
    let credentials = machine(&script, &variables).ask().await.unwrap();
    assert_eq!(credentials.access_key_id(), "ASIAEXAMPLE12345");
    assert_eq!(credentials.secret_access_key(), "s3cret");
    assert_eq!(credentials.session_token(), Some("of-the-session"));
    assert_eq!(credentials.account_id(), Some("123456789012"));
    assert_eq!(
        credentials.expires_at().map(|time| time.to_string()).as_deref(),
        Some("2030-01-02T03:04:05Z")
    );
    let [request] = script.asked().try_into().unwrap();
    assert_eq!((request.method, request.url.as_str()), ("POST", "https://sts.eu-west-1.amazonaws.com/"));
    assert!(request.headers.get("authorization").is_none());
    let sent = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fapp\
                &RoleSessionName=pod&WebIdentityToken=t0ken%3D";
    assert_eq!(request.body.as_bytes().map(|body| &body[..]), Some(sent.as_bytes()));
}

#[tokio::test]
async fn sts_is_where_the_environment_says() {
    let region = ("AWS_DEFAULT_REGION", "us-gov-west-1");
    let (fips, dual_stack) = (("AWS_USE_FIPS_ENDPOINT", "true"), ("AWS_USE_DUALSTACK_ENDPOINT", "true"));
    for (variables, url) in [
        (vec![], "https://sts.amazonaws.com/"),
        (vec![("AWS_REGION", "cn-north-1")], "https://sts.cn-north-1.amazonaws.com.cn/"),
        (vec![("AWS_REGION", "aws-global")], "https://sts.amazonaws.com/"),
        (vec![region, fips], "https://sts.us-gov-west-1.amazonaws.com/"),
        (vec![region, fips, dual_stack], "https://sts-fips.us-gov-west-1.api.aws/"),
        (vec![("AWS_REGION", "us-east-2"), fips], "https://sts-fips.us-east-2.amazonaws.com/"),
        (vec![("AWS_REGION", "us-east-2"), dual_stack], "https://sts.us-east-2.api.aws/"),
        (vec![("AWS_ENDPOINT_URL_STS", "https://sts.example.com")], "https://sts.example.com/"),
        (vec![region, ("AWS_ENDPOINT_URL", "http://localhost:4566")], "http://localhost:4566/"),
    ] {
        let file = token();
        let script = Script::new().answer(200, ANSWER);
        let variables = [vec![named(&file), ROLE_ARN], variables].concat();
        machine(&script, &variables).ask().await.unwrap();
        assert_eq!(script.asked()[0].url, url);
    }
}

#[tokio::test(start_paused = true)]
async fn asks_again_where_that_may_help() {
    let file = token();
    let error = "<ErrorResponse><Error><Code>IDPCommunicationError</Code><Message>later</Message></Error></ErrorResponse>";
    let script = Script::new().answer(400, error).fail(TransportErrorKind::Broken).answer(200, ANSWER);
    let variables = [named(&file), ROLE_ARN];
    assert!(machine(&script, &variables).ask().await.is_ok());
    // A session that nobody named is still told from others.
    let body = String::from_utf8(script.asked()[0].body.as_bytes().unwrap().to_vec()).unwrap();
    let time = body.split_once("&RoleSessionName=smithwright-").and_then(|(_, rest)| rest.split_once('&'));
    assert!(time.is_some_and(|(time, _)| time.parse::<u64>().is_ok()), "{body}");
}

#[tokio::test]
async fn says_why_there_are_none() {
    let file = token();
    let silent = Script::new();
    let found = failure(&silent, &[named(&file)]).await;
    assert_eq!(
        found,
        "AWS_WEB_IDENTITY_TOKEN_FILE is set, but not AWS_ROLE_ARN, the role to assume with that token"
    );
    let found = failure(&silent, &[("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere/token"), ROLE_ARN]).await;
    assert!(found.starts_with("the file that AWS_WEB_IDENTITY_TOKEN_FILE names can't be read: "), "{found}");
    let empty = tempfile::NamedTempFile::new().unwrap();
    let found = failure(&silent, &[named(&empty), ROLE_ARN]).await;
    assert_eq!(found, "the file that AWS_WEB_IDENTITY_TOKEN_FILE names is empty: it must hold a token");
    let variables = [named(&file), ROLE_ARN, ("AWS_REGION", "eu-west-1")];
    let fips = ("AWS_USE_FIPS_ENDPOINT", "true");
    for (more, expected) in [
        (
            vec![("AWS_ENDPOINT_URL_STS", "http://sts.example.com")],
            "only over TLS or on this machine; set AWS_ENDPOINT_URL_STS to an https URL",
        ),
        (
            vec![("AWS_ENDPOINT_URL", "https://example.com"), fips],
            "or AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL",
        ),
        (vec![fips], "no Region is set, which FIPS and dual-stack endpoints of STS need"),
    ] {
        let found = failure(&silent, &[vec![named(&file), ROLE_ARN], more].concat()).await;
        assert!(found.contains(expected), "{found}");
    }
    let found = failure(&silent, &[named(&file), ROLE_ARN, ("AWS_USE_FIPS_ENDPOINT", "maybe")]).await;
    assert!(found.starts_with("STS can't be asked for credentials: "), "{found}");
    assert!(silent.asked().is_empty());

    let error = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not authorized</Message></Error></ErrorResponse>";
    let found = failure(&Script::new().answer(403, error), &variables).await;
    let expected =
        "STS gave no credentials of arn:aws:iam::123456789012:role/app for the token: the call failed: ";
    assert!(found.starts_with(expected) && found.contains("AccessDenied"), "{found}");
    let empty = "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult/></AssumeRoleWithWebIdentityResponse>";
    let found = failure(&Script::new().answer(200, empty), &variables).await;
    assert!(found.ends_with("for the token: its answer has no key"), "{found}");
}

#[tokio::test]
async fn nothing_shows_the_token() {
    let error = "<ErrorResponse><Error><Code>IDPCommunicationError</Code><Message>later</Message></Error></ErrorResponse>";
    let config =
        Config::builder(Script::new().answer(400, error)).region("eu-west-1").max_attempts(1).build();
    let exchange = Exchange { web_identity_token: "t0ken".to_owned(), ..Exchange::default() };
    let found = Client::new(&STS, &config).send(&exchange).await.unwrap_err();
    assert!(matches!(&found, Error::Service { .. }) && !format!("{found} {exchange:?}").contains("t0ken"));
}

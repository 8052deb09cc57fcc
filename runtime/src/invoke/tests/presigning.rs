//! Presigned URLs.

use super::signing::{Either, Open, Signed, at, credentials, signing};
use super::*;
use crate::credentials::{CredentialsError, ProvideCredentials, ProvideFuture};
use crate::timestamp::Timestamp;

#[tokio::test]
async fn presigns_without_sending() {
    let script = Script::default();
    let client = script.client_with(signing);
    let input = Signed { body: Some("bytes".into()), ..Signed::default() };
    let presigned = client.presign(&input, Duration::from_secs(300)).await.unwrap();
    let start = "https://things.here.example/things?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20150830";
    assert!(presigned.url().starts_with(start), "{}", presigned.url());
    assert!(
        presigned.url().contains("&X-Amz-Expires=300&X-Amz-Security-Token=t0ken&X-Amz-SignedHeaders=host%3B")
    );
    assert_eq!((presigned.method(), presigned.body().as_ref()), ("POST", &b"bytes"[..]));
    let headers =
        [("x-token", "t1"), ("x-rule", "1")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(presigned.headers(), headers);
    assert_eq!(presigned.expires_at().to_string(), "2015-08-30T12:41:00Z");
    assert!(!format!("{presigned:?}").contains("Signature"));
    assert!(script.seen().is_empty());

    let soon = Timestamp::from(at("2015-08-30T12:37:00Z"));
    let client = script.client_with(|config| signing(config).credentials(credentials().with_expiry(soon)));
    assert_eq!(client.presign(&input, Duration::from_secs(300)).await.unwrap().expires_at(), soon);
    // Expired credentials would make the URL useless.
    let past = Timestamp::from_seconds(soon.seconds() - 3600);
    let client = script.client_with(|config| signing(config).credentials(credentials().with_expiry(past)));
    let failure = client.presign(&input, Duration::from_secs(300)).await.unwrap_err();
    assert_eq!(failure.kind(), FailureKind::Credentials, "{failure}");
}

#[tokio::test]
async fn says_why_it_cannot_presign() {
    let client = Script::default().client_with(signing);
    for seconds in [0, 604_801] {
        let failed = client.presign(&Signed::default(), Duration::from_secs(seconds)).await.unwrap_err();
        assert_eq!(failed.kind(), FailureKind::Input);
        assert!(
            failed.to_string().starts_with("Signed: a presigned URL can be valid for 1 to 604800 seconds")
        );
    }
    let failed = client.presign(&Open::default(), Duration::from_secs(9)).await.unwrap_err();
    assert_eq!(failed.kind(), FailureKind::Configuration);
}

mod as_get {
    use super::*;
    use crate::operation::{AuthScheme, OperationSetting};
    use crate::protocol::RestJson1;

    #[derive(Clone, Default)]
    pub struct Speak {
        pub voice: Option<String>,
        pub lexicons: Option<Vec<String>>,
        pub text: Option<String>,
        pub pin: Option<String>,
    }

    runtime::structure! {
        sent Speak = "SpeakInput" {
            voice: "Voice", Query("voice");
            lexicons: "Lexicons", JsonName("lexicon-names");
            text: "Text";
            pin: "Pin", Sensitive;
        }
    }

    impl Operation for Speak {
        type Client = Client;
        type Output = PutOutput;
        type Error = PutError;
        fn operation() -> &'static OperationSchema {
            &OperationSchema {
                name: "Speak",
                method: "POST",
                uri: "/speech?as=mp3",
                status: 200,
                settings: &[OperationSetting::Auth(&[AuthScheme::SigV4]), OperationSetting::PresignedGet],
            }
        }
    }

    fn endpoint(_: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
        Ok(Endpoint::new("https://speech.here.example"))
    }

    fn client() -> Client {
        static SERVICE: ServiceSchema =
            ServiceSchema::new("Speech", &RestJson1, endpoint).signing_name("speech");
        Client::new(&SERVICE, &signing(Config::builder(Script::default()).region("here")).build())
    }

    #[tokio::test]
    async fn has_the_arguments_in_the_query() {
        let input = Speak {
            voice: Some("Joanna".to_owned()),
            lexicons: Some(vec!["a b".to_owned(), "c".to_owned()]),
            text: Some("Where's 1+1?".to_owned()),
            pin: None,
        };
        let presigned = client().presign(&input, Duration::from_secs(60)).await.unwrap();
        // Sorted, as it is signed.
        let url = presigned.url();
        assert!(
            url.starts_with("https://speech.here.example/speech?Text=Where%27s%201%2B1%3F&X-Amz-"),
            "{url}"
        );
        let rest = "&as=mp3&lexicon-names=a%20b&lexicon-names=c&voice=Joanna&X-Amz-Signature=";
        assert!(url.contains(rest), "{url}");
        assert_eq!((presigned.method(), presigned.body().len()), ("GET", 0));
        // Nothing is said about a body that is not there.
        assert!(presigned.headers().iter().all(|(name, _)| !name.starts_with("content-")));
    }

    #[tokio::test]
    async fn stays_a_post_if_it_is_long_or_secret() {
        let long = Speak { text: Some("x".repeat(5_000)), ..Speak::default() };
        let secret = Speak { pin: Some("4711".to_owned()), ..Speak::default() };
        for (input, body) in [(long, 5_011), (secret, 14)] {
            let presigned = client().presign(&input, Duration::from_secs(60)).await.unwrap();
            assert_eq!((presigned.method(), presigned.body().len()), ("POST", body));
            assert!(!presigned.url().contains("4711"));
        }
    }
}

#[cfg(feature = "query")]
mod form {
    use super::*;
    use crate::message::RequestHead;
    use crate::operation::{AuthScheme, OperationSetting};
    use crate::protocol::AwsQuery;

    #[derive(Clone, Default)]
    pub struct Rename {
        pub name: String,
        pub tags: Option<Vec<String>>,
        pub owners: Option<Vec<Owner>>,
    }

    runtime::structure! {
        sent Rename = "RenameInput" {
            name: "Name", Required;
            tags: "Tags";
            owners: "Owners";
        }
    }

    #[derive(Clone, Default)]
    pub struct Owner {
        pub password: Option<String>,
    }

    runtime::structure! {
        sent Owner = "Owner" {
            password: "Password", Sensitive;
        }
    }

    impl Operation for Rename {
        type Client = Client;
        type Output = PutOutput;
        type Error = PutError;
        fn operation() -> &'static OperationSchema {
            &OperationSchema {
                name: "Rename",
                method: "POST",
                uri: "/",
                status: 200,
                settings: &[OperationSetting::Auth(&[AuthScheme::SigV4])],
            }
        }
    }

    fn endpoint(_: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
        Ok(Endpoint::new("https://things.here.example"))
    }

    fn client(edit: impl Fn(&mut RequestHead) + Send + Sync + 'static) -> Client {
        static SERVICE: ServiceSchema =
            ServiceSchema::new("Things", &AwsQuery::new("2011-06-15"), endpoint).signing_name("things");
        let config = signing(Config::builder(Script::default()).region("here")).edit_requests(edit);
        Client::new(&SERVICE, &config.build())
    }

    #[tokio::test]
    async fn stands_in_the_query_of_a_presigned_url() {
        let client = client(|request| {
            assert_eq!(request.method, "GET");
            assert!(request.query.starts_with("Action=Rename&"), "{}", request.query);
            request.headers.insert("x-k8s-aws-id", http::HeaderValue::from_static("cluster"));
        });
        let input =
            Rename { name: "a & b+é".to_owned(), tags: Some(vec!["x/y".to_owned()]), ..Rename::default() };
        let presigned = client.presign(&input, Duration::from_secs(60)).await.unwrap();
        let form = "/?Action=Rename&Name=a%20%26%20b%2B%C3%A9&Tags.member.1=x%2Fy&Version=2011-06-15&X-Amz-Algorithm=";
        assert!(presigned.url().contains(form), "{}", presigned.url());
        // As botocore signs it.
        let signature = "&X-Amz-Signature=d197522ff285687952c9ca2e98a450bd2c6f13e46d9b1b1bca55e6af5f227fa9";
        assert!(presigned.url().ends_with(signature), "{}", presigned.url());
        assert_eq!((presigned.method(), presigned.body().len()), ("GET", 0));
        assert_eq!(presigned.headers(), [("x-k8s-aws-id".to_owned(), "cluster".to_owned())]);
    }

    #[tokio::test]
    async fn stays_in_the_body_if_it_is_long_or_secret() {
        let owned = |password: Option<&str>| Rename {
            owners: Some(vec![Owner { password: password.map(str::to_owned) }]),
            ..Rename::default()
        };
        let long = Rename { name: "x".repeat(5_000), ..Rename::default() };
        for (input, method) in [(owned(None), "GET"), (owned(Some("hunter2")), "POST"), (long, "POST")] {
            let presigned = client(|_| {}).presign(&input, Duration::from_secs(60)).await.unwrap();
            assert_eq!(presigned.method(), method);
            assert_eq!(presigned.body().is_empty(), method == "GET");
            assert!(!presigned.url().contains("hunter2"));
        }
    }

    impl Operation for Checked {
        type Client = Client;
        type Output = PutOutput;
        type Error = PutError;
        fn operation() -> &'static OperationSchema {
            &OperationSchema {
                name: "Rename",
                method: "POST",
                uri: "/",
                status: 200,
                settings: &[OperationSetting::Auth(&[AuthScheme::SigV4]), OperationSetting::ChecksumRequired],
            }
        }
    }

    #[derive(Clone, Default)]
    pub struct Checked {
        pub name: Option<String>,
    }

    runtime::structure! {
        sent Checked = "CheckedInput" {
            name: "Name";
        }
    }

    #[tokio::test]
    async fn leaves_no_checksum_behind() {
        let presigned = client(|_| {}).presign(&Checked::default(), Duration::from_secs(60)).await.unwrap();
        assert_eq!((presigned.method(), presigned.headers().len()), ("GET", 0));
    }
}

mod secrets_within {
    use super::*;
    use crate::operation::{AuthScheme, OperationSetting};
    use crate::protocol::AwsQuery;
    use std::collections::BTreeMap;

    #[derive(Clone, Default)]
    pub struct Change {
        pub owners: Option<BTreeMap<String, Owner>>,
        pub login: Option<Login>,
    }

    runtime::structure! {
        sent Change = "ChangeInput" {
            owners: "Owners";
            login: "Login";
        }
    }

    #[derive(Clone, Default)]
    pub struct Owner {
        pub password: Option<String>,
    }

    runtime::structure! {
        sent Owner = "Owner" {
            password: "Password", Sensitive;
        }
    }

    #[derive(Clone)]
    pub enum Login {
        Pin(String),
        Owner(Box<Owner>),
        Name(String),
        Unknown(String),
    }

    runtime::union! {
        sent Login = "Login" {
            Pin: "Pin", Sensitive;
            Owner: "Owner";
            Name: "Name";
        }
    }

    impl Operation for Change {
        type Client = Client;
        type Output = PutOutput;
        type Error = PutError;
        fn operation() -> &'static OperationSchema {
            const SIGNED: &[OperationSetting] = &[OperationSetting::Auth(&[AuthScheme::SigV4])];
            &OperationSchema { name: "Change", method: "POST", uri: "/", status: 200, settings: SIGNED }
        }
    }

    fn owners(passwords: [Option<&str>; 2]) -> Change {
        let owner = |password: Option<&str>| Owner { password: password.map(str::to_owned) };
        let owners = ["a", "b"].map(str::to_owned).into_iter().zip(passwords.map(owner));
        Change { owners: Some(owners.collect()), ..Change::default() }
    }

    fn login(login: Login) -> Change {
        Change { login: Some(login), ..Change::default() }
    }

    #[tokio::test]
    async fn no_secret_of_a_map_or_union_stands_in_the_query() {
        static SERVICE: ServiceSchema = ServiceSchema::new("Things", &AwsQuery::new("2011-06-15"), |_| {
            Ok(Endpoint::new("https://things.here.example"))
        })
        .signing_name("things");
        let client =
            Client::new(&SERVICE, &signing(Config::builder(Script::default()).region("here")).build());
        let secret = || "hunter2".to_owned();
        for (input, method) in [
            (owners([None, None]), "GET"),
            (owners([Some("hunter2"), None]), "POST"),
            (owners([None, Some("hunter2")]), "POST"),
            (login(Login::Name("n".to_owned())), "GET"),
            (login(Login::Pin(secret())), "POST"),
            (login(Login::Owner(Box::new(Owner { password: Some(secret()) }))), "POST"),
        ] {
            let presigned = client.presign(&input, Duration::from_secs(60)).await.unwrap();
            assert_eq!(presigned.method(), method);
            assert!(!presigned.url().contains("hunter2"));
        }
    }
}

#[cfg(feature = "checksum")]
mod checksums {
    use super::*;
    use crate::operation::{AuthScheme, OperationSetting};

    #[derive(Clone, Default)]
    pub struct Store {
        pub body: Option<ByteStream>,
    }

    runtime::structure! {
        sent Store = "StoreInput" {
            body: "Body";
        }
    }

    impl Operation for Store {
        type Client = Client;
        type Output = PutOutput;
        type Error = PutError;
        fn operation() -> &'static OperationSchema {
            &OperationSchema {
                name: "Store",
                method: "PUT",
                uri: "/things",
                status: 200,
                settings: &[
                    OperationSetting::Auth(&[AuthScheme::SigV4]),
                    OperationSetting::ChecksumRequired,
                    OperationSetting::RequestChecksum("x-amz-sdk-checksum-algorithm"),
                ],
            }
        }
    }

    #[tokio::test]
    async fn one_that_the_service_requires_is_presigned() {
        let client = Script::default().client_with(signing);
        for (body, expected) in [("123456789", "y/Q5Jg=="), ("", "AAAAAA==")] {
            let input = Store { body: Some(body.into()) };
            let presigned = client.presign(&input, Duration::from_secs(60)).await.unwrap();
            let sums = presigned.headers().iter().filter(|(name, _)| name == "x-amz-checksum-crc32");
            assert_eq!(sums.map(|(_, sum)| sum.as_str()).collect::<Vec<_>>(), [expected]);
        }
    }
}

#[tokio::test]
async fn a_stream_is_presigned_only_where_no_signature_covers_the_body() {
    static STORE: ServiceSchema =
        ServiceSchema::new("Things", &Plain, endpoint).signing_name("things").body_hash_header();
    let stream =
        || Signed { body: Some(ByteStream::from_stream(retries::Empty, Some(0))), ..Signed::default() };
    let client = Script::default().client_with(signing);
    let failed = client.presign(&stream(), Duration::from_secs(9)).await.unwrap_err();
    assert_eq!(failed.kind(), FailureKind::Input, "{failed}");
    let client = Client::new(&STORE, &signing(Config::builder(Script::default()).region("here")).build());
    let in_memory = Signed { body: Some("bytes".into()), ..Signed::default() };
    let url = async |input| client.presign(&input, Duration::from_secs(60)).await.unwrap().url().to_owned();
    assert_eq!(url(stream()).await, url(in_memory).await);
}

#[tokio::test]
async fn says_what_is_missing_to_presign() {
    struct Nobody;

    impl ProvideCredentials for Nobody {
        fn provide(&self) -> ProvideFuture<'_> {
            Box::pin(async { Err(CredentialsError::new("there is nobody")) })
        }
    }

    let client = Script::default().client_with(|config| config.credentials(Nobody));
    let failed = client.presign(&Signed::default(), Duration::from_secs(9)).await.unwrap_err();
    assert_eq!(failed.kind(), FailureKind::Credentials, "{failed}");
    let failed = client.presign(&Either::default(), Duration::from_secs(9)).await.unwrap_err();
    assert_eq!(failed.kind(), FailureKind::Configuration, "{failed}");
}

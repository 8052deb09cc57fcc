//! The signatures that three official clients make of the same inputs, and two that were computed independently.

use smithwright_runtime as runtime;
use smithwright_runtime::credentials::Credentials;
use smithwright_runtime::endpoint::{Endpoint, EndpointError, Parameters};
use smithwright_runtime::protocol::PresignedWebSocket;
use smithwright_runtime::timestamp::{Format, Timestamp};
use smithwright_runtime::{
    AuthScheme, Client, Config, IntoMap as _, Operation, OperationSchema, OperationSetting, PresignedUrl,
    ServiceSchema,
};
use smithwright_transport::HttpTransport;
use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

const JS: [&str; 3] = ["AKIA4F7WJQR7FMMWMNXI", "FakeSecretKey", "FakeSessionToken"];
const TEMPORARY: [&str; 3] = [
    "AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AQoEXAMPLEH4aoAH0gNCAPyJxz4BlCFFxWNE1OPTgk5TthT+FvwqnKwRcOIfrRh3c/LTo6UDdyJwOOvEVPvLXCrrrUtdnniCEXAMPLE/\
     IvU1dYUg2RVAJBanLiHb4IgRmpRV3zrkuWJOgQs8IZZaIv2BXIa2R4OlgkBN9bkUDNCJiBeb/AXlzBBko7b15fjrBs2+cTQtpZ3CYWFXG8C5\
     zqx37wnOE49mRl/+OtkIKGO7fAE",
];
const LONG_TERM: [&str; 3] = ["AKIAIOSFODJJ7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxQQiCYEXAMPLEKEY", ""];
const TEST: &str = "X-Amz-TestParam=test-param-value";
const MASTER: &str =
    "X-Amz-ChannelARN=arn:aws:kinesisvideo:us-west-2:123456789012:channel/demo-channel/1234567890123";
const VIEWER: &str = "X-Amz-ChannelARN=arn:aws:kinesisvideo:us-west-2:123456789012:channel/demo-channel/1234567890123\
                      &X-Amz-ClientId=d7d1c6e2-9cb0-4d61-bea9-ecb3d3816557";
const CHINA: &str = "X-Amz-ClientId=viewer_1.a-b&X-Amz-ChannelARN=\
                     arn:aws-cn:kinesisvideo:cn-north-1:123456789012:channel/demo.channel_1-a/1234567890123";

struct Vector {
    endpoint: &'static str,
    query: &'static str,
    key: [&'static str; 3],
    region: &'static str,
    service: &'static str,
    time: &'static str,
    signature: &'static str,
}

impl Vector {
    /// The URL that a client makes whose clock shows the vector's time.
    async fn url(&self) -> PresignedUrl {
        let [id, secret, token] = self.key;
        let time = Timestamp::parse(self.time, Format::DateTime).unwrap();
        let time = UNIX_EPOCH + Duration::from_secs(time.seconds().unsigned_abs());
        let config = Config::builder(HttpTransport::new())
            .region(self.region)
            .endpoint_url(self.endpoint)
            .credentials(Credentials::new(id, secret).with_session_token(token))
            .clock(move || time)
            .build();
        let service = if self.service == "firehose" { &FIREHOSE } else { &KINESIS_VIDEO };
        let parameters = self.query.split('&').filter_map(|parameter| parameter.split_once('='));
        let input = Handshake { parameters: parameters.into_map() };
        Client::new(service, &config).presign(&input, Duration::from_secs(299)).await.unwrap()
    }

    /// The parameters of the query in the order of their names, as the client in a browser has them.
    async fn sorted(&self) -> Vec<String> {
        let url = self.url().await;
        let mut parameters: Vec<String> =
            url.url().split_once('?').unwrap().1.split('&').map(ToOwned::to_owned).collect();
        parameters.sort();
        parameters
    }
}

/// A handshake that takes any parameters.
#[derive(Clone, Default)]
struct Handshake {
    parameters: BTreeMap<String, String>,
}

runtime::structure! {
    sent Handshake = "Handshake" {
        parameters: "parameters", QueryParams;
    }
}

enum HandshakeError {
    Unmodelled,
}

runtime::operation_error! {
    HandshakeError {}
}

#[derive(Clone, Default)]
struct Nothing {}

runtime::structure! {
    received Nothing = "Nothing" {}
}

impl Operation for Handshake {
    type Client = Client;
    type Output = Nothing;
    type Error = HandshakeError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Handshake",
            method: "GET",
            uri: "/",
            status: 101,
            settings: &[OperationSetting::Auth(&[AuthScheme::SigV4])],
        }
    }
}

const KINESIS_VIDEO: ServiceSchema = service("kinesisvideo");
const FIREHOSE: ServiceSchema = service("firehose");

const fn service(signing_name: &'static str) -> ServiceSchema {
    ServiceSchema::new("Test", &PresignedWebSocket, resolve).signing_name(signing_name)
}

fn resolve(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new(parameters.endpoint.unwrap_or_default()))
}

const fn android(
    endpoint: &'static str,
    query: &'static str,
    key: [&'static str; 3],
    signature: &'static str,
) -> Vector {
    Vector {
        endpoint,
        query,
        key,
        region: "us-west-2",
        service: "kinesisvideo",
        time: "2023-07-24T08:07:02.958Z",
        signature,
    }
}

const fn js(
    endpoint: &'static str,
    service: &'static str,
    token: &'static str,
    signature: &'static str,
) -> Vector {
    Vector {
        endpoint,
        query: TEST,
        key: [JS[0], JS[1], token],
        region: "us-west-2",
        service,
        time: "2019-12-01T00:00:00Z",
        signature,
    }
}

const MASTER_HOST: &str = "wss://m-a1b2c3d4.kinesisvideo.us-west-2.amazonaws.com";
const VIEWER_HOST: &str = "wss://v-a1b2c3d4.kinesisvideo.us-west-2.amazonaws.com";

const VECTORS: &[Vector] = &[
    js(
        "wss://kvs.awsamazon.com",
        "kinesisvideo",
        JS[2],
        "fc268038be276315822b4f73eafd28ee3a5632a2a35fdb0a88db9a42b13d6c92",
    ),
    js(
        "wss://kvs.awsamazon.com",
        "kinesisvideo",
        "",
        "be1e78950d956a8a9a1997417099ddbd7455619f3d08c4ad20e1e272179ca695",
    ),
    js(
        "wss://kvs.awsamazon.com",
        "firehose",
        JS[2],
        "f15308513d21a381d38b7607a0439f25fc2e6c9f5ff56a48c1664b486e6234d5",
    ),
    js(
        "wss://kvs.awsamazon.com/path/path/path",
        "kinesisvideo",
        JS[2],
        "0bf3df6ca23d8d82f688e8dbfb90d69e74843d40038541b1721c545eef7612a4",
    ),
    android(
        MASTER_HOST,
        MASTER,
        TEMPORARY,
        "f8fed632bbe38ac920c7ed2eeaba1a4ba5e2b1bd7aada9f852708112eab76baa",
    ),
    android(
        VIEWER_HOST,
        VIEWER,
        TEMPORARY,
        "77ea5ff8ede2e22aa268a3a068f1ad3a5d92f0fa8a427579f9e6376e97139761",
    ),
    android(
        MASTER_HOST,
        MASTER,
        LONG_TERM,
        "0bbef329f0d9d3e68635f7b844ac684c7764a0c228ca013232d935c111b9a370",
    ),
    android(
        VIEWER_HOST,
        VIEWER,
        LONG_TERM,
        "cea541f699dc51bc53a55590ce817e63cc06fac2bdef4696b63e0889eb448f0b",
    ),
    Vector {
        endpoint: "wss://v-a1b2c3d4.kinesisvideo.cn-north-1.amazonaws.com.cn",
        query: CHINA,
        key: [TEMPORARY[0], TEMPORARY[1], "tok+en/with=="],
        region: "cn-north-1",
        service: "kinesisvideo",
        time: "2024-02-29T23:59:59Z",
        signature: "0904e9e92961f134f5928c719977add81d6f7646e247dc8c2ec16598144a2adc",
    },
    android(
        "wss://v-a1b2c3d4.kinesisvideo.us-west-2.amazonaws.com/",
        VIEWER,
        LONG_TERM,
        "cea541f699dc51bc53a55590ce817e63cc06fac2bdef4696b63e0889eb448f0b",
    ),
    // The port that the scheme implies is no part of the signed host.
    android(
        "wss://v-a1b2c3d4.kinesisvideo.us-west-2.amazonaws.com:443",
        VIEWER,
        LONG_TERM,
        "cea541f699dc51bc53a55590ce817e63cc06fac2bdef4696b63e0889eb448f0b",
    ),
];

#[tokio::test]
async fn signatures_are_those_of_the_official_clients() {
    for vector in VECTORS {
        let url = vector.url().await;
        let end = format!("&X-Amz-Signature={}", vector.signature);
        assert!(url.url().ends_with(&end), "{}: {}", vector.endpoint, url.url());
    }
}

#[tokio::test]
async fn a_whole_url_is_that_of_the_android_client() {
    assert_eq!(
        VECTORS[7].url().await.url(),
        "wss://v-a1b2c3d4.kinesisvideo.us-west-2.amazonaws.com/?X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-ChannelARN=arn%3Aaws%3Akinesisvideo%3Aus-west-2%3A123456789012%3Achannel%2Fdemo-channel%2F1234567890123\
         &X-Amz-ClientId=d7d1c6e2-9cb0-4d61-bea9-ecb3d3816557\
         &X-Amz-Credential=AKIAIOSFODJJ7EXAMPLE%2F20230724%2Fus-west-2%2Fkinesisvideo%2Faws4_request\
         &X-Amz-Date=20230724T080702Z&X-Amz-Expires=299&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=cea541f699dc51bc53a55590ce817e63cc06fac2bdef4696b63e0889eb448f0b"
    );
}

#[tokio::test]
async fn the_parameters_are_those_of_the_browser_client() {
    let expected = [
        "X-Amz-Algorithm=AWS4-HMAC-SHA256",
        "X-Amz-Credential=AKIA4F7WJQR7FMMWMNXI%2F20191201%2Fus-west-2%2Fkinesisvideo%2Faws4_request",
        "X-Amz-Date=20191201T000000Z",
        "X-Amz-Expires=299",
        "X-Amz-Security-Token=FakeSessionToken",
        "X-Amz-Signature=fc268038be276315822b4f73eafd28ee3a5632a2a35fdb0a88db9a42b13d6c92",
        "X-Amz-SignedHeaders=host",
        "X-Amz-TestParam=test-param-value",
    ];
    assert_eq!(VECTORS[0].sorted().await, expected);
}

#[tokio::test]
async fn the_url_expires_and_never_prints() {
    let url = VECTORS[5].url().await;
    assert_eq!(url.expires_at().to_string(), "2023-07-24T08:12:01Z");
    let shown = format!("{url:?}");
    assert!(!shown.contains("wss") && !shown.contains(VECTORS[5].signature), "{shown}");
}

//! The signatures that three official clients make of the same inputs, and two computed here.

use super::*;
use crate::credentials::Credentials;
use crate::sign::hash;
use crate::timestamp::Format;

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
const MASTER: &str = "X-Amz-ChannelARN=arn%3Aaws%3Akinesisvideo%3Aus-west-2%3A123456789012%3Achannel%2Fdemo-channel%2F1234567890123";
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
    fn url(&self, position: SignaturePosition) -> PresignedUrl {
        let [id, secret, token] = self.key;
        let credentials = Credentials::new(id, secret, Some(token.to_owned()));
        let time = Timestamp::parse(self.time, Format::DateTime).unwrap();
        let scope = Scope { credentials: &credentials, region: self.region, service: self.service, time };
        presign(&Signer::default(), self.endpoint, self.query, &scope, 299, position).unwrap()
    }
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

#[test]
fn signatures_are_those_of_the_official_clients() {
    for vector in VECTORS {
        let last = vector.url(SignaturePosition::Last);
        let end = format!("&X-Amz-Signature={}", vector.signature);
        assert!(last.url().ends_with(&end), "{}: {}", vector.endpoint, last.url());
        let sorted = vector.url(SignaturePosition::Sorted);
        assert!(sorted.url().contains(&format!("{end}&X-Amz-SignedHeaders=host")), "{}", sorted.url());
    }
}

#[test]
fn a_whole_url_is_that_of_the_android_client() {
    assert_eq!(
        VECTORS[7].url(SignaturePosition::Last).url(),
        "wss://v-a1b2c3d4.kinesisvideo.us-west-2.amazonaws.com/?X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-ChannelARN=arn%3Aaws%3Akinesisvideo%3Aus-west-2%3A123456789012%3Achannel%2Fdemo-channel%2F1234567890123\
         &X-Amz-ClientId=d7d1c6e2-9cb0-4d61-bea9-ecb3d3816557\
         &X-Amz-Credential=AKIAIOSFODJJ7EXAMPLE%2F20230724%2Fus-west-2%2Fkinesisvideo%2Faws4_request\
         &X-Amz-Date=20230724T080702Z&X-Amz-Expires=299&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=cea541f699dc51bc53a55590ce817e63cc06fac2bdef4696b63e0889eb448f0b"
    );
}

#[test]
fn the_url_expires_and_never_prints() {
    let url = VECTORS[5].url(SignaturePosition::Last);
    assert_eq!(url.expires_at().to_string(), "2023-07-24T08:12:01Z");
    let shown = format!("{url:?}");
    assert!(!shown.contains("wss") && !shown.contains(VECTORS[5].signature), "{shown}");
}

#[test]
fn refuses_what_cannot_be_signed_as_it_is() {
    for (endpoint, why) in [
        ("https://kvs.awsamazon.com", "has another scheme"),
        ("kvs.awsamazon.com", "has no scheme"),
        ("wss://kvs.awsamazon.com?a=b", "has a query"),
        ("wss://kvs.awsamazon.com#x", "fragment"),
        ("wss:///path", "no plain host"),
        ("wss://user:password@host", "no plain host"),
        ("ws://example.com", "is not encrypted"),
        ("ws://localhost.example.com", "is not encrypted"),
        ("ws://127.0.0.1.example.com:80", "is not encrypted"),
        ("wss://a b", "is not a URL"),
        ("wss://host\n/path", "is not a URL"),
        ("wss://host:port/", "is not a URL"),
    ] {
        let error = Endpoint::parse(endpoint).unwrap_err().to_string();
        assert!(error.contains(why) && !error.contains("password"), "{endpoint}: {error}");
    }
    assert!(Endpoint::parse("ws://[::1]example.com").is_err());
    for endpoint in ["ws://127.0.0.1:8080", "ws://localhost/path", "ws://[::1]:1"] {
        assert!(Endpoint::parse(endpoint).is_ok(), "{endpoint}");
    }
}

#[test]
fn the_canonical_request_has_the_known_hash() {
    let credentials = Credentials::new(LONG_TERM[0], LONG_TERM[1], None);
    let time = Timestamp::parse(VECTORS[7].time, Format::DateTime).unwrap();
    let scope = Scope { credentials: &credentials, region: "us-west-2", service: "kinesisvideo", time };
    let request = SigningRequest {
        method: "GET",
        path: "/",
        query: VIEWER,
        headers: &[("host", "v-a1b2c3d4.kinesisvideo.us-west-2.amazonaws.com")],
        payload: Payload::Bytes(b""),
    };
    let signed =
        Signer::default().presign(&request, &scope, Settings::default(), 299, SignaturePosition::Last);
    assert_eq!(
        hash::hex(&hash::sha256(signed.signature.canonical_request.as_bytes())),
        "96bfff23562b81a4176479bf11ae362ae06ee69475ee96352e3d7071b88cb7ab"
    );
}

#[test]
fn the_host_of_the_url_is_the_one_that_was_signed() {
    for (endpoint, start) in [
        ("wss://EXAMPLE.com:443/A/../b", "wss://example.com/A/../b?"),
        ("wss://example.com:8443", "wss://example.com:8443/?"),
        ("ws://LocalHost:80/", "ws://localhost/?"),
    ] {
        let url = Vector { endpoint, ..VECTORS[7] }.url(SignaturePosition::Last);
        assert!(url.url().starts_with(start), "{}", url.url());
    }
    let signature = |endpoint| {
        let url = Vector { endpoint, ..VECTORS[7] }.url(SignaturePosition::Last);
        url.url().rsplit_once('=').unwrap().1.to_owned()
    };
    assert_eq!(signature("wss://EXAMPLE.com:443"), signature("wss://example.com/"));
    assert_ne!(signature("wss://example.com:444"), signature("wss://example.com/"));
}

//! A service that stores objects under keys, with the paths and signatures of S3.

use super::*;
use runtime::protocol::RestXml;
use runtime::{AuthScheme, ByteStream, Operation, OperationSchema, OperationSetting};

pub static STORE: ServiceSchema = ServiceSchema::new("Store", &RestXml::new(), configured)
    .signing_name("s3")
    .literal_paths()
    .body_hash_header();

#[derive(Clone, Default)]
pub struct PutObject {
    pub key: String,
    pub version: Option<String>,
    pub algorithm: Option<String>,
    pub sha1: Option<String>,
    pub length: Option<i64>,
    pub body: ByteStream,
}

runtime::structure! {
    sent PutObject = "PutObjectRequest" {
        key: "Key", Required, Label;
        version: "VersionId", Query("versionId");
        algorithm: "ChecksumAlgorithm", Header("x-amz-sdk-checksum-algorithm");
        sha1: "ChecksumSHA1", Header("x-amz-checksum-sha1");
        length: "ContentLength", Header("Content-Length");
        body: "Body", StreamingPayload;
    }
}

#[derive(Clone, Default)]
pub struct PutObjectOutput {
    pub tag: Option<String>,
}

runtime::structure! {
    received PutObjectOutput = "PutObjectOutput" {
        tag: "ETag", Header("etag");
    }
}

#[derive(Clone, Default)]
pub struct GetObject {
    pub key: String,
}

runtime::structure! {
    sent GetObject = "GetObjectRequest" {
        key: "Key", Required, Label;
    }
}

#[derive(Clone, Default)]
pub struct GetObjectOutput {
    pub body: ByteStream,
}

runtime::structure! {
    received GetObjectOutput = "GetObjectOutput" {
        body: "Body", StreamingPayload;
    }
}

pub enum StoreError {
    Unmodelled,
}

runtime::operation_error! {
    StoreError {}
}

impl Operation for PutObject {
    type Client = Client;
    type Output = PutObjectOutput;
    type Error = StoreError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "PutObject",
            method: "PUT",
            uri: "/{Key+}?x-id=PutObject",
            status: 200,
            settings: &[
                OperationSetting::Auth(&[AuthScheme::SigV4]),
                OperationSetting::RequestChecksum("x-amz-sdk-checksum-algorithm"),
            ],
        }
    }
}

impl Operation for GetObject {
    type Client = Client;
    type Output = GetObjectOutput;
    type Error = StoreError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "GetObject",
            method: "GET",
            uri: "/{Key+}",
            status: 200,
            settings: &[
                OperationSetting::Auth(&[AuthScheme::SigV4]),
                OperationSetting::ResponseChecksum("x-amz-checksum-mode"),
            ],
        }
    }
}

pub fn get(key: &str) -> GetObject {
    GetObject { key: key.to_owned() }
}

pub fn put(key: &str, body: impl Into<ByteStream>) -> PutObject {
    PutObject { key: key.to_owned(), body: body.into(), ..PutObject::default() }
}

//! The runtime behind every client that Smithwright generates.
//!
//! A generated crate consists of plain types and constant tables. This crate does the work over them: checks, wire formats, HTTP bindings,
//! endpoints, signing, retries, pagination, waiters, event streams and sockets. Generated crates re-export it as `runtime`, so most programs
//! need not depend on it themselves.
//!
//! # Where to start
//!
//! - [`Config`] says who calls, where, and within which limits; a generated client is made from one.
//! - [`Error`] is what a call fails with: the service's own error, or a [`Failure`] to get a usable answer.
//! - [`ByteStream`] is a streamed body, [`Pages`] the pages of a paginated operation, [`Waiter`] something to wait for.
//! - [`Credentials`] and [`ProvideCredentials`](credentials::ProvideCredentials) say whom requests are signed for.
//! - [`Transport`](transport::Transport) is the interface to the network: `HttpTransport` of the crate `smithwright-transport`, or a
//!   [`Script`](transport::Script) in tests.
//!
//! Those who write codecs and protocols, or generate code, begin with [`value`] for the idea and [`structure!`] for how a type joins.
//!
//! # Stability
//!
//! What the root re-exports, the macro [`waiter!`] and the modules [`body`], [`client`], [`config`], [`credentials`], [`document`], [`error`], [`message`],
//! [`number`], [`pages`], [`payload`], [`timestamp`], [`transport`], [`waiters`], `event_stream` and `websocket` are for programs, and follow semantic versioning.
//! The other modules and macros are between generated clients and this crate: what programs write over them may have to change with a new minor version.
//!
//! # Features
//!
//! None is on by default. A generated crate turns on those that its services need, and passes some of the others on as features of its own.
//!
//! | feature | adds |
//! |---|---|
//! | `aws-config` | configuration and credentials found by the crate `aws-config` |
//! | `cbor` | CBOR, and the protocol `rpcv2Cbor` |
//! | `checksum` | checksums of bodies (`httpChecksumRequired` and `aws.protocols#httpChecksum`) |
//! | `compression` | compression of request bodies (`requestCompression`) |
//! | `digest-auth` | HTTP Digest authentication (`httpDigestAuth`) |
//! | `discovery` | endpoints that a service gives to each account (`aws.api#clientEndpointDiscovery`) |
//! | `event-stream` | event streams (`streaming` unions) |
//! | `file` | bodies that are files or parts of them (`ByteStream::from_path`, `from_path_range`) |
//! | `machine-credentials` | credentials of the container or EC2 instance that a program runs on; turns on `query` |
//! | `query` | the protocols `awsQuery` and `ec2Query`; turns on `xml` |
//! | `sessions` | signatures with credentials that an operation of the service gives (`smithwright.api#startsSession`) |
//! | `sigv4a` | AWS Signature Version 4A: signatures that hold in several Regions |
//! | `strict` | `Validation::Strict`: checks of every constraint of the model |
//! | `websocket` | WebSockets that carry typed messages |
//! | `xml` | XML, and the protocol `restXml` |
#![forbid(unsafe_code)]
// The first statement of a row with settings (`macros.rs`). In other crates the lint passes over what macros write, and an attribute in each table would cost time.
#![allow(path_statements)]

pub mod bindings;
pub mod body;
pub mod builder;
pub mod client;
pub mod codec;
pub mod config;
pub mod credentials;
pub mod document;
pub mod endpoint;
pub mod error;
#[cfg(feature = "event-stream")]
pub mod event_stream;
pub mod inspect;
pub mod jmespath;
pub mod message;
pub mod number;
pub mod operation;
pub mod pages;
pub mod payload;
pub mod plain;
pub mod protocol;
pub mod schema;
pub mod sign;
pub mod timestamp;
pub mod transport;
pub mod value;
pub mod waiters;
#[cfg(feature = "websocket")]
pub mod websocket;

mod asked;
mod check;
#[cfg(feature = "checksum")]
mod checksum;
#[cfg(not(feature = "checksum"))]
#[path = "checksum/without.rs"]
mod checksum;
#[cfg(any(feature = "event-stream", feature = "websocket"))]
mod cooperation;
mod invoke;
mod locked;
mod macros;
mod percent;
mod retry;
#[cfg(feature = "sessions")]
mod sessions;
mod token;
mod wakers;

pub use body::ByteStream;
pub use builder::{Building, Maybe};
pub use bytes::Bytes;
pub use client::{BoxFuture, CallFuture, Client};
pub use config::{AccountIdEndpointMode, ChecksumUse, Config, Validation};
pub use credentials::Credentials;
pub use document::Document;
pub use error::{AnyError, Error, Failure};
#[cfg(feature = "event-stream")]
pub use event_stream::{EventReceiver, EventSender, EventStream, ReceivedEvent};
/// The crate `http`, whose header types requests and responses use.
pub use http;
#[cfg(feature = "discovery")]
pub use invoke::discovery::DiscoverySchema;
pub use message::ResponseMetadata;
pub use number::{BigDecimal, BigInteger};
pub use operation::{
    AuthScheme, Operation, OperationSchema, OperationSetting, ServiceSchema, SocketOperation,
};
pub use pages::{Items, Pages, Paginated, PaginatedItems};
pub use payload::{FromJson, ToJson};
pub use plain::{MessageError, NoErrors, NoOutput};
pub use schema::{Member, Setting};
#[cfg(feature = "sessions")]
pub use sessions::{SessionSchema, StartsSession};
pub use sign::PresignedUrl;
pub use timestamp::Timestamp;
pub use value::{IntEnum, IntoList, IntoMap, Nullable, Open, StringEnum, Unit};
pub use waiters::{WaitError, WaitFailure, WaitFuture, Waiter};
#[cfg(feature = "websocket")]
pub use websocket::{ConnectFuture, WebSocket};

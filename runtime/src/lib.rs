//! What every client made by Smithwright shares: tables and views of values, wire formats, HTTP bindings, signing, retries, transport.
//!
//! A generated crate consists of plain types and constant tables; all work is done here, once, over them. See [`value`] for the idea
//! and [`structure!`] for how a type joins.
#![forbid(unsafe_code)]

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
pub mod http;
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

mod check;
#[cfg(feature = "checksum")]
mod checksum;
#[cfg(not(feature = "checksum"))]
#[path = "checksum/without.rs"]
mod checksum;
mod invoke;
mod macros;
mod percent;
mod retry;
mod token;
mod wakers;

pub use body::ByteStream;
pub use builder::Building;
pub use bytes::Bytes;
pub use client::{BoxFuture, Calling, Client};
pub use config::{ChecksumUse, Config, Validation};
pub use credentials::Credentials;
pub use document::Document;
pub use error::{Error, Failure};
#[cfg(feature = "event-stream")]
pub use event_stream::{EventReceiver, EventSender, EventStream, ReceivedEvent};
pub use message::ResponseMetadata;
pub use number::{BigDecimal, BigInteger};
pub use operation::{AuthScheme, Operation, OperationSchema, ServiceSchema, SocketOperation, operation};
pub use pages::{Items, Pages, Paginated, PaginatedItems};
pub use payload::{FromJson, ToJson};
pub use plain::{MessageError, NoErrors, NoOutput};
pub use schema::{Member, Setting};
pub use sign::PresignedUrl;
pub use timestamp::Timestamp;
pub use value::{IntEnum, IntoList, IntoMap, Open, StringEnum, Unit};
pub use waiters::{WaitError, WaitFailure, Waiter, Waiting};
#[cfg(feature = "websocket")]
pub use websocket::{Connecting, WebSocket};

//! The network for clients made by Smithwright: HTTP/1.1 and HTTP/2 by reqwest, TLS by rustls with ring or by the platform's library, WebSockets by
//! tungstenite.
//!
//! Generated clients don't depend on this crate: they see the trait [`Transport`](smithwright_runtime::transport::Transport). So neither they nor the crates
//! that use them wait for all that is behind this crate to be compiled. A program names it once, where it makes its configuration.
//!
//! # Examples
//!
//! ```
//! use smithwright_runtime::Config;
//! use smithwright_transport::HttpTransport;
//!
//! let config = Config::builder(HttpTransport::new()).region("us-west-2").build();
//! # let _ = config;
//! ```
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `rustls` (default) | TLS by rustls, with ring and the platform's root certificates |
//! | `native-tls` | TLS by the platform's own library, if `rustls` is off |
//! | `websocket` (default) | WebSockets |
#![forbid(unsafe_code)]

mod builder;
mod connections;
mod failure;
mod http;
mod liveness;
mod request;
#[cfg(feature = "websocket")]
mod socket;
#[cfg(feature = "rustls")]
mod tls;
mod upload;

pub use builder::HttpTransportBuilder;
pub use http::HttpTransport;
/// The version of reqwest that [`HttpTransportBuilder::reqwest`] and `HttpTransport::from` refer to.
pub use reqwest;
#[cfg(feature = "rustls")]
pub use tls::install_ring;

// Chosen over another by being named here: see Cargo.toml.
use idna_adapter as _;

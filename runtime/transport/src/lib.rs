//! The way to the network: HTTP/1.1 and HTTP/2 by reqwest, TLS by rustls with ring or by the platform's library, WebSocket by tungstenite.
//!
//! Clients don't name it: they see the trait [`Transport`](smithwright_runtime::transport::Transport), so neither they nor the crates that use
//! them wait for all that is behind this crate to be compiled. A program names it once, where it makes its configuration.
//!
//! ```
//! use smithwright_runtime::Config;
//! use smithwright_transport::HttpTransport;
//!
//! let config = Config::builder(HttpTransport::new()).region("us-west-2").build();
//! # let _ = config;
//! ```
#![forbid(unsafe_code)]

mod builder;
mod http;
#[cfg(feature = "websocket")]
mod socket;
#[cfg(feature = "rustls")]
mod tls;

pub use builder::HttpTransportBuilder;
pub use http::HttpTransport;
/// The reqwest that [`HttpTransportBuilder::reqwest`] is about.
pub use reqwest;
#[cfg(feature = "rustls")]
pub use tls::install_ring;

// Chosen over another by being named here: see Cargo.toml.
use idna_adapter as _;

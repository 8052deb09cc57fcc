//! Servers on this machine, and what the tests share beside them.

pub mod clients;
mod http2;
pub mod server;
pub mod signature;
pub mod tls;

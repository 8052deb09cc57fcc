//! Servers on this machine, and other code that the tests share.

pub mod clients;
mod http2;
pub mod server;
pub mod signature;
pub mod tls;

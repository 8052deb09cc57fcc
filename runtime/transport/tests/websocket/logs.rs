//! What the crates below this one log.

use super::channel::*;
use super::server::{Server, send};
use log::{LevelFilter, Log, Metadata, Record};
use std::sync::Mutex;

/// Keeps every record of every test in this program.
struct Keeper(Mutex<Vec<String>>);

static KEEPER: Keeper = Keeper(Mutex::new(Vec::new()));

impl Log for Keeper {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        self.0.lock().unwrap().push(format!("{}: {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn no_url_is_logged() {
    log::set_logger(&KEEPER).unwrap();
    log::set_max_level(LevelFilter::Trace);
    let server = Server::start(vec![send(vec![])]).await;
    let mut socket = connect(config(&server.url())).await.unwrap();
    assert_eq!(socket.receive().await.unwrap(), None);
    let records = KEEPER.0.lock().unwrap();
    assert!(records.iter().any(|record| record.contains("127.0.0.1")), "nothing was kept: {records:?}");
    let secret = records.iter().find(|record| record.contains("X-Amz-Signature"));
    assert_eq!(secret, None);
}

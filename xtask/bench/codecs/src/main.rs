//! Writes requests or reads responses so many times: `codecs WHO FORMAT ACTION SIZE COUNT`, as in `codecs peer xml decode large 10`.
//!
//! Everything that is not the codec's work (making inputs, bodies and responses) is done as often in every run, so the difference between two runs with
//! different counts is free of it.

mod cbor;
mod cbor_text;
mod json;
mod ours;
mod peer;
mod query;
mod serde_types;
mod xml;

/// What a run does.
#[derive(Clone, Copy)]
pub struct Task {
    pub action: Action,
    pub size: Size,
    /// How often.
    pub count: usize,
}

#[derive(Clone, Copy)]
pub enum Action {
    /// From an input to a request.
    Encode,
    /// From a response to an output, which is dropped.
    Decode,
}

#[derive(Clone, Copy)]
pub enum Size {
    /// A call as most are.
    Small,
    /// A body of 100 KB.
    Large,
}

/// No run does more.
pub const MOST: usize = 40;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [who, format, action, size, count] = words.as_slice() else {
        panic!("expected who, a format, an action, a size and a count");
    };
    let action = match *action {
        "encode" => Action::Encode,
        "decode" => Action::Decode,
        other => panic!("unknown action {other}"),
    };
    let size = match *size {
        "small" => Size::Small,
        "large" => Size::Large,
        other => panic!("unknown size {other}"),
    };
    let task = Task { action, size, count: count.parse().expect("a count") };
    assert!(task.count <= MOST);
    match (*who, *format) {
        ("ours", "json") => json::ours(task),
        ("peer", "json") => json::peer(task),
        ("ours", "xml") => xml::ours(task),
        ("peer", "xml") => xml::peer(task),
        ("ours", "query") => query::ours(task),
        ("peer", "query") => query::peer(task),
        ("ours", "cbor") => cbor::ours(task),
        ("peer", "cbor") => cbor::peer(task),
        ("ours", "serde") => json::ours_alone(task),
        ("peer", "serde") => serde_types::run(task),
        other => panic!("unknown program {other:?}"),
    }
}

//! Documentation as models have it, HTML and CommonMark mixed, to text for rustdoc.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_codegen::ir::docs::{markdown, summary};

fuzz_target!(|text: &str| {
    let markdown = markdown(text);
    // Lists within lists are what grows most: each of them moves its lines to the right.
    assert!(markdown.len() <= 64 + text.len() * (64 + text.len() / 4), "{} bytes", markdown.len());
    assert!(!markdown.contains('\r'), "{markdown:?}");
    assert!(markdown.lines().all(|line| line == line.trim_end()), "{markdown:?}");
    let _ = summary(&markdown);
});

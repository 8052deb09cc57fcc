//! Documentation of models, which mixes HTML and CommonMark, into text for rustdoc.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_codegen::ir::docs::{markdown, summary};

fuzz_target!(|text: &str| {
    let markdown = markdown(text);
    // Nested lists grow the most, since each one indents its lines.
    assert!(markdown.len() <= 64 + text.len() * (64 + text.len() / 4), "{} bytes", markdown.len());
    assert!(!markdown.contains('\r'), "{markdown:?}");
    assert!(markdown.lines().all(|line| line == line.trim_end()), "{markdown:?}");
    let _ = summary(&markdown);
});

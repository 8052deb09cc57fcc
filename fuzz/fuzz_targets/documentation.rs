//! Documentation of models, which mixes HTML and CommonMark, into text for rustdoc.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};
use smithwright_codegen::ir::docs::{markdown, summary};

/// The extensions of rustdoc.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

fuzz_target!(|text: &str| {
    let markdown = markdown(text);
    // Nested lists grow the most, since each one indents its lines, up to a limit.
    assert!(markdown.len() <= 64 + text.len() * 64, "{} bytes", markdown.len());
    assert!(!markdown.contains('\r'), "{markdown:?}");
    assert!(markdown.lines().all(|line| line == line.trim_end()), "{markdown:?}");
    let _ = summary(&markdown);

    // What rustdoc would resolve as the path of an item.
    let mut resolve = |link: BrokenLink<'_>| Some((link.reference.into_static(), "".into()));
    for event in Parser::new_with_broken_link_callback(&markdown, OPTIONS, Some(&mut resolve)) {
        let is_harmless = match &event {
            Event::Html(_) | Event::InlineHtml(_) => false,
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => false,
            // Rustdoc compiles a block of no language.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                !matches!(info.as_ref(), "" | "rust")
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                ["https://", "http://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme))
            }
            Event::Start(
                Tag::Table(_) | Tag::Strikethrough | Tag::Image { .. } | Tag::FootnoteDefinition(_),
            ) => false,
            _ => true,
        };
        assert!(is_harmless, "{event:?} in {markdown:?}");
    }
});

//! XML into shapes. What is XML to another reader must be read without an error, and what we write must be XML to it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_fuzz::shapes::Sample;
use smithwright_fuzz::stays_the_same;
use smithwright_runtime::Document;
use smithwright_runtime::codec::xml::{Within, Xml, from_slice, to_vec};
use smithwright_runtime::codec::{Codec as _, MAX_DEPTH};
use smithwright_runtime::value::Slot;

fuzz_target!(|text: &[u8]| {
    if let Some(written) = stays_the_same::<Sample>(text, from_slice, |value| to_vec(value)) {
        assert!(is_xml(&written), "{:?}", String::from_utf8_lossy(&written));
    }
    for within in [Within::Child("Result"), Within::Error] {
        let _ = Xml::new().within(within).decode_body(text, &mut Sample::default());
    }
    let _ = Xml::new().error_fields(text);
    let depth = text.iter().filter(|byte| **byte == b'<').count();
    if depth < usize::from(MAX_DEPTH) && is_xml(text) {
        let read = from_slice(text, Slot::Document(&mut Document::Null));
        assert!(read.is_ok(), "{read:?}");
    }
});

/// Checks whether the text is XML without document types. The other reader also takes names that start with a colon, and a declaration with its end in quotes,
/// which XML doesn't have.
fn is_xml(text: &[u8]) -> bool {
    let has_names = |text: &str| !text.contains("<:") && !text.contains("</:");
    let ends = |text: &str| {
        let declaration =
            text.split("?>").next().filter(|it| it.trim_start_matches('\u{feff}').starts_with("<?xml"));
        declaration.is_none_or(|it| ['"', '\''].iter().all(|quote| it.matches(*quote).count() % 2 == 0))
    };
    std::str::from_utf8(text)
        .is_ok_and(|text| has_names(text) && ends(text) && roxmltree::Document::parse(text).is_ok())
}

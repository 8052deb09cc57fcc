//! Malicious and truncated text.

use super::reading::read;
use super::*;
use smithwright_runtime::codec::MAX_DEPTH;
use smithwright_runtime::codec::xml::from_slice;
use smithwright_runtime::value::ValueMut;
use std::time::{Duration, Instant};

fn error(text: &str) -> String {
    read(text).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn document_types_and_entities_are_refused() {
    for text in [
        "<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><All><Text>&y;</Text></All>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><All/>",
        "<All><!DOCTYPE a></All>",
        "<All><!ENTITY a \"b\"></All>",
        "<All/><!DOCTYPE a>",
    ] {
        assert!(error(text).contains("refused"), "{text}: {}", error(text));
    }
    assert!(error("<All><Text>&x;</Text></All>").contains("a reference to a character or entity"));
    assert!(error("<All number='&x;'/>").contains("a reference to a character or entity"));
}

#[test]
fn nesting_is_limited_whether_it_is_read_or_skipped() {
    for name in ["next", "unknown"] {
        let nested = |depth: usize| {
            format!("<All>{}{}</All>", format!("<{name}>").repeat(depth), format!("</{name}>").repeat(depth))
        };
        assert!(read(&nested(usize::from(MAX_DEPTH) - 1)).is_ok());
        assert!(error(&nested(usize::from(MAX_DEPTH))).contains("nested too deep"));
        assert!(error(&nested(1_000_000)).contains("nested too deep"));
    }
}

#[test]
fn elements_take_only_so_much_memory() {
    let enough = (64 << 20) / size_of::<Everything>();
    let text = |count: usize| format!("<All>{}</All>", "<flat/>".repeat(count));
    assert!(read(&text(enough)).is_ok());
    assert!(error(&text(2 * enough)).starts_with("an element too many"));
}

#[test]
fn the_place_of_an_error_is_exact() {
    for (text, expected) in [
        ("", "expected an element, found the end of the text at line 1, column 1 (byte 0)"),
        ("{}", "expected an element, found text at line 1, column 1 (byte 0)"),
        ("</All>", "expected an element, found an end tag at line 1, column 1 (byte 0)"),
        ("<All>", "expected an end tag, found the end of the text at line 1, column 6 (byte 5)"),
        (
            "<All></all>",
            "an end tag of another element than the one that is open at line 1, column 6 (byte 5)",
        ),
        (
            "<All></All2>",
            "an end tag of another element than the one that is open at line 1, column 6 (byte 5)",
        ),
        ("<All/><All/>", "expected the end of the text, found an element at line 1, column 7 (byte 6)"),
        ("<All/>x", "expected the end of the text, found text at line 1, column 7 (byte 6)"),
        (
            "<All\n é='1' b>",
            "expected `=` and the attribute's value, found punctuation at line 2, column 9 (byte 14)",
        ),
        ("<All a=1>", "expected a quoted value, found text at line 1, column 8 (byte 7)"),
        (
            "<All a='<'>",
            "expected the end of the attribute's value, found an element at line 1, column 9 (byte 8)",
        ),
        (
            "<All a='1>",
            "expected the end of the attribute's value, found the end of the text at line 1, column 11 (byte 10)",
        ),
        ("<All /x>", "expected a name, found punctuation at line 1, column 6 (byte 5)"),
        ("<1 2>", "expected `=` and the attribute's value, found punctuation at line 1, column 5 (byte 4)"),
        ("< All>", "expected a name, found text at line 1, column 2 (byte 1)"),
        ("<All><!-- -></All>", "a comment that doesn't end at line 1, column 6 (byte 5)"),
        (
            "<All><Text><![CDATA[</Text></All>",
            "a section of plain text that doesn't end at line 1, column 12 (byte 11), in text",
        ),
        ("<?xml <All/>", "a processing instruction that doesn't end at line 1, column 1 (byte 0)"),
        (
            "<All>\n<next>\n<long>1.5</long></next></All>",
            "a text that is not an integer in range at line 3, column 7 (byte 19), in next.long",
        ),
        (
            "<All><Text>a<b/></Text></All>",
            "expected text, found an element at line 1, column 13 (byte 12), in text",
        ),
        (
            "<All><items><item><n>x</n></item></items></All>",
            "a text that is not an integer in range at line 1, column 22 (byte 21), in items[0][0]",
        ),
        (
            "<All><map><entry><K>secret</K><V>x</V></entry></map></All>",
            "a text that is not an integer in range at line 1, column 34 (byte 33), in map.*",
        ),
        (
            "<All number='x'/>",
            "a text that is not an integer in range at line 1, column 14 (byte 13), in number",
        ),
    ] {
        assert_eq!(error(text), expected, "{text}");
    }
    let mut value = Everything::default();
    let error = from_slice(b"<All>\xFF</All>", value.slot()).unwrap_err();
    assert_eq!((error.offset(), error.column()), (5, 6));
}

#[test]
fn cut_off_anywhere_is_an_error_and_no_panic() {
    let whole = "<?xml version='1.0'?><!-- c --><All x:attr=\"&lt;é\" number='1'><Text>a&amp;é<![CDATA[x]]></Text><list><member>m</member></list>\
                 <map><entry><K>k</K><V>1</V></entry></map><choice><TEXT>t</TEXT></choice><next/><T>1</T></All>";
    assert!(read(whole).is_ok());
    for length in 0..whole.len() {
        let mut value = Everything::default();
        assert!(from_slice(&whole.as_bytes()[..length], value.slot()).is_err(), "{length}");
    }
    // With any byte in any place, the text is read or refused.
    for place in 0..whole.len() {
        for byte in [b'<', b'>', b'&', b'/', b'"', b'\'', b'=', b' ', b']', b'!', b'?', b'\r', 0, 0xFF] {
            let mut text = whole.as_bytes().to_vec();
            text[place] = byte;
            let _ = from_slice(&text, Everything::default().slot());
        }
    }
}

#[test]
fn work_grows_with_the_text_and_not_with_its_square() {
    const COUNT: usize = 200_000;
    for (start, piece, end) in [
        ("<All>", "<T>a</T><flat/>", "</All>"),
        ("<All>", "<unknown/>", "</All>"),
        ("<All", " a='b'", "/>"),
        ("<All><Text>", "&amp;", "</Text></All>"),
        ("<All><Text>", "<!---->", "</Text></All>"),
        ("<All><Text>", "<![CDATA[]]>", "</Text></All>"),
        ("<All><map>", "<entry><V>1</V><K>k</K></entry>", "</map></All>"),
        ("<All>", "]]>", "</All>"),
        ("<All><Text>", "&#", ""),
        ("<All>", "<!--", ""),
        ("<All>", "<?", ""),
    ] {
        let text = format!("{start}{}{end}", piece.repeat(COUNT));
        let begun = Instant::now();
        let _ = read(&text);
        assert!(begun.elapsed() < Duration::from_secs(8), "{piece} took {:?}", begun.elapsed());
    }
}

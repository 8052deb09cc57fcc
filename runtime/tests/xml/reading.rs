use super::*;
use smithwright_runtime::codec::DecodeError;
use smithwright_runtime::codec::xml::from_slice;
use smithwright_runtime::value::ValueMut;

pub(super) fn read(text: &str) -> Result<Everything, DecodeError> {
    let mut value = Everything::default();
    from_slice(text.as_bytes(), value.slot()).map(|()| value)
}

fn good(content: &str) -> Everything {
    read(&format!("<All>{content}</All>")).unwrap_or_else(|error| panic!("{content}: {error}"))
}

#[test]
fn simple_values() {
    let it = good(
        "<Text>a</Text><flag> true </flag><byte>-128</byte><long>9223372036854775807</long><float>1.5</float><double>-1e300</double>\
         <integer>-123456789012345678901234567890</integer><decimal>0.10</decimal><blob> dmFsdWU= </blob>\
         <time>2014-04-29T18:30:38+01:00</time><date>Tue, 29 Apr 2014 18:30:38 GMT</date><kind>NEW</kind><level>1</level>",
    );
    assert_eq!(it.text.as_deref(), Some("a"));
    assert_eq!((it.flag, it.byte, it.long), (Some(true), Some(-128), Some(i64::MAX)));
    assert_eq!((it.float, it.double), (Some(1.5), Some(-1e300)));
    assert_eq!(it.integer.unwrap().as_str(), "-123456789012345678901234567890");
    assert_eq!(it.decimal.unwrap().as_str(), "0.10");
    assert_eq!(it.blob.as_deref(), Some(&b"value"[..]));
    assert_eq!(it.time, Some(Timestamp::from_seconds(1_398_796_238 - 3600)));
    assert_eq!(it.date, Some(Timestamp::from_seconds(1_398_796_238)));
    assert_eq!(it.kind, Some("NEW".into()));
    assert_eq!(it.level, Some(Level::Low.into()));
}

#[test]
fn floats_that_are_no_numbers() {
    let it = good("<float>NaN</float><double>-Infinity</double>");
    assert!(it.float.unwrap().is_nan());
    assert_eq!(it.double, Some(f64::NEG_INFINITY));
    for word in ["inf", "nan", "infinity", "+Infinity", "", "1e", "0x1", "1e400", "-1e400"] {
        assert!(read(&format!("<All><double>{word}</double></All>")).is_err(), "{word}");
    }
    assert!(read("<All><float>1e39</float></All>").is_err());
}

#[test]
fn text_is_taken_as_it_is_meant() {
    for (written, meant) in [
        ("", ""),
        ("  two  spaces ", "  two  spaces "),
        ("a&amp;b&lt;&gt;&quot;&apos;", "a&b<>\"'"),
        ("&#x41;&#66;&#x1F600;", "AB😀"),
        ("a<!-- not -- this -->b<?nor this?>c", "abc"),
        ("<![CDATA[<a>&amp;]]>]]&gt;<![CDATA[]]>", "<a>&amp;]]>"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("<![CDATA[one\r\ntwo\r]]>", "one\ntwo\n"),
        ("&#xD;&#xA;", "\r\n"),
        ("é€😀", "é€😀"),
    ] {
        assert_eq!(good(&format!("<Text>{written}</Text>")).text.as_deref(), Some(meant), "{written:?}");
    }
    assert_eq!(good("<Text/>").text.as_deref(), Some(""));
}

#[test]
fn what_the_table_does_not_have_is_skipped() {
    let it = good(
        "text<other a='1'>x<Text>not this</Text><deep><er/></deep></other><Text>this</Text>&unread;<!-- --><more/>",
    );
    assert_eq!(it.text.as_deref(), Some("this"));
}

#[test]
fn the_root_may_have_any_name_and_a_prolog() {
    for text in [
        "<Other><Text>a</Text></Other>",
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- note -->\n<x:All xmlns:x='urn:x'>\n  <x:Text >a</x:Text >\n</x:All>\n<!-- end --><?pi?>\n",
    ] {
        assert_eq!(read(text).unwrap().text.as_deref(), Some("a"), "{text}");
    }
    assert_eq!(read("<All/>").unwrap(), Everything::default());
}

#[test]
fn lists() {
    let it = good(
        "<list><member>a</member><other>x</other><member/></list><items><item><n>1</n><n>2</n></item><item/></items>\
         <T>one</T><flat><Text>f1</Text></flat><T>two</T><flat/><T/>",
    );
    assert_eq!(it.list.unwrap(), ["a", ""]);
    assert_eq!(it.items.unwrap(), [vec![1, 2], vec![]]);
    assert_eq!(it.texts.unwrap(), ["one", "two", ""], "elements of one list may stand apart");
    let flat = it.flat.unwrap();
    assert_eq!(flat.len(), 2);
    assert_eq!(flat.first().unwrap().text.as_deref(), Some("f1"));
    assert_eq!(good("<list></list>").list, Some(vec![]));
}

#[test]
fn maps() {
    let it = good(
        "<map><entry><K>a</K><V>1</V></entry><entry><V>2</V><K>b</K></entry><entry><K>c</K></entry><entry><V>4</V></entry></map>\
         <M><key>x</key><value>X</value></M><Text>between</Text><M><value>Y</value><key>y</key></M>\
         <nestedMap><entry><value><entry><value>1</value><key>i</key></entry></value><key>o</key></entry></nestedMap>",
    );
    assert_eq!(it.map.unwrap(), BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]));
    let flat = it.flat_map.unwrap();
    assert_eq!(flat, BTreeMap::from([("x".to_owned(), "X".to_owned()), ("y".to_owned(), "Y".to_owned())]));
    assert_eq!(it.nested_map.unwrap()["o"]["i"], 1);
    assert_eq!(it.text.as_deref(), Some("between"));
    assert_eq!(good("<map/>").map, Some(BTreeMap::new()));
}

#[test]
fn attributes() {
    let it =
        read(r#"<All other="&lt;" x:attr = 'a&amp;"b&#x9;	c' number="7"><attribute>no</attribute></All>"#)
            .unwrap();
    assert_eq!(it.attribute.as_deref(), Some("a&\"b\t c"));
    assert_eq!(it.number, Some(7));
    let nested = good(r#"<next x:attr="n"/>"#);
    assert_eq!(nested.next.unwrap().attribute.as_deref(), Some("n"));
}

#[test]
fn unions() {
    assert_eq!(good("<choice><TEXT>a</TEXT></choice>").choice, Some(Choice::Text("a".to_owned())));
    assert_eq!(
        good("<choice><texts>a</texts><!-- --><texts>b</texts></choice>").choice,
        Some(Choice::Texts(vec!["a".to_owned(), "b".to_owned()]))
    );
    let unknown = good("<choice><new><x/></new></choice>").choice;
    assert!(matches!(unknown, Some(Choice::Unknown(name)) if name == "new"));
    let error = read("<All><choice><TEXT>a</TEXT><next/></choice></All>").unwrap_err();
    assert!(error.to_string().contains("a second member of a union"), "{error}");
}

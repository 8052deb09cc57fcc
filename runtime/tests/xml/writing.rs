use super::*;
use smithwright_runtime::codec::Codec;
use smithwright_runtime::codec::xml::{Xml, to_vec};
use smithwright_runtime::schema::{Member, Namespace, Setting};
use smithwright_runtime::value::{Value, ValueMut, View};

fn written(value: &Everything) -> String {
    String::from_utf8(to_vec(value).unwrap()).unwrap()
}

#[track_caller]
fn content(value: &Everything, expected: &str) {
    assert_eq!(written(value), format!("<All>{expected}</All>"));
}

fn full() -> Everything {
    Everything {
        text: Some("a<b>&\"c\"'\r\n\t\u{85}\u{2028}é😀".to_owned()),
        flag: Some(false),
        byte: Some(-1),
        long: Some(i64::MIN),
        float: Some(5.5),
        double: Some(f64::INFINITY),
        integer: Some("12345678901234567890".parse().unwrap()),
        decimal: Some("1.50".parse().unwrap()),
        blob: Some(Bytes::from_static(b"value")),
        time: Some(Timestamp::from_millis(1_398_796_238_120)),
        date: Some(Timestamp::from_seconds(1_398_796_238)),
        kind: Some(Kind::Leaf.into()),
        level: Some(Level::Low.into()),
        list: Some(vec!["a".to_owned(), String::new()]),
        items: Some(vec![vec![1, 2], vec![]]),
        flat: Some(vec![Everything { number: Some(1), ..Everything::default() }, Everything::default()]),
        texts: Some(vec!["t".to_owned()]),
        map: Some(BTreeMap::from([("k".to_owned(), 1)])),
        flat_map: Some(BTreeMap::from([("k".to_owned(), "v".to_owned())])),
        nested_map: Some(BTreeMap::from([("o".to_owned(), BTreeMap::new())])),
        next: Some(Box::default()),
        choice: Some(Choice::Texts(vec!["x".to_owned(), "y".to_owned()])),
        attribute: Some("<\"\n>".to_owned()),
        number: Some(7),
        token: None,
    }
}

#[test]
fn everything() {
    let expected = "<All x:attr=\"&lt;&quot;&#xA;&gt;\" number=\"7\">\
         <Text>a&lt;b&gt;&amp;&quot;c&quot;'&#xD;&#xA;&#x9;&#x85;&#x2028;é😀</Text>\
         <flag>false</flag>\
         <byte>-1</byte>\
         <long>-9223372036854775808</long>\
         <float>5.5</float>\
         <double>Infinity</double>\
         <integer>12345678901234567890</integer>\
         <decimal>1.50</decimal>\
         <blob>dmFsdWU=</blob>\
         <time>2014-04-29T18:30:38.12Z</time>\
         <date>Tue, 29 Apr 2014 18:30:38 GMT</date>\
         <kind>LEAF</kind>\
         <level>1</level>\
         <list xmlns=\"urn:list\">\
         <member>a</member>\
         <member>\
         </member>\
         </list>\
         <items>\
         <item>\
         <n>1</n>\
         <n>2</n>\
         </item>\
         <item>\
         </item>\
         </items>\
         <flat number=\"1\">\
         </flat>\
         <flat>\
         </flat>\
         <T>t</T>\
         <map>\
         <entry>\
         <K>k</K>\
         <V>1</V>\
         </entry>\
         </map>\
         <M xmlns:m=\"urn:map\">\
         <key>k</key>\
         <value>v</value>\
         </M>\
         <nestedMap>\
         <entry>\
         <key>o</key>\
         <value>\
         </value>\
         </entry>\
         </nestedMap>\
         <next>\
         </next>\
         <choice>\
         <texts>x</texts>\
         <texts>y</texts>\
         </choice>\
         </All>";
    assert_eq!(written(&full()), expected);
}

#[test]
fn what_is_written_is_read_again() {
    let mut again = Everything::default();
    runtime::codec::xml::from_slice(&to_vec(&full()).unwrap(), again.slot()).unwrap();
    assert_eq!(again, full());
}

#[test]
fn what_is_unset_is_left_out_and_what_is_empty_is_not() {
    content(&Everything::default(), "");
    let empty = Everything {
        text: Some(String::new()),
        list: Some(vec![]),
        texts: Some(vec![]),
        map: Some(BTreeMap::new()),
        ..Everything::default()
    };
    content(&empty, "<Text></Text><list xmlns=\"urn:list\"></list><map></map>");
}

#[test]
fn what_xml_has_no_words_for_is_an_error() {
    let text = |text: &str| Everything { text: Some(text.to_owned()), ..Everything::default() };
    for character in ['\0', '\u{1}', '\u{B}', '\u{1F}', '\u{FFFE}', '\u{FFFF}'] {
        let error = to_vec(&text(&format!("secret{character}"))).unwrap_err().to_string();
        assert!(error.contains("`text` has a control character") && !error.contains("secret"), "{error}");
    }
    let unknown = Everything { choice: Some(Choice::Unknown("x".to_owned())), ..Everything::default() };
    assert!(to_vec(&unknown).unwrap_err().to_string().contains("`Choice`"));
    let far = Everything { time: Some(Timestamp::from_seconds(i64::MAX)), ..Everything::default() };
    assert!(to_vec(&far).unwrap_err().to_string().contains("`time`"));
}

#[test]
fn long_text_is_escaped_wherever_it_needs_to_be() {
    for place in 0..20 {
        let mut text = "abcdefghijklmnopqrst".to_owned();
        text.insert(place, '&');
        let value = Everything { text: Some(text.clone()), ..Everything::default() };
        content(&value, &format!("<Text>{}</Text>", text.replace('&', "&amp;")));
    }
}

#[test]
fn bodies_have_the_namespace_of_the_service_and_a_token() {
    let codec = Xml::new().namespace(Some(Namespace::new("urn:s\"", "")));
    let body = codec.encode_body(&Everything::default(), "fresh").unwrap();
    assert_eq!(body, br#"<All xmlns="urn:s&quot;"><token>fresh</token></All>"#);
}

#[test]
fn payloads_have_the_name_and_namespace_of_the_member() {
    let codec = Xml::new().namespace(Some(Namespace::new("urn:s", "")));
    let value = Everything { number: Some(1), ..Everything::default() };
    let body = codec
        .encode_payload(value.view(), &Member { name: "m", settings: &[Setting::XmlName("Hello")] })
        .unwrap();
    assert_eq!(body, br#"<Hello xmlns="urn:s" number="1"></Hello>"#);
    let body = codec
        .encode_payload(value.view(), &Member { name: "m", settings: &[Setting::Namespace("urn:m", "p")] })
        .unwrap();
    assert_eq!(body, br#"<m xmlns:p="urn:m" number="1"></m>"#);
    let choice = Choice::Text("a".to_owned());
    let body = Xml::new().encode_payload(View::Union(&choice), &Member { name: "m", settings: &[] }).unwrap();
    assert_eq!(body, b"<m><TEXT>a</TEXT></m>");
}

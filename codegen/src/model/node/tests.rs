use super::*;

fn root(text: &str) -> Node {
    parse(text).unwrap().root
}

fn error(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn keeps_positions_and_order() {
    let root = root("{\n  \"ä€\": [1, \"x\"],\n  \"b\": null }");
    let object = root.as_object().unwrap();
    assert_eq!(object.keys().collect::<Vec<_>>(), ["ä€", "b"]);
    let array = object.entry("ä€").unwrap();
    assert_eq!(array.key_position.to_string(), "2:3");
    // Columns count characters: the two before are two and three bytes long.
    assert_eq!(array.value.position.to_string(), "2:9");
    assert_eq!(array.value.as_array().unwrap()[1].position.to_string(), "2:13");
    assert_eq!(object.get("b").unwrap().position.to_string(), "3:8");
}

#[test]
fn reads_every_kind_of_value() {
    let root = root(r#"[null, true, false, -0, 1.5e3, "a\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00", {}, []]"#);
    let values = root.as_array().unwrap();
    assert!(values[0].is_null());
    assert_eq!(values[1].as_bool(), Some(true));
    assert_eq!(values[3].as_i64(), Some(0));
    assert_eq!(values[4].as_f64(), Some(1500.0));
    assert_eq!(values[4].as_i64(), Some(1500));
    assert_eq!(values[5].as_str(), Some("a\"\\/\u{8}\u{c}\n\r\tä\u{1f600}"));
    assert!(values[6].as_object().unwrap().is_empty());
    assert!(values[7].as_array().unwrap().is_empty());
}

#[test]
fn halves_of_characters_come_in_pairs() {
    for (text, expected) in [
        (r"\ud7ff", '\u{d7ff}'),
        (r"\ue000", '\u{e000}'),
        (r"\ud800\udc00", '\u{10000}'),
        (r"\udbff\udfff", '\u{10ffff}'),
    ] {
        assert_eq!(root(&format!("\"{text}\"")).as_str(), Some(&*expected.to_string()), "{text}");
    }
    for text in [
        r"\ud800",
        r"\udbff",
        r"\udc00",
        r"\udfff",
        r"\ud800\n",
        r"\ud800\udbff",
        r"\ud800\ue000",
        r"\udc00\ud800",
        r"\udc00\udc00",
    ] {
        assert!(
            error(&format!("\"{text}\"")).contains("half of a surrogate pair stands alone at 1:2"),
            "{text}"
        );
    }
}

#[test]
fn numbers_are_whole_where_a_double_is_exact() {
    for (text, number, double) in [
        ("1e+5", Some(100_000), 1e5),
        ("1E-5", None, 1e-5),
        ("-2.50e1", Some(-25), -25.0),
        ("9007199254740992.0", Some(9_007_199_254_740_992), 9_007_199_254_740_992.0),
        ("9007199254740994.0", None, 9_007_199_254_740_994.0),
        ("9223372036854775808", None, 9_223_372_036_854_775_808.0),
    ] {
        let node = root(text);
        assert_eq!((node.as_i64(), node.as_f64()), (number, Some(double)), "{text}");
    }
    assert_eq!(Number::from_f64(1.5), Some(Number::new("1.5")));
    assert_eq!([f64::NAN, f64::INFINITY].map(Number::from_f64), [None, None]);
}

#[test]
fn tabs_and_carriage_returns_are_space() {
    assert_eq!(root("\t{\r\n\t\"a\"\r:\t1\t,\r\"b\": [\t]\r}\r\n").to_string(), r#"{"a":1,"b":[]}"#);
}

#[test]
fn keeps_big_numbers_exactly() {
    let text = "123456789012345678901234567890.10";
    let root = root(text);
    assert_eq!(root.as_number().unwrap().as_str(), text);
    assert_eq!(root.as_i64(), None);
    assert_ne!(root, self::root("123456789012345678901234567890"));
    assert_ne!(self::root("123456789012345678901234567890"), root);
    // Nor does a double decide whether two whole numbers are equal.
    assert_ne!(self::root("123456789012345678901234567890"), self::root("123456789012345678901234567891"));
}

#[test]
fn finds_keys_in_large_objects() {
    let entries: Vec<String> = (0..100).map(|n| format!("\"k{n}\": {n}")).collect();
    let root = root(&format!("{{{}}}", entries.join(",")));
    for n in 0..100 {
        assert_eq!(root.get(&format!("k{n}")).unwrap().as_i64(), Some(n));
    }
    assert!(root.get("k100").is_none());
}

#[test]
fn keeps_the_first_of_duplicates_and_reports_the_others() {
    for extra in [0, 40] {
        let many: String = (0..extra).map(|n| format!("\"m{n}\":0,")).collect();
        let parsed = parse(&format!("{{\"a\":{{{many}\"k\":1,\"x\":0,\"k\":2,\"k\":3}}}}")).unwrap();
        let inner = parsed.root.get("a").unwrap();
        assert_eq!(inner.get("k").unwrap().as_i64(), Some(1));
        assert_eq!(inner.as_object().unwrap().len(), extra + 2);
        assert_eq!(parsed.duplicates.len(), 2);
        assert_eq!(&*parsed.duplicates[0].path[0], "a");
        assert!(parsed.duplicates[0].first < parsed.duplicates[0].position);
    }
}

#[test]
fn equality_ignores_positions_and_order() {
    assert_eq!(root(r#"{"a":1,"b":[2]}"#), root("{\"b\": [2.0],\n\"a\": 1}"));
    assert_ne!(root(r#"{"a":1}"#), root(r#"{"a":1,"b":1}"#));
    assert_ne!(root("1"), root("\"1\""));
    assert_eq!(root("1.5"), root("15e-1"));
    assert_ne!(root("1.5"), root("1.25"));
}

#[test]
fn says_where_a_text_is_not_json() {
    let texts = [
        "",
        "{",
        "{\"a\" 1}",
        "{\"a\": 1,}",
        "[1 2]",
        "{a: 1}",
        "\"abc",
        "\"a\nb\"",
        "\"\\x\"",
        "\"\\ud800x\"",
        "\"\\u12g4\"",
        "01",
        "1.",
        "-",
        "tru",
        "[1]\n ]",
        "nullx",
    ];
    let report: String = texts.iter().map(|text| format!("{text:?}: {}\n", error(text))).collect();
    insta::assert_snapshot!(report);
}

#[test]
fn refuses_to_nest_too_deep() {
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(parse(&deep(MAXIMUM_DEPTH)).is_ok());
    assert!(error(&deep(MAXIMUM_DEPTH + 1)).contains("nest deeper"));
    assert!(error(&"[".repeat(1_000_000)).contains("nest deeper"));
}

#[test]
fn skips_a_byte_order_mark() {
    assert_eq!(root("\u{feff}1").as_i64(), Some(1));
}

#[test]
fn strings_end_where_they_end_at_any_length() {
    for length in 0..40 {
        // Bytes from the ends of the plain ranges, and characters of more than one byte.
        let plain: String = " !#[]~\u{7f}é€\u{10ffff}".chars().cycle().take(length).collect();
        assert_eq!(root(&format!("\"{plain}\"")).as_str(), Some(&*plain));
        assert_eq!(root(&format!("\"{plain}\\n{plain}\"")).as_str(), Some(&*format!("{plain}\n{plain}")));
        for control in ['\0', '\n', '\u{1f}'] {
            let found = error(&format!("\"{plain}{control}{plain}\""));
            assert!(
                found.contains(&format!(
                    "control character such as a line break must be escaped inside a string at 1:{}",
                    length + 2
                )),
                "{found}"
            );
        }
        assert!(error(&format!("\"{plain}")).contains("the text ends inside a string"));
    }
}

#[test]
fn indentation_of_any_width_is_skipped() {
    for width in 0..40 {
        let node = root(&format!("[\n{}1]", " ".repeat(width)));
        let position = node.as_array().unwrap()[0].position;
        assert_eq!((position.line, position.column), (2, u32::try_from(width).unwrap() + 1));
    }
}

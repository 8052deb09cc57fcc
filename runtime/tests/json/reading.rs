use super::*;
use smithwright_runtime::codec::json::{Dialect, Json, MAX_DEPTH, from_slice};
use smithwright_runtime::codec::{Codec, DecodeError, ErrorFields};
use smithwright_runtime::document::Number;
use smithwright_runtime::value::ValueMut;
use smithwright_runtime::{FromJson, ToJson};

fn read(text: &str) -> Result<Everything, DecodeError> {
    let mut value = Everything::default();
    from_slice(text.as_bytes(), value.slot()).map(|()| value)
}

fn good(text: &str) -> Everything {
    read(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn bad(text: &str) -> String {
    match read(text) {
        Ok(value) => panic!("{text}: {value:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn scalars() {
    let value = good(
        r#" { "Text" : "a" , "flag":false,"byte":-128,"long":-9223372036854775808,"float":1e3,"double":-0.5E-1,
            "kind":"LEAF","level":7,"blob":"dmFsdWU=","required":"r" } "#,
    );
    assert_eq!(value.text.as_deref(), Some("a"));
    assert_eq!(value.flag, Some(false));
    assert_eq!(value.byte, Some(-128));
    assert_eq!(value.long, Some(i64::MIN));
    assert_eq!(value.float, Some(1000.0));
    assert_eq!(value.double, Some(-0.05));
    assert_eq!(value.kind, Some(Kind::Leaf.into()));
    assert_eq!(value.level, Some(7.into()));
    assert_eq!(value.blob.as_deref(), Some(&b"value"[..]));
    assert_eq!(value.required, "r");
}

#[test]
fn nothing_is_required_of_a_service() {
    assert_eq!(good("{}"), Everything::default());
    assert_eq!(good("\u{feff}{}"), Everything::default());
}

#[test]
fn null_means_absent() {
    let value =
        good(r#"{"Text":null,"dense":["a",null],"sparse":[null,2],"next":null,"map":{"a":null,"b":1}}"#);
    assert_eq!(value.text, None);
    assert_eq!(value.dense, Some(vec!["a".to_owned()]));
    assert_eq!(value.sparse, Some(vec![None, Some(2)]));
    assert_eq!(value.next, None);
    assert_eq!(value.map, Some([("b".to_owned(), 1)].into()));
    assert_eq!(good(r#"{"sparseMap":{"a":null}}"#).sparse_map, Some([("a".to_owned(), None)].into()));
}

#[test]
fn keys_come_in_any_order_and_the_last_wins() {
    let value = good(r#"{"required":"1","flag":true,"text":"ignored","Text":"a","T\u0065xt":"b"}"#);
    assert_eq!((value.required.as_str(), value.flag, value.text.as_deref()), ("1", Some(true), Some("b")));
    let value = good(r#"{"dense":["a"],"dense":["b"],"map":{"a":1,"a":2},"next":{"Text":"a"},"next":{}}"#);
    assert_eq!(value.dense, Some(vec!["b".to_owned()]));
    assert_eq!(value.map, Some([("a".to_owned(), 2)].into()));
    assert_eq!(value.next, Some(Box::default()));
}

#[test]
fn keys_lose_their_escapes() {
    let mut value = Quoted::default();
    let text = r#"{"a\u0022":1,"C:\\folder \"of\" a user":2,"pick":{"\n":3}}"#;
    from_slice(text.as_bytes(), value.slot()).unwrap();
    assert_eq!((value.short, value.longer), (Some(1), Some(2)));
    assert!(matches!(value.pick, Some(Picked::Line(3))));
    // The second quote of `"a""` is not part of a key.
    assert!(from_slice(br#"{"a"":1}"#, Quoted::default().slot()).is_err());
}

#[test]
fn unknown_keys_are_passed_over() {
    let value = good(r#"{"a":{"b":[1,-2.5e+3,"\"]}",null,{}],"c":{}},"Text":"a","Tex":[],"Texts":true}"#);
    assert_eq!(value.text.as_deref(), Some("a"));
}

#[test]
fn strings_lose_their_escapes() {
    let text = |text: &str| good(&format!(r#"{{"Text":"{text}"}}"#)).text.unwrap();
    assert_eq!(text(r#"\"\\\/\b\f\n\r\t"#), "\"\\/\u{8}\u{c}\n\r\t");
    assert_eq!(text(r"\u00e9\ud83d\uDE39 é😹"), "é😹 é😹");
    assert_eq!(text("longer than eight bytes \\n twice"), "longer than eight bytes \n twice");
}

#[test]
fn strings_that_are_wrong() {
    for text in [r"\ud83d", r"\ud83dx", r"\ud83d\u0041", r"\ude39", r"\u12", r"\u12g4"] {
        let error = bad(&format!(r#"{{"Text":"{text}"}}"#));
        assert_eq!(error, "an invalid Unicode escape at line 1, column 10 (byte 9), in Text", "{text}");
    }
    assert_eq!(
        bad(r#"{"Text":"\x"}"#),
        "an escape that JSON doesn't have at line 1, column 10 (byte 9), in Text"
    );
    assert_eq!(
        bad("{\"Text\":\"a\n\"}"),
        "a control character in a string at line 1, column 11 (byte 10), in Text"
    );
    assert_eq!(bad(r#"{"Text":"abc"#), "a string that doesn't end at line 1, column 13 (byte 12), in Text");
    let mut value = Everything::default();
    let error = from_slice(b"{\"Text\":\"\xFF\"}", value.slot()).unwrap_err().to_string();
    assert_eq!(error, "the text is not UTF-8 at line 1, column 10 (byte 9)");
}

#[test]
fn integers() {
    let long = |text: &str| read(&format!(r#"{{"long":{text}}}"#)).ok().and_then(|value| value.long);
    assert_eq!(long("9223372036854775807"), Some(i64::MAX));
    assert_eq!(long("-0"), Some(0));
    assert_eq!(long("1e3"), Some(1000));
    assert_eq!(long("12.0"), Some(12));
    assert_eq!(long("-1.250E+2"), Some(-125));
    assert_eq!(long("0.0"), Some(0));
    for zero in ["0e-1", "-0e-5", "0.00e99", "0e30"] {
        assert_eq!(long(zero), Some(0), "{zero}");
    }
    assert_eq!(long("100e-2"), Some(1));
    assert_eq!(long("1e-1"), None);
    assert_eq!(long("1e-2147483648"), None);
    assert_eq!(long("1e18"), Some(1_000_000_000_000_000_000));
    assert_eq!(long("9007199254740993.0"), Some(9_007_199_254_740_993));
    for text in
        ["9223372036854775808", "12.5", "01", "-", "+1", "1e30", "1.", "\"1\"", "0x1", "--1", "1e", "true"]
    {
        assert_eq!(long(text), None, "{text}");
    }
    assert_eq!(bad(r#"{"byte":128}"#), "an integer out of range at line 1, column 9 (byte 8), in byte");
    assert_eq!(
        bad(r#"{"byte": 1.5}"#),
        "an integer out of range, or a fraction at line 1, column 10 (byte 9), in byte"
    );
    assert_eq!(
        bad(r#"{"level":4294967296}"#),
        "an integer out of range at line 1, column 10 (byte 9), in level"
    );
}

#[test]
fn floats() {
    let double = |text: &str| read(&format!(r#"{{"double":{text}}}"#)).ok().and_then(|value| value.double);
    assert!(double(r#""NaN""#).is_some_and(f64::is_nan));
    assert_eq!(double(r#""Infinity""#), Some(f64::INFINITY));
    assert_eq!(double(r#""-Infinity""#), Some(f64::NEG_INFINITY));
    assert_eq!(double("0"), Some(0.0));
    assert_eq!(good(r#"{"float":"-Infinity"}"#).float, Some(f32::NEG_INFINITY));
    for text in [r#""inf""#, r#""1""#, "NaN", "1e999", "00.1", "1.e1", ".5", "[]"] {
        assert_eq!(double(text), None, "{text}");
    }
    assert_eq!(bad(r#"{"float":1e39}"#), "a number out of range at line 1, column 10 (byte 9), in float");
}

#[test]
fn big_numbers_keep_their_digits() {
    let value = good(r#"{"integer":-123456789012345678901234567890,"decimal":0.100e-400}"#);
    assert_eq!(value.integer.unwrap().as_str(), "-123456789012345678901234567890");
    assert_eq!(value.decimal.unwrap().as_str(), "0.100e-400");
    assert!(bad(r#"{"integer":1.5}"#).starts_with("a number of another kind"));
}

#[test]
fn timestamps_have_the_format_of_their_member() {
    let value = good(
        r#"{"time":1398796238.5,"date":"Tue, 29 Apr 2014 18:30:38 GMT","dates":["2014-04-29T19:30:38+01:00"]}"#,
    );
    assert_eq!(value.time, Some(Timestamp::from_millis(1_398_796_238_500)));
    assert_eq!(value.date, Some(Timestamp::from_seconds(1_398_796_238)));
    assert_eq!(value.dates, Some(vec![Timestamp::from_seconds(1_398_796_238)]));
    assert!(bad(r#"{"dates":[1398796238]}"#).starts_with("expected a string, found a number"));
    assert!(bad(r#"{"dates":["2014"]}"#).starts_with("a timestamp that can't be read"));
    assert!(
        bad(r#"{"time":"2014-04-29T19:30:38Z"}"#).starts_with("expected a number of seconds, found a string")
    );
}

#[test]
fn documents() {
    let text = r#"{"document":{"a":[null,true,-1,18446744073709551615,1.5,-0],"b":{"":"x"}}}"#;
    let Some(document) = good(text).document else { panic!("a document") };
    let numbers = [(-1).into(), u64::MAX.into(), 1.5.into(), Document::Number(Number::Positive(0))];
    let list = [Document::Null, true.into()].into_iter().chain(numbers).collect::<Vec<_>>();
    assert_eq!(document.get("a"), Some(&list.into()));
    assert_eq!(document.get("b").and_then(|inner| inner.get("")).and_then(Document::as_str), Some("x"));
    assert_eq!(good(r#"{"documents":[null,1]}"#).documents, Some(vec![Document::Null, 1.into()]));
    assert_eq!(good(r#"{"document":"hello"}"#).document, Some("hello".into()));
}

/// Whatever type would hold the number.
#[test]
fn no_digit_of_a_document_is_lost() {
    for text in [
        "123456789012345678901234567890",
        "-9223372036854775809",
        "18446744073709551616",
        "0.1000000000000000000001",
        "1e400",
    ] {
        let document = Document::from_json(text).unwrap();
        assert_eq!(document, Document::Number(Number::Decimal(text.parse().unwrap())));
        assert_eq!(document.to_json().unwrap(), text);
    }
    assert_eq!(Number::Decimal("0.1000000000000000000001".parse().unwrap()).as_f64(), 0.1);
    for (text, number) in [("1.50", 1.5), ("0.1", 0.1), ("1e-7", 1e-7), ("1E22", 1e22), ("-0.0", -0.0)] {
        assert_eq!(Document::from_json(text).unwrap(), number.into());
    }
}

#[test]
fn unions_take_their_one_member() {
    let choice = |text: &str| good(&format!(r#"{{"choice":{text}}}"#)).choice.unwrap();
    assert_eq!(choice(r#"{"TEXT":"a"}"#), Choice::Text("a".into()));
    assert_eq!(choice(r#"{"__type":"ns#Choice","TEXT":"a","next":null}"#), Choice::Text("a".into()));
    assert!(matches!(choice(r#"{"later":{"a":[1]}}"#), Choice::Unknown(name) if name == "later"));
    assert!(matches!(choice(r#"{"text":"a"}"#), Choice::Unknown(name) if name == "text"));
    assert!(matches!(choice("{}"), Choice::Unknown(name) if name.is_empty()));
    for text in [r#"{"TEXT":"a","next":{}}"#, r#"{"TEXT":"a","later":1}"#, r#"{"TEXT":"a","TEXT":"b"}"#] {
        let error = bad(&format!(r#"{{"choice":{text}}}"#));
        assert_eq!(
            error,
            "a second member of a union, which can have only one, at line 1, column 23 (byte 22), in choice"
        );
    }
}

#[test]
fn an_error_tells_the_place_and_not_the_content() {
    let text = "{\"next\": {\"choice\": {\"next\": {\n  \"map\": {\"é-secret\": \"secret\"}}}}}";
    let error = read(text).unwrap_err();
    assert_eq!((error.offset(), error.line(), error.column()), (54, 2, 23));
    assert_eq!(error.path(), "next.choice.next.map.*");
    assert_eq!(
        error.to_string(),
        "expected an integer, found a string at line 2, column 23 (byte 54), in next.choice.next.map.*"
    );
    assert!(!format!("{error:?}").contains("secret"));
    assert_eq!(
        bad(r#"{"lists":[[],["a",true]]}"#),
        "expected a string, found a boolean at line 1, column 19 (byte 18), in lists[1][1]"
    );
}

#[test]
fn what_is_not_json_is_an_error() {
    for (text, error) in [
        ("", "expected an object, found the end of the text at line 1, column 1 (byte 0)"),
        ("[]", "expected an object, found an array at line 1, column 1 (byte 0)"),
        ("{", "expected a string as a key, found the end of the text at line 1, column 2 (byte 1)"),
        ("{]", "expected a string as a key, found punctuation at line 1, column 2 (byte 1)"),
        ("{\"a\" 1}", "expected `:`, found a number at line 1, column 6 (byte 5)"),
        ("{\"a\":}", "expected a value, found punctuation at line 1, column 6 (byte 5)"),
        ("{\"a\":nul}", "expected a value, found something that is not JSON at line 1, column 6 (byte 5)"),
        ("{\"a\":1,}", "expected a string as a key, found punctuation at line 1, column 8 (byte 7)"),
        ("{\"a\":[1,]}", "expected a value, found punctuation at line 1, column 9 (byte 8)"),
        ("{\"a\":[1}", "expected `,` or `]`, found punctuation at line 1, column 8 (byte 7)"),
        ("{\"a\":1 \"b\"", "expected `,` or `}`, found a string at line 1, column 8 (byte 7)"),
        (
            "{\"a\":truex}",
            "expected `,` or `}`, found something that is not JSON at line 1, column 10 (byte 9)",
        ),
        (
            "{} x",
            "expected the end of the text, found something that is not JSON at line 1, column 4 (byte 3)",
        ),
        ("{}{}", "expected the end of the text, found an object at line 1, column 3 (byte 2)"),
        (
            "{}\0",
            "expected the end of the text, found something that is not JSON at line 1, column 3 (byte 2)",
        ),
        ("{\"a\":01}", "a number with a leading zero at line 1, column 6 (byte 5)"),
    ] {
        assert_eq!(bad(text), error);
    }
}

#[test]
fn depth_has_a_limit() {
    let nested =
        |open: &str, close: &str, depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
    let depth = usize::from(MAX_DEPTH);
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for member in ["document", "unknown"] {
            let inside =
                |depth| format!("{{\"{member}\":{}}}", nested(open, close, depth).replace(":}", ":1}"));
            good(&inside(depth - 1));
            let error = bad(&inside(depth));
            assert!(error.starts_with("values are nested too deep"), "{error}");
            bad(&inside(100_000));
        }
    }
    let next = |depth: usize| format!("{}{{}}{}", "{\"next\":".repeat(depth), "}".repeat(depth));
    good(&next(depth - 1));
    assert!(bad(&next(depth)).starts_with("values are nested too deep"));
    let siblings = format!("{{\"document\":[{}[]]}}", "[[]],".repeat(1000));
    good(&siblings);
}

#[test]
fn elements_take_only_so_much_memory() {
    let read = |count: usize| {
        let text = format!("[{}{{}}]", "{},".repeat(count - 1));
        let mut read = Vec::<Everything>::new();
        from_slice(text.as_bytes(), read.slot()).map_err(|error| error.to_string())
    };
    let enough = (64 << 20) / size_of::<Everything>();
    assert_eq!(read(enough), Ok(()));
    assert!(read(2 * enough).unwrap_err().starts_with("an element too many"));
    // A small map takes the room of eleven entries.
    let maps = |count: usize| {
        let text = format!("[{}{{}}]", "{\"\":0},".repeat(count));
        let mut read = Document::Null;
        from_slice(text.as_bytes(), read.slot()).map_err(|error| error.to_string())
    };
    assert_eq!(maps(50_000), Ok(()));
    assert!(maps(250_000).unwrap_err().starts_with("an element too many"));
}

#[test]
fn a_body_has_only_what_is_bound_to_it() {
    let codec = Json::new("application/json", Dialect::RestJson);
    let mut bound = Bound::default();
    let text = br#"{"header":"no","token":"a","inner":{"header":"yes"}}"#;
    codec.decode_body(text, &mut bound).unwrap();
    assert_eq!((bound.token.as_deref(), bound.header.as_deref()), (Some("a"), None));
    assert_eq!(bound.inner.unwrap().header.as_deref(), Some("yes"));
    let mut bound = Bound::default();
    codec.decode_body(b"", &mut bound).unwrap();
    assert_eq!(bound, Bound::default());
}

#[test]
fn keys_may_be_the_names_in_the_model() {
    let mut value = Everything::default();
    Json::new("", Dialect::AwsJson).decode_body(br#"{"text":"a"}"#, &mut value).unwrap();
    assert_eq!(value.text.as_deref(), Some("a"));
}

#[test]
fn error_fields_are_read_as_far_as_possible() {
    let fields = |text: &str| Json::new("", Dialect::RestJson).error_fields(text.as_bytes());
    let some = |code: &str, message: &str| ErrorFields {
        code: Some(code.into()),
        message: Some(message.into()),
        ..ErrorFields::default()
    };
    assert_eq!(fields(r#"{"__type":"A","message":"m"}"#), some("A", "m"));
    let both = ErrorFields { perhaps_code: Some("B".into()), ..some("A", "m") };
    assert_eq!(fields(r#"{"__type":"A","code":"B","errorMessage":"e","Message":"m"}"#), both);
    assert_eq!(fields(r#"{"Message":"M","code":7,"message":"m","__type":"T"}"#), some("T", "m"));
    assert_eq!(fields(r#"{"__type":"A","message":"m","detail":[1,"#), some("A", "m"));
    assert_eq!(fields(r#"{"details":[{"__type":"inner","message":"inner"}]}"#), ErrorFields::default());
    assert_eq!(fields("<html>"), ErrorFields::default());
    assert_eq!(fields(""), ErrorFields::default());
}

//! What `alloy#simpleRestJson` has beyond other JSON.

mod shapes;

use bytes::Bytes;
use shapes::{
    Closed, Discriminated, Endless, Film, Held, Kind, Level, Newer, Point, Side, Size, Song, Tagged, Tree,
    Untagged,
};
use smithwright_runtime::codec::Codec as _;
use smithwright_runtime::codec::json::{Dialect, Json};
use smithwright_runtime::document::Document;
use smithwright_runtime::schema::Member;
use smithwright_runtime::timestamp::Timestamp;
use smithwright_runtime::value::{Slot, Value, ValueMut};
use smithwright_runtime::{Nullable, Open};
use std::collections::BTreeMap;

const JSON: Json = Json::new("application/json", Dialect::SimpleRest);
const PLAIN: Member = Member { name: "", settings: &[] };

fn read<T: ValueMut + Default>(text: &str) -> Result<T, String> {
    let mut value = T::default();
    JSON.decode_payload(text.as_bytes(), value.slot(), &PLAIN).map_err(|error| error.to_string())?;
    Ok(value)
}

fn written(value: &dyn Value) -> Result<String, String> {
    let body = JSON.encode_payload(value.view(), &PLAIN).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(body).unwrap())
}

/// Reads a text and writes it again.
fn again<T: Value + ValueMut + Default>(text: &str) -> String {
    written(&read::<T>(text).unwrap()).unwrap()
}

fn film(title: &str, minutes: i32) -> Film {
    Film { title: Some(title.into()), minutes, ..Film::default() }
}

#[test]
fn whole_bodies_and_timestamps_are_texts() {
    assert_eq!(written(&"a".to_owned()).unwrap(), r#""a""#);
    assert_eq!(written(&Bytes::from_static(b"abc")).unwrap(), r#""YWJj""#);
    assert!(JSON.writes_texts());
    let song = Song { released: Some(Timestamp::from_seconds(0)), ..Song::default() };
    assert_eq!(written(&song).unwrap(), r#"{"released":"1970-01-01T00:00:00Z"}"#);
    assert_eq!(read::<Song>(r#"{"released":"1970-01-01T00:00:00Z"}"#).unwrap(), song);
    assert!(read::<Song>(r#"{"released":0}"#).unwrap_err().starts_with("expected a string, found a number"));
}

#[test]
fn a_tagged_union_is_kept_whole_if_it_is_unknown() {
    let text = r#"{"film":{"na\"me":"Alien","minutes":117}}"#;
    assert_eq!(read::<Tagged>(text).unwrap(), Tagged::Film(Box::new(film("Alien", 117))));
    assert_eq!(again::<Tagged>(text), text);
    assert_eq!(again::<Tagged>(r#"{"s\"ong":{"singer":"Nina"}}"#), r#"{"s\"ong":{"singer":"Nina"}}"#);
    for text in
        [r#"{"play":{"acts":[1,2]}}"#, r#"{"other":1}"#, r#"{"film":null,"play":1}"#, r#"{"play":null}"#]
    {
        assert!(matches!(read(text), Ok(Tagged::Other(Document::Map(_)))), "{text}");
        assert_eq!(again::<Tagged>(text), text);
    }
    assert_eq!(again::<Tagged>(r#"{"play":1,"play":null}"#), r#"{"play":null}"#);
    // Without a key, nothing says that it is a member at all.
    for text in ["{}", r#"{"film":null}"#, r#"{"__type":"a#b"}"#] {
        assert!(matches!(read(text), Ok(Tagged::Unknown(name)) if name.is_empty()), "{text}");
    }
    assert!(read::<Tagged>(r#"{"play":[}"#).is_err());
    assert!(read::<Tagged>(r#"{"play":1,"film":{}}"#).unwrap_err().starts_with("a second member of a union"));
}

#[test]
fn a_discriminated_union_says_what_it_is_wherever_that_stands() {
    let alien = || Discriminated::Film(film("Alien", 117));
    let text = r#"{"ki\"nd":"film","na\"me":"Alien","minutes":117}"#;
    assert_eq!(written(&alien()).unwrap(), text);
    assert_eq!(read(text), Ok(alien()));
    assert_eq!(read(r#" { "minutes" : 117, "na\"me" : "Alien", "\u006bi\"nd" : "film" } "#), Ok(alien()));
    assert_eq!(again::<Discriminated>(r#"{"ki\"nd":"song"}"#), r#"{"ki\"nd":"song"}"#);
    let error = read::<Discriminated>(r#"{"ki\"nd":"film","minutes":"long"}"#).unwrap_err();
    assert_eq!(error, "expected an integer, found a string at line 1, column 28 (byte 27), in film.minutes");
    assert!(read::<Discriminated>("7").unwrap_err().starts_with("expected an object, found a number"));
}

#[test]
fn a_discriminated_union_is_kept_whole_if_it_is_unknown() {
    for text in [r#"{"acts":3,"ki\"nd":"play"}"#, r#"{"ki\"nd":"other","x":1}"#] {
        assert!(matches!(read(text), Ok(Discriminated::Other(Document::Map(_)))), "{text}");
        assert_eq!(again::<Discriminated>(text), text);
    }
    for (text, expected) in [(r#"{"kind":"play","acts":3}"#, "play"), ("{}", ""), (r#"{"kind":7}"#, "")] {
        assert!(matches!(read(text), Ok(Closed::Unknown(name)) if name == expected), "{text}");
    }
    // Of a key that stands there twice, a known member counts, and then what stands there last, as in what is kept.
    assert!(matches!(read(r#"{"kind":"play","kind":"song"}"#), Ok(Closed::Song(_))));
    assert!(
        matches!(read(r#"{"kind":"play","kind":"opera"}"#), Ok(Closed::Unknown(name)) if name == "opera")
    );
    assert!(matches!(read(r#"{"kind":"play","kind":7}"#), Ok(Closed::Unknown(name)) if name.is_empty()));
    assert!(written(&Closed::Unknown("play".into())).unwrap_err().contains("`Closed` can't be sent"));
}

#[test]
fn entries_that_a_structure_does_not_know_are_kept() {
    let text = r#"{"minutes":117,"rating":5,"tags":["a",null],"void":null}"#;
    let alien = read::<Film>(text).unwrap();
    let more = alien.more.clone().unwrap();
    assert_eq!(more.keys().collect::<Vec<_>>(), ["rating", "tags", "void"]);
    assert_eq!(more.get("void"), Some(&Document::Null));
    assert_eq!(again::<Film>(text), text);
    // The member that keeps them has no key: one of its name is as any other.
    let text = r#"{"minutes":1,"more":{"a":1},"x":null}"#;
    assert_eq!(again::<Film>(text), text);
    assert_eq!(again::<Film>(r#"{"minutes":1,"more":7}"#), r#"{"minutes":1,"more":7}"#);
    // Nothing is left out, and nothing is written twice: not a key of a member, nor the one that tells the member of a union.
    let with = |key: &str| {
        let more = [(key.to_owned(), Document::from(2))].into();
        Film { minutes: 117, more: Some(more), ..Film::default() }
    };
    assert_eq!(written(&with("na\"me")).unwrap(), r#"{"minutes":117,"na\"me":2}"#);
    let error = written(&with("minutes")).unwrap_err();
    assert_eq!(error, "`more` can't be sent: an entry has the key of another member that is set");
    assert_eq!(written(&with("ki\"nd")).unwrap(), r#"{"minutes":117,"ki\"nd":2}"#);
    let error = written(&Discriminated::Film(with("ki\"nd"))).unwrap_err();
    assert!(error.contains("an unknown entry has the key that tells which member it is"), "{error}");
    // Nobody knows that they are no secrets.
    assert_eq!(format!("{:?}", with("x")), "Film { minutes: 117, more: *** }");
    assert_eq!(
        format!("{:?}", read::<Discriminated>(r#"{"ki\"nd":"x","password":1}"#).unwrap()),
        "Discriminated { other: *** }"
    );
    let text =
        r#"{"ki\"nd":"film","minutes":1,"x":{"ki\"nd":2},"sequel":{"film":{"minutes":2,"ki\"nd":"film"}}}"#;
    assert_eq!(again::<Discriminated>(text), text);
    let text = r#"{"remake":{"ki\"nd":"song"},"ki\"nd":"film","minutes":1}"#;
    let Ok(Discriminated::Film(remade)) = read(text) else { panic!("{text}") };
    assert_eq!((remade.more, remade.remake), (None, Some(Box::new(Discriminated::Song(Song::default())))));
    // Other dialects know nothing of it.
    let mut plain = Film::default();
    let codec = Json::new("application/json", Dialect::RestJson);
    codec.decode_body(br#"{"minutes":117,"rating":5}"#, &mut plain).unwrap();
    assert_eq!(plain.more, None);
}

#[test]
fn an_untagged_union_is_the_first_member_that_fits() {
    let song = |singer: &str| Untagged::Song(Song { singer: Some(singer.into()), released: None });
    for (text, expected) in [
        ("7", Untagged::Minutes(7)),
        (r#"{"na\"me":"Alien","minutes":117}"#, Untagged::Film(film("Alien", 117))),
        // The film's minutes are required.
        (r#"{"singer":"Nina"}"#, song("Nina")),
        (r#"{"singer":"Nina","minutes":null}"#, song("Nina")),
        (
            r#"[1,[],{"singer":"Nina"}]"#,
            Untagged::Pair(vec![Untagged::Minutes(1), Untagged::Pair(vec![]), song("Nina")]),
        ),
        // Not a film, since its title is none, and as a song it has nothing.
        (r#"{"na\"me":[],"minutes":1}"#, Untagged::Song(Song::default())),
    ] {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
    for text in [r#""a text""#, "7.5", "true"] {
        assert!(matches!(read(text), Ok(Untagged::Unknown(name)) if name.is_empty()), "{text}");
    }
    for text in ["7", r#"[1,[],{"singer":"Nina"}]"#, r#"{"minutes":117,"x":1}"#] {
        assert_eq!(again::<Untagged>(text), text);
    }
    assert!(read::<Untagged>(r#"{"singer":"Nina""#).is_err(), "what is no JSON is an error all the same");
}

#[test]
fn what_a_member_holds_tells_it_from_others() {
    let size = |w, kind: Kind| Size { w, kind: kind.into() };
    fn map<T>(key: &str, value: T) -> BTreeMap<String, T> {
        [(key.to_owned(), value)].into()
    }
    for (text, expected) in [
        (r#"[{"x":1,"y":2}]"#, Held::Points(vec![Point { x: 1, y: 2 }])),
        (r#"[{"w":1,"kind":"INNER"}]"#, Held::Sizes(vec![size(1, Kind::Inner)])),
        (r#"{"k":{"x":1,"y":2}}"#, Held::PointMap(map("k", Point { x: 1, y: 2 }))),
        (r#"{"k":{"w":1,"kind":"OUTER"}}"#, Held::SizeMap(map("k", size(1, Kind::Outer)))),
        (r#"{"left":{"x":1,"y":2},"right":null}"#, Held::Tagged(Side::Left(Point { x: 1, y: 2 }))),
        (r#""INNER""#, Held::Kind(Kind::Inner.into())),
        (r#""MIDDLE""#, Held::Text("MIDDLE".into())),
        ("1", Held::Level(Level::Low.into())),
        ("2", Held::Number(2)),
        ("2.0", Held::Fraction(2.0)),
        ("1e2", Held::Fraction(100.0)),
        (r#""NaN""#, Held::Text("NaN".into())),
        ("true", Held::Any(true.into())),
        (r#"{"w":1}"#, Held::Any(Document::Map(map("w", 1.into())))),
        (r#"[{"w":1}]"#, Held::Any(Document::List(vec![Document::Map(map("w", 1.into()))]))),
        // A list or map of values has no null.
        ("[null]", Held::Any(Document::List(vec![Document::Null]))),
        (r#"{"right":1}"#, Held::Any(Document::Map(map("right", 1.into())))),
    ] {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
    assert!(matches!(read(r#"{"kind":"song"}"#), Ok(Held::Inner(Closed::Song(_)))));
    assert!(matches!(read(r#"{"kind":"play"}"#), Ok(Held::Any(_))));
}

#[test]
fn what_is_newer_than_the_client_fits_if_nothing_else_does() {
    let kinds = vec![Kind::Inner.into(), "MIDDLE".into()];
    assert_eq!(read(r#"["INNER","MIDDLE"]"#), Ok(Newer::Kinds(kinds)));
    assert!(matches!(read(r#"{"right":1}"#), Ok(Newer::Side(Side::Unknown(name))) if name == "right"));
    assert!(matches!(read("7"), Ok(Newer::Unknown(_))));
}

#[test]
fn finding_out_which_member_is_meant_has_a_limit() {
    let tree = |depth: usize| {
        format!("{}{{\"end\":\"\"}}{}", "{\"inner\":".repeat(depth), ",\"end\":\"\"}".repeat(depth))
    };
    assert!(matches!(read(&tree(5)), Ok(Tree::Named(_))));
    // Each level would be read twice, and what is inside it four times.
    let error = read::<Tree>(&tree(40)).unwrap_err();
    assert!(error.starts_with("unions in unions that take too many attempts to read"), "{error}");
    let wide = format!("[{}]", vec![r#"{"singer":"Nina"}"#; 5_000].join(","));
    let is_song = |song: &Untagged| matches!(song, Untagged::Song(song) if song.singer.is_some());
    assert!(
        matches!(read(&wide), Ok(Untagged::Pair(songs)) if songs.len() == 5_000 && songs.iter().all(is_song))
    );
}

#[test]
fn what_a_reader_does_not_take_is_no_other_member() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let is_whole = |depth: usize| matches!(again::<Untagged>(&nested(depth)), text if text == nested(depth));
    assert!(is_whole(100) && is_whole(128));
    let error = read::<Untagged>(&nested(129)).unwrap_err();
    assert!(error.contains("nested too deep"), "{error}");
    assert!(read::<Untagged>(&"[".repeat(1_000)).is_err());
    let many = format!("[{}1]", "1,".repeat(1_000_000));
    assert!(read::<Untagged>(&many).unwrap_err().starts_with("an element too many"));
    // What failed attempts took is given back: the text at the end is first taken for another member, and twice as many elements would be too many.
    let half = (48 << 20) / size_of::<Untagged>();
    let text = |count: usize| format!(r#"[{}"a"]"#, "1,".repeat(count));
    assert!(matches!(read(&text(half)), Ok(Untagged::Pair(pair)) if pair.len() == half + 1));
    assert!(read::<Untagged>(&text(2 * half)).unwrap_err().starts_with("an element too many"));
    let error = read::<Endless>(r#""a""#).unwrap_err();
    assert!(error.starts_with("unions are nested too deep"), "{error}");
}

#[test]
fn a_key_that_tells_the_member_takes_no_attempts() {
    let chain = |depth: usize| {
        format!(
            "{}{{\"minutes\":1}}{}",
            r#"{"minutes":1,"sequel":{"film":"#.repeat(depth),
            "}}".repeat(depth)
        )
    };
    let text = chain(60);
    assert_eq!(again::<Film>(&text), text);
}

#[test]
fn a_null_is_told_from_no_value_where_it_matters() {
    let film = |owner, kinds| Film { minutes: 1, owner, kinds, ..Film::default() };
    for (text, expected) in [
        (r#"{"minutes":1}"#, film(None, None)),
        (r#"{"minutes":1,"owner":null,"kinds":null}"#, film(Some(Nullable::Null), Some(Nullable::Null))),
        (r#"{"minutes":1,"owner":"Sam","kinds":[1,2]}"#, film(Some("Sam".into()), Some(vec![1, 2].into()))),
    ] {
        assert_eq!(read(text), Ok(expected), "{text}");
        assert_eq!(again::<Film>(text), text);
    }
    // What a later entry of the same key says counts.
    assert_eq!(read(r#"{"minutes":1,"owner":"Sam","owner":null}"#), Ok(film(Some(Nullable::Null), None)));
    assert_eq!(read(r#"{"minutes":1,"owner":null,"owner":"Sam"}"#), Ok(film(Some("Sam".into()), None)));
    assert_eq!(format!("{:?}", film(Some(Nullable::Null), None)), "Film { minutes: 1, owner: null }");
    assert_ne!(film(Some(Nullable::Null), None), film(None, None));
}

#[test]
fn values_by_themselves_have_the_same_forms() {
    use smithwright_runtime::codec::json::{from_slice, to_vec};
    let text = r#"{"ki\"nd":"film","minutes":1,"x":1}"#;
    let mut union = Discriminated::default();
    from_slice(text.as_bytes(), union.slot()).unwrap();
    assert_eq!(String::from_utf8(to_vec(union.view()).unwrap()).unwrap(), text);
    let mut untagged = Untagged::default();
    from_slice(b"[1,2]", untagged.slot()).unwrap();
    assert_eq!(to_vec(untagged.view()).unwrap(), b"[1,2]");
}

#[test]
fn what_converts_to_a_value_converts_to_a_nullable_one() {
    fn set<T>(value: impl Into<Nullable<T>>) -> Nullable<T> {
        value.into()
    }
    assert_eq!(set::<String>("a"), set::<String>("a".to_owned()));
    assert_eq!(set::<String>(Some("a".to_owned())).as_deref(), Some("a"));
    assert!(set::<String>(None).is_null() && set::<i32>(Nullable::Null).is_null());
    assert_eq!(set::<Vec<String>>(["a", "b"]).into_value(), Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(
        set::<BTreeMap<String, i32>>([("a", 1)]).into_value(),
        Some(BTreeMap::from([("a".to_owned(), 1)]))
    );
    assert_eq!(set::<Open<Kind>>(Kind::Inner), set::<Open<Kind>>("INNER"));
    assert_eq!(set::<Open<Level, i32>>(Level::Low), set::<Open<Level, i32>>(1));
    assert_eq!(set::<Box<Point>>(Point { x: 1, y: 2 }).as_deref(), Some(&Point { x: 1, y: 2 }));
    assert_eq!(set::<Bytes>("ab"), set::<Bytes>(b"ab".to_vec()));
    assert_eq!(set::<i8>(1), Nullable::Value(1));
    // What is added to a value stays with what it had.
    let mut tags = set::<Vec<i32>>([1]);
    if let Slot::List(list) = tags.reopen() {
        list.push();
    }
    assert_eq!(tags.into_value(), Some(vec![1, 0]));
}

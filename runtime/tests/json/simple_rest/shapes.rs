//! Shapes as `alloy#simpleRestJson` has them: unions of every form, nulls that are values, and members for what is unknown.

use smithwright_runtime::document::Document;
use smithwright_runtime::timestamp::Timestamp;
use smithwright_runtime::{self as runtime, Nullable, Open};
use std::collections::BTreeMap;

#[derive(Clone, Default)]
pub struct Film {
    pub title: Option<String>,
    pub minutes: i32,
    pub more: Option<BTreeMap<String, Document>>,
    pub sequel: Option<Tagged>,
    pub remake: Option<Box<Discriminated>>,
    pub owner: Option<Nullable<String>>,
    pub kinds: Option<Nullable<Vec<i32>>>,
}

runtime::structure! {
    received Film = "Film" {
        title: "title", JsonName("na\\\"me");
        minutes: "minutes", Required;
        more: "more", JsonUnknown;
        sequel: "sequel";
        remake: "remake";
        owner: "owner";
        kinds: "kinds";
    }
}

#[derive(Clone, Default)]
pub struct Song {
    pub singer: Option<String>,
    pub released: Option<Timestamp>,
}

runtime::structure! {
    received Song = "Song" {
        singer: "singer";
        released: "released";
    }
}

#[derive(Clone)]
pub enum Tagged {
    Film(Box<Film>),
    Song(Song),
    Other(Document),
    Unknown(String),
}

runtime::union! {
    received Tagged = "Tagged" {
        Film: "film";
        Song: "song", JsonName("s\\\"ong");
        Other: "other", JsonUnknown;
    }
}

#[derive(Clone)]
pub enum Discriminated {
    Film(Film),
    Song(Song),
    Other(Document),
    Unknown(String),
}

runtime::union! {
    received Discriminated = "Discriminated", Discriminated("ki\\\"nd") {
        Film: "film";
        Song: "song";
        Other: "other", JsonUnknown;
    }
}

/// As [`Discriminated`], but nothing keeps what is unknown.
#[derive(Clone)]
pub enum Closed {
    Song(Song),
    Unknown(String),
}

runtime::union! {
    received Closed = "Closed", Discriminated("kind") {
        Song: "song";
    }
}

#[derive(Clone)]
pub enum Untagged {
    Film(Film),
    Minutes(i32),
    Pair(Vec<Untagged>),
    Song(Song),
    Unknown(String),
}

runtime::union! {
    received Untagged = "Untagged", Untagged {
        Film: "film";
        Minutes: "minutes";
        Pair: "pair";
        Song: "song";
    }
}

/// A branch that ends in a number.
#[derive(Clone, Default)]
pub struct Numbered {
    pub inner: Option<Box<Tree>>,
    pub end: i32,
}

runtime::structure! {
    received Numbered = "Numbered" {
        inner: "inner";
        end: "end", Required;
    }
}

/// A branch that ends in a text, which shows only once what is inside has been read.
#[derive(Clone, Default)]
pub struct Named {
    pub inner: Option<Box<Tree>>,
    pub end: String,
}

runtime::structure! {
    received Named = "Named" {
        inner: "inner";
        end: "end", Required;
    }
}

#[derive(Clone)]
pub enum Tree {
    Numbered(Numbered),
    Named(Named),
    Unknown(String),
}

runtime::union! {
    received Tree = "Tree", Untagged {
        Numbered: "numbered";
        Named: "named";
    }
}

/// A union that may be itself without end.
#[derive(Clone)]
pub enum Endless {
    Deeper(Box<Endless>),
    Text(String),
    Unknown(String),
}

runtime::union! {
    received Endless = "Endless", Untagged {
        Deeper: "deeper";
        Text: "text";
    }
}

#[derive(Clone, Default)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

runtime::structure! {
    received Point = "Point" {
        x: "x", Tells;
        y: "y", Tells;
    }
}

#[derive(Clone, Default)]
pub struct Size {
    pub w: i32,
    pub kind: Open<Kind>,
}

runtime::structure! {
    received Size = "Size" {
        w: "w", Required;
        kind: "kind", Tells;
    }
}

#[non_exhaustive]
pub enum Kind {
    Inner,
    Outer,
}

runtime::string_enum! {
    Kind {
        Inner = "INNER";
        Outer = "OUTER";
    }
}

#[non_exhaustive]
pub enum Level {
    Low,
}

runtime::int_enum! {
    Level {
        Low = 1;
    }
}

/// What is told apart only by what it holds, however deep that is.
#[derive(Clone)]
pub enum Held {
    Points(Vec<Point>),
    PointMap(BTreeMap<String, Point>),
    Inner(Closed),
    Tagged(Side),
    Kind(Open<Kind>),
    Level(Open<Level, i32>),
    Sizes(Vec<Size>),
    SizeMap(BTreeMap<String, Size>),
    Number(i64),
    Fraction(f64),
    Text(String),
    Any(Document),
    Unknown(String),
}

runtime::union! {
    received Held = "Held", Untagged {
        Points: "points";
        PointMap: "pointMap";
        Inner: "inner";
        Tagged: "tagged";
        Kind: "kind";
        Level: "level";
        Sizes: "sizes";
        SizeMap: "sizeMap";
        Number: "number";
        Fraction: "fraction";
        Text: "text";
        Any: "any";
    }
}

/// As [`Held`], where only what is newer than the client is left.
#[derive(Clone)]
pub enum Newer {
    Kinds(Vec<Open<Kind>>),
    Side(Side),
    Unknown(String),
}

runtime::union! {
    received Newer = "Newer", Untagged {
        Kinds: "kinds";
        Side: "side";
    }
}

#[derive(Clone)]
pub enum Side {
    Left(Point),
    Unknown(String),
}

runtime::union! {
    received Side = "Side" {
        Left: "left";
    }
}

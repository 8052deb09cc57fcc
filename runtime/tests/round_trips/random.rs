//! Random values of every shape, limited to what a format can hold.

use smithwright_runtime::document::Number;
use smithwright_runtime::schema::{Location, Member};
use smithwright_runtime::timestamp;
use smithwright_runtime::value::{ListMut, MapMut, Slot, StructureMut, UnionMut};
use smithwright_runtime::{BigDecimal, BigInteger, Bytes, Document, Timestamp};
use std::borrow::Cow;

/// The format that a value is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Cbor,
    Xml,
    AwsQuery,
    Ec2Query,
    /// The headers of a message. Members in its body are left out.
    Headers,
}

impl Format {
    fn is_form(self) -> bool {
        matches!(self, Self::AwsQuery | Self::Ec2Query)
    }

    /// Checks whether the format distinguishes null from absence.
    fn has_nulls(self) -> bool {
        matches!(self, Self::Json | Self::Cbor)
    }

    /// Returns the minimum number of elements with which the format distinguishes a list from none.
    fn least_elements(self, member: &Member) -> usize {
        let flattened = member.is_flattened() || matches!(self, Self::Ec2Query | Self::Headers);
        usize::from(flattened && !self.has_nulls())
    }

    /// Returns the same for the entries of a map.
    fn least_entries(self, member: &Member) -> usize {
        usize::from(self.is_form() || (member.is_flattened() && self == Self::Xml))
    }

    /// Checks whether the format can hold the member.
    fn holds(self, member: &Member) -> bool {
        match self {
            // They have no form for documents.
            Self::Xml | Self::AwsQuery | Self::Ec2Query => member.name != "document",
            Self::Headers => !matches!(member.location(), Location::Body | Location::ResponseCode),
            Self::Json | Self::Cbor => true,
        }
    }
}

/// The depth from which values hold no more structures.
const DEPTH: usize = 4;

/// A source of random values.
pub(crate) struct Random {
    rng: fastrand::Rng,
    format: Format,
    depth: usize,
}

impl Random {
    pub(crate) fn new(seed: u64, format: Format) -> Self {
        Self { rng: fastrand::Rng::with_seed(seed), format, depth: 0 }
    }

    /// Returns a value with some of its members set.
    pub(crate) fn value<T: StructureMut + Default>(&mut self) -> T {
        let mut value = T::default();
        self.structure(&mut value);
        value
    }

    fn structure(&mut self, structure: &mut dyn StructureMut) {
        if self.depth == DEPTH {
            return;
        }
        self.depth += 1;
        let share = 2 * self.depth;
        let members = structure.schema().members;
        structure.members_mut(&mut |values| {
            for (member, value) in members.iter().zip(values) {
                if self.format.holds(member) && self.rng.usize(..share) == 0 {
                    self.fill(value.slot(), member);
                }
            }
        });
        self.depth -= 1;
    }

    fn fill(&mut self, slot: Slot<'_>, member: &Member) {
        match slot {
            Slot::Boolean(value) => *value = self.rng.bool(),
            Slot::Byte(value) => *value = self.of(&[i8::MIN, -1, 0, i8::MAX], |rng| rng.i8(..)),
            Slot::Short(value) => *value = self.of(&[i16::MIN, -1, 0, i16::MAX], |rng| rng.i16(..)),
            Slot::Integer(value) => *value = self.of(&[i32::MIN, -1, 0, i32::MAX], |rng| rng.i32(..)),
            Slot::Long(value) => *value = self.of(&[i64::MIN, -1, 0, i64::MAX], |rng| rng.i64(..)),
            Slot::IntEnum(value) => value.set(self.of(&[1, -7, 0], |rng| rng.i32(..))),
            Slot::Float(value) => *value = self.single(),
            Slot::Double(value) => *value = self.double(),
            Slot::BigInteger(value) => *value = self.big_integer(),
            Slot::BigDecimal(value) => *value = self.big_decimal(),
            Slot::String(value) => *value = self.text(),
            Slot::Enum(value) => value.set(self.word()),
            Slot::Blob(value) => *value = self.blob(),
            Slot::Timestamp(value) => *value = self.timestamp(member),
            Slot::Document(value) => *value = self.present_document(),
            Slot::Structure(value) => self.structure(value),
            Slot::Union(value) => self.union(value),
            Slot::List(value) => self.list(value, member),
            Slot::Map(value) => self.map(value, member),
            _ => panic!("`{}` has a shape that no value is made for", member.name),
        }
    }

    /// Returns one of the edge cases from time to time.
    fn of<T: Copy>(&mut self, edges: &[T], other: impl FnOnce(&mut fastrand::Rng) -> T) -> T {
        let index = self.rng.usize(..2 * edges.len());
        edges.get(index).copied().unwrap_or_else(|| other(&mut self.rng))
    }

    /// Returns any value but NaN, which equals nothing.
    fn single(&mut self) -> f32 {
        let edges =
            [0.0, -0.0, f32::MIN, f32::MAX, f32::MIN_POSITIVE, f32::INFINITY, f32::NEG_INFINITY, 1e-45];
        let value = self.of(&edges, |rng| f32::from_bits(rng.u32(..)));
        if value.is_nan() { 0.5 } else { value }
    }

    fn double(&mut self) -> f64 {
        let edges = [
            0.0,
            -0.0,
            f64::MIN,
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::INFINITY,
            f64::NEG_INFINITY,
            5e-324,
            1e21,
        ];
        let value = self.of(&edges, |rng| f64::from_bits(rng.u64(..)));
        if value.is_nan() { 0.5 } else { value }
    }

    /// Returns this many digits, without a leading zero.
    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|place| self.rng.digit(10).max(if place == 0 { '1' } else { '0' })).collect()
    }

    fn sign(&mut self) -> &'static str {
        if self.rng.bool() { "-" } else { "" }
    }

    fn big_integer(&mut self) -> BigInteger {
        let count = self.rng.usize(..60);
        if count == 0 {
            return BigInteger::default();
        }
        format!("{}{}", self.sign(), self.digits(count)).parse().unwrap()
    }

    /// Returns a number in the form in which CBOR, which has only an integer and an exponent, returns it.
    fn big_decimal(&mut self) -> BigDecimal {
        let (sign, count) = (self.sign(), self.rng.usize(1..40));
        let digits = self.digits(count);
        let text = match self.rng.u8(..4) {
            0 => digits,
            1 => format!("{digits}.{digits}"),
            2 => format!("0.{}{digits}", "0".repeat(self.rng.usize(..9))),
            _ => format!("{digits}e{}", self.rng.i32(1..1000)),
        };
        format!("{sign}{text}").parse().unwrap()
    }

    fn text(&mut self) -> String {
        if self.format == Format::Headers {
            // White space around it would be lost, and an empty header could mean several things.
            return format!("a{}z", self.any_text().replace(|character: char| character.is_control(), ""));
        }
        self.any_text()
    }

    fn any_text(&mut self) -> String {
        const ANY: [&str; 20] = [
            "a", "Z", "0", " ", "\"", "\\", "/", "&", "<", ">", "'", "=", "%", "+", "]]>", "\r\n", "\n",
            "\t", "é", "😹",
        ];
        // XML 1.0 can't express them.
        const CONTROLS: [&str; 4] = ["\0", "\u{1b}", "\u{ffff}", "\u{8}"];
        let length = self.of(&[0, 1, 300], |rng| rng.usize(..30));
        let controls = self.format != Format::Xml;
        (0..length)
            .map(|_| match self.rng.usize(..ANY.len() + CONTROLS.len()) {
                place if place < ANY.len() => ANY[place],
                place if controls => CONTROLS[place - ANY.len()],
                _ => "\u{85}",
            })
            .collect()
    }

    /// Returns a value of an enum, known or not.
    fn word(&mut self) -> Cow<'static, str> {
        match self.rng.u8(..3) {
            0 => "LEAF".into(),
            1 => "BRANCH".into(),
            _ => self.text().into(),
        }
    }

    fn blob(&mut self) -> Bytes {
        let length = self.of(&[0, 1, 2, 3, 255, 256], |rng| rng.usize(..70));
        (0..length).map(|_| self.rng.u8(..)).collect::<Vec<u8>>().into()
    }

    /// Returns a time in a year that all formats have, with the precision of the member's format.
    fn timestamp(&mut self, member: &Member) -> Timestamp {
        let default = match self.format {
            Format::Json => timestamp::Format::EpochSeconds,
            Format::Headers => timestamp::Format::HttpDate,
            _ => timestamp::Format::DateTime,
        };
        let edges = [-62_167_219_200, -1, 0, 951_782_400, 253_402_300_799];
        let seconds = self.of(&edges, |rng| rng.i64(-62_167_219_200..253_402_300_800));
        // Date-times are written in microseconds.
        let nanos = self.of(&[0, 1_000, 1_000_000, 999_999_000], |rng| rng.u32(..1_000_000) * 1_000);
        match member.timestamp().unwrap_or(default) {
            _ if self.format == Format::Cbor => {
                Timestamp::from_millis(seconds * 1000 + i64::from(nanos / 1_000_000))
            }
            timestamp::Format::HttpDate => Timestamp::from_seconds(seconds),
            _ => Timestamp::from_seconds_and_nanos(seconds, nanos),
        }
    }

    /// Returns anything but null, which would count as an absent member.
    fn present_document(&mut self) -> Document {
        match self.document(0) {
            Document::Null => true.into(),
            document => document,
        }
    }

    fn document(&mut self, depth: usize) -> Document {
        let kinds = if depth < DEPTH { 9 } else { 7 };
        match self.rng.u8(..kinds) {
            0 => Document::Null,
            1 => self.rng.bool().into(),
            2 => self.text().into(),
            3 => self.of(&[0, u64::MAX], |rng| rng.u64(..)).into(),
            4 => {
                Document::Number(Number::Negative(self.of(&[-1, i64::MIN], |rng| -1 - rng.i64(0..i64::MAX))))
            }
            // Only CBOR has these.
            5 if self.format == Format::Cbor => self.blob().into(),
            6 if self.format == Format::Cbor => {
                self.timestamp(&Member { name: "document", settings: &[] }).into()
            }
            5 => self.rng.f64().into(),
            6 => Document::Number(Number::Decimal(format!("{}1e-400", self.rng.u128(..)).parse().unwrap())),
            7 => (0..self.rng.usize(..4)).map(|_| self.document(depth + 1)).collect::<Vec<_>>().into(),
            _ => (0..self.rng.usize(..4)).map(|_| (self.text(), self.document(depth + 1))).collect(),
        }
    }

    fn union(&mut self, union: &mut dyn UnionMut) {
        let members = union.schema().members;
        let deepest = self.depth == DEPTH;
        let choices: Vec<usize> = (0..members.len())
            .filter(|index| !(deepest && members[*index].name == "sample"))
            // An empty structure leaves no trace in a form.
            .filter(|index| !(self.format.is_form() && members[*index].name == "nothing"))
            .collect();
        let index = choices[self.rng.usize(..choices.len())];
        let value = union.set_variant(index).unwrap();
        self.fill(value.slot(), &members[index]);
    }

    fn list(&mut self, list: &mut dyn ListMut, member: &Member) {
        const PLAIN: Member = Member { name: "member", settings: &[] };
        let element = member.element().unwrap_or(&PLAIN);
        let least = self.format.least_elements(member);
        for _ in 0..self.rng.usize(least..4) {
            if self.format.has_nulls() && self.rng.u8(..4) == 0 {
                // Ignored if the list is dense.
                list.push_null();
            } else {
                self.fill(list.push().slot(), element);
            }
        }
    }

    fn map(&mut self, map: &mut dyn MapMut, member: &Member) {
        const PLAIN: Member = Member { name: "value", settings: &[] };
        let element = member.element().unwrap_or(&PLAIN);
        let least = self.format.least_entries(member);
        for _ in 0..self.rng.usize(least..4) {
            let key = match self.format {
                Format::Headers => self.digits(5).into(),
                _ => self.word(),
            };
            if self.format.has_nulls() && self.rng.u8(..4) == 0 {
                map.insert_null(key);
            } else {
                self.fill(map.insert(key).slot(), element);
            }
        }
    }
}

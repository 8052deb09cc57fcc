//! [Tagged strings](https://smithy.io/2.0/spec/idl.html) of Smithy 2.1, whose tag says what they stand for.

use crate::printable::Printable;
use crate::timestamp;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What a tagged string stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Text(String),
    /// A number, as JSON has it.
    Number(String),
}

/// What the text of a string is.
#[derive(Clone, Copy)]
pub(super) enum Tag {
    /// `#re`: a regular expression, whose backslashes stay.
    Expression,
    /// `#b`: bytes, with the escapes of Python's.
    Bytes,
    /// `#hex`: bytes in hexadecimal, with comments.
    Hexadecimal,
    /// `#timestamp`: a time of RFC 3339, which stands for seconds since 1970.
    Time,
}

impl Tag {
    /// The tags that there are.
    pub(super) const NAMES: &str = "`#re`, `#b`, `#hex` and `#timestamp`";

    /// Returns the tag of a name.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "re" => Some(Self::Expression),
            "b" => Some(Self::Bytes),
            "hex" => Some(Self::Hexadecimal),
            "timestamp" => Some(Self::Time),
            _ => None,
        }
    }

    /// Returns what a text stands for. It is as written but for its line ends, and for the indentation of a text block.
    ///
    /// # Errors
    /// Describes what is wrong with it.
    pub(super) fn read(self, text: &str) -> Result<Literal, String> {
        match self {
            Self::Expression => Ok(Literal::Text(expression(text))),
            Self::Bytes => bytes(text).map(|bytes| Literal::Text(STANDARD.encode(bytes))),
            Self::Hexadecimal => hexadecimal(text).map(|bytes| Literal::Text(STANDARD.encode(bytes))),
            Self::Time => time(text).map(Literal::Number),
        }
    }
}

/// Takes the backslash away before another one, a quotation mark and the end of a line, which it takes along.
fn expression(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match rest.next() {
            Some(escaped @ ('"' | '\\')) => out.push(escaped),
            Some('\n') => {}
            other => out.extend(['\\'].into_iter().chain(other)),
        }
    }
    out
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.extend_from_slice(before.as_bytes());
        let escape =
            after.chars().next().ok_or("expected an escape after `\\`, found the end of the string")?;
        rest = after.get(escape.len_utf8()..).unwrap_or_default();
        out.push(match escape {
            '"' => b'"',
            '\\' => b'\\',
            'a' => 0x07,
            'b' => 0x08,
            't' => b'\t',
            'n' => b'\n',
            'v' => 0x0b,
            'f' => 0x0c,
            'r' => b'\r',
            '\n' => continue,
            'x' => {
                let digits = rest.get(..2).filter(|digits| digits.bytes().all(|it| it.is_ascii_hexdigit()));
                let found = || rest.chars().take(2).collect::<String>().escape_debug().to_string();
                let digits = digits.ok_or_else(|| {
                    format!("expected two hexadecimal digits after `\\x`, found `{}`", found())
                })?;
                rest = rest.get(2..).unwrap_or_default();
                u8::from_str_radix(digits, 16).map_err(|error| error.to_string())?
            }
            '0'..='7' => {
                let is_octal = |byte: &u8| (b'0'..=b'7').contains(byte);
                let length = after.bytes().take(3).take_while(is_octal).count();
                let digits = after.get(..length).unwrap_or_default();
                rest = after.get(length..).unwrap_or_default();
                u8::from_str_radix(digits, 8)
                    .map_err(|_| format!("`\\{digits}` is not a byte: the highest is `\\377`"))?
            }
            other => {
                return Err(format!(
                    "bytes have no escape `\\{}`; write `\\\\` for a backslash",
                    Printable(other.encode_utf8(&mut [0; 4]))
                ));
            }
        });
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(out)
}

fn hexadecimal(text: &str) -> Result<Vec<u8>, String> {
    let mut digits = String::with_capacity(text.len());
    for line in text.split('\n') {
        let data = line.split('#').next().unwrap_or_default();
        if let Some(other) = data.chars().find(|it| !it.is_ascii_hexdigit() && !matches!(it, ' ' | '\t')) {
            let start: String = line.chars().take(40).collect();
            return Err(format!("expected hexadecimal digits, found {other:?} in the line {start:?}"));
        }
        digits.extend(data.chars().filter(char::is_ascii_hexdigit));
    }
    if !digits.len().is_multiple_of(2) {
        return Err(format!("expected two hexadecimal digits for each byte, found {} digits", digits.len()));
    }
    let pairs = (0..digits.len()).step_by(2).map(|at| digits.get(at..at + 2).unwrap_or_default());
    pairs.map(|pair| u8::from_str_radix(pair, 16).map_err(|error| error.to_string())).collect()
}

/// Returns the seconds since 1970 of a time, to the millisecond.
fn time(text: &str) -> Result<String, String> {
    let (seconds, nanos) = timestamp::rfc_3339(text)
        .ok_or_else(|| "expected a time such as `2024-06-15T12:30:00.5Z`, as RFC 3339 has it".to_owned())?;
    // Years have four digits.
    let thousandths = seconds.saturating_mul(1000).saturating_add(i64::from(nanos / 1_000_000));
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let part = if part == 0 { String::new() } else { format!(".{part:03}") };
    Ok(format!("{sign}{whole}{}", part.trim_end_matches('0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: &str, text: &str) -> Result<String, String> {
        Tag::of(tag).unwrap().read(text).map(|literal| match literal {
            Literal::Text(text) | Literal::Number(text) => text,
        })
    }

    #[test]
    fn expressions_keep_their_backslashes() {
        for (text, expected) in
            [(r"^\d{5}$", r"^\d{5}$"), (r#"a\"b\\c"#, r#"a"b\c"#), ("a\\\n b", "a b"), ("\\é\\", "\\é\\")]
        {
            assert_eq!(read("re", text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn bytes_have_the_escapes_of_python() {
        for (text, expected) in [
            ("Hello world", "SGVsbG8gd29ybGQ="),
            (r"\x00\x01\x02", "AAEC"),
            (r"\xff\377\0", "//8A"),
            (r"\18\1234", "AThTNA=="),
            ("é\\\n\\n\\\"\\\\", "w6kKIlw="),
            (r"\a\b\t\n\v\f\r", "BwgJCgsMDQ=="),
        ] {
            assert_eq!(read("b", text).as_deref(), Ok(expected), "{text}");
        }
        for (text, expected) in [
            (r"\x0", "two hexadecimal digits"),
            (r"\x+1", "two hexadecimal digits"),
            (r"\400", "`\\400` is not a byte"),
            (r"\d", "no escape `\\d`"),
            ("\\", "found the end"),
        ] {
            let found = read("b", text).unwrap_err();
            assert!(found.contains(expected), "{found}");
        }
    }

    #[test]
    fn hexadecimal_has_spaces_and_comments() {
        assert_eq!(read("hex", "48 65\t6c6C 6f").as_deref(), Ok("SGVsbG8="));
        assert_eq!(read("hex", "# all\n81 # array(1)\n  c1#\n").as_deref(), Ok("gcE="));
        assert!(read("hex", "4").unwrap_err().contains("found 1 digits"));
        assert!(read("hex", "4g").unwrap_err().contains("found 'g' in the line \"4g\""));
    }

    #[test]
    fn times_are_seconds_to_the_millisecond() {
        for (text, expected) in [
            ("2024-01-01T00:00:00Z", "1704067200"),
            ("2024-06-15T12:30:00.500Z", "1718454600.5"),
            ("2024-06-15T14:30:00.1239+02:00", "1718454600.123"),
            ("1969-12-31T23:59:59.25Z", "-0.75"),
            ("1970-01-01T00:00:00.0009Z", "0"),
        ] {
            assert_eq!(read("timestamp", text).as_deref(), Ok(expected), "{text}");
        }
        for text in ["2024-01-01", "2024-13-01T00:00:00Z", "300000000-01-01T00:00:00Z", "1704067200"] {
            assert!(read("timestamp", text).is_err(), "{text}");
        }
    }
}

//! Points in time, and the three formats in which Smithy writes them.

mod calendar;
mod parse;

#[cfg(test)]
mod tests;

use calendar::Civil;
use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time, to the nanosecond, without a time zone.
///
/// It converts from and to [`SystemTime`].
///
/// # Examples
///
/// ```
/// use smithwright_runtime::Timestamp;
/// use smithwright_runtime::timestamp::Format;
///
/// let time: Timestamp = "1985-04-12T23:20:50.52Z".parse()?;
/// assert_eq!((time.seconds(), time.subsecond_nanos()), (482_196_050, 520_000_000));
/// assert_eq!(time.format(Format::HttpDate)?, "Fri, 12 Apr 1985 23:20:50 GMT");
/// # Ok::<(), smithwright_runtime::timestamp::TimestampError>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

/// A format of timestamps.
///
/// See Smithy's [timestamp formats](https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// RFC 3339: `1985-04-12T23:20:50.52Z`. It is read with any offset, and written in UTC.
    DateTime,
    /// The date format of HTTP: `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
    /// Seconds since the beginning of 1970 in UTC, possibly with a fraction: `1515531081.123`.
    EpochSeconds,
}

/// The error returned when a timestamp can't be read, written or converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampError {
    /// The text is not in the format.
    Malformed(Format),
    /// The format can't express the timestamp: [`DateTime`](Format::DateTime) and [`HttpDate`](Format::HttpDate) have the years 0 to 9999 only.
    OutOfRange(Format),
    /// [`SystemTime`] can't express the timestamp.
    BeyondSystemTime,
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let example = |format| match format {
            Format::DateTime => "1985-04-12T23:20:50Z",
            Format::HttpDate => "Tue, 29 Apr 2014 18:30:38 GMT",
            Format::EpochSeconds => "1515531081.123",
        };
        match self {
            Self::Malformed(format) => write!(f, "expected a timestamp such as `{}`", example(*format)),
            Self::OutOfRange(format) => {
                write!(f, "a timestamp written as `{}` must be of the years 0 to 9999", example(*format))
            }
            Self::BeyondSystemTime => f.write_str("this system's clock can't express the timestamp"),
        }
    }
}

impl std::error::Error for TimestampError {}

const NANOS: u32 = 1_000_000_000;

impl Timestamp {
    /// Creates the timestamp that is `seconds` seconds after the beginning of 1970 in UTC (before it, if negative).
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// Creates the timestamp that is `nanos` nanoseconds after that of [`from_seconds`](Self::from_seconds).
    ///
    /// `nanos` is at most 999,999,999; anything greater counts as that.
    #[must_use]
    pub const fn from_seconds_and_nanos(seconds: i64, nanos: u32) -> Self {
        Self { seconds, nanos: if nanos < NANOS { nanos } else { NANOS - 1 } }
    }

    /// Creates the timestamp that is `millis` milliseconds after the beginning of 1970 in UTC (before it, if negative).
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // The remainder is from 0 to 999.
    pub const fn from_millis(millis: i64) -> Self {
        Self { seconds: millis.div_euclid(1000), nanos: millis.rem_euclid(1000) as u32 * 1_000_000 }
    }

    /// Returns the current time, by the system's clock.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Returns the whole seconds since the beginning of 1970 in UTC, rounded down.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Returns the whole milliseconds since the beginning of 1970 in UTC, rounded down. A time that is too far away becomes the farthest that there is.
    #[must_use]
    #[allow(clippy::cast_lossless, clippy::cast_possible_truncation)] // `From` is not `const`, and what is left fits.
    pub const fn millis(self) -> i64 {
        let millis = self.seconds as i128 * 1000 + (self.nanos / 1_000_000) as i128;
        if millis < i64::MIN as i128 {
            i64::MIN
        } else if millis > i64::MAX as i128 {
            i64::MAX
        } else {
            millis as i64
        }
    }

    /// Returns the nanoseconds since [`seconds`](Self::seconds): less than a billion.
    #[must_use]
    pub const fn subsecond_nanos(self) -> u32 {
        self.nanos
    }

    /// Parses a timestamp.
    ///
    /// # Errors
    ///
    /// Returns [`TimestampError::Malformed`] if the text is not in the format.
    pub fn parse(text: &str, format: Format) -> Result<Self, TimestampError> {
        let parsed = match format {
            Format::DateTime => parse::date_time(text),
            Format::HttpDate => parse::http_date(text),
            Format::EpochSeconds => parse::epoch_seconds(text),
        };
        parsed.ok_or(TimestampError::Malformed(format))
    }

    /// Formats the timestamp.
    ///
    /// [`EpochSeconds`](Format::EpochSeconds) includes the fraction of a second if there is one, [`DateTime`](Format::DateTime) includes it to the microsecond, and
    /// [`HttpDate`](Format::HttpDate) leaves it out.
    ///
    /// # Errors
    ///
    /// Returns [`TimestampError::OutOfRange`] if the format can't express the timestamp.
    pub fn format(self, format: Format) -> Result<String, TimestampError> {
        let mut out = String::with_capacity(32);
        // Writing to a string can't fail.
        let _ = match format {
            Format::EpochSeconds => self.write_epoch_seconds(&mut out),
            _ => {
                let civil = Civil::new(self.seconds).ok_or(TimestampError::OutOfRange(format))?;
                if format == Format::HttpDate {
                    civil.write_http_date(&mut out)
                } else {
                    // Not all services can be relied on to read more than microseconds.
                    write_date_time(&civil, self.nanos - self.nanos % 1_000, &mut out)
                }
            }
        };
        Ok(out)
    }

    /// Writes seconds with a fraction, which is added to the seconds even if they are negative: `-2.25` is 1.75 seconds before 1970. The specification leaves
    /// open what it is; AWS's clients for Rust and their test suite, which ours have to pass, have it so. In CBOR, which has numbers of its own, it is the number.
    fn write_epoch_seconds(self, out: &mut dyn fmt::Write) -> fmt::Result {
        write!(out, "{}", self.seconds)?;
        write_fraction(self.nanos, out)
    }
}

fn write_date_time(civil: &Civil, nanos: u32, out: &mut dyn fmt::Write) -> fmt::Result {
    civil.write_date_time(out)?;
    write_fraction(nanos, out)?;
    out.write_char('Z')
}

fn write_fraction(nanos: u32, out: &mut dyn fmt::Write) -> fmt::Result {
    if nanos == 0 {
        return Ok(());
    }
    let digits = format!("{nanos:09}");
    write!(out, ".{}", digits.trim_end_matches('0'))
}

/// Formats the timestamp by RFC 3339, to the nanosecond, or as seconds since 1970 if that can't express the year.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Civil::new(self.seconds) {
            Some(civil) => write_date_time(&civil, self.nanos, f),
            None => self.write_epoch_seconds(f),
        }
    }
}

/// Parses a timestamp by RFC 3339, with any offset.
impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        Self::parse(text, Format::DateTime)
    }
}

/// As [`Display`](fmt::Display).
impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A time that is too far away becomes the farthest that there is.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self { seconds: seconds(after), nanos: after.subsec_nanos() },
            Err(error) => {
                let before = error.duration();
                match before.subsec_nanos() {
                    0 => Self { seconds: -seconds(before), nanos: 0 },
                    nanos => Self { seconds: -seconds(before) - 1, nanos: NANOS - nanos },
                }
            }
        }
    }
}

/// Fails if the system's clock can't express the timestamp.
impl TryFrom<Timestamp> for SystemTime {
    type Error = TimestampError;

    fn try_from(timestamp: Timestamp) -> Result<Self, TimestampError> {
        let whole = Duration::from_secs(timestamp.seconds.unsigned_abs());
        let time =
            if timestamp.seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        time.and_then(|time| time.checked_add(Duration::from_nanos(timestamp.nanos.into())))
            .ok_or(TimestampError::BeyondSystemTime)
    }
}

//! Parsing of timestamps.

use super::calendar::{Civil, MONTHS};
use super::{NANOS, Timestamp};
use crate::number::{Parts, are_digits};

/// Parses `1985-04-12T23:20:50.52+01:00`.
pub(super) fn date_time(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_at_checked(10)?;
    let date = Fields(date);
    let (year, month, day) = (date.number(0, 4)?, date.number(5, 2)?, date.number(8, 2)?);
    if date.character(4)? != "-" || date.character(7)? != "-" || !matches!(rest.get(..1)?, "T" | "t") {
        return None;
    }
    let (time, rest) = rest.get(1..)?.split_at_checked(8)?;
    let (hour, minute, second) = time_of_day(time)?;
    let zone = rest.find(['Z', 'z', '+', '-'])?;
    let (fraction, zone) = rest.split_at_checked(zone)?;
    let seconds = Civil { year, month, day, hour, minute, second }.seconds()?;
    Some(Timestamp { seconds: seconds - offset(zone)?, nanos: fraction_of_second(fraction)? })
}

/// Returns how many seconds the zone is ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    if matches!(zone, "Z" | "z") {
        return Some(0);
    }
    let fields = Fields(zone);
    let (hours, minutes) = (fields.number(1, 2)?, fields.number(4, 2)?);
    if zone.len() != 6 || fields.character(3)? != ":" || hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    Some(if zone.starts_with('-') { -seconds } else { seconds })
}

/// Parses `Tue, 29 Apr 2014 18:30:38 GMT`.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    let (weekday, date) = text.split_once(", ")?;
    let mut parts = date.split(' ');
    let mut next = || parts.next();
    let (day, month, year, time, zone) = (next()?, next()?, next()?, next()?, next()?);
    if weekday.len() != 3
        || zone != "GMT"
        || parts.next().is_some()
        || year.len() != 4
        || !matches!(day.len(), 1 | 2)
    {
        return None;
    }
    let month = MONTHS.iter().position(|name| *name == month)?;
    let (time, fraction) = time.split_at_checked(8)?;
    let (hour, minute, second) = time_of_day(time)?;
    let civil = Civil {
        year: Fields(year).number(0, 4)?,
        month: i64::try_from(month).ok()? + 1,
        day: Fields(day).number(0, day.len())?,
        hour,
        minute,
        second,
    };
    Some(Timestamp { seconds: civil.seconds()?, nanos: fraction_of_second(fraction)? })
}

/// Parses `1515531081.123`, or any other JSON number. The fraction is added to the whole seconds, even if they are negative.
pub(super) fn epoch_seconds(text: &str) -> Option<Timestamp> {
    let parts = Parts::of(text);
    if !parts.has_digits() {
        return None;
    }
    if parts.exponent.is_some() {
        return epoch_seconds(&without_exponent(&parts)?);
    }
    let seconds: i64 = parts.whole.parse().ok()?;
    let nanos = parts.fraction.map_or(0, nanos);
    Some(match parts.sign {
        "" => Timestamp::from_seconds_and_nanos(seconds, nanos),
        // No service writes `-0.25`, but it can mean only one thing.
        _ if seconds == 0 && nanos > 0 => Timestamp { seconds: -1, nanos: NANOS - nanos },
        _ => Timestamp::from_seconds_and_nanos(-seconds, nanos),
    })
}

/// Writes `1.5155E9` as `1515500000`, with every digit.
fn without_exponent(parts: &Parts<'_>) -> Option<String> {
    /// More zeros than this, before the number or after it, make it zero or too large.
    const MOST_ZEROS: usize = 20;
    let (sign, digits) = (parts.sign, parts.digits());
    let missing = i32::try_from(parts.power()?).ok()?;
    if digits.bytes().all(|digit| digit == b'0') {
        return Some("0".to_owned());
    }
    if let Ok(zeros) = usize::try_from(missing) {
        return (zeros <= MOST_ZEROS).then(|| format!("{sign}{digits}{}", "0".repeat(zeros)));
    }
    // So many digits follow the point.
    let after = missing.unsigned_abs() as usize;
    if after > digits.len() + MOST_ZEROS {
        return Some("0".to_owned());
    }
    let padded = "0".repeat((after + 1).saturating_sub(digits.len())) + &digits;
    let (whole, fraction) = padded.split_at_checked(padded.len() - after)?;
    Some(format!("{sign}{whole}.{fraction}"))
}

/// Returns the nanoseconds in a fraction such as `.52`. Further digits are dropped.
fn fraction_of_second(text: &str) -> Option<u32> {
    if text.is_empty() {
        return Some(0);
    }
    text.strip_prefix('.').filter(|digits| are_digits(digits)).map(nanos)
}

fn nanos(digits: &str) -> u32 {
    let zeros = std::iter::repeat(b'0');
    digits.bytes().chain(zeros).take(9).fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0'))
}

/// Parses `18:30:38`.
fn time_of_day(text: &str) -> Option<(i64, i64, i64)> {
    let fields = Fields(text);
    if fields.character(2)? != ":" || fields.character(5)? != ":" {
        return None;
    }
    Some((fields.number(0, 2)?, fields.number(3, 2)?, fields.number(6, 2)?))
}

/// Text with fields at fixed positions.
struct Fields<'a>(&'a str);

impl Fields<'_> {
    fn character(&self, at: usize) -> Option<&str> {
        self.0.get(at..at + 1)
    }

    /// Returns a number of exactly this many digits.
    fn number(&self, at: usize, digits: usize) -> Option<i64> {
        let text = self.0.get(at..at + digits)?;
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        text.parse().ok()
    }
}

//! Times that a model writes as texts, as seconds and nanoseconds since 1970.

/// Parses a time such as `1985-04-12T23:20:50.52Z`: RFC 3339 in UTC, without leap seconds.
pub(crate) fn date_time(text: &str) -> Option<(i64, u32)> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(time, ':')?;
    let is_time = (1..=12).contains(&month) && hour < 24 && minute < 60 && second < 60;
    if !is_time
        || !(1..=days_in_month(year, month)).contains(&day)
        || fraction.len() > 9
        || !fraction.chars().all(|digit| digit.is_ascii_digit())
    {
        return None;
    }
    let days = days_since_1970(year, month, day);
    let nanos = format!("{fraction:0<9}").parse().ok()?;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second, nanos))
}

/// Parses a time such as `1985-04-12T23:20:50.52+01:00`: RFC 3339, with any offset and without leap seconds. Digits after the ninth of a second's fraction are cut off.
pub(crate) fn rfc_3339(text: &str) -> Option<(i64, u32)> {
    let text = text.to_ascii_uppercase();
    let (date_and_time, rest) = text.split_at_checked("1985-04-12T23:20:50".len())?;
    let end = rest.find(['Z', '+', '-'])?;
    let (fraction, offset) = rest.split_at_checked(end)?;
    let fraction = match fraction.strip_prefix('.') {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()) => digits,
        None if fraction.is_empty() => "0",
        _ => return None,
    };
    let nanos = fraction.get(..9).unwrap_or(fraction);
    let (seconds, nanos) = date_time(&format!("{date_and_time}.{nanos}Z"))?;
    // Every part has its place, so that none has too few digits.
    let is_separated = date_and_time.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    });
    is_separated.then_some((seconds - offset_seconds(offset)?, nanos))
}

/// Parses `Z`, or an offset such as `+01:00`.
fn offset_seconds(offset: &str) -> Option<i64> {
    if offset == "Z" {
        return Some(0);
    }
    let (sign, time) = offset.split_at_checked(1)?;
    if time.len() != "01:00".len() {
        return None;
    }
    let [hours, minutes, _] = numbers(&format!("{time}:0"), ':')?;
    let seconds = (hours * 60 + minutes) * 60;
    (time.as_bytes().get(2) == Some(&b':') && hours < 24 && minutes < 60).then_some(if sign == "-" {
        -seconds
    } else {
        seconds
    })
}

/// Parses a time such as `Tue, 29 Apr 2014 18:30:38 GMT`: an IMF-fixdate of RFC 9110, section 5.6.7. The day of the week is not checked, and a fraction of a second is taken.
pub(crate) fn http_date(text: &str) -> Option<(i64, u32)> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, rest) = text.strip_suffix(" GMT")?.split_once(", ")?;
    let parts: Vec<&str> = rest.split(' ').collect();
    let [day, month, year, time] = parts.as_slice() else { return None };
    let month = 1 + MONTHS.iter().position(|name| name == month)?;
    date_time(&format!("{year}-{month}-{day}T{time}Z"))
}

/// Returns the number of days in the month.
fn days_in_month(year: i64, month: i64) -> i64 {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_since_1970(next_year, next_month, 1) - days_since_1970(year, month, 1)
}

fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    // `parse` would accept a sign.
    let number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?;
    let mut parts = text.split(separator).map(|part| number(part).map(i64::from));
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

/// Counts the days from 1970 to a date. Years start in March, so that a leap day is the last day of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_offsets() {
        let utc = Some((482_196_050, 520_000_000));
        for text in [
            "1985-04-12T23:20:50.52Z",
            "1985-04-12t23:20:50.52z",
            "1985-04-13T01:50:50.52+02:30",
            "1985-04-12T22:20:50.52-01:00",
            "1985-04-12T23:20:50.5200000009999Z",
        ] {
            assert_eq!(rfc_3339(text), utc, "{text}");
        }
        for text in [
            "",
            "Z",
            "1985-04-12T23:20:50",
            "1985-04-12T23:20:50+24:00",
            "1985-04-12T23:20:50+0100",
            "1985-04-12T23:20:50+1:000",
            "1985-04-12T23:20:50.Z",
            "1985-4-12T23:20:50Z",
            "1985-04-12T3:20:50Z",
            "85-04-12T23:20:50Z",
            "300000000-01-01T00:00:00Z",
            "19850412-T23:20:50Z",
        ] {
            assert_eq!(rfc_3339(text), None, "{text}");
        }
    }

    #[test]
    fn times_in_utc() {
        assert_eq!(date_time("1970-01-01T00:00:00Z"), Some((0, 0)));
        assert_eq!(date_time("1985-04-12T23:20:50.52Z"), Some((482_196_050, 520_000_000)));
        assert_eq!(date_time("1985-04-12T23:20:50.123456789Z"), Some((482_196_050, 123_456_789)));
        assert_eq!(date_time("1970-03-01T00:00:00Z"), Some((59 * 86_400, 0)));
        assert_eq!(date_time("1999-12-31T23:59:59Z"), Some((946_684_799, 0)));
        assert_eq!(date_time("2000-02-29T12:00:00Z"), Some((951_825_600, 0)));
        assert_eq!(http_date("Tue, 29 Apr 2014 18:30:38 GMT"), Some((1_398_796_238, 0)));
        for text in [
            "",
            "1985-04-12",
            "1985-13-12T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "2023-04-31T00:00:00Z",
            "1985-04-12T23:20Z",
            "1985-04-12T23:20:50.x1Z",
            "1985-04-12T23:20:50.1xZ",
            "1985-04-12T23:20:50.+1Z",
            "1985-04-12T23:20:50.1234567890Z",
            "1985-04-12T24:00:00Z",
            "1985-04-12T23:60:00Z",
            "1985-04-12T23:20:60Z",
            "1985-04-12T23:20:50:00Z",
            "1985-04-12-01T23:20:50Z",
            "1999-12-32T00:00:00Z",
            "+1985-04-12T23:20:50Z",
        ] {
            assert_eq!(date_time(text), None, "{text}");
        }
    }
}

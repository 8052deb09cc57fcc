use super::*;

fn date_time(text: &str) -> Option<(i64, u32)> {
    Timestamp::parse(text, Format::DateTime).ok().map(|time| (time.seconds(), time.subsecond_nanos()))
}

#[test]
fn reads_date_times_with_any_offset() {
    assert_eq!(date_time("1970-01-01T00:00:00Z"), Some((0, 0)));
    assert_eq!("1970-01-01T00:00:09Z".parse(), Ok(Timestamp::from_seconds(9)));
    assert_eq!(date_time("2019-12-16T23:48:18Z"), Some((1_576_540_098, 0)));
    assert_eq!(date_time("2019-12-16T22:48:18-01:00"), Some((1_576_540_098, 0)));
    assert_eq!(date_time("2019-12-17t00:48:18+01:00"), Some((1_576_540_098, 0)));
    assert_eq!(date_time("2000-01-02T20:34:56.123Z"), Some((946_845_296, 123_000_000)));
    assert_eq!(date_time("2000-02-29T00:00:00.1234567891Z"), Some((951_782_400, 123_456_789)));
    assert_eq!(date_time("1969-12-31T23:59:59.5Z"), Some((-1, 500_000_000)));
    assert_eq!(date_time("2016-12-31T23:59:60Z"), Some((1_483_228_800, 0)));
}

#[test]
fn refuses_what_is_no_date_time() {
    for text in [
        "",
        "2019-12-16",
        "2019-12-16T23:48:18",
        "2019-13-16T23:48:18Z",
        "2019-02-29T23:48:18Z",
        "1900-02-29T23:48:18Z",
        "2019-12-16T24:00:00Z",
        "2019-12-16T23:48:18.Z",
        "2019-12-16T23:48:18.1xZ",
        "2019-12-16T23:48:18+0100",
        "2019-12-16T23:48:18+01:60",
        "2019-12-16T23:48:18+01:00 ",
        "2019-12-16T23:48:18ZZ",
        "2019/12/16T23:48:18Z",
        "+019-12-16T23:48:18Z",
        "2019-12-1éT23:48:18Z",
    ] {
        assert_eq!(date_time(text), None, "{text}");
    }
}

#[test]
fn reads_http_dates() {
    let read = |text| Timestamp::parse(text, Format::HttpDate).ok();
    assert_eq!(read("Mon, 16 Dec 2019 23:48:18 GMT"), Some(Timestamp::from_seconds(1_576_540_098)));
    assert_eq!(
        read("Sun, 02 Jan 2000 20:34:56.456 GMT"),
        Some(Timestamp::from_seconds_and_nanos(946_845_296, 456_000_000))
    );
    for text in
        ["Mon, 16 Dez 2019 23:48:18 GMT", "Mon, 16 Dec 2019 23:48:18 CET", "16 Dec 2019 23:48:18 GMT", ", "]
    {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn reads_epoch_seconds() {
    let read = |text: &str| {
        let time = Timestamp::parse(text, Format::EpochSeconds).ok()?;
        Some((time.seconds, time.nanos))
    };
    assert_eq!(read("1515531081"), Some((1_515_531_081, 0)));
    assert_eq!(read("1515531081.123"), Some((1_515_531_081, 123_000_000)));
    assert_eq!(read("1.5155E9"), Some((1_515_500_000, 0)));
    assert_eq!(read("1.515531081123E9"), read("1515531081.123"));
    assert_eq!(read("15155310811239e-4"), Some((1_515_531_081, 123_900_000)));
    assert_eq!(
        (read("12e-3"), read("1e-10"), read("1e-2147483648"), read("0e99")),
        (Some((0, 12_000_000)), Some((0, 0)), Some((0, 0)), Some((0, 0)))
    );
    assert_eq!(read("-3"), Some((-3, 0)));
    // The fraction is added, as in the suite of smithy-rs.
    assert_eq!(read("-2.75"), Some((-2, 750_000_000)));
    assert_eq!(read("-0.25"), Some((-1, 750_000_000)));
    assert_eq!((read("-2.75E0"), read("-2.5e-1")), (Some((-2, 750_000_000)), Some((-1, 750_000_000))));
    // More digits than the standard library pads to.
    let long = format!("1.{}1e0", "0".repeat(70_000));
    let larger = long.replace("e0", "e70001");
    assert_eq!((read(&long), read(&larger)), (Some((1, 0)), None));
    for text in [
        "",
        "-",
        ".5",
        "1.",
        "abc",
        "1e400",
        "1e",
        "e5",
        ".5e1",
        "1.e5",
        "1.-5e2",
        "1e2147483648",
        "1e19",
        "99999999999999999999",
        "+1",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn writes_each_format() {
    let written = |time: Timestamp, format| time.format(format).unwrap();
    let time = Timestamp::from_seconds(1_576_540_098);
    assert_eq!(written(time, Format::DateTime), "2019-12-16T23:48:18Z");
    assert_eq!(written(time, Format::HttpDate), "Mon, 16 Dec 2019 23:48:18 GMT");
    assert_eq!(written(time, Format::EpochSeconds), "1576540098");
    let time = Timestamp::from_seconds_and_nanos(-2, 750_000_000);
    assert_eq!(written(time, Format::DateTime), "1969-12-31T23:59:58.75Z");
    assert_eq!(written(time, Format::EpochSeconds), "-2.75");
    let time = Timestamp::from_seconds_and_nanos(0, 123_456_789);
    assert_eq!(written(time, Format::DateTime), "1970-01-01T00:00:00.123456Z");
    assert_eq!(written(time, Format::EpochSeconds), "0.123456789");
    assert_eq!(written(Timestamp::from_seconds_and_nanos(0, 999), Format::DateTime), "1970-01-01T00:00:00Z");
    assert_eq!(written(Timestamp::from_millis(-1), Format::DateTime), "1969-12-31T23:59:59.999Z");
}

#[test]
fn is_displayed_to_the_nanosecond() {
    let time = Timestamp::from_seconds_and_nanos(-1, 1);
    assert_eq!(
        (time.to_string().as_str(), time.to_string().parse()),
        ("1969-12-31T23:59:59.000000001Z", Ok(time))
    );
    assert_eq!(format!("{time:?}"), time.to_string());
}

#[test]
fn milliseconds_are_rounded_down() {
    for (time, millis) in [
        (Timestamp::from_millis(-1500), -1500),
        (Timestamp::from_seconds_and_nanos(-1, 1), -1000),
        (Timestamp::from_seconds_and_nanos(2, 999_999_999), 2999),
        (Timestamp::from_seconds_and_nanos(i64::MIN, 999_999_999), i64::MIN),
        (Timestamp::from_seconds_and_nanos(-9_223_372_036_854_776, 500_000_000), -9_223_372_036_854_775_500),
        (Timestamp::from_seconds(i64::MAX), i64::MAX),
    ] {
        assert_eq!(time.millis(), millis);
    }
}

#[test]
fn says_what_a_format_cannot_express() {
    let far = Timestamp::from_seconds(253_402_300_800);
    assert_eq!(far.format(Format::HttpDate), Err(TimestampError::OutOfRange(Format::HttpDate)));
    assert_eq!(far.to_string(), "253402300800");
    assert_eq!(Timestamp::from_seconds(253_402_300_799).to_string(), "9999-12-31T23:59:59Z");
    assert!(Timestamp::from_seconds(i64::MIN).format(Format::DateTime).is_err());
    assert!(Timestamp::from_seconds(i64::MAX).format(Format::DateTime).is_err());
}

#[test]
fn every_day_of_four_centuries_survives() {
    let (first, last) = (Timestamp::from_seconds(-2_208_988_800), Timestamp::from_seconds(10_413_792_000));
    let mut seconds = first.seconds();
    while seconds < last.seconds() {
        let time = Timestamp::from_seconds(seconds);
        for format in [Format::DateTime, Format::HttpDate, Format::EpochSeconds] {
            assert_eq!(Timestamp::parse(&time.format(format).unwrap(), format), Ok(time));
        }
        seconds += 86_399 * 5;
    }
}

#[test]
fn converts_to_the_clock_of_the_system() {
    for time in [
        Timestamp::from_millis(-1500),
        Timestamp::from_seconds(-3),
        Timestamp::from_millis(1_576_540_098_123),
    ] {
        assert_eq!(Timestamp::from(SystemTime::try_from(time).unwrap()), time);
    }
}

#[test]
fn offsets_have_minutes_and_limits() {
    let noon = date_time("2019-12-16T12:00:00Z").unwrap().0;
    let at = |zone: &str| date_time(&format!("2019-12-16T12:00:00{zone}")).map(|(seconds, _)| seconds - noon);
    assert_eq!((at("+05:45"), at("-03:30")), (Some(-20_700), Some(12_600)));
    assert_eq!((at("+23:59"), at("-23:59")), (Some(-86_340), Some(86_340)));
    for zone in ["+24:00", "+01:60", "+01x00", "+0100", "+1:00", "+01:000"] {
        assert_eq!(at(zone), None, "{zone}");
    }
}

#[test]
fn refuses_times_that_there_are_not() {
    for text in ["-0", "-0.0", "-0e1"] {
        let read = Timestamp::parse(text, Format::EpochSeconds);
        assert_eq!(read, Ok(Timestamp::from_seconds(0)), "{text}");
    }
    for text in [
        "2019-04-31T00:00:00Z",
        "2019-12-16T00:60:00Z",
        "2019-12-16T00:00:61Z",
        "2019x12-16T00:00:00Z",
        "2019-12x16T00:00:00Z",
        "2019-12-16 00:00:00Z",
        "2019-12-16T00x00:00Z",
        "2019-12-16T00:00x00Z",
    ] {
        assert_eq!(date_time(text), None, "{text}");
    }
    for text in [
        "Monday, 16 Dec 2019 23:48:18 GMT",
        "Mon, 16 Dec 2019 23:48:18 GMT x",
        "Mon, 016 Dec 2019 23:48:18 GMT",
        "Mon, 16 Dec 20190 23:48:18 GMT",
        "Mon, 16 Dec 2019 23.48:18 GMT",
    ] {
        Timestamp::parse(text, Format::HttpDate).unwrap_err();
    }
}

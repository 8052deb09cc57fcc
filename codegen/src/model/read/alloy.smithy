$version: "2.0"

namespace alloy

/// A universally unique identifier, in the usual notation (RFC 9562).
@alloy#uuidFormat
string UUID

/// A date, such as `2026-11-30`.
@alloy#dateFormat
string LocalDate

/// A time of day, such as `16:20:30.5`.
@alloy#localTimeFormat
string LocalTime

/// A date and a time of day, such as `2026-11-30T16:20:30.5`.
@alloy#localDateTimeFormat
string LocalDateTime

/// A moment, with the offset from UTC of the place where it was noted.
@alloy#offsetDateTimeFormat
@timestampFormat("date-time")
timestamp OffsetDateTime

/// A time of day with an offset from UTC, such as `16:20:30+01:00`.
@alloy#offsetTimeFormat
string OffsetTime

/// A time zone: its name, such as `America/New_York`, or an offset from UTC, such as `+01:00`.
@alloy#zoneIdFormat
string ZoneId

/// An offset from UTC, such as `+01:00`.
@alloy#zoneOffsetFormat
string ZoneOffset

/// A date, a time of day, an offset from UTC and a time zone, such as `2026-11-30T16:20:30+01:00[Europe/Paris]`.
@alloy#zonedDateTimeFormat
string ZonedDateTime

/// A day of the week.
enum DayOfWeek {
    MONDAY
    TUESDAY
    WEDNESDAY
    THURSDAY
    FRIDAY
    SATURDAY
    SUNDAY
}

/// A month.
enum Month {
    JANUARY
    FEBRUARY
    MARCH
    APRIL
    MAY
    JUNE
    JULY
    AUGUST
    SEPTEMBER
    OCTOBER
    NOVEMBER
    DECEMBER
}

/// A year.
@alloy#yearFormat
integer Year

/// A month of a year, such as `2026-11`.
@alloy#yearMonthFormat
string YearMonth

/// A day of any year, such as `11-30`.
@alloy#monthDayFormat
string MonthDay

/// A length of time in seconds, down to nanoseconds.
@alloy#durationSecondsFormat
bigDecimal Duration

//! The calendar: conversion between dates and seconds.

use std::fmt;

const DAY: i64 = 86_400;
const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date and time of day in UTC.
pub(super) struct Civil {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
}

impl Civil {
    /// Returns the date and time this many seconds after the start of 1970, or `None` outside the years 0 to 9999.
    pub(super) fn new(seconds: i64) -> Option<Self> {
        let (days, time) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        // Years start in March, so that the leap day is the last day, and are grouped in eras of 400 years.
        let days = days.checked_add(719_468)?;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (0..=9999).contains(&year).then_some(Self {
            year,
            month,
            day: day_of_year - (153 * month_from_march + 2) / 5 + 1,
            hour: time / 3600,
            minute: time / 60 % 60,
            second: time % 60,
        })
    }

    /// Returns the seconds since the start of 1970, or `None` if there is no such date or time. A leap second counts as the second after it.
    pub(super) fn seconds(&self) -> Option<i64> {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let last = match self.month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let exists = (1..=12).contains(&self.month)
            && (1..=last).contains(&self.day)
            && self.hour < 24
            && self.minute < 60
            && self.second <= 60;
        exists.then(|| self.days() * DAY + self.hour * 3600 + self.minute * 60 + self.second)
    }

    fn days(&self) -> i64 {
        let year = self.year - i64::from(self.month <= 2);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let month_from_march = (self.month + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + self.day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// Writes date and time as in RFC 3339, without the time zone.
    pub(super) fn write_date_time(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let Self { year, month, day, hour, minute, second } = self;
        write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }

    /// Writes date and time as in HTTP.
    pub(super) fn write_http_date(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let Self { year, day, hour, minute, second, .. } = self;
        let name = |names: &[&'static str], index: i64| {
            usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
        };
        let weekday = name(&DAYS, self.days().rem_euclid(7));
        let month = name(&MONTHS, self.month - 1);
        write!(out, "{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }
}

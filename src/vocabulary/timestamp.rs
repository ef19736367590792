//! An instant in UTC, to the second: what certificates, CRLs and HTTP dates can express. It never reads a clock.

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime, UtcOffset};

/// Seconds in a day: certificates and reports count days of this length, leap seconds aside (RFC 5280 §4.1.2.5).
const DAY: i64 = 86_400;

/// Ticks of a FILETIME in a second: 100 ns each (Microsoft, FILETIME).
const TICKS: u64 = 10_000_000;

/// Seconds from 1601-01-01, where FILETIME begins, to 1970-01-01.
const FROM_1601: i64 = 11_644_473_600;

/// An instant in UTC, to the second.
///
/// Shown, read and stored as RFC 3339 with a `Z`: `2018-09-03T00:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(OffsetDateTime);

/// A text that is neither `YYYY-MM-DD` nor an RFC 3339 date and time with an offset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is no date: expected YYYY-MM-DD, or a date and time with an offset such as 2018-09-03T09:00:00+09:00"
)]
pub struct NotATime {
    /// What was written.
    pub text: String,
}

impl Timestamp {
    /// The instant of a Unix time in seconds. None outside the years 0 to 9999, which RFC 3339 can't write.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        OffsetDateTime::from_unix_timestamp(seconds).ok().and_then(Self::from_offset)
    }

    /// The instant of a reading of the system's clock, cut to the second. None outside the years 0 to 9999.
    pub fn from_system(time: SystemTime) -> Option<Self> {
        Self::from_offset(OffsetDateTime::from(time))
    }

    /// The instant of a FILETIME of Windows: its ticks of 100 ns since 1601-01-01, UTC, cut to the second. None for 0, by which
    /// Windows means no time at all, and beyond the year 9999.
    pub fn from_filetime(ticks: u64) -> Option<Self> {
        let seconds = i64::try_from(ticks / TICKS).ok().filter(|_| ticks != 0)?;
        Self::from_unix(seconds.checked_sub(FROM_1601)?)
    }

    /// The same instant as ticks of a FILETIME; 0 before 1601.
    pub fn filetime(self) -> u64 {
        u64::try_from(self.unix().saturating_add(FROM_1601)).unwrap_or(0).saturating_mul(TICKS)
    }

    /// The same instant in UTC, cut to the second. None outside the years 0 to 9999.
    pub fn from_offset(time: OffsetDateTime) -> Option<Self> {
        let utc = time.checked_to_offset(UtcOffset::UTC)?;
        let whole = utc.replace_nanosecond(0).ok()?;
        (0..=9999).contains(&whole.year()).then_some(Self(whole))
    }

    /// Midnight UTC of a bare date: what a policy's `2018-09-03` means.
    pub fn midnight(date: Date) -> Option<Self> {
        Self::from_offset(date.midnight().assume_utc())
    }

    /// Reads `YYYY-MM-DD` (midnight UTC) or an RFC 3339 date and time with an offset.
    ///
    /// # Errors
    /// [`NotATime`] for anything else, a local time without an offset among it: whose midnight would be a guess.
    pub fn parse(text: &str) -> Result<Self, NotATime> {
        let refused = || NotATime { text: text.to_owned() };
        if Self::is_bare_date(text) {
            let format = time::macros::format_description!("[year]-[month]-[day]");
            return Date::parse(text, format).ok().and_then(Self::midnight).ok_or_else(refused);
        }
        OffsetDateTime::parse(text, &Rfc3339).ok().and_then(Self::from_offset).ok_or_else(refused)
    }

    /// Whether a text has the form of a date without a time: the report says so where one was taken as midnight UTC.
    pub fn is_bare_date(text: &str) -> bool {
        text.len() == "YYYY-MM-DD".len() && !text.contains('T')
    }

    /// Seconds since 1970-01-01T00:00:00Z, negative before.
    pub const fn unix(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// Whole days from here to `later`, rounded down: 0 on the last day, negative once `later` has passed.
    pub const fn days_until(self, later: Self) -> i64 {
        later.unix().saturating_sub(self.unix()).div_euclid(DAY)
    }

    /// Seconds from here to `later`; negative once it has passed.
    pub const fn seconds_until(self, later: Self) -> i64 {
        later.unix().saturating_sub(self.unix())
    }

    /// This instant and that much more; the end of the year 9999 where that would lie beyond.
    #[must_use]
    pub fn plus(self, length: Duration) -> Self {
        time::Duration::try_from(length)
            .ok()
            .and_then(|length| self.0.checked_add(length))
            .and_then(Self::from_offset)
            .unwrap_or(Self(time::macros::datetime!(9999-12-31 23:59:59 UTC)))
    }

    /// This instant and that many days more (or less).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_unix(self.unix().saturating_add(days.saturating_mul(DAY))).unwrap_or(self)
    }

    /// The day in UTC.
    pub const fn day(self) -> Date {
        self.0.date()
    }

    /// The date alone, in UTC: `2018-09-03`.
    pub fn date(self) -> String {
        self.day().to_string()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.0.date(), self.0.time());
        write!(f, "{date}T{:02}:{:02}:{:02}Z", time.hour(), time.minute(), time.second())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

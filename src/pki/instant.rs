//! UTCTime and GeneralizedTime as certificates, CRLs and OCSP answers write them (RFC 5280 §4.1.2.5): in UTC, to the
//! second, with a `Z`. Offsets, fractions and missing seconds, which ASN.1 at large permits, are refused as the profile
//! demands.

use time::{Date, Month, PrimitiveDateTime, Time};

use crate::vocabulary::Timestamp;

/// The tag of UTCTime (X.680 §8.6, universal 23).
pub(super) const UTC_TIME: u8 = 0x17;

/// The tag of GeneralizedTime (X.680 §8.6, universal 24).
pub(super) const GENERALIZED_TIME: u8 = 0x18;

/// Days in each month of a year that is no leap year.
const DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A calendar instant whose parts have been checked against each other, and which has cost no arithmetic yet: a CRL has
/// a million of them, and one or two are looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instant {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
}

impl Instant {
    /// Reads the content octets of a UTCTime or GeneralizedTime. None where the tag is neither, or the octets are no
    /// instant of the profile.
    #[inline]
    pub(super) fn read(tag: u8, content: &[u8]) -> Option<Self> {
        let (year, rest) = match (tag, content) {
            (UTC_TIME, [y1, y2, rest @ ..]) => (of_its_century(pair(*y1, *y2)?), rest),
            (GENERALIZED_TIME, [y1, y2, y3, y4, rest @ ..]) => {
                (u16::from(pair(*y1, *y2)?) * 100 + u16::from(pair(*y3, *y4)?), rest)
            }
            _ => return None,
        };
        let [m1, m2, d1, d2, h1, h2, n1, n2, s1, s2, b'Z'] = rest else { return None };
        let (month, day) = (pair(*m1, *m2)?, pair(*d1, *d2)?);
        let (hour, minute, second) = (pair(*h1, *h2)?, pair(*n1, *n2)?, pair(*s1, *s2)?);
        let in_day = hour < 24 && minute < 60 && second < 60;
        (in_day && day >= 1 && day <= days_in(year, month)).then_some(Self { year, month, day, hour, minute, second })
    }

    /// The instant in the form that the rest of the program uses. None for what the calendar does not know.
    pub(super) fn timestamp(self) -> Option<Timestamp> {
        let month = Month::try_from(self.month).ok()?;
        let date = Date::from_calendar_date(i32::from(self.year), month, self.day).ok()?;
        let time = Time::from_hms(self.hour, self.minute, self.second).ok()?;
        Timestamp::from_offset(PrimitiveDateTime::new(date, time).assume_utc())
    }
}

/// The instant that a UTCTime or GeneralizedTime says. None as in [`Instant::read`].
pub(super) fn timestamp(tag: u8, content: &[u8]) -> Option<Timestamp> {
    Instant::read(tag, content)?.timestamp()
}

/// The year of a UTCTime: 50 to 99 are of the last century, 00 to 49 of this one (RFC 5280 §4.1.2.5.1).
fn of_its_century(two_digits: u8) -> u16 {
    u16::from(two_digits) + if two_digits >= 50 { 1900 } else { 2000 }
}

/// The number that two decimal digits write.
#[inline]
const fn pair(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens < 10 && ones < 10 { Some(tens * 10 + ones) } else { None }
}

/// How many days a month has; 0 for a month that does not exist.
#[inline]
fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        _ => month.checked_sub(1).and_then(|index| DAYS.get(usize::from(index))).copied().unwrap_or(0),
    }
}

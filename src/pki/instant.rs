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

/// A calendar instant whose parts have been checked against each other.
struct Instant {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
}

/// Whether these content octets are an instant of the profile: what is asked of each of a million dates, one or two of
/// which are then read.
pub(super) fn is_time(tag: u8, content: &[u8]) -> bool {
    Instant::read(tag, content).is_some()
}

/// The instant that a UTCTime or GeneralizedTime says. None where the tag is neither, or the octets are no instant of
/// the profile.
pub(super) fn timestamp(tag: u8, content: &[u8]) -> Option<Timestamp> {
    Instant::read(tag, content)?.timestamp()
}

impl Instant {
    #[expect(clippy::inline_always, reason = "measured: behind a call, a million dates take twice as long to check")]
    #[inline(always)]
    fn read(tag: u8, content: &[u8]) -> Option<Self> {
        let (year, [month, day], [hour, minute, second]) = match (tag, content) {
            (UTC_TIME, &[y1, y2, m1, m2, d1, d2, h1, h2, n1, n2, s1, s2, b'Z']) => {
                let [year, month, day, hour] = pairs([y1, y2, m1, m2, d1, d2, h1, h2])?;
                let [minute, second, ..] = pairs([n1, n2, s1, s2, b'0', b'0', b'0', b'0'])?;
                // 50 to 99 are of the last century, 00 to 49 of this one (RFC 5280 §4.1.2.5.1).
                let century = if year >= 50 { 1900 } else { 2000 };
                (century + u16::from(year), [month, day], [hour, minute, second])
            }
            (GENERALIZED_TIME, &[y1, y2, y3, y4, m1, m2, d1, d2, h1, h2, n1, n2, s1, s2, b'Z']) => {
                let [century, year, month, day] = pairs([y1, y2, y3, y4, m1, m2, d1, d2])?;
                let [hour, minute, second, _] = pairs([h1, h2, n1, n2, s1, s2, b'0', b'0'])?;
                (u16::from(century) * 100 + u16::from(year), [month, day], [hour, minute, second])
            }
            _ => return None,
        };
        // Every month has 28 days; only for more must it be asked which month it is.
        let in_month = (1..=12).contains(&month) && day >= 1 && (day <= 28 || day <= days_in(year, month));
        let in_day = hour < 24 && minute < 60 && second < 60;
        (in_month && in_day).then_some(Self { year, month, day, hour, minute, second })
    }

    /// The instant in the form that the rest of the program uses.
    fn timestamp(self) -> Option<Timestamp> {
        let month = Month::try_from(self.month).ok()?;
        let date = Date::from_calendar_date(i32::from(self.year), month, self.day).ok()?;
        let time = Time::from_hms(self.hour, self.minute, self.second).ok()?;
        Timestamp::from_offset(PrimitiveDateTime::new(date, time).assume_utc())
    }
}

/// The four numbers that eight decimal digits write, two digits each: all at once, because a CRL has a million dates.
#[inline]
fn pairs(digits: [u8; 8]) -> Option<[u8; 4]> {
    const LOW: u64 = 0x00ff_00ff_00ff_00ff;
    let values = u64::from_be_bytes(digits) ^ 0x3030_3030_3030_3030;
    // An octet above nine has its top bit set, or gets it when 0x76 is added. What overflows into its neighbour was above
    // nine itself.
    if (values | values.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    let [_, first, _, second, _, third, _, fourth] = (((values >> 8) & LOW) * 10 + (values & LOW)).to_be_bytes();
    Some([first, second, third, fourth])
}

/// How many days a month has; 0 for a month that does not exist.
fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        _ => month.checked_sub(1).and_then(|index| DAYS.get(usize::from(index))).copied().unwrap_or(0),
    }
}

//! Days from one to another as the dates of systemd.time(7), "Calendar events": at most five lines, whatever lies between.

use std::ops::RangeInclusive;

use time::{Date, Month};

/// A part of a year, a year's months, whole years, months, a part of a month.
const MOST_LINES: usize = 5;

/// The dates that together are the days from `first` to `last`, both among them. Empty where `last` comes first.
pub(super) fn dates(first: Date, last: Date) -> Vec<String> {
    let mut dates = Vec::new();
    let mut begin = Some(first);
    while let Some(from) = begin.filter(|from| *from <= last && dates.len() < MOST_LINES) {
        let (date, until) = piece(from, last);
        dates.push(date);
        begin = until.next_day();
    }
    dates
}

/// The longest of years, months or days that begins at `from` and ends by `last`, and its last day.
fn piece(from: Date, last: Date) -> (String, Date) {
    let (year, month) = (from.year(), from.month());
    let years = (year..=last.year()).take_while(|year| ends_by(year_end(*year), last)).last();
    if let (1, Some(until), Some(end)) = (from.ordinal(), years, years.and_then(year_end)) {
        return (format!("{}-*-*", range(year..=until, 4)), end);
    }
    let months = (u8::from(month)..=12).map_while(|month| Month::try_from(month).ok());
    let whole = months.take_while(|month| ends_by(month_end(year, *month), last)).last();
    if let (1, Some(until), Some(end)) = (from.day(), whole, whole.and_then(|month| month_end(year, month))) {
        return (format!("{year:04}-{}-*", range(u8::from(month).into()..=u8::from(until).into(), 2)), end);
    }
    let end = month_end(year, month).map_or(last, |end| end.min(last));
    let days = range(from.day().into()..=end.day().into(), 2);
    (format!("{year:04}-{:02}-{days}", u8::from(month)), end)
}

fn ends_by(end: Option<Date>, last: Date) -> bool {
    end.is_some_and(|end| end <= last)
}

fn year_end(year: i32) -> Option<Date> {
    Date::from_calendar_date(year, Month::December, 31).ok()
}

fn month_end(year: i32, month: Month) -> Option<Date> {
    Date::from_calendar_date(year, month, month.length(year)).ok()
}

/// `07`, or `07..09`.
fn range(numbers: RangeInclusive<i32>, width: usize) -> String {
    let (from, until) = numbers.into_inner();
    if from == until { format!("{from:0width$}") } else { format!("{from:0width$}..{until:0width$}") }
}

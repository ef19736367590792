//! The definitions for the Task Scheduler, systemd and cron: what the real tools and schemas say of them, and that no word of an
//! argument becomes anything but that word.

mod cron;
pub(crate) mod systemd;
mod task_scheduler;

use certready::schedule::{Schedule, TimeOfDay};
use certready::vocabulary::Timestamp;

/// Words that mean something to a shell, to cron, to systemd, to Windows or to XML.
const HOSTILE: [&str; 16] = [
    "",
    "two words",
    "'",
    "it's",
    "\"",
    "a\"b\" c",
    "$HOME",
    "${HOME}$(id)",
    "$$",
    "`id`",
    "; id",
    ";",
    "a && b | c > d < e",
    "#x ~ * ? [a] {b}",
    "<x a=\"&amp;\">&lt;]]>",
    "-größe-日本",
];

fn date(day: &str) -> time::Date {
    Timestamp::parse(day).unwrap().day()
}

/// Daily runs on a Unix system, with these arguments behind `check`.
fn unix(arguments: &[&str]) -> Schedule {
    Schedule {
        policy: "example-mail-2026".to_owned(),
        program: "/usr/local/bin/certready".to_owned(),
        arguments: ["check"].iter().chain(arguments).map(|word| (*word).to_owned()).collect(),
        account: None,
        at: TimeOfDay::parse("06:05").unwrap(),
        first: date("2026-11-26"),
        last: date("2027-02-08"),
        limit: 15,
        reports: "/var/lib/certready/reports".to_owned(),
        writes: Vec::new(),
        reads: Vec::new(),
    }
}

#[test]
fn a_time_of_day_is_two_digits_each_and_no_more() {
    for good in ["00:00", "06:05", "23:59"] {
        assert_eq!(TimeOfDay::parse(good).unwrap().to_string(), good);
    }
    for bad in ["", "6:05", "06:5", "24:00", "06:60", "06:05:00", "+6:05", "06-05", " 06:05", "６:05"] {
        assert_eq!(TimeOfDay::parse(bad), None, "{bad}");
    }
}

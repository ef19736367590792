//! The service and its timer: the days they name, their words, and what systemd's own tool says of both.

use certready::schedule::{self, Definition, Schedule};
use certready::vocabulary::Timestamp;

use super::{HOSTILE, date, unix};

fn units(schedule: &Schedule) -> [Definition; 2] {
    schedule::systemd(schedule).unwrap()
}

/// The values of a key, in order.
fn values<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    text.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('=')).collect()
}

/// A line of words as systemd.syntax(7), systemd.unit(5) and systemd.service(5) have it: quotes and escapes, then `%%`, then
/// `$$`. Bare words, spaces and double quotes are all that is written here.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    let mut rest = line.chars();
    while let Some(one) = rest.next() {
        match one {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '\\' => word.get_or_insert_default().push(rest.next().unwrap()),
            ' ' if !quoted => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    assert!(!quoted, "{line}");
    words.extend(word);
    let plain = |word: String| {
        assert!(!word.replace("%%", "").contains('%') && !word.replace("$$", "").contains('$'), "{word}");
        word.replace("%%", "%").replace("$$", "$")
    };
    words.into_iter().map(plain).collect()
}

#[test]
fn the_units_are_as_they_were_seen() {
    let [service, timer] = units(&unix(&["example-mail-2026", "--quiet", "--reports", "/var/lib/certready/reports"]));
    assert_eq!(service.name, "certready-example-mail-2026.service");
    assert_eq!(timer.name, "certready-example-mail-2026.timer");
    insta::assert_snapshot!(format!("{}\n-----\n{}", service.text, timer.text));
}

#[test]
fn every_word_is_itself_within_the_one_line_of_the_command() {
    let hostile: Vec<&str> = HOSTILE.into_iter().chain(["100%", "%h", "a\\b\\", "\\\""]).collect();
    let [service, _] = units(&unix(&hostile));
    let commands = values(&service.text, "ExecStart");
    assert_eq!(commands.len(), 1);
    let expected: Vec<&str> = ["/usr/local/bin/certready", "check"].into_iter().chain(hostile).collect();
    assert_eq!(words(commands[0]), expected);
    // A bare semicolon would end the command.
    assert!(!commands[0].split(' ').any(|word| word == ";"), "{}", commands[0]);
}

#[test]
fn what_a_unit_can_not_say_is_refused() {
    for word in ["a\nb", "a\rb", "a\u{1b}[0m"] {
        assert_eq!(schedule::systemd(&unix(&[word])).unwrap_err().word, word);
    }
    for special in ["/opt/$x/certready", "/opt/it's/certready", "/opt/\"/certready", "/opt/a\\b/certready"] {
        let special = Schedule { program: special.to_owned(), ..unix(&[]) };
        assert!(schedule::systemd(&special).unwrap_err().to_string().contains("takes no program"));
    }
    for hidden in ["/tmp/policy.yaml", "/var/tmp/x"] {
        let hidden = Schedule { reads: vec![hidden.to_owned()], ..unix(&[]) };
        assert!(schedule::systemd(&hidden).unwrap_err().to_string().contains("folders of its own there"));
    }
}

#[test]
fn only_certready_s_own_folder_is_given_to_an_account_of_the_unit_s_own() {
    let with = |reports: &str, account: Option<&str>| Schedule {
        reports: reports.to_owned(),
        account: account.map(str::to_owned),
        ..unix(&[])
    };
    let [service, _] = units(&with("/var/lib/certready/reports", None));
    assert_eq!(values(&service.text, "StateDirectory"), ["certready"]);
    assert_eq!((values(&service.text, "DynamicUser"), values(&service.text, "User")), (vec!["yes"], vec![]));
    // systemd would give them, with all that is in them, to the account.
    for other in ["/var/lib/postfix/reports", "/var/lib/certready/../postfix", "/var/lib/", "/srv/certready reports"] {
        assert!(schedule::systemd(&with(other, None)).unwrap_err().to_string().contains("--account"), "{other}");
        let [service, _] = units(&with(other, Some("postfix")));
        assert_eq!(values(&service.text, "StateDirectory"), [""; 0], "{other}");
        assert_eq!(words(values(&service.text, "ReadWritePaths")[0]), [other]);
        assert_eq!((values(&service.text, "DynamicUser"), values(&service.text, "User")), (vec![], vec!["postfix"]));
    }
}

#[test]
fn homes_are_shut_but_where_a_file_of_the_run_lies_there() {
    let [service, _] = units(&unix(&[]));
    assert_eq!(values(&service.text, "ProtectHome"), ["yes"]);
    for path in ["/home/admin/policy.yaml", "/root/policy.yaml"] {
        let [service, _] = units(&Schedule { reads: vec![path.to_owned()], ..unix(&[]) });
        assert_eq!(values(&service.text, "ProtectHome"), ["read-only"], "{path}");
    }
}

#[test]
fn only_0_and_1_are_no_failure_and_the_limit_is_the_schedule_s() {
    let [service, _] = units(&Schedule { limit: 65, ..unix(&[]) });
    assert_eq!(values(&service.text, "SuccessExitStatus"), ["1"]);
    assert_eq!(values(&service.text, "TimeoutStartSec"), ["65min"]);
    assert_eq!(values(&service.text, "Type"), ["oneshot"]);
}

/// The days of the timer's lines, each of the form `YYYY-MM-DD` with a range or `*` in a place.
fn days(timer: &Definition) -> Vec<String> {
    let span = |part: &str, all: std::ops::RangeInclusive<u16>| -> std::ops::RangeInclusive<u16> {
        match (part, part.split_once("..")) {
            ("*", _) => all,
            (_, Some((from, until))) => from.parse().unwrap()..=until.parse().unwrap(),
            (one, None) => one.parse().unwrap()..=one.parse().unwrap(),
        }
    };
    let mut days = Vec::new();
    for line in values(&timer.text, "OnCalendar") {
        let (date, time) = line.split_once(' ').unwrap();
        assert_eq!(time, "06:05:00");
        let parts: Vec<&str> = date.split('-').collect();
        for year in span(parts[0], 0..=0) {
            for month in span(parts[1], 1..=12) {
                let dates = span(parts[2], 1..=31).map(|day| format!("{year:04}-{month:02}-{day:02}"));
                // A day that no month has starts nothing.
                days.extend(dates.filter(|day| Timestamp::parse(day).is_ok()));
            }
        }
    }
    days
}

#[test]
fn the_timer_names_each_day_once_and_none_after_the_last() {
    for (first, last) in [
        ("2026-11-26", "2026-11-26"),
        ("2026-11-26", "2026-11-30"),
        ("2026-11-01", "2026-11-30"),
        ("2026-11-26", "2026-12-01"),
        ("2026-11-26", "2027-02-08"),
        ("2026-01-01", "2026-12-31"),
        ("2026-01-01", "2027-12-31"),
        ("2026-12-31", "2027-01-01"),
        ("2025-07-13", "2029-03-07"),
        ("2027-12-01", "2028-02-29"),
        ("2028-02-28", "2028-03-01"),
        ("2026-01-02", "2028-12-30"),
    ] {
        let [_, timer] = units(&Schedule { first: date(first), last: date(last), ..unix(&[]) });
        let mut expected = Vec::new();
        let mut day = date(first);
        while day <= date(last) {
            expected.push(day.to_string());
            day = day.next_day().unwrap();
        }
        assert_eq!(days(&timer), expected, "{first} {last}: {}", timer.text);
        assert!(values(&timer.text, "OnCalendar").len() <= 5, "{}", timer.text);
    }
}

/// systemd's own tool, which needs no systemd that runs.
#[cfg(target_os = "linux")]
mod tool {
    use std::collections::BTreeSet;

    use super::{days, units, values};
    use crate::common::capability::require;
    use crate::common::run::{clean, finish};
    use crate::schedule::{HOSTILE, date, unix};
    use certready::schedule::Schedule;

    /// What `systemd-analyze` says to these arguments. Whether it succeeded, and both its outputs.
    fn analyze(arguments: &[&str]) -> (bool, String) {
        let mut command = clean("systemd-analyze");
        command.env("TZ", "UTC").env("SYSTEMD_COLORS", "0").args(arguments);
        let run = finish(command);
        (run.status == 0, [run.stdout, run.stderr].concat())
    }

    /// Writes the units of a schedule. Their paths.
    fn written(folder: &std::path::Path, schedule: &Schedule) -> [String; 2] {
        units(schedule).map(|unit| {
            let path = folder.join(&unit.name);
            std::fs::write(&path, unit.bytes()).unwrap();
            path.to_str().unwrap().to_owned()
        })
    }

    /// It looks whether the program is there, and so reads its path as it would to run it.
    #[test]
    fn systemd_finds_nothing_wrong_with_the_units_whatever_the_program_is_called() {
        require!("systemd-analyze");
        let folder = crate::common::place::seen_by_units();
        for name in ["certready", "cert ready", "100% &co", "a;b #c <&>", "größe {x} %h"] {
            let program = folder.path().join(name);
            std::fs::copy("/bin/true", &program).unwrap();
            let arguments: Vec<&str> = HOSTILE.into_iter().chain(["100%", "a\\b\\"]).collect();
            let schedule = Schedule { program: program.to_str().unwrap().to_owned(), ..unix(&arguments) };
            let [service, timer] = written(folder.path(), &schedule);
            assert_eq!(analyze(&["verify", &service, &timer]), (true, String::new()), "{name}");
            std::fs::remove_file(&program).unwrap();
            // The twin: it does look.
            assert!(!analyze(&["verify", &service, &timer]).0, "{name}");
        }
    }

    #[test]
    fn systemd_calls_the_exposure_of_the_service_ok() {
        require!("systemd-analyze");
        let folder = tempfile::tempdir().unwrap();
        let with = |schedule: Schedule, most: &str| {
            let [service, _] = written(folder.path(), &schedule);
            let (well, said) = analyze(&["security", "--offline=yes", &format!("--threshold={most}"), &service]);
            assert!(well && said.contains("OK"), "{said}");
            // The twin: a service without any of it is far beyond.
            std::fs::write(&service, "[Service]\nType=oneshot\nExecStart=/bin/true\n").unwrap();
            assert!(!analyze(&["security", "--offline=yes", &format!("--threshold={most}"), &service]).0);
        };
        with(unix(&[]), "15");
        let named = Schedule { account: Some("postfix".to_owned()), reports: "/srv/reports".to_owned(), ..unix(&[]) };
        with(named, "15");
    }

    /// The days on which systemd itself says that the lines elapse.
    #[test]
    fn systemd_reads_the_same_days_in_the_timer() {
        require!("systemd-analyze");
        for (first, last) in [("2026-11-26", "2027-02-08"), ("2025-12-30", "2028-03-01")] {
            let [_, timer] = units(&Schedule { first: date(first), last: date(last), ..unix(&[]) });
            let mut arguments = vec!["calendar", "--base-time=2025-01-01 00:00:00 UTC", "--iterations=2000"];
            arguments.extend(values(&timer.text, "OnCalendar"));
            let (well, said) = analyze(&arguments);
            assert!(well, "{said}");
            let elapses = said.lines().filter(|line| line.contains("Next elapse:") || line.contains("Iter"));
            let told: Vec<&str> = elapses.map(|line| line.split_once(": ").unwrap().1.trim()).collect();
            assert!(told.iter().all(|one| one.ends_with(" 06:05:00 UTC")), "{told:?}");
            let days_told: BTreeSet<String> =
                told.iter().map(|one| one.split(' ').nth(1).unwrap().to_owned()).collect();
            assert_eq!(days_told.into_iter().collect::<Vec<_>>(), days(&timer));
        }
    }
}

//! Kept reports: names that say whose they are and meet no other's, and which of them have had their time.

use certready::report::{KEPT_ENDINGS, Report, Series};
use certready::vocabulary::Timestamp;

use crate::common::case::{self, Scene};

fn at(time: &str) -> Timestamp {
    Timestamp::parse(time).unwrap()
}

/// A report of a policy, a host and an account.
fn report(policy: &str, host: &str, account: &str) -> Report {
    let mut report = Scene::good(&case::pki()).judge().report;
    report.policy.id = policy.to_owned();
    report.host.name = Some(host.into());
    report.host.account_id = Some(account.into());
    report
}

fn series(policy: &str, host: &str, account: &str) -> Series {
    Series::of(&report(policy, host, account))
}

fn mail01() -> Series {
    series("exchange-online-smtp-2026", "MAIL01", "S-1-5-18")
}

#[test]
fn a_name_says_policy_host_account_and_time() {
    let name = mail01().name(at("2026-03-01T02:00:00Z"), "json");
    assert_eq!(name, "certready-exchange-online-smtp-2026-MAIL01-S-1-5-18-20260301T020000Z.json");
    let unix = series("example-mail-2026", "mail-01.contoso.example", "105").name(at("2026-03-01"), "html");
    assert_eq!(unix, "certready-example-mail-2026-mail_01.contoso.example-105-20260301T000000Z.html");
}

#[test]
fn what_the_system_does_not_tell_is_unknown() {
    let mut report = report("a", "b", "0");
    (report.host.name, report.host.account_id) = (None, None);
    assert_eq!(Series::of(&report).name(at("2026-03-01"), "json"), "certready-a-unknown-unknown-20260301T000000Z.json");
}

/// Microsoft, "Naming Files, Paths, and Namespaces"; POSIX forbids `/` and NUL alone.
#[test]
fn a_hostile_host_name_is_a_name_on_every_file_system() {
    let long = "x".repeat(400);
    for host in
        ["../../etc/cron.d/x", "a\\b:c*?\"<>|", "CON", "a\nb\u{202e}", "Größe", ".", "~", "-rf", "", long.as_str()]
    {
        for account in ["0", "S-1-5-../x", "S-1-5-", long.as_str()] {
            let name = series("a", host, account).name(at("2026-03-01"), "json");
            assert!(name.len() <= 255, "{name}");
            assert!(name.starts_with("certready-a-") && name.ends_with("-20260301T000000Z.json"), "{name}");
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~' | '-');
            assert!(name.chars().all(plain), "{name}");
        }
    }
}

#[test]
fn no_two_of_policy_host_and_account_share_a_name() {
    let all = [
        ("a", "b-c", "0"),
        ("a-b", "c", "0"),
        ("a", "b_c", "0"),
        ("a", "b~2Dc", "0"),
        ("a", "S", "1"),
        ("a-s", "1", "5"),
        ("a", "S-1-5", "18"),
        ("a", "h", "S-1-5-18"),
        ("a", "h-S-1-5", "18"),
        ("a", "h", "S-1-5-20"),
        ("a", &"x".repeat(300), "0"),
        ("a", &"x".repeat(301), "0"),
    ];
    let names: std::collections::BTreeSet<String> = all
        .iter()
        .map(|(policy, host, account)| series(policy, host, account).name(at("2026-03-01"), "json"))
        .collect();
    assert_eq!(names.len(), all.len(), "{names:#?}");
}

#[test]
fn a_name_that_is_not_exactly_of_the_series_is_none() {
    let series = mail01();
    let good = series.name(at("2026-03-01T02:00:00Z"), "html");
    assert_eq!(series.observed(&good), Some(at("2026-03-01T02:00:00Z")));
    let begin = good.strip_suffix("20260301T020000Z.html").unwrap();
    for end in [
        "20260301T020000Z.txt",
        "20260301T020000Z.HTML",
        "20260301T020000Z.html.bak",
        "20260301T020000Z",
        "20260301T020000Z (1).html",
        "20260301t020000z.html",
        "20260231T020000Z.html",
        "20260301T250000Z.html",
        "+2260301T020000Z.html",
        "2026030１T020000Z.html",
        ".html",
        "x20260301T020000Z.html",
    ] {
        assert_eq!(series.observed(&format!("{begin}{end}")), None, "{end}");
    }
    for other in [
        "report.json",
        "",
        ".certready-x1y2",
        "certready-exchange-online-smtp-2026-MAIL02-S-1-5-18-20260301T020000Z.json",
    ] {
        assert_eq!(series.observed(other), None, "{other}");
    }
}

/// The names of daily runs of March 2026, both files of each.
fn march(series: &Series, days: std::ops::RangeInclusive<u8>) -> Vec<String> {
    let run = |day| KEPT_ENDINGS.map(|ending| series.name(at(&format!("2026-03-{day:02}T02:00:00Z")), ending));
    days.flat_map(run).collect()
}

fn surplus(names: &[String], written: &str, keep: usize) -> Vec<String> {
    mail01().surplus(names.iter().map(String::as_str), at(written), keep).into_iter().map(str::to_owned).collect()
}

#[test]
fn the_last_runs_stay_and_a_pair_goes_together() {
    let names = march(&mail01(), 1..=10);
    let mut gone = surplus(&names, "2026-03-10T02:00:00Z", 3);
    gone.sort();
    let mut expected = march(&mail01(), 1..=7);
    expected.sort();
    assert_eq!(gone, expected);
    assert_eq!(surplus(&names, "2026-03-10T02:00:00Z", 10), [""; 0]);
    assert_eq!(surplus(&names, "2026-03-10T02:00:00Z", 1).len(), 18);
}

#[test]
fn one_file_of_a_pair_is_a_run_all_the_same() {
    let names: Vec<String> =
        march(&mail01(), 1..=3).into_iter().filter(|name| !name.contains("02T02") || name.ends_with("json")).collect();
    let gone = surplus(&names, "2026-03-03T02:00:00Z", 1);
    assert_eq!(gone.len(), 3, "{gone:?}");
}

#[test]
fn what_another_account_host_or_policy_wrote_stays() {
    let mut names = march(&mail01(), 1..=5);
    for other in [
        series("exchange-online-smtp-2026", "MAIL01", "S-1-5-20"),
        series("exchange-online-smtp-2026", "MAIL02", "S-1-5-18"),
        series("exchange-online-2018", "MAIL01", "S-1-5-18"),
    ] {
        names.extend(march(&other, 1..=5));
    }
    let gone = surplus(&names, "2026-03-05T02:00:00Z", 1);
    assert_eq!(gone.len(), 8);
    assert!(gone.iter().all(|name| march(&mail01(), 1..=4).contains(name)), "{gone:?}");
}

#[test]
fn after_a_clock_that_went_back_the_run_just_written_stays_and_the_others_as_well() {
    let names = march(&mail01(), 1..=10);
    let gone = surplus(&names, "2026-03-01T02:00:00Z", 9);
    assert_eq!(gone, [""; 0], "one written now, nine later ones");
    let gone = surplus(&names, "2026-03-01T02:00:00Z", 1);
    let first = march(&mail01(), 1..=1);
    assert!(!gone.iter().any(|name| first.contains(name)), "{gone:?}");
    assert!(!gone.iter().any(|name| march(&mail01(), 10..=10).contains(name)), "{gone:?}");
    assert_eq!(gone.len(), 16);
}

/// A clock that was ahead for a while must not cost what is written since.
#[test]
fn runs_from_the_future_take_no_place_of_the_past_ones() {
    let mut names = march(&mail01(), 1..=5);
    let ahead = |year: u16| mail01().name(at(&format!("{year}-01-01")), "json");
    names.extend((2090..2096).map(ahead));
    let gone = surplus(&names, "2026-03-05T02:00:00Z", 3);
    let stay: Vec<&String> = names.iter().filter(|name| !gone.contains(name)).collect();
    let expected: Vec<String> = march(&mail01(), 3..=5).into_iter().chain((2093..2096).map(ahead)).collect();
    assert_eq!(stay, expected.iter().collect::<Vec<_>>());
}

//! The text report: its words, three depths of detail, 80 columns.

use certready::language::Language;
use certready::observation::Connect;
use certready::render::{self, Detail};
use certready::report::{HostFact, Known, Report};

use super::sample;
use crate::common::case::{self, Scene};
use crate::common::pki::{day, paths};

/// Without ANSI styles, as in a file or a pipe.
pub(super) fn plain(report: &Report, detail: Detail) -> String {
    anstream::adapter::strip_str(&render::text(report, detail, Language::English)).to_string()
}

#[test]
fn the_usual_report_has_the_head_what_blocks_and_each_host() {
    insta::assert_snapshot!(plain(&sample::report(), Detail::Usual));
}

#[test]
fn the_quiet_report_ends_with_what_needs_attention() {
    insta::assert_snapshot!(plain(&sample::report(), Detail::Quiet));
}

#[test]
fn the_verbose_report_has_addresses_digests_and_stores() {
    insta::assert_snapshot!(plain(&sample::report(), Detail::Verbose));
}

#[test]
fn styles_change_no_word() {
    let styled = render::text(&sample::report(), Detail::Usual, Language::English);
    assert!(styled.contains("\u{1b}["));
    assert!(!plain(&sample::report(), Detail::Usual).contains('\u{1b}'));
}

/// The line of the head that begins with this name.
fn head(report: &Report, name: &str) -> String {
    let text = plain(report, Detail::Quiet);
    text.lines().find_map(|line| line.strip_prefix(&format!("{name:<12}"))).unwrap().to_owned()
}

#[test]
fn the_head_says_the_days_to_the_cutover() {
    let mut report = sample::report();
    let said = [(Some(12), "in 12 days"), (Some(1), "in 1 day"), (Some(0), "in less than a day"), (None, "passed")];
    for (days, words) in said {
        report.times.days_to_cutover = days;
        assert_eq!(head(&report, "cutover"), format!("2026-12-05T12:00:00Z, {words} (policy)"));
    }
}

#[test]
fn the_head_says_how_old_the_facts_are() {
    let mut report = sample::report();
    assert_eq!(head(&report, "observed"), "2026-11-23T06:17:00Z");
    report.times.as_of = report.times.observed.plus_days(400);
    let unbroken = |report: &Report| {
        let text = plain(report, Detail::Quiet);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let later = "2026-11-23T06:17:00Z; judged as of 2027-12-28T06:17:00Z, when these facts are 400 days old ";
    assert!(unbroken(&report).contains(later), "{}", unbroken(&report));
    report.times.as_of = report.times.observed.plus_days(-1);
    let earlier = "judged as of 2026-11-22T06:17:00Z, 1 day before these facts ";
    assert!(unbroken(&report).contains(earlier), "{}", unbroken(&report));
}

#[test]
fn a_store_that_was_read_whole_says_nothing_of_parts() {
    let mut report = sample::report();
    assert_eq!(head(&report, "store"), "the system's store (145 certificates; 1 part could not be read)");
    report.store.unread = 2;
    assert_eq!(head(&report, "store"), "the system's store (145 certificates; 2 parts could not be read)");
    report.store.unread = 0;
    assert_eq!(head(&report, "store"), "the system's store (145 certificates)");
}

#[test]
fn get_and_post_of_one_responder_are_one_block_unless_they_differ() {
    let blocks = |report: &Report| plain(report, Detail::Quiet).matches("FAILURE  endpoint-reachable").count();
    let mut report = sample::report();
    assert_eq!(blocks(&report), 1);
    report.findings.last_mut().unwrap().cause = Some(certready::finding::Cause::ConnectRefused);
    assert_eq!(blocks(&report), 2);
}

#[test]
fn several_passes_of_one_check_are_one_line_and_each_is_told_on_request() {
    let mut report = sample::report();
    let mut another = report.findings[0].clone();
    another.target = "Another Root".into();
    report.findings.insert(0, another);
    assert!(plain(&report, Detail::Usual).contains("\n  root-present          2 targets\n"));
    let each = plain(&report, Detail::Verbose);
    assert!(each.contains("\n  root-present          Another Root\n      present as the very certificate\n"), "{each}");
    assert!(each.contains("\n  root-present          New Root\n"), "{each}");
}

#[test]
fn a_request_that_is_withheld_says_why_in_its_place() {
    let report = Scene::good(&case::pki()).policy(|text| text.superseded_by("certready-next")).judge().report;
    let section = "\nFirewall request\nNone is made: the policy is superseded by certready-next. ";
    assert!(plain(&report, Detail::Usual).contains(section), "{}", plain(&report, Detail::Usual));
    assert!(!plain(&report, Detail::Quiet).contains("Firewall request"));
    assert!(!plain(&Scene::good(&case::pki()).judge().report, Detail::Verbose).contains("Firewall request"));
}

/// A line may be wider only where one word is: a URL or a digest that must stay whole.
fn is_narrow(line: &str) -> bool {
    let width = |text: &str| text.chars().count();
    let longest = line.split(' ').map(width).max().unwrap_or(0);
    width(line) <= 80 || width(line) - longest <= 14
}

#[test]
fn no_line_is_wider_than_80_columns_unless_one_word_is() {
    let pki = case::pki();
    let scenes = [
        Scene::good(&pki),
        Scene::good(&pki).cut_off(Connect::Refused),
        Scene::good(&pki).store(&[]).unread("/etc/ssl/private/roots.pem", "permission denied", true),
        Scene::good(&pki).policy(|text| text.superseded_by("certready-next")),
        Scene::good(&pki).asked(|asked| asked.as_of = Some(day(31))),
        Scene::good(&pki).body(&pki.url(paths::CRL), b"<html><head><title>Blocked</title></head></html>"),
    ];
    let mut reports: Vec<Report> = scenes.iter().map(|scene| scene.judge().report).collect();
    let mut wide = sample::report();
    wide.policy.title = "very ".repeat(79).as_str().into();
    wide.endpoints[0].url = format!("http://crl.example.com/{}", "a".repeat(120)).as_str().into();
    reports.push(wide);
    for report in &reports {
        for detail in [Detail::Quiet, Detail::Usual, Detail::Verbose] {
            for line in plain(report, detail).lines() {
                assert!(is_narrow(line), "{line}");
                assert_eq!(line, line.trim_end(), "spaces at the end");
            }
        }
    }
}

#[test]
fn what_windows_tells_stands_in_a_column_of_names_and_says_what_was_refused() {
    let mut report = sample::report();
    assert!(!plain(&report, Detail::Usual).contains("This host\n"));
    let fact = |name: &str, value| HostFact { name: name.into(), value };
    report.host.windows = vec![
        fact("exchange", Known::Value("15.2.1748.10".into())),
        fact("machine-proxy", Known::Nothing),
        fact("transport-started", Known::Unread("MSExchangeTransport: access denied".into())),
    ];
    let text = plain(&report, Detail::Usual);
    for line in [
        "  exchange             15.2.1748.10\n",
        "  machine-proxy        (none)\n",
        "  transport-started    not read: MSExchangeTransport: access denied\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&render::json(&report)).unwrap();
    let facts = &json["host"]["windows"];
    assert_eq!(facts[0], serde_json::json!({ "name": "exchange", "value": "15.2.1748.10" }));
    assert_eq!(facts[1], serde_json::json!({ "name": "machine-proxy", "value": null }));
    assert_eq!(facts[2]["unread"], "MSExchangeTransport: access denied");
    assert!(facts[2].get("value").is_none());
}

//! The report as an event of Windows' log: the number, the mark, the words, and what the log can't take.

use certready::finding::{Level, Verdict, Weight};
use certready::render::{EventKind, LONGEST_EVENT, event, event_without_report};

use super::sample;

/// Public: whoever watches the log matches these.
#[test]
fn each_verdict_has_its_number_and_its_mark() {
    let mut report = sample::report();
    for (verdict, id, kind) in [
        (Verdict::Ready, 1, EventKind::Information),
        (Verdict::ReadyWithWarnings, 2, EventKind::Warning),
        (Verdict::NotReady, 3, EventKind::Error),
        (Verdict::Undetermined, 4, EventKind::Warning),
    ] {
        report.verdict = verdict;
        let event = event(&report);
        assert_eq!((event.id, event.kind), (id, kind));
    }
    let none = event_without_report("no policy x");
    assert_eq!((none.id, none.kind), (10, EventKind::Error));
    assert!(none.text.ends_with("\r\nno policy x"), "{}", none.text);
}

#[test]
fn it_says_the_verdict_and_what_blocks_in_a_line_each() {
    let text = event(&sample::report()).text;
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "NOT READY  example-mail-2026");
    assert!(lines.contains(&"cutover: 2026-12-05T12:00:00Z"), "{text}");
    let blocks = lines.iter().position(|line| *line == "What blocks:").unwrap();
    let first = lines[blocks + 1];
    assert!(first.starts_with("failure endpoint-reachable [connect-timeout] http"), "{first}");
    assert!(first.contains("no answer to the connection attempt at 192.0.2.1:80"), "{first}");
    // What is waived or passed is not among it.
    assert!(!text.contains("aia.example.com") && !text.contains("root-present"), "{text}");
    assert!(!text.contains(['\u{1b}']) && !text.replace("\r\n", "").contains(['\r', '\n']));
}

/// What follows from a common cause is counted in the headline, and not listed beside it.
#[test]
fn what_follows_from_another_is_not_listed() {
    let mut report = sample::report();
    for finding in &mut report.findings {
        finding.below = Some(finding.code);
    }
    assert!(!event(&report).text.contains("What blocks"));
}

/// `ReportEventW`: the log reads `%1` as the place of an argument, and takes 31,839 UTF-16 units.
#[test]
fn what_the_log_can_not_take_is_changed_or_cut() {
    let said = event_without_report("http://a.test/%20a%%1 100% %x").text;
    assert!(said.ends_with("http://a.test/% 20a%% 1 100% %x"), "{said}");
    let mut report = sample::report();
    let block = report.findings.iter().find(|one| one.level == Level::Failure && one.weight == Weight::Decisive);
    let block = block.unwrap().clone();
    report.findings = std::iter::repeat_with(|| block.clone()).take(1_000).collect();
    let long = event(&report).text;
    assert!(long.ends_with("\r\n…"));
    let units = long.encode_utf16().count();
    assert!(units <= LONGEST_EVENT && units > LONGEST_EVENT - 4, "{units}");
    let wide = event_without_report(&"\u{1f512}".repeat(40_000)).text;
    assert!(wide.encode_utf16().count() <= LONGEST_EVENT && wide.ends_with("\r\n…"));
    let exact = "x".repeat(LONGEST_EVENT - event_without_report("").text.encode_utf16().count());
    assert!(event_without_report(&exact).text.ends_with('x'));
}

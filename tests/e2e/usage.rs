//! Command lines, policies and places that give no report: which status, and what is said.

use std::process::Stdio;

use super::listing;
use crate::common::lab::Lab;
use crate::common::run::{Finished, TEMPORARY, certready, command};

#[track_caller]
fn says(run: &Finished, status: i32, words: &[&str]) {
    assert_eq!((run.status, run.stdout.as_str()), (status, ""), "{run:#?}");
    for word in words {
        assert!(run.stderr.contains(word), "{word:?} in {}", run.stderr);
    }
}

/// A monitor shows what stands on standard output, and an empty one says nothing of why.
#[test]
fn a_monitor_hears_on_standard_output_why_there_is_no_report() {
    for (arguments, status) in [
        (&["check", "no-such-policy", "--format", "nagios"][..], 65),
        (&["evaluate", "no-such-folder", "--format", "nagios"], 65),
        (&["url", "ftp://127.0.0.1/", "--format", "nagios"], 64),
    ] {
        let run = certready(arguments);
        assert_eq!(run.status, status, "{run:#?}");
        let story = run.stderr.strip_prefix("certready: ").unwrap().trim_end();
        assert_eq!(run.exact, format!("CERTREADY UNKNOWN - {}\n", story.replace('\n', " ")), "{run:#?}");
    }
    // The twin: no other form says anything there.
    assert_eq!(certready(&["check", "no-such-policy", "--format", "junit"]).stdout, "");
}

#[test]
fn a_wrong_command_line_is_usage_and_never_not_ready() {
    let check = |more: &[&str]| certready(&[&["check", "exchange-online-smtp-2026"], more].concat());
    says(&certready(&[]), 64, &["Usage: certready"]);
    says(&certready(&["policy"]), 64, &["Usage: certready policy"]);
    says(&certready(&["check"]), 64, &["<POLICY>"]);
    says(&certready(&["inspect"]), 64, &["inspect"]);
    says(&check(&["--cutover", "2026-13-01"]), 64, &["2026-13-01"]);
    says(&check(&["--cutover", "soon"]), 64, &["soon"]);
    says(&check(&["--as-of", "2026-02-30"]), 64, &["2026-02-30"]);
    says(&check(&["--only", "crl-fine"]), 64, &["crl-fine"]);
    says(&check(&["--skip", ""]), 64, &["--skip"]);
    says(&check(&["--client", "exchange"]), 64, &["exchange", "schannel-validating"]);
    says(&check(&["--format", "pdf"]), 64, &["pdf"]);
    says(&check(&["--report", "report.json"]), 64, &["FORMAT=PATH"]);
    says(&check(&["--report", "pdf=report.pdf"]), 64, &["pdf"]);
    says(&check(&["--report", "json="]), 64, &["path"]);
    says(&check(&["--timeout", "0"]), 64, &["--timeout"]);
    says(&check(&["--deadline", "never"]), 64, &["never"]);
    says(&check(&["--quiet", "--verbose"]), 64, &["--quiet", "--verbose"]);
    says(&check(&["--proxy", "socks5://127.0.0.1:1080"]), 64, &["socks5"]);
    says(&check(&["--connect-to", "nonsense"]), 64, &["nonsense"]);
    says(&check(&["--colour"]), 64, &["--colour"]);
}

#[test]
fn help_and_version_are_what_was_asked_for() {
    for arguments in [&["--help"][..], &["check", "--help"], &["--version"], &["evaluate", "-h"]] {
        let run = certready(arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{arguments:?}");
        assert!(!run.stdout.is_empty());
    }
    assert!(certready(&["--help"]).stdout.contains("64  wrong command line"));
}

#[test]
fn a_bad_policy_is_told_with_line_and_column_all_at_once() {
    let lab = Lab::good();
    let path = lab.policy();
    let good = std::fs::read_to_string(&path).unwrap();
    let bad = good.replace("kind: crl", "kind: crll").replacen("title:", "titel:", 1);
    std::fs::write(&path, bad).unwrap();
    let line = good.lines().position(|line| line.contains("kind: crl")).unwrap() + 1;
    let run = lab.check(&[]);
    says(&run, 65, &["titel", "crll", &format!(":{line}:")]);
    assert_eq!(lab.server.requests().len(), 0);
}

#[test]
fn a_policy_that_is_no_policy_or_nowhere_is_unreadable() {
    let lab = Lab::good();
    says(&certready(&["check", lab.path("missing.yaml").to_str().unwrap()]), 65, &["missing.yaml"]);
    says(&certready(&["check", "exchange-online-2017"]), 65, &["exchange-online-2017"]);
    std::fs::write(lab.policy(), "a: [b").unwrap();
    says(&lab.check(&[]), 65, &["policy.yaml"]);
}

#[test]
fn a_report_that_can_t_be_written_is_said_before_the_run_and_leaves_nothing() {
    let lab = Lab::good();
    let folder = lab.policy().parent().unwrap().to_owned();
    let before = listing(&folder);
    let missing = lab.path("missing/report.json");
    says(&lab.check(&["--report", &format!("json={}", missing.display())]), 74, &["missing/report.json"]);
    says(&lab.check(&["--report", &format!("json={}", folder.display())]), 74, &["could not be written"]);
    let twice = format!("json={}", lab.path("r.json").display());
    says(&lab.check(&["--report", &twice, "--report", &twice]), 74, &["r.json"]);
    assert_eq!(listing(&folder), before);
    assert_eq!(lab.server.requests().len(), 0);
}

#[test]
fn reports_are_written_whole_beside_standard_output() {
    let lab = Lab::good();
    let folder = lab.policy().parent().unwrap().to_owned();
    let (json, text) = (lab.path("report.json"), lab.path("report.txt"));
    let before = listing(&folder);
    std::fs::write(&text, "an older report").unwrap();
    let json_at = format!("json={}", json.display());
    let text_at = format!("text={}", text.display());
    let run = lab.check(&["--report", &json_at, "--report", &text_at]);
    assert_eq!(run.status, 0);
    assert_eq!(std::fs::read_to_string(&json).unwrap(), run.stdout);
    let text = std::fs::read_to_string(&text).unwrap();
    assert!(text.contains("READY  certready-test  (before, schannel-validating)"), "{text:?}");
    let after: Vec<String> = [before, vec!["report.json".into(), "report.txt".into()]].concat();
    assert_eq!(listing(&folder), {
        let mut after = after;
        after.sort();
        after
    });
}

#[test]
fn a_reader_that_has_gone_away_is_no_failure() {
    let lab = Lab::good();
    for format in [&[][..], &["--verbose"]] {
        let arguments = lab.arguments(format);
        let mut run = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let mut child = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
    }
}

#[test]
fn nothing_is_left_in_the_folder_for_temporary_files() {
    let lab = Lab::good();
    let temporary = tempfile::tempdir().unwrap();
    let arguments = lab.arguments(&[]);
    let mut run = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    run.env(TEMPORARY, temporary.path());
    assert_eq!(crate::common::run::finish(run).status, 0);
    assert_eq!(listing(temporary.path()), [""; 0]);
}

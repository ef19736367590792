//! The output of a plugin: its status line, the numbers as a real plugin's parser reads them, and its bound.

use certready::finding::Verdict;
use certready::language::Say;
use certready::render::{self, LONGEST_OUTPUT};

use super::sample;
use crate::common::capability::require;
use crate::common::case::{self, Scene};
use crate::common::pki::paths;
use crate::common::tool::fed;

#[test]
fn the_output_is_as_it_was_seen() {
    insta::assert_snapshot!(render::nagios(&sample::report()));
}

/// Monitoring Plugins Development Guidelines: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
#[test]
fn the_status_word_is_that_of_the_exit_status() {
    let mut report = sample::report();
    for (verdict, word) in [
        (Verdict::Ready, "OK"),
        (Verdict::ReadyWithWarnings, "WARNING"),
        (Verdict::NotReady, "CRITICAL"),
        (Verdict::Undetermined, "UNKNOWN"),
    ] {
        report.verdict = verdict;
        let output = render::nagios(&report);
        assert!(output.starts_with(&format!("CERTREADY {word} - ")), "{output}");
    }
}

/// What `Monitoring::Plugin::Performance` reads, a line each: label, value, unit, minimum.
const PARSE: &str = r#"
use strict; use warnings; use Monitoring::Plugin::Performance;
local $/; my $output = <STDIN>;
my ($status, $data) = $output =~ /\A([^|\n]+)\|([^\n]*)\n/ or die "no status line";
die "a bar in the long text" if (() = $output =~ /\|/g) != 1;
for my $one (Monitoring::Plugin::Performance->parse_perfstring($data)) {
    printf "%s %s%s [%s]\n", $one->label, $one->value, $one->uom, $one->min // "";
}
"#;

#[test]
fn a_real_plugins_parser_reads_every_number() {
    require!("monitoring-plugin");
    let (done, said) = fed("perl", &["-e", PARSE], &render::nagios(&sample::report()));
    let expected = "days_to_cutover 12 []\nroot_valid_days 4071 []\ncrl_fresh_seconds 322980s []\n\
                    ocsp_fresh_seconds -60s []\nfailures 2 [0]\nunknowns 0 [0]\nwarnings 1 [0]\nnotices 0 [0]\nwaived 1 [0]\n\
                    run_time 5.012s [0]\n";
    assert_eq!((done, said.as_str()), (true, expected));
}

/// Icinga 2 and Nagios Core take quoted labels, a number with its unit, and up to four further values.
#[test]
fn every_number_has_the_form_of_the_guidelines() {
    let output = render::nagios(&Scene::good(&case::pki()).judge().report);
    let (_, data) = output.lines().next().unwrap().split_once(" | ").unwrap();
    for one in data.split(' ') {
        let (label, rest) = one.strip_prefix('\'').unwrap().split_once("'=").unwrap();
        assert!(label.len() <= 19 && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{label}");
        let values: Vec<&str> = rest.split(';').collect();
        let value = values[0].trim_end_matches('s');
        assert!(values.len() <= 5 && value.parse::<f64>().is_ok(), "{one}");
    }
}

#[test]
fn what_is_not_known_is_no_number() {
    let mut report = sample::report();
    report.times.days_to_cutover = None;
    report.revocation.clear();
    report.roots.clear();
    let output = render::nagios(&report);
    for label in ["days_to_cutover", "root_valid_days", "crl_fresh_seconds", "ocsp_fresh_seconds"] {
        assert!(!output.contains(label), "{output}");
    }
}

#[test]
fn a_long_report_keeps_its_numbers_and_says_what_is_left_out() {
    let mut report = sample::report();
    report.headline.sentence = Say::several(vec![Say::from("ä".repeat(400).as_str()); 12]);
    let failed = report.findings.last().unwrap().clone();
    report.findings.extend((0..300).map(|number| {
        let mut one = failed.clone();
        one.target = format!("http://{number}.example/").as_str().into();
        one
    }));
    let output = render::nagios(&report);
    assert!(output.len() <= LONGEST_OUTPUT, "{}", output.len());
    assert!(output.lines().next().unwrap().ends_with("'run_time'=5.012s;;;0"));
    assert!(output.ends_with(" more: see the report\n") && output.lines().count() > 10, "{output}");
    let told = output.lines().count() - 2;
    assert!(output.ends_with(&format!("\n{} more: see the report\n", 303 - told)), "{told} of 303: {output}");
}

#[test]
fn what_decides_is_told_first_and_what_passed_is_not() {
    let pki = case::pki();
    let output = render::nagios(&Scene::good(&pki).status(&pki.url(paths::CRL), 403).judge().report);
    let lines: Vec<&str> = output.lines().skip(1).collect();
    assert!(lines[0].starts_with("failure ") && !lines.iter().any(|line| line.starts_with("pass ")), "{output}");
    // One line where nothing is to be told.
    assert_eq!(render::nagios(&Scene::good(&pki).judge().report).lines().count(), 1);
}

#[test]
fn a_run_without_a_report_is_unknown_in_one_line() {
    let output = render::nagios_without_report("the policy | is\nnot <there>");
    assert_eq!(output, "CERTREADY UNKNOWN - the policy ¦ is not ‹there›\n");
}

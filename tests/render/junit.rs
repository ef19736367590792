//! JUnit XML: the schemas' rules, what fails and what does not, and the counts.

use certready::finding::{Level, Verdict};
use certready::render;
use certready::report::Report;

use super::sample;
use crate::common::capability::require;
use crate::common::case::{self, Scene};
use crate::common::pki::paths;
use crate::common::tool::fed;

/// Jenkins' schema: see the README beside it.
const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/junit/junit-10.xsd");

#[test]
fn the_file_is_as_it_was_seen() {
    insta::assert_snapshot!(render::junit(&sample::report()));
}

/// Whether the schema takes it.
fn is_valid(text: &str) -> (bool, String) {
    fed("xmllint", &["--noout", "--schema", SCHEMA, "-"], text)
}

#[test]
fn reports_of_every_verdict_keep_to_the_schema() {
    require!("xmllint");
    let pki = case::pki();
    let mut urls = Scene::good(&pki).judge().report;
    urls.purpose = certready::finding::Purpose::Urls;
    let failed = Scene::good(&pki).status(&pki.url(paths::CRL), 403).judge().report;
    let superseded = Scene::good(&pki).policy(|text| text.superseded_by("certready-next")).judge().report;
    for report in [sample::report(), urls, failed, superseded] {
        let (valid, said) = is_valid(&render::junit(&report));
        assert!(valid, "{said}");
    }
    // The twin: it does look.
    let spoilt = render::junit(&sample::report()).replacen("<testcase classname", "<testcase misspelt", 1);
    assert!(!is_valid(&spoilt).0);
}

/// The start tags of an element.
fn tags<'t>(text: &'t str, element: &str) -> Vec<&'t str> {
    let begin = format!("<{element} ");
    text.split(begin.as_str()).skip(1).map(|rest| rest.split_once('>').unwrap().0).collect()
}

fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    let (_, rest) = tag.split_once(&format!("{name}=\"")).unwrap_or_else(|| panic!("no {name} in {tag}"));
    rest.split_once('"').unwrap().0
}

/// What Ant's schema asks beyond Jenkins': no attribute of the whole, and these of each suite and each case.
#[test]
fn what_ants_schema_asks_besides_is_there() {
    let text = render::junit(&sample::report());
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"));
    for (id, suite) in tags(&text, "testsuite").into_iter().enumerate() {
        assert_eq!(attribute(suite, "id"), id.to_string());
        let at = attribute(suite, "timestamp");
        assert!(at.len() == "2026-11-23T06:17:00".len() && !at.ends_with('Z'), "{at}");
        for name in ["package", "name", "hostname", "tests", "failures", "errors", "time"] {
            assert!(!attribute(suite, name).is_empty(), "{suite}");
        }
    }
    for case in tags(&text, "testcase") {
        for name in ["classname", "name", "time"] {
            assert!(!attribute(case, name).is_empty(), "{case}");
        }
    }
    let suites = tags(&text, "testsuite").len();
    for element in ["<properties>", "<system-out", "<system-err/>"] {
        assert_eq!(text.matches(element).count(), suites, "{element}");
    }
}

/// The sum of an attribute over all suites.
fn sum(text: &str, name: &str) -> usize {
    tags(text, "testsuite").iter().map(|suite| attribute(suite, name).parse::<usize>().unwrap()).sum()
}

#[test]
fn failures_errors_and_skipped_cases_are_counted_as_they_stand() {
    let mut report = sample::report();
    report.findings[2].level = Level::Unknown;
    report.findings[0].level = Level::NotApplicable;
    let text = render::junit(&report);
    for (name, element, number) in
        [("failures", "<failure ", 2), ("errors", "<error ", 1), ("skipped", "<skipped/>", 1)]
    {
        assert_eq!((sum(&text, name), text.matches(element).count()), (number, number), "{text}");
    }
    assert_eq!(sum(&text, "tests"), tags(&text, "testcase").len());
}

/// What the cases of a report come to, by whether the first, that of the verdict, fails.
fn verdict(report: &Report) -> &'static str {
    let text = render::junit(report);
    let first = text.split("</testsuite>").next().unwrap();
    match (first.contains("<failure "), first.contains("<error ")) {
        (true, false) => "failure",
        (false, true) => "error",
        (false, false) => "passed",
        (true, true) => "both",
    }
}

#[test]
fn unknown_is_an_error_of_the_whole_and_never_a_pass() {
    let mut report = sample::report();
    for (as_judged, expected) in [
        (Verdict::Ready, "passed"),
        (Verdict::ReadyWithWarnings, "passed"),
        (Verdict::NotReady, "failure"),
        (Verdict::Undetermined, "error"),
    ] {
        report.verdict = as_judged;
        assert_eq!(verdict(&report), expected);
    }
}

#[test]
fn several_findings_of_one_target_are_one_case_which_is_the_worst_of_them() {
    let mut report = sample::report();
    let mut known = report.findings[0].clone();
    known.level = Level::Failure;
    report.findings.insert(1, known);
    let text = render::junit(&report);
    let of_the_root = text.split("<testcase ").filter(|case| case.starts_with("classname=\"certready.root-present\""));
    let cases: Vec<&str> = of_the_root.collect();
    assert_eq!(cases.len(), 1);
    assert!(cases[0].contains("<failure type=\"decisive\""), "{}", cases[0]);
}

#[test]
fn a_waived_failure_passes_and_is_told_with_its_reason() {
    let text = render::junit(&sample::report());
    assert!(text.contains("(waived until 2027-01-31T00:00:00Z: the proxy team mends it)"), "{text}");
    assert!(text.contains("name=\"http://aia.example.com/ca.crt\" time=\"0.000\"/>"), "{text}");
}

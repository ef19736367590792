//! The textfile: as `promtool` reads it, without one sample twice, and the rules of the documentation as it reads them.

use std::collections::BTreeSet;

use certready::render;
use certready::report::Report;

use super::sample;
use crate::common::capability::require;
use crate::common::case::{self, Scene};
use crate::common::tool::fed;

/// The page whose rules are tried.
const PAGE: &str = include_str!("../../docs/formats.md");

#[test]
fn the_textfile_is_as_it_was_seen() {
    insta::assert_snapshot!(render::prometheus(&sample::report()));
}

/// A report of every kind that has other families than the others.
fn reports() -> Vec<Report> {
    let good = Scene::good(&case::pki()).judge().report;
    let mut urls = good.clone();
    urls.purpose = certready::finding::Purpose::Urls;
    let mut bare = sample::report();
    bare.revocation.clear();
    bare.roots.clear();
    bare.services.clear();
    bare.policy.review_by = None;
    vec![sample::report(), good, urls, bare]
}

#[test]
fn promtool_finds_nothing_to_say_of_it() {
    require!("promtool");
    for report in reports() {
        let text = render::prometheus(&report);
        assert_eq!(fed("promtool", &["check", "metrics"], &text), (true, String::new()), "{text}");
    }
    // The twin: it does look.
    let (taken, said) = fed("promtool", &["check", "metrics"], "certready_x{a=\"b} 1\n");
    assert!(!taken, "{said}");
}

/// Exposition formats: no series twice, each family together behind its help and type, no time of a sample's own, a line feed
/// at the end. The textfile collector refuses times, and a whole scrape fails for a series that is there twice.
#[test]
fn each_series_is_there_once_behind_its_help_and_type() {
    for report in reports() {
        let text = render::prometheus(&report);
        assert!(text.ends_with('\n') && !text.contains("\n\n"));
        let (mut family, mut families, mut series) = ("", BTreeSet::new(), BTreeSet::new());
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("# HELP ") {
                family = rest.split_once(' ').unwrap().0;
                assert!(families.insert(family), "{family} is there twice");
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                assert_eq!(rest, format!("{family} gauge"));
            } else {
                let (name, value) = line.rsplit_once(' ').unwrap();
                assert!(value.parse::<f64>().is_ok(), "{line}");
                assert_eq!(name.split_once('{').unwrap().0, family, "{line}");
                assert!(series.insert(name), "{name} is there twice");
            }
        }
    }
}

#[test]
fn a_label_that_holds_quotation_marks_and_backslashes_stays_one() {
    let mut report = sample::report();
    report.host.account = Some("DOMAIN\\svc \"x\"} 1 {".into());
    let text = render::prometheus(&report);
    assert!(text.contains("account=\"DOMAIN\\\\svc \\\"x\\\"} 1 {\","), "{text}");
}

#[test]
fn days_are_left_to_whoever_reads_and_instants_are_gauges() {
    let text = render::prometheus(&sample::report());
    assert!(!text.contains("days"), "{text}");
    let sample = "certready_cutover_timestamp_seconds{policy=\"example-mail-2026\",account=\"\",client=\"schannel-validating\"} \
                  1796472000\n";
    assert!(text.contains(sample), "{text}");
}

/// The fence of the page that holds the rules.
fn rules() -> &'static str {
    let (_, below) = PAGE.split_once("```yaml\ngroups:").expect("docs/formats.md has rules");
    let length = below.find("```").unwrap();
    let begin = PAGE.find("groups:").unwrap();
    &PAGE[begin..begin + "groups:".len() + length]
}

#[test]
fn the_rules_of_the_page_speak_of_families_that_are_written() {
    let written = render::prometheus(&sample::report());
    let names = rules().split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let named: BTreeSet<&str> = names.filter(|name| name.starts_with("certready_")).collect();
    assert!(named.len() > 3, "{named:?}");
    for name in named {
        assert!(written.contains(&format!("# HELP {name} ")), "{name}");
    }
}

/// Whether `promtool` takes the rules of the page, and each alert is raised when it should be and not otherwise.
#[test]
fn the_alerts_of_the_page_are_raised_when_they_should_be() {
    require!("promtool");
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let rules = file("certready.rules.yml", rules());
    let (taken, said) = fed("promtool", &["check", "rules", &rules], "");
    assert!(taken && said.contains("SUCCESS"), "{said}");
    let cases = file("alerts.test.yml", include_str!("../fixtures/prometheus/alerts.test.yml"));
    let (raised, said) = fed("promtool", &["test", "rules", &cases], "");
    assert!(raised && said.contains("SUCCESS"), "{said}");
}

//! The findings as CSV: RFC 4180, columns that stay, and no cell that a spreadsheet takes for a formula.

use certready::render;

use super::firewall_list::records;
use super::sample;
use crate::common::case::{self, Scene};

#[test]
fn the_csv_is_as_it_was_seen() {
    let text = render::csv(&sample::report());
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    insta::assert_snapshot!(text);
}

#[test]
fn each_finding_is_a_record_of_all_columns() {
    let report = Scene::good(&case::pki()).judge().report;
    let records = records(&render::csv(&report));
    assert_eq!(records.len(), report.findings.len() + 1);
    for (record, finding) in records.iter().skip(1).zip(&report.findings) {
        assert_eq!(record.len(), records[0].len(), "{record:?}");
        let column = |name: &str| record[records[0].iter().position(|known| known == name).unwrap()].as_str();
        assert_eq!((column("code"), column("level")), (finding.code.word(), finding.level.word()));
        assert_eq!(column("observed"), finding.observed());
        assert_eq!(column("verdict"), report.verdict.word());
    }
}

#[test]
fn a_target_that_begins_like_an_option_stays_text() {
    let mut report = sample::report();
    report.findings[0].target = "--only, --skip".into();
    report.host.name = Some("=HYPERLINK(\"http://x\")".into());
    let text = render::csv(&report);
    assert!(text.contains(",\"'--only, --skip\",") && text.contains("\"'=HYPERLINK(\"\"http://x\"\")\","), "{text}");
}

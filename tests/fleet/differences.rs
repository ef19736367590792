//! In what reports differ that should be alike, and the clocks.

use std::time::Duration;

use certready::finding::Verdict;
use certready::fleet::{DifferenceKind, Fleet};
use serde_json::json;

use super::{asked, fleet, gathered, good, observed, words};
use crate::common::pki::{day, now};

/// The kinds of difference between two good hosts of which one has another value at a place, and the verdict.
fn differing(place: &str, value: serde_json::Value) -> (Vec<DifferenceKind>, Verdict) {
    let mut other = good("b");
    *other.pointer_mut(place).unwrap() = value;
    let fleet = fleet(&[good("a"), other, good("c")]);
    for difference in &fleet.differences {
        let hosts: Vec<Vec<String>> = difference.values.iter().map(|(_, hosts)| words(hosts)).collect();
        assert_eq!(hosts, [vec!["a".to_owned(), "c".to_owned()], vec!["b".to_owned()]]);
    }
    (fleet.differences.iter().map(|one| one.kind).collect(), fleet.verdict)
}

/// Hosts that were judged by another text or for another date were not judged alike: that is a condition.
#[test]
fn another_digest_and_another_cutover_are_conditions_and_other_differences_are_not() {
    let warned = Verdict::ReadyWithWarnings;
    assert_eq!(differing("/policy/digest", json!("0".repeat(64))), (vec![DifferenceKind::Digest], warned));
    assert_eq!(differing("/times/cutover", json!(day(99).to_string())), (vec![DifferenceKind::Cutover], warned));
    assert_eq!(differing("/tool", json!("0.2.0 (x)")), (vec![DifferenceKind::Tool], Verdict::Ready));
    assert_eq!(differing("/client", json!("openssl-no-revocation")), (vec![DifferenceKind::Client], Verdict::Ready));
    assert_eq!(differing("/host/os", json!("another")), (vec![], Verdict::Ready));
}

#[test]
fn two_policies_differ_in_nothing_that_should_be_alike() {
    let mut other = good("b");
    other["policy"]["id"] = json!("another-2027");
    other["policy"]["digest"] = json!("0".repeat(64));
    assert!(fleet(&[good("a"), other]).differences.is_empty());
}

#[test]
fn a_clock_that_differs_is_told_by_the_hosts_own_finding_and_by_reports_from_the_future() {
    let mut skewed = good("skewed");
    let clock = skewed["findings"].as_array_mut().unwrap().iter_mut().find(|one| one["code"] == "clock").unwrap();
    clock["level"] = json!("warning");
    clock["observed"] = json!("this host is 600 s behind the median of 2 hosts");
    let ahead = observed(good("ahead"), now().plus(Duration::from_secs(2 * 3_600)));
    let fleet = Fleet::new(gathered(&[skewed, ahead, good("right")]), &asked());
    let said: Vec<(String, String)> =
        fleet.clocks.iter().map(|row| (row.host.to_string(), row.says.to_string())).collect();
    assert_eq!(said.len(), 2);
    assert!(said[0].0 == "ahead" && said[0].1.contains("ahead of this machine's clock"), "{said:?}");
    assert_eq!(said[1], ("skewed".to_owned(), "this host is 600 s behind the median of 2 hosts".to_owned()));
}

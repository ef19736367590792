//! What this host makes of each certificate of the policy, in a word.

use certready::finding::Level;
use certready::report::{Report, TrustState};

use crate::common::case::{self, Scene};
use crate::common::policy::labels::{INTERMEDIATE, RETIRING, ROOT};

fn state<'a>(report: &'a Report, label: &str) -> &'a TrustState {
    &report.roots.iter().find(|one| one.label == label).unwrap().state
}

#[test]
fn a_root_that_is_there_is_trusted_and_one_that_is_not_is_absent() {
    let pki = case::pki();
    let good = Scene::good(&pki).judge().report;
    assert_eq!((state(&good, ROOT).word.english, state(&good, ROOT).level), ("trusted", Level::Pass));
    assert_eq!(state(&good, RETIRING).word, "in the store");
    let bad = Scene::good(&pki).store(&[&pki.retiring]).judge().report;
    assert_eq!((state(&bad, ROOT).word.english, state(&bad, ROOT).level), ("absent", Level::Failure));
    assert!(state(&bad, ROOT).says.is_some());
}

#[test]
fn an_intermediate_that_aia_brings_need_not_be_in_a_store() {
    let report = Scene::good(&case::pki()).judge().report;
    assert_eq!(
        (state(&report, INTERMEDIATE).word.english, state(&report, INTERMEDIATE).level),
        ("in no store that was read", Level::Pass)
    );
}

#[test]
fn what_no_check_speaks_of_is_told_by_where_it_stands() {
    let report = Scene::good(&case::pki()).policy(|text| text.superseded_by("certready-next")).judge().report;
    assert_eq!((state(&report, ROOT).word.english, state(&report, ROOT).level), ("in the store", Level::NotApplicable));
}

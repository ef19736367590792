//! `policy-current`.

use certready::finding::{Cause, Code, Level, Owner, Verdict, Weight};

use crate::common::case::{self, Scene};
use crate::common::pki::{at, day};

const ID: &str = "certready-test";
const SUPERSEDED: Cause = Cause::PolicySuperseded;

#[test]
fn a_policy_in_force_before_its_review_passes() {
    let judged = Scene::good(&case::pki()).judge();
    assert_eq!(judged.said(Code::PolicyCurrent, ID), ("policy-current.current", Level::Pass, None, Weight::Decisive));
}

#[test]
fn a_superseded_policy_is_unknown_and_names_its_successor() {
    let judged = Scene::good(&case::pki()).policy(|text| text.superseded_by("its-successor")).judge();
    let said = judged.one(Code::PolicyCurrent, ID);
    assert_eq!(case::said(said), ("policy-current.superseded", Level::Unknown, Some(SUPERSEDED), Weight::Decisive));
    assert!(said.observed().contains("its-successor"), "{}", said.observed());
    assert_eq!(said.verify().unwrap(), "certready check its-successor");
    assert_eq!(judged.verdict(), Verdict::Undetermined);
}

#[test]
fn a_superseded_policy_asks_for_no_firewall_hole_and_for_no_root() {
    // Not even where nothing of it answers.
    let scene = Scene::good(&case::pki()).policy(|text| text.superseded_by("its-successor")).store(&[]);
    let judged = scene.cut_off(certready::observation::Connect::Timeout).judge();
    assert_eq!(judged.asks().len(), 1);
    let owners: Vec<_> = judged.report.findings.iter().map(|one| one.template.owner).collect();
    assert!(!owners.contains(&Some(Owner::Firewall)) && !owners.contains(&Some(Owner::RootStore)), "{owners:?}");
}

#[test]
fn a_superseded_policy_is_judged_for_its_date_where_a_cutover_is_asked() {
    let scene = Scene::good(&case::pki()).policy(|text| text.superseded_by("its-successor"));
    let judged = scene.asked(|asked| asked.cutover = Some(day(30))).judge();
    assert_eq!(
        judged.said(Code::PolicyCurrent, ID),
        ("policy-current.for-its-date", Level::Notice, Some(SUPERSEDED), Weight::Decisive)
    );
    assert_eq!(judged.said(Code::RootPresent, "Certready Test Root R1").0, "root-present.by-certificate");
}

#[test]
fn the_day_of_the_succession_is_said_where_the_source_says_it() {
    let pki = case::pki();
    let superseded = |yaml: &'static str| {
        let judged = Scene::good(&pki).policy(|text| text.header("superseded", yaml)).judge();
        judged.one(Code::PolicyCurrent, ID).observed()
    };
    assert_eq!(superseded("{ by: next, on: 2026-11-20 }"), "superseded by next, since 2026-11-20");
    assert_eq!(superseded("{ by: next }"), "superseded by next, since a date that its source does not say");
}

#[test]
fn a_policy_past_its_review_warns() {
    let judged = |as_of| Scene::good(&case::pki()).asked(|asked| asked.as_of = Some(as_of)).judge();
    let due = judged(at("2027-03-03T00:00:01Z"));
    assert_eq!(
        due.said(Code::PolicyCurrent, ID),
        ("policy-current.review-due", Level::Warning, Some(Cause::PolicyReviewDue), Weight::Decisive)
    );
    // The instant of the review itself is still in time: it is a hundred days ahead.
    assert_eq!(judged(day(100)).said(Code::PolicyCurrent, ID).0, "policy-current.current");
}

#[test]
fn a_command_names_the_file_that_the_policy_was_read_from() {
    for (path, word) in [("./partner.yaml", "./partner.yaml"), (r"C:\Change 7\p.yaml", r#""C:\Change 7\p.yaml""#)] {
        let scene =
            Scene::good(&case::pki()).in_file(path).asked(|asked| asked.as_of = Some(at("2027-03-03T00:00:01Z")));
        let judged = scene.judge();
        let verify = judged.one(Code::PolicyCurrent, ID).verify().unwrap();
        assert_eq!(verify, format!("certready policy show {word}"));
    }
}

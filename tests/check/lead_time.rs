//! `lead-time`.

use certready::finding::{Cause, Code, Level, Weight};

use crate::common::case::{self, Judged, Scene};
use crate::common::pki::day;

fn with_days_left(days: i64) -> Judged {
    Scene::good(&case::pki()).policy(|text| text.cutover(day(days))).judge()
}

#[test]
fn more_than_a_week_to_the_cutover_passes() {
    let judged = with_days_left(8);
    let said = judged.one(Code::LeadTime, "certready-test");
    assert_eq!(case::said(said), ("lead-time.time-left", Level::Pass, None, Weight::Supporting));
    assert_eq!(said.observed(), "whole days to the cutover on 2026-12-01T00:00:00Z: 8");
}

#[test]
fn a_week_to_the_cutover_is_worth_knowing() {
    let expected = ("lead-time.short", Level::Notice, Some(Cause::LeadTimeShort), Weight::Supporting);
    assert_eq!(with_days_left(7).said(Code::LeadTime, "certready-test"), expected);
    assert_eq!(with_days_left(1).said(Code::LeadTime, "certready-test"), expected);
}

#[test]
fn a_cutover_that_has_passed_leaves_no_time_to_count() {
    for days in [0, -1, -400] {
        let judged = with_days_left(days);
        let said = judged.one(Code::LeadTime, "certready-test");
        assert_eq!(case::said(said), ("lead-time.passed", Level::NotApplicable, None, Weight::Supporting));
        assert!(!said.observed().contains('-') || said.observed().contains("20"), "{}", said.observed());
        assert_eq!(judged.report.times.days_to_cutover, None);
    }
}

#[test]
fn the_time_left_is_counted_from_as_of() {
    let scene = Scene::good(&case::pki()).asked(|asked| asked.as_of = Some(day(27)));
    assert_eq!(
        scene.judge().by_id("lead-time.short").observed(),
        "whole days to the cutover on 2026-12-23T00:00:00Z: 3"
    );
}

#[test]
fn a_superseded_policy_leaves_nothing_to_act_on() {
    let judged = Scene::good(&case::pki()).policy(|text| text.superseded_by("next")).judge();
    assert_eq!(judged.ids(Code::LeadTime), Vec::<&str>::new());
}

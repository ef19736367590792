//! `retiring-root`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};

use crate::common::case::{self, BUNDLE, Scene};
use crate::common::pki::day;
use crate::common::policy::labels::RETIRING;

#[test]
fn a_retiring_root_that_is_there_before_the_cutover_passes() {
    let judged = Scene::good(&case::pki()).judge();
    let said = judged.one(Code::RetiringRoot, RETIRING);
    assert_eq!(case::said(said), ("retiring-root.present", Level::Pass, None, Weight::Supporting));
    assert_eq!(said.observed(), format!("present, in {BUNDLE}"));
}

#[test]
fn a_retiring_root_that_is_absent_before_the_cutover_warns_and_decides_nothing() {
    // It would fail only where the service is seen to present the old chain still, and no probe saw that.
    let pki = case::pki();
    let judged = Scene::good(&pki).store(&[&pki.root]).judge();
    assert_eq!(
        judged.said(Code::RetiringRoot, RETIRING),
        ("retiring-root.absent", Level::Warning, Some(Cause::RootAbsent), Weight::Supporting)
    );
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn a_retiring_root_counts_until_the_end_of_the_overlap() {
    let pki = case::pki();
    let outcome = |as_of: i64| {
        let until = day(40).to_string();
        let scene = Scene::good(&pki).store(&[&pki.root]).policy(|text| text.header("rollout_until", &until));
        scene.asked(|asked| asked.as_of = Some(day(as_of))).judge().said(Code::RetiringRoot, RETIRING).0
    };
    assert_eq!(outcome(39), "retiring-root.absent");
    assert_eq!(outcome(40), "retiring-root.no-matter");
}

#[test]
fn after_the_overlap_a_retiring_root_does_not_matter_present_or_not() {
    let pki = case::pki();
    for roots in [vec![&pki.root], vec![&pki.root, &pki.retiring]] {
        let judged = Scene::good(&pki).store(&roots).policy(|text| text.cutover(day(-1))).judge();
        let said = judged.one(Code::RetiringRoot, RETIRING);
        assert_eq!(case::said(said), ("retiring-root.no-matter", Level::NotApplicable, None, Weight::Supporting));
        assert!(said.required().contains("leave the root where it is"), "{}", said.required());
    }
}

#[test]
fn a_retiring_root_that_may_stand_where_we_did_not_get_to_look_is_unknown() {
    let pki = case::pki();
    let outcome = |denied| {
        let scene = Scene::good(&pki).store(&[&pki.root]).unread("/etc/ssl/more", "no", denied);
        scene.judge().said(Code::RetiringRoot, RETIRING)
    };
    let unknown = ("retiring-root.perhaps-unread", Level::Unknown, Some(Cause::StoreIncomplete), Weight::Supporting);
    assert_eq!(outcome(true), unknown);
    assert_eq!(outcome(false).0, "retiring-root.absent");
}

#[test]
fn a_policy_without_a_retiring_root_asks_for_none() {
    let judged = Scene::good(&case::pki()).policy(crate::common::policy::PolicyText::without_retiring).judge();
    assert_eq!(judged.ids(Code::RetiringRoot), Vec::<&str>::new());
}

#[test]
fn a_retiring_root_that_has_ended_while_the_old_chain_counts_warns() {
    let outcome = |until: i64| {
        let pki = case::pki_plan().retiring(|cert| cert.valid(day(-900), day(until))).build();
        Scene::good(&pki).judge().said(Code::RetiringRoot, RETIRING)
    };
    let ended = ("retiring-root.expired", Level::Warning, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(outcome(-1), ended);
    // It need not last until the cutover: the old chain is presented today.
    assert_eq!(outcome(1).0, "retiring-root.present");
}

#[test]
fn a_retiring_root_that_the_clients_own_programme_has_left_warns() {
    let pki = case::pki();
    let outcome = |by: &str, on: i64| {
        let yaml = format!("distrust:\n  - {{ root: {RETIRING}, by: {by}, on: \"{}\", source: the tests }}", day(on));
        Scene::good(&pki).policy(|text| text.more(&yaml)).judge().said(Code::RetiringRoot, RETIRING)
    };
    let left = ("retiring-root.distrusted", Level::Warning, Some(Cause::RootDistrusted), Weight::Supporting);
    assert_eq!(outcome("microsoft", -1), left);
    assert_eq!(outcome("microsoft", 1).0, "retiring-root.present");
    assert_eq!(outcome("mozilla", -1).0, "retiring-root.present");
}

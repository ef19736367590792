//! What a policy may change: levels, and waivers with a reason and an end.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{Connect, Ended};

use crate::common::case::{self, Judged, Scene};
use crate::common::pki::{TestPki, day, paths};

fn levels(pki: &TestPki, rules: &str) -> Scene {
    let yaml = format!("levels:\n{rules}");
    Scene::good(pki).policy(|text| text.more(&yaml))
}

/// A scene whose policy waives this, until so many days after the present.
fn waiver(pki: &TestPki, code: &str, target: &str, cause: &str, days: i64) -> Scene {
    let expires = day(days);
    let yaml = format!(
        "waivers:\n  - code: {code}\n    target: \"{target}\"\n    cause: {cause}\n    reason: the change is booked\n    \
         expires: {expires}"
    );
    Scene::good(pki).policy(|text| text.more(&yaml))
}

#[test]
fn a_policy_can_raise_a_level() {
    let pki = case::pki();
    let raised = levels(&pki, "  - { code: lead-time, level: warning, reason: our changes take a month }");
    let judged = raised.policy(|text| text.cutover(day(3))).judge();
    assert_eq!(judged.by_id("lead-time.short").level, Level::Warning);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
    let plain = Scene::good(&pki).policy(|text| text.cutover(day(3))).judge();
    assert_eq!(plain.by_id("lead-time.short").level, Level::Notice);
    assert_eq!(plain.verdict(), Verdict::Ready);
}

#[test]
fn a_policy_can_lower_a_level() {
    let pki = case::pki();
    let rule = "  - { code: root-present, cause: root-absent, level: warning, reason: it comes by GPO }";
    let judged = levels(&pki, rule).store(&[&pki.retiring]).judge();
    assert_eq!(judged.by_id("root-present.absent").level, Level::Warning);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn a_rule_for_the_very_cause_is_stronger_than_one_for_every_cause() {
    let pki = case::pki();
    let rules = "  - { code: root-present, level: notice, reason: a }\n  \
                 - { code: root-present, cause: root-absent, level: warning, reason: b }";
    let absent = levels(&pki, rules).store(&[]).judge();
    assert_eq!(absent.by_id("root-present.absent").level, Level::Warning);
    let der = levels(&pki, rules).store(&[]).stored(&pki.root, certready::observation::Form::Der).judge();
    assert_eq!(der.by_id("root-present.passed-over").level, Level::Notice);
}

#[test]
fn a_rule_for_another_cause_changes_nothing() {
    let pki = case::pki();
    let rule = "  - { code: root-present, cause: expired, level: notice, reason: a }";
    let judged = levels(&pki, rule).store(&[]).judge();
    assert_eq!(judged.by_id("root-present.absent").level, Level::Failure);
}

#[test]
fn unknown_can_not_be_lowered() {
    let pki = case::pki();
    let rule = "  - { code: root-present, level: notice, reason: a }";
    let judged = levels(&pki, rule).store(&[]).unread("/etc/ssl/more", "permission denied", true).judge();
    assert_eq!(judged.by_id("root-present.perhaps-unread").level, Level::Unknown);
    assert_eq!(judged.verdict(), Verdict::Undetermined);
}

#[test]
fn a_superseded_policy_can_not_lower_that_it_is() {
    let pki = case::pki();
    let rule = "  - { code: policy-current, level: notice, reason: a }";
    let judged = levels(&pki, rule).policy(|text| text.superseded_by("next")).judge();
    assert_eq!(judged.verdict(), Verdict::Undetermined);
}

#[test]
fn what_the_run_left_out_can_not_be_lowered_or_waived() {
    let pki = case::pki();
    let rule = "  - { code: run-complete, level: notice, reason: a }";
    assert_eq!(levels(&pki, rule).ended(Ended::Interrupted).judge().verdict(), Verdict::Undetermined);
    let scene = waiver(&pki, "run-complete", "run", "interrupted", 30).ended(Ended::Interrupted);
    assert_eq!(scene.judge().verdict(), Verdict::Undetermined);
}

#[test]
fn a_pass_can_not_be_raised_into_a_failure() {
    let pki = case::pki();
    let rule = "  - { code: root-present, level: failure, reason: a }";
    assert_eq!(levels(&pki, rule).judge().verdict(), Verdict::Ready);
}

#[test]
fn a_waived_failure_is_ready_with_warnings_and_names_the_waiver() {
    let pki = case::pki();
    let target = "Certready Test Root R1";
    let judged = waiver(&pki, "root-present", target, "root-absent", 30).store(&[&pki.retiring]).judge();
    let waived = judged.one(Code::RootPresent, target);
    assert_eq!((waived.level, waived.weight), (Level::Warning, Weight::Decisive));
    let waiver = waived.waiver.as_ref().unwrap();
    assert_eq!((waiver.from, waiver.until), (Level::Failure, day(30)));
    assert_eq!(waiver.reason.as_str(), "the change is booked");
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
    assert_eq!(judged.ids(Code::RunComplete), ["run-complete.complete"]);
}

#[test]
fn a_waiver_covers_its_code_target_and_cause_and_nothing_else() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let others = [
        ("endpoint-genuine", url.as_str(), "status-403"),
        ("endpoint-reachable", "http://ca.certready.test/other.crl", "status-403"),
        ("endpoint-reachable", url.as_str(), "status-404"),
    ];
    for (code, target, cause) in others {
        let judged = waiver(&pki, code, target, cause, 30).status(&url, 403).judge();
        assert_eq!(judged.verdict(), Verdict::NotReady, "{code} {target} {cause}");
        let unused = judged.by_id("run-complete.waiver-unused");
        let expected = ("run-complete.waiver-unused", Level::Warning, Some(Cause::WaiverUnused), Weight::Supporting);
        assert_eq!(case::said(unused), expected);
        assert_eq!(unused.target.as_str(), format!("{code} {target} {cause}"));
    }
    let fits = waiver(&pki, "endpoint-reachable", &url, "status-403", 30).status(&url, 403).judge();
    assert!(fits.one(Code::EndpointReachable, &url).waiver.is_some());
}

#[test]
fn an_unused_waiver_is_a_finding_even_where_all_is_good() {
    let judged = waiver(&case::pki(), "root-present", "Certready Test Root R1", "root-absent", 30).judge();
    assert_eq!(judged.by_id("run-complete.waiver-unused").level, Level::Warning);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn an_expired_waiver_waives_nothing_and_is_a_finding() {
    let pki = case::pki();
    let judge = |as_of: i64| -> Judged {
        let scene = waiver(&pki, "root-present", "Certready Test Root R1", "root-absent", 20).store(&[&pki.retiring]);
        scene.asked(|asked| asked.as_of = Some(day(as_of))).judge()
    };
    // Its last instant is within it.
    assert_eq!(judge(20).verdict(), Verdict::ReadyWithWarnings);
    let expired = judge(21);
    assert_eq!(expired.verdict(), Verdict::NotReady);
    assert_eq!(
        case::said(expired.by_id("run-complete.waiver-expired")),
        ("run-complete.waiver-expired", Level::Warning, Some(Cause::WaiverExpired), Weight::Supporting)
    );
    assert_eq!(expired.one(Code::RootPresent, "Certready Test Root R1").waiver, None);
}

#[test]
fn a_waiver_does_not_cover_what_is_unknown() {
    let pki = case::pki();
    let scene = waiver(&pki, "root-present", "Certready Test Root R1", "store-incomplete", 30);
    let judged = scene.store(&[]).unread("/etc/ssl/more", "permission denied", true).judge();
    assert_eq!(judged.verdict(), Verdict::Undetermined);
    assert_eq!(judged.by_id("run-complete.waiver-unused").level, Level::Warning);
}

#[test]
fn one_waiver_does_not_hide_another_failure() {
    let pki = case::pki();
    let scene = waiver(&pki, "root-present", "Certready Test Root R1", "root-absent", 30).store(&[&pki.retiring]);
    assert_eq!(scene.cut_off(Connect::Timeout).judge().verdict(), Verdict::NotReady);
}

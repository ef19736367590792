//! The instants of a judgement, the phase that they make, and what `--as-of` moves.

use certready::case::{CutoverOrigin, Times};
use certready::evidence::Asked;
use certready::finding::{Code, Phase};
use certready::policy::{Policy, Precision};
use certready::vocabulary::Timestamp;
use proptest::prelude::*;

use crate::common::case::{self, Judged, Scene};
use crate::common::pki::{at, day, now, paths};
use crate::common::policy::PolicyText;

/// The test policy: cutover in thirty days, an overlap from ten days before it to ten days after it where asked.
fn policy(overlap: bool) -> Policy {
    let text = PolicyText::of(&case::pki());
    let text = if overlap {
        text.header("rollout_from", &day(20).to_string()).header("rollout_until", &day(40).to_string())
    } else {
        text
    };
    text.policy()
}

fn times(policy: &Policy, as_of: i64) -> Times {
    Times::new(policy, &Asked { as_of: Some(day(as_of)), ..Asked::default() }, now())
}

fn seconds_before(at: Timestamp) -> Timestamp {
    Timestamp::from_unix(at.unix() - 1).unwrap()
}

#[test]
fn without_a_rollout_the_phase_changes_at_the_cutover() {
    let policy = policy(false);
    assert_eq!(times(&policy, 29).phase(&policy), Phase::Before);
    assert_eq!(times(&policy, 30).phase(&policy), Phase::After);
    let last = Times::new(&policy, &Asked { as_of: Some(seconds_before(day(30))), ..Asked::default() }, now());
    assert_eq!(last.phase(&policy), Phase::Before);
}

#[test]
fn between_the_ends_of_the_rollout_lies_the_overlap() {
    let policy = policy(true);
    let phases = [19, 20, 30, 39, 40].map(|as_of| times(&policy, as_of).phase(&policy));
    assert_eq!(phases, [Phase::Before, Phase::Overlap, Phase::Overlap, Phase::Overlap, Phase::After]);
}

#[test]
fn the_next_change_of_phase_is_the_next_end_of_the_rollout() {
    let policy = policy(true);
    let next = [0, 25, 50].map(|as_of| times(&policy, as_of).next_phase(&policy));
    assert_eq!(next, [Some(day(20)), Some(day(40)), None]);
}

#[test]
fn a_cutover_that_is_asked_takes_the_policys_place_and_moves_the_rollout_where_it_must() {
    let policy = policy(true);
    let asked = |cutover| Times::new(&policy, &Asked { cutover: Some(cutover), ..Asked::default() }, now());
    assert_eq!(asked(day(15)).cutover_origin, CutoverOrigin::Asked);
    // The new chain can't be presented later than the cutover, nor the old one end before it.
    assert_eq!((asked(day(15)).rollout_from(&policy), asked(day(15)).rollout_until(&policy)), (day(15), day(40)));
    assert_eq!((asked(day(50)).rollout_from(&policy), asked(day(50)).rollout_until(&policy)), (day(20), day(50)));
}

#[test]
fn a_bare_date_of_the_policy_is_midnight_and_is_said() {
    let text = PolicyText::of(&case::pki()).header("cutover", "2026-12-23");
    let policy = text.policy();
    let times = Times::new(&policy, &Asked::default(), now());
    assert_eq!((times.cutover, times.cutover_origin), (day(30), CutoverOrigin::Policy(Precision::Date)));
    let judged = Scene::good(&case::pki()).policy(|text| text.header("cutover", "2026-12-23")).judge();
    assert_eq!(judged.report.times.cutover_origin, "policy, a date: midnight UTC");
}

#[test]
fn days_are_counted_whole_and_never_below_zero() {
    let policy = policy(false);
    let days = [0, 29, 30, 31, 4000].map(|as_of| times(&policy, as_of).days_to_cutover());
    assert_eq!(days, [Some(30), Some(1), None, None, None]);
    let last = Times::new(&policy, &Asked { as_of: Some(seconds_before(day(30))), ..Asked::default() }, now());
    assert_eq!(last.days_to_cutover(), Some(0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_time_gives_negative_days_or_a_phase_out_of_order(from in -2_000_i64..2_000, later in 0_i64..2_000) {
        let order = |phase| [Phase::Before, Phase::Overlap, Phase::After].iter().position(|one| *one == phase);
        for overlap in [false, true] {
            let policy = policy(overlap);
            let (early, late) = (times(&policy, from), times(&policy, from + later));
            prop_assert!(early.days_to_cutover().is_none_or(|days| days >= 0));
            prop_assert!(order(early.phase(&policy)) <= order(late.phase(&policy)));
            prop_assert!(early.next_phase(&policy).is_none_or(|next| next > early.as_of));
        }
    }
}

// `--as-of` moves validity, lead time and the policy's age, and not freshness.

fn as_of(days: i64) -> Judged {
    let pki = case::pki_plan().root(|cert| cert.valid(day(-10), day(300))).build();
    Scene::good(&pki).asked(|asked| asked.as_of = Some(day(days))).judge()
}

#[test]
fn as_of_moves_validity() {
    assert_eq!(as_of(200).ids(Code::RootValidity), ["root-validity.valid"]);
    assert_eq!(as_of(300).ids(Code::RootValidity), ["root-validity.ends-soon"]);
    assert_eq!(as_of(301).ids(Code::RootValidity), ["root-validity.expired"]);
}

#[test]
fn as_of_moves_the_lead_time_and_the_policys_age() {
    assert_eq!(as_of(25).ids(Code::LeadTime), ["lead-time.short"]);
    assert_eq!(as_of(101).ids(Code::PolicyCurrent), ["policy-current.review-due"]);
}

#[test]
fn as_of_does_not_move_freshness() {
    // The CRLs end in six days, the OCSP answers too.
    let judged = as_of(25);
    assert_eq!(judged.ids(Code::CrlFresh), ["crl-fresh.again"; 2]);
    assert_eq!(judged.ids(Code::OcspFresh), ["ocsp-fresh.again"; 2]);
    // Observed later, the same objects are stale.
    let pki = case::pki();
    let judged = Scene::good(&pki).observed(day(7)).judge();
    assert_eq!(judged.ids(Code::CrlFresh), ["crl-fresh.stale"; 2]);
    assert_eq!(judged.ids(Code::OcspFresh), ["ocsp-fresh.stale"; 2]);
}

#[test]
fn data_that_ends_before_the_cutover_asks_for_another_run() {
    let pki = case::pki();
    let crl = |cutover| Scene::good(&pki).policy(|text| text.cutover(day(cutover))).judge();
    let again = crl(7);
    let said = again.one(Code::CrlFresh, &pki.url(paths::CRL));
    assert_eq!(said.template.id, "crl-fresh.again");
    assert_eq!(said.next().unwrap(), "Run again on the day before the cutover.");
    assert_eq!(crl(6).ids(Code::CrlFresh), ["crl-fresh.fresh"; 2]);
    assert_eq!(crl(-1).ids(Code::CrlFresh), ["crl-fresh.fresh"; 2]);
    // An OCSP answer covers the cutover no more than a CRL does.
    assert_eq!(again.ids(Code::OcspFresh), ["ocsp-fresh.again"; 2]);
    assert_eq!(crl(6).ids(Code::OcspFresh), ["ocsp-fresh.fresh"; 2]);
}

#[test]
fn the_report_says_how_old_its_facts_are_where_they_are_judged_at_another_time() {
    let said = |days| as_of(days).report.headline.sentence.to_string();
    assert!(!said(0).contains("Judged as of"), "{}", said(0));
    assert!(said(12).ends_with("Judged as of 2026-12-05T00:00:00Z, by facts that were 12 days old by then."));
    assert!(said(1).ends_with("by facts that were 1 day old by then."));
    let before = said(-3);
    assert!(before.ends_with("Judged as of 2026-11-20T00:00:00Z, by facts that were collected later, on 2026-11-23."));
    assert!(!before.contains("-3"), "{before}");
}

#[test]
fn a_validity_is_judged_at_the_cutover_before_it_and_today_behind_it() {
    let policy = policy(false);
    let text = PolicyText::of(&case::pki()).superseded_by("next").policy();
    for (policy, as_of, cutover, judged) in [
        (&policy, 0, None, day(30)),
        (&policy, 50, None, day(50)),
        (&text, 50, Some(at("2026-12-01")), at("2026-12-01")),
    ] {
        let asked = Asked { as_of: Some(day(as_of)), cutover, ..Asked::default() };
        let evidence = Scene::good(&case::pki()).evidence();
        let examined = certready::examine::examine(policy, &evidence);
        let case = certready::case::Case::new(policy, &evidence, &examined, &asked);
        assert_eq!(case.judged_at(), judged);
    }
}

//! The sentence on top: each verdict in each phase, and nothing negative.

use certready::finding::{Phase, Verdict};

use crate::common::case::{self, Judged, Scene};
use crate::common::pki::{TestPki, day};

/// What a scene's policy says of its time.
#[derive(Clone, Copy, Debug)]
enum When {
    Before,
    /// Within the overlap, the cutover still ahead.
    OverlapEarly,
    /// Within the overlap, the cutover passed.
    OverlapLate,
    After,
}

fn at(pki: &TestPki, when: When) -> Scene {
    let rollout = |text: crate::common::policy::PolicyText, from: i64, cutover: i64, until: i64| {
        let text = text.header("rollout_from", &day(from).to_string()).cutover(day(cutover));
        text.header("rollout_until", &day(until).to_string())
    };
    Scene::good(pki).policy(|text| match when {
        When::Before => text,
        When::OverlapEarly => rollout(text, -1, 30, 60),
        When::OverlapLate => rollout(text, -5, -1, 60),
        When::After => text.cutover(day(-3)),
    })
}

/// The headline's sentences where all is good, where the root is missing, and where that is not known.
fn sentences(when: When) -> [String; 3] {
    let pki = case::pki();
    let sentence = |judged: Judged, verdict| {
        assert_eq!(judged.verdict(), verdict, "{when:?}");
        judged.report.headline.sentence.to_string()
    };
    [
        sentence(at(&pki, when).judge(), Verdict::Ready),
        sentence(at(&pki, when).store(&[&pki.retiring]).judge(), Verdict::NotReady),
        sentence(at(&pki, when).store(&[&pki.retiring]).unread("/x", "no", true).judge(), Verdict::Undetermined),
    ]
}

#[test]
fn before_the_rollout_the_days_are_counted() {
    let [ready, not_ready, unknown] = sentences(When::Before);
    assert_eq!(ready, "This host will validate after the cutover on 2026-12-23, in 30 days.");
    let begins = "This host is not ready to validate after the cutover on 2026-12-23, in 30 days. 1 failure";
    assert!(not_ready.starts_with(begins), "{not_ready}");
    let begins = "Whether this host will validate after the cutover on 2026-12-23, in 30 days, is not known. ";
    assert!(unknown.starts_with(begins), "{unknown}");
}

#[test]
fn in_the_overlap_the_new_chain_may_come_at_any_time() {
    let [ready, not_ready, unknown] = sentences(When::OverlapLate);
    let chain = "the new chain, which may come at any time until";
    assert!(ready.starts_with(&format!("This host validates {chain}")), "{ready}");
    assert!(not_ready.starts_with(&format!("This host is not ready to validate {chain}")), "{not_ready}");
    assert!(unknown.starts_with(&format!("Whether this host validates {chain}")), "{unknown}");
    let [early, ..] = sentences(When::OverlapEarly);
    assert!(early.starts_with(&format!("This host validates {chain}")), "{early}");
}

#[test]
fn after_the_rollout_it_validates_or_does_not_since_the_date() {
    let [ready, not_ready, unknown] = sentences(When::After);
    assert_eq!(ready, "This host validates the new chain, in force since 2026-11-20.");
    assert!(not_ready.starts_with("This host does not validate the new chain, in force since 2026-11-20. 1 failure"));
    let begins = "Whether this host validates the new chain, in force since 2026-11-20, is not known.";
    assert!(unknown.starts_with(begins), "{unknown}");
}

#[test]
fn the_phase_is_part_of_the_report() {
    let pki = case::pki();
    let phase = |when| at(&pki, when).judge().report.phase;
    assert_eq!(phase(When::Before), Phase::Before);
    assert_eq!(phase(When::OverlapEarly), Phase::Overlap);
    assert_eq!(phase(When::OverlapLate), Phase::Overlap);
    assert_eq!(phase(When::After), Phase::After);
}

#[test]
fn the_last_days_have_words_of_their_own() {
    let pki = case::pki();
    let said = |days| Scene::good(&pki).policy(|text| text.cutover(days)).judge().report.headline.sentence.to_string();
    assert!(said(day(1)).ends_with(", in 1 day."), "{}", said(day(1)));
    let hours = crate::common::pki::at("2026-11-23T05:00:00Z");
    assert!(said(hours).ends_with(", in less than a day."), "{}", said(hours));
}

#[test]
fn each_verdict_has_its_word() {
    let pki = case::pki();
    let word = |scene: Scene| scene.judge().report.headline.word.english;
    assert_eq!(word(Scene::good(&pki)), "READY");
    assert_eq!(word(Scene::good(&pki).unread("/x", "no", false)), "READY WITH WARNINGS");
    assert_eq!(word(Scene::good(&pki).store(&[])), "NOT READY");
    assert_eq!(word(Scene::good(&pki).policy(|text| text.superseded_by("next"))), "UNDETERMINED");
}

#[test]
fn what_asks_for_attention_is_counted() {
    let pki = case::pki();
    let scene = Scene::good(&pki).store(&[&pki.retiring]).unread("/a", "x", false).unread("/b", "x", false);
    let sentence = scene.judge().report.headline.sentence.to_string();
    assert!(sentence.ends_with(" 1 failure, 2 warnings."), "{sentence}");
}

#[test]
fn a_superseded_policy_names_its_successor_and_the_way_on() {
    let pki = case::pki();
    let scene = || Scene::good(&pki).policy(|text| text.superseded_by("its-successor"));
    let sentence = scene().judge().report.headline.sentence.to_string();
    assert!(sentence.starts_with("This policy is superseded by its-successor: "), "{sentence}");
    assert!(sentence.contains("--cutover"), "{sentence}");
    let asked = scene().asked(|asked| asked.cutover = Some(day(30))).judge().report.headline.sentence.to_string();
    let begins = "This host would validate the new chain, judged for 2026-12-23 as asked. The policy is superseded by \
                  its-successor.";
    assert!(asked.starts_with(begins), "{asked}");
}

//! `os-chain`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{ChainPurpose, OsAnswer, OsChain, Scope, SystemStore};

use crate::common::case::{self, Scene};
use crate::common::pki::TestPki;
use crate::common::policy::labels::INTERMEDIATE;
use crate::common::windows::kept;

const UNTRUSTED_ROOT: u32 = 0x20;
const OUT_OF_TIME: u32 = 0x01;
const NOT_FOR_THIS_USE: u32 = 0x10;

/// A host on which Windows' engine has this against those chains.
fn refusing(pki: &TestPki, errors: u32, which: fn(&OsChain) -> bool) -> Scene {
    Scene::good(pki).on_windows().windows(move |facts, _| {
        for chain in facts.chains.iter_mut().filter(|chain| which(chain)) {
            chain.answer = OsAnswer::Chain { errors, info: 0, elements: Vec::new() };
        }
    })
}

#[test]
fn where_windows_says_what_the_stores_say_it_passes_for_both_uses_and_both_times() {
    let pki = case::pki();
    let judged = Scene::good(&pki).on_windows().judge();
    let said = judged.one(Code::OsChain, INTERMEDIATE);
    assert_eq!(case::said(said), ("os-chain.agrees", Level::Pass, None, Weight::Decisive));
    assert!(said.observed().contains("for client and server, at "), "{}", said.observed());
    assert!(Scene::good(&pki).judge().all(Code::OsChain).is_empty());
}

#[test]
fn where_windows_refuses_what_the_stores_trust_it_fails_and_names_the_bits() {
    let pki = case::pki();
    let judged = refusing(&pki, UNTRUSTED_ROOT, |_| true).judge();
    let said = judged.one(Code::OsChain, INTERMEDIATE);
    let expected = ("os-chain.refuses", Level::Failure, Some(Cause::OsDisagrees), Weight::Decisive);
    assert_eq!(case::said(said), expected);
    assert!(said.observed().contains("untrusted root (0x00000020)"), "{}", said.observed());
    assert!(said.next().unwrap().contains("Trust Windows"));
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn a_use_that_windows_refuses_alone_is_named() {
    let pki = case::pki();
    let judged = refusing(&pki, NOT_FOR_THIS_USE, |chain| chain.purpose == ChainPurpose::Client).judge();
    let said = judged.one(Code::OsChain, INTERMEDIATE);
    assert_eq!(said.template.id, "os-chain.refuses");
    assert!(said.observed().contains("for client: not for this use"), "{}", said.observed());
}

#[test]
fn where_the_stores_explain_the_refusal_it_adds_no_failure_of_its_own() {
    let pki = case::pki();
    let absent = Scene::good(&pki).store(&[&pki.retiring]).on_windows().windows(|facts, _| {
        for chain in &mut facts.chains {
            chain.answer = OsAnswer::Chain { errors: UNTRUSTED_ROOT, info: 0, elements: Vec::new() };
        }
    });
    let judged = absent.judge();
    assert_eq!(judged.said(Code::OsChain, INTERMEDIATE).1, Level::Notice);
    assert_eq!(judged.said(Code::OsChain, INTERMEDIATE).0, "os-chain.refuses-too");
}

#[test]
fn where_windows_accepts_what_the_stores_do_not_trust_it_fails_too() {
    let pki = case::pki();
    let disallowed = kept(Scope::Machine, SystemStore::Disallowed, ".Default");
    let judged = Scene::good(&pki).on_windows().kept(&pki.root, disallowed).judge();
    assert_eq!(judged.said(Code::OsChain, INTERMEDIATE).0, "os-chain.accepts");
    assert_eq!(judged.said(Code::OsChain, INTERMEDIATE).1, Level::Failure);
}

#[test]
fn before_the_rollout_a_validity_that_begins_later_is_nothing_against_it() {
    let pki = case::pki();
    let at_cutover = Scene::good(&pki).on_windows().evidence().observations.windows.unwrap().chains;
    let cutover = at_cutover.iter().map(|chain| chain.at).max().unwrap();
    let early = Scene::good(&pki).on_windows().windows(move |facts, _| {
        for chain in facts.chains.iter_mut().filter(|chain| chain.at != cutover) {
            chain.answer = OsAnswer::Chain { errors: OUT_OF_TIME, info: 0, elements: Vec::new() };
        }
    });
    assert_eq!(early.judge().said(Code::OsChain, INTERMEDIATE).0, "os-chain.agrees");
    // At the cutover itself it counts.
    assert_eq!(refusing(&pki, OUT_OF_TIME, |_| true).judge().said(Code::OsChain, INTERMEDIATE).0, "os-chain.refuses");
}

#[test]
fn a_question_that_windows_did_not_answer_is_unknown() {
    let pki = case::pki();
    let failed =
        Scene::good(&pki).on_windows().windows(|facts, _| facts.chains[0].answer = OsAnswer::Failed(0x8009_2004));
    let judged = failed.judge();
    let said = judged.one(Code::OsChain, INTERMEDIATE);
    assert_eq!((said.template.id, said.level), ("os-chain.failed", Level::Unknown));
    assert!(said.observed().contains("0x80092004"), "{}", said.observed());
    let unasked = Scene::good(&pki).on_windows().windows(|facts, _| facts.chains.clear()).judge();
    assert_eq!(unasked.said(Code::OsChain, INTERMEDIATE).0, "os-chain.not-asked");
    assert_eq!(unasked.verdict(), Verdict::Undetermined);
}

/// Its intermediates may have ended long since.
#[test]
fn of_a_superseded_policy_that_is_judged_for_its_own_date_todays_validity_is_nothing() {
    let pki = case::pki();
    let scene = |errors_today: u32| {
        let scene = Scene::good(&pki).policy(|text| text.superseded_by("next")).on_windows();
        let scene = scene.asked(|asked| asked.cutover = Some(pki.day(-30)));
        scene.windows(move |facts, _| {
            let today = facts.chains.iter().map(|chain| chain.at).max().unwrap();
            for chain in facts.chains.iter_mut().filter(|chain| chain.at == today) {
                chain.answer = OsAnswer::Chain { errors: errors_today, info: 0, elements: Vec::new() };
            }
        })
    };
    assert_eq!(scene(OUT_OF_TIME).judge().said(Code::OsChain, INTERMEDIATE).0, "os-chain.agrees");
    assert_eq!(scene(UNTRUSTED_ROOT).judge().said(Code::OsChain, INTERMEDIATE).0, "os-chain.refuses");
    // Of one that is in force, today counts once the rollout has begun.
    let after = Scene::good(&pki).on_windows().asked(|asked| asked.cutover = Some(pki.day(-30)));
    let after = after.windows(move |facts, _| {
        for chain in &mut facts.chains {
            chain.answer = OsAnswer::Chain { errors: OUT_OF_TIME, info: 0, elements: Vec::new() };
        }
    });
    assert_eq!(after.judge().said(Code::OsChain, INTERMEDIATE).0, "os-chain.refuses");
}

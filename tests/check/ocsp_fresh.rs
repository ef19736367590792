//! `ocsp-fresh`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::vocabulary::Timestamp;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::ocsp::Ocsp;
use crate::common::pki::{TestPki, day, now, paths};

/// The judgement where the root's responder gives this answer about the intermediate, by GET and by POST.
fn answer(change: impl FnOnce(Ocsp, &TestPki) -> Ocsp) -> (Judged, String) {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    (Scene::good(&pki).body(&url, &change(pki.root_ocsp(), &pki).der()).judge(), url)
}

fn said((judged, url): &(Judged, String)) -> Said {
    let said = judged.said(Code::OcspFresh, &format!("{url} (GET)"));
    assert_eq!(judged.said(Code::OcspFresh, &format!("{url} (POST)")), said);
    said
}

/// Valid from and until.
fn window(this: Timestamp, next: Timestamp) -> (Judged, String) {
    answer(|ocsp, _| ocsp.this_update(this).next_update(next))
}

fn second(offset: i64) -> Timestamp {
    Timestamp::from_unix(now().unix() + offset).unwrap()
}

fn failed(id: &'static str, cause: Cause) -> Said {
    (id, Level::Failure, Some(cause), Weight::Decisive)
}

const FRESH: Said = ("ocsp-fresh.fresh", Level::Pass, None, Weight::Decisive);
/// Fresh, and to be fetched again before the cutover, which lies thirty days ahead.
const AGAIN: Said = ("ocsp-fresh.again", Level::Notice, Some(Cause::RefreshNeeded), Weight::Decisive);

#[test]
fn an_answer_whose_window_holds_the_observation_is_fresh() {
    assert_eq!(said(&window(day(-1), day(30))), FRESH);
    assert_eq!(said(&window(now(), day(31))), FRESH);
}

#[test]
fn an_answer_that_ends_before_the_cutover_must_be_had_again_then() {
    assert_eq!(said(&window(day(-1), day(6))), AGAIN);
    assert_eq!(said(&window(day(-1), now())), AGAIN);
}

#[test]
fn a_second_after_next_update_it_is_stale() {
    let stale = window(day(-7), second(-1));
    assert_eq!(said(&stale), failed("ocsp-fresh.stale", Cause::Stale));
    assert_eq!(stale.0.verdict(), Verdict::NotReady);
}

#[test]
fn this_update_ahead_by_more_than_clocks_differ_is_not_yet() {
    assert_eq!(said(&window(second(301), day(6))), failed("ocsp-fresh.not-yet", Cause::NotYetValid));
    // A responder that signs as it is asked says its own now, by its own clock.
    assert_eq!(said(&window(second(300), day(31))), FRESH);
}

#[test]
fn next_update_before_this_update_holds_no_time() {
    assert_eq!(said(&window(day(-1), day(-2))), failed("ocsp-fresh.inverted", Cause::Stale));
}

#[test]
fn without_next_update_ten_days_are_fresh_and_more_are_stale() {
    let aged = |seconds: i64| answer(|ocsp, _| ocsp.this_update(second(-seconds)).no_next_update());
    assert_eq!(said(&aged(10 * 86_400)), ("ocsp-fresh.no-next-update", Level::Pass, None, Weight::Decisive));
    assert_eq!(said(&aged(10 * 86_400 + 1)), failed("ocsp-fresh.no-next-update-old", Cause::Stale));
}

#[test]
fn the_age_that_a_cache_tells_stands_in_the_words() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    let body = pki.root_ocsp().this_update(day(-9)).next_update(day(-2)).der();
    let judged = Scene::good(&pki).body(&url, &body).answer(&url, |answer| answer.age = Some(700_000)).judge();
    let observed = judged.one(Code::OcspFresh, &format!("{url} (GET)")).observed();
    assert!(observed.contains("(Age 700000 s, Date "), "{observed}");
}

#[test]
fn as_of_does_not_move_freshness() {
    let pki = case::pki();
    let judged = Scene::good(&pki).asked(|asked| asked.as_of = Some(day(20))).judge();
    assert_eq!(said(&(judged, pki.url(paths::ROOT_OCSP))), AGAIN);
}

#[test]
fn only_what_is_signed_and_about_the_certificate_has_freshness() {
    for other in [
        answer(|ocsp, pki| ocsp.signed_by(&pki.retiring).next_update(day(-1))),
        answer(|ocsp, pki| ocsp.cert_id_serial(&pki.leaf.serial()).next_update(day(-1))),
    ] {
        assert!(other.0.all(Code::OcspFresh).iter().all(|one| !one.target.as_str().starts_with(&other.1)));
    }
}

#[test]
fn at_the_leaf_s_responder_freshness_is_not_asked_for() {
    let pki = case::pki();
    let url = pki.url(paths::OCSP);
    let stale = pki.fresh_ocsp(&pki.intermediate.serial(), &pki.intermediate).next_update(day(-1)).der();
    let judged = Scene::good(&pki).body(&url, &stale).judge();
    assert!(judged.all(Code::OcspFresh).iter().all(|one| !one.target.as_str().starts_with(&url)));
    assert_eq!(judged.verdict(), Verdict::Ready);
}

#[test]
fn an_answer_about_an_ended_intermediate_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let url = pki.url(paths::ROOT_OCSP);
    let stale = pki.root_ocsp().this_update(day(-9)).next_update(day(-2)).der();
    let judged = Scene::good(&pki).body(&url, &stale).judge();
    assert_eq!(
        said(&(judged, url)),
        ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting)
    );
}

#[test]
fn a_single_url_has_no_cutover_before_which_it_must_be_had_again() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    let body = pki.fresh_ocsp(&pki.root.serial(), &pki.root).der();
    let scene = Scene::good(&pki).urls(&[&url], &[&pki.root]).body(&url, &body);
    let ids = scene.asked(|asked| asked.as_of = Some(day(20))).judge().ids(Code::OcspFresh);
    assert!(!ids.is_empty() && ids.iter().all(|id| *id == "ocsp-fresh.fresh"), "{ids:?}");
}

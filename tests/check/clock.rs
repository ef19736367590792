//! `clock`.

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::Header;
use certready::vocabulary::Timestamp;

use crate::common::case::{self, Scene};
use crate::common::pki::{TestPki, day, now, paths};

const SKEW: Option<Cause> = Some(Cause::ClockSkew);
const ROOT: [&str; 3] = [paths::ROOT_CRL, paths::ROOT_OCSP, paths::ROOT_AIA];
const BELOW: [&str; 3] = [paths::CRL, paths::OCSP, paths::AIA];

fn seconds(offset: i64) -> Timestamp {
    Timestamp::from_unix(now().unix() + offset).unwrap()
}

/// One host's answers say this time.
fn dated(scene: Scene, pki: &TestPki, of: [&str; 3], date: Option<Timestamp>) -> Scene {
    of.iter().fold(scene, |scene, path| scene.answer(&pki.url(path), move |answer| answer.date = date))
}

fn both(pki: &TestPki, date: Timestamp) -> Scene {
    dated(dated(Scene::good(pki), pki, ROOT, Some(date)), pki, BELOW, Some(date))
}

#[test]
fn a_clock_that_agrees_with_two_hosts_passes() {
    let pki = case::pki();
    let judged = both(&pki, seconds(300)).judge();
    let said = judged.one(Code::Clock, "clock");
    assert_eq!(case::said(said), ("clock.agrees", Level::Pass, None, Weight::Supporting));
    assert_eq!(said.observed(), "300 s apart from the median of 2 hosts");
}

#[test]
fn a_clock_that_two_hosts_contradict_warns_with_the_direction() {
    let pki = case::pki();
    for (offset, words) in [(301, "301 s behind"), (-301, "301 s ahead of")] {
        let judged = both(&pki, seconds(offset)).judge();
        let said = judged.one(Code::Clock, "clock");
        assert_eq!(case::said(said), ("clock.differs", Level::Warning, SKEW, Weight::Supporting));
        assert_eq!(said.observed(), format!("this host is {words} the median of 2 hosts"));
    }
}

#[test]
fn one_host_of_two_that_tells_another_time_is_its_own_trouble() {
    let pki = case::pki();
    for offset in [4_000, -4_000] {
        for host in [ROOT, BELOW] {
            let judged = dated(Scene::good(&pki), &pki, host, Some(seconds(offset))).judge();
            assert_eq!(judged.said(Code::Clock, "clock").0, "clock.agrees", "{offset} {host:?}");
        }
    }
}

#[test]
fn two_hosts_on_opposite_sides_prove_nothing() {
    let pki = case::pki();
    let scene = dated(Scene::good(&pki), &pki, ROOT, Some(seconds(4_000)));
    let judged = dated(scene, &pki, BELOW, Some(seconds(-4_000))).judge();
    assert_eq!(judged.said(Code::Clock, "clock").0, "clock.agrees");
}

#[test]
fn one_host_alone_is_too_few() {
    let pki = case::pki();
    let judged = dated(Scene::good(&pki), &pki, ROOT, None).judge();
    let said = judged.one(Code::Clock, "clock");
    assert_eq!(case::said(said), ("clock.too-few", Level::NotApplicable, None, Weight::Supporting));
    assert!(said.observed().starts_with("1 host"), "{}", said.observed());
}

#[test]
fn answers_out_of_a_cache_tell_no_time() {
    let pki = case::pki();
    let scene = |change: fn(&mut certready::observation::Answer)| {
        let old = both(&pki, seconds(-90_000));
        let all = ROOT.iter().chain(&BELOW).fold(old, |scene, path| scene.answer(&pki.url(path), change));
        all.judge().said(Code::Clock, "clock").0
    };
    assert_eq!(scene(|answer| answer.age = Some(90_000)), "clock.too-few");
    let hit = |answer: &mut certready::observation::Answer| {
        answer.headers.push(Header { name: "x-cache".into(), value: "Hit from cloudfront".into() });
    };
    assert_eq!(scene(hit), "clock.too-few");
    // Fresh out of the server the same Date counts.
    assert_eq!(scene(|answer| answer.age = Some(0)), "clock.differs");
}

#[test]
fn signed_data_from_the_future_proves_a_clock_that_is_behind() {
    let pki = case::pki();
    let with_crl_of = |this: Timestamp| {
        let crl = pki.crl().this_update(this).next_update(day(6)).der();
        Scene::good(&pki).body(&pki.url(paths::CRL), &crl).judge()
    };
    let judged = with_crl_of(seconds(301));
    let said = judged.one(Code::Clock, "clock");
    assert_eq!(case::said(said), ("clock.behind", Level::Warning, SKEW, Weight::Supporting));
    assert!(said.observed().contains("301 s before"), "{}", said.observed());
    assert_eq!(with_crl_of(seconds(300)).said(Code::Clock, "clock").0, "clock.agrees");
}

#[test]
fn what_nobody_in_play_signed_proves_nothing_of_the_clock() {
    let pki = case::pki();
    let crl = pki.crl().signed_by(&pki.retiring).this_update(seconds(4_000)).next_update(day(6)).der();
    let judged = Scene::good(&pki).body(&pki.url(paths::CRL), &crl).judge();
    assert_eq!(judged.said(Code::Clock, "clock").0, "clock.agrees");
}

#[test]
fn an_ocsp_answer_produced_in_the_future_proves_a_clock_that_is_behind() {
    let pki = case::pki();
    let answer = pki.root_ocsp().produced_at(seconds(301)).der();
    let judged = Scene::good(&pki).body(&pki.url(paths::ROOT_OCSP), &answer).judge();
    assert_eq!(judged.said(Code::Clock, "clock").0, "clock.behind");
}

#[test]
fn signed_data_from_long_ago_proves_nothing_of_a_clock_that_is_ahead() {
    let pki = case::pki();
    let old = pki.crl().this_update(day(-900)).next_update(day(-800)).der();
    let judged = Scene::good(&pki).body(&pki.url(paths::CRL), &old).judge();
    assert_eq!(judged.said(Code::Clock, "clock").0, "clock.agrees");
}

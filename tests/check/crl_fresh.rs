//! `crl-fresh`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::Header;
use certready::vocabulary::Timestamp;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::crl::Crl;
use crate::common::pki::{TestPki, day, now, paths};

/// The judgement where the intermediate publishes this CRL.
fn publishing(change: impl FnOnce(Crl, &TestPki) -> Crl) -> (Judged, String) {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    (Scene::good(&pki).body(&url, &change(pki.crl(), &pki).der()).judge(), url)
}

fn said((judged, url): &(Judged, String)) -> Said {
    judged.said(Code::CrlFresh, url)
}

/// Valid from and until.
fn window(this: Timestamp, next: Timestamp) -> (Judged, String) {
    publishing(|crl, _| crl.this_update(this).next_update(next))
}

fn second(offset: i64) -> Timestamp {
    Timestamp::from_unix(now().unix() + offset).unwrap()
}

fn failed(id: &'static str, cause: Cause) -> Said {
    (id, Level::Failure, Some(cause), Weight::Decisive)
}

const FRESH: Said = ("crl-fresh.fresh", Level::Pass, None, Weight::Decisive);

#[test]
fn a_crl_whose_window_holds_the_observation_and_the_cutover_is_fresh() {
    assert_eq!(said(&window(day(-1), day(40))), FRESH);
}

#[test]
fn a_crl_that_ends_before_the_cutover_must_be_fetched_again_by_then() {
    let again = ("crl-fresh.again", Level::Notice, Some(Cause::RefreshNeeded), Weight::Decisive);
    assert_eq!(said(&window(day(-1), day(6))), again);
    // The cutover lies thirty days ahead, and a CRL that ends at that instant still covers it.
    let (_, next) = (day(30), Timestamp::from_unix(day(30).unix() - 1).unwrap());
    assert_eq!(said(&window(day(-1), next)), again);
    assert_eq!(said(&window(day(-1), day(30))), FRESH);
}

#[test]
fn both_ends_of_the_window_are_within_it() {
    assert_eq!(said(&window(now(), day(40))), FRESH);
    assert_eq!(said(&window(day(-7), now())).0, "crl-fresh.again");
}

#[test]
fn a_second_after_next_update_it_is_stale() {
    let stale = window(day(-7), second(-1));
    assert_eq!(said(&stale), failed("crl-fresh.stale", Cause::Stale));
    assert_eq!(stale.0.verdict(), Verdict::NotReady);
}

#[test]
fn a_cache_that_took_it_while_it_was_fresh_is_told_from_a_ca_that_serves_an_old_one() {
    let aged = |age: u64, proxied: bool| {
        let pki = case::pki();
        let url = pki.url(paths::CRL);
        let crl = pki.crl().this_update(day(-9)).next_update(day(-2)).der();
        let scene = Scene::good(&pki).body(&url, &crl).answer(&url, move |answer| {
            answer.age = Some(age);
            answer.headers.push(Header { name: "via".into(), value: "1.1 proxy.example (squid/5.7)".into() });
        });
        let scene =
            scene.fetch(&url, move |fetch, _| fetch.proxy = proxied.then(|| "http://proxy.example:3128".into()));
        let judged = scene.judge();
        (judged.said(Code::CrlFresh, &url), judged.one(Code::CrlFresh, &url).observed())
    };
    // nextUpdate passed two days ago: what is older than that came from the CA before it.
    let (said, observed) = aged(2 * 86_400, true);
    assert_eq!(said, failed("crl-fresh.stale-cached", Cause::Stale));
    assert!(
        observed.contains("(Age 172800 s, Date 20") && observed.ends_with("via 1.1 proxy.example (squid/5.7))"),
        "{observed}"
    );
    assert_eq!(aged(2 * 86_400 - 1, true).0, failed("crl-fresh.stale", Cause::Stale));
    // Without a proxy it may be the CA's own cache.
    assert_eq!(aged(2 * 86_400, false).0, failed("crl-fresh.stale", Cause::Stale));
}

#[test]
fn this_update_ahead_by_more_than_clocks_differ_is_not_yet() {
    assert_eq!(said(&window(second(301), day(40))), failed("crl-fresh.not-yet", Cause::NotYetValid));
    assert_eq!(said(&window(second(300), day(40))), FRESH);
}

#[test]
fn next_update_before_this_update_holds_no_time() {
    assert_eq!(said(&window(day(-1), day(-2))), failed("crl-fresh.inverted", Cause::Stale));
}

#[test]
fn without_next_update_ten_days_are_a_warning_and_more_are_stale() {
    let aged = |seconds: i64| publishing(|crl, _| crl.this_update(second(-seconds)).no_next_update());
    let warned = ("crl-fresh.no-next-update", Level::Warning, Some(Cause::Stale), Weight::Supporting);
    assert_eq!(said(&aged(86_400)), warned);
    assert_eq!(said(&aged(10 * 86_400)), warned);
    assert_eq!(aged(86_400).0.verdict(), Verdict::ReadyWithWarnings);
    assert_eq!(said(&aged(10 * 86_400 + 1)), failed("crl-fresh.no-next-update-old", Cause::Stale));
}

#[test]
fn as_of_does_not_move_freshness() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let judged = Scene::good(&pki).asked(|asked| asked.as_of = Some(day(20))).judge();
    assert_eq!(judged.said(Code::CrlFresh, &url).0, "crl-fresh.again");
    // The same CRL on the day itself is stale.
    let later = Scene::good(&pki).observed(day(20)).body(&url, &pki.crl().der()).judge();
    assert_eq!(later.said(Code::CrlFresh, &url), failed("crl-fresh.stale", Cause::Stale));
}

#[test]
fn a_crl_that_nobody_in_play_signed_has_no_freshness() {
    let unsigned = publishing(|crl, pki| crl.signed_by(&pki.retiring).next_update(day(-1)));
    assert!(unsigned.0.all(Code::CrlFresh).iter().all(|one| one.target.as_str() != unsigned.1));
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let url = pki.url(paths::CRL);
    let stale = pki.crl().this_update(day(-9)).next_update(day(-2)).der();
    assert_eq!(
        Scene::good(&pki).body(&url, &stale).judge().said(Code::CrlFresh, &url),
        ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting)
    );
}

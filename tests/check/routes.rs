//! `routes`.

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::{Connect, Fetch, Header, NotStarted, Reached};

use crate::common::case::{self, Judged, Scene};
use crate::common::pki::{TestPki, day, paths};

/// The intermediate's CRL denied through a proxy, and by the other way what `change` makes of a good answer.
fn denied(pki: &TestPki, change: impl Fn(&mut Fetch) + 'static) -> Judged {
    let url = pki.url(paths::CRL);
    let good = answered(pki, &url);
    let scene =
        Scene::good(pki).status(&url, 403).fetch(&url, |fetch, _| fetch.proxy = Some("http://proxy:3128".into()));
    let scene = scene.by_another_way(&[&url], move |fetch, objects| {
        fetch.reached = good.clone();
        if let Reached::Answered { answer, .. } = &mut fetch.reached {
            answer.body = Some(objects.put(&body()).unwrap());
        }
        change(fetch);
    });
    scene.judge()
}

fn body() -> Vec<u8> {
    case::pki().crl().der()
}

/// What a good run observes of a URL.
fn answered(pki: &TestPki, url: &str) -> Reached {
    let evidence = Scene::good(pki).evidence();
    evidence.observations.fetches.iter().find(|fetch| fetch.id.url.as_str() == url).unwrap().reached.clone()
}

#[test]
fn works_directly_and_fails_through_the_proxy_is_said_outright() {
    let pki = case::pki();
    let judged = denied(&pki, |_| {});
    let works = ("routes.other-works", Level::Warning, Some(Cause::Status(403)), Weight::Supporting);
    assert_eq!(judged.said(Code::Routes, &pki.url(paths::CRL)), works);
    let observed = judged.one(Code::Routes, &pki.url(paths::CRL)).observed();
    assert_eq!(observed, "works directly, and fails through the proxy http://proxy:3128: status-403");
    let verify = judged.one(Code::Routes, &pki.url(paths::CRL)).verify().unwrap();
    assert!(verify.ends_with(" --compare-routes"), "{verify}");
}

#[test]
fn what_fails_both_ways_says_how_each_time() {
    let pki = case::pki();
    let attempts = match Scene::good(&pki).cut_off(Connect::Timeout).evidence().observations.fetches[0].reached.clone()
    {
        Reached::Resolved { attempts } => attempts,
        other => panic!("{other:?}"),
    };
    let judged = denied(&pki, move |fetch| fetch.reached = Reached::Resolved { attempts: attempts.clone() });
    let both = ("routes.both-fail", Level::Notice, Some(Cause::Status(403)), Weight::Supporting);
    assert_eq!(judged.said(Code::Routes, &pki.url(paths::CRL)), both);
    let observed = judged.one(Code::Routes, &pki.url(paths::CRL)).observed();
    assert_eq!(observed, "fails through the proxy http://proxy:3128: status-403; and directly: connect-timeout");
}

#[test]
fn a_page_by_the_other_way_is_no_object() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let scene = Scene::good(&pki).unreachable(&url, Connect::Timeout);
    let good = answered(&pki, &url);
    let judged = scene.by_another_way(&[&url], move |fetch, objects| {
        fetch.reached = good.clone();
        if let Reached::Answered { answer, .. } = &mut fetch.reached {
            answer.body = Some(objects.put(b"<html><title>Sign in</title></html>").unwrap());
        }
    });
    let judged = judged.judge();
    assert_eq!(judged.one(Code::Routes, &url).template.id, "routes.both-fail");
    assert!(judged.one(Code::Routes, &url).observed().ends_with("; and directly: body-html"));
}

#[test]
fn where_nothing_fell_short_no_other_way_is_needed() {
    let pki = case::pki();
    let judged = Scene::good(&pki).by_another_way(&[], |_, _| {}).judge();
    assert_eq!(
        judged.said(Code::Routes, "all endpoints"),
        ("routes.not-needed", Level::Pass, None, Weight::Supporting)
    );
    assert_eq!(Scene::good(&pki).judge().all(Code::Routes).len(), 0);
}

#[test]
fn where_there_is_no_other_way_that_is_said() {
    let pki = case::pki();
    let judged = Scene::good(&pki).status(&pki.url(paths::CRL), 403).by_another_way(&[], |_, _| {}).judge();
    let one_way = ("routes.one-way", Level::NotApplicable, None, Weight::Supporting);
    assert_eq!(judged.said(Code::Routes, "all endpoints"), one_way);
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let judged = denied(&pki, |_| {});
    let impossible = ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(judged.said(Code::Routes, &pki.url(paths::CRL)), impossible);
}

#[test]
fn a_way_that_was_not_tried_to_its_end_is_not_known() {
    let pki = case::pki();
    let judged = denied(&pki, |fetch| fetch.reached = Reached::Nothing(NotStarted::Deadline));
    let unknown = ("routes.not-known", Level::Unknown, Some(Cause::Status(403)), Weight::Supporting);
    assert_eq!(judged.said(Code::Routes, &pki.url(paths::CRL)), unknown);
    let observed = judged.one(Code::Routes, &pki.url(paths::CRL)).observed();
    assert!(observed.ends_with("through the proxy http://proxy:3128: status-403; directly: deadline"), "{observed}");
}

#[test]
fn of_a_proxy_that_an_account_may_pass_it_is_not_known_that_it_fails() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let good = answered(&pki, &url);
    let offer = Header { name: "proxy-authenticate".into(), value: "Negotiate".into() };
    let scene = Scene::good(&pki).status(&url, 407).answer(&url, move |answer| answer.headers.push(offer.clone()));
    let scene = scene.fetch(&url, |fetch, _| fetch.proxy = Some("http://proxy:3128".into()));
    let judged = scene.by_another_way(&[&url], move |fetch, objects| {
        fetch.reached = good.clone();
        if let Reached::Answered { answer, .. } = &mut fetch.reached {
            answer.body = Some(objects.put(&body()).unwrap());
        }
    });
    let observed = judged.judge().one(Code::Routes, &url).observed();
    assert_eq!(observed, "works directly, and may fail through the proxy http://proxy:3128: proxy-auth");
}

//! `ocsp-methods`.

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::{Connect, Ended, ExchangeFault, Method, NotStarted, Reached};

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::ocsp::OcspError;
use crate::common::pki::{TestPki, day, paths};

fn said(judged: &Judged, pki: &TestPki) -> Said {
    judged.said(Code::OcspMethods, &pki.url(paths::ROOT_OCSP))
}

/// What is said where this method of the root's responder got so far.
fn by(method: Method, reached: Reached, ended: Ended) -> Said {
    let pki = case::pki();
    let scene = Scene::good(&pki).fetch(&pki.url(paths::ROOT_OCSP), move |fetch, _| {
        if fetch.id.method == method {
            fetch.reached = reached.clone();
        }
    });
    said(&scene.ended(ended).judge(), &pki)
}

fn connected(fault: ExchangeFault) -> Reached {
    Reached::Connected { attempts: Vec::new(), fault: Some(fault), hops: Vec::new() }
}

const BOTH: Said = ("ocsp-methods.both", Level::Pass, None, Weight::Supporting);
const ONE: Said = ("ocsp-methods.one", Level::Warning, Some(Cause::MethodDiffers), Weight::Supporting);

#[test]
fn both_methods_pass() {
    let pki = case::pki();
    assert_eq!(said(&Scene::good(&pki).judge(), &pki), BOTH);
}

#[test]
fn an_error_status_is_an_answer_by_that_method() {
    let pki = case::pki();
    let body = OcspError::TryLater.der();
    let judged = Scene::good(&pki).body_by(&pki.url(paths::ROOT_OCSP), Method::Post, &body).judge();
    assert_eq!(said(&judged, &pki), BOTH);
}

#[test]
fn one_method_that_is_reset_or_answered_with_a_page_is_named() {
    for (method, words) in [
        (Method::Post, "GET brings an OCSP response, POST does not"),
        (Method::Get, "POST brings an OCSP response, GET does not"),
    ] {
        assert_eq!(by(method, connected(ExchangeFault::Reset), Ended::Complete), ONE);
        let pki = case::pki();
        let judged = Scene::good(&pki).body_by(&pki.url(paths::ROOT_OCSP), method, b"<html></html>").judge();
        assert_eq!(said(&judged, &pki), ONE);
        assert_eq!(judged.one(Code::OcspMethods, &pki.url(paths::ROOT_OCSP)).observed(), words);
    }
}

#[test]
fn an_answer_behind_a_refusal_is_none() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    let scene = Scene::good(&pki).fetch(&url, |fetch, _| {
        if let (Method::Post, Reached::Answered { answer, .. }) = (fetch.id.method, &mut fetch.reached) {
            answer.status = 500;
        }
    });
    assert_eq!(said(&scene.judge(), &pki), ONE);
}

#[test]
fn neither_is_endpoint_reachable_s_matter() {
    let pki = case::pki();
    let judged = Scene::good(&pki).unreachable(&pki.url(paths::ROOT_OCSP), Connect::Refused).judge();
    assert_eq!(said(&judged, &pki), ("ocsp-methods.neither", Level::NotApplicable, None, Weight::Supporting));
}

#[test]
fn what_was_not_tried_to_its_end_tells_no_difference() {
    let unknown = |cause| ("ocsp-methods.not-tried", Level::Unknown, Some(cause), Weight::Supporting);
    for method in [Method::Get, Method::Post] {
        let nothing = Reached::Nothing(NotStarted::Deadline);
        assert_eq!(by(method, nothing, Ended::Deadline), unknown(Cause::Deadline));
        let cut = || connected(ExchangeFault::Cut);
        assert_eq!(by(method, cut(), Ended::Deadline), unknown(Cause::Deadline));
        assert_eq!(by(method, cut(), Ended::Interrupted), unknown(Cause::Interrupted));
        let nothing = Reached::Nothing(NotStarted::Interrupted);
        assert_eq!(by(method, nothing, Ended::Interrupted), unknown(Cause::Interrupted));
    }
}

#[test]
fn each_responder_is_asked_about_by_itself() {
    let pki = case::pki();
    let judged = Scene::good(&pki).body_by(&pki.url(paths::OCSP), Method::Get, b"<html></html>").judge();
    assert_eq!(said(&judged, &pki), BOTH);
    assert_eq!(judged.said(Code::OcspMethods, &pki.url(paths::OCSP)), ONE);
}

#[test]
fn an_answer_about_an_ended_intermediate_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    assert_eq!(
        said(&Scene::good(&pki).judge(), &pki),
        ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting)
    );
}

//! How much depends on a target: required, one of a group, optional, or named by a certificate alone.

use certready::finding::{Code, Finding, Level, Verdict, Weight};
use certready::observation::{Connect, ExchangeFault, Header, Method, ProxyFault, Reached};

use crate::common::case::{self, Judged, Scene};
use crate::common::cert::Cert;
use crate::common::ocsp::OcspError;
use crate::common::pki::{TestPki, day};
use crate::common::policy::labels::{INTERMEDIATE, ROOT};

const FIRST: &str = "http://one.certready.test/g1.crl";
const SECOND: &str = "http://two.certready.test/g1.crl";

/// The intermediate's CRL at two more URLs, of this need each.
fn two(pki: &TestPki, need: &str) -> Scene {
    let scene = Scene::good(pki)
        .policy(|text| text.endpoint("crl", FIRST, INTERMEDIATE, need).endpoint("crl", SECOND, INTERMEDIATE, need));
    let crl = pki.crl().der();
    let ok = |answer: &mut certready::observation::Answer| answer.status = 200;
    scene.body(FIRST, &crl).body(SECOND, &crl).answer(FIRST, ok).answer(SECOND, ok)
}

fn reach(judged: &Judged, url: &str) -> (Level, Weight) {
    let one: &Finding = judged.one(Code::EndpointReachable, url);
    (one.level, one.weight)
}

#[test]
fn a_required_endpoint_that_fails_decides() {
    let pki = case::pki();
    let judged = two(&pki, "required").unreachable(FIRST, Connect::Timeout).judge();
    assert_eq!(reach(&judged, FIRST), (Level::Failure, Weight::Decisive));
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn an_optional_endpoint_that_fails_is_worth_knowing() {
    let pki = case::pki();
    let judged = two(&pki, "optional").unreachable(FIRST, Connect::Timeout).judge();
    assert_eq!(reach(&judged, FIRST), (Level::Notice, Weight::Supporting));
}

#[test]
fn one_of_a_group_that_fails_is_a_warning_while_another_works() {
    let pki = case::pki();
    let judged = two(&pki, "one-of g1-crl").unreachable(FIRST, Connect::Timeout).judge();
    assert_eq!(reach(&judged, FIRST), (Level::Warning, Weight::Supporting));
    assert_eq!(reach(&judged, SECOND), (Level::Pass, Weight::Decisive));
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn a_group_of_which_none_works_decides() {
    let pki = case::pki();
    let scene = two(&pki, "one-of g1-crl").unreachable(FIRST, Connect::Timeout);
    let judged = scene.unreachable(SECOND, Connect::Refused).judge();
    assert_eq!(reach(&judged, FIRST), (Level::Failure, Weight::Decisive));
    assert_eq!(reach(&judged, SECOND), (Level::Failure, Weight::Decisive));
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn another_of_a_group_helps_only_where_what_it_serves_can_be_used() {
    let pki = case::pki();
    let stale = pki.crl().this_update(day(-9)).next_update(day(-2)).der();
    let forged = pki.crl().signed_by(&pki.retiring).der();
    for body in [&b"<html><title>Blocked</title></html>"[..], &stale, &forged] {
        let judged = two(&pki, "one-of g1-crl").unreachable(FIRST, Connect::Timeout).body(SECOND, body).judge();
        assert_eq!(reach(&judged, FIRST), (Level::Failure, Weight::Decisive));
    }
}

#[test]
fn groups_do_not_help_each_other() {
    let pki = case::pki();
    let scene = Scene::good(&pki).policy(|text| {
        text.endpoint("crl", FIRST, INTERMEDIATE, "one-of a").endpoint("crl", SECOND, INTERMEDIATE, "one-of b")
    });
    let judged = scene.unreachable(FIRST, Connect::Timeout).body(SECOND, &pki.crl().der()).judge();
    assert_eq!(reach(&judged, FIRST), (Level::Failure, Weight::Decisive));
}

#[test]
fn a_responder_of_the_unseen_certificate_helps_its_group_by_any_well_formed_answer() {
    let pki = case::pki();
    let (one, two) = ("http://one.certready.test/ocsp", "http://two.certready.test/ocsp");
    let scene = || {
        let scene = Scene::good(&pki).policy(|text| {
            text.ocsp(one, INTERMEDIATE, None, "one-of leaf-ocsp").ocsp(two, INTERMEDIATE, None, "one-of leaf-ocsp")
        });
        scene.unreachable(one, Connect::Timeout).answer(two, |answer| answer.status = 200)
    };
    let judged = scene().body(two, &OcspError::Unauthorized.der()).judge();
    assert_eq!(reach(&judged, &format!("{one} (GET)")), (Level::Warning, Weight::Supporting));
    let judged = scene().body(two, b"no answer at all").judge();
    assert_eq!(reach(&judged, &format!("{one} (GET)")), (Level::Failure, Weight::Decisive));
}

#[test]
fn a_url_that_a_certificate_alone_names_warns() {
    let named = "http://other.certready.test/g1.crl";
    let pki = case::pki_plan().intermediate(|cert| cert.crl(named)).build();
    let judged = Scene::good(&pki).unreachable(named, Connect::Timeout).judge();
    assert_eq!(reach(&judged, named), (Level::Warning, Weight::Supporting));
}

#[test]
fn of_two_needs_for_one_question_the_stronger_counts() {
    // One responder for two certificates: the policy names it for the intermediate and for the service's own.
    let pki = case::pki();
    let url = "http://shared.certready.test/ocsp";
    let scene = |first: &'static str, second: &'static str| {
        let scene = Scene::good(&pki)
            .policy(|text| text.ocsp(url, INTERMEDIATE, None, first).ocsp(url, ROOT, Some(INTERMEDIATE), second));
        scene.unreachable(url, Connect::Timeout).judge()
    };
    for (first, second) in [("optional", "required"), ("required", "optional")] {
        let judged = scene(first, second);
        for method in [Method::Get, Method::Post] {
            let target = format!("{url} ({})", method.word());
            assert_eq!(reach(&judged, &target), (Level::Failure, Weight::Decisive), "{first} {second}");
        }
    }
}

#[test]
fn a_shared_responder_is_a_source_for_the_certificate_that_is_asked_for() {
    let url = "http://shared.certready.test/ocsp";
    let pki = case::pki_plan().intermediate(|cert| Cert::without_urls(cert).ocsp(url)).build();
    let scene = Scene::good(&pki).policy(|text| {
        // The unseen certificate's line stands first.
        text.without_endpoints().ocsp(url, INTERMEDIATE, None, "required").ocsp(
            url,
            ROOT,
            Some(INTERMEDIATE),
            "required",
        )
    });
    let answer = pki.root_ocsp().der();
    let judged = scene.body(url, &answer).answer(url, |answer| answer.status = 200).judge();
    assert_eq!(judged.ids(Code::OcspStatus), ["ocsp-status.good"; 2]);
    assert_eq!(judged.one(Code::RevocationPath, INTERMEDIATE).template.id, "revocation-path.learnt");
}

#[test]
fn two_of_a_group_that_are_both_not_known_do_not_excuse_each_other() {
    let pki = case::pki();
    let asks = || {
        let header = Header { name: "proxy-authenticate".into(), value: "Negotiate".into() };
        let fault = Some(ExchangeFault::Proxy(ProxyFault::Refused(407, vec![header])));
        Reached::Connected { attempts: Vec::new(), fault, hops: Vec::new() }
    };
    let judged = two(&pki, "one-of crls").reached(FIRST, asks()).reached(SECOND, asks()).judge();
    for url in [FIRST, SECOND] {
        assert_eq!(reach(&judged, url), (Level::Unknown, Weight::Decisive), "{url}");
    }
    assert_eq!(judged.verdict(), Verdict::Undetermined);
}

//! `crl-scope`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::crl::{Crl, full_name};
use crate::common::der;
use crate::common::pki::{TestPki, day, paths};

const COVERS: Said = ("crl-scope.covers", Level::Pass, None, Weight::Decisive);

fn out(cause: Cause) -> Said {
    ("crl-scope.out", Level::Failure, Some(cause), Weight::Decisive)
}

const UNSUPPORTED: Said = ("crl-scope.unsupported", Level::Unknown, Some(Cause::NotUnderstood), Weight::Decisive);

/// The judgement where the root publishes this CRL, which covers the intermediate.
fn root(change: impl FnOnce(Crl, &TestPki) -> Crl) -> (Judged, String) {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_CRL);
    (Scene::good(&pki).body(&url, &change(pki.root_crl(), &pki).der()).judge(), url)
}

fn said((judged, url): &(Judged, String)) -> Said {
    judged.said(Code::CrlScope, url)
}

/// What is said where the intermediate publishes this CRL, whose subject is not at hand: its URL stands for it.
fn below(change: impl FnOnce(Crl, &TestPki) -> Crl) -> Said {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    Scene::good(&pki).body(&url, &change(pki.crl(), &pki).der()).judge().said(Code::CrlScope, &url)
}

#[test]
fn a_full_crl_covers_what_it_was_fetched_for() {
    let full = root(|crl, _| crl);
    assert_eq!(said(&full), COVERS);
    let observed = full.0.one(Code::CrlScope, &full.1).observed();
    assert_eq!(observed, "covers Certready Test CA G1");
    assert_eq!(below(|crl, _| crl), COVERS);
}

#[test]
fn a_crl_of_its_own_distribution_point_covers() {
    assert_eq!(said(&root(|crl, pki| crl.distribution_point(&[&pki.url(paths::ROOT_CRL)]))), COVERS);
    assert_eq!(below(|crl, pki| crl.distribution_point(&[&pki.url(paths::CRL)])), COVERS);
}

#[test]
fn a_crl_of_another_distribution_point_is_out_of_scope() {
    let other = "http://ca.certready.test/another-shard.crl";
    let judged = root(|crl, _| crl.distribution_point(&[other]));
    assert_eq!(said(&judged), out(Cause::WrongScope));
    assert_eq!(judged.0.verdict(), Verdict::NotReady);
    let observed = judged.0.one(Code::CrlScope, &judged.1).observed();
    assert!(observed.contains(other) && observed.contains(&judged.1), "{observed}");
    assert_eq!(below(|crl, _| crl.distribution_point(&[other])), out(Cause::WrongScope));
}

#[test]
fn a_crl_for_end_entities_says_nothing_of_a_ca() {
    let only = |tag: u8| move |crl: Crl, _: &TestPki| crl.issuing(&[&der::primitive(tag, &[0xff])]);
    // [1] onlyContainsUserCerts, [2] onlyContainsCACerts, [5] onlyContainsAttributeCerts (RFC 5280 §5.2.5).
    assert_eq!(said(&root(only(1))), out(Cause::WrongScope));
    assert_eq!(said(&root(only(2))), COVERS);
    assert_eq!(said(&root(only(5))), out(Cause::WrongScope));
    assert_eq!(below(only(5)), out(Cause::WrongScope));
}

#[test]
fn a_crl_for_some_reasons_covers_for_those_alone() {
    // [3] onlySomeReasons: keyCompromise (RFC 5280 §4.2.1.13, bit 1).
    let some = root(|crl, pki| {
        let name = full_name(&[&pki.url(paths::ROOT_CRL)]);
        crl.issuing(&[&name, &der::primitive(3, &[6, 0x40])])
    });
    assert_eq!(said(&some), ("crl-scope.covers-some", Level::Warning, Some(Cause::WrongScope), Weight::Decisive));
}

#[test]
fn a_delta_and_an_unknown_critical_extension_are_not_understood() {
    assert_eq!(said(&root(|crl, _| crl.delta_of(1))), UNSUPPORTED);
    // An indirect CRL of the certificate's own issuer speaks for it.
    assert_eq!(said(&root(|crl, _| crl.issuing(&[&der::primitive(4, &[0xff])]))), COVERS);
    let unknown = root(|crl, _| crl.extension("1.3.6.1.4.1.32473.1", true, &der::null()));
    assert_eq!(said(&unknown), UNSUPPORTED);
    assert_eq!(unknown.0.verdict(), Verdict::Undetermined);
    // What is not critical may be passed over.
    assert_eq!(said(&root(|crl, _| crl.extension("1.3.6.1.4.1.32473.1", false, &der::null()))), COVERS);
}

#[test]
fn whether_it_is_of_the_right_ca_is_not_asked_here() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    for crl in [pki.root_crl().der(), pki.crl().signed_by(&pki.retiring).der()] {
        let judged = Scene::good(&pki).body(&url, &crl).judge();
        assert!(judged.all(Code::CrlScope).iter().all(|one| one.target.as_str() != url));
    }
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let judged = Scene::good(&pki).judge();
    assert_eq!(
        judged.said(Code::CrlScope, &pki.url(paths::CRL)),
        ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting)
    );
}

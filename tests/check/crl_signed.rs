//! `crl-signed`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use rcgen::KeyUsagePurpose;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::{Cert, Issued};
use crate::common::key::{Algorithm, KeyKind};
use crate::common::pki::{PkiPlan, TestPki, day, paths};

fn judged(pki: &TestPki, crl: &[u8]) -> Judged {
    Scene::good(pki).body(&pki.url(paths::CRL), crl).judge()
}

fn said(judged: &Judged, pki: &TestPki) -> Said {
    judged.said(Code::CrlSigned, &pki.url(paths::CRL))
}

/// What is said where the intermediate, changed so, publishes this CRL.
fn with(change: impl FnOnce(PkiPlan) -> PkiPlan, crl: impl FnOnce(&TestPki) -> Vec<u8>) -> Said {
    let pki = change(case::pki_plan()).build();
    said(&judged(&pki, &crl(&pki)), &pki)
}

fn failed(template: &'static str, cause: Cause) -> Said {
    (template, Level::Failure, Some(cause), Weight::Decisive)
}

#[test]
fn a_crl_that_its_issuer_signed_passes() {
    let signed = ("crl-signed.signed", Level::Pass, None, Weight::Decisive);
    assert_eq!(with(|plan| plan, |pki| pki.crl().der()), signed);
    for kind in [KeyKind::P384, KeyKind::P521, KeyKind::Ed25519, KeyKind::Rsa2048] {
        assert_eq!(with(|plan| plan.intermediate(|ca| ca.key(kind)), |pki| pki.crl().der()), signed, "{kind:?}");
    }
}

#[test]
fn its_signer_is_named() {
    let pki = case::pki();
    let judged = Scene::good(&pki).judge();
    let observed = judged.one(Code::CrlSigned, &pki.url(paths::CRL)).observed();
    assert!(observed.starts_with("signed by Certready Test CA G1 with "), "{observed}");
}

#[test]
fn sha_1_and_a_short_key_are_weak_and_never_forged() {
    let weak = ("crl-signed.weak", Level::Warning, Some(Cause::WeakSignature), Weight::Decisive);
    let rsa = |plan: PkiPlan| plan.intermediate(|ca| ca.key(KeyKind::Rsa2048));
    assert_eq!(with(rsa, |pki| pki.crl().signed_with(Algorithm::RsaSha1).der()), weak);
    assert_eq!(with(|plan| plan.intermediate(|ca| ca.key(KeyKind::Rsa1024)), |pki| pki.crl().der()), weak);
    let pki = rsa(case::pki_plan()).build();
    let crl = pki.crl().signed_with(Algorithm::RsaSha1).der();
    assert_eq!(judged(&pki, &crl).verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn a_crl_of_a_ca_that_is_not_in_play_is_of_the_wrong_issuer() {
    let said = with(|plan| plan, |pki| pki.fresh_crl(&Cert::ca("Another CA").self_signed()).der());
    assert_eq!(said, failed("crl-signed.wrong-issuer", Cause::WrongIssuer));
}

#[test]
fn a_crl_of_another_ca_in_play_is_of_the_wrong_issuer() {
    for of in [|pki: &TestPki| pki.root.clone(), |pki: &TestPki| pki.retiring.clone()] {
        let said = with(|plan| plan, |pki| pki.fresh_crl(&of(pki)).der());
        assert_eq!(said, failed("crl-signed.wrong-issuer", Cause::WrongIssuer));
    }
    let pki = case::pki();
    let judged = judged(&pki, &pki.root_crl().der());
    let observed = judged.one(Code::CrlSigned, &pki.url(paths::CRL)).observed();
    assert!(observed.contains("Certready Test Root R1"), "{observed}");
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn an_issuer_that_may_not_sign_crls_is_the_wrong_one() {
    let without = |plan: PkiPlan| plan.intermediate(|ca| ca.usages(&[KeyUsagePurpose::KeyCertSign]));
    let said = with(without, |pki| pki.crl().der());
    assert_eq!(said, failed("crl-signed.wrong-issuer", Cause::WrongIssuer));
}

#[test]
fn another_key_under_the_issuer_s_name_is_a_bad_signature() {
    let said = with(|plan| plan, |pki| pki.crl().signed_by(&pki.retiring).der());
    assert_eq!(said, failed("crl-signed.bad", Cause::BadSignature));
}

#[test]
fn one_bit_of_the_signature_makes_it_bad() {
    let said = with(
        |plan| plan,
        |pki| {
            let mut crl = pki.crl().der();
            *crl.last_mut().unwrap() ^= 1;
            crl
        },
    );
    assert_eq!(said, failed("crl-signed.bad", Cause::BadSignature));
}

#[test]
fn an_algorithm_that_nobody_knows_is_not_understood_and_no_forgery() {
    let said = with(|plan| plan, |pki| pki.crl().signed_with(Algorithm::Unknown).der());
    assert_eq!(said, ("crl-signed.not-understood", Level::Unknown, Some(Cause::NotUnderstood), Weight::Decisive));
}

#[test]
fn what_is_no_crl_is_not_looked_at_here() {
    let pki = case::pki();
    let judged = judged(&pki, b"<html></html>");
    assert!(judged.all(Code::CrlSigned).iter().all(|one| one.target.as_str() != pki.url(paths::CRL)));
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let said = with(
        |plan| plan.intermediate(|cert| cert.valid(day(-10), day(20))),
        |pki| pki.crl().signed_by(&pki.retiring).der(),
    );
    assert_eq!(said, ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting));
}

#[test]
fn the_crl_of_a_single_url_whose_issuer_is_not_at_hand_is_unknown() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let said = |issuers: &[&Issued]| Scene::good(&pki).urls(&[&url], issuers).judge().said(Code::CrlSigned, &url);
    let unknown = ("crl-signed.no-issuer", Level::Unknown, Some(Cause::WrongIssuer), Weight::Decisive);
    assert_eq!(said(&[]), unknown);
    assert_eq!(said(&[&pki.intermediate]).0, "crl-signed.signed");
}

//! `ocsp-signed`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::Cert;
use crate::common::key::{Algorithm, KeyKind};
use crate::common::ocsp::{Ocsp, OcspError};
use crate::common::pki::{PkiPlan, TestPki, day, paths};

/// The judgement where the root's responder gives this answer about the intermediate, by GET and by POST.
fn with(plan: impl FnOnce(PkiPlan) -> PkiPlan, change: impl FnOnce(Ocsp, &TestPki) -> Ocsp) -> (Judged, String) {
    let pki = plan(case::pki_plan()).build();
    let url = pki.url(paths::ROOT_OCSP);
    (Scene::good(&pki).body(&url, &change(pki.root_ocsp(), &pki).der()).judge(), url)
}

fn answer(change: impl FnOnce(Ocsp, &TestPki) -> Ocsp) -> (Judged, String) {
    with(|plan| plan, change)
}

fn said((judged, url): &(Judged, String)) -> Said {
    let (get, post) = (format!("{url} (GET)"), format!("{url} (POST)"));
    let said = judged.said(Code::OcspSigned, &get);
    assert_eq!(judged.said(Code::OcspSigned, &post), said);
    said
}

fn failed(id: &'static str, cause: Cause) -> Said {
    (id, Level::Failure, Some(cause), Weight::Decisive)
}

const SIGNED: Said = ("ocsp-signed.signed", Level::Pass, None, Weight::Decisive);

fn delegate() -> Cert {
    Cert::ocsp_responder("Certready Test OCSP")
}

#[test]
fn an_answer_that_the_issuer_signed_passes() {
    assert_eq!(said(&answer(|ocsp, _| ocsp)), SIGNED);
    assert_eq!(said(&answer(|ocsp, _| ocsp.by_name())), SIGNED);
}

#[test]
fn an_answer_that_its_delegate_signed_passes_and_names_it() {
    let delegated = answer(|ocsp, pki| ocsp.delegated(&delegate().issued_by(&pki.root)));
    assert_eq!(said(&delegated), SIGNED);
    let observed = delegated.0.one(Code::OcspSigned, &format!("{} (GET)", delegated.1)).observed();
    assert_eq!(observed, "signed by Certready Test OCSP");
}

#[test]
fn a_delegate_of_another_issuer_is_the_wrong_signer() {
    let other = answer(|ocsp, pki| ocsp.delegated(&delegate().issued_by(&pki.retiring)));
    assert_eq!(said(&other), failed("ocsp-signed.wrong-signer", Cause::WrongIssuer));
    assert_eq!(other.0.verdict(), Verdict::NotReady);
}

#[test]
fn a_certificate_of_the_issuer_that_is_not_for_ocsp_is_the_wrong_signer() {
    let leaf = answer(|ocsp, pki| ocsp.delegated(&Cert::leaf("www.certready.test").issued_by(&pki.root)));
    assert_eq!(said(&leaf), failed("ocsp-signed.wrong-signer", Cause::WrongIssuer));
}

#[test]
fn a_delegate_whose_certificate_did_not_come_along_is_the_wrong_signer() {
    let bare = answer(|ocsp, pki| ocsp.delegated(&delegate().issued_by(&pki.root)).without_certificates());
    assert_eq!(said(&bare), failed("ocsp-signed.wrong-signer", Cause::WrongIssuer));
}

#[test]
fn another_key_than_the_responder_s_is_a_bad_signature() {
    let forged = answer(|ocsp, pki| ocsp.signed_by(&pki.retiring));
    assert_eq!(said(&forged), failed("ocsp-signed.bad", Cause::BadSignature));
}

#[test]
fn one_bit_of_the_signature_makes_it_bad() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    let judged = Scene::good(&pki).body(&url, &pki.root_ocsp().der_tampered()).judge();
    assert_eq!(said(&(judged, url)), failed("ocsp-signed.bad", Cause::BadSignature));
}

#[test]
fn sha_1_verifies_and_is_weak() {
    let rsa = |plan: PkiPlan| plan.root(|ca| ca.key(KeyKind::Rsa2048));
    let weak = with(rsa, |ocsp, _| ocsp.signed_with(Algorithm::RsaSha1));
    assert_eq!(said(&weak), ("ocsp-signed.weak", Level::Warning, Some(Cause::WeakSignature), Weight::Decisive));
    assert_eq!(weak.0.verdict(), Verdict::ReadyWithWarnings);
    assert_eq!(said(&with(rsa, |ocsp, _| ocsp)), SIGNED);
}

#[test]
fn an_algorithm_that_nobody_knows_is_not_understood_and_no_forgery() {
    let unknown = answer(|ocsp, _| ocsp.signed_with(Algorithm::Unknown));
    assert_eq!(
        said(&unknown),
        ("ocsp-signed.not-understood", Level::Unknown, Some(Cause::NotUnderstood), Weight::Decisive)
    );
    assert_eq!(unknown.0.verdict(), Verdict::Undetermined);
}

#[test]
fn a_delegate_out_of_its_time_fails() {
    let expired = ("ocsp-signed.delegate-expired", Level::Failure, Some(Cause::Expired), Weight::Decisive);
    for (from, until) in [(-30, -1), (1, 30)] {
        let delegated =
            answer(|ocsp, pki| ocsp.delegated(&delegate().valid(day(from), day(until)).issued_by(&pki.root)));
        assert_eq!(said(&delegated), expired, "{from} {until}");
    }
}

#[test]
fn at_the_leaf_s_responder_nobody_s_signature_is_asked_for() {
    let pki = case::pki();
    let url = pki.url(paths::OCSP);
    let path_only = ("ocsp-signed.not-at-hand", Level::NotApplicable, None, Weight::Supporting);
    let good = Scene::good(&pki).judge();
    assert_eq!(said(&(good, url.clone())), path_only);
    let forged = Scene::good(&pki).body(&url, &pki.ocsp().signed_by(&pki.retiring).der()).judge();
    assert_eq!(said(&(forged, url)), path_only);
}

#[test]
fn an_error_status_bears_no_signature() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    let judged = Scene::good(&pki).body(&url, &OcspError::TryLater.der()).judge();
    assert!(judged.all(Code::OcspSigned).iter().all(|one| !one.target.as_str().starts_with(&url)));
}

#[test]
fn an_answer_about_an_ended_intermediate_does_not_matter() {
    let ended = with(|plan| plan.intermediate(|cert| cert.valid(day(-10), day(20))), |ocsp, _| ocsp);
    assert_eq!(
        said(&ended),
        ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting)
    );
}

#[test]
fn a_responder_that_is_a_single_url_can_be_asked_only_with_its_issuers_certificate() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    let judged = Scene::good(&pki).urls(&[&url], &[]).judge();
    let unknown = ("ocsp-signed.not-asked", Level::Unknown, Some(Cause::WrongIssuer), Weight::Decisive);
    assert_eq!(judged.said(Code::OcspSigned, &url), unknown);
    // It answers malformedRequest, since it was asked for nothing.
    assert!(judged.by_id("ocsp-signed.not-asked").observed().contains("malformedRequest"));
}

#[test]
fn an_answer_at_a_single_url_whose_issuer_is_not_at_hand_is_unknown() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_AIA);
    let answer = pki.root_ocsp().der();
    let scene = || Scene::good(&pki).urls(&[&url], &[]).body(&url, &answer);
    let unknown = ("ocsp-signed.no-issuer", Level::Unknown, Some(Cause::WrongIssuer), Weight::Decisive);
    assert_eq!(scene().store(&[&pki.retiring]).judge().said(Code::OcspSigned, &url), unknown);
    // The trust store may hold it.
    assert_eq!(scene().store(&[&pki.root]).judge().said(Code::OcspSigned, &url).0, "ocsp-signed.signed");
}

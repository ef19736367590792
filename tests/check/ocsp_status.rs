//! `ocsp-status`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::der;
use crate::common::ocsp::{CertIdHash, Ocsp, OcspError, Status};
use crate::common::pki::{TestPki, day, paths};
use crate::common::policy::labels::{INTERMEDIATE, ROOT};

/// The judgement where the root's responder gives this answer about the intermediate, by GET and by POST.
fn answer(change: impl FnOnce(Ocsp, &TestPki) -> Ocsp) -> (Judged, String) {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    (Scene::good(&pki).body(&url, &change(pki.root_ocsp(), &pki).der()).judge(), url)
}

fn said((judged, url): &(Judged, String)) -> Said {
    let said = judged.said(Code::OcspStatus, &format!("{url} (GET)"));
    assert_eq!(judged.said(Code::OcspStatus, &format!("{url} (POST)")), said);
    said
}

fn observed((judged, url): &(Judged, String)) -> String {
    judged.one(Code::OcspStatus, &format!("{url} (GET)")).observed()
}

fn failed(id: &'static str, cause: Cause) -> Said {
    (id, Level::Failure, Some(cause), Weight::Decisive)
}

const GOOD: Said = ("ocsp-status.good", Level::Pass, None, Weight::Decisive);

#[test]
fn good_is_good_and_says_of_whom() {
    let good = answer(|ocsp, _| ocsp);
    assert_eq!(said(&good), GOOD);
    assert_eq!(observed(&good), "good: Certready Test CA G1 is not revoked");
}

#[test]
fn a_responder_may_name_the_certificate_by_another_digest_than_it_was_asked_by() {
    assert_eq!(said(&answer(|ocsp, _| ocsp.cert_id_hash(CertIdHash::Sha256))), GOOD);
}

#[test]
fn a_responder_may_say_more_than_it_was_asked() {
    let more = answer(|ocsp, pki| {
        let other = Ocsp::about(&pki.leaf, &pki.root).status(Status::Revoked(day(-9)));
        ocsp.and(other)
    });
    assert_eq!(said(&more), GOOD);
}

#[test]
fn revoked_is_revoked_with_its_time_and_reason() {
    let revoked = answer(|ocsp, _| ocsp.status(Status::RevokedFor(day(-3), 1)));
    assert_eq!(said(&revoked), failed("ocsp-status.revoked", Cause::Revoked));
    let words = observed(&revoked);
    assert!(words.starts_with(&format!("revoked: Certready Test CA G1, since {}", day(-3))), "{words}");
    assert!(words.contains("keyCompromise"), "{words}");
    assert_eq!(revoked.0.verdict(), Verdict::NotReady);
    assert!(observed(&answer(|ocsp, _| ocsp.status(Status::Revoked(day(-3))))).ends_with("reason not said"));
}

#[test]
fn revoked_is_revoked_however_little_the_responder_was_needed() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    let revoked = pki.root_ocsp().status(Status::Revoked(day(-3))).der();
    let scene = Scene::good(&pki).policy(|text| {
        let text = text.without_endpoints().ocsp(&url, ROOT, Some(INTERMEDIATE), "optional");
        text.endpoint("crl", &pki.url(paths::ROOT_CRL), ROOT, "required")
    });
    let judged = scene.body(&url, &revoked).judge();
    assert_eq!(said(&(judged, url)), failed("ocsp-status.revoked", Cause::Revoked));
}

#[test]
fn unknown_is_not_good() {
    let unknown = answer(|ocsp, _| ocsp.status(Status::Unknown));
    assert_eq!(said(&unknown), failed("ocsp-status.unknown", Cause::OcspUnknown));
    assert_eq!(unknown.0.verdict(), Verdict::NotReady);
}

#[test]
fn an_answer_about_another_certificate_is_none() {
    let another = failed("ocsp-status.another", Cause::WrongIssuer);
    assert_eq!(said(&answer(|ocsp, pki| ocsp.cert_id_serial(&pki.leaf.serial()))), another);
    assert_eq!(said(&answer(|ocsp, pki| ocsp.cert_id_issuer(&pki.retiring))), another);
    assert_eq!(said(&answer(|ocsp, _| ocsp.without_entries())), another);
}

#[test]
fn a_critical_extension_that_is_not_known_makes_good_unknown() {
    let critical = |critical| answer(move |ocsp, _| ocsp.extension("1.3.6.1.4.1.32473.1", critical, &der::null()));
    let unknown = critical(true);
    assert_eq!(
        said(&unknown),
        ("ocsp-status.not-understood", Level::Unknown, Some(Cause::NotUnderstood), Weight::Decisive)
    );
    assert!(observed(&unknown).contains("1.3.6.1.4.1.32473.1"));
    assert_eq!(unknown.0.verdict(), Verdict::Undetermined);
    assert_eq!(said(&critical(false)), GOOD);
}

#[test]
fn each_error_status_has_its_own_cause() {
    for (error, cause) in [
        (OcspError::MalformedRequest, Cause::OcspMalformedRequest),
        (OcspError::InternalError, Cause::OcspInternalError),
        (OcspError::TryLater, Cause::OcspTryLater),
        (OcspError::SigRequired, Cause::OcspSigRequired),
        (OcspError::Unauthorized, Cause::OcspUnauthorized),
    ] {
        let pki = case::pki();
        let url = pki.url(paths::ROOT_OCSP);
        let judged = Scene::good(&pki).body(&url, &error.der()).judge();
        assert_eq!(judged.verdict(), Verdict::NotReady);
        assert_eq!(said(&(judged, url)), failed("ocsp-status.error", cause));
    }
}

#[test]
fn at_the_leaf_s_responder_every_well_formed_answer_proves_the_path() {
    let pki = case::pki();
    let url = pki.url(paths::OCSP);
    let path_only = ("ocsp-status.path-only", Level::NotApplicable, None, Weight::Supporting);
    for body in [
        pki.ocsp().der(),
        pki.ocsp().status(Status::Unknown).der(),
        OcspError::Unauthorized.der(),
        pki.ocsp().signed_by(&pki.retiring).der(),
    ] {
        let judged = Scene::good(&pki).body(&url, &body).judge();
        assert_eq!(judged.verdict(), Verdict::Ready);
        assert_eq!(said(&(judged, url.clone())), path_only);
    }
    // What is no OCSP answer proves nothing.
    let judged = Scene::good(&pki).body(&url, b"<html></html>").judge();
    assert!(judged.all(Code::OcspStatus).iter().all(|one| !one.target.as_str().starts_with(&url)));
}

#[test]
fn an_answer_that_nobody_entitled_signed_says_nothing() {
    let forged = answer(|ocsp, pki| ocsp.signed_by(&pki.retiring).status(Status::Revoked(day(-3))));
    assert!(forged.0.all(Code::OcspStatus).iter().all(|one| !one.target.as_str().starts_with(&forged.1)));
}

#[test]
fn an_answer_about_an_ended_intermediate_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let judged = Scene::good(&pki).judge();
    assert_eq!(
        said(&(judged, pki.url(paths::ROOT_OCSP))),
        ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting)
    );
}

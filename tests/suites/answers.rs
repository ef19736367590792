//! The rules that suites of OCSP answers test (`BoringSSL`'s `ocsp_unittest`, Botan's OCSP tests), on answers of the
//! test PKI: each bad one has one thing wrong, and a good twin. `tests/pki/ocsp/` has the exact faults of reader and
//! signature; here it is what comes of them: the exit status, the outcome and its cause.

use rcgen::ExtendedKeyUsagePurpose;

use super::*;
use crate::common::cert::Cert;
use crate::common::crl::Crl;
use crate::common::der;
use crate::common::key::Algorithm;
use crate::common::ocsp::{CertIdHash, Ocsp, OcspError, Status};
use crate::common::pki::day;

/// Under the private enterprise arc for documentation (RFC 5612): nobody knows it.
const NOBODYS: &str = "1.3.6.1.4.1.32473.9";
/// The list of signed certificate timestamps in an OCSP answer (RFC 6962 §3.3).
const TIMESTAMPS: &str = "1.3.6.1.4.1.11129.2.4.5";

const NO_DATA: Expected = Unknown("target", "no-data");
const BAD_SIGNATURE: Expected = Unknown("target", "bad-signature");
const WRONG_SIGNER: Expected = Unknown("target", "wrong-signer");
const UNTRUSTED: Expected = Unknown("target", "untrusted-signer");
const UNSUPPORTED: Expected = Unknown("target", "unsupported");
const STALE: Expected = Unknown("target", "stale");

fn ca() -> Issued {
    Cert::ca("Certready Suites CA").self_signed()
}

fn leaf() -> Issued {
    Cert::leaf("mail.certready.test").issued_by(&ca())
}

/// The CA's answer that the leaf is good, to be changed.
fn answer() -> Ocsp {
    Ocsp::about(&leaf(), &ca())
}

fn by_bytes(answer: &[u8], expected: Expected) -> Value {
    judged(&[&leaf(), &ca()], &[], &[answer.to_vec()], &[], expected)
}

fn by(answer: &Ocsp, expected: Expected) -> Value {
    by_bytes(&answer.der(), expected)
}

/// A responder's certificate that does not say that its revocation need not be asked.
fn responder() -> Cert {
    Cert::leaf("Responder").extended_usages(&[ExtendedKeyUsagePurpose::OcspSigning])
}

/// RFC 6960 §2.2.
#[test]
fn an_answer_says_good_revoked_or_unknown() {
    by(&answer(), Good);
    let json = by(&answer().status(Status::RevokedFor(day(-9), 1)), Revoked("target"));
    let target = &json["certificates"][0];
    assert_eq!((&target["revoked_at"], &target["reason"]), (&"2026-11-14T00:00:00Z".into(), &"keyCompromise".into()));
    by(&answer().status(Status::Revoked(day(-9))), Revoked("target"));
    by(&answer().status(Status::Unknown), Unknown("target", "status-unknown"));
}

#[test]
fn an_answer_may_be_pem_and_name_the_certificate_by_sha_256() {
    by_bytes(pem("OCSP RESPONSE", &answer().der()).as_bytes(), Good);
    // Whatever the label says: it is taken by what it is.
    by_bytes(pem("CERTIFICATE", &answer().der()).as_bytes(), Good);
    by(&answer().cert_id_hash(CertIdHash::Sha256), Good);
}

/// One that revokes is not outvoted, within one answer, between two, and by a CRL.
#[test]
fn good_and_revoked_together_are_revoked() {
    let revoked = answer().status(Status::Revoked(day(-9)));
    by(&answer().and(revoked.clone()), Revoked("target"));
    by(&revoked.clone().and(answer()), Revoked("target"));
    let said = |crls: &[Crl], answers: &[&Ocsp], expected| {
        let crls: Vec<Vec<u8>> = crls.iter().map(Crl::der).collect();
        let answers: Vec<Vec<u8>> = answers.iter().map(|answer| answer.der()).collect();
        judged(&[&leaf(), &ca()], &crls, &answers, &[], expected);
    };
    said(&[], &[&answer(), &revoked], Revoked("target"));
    let listed = Crl::by(&ca()).revoke(&leaf().serial(), day(-3));
    said(&[listed], &[&answer()], Revoked("target"));
    said(&[Crl::by(&ca())], &[&revoked], Revoked("target"));
    said(&[Crl::by(&ca())], &[&answer().status(Status::Unknown)], Good);
}

/// Of two things said at the same time, in whichever order, the one that proves less counts.
#[test]
fn good_and_unknown_together_are_unknown() {
    let unknown = Unknown("target", "status-unknown");
    by(&answer().and(answer().status(Status::Unknown)), unknown);
    by(&answer().status(Status::Unknown).and(answer()), unknown);
    by(&answer().and(answer().status(Status::Unknown).this_update(day(-5))), Good);
}

/// RFC 6960 §3.2(1): the answer is about this certificate, by its issuer's name and key and by its serial.
#[test]
fn an_answer_about_another_certificate_says_nothing() {
    by(&answer().cert_id_serial(&[0x4c, 1]), NO_DATA);
    by(&answer().without_entries(), NO_DATA);
    by(&answer().cert_id_issuer(&Cert::ca("Somebody Else").self_signed()), NO_DATA);
    let same_name = Cert::ca("Certready Suites CA").key_named("another key").self_signed();
    by(&answer().cert_id_issuer(&same_name), NO_DATA);
    by(&Ocsp::about_serial(&[0x4c, 1], &ca()).and(answer()), Good);
}

/// RFC 6960 §4.2.2.2: the issuer signs, or who it has certified to.
#[test]
fn an_answer_is_signed_by_somebody_who_may() {
    by_bytes(&answer().der_tampered(), BAD_SIGNATURE);
    let stranger = Cert::ca("Somebody Else").self_signed();
    by(&answer().signed_by(&stranger), BAD_SIGNATURE);
    by(&answer().signed_by(&stranger).responder_id(&stranger), WRONG_SIGNER);
    by(&answer().delegated(&stranger), WRONG_SIGNER);
    by(&answer().status(Status::Revoked(day(-9))).delegated(&stranger), WRONG_SIGNER);
    by(&answer().signed_with(Algorithm::Unknown), UNSUPPORTED);
}

#[test]
fn a_delegated_responder_is_certified_for_that_by_the_issuer_itself() {
    let delegated = |cert: Cert, expected| {
        by(&answer().delegated(&cert.issued_by(&ca())), expected);
    };
    delegated(Cert::ocsp_responder("Responder"), Good);
    delegated(Cert::ocsp_responder("Responder").extended_usages(&[]), WRONG_SIGNER);
    delegated(Cert::ocsp_responder("Responder").extended_usages(&[ExtendedKeyUsagePurpose::ServerAuth]), WRONG_SIGNER);
    delegated(Cert::ocsp_responder("Responder").extension(NOBODYS, true, &der::null()), WRONG_SIGNER);
    delegated(Cert::ocsp_responder("Responder").extension(NOBODYS, false, &der::null()), Good);
    delegated(Cert::ocsp_responder("Responder").valid(day(-30), day(-1)), UNTRUSTED);
    delegated(Cert::ocsp_responder("Responder").valid(day(1), day(30)), UNTRUSTED);
    let by_another = Cert::ocsp_responder("Responder").issued_by(&Cert::ca("Somebody Else").self_signed());
    by(&answer().delegated(&by_another), WRONG_SIGNER);
    let good = Cert::ocsp_responder("Responder").issued_by(&ca());
    by(&answer().delegated(&good).without_certificates(), WRONG_SIGNER);
}

/// A responder of a CA above is none of the issuer's, and a CA is not asked about itself.
#[test]
fn an_answer_of_another_ca_of_the_path_does_not_count() {
    let root = Cert::ca("Certready Suites Root").self_signed();
    let issuer = Cert::ca("Certready Suites CA").issued_by(&root);
    let leaf = leaf();
    let about_issuer = Ocsp::about(&issuer, &root);
    let said = |answers: &[&Ocsp], expected| {
        let answers: Vec<Vec<u8>> = answers.iter().map(|answer| answer.der()).collect();
        judged(&[&leaf, &issuer, &root], &[], &answers, &[], expected);
    };
    said(&[&answer(), &about_issuer], Good);
    said(&[&answer().signed_by(&root).responder_id(&root), &about_issuer], WRONG_SIGNER);
    let itself = about_issuer.signed_by(&issuer).responder_id(&issuer);
    said(&[&answer(), &itself], Unknown("intermediate", "wrong-signer"));
    said(&[&answer()], Unknown("intermediate", "no-data"));
}

/// RFC 6960 §4.2.2.2.1: a revoked responder's answer counts for nothing. One that says that its revocation need not be
/// asked is believed.
#[test]
fn a_revoked_responder_is_not_believed() {
    // The CRL is for the responders' own place, or it would speak for the leaf too.
    let place = "http://crl.certready.test/responders.crl";
    let said = |cert: Cert, revoked: bool, expected| {
        let responder = cert.issued_by(&ca());
        let crl = Crl::by(&ca()).distribution_point(&[place]);
        let crl = if revoked { crl.revoke(&responder.serial(), day(-3)) } else { crl };
        judged(&[&leaf(), &ca()], &[crl.der()], &[answer().delegated(&responder).der()], &[], expected);
    };
    said(responder().crl(place), true, UNTRUSTED);
    said(responder().crl(place), false, Good);
    said(Cert::ocsp_responder("Responder").crl(place), true, Good);
}

/// Where the responder's certificate does not say where its revocation is to be had, a CRL that is at hand still
/// counts.
#[test]
fn a_responder_that_a_crl_at_hand_lists_is_not_believed() {
    // For certificates that name no place, as the responder's, and not for the leaf, which names one.
    let own_name = der::context(0, &der::context(0, &der::context(4, &ca().subject())));
    let leaf = Cert::leaf("mail.certready.test").crl("http://crl.certready.test/leaves.crl").issued_by(&ca());
    let responder = responder().issued_by(&ca());
    let answer = Ocsp::about(&leaf, &ca()).delegated(&responder).der();
    let said = |crls: &[Crl], expected| {
        let crls: Vec<Vec<u8>> = crls.iter().map(Crl::der).collect();
        judged(&[&leaf, &ca()], &crls, std::slice::from_ref(&answer), &[], expected);
    };
    let crl = Crl::by(&ca()).issuing(&[&own_name]);
    said(&[], Good);
    said(std::slice::from_ref(&crl), Good);
    said(&[crl.revoke(&responder.serial(), day(-3))], UNTRUSTED);
}

/// RFC 6960 §4.4, RFC 5280 §4.2: what is critical and unknown is not passed over; the list of timestamps is known.
#[test]
fn an_unknown_critical_extension_of_an_answer_is_not_passed_over() {
    by(&answer().extension(NOBODYS, true, &der::null()), UNSUPPORTED);
    by(&answer().extension(NOBODYS, false, &der::null()), Good);
    let json = by(&answer().single_extension(NOBODYS, true, &der::null()), UNSUPPORTED);
    assert!(json["why"].as_str().unwrap().contains(NOBODYS), "{json:#}");
    by(&answer().single_extension(NOBODYS, false, &der::null()), Good);
    let timestamps = der::octets(&[0, 0]);
    by(&answer().single_extension(TIMESTAMPS, true, &timestamps), Good);
    by(&answer().single_extension(TIMESTAMPS, false, &timestamps), Good);
    by(&answer().status(Status::Revoked(day(-9))).single_extension(NOBODYS, true, &der::null()), UNSUPPORTED);
}

/// RFC 6960 §4.2.1: a status without an answer is signed by nobody, and proves nothing.
#[test]
fn an_error_status_proves_nothing() {
    for (status, word) in [
        (OcspError::MalformedRequest, "malformedRequest"),
        (OcspError::InternalError, "internalError"),
        (OcspError::TryLater, "tryLater"),
        (OcspError::SigRequired, "sigRequired"),
        (OcspError::Unauthorized, "unauthorized"),
    ] {
        let json = by_bytes(&status.der(), NO_DATA);
        assert!(unused(&json).contains(word), "{json:#}");
    }
    by_bytes(&der::seq([der::enumerated(9)]), NO_DATA);
}

#[test]
fn bytes_behind_an_answer_spoil_it() {
    let json = by_bytes(&der::join([&answer().der()[..], &[0]]), NO_DATA);
    assert_eq!(unused(&json), "1 bytes follow its end, and belong to nothing");
    by_bytes(&answer().der()[..40], NO_DATA);
    by_bytes(b"<html>", NO_DATA);
}

/// RFC 6960 §4.2.2.1, §3.2(5) and (6), and the greatest age that was asked for.
#[test]
fn an_answer_is_fresh_at_the_time_that_is_judged() {
    let said = |answer: &Ocsp, more: &[&str], expected| {
        judged(&[&leaf(), &ca()], &[], &[answer.der()], more, expected);
    };
    let week = &["--max-age", "7d"][..];
    said(&answer(), week, Good);
    said(&answer().next_update(day(0)), &[], Good);
    said(&answer().this_update(day(-3)).next_update(day(-1)), &[], STALE);
    said(&answer().this_update(day(1)), &[], Unknown("target", "not-yet-valid"));
    said(&answer().this_update(day(-8)), week, STALE);
    said(&answer().this_update(day(-8)), &[], Good);
    said(&answer().no_next_update(), &[], STALE);
    said(&answer().no_next_update(), week, Good);
    said(&answer().no_next_update().this_update(day(-8)), week, STALE);
    said(&answer().no_next_update().status(Status::Revoked(day(-9))), week, Revoked("target"));
}

/// RFC 6960 §4.4.4: a responder may forget a certificate that has expired, and knew none that was not yet valid.
#[test]
fn an_answer_is_produced_while_the_certificate_is_valid() {
    let outside = Unknown("target", "out-of-scope");
    by(&answer().produced_at(day(-31)), outside);
    by(&answer().produced_at(day(-29)), Good);
    by(&answer().produced_at(day(336)), outside);
    by(&answer().status(Status::Revoked(day(-40))).produced_at(day(-31)), outside);
}
